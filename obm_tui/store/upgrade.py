"""Making a new file and bringing an old one up to date: Alembic's chain, whole or not at all."""

import os
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, event
from sqlalchemy.pool import StaticPool

from obm_tui.domain import errors
from obm_tui.ids import new_id
from obm_tui.store import connection as connections
from obm_tui.store.connection import Connection, guard


def run_chain(connection: Connection, path: Path) -> None:
    """Run what is missing of the chain, in one transaction.

    Foreign keys are off meanwhile, or rebuilding a table would cascade through its children; they are checked
    before the commit.

    Raises:
        Damaged: the rows do not hold together afterwards; nothing was changed.
    """
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool, hide_parameters=True)
    event.listen(engine, "begin", _begin_immediate)
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with guard(path):
        # Inside a transaction this pragma would be ignored.
        connection.execute("pragma foreign_keys=off")
        try:
            with engine.begin() as running:
                config.attributes["connection"] = running
                command.upgrade(config, "head")
                if running.exec_driver_sql("pragma foreign_key_check").fetchall():
                    raise errors.Damaged(path=path)
        finally:
            connection.execute("pragma foreign_keys=on")


def _begin_immediate(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def make_database(path: Path) -> None:
    """Make a new database at a path where there is no file.

    It is built under another name beside it and appears whole: a crash on the way leaves no half-made file there.
    Another process may make it at the same moment; then theirs stays.

    Raises:
        StoreError: the folder cannot be written, or the disk is full.
    """
    draft = path.with_name(f"{path.name}.{new_id()[-8:]}.new")
    connections.make_file(draft)
    try:
        connection, _writable = connections.open_file(draft, busy_seconds=5, new=True)
        try:
            run_chain(connection, path)
            with guard(path):
                connection.execute("insert into meta(name, value) values('uid', ?)", (new_id(),))
        finally:
            connection.close()
        _put_in_place(draft, path)
    finally:
        for leftover in (draft, draft.with_name(draft.name + "-journal")):
            leftover.unlink(missing_ok=True)


def _put_in_place(draft: Path, path: Path) -> None:
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    except OSError:
        # No hard links on this disk (exFAT, some network drives): a plain rename then.
        if not path.exists():
            draft.rename(path)

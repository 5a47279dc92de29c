"""Making a new file and bringing an old one up to date: Alembic's chain, whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from obm_tui.domain import errors
from obm_tui.ids import new_id
from obm_tui.store import connection as connections
from obm_tui.store import schema, search
from obm_tui.store.connection import Connection, guard, translate
from obm_tui.store.schema import SchemaState


def run_chain(connection: Connection, path: Path) -> None:
    """Run what is missing of the chain, in one transaction.

    Foreign keys are off meanwhile, or rebuilding a table would cascade through its children; they are checked
    before the commit.

    Raises:
        Damaged: the rows do not hold together afterwards; nothing was changed.
        StoreError: the file cannot be written; nothing was changed.
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
                search.rebuild(connection)
        except DBAPIError as error:
            raise translate(error.orig or error, path) from error
        finally:
            connection.execute("pragma foreign_keys=on")


def _begin_immediate(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def bring_up_to_date(connection: Connection, path: Path) -> None:
    """Upgrade a file of an earlier revision, with a backup of how it was beside it.

    Raises:
        StoreError: the backup or the upgrade cannot be written; the file is as it was.
    """
    _back_up(connection, path, path.with_name(f"{path.stem}-before-{schema.REVISIONS[-1]}{path.suffix}"))
    run_chain(connection, path)


def _back_up(connection: Connection, path: Path, backup: Path) -> None:
    """Copy the file through its own connection: one instant of it, whatever other programs write meanwhile.

    The copy appears under its name once it is whole and on disk, in the place of an earlier attempt's; it is thrown
    away where another program upgraded the file before it was taken.
    """
    draft = _draft(backup)
    connections.make_file(draft)
    try:
        with guard(path):
            connection.execute("vacuum main into ?", (os.fspath(draft),))
        if schema.check(connection, path) is SchemaState.CURRENT:
            return
        try:
            with draft.open("rb") as file:
                os.fsync(file.fileno())
            draft.replace(backup)
        except OSError as error:
            raise errors.Unreachable(path=backup, reason=error.strerror or str(error)) from error
    finally:
        draft.unlink(missing_ok=True)


def _draft(path: Path) -> Path:
    return path.with_name(f"{path.name}.{new_id()[-8:]}.new")


@contextmanager
def drafted(path: Path) -> Iterator[Path]:
    """A new database under another name beside the path, thrown away if it was not put in place.

    Raises:
        StoreError: the folder cannot be written, or the disk is full.
    """
    draft = _draft(path)
    connections.make_file(draft)
    try:
        connection, _writable = connections.open_file(draft, busy_seconds=5, new=True)
        try:
            connections.make_durable(connection, path)
            run_chain(connection, path)
            with guard(path):
                connection.execute("insert into meta(name, value) values('uid', ?)", (new_id(),))
        finally:
            connection.close()
        yield draft
    finally:
        for leftover in (draft, draft.with_name(draft.name + "-journal")):
            leftover.unlink(missing_ok=True)


def make_database(path: Path) -> None:
    """Make a new database at a path where there is no file.

    It is built under another name beside it and appears whole: a crash on the way leaves no half-made file there.
    Another process may make it at the same moment; then theirs stays.

    Raises:
        StoreError: the folder cannot be written, or the disk is full.
    """
    with drafted(path) as draft:
        put_in_place(draft, path)


def put_in_place(draft: Path, path: Path) -> bool:
    """Give a draft its name; False where another file has it, which stays."""
    try:
        os.link(draft, path)
    except FileExistsError:
        return False
    except OSError:
        # No hard links on this disk (exFAT, some network drives): a plain rename then.
        if path.exists():
            return False
        draft.rename(path)
    return True


def put_in_its_stead(draft: Path, path: Path) -> None:
    """Give a draft the name of another file, which is gone with that."""
    try:
        draft.replace(path)
    except OSError as error:
        raise errors.Unreachable(path=path, reason=error.strerror or str(error)) from error

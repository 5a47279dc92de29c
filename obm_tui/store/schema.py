"""Which schema a file has: the fast check of every opening, without Alembic."""

from enum import Enum
from pathlib import Path

from obm_tui.domain import errors
from obm_tui.store.connection import APPLICATION_ID, Connection, guard

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007")
"""Alembic's chain, oldest first; a test holds it against the script folder."""


class SchemaState(Enum):
    """What the check found."""

    CURRENT = "current"
    BEHIND = "behind"
    """An earlier revision: back up, then run the rest of the chain."""


def revision(connection: Connection) -> str | None:
    """The revision the file says it has."""
    row = connection.execute("select version_num from alembic_version").fetchone()
    return str(row[0]) if row else None


def check(connection: Connection, path: Path) -> SchemaState:
    """Find out whether the file is ours and how old it is.

    Raises:
        NotADatabase: it belongs to another program.
        TooNew: a newer obm-tui made it.
        Damaged: it cannot be read, or no longer says how old it is.
    """
    with guard(path):
        application = connection.execute("pragma application_id").fetchone()[0]
        tables = {row[0] for row in connection.execute("select name from sqlite_schema where type='table'").fetchall()}
        if application != APPLICATION_ID or "alembic_version" not in tables:
            raise errors.NotADatabase(path=path)
        found = revision(connection)
    if found == REVISIONS[-1]:
        return SchemaState.CURRENT
    if found in REVISIONS:
        return SchemaState.BEHIND
    if found is None:
        raise errors.Damaged(path=path)
    raise errors.TooNew(path=path)


def quick_check(connection: Connection, path: Path) -> None:
    """Ask the file whether it holds together; 0.1 s for 100 MB, so not on the way to the first rows.

    Raises:
        Damaged: it does not.
    """
    with guard(path):
        verdict = connection.execute("pragma quick_check(1)").fetchone()
    if not verdict or verdict[0] != "ok":
        raise errors.Damaged(path=path)

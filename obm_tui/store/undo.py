"""Undo and redo: a step taken back is a step too. Speaks SQLite.

A step is taken back only while every column it changed still holds what it left there; then nothing newer can be
lost. Otherwise it is refused, with the rows that stand in the way.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from obm_tui.domain import errors
from obm_tui.domain.change import Change
from obm_tui.domain.errors import N_
from obm_tui.domain.steps import Origin, StepKind
from obm_tui.store import schema
from obm_tui.store.connection import LARGEST_INTEGER, Connection, DriverError, FileIdentity, guard, without_waiting
from obm_tui.store.steps import Image, Recording, RowChange, StepLog, changes_of, rows_beside

SOFT = frozenset({"updated_at", "pos", "lane_since"})
"""Columns that are restored, but whose later change is no reason to refuse."""

# Left to itself, SQLite looks for the largest key in the table, past everything that is undone.
_UNDOABLE = """
    select max(id) from step indexed by ix_step_undoable
    where of_step is null and undone_by is null and origin <> 'system'"""
# A new step ends the chain of what can be done again.
_REDOABLE = """
    select id from step
    where undone_by > (select coalesce(max(id), 0) from step where of_step is null and origin <> 'system')
    order by undone_by desc limit 1"""


def next_undo(connection: Connection) -> int | None:
    """The step `u` would take back."""
    return connection.execute(_UNDOABLE).fetchone()[0]  # type: ignore[no-any-return]  # an integer, or none


def next_redo(connection: Connection) -> int | None:
    """The step `U` would do again."""
    row = connection.execute(_REDOABLE).fetchone()
    return int(row[0]) if row else None


def undo(
    log: StepLog,
    connection: Connection,
    file: FileIdentity,
    at: datetime,
    origin: Origin,
    step_id: int | None = None,
) -> Change:
    """Take back a step: the given one, or the newest that can be.

    Raises:
        UndoRefused: there is none, or something newer would be lost.
        StoreError: the file cannot be written.
    """
    return _take(log, connection, file, at, origin, step_id, back=True)


def redo(log: StepLog, connection: Connection, file: FileIdentity, at: datetime, origin: Origin) -> Change:
    """Do again the step that was taken back last, unless something new was done since.

    Raises:
        UndoRefused: there is none, or something newer would be lost.
        StoreError: the file cannot be written.
    """
    return _take(log, connection, file, at, origin, None, back=False)


def _take(
    log: StepLog,
    connection: Connection,
    file: FileIdentity,
    at: datetime,
    origin: Origin,
    step_id: int | None,
    *,
    back: bool,
) -> Change:
    file.check()
    with guard(file.path):
        connection.execute("begin immediate")
        try:
            require_revision(connection, file.path)
            log.forget()
            # Chosen inside the transaction, or two programs could choose the same one.
            chosen = step_id
            if chosen is None:
                chosen = next_undo(connection) if back else next_redo(connection)
            label = _check_step(connection, chosen, back=back)
            assert chosen is not None  # noqa: S101  # for the type checker: _check_step refused it
            connection.execute("pragma defer_foreign_keys=on")
            recording = Recording(log, at, origin, label, StepKind.UNDO if back else StepKind.REDO, chosen)
            with without_waiting(connection):
                _apply(log, connection, chosen, recording, back=back)
                change = recording.end()
                _check_rows(connection, change.step_id, chosen)
            _commit(log, connection, chosen)
        except BaseException:
            if connection.in_transaction:
                connection.execute("rollback")
            raise
    return change


def require_revision(connection: Connection, path: Path) -> None:
    """Refuse to write into a file that a newer program upgraded while it was open here."""
    if schema.revision(connection) != schema.REVISIONS[-1]:
        raise errors.TooNew(path=path)


_ADDED = N_("This cannot be taken back: other things were added to it since.")
_PARENT_GONE = N_("This cannot be taken back: something it belongs to is not there any more.")


def _check_rows(connection: Connection, taking_back: int | None, step_id: int) -> None:
    """Refuse where a row that goes took newer ones with it: they cascade, and this step knows nothing of them."""
    if others := rows_beside(connection, taking_back, step_id):
        raise errors.UndoRefused(_ADDED, conflicts=tuple((table, key, "added") for table, key in others))


def _commit(log: StepLog, connection: Connection, step_id: int) -> None:
    try:
        connection.execute("commit")
    except DriverError as error:
        if not getattr(error, "sqlite_errorname", "").startswith("SQLITE_CONSTRAINT"):
            raise
        own = {(change.table, str(change.key[0])) for change in changes_of(connection, step_id)}
        orphans = list(_orphans(log, connection))
        raise errors.UndoRefused(
            _PARENT_GONE if own.issuperset(orphans) else _ADDED,
            conflicts=tuple((*orphan, "gone" if orphan in own else "added") for orphan in orphans),
        ) from error


def _orphans(log: StepLog, connection: Connection) -> Iterator[tuple[str, str]]:
    """Rows that point at something that is not there, while the commit is refused for it."""
    for table, rowid, _parent, _number in connection.execute("pragma foreign_key_check").fetchall():
        column = log.tables[table].key[0]
        row = connection.execute(f'select "{column}" from "{table}" where rowid=?', (rowid,)).fetchone()  # noqa: S608  # names from the schema
        yield table, str(row[0])


def _check_step(connection: Connection, step_id: int | None, *, back: bool) -> str:
    if step_id is None:
        raise errors.UndoRefused(N_("There is nothing to undo.") if back else N_("There is nothing to redo."))
    row = None
    if 0 < step_id <= LARGEST_INTEGER:
        row = connection.execute("select label, of_step, undone_by from step where id=?", (step_id,)).fetchone()
    if row is None or row[1] is not None:
        raise errors.UndoRefused(N_("Step {step} cannot be undone: there is no such step."), step=step_id)
    if back and row[2] is not None:
        raise errors.UndoRefused(N_("Step {step} is undone already."), step=step_id)
    return str(row[0])


_PART = 1_000
"""Rows put back before what was recorded of them goes into the step."""


def _apply(log: StepLog, connection: Connection, step_id: int, recording: Recording, *, back: bool) -> None:
    conflicts: list[tuple[str, str, str]] = []
    for change in changes_of(connection, step_id):
        _check_columns(log, change)
        expected, wanted = (change.after, change.before) if back else (change.before, change.after)
        if problem := _conflict(log, connection, change, expected, wanted):
            conflicts.append((change.table, str(change.key[0]), problem))
    if conflicts:
        raise errors.UndoRefused(
            N_("This cannot be taken back: it was changed again since ({count} places)."),
            conflicts=tuple(conflicts),
            count=len(conflicts),
        )
    for number, change in enumerate(changes_of(connection, step_id, newest_first=back), 1):
        expected, wanted = (change.after, change.before) if back else (change.before, change.after)
        try:
            _write(log, connection, change, expected, wanted)
        except DriverError as error:
            if getattr(error, "sqlite_errorname", "").startswith("SQLITE_CONSTRAINT"):
                raise errors.UndoRefused(
                    N_("This cannot be taken back: its place was taken since."),
                    conflicts=((change.table, str(change.key[0]), "taken"),),
                ) from error
            raise
        if number % _PART == 0:
            recording.keep_so_far()


def _check_columns(log: StepLog, change: RowChange) -> None:
    known = log.tables.get(change.table)
    columns = set(change.before or ()) | set(change.after or ())
    if known is None or not columns <= set(known.columns):
        raise errors.UndoRefused(N_("This was made by an older version and cannot be taken back any more."))


def _where(log: StepLog, table: str) -> str:
    return " and ".join(f'"{column}"=?' for column in log.tables[table].key)


def _conflict(
    log: StepLog, connection: Connection, change: RowChange, expected: Image | None, wanted: Image | None
) -> str:
    """What stands in the way of writing this row, or an empty text."""
    table = log.tables[change.table]
    row = connection.execute(
        f'select * from "{change.table}" where {_where(log, change.table)}',  # noqa: S608  # names from the schema
        change.key,
    ).fetchone()
    if expected is None:
        return "exists" if row is not None else ""
    if row is None:
        return "" if wanted is not None and expected.keys() <= SOFT else "gone"
    present = dict(zip(table.columns, row, strict=True))
    differing = [column for column, value in expected.items() if column not in SOFT and present[column] != value]
    return ", ".join(differing)


def _write(
    log: StepLog, connection: Connection, change: RowChange, expected: Image | None, wanted: Image | None
) -> None:
    table, where = change.table, _where(log, change.table)
    if wanted is None:
        connection.execute(f'delete from "{table}" where {where}', change.key)  # noqa: S608  # names from the schema
    elif expected is None:
        columns = ", ".join(f'"{column}"' for column in wanted)
        marks = ", ".join("?" * len(wanted))
        connection.execute(
            f'insert into "{table}"({columns}) values({marks})', tuple(wanted.values())
        )  # names from the schema
    else:
        settings = ", ".join(f'"{column}"=?' for column in wanted)
        connection.execute(f'update "{table}" set {settings} where {where}', (*wanted.values(), *change.key))  # noqa: S608  # names from the schema

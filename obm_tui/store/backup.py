"""Backups: whole, verified, dated copies beside the file, and the way back. Speaks SQLite.

Standard library only: what a damaged file needs must not wait for anything.
"""

import os
import re
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from obm_tui.domain import errors
from obm_tui.ids import new_id
from obm_tui.store import connection as connections
from obm_tui.store import schema, values
from obm_tui.store.connection import Connection, guard

FOLDER = "backups"
KEPT_FRESH = 20
"""Backups of the last two days that are kept whatever came after them: those before an import or a restore, her own."""
KEPT_DAYS = 14
"""Days each of which keeps its newest backup."""
KEPT_WEEKS = 8
"""Weeks before those that keep one."""
_NAME = re.compile(r"(?P<stem>.+)-(?P<at>\d{4}-\d\d-\d\d-\d{6})(?:-\d+)?\.db")
_STAMP = "%Y-%m-%d-%H%M%S"
COUNTED = ("client", "card", "person", "metric_value", "contact", "step")
"""What a preview counts."""


class Backup(NamedTuple):
    """A copy of the file at one instant."""

    path: Path
    at: datetime
    """When it was made, in her zone and without it."""
    size: int
    """In bytes."""


class Contents(NamedTuple):
    """What a file holds, for a comparison."""

    revision: str
    counts: dict[str, int]
    last_step: str
    """The instant of its last step, as stored; empty where there is none."""


def folder_of(path: Path) -> Path:
    """Where a file's backups lie."""
    return path.parent / FOLDER


def back_up(connection: Connection, path: Path, now: datetime) -> Backup:
    """Copy the file as it is at one instant, whatever is written meanwhile, and make sure that the copy is whole.

    It appears under its name once it was checked and is on the disk.

    Raises:
        Damaged: the copy does not hold together, so the file does not either.
        StoreError: the folder cannot be written, or the disk is full.
    """
    target = folder_of(path) / f"{path.stem}-{now.strftime(_STAMP)}.db"
    draft = target.with_name(f"{target.name}.{new_id()[-8:]}.new")
    connections.make_file(draft)
    try:
        with guard(path):
            connection.execute("vacuum main into ?", (os.fspath(draft),))
        _verify(draft)
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        draft.replace(target)
    except OSError as error:
        raise errors.Unreachable(path=target, reason=error.strerror or str(error)) from error
    finally:
        draft.unlink(missing_ok=True)
    return Backup(target, now.replace(tzinfo=None, microsecond=0), target.stat().st_size)


def _verify(path: Path) -> None:
    connection, _writable = connections.open_file(path)
    with closing(connection), guard(path):
        verdict = connection.execute("pragma integrity_check(1)").fetchone()
        broken = connection.execute("pragma foreign_key_check").fetchone()
    if not verdict or verdict[0] != "ok" or broken is not None:
        raise errors.Damaged(path=path)


def _check_values(path: Path) -> None:
    connection, _writable = connections.open_file(path)
    with closing(connection), guard(path):
        if values.unreadable(connection) is not None:
            raise errors.Damaged(path=path)


def backups(path: Path) -> tuple[Backup, ...]:
    """The backups of a file, newest first; what has another name is none."""
    found = []
    try:
        files = list(folder_of(path).iterdir())
    except OSError:
        return ()
    for file in files:
        match = _NAME.fullmatch(file.name)
        if match is None or match["stem"] != path.stem or not file.is_file():
            continue
        try:
            found.append(Backup(file, datetime.strptime(match["at"], _STAMP), file.stat().st_size))  # noqa: DTZ007  # her zone
        except (ValueError, OSError):
            continue
    return tuple(sorted(found, key=lambda backup: backup.at, reverse=True))


def surplus(found: tuple[Backup, ...]) -> tuple[Backup, ...]:
    """Backups that need not be kept.

    Of the two days up to the newest all stay, then of every day the newest, before that one a week.

    Args:
        found: newest first.
    """
    days: dict[object, Backup] = {}
    for backup in found:
        days.setdefault(backup.at.date(), backup)
    newest = list(days.values())
    fresh = [backup for backup in found if (found[0].at.date() - backup.at.date()).days < 2]
    kept = {*fresh[:KEPT_FRESH], *newest[:KEPT_DAYS]}
    weeks: dict[object, Backup] = {}
    for backup in newest[KEPT_DAYS:]:
        weeks.setdefault(backup.at.isocalendar()[:2], backup)
    kept |= set(list(weeks.values())[:KEPT_WEEKS])
    return tuple(backup for backup in found if backup not in kept)


def rotate(path: Path) -> None:
    """Remove the backups that need not be kept; one that cannot be removed stays."""
    for backup in surplus(backups(path)):
        try:
            backup.path.unlink()
        except OSError:
            continue


def contents(path: Path) -> Contents:
    """What a file holds, told without changing a byte of it.

    Raises:
        StoreError: it is no database of ours, of a newer program, or does not hold together.
    """
    connection, _writable = connections.open_file(path)
    with closing(connection):
        schema.check(connection, path)
        with guard(path):
            connection.execute("pragma query_only=on")
            verdict = connection.execute("pragma integrity_check(1)").fetchone()
            if not verdict or verdict[0] != "ok":
                raise errors.Damaged(path=path)
            names = connection.execute("select name from sqlite_schema where type='table'").fetchall()
            tables = {name for (name,) in names}
            counts = {
                table: int(connection.execute(f"select count(*) from {table}").fetchone()[0])  # noqa: S608  # constants
                for table in COUNTED
                if table in tables
            }
            last = connection.execute("select max(at) from step").fetchone()[0]
            return Contents(schema.revision(connection) or "", counts, last or "")


def restore(path: Path, source: Path, now: datetime) -> Path | None:
    """Put a backup in the file's place; what was there becomes a backup first, whole or as bytes where it is damaged.

    Nobody may have the file open. Returns where the earlier file is kept; none where there was none.

    Raises:
        StoreError: the backup is no whole database of ours, or the folder cannot be written; nothing was changed.
    """
    contents(source)
    _check_values(source)
    draft = path.with_name(f"{path.name}.{new_id()[-8:]}.new")
    connections.make_file(draft)
    kept: Path | None = None
    try:
        connection, _writable = connections.open_file(source)
        with closing(connection), guard(source):
            connection.execute("vacuum main into ?", (os.fspath(draft),))
        _verify(draft)
        if path.exists():
            kept = folder_of(path) / f"{path.stem}-{now.strftime(_STAMP)}.db"
            kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            kept = _free(kept)
            os.link(path, kept)
        draft.replace(path)
    except OSError as error:
        raise errors.Unreachable(path=path, reason=error.strerror or str(error)) from error
    finally:
        draft.unlink(missing_ok=True)
    return kept


def _free(path: Path) -> Path:
    """The path, or one beside it where a file has that name."""
    number = 2
    found = path
    while found.exists():
        found = path.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1
    return found

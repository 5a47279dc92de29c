"""Backups and the way back, from the desk. What restores a file needs none open."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from obm_tui.domain.errors import N_, NotFound, ObmError
from obm_tui.store import backup as store
from obm_tui.store.backup import Backup, Contents

if TYPE_CHECKING:
    from obm_tui.desk.desk import Desk

__all__ = ["Backup", "BackupsFacet", "Contents", "backups", "contents", "find", "restore"]

_EVERY = timedelta(hours=20)
"""A day's first opening makes one, also where it is a little earlier than yesterday's."""


class BackupsFacet:
    """Copies of the open file."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def make(self) -> Backup:
        """A verified copy of how the file is now; those that need not be kept go.

        Raises:
            StoreError: it cannot be made; the file is as it was.
        """
        desk = self._desk
        made = store.back_up(desk.connection, desk.path, desk.clock.local())
        store.rotate(desk.path)
        return made

    def is_due(self) -> bool:
        """Whether something was written since the newest backup, and that one is of another day."""
        desk = self._desk
        last = desk.steps.recent(1)
        if not last:
            return False
        newest = next(iter(store.backups(desk.path)), None)
        if newest is None:
            return True
        written = last[0].at.astimezone(desk.clock.zone).replace(tzinfo=None)
        now = desk.clock.local().replace(tzinfo=None)
        return written > newest.at and now - newest.at > _EVERY


def backups(path: Path) -> tuple[Backup, ...]:
    """The backups of a file, newest first."""
    return store.backups(path)


def contents(path: Path) -> Contents | None:
    """What a file holds; none where it is not there or cannot be read."""
    try:
        return store.contents(path)
    except ObmError:
        return None


def find(path: Path, text: str) -> Path:
    """The backup meant: a path, or the name of one in the folder of backups, or the beginning of it, or `newest`.

    Raises:
        NotFound: there is none; those there are are named.
    """
    known = store.backups(path)
    if text in {"newest", "last"} and known:
        return known[0].path
    file = Path(text).expanduser()
    if file.is_file():
        return file
    named = [backup.path for backup in known if text and text in backup.path.name]
    if len(named) == 1:
        return named[0]
    names = ", ".join(backup.path.name for backup in known[:5]) or "—"
    raise NotFound(N_("There is no backup {name}. Known: {known}."), name=text, known=names)


def restore(path: Path, source: Path, now: datetime) -> Path | None:
    """Put a backup in the file's place; what was there is kept, and where is the answer.

    Raises:
        StoreError: the backup is no whole database of ours; nothing was changed.
    """
    return store.restore(path, source, now)

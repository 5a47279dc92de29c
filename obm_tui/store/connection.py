"""The one connection to the file: how it is opened, what is asked of it first, and its errors by name.

Speaks SQLite. Journal TRUNCATE with synchronous EXTRA: a step is on disk when the key returns, one file at rest.
Nothing outside this module names the driver, so that another one (an encrypting one) can take its place here.
"""

import os
import sqlite3 as driver
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from obm_tui.domain import errors

__all__ = [
    "APPLICATION_ID",
    "Connection",
    "DriverError",
    "FileIdentity",
    "driver",
    "guard",
    "make_file",
    "open_file",
    "translate",
]

APPLICATION_ID = 0x4F424D31
"""`OBM1` in the file's header: what tells our files from others."""
_MAGIC = b"SQLite format 3\x00"

Connection = driver.Connection
DriverError = driver.Error

_SENTENCES: dict[str, type[errors.StoreError]] = {
    "SQLITE_BUSY": errors.Busy,
    "SQLITE_LOCKED": errors.Busy,
    "SQLITE_FULL": errors.DiskFull,
    "SQLITE_READONLY": errors.ReadOnly,
    "SQLITE_CORRUPT": errors.Damaged,
    "SQLITE_NOTADB": errors.NotADatabase,
    "SQLITE_PERM": errors.ReadOnly,
}


def translate(error: BaseException, path: Path | str) -> errors.StoreError:
    """The store's own error for one of the driver's."""
    name = getattr(error, "sqlite_errorname", "") or ""
    primary = "_".join(name.split("_")[:2])
    if kind := _SENTENCES.get(primary):
        return kind(path=path)
    if name.startswith("SQLITE_IOERR") and isinstance(error, driver.OperationalError) and _disk_is_full(Path(path)):
        return errors.DiskFull(path=path)
    return errors.Unreachable(path=path, reason=str(error))


def _disk_is_full(path: Path) -> bool:
    try:
        return os.statvfs(path.parent).f_bavail == 0
    except (OSError, AttributeError):
        return False


@contextmanager
def guard(path: Path | str) -> Iterator[None]:
    """Turn the driver's errors into the store's inside this block."""
    try:
        yield
    except driver.Error as error:
        raise translate(error, path) from error


class FileIdentity:
    """Which file was opened, so that a swap by a sync program is noticed before anything is written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        status = path.stat()
        self._identity = (status.st_dev, status.st_ino)

    def check(self) -> None:
        """Make sure the path still leads to the same file.

        Raises:
            Moved: it leads elsewhere, or nowhere.
        """
        try:
            status = self.path.stat()
        except OSError as error:
            raise errors.Moved(path=self.path) from error
        if (status.st_dev, status.st_ino) != self._identity:
            raise errors.Moved(path=self.path)


def make_file(path: Path) -> None:
    """An empty file in a private folder. Modes are given at birth: a later chmod would leave a moment of 0644.

    Raises:
        Unreachable: it cannot be made, or is there already.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600)
    except OSError as error:
        raise errors.Unreachable(path=path, reason=error.strerror or str(error)) from error
    os.close(descriptor)


def _check_bytes(path: Path) -> None:
    """Look at the file before the driver does: it would take an empty one for a new database."""
    if not path.is_file():
        raise errors.Unreachable(path=path, reason="not a file")
    with path.open("rb") as file:
        head = file.read(len(_MAGIC))
    if not head:
        raise errors.EmptyFile(path=path)
    if head != _MAGIC:
        raise errors.NotADatabase(path=path)


def _connect(path: Path, busy_seconds: float, mode: str) -> Connection:
    # One thread at a time uses it; the job that imports SQLModel late must be able to hand it on.
    connection = driver.connect(
        f"file:{quote(str(path))}?mode={mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=busy_seconds,
    )
    # Row images of the undo log go to temporary storage: it must not be an unencrypted file in /var/tmp.
    connection.execute("pragma temp_store=memory")
    connection.execute("pragma trusted_schema=off")
    connection.execute("pragma cell_size_check=on")
    connection.execute("pragma foreign_keys=on")
    return connection


def _make_durable(connection: Connection, job: bool) -> None:
    connection.execute("pragma journal_mode=truncate").fetchall()
    connection.execute("pragma synchronous=extra")
    connection.execute("pragma secure_delete=on")
    if job:
        # A spilling cache takes the exclusive lock early and blocks her reads for as long as the job runs.
        connection.execute("pragma cache_spill=off")


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def open_file(
    path: Path, *, busy_seconds: float = 0.25, job: bool = False, new: bool = False
) -> tuple[Connection, bool]:
    """Open the database file; a `new` one may still be empty.

    Returns:
        The connection, and whether it can write.

    Raises:
        StoreError: the path leads to something that is not a readable database; its bytes are as they were.
    """
    try:
        if not new:
            _check_bytes(path)
        writable = _writable(path)
    except OSError as error:
        raise errors.Unreachable(path=path, reason=error.strerror or str(error)) from error
    with guard(path):
        connection = _connect(path, busy_seconds, "rw" if writable else "ro")
        try:
            if writable:
                _make_durable(connection, job)
        except BaseException:
            connection.close()
            raise
    return connection, writable

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
from obm_tui.domain.errors import N_

__all__ = [
    "APPLICATION_ID",
    "LARGEST_INTEGER",
    "Connection",
    "DriverError",
    "FileIdentity",
    "driver",
    "guard",
    "make_durable",
    "make_file",
    "open_file",
    "translate",
]

APPLICATION_ID = 0x4F424D31
"""`OBM1` in the file's header: what tells our files from others."""
LARGEST_INTEGER = 2**63 - 1
"""What a larger number typed by somebody cannot be compared with: the driver refuses it."""
_MAGIC = b"SQLite format 3\x00"
_APPLICATION_ID_AT = slice(68, 72)
"""Where the file format keeps the application's number (SQLite file format, 1.3: the database header)."""

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


_INTERRUPTED = N_(
    "The database {path} was left in the middle of a write, and here it is read-only. Make its folder writable, "
    "then open it again: the write is finished or taken back by itself."
)


def translate(error: BaseException, path: Path | str) -> errors.StoreError:
    """The store's own error for one of the driver's."""
    name = getattr(error, "sqlite_errorname", "") or ""
    if name == "SQLITE_READONLY_DBMOVED":
        return errors.Moved(path=path)
    if name == "SQLITE_READONLY_ROLLBACK":
        return errors.Unreachable(_INTERRUPTED, path=path)
    primary = "_".join(name.split("_")[:2])
    if kind := _SENTENCES.get(primary):
        return kind(path=path)
    if not name and "decode" in str(error):
        # Text that is not UTF-8 any more. The driver's message quotes it, so it goes no further.
        return errors.Damaged(path=path)
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
    """Turn the driver's errors into the store's inside this block, and stored values nobody can read too."""
    try:
        yield
    except driver.Error as error:
        raise translate(error, path) from error
    except UnicodeEncodeError:
        raise  # text on its way in: a mistake of the caller's, not of the file's
    except ValueError as error:
        # No such lane, no such date: the tables' own checks let no program write it, so the bytes have changed.
        raise errors.Damaged(path=path) from error


class FileIdentity:
    """Which file was opened, so that a swap by a sync program is noticed before anything is written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._identity = self._look()

    def _look(self) -> tuple[int, int]:
        try:
            return _identity(self.path.stat())
        except OSError as error:
            raise errors.Moved(path=self.path) from error

    def check(self) -> None:
        """Make sure the path still leads to the same file.

        Raises:
            Moved: it leads elsewhere, or nowhere.
        """
        if self._look() != self._identity:
            raise errors.Moved(path=self.path)


def _identity(status: os.stat_result) -> tuple[int, int]:
    return status.st_dev, status.st_ino


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


_known: set[tuple[int, int]] = set()
"""Files this process has looked at already."""


def _check_bytes(path: Path) -> None:
    """Look at the file before the driver does.

    The driver would take an empty file for a new database, and would finish another program's interrupted write in
    a file that is none of ours.

    Each file is looked at once. Closing a file drops every lock this process holds on it (POSIX), those of another
    connection in the middle of its transaction included; the first look comes before any connection.
    """
    if not path.is_file():
        raise errors.Unreachable(path=path, reason="not a file")
    status = path.stat()
    if not status.st_size:
        raise errors.EmptyFile(path=path)
    if _identity(status) in _known:
        return
    with path.open("rb") as file:
        head = file.read(_APPLICATION_ID_AT.stop)
    if not head.startswith(_MAGIC) or int.from_bytes(head[_APPLICATION_ID_AT], "big") != APPLICATION_ID:
        raise errors.NotADatabase(path=path)
    _known.add(_identity(status))


def _connect(path: Path, busy_seconds: float, mode: str) -> Connection:
    # One thread at a time uses it; the job that imports SQLModel late must be able to hand it on.
    connection = driver.connect(
        f"file:{quote(os.fsencode(path))}?mode={mode}",
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


@contextmanager
def without_waiting(connection: Connection) -> Iterator[None]:
    """Wait for nobody, in a transaction that writes, before its end.

    A full cache asks for the whole file at each of its pages, and would wait as often where another program reads.
    """
    patience = connection.execute("pragma busy_timeout").fetchone()[0]
    connection.execute("pragma busy_timeout=0")
    try:
        yield
    finally:
        connection.execute(f"pragma busy_timeout={int(patience)}")


_JOB_PAGES = 65_535
"""Pages of 4 kB that a job keeps in memory. A cache that spills takes the exclusive lock and blocks her reads until the
job is done, so that only the largest files get there; without an end it would take as much as the file grows.
SQLite looks at the last byte of the number, which must not be 0."""


def make_durable(connection: Connection, path: Path, *, job: bool = False) -> None:
    """Prepare a connection for writing, once the file is known to be one to write to: it may change the file.

    Raises:
        StoreError: the file cannot be used so.
    """
    with guard(path):
        connection.execute("pragma journal_mode=truncate").fetchall()
        connection.execute("pragma synchronous=extra")
        connection.execute("pragma secure_delete=on")
        if job:
            connection.execute(f"pragma cache_spill={_JOB_PAGES}")


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def open_file(path: Path, *, busy_seconds: float = 0.25, new: bool = False) -> tuple[Connection, bool]:
    """Open the database file; a `new` one may still be empty. Before the first write comes `make_durable`.

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
        return _connect(path, busy_seconds, "rw" if writable else "ro"), writable

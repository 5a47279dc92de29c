"""Another tool's file, as it lies on the disk."""

import os
import time
from pathlib import Path
from typing import BinaryIO

from obm_tui import clock
from obm_tui.domain.errors import N_, Refused
from obm_tui.interop.documents import MAX_BYTES


def read_bytes(path: Path) -> bytes:
    """What is in a file, unless it is too big to be a board.

    Raises:
        Refused: there is no such file, or it cannot be read.
    """
    shown = str(path)
    try:
        # Opening a pipe would wait for a writer, and a device has no end.
        if not path.is_file():
            raise Refused(N_("{path} is not a file.") if path.exists() else N_("There is no file {path}."), path=shown)
        with path.open("rb") as file:
            before = _state(file)
            # One byte more shows that there is more, even where the system does not know the size.
            data = file.read(MAX_BYTES + 1)
            _wait_for_writer(file)
            after = _state(file)
    except OSError as error:
        raise Refused(N_("{path} cannot be read: {reason}."), path=shown, reason=error.strerror or "?") from error
    if before != after:
        raise Refused(N_("{path} is still being written: try again once it is whole."), path=shown)
    if len(data) > MAX_BYTES:
        raise Refused(
            N_("{path} is larger than {limit} MB: too large for a board."), path=shown, limit=MAX_BYTES // 10**6
        )
    return data


QUIET_SECONDS = 0.7
"""How long a file that was just written must stay as it is to be whole."""
_FRESH_SECONDS = 3


def _wait_for_writer(file: BinaryIO) -> None:
    """Give whoever writes the file the time to go on; one of yesterday is written by nobody."""
    if abs(clock.file_seconds() - os.fstat(file.fileno()).st_mtime) < _FRESH_SECONDS:
        time.sleep(QUIET_SECONDS)


def _state(file: BinaryIO) -> tuple[int, int]:
    """Its length and when it was written last: another a moment later where somebody still writes."""
    found = os.fstat(file.fileno())
    return found.st_size, found.st_mtime_ns

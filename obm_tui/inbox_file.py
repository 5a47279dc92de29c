"""A text file in a synchronised folder, to which a phone appends lines: when it is quiet, what is in it, taking it out.

Nothing here knows what the lines mean, and nothing is taken out before it is safe elsewhere.
"""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from obm_tui.clock import file_time
from obm_tui.domain.errors import N_, Refused
from obm_tui.ids import new_id

MAX_BYTES = 2 * 1024 * 1024
"""Bytes that are read at once; a list of thoughts has none as many."""
QUIET_SECONDS = 2.0
"""A file that was written less long ago may still be written."""
_COPY = re.compile(
    r"""
      \ \(.*(?:conflict|conflit).*\)              # Dropbox, in English and French: (Anne's conflicted copy 2026-11-23)
    | \ \(\d{1,3}\)                               # Google Drive and browsers: (1)
    | \ \d{1,3}                                   # iCloud: obm-inbox 2
    | [.]sync-conflict-\d{8}-\d{6}(?:-\w+)?       # Syncthing
    | \ \(Copie\ en\ conflit.*\)
    | -(?-i:[A-Z0-9][A-Z0-9-]{2,14})                 # OneDrive: the other computer's name
    """,
    re.VERBOSE | re.IGNORECASE,
)


class Look(NamedTuple):
    """A file as it was seen: two equal looks apart in time are a quiet file."""

    size: int
    modified_ns: int


class InboxFile:
    """The file and the copies a synchronising program makes beside it where two wrote at once."""

    def __init__(self, path: Path, clock: Callable[[], float] = file_time) -> None:
        self.path = path
        self._clock = clock
        self._seen: dict[Path, Look] = {}

    def files(self) -> Iterator[Path]:
        """Those there are: the file first.

        Raises:
            Refused: the file is something else, or its folder cannot be read.
        """
        folder, name = self.path.parent, self.path
        try:
            if name.exists() and not name.is_file():
                raise Refused(N_("The inbox file {path} is not a file."), path=str(name))
            if name.is_file():
                yield name
            stem, ending = name.stem, name.suffix
            others = sorted(folder.glob(f"{_escaped(stem)}?*{_escaped(ending)}")) if folder.is_dir() else []
            for other in others:
                middle = other.name[len(stem) : len(other.name) - len(ending)]
                if other.is_file() and _COPY.fullmatch(middle):
                    yield other
        except OSError as error:
            message = N_("The inbox file {path} cannot be read: {reason}.")
            raise Refused(message, path=str(name), reason=error.strerror or "?") from error

    def quiet(self) -> list[Path]:
        """The files with something in them that nobody has written to since the last look, nor lately."""
        found: list[Path] = []
        seen: dict[Path, Look] = {}
        for path in self.files():
            try:
                status = path.stat()
            except OSError:
                continue  # gone again: synchronising programs rename
            look = seen[path] = Look(status.st_size, status.st_mtime_ns)
            age = self._clock() - status.st_mtime
            if look.size and self._seen.get(path) == look and not 0 <= age < QUIET_SECONDS:
                found.append(path)
        self._seen = seen
        return found


def read(path: Path) -> bytes:
    """What is in one of the files.

    Raises:
        Refused: it cannot be read, or is too big.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        message = N_("The inbox file {path} cannot be read: {reason}.")
        raise Refused(message, path=str(path), reason=error.strerror or "?") from error
    if len(data) > MAX_BYTES:
        message = N_("The inbox file {path} is larger than {limit} MB: bring it in with obm-tui add - instead.")
        raise Refused(message, path=str(path), limit=MAX_BYTES // 2**20)
    return data


def take_out(path: Path, taken: bytes, *, is_copy: bool) -> bool:
    """Take what was captured out of a file, and keep what was appended meanwhile; an emptied copy goes.

    Returns:
        Whether it was taken out: not where the file says something else now.

    Raises:
        Refused: the file cannot be written.
    """
    try:
        with path.open("rb") as file:
            now = file.read()
        if not now.startswith(taken):
            return False
        rest = now[len(taken) :]
        if is_copy and not rest.strip():
            path.unlink()
        elif not rest:
            os.truncate(path, 0)
        else:
            draft = path.with_name(f".{path.name}.{new_id()[-8:]}")
            draft.write_bytes(rest)
            draft.replace(path)
    except OSError as error:
        message = N_("What was captured could not be taken out of {path}: {reason}. It will not be captured again.")
        raise Refused(message, path=str(path), reason=error.strerror or "?") from error
    return True


def _escaped(text: str) -> str:
    """A name in which no sign stands for others."""
    return re.sub(r"([*?\[])", r"[\1]", text)

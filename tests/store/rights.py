"""Rights on files, and what a folder holds."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.store.state import digest


@contextmanager
def nobody_special(folder: Path) -> Iterator[None]:
    """Without the rights of the superuser, who may read and write everything, in a folder of one's own.

    Both identities change, the real one too: it is the one `os.access` asks about.
    """
    if os.geteuid() != 0:
        yield
        return
    nobody = 65534
    for path in (folder, *folder.rglob("*")):
        os.chown(path, nobody, nobody, follow_symlinks=False)
    os.setresuid(nobody, nobody, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


def listing(folder: Path) -> dict[str, object]:
    """Every file of a folder, its bytes included."""
    return {path.name: (path.lstat().st_mode, digest(path) if path.is_file() else None) for path in folder.iterdir()}


def modes(folder: Path) -> dict[str, str]:
    return {path.name: oct(stat.S_IMODE(path.stat().st_mode)) for path in (folder, *folder.iterdir())}

"""The clipboard of this computer: whichever way to it there is here, and always one that loses nothing."""

import base64
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from obm_tui import paths

SECONDS = 2.0
"""How long a clipboard program may take."""
OSC_LIMIT = 74_000
"""Bytes of base64: of longer orders some terminals take the beginning alone, or nothing."""


class Way(StrEnum):
    """Where a text went."""

    PROGRAM = "program"
    """Into the clipboard, by a program that said so."""
    TERMINAL = "terminal"
    """To the terminal, which does not tell whether it took it; and into the file."""
    FILE = "file"
    """Into the file alone."""
    NOWHERE = "nowhere"
    """There is no clipboard, and the disk refused the file."""


class Copied(NamedTuple):
    """What became of a text."""

    way: Way
    path: Path | None = None
    """The file that holds it, where one was written."""


class _Program(NamedTuple):
    """A program that fills the clipboard from its standard input."""

    command: tuple[str, ...]
    encoding: str = "utf-8"
    needs: str = ""
    """The variable without which it has no clipboard to talk to."""
    locale: str = ""
    """The locale it runs in, where hers would not do."""


_PROGRAMS = (
    # Without a UTF-8 locale it takes what it reads for Mac Roman.
    _Program(("pbcopy",), locale="en_US.UTF-8"),
    _Program(("wl-copy",), needs="WAYLAND_DISPLAY"),
    _Program(("xclip", "-selection", "clipboard"), needs="DISPLAY"),
    _Program(("xsel", "-ib"), needs="DISPLAY"),
    # Anything else it takes for the code page of the console.
    _Program(("clip.exe",), encoding="utf-16-le"),
)
"""In the order they are tried."""


def copy(text: str, write: Callable[[str], None] | None = None) -> Copied:
    """Put a text where it can be pasted from. Takes seconds at worst: not for the thread that answers keys.

    Args:
        text: what to copy.
        write: sends characters to the terminal as they are; without it the terminal is not asked.
    """
    text = text.encode(errors="replace").decode()
    if any(_run(program, path, text) for program, path in _found()):
        return Copied(Way.PROGRAM)
    path = _keep(text)
    order = _terminal_order(text) if write is not None else ""
    if write is not None and order:
        write(order)
        return Copied(Way.TERMINAL, path)
    return Copied(Way.FILE, path) if path is not None else Copied(Way.NOWHERE)


def _found() -> Iterator[tuple[_Program, str]]:
    """The programs that are here and have something to talk to."""
    for program in _PROGRAMS:
        path = shutil.which(program.command[0])
        if path is not None and (not program.needs or os.environ.get(program.needs)):
            yield program, path


def _run(program: _Program, path: str, text: str) -> bool:
    try:
        done = subprocess.run(  # noqa: S603  # one of the five above, without a shell; the text goes in as its input
            [path, *program.command[1:]],
            input=text.encode(program.encoding),
            # Some stay behind to hand the text out: an output they inherit would be waited for as long as they live.
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **({"LC_ALL": program.locale} if program.locale else {})},
            timeout=SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0


def _keep(text: str) -> Path | None:
    """Write the file that is there in any case."""
    try:
        path = paths.state_folder() / "clipboard.txt"
        paths.write_private(path, text)
    except OSError:
        return None
    return path


def _terminal_order(text: str) -> str:
    """OSC 52 of xterm, which most terminals know; empty where the text is too long for it."""
    data = base64.b64encode(text.encode()).decode()
    if len(data) > OSC_LIMIT:
        return ""
    order = f"\x1b]52;c;{data}\x07"
    if os.environ.get("TMUX"):
        return "\x1bPtmux;" + order.replace("\x1b", "\x1b\x1b") + "\x1b\\"
    return order

"""A file on the desktop that opens a window of 120×36 with obm-tui in it. Writes a file, starts nothing."""

import os
import shlex
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from obm_tui.domain.errors import N_, Refused

COLUMNS, LINES = 120, 36
_SIZE = f"{COLUMNS}x{LINES}"
_TERMINALS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("gnome-terminal", (f"--geometry={_SIZE}", "--")),
    ("xfce4-terminal", (f"--geometry={_SIZE}", "-x")),
    ("konsole", ("-p", f"TerminalColumns={COLUMNS}", "-p", f"TerminalRows={LINES}", "-e")),
    (
        "kitty",
        (
            "-o",
            "remember_window_size=no",
            "-o",
            f"initial_window_width={COLUMNS}c",
            "-o",
            f"initial_window_height={LINES}c",
        ),
    ),
    (
        "alacritty",
        ("-o", f"window.dimensions.columns={COLUMNS}", "-o", f"window.dimensions.lines={LINES}", "-e"),
    ),
    ("wezterm", ("--config", f"initial_cols={COLUMNS}", "--config", f"initial_rows={LINES}", "start", "--")),
    ("foot", (f"--window-size-chars={_SIZE}",)),
    ("xterm", ("-geometry", _SIZE, "-e")),
    ("x-terminal-emulator", ("-e",)),
)
"""Programs that open a window, with what makes it that large; whichever is installed first in this order is used."""
Which = Callable[[str], str | None]


class Launcher(NamedTuple):
    """A file to write."""

    path: Path
    text: str


def plan(platform: str = sys.platform, home: Path | None = None, which: Which = shutil.which) -> Launcher:
    """The launcher for this system.

    Raises:
        Refused: obm-tui or a terminal program is not found, or this system has no place for a launcher.
    """
    home = home or Path.home()
    program = which("obm-tui")
    if program is None:
        raise Refused(N_("The command obm-tui is not found by its name: install it with uv or pipx first."))
    program = program if platform == "win32" else str(Path(program).absolute())
    if any(letter < " " for letter in program):
        raise Refused(N_("The path of obm-tui holds characters that a launcher cannot carry."))
    if platform == "darwin":
        return Launcher(home / "Applications" / "obm-tui.command", mac_text(program))
    if platform == "win32":
        menu = Path(os.environ.get("APPDATA", str(home / "AppData" / "Roaming")))
        return Launcher(menu / "Microsoft/Windows/Start Menu/Programs/obm-tui.cmd", windows_text(program))
    data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    return Launcher(data / "applications" / "obm-tui.desktop", linux_text(program, which))


def linux_text(program: str, which: Which) -> str:
    """A desktop entry that opens the first terminal there is.

    Raises:
        Refused: there is none.
    """
    for name, options in _TERMINALS:
        if (found := which(name)) is not None:
            command = " ".join(_entry_word(word) for word in (found, *options, program))
            return (
                "[Desktop Entry]\nType=Application\nName=obm-tui\n"
                "Comment=Every client in one window\nComment[fr]=Tous les clients dans une fenêtre\n"
                f"Exec={command}\nTerminal=false\nCategories=Office;\n"
            )
    raise Refused(N_("No terminal program was found that could open a window for obm-tui."))


def _entry_word(word: str) -> str:
    # Two layers: quotes of the command line, then the backslashes of a value in a desktop entry.
    quoted = "".join(f"\\{letter}" if letter in '"`$\\' else letter for letter in word).replace("%", "%%")
    return '"' + quoted.replace("\\", "\\\\") + '"'


def mac_text(program: str) -> str:
    """A script that Terminal opens by a double click, and that gives its window the size."""
    return f"#!/bin/sh\nprintf '\\033[8;{LINES};{COLUMNS}t'\nexec {shlex.quote(program)}\n"


def windows_text(program: str) -> str:
    """A script for the start menu: Windows Terminal where it is, else the usual console."""
    quoted = '"' + program.replace("%", "%%") + '"'
    return (
        "@echo off\r\nchcp 65001 >nul\r\nwhere wt.exe >nul 2>nul\r\n"
        f'if %errorlevel%==0 (\r\n  start "" wt.exe --size {COLUMNS},{LINES} {quoted.replace(";", chr(92) + ";")}\r\n'
        f") else (\r\n  mode con cols={COLUMNS} lines={LINES}\r\n  {quoted}\r\n)\r\n"
    )


def write(launcher: Launcher) -> None:
    """Write the file, replacing an earlier one.

    Raises:
        OSError: it cannot be written.
    """
    launcher.path.parent.mkdir(parents=True, exist_ok=True)
    launcher.path.write_bytes(launcher.text.encode())
    launcher.path.chmod(0o755)

"""The launcher: what is written for each system, and the command."""

import configparser
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from obm_tui import launcher
from obm_tui.domain.errors import Refused
from tests.cli.conftest import Cli

ODD = '/home/camille d\'or/my "tools" $x `y` 100% a\\\\b/obm-tui'


def has(*names: str, program: str = "/opt/obm-tui") -> Callable[[str], str | None]:
    """A machine on which these terminals are installed."""
    return {"obm-tui": program, **{name: f"/usr/bin/{name}" for name in names}}.get


def words(text: str) -> list[str]:
    """The command line of a desktop entry, read as the specification says."""
    entry = configparser.RawConfigParser()
    entry.read_string(text)
    value = entry["Desktop Entry"]["Exec"].replace("\\\\", "\\")
    # The quoting of an entry is the shell's, within double quotes.
    said = subprocess.run(["/bin/sh", "-c", f"printf '%s\\n' {value}"], capture_output=True, text=True, check=True)
    return [word.replace("%%", "%") for word in said.stdout.splitlines()]


@pytest.mark.parametrize("terminal", [name for name, _ in launcher._TERMINALS])
def test_every_terminal_is_given_the_program_last(terminal: str, tmp_path: Path) -> None:
    planned = launcher.plan("linux", tmp_path, has(terminal, program=ODD))

    assert words(planned.text)[0] == f"/usr/bin/{terminal}"
    assert words(planned.text)[-1] == ODD
    assert "120" in planned.text or terminal == "x-terminal-emulator"


def test_without_a_terminal_it_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        launcher.plan("linux", tmp_path, has())


def test_a_mac_script_runs_a_program_with_an_odd_path(tmp_path: Path) -> None:
    program = tmp_path / 'it\'s "a" $tool'
    program.write_text("#!/bin/sh\necho started")
    program.chmod(0o755)
    script = tmp_path / "x.command"
    script.write_text(launcher.mac_text(str(program)))

    done = subprocess.run(["/bin/sh", script], capture_output=True, text=True, check=True)
    assert done.stdout == "\033[8;36;120tstarted\n"


def test_a_windows_script_quotes_blanks_and_percent_signs() -> None:
    text = launcher.windows_text(r"C:\Users\Camille D\100%\obm-tui.exe")

    assert 'wt.exe --size 120,36 "C:\\Users\\Camille D\\100%%\\obm-tui.exe"' in text


def test_the_command_shows_writes_and_removes(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr(shutil, "which", has("xterm"))
    monkeypatch.setattr(launcher.plan, "__defaults__", ("linux", None, has("xterm")))
    entry = tmp_path / "applications" / "obm-tui.desktop"

    assert "Exec=" in cli("launcher", "--dry-run").out
    assert not entry.exists()
    assert cli("launcher").code == 0
    assert words(entry.read_text()) == ["/usr/bin/xterm", "-geometry", "120x36", "-e", "/opt/obm-tui"]
    assert cli("launcher", "--remove").code == 0
    assert not entry.exists()

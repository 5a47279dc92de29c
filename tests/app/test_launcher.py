"""Something to double-click, from the settings and from all commands."""

from pathlib import Path

from obm_tui.launcher import Launcher
from obm_tui.navigation import Place
from tests.app.conftest import Open


async def test_the_settings_put_a_launcher(board: Path, cockpit: Open, launchers: list[Launcher]) -> None:
    async with cockpit(board, place=Place("settings")) as it:
        it.app.place_screen.show_row("launcher")
        await it.press("enter")

        assert len(launchers) == 1
        assert "A launcher is there now" in it.bar


async def test_all_commands_have_it(board: Path, cockpit: Open, launchers: list[Launcher]) -> None:
    async with cockpit(board) as it:
        await it.press("ctrl+p")
        await it.type("launcher")
        await it.press("enter")

        assert (len(launchers), it.dialog) == (1, "")

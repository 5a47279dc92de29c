"""The keyboard check: what arrives is shown, what does not gets an advice, and no key does anything else."""

from pathlib import Path

import pytest
from textual import events
from textual.events import Paste

from obm_tui.config import Config
from obm_tui.navigation import Place
from obm_tui.screens.dialogs.keyboard_check import ASKED
from tests import hostile
from tests.app.cockpit import Cockpit
from tests.app.conftest import Open
from tests.app.dialogs import OPENED_BY
from tests.app.test_hostile import check_screen

OPENING = OPENED_BY["KeyboardCheck"]
KEYS = tuple(asked.wanted for asked in ASKED)


async def check(it: Cockpit, arrives: str) -> str:
    """Go through the check with a keyboard on which these keys alone arrive; what it says at the end."""
    for key in KEYS:
        await it.press(key if key in arrives.split() else "enter")
    return it.text()


async def test_a_keyboard_on_which_everything_arrives(board: Path, cockpit: Open) -> None:
    async with cockpit(board, size=(80, 24)) as it:
        before = it.steps()
        await it.press(*OPENING)
        for key, asked in zip(KEYS, ASKED, strict=True):
            assert f"Press {asked.shown}" in it.text()
            await it.press(key)
            if key != KEYS[-1]:
                row = next(line for line in it.lines() if line[2:].startswith(f"{asked.shown} "))
                assert "✓" in row
        assert "Every key arrives." in it.text()
        await it.press("escape")
        assert (it.dialog, it.steps()) == ("", before)


async def test_what_does_not_arrive_gets_an_advice(board: Path, cockpit: Open) -> None:
    async with cockpit(board, size=(80, 24)) as it:
        await it.press(*OPENING)
        said = await check(it, "é è ç à « backspace ctrl+o")
        assert "Every key" not in said
        for shown in ("ê  nothing arrived", "œ  nothing arrived", "dead key", "shift+↑  nothing", "space selects"):
            assert shown in said
        assert "u undoes the last step" in said
        for absent in ("UTF-8", "⌫", "Import", "«"):
            assert absent not in said
        await it.press("enter", "q", "down")
        assert it.dialog == "KeyboardCheck"


async def test_all_advice_is_read_in_the_smallest_usual_window(board: Path, cockpit: Open) -> None:
    async with cockpit(board, size=(80, 24)) as it:
        await it.press(*OPENING)
        seen = await check(it, "")
        await it.press("pagedown", "pagedown")
        seen += it.text()
        for words in ("UTF-8", "dead key", "127", "space selects", "u undoes", "(:)"):
            assert words in seen


async def test_her_own_keys_are_named(board: Path, cockpit: Open) -> None:
    async with cockpit(board, config=Config(keys={"step.undo": "y", "selection.toggle": "h"})) as it:
        await it.press(*OPENING)
        said = await check(it, "é è ç à ê œ « backspace ctrl+o")
        assert "h selects card by card" in said
        assert "y undoes the last step" in said


async def test_another_key_is_named_and_asked_for_again(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press(*OPENING, "e")
        assert "Press é" in it.text()
        assert "arrived as e" in it.text()
        await it.press("ctrl+k")
        assert "arrived as" in it.text()
        assert "ctrl+k" in it.text()
        await it.press("é")
        assert "Press è" in it.text()
        # Enter goes on without it: the advice says what it arrived as.
        await it.press("`", "enter")
        assert "arrived as ` (" in await rest(it)


async def rest(it: Cockpit) -> str:
    for key in KEYS[2:]:
        await it.press(key)
    return it.text()


@pytest.mark.parametrize("event", [Paste("é"), events.Key("e", "e\u0301")], ids=["pasted", "in two characters"])
async def test_a_letter_arrives_in_other_ways_too(event: events.Event, board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press(*OPENING)
        it.app.post_message(event)
        await it.settle()
        assert "Press è" in it.text()


async def test_it_opens_from_the_settings(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=Place("settings")) as it:
        await it.press("home")
        for _ in range(8):
            if it.place.current_row_id() != "keyboard":
                await it.press("down")
        await it.press("enter")
        assert it.dialog == "KeyboardCheck"
        await it.press("escape")
        assert it.dialog == ""


async def test_no_key_does_anything_else(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        before = it.steps()
        await it.press(*OPENING)
        keys = (
            "tab",
            "shift+tab",
            "ctrl+c",
            "ctrl+p",
            "u",
            "x",
            "f1",
            "ctrl+at",
            "<escape>",
            "",
            "alt+é",
            "[b]",
            "space",
        )
        for key in keys:
            for character in (None, *hostile.TITLES[:8]):
                it.app.post_message(events.Key(key, character))
            await it.settle()
            check_screen(it)
        for text in hostile.TITLES:
            await it.send(Paste(text))
            check_screen(it)
        assert (it.dialog, it.steps(), "Press é" in it.text()) == ("KeyboardCheck", before, True)
        await check(it, "")
        for key in keys:
            it.app.post_message(events.Key(key, None))
        await it.settle()
        assert it.dialog == "KeyboardCheck"

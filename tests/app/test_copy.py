"""Copying: the text is in the clipboard, or she is told where it is."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from obm_tui import clipboard
from obm_tui.clipboard import Copied, Way
from obm_tui.navigation import Place
from tests.app.conftest import Open


async def test_a_card_and_a_field_are_copied_without_a_word_of_their_own(
    board: Path, cockpit: Open, copied: list[str]
) -> None:
    async with cockpit(board) as it:
        await it.press("c")
        await it.until(lambda: len(copied) == 1)
        assert copied == [it.app.clipboard]
        assert copied[0].endswith("Prix de la promo 12")
        assert "1 card copied" in it.bar
        await it.press("e", "home", "shift+end", "ctrl+c")
        await it.until(lambda: copied[1:] == ["Prix de la promo 12"])
        assert it.app.clipboard == "Prix de la promo 12"


@pytest.mark.parametrize(
    ("way", "said"),
    [
        (Way.TERMINAL, "Sent to the terminal; also in ~/state/clipboard.txt"),
        (Way.FILE, "No clipboard here: it is in ~/state/clipboard.txt"),
    ],
)
async def test_she_is_told_where_it_is(
    way: Way, said: str, board: Path, cockpit: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clipboard, "copy", lambda _text, _write: Copied(way, Path.home() / "state/clipboard.txt"))
    async with cockpit(board) as it:
        await it.press("c")
        await it.until(lambda: said in it.bar)


async def test_she_is_told_where_it_could_not_be_copied(
    board: Path, cockpit: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clipboard, "copy", lambda _text, _write: Copied(Way.NOWHERE))
    async with cockpit(board) as it:
        await it.press("c")
        await it.until(lambda: any("Nothing was copied" in said for said in it.toasts()))


async def test_what_goes_to_the_terminal_is_written_by_its_driver(
    board: Path, cockpit: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def copy(text: str, write: Callable[[str], None]) -> Copied:
        write(f"<{text}>")
        return Copied(Way.TERMINAL)

    monkeypatch.setattr(clipboard, "copy", copy)
    async with cockpit(board) as it:
        written: list[str] = []
        assert it.app._driver is not None
        monkeypatch.setattr(it.app._driver, "write", written.append)
        it.app.copy_to_clipboard("abc")
        await it.until(lambda: "<abc>" in written)
        assert "Sent to the terminal" in it.bar


async def test_a_slow_program_stops_no_key_and_the_last_copy_stays(
    board: Path, cockpit: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, taken = threading.Event(), []

    def copy(text: str, _write: object) -> Copied:
        go_on.wait(10)
        taken.append(text)
        return Copied(Way.PROGRAM)

    monkeypatch.setattr(clipboard, "copy", copy)
    async with cockpit(board) as it:
        it.waits_for_threads = False
        for text in ("un", "deux", "trois"):
            it.app.copy_to_clipboard(text)
        await it.press("g", "r")
        assert ("Radar" in it.head, taken, it.app.clipboard) == (True, [], "trois")
        go_on.set()
        await it.until(lambda: len(taken) == 3)
        assert taken == ["un", "deux", "trois"]


async def test_a_nudge_sent_to_the_terminal_says_that_it_is_noted_as_well(
    board: Path, cockpit: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clipboard, "copy", lambda _text, _write: Copied(Way.TERMINAL))
    async with cockpit(board, place=Place("waiting")) as it:
        await it.press("c", "enter")
        await it.until(lambda: "Sent to the terminal" in it.bar)
        assert "Nudge copied and noted · Sent to the terminal" in it.bar

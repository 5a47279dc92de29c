"""A double tap, a hanging key, a slow line: whatever arrives several times has one effect."""

import asyncio
from pathlib import Path

import pytest
from textual import events
from textual.widgets._toast import Toast

from obm_tui import navigation
from obm_tui.domain.cards import Lane
from obm_tui.navigation import Place
from tests.app import dialogs
from tests.app.cockpit import key_event
from tests.app.conftest import Open

FIRST = "Prix de la promo 12"
TIMES = (2, 3, 6)


@pytest.mark.parametrize("dialog", sorted(dialogs.OPENED_BY))
async def test_escapes_close_a_dialog_and_nothing_else(dialog: str, board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        for times in TIMES:
            await it.press("g", "b", *dialogs.OPENED_BY[dialog])
            place, before = it.place, it.steps()
            await it.send(*["escape"] * times)
            if dialog in dialogs.BEHIND:
                assert it.dialog == dialogs.BEHIND[dialog]
                await it.send(*["escape"] * times)
            assert (it.dialog, len(it.app.screen_stack), it.steps(), it.place) == ("", 1, before, place)

        # Pressed afterwards, it is for the place; a dialog of one client's page leaves that client in focus.
        it.app.go(Place("board"))
        await it.press("escape")
        assert "Radar" in it.head


@pytest.mark.parametrize(
    ("opening", "typed", "label"),
    [
        (("n",), "une fois", "card.added"),
        (("e",), " changé", "card.edited"),
        (("p",), "demain", "card.planned"),
        (("q",), "nadir", "card.registered"),
        (("m", "d"), "oing", "card.moved"),
        (("g", "r", "n"), "Client", "client.added"),
    ],
    ids=["capture", "form", "date", "person", "lane", "client"],
)
async def test_enters_save_once(opening: tuple[str, ...], typed: str, label: str, board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        for times in TIMES:
            before = it.steps()
            await it.press("g", "b")
            it.lanes.cards.select_card(it.row(FIRST).id)
            await it.press(*opening)
            await it.send(*typed, *["enter"] * times)
            assert [step.label for step in it.desk.steps.recent(it.steps() - before)] == [label]
            assert it.dialog == ""
            await it.press("u")

        # Pressed afterwards, it is for the place.
        await it.press("g", "b", "enter")
        assert it.dialog == "CardView"


@pytest.mark.parametrize("ahead", [0, 1, 2])
async def test_enter_after_a_form_has_closed_by_itself_is_for_the_place(ahead: int, board: Path, cockpit: Open) -> None:
    """In the first second a form stays until its text can be written: only Enters of that time were meant for it."""
    async with cockpit(board) as it:
        await it.press("n")
        it.app.writes._open = False  # as in the first second, until SQLModel is there
        await it.send(*"une carte", "enter", *["enter"] * ahead)
        assert it.dialog == "CaptureDialog"
        it.app.writes.open()
        await it.settle()
        assert it.dialog == ""
        await it.press("enter")
        assert it.dialog == "CardView"


async def test_a_key_right_behind_a_click_waits_for_the_place_it_opens(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        # As between a click that goes to a place and the moment that place has its widgets.
        it.place._composed = False
        it.app.post_message(key_event("slash"))
        for _turn in range(20):
            await asyncio.sleep(0.002)
        assert it.dialog == ""
        it.place._composed = True
        await it.settle()
        assert it.dialog == "FilterLine"


async def test_enters_in_the_palette_choose_once(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        for times in TIMES:
            navigation.note_choice("key:card.new")  # what was chosen last stands first
            await it.send("ctrl+p", *["enter"] * times)
            assert it.app.is_running
            await it.press("escape", "escape", "g", "b", "ctrl+p")
            await it.type("tick")
            before = it.steps()
            await it.send(*["enter"] * times)
            assert it.steps() == before + 1
            assert it.titles(Lane.DONE) == [FIRST]
            await it.press("u", "home")


async def test_pages_before_the_first_layout(board: Path, cockpit: Open) -> None:
    async with cockpit(board, size=(10, 4)) as it:
        for opening in ("ctrl+p", "question_mark", "d", "f", "enter"):
            await it.send(opening, "pageup", "pagedown", "end", "home", "down", "up")
            assert it.dialog, opening
            await it.press("escape")


async def test_enters_on_an_import_bring_it_in_once(
    board: Path, cockpit: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import json

    from tests.interop.boards import board as trello_board
    from tests.interop.boards import card as trello_card

    monkeypatch.chdir(tmp_path)
    path = tmp_path / "cap.json"
    path.write_text(json.dumps(trello_board(trello_card(1, name="Un"))))
    async with cockpit(board) as it:
        before = it.steps()
        await it.press("ctrl+o")
        await it.paste(str(path))
        await it.send("enter", "enter", "enter")
        await it.until(lambda: "1 new" in it.text())
        await it.send("enter", "enter", "enter")
        await it.until(lambda: it.steps() > before)
        await it.settle()
        assert it.steps() == before + 1


async def test_a_click_on_a_message_that_is_just_gone(board: Path, cockpit: Open) -> None:
    """Textual forwards a press to the widget it found a moment before, which may have no parent any more."""
    async with cockpit(board) as it:
        for _ in range(3):
            it.app.warn("à voir")
            await it.settle()
            region = it.screen.query(Toast).last().region
            x, y = region.x + 1, region.y
            it.app.clear_notifications()
            for kind in (events.MouseDown, events.MouseUp, events.MouseDown, events.MouseUp):
                it.app.post_message(kind(None, x, y, 0, 0, 1, False, False, False, x, y))
            await it.settle()
            it.app.warn("encore")
            await it.settle()
            await it.click(x, y)
            await it.click(x, y)
        await it.press("g", "r")
        assert "Radar" in it.head


async def test_clicks_beside_a_dialog_while_it_closes(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        for _ in range(5):
            await it.press("n")
            it.app.post_message(events.MouseDown(None, 5, 34, 0, 0, 1, False, False, False, 5, 34))
            it.screen.dismiss(None)
            it.app.post_message(events.MouseUp(None, 5, 34, 0, 0, 1, False, False, False, 5, 34))
            await it.settle()
            await it.click(5, 34)
        await it.press("g", "r")
        assert (it.dialog, "Radar" in it.head) == ("", True)


async def test_a_click_on_a_choice_leaves_the_keyboard_in_its_field(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("d")
        row = next(n for n, line in enumerate(it.lines()) if line.startswith("  Hugo"))
        await it.click(10, row)
        assert it.dialog == "PickDialog"
        await it.press("enter", "enter")
        assert it.row(FIRST).owner == "Hugo Lenoir"

        await it.press("d")
        await it.click(10, row)
        await it.click(10, row)
        assert it.dialog == ""

"""Letting a card wait: whom for, then what, until when and by which channel in one line."""

from datetime import date
from pathlib import Path

import pytest

from obm_tui.domain.cards import CardEdit
from obm_tui.domain.people import PersonEdit
from obm_tui.domain.waits import WaitRow
from obm_tui.navigation import Place
from tests.app.cockpit import Cockpit
from tests.app.conftest import Open

TITLE = "Prix de la promo 12"
FRIDAY = date(2026, 11, 27)
HUGO = ("a", *"hugo", "enter")


def wait_of(it: Cockpit, title: str = TITLE) -> WaitRow:
    key = it.row(title).id
    return it.desk.waits.of_cards([key])[key]


@pytest.mark.parametrize(
    ("line", "what", "expected_on", "channel"),
    [
        ("les rushs du module 4 vendredi par mail", "les rushs du module 4", FRIDAY, "mail"),
        ("the invoice tomorrow via whatsapp", "the invoice", date(2026, 11, 24), "WhatsApp"),
        ("ven", "", FRIDAY, ""),
        ("", "", None, ""),
        ("-", "", None, ""),
        ("la facture", "la facture", None, ""),
    ],
)
async def test_one_line_says_what_until_when_and_by_which_channel(
    line: str, what: str, expected_on: date | None, channel: str, board: Path, cockpit: Open
) -> None:
    async with cockpit(board) as it:
        before = it.steps()
        await it.press(*HUGO, *line, "enter")
        wait = wait_of(it)
        assert (it.dialog, it.steps()) == ("", before + 1)
        assert (wait.person, wait.what, wait.expected_on, wait.channel) == ("Hugo Lenoir", what, expected_on, channel)


async def test_it_is_shown_what_was_read_and_backspace_gives_words_back(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press(*HUGO, *"la facture vendredi par mail")
        assert ("fri 27 nov" in it.text().lower(), "by mail" in it.text()) == (True, True)
        await it.press("backspace")
        assert "by mail" not in it.text()
        await it.press("enter")
        assert (wait_of(it).what, wait_of(it).channel) == ("la facture vendredi par mail", "")


async def test_what_is_not_said_is_the_card_its_date_and_the_usual_channel(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        it.desk.cards.plan([it.row(TITLE).id], CardEdit(due_on=FRIDAY))
        (hugo,) = [person for person in it.desk.clients.people() if person.name == "Hugo Lenoir"]
        it.desk.clients.edit_person(hugo.id, PersonEdit(channel="Slack"))
        await it.press(*HUGO)
        for words in (TITLE, "Fri 27", "by Slack"):
            assert words.lower() in it.text().lower(), words
        await it.press("enter")
        assert (wait_of(it).what, wait_of(it).expected_on, wait_of(it).channel) == ("", FRIDAY, "Slack")


async def test_what_was_typed_is_there_after_escape(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press(*HUGO, *"la facture", "escape")
        assert (it.dialog, it.desk.waits.of_cards([it.row(TITLE).id])) == ("", {})
        await it.press(*HUGO, "enter")
        assert wait_of(it).what == "la facture"


async def test_too_long_a_line_is_refused_and_kept(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press(*HUGO)
        await it.paste("x" * 501)
        await it.press("enter")
        assert (it.dialog, "500 characters at most" in it.text()) == ("AwaitDialog", True)
        await it.press("backspace", "enter")
        assert (it.dialog, wait_of(it).what) == ("", "x" * 500)


async def test_what_and_channel_stand_where_waits_are_shown(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=Place("board")) as it:
        await it.press(*HUGO, *"les rushs par whatsapp", "enter", "g", "a")
        line = next(line for line in it.lines() if "les rushs" in line)
        assert ("WhatsApp" in line, TITLE[:8] in line) == (True, True)
        (hugo,) = [person for person in it.desk.clients.people() if person.name == "Hugo Lenoir"]
        it.desk.clients.edit_person(hugo.id, PersonEdit(language="fr", address="tu"))
        it.place.cards.select_card(it.row(TITLE).id)  # type: ignore[attr-defined]
        await it.press("w")
        assert ("les rushs" in it.text(), ", WhatsApp" in it.text()) == (True, True)
        await it.press("enter")
        assert ("les rushs" in it.text(), ", WhatsApp" in it.text()) == (True, True)
        await it.press("escape", "c")
        assert ("les rushs" in it.app.clipboard, "by WhatsApp" in it.bar) == (True, True)


async def test_a_day_to_come_is_not_shown_as_late(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("a", "enter")
        await it.type("the answer tomorrow")
        assert "D-1" in it.text()
        assert "+1 d" not in it.text()


@pytest.mark.parametrize("place", ["waiting", "client"])
@pytest.mark.parametrize(("typed", "shown"), [("tomorrow", "tomorrow"), ("1/9/2027", "1 Sep 2027")])
@pytest.mark.parametrize("size", [(80, 24), (120, 36), (60, 24)])
async def test_the_day_of_a_wait_touches_nothing(
    board: Path, cockpit: Open, place: str, typed: str, shown: str, size: tuple[int, int]
) -> None:
    async with cockpit(board, size=size) as it:
        await it.press(*HUGO, *typed, "enter")
        it.app.go(Place(place, it.desk.clients.by_code("CAP").id))
        await it.settle()
        line = next(line for line in it.lines() if TITLE[:5] in line and "0 d" in line)
        assert f"0 d {shown} 0 " in " ".join(line.split()) + " "

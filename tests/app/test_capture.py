"""`n`: one line, read as she types, saved where the cursor is."""

import asyncio
from datetime import date
from pathlib import Path

import pytest

from obm_tui.domain.cards import Lane, Priority
from obm_tui.navigation import Place
from tests.app.cockpit import key_event
from tests.app.conftest import Open

WEEK = ["Prix de la promo 12", "Ordre du jour", "Note pour Maya"]


async def test_the_line_says_client_owner_priority_and_date(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("n")
        await it.type("Relancer le studio +OBJ @nadir !2 vendredi 14h")
        reading = " ".join(it.text().split())
        for words in ("This week", "OBJ Objectif Image", "@nadir", "Fri 27 Nov 14:00", "P2"):
            assert words in reading, words
        await it.press("enter")

        row = it.row("Relancer le studio")
        assert (row.client_code, row.owner, row.priority) == ("OBJ", "Nadir Haddad", Priority.P2)
        assert (row.due_on, row.due_time) == (date(2026, 11, 27), "14:00")


async def test_it_lands_behind_the_card_under_the_cursor_and_the_cursor_follows(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("down", "n")
        await it.type("nouvelle")
        await it.press("enter")
        assert it.titles(Lane.WEEK) == [*WEEK[:2], "nouvelle", WEEK[2]]
        assert (it.lane, it.card, it.dialog) == (Lane.WEEK, "nouvelle", "")

        # On an empty lane it is the first.
        await it.press(*["right"] * 5, "n")
        await it.type("faite")
        await it.press("enter")
        assert (it.titles(Lane.DONE), it.card) == (["faite"], "faite")


async def test_what_is_not_known_stays_text_and_is_said(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("n")
        await it.type("Payer +XYZ et @bob")
        assert "not understood, stays text: +XYZ · @bob" in it.text()
        await it.press("enter")

        row = it.row("Payer +XYZ et @bob")
        assert (row.client_code, row.owner) == (None, None)


async def test_in_one_clients_board_it_belongs_to_that_client(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("greater_than_sign", "n")
        await it.type("pour elle")
        await it.press("enter", "n")
        await it.type("pour une autre +SAU")
        await it.press("enter")

        assert (it.row("pour elle").client_code, it.row("pour une autre").client_code) == ("CAP", "SAU")


async def test_on_the_inbox_it_goes_to_the_bottom_of_the_inbox(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=Place("inbox")) as it:
        await it.press("n")
        await it.type("à trier")
        await it.press("enter")

        assert it.titles(Lane.INBOX) == ["Idée de podcast", "Penser au cadeau", "à trier"]
        # What is being decided stays under her eyes.
        assert ("Idée de podcast" in it.text(), "1 of 3" in it.text(), "Inbox 3" in it.head) == (True, True, True)


async def test_what_comes_again_is_kept_and_shown(board: Path, cockpit: Open) -> None:
    async with cockpit(board, size=(120, 36)) as it:
        await it.press("n")
        await it.type("Point hebdo +CAP every monday 9am")
        await it.press("enter")
        row = it.row("Point hebdo")
        assert it.desk.cards.detail(row.id).rrule == "FREQ=WEEKLY;BYDAY=MO"
        it.lanes.cards.select_card(row.id)
        await it.settle()
        assert "Repeats" in it.text()
        assert "every Mon" in it.text()


async def test_without_a_title_nothing_is_saved_and_it_says_so(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        before = it.steps()
        await it.press("n", "enter", "space", "enter")

        assert (it.dialog, it.steps()) == ("CaptureDialog", before)
        assert "A card needs a title." in it.text()


async def test_a_refusal_keeps_what_was_typed(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        long = "x" * 501
        await it.press("n")
        await it.paste(long)
        await it.press("enter")
        assert (it.dialog, it.typed) == ("CaptureDialog", long)
        assert "A title holds 500 characters at most" in it.toasts()[-1]
        await it.press("backspace", "enter")

        assert (it.dialog, it.row(long[:-1]).lane) == ("", Lane.WEEK)


async def test_escape_keeps_it_for_the_next_time_and_saving_forgets_it(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("n")
        await it.type("à moitié")
        await it.press("escape")
        assert "Kept as a draft" in it.bar
        await it.press("n")
        assert it.typed == "à moitié"
        await it.type(" fini")
        await it.press("enter", "n")
        assert it.typed == ""
        # Nothing typed, nothing kept.
        await it.press("escape", "n")
        assert (it.row("à moitié fini").lane, it.typed) == (Lane.WEEK, "")


async def test_a_recurrence_is_said_and_its_first_day_is_the_date(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("n")
        await it.type("Facturer le dernier vendredi du mois")
        reading = " ".join(it.text().split())
        assert "Fri 27 Nov every month, the last Fri" in reading
        await it.press("enter")
        assert it.row("Facturer").due_on == date(2026, 11, 27)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Point every", "every"),
        ("Point tous les", "tous les"),
        ("Point @", "@"),
        ("Point +X", "+X"),
    ],
)
async def test_an_end_that_says_nothing_yet_is_pointed_out(typed: str, said: str, board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("n")
        await it.type(typed)
        assert f"not understood, stays text: {said}" in it.text()
        assert [it.marked(mark) for mark in it.marks] == [(said, False)]
        await it.type(" x")
        assert "not understood" not in it.text()


async def test_what_was_read_stands_on_as_many_lines_as_it_needs(board: Path, cockpit: Open) -> None:
    async with cockpit(board, size=(60, 20)) as it:
        await it.press("n")
        await it.type("Vérifier +OBJ @nadir !1 every last friday of the month 9am")
        lines = [line.strip() for line in it.lines()]
        begin = lines.index("→ This week   OBJ Objectif Image    @nadir    Fri 27 Nov")
        assert lines[begin + 1] == "09:00    every month, the last Fri    P1"


async def test_the_line_stays_where_it_is_while_she_types(board: Path, cockpit: Open) -> None:
    async with cockpit(board, size=(80, 24)) as it:
        await it.press("n")
        assert it.app.focused is not None
        top = it.app.focused.region.y
        for letter in "Appeler Nadir +OBJ @nadir !1 vendredi 14h @":
            await it.press(letter)
            assert it.app.focused.region.y == top


async def test_backspace_behind_what_was_read_gives_the_words_back(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        line = "Appeler Maya +OBJ vendredi"
        await it.press("n")
        await it.type(line)
        assert [it.marked(mark) for mark in it.marks] == [("+OBJ", True), ("vendredi", True)]
        await it.press("backspace")
        assert (it.typed, [it.marked(mark) for mark in it.marks]) == (line, [("+OBJ", True)])
        assert "Fri 27" not in " ".join(it.lines()[-8:])
        # Typing on keeps it so, in front of it and behind.
        await it.type(" x")
        await it.press("home")
        await it.type("Ne pas ")
        assert [it.marked(mark)[0] for mark in it.marks] == ["+OBJ"]
        await it.press("end", "backspace", "backspace", "enter")

        row = it.row("Ne pas Appeler Maya vendredi")
        assert (row.due_on, row.client_code) == (None, "OBJ")


async def test_the_second_backspace_deletes(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("n")
        await it.type("Appeler demain")
        await it.press("backspace")
        assert it.typed == "Appeler demain"
        await it.press("backspace")
        assert it.typed == "Appeler demai"
        # Typed again it is read again.
        await it.type("n")
        assert "Tue 24 Nov" in it.text()
        # And all three in one read do the same as one by one.
        await it.send("backspace", "backspace", "backspace")
        assert it.typed == "Appeler dema"


async def test_a_mark_given_back_makes_room_for_the_next(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("n")
        await it.type("Voir +CAP")
        await it.press("backspace")
        await it.type(" et +OBJ")
        assert [it.marked(mark) for mark in it.marks] == [("+OBJ", True)]
        await it.press("enter")
        assert it.row("Voir +CAP et").client_code == "OBJ"


async def test_a_draft_keeps_what_was_given_back(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("n")
        await it.type("Appeler demain")
        await it.press("backspace", "escape", "n")
        assert (it.typed, it.marks) == ("Appeler demain", ())
        await it.press("enter")
        assert it.row("Appeler demain").due_on is None


async def test_keys_that_arrive_with_the_one_that_opens_it_are_typed(board: Path, cockpit: Open) -> None:
    """A slow machine or line hands over several keys at once: none is lost, none is taken for a verb."""
    async with cockpit(board) as it:
        before = it.steps()
        await it.send("n", *"xouvrir", "enter", "down", "p", *"demain", "enter", "g", "i", "n", *"ok", "enter")

        assert it.titles(Lane.WEEK) == [WEEK[0], "xouvrir", *WEEK[1:]]
        assert it.row(WEEK[1]).due_on == date(2026, 11, 24)
        assert (it.titles(Lane.INBOX)[-1], it.steps()) == ("ok", before + 3)


async def test_a_dialog_that_closes_under_waiting_keys_does_not_stop_the_keyboard(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("n")
        for key in "bhy":
            it.app.post_message(key_event(key))
        it.screen.dismiss(None)
        await it.settle()
        await it.press("right", "left", "down")
        await asyncio.wait_for(it.pilot.pause(0.05), 1)

        assert (it.dialog, it.card) == ("", WEEK[1])

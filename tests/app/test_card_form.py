"""`e`: the card's fields, saved with Enter from any line."""

from datetime import date
from pathlib import Path

import pytest

from obm_tui.clock import FrozenClock
from obm_tui.desk import Desk
from obm_tui.domain.cards import CardEdit, Lane
from obm_tui.domain.query import Query
from obm_tui.domain.steps import Origin
from obm_tui.navigation import Place
from tests.app.conftest import Open

FIRST = "Prix de la promo 12"


async def test_every_field_is_shown_and_changed_as_one_step(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("right", "right", "e")
        assert (it.typed, "OBJ" in it.text(), "@nadir" in it.text()) == ("Rushs module 4", True, True)
        before = it.steps()
        await it.type(" bis")
        await it.press("tab", *["backspace"] * 3)
        await it.type("sau")
        await it.press("tab", *["backspace"] * 6)
        await it.type("hugo")
        await it.press("tab")
        await it.type("ven 9h30")
        await it.press("tab")
        await it.type("Deux lignes")
        await it.press("enter")
        await it.type("de note")
        await it.press("ctrl+s")

        row = it.row("Rushs module 4 bis")
        assert (row.client_code, row.owner, row.due_on, row.due_time) == (
            "SAU",
            "Hugo Lenoir",
            date(2026, 11, 27),
            "09:30",
        )
        assert it.desk.cards.detail(row.id).body == "Deux lignes\nde note"
        assert (it.dialog, it.card, it.steps()) == ("", row.title, before + 1)


async def test_emptied_fields_take_client_owner_and_date_away(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("right", "e", "tab", *["backspace"] * 3, "tab", "tab", *["backspace"] * 10, "enter")

        row = it.row("Étiquettes transport")
        assert (row.client_code, row.due_on, it.dialog) == (None, None, "")


@pytest.mark.parametrize(
    ("tabs", "typed", "reason"),
    [
        (0, None, "A card needs a title."),
        (1, "zzz", "There is no client CAPzzz. Known: CAP, OBJ, SAU."),
        (2, "bob", "Nobody is called bob."),
        (3, "bientôt", "“bientôt” is not a date"),
    ],
)
async def test_a_refusal_says_why_and_keeps_what_was_typed(
    tabs: int, typed: str | None, reason: str, board: Path, cockpit: Open
) -> None:
    async with cockpit(board) as it:
        before = it.steps()
        await it.press("e", *["tab"] * tabs)
        if typed is None:
            await it.press("ctrl+u")
        else:
            await it.type(typed)
        kept = it.typed
        await it.press("enter")

        assert reason in " ".join(it.text().split())
        assert (it.dialog, it.typed, it.steps()) == ("CardForm", kept, before)


async def test_two_enters_save_once_and_unchanged_writes_nothing(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        before = it.steps()
        await it.press("e", "enter")
        assert (it.dialog, it.steps()) == ("", before)
        await it.press("e")
        await it.type(" !")
        await it.send("enter", "enter", "enter")

        assert (it.dialog, it.row(FIRST + " !").lane, it.steps()) == ("", Lane.WEEK, before + 1)


async def test_a_draft_brings_back_what_she_changed_and_nothing_else(
    board: Path, clock: FrozenClock, cockpit: Open
) -> None:
    """What another program wrote meanwhile is not undone by a draft of another field."""
    async with cockpit(board) as it:
        key = it.row(FIRST).id
        await it.press("e", "tab", "tab")
        await it.type("hugo")
        await it.press("escape")
        with Desk.open(board, origin=Origin.CLI, clock=clock) as other:
            other.cards.edit([key], CardEdit(title="Nouveau titre", body="nouvelle note"))
        it.app._poll()
        await it.press("e")
        assert it.typed == "Nouveau titre"
        await it.press("enter")

        row = it.row("Nouveau titre")
        assert (row.owner, it.desk.cards.detail(key).body) == ("Hugo Lenoir", "nouvelle note")


async def test_a_card_that_is_gone_is_said_and_nothing_opens(board: Path, clock: FrozenClock, cockpit: Open) -> None:
    async with cockpit(board) as it:
        with Desk.open(board, origin=Origin.CLI, clock=clock) as other:
            for _ in range(19):
                other.steps.undo()
        for key in ("e", "enter", "l"):
            await it.press(key)
            assert (it.dialog, "This card is not there any more" in it.toasts()[-1]) == ("", True), key


async def test_the_form_opens_from_the_clients_page_too(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=Place("radar")) as it:
        await it.press("enter")
        assert "OBJ" in it.head
        await it.press("e")
        assert it.dialog == "ClientForm"
        await it.press("escape")
        it.app.place_screen.show_row(it.row("Relire la page de vente").id)
        await it.press("e")
        assert it.dialog == "CardForm"


async def test_enter_shows_all_of_it_and_a_verb_acts_from_there(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("right", "enter")
        assert it.dialog == "CardView"
        for words in ("SAU-1", "Étiquettes transport", "Doing", "Sat 21"):
            assert words in it.text()
        await it.press("x")
        assert (it.dialog, it.row("Étiquettes transport").lane) == ("", Lane.DONE)

        await it.press("enter", "p")
        await it.type("demain")
        await it.press("enter")
        assert it.row("Relire la page de vente").due_on == date(2026, 11, 24)
        await it.press("enter", "down", "pagedown", "up", "pageup", "enter")
        assert it.dialog == ""


async def test_an_opened_card_is_rendered_and_tells_what_happened(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        body = "# Plan\n\n- **garder** le 10\n- ouvrir [ici](https://example.org)\n\n[b]pas du balisage[/b]"
        await it.press("e", "tab", "tab", "tab", "tab")
        await it.paste(body)
        await it.press("tab")
        await it.type("une page envoyée")
        await it.press("tab")
        await it.type("accès manquant")
        await it.press("enter")
        detail = it.desk.cards.detail(it.row("Prix de la promo 12").id)
        assert (detail.done_means, detail.row.blocked_reason) == ("une page envoyée", "accès manquant")
        await it.press("enter", "pagedown", "pageup")
        text = it.text()
        for words in ("• garder le 10", "[b]pas du balisage[/b]", "accès manquant", "une page envoyée"):
            assert words in text, words
        assert "**garder**" not in text
        assert "What happened to it" in text
        assert "CAP card edited" in text


async def test_a_limit_is_changed_where_it_is_explained(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("g", "o")
        it.app.place_screen.show_row("doing_limit")
        await it.press("right", "right")
        assert it.desk.triage.thresholds().doing_limit == 5
        await it.press("left", "u")
        assert it.desk.triage.thresholds().doing_limit == 5


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_a_description_reads_as_text_beside_the_board_too(
    size: tuple[int, int], board: Path, cockpit: Open
) -> None:
    with Desk.open(board) as desk:
        key = next(row.id for row in desk.cards.find(Query()) if row.title == "Prix de la promo 12")
        desk.cards.edit([key], CardEdit(body="**Question.** Garder le 10 ?\nTél. 06"))
    async with cockpit(board, size=size) as it:
        lines = [line.rpartition("│")[2].strip() for line in it.lines()]
        assert "**" not in it.text()
        assert {"Question. Garder le 10 ?", "Tél. 06"} <= set(lines)

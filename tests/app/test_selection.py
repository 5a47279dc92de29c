"""A selection: it outlives filters and refreshes, its verbs say how many, it is walked one by one."""

from datetime import date
from pathlib import Path

import pytest

from obm_tui import fmt
from obm_tui.domain.cards import Lane, NewCard, Priority
from obm_tui.domain.waits import NewWait
from obm_tui.navigation import Place
from obm_tui.screens.card_rows import CardRowsScreen
from tests.app.cockpit import Cockpit
from tests.app.conftest import Open


def chosen(it: Cockpit) -> set[str]:
    rows = it.desk.cards.rows(it.lanes.cards.chosen)
    return {row.title for row in rows.values()}


WEEK = {"Prix de la promo 12", "Ordre du jour", "Note pour Maya"}


async def test_it_outlives_a_filter_and_says_what_is_hidden(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("asterisk", "a")
        assert chosen(it) == WEEK
        await it.press("slash", *"client:obj", "enter")
        assert (chosen(it), "3 selected, 2 hidden" in it.bar, "Done (3)" in it.bar) == (WEEK, True, True)
        await it.press("x")
        assert "3 cards done" in it.text()
        assert it.titles(Lane.WEEK) == []
        await it.press("u")
        assert set(it.titles(Lane.WEEK)) == WEEK


async def test_a_day_for_several_says_the_days_of_those_and_of_no_other(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        dated = it.row("Étiquettes transport")
        assert dated.due_on is not None
        it.lanes.show_row(dated.id)
        for titles, said in (
            (("Ordre du jour", "Note pour Maya"), "no date yet"),
            (("Ordre du jour", dated.title), "now on different days"),
            ((dated.title,), f"now {fmt.long_day(dated.due_on)}"),
        ):
            it.lanes.select_keys([it.row(title).id for title in titles])
            await it.press("p")
            assert said in it.text()
            await it.press("escape")


async def test_it_outlives_a_refresh_but_not_its_cards(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("asterisk", "a")
        change = it.desk.cards.add(NewCard("Autre", None, Lane.WEEK)).change
        it.app.publish(change)
        assert chosen(it) == WEEK
        it.app.publish(it.desk.cards.drop([it.row("Ordre du jour").id]))
        assert chosen(it) == WEEK - {"Ordre du jour"}


async def test_a_set_is_of_what_is_shown(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("slash", *"client:sau", "enter", "asterisk", "l")
        assert chosen(it) == {"Étiquettes transport"}


async def test_what_cannot_be_nudged_is_named(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        it.app.publish(it.desk.waits.begin([it.row("Rushs module 4").id], NewWait()))
        names = ("Rushs module 4", "Ordre du jour", "Note pour Maya")
        it.lanes.select_keys([it.row(title).id for title in names])
        await it.press("c")
        if it.dialog:
            await it.press("enter")
        message = next(text for text in it.toasts() if "Not nudged" in text or "not nudged" in text)
        assert ("Ordre du jour" in message, "Note pour Maya" in message, "Rushs" in message) == (True, True, False)
        assert it.row("Rushs module 4").nudges == 1


async def test_it_is_walked_for_dates(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("asterisk", "a", "w")
        assert "1 of 3" in it.text()
        for day in ("1/12", "2/12", "3/12"):
            await it.press("p", *day, "enter")
        assert {it.row(title).due_on for title in WEEK} == {date(2026, 12, day) for day in (1, 2, 3)}


async def test_where_there_is_nothing_to_walk_it_is_said(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("slash", *"nowhere", "enter", "w")
        assert ("There is no card under the cursor." in it.bar, it.app.navigation.here.screen) == (True, "board")


async def test_it_is_walked_for_owners_then_nudges(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        it.lanes.select_keys([it.row(title).id for title in ("Étiquettes transport", "Relire la page de vente")])
        await it.press("w")
        await it.press("d", *"hugo", "enter")
        assert ("2 of 2" in it.text(), it.row("Étiquettes transport").owner) == (True, "Hugo Lenoir")
        await it.press("d", *"nadir", "enter")
        assert it.row("Relire la page de vente").owner == "Nadir Haddad"
        await it.press("left")
        assert "1 of 2" in it.text()
        for _card in range(2):
            await it.press("c")
            if it.dialog:
                await it.press("enter")
        nudges = [it.row(title).nudges for title in ("Étiquettes transport", "Relire la page de vente")]
        assert nudges == [1, 1]


def selected(it: Cockpit) -> set[str]:
    """The titles that are selected in a list of lines."""
    screen = it.screen
    assert isinstance(screen, CardRowsScreen)
    return {row.title for row in it.desk.cards.rows(list(screen.cards.selection)).values()}


@pytest.mark.parametrize(
    ("place", "title"),
    [("today", "Relire la page de vente"), ("client", "Ordre du jour"), ("waiting", "Ordre du jour")],
)
async def test_lists_of_lines_have_one_too(place: str, title: str, board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        it.app.publish(
            it.desk.waits.begin([it.row(title).id for title in ("Ordre du jour", "Note pour Maya")], NewWait())
        )
        cap = it.row("Ordre du jour").client_id
        it.app.go(Place(place, cap if place == "client" else None))
        await it.settle()
        await it.press("asterisk", "t")
        everything = selected(it)
        assert len(everything) > 0
        assert it.text().count("●") == len(everything)

        await it.press("escape")
        assert selected(it) == set()
        it.app.place_screen.show_row(it.row(title).id)
        await it.press("space")
        assert (selected(it), "●" in it.text()) == ({title}, True)
        await it.press("slash", *"zzz", "enter")
        assert ("1 selected, 1 hidden" in it.bar, selected(it)) == (True, {title})
        await it.press("x")
        assert (it.row(title).lane, selected(it)) == (Lane.DONE, set())


async def test_hits_of_two_searches_are_planned_at_once(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("ctrl+f", *"ordre", "enter", "escape", "space")
        await it.press("ctrl+f", *"maya", "enter", "escape", "space")
        assert selected(it) == {"Ordre du jour", "Note pour Maya"}
        assert "2 selected, 1 hidden" in it.bar
        await it.press("p", *"3/12", "enter")
        assert {it.row(title).due_on for title in ("Ordre du jour", "Note pour Maya")} == {date(2026, 12, 3)}


async def test_its_priority_is_set_also_with_the_cursor_on_another_line(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        it.app.go(Place("client", it.row("Ordre du jour").client_id))
        await it.settle()
        it.app.place_screen.show_row(it.row("Ordre du jour").id)
        await it.press("space")
        it.app.place_screen.show_row("board")
        await it.press("exclamation_mark")
        assert it.row("Ordre du jour").priority is Priority.P1


async def test_a_selection_in_a_list_is_walked(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("g", "t", "asterisk", "t")
        count = len(selected(it))
        await it.press("w")
        assert f"1 of {count}" in it.text()

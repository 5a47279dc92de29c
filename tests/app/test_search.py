"""ctrl+f: whatever holds some words, followed at every key; on the hits every key means what it means elsewhere."""

from pathlib import Path

import pytest

from obm_tui.domain.cards import Lane
from obm_tui.navigation import Place
from tests.app.cockpit import Cockpit
from tests.app.conftest import Open


async def look_for(it: Cockpit, text: str) -> None:
    """Search from wherever she is."""
    await it.press("ctrl+f")
    await it.until(lambda: it.place.PLACE == "search")
    await it.type(text)
    await it.settle()


@pytest.mark.parametrize("keys", [("ctrl+f",), ("g", "f")])
async def test_every_letter_narrows(keys: tuple[str, ...], board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press(*keys)
        await it.until(lambda: it.place.PLACE == "search")
        assert "half a word will do" in it.text()
        await it.type("pri")
        await it.until(lambda: "Prix de la promo 12" in it.text())
        await it.type("zz")
        await it.until(lambda: "Nothing was found." in it.text())


@pytest.mark.parametrize("place", ["radar", "history", "settings", "scorecard"])
async def test_a_slash_searches_where_there_is_no_list_to_filter(place: str, board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=Place(place)) as it:
        before = it.steps()
        await it.send("slash", "p", "r", "i", "x")
        await it.until(lambda: it.place.PLACE == "search")
        await it.until(lambda: "Prix de la promo 12" in it.text())
        assert (it.dialog, it.steps()) == ("", before)


async def test_letters_typed_before_the_line_is_there_are_searched_for(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        before = it.steps()
        await it.send("ctrl+f", "p", "r", "i", "x")
        await it.until(lambda: it.place.PLACE == "search")
        await it.settle()
        await it.until(lambda: "Prix de la promo 12" in it.text())
        assert it.steps() == before


async def test_the_usual_keys_act_on_a_hit(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await look_for(it, "refonte")
        await it.until(lambda: "Refonte du tunnel" in it.text())
        before = it.steps()
        await it.type("x")
        assert it.steps() == before
        await it.press("backspace", "enter", "escape")
        await it.press("x")
        assert it.titles(Lane.DONE) == ["Refonte du tunnel"]
        await it.press("u")
        assert it.titles(Lane.DONE) == []


async def test_arrows_go_through_the_hits_while_letters_are_typed(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await look_for(it, "p")
        first = it.place.current_row_id()
        await it.press("down")
        assert it.place.current_row_id() != first
        await it.press("up")
        assert it.place.current_row_id() == first


async def test_a_person_a_client_and_a_way_back(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("g", "b")
        await look_for(it, "nadir")
        it.app.place_screen.show_row(
            next(f"person:{person.id}" for person in it.desk.clients.people() if person.name.startswith("Nadir"))
        )
        await it.press("enter")
        if not it.dialog:
            await it.press("enter")
        await it.until(lambda: it.dialog == "PersonForm")
        await it.press("escape", "escape")
        await it.until(lambda: it.place.PLACE == "board")

        await look_for(it, "")
        await it.press("slash")
        for _letter in "nadir":
            await it.press("backspace")
        await it.type("cap dirigeant")
        await it.press("enter")
        await it.until(lambda: "Clients 1" in it.text() or it.place.PLACE == "client")


async def test_hits_follow_what_changes(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await look_for(it, "refonte")
        [card] = it.desk.search.find("refonte tunnel")
        await it.press("escape", "p")
        await it.until(lambda: bool(it.dialog))
        await it.type("12/12")
        await it.press("enter")
        await it.until(lambda: not it.dialog)
        await it.until(lambda: "12 Dec" in it.text())
        assert card.title == "Refonte du tunnel"


async def test_escape_ends_at_the_radar_where_there_was_no_place_before(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=Place("search")) as it:
        await it.press("escape")
        await it.until(lambda: it.place.PLACE == "radar")

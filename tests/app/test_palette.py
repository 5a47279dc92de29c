"""ctrl+p: what is offered, in which order, and what choosing it does."""

from pathlib import Path

import pytest

from obm_tui import navigation
from obm_tui.widgets.row_list import RowList
from tests.app.cockpit import Cockpit
from tests.app.conftest import Open


async def offered(it: Cockpit, typed: str = "") -> str:
    """What the palette shows for some letters; it stays open."""
    await it.press("ctrl+p")
    if typed:
        await it.type(typed)
    await it.settle()
    return it.text()


async def test_with_words_typed_the_cards_that_have_them(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("g", "b")
        assert "Refonte du tunnel" in await offered(it, "réfonte")
        await it.press("enter")
        assert it.dialog == "CardView"
        assert "Refonte du tunnel" in it.text()


async def test_a_card_opens_where_no_list_of_cards_is(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("g", "u")
        await offered(it, "refonte")
        await it.press("enter")
        assert it.dialog == "CardForm"


async def test_a_person_by_name(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await offered(it, "nadir")
        await it.press("enter")
        assert it.dialog == "PersonForm"


async def test_what_was_chosen_last_stands_first_and_stays_over_a_restart(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await offered(it, "go to his")
        await it.press("enter")
        assert "History" in it.head
        assert navigation.recent()[0].startswith("go:")
    async with cockpit(board) as it:
        await it.press("g", "b", "ctrl+p", "enter")
        assert "History" in it.head


KINDS = ("key", "client", "person", "project", "card", "go", "help")


@pytest.mark.parametrize("typed", ["", "m", "h"])
async def test_actions_of_this_place_then_clients_people_cards_views_help(
    board: Path, cockpit: Open, typed: str
) -> None:
    async with cockpit(board) as it:
        await it.press("g", "b")
        await offered(it, typed)
        offers = [str(row.key).partition(":")[0] for row in it.app.screen.query_one(RowList)._rows]
        first = [offers.index(kind) for kind in KINDS if kind in offers]
        assert len(first) > 4 - bool(typed)
        assert first == sorted(first)


async def test_an_exact_code_stands_before_every_action(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("g", "b")
        await offered(it, "cap")
        await it.press("enter")
        assert "Cap Dirigeant" in it.head


async def test_hostile_letters_are_only_letters(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        for typed in ('"', "[bold]x", "a* OR (", "NEAR(", "🦊", "'; --", "col:"):
            await offered(it, typed)
            assert it.dialog == "PickDialog"
            await it.press("escape")


def test_a_state_that_cannot_be_read_has_no_recent_choices(tmp_path: Path) -> None:
    for number in range(20):
        navigation.note_choice(f"go:{number}")
    navigation.note_choice("go:15")
    assert navigation.recent()[:2] == ["go:15", "go:19"]
    assert len(navigation.recent()) == len(set(navigation.recent())) == 8
    navigation._state_file().write_text('{"recent": [1, null, "go:1"]}', encoding="utf-8")
    assert navigation.recent() == ["go:1"]
    navigation._state_file().write_text("[]", encoding="utf-8")
    assert navigation.recent() == []

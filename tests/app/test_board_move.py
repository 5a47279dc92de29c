"""Carrying a card: nothing is written until it is put down, and it can always be put back."""

from pathlib import Path

from obm_tui.clock import FrozenClock
from obm_tui.desk import Desk
from obm_tui.domain.cards import Lane, NewCard
from obm_tui.domain.steps import Origin
from tests.app.conftest import Open

WEEK = ["Prix de la promo 12", "Ordre du jour", "Note pour Maya"]
DOING = ["Étiquettes transport", "Relire la page de vente"]


async def test_arrows_carry_it_and_enter_puts_it_down_where_it_was_shown(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        before = it.steps()
        await it.press("m", "right", "down")
        assert (it.lane, it.card) == (Lane.DOING, WEEK[0])
        assert (it.titles(Lane.WEEK), it.steps()) == (WEEK, before)
        assert "put down" in it.bar

        await it.press("enter")
        assert it.titles(Lane.DOING) == [DOING[0], WEEK[0], DOING[1]]
        assert (it.lane, it.card, it.steps()) == (Lane.DOING, WEEK[0], before + 1)
        assert "x Done" in it.bar

        await it.press("u")
        assert (it.titles(Lane.WEEK), it.titles(Lane.DOING)) == (WEEK, DOING)


async def test_escape_puts_it_back_and_nothing_was_written(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        before, shown = it.steps(), it.text()
        await it.press("m", "right", "right", "down", "left", "up", "right", "escape")

        assert it.text() == shown
        assert (it.titles(Lane.WEEK), it.steps()) == (WEEK, before)
        # It is not in her hands any more: arrows move the cursor.
        await it.press("down")
        assert it.card == WEEK[1]


async def test_put_down_where_it_was_writes_nothing(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        before = it.steps()
        await it.press("m", "right", "left", "enter", "m", "enter", "m", "m")

        assert (it.titles(Lane.WEEK), it.steps(), it.card) == (WEEK, before, WEEK[0])


async def test_the_order_is_the_same_when_the_file_is_opened_again(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("m", "down", "down", "enter")
        assert (it.card, it.titles(Lane.WEEK)) == (WEEK[0], [*WEEK[1:], WEEK[0]])
        await it.press("m", "up", "enter")
        assert it.titles(Lane.WEEK) == [WEEK[1], WEEK[0], WEEK[2]]

    async with cockpit(board) as it:
        assert it.titles(Lane.WEEK) == [WEEK[1], WEEK[0], WEEK[2]]
        shown = [line for line in it.lines() if any(title.split()[0] in line for title in WEEK)]
        assert [title.split()[0] in line for title, line in zip([WEEK[1], WEEK[0], WEEK[2]], shown, strict=False)]


async def test_it_stops_at_the_edges_and_goes_into_an_empty_lane(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("m", *["up"] * 3, *["left"] * 3, *["right"] * 8, "down", "down", "enter")

        assert (it.lane, it.card) == (Lane.DONE, WEEK[0])
        assert it.row(WEEK[0]).closed_at is not None


async def test_a_letter_opens_the_choice_with_that_letter(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("m", "right", "w")
        assert it.dialog == "PickDialog"
        assert it.typed == "w"
        assert "Move: CAP-1 Prix de la promo 12" in it.text()
        await it.type("ait")
        await it.press("enter", *"nadir", "enter", "enter")

        assert (it.lane, it.card, it.titles(Lane.WEEK)) == (Lane.WAITING, WEEK[0], WEEK[1:])
        # By code to another client: it stays in its lane, and another number is its own.
        await it.press("m")
        await it.type("sau")
        await it.press("enter")
        assert (it.row(WEEK[0]).reference, it.card) == ("SAU-3", WEEK[0])


async def test_leaving_the_choice_leaves_the_card_where_it_was(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        before = it.steps()
        await it.press("m", "right", "d", "escape")

        assert (it.dialog, it.lane, it.card) == ("", Lane.WEEK, WEEK[0])
        assert it.steps() == before


async def test_what_another_program_does_meanwhile_is_shown_once_it_is_put_down(
    board: Path, clock: FrozenClock, cockpit: Open
) -> None:
    async with cockpit(board) as it:
        await it.press("m", "right")
        with Desk.open(board, origin=Origin.CLI, clock=clock) as other:
            other.cards.add(NewCard("venue d'ailleurs", lane=Lane.DOING))
        it.app._poll()
        await it.settle()
        assert (it.lane, it.card) == (Lane.DOING, WEEK[0])
        await it.press("down", "enter")
        assert it.titles(Lane.WEEK) == WEEK[1:]
        assert set(it.titles(Lane.DOING)) == {"venue d'ailleurs", *DOING, WEEK[0]}
        assert (it.card, "venue d'ailleurs" in " ".join(it.text().split())) == (WEEK[0], True)

        await it.press("m", "right")
        with Desk.open(board, origin=Origin.CLI, clock=clock) as other:
            other.cards.add(NewCard("encore une", lane=Lane.WEEK))
        it.app._poll()
        await it.press("escape")
        assert (it.lane, it.card, "encore une" in it.text()) == (Lane.DOING, WEEK[0], True)


async def test_the_mouse_does_not_take_it_out_of_her_hands(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        column = next(line.index("Rushs") for line in it.lines() if "Rushs" in line)
        before = it.steps()
        await it.press("m", "right")
        await it.click(column, 4)
        await it.wheel(column, 4, down=True)
        assert (it.lane, it.card) == (Lane.DOING, WEEK[0])
        await it.press("left", "down", "enter")

        assert (it.titles(Lane.WEEK), it.titles(Lane.DOING)) == ([WEEK[1], WEEK[0], WEEK[2]], DOING)
        assert it.steps() == before + 1


async def test_carrying_one_of_a_selection_takes_all_of_it(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        before = it.steps()
        await it.press("space", "space", "up", "m", "right", "enter")

        assert it.titles(Lane.WEEK) == WEEK[2:]
        assert set(it.titles(Lane.DOING)) == {*DOING, *WEEK[:2]}
        assert it.steps() == before + 1
        await it.press("u")
        assert it.titles(Lane.WEEK) == WEEK


async def test_with_a_selection_elsewhere_the_selection_moves_by_name(board: Path, cockpit: Open) -> None:
    """The card under the cursor is none of those the verbs act on: it is not carried in their place."""
    async with cockpit(board) as it:
        await it.press("space", "space", "m")
        assert (it.dialog, "Move: 2 cards" in it.text()) == ("PickDialog", True)
        await it.type("wait")
        await it.press("enter", *"nadir", "enter", "enter")

        assert set(it.titles(Lane.WAITING)) == {"Rushs module 4", *WEEK[:2]}
        assert it.titles(Lane.WEEK) == WEEK[2:]

"""The cursor on the board: arrows, pages, mouse, and a card that leaves."""

from pathlib import Path

from obm_tui.clock import FrozenClock
from obm_tui.desk import Desk
from obm_tui.domain.cards import Lane, NewCard
from obm_tui.domain.clients import NewClient
from obm_tui.navigation import Place
from tests.app.conftest import Open


async def test_arrows_go_through_lanes_and_cards_and_stop_at_the_edges(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        seen = [(it.lane, it.card)]
        for key in ("up", "down", "down", "down", "right", "right", "right", "left", "left", "up", "left", "left"):
            await it.press(key)
            seen.append((it.lane, it.card))

    week = ["Prix de la promo 12", "Ordre du jour", "Note pour Maya"]
    assert seen == [
        (Lane.WEEK, week[0]),
        (Lane.WEEK, week[0]),
        (Lane.WEEK, week[1]),
        (Lane.WEEK, week[2]),
        (Lane.WEEK, week[2]),
        (Lane.DOING, "Relire la page de vente"),
        (Lane.WAITING, "Rushs module 4"),
        (Lane.APPROVE, "Fiche retour"),
        (Lane.WAITING, "Rushs module 4"),
        (Lane.DOING, "Étiquettes transport"),
        (Lane.DOING, "Étiquettes transport"),
        (Lane.WEEK, week[0]),
        (Lane.BACKLOG, "Refonte du tunnel"),
    ]


async def test_an_empty_lane_has_a_cursor_that_comes_back_and_verbs_that_say_there_is_nothing(
    board: Path, cockpit: Open
) -> None:
    async with cockpit(board) as it:
        await it.press(*["right"] * 6)
        assert (it.lane, it.card) == (Lane.DONE, None)
        before = it.steps()
        for key in ("down", "up", "pagedown", "pageup", "home", "end", "space", "enter"):
            await it.press(key)
            assert (it.lane, it.card, it.dialog) == (Lane.DONE, None, "")
        for key in ("x", "o", "backspace", "exclamation_mark", "e", "d", "p", "m", "l"):
            await it.press(key)
            assert "There is no card under the cursor." in it.bar, key
            await it.press("ctrl+l")
        assert it.steps() == before

        await it.press("left")
        assert it.card == "Fiche retour"


async def test_pages_and_ends_of_a_long_lane_keep_the_cursor_in_view(
    database: Path, clock: FrozenClock, cockpit: Open
) -> None:
    with Desk.open(database, clock=clock) as desk:
        desk.clients.add(NewClient("Cap Dirigeant"))
        desk.cards.add_all([NewCard(f"carte {n:02d}", lane=Lane.BACKLOG) for n in range(40)])

    async with cockpit(database) as it:
        for key, title in (
            ("pagedown", "carte 07"),
            ("end", "carte 39"),
            ("pageup", "carte 32"),
            ("home", "carte 00"),
            ("pageup", "carte 00"),
        ):
            await it.press(key)
            assert (it.card, title in it.text()) == (title, True), key
        await it.press("end")
        assert "▴ 32" in it.text()
        assert "carte 00" not in it.text()


async def test_a_click_puts_the_cursor_a_second_one_opens_and_the_wheel_moves(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        column = next(line.index("Relire") for line in it.lines() if "Relire" in line)
        row = next(number for number, line in enumerate(it.lines()) if "Relire" in line)
        await it.click(column, row)
        assert (it.lane, it.card, it.dialog) == (Lane.DOING, "Relire la page de vente", "")
        await it.click(column, row)
        assert it.dialog == "CardView"
        await it.press("escape")

        await it.wheel(column, row, down=False)
        assert it.card == "Étiquettes transport"
        await it.wheel(column, row, down=True)
        assert it.card == "Relire la page de vente"

        # A lane's name, the pane, the strip of a closed lane: nothing breaks, a strip opens.
        for x, y, card in ((column, 1, "Relire la page de vente"), (115, 10, "Relire la page de vente")):
            await it.click(x, y)
            assert (it.card, it.dialog) == (card, "")
        await it.click(1, 10)
        assert (it.lane, it.card) == (Lane.BACKLOG, "Refonte du tunnel")


async def test_a_click_on_a_key_of_the_bar_is_the_key(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.click(it.bar.index("x Done"), 35)
        assert it.row("Prix de la promo 12").lane is Lane.DONE
        await it.click(it.bar.index("? More"), 35)
        assert it.dialog == "HelpDialog"


async def test_when_a_card_leaves_the_cursor_stays_at_its_height(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("down", "x")
        assert it.card == "Note pour Maya"
        await it.press("x")
        assert it.card == "Prix de la promo 12"
        await it.press("x")
        assert it.lane is Lane.WEEK
        left: str | None = it.card
        assert left is None
        await it.press("u")
        assert it.card == "Prix de la promo 12"


async def test_a_board_whose_first_lane_is_empty_starts_where_cards_are(
    database: Path, clock: FrozenClock, cockpit: Open
) -> None:
    with Desk.open(database, clock=clock) as desk:
        desk.clients.add(NewClient("Cap Dirigeant"))
        desk.cards.add(NewCard("la seule", lane=Lane.APPROVE))

    async with cockpit(database, place=Place("board")) as it:
        assert (it.lane, it.card) == (Lane.APPROVE, "la seule")

"""A muted red is quiet everywhere, is called on track nowhere, and speaks again after a week; `e` changes its limit."""

from datetime import timedelta
from pathlib import Path

from obm_tui.clock import FrozenClock
from obm_tui.domain.cards import Lane
from obm_tui.domain.results import Standing
from obm_tui.navigation import Place
from obm_tui.screens import metric_lines
from obm_tui.screens.today_side import LIMIT, NUMBER
from tests.app.conftest import Open
from tests.app.test_scorecard import LAST, SCORECARD, number, show
from tests.conftest import NOW


async def test_a_muted_red_counts_nowhere_and_says_until_when(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=SCORECARD) as it:
        number(it, "OBJ", "Sales", 5, low=10)
        await show(it)
        await it.press("s")
        assert ("Muted 1" in it.text(), "muted until 30 Nov" in it.text()) == (True, True)
        assert ("On track" in it.text(), "To settle" in it.text()) == (False, False)
        await it.press("enter")
        assert "muted until 30 Nov" in it.text()
        await it.press("escape", "g", "t")
        assert "None is red." in it.text()
        await it.press("g", "r")
        it.app.place_screen.show_row(it.desk.clients.by_code("OBJ").id)
        await it.settle()
        assert "red number" not in it.text()
        it.app.go(Place("client", it.desk.clients.by_code("OBJ").id))
        await it.settle()
        assert "· 5  muted to 30 Nov" in it.text()


async def test_it_speaks_again_after_seven_days(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=SCORECARD) as it:
        number(it, "OBJ", "Sales", 5, low=10)
        await show(it)
        await it.press("s")
    for days, reds in ((6, "None is red."), (7, "Red numbers 1")):
        async with cockpit(board, place=Place("today"), at=FrozenClock(NOW + timedelta(days=days))) as it:
            assert reds in it.text()
    async with cockpit(board, place=SCORECARD, at=FrozenClock(NOW + timedelta(days=7))) as it:
        assert "muted until" not in it.text()


async def test_a_muted_red_that_is_due_is_due_and_not_red(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=SCORECARD) as it:
        number(it, "OBJ", "Sales", 5, None, low=10)
        await show(it)
        await it.press("s")
        assert "Due 1" in it.text()
        assert "muted until 30 Nov" in it.text()
        await it.press("g", "t")
        assert "None is red." in it.text()


async def test_what_is_not_red_is_not_muted(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=SCORECARD) as it:
        number(it, "OBJ", "Sales", 15, low=10)
        await show(it)
        before = it.steps()
        await it.press("s")
        assert ("Sales is not red: there is nothing to mute." in it.bar, it.steps()) == (True, before)


async def test_the_round_lists_what_was_muted_apart(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=SCORECARD) as it:
        number(it, "OBJ", "Sales", 5, None, low=10)
        await show(it)
        await it.press("w", "4", "enter", "s")
        assert ("Muted 1" in it.text(), "muted until 30 Nov" in it.text(), "red 1" in it.text()) == (True, True, False)
        await it.press("s")
        assert "Still red 1" in it.text()


async def test_e_changes_the_limit_behind_a_red_of_the_round(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=SCORECARD) as it:
        number(it, "OBJ", "Sales", 5, None, low=10)
        await show(it)
        await it.press("w", "4", "enter", "e")
        assert it.dialog == "MetricForm"
        await it.press("ctrl+u", "4", "enter")
        assert it.dialog == "KpiRound"
        assert "Nothing you entered is red." in it.text()


async def test_the_reds_of_today_have_their_limit_and_their_rest_one_key_away(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=Place("today")) as it:
        key = number(it, "OBJ", "Sales", 5, 4, low=10)
        await show(it)
        it.place.show_row(NUMBER + key)
        await it.press("e")
        assert it.dialog == "MetricForm"
        await it.press("escape")
        await it.press("r")
        assert len(it.desk.metrics.cards(key)) == 1
        it.place.show_row(NUMBER + key)
        await it.press("s")
        (score,) = it.desk.metrics.scores()
        assert (score.standing, score.muted_until) == (Standing.MUTED, LAST + timedelta(days=14))
        assert "None is red." in it.text()


async def test_e_on_the_radars_reason_opens_the_limit_of_the_number_it_names(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=Place("radar")) as it:
        number(it, "CAP", "Leads", 5, low=10)
        await show(it)
        it.place.show_row(it.desk.clients.by_code("CAP").id)
        await it.settle()
        await it.press("tab", *["down"] * 5, "e")
        assert it.dialog == "MetricForm"


async def test_the_detail_says_what_its_keys_did(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=SCORECARD) as it:
        number(it, "OBJ", "Sales", 5, None, low=10)
        await show(it)
        await it.press("enter", "s")
        assert (it.dialog, "Sales is muted for 7 days; s lets it speak again." in it.bar) == ("MetricView", True)
        await it.press("right", "r")
        assert "There is no value here to act on." in it.bar
        await it.press("escape")
        assert "There is no value here to act on." in it.bar


async def test_e_changes_the_limit_of_a_full_lane(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=Place("today")) as it:
        before = it.desk.cards.lane_pressure()[Lane.DOING]
        it.place.show_row(LIMIT + Lane.DOING.value)
        await it.settle()
        await it.press("e", "ctrl+u", "1", "enter")
        assert it.desk.cards.lane_pressure()[Lane.DOING].limit == 1
        assert f"{before.held} of 1" in it.text()
        await it.press("e", "ctrl+u", *"lots", "enter")
        assert it.toasts() == ["A limit is a number of cards: 3 is expected."]
        await it.press("u", "enter")
        assert it.desk.cards.lane_pressure()[Lane.DOING].limit == before.limit
        assert it.place.PLACE == "board"


async def test_the_letter_of_a_muted_value_is_quiet(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=SCORECARD) as it:
        number(it, "OBJ", "Sales", 5, 4, low=10)
        await show(it)
        (score,) = it.desk.metrics.scores()
        assert [metric_lines.cell_sign(score, cell)[1] for cell in score.cells] == ["red", "red"]
        await it.press("s")
        (score,) = it.desk.metrics.scores()
        assert [metric_lines.cell_sign(score, cell)[1] for cell in score.cells] == ["red", "quiet"]

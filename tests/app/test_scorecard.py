"""The scorecard, a number in full, and the KPI round, by keys."""

from datetime import date, timedelta
from pathlib import Path

from obm_tui.domain.cards import Lane
from obm_tui.domain.metrics import Direction, NewMetric, NewTarget, NewValue, Value
from obm_tui.domain.periods import Cadence
from obm_tui.domain.query import Scope
from obm_tui.domain.results import Standing
from obm_tui.navigation import Place
from obm_tui.widgets.row_list import RowList
from tests.app.cockpit import Cockpit
from tests.app.conftest import Open
from tests.conftest import NOW
from tests.domain.metrics import scaled

MONDAY = NOW.date()
LAST = MONDAY - timedelta(days=7)
ALWAYS = date(2000, 1, 1)
SCORECARD = Place("scorecard")


def number(
    it: Cockpit, client: str, name: str, *values: float | None, low: float | None = None, high: float | None = None
) -> str:
    """A number of a client with values of weeks in a row, the last one the newest that is over."""
    desk = it.desk
    target = NewTarget(ALWAYS, *(scaled(limit) if limit is not None else None for limit in (low, high)))
    direction = Direction.LOWER if high is not None else Direction.HIGHER
    new = NewMetric(name, target=target, direction=direction, source="the sheet")
    key = desk.metrics.add(desk.clients.by_code(client).id, new).value
    first = LAST - timedelta(weeks=len(values) - 1)
    desk.metrics.enter(
        [
            NewValue(key, first + timedelta(weeks=spot), scaled(value))
            for spot, value in enumerate(values)
            if value is not None
        ]
    )
    return key


async def show(it: Cockpit) -> None:
    """The numbers were made behind the screens' back."""
    it.place.stale = True
    it.place.reload()
    await it.settle()


def values(it: Cockpit, key: str) -> dict[date, Value]:
    found, _targets = it.desk.metrics.history(key, 99)
    return {value.period_on: value for value in found}


class TestGrid:
    async def test_what_needs_a_decision_stands_on_top(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board, place=SCORECARD) as it:
            number(it, "CAP", "Members", 450, 460, low=450)
            number(it, "OBJ", "Cost per lead", 3.3, 4.4, 4.6, high=3.5)
            number(it, "SAU", "Conversion", 1.9, low=2)
            number(it, "SAU", "Cash", 5, None, None, None, low=1)
            number(it, "CAP", "Calls", 9, None, low=8)
            await show(it)
            names = ("Cost per lead", "Conversion", "Cash", "Calls", "Members")
            spots = [next(n for n, line in enumerate(it.lines()) if name in line) for name in names]
            assert spots == sorted(spots)
            heads = [line for line in it.lines() if line.startswith("─")]
            assert [head.split("──")[0].strip("─ ") for head in heads[:5]] == [
                "R To settle 1",
                "A To watch 1",
                "~ Stale 1",
                "· Due 1",
                "G On track 1",
            ]
            assert "2 due: w" in it.text()

    async def test_by_client_each_week_has_its_cell_and_letter(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board, place=SCORECARD) as it:
            number(it, "OBJ", "Cost per lead", *[3.3] * 10, 3.8, 4.4, 4.6, high=3.5)
            await show(it)
            await it.press("v", "c")
            line = next(line for line in it.lines() if line.strip("▌ ").startswith("Cost per lead"))
            assert line.split()[3:] == ["≤", "3.5/w", *["3.3G"] * 10, "3.8A", "4.4R", "4.6R", "3.52", "↑", "3"]
            assert "OBJ Objectif Image" in it.text()
            await it.press("v", "n")
            assert "To settle" in it.text()

    async def test_weeks_are_thirteen_twenty_six_or_fifty_two(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board, place=SCORECARD, size=(200, 50)) as it:
            number(it, "CAP", "Leads", *[20] * 60, low=20)
            await show(it)
            for weeks in (26, 52, 13):
                await it.press("v", "w")
                assert f"{weeks} weeks" in it.text()
                line = next(line for line in it.lines() if "Leads" in line)
                assert line.count("G") == weeks

    async def test_long_values_do_not_touch_where_cells_are_narrow(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board, place=SCORECARD, size=(120, 36)) as it:
            number(it, "CAP", "MRR", *range(11_800, 11_800 + 13 * 100, 100), low=12_000)
            await show(it)
            line = next(line for line in it.lines() if "MRR" in line)
            assert line.split()[:5] == ["▌CAP", "MRR", "k", "≥", "12k/w"]
            assert line.split()[5:18] == ["11.8A", "11.9A", *(f"12.{n}G" for n in range(10)), "13.0G"]
            await it.press("v", "c")
            assert next(line for line in it.lines() if "MRR" in line).split()[-2:] == ["12.4", "↑"]

    async def test_a_number_without_a_target_has_its_unit_too(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board, place=SCORECARD) as it:
            it.desk.metrics.add(it.desk.clients.by_code("CAP").id, NewMetric("Revenue", unit="€"))
            await show(it)
            assert "— €" in next(line for line in it.lines() if "Revenue" in line)

    async def test_in_many_weeks_a_number_without_a_target_is_a_curve(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board, place=SCORECARD) as it:
            number(it, "CAP", "Subscribers", *range(20_000, 20_000 + 26 * 50, 50))
            await show(it)
            await it.press("v", "w")
            line = next(line for line in it.lines() if "Subscribers" in line)
            shown = "".join(line.split("—")[1].split())
            assert (shown[:26][0], shown[:26][-1], "k" in line) == ("▁", "█", False)

    async def test_the_usual_value_and_the_sum_are_said_where_no_column_has_room(
        self, board: Path, cockpit: Open
    ) -> None:
        async with cockpit(board, place=SCORECARD, size=(80, 24)) as it:
            number(it, "CAP", "Leads", 10, 20, 30, low=20)
            await show(it)
            assert "usual 20 · total 60" in it.text()

    async def test_the_cursor_shifts_the_weeks_at_their_edge(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board, place=SCORECARD) as it:
            number(it, "CAP", "Leads", *range(1, 31), low=20)
            await show(it)
            assert "week 47" in it.text()
            await it.press(*["left"] * 12)
            assert "week 35" in it.text()
            await it.press("left")
            assert "week 34" in it.text()
            await it.press(*["right"] * 14)
            assert "week 48" in it.text(), "the week that runs comes behind the last that is over"
            await it.press("right")
            assert "week 48" in it.text()

    async def test_one_client_or_all(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board, place=SCORECARD) as it:
            number(it, "CAP", "Leads", 20)
            number(it, "OBJ", "Sales", 20)
            await show(it)
            await it.press("greater_than_sign")
            assert ("Leads" in it.text(), "Sales" in it.text()) == (True, False)
            await it.press("greater_than_sign")
            assert ("Leads" in it.text(), "Sales" in it.text()) == (False, True)
            await it.press("escape")
            assert "Leads" in it.text()

    async def test_a_pack_is_two_keys(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board, place=SCORECARD) as it:
            await it.press("greater_than_sign")
            assert "has no number yet" in it.text()
            await it.press("n", "enter")
            assert len(it.desk.metrics.all()) == 9
            assert "9 due: w" in it.text()
            await it.press("u")
            assert it.desk.metrics.all() == ()

    async def test_a_pack_for_a_launch_asks_when_it_is(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board, place=SCORECARD) as it:
            await it.press("greater_than_sign", "n")
            await it.type("Pack: Launch")
            await it.press("enter")
            assert it.dialog == "LineDialog"
            await it.type("20/11/2026")
            await it.press("enter")
            assert "from when to when" in it.text()
            await it.type(" – 2/12/2026")
            await it.press("enter")
            windows = {metric.cadence.value: (metric.starts_on, metric.ends_on) for metric in it.desk.metrics.all()}
            assert windows == {
                "launch": (date(2026, 11, 20), date(2026, 12, 2)),
                "weekly": (None, None),
                "monthly": (None, None),
            }

    async def test_a_launch_without_a_window_says_how_to_set_it(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board, place=SCORECARD) as it:
            await it.press("greater_than_sign", "n")
            await it.type("Pack: Launch")
            await it.press("enter", "enter")
            shown = it.place.query_one("#numbers", RowList)
            shown.select(next(metric.id for metric in it.desk.metrics.all() if metric.cadence is Cadence.LAUNCH))
            await it.settle()
            assert "no window yet: e sets it" in it.text()
            await it.press("g", "c")
            await it.until(lambda: "Show-up rate" in it.text())
            assert "2 to enter" in it.text()
            assert it.text().count("to enter") == 3, "what the launch has no days for is not due"

    async def test_a_number_of_ones_own(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board, place=SCORECARD) as it:
            await it.press("greater_than_sign", "n")
            await it.type("Goodies")
            await it.press("enter")
            assert it.dialog == "MetricForm"
            await it.press("tab", "tab")
            await it.type("65-75")
            await it.press("enter")
            assert it.dialog == ""
            (score,) = it.desk.metrics.scores()
            assert (score.metric.name, score.target and (score.target.low, score.target.high)) == (
                "Goodies",
                (scaled(65), scaled(75)),
            )


class TestTyping:
    async def test_a_digit_begins_a_value_in_place(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board, place=SCORECARD) as it:
            key = number(it, "CAP", "Leads", 20, None, low=20)
            await show(it)
            await it.type("15,5")
            assert ("15,5▏" in it.text(), "= 15.5   R" in it.text()) == (True, True)
            await it.press("enter")
            assert values(it, key)[LAST].value == scaled(15.5)
            assert "To settle 1" in it.text()
            await it.press("u")
            assert LAST not in values(it, key)

    async def test_escape_leaves_the_cell_as_it_was(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board, place=SCORECARD) as it:
            key = number(it, "CAP", "Leads", 20, low=20)
            await show(it)
            before = it.steps()
            await it.press("1", "2", "escape", "7", "backspace", "backspace")
            assert (values(it, key).get(LAST), it.steps()) == (None, before + 1), "backspace alone takes the value out"
            await it.press("u")
            await it.press("a", "slash")
            assert values(it, key)[LAST].value == scaled(20)

    async def test_what_is_no_number_is_said_and_stays(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board, place=SCORECARD) as it:
            number(it, "CAP", "Leads", 20, None, low=20)
            await show(it)
            before = it.steps()
            await it.type("12x")
            await it.press("enter")
            assert ("is no number" in it.text(), "12x▏" in it.text(), it.steps()) == (True, True, before)

    async def test_down_saves_and_goes_on(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board, place=SCORECARD) as it:
            first = number(it, "CAP", "Leads", None)
            second = number(it, "CAP", "Sales", None)
            await show(it)
            await it.press("v", "c", "1", "down", "2", "enter")
            assert [values(it, key)[LAST].value for key in (first, second)] == [scaled(1), scaled(2)]

    async def test_down_goes_on_while_a_job_keeps_the_values_waiting(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board, place=SCORECARD) as it:
            first, second = (number(it, "CAP", name, 10, None) for name in ("Leads", "Sales"))
            await show(it)
            it.app.writes.hold()
            await it.press("1", "1", "down", "1", "2", "enter")
            it.app.writes.release()
            await it.settle()
            assert [values(it, key)[LAST].value for key in (first, second)] == [scaled(11), scaled(12)]

    async def test_a_column_is_pasted_downwards_in_one_step(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board, place=SCORECARD) as it:
            keys = [number(it, "CAP", name, None) for name in ("Leads", "Sales", "Calls")]
            await show(it)
            await it.press("v", "c")
            before = it.steps()
            await it.paste("1\n2\n3\n")
            assert [values(it, key)[LAST].value for key in keys] == [scaled(1), scaled(2), scaled(3)]
            assert it.steps() == before + 1
            await it.paste("1\n2\n3\n4\n")
            assert (it.steps(), "4 lines were pasted, for 3 numbers from here down." in it.text()) == (before + 1, True)
            await it.press("down", "down")
            await it.paste("1\n2\n")
            assert "2 lines were pasted, for 1 number from here down." in it.text()

    async def test_a_daily_number_is_not_typed_by_the_week(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board, place=SCORECARD) as it:
            new = NewMetric("Visits", cadence=Cadence.DAILY)
            key = it.desk.metrics.add(it.desk.clients.by_code("CAP").id, new).value
            await show(it)
            await it.press("5", "enter")
            assert ("day by day" in it.text(), values(it, key)) == (True, {})


class TestVerbs:
    async def test_a_red_becomes_an_issue_with_its_history(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board, place=SCORECARD) as it:
            key = number(it, "OBJ", "Cost per lead", 4.4, 4.6, high=3.5)
            await show(it)
            assert "no issue: r makes one" in it.text()
            await it.press("r")
            ((card, lane),) = it.desk.metrics.cards(key)
            detail = it.desk.cards.detail(card)
            assert (lane, detail.row.title) == (Lane.RISK, "Cost per lead: 4.6, target ≤ 3.5 /wk")
            assert "W47" in detail.body
            assert "an issue is open" in it.text()
            await it.press("u")
            assert it.desk.metrics.cards(key) == []

    async def test_q_asks_a_question_of_it(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board, place=SCORECARD) as it:
            key = number(it, "OBJ", "Sales", 5)
            await show(it)
            await it.press("q")
            assert [lane for _card, lane in it.desk.metrics.cards(key)] == [Lane.QUESTION]

    async def test_s_mutes_a_red_for_a_week(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board, place=SCORECARD) as it:
            number(it, "OBJ", "Sales", 5, low=10)
            await show(it)
            await it.press("s")
            assert it.desk.metrics.scores()[0].standing is Standing.MUTED
            assert "muted until 30 Nov" in it.text()
            await it.press("s")
            assert "To settle 1" in it.text()

    async def test_e_changes_the_limit_from_the_week_in_question_on(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board, place=SCORECARD) as it:
            key = number(it, "OBJ", "Sales", 5, 5, low=10)
            await show(it)
            await it.press("e", "ctrl+u")
            await it.type("4")
            await it.press("enter")
            (score,) = it.desk.metrics.scores()
            assert score.standing is Standing.ON_TRACK
            assert [cell.level.name for cell in score.cells] == ["RED", "GREEN"]
            assert len(it.desk.metrics.history(key, 0)[1]) == 2

    async def test_a_form_that_cannot_be_saved_says_why(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board, place=SCORECARD) as it:
            number(it, "OBJ", "Sales", 5)
            await show(it)
            before = it.steps()
            await it.press("e", "ctrl+u")
            await it.type("lots")
            await it.press("enter")
            assert ("“lots” is no number" in it.text(), it.dialog, it.steps()) == (True, "MetricForm", before)

    async def test_j_notes_why_and_c_copies(self, board: Path, cockpit: Open, copied: list[str]) -> None:
        async with cockpit(board, place=SCORECARD) as it:
            key = number(it, "OBJ", "Sales", 5, low=10)
            await show(it)
            await it.press("j")
            await it.type("strike [red]")
            await it.press("enter", "c")
            assert values(it, key)[LAST].note == "strike [red]"
            assert "“strike [red]”" in it.text()
            await it.until(lambda: bool(copied))
            assert copied == ["Sales, week 47: 5 (target ≥ 10 /wk)"]


class TestDetail:
    async def test_the_history_is_a_curve_with_letters_gaps_and_marks(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board, place=SCORECARD) as it:
            key = number(it, "OBJ", "Sales", 12, 12, None, 12, 5, 4, low=10)
            it.desk.metrics.note(key, LAST, "strike")
            await show(it)
            await it.press("enter")
            chart = it.lines()[2:16]
            assert sum(line.count("R") for line in chart) == 2
            assert any("┄" in line for line in chart)
            assert any("◆" in line for line in chart)
            assert "strike" in it.text()
            await it.press("left", "left", "left")
            assert ("not entered" in it.text(), "week 44" in it.text()) == (True, True)
            await it.press("escape")
            assert it.dialog == ""

    async def test_the_scale_of_the_curve_is_not_cut(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board, place=SCORECARD) as it:
            number(it, "OBJ", "Calls", 9, 10, 5, low=8)
            await show(it)
            await it.press("enter")
            scale = [line[:4].strip() for line in it.lines()[2:16] if line[:4].strip()[:1].isdigit()]
            assert scale == ["10.2", "7.5", "4.8"]

    async def test_everything_about_it_is_within_reach_of_a_small_window(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board, place=SCORECARD, size=(80, 24)) as it:
            key = number(it, "OBJ", "Cost per lead and more words", 3, 3.1, 3.2, 4.3, 4.4, 4.6, high=3.5)
            for weeks in range(3):
                it.desk.metrics.note(key, LAST - timedelta(weeks=weeks), f"note {weeks}")
            await show(it)
            await it.press("enter")
            assert ("W47" in it.lines()[0], "target ≤ 3.5 /wk" in it.lines()[0]) == (True, True)
            await it.press("down", "enter")
            assert "W46" in it.lines()[0]
            await it.press("down", "down", "down")
            assert "always" in it.text()
            await it.press("enter")
            assert it.dialog == "MetricForm"

    async def test_its_keys_act_on_it_at_once(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board, place=SCORECARD) as it:
            key = number(it, "OBJ", "Sales", 5, 4, low=10)
            await show(it)
            await it.press("enter", "r")
            assert "none is open" not in it.text()
            assert len(it.desk.metrics.cards(key)) == 1
            await it.press("u")
            assert "2 reds in a row, and none is open: r makes one." in it.text()
            await it.press("e", "ctrl+u")
            await it.type("3")
            await it.press("enter")
            assert it.dialog == "MetricView"
            assert "≥ 3" in it.text()


class TestElsewhere:
    async def test_a_clients_page_shows_its_numbers_and_opens_them(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board, place=Place("radar")) as it:
            number(it, "CAP", "Leads", *range(13, 0, -1), low=10)
            number(it, "CAP", "Sales", 5)
            client = it.desk.clients.by_code("CAP").id
            it.app.go(Place("client", client))
            await it.settle()
            text = it.text()
            assert ("R 1  ↓ 12 W47" in text, "█▇▇▆▆▅▅▄▃▃▂▂▁" in text, "target ≥ 10/w" in text) == (True, True, True)
            it.app.place_screen.show_row("numbers")
            await it.press("enter")
            assert "CAP Cap Dirigeant › Scorecard" in it.head

    async def test_the_radar_counts_them_among_its_reasons(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board, place=Place("radar")) as it:
            number(it, "CAP", "Leads", 5, low=10)
            await show(it)
            it.app.place_screen.show_row(it.desk.clients.by_code("CAP").id)
            await it.settle()
            assert "1 red number, first of all Leads" in it.text()

    async def test_the_scorecard_of_one_client(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board, place=SCORECARD) as it:
            number(it, "CAP", "Leads", 5)
            assert len(it.desk.metrics.scores(Scope(it.desk.clients.by_code("OBJ").id))) == 0

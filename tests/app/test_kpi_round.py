"""The KPI round, by keys: every number that is due, across clients."""

from datetime import timedelta
from pathlib import Path

import pytest
from textual.events import Paste

from obm_tui.domain.metrics import MetricKind, NewMetric, NewTarget, NewValue
from tests.app.conftest import Open
from tests.app.test_scorecard import ALWAYS, LAST, SCORECARD, number, show, values
from tests.domain.metrics import scaled


async def test_every_due_number_costs_its_digits_and_enter(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=SCORECARD) as it:
        keys = [number(it, client, f"N{n}", 10, None) for n, client in enumerate(("CAP", "OBJ", "SAU"))]
        await show(it)
        await it.press("w", "1", "1", "enter", "1", "2", "enter", "1", "3", "enter")
        assert [values(it, key)[LAST].value for key in keys] == [scaled(11), scaled(12), scaled(13)]
        assert "3 numbers entered" in it.text()
        await it.press("enter")
        assert it.dialog == ""


async def test_enter_on_nothing_passes_over_and_equals_repeats(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=SCORECARD) as it:
        first, second = (number(it, "CAP", name, 10, None) for name in ("Leads", "Sales"))
        await show(it)
        await it.press("w", "enter", "equals_sign", "enter")
        assert LAST not in values(it, first)
        assert values(it, second)[LAST].value == scaled(10)
        assert "1 number entered, 1 passed over" in it.text()
        await it.press("enter", "w")
        assert "1 number to enter" in it.text(), "what was passed over is still to be entered"


async def test_a_ratio_takes_two_numbers_and_a_french_keyboard_gives_digits(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=SCORECARD) as it:
        new = NewMetric("Closing", kind=MetricKind.RATIO, unit="%", numerator="signed", denominator="held")
        key = it.desk.metrics.add(it.desk.clients.by_code("CAP").id, new).value
        second = number(it, "CAP", "Leads", None)
        await show(it)
        await it.press("w")
        assert "signed / held" in it.text()
        await it.type("11/50")
        assert "= 22%" in it.text()
        await it.press("enter")
        await it.type("&é")
        await it.press("enter")
        assert (values(it, key)[LAST].denominator, values(it, second)[LAST].value) == (scaled(50), scaled(12))


async def test_it_ends_with_what_turned_red_and_r_makes_an_issue(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=SCORECARD) as it:
        fell = number(it, "CAP", "Leads", 20, None, low=20)
        number(it, "CAP", "Sales", 5, None, low=20)
        await show(it)
        await it.press("w", "3", "enter", "4", "enter")
        assert ("Turned red 1" in it.text(), "Still red 1" in it.text()) == (True, True)
        assert "2 reds in a row" in it.text()
        await it.press("r")
        assert len(it.desk.metrics.cards(fell)) == 1
        assert "an issue is open" in it.text()


async def test_an_issue_is_proposed_once(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=SCORECARD) as it:
        number(it, "CAP", "Leads", 5, None, low=20)
        await show(it)
        await it.press("w", "3", "enter")
        assert "r makes an issue" in it.text()
        await it.press("enter")
        assert [score.asks_for_issue for score in it.desk.metrics.scores()] == [False]
        assert "no issue: r makes one" in it.text(), "it can be made at any time"


async def test_a_pasted_column_fills_it(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=SCORECARD) as it:
        keys = [number(it, "CAP", name, 10, None) for name in ("Leads", "Sales", "Calls")]
        await show(it)
        await it.press("w", Paste("1\n\n3"))
        assert [values(it, key).get(LAST) is not None for key in keys] == [True, False, True]
        assert "2 numbers entered" in it.text()


async def test_a_short_column_enters_no_number_twice(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=SCORECARD) as it:
        names = ("Leads", "Sales", "Calls", "Visits", "Orders")
        keys = [number(it, "CAP", name, 10, None) for name in names]
        await show(it)
        await it.press("w", Paste("1\n2"))
        assert [values(it, key).get(LAST) is not None for key in keys] == [True, True, False, False, False]
        await it.press("3", "enter")
        assert values(it, keys[2])[LAST].value == scaled(3)


@pytest.mark.parametrize(
    ("text", "said"), [("one\u2028two", "is no number"), ("1\n2\n3\n4", "4 lines were pasted, for 3 numbers")]
)
async def test_a_column_that_cannot_be_taken_is_said_once(board: Path, cockpit: Open, text: str, said: str) -> None:
    async with cockpit(board, place=SCORECARD) as it:
        for name in ("Leads", "Sales", "Calls"):
            number(it, "CAP", name, 10, None)
        await show(it)
        before = it.steps()
        # What follows in the same read is answered too.
        await it.send("w", Paste(text), "9")
        assert (said in it.text() or it.typed == "9", it.dialog, it.steps()) == (True, "KpiRound", before)
        await it.press("backspace", Paste(text))
        assert (said in it.text(), it.steps()) == (True, before)


async def test_what_is_no_number_stays_where_it_was_typed(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=SCORECARD) as it:
        key = number(it, "CAP", "Leads", 10, None)
        await show(it)
        await it.press("w", *"many", "enter")
        assert ("is no number" in it.text(), it.dialog) == (True, "KpiRound")
        assert LAST not in values(it, key)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_what_was_before_says_of_when_and_nothing_is_cut(
    board: Path, cockpit: Open, size: tuple[int, int]
) -> None:
    async with cockpit(board, place=SCORECARD, size=size) as it:
        source = "the export of the bank, sent by Thomas every Monday"
        target = NewTarget(ALWAYS, scaled(6000))
        new = NewMetric("Cash collected in all the shops", unit="€", target=target, source=source)
        key = it.desk.metrics.add(it.desk.clients.by_code("CAP").id, new).value
        it.desk.metrics.enter([NewValue(key, LAST - timedelta(weeks=3), scaled(6210))])
        await show(it)
        await it.press("w")
        row = next(line for line in it.lines() if "Cash collected in" in line and "≥" in line)
        assert ("W44 €6,210 G" in row, "≥ €6,000 /wk" in row) == (True, True)
        assert f"read in: {source}" in it.text()


async def test_nothing_due_says_so(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=SCORECARD) as it:
        number(it, "CAP", "Leads", 10)
        await show(it)
        await it.press("w")
        assert (it.dialog, "Every number that was due is there." in it.bar) == ("", True)


async def test_without_any_number_nothing_was_due(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=SCORECARD) as it:
        await it.press("w")
        assert (it.dialog, "There is no number here." in it.bar) == ("", True)


async def test_keys_go_on_while_a_job_keeps_the_values_waiting(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=SCORECARD) as it:
        keys = [number(it, client, f"N{n}", 10, None, low=12) for n, client in enumerate(("CAP", "OBJ", "SAU"))]
        await show(it)
        it.app.writes.hold()
        await it.press("w", "1", "1", "enter", "1", "2", "enter", "1", "3", "enter")
        assert "3 numbers entered" in it.text()
        it.app.writes.release()
        await it.settle()
        assert [values(it, key)[LAST].value for key in keys] == [scaled(11), scaled(12), scaled(13)]
        assert "Nothing you entered is red." in it.text()


async def test_a_value_that_could_not_be_kept_is_still_to_be_entered(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=SCORECARD) as it:
        gone, kept = (number(it, "CAP", name, 10, None) for name in ("Leads", "Sales"))
        await show(it)
        it.app.writes.hold()
        await it.press("w", "1", "enter")
        it.desk.metrics.remove([gone])
        it.app.writes.release()
        await it.press("2", "enter")
        assert "1 number entered, 1 passed over" in it.text()
        assert values(it, kept)[LAST].value == scaled(2)

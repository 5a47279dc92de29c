"""Two reds in a row propose an issue, once, wherever the value is typed; `u` takes the value back, and nothing else."""

from pathlib import Path

from obm_tui.domain.metrics import NewTarget
from tests.app.conftest import Open
from tests.app.test_scorecard import LAST, SCORECARD, number, show, values


async def test_a_cell_typed_in_place_proposes_an_issue_once(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=SCORECARD) as it:
        key = number(it, "CAP", "Leads", 5, None, low=20)
        await show(it)
        before = it.steps()
        await it.press("3", "enter")
        assert "CAP Leads: 2 reds in a row. r there makes an issue." in it.bar
        assert it.steps() == before + 1
        it.app.flash("")
        await it.press("4", "enter")
        assert "makes an issue" not in it.bar, "once for these reds"
        await it.press("u", "u")
        assert (LAST in values(it, key), it.steps()) == (False, before + 4)
        await it.press("3", "enter", "r")
        assert len(it.desk.metrics.cards(key)) == 1


async def test_a_pasted_column_says_how_many(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=SCORECARD) as it:
        for name in ("Leads", "Sales"):
            number(it, "CAP", name, 5, None, low=20)
        await show(it)
        await it.paste("1\n2\n")
        assert "2 numbers are red twice in a row: r there makes an issue." in it.bar


async def test_after_the_round_u_takes_back_the_value(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=SCORECARD) as it:
        key = number(it, "CAP", "Leads", 5, None, low=20)
        await show(it)
        before = it.steps()
        await it.press("w", "3", "enter")
        assert "r makes an issue" in it.text()
        await it.press("enter")
        assert it.steps() == before + 1, "what she did not answer is no step"
        await it.press("u")
        assert LAST not in values(it, key)


async def test_a_round_left_before_its_end_proposes_too(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=SCORECARD) as it:
        number(it, "CAP", "Leads", 5, None, low=20)
        number(it, "CAP", "Sales", 5, None, low=20)
        await show(it)
        await it.press("w", "3", "enter", "escape")
        assert (it.dialog, "CAP Leads: 2 reds in a row" in it.bar) == ("", True)


async def test_a_value_is_typed_in_the_detail_too(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=SCORECARD) as it:
        key = number(it, "CAP", "Leads", 15, 5, None, low=20)
        await show(it)
        await it.press("enter", "right")
        assert ("not entered" in it.lines()[0], "type the number" in it.lines()[1]) == (True, True)
        await it.press("3")
        assert (it.dialog, it.typed) == ("LineDialog", "3")
        assert "= 3   R" in it.text()
        await it.press("enter")
        assert (it.dialog, values(it, key)[LAST].value) == ("MetricView", 30_000)
        assert "3 reds in a row, and none is open: r makes one." in it.text()
        await it.press("u")
        assert LAST not in values(it, key)
        await it.press("x", "escape")
        assert it.dialog == ""


async def test_an_old_value_typed_in_the_detail_is_judged_by_its_old_target(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=SCORECARD) as it:
        key = number(it, "CAP", "Leads", 15, 15, low=20)
        it.desk.metrics.retarget(key, NewTarget(LAST, low=50_000))
        await show(it)
        await it.press("enter", "1")
        assert "= 1   R" in it.text()
        await it.press("8")
        assert "= 18   G" in it.text()
        await it.press("escape", "left", "1")
        assert "= 1   R" in it.text()
        await it.press("8")
        assert "= 18   A" in it.text()

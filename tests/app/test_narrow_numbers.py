"""The scorecard and the round in narrow windows: values, periods and letters are whole."""

from pathlib import Path

import pytest

from obm_tui.domain.metrics import NewMetric, NewTarget, NewValue
from tests.app.conftest import At, Open
from tests.app.test_scorecard import ALWAYS, LAST, SCORECARD, number, show
from tests.domain.metrics import scaled

NAME = "Chiffre d'affaires encaissé partout"


@pytest.mark.parametrize("width", [40, 56, 80])
async def test_the_round_shows_what_was_typed_whole(board: Path, cockpit: Open, width: int) -> None:
    async with cockpit(board, place=SCORECARD, size=(width, 24)) as it:
        target = NewTarget(ALWAYS, scaled(250_000))
        client = it.desk.clients.by_code("CAP").id
        key = it.desk.metrics.add(client, NewMetric(NAME, unit="€", target=target, source="the books")).value
        it.desk.metrics.enter([NewValue(key, LAST.replace(day=LAST.day - 7), scaled(123_456))])
        number(it, "CAP", "Leads", None)
        await show(it)
        await it.press("w")
        text = it.text()
        assert ("W46 €123,456" in text, "≥ €250,000 /wk" in text, "read in: the books" in text) == (True, True, True)
        await it.type("200000")
        await it.press("enter")
        row = next(line for line in it.lines() if "✓" in line)
        assert ("€200,000" in row, "W47" in row, "…" in row or NAME in row) == (True, True, True)
        await it.press("enter")
        end = it.text()
        assert ("€200,000" in end, "≥ €250,000 /wk" in end) == (True, True)
        assert ("2 reds in a row" in end, "r makes an issue" in end) == (True, True)


@pytest.mark.parametrize("width", [40, 48, 60, 80])
async def test_the_newest_cell_keeps_its_letter(camille: At, width: int) -> None:
    async with camille("scorecard", size=(width, 24)) as it:
        rows = [line for line in it.lines() if line.startswith((" OBJ  Coût", " CAP  Closing", " CAP  Présence"))]
        assert [row.split()[-2:] for row in rows] == [["4,60", "R"], ["22", "R"], ["64,1", "O"]]
        assert "S47" in it.lines()[2]
        month = next(line for line in it.lines() if line.startswith(" CAP  Nouveaux"))
        assert month.split()[-2:] == ["1", "R"], "a month stands in its newest week"


async def test_what_is_behind_a_value_is_whole_below_it(camille: At) -> None:
    async with camille("scorecard", size=(80, 24)) as it:
        await it.press("down")
        text = it.text().replace("\u202f", " ").replace("\xa0", " ")
        assert "R 4,60 €   rouge au-delà de 3,85 €   1 012 dépenses pub ÷ 220 prospects" in text


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120])
@pytest.mark.parametrize("keys", [(), ("v", "w")])
async def test_what_is_due_is_said_in_any_window(camille: At, width: int, keys: tuple[str, ...]) -> None:
    async with camille("scorecard", size=(width, 24)) as it:
        await it.press(*keys)
        head = it.lines()[1]
        assert ("4 à saisir" in head, head.rstrip().endswith(("w", "v")), "…" in head) == (True, True, False)
        assert head.split()[:2] == ["R", "5"]

"""A number in full in narrow windows: values, scale and targets are whole, what is too long ends in an ellipsis."""

from datetime import timedelta
from pathlib import Path

import pytest

from obm_tui import figures
from obm_tui.domain.cards import Lane, NewCard
from obm_tui.domain.metrics import NewMetric, NewTarget, NewValue
from obm_tui.screens.scorecard import ScorecardScreen
from tests.app.conftest import At, Open
from tests.app.test_scorecard import ALWAYS, LAST, SCORECARD, show
from tests.domain.metrics import scaled


@pytest.mark.parametrize("width", [40, 60, 80])
async def test_values_are_whole_and_what_is_cut_says_so(board: Path, cockpit: Open, width: int) -> None:
    async with cockpit(board, place=SCORECARD, size=(width, 50)) as it:
        name = "Chiffre d'affaires encaissé de toutes les boutiques en ligne et du réseau"
        target = NewTarget(ALWAYS, scaled(250_000))
        client = it.desk.clients.by_code("CAP").id
        note = "La campagne de Noël a commencé une semaine plus tôt que celle de l'an dernier"
        key = it.desk.metrics.add(client, NewMetric(name, unit="€", target=target, source="le tableur")).value
        weeks = ((2, 98_765), (1, 200_000), (0, 123_456))
        it.desk.metrics.enter(
            [NewValue(key, LAST - timedelta(weeks=back), scaled(number), note=note) for back, number in weeks]
        )
        it.desk.cards.add(NewCard("Un couac au titre beaucoup trop long " * 3, client, Lane.RISK, metric_id=key))
        await show(it)
        await it.press("enter")
        lines = it.lines()
        head = "\n".join(lines[:7])
        assert (lines[0].split()[:2], "R €123,456" in lines[0], "W47" in lines[0]) == (["CAP", "Chiffre"], True, True)
        assert "target ≥ €250,000 /wk" in head
        assert "…" in lines[0], "the name alone gives way"
        assert any("usual value of the last 3:" in line for line in lines)
        text = " ".join(it.text().split())
        assert ("€200,000 (W46)" in text, "≥ €250,000 /wk" in text, "below €225,000" in text) == (True, True, True)
        scale = [line.split(" ")[0] for line in lines if line.startswith("€")]
        assert len(scale) >= 2
        assert not any("…" in piece for piece in scale)
        said = next(line for line in lines if "La campagne" in line and line.lstrip("▌ ").startswith("W47"))
        assert said.endswith(("…", "dernier"))
        made = next(line for line in lines if "Un couac" in line)
        assert made.endswith("…")


@pytest.mark.parametrize("width", [40, 80])
async def test_every_value_of_the_demo_is_whole(camille: At, width: int) -> None:
    async with camille("scorecard", size=(width, 30)) as it:
        assert isinstance(it.place, ScorecardScreen)
        for score in it.desk.metrics.scores():
            it.place.show_row(score.metric.id)
            await it.settle()
            if it.place.list.current != score.metric.id or score.last is None:
                continue  # paused, or without a value
            await it.press("enter")
            value = figures.measure(score.last.value.value if score.last.value else 0, score.metric.unit)
            when = figures.period(score.last.start, score.metric.cadence)
            assert it.head.endswith(f" {value}  {when}") or f" {value}  {when} " in it.head
            await it.press("escape")

"""The numbers of a client's page: values and units are whole, the name has what is left, and an ellipsis if need be."""

import pytest
from rich.cells import cell_len

from obm_tui import figures, i18n
from obm_tui.domain.metrics import MetricKind
from obm_tui.domain.results import Score, score
from obm_tui.screens.number_panes import number_panes
from tests.app.conftest import At
from tests.domain.metrics import METRIC, TODAY, at_least, scaled, weeks

DEMO = {
    "CAP": ["Appels réservés", "Prospects", "Nouveaux clients", "Closing", "Présence aux appels", "Encaissé"],
    "SAU": ["Conversion boutique", "1re réponse SAV", "Réservations", "Panier moyen", "Chiffre d'affaires"],
    "ENC": ["Membres actifs 30 j", "Membres", "MRR", "Attrition", "Paiements récupérés"],
}


@pytest.mark.parametrize("width", [80, 100])
@pytest.mark.parametrize("code", DEMO)
async def test_names_and_values_of_the_demo_are_whole(camille: At, code: str, width: int) -> None:
    async with camille("client", code, size=(width, 40)) as it:
        text = it.text()
        assert [name for name in DEMO[code] if name not in text] == []
        for found in it.desk.metrics.scores():
            if found.metric.client_code == code and found.metric.on_scorecard and found.last and found.last.value:
                assert figures.measure(found.last.value.value, found.metric.unit) in text


def _score(name: str, value: float, unit: str) -> Score:
    metric = METRIC._replace(id=name, name=name, unit=unit, kind=MetricKind.STOCK)
    return score(metric, weeks(value, value), [at_least(value * 2)], TODAY)


@pytest.mark.parametrize("width", [*range(36, 161, 4)])
@pytest.mark.parametrize("name", ["MRR", "Paiements récupérés", "Chiffre d'affaires de toutes les boutiques en ligne"])
def test_values_are_whole_at_any_width_and_lines_fit(name: str, width: int) -> None:
    i18n.use("fr")
    scores = [_score(f"{name}{n}" if n else name, 1_234_567 if n % 2 else 62.3, "€") for n in range(7)]
    rows = number_panes(scores, width, TODAY)
    lines = ["".join(text for text, _part in row.left) for row in rows if not row.rule]
    assert all(cell_len(line.rstrip()) <= width - 1 for line in lines)
    shown = "\n".join(lines)
    assert (shown.count(figures.measure(scaled(62.3), "€")), shown.count(figures.measure(scaled(1_234_567), "€"))) == (
        4,
        3,
    )
    assert shown.count("S47") == 7
    assert name in shown or "…" in shown

"""The numbers of the demo's clients: half a year of values, and the scorecard they make on the story's Monday."""

import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from obm_tui.demo.story import Story, StoryMetric
from obm_tui.desk import Desk
from obm_tui.domain.level import Level
from obm_tui.domain.measures import SCALE
from obm_tui.domain.periods import Cadence, last_day
from obm_tui.domain.query import Scope
from obm_tui.domain.results import Score, Standing, Trend, average, score
from obm_tui.store.reads.values import instant

TODAY = date(2026, 11, 23)
LAST_WEEK = date(2026, 11, 16)
LETTERS = {Level.RED: "R", Level.AMBER: "O", Level.GREEN: "V", Level.NONE: ""}
Numbers = dict[tuple[str, str], Score]


@pytest.fixture(scope="module")
def desk(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """An open desk on a demo that no test here changes, with no clock but the file's."""
    path = tmp_path_factory.mktemp("numbers") / "demo.db"
    shutil.copy(template, path)
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("OBM_TUI_NOW", raising=False)
        with Desk.open(path) as opened:
            yield opened


@pytest.fixture(scope="module")
def numbers(desk: Desk) -> Numbers:
    """What half a year says of each number, by client and name."""
    return {
        (metric.client_code, metric.name): score(metric, *desk.metrics.history(metric.id, 100), desk.clock.today())
        for metric in desk.metrics.all()
    }


def shown(found: Score, count: int, decimals: int = 0) -> list[str]:
    """The newest values as drawn, each with its letter."""
    return [
        f"{cell.value.value / SCALE:.{decimals}f}{LETTERS[cell.level]}"
        for cell in found.cells[-count:]
        if cell.value is not None
    ]


def test_each_client_has_its_numbers(numbers: Numbers) -> None:
    clients = Counter(client for client, _name in numbers)
    assert clients == {"OBJ": 6, "CAP": 6, "ENC": 5, "SAU": 7, "MOI": 2}
    assert [name for client, name in numbers if client == "CAP"] == [
        "Prospects",
        "Appels réservés",
        "Présence aux appels",
        "Closing",
        "Nouveaux clients",
        "Encaissé",
    ]
    assert [name for (client, name), found in numbers.items() if not found.metric.key] == [
        "Ventes evergreen",
        "Nouveaux clients",
    ]
    assert {client for (client, _), found in numbers.items() if not found.metric.on_scorecard} == {"MOI"}
    for found in numbers.values():
        assert found.metric.owner
        assert found.metric.source


def test_what_needs_a_decision_is_what_is_drawn(numbers: Numbers) -> None:
    """Five to settle, two to watch, one stale, three to enter, eleven on track, two without a target."""
    on_card = {key: found for key, found in numbers.items() if found.metric.on_scorecard}
    by_standing = {
        standing: [key for key, found in on_card.items() if found.standing is standing] for standing in Standing
    }
    assert by_standing[Standing.OFF_TRACK] == [
        ("OBJ", "Coût par lead"),
        ("CAP", "Prospects"),
        ("CAP", "Appels réservés"),
        ("CAP", "Closing"),
        ("CAP", "Nouveaux clients"),
    ]
    assert by_standing[Standing.WATCH] == [("CAP", "Présence aux appels"), ("SAU", "Conversion boutique")]
    assert by_standing[Standing.STALE] == [("CAP", "Encaissé")]
    assert by_standing[Standing.DUE] == [
        ("ENC", "Membres actifs 30 j"),
        ("SAU", "1re réponse SAV"),
        ("SAU", "Réservations"),
    ]
    assert by_standing[Standing.NO_TARGET] == [("OBJ", "Abonnés e-mail"), ("SAU", "Visites")]
    assert len(by_standing[Standing.ON_TRACK]) == 11


WEEKS = {
    ("CAP", "Prospects"): (0, "21V 21V 20V 20V 20V 19O 19O 19O 18O 18O 17R 16R 15R"),
    ("CAP", "Appels réservés"): (0, "9V 8V 8V 7R 8V 7R 6R 6R 6R 6R 6R 5R 5R"),
    ("CAP", "Présence aux appels"): (0, "75V 74V 74V 73V 72V 72V 71V 70V 69O 68O 66O 65O 64O"),
    ("CAP", "Closing"): (0, "29V 28V 28V 28V 27V 27V 26V 26V 25V 25V 24O 23O 22R"),
    ("SAU", "Conversion boutique"): (1, "1.8O 1.8O 1.8O 1.8O 1.8O 1.8O 1.8O 1.8O 1.8O 1.8O 1.9O 1.9O 1.9O"),
    ("SAU", "Panier moyen"): (0, "60V 60V 60V 60V 61V 61V 61V 61V 61V 61V 61V 62V 62V"),
    ("SAU", "Retour pub (ROAS)"): (1, "2.7V 2.7V 2.7V 2.6V 2.6V 2.8V 2.8V 2.8V 2.9V 2.9V 2.9V 3.0V 3.1V"),
    ("OBJ", "Coût par lead"): (2, "3.30V 3.30V 3.30V 3.40V 3.40V 3.50V 3.60O 3.70O 3.80O 3.95R 4.10R 4.40R 4.60R"),
    ("OBJ", "Taux d'ouverture"): (0, "40V 40V 40V 39V 39V 39V 39V 39V 38V 38V 38V 38V 38V"),
    ("OBJ", "Inscription page"): (0, "34V 34V 35V 34V 34V 35V 34V 34V 34V 35V 34V 34V 34V"),
    ("ENC", "Membres"): (0, "436O 438O 440O 442O 444O 446O 448O 450V 452V 454V 456V 458V 460V"),
}
THOUSANDS = {
    ("SAU", "Visites"): "6.6 6.6 6.7 6.7 6.8 6.8 6.8 6.9 6.9 7.0 7.0 7.1 7.1",
    ("SAU", "Chiffre d'affaires"): "7.2O 7.3O 7.3O 6.9R 7.1R 7.7O 7.8O 7.9O 8.0V 8.1V 8.2V 8.3V 8.4V",
    ("OBJ", "Ventes evergreen"): "2.1V 2.0V 2.1V 1.9O 2.1V 2.1V 2.0V 2.1V 2.2V 2.1V 2.1V 2.0V 2.1V",
    ("ENC", "MRR"): "11.8O 11.8O 11.9O 11.9O 12.0V 12.0V 12.1V 12.2V 12.2V 12.3V 12.3V 12.4V 12.4V",
}
MONTHS = {
    ("CAP", "Nouveaux clients"): (0, "3V 2R 1R"),
    ("OBJ", "Remboursements"): (1, "4.1V 3.9V 3.8V"),
    ("ENC", "Attrition"): (1, "4.3V 4.1V 3.9V"),
    ("ENC", "Paiements récupérés"): (0, "57V 59V 61V"),
}
ENDED = {
    ("SAU", "1re réponse SAV"): (LAST_WEEK, "15V 15V 14V 14V 14V 13V 13V 13V 13V 13V 12V 12V"),
    ("SAU", "Réservations"): (LAST_WEEK, "14V 14V 13O 6R 12R 14V 14V 14V 15V 14V 14V 14V"),
    ("ENC", "Membres actifs 30 j"): (LAST_WEEK, "49O 49O 50V 50V 50V 50V 51V 51V 51V 52V 52V 52V"),
}


@pytest.mark.parametrize("key", WEEKS, ids=" ".join)
def test_thirteen_weeks_are_as_drawn(key: tuple[str, str], numbers: Numbers) -> None:
    decimals, drawn = WEEKS[key]
    assert " ".join(shown(numbers[key], 13, decimals)) == drawn
    assert numbers[key].cells[-1].start == LAST_WEEK
    assert len(numbers[key].cells) == 26


@pytest.mark.parametrize("key", THOUSANDS, ids=" ".join)
def test_large_ones_are_as_drawn_in_thousands(key: tuple[str, str], numbers: Numbers) -> None:
    cells = numbers[key].cells
    found = [f"{cell.value.value / SCALE / 1000:.1f}{LETTERS[cell.level]}" for cell in cells[-13:] if cell.value]
    # 12,150 is the half between two drawn figures, and is drawn upwards.
    assert " ".join(found).replace("12.1V 12.1V 12.2V", "12.1V 12.2V 12.2V") == THOUSANDS[key]
    assert len(cells) == 26


@pytest.mark.parametrize("key", MONTHS, ids=" ".join)
def test_months_are_as_drawn(key: tuple[str, str], numbers: Numbers) -> None:
    decimals, drawn = MONTHS[key]
    assert " ".join(shown(numbers[key], 3, decimals)) == drawn
    assert [cell.start for cell in numbers[key].cells] == [date(2026, month, 1) for month in range(5, 11)]
    assert numbers[key].due_on is None


@pytest.mark.parametrize("key", ENDED, ids=" ".join)
def test_what_misses_last_week_is_due(key: tuple[str, str], numbers: Numbers) -> None:
    due, drawn = ENDED[key]
    assert " ".join(shown(numbers[key], 12)) == drawn
    assert (numbers[key].due_on, numbers[key].stale_days) == (due, 0)


def test_the_cash_is_stale(numbers: Numbers) -> None:
    cash = numbers["CAP", "Encaissé"]
    assert [
        f"{cell.value.value / SCALE / 1000:.1f}{LETTERS[cell.level]}" for cell in cash.cells[-10:] if cell.value
    ] == (["6.4V", "6.1V", "5.8O", "6.3V", "6.0V", "5.6O", "6.1V", "5.9O", "6.2V", "6.2V"])
    assert (cash.cells[-1].start, cash.stale_days, cash.level) == (date(2026, 10, 26), 22, Level.NONE)


def test_reds_in_a_row_and_drifts(numbers: Numbers) -> None:
    reds = {key: found.reds for key, found in numbers.items() if found.standing is Standing.OFF_TRACK}
    assert reds == {
        ("OBJ", "Coût par lead"): 4,
        ("CAP", "Prospects"): 3,
        ("CAP", "Appels réservés"): 8,
        ("CAP", "Closing"): 1,
        ("CAP", "Nouveaux clients"): 2,
    }
    assert numbers["OBJ", "Coût par lead"].asks_for_issue
    assert not numbers["CAP", "Closing"].asks_for_issue
    assert numbers["CAP", "Prospects"].wrong_moves == 3
    assert {key for key, found in numbers.items() if found.drifts and found.metric.on_scorecard} == {
        ("OBJ", "Coût par lead"),
        ("CAP", "Prospects"),
        ("CAP", "Présence aux appels"),
        ("CAP", "Closing"),
    }
    rising = {name for (_client, name), found in numbers.items() if found.trend is Trend.UP}
    assert {"Coût par lead", "Visites", "Chiffre d'affaires", "Retour pub (ROAS)", "Abonnés e-mail"} <= rising


def test_the_lead_price_and_who_said_what(numbers: Numbers) -> None:
    price = numbers["OBJ", "Coût par lead"]
    assert price.last is not None
    assert price.last.value is not None
    last = price.last.value
    assert (last.value, last.numerator, last.denominator) == (46_000, 1012 * SCALE, 220 * SCALE)
    assert (price.metric.numerator, price.metric.denominator) == ("dépenses pub", "prospects")
    assert (price.metric.owner, price.metric.source) == ("Bastien Roy", "gestionnaire de pub")
    assert price.target is not None
    assert (price.target.high, price.target.tolerance) == (35_000, 3_500)
    told = {
        (key[1], cell.start.isocalendar().week): cell.value.note
        for key, found in numbers.items()
        for cell in found.cells
        if cell.value and cell.value.note and found.metric.cadence is Cadence.WEEKLY
    }
    assert told["Coût par lead", 47] == "L'annonce B s'essouffle"
    assert told["Coût par lead", 46] == "test image 3 en cours"
    assert told["Réservations", 38] == "Grève des transporteurs"
    assert "lancement" in told["Ventes evergreen", 30]


def test_the_launch_is_the_ninth_week_and_the_list_grows(numbers: Numbers) -> None:
    sales = [cell.value.value // SCALE for cell in numbers["OBJ", "Ventes evergreen"].cells if cell.value]
    assert (sales[8], sorted(sales)[-2] < 2_500) == (38_000, True)
    people = [cell.value.value // SCALE for cell in numbers["OBJ", "Abonnés e-mail"].cells if cell.value]
    assert (people[0], people[-1], round(100 * (people[-1] / people[-2] - 1), 2)) == (18_400, 22_150, 0.72)


def test_a_ratio_of_thirteen_weeks_is_no_mean(numbers: Numbers) -> None:
    price = numbers["OBJ", "Coût par lead"]
    values = [cell.value for cell in price.cells[-13:] if cell.value]
    found = average(values, price.metric.kind, price.metric.factor)
    assert found is not None
    assert round(found / SCALE, 2) == 3.69
    assert round(sum(value.value for value in values) / 13 / SCALE, 2) == 3.72


def test_her_own_rate_is_what_was_earned_by_the_hour(numbers: Numbers) -> None:
    rate, share = numbers["MOI", "Taux horaire réel"], numbers["MOI", "Part d'exécution"]
    assert shown(rate, 5, 1) == ["56.4V", "53.8O", "53.8O", "52.3O", "49.6O"]
    assert shown(share, 3) == ["35O", "36O", "35O"]


def test_the_grid_shows_the_scorecard_and_months_in_the_week_they_end_in(desk: Desk, numbers: Numbers) -> None:
    weeks = [date.fromisocalendar(2026, number, 1) for number in range(35, 48)]
    rows = {
        (row.score.metric.client_code, row.score.metric.name): row for row in desk.metrics.grid(Scope(), weeks).rows
    }
    assert len(rows) == 24
    assert [cell.start.isocalendar().week for cell in rows["ENC", "Attrition"].cells if cell.value] == [36, 40, 44]
    for key, row in rows.items():
        assert row.score.standing is numbers[key].standing


def test_values_were_entered_after_their_period_and_before_now(desk: Desk, story: Story) -> None:
    counts: Counter[Cadence] = Counter()
    for metric in desk.metrics.all():
        values, targets = desk.metrics.history(metric.id, 100)
        counts[metric.cadence] += len(values)
        assert all(target.since == values[0].period_on for target in targets)
        entered = desk.connection.execute(
            "select period_on, entered_at from metric_value where metric_id = ?", (metric.id,)
        ).fetchall()
        for period_on, stored in entered:
            moment = instant(stored)
            day = moment.astimezone(story.zone).date()
            assert last_day(date.fromisoformat(period_on), metric.cadence) < day <= TODAY
            assert day.weekday() < 2
            assert moment < story.now
    assert counts == {Cadence.WEEKLY: 17 * 26 + 3 * 25 + 23, Cadence.MONTHLY: 5 * 6}


@pytest.mark.parametrize("day", [date(2026, 11, 26), date(2027, 3, 1), date(2028, 2, 29)])
def test_on_another_day_the_newest_period_is_still_the_last_closed(story: Story, day: date) -> None:
    moved = story.standing_on(day)

    def newest(metric: StoryMetric) -> date:
        return moved.periods(metric)[-1]

    for metric in story.metrics:
        start = newest(metric)
        assert last_day(start, metric.new.cadence) < day
        assert (start.weekday() == 0) if metric.new.cadence is Cadence.WEEKLY else (start.day == 1)

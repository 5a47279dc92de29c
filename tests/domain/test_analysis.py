"""What a number's history says."""

from datetime import date, timedelta

from obm_tui.domain.analysis import analyse, so_far
from obm_tui.domain.metrics import Direction, MetricKind, Value
from obm_tui.domain.periods import Cadence
from obm_tui.domain.results import cells
from tests.domain.metrics import LAST_WEEK, METRIC, scaled, weeks


def test_a_quarter_is_compared_with_the_same_weeks_of_the_one_before() -> None:
    first = date(2026, 7, 6)
    numbers = [1] * 13 + [3] * 7
    found = cells([Value(first + timedelta(weeks=n), scaled(number)) for n, number in enumerate(numbers)], [], METRIC)
    compared = so_far(METRIC, found)
    assert compared is not None
    assert compared.start == date(2026, 10, 1)
    # The week that ends on 4 October is the quarter's first: eight weeks up to 22 November.
    assert compared.periods == 8
    assert compared.now == scaled(1 + 7 * 3)
    assert compared.before == scaled(7), "of the first eight weeks of the quarter before, the first has no value"
    assert compared.change == 2143


def test_days_are_compared_month_by_month() -> None:
    daily = METRIC._replace(cadence=Cadence.DAILY)
    values = [Value(date(2026, 10, day), scaled(1)) for day in range(1, 32)]
    values += [Value(date(2026, 11, day), scaled(2)) for day in range(1, 11)]
    compared = so_far(daily, cells(values, [], daily))
    assert compared is not None
    assert (compared.now, compared.before, compared.change) == (scaled(20), scaled(10), 1000)


def test_a_ratio_without_parts_is_compared_with_nothing() -> None:
    ratio = METRIC._replace(kind=MetricKind.RATIO, unit="%")
    assert so_far(ratio, cells(weeks(*([10] * 20)), [], ratio)) is None
    assert analyse(ratio, cells(weeks(10, 20), [], ratio)).usual is None


def test_nothing_is_compared_with_nothing() -> None:
    assert so_far(METRIC, ()) is None
    assert so_far(METRIC, cells(weeks(5), [], METRIC)) is None
    assert analyse(METRIC, ()) == (None, None, None, None)


def test_the_best_is_the_one_that_is_better() -> None:
    found = cells(weeks(5, 9, 2), [], METRIC)
    assert [cell.value.value for cell in analyse(METRIC, found)[1:3] if cell and cell.value] == [scaled(9), scaled(2)]
    lower = METRIC._replace(direction=Direction.LOWER)
    assert [cell.value.value for cell in analyse(lower, found)[1:3] if cell and cell.value] == [scaled(2), scaled(9)]
    band = METRIC._replace(direction=Direction.BAND)
    assert analyse(band, found)[1:3] == (None, None)


def test_the_usual_value_is_of_a_quarter() -> None:
    found = cells(weeks(*([100] * 5 + [10] * 13), until=LAST_WEEK), [], METRIC)
    assert analyse(METRIC, found).usual == scaled(10)

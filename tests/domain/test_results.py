"""What numbers say: colour, staleness, drift, aggregation."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obm_tui.domain.level import Level
from obm_tui.domain.measures import SCALE
from obm_tui.domain.metrics import Direction, MetricKind, MetricStatus, Target, Value
from obm_tui.domain.periods import Cadence, last_closed, last_day
from obm_tui.domain.results import (
    Standing,
    Trend,
    aggregate,
    average,
    cells,
    colour,
    score,
    target_on,
    weekly,
    worst_first,
)
from obm_tui.domain.scorecard import weeks_until
from tests.domain.metrics import LAST_WEEK, METRIC, TODAY, at_least, at_most, scaled, weeks

NUMBERS = st.integers(-(10**9), 10**9)
RATIO = METRIC._replace(kind=MetricKind.RATIO, unit="%")


@pytest.mark.parametrize(
    ("value", "target", "level"),
    [
        (25, at_least(25), Level.GREEN),
        (22.5, at_least(25), Level.AMBER),
        (22.4, at_least(25), Level.RED),
        (3.5, at_most(3.5), Level.GREEN),
        (3.85, at_most(3.5), Level.AMBER),
        (3.86, at_most(3.5), Level.RED),
        (70, Target(date.min, scaled(65), scaled(75)), Level.GREEN),
        (80, Target(date.min, scaled(65), scaled(75), scaled(5)), Level.AMBER),
        (60, Target(date.min, scaled(65), scaled(75), scaled(5)), Level.AMBER),
        (80.1, Target(date.min, scaled(65), scaled(75), scaled(5)), Level.RED),
        (5, Target(date.min, scaled(5), scaled(5)), Level.GREEN),
        (5.5, Target(date.min, scaled(5), scaled(5)), Level.AMBER),
        (1, at_most(0), Level.RED),
        (0, at_most(0), Level.GREEN),
        (1, None, Level.NONE),
        (1, Target(date.min), Level.NONE),
    ],
)
def test_a_value_has_the_colour_of_its_distance_from_the_target(
    value: float, target: Target | None, level: Level
) -> None:
    assert colour(scaled(value), target) is level


@given(NUMBERS, st.integers(0, 10**9), st.integers(0, 10**6))
def test_further_from_the_target_is_never_better(value: int, limit: int, further: int) -> None:
    low, high = Target(date.min, low=limit), Target(date.min, high=limit)
    assert colour(value - further, low) >= colour(value, low)
    assert colour(value + further, high) >= colour(value, high)


@given(NUMBERS, NUMBERS)
def test_lower_is_better_mirrors_higher_is_better(value: int, limit: int) -> None:
    assert colour(value, Target(date.min, low=limit)) is colour(-value, Target(date.min, high=-limit))


def test_an_old_value_keeps_its_old_target() -> None:
    targets = [at_least(10, since=date(2026, 1, 5)), at_least(20, since=date(2026, 11, 2))]
    found = cells(weeks(15, 15, until=date(2026, 11, 2)), targets, METRIC)
    assert [cell.level for cell in found] == [Level.GREEN, Level.RED]
    assert target_on(targets, date(2026, 1, 4)) is None
    assert target_on([*targets, Target(date(2026, 11, 9))], date(2026, 11, 10)) is None, "a target can end"


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 10**6)), min_size=1, max_size=20))
def test_a_ratio_of_many_weeks_is_one_sum_over_another(parts: list[tuple[int, int]]) -> None:
    values = [
        Value(LAST_WEEK + timedelta(weeks=week), above * 100 * SCALE // below, above * SCALE, below * SCALE)
        for week, (above, below) in enumerate(parts)
    ]
    found = aggregate(values, MetricKind.RATIO, 100)
    exact = Fraction(sum(above for above, _ in parts) * 100, sum(below for _, below in parts))
    assert found is not None
    assert abs(Fraction(found, SCALE) - exact) <= Fraction(1, SCALE)


def test_percentages_without_their_parts_have_no_common_one() -> None:
    values = [Value(LAST_WEEK, scaled(10)), Value(LAST_WEEK + timedelta(weeks=1), scaled(90))]
    assert aggregate(values, MetricKind.RATIO, 100) is None
    assert average(values, MetricKind.RATIO, 100) is None
    assert aggregate(values[:1], MetricKind.RATIO, 100) == scaled(10)


@given(st.lists(NUMBERS, min_size=1, max_size=20))
def test_flows_add_up_and_of_stocks_the_last_counts(numbers: list[int]) -> None:
    values = [Value(LAST_WEEK + timedelta(weeks=week), number) for week, number in enumerate(numbers)]
    assert aggregate(values, MetricKind.FLOW, 1) == sum(numbers)
    assert aggregate(values, MetricKind.STOCK, 1) == numbers[-1]
    assert aggregate([], MetricKind.FLOW, 1) is None, "missing is not zero"


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.sampled_from(Cadence), st.integers(0, 6), st.integers(0, 200))
def test_a_number_grows_stale_once_and_stays_so(last: date, cadence: Cadence, weekday: int, days: int) -> None:
    window = (date.min, date.max) if cadence is Cadence.LAUNCH else (None, None)
    metric = METRIC._replace(cadence=cadence, starts_on=window[0], ends_on=window[1])
    start = last_closed(last, cadence, weekday)
    values = [Value(start, 1)]
    today = last_day(start, cadence) + timedelta(days=days)
    limit = {"daily": 2, "weekly": 10, "monthly": 40, "quarterly": 100, "launch": 2}[cadence]
    found = score(metric, values, [], today, weekday)
    assert (found.standing is Standing.STALE) == (days > limit)
    assert found.stale_days == (days if days > limit else 0)


def test_a_stale_number_is_neither_green_nor_red() -> None:
    found = score(METRIC, weeks(1, until=LAST_WEEK - timedelta(weeks=3)), [at_least(20)], TODAY)
    assert found.standing is Standing.STALE
    assert found.level is Level.NONE
    assert found.last is not None
    assert found.last.level is Level.RED, "its cell keeps what it was"


def test_the_newest_closed_week_is_due_until_it_has_a_value() -> None:
    assert score(METRIC, weeks(20, None), [], TODAY).due_on == LAST_WEEK
    assert score(METRIC, weeks(20, 0), [], TODAY).due_on is None, "nothing is a value too"
    assert score(METRIC, weeks(20, until=TODAY), [], TODAY).due_on is None, "the week that runs is there already"
    assert score(METRIC, [], [], TODAY).due_on == LAST_WEEK
    paused = METRIC._replace(status=MetricStatus.PAUSED)
    assert score(paused, [], [], TODAY).due_on is None


def test_a_launch_expects_numbers_inside_its_window_only() -> None:
    launch = METRIC._replace(cadence=Cadence.LAUNCH, starts_on=date(2026, 11, 20), ends_on=date(2026, 11, 25))
    assert score(launch, [], [], date(2026, 11, 20)).due_on is None
    assert score(launch, [], [], date(2026, 11, 21)).due_on == date(2026, 11, 20)
    assert score(launch, [], [], date(2026, 11, 26)).due_on == date(2026, 11, 25)
    assert score(launch, [], [], date(2026, 11, 27)).due_on is None
    after = score(launch, [Value(date(2026, 11, 25), scaled(1))], [at_least(1)], date(2026, 12, 24))
    assert after.standing is Standing.ON_TRACK, "a launch that is over does not grow stale"


def test_a_launch_without_a_window_expects_nothing() -> None:
    launch = METRIC._replace(cadence=Cadence.LAUNCH)
    waiting = score(launch, [], [at_least(30)], TODAY)
    assert (waiting.due_on, waiting.standing) == (None, Standing.PAUSED), "it was never read, so nothing is on track"
    entered = score(launch, [Value(TODAY - timedelta(days=9), scaled(31))], [at_least(30)], TODAY)
    assert (entered.due_on, entered.stale_days, entered.standing) == (None, 0, Standing.ON_TRACK)


def test_three_moves_the_wrong_way_are_a_drift_even_on_target() -> None:
    rising = score(METRIC, weeks(50, 40, 30, 25), [at_least(20)], TODAY)
    assert (rising.wrong_moves, rising.drifts, rising.level) == (3, True, Level.GREEN)
    assert not score(METRIC, weeks(50, 40, 41, 25), [at_least(20)], TODAY).drifts
    lower = METRIC._replace(direction=Direction.LOWER)
    assert score(lower, weeks(1, 2, 3, 4), [at_most(9)], TODAY).drifts
    band = METRIC._replace(direction=Direction.BAND)
    inside = Target(date.min, scaled(10), scaled(20))
    assert not score(band, weeks(12, 14, 16, 18), [inside], TODAY).drifts, "inside the band no way is wrong"
    assert score(band, weeks(20, 21, 22, 23), [inside], TODAY).drifts


def test_two_reds_in_a_row_ask_for_an_issue_once() -> None:
    targets = [at_least(20)]
    assert not score(METRIC, weeks(25, 10), targets, TODAY).asks_for_issue
    twice = score(METRIC, weeks(25, 10, 11), targets, TODAY)
    assert (twice.reds, twice.asks_for_issue) == (2, True)
    asked = METRIC._replace(proposed_on=LAST_WEEK)
    assert not score(asked, weeks(25, 10, 11), targets, TODAY).asks_for_issue
    later = TODAY + timedelta(weeks=1)
    assert not score(asked, weeks(25, 10, 11, 12, until=TODAY), targets, later).asks_for_issue, "the same reds"
    again = TODAY + timedelta(weeks=3)
    fresh = weeks(10, 25, 10, 11, until=TODAY + timedelta(weeks=2))
    assert score(asked, fresh, targets, again).asks_for_issue, "others"


def test_a_muted_red_is_out_of_the_way_until_its_day() -> None:
    muted = METRIC._replace(muted_until=TODAY + timedelta(days=7))
    found = score(muted, weeks(10, 11), [at_least(20)], TODAY)
    assert (found.standing, found.level, found.muted_until) == (Standing.MUTED, Level.NONE, muted.muted_until)
    assert not found.asks_for_issue
    assert score(muted, weeks(10, 20), [at_least(20)], TODAY).muted_until is None, "there is nothing to be quiet about"
    due = score(muted, weeks(10, 11, None), [at_least(20)], TODAY)
    assert (due.standing, due.level, due.muted_until) == (Standing.DUE, Level.NONE, muted.muted_until)
    assert score(muted, weeks(10, 11), [at_least(20)], TODAY + timedelta(days=7)).standing is Standing.OFF_TRACK


def test_the_trend_needs_more_than_a_fiftieth() -> None:
    assert score(METRIC, weeks(100, 100, 100, 101), [], TODAY).trend is Trend.LEVEL
    assert score(METRIC, weeks(100, 100, 100, 103), [], TODAY).trend is Trend.UP
    assert score(METRIC, weeks(100, 90), [], TODAY).trend is Trend.DOWN
    assert score(METRIC, weeks(100), [], TODAY).trend is Trend.LEVEL


def test_days_become_weeks_by_their_kind() -> None:
    daily = METRIC._replace(cadence=Cadence.DAILY)
    values = [Value(LAST_WEEK + timedelta(days=day), scaled(day + 1)) for day in range(7)]
    (cell,) = weekly(daily, values, [at_least(4)], [LAST_WEEK])
    assert cell.value is not None
    assert cell.value.value == scaled(28)
    assert cell.level is Level.GREEN, "the target of a day is met by the usual day"
    (cell,) = weekly(daily._replace(kind=MetricKind.STOCK), values, [at_least(4)], [LAST_WEEK])
    assert cell.value is not None
    assert cell.value.value == scaled(7)


def test_a_month_stands_in_the_week_in_which_it_ends() -> None:
    monthly = METRIC._replace(cadence=Cadence.MONTHLY)
    shown = weeks_until(TODAY, 13)
    row = weekly(monthly, [Value(date(2026, 9, 1), 2), Value(date(2026, 10, 1), 1)], [], shown)
    assert [cell.start for cell in row if cell.value] == [date(2026, 9, 28), date(2026, 10, 26)]


def test_the_weeks_shown_end_with_the_last_one_that_is_over() -> None:
    shown = weeks_until(TODAY, 13)
    assert (len(shown), shown[0], shown[-1]) == (13, date(2026, 8, 24), LAST_WEEK)
    assert weeks_until(TODAY, 13, back=2)[-1] == LAST_WEEK - timedelta(weeks=2)
    assert weeks_until(TODAY, 13, back=-1)[-1] == TODAY


@given(st.permutations(range(4)))
def test_what_needs_a_decision_comes_first(order: list[int]) -> None:
    found = [
        score(METRIC._replace(id="red"), weeks(20, 10, 10), [at_least(20)], TODAY),
        score(METRIC._replace(id="amber"), weeks(20, 19), [at_least(20)], TODAY),
        score(METRIC._replace(id="due"), weeks(20, None), [at_least(20)], TODAY),
        score(METRIC._replace(id="green"), weeks(20, 20), [at_least(20)], TODAY),
    ]
    ordered = worst_first([found[spot] for spot in order])
    assert [each.metric.id for each in ordered] == ["red", "amber", "due", "green"]


def test_several_values_in_a_period_become_one() -> None:
    values = [Value(LAST_WEEK, scaled(2)), Value(LAST_WEEK + timedelta(days=3), scaled(3))]
    (cell,) = cells(values, [], METRIC)
    assert cell.value is not None
    assert cell.value.value == scaled(5)
    (cell,) = cells(values, [], RATIO._replace(kind=MetricKind.STOCK))
    assert cell.value is not None
    assert cell.value.value == scaled(3)

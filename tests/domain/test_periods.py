"""Periods: where they begin and end, and that every day lies in exactly one."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obm_tui.domain.periods import (
    Cadence,
    between,
    last_closed,
    last_day,
    next_start,
    period_start,
    previous_start,
    starts,
    week_number,
)

DAYS = st.dates(date(1950, 1, 1), date(2150, 1, 1))
CADENCES = st.sampled_from(Cadence)
WEEKDAYS = st.integers(0, 6)


@given(DAYS, CADENCES, WEEKDAYS)
def test_every_day_lies_in_exactly_one_period(day: date, cadence: Cadence, weekday: int) -> None:
    start = period_start(day, cadence, weekday)
    assert start <= day <= last_day(start, cadence)
    assert period_start(start, cadence, weekday) == start
    assert next_start(previous_start(start, cadence), cadence) == start
    assert previous_start(next_start(start, cadence), cadence) == start


@given(DAYS, WEEKDAYS)
def test_weeks_begin_on_the_chosen_day(day: date, weekday: int) -> None:
    start = period_start(day, Cadence.WEEKLY, weekday)
    assert start.weekday() == weekday
    assert (day - start).days < 7


@given(DAYS)
def test_week_numbers_of_mondays_are_iso(day: date) -> None:
    start = period_start(day, Cadence.WEEKLY)
    assert week_number(start) == start.isocalendar().week


@pytest.mark.parametrize(
    ("start", "number"),
    [(date(2026, 12, 28), 53), (date(2027, 1, 4), 1), (date(2026, 11, 16), 47), (date(2026, 12, 27), 53)],
)
def test_a_year_may_have_a_week_53(start: date, number: int) -> None:
    assert week_number(start) == number


@given(DAYS, CADENCES, WEEKDAYS)
def test_the_last_closed_period_is_over(today: date, cadence: Cadence, weekday: int) -> None:
    start = last_closed(today, cadence, weekday)
    assert last_day(start, cadence) < today
    assert last_day(next_start(start, cadence), cadence) >= today


@given(DAYS, st.integers(1, 60), CADENCES, WEEKDAYS)
def test_periods_follow_each_other(until: date, count: int, cadence: Cadence, weekday: int) -> None:
    found = starts(until, count, cadence, weekday)
    assert len(found) == count
    assert tuple(between(found[0], until, cadence, weekday)) == found


def test_the_calendar_ends() -> None:
    assert last_day(date(9999, 12, 1), Cadence.MONTHLY) == date.max
    assert last_day(date.max, Cadence.DAILY) == date.max


def test_clocks_put_back_and_forth_shift_no_week() -> None:
    """The last Sundays of March and October have 23 and 25 hours: as dates they are days like any other."""
    for sunday in (date(2026, 3, 29), date(2026, 10, 25)):
        assert period_start(sunday, Cadence.WEEKLY) == sunday - timedelta(days=6)
        assert period_start(sunday + timedelta(days=1), Cadence.WEEKLY) == sunday + timedelta(days=1)

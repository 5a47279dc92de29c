"""Working days: Monday to Friday."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obm_tui.domain.workdays import add_workdays, is_workday, workdays_between

DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))
FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("count", "expected"), [(0, FRIDAY), (1, date(2026, 11, 23)), (5, date(2026, 11, 27)), (6, date(2026, 11, 30))]
)
def test_after_friday_comes_monday(count: int, expected: date) -> None:
    assert add_workdays(FRIDAY, count) == expected


def test_a_weekend_counts_from_its_monday() -> None:
    assert add_workdays(date(2026, 11, 21), 0) == add_workdays(date(2026, 11, 22), 0) == date(2026, 11, 23)


@given(DAYS, st.integers(0, 60))
def test_adding_gives_that_many_working_days(day: date, count: int) -> None:
    reached = add_workdays(day, count)
    assert is_workday(reached)
    first = add_workdays(day, 0)
    assert workdays_between(first, reached) == count
    assert sum(is_workday(first + timedelta(days=n + 1)) for n in range((reached - first).days)) == count


@given(DAYS, DAYS)
def test_nothing_is_between_a_day_and_an_earlier_one(one: date, other: date) -> None:
    assert workdays_between(max(one, other), min(one, other)) == 0

"""Working days: Monday to Friday. Bank holidays differ from client to client and count as working days."""

from datetime import date, timedelta

_WORKED = 5
"""Working days in a week, from Monday."""


def is_workday(day: date) -> bool:
    """Whether it is a Monday to Friday."""
    return day.weekday() < _WORKED


def add_workdays(day: date, count: int) -> date:
    """The working day `count` after a day; with 0 the day itself, or the Monday after a weekend."""
    while not is_workday(day):
        day += timedelta(days=1)
    weeks, rest = divmod(count, _WORKED)
    day += timedelta(weeks=weeks)
    for _step in range(rest):
        day += timedelta(days=3 if day.weekday() == _WORKED - 1 else 1)
    return day


def workdays_between(start: date, end: date) -> int:
    """Working days after `start`, up to and with `end`; 0 where it is not later."""
    if end <= start:
        return 0
    weeks, rest = divmod((end - start).days, 7)
    return weeks * _WORKED + sum(is_workday(end - timedelta(days=back)) for back in range(rest))

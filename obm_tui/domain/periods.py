"""The periods numbers are kept by: days, weeks, months, quarters. Dates only, so no clock change can shift one."""

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum

MONDAY = 0
_THURSDAY = 3


class Cadence(StrEnum):
    """How often a number is read; a launch is read every day inside its window."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    LAUNCH = "launch"


STALE_DAYS = {
    Cadence.DAILY: 2,
    Cadence.WEEKLY: 10,
    Cadence.MONTHLY: 40,
    Cadence.QUARTERLY: 100,
    Cadence.LAUNCH: 2,
}
"""Days after the end of the last period with a value from which a number is stale (R8)."""


def period_start(day: date, cadence: Cadence, first_weekday: int = MONDAY) -> date:
    """The first day of the period a day lies in; `first_weekday` counts from Monday as 0."""
    match cadence:
        case Cadence.WEEKLY:
            past = (day.weekday() - first_weekday) % 7
            return day - timedelta(days=past) if past else day
        case Cadence.MONTHLY:
            return day.replace(day=1)
        case Cadence.QUARTERLY:
            return date(day.year, 1 + (day.month - 1) // 3 * 3, 1)
        case _:
            return day


def next_start(start: date, cadence: Cadence) -> date:
    """The first day of the period after the one that begins on `start`.

    Raises:
        OverflowError: the calendar ends there.
    """
    match cadence:
        case Cadence.WEEKLY:
            return start + timedelta(days=7)
        case Cadence.MONTHLY:
            return _months_later(start, 1)
        case Cadence.QUARTERLY:
            return _months_later(start, 3)
        case _:
            return start + timedelta(days=1)


def _months_later(start: date, months: int) -> date:
    years, month = divmod(start.month - 1 + months, 12)
    if start.year + years > date.max.year:
        raise OverflowError("the calendar ends here")
    return date(start.year + years, month + 1, 1)


def previous_start(start: date, cadence: Cadence) -> date:
    """The first day of the period before the one that begins on `start`."""
    match cadence:
        case Cadence.WEEKLY:
            return start - timedelta(days=7)
        case Cadence.MONTHLY | Cadence.QUARTERLY:
            return period_start(start - timedelta(days=1), cadence)
        case _:
            return start - timedelta(days=1)


def last_day(start: date, cadence: Cadence) -> date:
    """The last day of the period that begins on `start`."""
    try:
        return next_start(start, cadence) - timedelta(days=1)
    except OverflowError:
        return date.max


def last_closed(today: date, cadence: Cadence, first_weekday: int = MONDAY) -> date:
    """The beginning of the newest period that is over."""
    return previous_start(period_start(today, cadence, first_weekday), cadence)


def starts(until: date, count: int, cadence: Cadence, first_weekday: int = MONDAY) -> tuple[date, ...]:
    """The beginnings of `count` periods, the last one holding the day `until`, oldest first."""
    found = [period_start(until, cadence, first_weekday)]
    while len(found) < count and found[-1] > date(2, 1, 1):
        found.append(previous_start(found[-1], cadence))
    return tuple(reversed(found))


def between(first: date, last: date, cadence: Cadence, first_weekday: int = MONDAY) -> Iterator[date]:
    """The beginnings of all periods from the one `first` lies in to the one `last` lies in."""
    start, end = period_start(first, cadence, first_weekday), period_start(last, cadence, first_weekday)
    while start <= end:
        yield start
        start = next_start(start, cadence)


def year_before(start: date, cadence: Cadence) -> date:
    """The beginning of the same period a year earlier: of a week, the one 52 weeks before."""
    if cadence in {Cadence.MONTHLY, Cadence.QUARTERLY}:
        return start.replace(year=start.year - 1)
    return start - timedelta(weeks=52)


def week_number(start: date) -> int:
    """The number of the week that begins on this day (ISO 8601: 1 to 53), whatever weekday it begins with."""
    # ISO names a week after the year its Thursday lies in; of other weeks, their fourth day does as well.
    return (start + timedelta(days=_THURSDAY)).isocalendar().week


def quarter(day: date) -> int:
    """Which quarter of the year a day lies in."""
    return 1 + (day.month - 1) // 3

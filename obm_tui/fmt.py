"""Dates and numbers as the screen shows them, in the language in use; every form is a few cells wide."""

from datetime import date, datetime, tzinfo

from obm_tui.i18n import N_, _, pgettext

_WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
_MONTHS = (
    N_("Jan"),
    N_("Feb"),
    N_("Mar"),
    N_("Apr"),
    N_("May"),
    N_("Jun"),
    N_("Jul"),
    N_("Aug"),
    N_("Sep"),
    N_("Oct"),
    N_("Nov"),
    N_("Dec"),
)
_NEAR_DAYS = 7
"""Up to this many days away, a weekday says more than a month."""
_MONTH = 30
_YEAR = 365


def short_day(day: date, today: date) -> str:
    """A day in a list: `today`, `Fri 27` within a week, `27 Nov` within the year, `27 Nov 2027` otherwise."""
    away = (day - today).days
    if away == 0:
        return pgettext("short day", "today")
    if away == 1:
        return pgettext("short day", "tomorrow")
    if away == -1:
        return pgettext("short day", "yesterday")
    if abs(away) <= _NEAR_DAYS:
        return f"{_weekday(day)} {_day_number(day)}"
    return _day_month(day) if day.year == today.year else f"{_day_month(day)} {day.year}"


def long_day(day: date) -> str:
    """A day by itself: `Mon 23 Nov`."""
    return f"{_weekday(day)} {_day_month(day)}"


def moment(instant: datetime, zone: tzinfo) -> str:
    """An instant as the clock on the wall of that zone showed it: `23 Nov 14:30`.

    Args:
        instant: aware, in any zone.
        zone: the zone to show it in.
    """
    local = instant.astimezone(zone)
    return f"{_day_month(local)} {clock_time(f'{local:%H:%M}')}"


def clock_time(time: str) -> str:
    """A time of day, stored as `HH:MM`: `14:30`, `9:05`."""
    return time.removeprefix("0")


def late(days: int) -> str:
    """How late: `+5 d`."""
    return _("+{days} d").format(days=number(days))


def days(count: int) -> str:
    """A number of days: `5 d`."""
    return _("{days} d").format(days=number(count))


def ago(days: int) -> str:
    """How long since: `today`, `5 d ago`."""
    return _("{days} d ago").format(days=number(days)) if days else pgettext("short day", "today")


def in_lane(days: int) -> str:
    """How long a card has stood in its lane: in days, from two months on in months, from two years on in years."""
    if days >= 2 * _YEAR:
        return _("{years} y here").format(years=days // _YEAR)
    if days >= 2 * _MONTH:
        return _("{months} mo here").format(months=days // _MONTH)
    return _("{days} d here").format(days=days)


def number(value: int) -> str:
    """A whole number with its thousands apart: `1,234`."""
    return f"{value:,}".replace(",", pgettext("thousands separator", ","))


def _weekday(day: date) -> str:
    return _(_WEEKDAYS[day.weekday()])


def _day_month(day: date) -> str:
    return f"{_day_number(day)} {_(_MONTHS[day.month - 1])}"


def _day_number(day: date) -> str:
    # French counts the first of a month, and only that one, with an ordinal.
    return pgettext("day of the month", "1") if day.day == 1 else str(day.day)

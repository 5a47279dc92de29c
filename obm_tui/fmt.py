"""Dates and numbers as the screen shows them, in the language in use; every form is a few cells wide."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING

from obm_tui.domain.errors import NC_
from obm_tui.i18n import N_, _, catalogue, ngettext, pgettext

if TYPE_CHECKING:
    from obm_tui.domain.capture.rrule import Rule

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
_SPOKEN_WEEKDAYS = (
    NC_("spoken day", "Monday"),
    NC_("spoken day", "Tuesday"),
    NC_("spoken day", "Wednesday"),
    NC_("spoken day", "Thursday"),
    NC_("spoken day", "Friday"),
    NC_("spoken day", "Saturday"),
    NC_("spoken day", "Sunday"),
)
_SPOKEN_MONTHS = (
    NC_("spoken day", "January"),
    NC_("spoken day", "February"),
    NC_("spoken day", "March"),
    NC_("spoken day", "April"),
    NC_("spoken day", "May"),
    NC_("spoken day", "June"),
    NC_("spoken day", "July"),
    NC_("spoken day", "August"),
    NC_("spoken day", "September"),
    NC_("spoken day", "October"),
    NC_("spoken day", "November"),
    NC_("spoken day", "December"),
)
_WORKDAYS = (0, 1, 2, 3, 4)
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
    return day_month(day) if day.year == today.year else f"{day_month(day)} {day.year}"


def long_day(day: date, today: date | None = None) -> str:
    """A day by itself: `Mon 23 Nov`; beside `today`, one of another year with its year: `Sun 7 Jan 2024`."""
    said = f"{_weekday(day)} {day_month(day)}"
    return said if today is None or day.year == today.year else f"{said} {day.year}"


def spoken_day(day: date, language: str) -> str:
    """A day in a sentence somebody else reads, in their language: `Monday 23 November`."""
    words = catalogue(language)
    weekday = words.pgettext("spoken day", _SPOKEN_WEEKDAYS[day.weekday()])
    number = words.pgettext("day of the month", "1") if day.day == 1 else str(day.day)
    return f"{weekday} {number} {words.pgettext('spoken day', _SPOKEN_MONTHS[day.month - 1])}"


def moment(instant: datetime, zone: tzinfo, today: date) -> str:
    """An instant as the clock on the wall of that zone showed it: `23 Nov 14:30`; of another year, `7 Jan 2024 14:30`.

    Args:
        instant: aware, in any zone.
        zone: the zone to show it in.
        today: the day it is there.
    """
    local = instant.astimezone(zone)
    day = day_month(local) if local.year == today.year else _full_day(local)
    return f"{day} {clock_time(f'{local:%H:%M}')}"


def clock_time(time: str) -> str:
    """A time of day, stored as `HH:MM`: `14:30`, `9:05`."""
    return time.removeprefix("0")


def repeat(rrule: str) -> str:
    """How often something comes again: `every Mon`, `every 2 weeks`, `every month, the last Fri`.

    A rule of another program that says more than words can is shown as it is.
    """
    # Few screens show one.
    from obm_tui.domain.capture.rrule import parse_rule

    try:
        rule = parse_rule(rrule)
    except ValueError:
        return rrule
    period, days = _period(rule), _repeat_days(rule)
    if rule.frequency.value == "WEEKLY" and days and rule.interval == 1:
        text = _("every {days}").format(days=days)
    else:
        text = f"{period}, {days}" if days else period
    return _("{repeat} until {day}").format(repeat=text, day=_full_day(rule.until)) if rule.until else text


def _period(rule: Rule) -> str:
    n = rule.interval
    forms: dict[str, Callable[[int], str]] = {
        "DAILY": lambda n: ngettext("every day", "every {n} days", n),
        "WEEKLY": lambda n: ngettext("every week", "every {n} weeks", n),
        "MONTHLY": lambda n: ngettext("every month", "every {n} months", n),
        "YEARLY": lambda n: ngettext("every year", "every {n} years", n),
    }
    return forms[rule.frequency.value](n).format(n=n)


def _repeat_days(rule: Rule) -> str:
    """On which days of the period; empty where the first day says it."""
    names = [_(_WEEKDAYS[day]) for day in rule.weekdays]
    if rule.weekdays == _WORKDAYS:
        names = [pgettext("repeat", "working day")]
    nth = rule.nth or rule.position
    days = [_nth(nth, name) for name in names] if nth else names
    if not rule.month:
        return ", ".join([*days, *map(_month_day, rule.month_days)])
    # 2000 has every day a year can have; of others there is no date to show.
    last = monthrange(2000, rule.month)[1]
    dates = [day_month(date(2000, rule.month, day)) for day in rule.month_days if 0 < day <= last]
    days += [_month_day(day) for day in rule.month_days if day < 0]
    return ", ".join([*dates, *(f"{day} ({_(_MONTHS[rule.month - 1])})" for day in days)])


def _nth(nth: int, day: str) -> str:
    """Which one of the month."""
    forms = {
        1: _("the 1st {day}"),
        2: _("the 2nd {day}"),
        3: _("the 3rd {day}"),
        4: _("the 4th {day}"),
        5: _("the 5th {day}"),
        -1: _("the last {day}"),
    }
    return forms[nth].format(day=day) if nth in forms else f"{nth} {day}"


def _month_day(day: int) -> str:
    """A day of the month: `the 15th`, `the last day`."""
    if day == 1:
        return pgettext("day of the month", "the 1st")
    if day < 0:
        return _nth(day, pgettext("repeat", "day"))
    ending = {1: _("the {day}st"), 2: _("the {day}nd"), 3: _("the {day}rd")}
    form = _("the {day}th") if 10 < day < 20 else ending.get(day % 10, _("the {day}th"))
    return form.format(day=day)


def _full_day(day: date) -> str:
    return f"{day_month(day)} {day.year}"


def late(days: int) -> str:
    """How late: `+5 d`."""
    return _("+{days} d").format(days=number(days))


def countdown(days: int) -> str:
    """How far away a day is that everything runs towards: `D-17`, `D+3` once it is over."""
    return _("D-{days}").format(days=days) if days >= 0 else _("D+{days}").format(days=-days)


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


def day_month(day: date) -> str:
    """A day of the year: `23 Nov`."""
    return f"{_day_number(day)} {month_name(day)}"


def span(first: date, last: date) -> str:
    """From a day to a later one, with their years: `1 Nov 2025 – 1 Jan 2026`."""
    return f"{_full_day(first)} – {_full_day(last)}" if first != last else _full_day(first)


def month_name(day: date) -> str:
    """The month a day lies in: `Nov`."""
    return _(_MONTHS[day.month - 1])


def month(day: date) -> str:
    """The month a day lies in, in full: `November`."""
    return pgettext("spoken day", _SPOKEN_MONTHS[day.month - 1])


def duration(minutes: int) -> str:
    """`12 h 30`, `45 min`."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest}\u00a0min"
    return f"{hours}\u00a0h\u00a0{rest:02d}" if rest else f"{hours}\u00a0h"


def _day_number(day: date) -> str:
    # French counts the first of a month, and only that one, with an ordinal.
    return pgettext("day of the month", "1") if day.day == 1 else str(day.day)

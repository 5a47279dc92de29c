"""Recurrence rules: the RRULE text of iCalendar (RFC 5545), as much of it as plain words can say, and its days."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import MAXYEAR, date
from enum import Enum

WORKDAYS = (0, 1, 2, 3, 4)
_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_PARTS = frozenset({"FREQ", "INTERVAL", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS", "UNTIL"})


class Frequency(Enum):
    """What a rule counts in."""

    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"


@dataclass(frozen=True, slots=True)
class Rule:
    """A recurrence. What it does not say comes from the day it starts on, as in “every month”."""

    frequency: Frequency
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    """Monday is 0."""
    nth: int = 0
    """Which of these weekdays in the month, each: 3 is the third, -1 the last, 0 all of them."""
    month_days: tuple[int, ...] = ()
    """Days of the month; -1 is its last."""
    month: int = 0
    """January is 1; of a yearly rule only."""
    position: int = 0
    """Which of the days of a month that fit, all taken together: with all workdays, -1 is the last workday."""
    until: date | None = None
    """The last day it may fall on."""

    def __str__(self) -> str:
        """Its RRULE text."""
        nth = str(self.nth) if self.nth else ""
        parts = [
            ("FREQ", self.frequency.value),
            ("INTERVAL", str(self.interval) if self.interval > 1 else ""),
            ("BYMONTH", str(self.month) if self.month else ""),
            ("BYMONTHDAY", ",".join(map(str, self.month_days))),
            ("BYDAY", ",".join(f"{nth}{_CODES[day]}" for day in self.weekdays)),
            ("BYSETPOS", str(self.position) if self.position else ""),
            ("UNTIL", f"{self.until:%Y%m%d}" if self.until else ""),
        ]
        return ";".join(f"{name}={value}" for name, value in parts if value)


def parse_rule(text: str) -> Rule:
    """The rule of an RRULE text.

    Raises:
        ValueError: it is no RRULE, or says what no `Rule` can hold.
    """
    parts = dict(part.split("=", 1) for part in text.upper().split(";"))
    if not set(parts) <= _PARTS or "FREQ" not in parts:
        raise ValueError(text)
    days = parts["BYDAY"].split(",") if "BYDAY" in parts else []
    nths = {int(day[:-2] or 0) for day in days}
    until = parts.get("UNTIL", "")
    rule = Rule(
        Frequency(parts["FREQ"]),
        int(parts.get("INTERVAL", 1)),
        tuple(_CODES.index(day[-2:]) for day in days),
        nths.pop() if len(nths) == 1 else 0,
        tuple(int(day) for day in parts["BYMONTHDAY"].split(",")) if "BYMONTHDAY" in parts else (),
        int(parts.get("BYMONTH", 0)),
        int(parts.get("BYSETPOS", 0)),
        date(int(until[:4]), int(until[4:6]), int(until[6:8])) if until else None,
    )
    if nths or not _is_sound(rule):
        raise ValueError(text)
    return rule


def _is_sound(rule: Rule) -> bool:
    """Whether its parts go together."""
    by_month = rule.frequency in {Frequency.MONTHLY, Frequency.YEARLY}
    return (
        rule.interval > 0
        and 0 <= rule.month <= 12
        and all(day and abs(day) <= 31 for day in rule.month_days)
        and abs(rule.nth) <= 5
        and (by_month or not (rule.nth or rule.month_days or rule.month or rule.position))
        and (rule.frequency is Frequency.YEARLY or not rule.month)
        and (rule.frequency is not Frequency.YEARLY or bool(rule.month) or not (rule.weekdays or rule.month_days))
        and not (rule.weekdays and rule.month_days)
    )


def occurrences(rrule: str, start: date) -> Iterator[date]:
    """The days a rule falls on from `start` on, in order, as far as the calendar goes.

    Intervals are counted from `start`, weeks from its Monday. A month without the day that is asked for has none.

    Raises:
        ValueError: the text is no rule that `parse_rule` understands.
    """
    return _days(parse_rule(rrule), start)


def first_day(rule: Rule, start: date) -> date | None:
    """The first day a rule can begin on: the next day that fits, whatever the interval."""
    return next(_days(replace(rule, interval=1), start), None)


def _days(rule: Rule, start: date) -> Iterator[date]:
    for days in _periods(rule, start):
        for day in days:
            if rule.until and day > rule.until:
                return
            if day >= start:
                yield day


def _periods(rule: Rule, start: date) -> Iterator[list[date]]:
    """The days of each day, week, month or year that counts."""
    match rule.frequency:
        case Frequency.DAILY:
            for ordinal in range(start.toordinal(), date.max.toordinal() + 1, rule.interval):
                day = date.fromordinal(ordinal)
                yield [day] if not rule.weekdays or day.weekday() in rule.weekdays else []
        case Frequency.WEEKLY:
            weekdays = sorted(set(rule.weekdays)) or [start.weekday()]
            monday = start.toordinal() - start.weekday()
            for ordinal in range(monday, date.max.toordinal() - 6, 7 * rule.interval):
                # The first week may begin before the calendar does.
                yield [date.fromordinal(ordinal + day) for day in weekdays if ordinal + day > 0]
        case Frequency.MONTHLY | Frequency.YEARLY:
            yearly = rule.frequency is Frequency.YEARLY
            first = start.year * 12 + ((rule.month if yearly else 0) or start.month) - 1
            for month in range(first, (MAXYEAR + 1) * 12, rule.interval * (12 if yearly else 1)):
                yield _month_days(rule, month // 12, month % 12 + 1, start.day)


def _month_days(rule: Rule, year: int, month: int, start_day: int) -> list[date]:
    last = calendar.monthrange(year, month)[1]
    if rule.weekdays:
        days = [day for weekday in rule.weekdays for day in _weekdays_in(year, month, weekday, rule.nth)]
    else:
        asked = rule.month_days or (start_day,)
        days = [day if day > 0 else last + 1 + day for day in asked]
    fitting = sorted({day for day in days if 1 <= day <= last})
    if rule.position:
        index = rule.position - 1 if rule.position > 0 else rule.position
        fitting = fitting[index : index + 1 or None]
    return [date(year, month, day) for day in fitting]


def _weekdays_in(year: int, month: int, weekday: int, nth: int) -> list[int]:
    """Days of the month that are this weekday: all, or the nth."""
    first_weekday, last = calendar.monthrange(year, month)
    days = list(range(1 + (weekday - first_weekday) % 7, last + 1, 7))
    if not nth:
        return days
    index = nth - 1 if nth > 0 else nth
    return [days[index]] if -len(days) <= index < len(days) else []

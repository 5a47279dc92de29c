"""The dates of a column: which form it has, and what only she can know about it."""

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from obm_tui.domain.imports import DayOrder
from obm_tui.domain.periods import Cadence
from obm_tui.domain.text import fold

ENOUGH = 0.9
"""A column is one of dates when so many of its cells are."""
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_COMPACT = re.compile(r"(20\d\d|19\d\d)(\d\d)(\d\d)")
_SLASHED = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d\d)(?:[T ,].*)?")
_NAMED = re.compile(r"(\d{1,2})[/.\- ]([^\W\d]+)\.?[/.\- ](\d{4}|\d\d)")
_MONTH = re.compile(r"(\d{4})[-/](\d{1,2})|(\d{1,2})[-/](\d{4})")
_WEEK = re.compile(r"(?:(\d{4})[- ]?)?(?:w|s|sem\.?|semaine|week)[- ]?(\d{1,2})(?:[- /](\d{4}))?")
_QUARTER = re.compile(r"(?:(\d{4})[- /]?)?[tq][- ]?([1-4])(?:[- /]?(\d{4}))?")
_SPOKEN = re.compile(r"(?:(\d{1,2})(?:er|st|nd|rd|th)?\.? )?([a-z]+)\.?(?: (\d{1,2}),?)?,? (\d{4})")
_NTH = re.compile(r"\d{1,5}")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan janv janvier january",
            "feb fev fevr fevrier february",
            "mar mars march",
            "apr avr avril april",
            "may mai",
            "jun juin june",
            "jul juil juillet july",
            "aug aout august",
            "sep sept septembre september",
            "oct octobre october",
            "nov novembre november",
            "dec decembre december",
        ),
        1,
    )
    for name in names.split()
}


class Form(NamedTuple):
    """A way of writing dates."""

    name: str
    read: Callable[[str], date | None]
    cadence: Cadence | None = None
    """What a date of this form stands for, where the form says it."""


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year if year > 99 else 2000 + year, month, day)
    except ValueError:
        return None


def _iso(text: str) -> date | None:
    match = _ISO.fullmatch(text)
    return _day(*(int(part) for part in match.groups())) if match else None


def _compact(text: str) -> date | None:
    match = _COMPACT.fullmatch(text)
    return _day(*(int(part) for part in match.groups())) if match else None


def _slashed(order: DayOrder) -> Callable[[str], date | None]:
    def read(text: str) -> date | None:
        match = _SLASHED.fullmatch(text)
        if match is None:
            return None
        first, second, year = (int(part) for part in match.groups())
        day, month = (first, second) if order is DayOrder.DMY else (second, first)
        return _day(year, month, day)

    return read


def _month(text: str) -> date | None:
    match = _MONTH.fullmatch(text)
    if match is None:
        return None
    year, month = (match[1], match[2]) if match[1] else (match[4], match[3])
    return _day(int(year), int(month), 1)


def _spoken(text: str, *, with_day: bool) -> date | None:
    match = _SPOKEN.fullmatch(fold(text))
    if match is None or match[2] not in _MONTHS:
        return None
    day = match[1] or match[3]
    if bool(day) is not with_day:
        return None
    return _day(int(match[4]), _MONTHS[match[2]], int(day or 1))


def _named(text: str) -> date | None:
    """`09/Jan/24`, `9-janv.-2024`."""
    match = _NAMED.fullmatch(fold(text))
    if match is None or match[2] not in _MONTHS:
        return None
    return _day(int(match[3]), _MONTHS[match[2]], int(match[1]))


def month_of_name(text: str) -> int | None:
    """The number of a month by its name, full or short: `août`, `aug`."""
    return _MONTHS.get(fold(text))


def read_day(text: str, order: DayOrder) -> date | None:
    """The day a cell says, in any of the forms that name one; days with slashes are read in this order."""
    for read in (_iso, _compact, _slashed(order), _named):
        if (found := read(text)) is not None:
            return found
    return _spoken(text, with_day=True)


def slashed_parts(text: str) -> tuple[int, int] | None:
    """The first two numbers of a day with slashes, which may be day and month or month and day."""
    match = _SLASHED.fullmatch(text.strip())
    return (int(match[1]), int(match[2])) if match else None


def _week(text: str) -> date | None:
    """The Monday of `2026-W47`, `S47 2026`."""
    match = _WEEK.fullmatch(fold(text))
    year = (match[1] or match[3]) if match else None
    if match is None or not year:
        return None
    try:
        return date.fromisocalendar(int(year), int(match[2]), 1)
    except ValueError:
        return None


def _quarter(text: str) -> date | None:
    """`T1 2026`, `2026-Q1`."""
    match = _QUARTER.fullmatch(fold(text))
    year = (match[1] or match[3]) if match else None
    return _day(int(year), 3 * int(match[2]) - 2, 1) if match and year else None


FORMS = (
    Form("iso", _iso),
    Form("compact", _compact),
    Form("week", _week, Cadence.WEEKLY),
    Form("month", _month, Cadence.MONTHLY),
    Form("quarter", _quarter, Cadence.QUARTERLY),
    Form("spoken", lambda text: _spoken(text, with_day=True)),
    Form("spoken month", lambda text: _spoken(text, with_day=False), Cadence.MONTHLY),
)


def form_of(cells: Sequence[str], order: DayOrder | None = None) -> Form | None:
    """How a column of these cells writes its dates; none where it holds none.

    Of days with slashes the order is told by a day beyond the twelfth; where none is, by `order`, else it stays open:
    the form is then called `slashed?`.
    """
    filled = [cell for cell in cells if cell]
    if not filled:
        return None
    for form in FORMS:
        if sum(form.read(cell) is not None for cell in filled) >= ENOUGH * len(filled):
            return form
    parts = [match.groups() for cell in filled if (match := _SLASHED.fullmatch(cell))]
    if len(parts) < ENOUGH * len(filled):
        return None
    firsts, seconds = ([int(part[spot]) for part in parts] for spot in (0, 1))
    if any(first > 12 for first in firsts):
        order = DayOrder.DMY
    elif any(second > 12 for second in seconds):
        order = DayOrder.MDY
    return Form("slashed" if order else "slashed?", _slashed(order or DayOrder.DMY))


def counts_days(header: str, cells: Sequence[str]) -> bool:
    """Whether a column only counts days, as `Nth day` does."""
    return fold(header).startswith("nth ") and all(_NTH.fullmatch(cell) for cell in cells if cell)


def nth_form(start: date) -> Form:
    """Days counted from a start, from 0."""
    return Form("nth", lambda text: start + timedelta(days=int(text)) if _NTH.fullmatch(text) else None)


def cadence_of(days: Sequence[date]) -> Cadence:
    """How often something was read, by the usual distance of its days."""
    ordered = sorted(set(days))
    gaps = sorted((after - before).days for before, after in pairwise(ordered))
    usual = gaps[len(gaps) // 2] if gaps else 7
    if usual <= 3:
        return Cadence.DAILY
    if usual <= 10:
        return Cadence.WEEKLY
    return Cadence.MONTHLY if usual <= 45 else Cadence.QUARTERLY

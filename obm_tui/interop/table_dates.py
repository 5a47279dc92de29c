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


def month_number(text: str) -> int | None:
    """A month by its number or its name: `8`, `08`, `août`, `Aug.`."""
    said = fold(text).removesuffix(".")
    if said in _MONTHS:
        return _MONTHS[said]
    return int(said) if said.isdecimal() and 1 <= int(said) <= 12 else None


def with_years(months: Sequence[str], today: date) -> list[str] | None:
    """Names of months without a year as `2026-08`, or none where they are none.

    They follow each other, up or down, and the newest of them is the last one that has begun.
    """
    if any(fold(text).removesuffix(".") not in _MONTHS for text in months) or len(set(months)) < 2:
        return None
    numbers = [_MONTHS[fold(text).removesuffix(".")] for text in months]
    falls = (numbers[1] - numbers[0]) % 12 > 6
    numbers = numbers[::-1] if falls else numbers
    year = today.year if numbers[-1] <= today.month else today.year - 1
    found = [f"{year}-{numbers[-1]:02d}"]
    for earlier, later in reversed(list(pairwise(numbers))):
        year -= earlier > later
        found.append(f"{year}-{earlier:02d}")
    return found if falls else found[::-1]


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


def week_of(text: str, year: int | None = None) -> date | None:
    """The Monday of `2026-W47`, `S47 2026`; with a year given also of `S47` alone."""
    match = _WEEK.fullmatch(fold(text))
    if match is None:
        return None
    said = match[1] or match[3] or (str(year) if year is not None else "")
    if not said:
        return None
    try:
        return date.fromisocalendar(int(said), int(match[2]), 1)
    except ValueError:
        return None


FORMS = (
    Form("iso", _iso),
    Form("compact", _compact),
    Form("week", week_of, Cadence.WEEKLY),
    Form("month", _month, Cadence.MONTHLY),
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

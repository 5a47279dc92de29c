"""Dates and instants as the tools' tables write them."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, tzinfo
from functools import lru_cache

from obm_tui.domain.errors import N_, Refused
from obm_tui.domain.imports import DayOrder
from obm_tui.domain.text import clean_line
from obm_tui.interop.nodes import NO_DATE, Findings, local_day
from obm_tui.interop.table_dates import read_day, slashed_parts

_TIME = re.compile(
    r"(?:[,T ]| at | à )\s*(\d{1,2})[:h](\d\d)(?::\d\d(?:\.\d+)?)?\s*([AaPp]\.?[Mm]\.?)?(?: ?[A-Z]{2,5})?$"
)
_EPOCH = re.compile(r"\d{12,13}")
_RANGE = re.compile(r"\s*(?:→|->)\s*")
_YEARS = range(1900, 2201)

Local = tuple[date, str | None]
"""A day, and a time as `HH:MM` where there is one."""


def order_of(
    cells: Iterable[tuple[int, str]], name: str, answered: DayOrder | None, hint: DayOrder | None
) -> tuple[DayOrder, bool]:
    """Whether days with slashes begin with the day or the month, and whether that is a guess to ask about.

    It is told per file: by a part beyond the twelfth, else by her answer, else by `hint`, what the file's other
    habits say.

    Raises:
        Refused: the file holds dates of both orders.
    """
    day_first = month_first = 0
    is_open = False
    for line, cell in cells:
        parts = slashed_parts(cell)
        if parts is None:
            continue
        first, second = parts
        is_open = True
        day_first = day_first or (line if first > 12 else 0)
        month_first = month_first or (line if second > 12 else 0)
        if day_first and month_first:
            raise Refused(
                N_("{file} writes dates in two ways: day first on line {day}, month first on line {month}."),
                file=name,
                day=day_first,
                month=month_first,
            )
    if day_first or month_first:
        return DayOrder.DMY if day_first else DayOrder.MDY, False
    guess = answered or hint or DayOrder.DMY
    return guess, is_open and answered is None and hint is None


class CardDates:
    """Reads the dates of one file; what cannot be read is left out with a finding."""

    def __init__(self, order: DayOrder, zone: tzinfo, findings: Findings) -> None:
        self._order = order
        self._zone = zone
        self._findings = findings

    def local(self, text: str, line: int) -> tuple[date | None, str | None]:
        """A date and time in her zone; of a range the end."""
        moment = self._read(text, line)
        if moment is None:
            return None, None
        return local_day(moment, self._zone) if isinstance(moment, datetime) else moment

    def instant(self, text: str, line: int) -> datetime | None:
        """When something happened, as aware UTC."""
        moment = self._read(text, line)
        if moment is None or isinstance(moment, datetime):
            return moment
        on, clock = moment
        at = time.fromisoformat(clock) if clock else time(12)
        return datetime.combine(on, at, self._zone).astimezone(UTC)

    def _read(self, text: str, line: int) -> datetime | Local | None:
        text = _RANGE.split(clean_line(text).lstrip("@").strip())[-1]
        if not text:
            return None
        found = _moment(text, self._order)
        if found is None:
            self._findings.add(NO_DATE, line)
        return found


@lru_cache(4_096)
def _moment(text: str, order: DayOrder) -> datetime | Local | None:
    """The same few days stand on many lines of a file."""
    return _instant(text) or _spoken(text, order)


def _spoken(text: str, order: DayOrder) -> Local | None:
    clock = None
    match = _TIME.search(text)
    if match is not None:
        clock = _clock(match)
        text = text[: match.start()]
    on = read_day(text.strip(" ,"), order)
    return (on, clock) if on is not None and on.year in _YEARS else None


def _clock(match: re.Match[str]) -> str | None:
    hour, minute, half = int(match[1]), int(match[2]), (match[3] or "").lower()[:1]
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59:
        return None
    return None if hour == minute == 0 else f"{hour:02d}:{minute:02d}"


def _instant(text: str) -> datetime | None:
    """Stamps with a zone, and milliseconds since 1970."""
    if _EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(text) / 1000, UTC)
    if "T" not in text[8:12] and not text.endswith("Z"):
        return None
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return None
    return read.astimezone(UTC) if read.tzinfo is not None and read.year in _YEARS else None

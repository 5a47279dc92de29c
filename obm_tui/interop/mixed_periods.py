"""Periods of several lengths in one table: which of them the values are of, and which only sum those up."""

import re
from collections import Counter
from collections.abc import Iterable
from enum import IntEnum
from functools import lru_cache

from obm_tui.domain.imports import DayOrder
from obm_tui.domain.periods import Cadence
from obm_tui.domain.text import fold
from obm_tui.interop.partial_periods import ROUNDS, is_year
from obm_tui.interop.table_dates import FORMS, read_day

ENOUGH = 0.5
"""A first column, or one whose head says so, is one of periods when so many of its lines are: the rest are remarks."""
_QUARTER = re.compile(
    r"(?:[1-4](?:er|st|nd|rd|th|e|eme)? ?(?:t|q|trim\.?|trimestre|quarter)|(?:trim\.?|quarter) ?[1-4])"
)
_LONGER = re.compile(
    r"(?:[12](?:er|st|nd|re|e|eme)? ?(?:h|sem\.?|semestre|half)|(?:h|semestre|half) ?[12]|ytd|fy|annee|year)"
)
_YEAR = re.compile(r"(?:^| )(?:19|20)\d\d(?: |$)")


class Span(IntEnum):
    """How long a period is."""

    DAY = 1
    WEEK = 2
    MONTH = 3
    QUARTER = 4
    LONGER = 5
    """Half a year, a year: always a sum."""


_OF_CADENCE = {Cadence.WEEKLY: Span.WEEK, Cadence.MONTHLY: Span.MONTH, Cadence.QUARTERLY: Span.QUARTER}
_OF_ROUND = (Span.MONTH, Span.WEEK, Span.QUARTER)


@lru_cache(maxsize=32_768)
def span_of(cell: str, head: str = "") -> Span | None:
    """How long the period is that a cell names, with its year or without; none where it names none."""
    if read_day(cell, DayOrder.DMY) is not None or read_day(cell, DayOrder.MDY) is not None:
        return Span.DAY
    for form in FORMS:
        if form.cadence is not None and form.read(cell) is not None:
            return _OF_CADENCE[form.cadence]
    for kind, span in zip(ROUNDS, _OF_ROUND, strict=True):
        if kind.number(cell, head) is not None:
            return span
    said = _YEAR.sub(" ", fold(cell)).strip()
    if _QUARTER.fullmatch(said):
        return Span.QUARTER
    return Span.LONGER if is_year(cell) or _LONGER.fullmatch(said) else None


def main_span(cells: Iterable[str], head: str = "") -> Span | None:
    """How long most of these periods are, the shorter of equals: the values are of those, others sum them up."""
    found = Counter(span for cell in cells if (span := span_of(cell, head)) is not None and span is not Span.LONGER)
    return min(found, key=lambda span: (-found[span], span)) if found else None

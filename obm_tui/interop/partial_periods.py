"""Periods a table names in part: months, weeks and quarters without their year, or with it in another column."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from obm_tui.domain.periods import quarter
from obm_tui.domain.text import fold
from obm_tui.interop.table_dates import month_of_name

_WEEK = re.compile(r"(?:w|s|sem\.?|semaine|week)[- ]?(\d{1,2})")
_QUARTER = re.compile(r"(?:t|q|trim\.?|trimestre|quarter)[- ]?([1-4])")
_YEAR = re.compile(r"(?:19|20)?\d\d")
_WHOLE_YEAR = re.compile(r"(?:19|20)\d\d")


class Round(NamedTuple):
    """A kind of periods that come again every year."""

    heads: frozenset[str]
    """Heads of a column under which a bare number is one."""
    most: int
    """How many there are in a year, at most."""
    named: Callable[[str], int | None]
    """The number a cell's words say; the year is not among them."""
    running: Callable[[date], tuple[int, int]]
    """The year and number of the one a day lies in."""
    written: str
    """How one is written with its year, for a date to be read from it."""

    def number(self, text: str, head: str = "") -> int | None:
        """Which one a cell means; under a head that says so, a bare number too."""
        said = fold(text).strip()
        if said.isdecimal() and len(said) <= 2 and head in self.heads:
            found: int | None = int(said)
        else:
            found = self.named(said)
        return found if found is not None and 1 <= found <= self.most else None

    def write(self, year: int, number: int) -> str:
        """With its year: `2026-08`, `2026-W47`."""
        return self.written.format(year=year, number=number)


def _week_named(text: str) -> int | None:
    match = _WEEK.fullmatch(text)
    return int(match[1]) if match else None


def _quarter_named(text: str) -> int | None:
    match = _QUARTER.fullmatch(text)
    return int(match[1]) if match else None


ROUNDS = (
    Round(
        frozenset({"mois", "month"}),
        12,
        lambda text: month_of_name(text.removesuffix(".")),
        lambda day: (day.year, day.month),
        "{year}-{number:02d}",
    ),
    Round(
        frozenset({"semaine", "semaines", "sem", "sem.", "week", "week number", "weeks"}),
        53,
        _week_named,
        lambda day: day.isocalendar()[:2],
        "{year}-W{number:02d}",
    ),
    Round(
        frozenset({"trimestre", "quarter"}),
        4,
        _quarter_named,
        lambda day: (day.year, quarter(day)),
        "{year}-Q{number}",
    ),
)


def round_of(cells: Sequence[str], head: str = "") -> Round | None:
    """Of which kind all these cells are; none where one is not."""
    for kind in ROUNDS:
        if cells and all(kind.number(cell, head) is not None for cell in cells):
            return kind
    return None


def with_years(cells: Sequence[str], kind: Round, today: date, head: str = "") -> list[str]:
    """The same periods with their year.

    They follow each other, up or down, and the newest of them is the last one that has begun.
    """
    numbers = [kind.number(cell, head) or 1 for cell in cells]
    moves = [(after - before) % kind.most for before, after in pairwise(numbers) if after != before]
    falls = bool(moves) and moves[0] * 2 > kind.most
    numbers = numbers[::-1] if falls else numbers
    year, running = kind.running(today)
    year -= numbers[-1] > running
    found = [kind.write(year, numbers[-1])]
    for earlier, later in reversed(list(pairwise(numbers))):
        year -= earlier > later
        found.append(kind.write(year, earlier))
    return found if falls else found[::-1]


def is_year(text: str) -> bool:
    """Whether a head is nothing but a year."""
    return _WHOLE_YEAR.fullmatch(text.strip()) is not None


def beside_years(years: Sequence[str], cells: Sequence[str], head: str) -> list[str]:
    """The periods of one column with the years of another; a year that is left out is that of the line above."""
    found, year = [], ""
    for said, cell in zip(years, cells, strict=True):
        if _YEAR.fullmatch(said.strip()):
            year = said.strip() if len(said.strip()) == 4 else f"20{said.strip()}"
        elif said.strip():
            year = said.strip()
        kind = round_of([cell], head)
        number = kind.number(cell, head) if kind else None
        found.append(
            kind.write(int(year), number) if kind and number and year.isdecimal() else f"{year} {cell}".strip()
        )
    return found

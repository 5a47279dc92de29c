"""What a file of numbers says, in our words: series of values, what could not be read, what only she can know."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from obm_tui.domain.imports import DayOrder, Note, Question
from obm_tui.domain.periods import Cadence


class Shape(StrEnum):
    """How a file of numbers is laid out."""

    OURS = "ours"
    """A line a value, with client and metric: what this program writes."""
    LONG = "long"
    """A line a value, with what it is of."""
    WIDE = "wide"
    """A line a day, a column a number."""
    TURNED = "turned"
    """A line a number, a column a period."""
    SNAPSHOT = "snapshot"
    """One value each, of no day."""
    PAYMENTS = "payments"
    """A line a payment."""


class Answers(NamedTuple):
    """What only she can know about a file."""

    order: DayOrder | None = None
    block: int | None = None
    """Which of several tables, from 1."""
    on: date | None = None
    """The day of a snapshot."""
    start: date | None = None
    """The first day of a file that only counts them."""


class ImportedValue(NamedTuple):
    """A value of a series; measures in ten-thousandths."""

    on: date
    """A day of its period."""
    value: int
    line: int
    numerator: int | None = None
    denominator: int | None = None
    note: str = ""


class LineProblem(NamedTuple):
    """What could not be read on a line; the rest was."""

    line: int
    message: str
    """In English, marked for the catalogue."""
    text: str
    """What stood there."""


class Series(NamedTuple):
    """The values of one number, oldest first, one a day at the most."""

    name: str
    unit: str
    cadence: Cadence
    values: tuple[ImportedValue, ...]
    client: str = ""
    """The client's code or name, where the file says it."""


@dataclass(frozen=True, slots=True)
class MetricFile:
    """A file of numbers, read."""

    name: str
    shape: Shape
    container: str
    """What tells files of one kind from others: the next export of the same report has the same."""
    series: tuple[Series, ...] = ()
    problems: tuple[LineProblem, ...] = ()
    questions: tuple[Question, ...] = ()
    read: int = 0
    """Lines with a value."""
    skipped: int = 0
    """Lines without one: totals, gaps, what could not be read."""
    order: DayOrder | None = None
    """How days with slashes were meant, where she said so: remembered for the next file of this kind."""

    @property
    def first(self) -> date:
        """The earliest day of a value."""
        return min(found.values[0].on for found in self.series)

    @property
    def last(self) -> date:
        """The latest."""
        return max(found.values[-1].on for found in self.series)


@dataclass(frozen=True, slots=True)
class MetricReport:
    """What bringing a file of numbers in did, or would do."""

    metrics_made: int
    metrics_found: int
    values_made: int
    values_changed: int
    values_same: int
    left_out: tuple[str, ...]
    """Columns she left out."""
    notes: tuple[Note, ...] = ()

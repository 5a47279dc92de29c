"""What a number's history says: its usual value, its best and worst, and how far it is against the period before."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from obm_tui.domain.metrics import Direction, MetricRow, Value
from obm_tui.domain.periods import Cadence, between, last_day, period_start, previous_start
from obm_tui.domain.results import Cell, aggregate, average

QUARTER_OF_WEEKS = 13
OUTER = {
    Cadence.DAILY: Cadence.MONTHLY,
    Cadence.LAUNCH: Cadence.MONTHLY,
    Cadence.WEEKLY: Cadence.QUARTERLY,
    Cadence.MONTHLY: Cadence.QUARTERLY,
    Cadence.QUARTERLY: Cadence.QUARTERLY,
}
"""The longer period that is compared with the one before it, by how often a number is read."""


class SoFar(NamedTuple):
    """A period that runs, and the same elapsed part of the one before."""

    start: date
    cadence: Cadence
    periods: int
    """How many of the shorter periods have a value so far."""
    now: int
    before: int

    @property
    def change(self) -> int | None:
        """How much more than before, in tenths of a percent; none where there was nothing before."""
        return round((self.now - self.before) * 1000 / abs(self.before)) if self.before else None


class Analysis(NamedTuple):
    """What stands beside a number's chart; all measures in ten-thousandths."""

    usual: int | None
    """Of the last thirteen values; of ratios Σ÷Σ."""
    best: Cell | None
    worst: Cell | None
    so_far: SoFar | None


def analyse(metric: MetricRow, found: Sequence[Cell], first_weekday: int = 0) -> Analysis:
    """Read a history, oldest cell first."""
    known = [cell for cell in found if cell.value is not None]
    values = [cell.value for cell in known[-QUARTER_OF_WEEKS:] if cell.value is not None]
    best, worst = _extremes(metric, known)
    return Analysis(
        usual=average(values, metric.kind, metric.factor),
        best=best,
        worst=worst,
        so_far=so_far(metric, known, first_weekday),
    )


def _extremes(metric: MetricRow, known: Sequence[Cell]) -> tuple[Cell | None, Cell | None]:
    """The best and the worst, the newer of two that are the same; of a band there is neither."""
    if len(known) < 2 or metric.direction is Direction.BAND:
        return None, None
    ordered = sorted(known, key=lambda cell: (cell.value.value if cell.value else 0, cell.start))
    low, high = ordered[0], ordered[-1]
    return (high, low) if metric.direction is Direction.HIGHER else (low, high)


def so_far(metric: MetricRow, known: Sequence[Cell], first_weekday: int = 0) -> SoFar | None:
    """The running month or quarter against the same part of the one before.

    None where there is nothing to compare with, or a ratio's parts are not known.
    """
    if not known or metric.cadence is Cadence.QUARTERLY:
        return None
    outer = OUTER[metric.cadence]
    newest = last_day(known[-1].start, metric.cadence)
    start = period_start(newest, outer)
    now = [cell for cell in known if period_start(last_day(cell.start, metric.cadence), outer) == start]
    elapsed = _count(start, newest, metric.cadence, first_weekday)
    begun = previous_start(start, outer)
    end = last_day(begun, outer)
    inner = [
        day
        for day in between(begun, end, metric.cadence, first_weekday)
        if begun <= last_day(day, metric.cadence) <= end
    ]
    before = [cell for cell in known if cell.start in set(inner[:elapsed])]
    totals = [aggregate(_values(cells), metric.kind, metric.factor) for cells in (now, before)]
    if totals[0] is None or totals[1] is None:
        return None
    return SoFar(start, outer, len(now), totals[0], totals[1])


def _count(start: date, newest: date, cadence: Cadence, first_weekday: int) -> int:
    """How many shorter periods have ended from `start` up to `newest`."""
    return sum(last_day(day, cadence) >= start for day in between(start, newest, cadence, first_weekday))


def _values(cells: Sequence[Cell]) -> list[Value]:
    return [cell.value for cell in cells if cell.value is not None]

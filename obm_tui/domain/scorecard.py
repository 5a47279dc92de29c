"""The scorecard: metrics by weeks, each with its usual value, its sum and what it says today."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from obm_tui.domain.metrics import MetricKind, Target, Value
from obm_tui.domain.periods import Cadence, last_day, starts
from obm_tui.domain.results import Cell, Score, aggregate, average, target_on, weekly, worst_first

WEEKS = (13, 26, 52)
"""How many weeks are shown: a quarter, half a year, a year."""


class GridRow(NamedTuple):
    """A metric, week by week."""

    score: Score
    cells: tuple[Cell, ...]
    """One a week, oldest first."""
    average: int | None
    total: int | None
    """Of flows only: stocks and ratios have no sum."""
    has_issue: bool
    """Whether a card made from it is open."""
    targets: tuple[Target, ...]
    """All it ever had, oldest first."""

    def target(self, week: int) -> Target | None:
        """The one in force in a week that is shown, which may be an old one."""
        return target_on(self.targets, last_day(self.cells[week].start, Cadence.WEEKLY))


class Grid(NamedTuple):
    """What the scorecard shows."""

    weeks: tuple[date, ...]
    rows: tuple[GridRow, ...]
    """By client and place."""

    def worst_first(self) -> tuple[GridRow, ...]:
        """The rows in the order of what needs a decision."""
        by_id = {row.score.metric.id: row for row in self.rows}
        return tuple(by_id[found.metric.id] for found in worst_first([row.score for row in self.rows]))


def weeks_until(today: date, count: int, back: int = 0, first_weekday: int = 0) -> tuple[date, ...]:
    """The beginnings of `count` weeks; the newest is the last one that is over, or `back` weeks before it.

    The week that runs is not shown of itself: with `back` -1 it is the last.
    """
    found = starts(today, count + 1 + max(back, -1), Cadence.WEEKLY, first_weekday)
    return found[:count]


def grid_row(
    found: Score,
    values: Sequence[Value],
    targets: Sequence[Target],
    weeks: Sequence[date],
    has_issue: bool,
) -> GridRow:
    """A metric's row; the usual value and the sum are of the weeks that are shown."""
    metric = found.metric
    cells = weekly(metric, values, targets, weeks)
    shown = [cell.value for cell in cells if cell.value is not None]
    total = aggregate(shown, metric.kind, metric.factor) if metric.kind is MetricKind.FLOW else None
    return GridRow(found, cells, average(shown, metric.kind, metric.factor), total, has_issue, tuple(targets))

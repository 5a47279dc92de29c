"""What numbers say: colour, staleness, drift, and one number out of several (R7 to R10).

Missing is not zero: a period without a value has its own state, and no rule here fills one in.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from enum import IntEnum
from itertools import pairwise
from typing import NamedTuple

from obm_tui.domain.level import Level
from obm_tui.domain.measures import quotient
from obm_tui.domain.metrics import Direction, MetricKind, MetricRow, MetricStatus, Target, Value
from obm_tui.domain.periods import (
    STALE_DAYS,
    Cadence,
    last_closed,
    last_day,
    next_start,
    period_start,
    previous_start,
)

DRIFT = 3
"""Moves the wrong way in a row that are a drift (R9)."""
REDS = 2
"""Reds in a row for which an issue is proposed (R9)."""
LATEST = 15
"""Values a number is judged by: enough for a quarter of weeks, and for the longest row of reds worth counting."""
RECENT = 3
"""Moves from which a trend is told."""
_SIX_DAYS = timedelta(days=6)
_LEVEL_SHARE = 50
"""A move of less than one in so many is none: the trend is level."""


class Standing(IntEnum):
    """In which group of the scorecard a metric stands, the one that needs a decision first."""

    OFF_TRACK = 0
    WATCH = 1
    STALE = 2
    DUE = 3
    MUTED = 4
    ON_TRACK = 5
    NO_TARGET = 6
    PAUSED = 7


class Trend(IntEnum):
    """Where a number goes."""

    DOWN = -1
    LEVEL = 0
    UP = 1


class Cell(NamedTuple):
    """A metric in one period."""

    start: date
    value: Value | None
    level: Level
    """By the target of that day; none without a value or a target."""


class Score(NamedTuple):
    """A metric and what its newest values say."""

    metric: MetricRow
    target: Target | None
    """The one in force."""
    cells: tuple[Cell, ...]
    """The newest periods with a value, oldest first."""
    standing: Standing
    due_on: date | None
    """The newest closed period, where its value is missing and expected."""
    stale_days: int
    """Days since the end of the last period with a value, where that is too long."""
    trend: Trend
    wrong_moves: int
    """Moves the wrong way in a row, up to now."""
    reds: int
    """Periods in a row that were red, up to now."""
    muted_until: date | None = None
    """Until when its red or amber is put to rest; none where it is neither, or speaks."""

    @property
    def last(self) -> Cell | None:
        """The newest value."""
        return self.cells[-1] if self.cells else None

    @property
    def level(self) -> Level:
        """How loud it speaks: a stale number neither green nor red (R8), a muted one not at all."""
        if self.standing not in _SPEAKING or self.muted_until is not None or not self.cells:
            return Level.NONE
        return self.cells[-1].level

    @property
    def drifts(self) -> bool:
        """Whether it has gone the wrong way for some time, whatever its colour (R9)."""
        return self.wrong_moves >= DRIFT

    @property
    def asks_for_issue(self) -> bool:
        """Whether it was red often enough for an issue, and none was proposed for these reds yet (R9)."""
        if self.reds < REDS or self.standing is not Standing.OFF_TRACK:
            return False
        first_red = self.cells[-self.reds].start
        return self.metric.proposed_on is None or self.metric.proposed_on < first_red


_SPEAKING = (Standing.OFF_TRACK, Standing.WATCH, Standing.ON_TRACK, Standing.DUE)
_RESTING = (Standing.MUTED, Standing.DUE)


def colour(value: int, target: Target | None) -> Level:
    """Green on target, amber within the tolerance beyond it, else red; without a target, none (R7)."""
    if target is None or (target.low is None and target.high is None):
        return Level.NONE
    below = target.low - value if target.low is not None else 0
    above = value - target.high if target.high is not None else 0
    missed = max(below, above)
    if missed <= 0:
        return Level.GREEN
    return Level.AMBER if missed <= target.tolerance else Level.RED


def target_on(targets: Sequence[Target], day: date) -> Target | None:
    """The target in force on a day, of all there were, oldest first: an old value keeps its old target."""
    if len(targets) == 1:
        found = targets[0] if targets[0].since <= day else None
    else:
        spot = bisect_right(targets, day, key=_since)
        found = targets[spot - 1] if spot else None
    return found if found is not None and (found.low is not None or found.high is not None) else None


def _since(target: Target) -> date:
    return target.since


def aggregate(values: Sequence[Value], kind: MetricKind, factor: int) -> int | None:
    """One number out of several periods (R10): flows sum, of stocks the last, ratios Σ÷Σ and never a mean.

    None where there is no value, or a ratio of several periods has one whose parts are not known.
    """
    if not values:
        return None
    if kind is MetricKind.FLOW:
        return sum(value.value for value in values)
    if kind is MetricKind.STOCK or len(values) == 1:
        return values[-1].value
    if any(value.numerator is None or value.denominator is None for value in values):
        return None
    return quotient(
        sum(value.numerator or 0 for value in values), sum(value.denominator or 0 for value in values), factor
    )


def average(values: Sequence[Value], kind: MetricKind, factor: int) -> int | None:
    """The usual value: of flows and stocks the mean, of ratios Σ÷Σ, of unknown parts none."""
    if kind is MetricKind.RATIO:
        return aggregate(values, kind, factor)
    return round(sum(value.value for value in values) / len(values)) if values else None


def merge(start: date, values: Sequence[Value], kind: MetricKind, factor: int) -> Value | None:
    """The values of shorter periods as the one of a longer period that begins on `start`."""
    found = aggregate(values, kind, factor)
    if found is None:
        return None
    parts = kind is MetricKind.RATIO and all(value.denominator is not None for value in values)
    return Value(
        period_on=start,
        value=found,
        numerator=sum(value.numerator or 0 for value in values) if parts else None,
        denominator=sum(value.denominator or 0 for value in values) if parts else None,
        note="; ".join(value.note for value in values if value.note),
        is_estimated=any(value.is_estimated for value in values),
    )


def cells(
    values: Sequence[Value], targets: Sequence[Target], metric: MetricRow, first_weekday: int = 0
) -> tuple[Cell, ...]:
    """The periods with a value, oldest first; several values in one period become one."""
    by_start: dict[date, list[Value]] = {}
    for value in values:
        by_start.setdefault(period_start(value.period_on, metric.cadence, first_weekday), []).append(value)
    found = []
    for start, inside in by_start.items():
        one = inside[0] if len(inside) == 1 else merge(start, inside, metric.kind, metric.factor)
        if one is not None:
            day = last_day(start, metric.cadence)
            found.append(Cell(start, one, colour(one.value, target_on(targets, day))))
    return tuple(found)


def score(
    metric: MetricRow, values: Sequence[Value], targets: Sequence[Target], today: date, first_weekday: int = 0
) -> Score:
    """Judge a metric by its newest values, oldest first."""
    found = cells(values, targets, metric, first_weekday)
    target = target_on(targets, today)
    due, stale = due_on(metric, found, today, first_weekday), stale_days(metric, found, today)
    standing = _standing(metric, found, target, due, stale, today)
    return Score(
        metric=metric,
        target=target,
        cells=found,
        standing=standing,
        due_on=due,
        stale_days=stale,
        trend=trend(found),
        wrong_moves=wrong_moves(found, metric.direction, target),
        reds=_reds(found),
        muted_until=metric.muted_until if standing in _RESTING and _rests(metric, found, today) else None,
    )


def due_on(metric: MetricRow, found: Sequence[Cell], today: date, first_weekday: int = 0) -> date | None:
    """The newest closed period, where a value is expected for it and there is none (also none for a later one)."""
    start = last_closed(today, metric.cadence, first_weekday)
    if found and found[-1].start >= start:
        return None
    return start if metric.expects(start, last_day(start, metric.cadence)) else None


def stale_days(metric: MetricRow, found: Sequence[Cell], today: date) -> int:
    """Days since the end of the last period with a value; 0 while that is not too long (R8)."""
    if not found or metric.status is MetricStatus.PAUSED:
        return 0
    if metric.cadence is Cadence.LAUNCH and not metric.expects(today, today):
        return 0
    age = (today - last_day(found[-1].start, metric.cadence)).days
    return age if age > STALE_DAYS[metric.cadence] else 0


def _standing(
    metric: MetricRow, found: Sequence[Cell], target: Target | None, due: date | None, stale: int, today: date
) -> Standing:
    if metric.status is MetricStatus.PAUSED or (not found and due is None):
        # What was never read, and is not expected now, is not on track either.
        return Standing.PAUSED
    if stale:
        return Standing.STALE
    level = found[-1].level if found else Level.NONE
    rests = _rests(metric, found, today)
    if level >= Level.AMBER and not rests:
        return Standing.OFF_TRACK if level is Level.RED else Standing.WATCH
    if due is not None:
        return Standing.DUE
    if rests:
        return Standing.MUTED
    return Standing.NO_TARGET if target is None and level is Level.NONE else Standing.ON_TRACK


def _rests(metric: MetricRow, found: Sequence[Cell], today: date) -> bool:
    """Whether there is something to be said that was muted."""
    return bool(found) and found[-1].level >= Level.AMBER and metric.is_muted(today)


def trend(found: Sequence[Cell]) -> Trend:
    """Where the number goes: the newest value against the one three periods before, or the oldest there is."""
    recent = [cell.value.value for cell in found[-RECENT - 1 :] if cell.value is not None]
    if len(recent) < 2:
        return Trend.LEVEL
    move = recent[-1] - recent[0]
    if abs(move) * _LEVEL_SHARE <= max(abs(recent[0]), abs(recent[-1])):
        return Trend.LEVEL
    return Trend.UP if move > 0 else Trend.DOWN


def wrong_moves(found: Sequence[Cell], direction: Direction, target: Target | None = None) -> int:
    """How many moves in a row went away from where the number should be, up to the newest."""
    count = 0
    numbers = [cell.value.value for cell in found if cell.value is not None]
    for before, after in reversed(list(pairwise(numbers))):
        if not _is_worse(before, after, direction, target):
            break
        count += 1
    return count


def _is_worse(before: int, after: int, direction: Direction, target: Target | None) -> bool:
    if direction is Direction.HIGHER:
        return after < before
    if direction is Direction.LOWER:
        return after > before
    return _distance(after, target) > _distance(before, target)


def _distance(value: int, target: Target | None) -> int:
    """How far a value lies outside a band."""
    if target is None:
        return 0
    below = target.low - value if target.low is not None else 0
    above = value - target.high if target.high is not None else 0
    return max(0, below, above)


def _reds(found: Sequence[Cell]) -> int:
    """Values in a row that are red, up to the newest: a period without a value says nothing, neither way."""
    count = 0
    for cell in reversed(found):
        if cell.level is not Level.RED:
            break
        count += 1
    return count


def expand(metric: MetricRow, found: Sequence[Cell]) -> tuple[Cell, ...]:
    """Every period from the first cell to the last: those without a value too."""
    if not found:
        return ()
    by_start = {cell.start: cell for cell in found}
    start, filled = found[0].start, []
    while start <= found[-1].start:
        filled.append(by_start.get(start) or Cell(start, None, Level.NONE))
        start = next_start(start, metric.cadence)
    return tuple(filled)


def weekly(
    metric: MetricRow,
    values: Sequence[Value],
    targets: Sequence[Target],
    weeks: Sequence[date],
) -> tuple[Cell, ...]:
    """A metric week by week: shorter periods become one, a longer one stands in the week in which it ends."""
    row = []
    for week, inside in zip(weeks, _by_week(metric, values, weeks), strict=True):
        if not inside:
            row.append(Cell(week, None, Level.NONE))
            continue
        one = inside[0] if len(inside) == 1 else merge(week, inside, metric.kind, metric.factor)
        row.append(Cell(week, one, _week_level(metric, inside, one, target_on(targets, week + _SIX_DAYS))))
    return tuple(row)


def _by_week(metric: MetricRow, values: Sequence[Value], weeks: Sequence[date]) -> list[Sequence[Value]]:
    """The values that stand in each week."""
    # Found by halving, not day by day: ten years of daily values are behind a row.
    days = [value.period_on for value in values]
    if metric.cadence in {Cadence.MONTHLY, Cadence.QUARTERLY}:
        days = [last_day(day, metric.cadence) for day in days]
    return [values[bisect_left(days, week) : bisect_right(days, week + _SIX_DAYS)] for week in weeks]


def _week_level(metric: MetricRow, inside: Sequence[Value], value: Value | None, target: Target | None) -> Level:
    """The target of a daily flow is a day's: a week is judged by its usual day."""
    if value is None:
        return Level.NONE
    judged = average(inside, metric.kind, metric.factor) if metric.kind is MetricKind.FLOW else value.value
    return colour(judged if judged is not None else value.value, target)


def same_part_before(metric: MetricRow, found: Sequence[Cell], start: date) -> Cell | None:
    """The cell one period before the one that begins on `start`, to compare with."""
    wanted = previous_start(start, metric.cadence)
    return next((cell for cell in reversed(found) if cell.start == wanted), None)


def worst_first(scores: Sequence[Score]) -> list[Score]:
    """In the order of the scorecard: groups by what needs a decision, in them the longest red first."""
    return sorted(scores, key=lambda found: (found.standing, -found.reds, -found.stale_days, -found.wrong_moves))

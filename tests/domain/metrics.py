"""Metrics and values made in one word."""

from datetime import date, timedelta

from obm_tui.domain.clients import ClientColour
from obm_tui.domain.measures import SCALE
from obm_tui.domain.metrics import Direction, MetricKind, MetricRow, MetricStatus, Target, Value
from obm_tui.domain.periods import Cadence

TODAY = date(2026, 11, 23)
"""A Monday: week 48 has just begun."""
LAST_WEEK = TODAY - timedelta(days=7)

METRIC = MetricRow(
    id="m" * 32,
    client_id="c" * 32,
    client_code="CAP",
    client_colour=ClientColour.BLUE,
    key="leads",
    name="Leads",
    unit="",
    kind=MetricKind.FLOW,
    direction=Direction.HIGHER,
    cadence=Cadence.WEEKLY,
    status=MetricStatus.ACTIVE,
    on_scorecard=True,
    owner_id=None,
    owner=None,
    source="",
    goal="",
    numerator="",
    denominator="",
    starts_on=None,
    ends_on=None,
    muted_until=None,
    proposed_on=None,
)


def at_least(number: float, amber: float | None = None, since: date = date.min) -> Target:
    return Target(since, low=scaled(number), amber=scaled(amber) if amber is not None else None)


def at_most(number: float, amber: float | None = None, since: date = date.min) -> Target:
    return Target(since, high=scaled(number), amber=scaled(amber) if amber is not None else None)


def scaled(number: float) -> int:
    return round(number * SCALE)


def weeks(*numbers: float | None, until: date = LAST_WEEK) -> list[Value]:
    """Values of weeks in a row, the last one of the week that begins on `until`; none where a number is missing."""
    first = until - timedelta(weeks=len(numbers) - 1)
    return [
        Value(first + timedelta(weeks=spot), scaled(number))
        for spot, number in enumerate(numbers)
        if number is not None
    ]

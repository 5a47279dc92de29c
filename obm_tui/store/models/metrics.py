"""The tables of metrics, their targets and their values. Measures are integers of ten-thousandths."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import SQLModel

from obm_tui.domain.metrics import Direction, MetricKind, MetricStatus
from obm_tui.domain.periods import Cadence
from obm_tui.store.models import columns


class Metric(SQLModel, table=True):
    """A number a client is steered by; `key` is its key in the catalogue."""

    __tablename__ = "metric"
    __table_args__ = (
        Index("ix_metric_client", "client_id", "pos", "id"),
        Index("ix_metric_owner", "owner_id", "id", sqlite_where=text("owner_id is not null")),
        columns.at_most("name", 100),
        columns.at_most("unit", 12),
    )

    id: str = columns.key()
    client_id: str = columns.key_of("client", cascade=True)
    key: str = columns.line(60)
    name: str = columns.line(100, default=None)
    unit: str = columns.line(12)
    kind: MetricKind = columns.choice(MetricKind, "metric_kind", MetricKind.FLOW)
    direction: Direction = columns.choice(Direction, "metric_direction", Direction.HIGHER)
    cadence: Cadence = columns.choice(Cadence, "metric_cadence", Cadence.WEEKLY)
    status: MetricStatus = columns.choice(MetricStatus, "metric_status", MetricStatus.ACTIVE)
    on_scorecard: bool = True
    owner_id: str | None = columns.key_of("person", required=False)
    source: str = columns.line(300)
    goal: str = columns.line(300)
    numerator: str = columns.line(60)
    denominator: str = columns.line(60)
    starts_on: date | None = columns.day()
    ends_on: date | None = columns.day()
    muted_until: date | None = columns.day()
    proposed_on: date | None = columns.day()
    pos: str = columns.line(64, default=None)
    created_at: datetime
    updated_at: datetime
    archived_at: datetime | None = None


class MetricTarget(SQLModel, table=True):
    """What a metric should be from a day on; with neither limit, no target from then on."""

    __tablename__ = "metric_target"
    __table_args__ = (
        Index("ix_metric_target_since", "metric_id", "since", unique=True),
        CheckConstraint("low <= high", name="low_high"),
        CheckConstraint("amber >= 0", name="amber_positive"),
    )

    id: str = columns.key()
    metric_id: str = columns.key_of("metric", cascade=True)
    since: date
    low: int | None = columns.measure()
    high: int | None = columns.measure()
    amber: int | None = columns.measure()


class MetricValue(SQLModel, table=True):
    """What a metric was in the period that begins on `period_on`."""

    __tablename__ = "metric_value"
    __table_args__ = (
        Index("ix_metric_value_period", "metric_id", "period_on", unique=True),
        columns.at_most("note", 500),
    )

    id: str = columns.key()
    metric_id: str = columns.key_of("metric", cascade=True)
    period_on: date
    value: int = columns.measure(required=True)
    numerator: int | None = columns.measure()
    denominator: int | None = columns.measure()
    note: str = columns.line(500)
    is_estimated: bool = False
    entered_at: datetime

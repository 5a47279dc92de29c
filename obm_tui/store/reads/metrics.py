"""Metrics, targets and values, as rows. Speaks SQLite."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from obm_tui.domain.cards import Lane
from obm_tui.domain.clients import ClientColour
from obm_tui.domain.metrics import Direction, MetricKind, MetricRow, MetricStatus, Target, Value
from obm_tui.domain.periods import Cadence
from obm_tui.domain.query import Scope
from obm_tui.store.connection import Connection
from obm_tui.store.reads.values import day, marks

_METRIC = """
    select m.id, m.client_id, k.code, k.colour, m.key, m.name, m.unit, m.kind, m.direction, m.cadence, m.status,
      m.on_scorecard, m.owner_id, p.name, m.source, m.goal, m.numerator, m.denominator, m.starts_on, m.ends_on,
      m.muted_until, m.proposed_on
    from metric m join client k on k.id = m.client_id left join person p on p.id = m.owner_id
    where m.archived_at is null and k.archived_at is null"""
_VALUE = "select period_on, value, numerator, denominator, note, is_estimated from metric_value"
_CHUNK = 500


def metrics(connection: Connection, scope: Scope) -> tuple[MetricRow, ...]:
    """Every metric of the scope, by client and place."""
    where, bound = (" and m.client_id = ?", (scope.client_id,)) if scope.client_id else ("", ())
    order = " order by k.is_self, k.pos, k.id, m.pos, m.id"
    return tuple(_metric(row) for row in connection.execute(_METRIC + where + order, bound).fetchall())


def metric_by_id(connection: Connection, metric_id: str) -> MetricRow | None:
    """One metric."""
    row = connection.execute(f"{_METRIC} and m.id = ?", (metric_id,)).fetchone()
    return _metric(row) if row else None


def _metric(row: tuple[Any, ...]) -> MetricRow:
    choices = (MetricKind(row[7]), Direction(row[8]), Cadence(row[9]), MetricStatus(row[10]), bool(row[11]))
    return MetricRow._make(
        (*row[:3], ClientColour(row[3]), *row[4:7], *choices, *row[12:18], *(day(stored) for stored in row[18:22]))
    )


def targets(connection: Connection, ids: Sequence[str]) -> dict[str, list[Target]]:
    """All targets these metrics ever had, oldest first, by metric."""
    found: dict[str, list[Target]] = {}
    for start in range(0, len(ids), _CHUNK):
        part = ids[start : start + _CHUNK]
        rows = connection.execute(
            "select metric_id, since, low, high, amber from metric_target"  # noqa: S608  # placeholders only
            f" where metric_id in ({marks(len(part))}) order by metric_id, since",
            tuple(part),
        ).fetchall()
        for metric_id, since, *limits in rows:
            found.setdefault(metric_id, []).append(Target(date.fromisoformat(since), *limits))
    return found


def latest(connection: Connection, ids: Sequence[str], count: int) -> dict[str, list[Value]]:
    """The newest values of these metrics, at most so many each, oldest first, by metric."""
    found: dict[str, list[Value]] = {}
    for metric_id in ids:
        rows = connection.execute(
            f"{_VALUE} where metric_id = ? order by period_on desc limit ?", (metric_id, count)
        ).fetchall()
        found[metric_id] = [_value(row) for row in reversed(rows)]
    return found


def values(connection: Connection, metric_id: str, since: date, until: date) -> list[Value]:
    """The values of a metric whose period begins between two days, both included, oldest first."""
    rows = connection.execute(
        f"{_VALUE} where metric_id = ? and period_on between ? and ? order by period_on",
        (metric_id, since.isoformat(), until.isoformat()),
    ).fetchall()
    return [_value(row) for row in rows]


def _value(row: tuple[Any, ...]) -> Value:
    return Value(date.fromisoformat(row[0]), row[1], row[2], row[3], row[4], row[5] == 1)


def remembered_order(connection: Connection, container: str) -> str | None:
    """How days with slashes were meant in the last file of this kind."""
    row = connection.execute(
        "select row_id from source_item"
        " where source = 'metrics' and container = ? and kind = 'answer' and item = 'order'",
        (container,),
    ).fetchone()
    return str(row[0]) if row else None


def card_ids(connection: Connection, metric_id: str) -> list[tuple[str, Lane]]:
    """The open cards made from a metric, newest first, and their lanes."""
    rows = connection.execute(
        "select id, lane from card where metric_id = ? and closed_at is null and archived_at is null order by id desc",
        (metric_id,),
    ).fetchall()
    return [(key, Lane(lane)) for key, lane in rows]


def with_open_cards(connection: Connection) -> frozenset[str]:
    """The metrics from which a card was made that is still open."""
    rows = connection.execute(
        "select distinct metric_id from card where metric_id is not null and closed_at is null and archived_at is null"
    ).fetchall()
    return frozenset(row[0] for row in rows)

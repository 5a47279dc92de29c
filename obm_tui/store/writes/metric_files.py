"""Taking in a file of numbers: one step, whole or not at all; the same value a second time changes nothing."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from sqlmodel import Session, col, select

from obm_tui.domain.edits import UNSET
from obm_tui.domain.errors import N_, NotFound
from obm_tui.domain.metric_imports import MetricFile, MetricReport, Series
from obm_tui.domain.metrics import MetricKind, NewMetric, NewValue, Value
from obm_tui.domain.periods import period_start
from obm_tui.domain.results import merge
from obm_tui.domain.text import fold
from obm_tui.store.engine import step
from obm_tui.store.models import Client, Metric, MetricValue, SourceItem
from obm_tui.store.writes import metrics

_SOURCE = "metrics"
_LEFT_OUT = ""
"""What is remembered of a column she left out."""


@step("metric_value.imported")
def take_file(
    session: Session,
    now: datetime,
    file: MetricFile,
    client_id: str,
    names: Mapping[str, str | None],
    known: Mapping[str, NewMetric],
    first_weekday: int,
) -> MetricReport:
    """Write a file's values as those of a client's numbers.

    Args:
        session: the session.
        now: the present instant.
        file: what was read.
        client_id: whose numbers they are, where the file does not say.
        names: what a column is called here; none where it is left out. What is not in it is as it was last time, else
            a number of the same name, else a new one.
        known: numbers of the catalogue by their folded names, for new ones.
        first_weekday: where weeks begin.
    """
    taker = _Taker(session, now, file, names, known)
    values: list[NewValue] = []
    made = changed = 0
    for series in file.series:
        metric = taker.metric(series, client_id)
        if metric is None:
            continue
        new = _by_period(metric, series, first_weekday)
        values += new
        before, starts = _stored(session, metric), {value.on for value in new}
        made += len(starts - before)
        changed += len(starts & before)
    differing = metrics.enter_all(session, now, values, first_weekday)
    taker.remember()
    return MetricReport(
        metrics_made=taker.made,
        metrics_found=taker.found,
        values_made=made,
        values_changed=differing - made,
        values_same=changed - (differing - made),
        left_out=tuple(taker.left_out),
    )


def _by_period(metric: Metric, series: Series, first_weekday: int) -> list[NewValue]:
    """The values of a series in the periods of its number: days of a weekly flow add up, of a stock the last counts."""
    periods: dict[date, list[Value]] = {}
    for found in series.values:
        start = period_start(found.on, metric.cadence, first_weekday)
        value = Value(found.on, found.value, found.numerator, found.denominator, found.note)
        periods.setdefault(start, []).append(value)
    factor = 100 if metric.unit == "%" else 1
    merged = []
    for start, inside in periods.items():
        # Percentages whose parts are not known have no common one: the newest stands for the period.
        one = (merge(start, inside, metric.kind, factor) if len(inside) > 1 else None) or inside[-1]
        merged.append(NewValue(metric.id, start, one.value, one.numerator, one.denominator, one.note or UNSET))
    return merged


def _stored(session: Session, metric: Metric) -> set[date]:
    rows = session.exec(select(MetricValue).where(col(MetricValue.metric_id) == metric.id)).all()
    return {row.period_on for row in rows}


class _Taker:
    """Finds or makes the number a series belongs to, and remembers which."""

    def __init__(
        self,
        session: Session,
        now: datetime,
        file: MetricFile,
        names: Mapping[str, str | None],
        known: Mapping[str, NewMetric],
    ) -> None:
        self._session = session
        self._now = now
        self._file = file
        self._names = names
        self._known = known
        self._clients: dict[str, str] = {}
        remembered = session.exec(
            select(SourceItem).where(
                col(SourceItem.source) == _SOURCE,
                col(SourceItem.container) == file.container,
                col(SourceItem.kind) == "metric",
            )
        ).all()
        self._last = {row.item: row.row_id for row in remembered}
        self._chosen: dict[str, str] = {}
        self.made = 0
        self.found = 0
        self.left_out: list[str] = []

    def metric(self, series: Series, client_id: str) -> Metric | None:
        """The number of a series; none where it is left out."""
        client_id = self._client(series.client) if series.client else client_id
        item = f"{client_id}:{series.name}"[:200]
        name = self._names.get(series.name, series.name)
        if name is None or (series.name not in self._names and self._last.get(item) == _LEFT_OUT):
            self.left_out.append(series.name)
            self._chosen[item] = _LEFT_OUT
            return None
        metric = self._remembered(item) if series.name not in self._names else None
        metric = metric or self._called(client_id, name) or self._make(client_id, name, series)
        self._chosen[item] = metric.id
        return metric

    def _client(self, text: str) -> str:
        if not self._clients:
            rows = self._session.exec(select(Client.id, Client.code, Client.name)).all()
            self._clients = {fold(word): key for key, code, name in rows for word in (code, name)}
        found = self._clients.get(fold(text))
        if found is None:
            raise NotFound(N_("The file names a client {code} that is not here."), code=text)
        return found

    def _remembered(self, item: str) -> Metric | None:
        metric = self._session.get(Metric, self._last.get(item, ""))
        if metric is None or metric.archived_at is not None:
            return None
        self.found += 1
        return metric

    def _called(self, client_id: str, name: str) -> Metric | None:
        rows = self._session.exec(
            select(Metric).where(col(Metric.client_id) == client_id, col(Metric.archived_at).is_(None))
        ).all()
        wanted = fold(name)
        known = self._known.get(wanted)
        for metric in rows:
            if fold(metric.name) == wanted or (known is not None and metric.key == known.key):
                self.found += 1
                return metric
        return None

    def _make(self, client_id: str, name: str, series: Series) -> Metric:
        known = self._known.get(fold(name))
        kind = MetricKind.RATIO if series.unit == "%" else MetricKind.FLOW
        new = known or NewMetric(name[:100], unit=series.unit, kind=kind)
        new = replace(new, cadence=series.cadence)
        key = metrics.add_all(self._session, self._now, client_id, [new])[0]
        self.made += 1
        metric = self._session.get(Metric, key)
        assert metric is not None  # noqa: S101  # for the type checker: just made
        return metric

    def remember(self) -> None:
        """What each column became and what she answered, for the next export of the same report."""
        for item, row_id in self._chosen.items():
            self._keep("metric", item, row_id)
        if self._file.order is not None:
            self._keep("answer", "order", self._file.order.value)

    def _keep(self, kind: str, item: str, kept: str) -> None:
        row = self._session.get(SourceItem, (_SOURCE, self._file.container, kind, item))
        if row is None:
            row = SourceItem(source=_SOURCE, container=self._file.container, kind=kind, item=item, row_id=kept)
            self._session.add(row)
        elif row.row_id != kept:
            row.row_id = kept

"""Writes about metrics: one function per intent."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, func, select

from obm_tui.domain import ordering
from obm_tui.domain.cards import NewCard
from obm_tui.domain.edits import UNSET, Unset
from obm_tui.domain.errors import N_, NotFound, Refused
from obm_tui.domain.measures import LIMIT
from obm_tui.domain.metrics import NOTE_LIMIT, Entered, MetricEdit, NewMetric, NewTarget, NewValue, check_window
from obm_tui.domain.periods import period_start
from obm_tui.domain.results import LATEST, score
from obm_tui.domain.text import clean_line, fold
from obm_tui.store.engine import step, today_of
from obm_tui.store.models import Client, Metric, MetricTarget, MetricValue
from obm_tui.store.reads import metrics as reads
from obm_tui.store.writes import cards

_CHUNK = 500


@step("metric.added")
def add(session: Session, now: datetime, client_id: str, new: NewMetric) -> str:
    """Add a number to a client's scorecard and return its key."""
    if _called(session, client_id, new.cleaned()):
        raise Refused(N_("This client has a number “{name}” already."), name=new.cleaned().name)
    return add_all(session, now, client_id, [new])[0]


@step("metric.pack_added")
def add_pack(session: Session, now: datetime, client_id: str, pack: Sequence[NewMetric]) -> list[str]:
    """Add the numbers of a pack that are not there yet, and return their keys."""
    missing = [new for new in pack if not _called(session, client_id, new.cleaned())]
    return add_all(session, now, client_id, missing)


def _called(session: Session, client_id: str, new: NewMetric) -> bool:
    """Whether the client has this number, by its key in the catalogue or by its name."""
    there = session.exec(select(Metric).where(col(Metric.client_id) == client_id, col(Metric.archived_at).is_(None)))
    return any((new.key and found.key == new.key) or fold(found.name) == fold(new.name) for found in there)


def add_all(session: Session, now: datetime, client_id: str, pack: Sequence[NewMetric]) -> list[str]:
    """Add numbers to a client's scorecard, as part of a larger step, and return their keys."""
    if session.get(Client, client_id) is None:
        raise NotFound(N_("This client is not there any more."))
    last = session.exec(select(func.max(Metric.pos)).where(col(Metric.client_id) == client_id)).one()
    ids = []
    for new in pack:
        new = new.cleaned()
        last = ordering.between(last, None)
        values = asdict(new) | {"client_id": client_id, "pos": last, "created_at": now, "updated_at": now}
        values.pop("target")
        metric = Metric(**values)
        session.add(metric)
        session.flush()
        if new.target is not None and (new.target.low is not None or new.target.high is not None):
            session.add(_target(metric.id, new.target))
        ids.append(metric.id)
    return ids


def _target(metric_id: str, new: NewTarget) -> MetricTarget:
    return MetricTarget(metric_id=metric_id, since=new.since, low=new.low, high=new.high, amber=new.amber)


@step("metric.edited")
def edit(session: Session, now: datetime, metric_id: str, changes: MetricEdit, target: NewTarget | None) -> None:
    """Give some fields of a metric new values, and a new target from a day on where one is given."""
    _edit(session, now, metric_id, changes)
    if target is not None:
        _retarget(session, metric_id, target)


@step("metric.muted")
def mute(session: Session, now: datetime, metric_id: str, until: date | None) -> None:
    """Let its red rest until a day, or speak again."""
    _edit(session, now, metric_id, MetricEdit(muted_until=until))


@step("metric.retargeted")
def retarget(session: Session, now: datetime, metric_id: str, target: NewTarget) -> None:
    """Another target from a day on; what was judged by the old one stays so."""
    existing(session, [metric_id])[0].updated_at = now
    _retarget(session, metric_id, target)


def _edit(session: Session, now: datetime, metric_id: str, changes: MetricEdit) -> None:
    metric = existing(session, [metric_id])[0]
    values = {name: value for name, value in asdict(changes.cleaned()).items() if value is not UNSET}
    differing = {name: value for name, value in values.items() if getattr(metric, name) != value}
    for name, value in differing.items():
        setattr(metric, name, value)
    check_window(metric.starts_on, metric.ends_on)
    if differing:
        metric.updated_at = now


def _retarget(session: Session, metric_id: str, target: NewTarget) -> None:
    target = target.checked()
    targets = session.exec(
        select(MetricTarget).where(col(MetricTarget.metric_id) == metric_id).order_by(col(MetricTarget.since))
    ).all()
    before = next((found for found in reversed(targets) if found.since <= target.since), None)
    if before is None and target.low is None and target.high is None:
        return
    if before is not None and (before.low, before.high, before.amber) == (target.low, target.high, target.amber):
        return
    if before is not None and before.since == target.since:
        before.low, before.high, before.amber = target.low, target.high, target.amber
    else:
        session.add(_target(metric_id, target))


@step("metric.removed")
def remove(session: Session, now: datetime, ids: Sequence[str]) -> None:
    """Take numbers off their scorecards; their values stay in the file."""
    for metric in existing(session, ids):
        metric.archived_at = metric.updated_at = now


@step("metric_value.entered")
def enter(session: Session, now: datetime, values: Sequence[NewValue], first_weekday: int = 0) -> Entered:
    """Enter values, each in the period its day lies in.

    An issue is proposed for what is red often enough and was not proposed yet for these reds. That it was is part of
    this step: who takes the value back is asked again with the next one.
    """
    changed = enter_all(session, now, values, first_weekday)
    return Entered(changed, tuple(_propose(session, dict.fromkeys(new.metric_id for new in values), first_weekday)))


def _propose(session: Session, ids: Iterable[str], first_weekday: int) -> Iterator[str]:
    session.flush()
    connection = session.connection().connection.driver_connection
    assert connection is not None  # noqa: S101  # for the type checker: this session writes on it
    for key in ids:
        metric = reads.metric_by_id(connection, key)
        if metric is None or reads.card_ids(connection, key):
            continue
        values, targets = reads.latest(connection, [key], LATEST)[key], reads.targets(connection, [key]).get(key, [])
        found = score(metric, values, targets, today_of(session), first_weekday)
        if found.asks_for_issue and found.last is not None:
            existing(session, [key])[0].proposed_on = found.last.start
            yield key


def enter_all(session: Session, now: datetime, values: Iterable[NewValue], first_weekday: int) -> int:
    """The same as part of a larger step, and without a proposal: how many differ."""
    by_metric: dict[str, list[NewValue]] = {}
    for new in values:
        by_metric.setdefault(new.metric_id, []).append(new)
    return sum(
        _enter(session, now, metric, by_metric[metric.id], first_weekday)
        for metric in existing(session, list(by_metric))
    )


def _enter(session: Session, now: datetime, metric: Metric, values: Sequence[NewValue], first_weekday: int) -> int:
    """The values of one metric; the last of those for one period counts."""
    wanted = {period_start(new.on, metric.cadence, first_weekday): new for new in values}
    if any(start > today_of(session) for start in wanted):
        raise Refused(N_("{name}: this period has not begun yet."), name=metric.name)
    there = _values_of(session, metric.id, list(wanted))
    changed = 0
    for start, new in wanted.items():
        factor = 100 if metric.unit == "%" else 1
        value = new.settled(factor)
        if any(part is not None and abs(part) > LIMIT for part in (value, new.numerator, new.denominator)):
            raise Refused(N_("{name}: this is too large for a number here."), name=metric.name)
        fields: dict[str, Any] = {"value": value, "numerator": new.numerator, "denominator": new.denominator}
        fields["is_estimated"] = new.is_estimated
        if not isinstance(new.note, Unset):
            fields["note"] = clean_line(new.note, NOTE_LIMIT)
        row = there.get(start)
        if row is None:
            row = MetricValue(metric_id=metric.id, period_on=start, entered_at=now, **fields)
            session.add(row)
            changed += 1
        elif any(getattr(row, name) != field for name, field in fields.items()):
            for name, field in fields.items():
                setattr(row, name, field)
            row.entered_at = now
            changed += 1
    return changed


def _values_of(session: Session, metric_id: str, starts: Sequence[date]) -> dict[date, MetricValue]:
    found: dict[date, MetricValue] = {}
    for spot in range(0, len(starts), _CHUNK):
        part = starts[spot : spot + _CHUNK]
        query = select(MetricValue).where(col(MetricValue.metric_id) == metric_id, col(MetricValue.period_on).in_(part))
        found |= {row.period_on: row for row in session.exec(query).all()}
    return found


@step("metric_value.noted")
def note(session: Session, now: datetime, metric_id: str, period_on: date, text: str) -> None:
    """Say why a value is what it is."""
    _value(session, metric_id, period_on).note = clean_line(text, NOTE_LIMIT)


@step("metric_value.cleared")
def clear(session: Session, now: datetime, metric_id: str, period_on: date) -> None:
    """Take a value out: missing is not zero."""
    session.delete(_value(session, metric_id, period_on))


def _value(session: Session, metric_id: str, period_on: date) -> MetricValue:
    found = _values_of(session, metric_id, [period_on]).get(period_on)
    if found is None:
        raise NotFound(N_("There is no value for this period."))
    return found


@step("metric.raised")
def raise_issue(session: Session, now: datetime, metric_id: str, new: NewCard, period_on: date) -> str:
    """Make a card out of a number that is off track, and return its key; it is not proposed again for these reds."""
    metric = existing(session, [metric_id])[0]
    metric.proposed_on = max(period_on, metric.proposed_on or period_on)
    return cards.add_all(session, now, [new])[0]


def existing(session: Session, ids: Sequence[str]) -> list[Metric]:
    """The metrics in the order of their keys.

    Raises:
        NotFound: one of them is gone.
    """
    rows = session.exec(select(Metric).where(col(Metric.id).in_(list(ids)), col(Metric.archived_at).is_(None))).all()
    found = {metric.id: metric for metric in rows}
    if len(found) < len(set(ids)):
        raise NotFound(N_("This number is not there any more."))
    return [found[key] for key in dict.fromkeys(ids)]

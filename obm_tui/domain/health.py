"""A client's health: signals with their reasons, worst first, never a bare score (R1, R2).

Eight signals make a health figure; while fewer than half of them can be known none is given, nor a colour, and only the
reasons are. What cannot be known takes nothing away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from obm_tui.domain import results
from obm_tui.domain.cards import Lane
from obm_tui.domain.clients import ClientRow
from obm_tui.domain.contacts import Attention
from obm_tui.domain.level import Level
from obm_tui.domain.results import Score, Standing

SIGNALS = 8
"""Contact, delivery, numbers, pace, what waits at the client's, payment, end of contract, rating."""
LATE_CARDS = 3
MUTE_DAYS = 7
_MUTED = "muted:"
"""What the setting of a muted signal is called, before its kind."""


HEALTHY = 80
WATCH = 50
"""From which figure on a client is healthy, or to be watched; below that it is at risk (R1)."""


class SignalKind(StrEnum):
    """What a signal is about."""

    CONTACT = "contact"
    DELIVERY = "delivery"
    CLIENT_WAITS = "client_waits"
    TEAM_WAITS = "team_waits"
    NUMBERS = "numbers"


WEIGHTS: Mapping[SignalKind, int] = {
    SignalKind.CONTACT: 20,
    SignalKind.DELIVERY: 20,
    SignalKind.NUMBERS: 15,
    SignalKind.CLIENT_WAITS: 10,
}
"""What a signal can take away of a hundred (R1); pace, payment, the contract's end and the rating make up the rest."""
TRIGGERS = frozenset({SignalKind.CONTACT, SignalKind.CLIENT_WAITS})
"""Signals whose red is a client at risk, whatever the figure (R2)."""


class Waits(NamedTuple):
    """Open waits of one side."""

    total: int = 0
    due: int = 0
    """Those it is time to ask again about."""
    oldest_on: date | None = None
    """The earliest day something should have been there."""


class Numbers(NamedTuple):
    """How a client's numbers stand."""

    total: int = 0
    """Those with a value."""
    reds: int = 0
    ambers: int = 0
    stale: int = 0
    muted: int = 0
    due: int = 0
    worst: str = ""
    """The name of the one that needs a decision first."""


class Facts(NamedTuple):
    """What is known of a client today."""

    client: ClientRow
    by_lane: Mapping[str, int]
    late: int
    latest_on: date | None
    """The due date of the card that is late the longest."""
    attention: Attention | None
    by_owner: Waits
    by_team: Waits
    next_project: str
    next_on: date | None
    """The project whose D0 comes next, and that day."""
    numbers: Numbers = Numbers()


class Limits(NamedTuple):
    """From where on a client's signals speak, and which of them are put to rest."""

    late_days: int = 3
    """A card later than this is no slip any more."""
    decision_days: int = 10
    """A client's answer later than this stops a project (R2)."""
    muted: Mapping[SignalKind, date] = {}
    """Until when a signal does not speak, by its kind."""


LIMIT_OF: Mapping[SignalKind, str] = {
    SignalKind.DELIVERY: "late_days",
    SignalKind.CLIENT_WAITS: "decision_days",
    SignalKind.TEAM_WAITS: "decision_days",
}
"""The setting that moves a signal's limit; that of contact is the client's rhythm, that of numbers their targets."""


def mute_setting(kind: SignalKind) -> str:
    """The name of the setting that puts a signal to rest."""
    return f"{_MUTED}{kind}"


def read_limits(everybody: Mapping[str, object], client: Mapping[str, object]) -> Limits:
    """The limits as set for a client, else for everybody; what is no sensible number stays at its default."""
    chosen = {
        name: value
        for settings in (everybody, client)
        for name in ("late_days", "decision_days")
        if isinstance(value := settings.get(name), int) and not isinstance(value, bool) and 0 <= value < 1000
    }
    muted = {}
    for kind in SignalKind:
        until = client.get(mute_setting(kind))
        if isinstance(until, str) and until:
            with suppress(ValueError):
                muted[kind] = date.fromisoformat(until)
    return Limits(**chosen, muted=muted)


class Signal(NamedTuple):
    """One reason."""

    kind: SignalKind
    level: Level
    value: int
    """Days, or the numbers with a judgement, as the kind counts."""
    limit: int
    """From where on it speaks."""
    cards: int = 0
    """How many cards, answers or numbers it is about."""
    name: str = ""
    """What it is about first, where that has a name."""
    muted_until: date | None = None
    """Where it is put to rest: the day it speaks again."""

    @property
    def is_trigger(self) -> bool:
        """Whether it alone puts a client at risk (R2)."""
        return self.kind in TRIGGERS and self.level is Level.RED


class Health(NamedTuple):
    """A client with all that speaks for and against its health."""

    facts: Facts
    signals: tuple[Signal, ...]
    """The worst first."""
    known: int
    """Signals of the eight that say something."""

    @property
    def figure(self) -> int | None:
        """0 to 100; none while under half of the signals are known, and none for her own business."""
        if self.facts.client.is_self or 2 * self.known < SIGNALS:
            return None
        halves = {Level.AMBER: 1, Level.RED: 2}
        lost = sum(WEIGHTS.get(signal.kind, 0) * halves.get(signal.level, 0) for signal in self.signals)
        return 100 - (lost + 1) // 2

    @property
    def level(self) -> Level:
        """By the figure, and red where a trigger fires; her own business has none."""
        if self.facts.client.is_self:
            return Level.NONE
        if any(signal.is_trigger for signal in self.signals):
            return Level.RED
        if self.figure is None:
            return Level.NONE
        return Level.GREEN if self.figure >= HEALTHY else Level.AMBER if self.figure >= WATCH else Level.RED

    @property
    def reasons(self) -> tuple[Signal, ...]:
        """What is not as it should be."""
        return tuple(signal for signal in self.signals if signal.level >= Level.AMBER)

    @property
    def muted(self) -> tuple[Signal, ...]:
        """What was put to rest."""
        return tuple(signal for signal in self.signals if signal.muted_until is not None)

    def signal(self, kind: SignalKind) -> Signal | None:
        """The signal of this kind, where it says something."""
        return next((signal for signal in self.signals if signal.kind is kind), None)


def judge(facts: Facts, today: date, limits: Limits = Limits()) -> Health:  # noqa: B008  # frozen
    """The signals of a client, worst first."""
    found = [
        _contact(facts, today),
        _delivery(facts, today, limits.late_days),
        _waits(SignalKind.CLIENT_WAITS, facts.by_owner, today, limits.decision_days),
        _waits(SignalKind.TEAM_WAITS, facts.by_team, today, limits.decision_days),
        _numbers(facts.numbers),
    ]
    signals = [_rested(signal, limits.muted.get(signal.kind), today) for signal in found if signal is not None]
    known = sum(signal.kind is not SignalKind.TEAM_WAITS for signal in signals)
    return Health(facts, tuple(sorted(signals, key=lambda signal: (-signal.level, signal.kind))), known)


def _rested(signal: Signal, until: date | None, today: date) -> Signal:
    """The signal, without a word where it is put to rest."""
    if until is None or today >= until or signal.level < Level.AMBER:
        return signal
    return signal._replace(level=Level.NONE, muted_until=until)


def _contact(facts: Facts, today: date) -> Signal | None:
    """More than once the rhythm is amber, more than twice red (R2)."""
    days = facts.attention.days(today) if facts.attention is not None else None
    if facts.attention is None or days is None:
        return None
    rhythm = facts.attention.cadence_days
    level = Level.RED if days > 2 * rhythm else Level.AMBER if days > rhythm else Level.GREEN
    return Signal(SignalKind.CONTACT, level, days, rhythm)


def _delivery(facts: Facts, today: date, limit: int) -> Signal:
    days = (today - facts.latest_on).days if facts.latest_on is not None else 0
    level = Level.GREEN
    if facts.late:
        level = Level.RED if days > limit or facts.late > LATE_CARDS else Level.AMBER
    return Signal(SignalKind.DELIVERY, level, days, limit, facts.late)


def _waits(kind: SignalKind, waits: Waits, today: date, limit: int) -> Signal:
    days = max(0, (today - waits.oldest_on).days) if waits.oldest_on is not None else 0
    level = Level.GREEN
    if waits.due:
        level = Level.RED if days > limit else Level.AMBER
    return Signal(kind, level, days, limit, waits.due)


def _numbers(found: Numbers) -> Signal | None:
    """One red is red; what was not read for too long is amber. It counts those of the level it has."""
    if not found.total:
        return None
    level = Level.RED if found.reds else Level.AMBER if found.ambers or found.stale else Level.GREEN
    if level is Level.GREEN and found.muted == found.total:
        level = Level.NONE  # nothing speaks, which is not the same as all is well
    judged = found.reds or found.ambers
    return Signal(SignalKind.NUMBERS, level, judged, 0, judged or found.stale, found.worst)


def count_by_client(scores: Sequence[Score]) -> dict[str, Numbers]:
    """How the numbers of each client stand."""
    by_client: dict[str, list[Score]] = {}
    for score in results.worst_first(scores):
        if score.metric.on_scorecard and score.standing is not Standing.PAUSED:
            by_client.setdefault(score.metric.client_id, []).append(score)
    return {client_id: _count(found) for client_id, found in by_client.items()}


def _count(found: Sequence[Score]) -> Numbers:
    def of(standing: Standing) -> int:
        return sum(score.standing is standing for score in found)

    return Numbers(
        total=sum(score.last is not None for score in found),
        reds=of(Standing.OFF_TRACK),
        ambers=of(Standing.WATCH),
        stale=of(Standing.STALE),
        muted=sum(score.muted_until is not None for score in found),
        due=sum(score.due_on is not None for score in found),
        worst=found[0].metric.name,
    )


def worst_first(found: list[Health]) -> list[Health]:
    """In the order of the radar: red ones first, by how many reasons; her own business last."""

    def rank(health: Health) -> tuple[object, ...]:
        reds = sum(signal.level is Level.RED for signal in health.signals)
        figure = 100 if health.figure is None else health.figure
        return (health.facts.client.is_self, -health.level, figure, -reds, -len(health.reasons), -health.facts.late)

    return sorted(found, key=rank)


def open_cards(facts: Facts, *lanes: Lane) -> int:
    """How many cards stand in these lanes."""
    return sum(facts.by_lane.get(lane.value, 0) for lane in lanes)

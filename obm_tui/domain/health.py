"""A client's health: signals with their reasons, worst first, never a bare score (R1, R2).

Eight signals make a health figure; while fewer than half of them can be known none is given and only the reasons are.
"""

from collections.abc import Mapping
from datetime import date
from enum import IntEnum, StrEnum
from typing import NamedTuple

from obm_tui.domain.cards import Lane
from obm_tui.domain.clients import ClientRow
from obm_tui.domain.contacts import Attention

SIGNALS = 8
"""Contact, delivery, numbers, pace, what waits at the client's, payment, end of contract, rating."""
LATE_DAYS = 3
"""A card later than this is no slip any more."""
LATE_CARDS = 3
DECISION_DAYS = 10
"""A client's answer later than this stops a project (R2)."""


class Level(IntEnum):
    """How much a signal wants to be seen."""

    NONE = 0
    GREEN = 1
    AMBER = 2
    RED = 3


class SignalKind(StrEnum):
    """What a signal is about."""

    CONTACT = "contact"
    DELIVERY = "delivery"
    CLIENT_WAITS = "client_waits"
    TEAM_WAITS = "team_waits"
    QUESTIONS = "questions"


class Waits(NamedTuple):
    """Open waits of one side."""

    total: int = 0
    due: int = 0
    """Those it is time to ask again about."""
    oldest_on: date | None = None
    """The earliest day something should have been there."""


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


class Signal(NamedTuple):
    """One reason."""

    kind: SignalKind
    level: Level
    value: int
    """Days or cards, as the kind counts."""
    limit: int
    """From where on it speaks."""
    cards: int = 0
    """How many cards it is about."""


class Health(NamedTuple):
    """A client with all that speaks for and against its health."""

    facts: Facts
    signals: tuple[Signal, ...]
    """The worst first."""
    known: int
    """Signals of the eight that say something."""

    @property
    def level(self) -> Level:
        """The worst of its signals; her own business has none."""
        if self.facts.client.is_self:
            return Level.NONE
        return max((signal.level for signal in self.signals), default=Level.NONE)

    @property
    def reasons(self) -> tuple[Signal, ...]:
        """What is not as it should be."""
        return tuple(signal for signal in self.signals if signal.level >= Level.AMBER)

    def signal(self, kind: SignalKind) -> Signal | None:
        """The signal of this kind, where it says something."""
        return next((signal for signal in self.signals if signal.kind is kind), None)


def judge(facts: Facts, today: date) -> Health:
    """The signals of a client, worst first."""
    found = [
        _contact(facts, today),
        _delivery(facts, today),
        _waits(SignalKind.CLIENT_WAITS, facts.by_owner, today),
        _waits(SignalKind.TEAM_WAITS, facts.by_team, today),
    ]
    signals = [signal for signal in found if signal is not None]
    known = sum(signal.kind is not SignalKind.TEAM_WAITS for signal in signals)
    return Health(facts, tuple(sorted(signals, key=lambda signal: (-signal.level, signal.kind))), known)


def _contact(facts: Facts, today: date) -> Signal | None:
    """More than once the rhythm is amber, more than twice red (R2)."""
    days = facts.attention.days(today) if facts.attention is not None else None
    if facts.attention is None or days is None:
        return None
    rhythm = facts.attention.cadence_days
    level = Level.RED if days > 2 * rhythm else Level.AMBER if days > rhythm else Level.GREEN
    return Signal(SignalKind.CONTACT, level, days, rhythm)


def _delivery(facts: Facts, today: date) -> Signal:
    days = (today - facts.latest_on).days if facts.latest_on is not None else 0
    level = Level.GREEN
    if facts.late:
        level = Level.RED if days > LATE_DAYS or facts.late > LATE_CARDS else Level.AMBER
    return Signal(SignalKind.DELIVERY, level, days, LATE_DAYS, facts.late)


def _waits(kind: SignalKind, waits: Waits, today: date) -> Signal:
    days = max(0, (today - waits.oldest_on).days) if waits.oldest_on is not None else 0
    level = Level.GREEN
    if waits.due:
        level = Level.RED if days > DECISION_DAYS else Level.AMBER
    return Signal(kind, level, days, DECISION_DAYS, waits.due)


def worst_first(found: list[Health]) -> list[Health]:
    """In the order of the radar: red ones first, by how many reasons; her own business last."""

    def rank(health: Health) -> tuple[object, ...]:
        reds = sum(signal.level is Level.RED for signal in health.signals)
        return (health.facts.client.is_self, -health.level, -reds, -len(health.reasons), -health.facts.late)

    return sorted(found, key=rank)


def open_cards(facts: Facts, *lanes: Lane) -> int:
    """How many cards stand in these lanes."""
    return sum(facts.by_lane.get(lane.value, 0) for lane in lanes)

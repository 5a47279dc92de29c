"""Triage: which queue asks about a card, what has grown old (R4), how full a lane may be (R3), and the sweep."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from obm_tui.domain.cards import CardRow, Lane, Priority
from obm_tui.domain.clients import ClientRow
from obm_tui.domain.contacts import Attention
from obm_tui.domain.text import fold
from obm_tui.domain.workdays import add_workdays, is_workday, workdays_between


class Queue(StrEnum):
    """What waits for a verdict, in the order of the tabs."""

    NEW = "new"
    FOLLOW_UPS = "follow_ups"
    STALE = "stale"
    BACK = "back"
    """Back from snooze."""


class Thresholds(NamedTuple):
    """Where a limit or an age begins to speak. Days are working days; each can be changed in the settings."""

    doing_limit: int = 3
    """Cards of her own in Doing, over all clients."""
    week_limit: int = 8
    approve_limit: int = 5
    waiting_limit: int = 6
    """Cards in Waiting of one client."""
    doing_age: int = 3
    approve_age: int = 2
    week_age: int = 10
    inbox_age: int = 2

    def age_limit(self, lane: Lane) -> int | None:
        """Working days after which a card of this lane is old; none where age says nothing."""
        ages = {
            Lane.DOING: self.doing_age,
            Lane.APPROVE: self.approve_age,
            Lane.WEEK: self.week_age,
            Lane.INBOX: self.inbox_age,
        }
        return ages.get(lane)


def read_thresholds(settings: Mapping[str, object]) -> Thresholds:
    """The thresholds as set; what is no sensible number stays at its default."""
    known = Thresholds()
    chosen = {
        name: value
        for name in known._fields
        if isinstance(value := settings.get(name), int) and not isinstance(value, bool) and 0 < value < 1000
    }
    return known._replace(**chosen)


def oldest_fresh_day(today: date, limit: int) -> date:
    """The earliest day that is not yet more than `limit` working days ago."""
    day = today
    while workdays_between(day - timedelta(days=1), today) <= limit:
        day -= timedelta(days=1)
    return day


def is_old(row: CardRow, since: date, today: date, thresholds: Thresholds) -> bool:
    """Whether a card stands in its lane for longer than the lane bears (R4)."""
    limit = thresholds.age_limit(row.lane)
    return limit is not None and workdays_between(since, today) > limit


class TriageContext(NamedTuple):
    """What is worth knowing when one card is decided."""

    client: ClientRow | None
    attention: Attention | None
    week: int
    """Cards in this week, over all clients."""
    doing: int
    """Cards of her own in Doing."""
    waiting: int
    """Cards of this client in Waiting."""
    minutes: int
    """Worked for this client this month."""
    similar: tuple[CardRow, ...]
    """Cards of the same client with words in common, the most alike first."""


_WORD = re.compile(r"[^\W_]{3,}")
_COMMON = frozenset(
    [
        "the",
        "and",
        "for",
        "with",
        "from",
        "this",
        "that",
        "des",
        "les",
        "une",
        "pour",
        "avec",
        "dans",
        "sur",
        "par",
        "aux",
        "est",
        "son",
        "ses",
        "leur",
        "que",
        "qui",
        "pas",
        "plus",
    ]
)
TWIN = 0.6
"""Share of common words from which two titles mean the same thing."""


def words_of(title: str) -> frozenset[str]:
    """The words of a title that can tell it from another."""
    return frozenset(_WORD.findall(fold(title))) - _COMMON


def likeness(one: str, other: str) -> float:
    """How much two titles have in common: shared words ÷ all words, 0 to 1; the same both ways."""
    mine, theirs = words_of(one), words_of(other)
    return len(mine & theirs) / len(mine | theirs) if mine and theirs else 0.0


def most_alike(title: str, rows: Iterable[CardRow], count: int = 3, least: float = 0.2) -> tuple[CardRow, ...]:
    """The rows whose titles are most like this one, the most alike first."""
    ranked = sorted(((likeness(title, row.title), row.id, row) for row in rows), reverse=True)
    return tuple(row for rank, _key, row in ranked[:count] if rank >= least)


class Sweep(StrEnum):
    """Where late cards go."""

    SPREAD = "spread"
    """Over the coming working days, the most pressing first."""
    TODAY = "today"
    MONDAY = "monday"
    """The next Monday."""
    NO_DATE = "no_date"


_A_DAY = 3
"""Cards a day that a spread puts on her."""


def plan_sweep(rows: Sequence[CardRow], how: Sweep, today: date) -> dict[str, date | None]:
    """New due dates for late cards, by key.

    Spread: three a day from today on, P1 first, then what was due first; no day is a weekend.
    """
    if how is Sweep.NO_DATE:
        return dict.fromkeys((row.id for row in rows), None)
    if how is not Sweep.SPREAD:
        day = today if how is Sweep.TODAY else today + timedelta(days=7 - today.weekday())
        return dict.fromkeys((row.id for row in rows), day)
    first = today if is_workday(today) else add_workdays(today, 0)
    ordered = sorted(rows, key=lambda row: (row.priority or Priority.P3 + 1, row.due_on or today, row.id))
    return {row.id: add_workdays(first, number // _A_DAY) for number, row in enumerate(ordered)}

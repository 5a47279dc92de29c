"""What a new client needs before this cockpit is of use for it, told from what is there already."""

from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

DAYS = 60
"""Days after a client was added in which its page says what is still missing."""
PUT_AWAY = "set_up.put_away"
"""The client's setting that keeps which lines she does not want."""


class SetUpLine(StrEnum):
    """One thing to say about a client, in the order in which they help each other."""

    OWNER = "owner"
    NUMBERS = "numbers"
    TEAM = "team"
    CARDS = "cards"
    COURSE = "course"
    """What it is steered by: compass, priorities, rhythm of contact."""
    EXCHANGE = "exchange"
    HOURS = "hours"
    """What was done in the month before the first entry here: without it that month counts wrong."""


class SetUpFacts(NamedTuple):
    """What is there of a client."""

    is_self: bool
    added_on: date
    has_owner: bool
    numbers: int
    team: int
    cards: int
    has_course: bool
    exchanges: int
    minutes: int
    """Worked for it so far."""


_OTHERS = frozenset({SetUpLine.OWNER, SetUpLine.TEAM, SetUpLine.EXCHANGE, SetUpLine.HOURS})
"""Lines that make no sense for her own business."""


def lines_of(facts: SetUpFacts) -> tuple[tuple[SetUpLine, bool], ...]:
    """The lines of a client, and whether each is done."""
    done = {
        SetUpLine.OWNER: facts.has_owner,
        SetUpLine.NUMBERS: facts.numbers > 0,
        SetUpLine.TEAM: facts.team > 0,
        SetUpLine.CARDS: facts.cards > 0,
        SetUpLine.COURSE: facts.has_course,
        SetUpLine.EXCHANGE: facts.exchanges > 0,
        SetUpLine.HOURS: facts.minutes > 0,
    }
    return tuple((line, done[line]) for line in SetUpLine if not (facts.is_self and line in _OTHERS))


def is_shown(facts: SetUpFacts, put_away: frozenset[str], today: date) -> bool:
    """Whether the page lists them: the client is new, and something is missing that she wants."""
    is_new = today <= facts.added_on + timedelta(days=DAYS)
    return is_new and any(not done and line.value not in put_away for line, done in lines_of(facts))

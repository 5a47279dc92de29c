"""Waits: who owes what since when, and when to ask again (R5)."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from obm_tui.domain.cards import CardRow
from obm_tui.domain.errors import N_, Refused
from obm_tui.domain.people import NewPerson, PersonKind
from obm_tui.domain.text import TITLE_LIMIT, clean_line
from obm_tui.domain.workdays import add_workdays

FIRST_NUDGE = 3
"""Working days after asking, where no day was named."""
NEXT_NUDGE = 2
"""Working days between two nudges."""
ESCALATION = 2
"""Nudges after which another way is due: a call, a back-up, a risk."""


class WaitState(StrEnum):
    """Where a wait stands."""

    ASKED = "asked"
    NUDGED = "nudged"
    ESCALATED = "escalated"
    """Nudged often enough: asking again in the same way will not help."""


class WaitRow(NamedTuple):
    """An open wait with its card."""

    card: CardRow
    person_id: str | None
    person: str | None
    person_kind: PersonKind | None
    what: str
    channel: str
    asked_on: date | None
    expected_on: date | None
    nudge_on: date | None
    nudges: int
    last_reply_on: date | None

    @property
    def by_client(self) -> bool:
        """Whether the client's owner owes it, not the team."""
        return self.person_kind is PersonKind.OWNER

    def is_due(self, today: date) -> bool:
        """Whether it is time to ask again."""
        return self.nudge_on is not None and self.nudge_on <= today

    def was_nudged_on(self, day: date) -> bool:
        """Whether she asked again that day, and the next time was not moved since."""
        return self.nudges > 0 and self.nudge_on == next_nudge(day)

    @property
    def state(self) -> WaitState:
        """Asked, nudged, or past nudging."""
        if self.nudges >= ESCALATION:
            return WaitState.ESCALATED
        return WaitState.NUDGED if self.nudges else WaitState.ASKED


@dataclass(frozen=True, slots=True)
class NewWait:
    """Who is waited for, what for, until when. All of it may be unknown."""

    person: str | NewPerson | None = None
    """A person's key, or somebody to add with it."""
    what: str = ""
    expected_on: date | None = None
    channel: str = ""

    def cleaned(self) -> "NewWait":
        """The same, fit to be stored.

        Raises:
            Refused: what is waited for is too long.
        """
        what = clean_line(self.what, TITLE_LIMIT + 1)
        if len(what) > TITLE_LIMIT:
            raise Refused(N_("What is waited for holds {limit} characters at most."), limit=TITLE_LIMIT)
        return replace(self, what=what, channel=clean_line(self.channel, 40))


def first_nudge(asked_on: date, expected_on: date | None) -> date:
    """When to ask for the first time: the working day after it was expected, else three working days on."""
    if expected_on is not None:
        return add_workdays(expected_on + timedelta(days=1), 0)
    return add_workdays(asked_on, FIRST_NUDGE)


def next_nudge(today: date) -> date:
    """When to ask once more after asking today."""
    return add_workdays(today, NEXT_NUDGE)

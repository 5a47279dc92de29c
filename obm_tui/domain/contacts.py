"""The relationship log: what was said, by whom, when, and how long a client was left alone."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from obm_tui.domain.errors import N_, Refused
from obm_tui.domain.text import clean_line, clean_note

CADENCE_DAYS = 7
"""Days between two exchanges with a client who has no rhythm of their own."""


class ContactKind(StrEnum):
    """What an entry is."""

    EXCHANGE = "exchange"
    """A talk, a call, an answer: what counts as contact."""
    NUDGE = "nudge"
    """She asked again; nobody answered yet."""
    NOTE = "note"
    THANKS = "thanks"
    END_RUN = "end_run"
    """The owner tasked the team directly, or the team went round her (R17)."""


class ContactRow(NamedTuple):
    """An entry as the log shows it."""

    id: str
    at: datetime
    kind: ContactKind
    client_id: str | None
    client_code: str | None
    person_id: str | None
    person: str | None
    card_id: str | None
    channel: str
    gist: str
    mood: int | None
    """-1, 0 or 1."""


@dataclass(frozen=True, slots=True)
class NewContact:
    """What it takes to note a contact: what was said."""

    gist: str
    client_id: str | None = None
    person_id: str | None = None
    kind: ContactKind = ContactKind.EXCHANGE
    channel: str = ""
    mood: int | None = None
    card_id: str | None = None
    at: datetime | None = None
    """When it was; the present instant where nothing is said."""

    def cleaned(self) -> "NewContact":
        """The same, fit to be stored.

        Raises:
            Refused: there is nothing in it.
        """
        gist = clean_note(self.gist)
        if not gist.strip():
            raise Refused(N_("A note in the journal needs some words."))
        return replace(self, gist=gist, channel=clean_line(self.channel, 40))


class Attention(NamedTuple):
    """How long ago a client was last spoken with, against the rhythm that was meant."""

    client_id: str
    last_on: date | None
    """None where no exchange was ever noted."""
    cadence_days: int

    def days(self, today: date) -> int | None:
        """Days since the last exchange; none where there was none."""
        return (today - self.last_on).days if self.last_on is not None else None

    def neglect(self, today: date) -> float:
        """Days since the last exchange ÷ the rhythm; 0 where nothing is known: day one is no reproach."""
        days = self.days(today)
        return days / self.cadence_days if days is not None else 0.0

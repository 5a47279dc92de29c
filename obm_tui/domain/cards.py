"""Cards: lanes, rows, inputs, and the rules that need nothing but dates."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum, IntEnum, StrEnum
from typing import NamedTuple

from obm_tui.domain.clients import ClientColour
from obm_tui.domain.edits import UNSET, Unset
from obm_tui.domain.errors import N_, Refused
from obm_tui.domain.people import NewPerson
from obm_tui.domain.text import NOTE_LIMIT, TITLE_LIMIT, clean_line, clean_note


class Lane(StrEnum):
    """Where a card stands; the order is the order of work."""

    INBOX = "inbox"
    BACKLOG = "backlog"
    WEEK = "week"
    DOING = "doing"
    WAITING = "waiting"
    APPROVE = "approve"
    DONE = "done"
    DROPPED = "dropped"
    QUESTION = "question"
    """To settle: by the owner, the team or herself."""
    IDEA = "idea"
    """The parking lot."""
    RISK = "risk"
    """Risks and hiccups."""


BOARD_LANES = (Lane.BACKLOG, Lane.WEEK, Lane.DOING, Lane.WAITING, Lane.APPROVE, Lane.DONE)
"""The columns of the board, left to right."""
REGISTERS = (Lane.QUESTION, Lane.IDEA, Lane.RISK)
"""What is no work: kept beside the board until it becomes some."""
CLOSED_LANES = frozenset({Lane.DONE, Lane.DROPPED})
DONE_DAYS = 30
"""The Done lane shows this many days; older cards are found by search and list."""

COLUMN = "column"
"""The name under which a card keeps its column of the other tool."""


class Priority(IntEnum):
    """P1 is the highest; none is the usual."""

    NONE = 0
    P1 = 1
    P2 = 2
    P3 = 3

    def next(self) -> "Priority":
        """The one after it in the cycle none → P1 → P2 → P3 → none."""
        return Priority((self + 1) % len(Priority))


class CardRow(NamedTuple):
    """A card as every list shows it."""

    id: str
    no: int
    client_id: str | None
    client_code: str | None
    client_colour: ClientColour | None
    project: str | None
    title: str
    lane: Lane
    lane_since: datetime
    priority: Priority
    due_on: date | None
    due_time: str | None
    owner_id: str | None
    owner: str | None
    owner_is_me: bool
    has_body: bool
    items: int
    items_done: int
    comments: int
    links: int
    closed_at: datetime | None
    archived_at: datetime | None
    snoozed_until: date | None
    blocked_reason: str
    has_done_means: bool
    awaited: str | None
    """Whom an open wait is for; none without one."""
    expected_on: date | None
    """When what is waited for should be there."""
    nudge_on: date | None
    nudges: int

    @property
    def reference(self) -> str:
        """What people type for this card: `CAP-12`, or `7` where it has no client."""
        return reference(self.client_code, self.no)

    @property
    def expected_day(self) -> date | None:
        """When it should be there: what is waited for, when that is expected; anything else when it is due."""
        return self.expected_on or self.due_on if self.lane is Lane.WAITING else self.due_on

    @property
    def is_blocked(self) -> bool:
        """Whether something holds it up; what is closed is held up by nothing."""
        return bool(self.blocked_reason) and self.lane not in CLOSED_LANES

    def days_late(self, today: date) -> int:
        """Days past the day it should be there; 0 when not late, without a date, or no work."""
        day = self.expected_day
        if day is None or self.lane in CLOSED_LANES:
            return 0
        return max(0, (today - day).days)

    def nudge_is_due(self, today: date) -> bool:
        """Whether it is time to ask again."""
        return self.lane is Lane.WAITING and self.nudge_on is not None and self.nudge_on <= today

    @property
    def is_mine(self) -> bool:
        """Whether it is hers to do: nobody else's, and not waited for."""
        return (self.owner is None or self.owner_is_me) and self.lane is not Lane.WAITING

    @property
    def lacks(self) -> tuple[str, ...]:
        """Which of owner, due date and done-means are missing (R24): shown as a dot, never asked for."""
        present = {"owner": self.owner_id, "due": self.due_on, "done_means": self.has_done_means}
        return tuple(name for name, value in present.items() if not value)


class ChecklistItem(NamedTuple):
    """One line to tick on a card."""

    id: str
    group: str
    text: str
    done: bool


class CommentRow(NamedTuple):
    """What somebody said on a card."""

    id: str
    author: str
    at: datetime
    text: str


class LinkRow(NamedTuple):
    """Where a card points to."""

    id: str
    url: str
    title: str


class OpenWait(NamedTuple):
    """What a card waits for."""

    person: str | None
    role: str
    """What that person does; empty where it was not said."""
    what: str
    channel: str
    asked_on: date | None
    expected_on: date | None
    nudge_on: date | None
    nudges: int
    last_reply_on: date | None


class CardDetail(NamedTuple):
    """A card with all that hangs on it."""

    row: CardRow
    wait: OpenWait | None
    body: str
    start_on: date | None
    created_at: datetime
    updated_at: datetime
    external_url: str
    drop_reason: str
    done_means: str
    rrule: str
    source: str
    """Where it was captured: “WhatsApp”, a tool's name; empty for the keyboard."""
    requester: str | None
    extra: dict[str, str]
    """Fields of another tool that have no place of their own, by their name there."""
    labels: tuple[str, ...]
    checklist: tuple[ChecklistItem, ...]
    comments: tuple[CommentRow, ...]
    links: tuple[LinkRow, ...]


def reference(client_code: str | None, no: int) -> str:
    """The human reference of a card."""
    return f"{client_code}-{no}" if client_code else str(no)


def parse_reference(text: str) -> tuple[str | None, int] | None:
    """The client code and number in a reference, or `None` where the text is not one."""
    match = re.fullmatch(r"(?:([A-Za-z][A-Za-z0-9]{1,3})-)?([0-9]{1,9})", text.strip())
    return (match[1].upper() if match[1] else None, int(match[2])) if match else None


def _clean_title(text: str) -> str:
    title = clean_line(text, TITLE_LIMIT + 1)
    if not title:
        raise Refused(N_("A card needs a title."))
    if len(title) > TITLE_LIMIT:
        raise Refused(
            N_("A title holds {limit} characters at most; put the rest in the description."),
            limit=TITLE_LIMIT,
        )
    return title


def _clean_body(text: str) -> str:
    if len(text) > NOTE_LIMIT:
        raise Refused(N_("A description holds {limit} characters at most."), limit=NOTE_LIMIT)
    return clean_note(text)


def clean_time(text: str | None) -> str | None:
    """A time of day as `HH:MM`, or `None`.

    Raises:
        Refused: the text is not a time of day.
    """
    if not text:
        return None
    match = re.fullmatch(r"([01]?[0-9]|2[0-3])[:hH]([0-5][0-9])?", text.strip())
    if not match:
        raise Refused(N_("“{time}” is not a time of day: 14:30 is expected."), time=clean_line(text, 40))
    return f"{int(match[1]):02d}:{match[2] or '00'}"


class Edge(Enum):
    """An end of a lane."""

    TOP = "top"
    BOTTOM = "bottom"


class After(NamedTuple):
    """Directly behind this card of the lane."""

    card_id: str


class Before(NamedTuple):
    """Directly before this card of the lane."""

    card_id: str


Place = Edge | After | Before
"""Where in a lane a card goes."""


@dataclass(frozen=True, slots=True)
class NewCard:
    """What it takes to add a card: a title."""

    title: str
    client_id: str | None = None
    lane: Lane = Lane.INBOX
    owner: str | NewPerson | None = None
    """A person's key, or somebody to add with it."""
    due_on: date | None = None
    due_time: str | None = None
    priority: Priority = Priority.NONE
    project_id: str | None = None
    body: str = ""
    rrule: str = ""
    """How it comes back (RFC 5545); empty where it does not."""
    source: str = ""
    metric_id: str | None = None
    """The number it is about, where it comes from one."""
    place: Place | None = None
    """Where in the lane; by default at the bottom of the inbox, at the top of any other lane."""

    def cleaned(self) -> "NewCard":
        """The same, fit to be stored.

        Raises:
            Refused: no title, or a text that is too long.
        """
        return replace(
            self,
            title=_clean_title(self.title),
            body=_clean_body(self.body),
            due_time=clean_time(self.due_time),
            rrule=clean_line(self.rrule, 200),
            source=clean_line(self.source, 100),
        )


@dataclass(frozen=True, slots=True)
class CardEdit:
    """New values for some fields of a card; the rest stays."""

    title: str | Unset = UNSET
    body: str | Unset = UNSET
    client_id: str | Unset | None = UNSET
    owner: str | NewPerson | Unset | None = UNSET
    due_on: date | Unset | None = UNSET
    due_time: str | Unset | None = UNSET
    priority: Priority | Unset = UNSET
    done_means: str | Unset = UNSET
    blocked_reason: str | Unset = UNSET

    def cleaned(self) -> "CardEdit":
        """The same, fit to be stored.

        Raises:
            Refused: an empty title, or a text that is too long.
        """
        return replace(
            self,
            title=self.title if isinstance(self.title, Unset) else _clean_title(self.title),
            body=self.body if isinstance(self.body, Unset) else _clean_body(self.body),
            due_time=self.due_time if isinstance(self.due_time, Unset) else clean_time(self.due_time),
            done_means=self.done_means if isinstance(self.done_means, Unset) else clean_line(self.done_means, 500),
            blocked_reason=(
                self.blocked_reason if isinstance(self.blocked_reason, Unset) else clean_line(self.blocked_reason, 500)
            ),
        )

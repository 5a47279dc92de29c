"""Camille's practice as rows: clients, people, projects, cards, waits and the log of two months.

Days are counted from the story's: -5 is five days ago. `Story.day` and `Story.moment` make dates of them, so that
the whole can stand on another day.
"""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from obm_tui.domain.cards import Lane, Priority
from obm_tui.domain.clients import ClientColour
from obm_tui.domain.contacts import ContactKind
from obm_tui.domain.people import PersonKind
from obm_tui.domain.projects import ProjectStatus

ME = "me"
"""The key of the person at the keyboard."""


class Form(StrEnum):
    """How she addresses somebody."""

    TU = "tu"
    VOUS = "vous"


class Idea(StrEnum):
    """Where an idea stands."""

    NEW = "new"
    PARKED = "parked"
    ACCEPTED = "accepted"
    SWAPPED = "swapped"
    """Taken in the place of a priority of the quarter."""
    DECLINED = "declined"


class StoryPriority(NamedTuple):
    """A priority of the quarter, and the project that carries it."""

    title: str
    project: str | None


class StoryClient(NamedTuple):
    """A client; `cadence` is the days between two exchanges with its owner, 0 for her own business."""

    code: str
    name: str
    colour: ClientColour
    is_self: bool
    owner: str | None
    made: int
    cadence: int
    compass: str
    goal: str
    notes: str
    priorities: tuple[StoryPriority, ...]


class StoryPerson(NamedTuple):
    """Somebody of a client's team, or of her network where there is no client."""

    key: str
    name: str
    client: str | None
    kind: PersonKind
    role: str
    form: Form
    language: str
    channel: str
    email: str
    zone: str
    """An IANA name; empty where it is hers."""
    hours: int
    """Hours a week; 0 where nobody agreed on any."""
    notes: str


class StoryProject(NamedTuple):
    """A project; `d0` is its anchor."""

    key: str
    client: str
    title: str
    status: ProjectStatus
    made: int
    d0: int | None
    body: str


class StoryItem(NamedTuple):
    """A line to tick."""

    text: str
    done: bool


class StoryComment(NamedTuple):
    """What somebody said on a card; `by` is a person's key."""

    by: str
    at: int
    time: str
    text: str


class StoryLink(NamedTuple):
    """Where a card points to."""

    url: str
    title: str


class StoryWait(NamedTuple):
    """What a card waits for; from whom is the card's owner."""

    what: str
    """Empty where the card's title says it."""
    asked: int
    expected: int | None
    nudge_on: int | None
    nudged: tuple[int, ...]
    """The days it was nudged."""
    channel: str
    last_reply: int | None


class StoryCard(NamedTuple):
    """A card with all that hangs on it."""

    key: str
    title: str
    client: str | None
    project: str | None
    lane: Lane
    before: Lane | None
    """The lane it left this morning: one of the steps she can take back."""
    rank: int
    """Its place in the lane; 0 behind those that have one."""
    owner: str | None
    asked_by: str | None
    source: str
    """Where a capture came from, in her words."""
    made: int
    at: str | None
    """The time of day it was made."""
    since: int
    """The day it came into its lane."""
    closed: int | None
    due: int | None
    time: str | None
    until: int | None
    """The day it wakes up, or woke up."""
    priority: Priority
    means: str
    """What done means."""
    reason: str
    """Why it was dropped."""
    blocked: str
    """What stands in its way."""
    labels: tuple[str, ...]
    idea: Idea | None
    risk: tuple[int, ...]
    """Probability and impact, 1 to 5 each."""
    plan_b: str
    body: str
    checklist: tuple[StoryItem, ...]
    comments: tuple[StoryComment, ...]
    links: tuple[StoryLink, ...]
    wait: StoryWait | None

    @property
    def is_asleep(self) -> bool:
        """Whether it is hidden until a day still to come."""
        return self.until is not None and self.until > 0


class StoryEntry(NamedTuple):
    """A line of the log of a client."""

    client: str
    at: int
    time: str
    kind: ContactKind
    person: str | None
    card: str | None
    channel: str
    gist: str
    mood: int | None
    """1 good, 0 neither, -1 tense; nothing where it was not noted."""


class Story(NamedTuple):
    """All of it."""

    now: datetime
    zone: ZoneInfo
    me_name: str
    me_email: str
    clients: tuple[StoryClient, ...]
    people: tuple[StoryPerson, ...]
    projects: tuple[StoryProject, ...]
    cards: tuple[StoryCard, ...]
    log: tuple[StoryEntry, ...]

    def day(self, offset: int) -> date:
        """The date of a day of the story."""
        return self.now.astimezone(self.zone).date() + timedelta(days=offset)

    def moment(self, offset: int, clock: str) -> datetime:
        """The instant of a day and a time of day of the story."""
        return datetime.combine(self.day(offset), time.fromisoformat(clock), self.zone)

    def standing_on(self, day: date) -> "Story":
        """The same story, told on another day at the same hour."""
        local = self.now.astimezone(self.zone)
        return self._replace(now=datetime.combine(day, local.time(), self.zone))

    def name_of(self, person: str) -> str:
        """A person's name by key."""
        return self.me_name if person == ME else next(known.name for known in self.people if known.key == person)

"""Camille's practice as rows: clients, people, projects, cards, waits, the log of two months, the numbers of six.

Days are counted from the story's: -5 is five days ago. `Story.day` and `Story.moment` make dates of them, so that
the whole can stand on another day.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from obm_tui.domain.cards import Lane, Priority
from obm_tui.domain.clients import ClientColour
from obm_tui.domain.contacts import ContactKind
from obm_tui.domain.metrics import NewMetric
from obm_tui.domain.people import PersonKind
from obm_tui.domain.periods import Cadence, last_closed, last_day, starts
from obm_tui.domain.projects import ProjectStatus

_FOR_CLIENTS = 4
"""Days of her week, from Monday; Friday is her own."""
_QUARTER = 15
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
    minutes: tuple[int, ...]
    """Worked in each of the last months, this one so far at the end."""


class StoryTime(NamedTuple):
    """Time worked for a client on a day."""

    client: str
    on: date
    minutes: int


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


class StoryValue(NamedTuple):
    """What a number was in a period, in ten-thousandths."""

    value: int
    numerator: int | None
    denominator: int | None
    note: str


class StoryMetric(NamedTuple):
    """A number of a client, with the values of half a year."""

    client: str
    owner: str | None
    on_scorecard: bool
    new: NewMetric
    """What it is; its owner and its target stand beside."""
    low: int | None
    high: int | None
    amber: int | None
    values: tuple[StoryValue, ...]
    """One a period without a gap, oldest first."""
    missing: int
    """How many of the newest closed periods have none yet."""


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
    metrics: tuple[StoryMetric, ...]

    def day(self, offset: int) -> date:
        """The date of a day of the story."""
        return self.now.astimezone(self.zone).date() + timedelta(days=offset)

    def moment(self, offset: int, clock: str) -> datetime:
        """The instant of a day and a time of day of the story."""
        return datetime.combine(self.day(offset), time.fromisoformat(clock), self.zone)

    def periods(self, metric: StoryMetric) -> tuple[date, ...]:
        """The first days of the periods of a number's values."""
        newest = last_closed(self.day(0), metric.new.cadence)
        count = len(metric.values)
        return starts(newest, count + metric.missing, metric.new.cadence)[:count]

    def time(self) -> Iterator[StoryTime]:
        """Every month's hours on her days for clients, Monday to Thursday, every other one for a client."""
        today = self.day(0)
        for number, client in enumerate(self.clients):
            months = starts(today, len(client.minutes), Cadence.MONTHLY) if client.minutes else ()
            for first, minutes in zip(months, client.minutes, strict=True):
                last = min(last_day(first, Cadence.MONTHLY), today - timedelta(days=1))
                days = [first + timedelta(days=day) for day in range((last - first).days + 1)]
                worked = [day for day in days if day.weekday() < _FOR_CLIENTS][number % 2 :: 2]
                for day, share in zip(worked, _shares(minutes, len(worked)), strict=True):
                    yield StoryTime(client.code, day, share)

    def standing_on(self, day: date) -> "Story":
        """The same story, told on another day at the same hour."""
        local = self.now.astimezone(self.zone)
        return self._replace(now=datetime.combine(day, local.time(), self.zone))

    def name_of(self, person: str) -> str:
        """A person's name by key."""
        return self.me_name if person == ME else next(known.name for known in self.people if known.key == person)


def _shares(minutes: int, count: int) -> list[int]:
    """As many parts of about the same length, in quarters of an hour; the last one takes what is left."""
    quarters = minutes // _QUARTER
    shares = [(quarters * (part + 1) // count - quarters * part // count) * _QUARTER for part in range(count)]
    return [*shares[:-1], shares[-1] + minutes % _QUARTER] if shares else []

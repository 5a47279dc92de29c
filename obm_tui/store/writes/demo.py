"""Filling a new file with the demo's story, as if it had been kept for months."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from sqlmodel import Session, SQLModel

from obm_tui.demo.story import ME, Idea, Story, StoryCard, StoryMetric
from obm_tui.domain import ordering
from obm_tui.domain.cards import CLOSED_LANES, Lane
from obm_tui.domain.people import PersonKind
from obm_tui.domain.periods import last_day
from obm_tui.ids import new_id, told_id
from obm_tui.store.engine import step
from obm_tui.store.models import (
    Card,
    CardLabel,
    CardNumber,
    ChecklistItem,
    Client,
    Comment,
    Contact,
    Label,
    Link,
    Meta,
    Metric,
    MetricTarget,
    MetricValue,
    Project,
    TimeEntry,
    Waiting,
)
from obm_tui.store.writes.clients import make_person

_IDEAS = {
    Idea.PARKED: "au parking",
    Idea.ACCEPTED: "retenue",
    Idea.SWAPPED: "échangée",
    Idea.DECLINED: "déclinée",
}
"""The label an idea wears. The story is French, and so are its labels."""
_FIRST_MINUTE, _DAY_MINUTES, _APART = 9 * 60, 8 * 60, 37
"""Where nobody noted a time of day: from 9:00, within eight hours, one card after the other."""
_BEHIND = 1_000
"""The place of a card that has none."""


@step("demo.made")
def fill(session: Session, now: datetime, story: Story) -> dict[str, str]:
    """Write the whole story into a file without clients; returns the keys of the cards the story names.

    From then on the file lives on the story's day. Cards that the story moves this morning are left where they were.
    """
    return _Filler(session, now, story).fill()


class _Filler:
    """Writes table after table; what a later one refers to is known by the story's keys."""

    def __init__(self, session: Session, now: datetime, story: Story) -> None:
        self._session = session
        self._now = now
        self._story = story
        self._clients: dict[str | None, str] = {}
        self._people: dict[str | None, str] = {}
        self._projects: dict[str | None, str] = {}
        self._labels: dict[tuple[str | None, str], str] = {}
        self._cards: dict[str, str] = {}
        self._made = 0

    def fill(self) -> dict[str, str]:
        self._session.add(Meta(name="story_now", value=self._story.now.isoformat()))
        self._session.add(Meta(name="story_zone", value=self._story.zone.key))
        for add in (
            self._add_clients,
            self._add_people,
            self._add_projects,
            self._add_cards,
            self._add_log,
            self._add_metrics,
            self._add_time,
        ):
            add()
            # Nothing else tells SQLAlchemy that the later rows refer to these.
            self._session.flush()
        return self._cards

    def _keep(self, row: SQLModel) -> None:
        self._session.add(row)

    def _key(self, at: datetime) -> str:
        """A key as old as its row, and the same in every demo: what is listed by key has one order."""
        self._made += 1
        return told_id(at, self._made)

    def _day(self, offset: int | None) -> date | None:
        return None if offset is None else self._story.day(offset)

    def _instant(self, day: int, number: int, clock: str | None = None) -> datetime:
        """When on a day: as noted, else a moment of the working day; today early enough to be past."""
        if clock is None:
            minutes = 8 * 60 + number % 40 if day == 0 else _FIRST_MINUTE + number * _APART % _DAY_MINUTES
            clock = f"{minutes // 60:02d}:{minutes % 60:02d}"
        return self._story.moment(day, clock)

    # -- clients, people, projects ---------------------------------------------------------------------------------

    def _add_clients(self) -> None:
        places = ordering.spread(None, None, len(self._story.clients))
        for number, (told, pos) in enumerate(zip(self._story.clients, places, strict=True)):
            made = self._instant(told.made, number)
            client = Client(
                id=self._key(made),
                code=told.code,
                name=told.name,
                colour=told.colour,
                is_self=told.is_self,
                notes="\n\n".join(filter(None, (told.goal, told.notes))),
                compass=told.compass,
                priorities="\n".join(priority.title for priority in told.priorities),
                cadence_days=told.cadence or None,
                pos=pos,
                created_at=made,
                updated_at=made,
            )
            self._clients[told.code] = client.id
            self._keep(client)

    def _add_people(self) -> None:
        first = self._instant(min(client.made for client in self._story.clients), 0)
        me = make_person(self._session, first, self._story.me_name, None, PersonKind.ME, self._story.me_email)
        me.language = "fr"
        self._people[ME] = me.id
        made = {client.code: self._instant(client.made, 1) for client in self._story.clients}
        for told in self._story.people:
            client_id = self._clients[told.client] if told.client else None
            came = made[told.client] if told.client else first
            person = make_person(self._session, came, told.name, client_id, told.kind, told.email)
            person.role, person.channel = told.role, told.channel
            person.language, person.address = told.language, told.form if told.language == "fr" else ""
            self._people[told.key] = person.id

    def _add_projects(self) -> None:
        for number, told in enumerate(self._story.projects):
            made = self._instant(told.made, number)
            project = Project(
                id=self._key(made),
                client_id=self._clients[told.client],
                title=told.title,
                status=told.status,
                anchor_on=self._day(told.d0),
                body=told.body,
                created_at=made,
                updated_at=made,
            )
            self._projects[told.key] = project.id
            self._keep(project)

    # -- cards -----------------------------------------------------------------------------------------------------

    def _add_cards(self) -> None:
        places = self._places()
        numbers: Counter[str] = Counter()
        made: list[tuple[Card, StoryCard]] = []
        for index, told in sorted(enumerate(self._story.cards), key=lambda card: card[1].made):
            client = self._clients[told.client] if told.client else ""
            numbers[client] += 1
            card = self._card(told, index, numbers[client], places[index])
            made.append((card, told))
            self._keep(card)
            if told.key:
                self._cards[told.key] = card.id
        self._session.flush()
        for card, told in made:
            self._add_parts(card, told)
        for client, last in numbers.items():
            self._keep(CardNumber(client_key=client, last=last))

    def _places(self) -> dict[int, str]:
        """An order key for each card, by its number in the story."""
        lanes: defaultdict[Lane, list[tuple[int, int]]] = defaultdict(list)
        for index, told in enumerate(self._story.cards):
            rank = told.rank if told.before is None else 0
            lanes[told.before or told.lane].append((rank or _BEHIND, index))
        return {
            index: pos
            for cards in lanes.values()
            for (_rank, index), pos in zip(sorted(cards), ordering.spread(None, None, len(cards)), strict=True)
        }

    def _card(self, told: StoryCard, index: int, number: int, pos: str) -> Card:
        made = self._instant(told.made, index, told.at)
        waits = told.before is not None
        since = made if waits or told.since == told.made else self._instant(told.since, index)
        lane = told.before or told.lane
        return Card(
            id=self._key(made),
            no=number,
            client_id=self._clients[told.client] if told.client else None,
            project_id=self._projects[told.project] if told.project else None,
            owner_id=self._people[told.owner] if told.owner else None,
            requester_id=self._people[told.asked_by] if told.asked_by else None,
            title=told.title,
            body="\n\n".join(filter(None, (*_risk_lines(told), told.body))),
            done_means=told.means,
            blocked_reason=told.blocked,
            source=told.source,
            lane=lane,
            pos=pos,
            lane_since=since,
            priority=int(told.priority),
            due_on=self._day(told.due),
            due_time=told.time,
            snoozed_until=self._day(told.until),
            drop_reason=told.reason,
            created_at=made,
            updated_at=since,
            closed_at=since if lane in CLOSED_LANES else None,
        )

    def _add_parts(self, card: Card, told: StoryCard) -> None:
        for item, pos in zip(told.checklist, ordering.spread(None, None, len(told.checklist)), strict=True):
            self._keep(ChecklistItem(card_id=card.id, heading="", text=item.text, done=item.done, pos=pos))
        for said in told.comments:
            at = self._story.moment(said.at, said.time)
            self._keep(
                Comment(id=self._key(at), card_id=card.id, author=self._story.name_of(said.by), at=at, text=said.text)
            )
        for link, pos in zip(told.links, ordering.spread(None, None, len(told.links)), strict=True):
            self._keep(Link(card_id=card.id, url=link.url, title=link.title, pos=pos))
        for name in _labels(told):
            self._keep(CardLabel(card_id=card.id, label_id=self._label(card.client_id, name)))
        if told.wait is not None:
            self._keep(self._wait(card, told))

    def _label(self, client_id: str | None, name: str) -> str:
        if (client_id, name) not in self._labels:
            self._labels[client_id, name] = key = new_id()
            self._keep(Label(id=key, client_id=client_id, name=name))
            self._session.flush()
        return self._labels[client_id, name]

    def _wait(self, card: Card, told: StoryCard) -> Waiting:
        wait = told.wait
        assert wait is not None  # noqa: S101  # for the type checker: the caller asked
        return Waiting(
            card_id=card.id,
            person_id=card.owner_id,
            what=wait.what,
            channel=wait.channel,
            asked_on=self._day(wait.asked),
            expected_on=self._day(wait.expected),
            nudge_on=self._day(wait.nudge_on),
            nudges=len(wait.nudged),
            last_reply_on=self._day(wait.last_reply),
            created_at=card.lane_since,
        )

    # -- the log ---------------------------------------------------------------------------------------------------

    def _add_log(self) -> None:
        for told in sorted(self._story.log, key=lambda entry: (entry.at, entry.time)):
            at = self._story.moment(told.at, told.time)
            self._keep(
                Contact(
                    id=self._key(at),
                    client_id=self._clients[told.client],
                    person_id=self._people[told.person] if told.person else None,
                    card_id=self._cards[told.card] if told.card else None,
                    at=at,
                    kind=told.kind,
                    channel=told.channel,
                    gist=told.gist,
                    mood=told.mood,
                    created_at=at,
                )
            )

    def _add_time(self) -> None:
        for told in sorted(self._story.time(), key=lambda entry: entry.on):
            at = datetime.combine(told.on, time(17, 30), self._story.zone)
            entry = TimeEntry(
                id=self._key(at),
                client_id=self._clients[told.client],
                on_day=told.on,
                minutes=told.minutes,
                created_at=at,
            )
            self._keep(entry)

    # -- numbers ---------------------------------------------------------------------------------------------------

    def _add_metrics(self) -> None:
        places = ordering.spread(None, None, len(self._story.metrics))
        made: list[tuple[Metric, StoryMetric]] = []
        for number, (told, pos) in enumerate(zip(self._story.metrics, places, strict=True)):
            metric = self._metric(told, number, pos)
            made.append((metric, told))
            self._keep(metric)
        self._session.flush()
        for number, (metric, told) in enumerate(made):
            self._add_values(metric, told, number)

    def _metric(self, told: StoryMetric, number: int, pos: str) -> Metric:
        new = told.new
        made = self._entered(self._story.periods(told)[0], told, number)
        return Metric(
            id=self._key(made),
            client_id=self._clients[told.client],
            key=new.key,
            name=new.name,
            unit=new.unit,
            kind=new.kind,
            direction=new.direction,
            cadence=new.cadence,
            on_scorecard=told.on_scorecard,
            owner_id=self._people[told.owner] if told.owner else None,
            source=new.source,
            goal=new.goal,
            numerator=new.numerator,
            denominator=new.denominator,
            pos=pos,
            created_at=made,
            updated_at=made,
        )

    def _add_values(self, metric: Metric, told: StoryMetric, number: int) -> None:
        periods = self._story.periods(told)
        if told.low is not None or told.high is not None:
            key = self._key(metric.created_at)
            self._keep(
                MetricTarget(
                    id=key, metric_id=metric.id, since=periods[0], low=told.low, high=told.high, amber=told.amber
                )
            )
        for start, value in zip(periods, told.values, strict=True):
            at = self._entered(start, told, number)
            self._keep(
                MetricValue(
                    id=self._key(at),
                    metric_id=metric.id,
                    period_on=start,
                    value=value.value,
                    numerator=value.numerator,
                    denominator=value.denominator,
                    note=value.note,
                    entered_at=at,
                )
            )

    def _entered(self, start: date, told: StoryMetric, number: int) -> datetime:
        """When the value of a period was entered: the Monday or the Tuesday after it, and by now at the latest."""
        after = last_day(start, told.new.cadence) + timedelta(days=1)
        after += timedelta(days=-after.weekday() % 7 + number % 2)
        return self._instant(min((after - self._story.day(0)).days, 0), number)


def _labels(told: StoryCard) -> Iterator[str]:
    yield from told.labels
    if told.idea in _IDEAS:
        yield _IDEAS[told.idea]


def _risk_lines(told: StoryCard) -> Iterator[str]:
    if told.risk:
        probability, impact = told.risk
        yield f"Probabilité {probability} × impact {impact} = {probability * impact}"
    if told.plan_b:
        yield f"Plan B\u00a0: {told.plan_b}"

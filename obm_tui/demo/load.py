"""The demo's files made into the story; whatever points nowhere is refused by file and entry."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from obm_tui.demo import entries, metrics
from obm_tui.demo.story import (
    ME,
    Form,
    Idea,
    Story,
    StoryCard,
    StoryClient,
    StoryComment,
    StoryEntry,
    StoryItem,
    StoryLink,
    StoryPerson,
    StoryPriority,
    StoryProject,
    StoryWait,
)
from obm_tui.domain.cards import CLOSED_LANES, Lane, Priority
from obm_tui.domain.clients import ClientColour
from obm_tui.domain.contacts import ContactKind
from obm_tui.domain.people import PersonKind
from obm_tui.domain.projects import ProjectStatus
from obm_tui.templates.entries import Entry, tables

_CARDS = (
    "cards_inbox.toml",
    "cards_obj_portrait.toml",
    "cards_obj.toml",
    "cards_cap.toml",
    "cards_enc.toml",
    "cards_sau.toml",
    "cards_moi.toml",
    "cards_ideas.toml",
    "cards_duo.toml",
)
"""In the order their cards stand in a lane."""
_SHARED = ("client", "project", "lane", "idea")
"""What a file or a group may say once for all its cards."""


def load_story() -> Story:
    """Read the demo's files.

    Raises:
        ValueError: something in them does not hold together; the message names the file and the entry.
    """
    top = Entry("story.toml", "story", entries.read("story.toml"))
    now, zone = top.instant("now"), _zone(top, top.line("zone"))
    me = Entry("story.toml", "me", entries.read("story.toml").get("me", {}))
    reader = _Reader()
    clients, people, projects = reader.clients(), reader.people(), reader.projects()
    reader.check_references(clients)
    cards, log = reader.cards(), reader.log()
    numbers = metrics.read({client.code for client in clients}, {ME, *(person.key for person in people)})
    return Story(now, zone, me.line("name"), me.line("email"), clients, people, projects, cards, log, numbers)


def _zone(entry: Entry, name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise entry.wrong(f"{name!r} is no time zone") from error


class _Reader:
    """Reads file after file; what a later one may point to is known from the earlier ones."""

    def __init__(self) -> None:
        self._codes: set[str] = set()
        self._people: set[str] = {ME}
        self._projects: dict[str, str] = {}
        self._keys: set[str] = set()

    def clients(self) -> tuple[StoryClient, ...]:
        return tuple(self._client(entry) for entry in _tables("clients.toml", "client", "code"))

    def _client(self, entry: Entry) -> StoryClient:
        client = StoryClient(
            code=entry.line("code"),
            name=entry.line("name"),
            colour=entry.choice("colour", ClientColour),
            is_self=entry.flag("self"),
            owner=entry.line("owner", "") or None,
            made=entry.day("made"),
            cadence=entry.number("cadence"),
            compass=entry.line("compass"),
            goal=entry.line("goal", ""),
            notes=entry.note("notes"),
            priorities=tuple(
                StoryPriority(priority.line("title"), priority.line("project", "") or None)
                for priority in entry.entries("priorities")
            ),
            minutes=entry.numbers("minutes"),
        )
        entry.done()
        _add(entry, self._codes, client.code)
        return client

    def people(self) -> tuple[StoryPerson, ...]:
        return tuple(self._person(entry) for entry in _tables("people.toml", "person", "key"))

    def _person(self, entry: Entry) -> StoryPerson:
        person = StoryPerson(
            key=entry.line("key"),
            name=entry.line("name"),
            client=entry.one_of("client", self._codes),
            kind=entry.choice("kind", PersonKind),
            role=entry.line("role"),
            form=entry.choice("form", Form),
            language=entry.line("language", "fr"),
            channel=entry.line("channel"),
            email=entry.line("email"),
            zone=entry.line("zone", ""),
            hours=entry.number("hours"),
            notes=entry.note("notes"),
        )
        entry.done()
        if person.zone:
            _zone(entry, person.zone)
        _add(entry, self._people, person.key)
        return person

    def projects(self) -> tuple[StoryProject, ...]:
        return tuple(self._project(entry) for entry in _tables("projects.toml", "project", "key"))

    def _project(self, entry: Entry) -> StoryProject:
        project = StoryProject(
            key=entry.line("key"),
            client=self._required(entry, "client", self._codes),
            title=entry.line("title"),
            status=entry.choice("status", ProjectStatus),
            made=entry.day("made"),
            d0=entry.day_or_none("d0"),
            body=entry.note("body"),
        )
        entry.done()
        if project.key in self._projects:
            raise entry.wrong(f"{project.key!r} is there twice")
        self._projects[project.key] = project.client
        return project

    def _required(self, entry: Entry, name: str, known: Mapping[str, str] | set[str]) -> str:
        key = entry.one_of(name, known)
        if key is None:
            raise entry.wrong(f"{name} is missing")
        return key

    def check_references(self, clients: tuple[StoryClient, ...]) -> None:
        """Clients come first, and point to people and projects."""
        for client in clients:
            for key in filter(None, (client.owner,)):
                if key not in self._people:
                    raise ValueError(f"clients.toml: {client.code}: owner is {key!r}, which is nowhere")
            for project in (priority.project for priority in client.priorities if priority.project):
                if project not in self._projects:
                    raise ValueError(f"clients.toml: {client.code}: project is {project!r}, which is nowhere")

    # -- cards -----------------------------------------------------------------------------------------------------

    def cards(self) -> tuple[StoryCard, ...]:
        waits = entries.read("waits.toml")
        details = entries.read("details.toml")
        cards = tuple(self._card(entry, waits, details) for file in _CARDS for entry in _cards_of(file))
        for file, parts in (("waits.toml", waits), ("details.toml", details)):
            if lost := sorted(set(parts) - self._keys):
                raise ValueError(f"{file}: {lost[0]}: there is no card of this key")
        return cards

    def _card(self, entry: Entry, waits: dict[str, Any], details: dict[str, Any]) -> StoryCard:
        key, made = entry.line("key", ""), entry.day("made")
        lane, closed = entry.choice("lane", Lane), entry.day_or_none("closed")
        detail = Entry("details.toml", key, details.get(key, {}))
        card = StoryCard(
            key=key,
            title=entry.line("title"),
            client=entry.one_of("client", self._codes),
            project=entry.one_of("project", self._projects),
            lane=lane,
            before=entry.choice("before", Lane, None),
            rank=entry.number("rank"),
            owner=entry.one_of("owner", self._people),
            asked_by=entry.one_of("asked_by", self._people),
            source=entry.line("source", ""),
            made=made,
            at=entry.time("at"),
            since=entry.number("since", made if closed is None else closed),
            closed=closed,
            due=entry.day_or_none("due"),
            time=entry.time("time"),
            until=entry.day_or_none("until"),
            priority=Priority(entry.number("priority")),
            means=entry.line("means", ""),
            reason=entry.line("reason", ""),
            blocked=entry.line("blocked", ""),
            labels=entry.lines("labels"),
            idea=entry.choice("idea", Idea, None),
            risk=entry.numbers("risk"),
            plan_b=entry.line("plan_b", ""),
            body=detail.note("body"),
            checklist=tuple(StoryItem(item.line("text"), item.flag("done")) for item in detail.entries("checklist")),
            comments=tuple(self._comment(comment) for comment in detail.entries("comments")),
            links=tuple(StoryLink(link.line("url"), link.line("title")) for link in detail.entries("links")),
            wait=self._wait(Entry("waits.toml", key, waits[key])) if key in waits else None,
        )
        entry.done()
        detail.done()
        self._check(entry, card)
        return card

    def _check(self, entry: Entry, card: StoryCard) -> None:
        if card.key:
            _add(entry, self._keys, card.key)
        if (card.lane in CLOSED_LANES) != (card.closed is not None):
            raise entry.wrong("closed belongs to done and dropped cards, and to all of them")
        if (card.lane is Lane.WAITING) != (card.wait is not None):
            raise entry.wrong("what is waited for belongs to the cards in waiting, and to all of them")
        if not card.made <= card.since <= 0:
            raise entry.wrong("made, then come into its lane, then today: the days are not in this order")
        if card.project is not None and self._projects[card.project] != card.client:
            raise entry.wrong("the project is another client's")

    def _comment(self, entry: Entry) -> StoryComment:
        comment = StoryComment(
            by=self._required(entry, "by", self._people),
            at=entry.day("at"),
            time=entry.time("time") or "12:00",
            text=entry.note("text"),
        )
        entry.done()
        return comment

    def _wait(self, entry: Entry) -> StoryWait:
        wait = StoryWait(
            what=entry.line("what", ""),
            asked=entry.day("asked"),
            expected=entry.day_or_none("expected"),
            nudge_on=entry.day_or_none("nudge_on"),
            nudged=entry.numbers("nudged"),
            channel=entry.line("channel"),
            last_reply=entry.day_or_none("last_reply"),
        )
        entry.done()
        return wait

    # -- the log ---------------------------------------------------------------------------------------------------

    def log(self) -> tuple[StoryEntry, ...]:
        return tuple(
            self._entry(entry, client)
            for group in _tables("log.toml", "group", "client")
            for client in (self._required(group, "client", self._codes),)
            for entry in group.entries("entries")
        )

    def _entry(self, entry: Entry, client: str) -> StoryEntry:
        said = StoryEntry(
            client=client,
            at=entry.day("at"),
            time=entry.time("time") or "12:00",
            kind=entry.choice("kind", ContactKind),
            person=entry.one_of("person", self._people),
            card=entry.one_of("card", self._keys),
            channel=entry.line("channel"),
            gist=entry.line("gist"),
            mood=entry.day_or_none("mood"),
        )
        entry.done()
        if said.mood not in {None, -1, 0, 1}:
            raise entry.wrong(f"mood is {said.mood}, -1, 0 or 1 expected")
        return said


def _add(entry: Entry, known: set[str], key: str) -> None:
    if key in known:
        raise entry.wrong(f"{key!r} is there twice")
    known.add(key)


def _tables(file: str, kind: str, name: str) -> list[Entry]:
    """The tables of a file, each known by one of its own values."""
    return tables(entries.read(file), file, kind, name)


def _cards_of(file: str) -> list[Entry]:
    """The cards of a file, with what the file and their group say for all of them."""
    content = entries.read(file)
    found = []
    for group in content.get("group", []):
        for card in group.get("cards", []):
            shared = {name: source[name] for source in (content, group) for name in _SHARED if name in source}
            found.append(Entry(file, str(card.get("title", "?")), shared | card))
    return found

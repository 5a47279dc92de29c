"""A made-up portfolio of any size, through the real schema: `python -m benchmarks.seed --cards 100000 FILE`.

The same numbers and the same present instant (`OBM_TUI_NOW`) make the same rows.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain, islice
from pathlib import Path
from random import Random
from typing import Any

from benchmarks import words
from obm_tui import clock
from obm_tui.desk import Desk
from obm_tui.domain import ordering
from obm_tui.domain.cards import CLOSED_LANES, Lane
from obm_tui.domain.clients import ClientColour, ClientStatus, suggest_code
from obm_tui.domain.people import PersonKind, suggest_handle
from obm_tui.domain.projects import ProjectStatus
from obm_tui.domain.steps import Origin, StepKind
from obm_tui.store import search
from obm_tui.store.connection import Connection, guard, make_durable, open_file
from obm_tui.store.schema import REVISIONS
from obm_tui.store.steps import instant

LANE_SHARES = {
    Lane.INBOX: 1.0,
    Lane.BACKLOG: 14.0,
    Lane.WEEK: 3.0,
    Lane.DOING: 2.5,
    Lane.WAITING: 3.0,
    Lane.APPROVE: 1.5,
    Lane.DONE: 63.0,
    Lane.DROPPED: 12.0,
}
"""Per cent of all cards. Spread over `YEARS`, 63 per cent done leaves 1.7 per cent done in the last 30 days."""
YEARS = 3
_DAY = timedelta(days=1)
_PAST = _DAY * 365 * YEARS
_BATCH = 5_000

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Team:
    """A client, and who and what its cards belong to."""

    client_id: str | None
    people: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Course:
    """Where a card stands and when it came and went."""

    created: datetime
    since: datetime
    lane: Lane
    closed: datetime | None


@dataclass(frozen=True, slots=True)
class Closing:
    """What the step that closed a card did."""

    at: str
    card_id: str
    client_id: str | None
    lane: str
    since: str
    created: str


class Seed:
    """Rows of every table, each drawn from one random source in one order."""

    def __init__(self, connection: Connection, now: datetime, seed: int) -> None:
        self._connection = connection
        self._now = now
        self._random = Random(seed)
        self._me = ""
        self._closings: list[Closing] = []

    def fill(self, cards: int, clients: int) -> None:
        """Insert everything; the caller holds the transaction."""
        self._me = self._add_me()
        teams = list(self._teams(clients))
        self._add_cards(teams, cards)
        self._add_steps()

    # -- clients, people, projects ---------------------------------------------------------------------------------

    def _add_me(self) -> str:
        key = self._key(self._now - _PAST)
        self._insert("person", [self._person(key, None, "Moi", "moi", PersonKind.ME)])
        return key

    def _person(self, key: str, client_id: str | None, name: str, handle: str, kind: PersonKind) -> Row:
        return {
            "id": key,
            "client_id": client_id,
            "name": name,
            "handle": handle,
            "kind": kind.value,
            "email": f"{handle}@example.org",
            **self._dates(self._now - _PAST),
        }

    def _teams(self, count: int) -> Iterator[Team]:
        codes: set[str] = set()
        handles: set[str] = {"moi"}
        firms = self._random.sample([f"{firm} {name}" for firm in words.FIRMS for name in words.NAMES], count)
        colours = list(ClientColour)
        for index, (name, pos) in enumerate(zip(firms, ordering.spread(None, None, count), strict=True)):
            born = self._now - _PAST + _DAY * index
            key, code = self._key(born), suggest_code(name.split(" ", 1)[1], frozenset(codes))
            codes.add(code)
            client = {
                "id": key,
                "code": code,
                "name": name,
                "colour": colours[index % len(colours)].value,
                "status": ClientStatus.ACTIVE.value,
                "is_self": index == count - 1,
                "notes": self._sentences(2),
                "pos": pos,
                **self._dates(born),
            }
            self._insert("client", [client])
            yield self._team(key, born, handles)

    def _team(self, client_id: str, born: datetime, handles: set[str]) -> Team:
        people: list[Row] = []
        for kind in (PersonKind.OWNER, PersonKind.VA, PersonKind.FREELANCER, PersonKind.EMPLOYEE):
            name = f"{self._random.choice(words.FIRST_NAMES)} {self._random.choice(words.LAST_NAMES)}"
            handle = suggest_handle(name, frozenset(handles))
            handles.add(handle)
            people.append(self._person(self._key(born), client_id, name, handle, kind))
        projects = [self._project(client_id, title, born) for title in words.PROJECTS]
        labels = [
            {"id": self._key(born), "client_id": client_id, "name": name, "colour": "blue"} for name in words.LABELS
        ]
        self._insert("person", people)
        self._insert("project", projects)
        self._insert("label", labels)
        return Team(
            client_id,
            tuple(str(person["id"]) for person in people),
            tuple(str(person["name"]) for person in people),
            tuple(str(project["id"]) for project in projects),
            tuple(label["id"] for label in labels),
        )

    def _project(self, client_id: str, title: str, born: datetime) -> Row:
        return {
            "id": self._key(born),
            "client_id": client_id,
            "title": title,
            "status": ProjectStatus.RUNNING.value,
            "anchor_on": (self._now + _DAY * self._random.randrange(90)).date().isoformat(),
            "body": self._sentences(1),
            "external_url": "",
            **self._dates(born),
        }

    # -- cards -----------------------------------------------------------------------------------------------------

    def _courses(self, count: int) -> list[Course]:
        """The lives of all cards, the oldest first."""
        lanes = self._random.choices(list(LANE_SHARES), list(LANE_SHARES.values()), k=count)
        return sorted((self._course(lane) for lane in lanes), key=lambda course: (course.created, course.lane))

    def _course(self, lane: Lane) -> Course:
        if lane in CLOSED_LANES:
            closed = self._now - _PAST * self._random.random()
            return Course(closed - _DAY * self._random.uniform(0.1, 45), closed, lane, closed)
        age = self._random.uniform(0, 400 if lane is Lane.BACKLOG else 60)
        created = self._now - _DAY * age
        return Course(created, created + _DAY * age * self._random.random(), lane, None)

    def _add_cards(self, teams: list[Team], count: int) -> None:
        courses = self._courses(count)
        places = {
            lane: iter(ordering.spread(None, None, sum(course.lane is lane for course in courses)))
            for lane in LANE_SHARES
        }
        owners = [*teams, Team(None)]
        # Clients differ in size; a few cards belong to nobody.
        weights = [*(1 + 3 / (rank + 1) for rank in range(len(teams))), 0.01 * len(teams)]
        numbers: dict[str, int] = {}
        made = self._cards(courses, owners, weights, places, numbers)
        while batch := list(islice(made, _BATCH)):
            self._insert("card", [card for card, _team in batch])
            self._add_parts(batch)
        self._insert("card_number", ({"client_key": key, "last": last} for key, last in numbers.items()))

    def _cards(
        self,
        courses: list[Course],
        owners: list[Team],
        weights: list[float],
        places: Mapping[Lane, Iterator[str]],
        numbers: dict[str, int],
    ) -> Iterator[tuple[Row, Team]]:
        chance = self._random.random
        for course, team in zip(courses, self._random.choices(owners, weights, k=len(courses)), strict=True):
            key = team.client_id or ""
            # Now and then a number was given to a card that is gone.
            numbers[key] = numbers.get(key, 0) + (1 if chance() > 0.01 else 2)
            due = self._due(course) if chance() < 0.45 else None
            archived = course.closed is not None and self._now - course.closed > _DAY * 365 and chance() < 0.3
            mine = chance() < 0.4 or not team.people
            card = {
                "id": self._key(course.created),
                "no": numbers[key],
                "client_id": team.client_id,
                "project_id": self._random.choice(team.projects) if team.projects and chance() < 0.5 else None,
                "owner_id": None if chance() < 0.2 else self._me if mine else self._random.choice(team.people),
                "title": self._title(),
                "body": self._sentences(3) if chance() < 0.4 else "",
                "lane": course.lane.value,
                "pos": next(places[course.lane]),
                "lane_since": instant(course.since),
                "priority": self._random.choices((0, 1, 2, 3), (80, 5, 9, 6))[0],
                "due_on": due,
                "due_time": f"{self._random.randrange(8, 19):02d}:30" if due and chance() < 0.2 else None,
                "start_on": None,
                "drop_reason": "Plus d’actualité" if course.lane is Lane.DROPPED and chance() < 0.5 else "",
                "external_url": "",
                "extra": "",
                "closed_at": instant(course.closed) if course.closed else None,
                "archived_at": instant(self._now - _DAY * 30) if archived else None,
                **self._dates(course.created, course.since),
            }
            yield card, team

    def _due(self, course: Course) -> str:
        """Around the day it was closed, or around today, a quarter of them late."""
        about = course.closed or self._now
        return (about + _DAY * self._random.triangular(-20, 40, 5)).date().isoformat()

    def _title(self) -> str:
        pick = self._random.choice
        mark = pick(words.MARKS) if self._random.random() < 0.04 else ""
        return f"{mark}{pick(words.TASKS)} {pick(words.THINGS)}{pick(words.DETAILS)}"

    def _sentences(self, most: int) -> str:
        return "\n".join(self._random.sample(words.SENTENCES, self._random.randint(1, most)))

    # -- what hangs on cards ---------------------------------------------------------------------------------------

    def _add_parts(self, cards: list[tuple[Row, Team]]) -> None:
        chance = self._random.random
        self._insert("comment", [row for card, team in cards if chance() < 0.5 for row in self._comments(card, team)])
        self._insert("checklist_item", [row for card, _team in cards if chance() < 0.3 for row in self._items(card)])
        self._insert("link", [self._link(card) for card, _team in cards if chance() < 0.1])
        self._insert(
            "card_label",
            [
                {"card_id": card["id"], "label_id": self._random.choice(team.labels)}
                for card, team in cards
                if team.labels and chance() < 0.4
            ],
        )
        self._insert("waiting", [self._waiting(card) for card, _team in cards if card["lane"] == Lane.WAITING.value])
        self._closings += [
            Closing(
                card["closed_at"], card["id"], card["client_id"], card["lane"], card["lane_since"], card["created_at"]
            )
            for card, _team in cards
            if card["closed_at"] is not None
        ]

    def _comments(self, card: Row, team: Team) -> Iterator[Row]:
        at = datetime.fromisoformat(card["created_at"])
        for _ in range(self._random.choices((1, 2, 3, 5), (60, 25, 10, 5))[0]):
            at += timedelta(minutes=self._random.randint(10, 4_000))
            yield {
                "id": self._key(at.replace(tzinfo=UTC)),
                "card_id": card["id"],
                "author": self._random.choice((*team.names, "Moi")),
                "at": instant(at),
                "text": self._random.choice(words.REMARKS),
            }

    def _items(self, card: Row) -> Iterator[Row]:
        texts = self._random.sample(words.STEPS, self._random.randint(2, 6))
        heading = self._random.choice(words.HEADINGS)
        for text, pos in zip(texts, ordering.spread(None, None, len(texts)), strict=True):
            yield {
                "id": self._key(self._now),
                "card_id": card["id"],
                "heading": heading,
                "text": text,
                "done": card["closed_at"] is not None or self._random.random() < 0.4,
                "pos": pos,
            }

    def _link(self, card: Row) -> Row:
        return {
            "id": self._key(self._now),
            "card_id": card["id"],
            "url": f"https://example.org/documents/{self._random.randrange(10**6)}",
            "title": self._random.choice(("", "Dossier partagé", "Maquette", "Page en ligne")),
            "pos": "a0",
        }

    def _waiting(self, card: Row) -> Row:
        since = card["lane_since"][:10]
        return {
            "id": self._key(self._now),
            "card_id": card["id"],
            "person_id": card["owner_id"],
            "what": self._random.choice(words.THINGS),
            "channel": "e-mail",
            "asked_on": since,
            "expected_on": None,
            "nudge_on": None,
            "nudges": self._random.randrange(3),
            "last_reply_on": None,
            "created_at": card["lane_since"],
        }

    def _add_steps(self) -> None:
        """How each closed card was closed, so that the history and the undo have something to read."""
        self._closings.sort(key=lambda closing: (closing.at, closing.card_id))
        self._insert("step", (self._step(number, closing) for number, closing in enumerate(self._closings, 1)))
        self._insert("change", (self._change(number, closing) for number, closing in enumerate(self._closings, 1)))

    def _step(self, number: int, closing: Closing) -> Row:
        return {
            "id": number,
            "uid": self._key(self._now),
            "at": closing.at,
            "origin": Origin.USER.value,
            "label": "card.done" if closing.lane == Lane.DONE.value else "card.dropped",
            "kind": StepKind.DO.value,
            "of_step": None,
            "revision": REVISIONS[-1],
        }

    def _change(self, number: int, closing: Closing) -> Row:
        before = {"lane": Lane.DOING.value, "lane_since": closing.created, "closed_at": None}
        after = {"lane": closing.lane, "lane_since": closing.since, "closed_at": closing.at}
        return {
            "step_id": number,
            "n": 0,
            "row_table": "card",
            "row_key": json.dumps([closing.card_id]),
            "client_id": closing.client_id,
            "before": json.dumps(before),
            "after": json.dumps(after),
        }

    # -- rows ------------------------------------------------------------------------------------------------------

    def _key(self, at: datetime) -> str:
        """A key as the program makes them (UUID version 7), from this source instead of the system's."""
        value = int(at.timestamp() * 1000) << 80 | self._random.getrandbits(80)
        value = value & ~(0xF << 76) | 7 << 76
        return f"{value & ~(0x3 << 62) | 2 << 62:032x}"

    @staticmethod
    def _dates(created: datetime, updated: datetime | None = None) -> dict[str, str]:
        return {"created_at": instant(created), "updated_at": instant(updated or created)}

    def _insert(self, table: str, rows: Iterable[Row]) -> None:
        rows = iter(rows)
        if (first := next(rows, None)) is not None:
            marks = ", ".join(f":{column}" for column in first)
            sql = f"insert into {table}({', '.join(first)}) values({marks})"
            self._connection.executemany(sql, chain((first,), rows))


def make(path: Path, cards: int, clients: int = 40, seed: int = 1) -> None:
    """Make a database file with that many cards.

    Raises:
        StoreError: the file cannot be written.
        FileExistsError: something is there already.
    """
    if path.exists():
        raise FileExistsError(path)
    Desk.open(path).close()
    connection, _writable = open_file(path)
    try:
        make_durable(connection, path, job=True)
        with guard(path):
            connection.execute("begin immediate")
            Seed(connection, clock.from_environment().now(), seed).fill(cards, clients)
            search.rebuild(connection)
            connection.execute("commit")
    finally:
        connection.close()


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--cards", type=int, default=100_000)
    parser.add_argument("--clients", type=int, default=40, help=f"at most {len(words.FIRMS) * len(words.NAMES)}")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    started = clock.monotonic()
    try:
        make(asked.file, asked.cards, asked.clients, asked.seed)
    except FileExistsError:
        parser.error(f"{asked.file} is there already")
    size = asked.file.stat().st_size / 1_000_000
    print(f"{asked.cards} cards, {asked.clients} clients: {size:.0f} MB in {clock.monotonic() - started:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())

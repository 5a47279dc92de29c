"""Random lives of a file, shared by two programs: whatever is done can be undone and done again, exactly."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)

from obm_tui.desk import Desk
from obm_tui.domain.cards import BOARD_LANES, REGISTERS, After, Before, CardEdit, Edge, Lane, NewCard, Place, Priority
from obm_tui.domain.change import Change
from obm_tui.domain.clients import ClientEdit, NewClient
from obm_tui.domain.contacts import NewContact
from obm_tui.domain.edits import UNSET, Unset
from obm_tui.domain.errors import Refused, UndoRefused
from obm_tui.domain.people import NewPerson, PersonEdit, PersonKind
from obm_tui.domain.steps import Origin, StepKind
from obm_tui.domain.waits import NewWait
from obm_tui.store import search, undo
from obm_tui.store.steps import changes_of, read_tables
from obm_tui.store.writes import cards as writes
from tests.conftest import NOW
from tests.store import state
from tests.store.state import Rows, TickingClock, recorded_rows

MEMORY_DISK = Path("/dev/shm")
"""Where commits do not wait for a disk: nothing here is about power cuts."""
LANES = st.sampled_from(list(Lane))
DESKS = st.sampled_from([Origin.USER, Origin.CLI])
TITLES = st.sampled_from(["Call", "Écrire à Zoé", "[URGENT] 'x'", "日本", "a\x00b", "👩‍💻 \U0001f468"])
NAMES = st.sampled_from(["Cap Dirigeant", "Nova", "Élan", "Studio 42"])
DAYS = st.sampled_from([None, date(2026, 11, 20), date(2026, 12, 1)])


class Lives(RuleBasedStateMachine):
    """Two desks on one file, one as the screens hold it and one as the command line does.

    In a *linear* life every step is taken back in order: then `past` and `future` say exactly what each undo and redo
    must restore. Elsewhere steps are also chosen from the middle, and only what always holds is asked for.
    """

    cards: Bundle[str] = Bundle("cards")
    clients: Bundle[str] = Bundle("clients")
    people: Bundle[str] = Bundle("people")
    items: Bundle[str] = Bundle("items")

    template: ClassVar[Path]
    """The empty database every life begins with."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="lives-", dir=MEMORY_DISK if MEMORY_DISK.is_dir() else None))
        self.path = self.folder / "obm-tui.db"
        shutil.copy(self.template, self.path)
        self.clock = TickingClock(NOW)
        self.desks = {origin: self.open(origin) for origin in (Origin.USER, Origin.CLI)}
        self.tables = read_tables(self.desks[Origin.USER].connection)
        self.linear = True
        self.past: list[Rows] = []
        self.future: list[Rows] = []
        self.undone = False
        self.references: dict[tuple[str | None, int], str] = {}

    def open(self, origin: Origin) -> Desk:
        return Desk.open(self.path, origin=origin, clock=self.clock)

    @property
    def rows(self) -> Rows:
        return recorded_rows(self.desks[Origin.USER].connection, self.tables)

    def attempt(self, by: Origin, action: Callable[[Desk], Change]) -> bool:
        """Do something at one desk; a refusal leaves all as it was, and the other desk hears of exactly what was done.

        Returns:
            Whether anything changed.
        """
        desk = self.desks[by]
        other = self.desks[Origin.CLI if by is Origin.USER else Origin.USER]
        before = self.rows
        steps = desk.files.counts()["step"]
        try:
            change = action(desk)
        except Refused:
            assert self.rows == before
            assert desk.files.counts()["step"] == steps
            assert other.poll() is None
            raise
        finally:
            assert not desk.connection.in_transaction
            assert desk.poll() is None
        heard = other.poll()
        after = self.rows
        changed = self.changed(before, after)
        touched = {(table, key) for table, keys in change.rows.items() for key in keys}
        assert touched == {(table, str(key[0])) for table, key in changed}
        cards = {key for table, key in changed if table == "card"}
        held = [
            row["client_id"]
            for rows in (before, after)
            for key, row in self.by_key(rows, "card").items()
            if key in cards
        ]
        assert {client for client in held if client} <= change.client_ids
        assert (change.step_id is not None) == (heard is not None)
        if heard is not None:
            assert heard.rows == change.rows
            assert heard.client_ids == change.client_ids
        return change.step_id is not None

    def by_key(self, rows: Rows, table: str) -> dict[tuple[object, ...], dict[str, object]]:
        """A table's rows by their keys, as columns by name."""
        known = self.tables[table]
        named = [dict(zip(known.columns, row, strict=True)) for row in rows[table]]
        return {tuple(row[column] for column in known.key): row for row in named}

    def changed(self, before: Rows, after: Rows) -> set[tuple[str, tuple[object, ...]]]:
        """Tables and keys of the rows that differ."""
        found = set()
        for table in self.tables:
            old, new = self.by_key(before, table), self.by_key(after, table)
            found |= {(table, key) for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
        return found

    def do(self, by: Origin, action: Callable[[Desk], Change]) -> bool:
        """A new step, if it is not refused."""
        before = self.rows
        try:
            done = self.attempt(by, action)
        except Refused:
            return False
        if done:
            self.past.append(before)
            self.future.clear()
            self.undone = False
        return done

    def make(self, by: Origin, action: Callable[[Desk], tuple[str, Change]]) -> str | None:
        """A new step that makes a row, and the row's key."""
        made: list[str] = []

        def run(desk: Desk) -> Change:
            key, change = action(desk)
            made.append(key)
            return change

        return made[0] if self.do(by, run) else None

    # What she does.

    @initialize(target=cards, linear=st.booleans())
    def begin(self, linear: bool) -> str | MultipleResults[str]:
        self.linear = linear
        client = self.make(Origin.USER, lambda desk: _both(desk.clients.add(NewClient("Cap Dirigeant"))))
        new = [NewCard(f"Card {number}", client, lane) for number, lane in enumerate(BOARD_LANES)]
        made = [self.make(Origin.USER, lambda desk, card=card: _both(desk.cards.add(card))) for card in new]  # type: ignore[misc]
        return multiple(*(key for key in made if key))

    @rule(target=clients, by=DESKS, name=NAMES)
    def add_client(self, by: Origin, name: str) -> str | MultipleResults[str]:
        key = self.make(by, lambda desk: _both(desk.clients.add(NewClient(name))))
        return _into_bundle(key)

    @rule(by=DESKS, client=clients, name=NAMES, code=st.sampled_from(["CAP", "NOV", "X2"]))
    def edit_client(self, by: Origin, client: str, name: str, code: str) -> None:
        self.do(by, lambda desk: desk.clients.edit(client, ClientEdit(name, code, "notes")))

    @rule(
        target=people,
        by=DESKS,
        name=NAMES,
        client=st.none() | clients,
        kind=st.sampled_from([PersonKind.ME, PersonKind.VA]),
    )
    def add_person(self, by: Origin, name: str, client: str | None, kind: PersonKind) -> str | MultipleResults[str]:
        key = self.make(by, lambda desk: _both(desk.clients.add_person(NewPerson(name, client, kind))))
        return _into_bundle(key)

    @rule(
        target=cards,
        by=DESKS,
        title=TITLES,
        client=st.none() | clients,
        lane=LANES,
        owner=st.none() | people | st.just(NewPerson("Julie Marchand")) | st.just(NewPerson("me", kind=PersonKind.ME)),
        day=DAYS,
        place=st.sampled_from([None, Edge.TOP, Edge.BOTTOM]),
    )
    def add_card(
        self,
        by: Origin,
        title: str,
        client: str | None,
        lane: Lane,
        owner: str | NewPerson | None,
        day: date | None,
        place: Place | None,
    ) -> str | MultipleResults[str]:
        new = NewCard(title, client, lane, owner, day, "14:30", place=place)
        key = self.make(by, lambda desk: _both(desk.cards.add(new)))
        return _into_bundle(key)

    @rule(by=DESKS, ids=st.lists(cards, min_size=1, max_size=4), lane=LANES, place=st.sampled_from(list(Edge)))
    def move(self, by: Origin, ids: Sequence[str], lane: Lane, place: Place) -> None:
        self.do(by, lambda desk: desk.cards.move(ids, lane, place))

    @rule(by=DESKS, card=cards, beside=cards, after=st.booleans())
    def reorder(self, by: Origin, card: str, beside: str, after: bool) -> None:
        found = self.desks[by].cards.rows([beside])
        lane = found[beside].lane if beside in found else Lane.WEEK
        self.do(by, lambda desk: desk.cards.move([card], lane, After(beside) if after else Before(beside)))

    @rule(by=DESKS, ids=st.lists(cards, min_size=1, max_size=3))
    def tick(self, by: Origin, ids: Sequence[str]) -> None:
        self.do(by, lambda desk: desk.cards.tick(ids))

    @rule(by=DESKS, card=cards)
    def drop(self, by: Origin, card: str) -> None:
        self.do(by, lambda desk: desk.cards.drop([card], "not now"))

    @rule(
        by=DESKS,
        ids=st.lists(cards, min_size=1, max_size=3),
        title=st.just(UNSET) | TITLES,
        client=st.just(UNSET) | st.none() | clients,
        owner=st.just(UNSET) | st.none() | people,
        priority=st.just(UNSET) | st.sampled_from(list(Priority)),
    )
    def edit(self, by: Origin, ids: Sequence[str], **values: object) -> None:
        changes = CardEdit(
            title=values["title"],  # type: ignore[arg-type]  # hypothesis does not carry the types of its strategies
            client_id=values["client"],  # type: ignore[arg-type]
            owner=values["owner"],  # type: ignore[arg-type]
            priority=values["priority"],  # type: ignore[arg-type]
        )
        self.do(by, lambda desk: desk.cards.edit(ids, changes))

    @rule(by=DESKS, ids=st.lists(cards, min_size=1, max_size=3), day=DAYS)
    def plan(self, by: Origin, ids: Sequence[str], day: date | None) -> None:
        self.do(by, lambda desk: desk.cards.plan(ids, CardEdit(due_on=day)))

    @rule(by=DESKS, card=cards, name=NAMES)
    def delegate(self, by: Origin, card: str, name: str) -> None:
        self.do(by, lambda desk: desk.cards.delegate([card], CardEdit(owner=NewPerson(name))))

    @rule(by=DESKS, ids=st.lists(cards, min_size=1, max_size=2))
    def archive(self, by: Origin, ids: Sequence[str]) -> None:
        self.do(by, lambda desk: desk.cards.archive(ids))

    @rule(target=items, by=DESKS, card=cards)
    def add_item(self, by: Origin, card: str) -> str | MultipleResults[str]:
        key = self.make(by, lambda desk: _both(desk.write(state.add_item, card, "line")))
        return _into_bundle(key)

    @rule(by=DESKS, item=items, done=st.booleans())
    def tick_item(self, by: Origin, item: str, done: bool) -> None:
        self.do(by, lambda desk: desk.cards.tick_item(item, done))

    @rule(by=DESKS, card=cards, text=TITLES)
    def comment(self, by: Origin, card: str, text: str) -> None:
        self.make(by, lambda desk: _both(desk.write(writes.comment, card, "Zoé", text)))

    @rule(by=DESKS, card=cards)
    def label(self, by: Origin, card: str) -> None:
        self.make(by, lambda desk: _both(desk.write(state.label, card, "urgent")))

    @rule(by=DESKS, card=cards)
    def wait(self, by: Origin, card: str) -> None:
        self.make(by, lambda desk: _both(desk.write(state.wait, card, "an answer")))

    @rule(by=DESKS, ids=st.lists(cards, min_size=1, max_size=3), who=st.none() | people, day=DAYS)
    def await_reply(self, by: Origin, ids: Sequence[str], who: str | None, day: date | None) -> None:
        self.do(by, lambda desk: desk.waits.begin(ids, NewWait(who, "an answer", day)))

    @rule(by=DESKS, card=cards)
    def nudge(self, by: Origin, card: str) -> None:
        self.do(by, lambda desk: desk.waits.nudge([card], ["Any news?"], "e-mail"))

    @rule(by=DESKS, ids=st.lists(cards, min_size=1, max_size=3))
    def take(self, by: Origin, ids: Sequence[str]) -> None:
        self.do(by, lambda desk: desk.triage.take(ids))

    @rule(by=DESKS, ids=st.lists(cards, min_size=1, max_size=3), days=st.integers(0, 40))
    def snooze(self, by: Origin, ids: Sequence[str], days: int) -> None:
        self.do(by, lambda desk: desk.triage.snooze(ids, NOW.date() + timedelta(days=days)))

    @rule(by=DESKS, ids=st.lists(cards, min_size=1, max_size=3))
    def keep(self, by: Origin, ids: Sequence[str]) -> None:
        self.do(by, lambda desk: desk.triage.keep(ids))

    @rule(by=DESKS, card=cards, lane=st.sampled_from(REGISTERS), owner=st.just(UNSET) | people)
    def register(self, by: Origin, card: str, lane: Lane, owner: str | Unset) -> None:
        self.do(by, lambda desk: desk.triage.register([card], lane, CardEdit(owner=owner)))

    @rule(by=DESKS, card=cards, client=clients)
    def note(self, by: Origin, card: str, client: str) -> None:
        self.do(by, lambda desk: desk.triage.note(card, NewContact("Said on the phone", client)))

    @rule(by=DESKS, ids=st.lists(cards, min_size=1, max_size=3, unique=True), day=DAYS)
    def sweep(self, by: Origin, ids: Sequence[str], day: date | None) -> None:
        self.do(by, lambda desk: desk.triage.sweep(dict.fromkeys(ids, day)))

    @rule(by=DESKS, card=cards, twin=cards)
    def merge(self, by: Origin, card: str, twin: str) -> None:
        self.do(by, lambda desk: desk.triage.merge(card, twin))

    @rule(by=DESKS, person=people, left=st.just(UNSET) | st.booleans(), address=st.sampled_from(["tu", "vous", "du"]))
    def edit_person(self, by: Origin, person: str, left: bool | Unset, address: str) -> None:
        self.do(by, lambda desk: desk.clients.edit_person(person, PersonEdit(left=left, address=address)))

    @rule(by=DESKS, value=st.sampled_from([None, True, 2**70, "é", ["a", {"b": 1}]]))
    def change_setting(self, by: Origin, value: object) -> None:
        self.do(by, lambda desk: desk.files.set("threshold", value))

    # Taking back.

    @precondition(lambda self: self.past)
    @rule(by=DESKS)
    def undo(self, by: Origin) -> None:
        expected = self.desks[by].steps.next_undo()
        before = self.rows
        try:
            self.attempt(by, lambda desk: desk.steps.undo())
        except UndoRefused:
            assert expected is None or not self.linear
            return
        assert expected is not None
        self.undone = True
        if self.linear:
            assert self.rows == self.past.pop()
            self.future.append(before)

    @precondition(lambda self: self.undone)
    @rule(by=DESKS)
    def redo(self, by: Origin) -> None:
        before = self.rows
        try:
            self.attempt(by, lambda desk: desk.steps.redo())
        except UndoRefused:
            assert not (self.linear and self.future)
            return
        if self.linear:
            assert self.rows == self.future.pop()
            self.past.append(before)
            self.undone = bool(self.future)

    @precondition(lambda self: self.past)
    @rule(by=DESKS, back=st.integers(1, 6), forth=st.integers(0, 6))
    def go_back_and_forth(self, by: Origin, back: int, forth: int) -> None:
        for _ in range(min(back, len(self.past))):
            self.undo(by)
        for _ in range(min(forth, back)):
            self.redo(by)

    @precondition(lambda self: not self.linear)
    @rule(by=DESKS, back=st.integers(0, 15))
    def undo_chosen(self, by: Origin, back: int) -> None:
        recent = [row for row in self.desks[by].steps.recent() if row.kind is StepKind.DO and not row.undone]
        if not recent:
            return
        chosen = recent[min(back, len(recent) - 1)].id
        before = self.rows
        try:
            self.attempt(by, lambda desk: desk.steps.undo(chosen))
        except UndoRefused:
            return
        self.undone = True
        connection = self.desks[by].connection
        own = list(changes_of(connection, chosen))
        assert self.changed(before, self.rows) <= {(change.table, change.key) for change in own}
        for change in own:
            row = self.by_key(before, change.table).get(change.key, {})
            expected = {name: value for name, value in (change.after or {}).items() if name not in undo.SOFT}
            assert {name: row.get(name) for name in expected} == expected, "something newer was lost"
        taken = self.desks[by].steps.get(chosen)
        assert taken is not None
        assert taken.undone

    @rule(by=DESKS)
    def reopen(self, by: Origin) -> None:
        self.desks[by].close()
        self.desks[by] = self.open(by)

    # What always holds.

    @invariant()
    def holds_together(self) -> None:
        connection = self.desks[Origin.USER].connection
        assert connection.execute("pragma foreign_key_check").fetchall() == []
        for client, no, key in connection.execute("select client_id, no, id from card").fetchall():
            assert self.references.setdefault((client, no), key) == key, "a reference was given twice"

    @invariant()
    def finds_what_is_there(self) -> None:
        assert search.differences(self.desks[Origin.USER].connection) == set()

    @invariant()
    def knows_what_is_undone(self) -> None:
        """Each step's own word is that of the last step about it."""
        wrong = """
            select id from step s where undone_by is not
              (select max(id) from step x where x.of_step = s.id and x.kind = 'undo'
                 and not exists (select 1 from step y where y.of_step = s.id and y.id > x.id))"""
        assert self.desks[Origin.USER].connection.execute(wrong).fetchall() == []

    def teardown(self) -> None:
        desk = self.desks[Origin.USER]
        try:
            start: Rows = {name: [] for name in self.rows}
            end = self._all(desk, desk.steps.redo)
            for _ in range(2):
                began = self._all(desk, desk.steps.undo)
                if self.linear:
                    assert began == start
                assert self._all(desk, desk.steps.redo) == end
            assert desk.connection.execute("pragma integrity_check").fetchone()[0] == "ok"
        finally:
            for opened in self.desks.values():
                opened.close()
            shutil.rmtree(self.folder)

    def _all(self, desk: Desk, take: Callable[[], Change]) -> Rows:
        """Undo or redo until refused, and what the file holds then.

        A step chosen from the middle puts back where a card stood then, so that the order of the rest is free.
        """
        try:
            while True:
                take()
        except UndoRefused:
            return recorded_rows(desk.connection, self.tables, soft=self.linear)


def _into_bundle(key: str | None) -> str | MultipleResults[str]:
    return key if key is not None else multiple()


def _both(written: object) -> tuple[str, Change]:
    return written.value, written.change  # type: ignore[attr-defined]  # a Written, whatever its value


def _live(template: Path, examples: int, steps: int, *, derandomize: bool) -> None:
    run_state_machine_as_test(
        type("LivesHere", (Lives,), {"template": template}),
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            derandomize=derandomize,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_whatever_is_done_can_be_undone_and_done_again(empty_database: Path) -> None:
    _live(empty_database, 32, 22, derandomize=True)


@pytest.mark.slow
def test_whatever_is_done_can_be_undone_and_done_again_for_long(empty_database: Path) -> None:
    _live(empty_database, 1_500, 50, derandomize=False)


WORKERS = 3
TURNS = 60


def test_three_programs_lose_nothing_of_each_other(database: Path) -> None:
    workers = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.store.worker", str(database), str(seed), str(TURNS)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        for seed in range(WORKERS)
    ]
    reports = [json.loads(worker.communicate()[0]) for worker in workers]
    assert all(worker.returncode == 0 for worker in workers)
    with Desk.open(database) as desk:
        cards = len(desk.cards.lane(Lane.WEEK))
        counted = desk.files.settings().get("counted", 0)
        assert cards == sum(report["cards"] for report in reports)
        assert counted == sum(report["counted"] for report in reports)
        assert cards > 0
        assert sum(report["undone"] for report in reports) > 0
        assert desk.connection.execute("pragma integrity_check").fetchone()[0] == "ok"
        numbers = desk.connection.execute("select no from card").fetchall()
        assert len(set(numbers)) == len(numbers)
        while desk.connection.in_transaction is False and undo.next_undo(desk.connection) is not None:
            desk.steps.undo()
        assert all(not rows for rows in recorded_rows(desk.connection).values())

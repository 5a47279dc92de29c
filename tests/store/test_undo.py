"""Taking back: exactly what a step did, only while nothing newer would be lost, and always as a step of its own."""

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime

import pytest
from sqlmodel import Session

from obm_tui.desk import Desk
from obm_tui.domain.cards import CardEdit, Edge, Lane, NewCard, Priority
from obm_tui.domain.clients import ClientEdit, NewClient
from obm_tui.domain.errors import UndoRefused
from obm_tui.domain.people import NewPerson
from obm_tui.domain.steps import Origin, StepKind
from obm_tui.store import undo
from obm_tui.store.engine import step
from obm_tui.store.writes import cards as writes
from tests.store import state
from tests.store.state import TickingClock, everything, recorded_rows

Conflicts = tuple[tuple[str, str, str], ...]


@pytest.fixture
def system(desk: Desk, clock: TickingClock) -> Iterator[Desk]:
    """What the program does by itself, on the same file."""
    with Desk.open(desk.path, origin=Origin.SYSTEM, clock=clock) as opened:
        yield opened


def refused(desk: Desk, take: Callable[[], object], match: str = "cannot be taken back") -> Conflicts:
    """Be refused, with nothing changed, and what stands in the way."""
    before = everything(desk.connection)
    with pytest.raises(UndoRefused, match=match) as caught:
        take()
    assert everything(desk.connection) == before
    assert not desk.connection.in_transaction
    return caught.value.conflicts


def last(desk: Desk) -> int:
    return desk.steps.recent(1)[0].id


# What comes back.


def test_an_undo_is_a_step_of_its_own(desk: Desk) -> None:
    key = desk.cards.add(NewCard("Card")).value
    desk.cards.tick([key])
    change = desk.steps.undo()
    assert change.rows == {"card": {key}}
    redone = desk.steps.redo()
    assert redone.rows == {"card": {key}}
    history = [(row.id, row.label, row.kind, row.of_step, row.undone, row.count) for row in desk.steps.recent()]
    assert history == [
        (4, "card.done", StepKind.REDO, 2, False, 1),
        (3, "card.done", StepKind.UNDO, 2, False, 1),
        (2, "card.done", StepKind.DO, None, False, 1),
        (1, "card.added", StepKind.DO, None, False, 1),
    ]
    desk.steps.undo()
    done = desk.steps.get(2)
    assert done is not None
    assert done.undone
    assert [row.id for row in desk.steps.recent(2, before=4)] == [3, 2]
    assert desk.steps.get(99) is None


def test_nothing_to_take_back_says_so(desk: Desk) -> None:
    assert desk.steps.next_undo() is None
    refused(desk, desk.steps.undo, "nothing to undo")
    refused(desk, desk.steps.redo, "nothing to redo")


@pytest.mark.parametrize("step", [0, -1, 99, 2**63, 10**30])
def test_a_step_that_is_not_there_is_not_the_newest_one(desk: Desk, step: int) -> None:
    desk.cards.add(NewCard("Card"))
    refused(desk, lambda: desk.steps.undo(step), f"Step {step} cannot be undone")
    assert desk.steps.get(step) is None


def test_only_what_was_done_is_undone_and_only_once(desk: Desk) -> None:
    desk.cards.add(NewCard("Card"))
    desk.steps.undo(1)
    refused(desk, lambda: desk.steps.undo(1), "undone already")
    refused(desk, lambda: desk.steps.undo(2), "no such step")


def test_undo_goes_back_and_redo_forth_again(desk: Desk) -> None:
    states = [recorded_rows(desk.connection)]
    key = desk.cards.add(NewCard("Card")).value
    for action in (
        lambda: None,
        lambda: desk.cards.move([key], Lane.WEEK),
        lambda: desk.cards.edit([key], CardEdit(priority=Priority.P1)),
        lambda: desk.cards.tick([key]),
    ):
        action()
        states.append(recorded_rows(desk.connection))
    for _ in range(2):
        for expected in reversed(states[:-1]):
            desk.steps.undo()
            assert recorded_rows(desk.connection) == expected
        for expected in states[1:]:
            desk.steps.redo()
            assert recorded_rows(desk.connection) == expected


def test_a_new_step_ends_what_can_be_done_again(desk: Desk) -> None:
    key = desk.cards.add(NewCard("Card")).value
    desk.cards.tick([key])
    desk.steps.undo()
    desk.cards.move([key], Lane.DOING)
    refused(desk, desk.steps.redo, "nothing to redo")
    desk.steps.undo()
    desk.steps.redo()
    assert desk.cards.rows([key])[key].lane is Lane.DOING


def test_what_the_system_did_is_passed_over_and_can_be_chosen(desk: Desk, system: Desk) -> None:
    desk.cards.add(NewCard("Hers"))
    theirs = system.cards.add(NewCard("From the inbox file"))
    desk.steps.undo()
    assert [row.title for row in desk.cards.rows(desk.cards.lane(Lane.INBOX)).values()] == ["From the inbox file"]
    refused(desk, desk.steps.undo, "nothing to undo")
    desk.steps.redo()
    desk.steps.undo(theirs.change.step_id)
    assert [row.title for row in desk.cards.rows(desk.cards.lane(Lane.INBOX)).values()] == ["Hers"]


def test_what_the_other_program_did_is_undone_too(desk: Desk, clock: TickingClock) -> None:
    with Desk.open(desk.path, origin=Origin.CLI, clock=clock) as other:
        other.cards.add(NewCard("From the command line"))
        upcoming = desk.steps.next_undo()
        assert upcoming is not None
        assert upcoming.origin is Origin.CLI
        desk.steps.undo()
        other.steps.redo()
    assert len(desk.cards.lane(Lane.INBOX)) == 1


# What stands in the way.


def test_a_step_is_refused_while_its_columns_hold_something_newer(desk: Desk) -> None:
    key = desk.cards.add(NewCard("One")).value
    desk.cards.edit([key], CardEdit(title="Two", priority=Priority.P1))
    chosen = last(desk)
    desk.cards.edit([key], CardEdit(title="Three"))
    assert refused(desk, lambda: desk.steps.undo(chosen)) == (("card", key, "title"),)
    desk.cards.edit([key], CardEdit(title="Two", body="newer, but elsewhere"))
    desk.steps.undo(chosen)
    detail = desk.cards.detail(key)
    assert (detail.row.title, detail.row.priority, detail.body) == ("One", Priority.NONE, "newer, but elsewhere")


def test_one_card_of_many_that_changed_refuses_them_all(desk: Desk) -> None:
    keys = [desk.cards.add(NewCard(f"Card {number}")).value for number in range(3)]
    desk.cards.tick(keys)
    chosen = last(desk)
    desk.cards.move([keys[1]], Lane.WEEK)
    desk.cards.move([keys[2]], Lane.WEEK)
    assert refused(desk, lambda: desk.steps.undo(chosen)) == (
        ("card", keys[1], "lane, closed_at"),
        ("card", keys[2], "lane, closed_at"),
    )


def test_a_redo_is_refused_while_something_newer_stands_there(desk: Desk, system: Desk) -> None:
    key = desk.cards.add(NewCard("One")).value
    desk.cards.edit([key], CardEdit(title="Two"))
    desk.steps.undo()
    system.cards.edit([key], CardEdit(title="Three"))
    assert refused(desk, desk.steps.redo) == (("card", key, "title"),)


def test_places_and_moments_are_no_reason_to_refuse(desk: Desk) -> None:
    first = desk.cards.add(NewCard("One", lane=Lane.WEEK)).value
    desk.cards.add(NewCard("Two", lane=Lane.WEEK))
    desk.cards.edit([first], CardEdit(title="Uno"))
    chosen = last(desk)
    desk.cards.move([first], Lane.WEEK, Edge.TOP)
    desk.steps.undo(chosen)
    assert desk.cards.rows([first])[first].title == "One"


def test_a_reorder_of_a_card_that_is_gone_stops_nobody(desk: Desk) -> None:
    """Otherwise `undo` would stop at it for good, with everything older behind it."""
    first = desk.cards.add(NewCard("One", lane=Lane.WEEK)).value
    second = desk.cards.add(NewCard("Two", lane=Lane.WEEK)).value
    chosen = last(desk)
    desk.cards.move([second], Lane.WEEK, Edge.BOTTOM)
    desk.steps.undo(chosen)
    desk.steps.undo()
    desk.steps.undo()
    assert desk.steps.next_undo() is None
    assert desk.cards.rows([first, second]) == {}


def test_a_step_that_finds_all_as_it_was_counts_as_undone(desk: Desk) -> None:
    key = desk.cards.add(NewCard("One", lane=Lane.WEEK)).value
    desk.cards.add(NewCard("Two", lane=Lane.WEEK))
    before = desk.connection.execute("select pos, updated_at from card where id=?", (key,)).fetchone()
    desk.cards.move([key], Lane.WEEK, Edge.TOP)
    # Another program put it back, by another way.
    desk.connection.execute("update card set pos=?, updated_at=? where id=?", (*before, key))
    assert desk.steps.undo().step_id is not None
    upcoming = desk.steps.next_undo()
    assert upcoming is not None
    assert upcoming.label == "card.added"


@pytest.mark.parametrize(
    "hang",
    [
        lambda desk, key: desk.write(writes.comment, key, "Zoé", "newer").change,
        lambda desk, key: desk.write(state.add_item, key, "newer").change,
        lambda desk, key: desk.write(state.label, key, "newer").change,
        lambda desk, key: desk.write(state.wait, key, "newer").change,
    ],
    ids=["comment", "line", "label", "wait"],
)
def test_what_was_hung_on_a_card_since_keeps_it(desk: Desk, hang: Callable[[Desk, str], object]) -> None:
    """These rows would go with their card, and no step would know of it."""
    key = desk.cards.add(NewCard("Card")).value
    hang(desk, key)
    conflicts = refused(desk, lambda: desk.steps.undo(1), "other things were added")
    assert len(conflicts) == 1
    assert conflicts[0][2] == "added"
    desk.steps.undo()
    desk.steps.undo()
    assert all(not rows for rows in recorded_rows(desk.connection).values())


def test_a_second_label_keeps_the_card_though_the_first_came_with_it(desk: Desk) -> None:
    key = desk.write(_labelled_card).value
    added = desk.write(state.label, key, "second").value
    assert refused(desk, lambda: desk.steps.undo(1)) == (("card_label", key, "added"),)
    assert added


@step("card.added")
def _labelled_card(session: Session, now: datetime) -> str:
    key = writes.add(session, now, NewCard("Card"))
    state.label(session, now, key, "first")
    return key


def test_cards_keep_their_client_and_their_owner(desk: Desk) -> None:
    client = desk.clients.add(NewClient("Cap Dirigeant")).value
    person = desk.clients.add_person(NewPerson("Julie")).value
    key = desk.cards.add(NewCard("Card", client, owner=person)).value
    assert refused(desk, lambda: desk.steps.undo(1)) == (("card", key, "added"),)
    assert refused(desk, lambda: desk.steps.undo(2)) == (("card", key, "added"),)
    desk.cards.edit([key], CardEdit(owner=None))
    desk.steps.undo(2)
    assert desk.clients.people() == ()


def test_what_a_row_belonged_to_must_still_be_there(desk: Desk, system: Desk) -> None:
    client = desk.clients.add(NewClient("Cap Dirigeant")).value
    key = desk.cards.add(NewCard("Card", client)).value
    desk.cards.edit([key], CardEdit(client_id=None))
    desk.steps.undo(1)
    assert refused(desk, lambda: system.steps.undo(3), "belongs to") == (("card", key, "gone"),)


def test_a_place_taken_since_is_not_taken_back(desk: Desk, system: Desk) -> None:
    first = desk.clients.add(NewClient("Cap Dirigeant", "CAP")).value
    desk.clients.edit(first, ClientEdit("Cap Dirigeant", "CPD", ""))
    chosen = last(desk)
    desk.clients.add(NewClient("Capture", "CAP"))
    assert refused(desk, lambda: desk.steps.undo(chosen), "taken since") == (("client", first, "taken"),)
    desk.steps.undo()
    desk.steps.undo()
    system.clients.add(NewClient("Capture", "CPD"))
    refused(desk, desk.steps.redo, "taken since")


def test_a_row_that_came_back_by_itself_is_not_made_twice(desk: Desk) -> None:
    desk.cards.add(NewCard("Card"))
    desk.connection.execute("create temp table kept as select * from card")
    desk.steps.undo()
    desk.connection.execute("insert into card select * from kept")
    conflicts = refused(desk, desk.steps.redo)
    assert [problem for _table, _key, problem in conflicts] == ["exists"]


def test_a_step_of_columns_that_are_no_more_is_refused(desk: Desk) -> None:
    desk.cards.add(NewCard("Card"))
    desk.connection.execute("update change set after=json_set(after, '$.effort', 3)")
    refused(desk, desk.steps.undo, "older version")
    desk.connection.execute("update change set after=json_remove(after, '$.effort'), row_table='effort'")
    refused(desk, desk.steps.undo, "older version")


# What an image keeps.


def test_images_keep_every_value_exactly(desk: Desk) -> None:
    """Straight through the recorder: nulls, truths, large numbers, NUL and quotes come back as they were."""
    desk.cards.add(NewCard("Card", due_on=date(2026, 12, 1)))
    values = {
        "priority": 3,
        "no": 2**63 - 1,
        "title": "nul \x00 quote \" back \\ é 👩‍💻 \ufffd \x1f \u2028 ' end",
        "body": "",
        "due_on": None,
        "due_time": None,
        "extra": json.dumps({"a": [1, None, True]}),
    }
    before = recorded_rows(desk.connection)

    def write(session: Session, _now: datetime) -> None:
        for column, value in values.items():
            session.connection().exec_driver_sql(f'update card set "{column}"=?', (value,))

    desk.write(write)
    after = recorded_rows(desk.connection)
    image = desk.connection.execute("select before, after from change order by step_id desc limit 1").fetchone()
    assert set(json.loads(image[1])) == set(values) - {"body", "due_time"}
    desk.steps.undo()
    assert recorded_rows(desk.connection) == before
    desk.steps.redo()
    assert recorded_rows(desk.connection) == after
    kinds = "select typeof(no), typeof(title), length(cast(title as blob)), typeof(due_on) from card"
    assert desk.connection.execute(kinds).fetchone() == ("integer", "text", len(str(values["title"]).encode()), "null")


def test_many_writes_to_one_row_are_one_change(desk: Desk) -> None:
    key = desk.cards.add(NewCard("One")).value

    def churn(session: Session, now: datetime) -> None:
        for title in ("Two", "Three", "One"):
            writes.edit(session, now, [key], CardEdit(title=title))
            session.flush()
        passing = writes.add(session, now, NewCard("Passing"))
        session.flush()
        session.connection().exec_driver_sql("delete from card where id=?", (passing,))

    change = desk.write(churn).change
    assert change.rows == {"card": {key}}
    image = desk.connection.execute("select before, after from change where step_id=2").fetchall()
    assert [set(json.loads(text)) for row in image for text in row] == [{"updated_at"}, {"updated_at"}]


def test_a_changed_key_is_one_row_gone_and_another_made(desk: Desk) -> None:
    desk.files.set("old", 1)

    def rename(session: Session, _now: datetime) -> None:
        session.connection().exec_driver_sql("update setting set name='new'")

    desk.write(rename)
    assert desk.files.settings() == {"new": 1}
    desk.steps.undo()
    assert desk.files.settings() == {"old": 1}
    desk.steps.redo()
    assert desk.files.settings() == {"new": 1}


def test_rows_that_go_with_their_parent_come_back_with_it(desk: Desk) -> None:
    client = desk.clients.add(NewClient("Cap Dirigeant")).value
    key = desk.cards.add(NewCard("Card", client)).value
    desk.write(writes.comment, key, "Zoé", "text")
    desk.write(state.label, key, "urgent")
    desk.write(state.wait, key, "an answer")
    before = recorded_rows(desk.connection)

    def delete(session: Session, _now: datetime) -> None:
        session.connection().exec_driver_sql("delete from client where id=?", (client,))

    change = desk.write(delete).change
    assert set(change.rows) == {"client", "card", "comment", "card_label", "waiting"}
    assert change.client_ids == {client}
    desk.steps.undo()
    assert recorded_rows(desk.connection) == before
    desk.steps.redo()
    assert desk.files.counts()["card"] == 0
    desk.steps.undo()
    assert recorded_rows(desk.connection) == before


def test_undo_and_redo_go_through_every_turn(desk: Desk, system: Desk) -> None:
    """Undone, done again, chosen, passed over: after each turn, what is next."""

    def upcoming() -> tuple[int | None, int | None]:
        return undo.next_undo(desk.connection), undo.next_redo(desk.connection)

    for title in "ABC":
        desk.cards.add(NewCard(title))
    assert upcoming() == (3, None)
    system.cards.add(NewCard("D"))
    assert upcoming() == (3, None)
    desk.steps.undo(2)
    assert upcoming() == (3, 2)
    desk.steps.undo()
    assert upcoming() == (1, 3)
    system.cards.add(NewCard("E"))
    assert upcoming() == (1, 3)
    desk.steps.redo()
    assert upcoming() == (3, 2)
    desk.steps.redo()
    assert upcoming() == (3, None)
    desk.steps.undo(4)
    assert upcoming() == (3, 4)
    desk.cards.add(NewCard("F"))
    assert upcoming() == (desk.steps.recent(1)[0].id, None)


def test_a_change_says_which_columns_differ(desk: Desk) -> None:
    key = desk.cards.add(NewCard("Card")).value
    titled = desk.cards.edit([key], CardEdit(title="Other"))
    assert titled.differs("card", {"title"})
    assert not titled.differs("card", {"lane"})
    assert not titled.differs("person", {"name"})
    moved = desk.cards.move([key], Lane.DOING)
    assert moved.differs("card", {"lane"})
    assert desk.steps.undo().differs("card", {"lane"}), "an undo says it too"
    assert desk.cards.add(NewCard("New")).change.differs("card", {"lane"}), "a new row differs in everything"

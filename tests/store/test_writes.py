"""Every write keeps its rule, in one step."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from obm_tui.desk import Desk
from obm_tui.domain.cards import (
    CLOSED_LANES,
    After,
    Before,
    CardEdit,
    Edge,
    Lane,
    NewCard,
    Place,
    Priority,
)
from obm_tui.domain.errors import NotFound, Refused
from obm_tui.domain.people import NewPerson
from obm_tui.domain.text import NOTE_LIMIT, TITLE_LIMIT
from obm_tui.domain.waits import NewWait
from obm_tui.store.writes import cards as writes
from obm_tui.store.writes import file as file_writes
from tests.store import state
from tests.store.cards import add, references
from tests.store.state import everything

GONE = "0" * 32


def titles(desk: Desk, lane: Lane = Lane.WEEK) -> str:
    """The titles of a lane in order, in one word."""
    ids = desk.cards.lane(lane)
    rows = desk.cards.rows(ids)
    return "".join(rows[key].title for key in ids)


# Adding.


def test_a_card_is_added_as_it_was_described(desk: Desk, cap: str) -> None:
    written = desk.cards.add(
        NewCard(
            "  Call\tZoé  ",
            cap,
            Lane.DOING,
            NewPerson("Julie Marchand", cap),
            date(2026, 12, 1),
            "9h",
            Priority.P2,
            body="one\r\ntwo  \n",
        )
    )
    detail = desk.cards.detail(written.value)
    row = detail.row
    assert (row.title, row.reference, row.lane, row.priority) == ("Call Zoé", "CAP-1", Lane.DOING, Priority.P2)
    assert (row.due_on, row.due_time, row.owner, row.owner_is_me) == (
        date(2026, 12, 1),
        "09:00",
        "Julie Marchand",
        False,
    )
    assert detail.body == "one\ntwo"
    assert detail.created_at == detail.updated_at == row.lane_since
    assert row.closed_at is None
    assert written.change.rows == {"card": {written.value}, "person": {row.owner_id}}
    assert written.change.client_ids == {cap}


def test_a_card_needs_a_title_of_bounded_length(desk: Desk) -> None:
    for new in (
        NewCard(""),
        NewCard(" \x00\t "),
        NewCard("x" * (TITLE_LIMIT + 1)),
        NewCard("x", body="y" * (NOTE_LIMIT + 1)),
        NewCard("x", due_on=date(2026, 12, 1), due_time="25:00"),
    ):
        with pytest.raises(Refused):
            desk.cards.add(new)
    desk.cards.add(NewCard("x" * TITLE_LIMIT, body="y" * NOTE_LIMIT))
    assert desk.files.counts()["card"] == 1


def test_numbers_count_within_a_client_and_are_never_given_twice(desk: Desk, cap: str, nova: str) -> None:
    cards = [add(desk, client=client) for client in (cap, cap, nova, None, cap, None)]
    assert references(desk, *cards) == ["CAP-1", "CAP-2", "NOV-1", "1", "CAP-3", "2"]
    desk.steps.undo()
    desk.steps.undo()
    assert references(desk, add(desk, client=cap), add(desk)) == ["CAP-4", "3"]


def test_hostile_text_is_stored_and_comes_back(desk: Desk) -> None:
    for title in (
        "Robert'); drop table card;--",
        '"quoted" \\ {title}',
        "[/] [@click=app.quit]x[/]",
        "👩‍💻 日本 ﷽",
        "%s ? :a",
    ):
        key = add(desk, title)
        desk.cards.edit([key], CardEdit(body=title))
        assert desk.cards.detail(key).row.title == desk.cards.detail(key).body == title
        desk.steps.undo()
        assert desk.cards.detail(key).body == ""
    cleaned = add(desk, "a\x00b\ud800c\x1b[31md\u202ee")
    assert desk.cards.rows([cleaned])[cleaned].title == "a b c [31md e"


def test_what_a_card_belongs_to_must_be_there(desk: Desk) -> None:
    before = everything(desk.connection)
    for new in (NewCard("x", GONE), NewCard("x", owner=GONE), NewCard("x", project_id=GONE)):
        with pytest.raises(Refused, match="not there any more"):
            desk.cards.add(new)
    assert everything(desk.connection) == before


@pytest.mark.parametrize(("lane", "expected"), [(Lane.INBOX, "ABC"), (Lane.WEEK, "CBA"), (Lane.DOING, "CBA")])
def test_new_cards_come_to_the_top_but_the_inbox_is_a_queue(desk: Desk, lane: Lane, expected: str) -> None:
    for title in "ABC":
        add(desk, title, lane=lane)
    assert titles(desk, lane) == expected


def test_a_card_can_be_added_closed(desk: Desk) -> None:
    for lane in CLOSED_LANES:
        row = desk.cards.detail(add(desk, lane=lane)).row
        assert row.closed_at == row.lane_since


# Order.


@pytest.fixture
def abcd(desk: Desk) -> dict[str, str]:
    return {title: add(desk, title, place=Edge.BOTTOM) for title in "ABCD"}


@pytest.mark.parametrize(
    ("moving", "place", "expected"),
    [
        ("C", Edge.TOP, "CABD"),
        ("B", Edge.BOTTOM, "ACDB"),
        ("D", After("A"), "ADBC"),
        ("A", After("D"), "BCDA"),
        ("A", Before("D"), "BCAD"),
        ("D", Before("A"), "DABC"),
        ("B", After("B"), "ABCD"),
        ("B", Before("B"), "ABCD"),
        ("DB", Edge.TOP, "DBAC"),
        ("CA", Edge.BOTTOM, "BDCA"),
        ("DA", After("B"), "BDAC"),
        ("DC", Before("B"), "ADCB"),
        ("BC", After("B"), "ABCD"),
        ("ABCD", After("C"), "ABCD"),
        ("BB", Edge.TOP, "BACD"),
    ],
)
def test_cards_go_where_they_are_put_in_the_order_given(
    desk: Desk, abcd: dict[str, str], moving: str, place: Place, expected: str
) -> None:
    if isinstance(place, After | Before):
        place = type(place)(abcd[place.card_id])
    desk.cards.move([abcd[title] for title in moving], Lane.WEEK, place)
    assert titles(desk) == expected


def test_a_card_moved_before_itself_among_others_stays_where_it_is(desk: Desk, abcd: dict[str, str]) -> None:
    desk.cards.move([abcd["B"], abcd["C"]], Lane.WEEK, Before(abcd["C"]))
    assert titles(desk) == "ABCD"


def test_many_cards_keep_their_order(desk: Desk, abcd: dict[str, str]) -> None:
    many = [add(desk, f"{number:03d}.", lane=Lane.BACKLOG) for number in range(30)]
    desk.cards.move(many, Lane.WEEK, After(abcd["B"]))
    assert titles(desk) == "AB" + "".join(f"{number:03d}." for number in range(30)) + "CD"


def test_a_place_beside_a_card_that_went_elsewhere_is_the_top(desk: Desk, abcd: dict[str, str]) -> None:
    desk.cards.tick([abcd["C"]])
    for beside in (abcd["C"], GONE, add(desk, "x", lane=Lane.DOING)):
        desk.cards.move([abcd["D"]], Lane.WEEK, Edge.BOTTOM)
        desk.cards.move([abcd["D"]], Lane.WEEK, After(beside))
        assert titles(desk) == "DAB"


@pytest.fixture
def tied(desk: Desk, abcd: dict[str, str]) -> dict[str, str]:
    """B, C and D at one place, as an undo out of turn can leave them."""
    desk.connection.execute("update card set pos=(select pos from card where title='C') where title in ('B', 'D')")
    return abcd


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (After("B"), "ABxCD"),
        (After("C"), "ABCxD"),
        (After("D"), "ABCDx"),
        (Before("B"), "AxBCD"),
        (Before("C"), "ABxCD"),
        (Before("D"), "ABCxD"),
        (After("A"), "AxBCD"),
        (Edge.TOP, "xABCD"),
        (Edge.BOTTOM, "ABCDx"),
    ],
)
def test_between_cards_of_one_place_there_is_room(
    desk: Desk, tied: dict[str, str], place: Place, expected: str
) -> None:
    moving = add(desk, "x", lane=Lane.BACKLOG)
    before = state.recorded_rows(desk.connection)
    assert titles(desk) == "ABCD"
    if isinstance(place, After | Before):
        place = type(place)(tied[place.card_id])
    desk.cards.move([moving], Lane.WEEK, place)
    assert titles(desk) == expected
    desk.steps.undo()
    assert state.recorded_rows(desk.connection) == before


# Lanes.


def test_a_move_says_since_when(desk: Desk) -> None:
    key = add(desk)
    first = desk.cards.rows([key])[key].lane_since
    desk.cards.move([key], Lane.WEEK, Edge.BOTTOM)
    assert desk.cards.rows([key])[key].lane_since == first
    desk.cards.move([key], Lane.DOING)
    assert desk.cards.rows([key])[key].lane_since > first


def test_leaving_waiting_closes_the_wait_in_the_same_step(desk: Desk) -> None:
    leave: list[Callable[[str], object]] = [
        lambda key: desk.cards.move([key], Lane.DOING),
        lambda key: desk.cards.tick([key]),
        lambda key: desk.cards.drop([key], "silence"),
    ]
    for action in leave:
        key = add(desk, lane=Lane.WAITING)
        (wait,) = desk.connection.execute("select id from waiting where card_id=?", (key,)).fetchone()
        desk.cards.move([key], Lane.WAITING, Edge.BOTTOM)
        opened = "select closed_at is null from waiting where id=?"
        assert desk.connection.execute(opened, (wait,)).fetchone() == (1,)
        action(key)
        assert desk.connection.execute(opened, (wait,)).fetchone() == (0,)
        newest = desk.steps.recent(1)[0]
        assert newest.label in {"card.moved", "card.done", "card.dropped"}
        desk.steps.undo()
        assert desk.connection.execute(opened, (wait,)).fetchone() == (1,)
        assert desk.cards.rows([key])[key].lane is Lane.WAITING


def test_a_card_waits_for_one_thing_at_a_time(desk: Desk) -> None:
    key = add(desk, lane=Lane.WAITING)
    desk.waits.begin([key], NewWait(what="another"))
    assert [wait.what for wait in desk.waits.all()] == ["another"]
    with pytest.raises(Refused, match="one like it already"):
        desk.write(state.wait, key, "a third")
    assert not desk.connection.in_transaction


def test_done_is_done_once(desk: Desk) -> None:
    key = add(desk)
    desk.cards.tick([key])
    closed = desk.cards.rows([key])[key].closed_at
    assert closed is not None
    again = desk.cards.tick([key])
    assert not again
    assert again.step_id is None
    assert desk.cards.rows([key])[key].closed_at == closed


def test_a_reason_goes_when_the_card_comes_back(desk: Desk) -> None:
    for lane in (Lane.WEEK, Lane.DONE):
        key = add(desk)
        desk.cards.drop([key], " too\nexpensive ")
        detail = desk.cards.detail(key)
        assert (detail.row.lane, detail.drop_reason) == (Lane.DROPPED, "too expensive")
        desk.cards.move([key], lane)
        detail = desk.cards.detail(key)
        assert detail.drop_reason == ""
        assert (detail.row.closed_at is None) == (detail.row.lane is Lane.WEEK)


def test_several_cards_are_one_step(desk: Desk) -> None:
    keys = [add(desk, title) for title in "ABC"]
    change = desk.cards.tick(keys)
    assert change.rows == {"card": set(keys)}
    assert desk.steps.recent(1)[0].count == 3
    desk.steps.undo()
    assert titles(desk) == "CBA"


def test_one_card_that_is_gone_refuses_them_all(desk: Desk) -> None:
    key = add(desk)
    before = everything(desk.connection)
    verbs: list[Callable[[list[str]], object]] = [
        desk.cards.tick,
        desk.cards.drop,
        desk.cards.archive,
        lambda ids: desk.cards.move(ids, Lane.DOING),
        lambda ids: desk.cards.edit(ids, CardEdit(title="new")),
        lambda ids: desk.cards.delegate(ids, CardEdit(owner=NewPerson("Julie"))),
    ]
    for verb in verbs:
        with pytest.raises(NotFound):
            verb([key, GONE])
        assert everything(desk.connection) == before
    with pytest.raises(NotFound):
        desk.cards.tick_item(GONE, True)
    with pytest.raises(NotFound):
        desk.write(writes.comment, GONE, "Zoé", "lost")


# Editing.


def test_another_client_gives_another_number_and_leaves_the_project(desk: Desk, cap: str, nova: str) -> None:
    desk.connection.execute(
        "insert into project(id, client_id, title, status, body, external_url, created_at, updated_at)"
        " values(?, ?, 'Launch', 'running', '', '', '2026-11-01 08:00:00.000000', '2026-11-01 08:00:00.000000')",
        ("1" * 32, cap),
    )
    add(desk, client=nova)
    key = add(desk, client=cap, project_id="1" * 32)
    assert desk.cards.rows([key])[key].project == "Launch"
    change = desk.cards.edit([key], CardEdit(client_id=nova))
    row = desk.cards.rows([key])[key]
    assert (row.reference, row.project, row.client_id) == ("NOV-2", None, nova)
    assert change.client_ids == {cap, nova}, "both clients' lists have changed"
    desk.steps.undo()
    row = desk.cards.rows([key])[key]
    assert (row.reference, row.project) == ("CAP-1", "Launch")
    desk.cards.edit([key], CardEdit(client_id=None))
    assert references(desk, key) == ["1"]
    assert not desk.cards.edit([key], CardEdit(client_id=None))


def test_the_time_goes_with_the_date(desk: Desk) -> None:
    day = date(2026, 12, 1)

    def due(key: str) -> tuple[date | None, str | None]:
        row = desk.cards.rows([key])[key]
        return row.due_on, row.due_time

    assert due(add(desk, due_time="14:30")) == (None, None)
    key = add(desk, due_on=day, due_time="14h")
    assert due(key) == (day, "14:00")
    desk.cards.plan([key], CardEdit(due_on=None))
    assert due(key) == (None, None)
    desk.cards.plan([key], CardEdit(due_time="10:00"))
    assert due(key) == (None, None)
    desk.cards.plan([key], CardEdit(due_on=day, due_time="10:00"))
    assert due(key) == (day, "10:00")
    desk.cards.plan([key], CardEdit(due_on=day + timedelta(days=1)))
    assert due(key) == (day + timedelta(days=1), "10:00")


def test_an_edit_that_changes_nothing_is_no_step(desk: Desk) -> None:
    key = add(desk, "Same")
    updated = desk.cards.detail(key).updated_at
    assert not desk.cards.edit([key], CardEdit())
    assert not desk.cards.edit([key], CardEdit(title="  Same ", priority=Priority.NONE, owner=None, due_on=None))
    assert desk.cards.detail(key).updated_at == updated
    assert desk.steps.recent(1)[0].label == "card.added"
    assert desk.cards.archive([key])
    assert not desk.cards.archive([key])


def test_an_edit_is_refused_whole(desk: Desk) -> None:
    key = add(desk)
    before = everything(desk.connection)
    for changes in (CardEdit(title=" "), CardEdit(title="x" * 501), CardEdit(due_time="99"), CardEdit(owner=GONE)):
        with pytest.raises(Refused):
            desk.cards.edit([key], changes)
    assert everything(desk.connection) == before


# What hangs on a card.


def test_lines_are_ticked_and_comments_cleaned(desk: Desk) -> None:
    key = add(desk)
    line = desk.write(state.add_item, key, "Send").value
    change = desk.cards.tick_item(line, True)
    assert change.rows == {"checklist_item": {line}}
    assert not desk.cards.tick_item(line, True)
    desk.write(writes.comment, key, " Zoé\n", "one\r\n\x1btwo")
    detail = desk.cards.detail(key)
    assert (detail.row.items, detail.row.items_done, detail.row.comments) == (1, 1, 1)
    assert (detail.comments[0].author, detail.comments[0].text) == ("Zoé", "one\n\ufffdtwo")


def test_settings_keep_any_value(desk: Desk) -> None:
    for value in (None, True, 0, 2**70, -1, "é", "", ["a", {"b": [1, 2]}], {"x": None}):
        desk.files.set("threshold", value)
        assert desk.files.settings() == {"threshold": value}
        assert not desk.files.set("threshold", value)
    desk.write(file_writes.set_setting, "threshold", 3, "scope")
    assert desk.files.settings() == {"threshold": {"x": None}}

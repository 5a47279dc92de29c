"""Reads: which rows, in which order, and what they say."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from obm_tui.clock import FrozenClock
from obm_tui.desk import Desk
from obm_tui.domain.cards import CLOSED_LANES, DONE_DAYS, CardEdit, Edge, Lane, NewCard, Priority
from obm_tui.domain.clients import NewClient
from obm_tui.domain.errors import NotFound, Refused
from obm_tui.domain.idlist import IdList
from obm_tui.domain.people import NewPerson, PersonKind
from obm_tui.domain.query import Filter, Query, Scope, Sort, Window
from obm_tui.domain.steps import Origin
from obm_tui.store.steps import instant
from obm_tui.store.writes import cards as writes
from tests.conftest import NOW
from tests.store import state
from tests.store.cards import add

TODAY = NOW.date()


@pytest.fixture
def clock() -> FrozenClock:
    """It is this moment and no other."""
    return FrozenClock(NOW)


def at(path: Path, moment: datetime) -> Desk:
    """The same file at another moment."""
    return Desk.open(path, clock=FrozenClock(moment))


def found(desk: Desk, query: Query) -> list[str]:
    return [row.title for row in desk.cards.find(query)]


# Lanes.


def test_a_lane_holds_its_own_open_cards_in_order(desk: Desk, cap: str, nova: str) -> None:
    a, b = add(desk, "A", cap), add(desk, "B", nova)
    c = add(desk, "C", cap, place=Edge.BOTTOM)
    add(desk, "Elsewhere", cap, Lane.DOING)
    archived = add(desk, "Archived", cap)
    desk.cards.archive([archived])
    assert list(desk.cards.lane(Lane.WEEK)) == [b, a, c]
    assert list(desk.cards.lane(Lane.WEEK, Scope(cap))) == [a, c]
    assert list(desk.cards.lane(Lane.WEEK, Scope(nova))) == [b]
    assert desk.cards.count(Lane.WEEK) == 3
    assert desk.cards.count(Lane.WEEK, Scope(cap)) == 2
    assert list(desk.cards.lane(Lane.APPROVE)) == []
    assert list(desk.cards.lane(Lane.WEEK, Scope("0" * 32))) == []


def test_a_long_lane_is_in_order_too(desk: Desk) -> None:
    """The order lives inside an aggregate: it must survive more rows than fit a page."""
    pos = [f"{(number * 7919) % 3001:05d}" for number in range(3000)]
    desk.connection.execute("begin")
    desk.connection.executemany(
        "insert into card(id, no, title, body, lane, pos, lane_since, priority, drop_reason, external_url, extra,"
        " created_at, updated_at) values(?, ?, 't', '', 'week', ?, ?, 0, '', '', '', '', '')",
        [(f"{number:032x}", number + 1, place, instant(NOW)) for number, place in enumerate(pos)],
    )
    desk.connection.execute("commit")
    expected = [f"{number:032x}" for _place, number in sorted((place, number) for number, place in enumerate(pos))]
    ids = desk.cards.lane(Lane.WEEK)
    assert isinstance(ids, IdList)
    assert list(ids) == expected
    assert len(desk.cards.rows(ids)) == 3000


def test_done_shows_a_month_newest_first(desk: Desk, cap: str) -> None:
    old, edge, new, latest = (add(desk, title, cap) for title in ("old", "edge", "new", "latest"))
    limit = timedelta(days=DONE_DAYS)
    for key, moment in (
        (latest, NOW - timedelta(hours=1)),
        (new, NOW - timedelta(days=3)),
        (edge, NOW - limit),
        (old, NOW - limit - timedelta(microseconds=1)),
    ):
        with at(desk.path, moment) as then:
            then.cards.tick([key])
    assert list(desk.cards.lane(Lane.DONE)) == [latest, new, edge]
    assert list(desk.cards.lane(Lane.DONE, Scope(cap))) == [latest, new, edge]
    assert list(desk.cards.lane(Lane.DONE, Scope("0" * 32))) == []
    assert found(desk, Query(filter=Filter(lanes=(Lane.DONE,), closed=True), sort=Sort.NEWEST))[-1] == "old"
    desk.cards.archive([latest])
    assert list(desk.cards.lane(Lane.DONE)) == [new, edge]
    assert desk.cards.count(Lane.DONE) == 0


def test_rows_say_what_hangs_on_a_card(desk: Desk, cap: str) -> None:
    key = add(desk, "Card", cap, Lane.DOING, body="text", owner=NewPerson("me", kind=PersonKind.ME))
    bare = add(desk, "Bare")
    line = desk.write(state.add_item, key, "one").value
    desk.write(state.add_item, key, "two")
    desk.cards.tick_item(line, True)
    desk.write(writes.comment, key, "Zoé", "hello")
    desk.write(state.label, key, "urgent")
    rows = desk.cards.rows([key, bare, "0" * 32])
    assert set(rows) == {key, bare}
    row = rows[key]
    assert (row.client_code, row.reference, row.owner, row.owner_is_me) == ("CAP", "CAP-1", "me", True)
    assert row.client_colour is desk.clients.get(cap).colour
    assert (row.has_body, row.items, row.items_done, row.comments, row.links) == (True, 2, 1, 1, 0)
    other = rows[bare]
    assert (other.client_code, other.client_colour, other.reference, other.owner, other.has_body) == (
        None,
        None,
        "1",
        None,
        False,
    )
    detail = desk.cards.detail(key)
    assert detail.row == row
    assert detail.labels == ("urgent",)
    assert [(item.text, item.done) for item in detail.checklist] == [("one", True), ("two", False)]
    assert [(comment.author, comment.text, comment.at) for comment in detail.comments] == [("Zoé", "hello", NOW)]
    assert detail.extra == {}
    assert detail.created_at == NOW
    with pytest.raises(NotFound):
        desk.cards.detail("0" * 32)


def test_a_card_that_goes_between_two_looks_is_shown_once_more(desk: Desk) -> None:
    key = add(desk, "Card")
    with Desk.open(desk.path, origin=Origin.CLI) as other:

        def take_away(statement: str) -> None:
            if "from card_label" in statement:
                desk.connection.set_trace_callback(None)
                other.steps.undo()

        desk.connection.set_trace_callback(take_away)
        assert desk.cards.detail(key).row.title == "Card"
        assert other.steps.next_undo() is None
        with pytest.raises(NotFound):
            desk.cards.detail(key)


def test_moments_keep_their_microseconds(desk: Desk) -> None:
    moment = datetime(2026, 11, 20, 23, 59, 59, 1, tzinfo=UTC)
    with at(desk.path, moment) as then:
        key = then.cards.add(NewCard("Card", lane=Lane.DONE)).value
    detail = desk.cards.detail(key)
    assert detail.created_at == detail.updated_at == detail.row.lane_since == detail.row.closed_at == moment
    assert desk.steps.recent(1)[0].at == moment


# Queries.


def test_a_query_asks_for_open_cards_unless_it_says_otherwise(desk: Desk, cap: str) -> None:
    for lane in (Lane.INBOX, Lane.WEEK, Lane.DONE, Lane.DROPPED):
        add(desk, lane.value, cap if lane is Lane.WEEK else None, lane)
    desk.cards.archive([add(desk, "archived")])
    assert found(desk, Query()) == ["inbox", "week"]
    assert found(desk, Query(filter=Filter(closed=True))) == ["done", "dropped", "inbox", "week"]
    assert found(desk, Query(filter=Filter(archived=True))) == ["inbox", "archived", "week"]
    assert found(desk, Query(scope=Scope(cap))) == ["week"]
    assert found(desk, Query(filter=Filter(lanes=(Lane.WEEK, Lane.DROPPED), closed=True))) == ["dropped", "week"]
    assert found(desk, Query(filter=Filter(lanes=tuple(CLOSED_LANES)))) == []


def test_a_query_sorts_and_pages(desk: Desk) -> None:
    add(desk, "later", due_on=TODAY + timedelta(days=9))
    add(desk, "sooner", due_on=TODAY - timedelta(days=9), place=Edge.BOTTOM)
    add(desk, "never", place=Edge.TOP)
    assert found(desk, Query(sort=Sort.BOARD)) == ["never", "later", "sooner"]
    assert found(desk, Query(sort=Sort.DUE)) == ["sooner", "later", "never"]
    assert set(found(desk, Query(sort=Sort.NEWEST))) == {"never", "sooner", "later"}
    pages = [found(desk, Query(sort=Sort.DUE, window=Window(2, offset))) for offset in (0, 2, 4)]
    assert pages == [["sooner", "later"], ["never"], []]


# One card, client or person by what somebody typed.


def test_a_card_is_found_by_reference_or_key(desk: Desk, cap: str) -> None:
    numbered, alone = add(desk, "A", cap), add(desk, "B")
    for text in ("CAP-1", "cap-1", " Cap-1 ", numbered, numbered.upper()):
        assert desk.cards.key(text) == numbered
    assert desk.cards.key("1") == alone
    for text in ("CAP-2", "NOV-1", "0", "2", "", "CAP", "CAP-", "\ud800", "x" * 1000, "'; --", "9" * 40, "0" * 32):
        with pytest.raises(NotFound):
            desk.cards.key(text)


def test_a_client_is_found_by_code_or_name(desk: Desk, cap: str) -> None:
    elan = desk.clients.add(NewClient("Élan & Cie")).value
    for text in ("cap", "CAP", " cap ", "cap dirigeant", "CAP DIRIGEANT"):
        assert desk.clients.by_code(text).id == cap
    for text in ("elan & cie", "ÉLAN & CIE"):
        assert desk.clients.by_code(text).id == elan
    for text in ("", "cap d", "XXX", "\ud800", "%", "x" * 1000):
        with pytest.raises(NotFound, match="Known: CAP, ELA"):
            desk.clients.by_code(text)
    with pytest.raises(NotFound):
        desk.clients.get("0" * 32)


def test_a_person_is_found_by_handle_or_name(desk: Desk, cap: str) -> None:
    marchand = desk.clients.add_person(NewPerson("Julie Marchand", cap)).value
    martin = desk.clients.add_person(NewPerson("Julie Martin")).value
    for text in ("@julie", "julie", "JULIE MARCHAND", "marchand"):
        assert desk.clients.person(text) == marchand
    assert desk.clients.person("@juliem") == martin
    for text in ("me", "@me", "moi", "@Moi"):
        herself = desk.clients.person(text)
        assert isinstance(herself, NewPerson)
        assert (herself.kind, herself.name) == (PersonKind.ME, text.removeprefix("@"))
    for text in ("", "@", "paul", "\ud800", "jul"):
        with pytest.raises(NotFound):
            desk.clients.person(text)
    desk.clients.add_person(NewPerson("Zoé Martin"))
    with pytest.raises(Refused, match="Several people are called Martin: @juliem, @zoe"):
        desk.clients.person("Martin")


def test_a_clients_team_comes_first(desk: Desk, cap: str, nova: str) -> None:
    for name, client in (("Zoé", cap), ("Anna", nova), ("Bob", None)):
        desk.clients.add_person(NewPerson(name, client))
    add(desk, "A", owner=NewPerson("me", kind=PersonKind.ME))
    assert [person.name for person in desk.clients.people(cap)] == ["Zoé", "me", "Anna", "Bob"]
    assert [person.name for person in desk.clients.people()] == ["me", "Bob", "Anna", "Zoé"]
    assert {person.name: person.client_code for person in desk.clients.people()}["Anna"] == "NOV"


def test_loads_count_open_cards(desk: Desk) -> None:
    julie = desk.clients.add_person(NewPerson("Julie")).value
    keys = [add(desk, f"{number}", owner=julie) for number in range(4)]
    desk.cards.tick(keys[:1])
    desk.cards.archive(keys[1:2])
    assert [person.open_cards for person in desk.clients.people()] == [2]


# Counts.


def test_the_radar_counts_open_cards_and_late_ones(desk: Desk, cap: str, nova: str) -> None:
    for lane in (Lane.INBOX, Lane.WEEK, Lane.WEEK, Lane.DONE):
        add(desk, "dated", cap, lane, due_on=TODAY - timedelta(days=1))
    add(desk, "today", cap, Lane.DOING, due_on=TODAY)
    add(desk, "nobody's", due_on=date(2020, 1, 1))
    desk.cards.archive([add(desk, "archived", cap, due_on=date(2020, 1, 1))])
    first, second = desk.clients.radar()
    assert (first.client.id, first.by_lane, first.late) == (cap, {"inbox": 1, "week": 2, "doing": 1}, 3)
    assert (second.client.id, second.by_lane, second.late) == (nova, {}, 0)


def test_late_begins_the_day_after(desk: Desk, cap: str) -> None:
    key = add(desk, "due", cap, due_on=TODAY)
    for days, late in ((0, 0), (1, 1), (30, 30)):
        with at(desk.path, NOW + timedelta(days=days)) as then:
            assert then.cards.rows([key])[key].days_late(then.clock.today()) == late
            assert then.clients.radar()[0].late == (late > 0)


def test_late_cards_come_the_longest_overdue_first(desk: Desk, cap: str, nova: str) -> None:
    days = {
        days: add(desk, f"{days}", cap if days % 2 else nova, due_on=TODAY - timedelta(days=days)) for days in range(5)
    }
    add(desk, "done", cap, Lane.DONE, due_on=date(2020, 1, 1))
    add(desk, "elsewhere", cap, Lane.INBOX, due_on=date(2020, 1, 1))
    desk.cards.archive([add(desk, "archived", cap, due_on=date(2020, 1, 1))])
    lanes = (Lane.WEEK, Lane.DONE)
    assert list(desk.cards.late(lanes)) == [days[4], days[3], days[2], days[1]]
    assert list(desk.cards.late(lanes, Scope(cap))) == [days[3], days[1]]
    assert list(desk.cards.late(())) == []


def test_moments_of_making_by_key(desk: Desk) -> None:
    key = add(desk, "Card")
    assert desk.cards.created([key, "0" * 32]) == {key: NOW}


def test_counts_of_the_file(desk: Desk, cap: str) -> None:
    add(desk, "A", cap, owner=NewPerson("Julie"))
    assert desk.files.counts() == {"client": 1, "person": 1, "project": 0, "card": 1, "comment": 0, "step": 2}
    assert set(desk.files.meta()) == {"uid"}


# History.


def test_history_names_the_client_where_there_is_one(desk: Desk, cap: str, nova: str) -> None:
    a, b, c = add(desk, "A", cap), add(desk, "B", nova), add(desk, "C")
    steps: list[tuple[Callable[[], object], str | None, int]] = [
        (lambda: desk.cards.tick([a]), "CAP", 1),
        (lambda: desk.cards.edit([a, b], CardEdit(priority=Priority.P1)), None, 2),
        (lambda: desk.cards.tick([c]), None, 1),
        (lambda: desk.write(writes.comment, b, "Zoé", "text"), "NOV", 1),
        (lambda: desk.files.set("x", 1), None, 1),
    ]
    for action, code, count in steps:
        action()
        newest = desk.steps.recent(1)[0]
        assert (newest.client_code, newest.count, newest.origin) == (code, count, Origin.USER)


# The story's clock.


def test_a_story_decides_what_day_it_is(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.connection.execute("insert into meta(name, value) values('story_now', '2030-05-01T09:00:00+00:00')")
    with Desk.open(desk.path) as asked:
        assert asked.clock.today() == TODAY, "the environment wins"
    monkeypatch.delenv("OBM_TUI_NOW")
    with Desk.open(desk.path) as told:
        assert told.clock.today() == date(2030, 5, 1)
        assert timedelta(0) <= told.now() - datetime(2030, 5, 1, 9, tzinfo=UTC) < timedelta(minutes=5)

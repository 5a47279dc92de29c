"""A Trello board: its columns and cards, their dates and texts, and what is said about the rest."""

import time
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Any

import pytest

from obm_tui.domain.cards import Priority
from obm_tui.domain.errors import Refused
from obm_tui.domain.imports import ImportedPerson
from obm_tui.domain.text import NOTE_LIMIT, TITLE_LIMIT
from obm_tui.interop import trello
from tests.interop.boards import (
    ANNE,
    ATTIC,
    BOARD,
    DONE,
    PARIS,
    TODO,
    Json,
    action,
    at,
    board,
    card,
    comment,
    full_board,
    read,
    read_one,
    said,
)


def test_a_board_keeps_its_name_id_and_address() -> None:
    imported = read()

    assert (imported.source, imported.container) == ("trello", BOARD)
    assert (imported.name, imported.url) == ("Cap Dirigeant", "https://trello.com/b/abcd")
    assert imported.people == (ImportedPerson(ANNE, "Anne Roy"),)
    assert imported.notes == ()


def test_columns_and_cards_stand_in_board_order() -> None:
    imported = read(
        card(3, idList=DONE, pos=1), card(5, pos=None), card(2, pos=20.5), card(1, pos=3), card(4, pos=20.5)
    )

    assert [column.name for column in imported.columns] == ["To do", "Done", "Attic"]
    assert [one.title for one in imported.cards] == ["Card 1", "Card 2", "Card 4", "Card 5", "Card 3"]


def test_a_card_is_archived_by_itself_or_with_its_list() -> None:
    imported = read(card(1), card(2, closed=True), card(3, idList=ATTIC))

    assert [one.archived for one in imported.cards] == [False, True, True]
    assert [column.archived for column in imported.columns] == [False, False, True]


@pytest.mark.parametrize(
    ("zone", "day", "clock"),
    [
        (PARIS, date(2024, 7, 1), "00:30"),
        (UTC, date(2024, 6, 30), "22:30"),
        (timezone(timedelta(hours=1, minutes=30)), date(2024, 7, 1), None),
    ],
    ids=["next day", "utc", "midnight is no time"],
)
def test_a_due_date_is_told_in_her_own_zone(zone: tzinfo, day: date, clock: str | None) -> None:
    one = read_one(zone, due="2024-06-30T22:30:00.000Z", start="2024-06-30T22:30:00.000Z")

    assert (one.due_on, one.due_time, one.start_on) == (day, clock, day)


def test_a_date_without_a_zone_is_hers() -> None:
    one = read_one(due="2024-06-30")

    assert (one.due_on, one.due_time) == (date(2024, 6, 30), None)


@pytest.mark.parametrize(
    "text", ["soon", "2024-13-01T00:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "\ud800"]
)
def test_a_date_that_cannot_be_is_left_out_and_said(text: str) -> None:
    imported = read(card(1), card(2, due=text))

    assert [one.due_on for one in imported.cards] == [None, None]
    assert "Dates that cannot be read, left out: 1 (first: cards[1].due)." in said(imported)


def test_the_id_tells_when_a_card_was_made() -> None:
    assert read_one().created_at == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)


@pytest.mark.parametrize("made_up", ["card-0001", f"{1:024x}", "zz" * 12, ""])
def test_for_a_made_up_id_the_creating_action_tells(made_up: str) -> None:
    created = action(7, "createCard", {"card": {"id": made_up}})

    assert read_one(id=made_up).created_at is None
    if made_up:
        assert read_one(id=made_up, board_values={"actions": [created]}).created_at == at(7)


def updated(minute: int, old: Json, **data: Any) -> Json:
    now = {"id": card(1)["id"]} | {key: not value for key, value in old.items() if key == "dueComplete"}
    return action(minute, "updateCard", {"card": now, "old": old} | data)


TICKED = updated(5, {"dueComplete": False})
RENAMED = action(6, "updateCard", {"card": {"id": card(1)["id"], "dueComplete": True}, "old": {"name": "x"}})
UNTICKED = updated(4, {"dueComplete": True})
MOVED = updated(3, {"idList": DONE}, listAfter={"id": TODO})
MOVED_BEFORE = updated(2, {"idList": DONE}, listAfter={"id": TODO})
MOVED_AWAY = updated(1, {"idList": TODO}, listAfter={"id": DONE})


@pytest.mark.parametrize(
    ("values", "actions", "done", "completed"),
    [
        ({"dueComplete": False}, [TICKED], False, None),
        ({"dueComplete": True}, [], True, None),
        ({"dueComplete": True}, [MOVED, MOVED_BEFORE, MOVED_AWAY], True, at(3)),
        ({"dueComplete": True}, [TICKED, UNTICKED, MOVED], True, at(5)),
        ({"dueComplete": True}, [RENAMED, TICKED], True, at(5)),
        ({"dueComplete": True, "dateCompleted": "2024-03-01T10:30:00Z"}, [TICKED], True, at(30)),
        ({"dateCompleted": "2024-03-01T10:30:00Z"}, [], True, at(30)),
    ],
)
def test_done_and_when(values: Json, actions: list[Json], done: bool, completed: datetime | None) -> None:
    one = read_one(board_values={"actions": actions}, **values)

    assert (one.done, one.completed_at) == (done, completed)


def test_a_card_knows_since_when_it_is_in_its_column() -> None:
    assert read_one(board_values={"actions": [MOVED_AWAY, MOVED_BEFORE, MOVED]}).column_since == at(3)
    assert read_one(board_values={"actions": [MOVED_AWAY]}).column_since is None


def test_a_cards_address_is_its_short_one_if_it_is_safe() -> None:
    assert (
        read_one(shortUrl="https://trello.com/c/x", url="https://trello.com/c/x/1-long").url == "https://trello.com/c/x"
    )
    assert read_one(url="https://trello.com/c/x/1-long").url == "https://trello.com/c/x/1-long"
    assert read_one(shortUrl="javascript:alert(1)").url == ""


def test_templates_are_counted_and_left_out() -> None:
    imported = read(card(1), card(2, isTemplate=True, name="Onboarding"))

    assert (imported.read, len(imported.cards)) == (2, 1)
    assert "Template cards, left out: 1 (first: Onboarding)." in said(imported)


def texts_in(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if is_dataclass(value):
        return [text for field in fields(value) for text in texts_in(getattr(value, field.name))]
    if isinstance(value, dict):
        return [text for pair in value.items() for part in pair for text in texts_in(part)]
    return [text for part in value for text in texts_in(part)] if isinstance(value, tuple) else []


def test_the_secret_address_of_a_card_is_nowhere() -> None:
    secret = "anne+5f3a9c@boards.trello.com"
    odd = card(2, email=secret, name="", isTemplate="yes", due=5, labels=[7])
    texts = texts_in(trello.read(board(card(1, email=secret), odd, card(3, email=[secret])), PARIS))

    assert "Card 1" in texts
    assert not [text for text in texts if "5f3a9c" in text or "boards.trello.com" in text]


def test_a_long_title_is_cut_and_stands_whole_in_the_body() -> None:
    whole = "word " * 200
    one = read_one(name=whole, desc="And more.")

    assert len(one.title) <= TITLE_LIMIT
    assert one.title.endswith("…")
    assert one.body == f"{whole.strip()}\n\nAnd more."


def test_a_long_checklist_line_is_cut_and_stands_whole_in_the_body() -> None:
    whole = "x" * (TITLE_LIMIT + 1)
    lists = [{"id": "c", "idCard": card(1)["id"], "name": "L", "checkItems": [{"id": "i", "name": whole}]}]
    one = read_one(board_values={"checklists": lists}, desc="First.")

    assert one.items[0].text == "x" * (TITLE_LIMIT - 1) + "…"
    assert one.body == f"First.\n\n{whole}"


@pytest.mark.parametrize(
    ("name", "desc", "title"),
    [
        ("", "Call Zoé\nabout the invoice", "Call Zoé about the invoice"),
        (None, "word " * 40, "word word word word word word word word word word word word…"),
        (" \n\x07", "", "…"),
    ],
)
def test_an_empty_title_borrows_from_the_body(name: str | None, desc: str, title: str) -> None:
    one = read_one(name=name, desc=desc)

    assert (one.title, one.body) == (title, desc.rstrip())


def test_texts_come_in_clean() -> None:
    one_id = card(1)["id"]
    imported = read(
        card(1, name="Red\x1b[31m\nalert\u202e", desc="a\r\nb\x1b[2J\ud800"),
        name="B\x9board",
        lists=[{"id": TODO, "name": "To\tdo\x00"}],
        actions=[comment(1, one_id, "hi\x07\n")],
    )

    assert imported.name == "B oard"
    assert imported.columns[0].name == "To do"
    assert imported.cards[0].title == "Red [31m alert"
    assert imported.cards[0].body == "a\nb\ufffd[2J\ufffd"
    assert imported.cards[0].comments[0].text == "hi\ufffd"


def test_what_no_field_can_hold_is_cut_and_said() -> None:
    imported = read(card(1, desc="x" * (NOTE_LIMIT + 1)), lists=[{"id": TODO, "name": "y" * (TITLE_LIMIT + 1)}])

    assert len(imported.cards[0].body) == NOTE_LIMIT
    assert len(imported.columns[0].name) == TITLE_LIMIT
    assert "Texts longer than a field can hold, cut at its end: 2 (first: lists[0].name)." in said(imported)


def test_a_card_of_an_unknown_list_gets_a_column_of_its_own() -> None:
    imported = read(card(1, idList="gone"), card(2))

    assert [one.title for one in imported.cards] == ["Card 2", "Card 1"]
    assert imported.columns[-1].source_id == imported.cards[-1].column_id
    assert "Cards of a list that is not in the file" in said(imported)


def test_the_same_id_twice_comes_in_once() -> None:
    imported = read(card(1), card(1, name="Copy"))

    assert (imported.read, [one.title for one in imported.cards]) == (2, ["Card 1"])
    assert "Entries with the id of an earlier one, left out: 1 (first: cards[1])." in said(imported)


def test_what_has_no_place_here_is_said() -> None:
    imported = read(card(1, recurrenceRule={"freq": "weekly"}), closed=True, desc="About this board")

    assert "closed at Trello" in said(imported)
    assert "description of the board itself" in said(imported)
    assert "come in once, without repeating: 1 (first: Card 1)" in said(imported)


def test_odd_values_are_said_with_the_first_place_and_a_count() -> None:
    imported = read(card(1, due=12, labels={"a": 1}), "card", 7, card(2, badges=[1], idMembers=[None], pos=True))  # type: ignore[arg-type]

    assert (imported.read, len(imported.cards)) == (4, 2)
    assert "Values of an unexpected kind, left out: 7 (first: cards[1])." in said(imported)


@pytest.mark.parametrize("document", [None, [], 3, {}, {"cards": []}, {"lists": []}])
def test_what_is_no_board_is_refused(document: object) -> None:
    with pytest.raises(Refused, match=r"b\.json is not a Trello board"):
        trello.read(document, PARIS, "b.json")


@pytest.mark.parametrize("identity", [None, "", 5, " "])
def test_a_board_without_an_id_is_refused(identity: object) -> None:
    with pytest.raises(Refused, match="no “id”"):
        read(card(1), id=identity)


def test_everything_at_once() -> None:
    imported = trello.read(full_board(), PARIS)
    first, second = imported.cards

    assert (first.due_on, first.due_time, first.done, first.priority) == (date(2024, 7, 1), "00:30", True, Priority.P1)
    assert [item.text for item in first.items] == ["One", "Two"]
    assert first.label_ids == ("l1", "l2")
    assert first.person_ids == (ANNE,)
    assert first.extra == {"Priority": "High", "Signed": "yes"}
    assert (second.archived, second.column_since) == (True, at(2))
    assert imported.read == 3


def test_ten_thousand_cards_take_no_time_to_speak_of() -> None:
    template = full_board()["cards"][0]
    big = full_board() | {"cards": [template | {"id": f"{number:024x}", "pos": -number} for number in range(10_000)]}

    before = time.process_time()
    imported = trello.read(big, PARIS)

    assert time.process_time() - before < 2
    assert len(imported.cards) == 10_000

"""Whatever stands in a board's file: a board that holds together, or one clear refusal."""

import copy
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from obm_tui.domain.cards import clean_time
from obm_tui.domain.errors import Refused
from obm_tui.domain.imports import ImportedBoard, ImportedCard
from obm_tui.domain.text import TITLE_LIMIT, clean_line, clean_note
from obm_tui.interop import trello
from obm_tui.interop.detect import recognise
from tests.interop.boards import full_board

nasty = ["l1", "a1", "1e999", "9999-12-31T23:59:59Z", "\ud800", "x" * 600, 10**4000, "https://[x"]
simple_values = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.sampled_from(nasty)
keys = st.sampled_from(["id", "name", "cards", "lists"])
json_values = st.recursive(
    simple_values,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=8,
)


def places(node: Any, above: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of every value in a document but the document itself."""
    keys = list(node) if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else []
    return [place for key in keys for place in [(*above, key), *places(node[key], (*above, key))]]


PLACES = places(full_board())


def holder(document: Any, place: tuple[Any, ...]) -> Any:
    for key in place[:-1]:
        document = document[key]
    return document


@st.composite
def damaged_boards(draw: st.DrawFn) -> Any:
    document = full_board()
    for place in draw(st.lists(st.sampled_from(PLACES), min_size=1, max_size=4)):
        try:
            above = holder(document, place)
            how = draw(st.sampled_from(["replace", "delete", "double"]))
            if how == "replace":
                above[place[-1]] = draw(json_values)
            elif how == "delete":
                del above[place[-1]]
            elif isinstance(above, list):
                above.append(copy.deepcopy(above[place[-1]]))
        except (KeyError, IndexError, TypeError):
            continue  # an earlier damage took the place away
    return document


@settings(max_examples=300, deadline=None)
@given(damaged_boards())
def test_a_damaged_board_reads_soundly_or_is_refused(document: Any) -> None:
    read_and_check(document, ZoneInfo("America/New_York"))


@settings(deadline=None)
@given(json_values)
def test_any_document_reads_soundly_or_is_refused(document: Any) -> None:
    read_and_check(document, ZoneInfo("UTC"))


def read_and_check(document: Any, zone: ZoneInfo) -> None:
    recognise(document)
    try:
        imported = trello.read(document, zone, "b.json")
    except Refused as refused:
        if not str(refused).startswith("b.json "):
            raise
    else:
        check_board(imported)


def test_the_check_itself_takes_a_sound_board() -> None:
    check_board(trello.read(full_board(), ZoneInfo("UTC")))


def check_board(imported: ImportedBoard) -> None:
    """What the store relies on."""
    for kind in (imported.columns, imported.labels, imported.people, imported.cards):
        assert_distinct([row.source_id for row in kind])
    for parts in ("items", "comments", "links"):
        assert_distinct([part.source_id for card in imported.cards for part in getattr(card, parts)])
    assert imported.container
    assert len(imported.cards) <= imported.read
    for note in imported.notes:
        assert note.message.format(**note.values)
    columns = {column.source_id for column in imported.columns}
    labels = {label.source_id for label in imported.labels}
    people = {person.source_id for person in imported.people}
    for card in imported.cards:
        assert card.column_id in columns
        assert set(card.label_ids) <= labels
        assert set(card.person_ids) <= people
        check_card(card)
    for name in (row.name for kind in (imported.columns, imported.labels, imported.people) for row in kind):
        check_line(name)
    assert "boards.trello.com" not in repr(imported)


def check_card(card: ImportedCard) -> None:
    check_line(card.title)
    assert card.body == clean_note(card.body)
    assert clean_time(card.due_time) == card.due_time
    for moment in (card.created_at, card.completed_at, card.column_since, *(entry.at for entry in card.comments)):
        assert moment is None or is_utc(moment)
    for item in card.items:
        check_line(item.text)
    for name, value in card.extra.items():
        assert name
        assert value == clean_note(value)


def check_line(line: str) -> None:
    assert line
    assert line == clean_line(line)
    assert len(line) <= TITLE_LIMIT
    line.encode()


def is_utc(moment: datetime) -> bool:
    offset = moment.utcoffset()
    return offset is not None and not offset


def assert_distinct(ids: list[str]) -> None:
    assert all(ids)
    assert len(ids) == len(set(ids))
    for identity in ids:
        identity.encode()

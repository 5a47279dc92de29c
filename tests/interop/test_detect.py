import codecs
import json
from datetime import UTC
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obm_tui.domain.errors import Refused
from obm_tui.domain.imports import ImportedBoard
from obm_tui.interop import trello
from obm_tui.interop.detect import Content, read_board, recognise
from obm_tui.interop.documents import MAX_BYTES, MAX_PARTS
from tests.interop.boards import board, card, full_board


def refusal(data: bytes, name: str = "export.json") -> str:
    with pytest.raises(Refused) as refused:
        read_board(data, name, UTC)
    return str(refused.value)


def refusal_of(document: Any) -> str:
    return refusal(json.dumps(document).encode())


@pytest.mark.parametrize("name", ["board.json", "board.csv", "notes", ""])
def test_a_board_is_known_by_its_content_whatever_its_name(name: str) -> None:
    data = json.dumps(board(card(1), card(2))).encode()

    assert read_board(data, name, UTC).read == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_board_reads_in_every_known_encoding(encoding: str) -> None:
    text = json.dumps(board(card(name="Réunion à 9 h")), ensure_ascii=False)

    assert read_board(text.encode(encoding), "b.json", UTC).cards[0].title == "Réunion à 9 h"


def test_a_board_without_cards_is_a_board() -> None:
    assert read_board(json.dumps(board()).encode(), "b.json", UTC).cards == ()


@pytest.mark.parametrize("data", [b"", b" \r\n\t", codecs.BOM_UTF8, codecs.BOM_UTF16_LE])
def test_an_empty_file_is_called_empty(data: bytes) -> None:
    assert refusal(data).startswith("export.json is empty.")


@pytest.mark.parametrize(
    "data",
    [
        b"Task ID,Name\n1,Call\n",
        b"<!DOCTYPE html>",
        b"BEGIN:VCALENDAR",
        b"12",
    ],
    ids=["csv", "html", "ics", "number"],
)
def test_what_is_no_board_is_told_what_was_expected(data: bytes) -> None:
    message = refusal(data)

    assert message.startswith("export.json is no board that can be read.")
    assert "Export as JSON" in message
    assert "Titre" in message


@pytest.mark.parametrize("data", [b"PK\x03\x04\x14\x00", b"PK\x03\x04" + bytes(200)], ids=["cut", "zeros"])
def test_an_archive_that_cannot_be_read_is_said(data: bytes) -> None:
    assert "is no archive that can be read" in refusal(data)


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"\xd0\xcf\x11\xe0", b"\x00\x01\x00\x02\x00" * 20])
def test_what_is_no_text_is_told_to_come_as_one(data: bytes) -> None:
    assert "is no text file" in refusal(data)


def test_one_trello_card_is_told_to_export_the_board() -> None:
    assert "is a single Trello card" in refusal_of(card(1, idBoard="b", email="x@boards.trello.com"))


@pytest.mark.parametrize(
    "answer",
    [
        [{"id": "l1", "name": "List 1", "cards": [{"id": "c1", "name": "One"}]}],
        [{"id": "l1", "name": "List 1", "idBoard": "b1", "pos": 1}],
        [card(1)],
    ],
    ids=["lists with cards", "lists", "cards"],
)
def test_a_list_from_the_api_is_told_from_a_board(answer: Any) -> None:
    assert recognise(answer) is Content.TRELLO_ANSWER
    assert "list taken from the Trello API" in refusal_of(answer)


@pytest.mark.parametrize(
    "document",
    [
        {},
        [],
        [1],
        {"cards": []},
        {"tasks": [], "version": 2},
        {"lists": [{"_id": "l", "title": "Todo"}], "cards": [{"_id": "c", "title": "A", "listId": "l"}]},
    ],
    ids=["object", "list", "numbers", "no lists", "other tool", "wekan"],
)
def test_other_json_is_told_what_a_board_holds(document: Any) -> None:
    assert "is JSON, but not a Trello board" in refusal_of(document)


def test_a_file_cut_anywhere_is_called_cut_and_says_where() -> None:
    data = json.dumps(full_board(), indent=1).encode()

    for end in range(1, len(data)):
        assert "stops in the middle" in refusal(data[:end]), data[max(0, end - 20) : end]

    assert "at line 2, character 2:" in refusal(data[:4])


def test_a_broken_file_says_where() -> None:
    assert "not valid JSON at line 2, character 10" in refusal(b'{"a": 1,\n "cards" [],\n "lists": []}')


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity"])
def test_numbers_that_json_does_not_have_are_refused(constant: str) -> None:
    assert f"cannot be read ({constant})" in refusal(f'{{"cards": [{constant}], "lists": []}}'.encode())


def test_a_number_of_thousands_of_digits_is_refused() -> None:
    assert "thousands of digits" in refusal(b'{"cards": [' + b"9" * 5000 + b'], "lists": []}')


def test_a_key_said_twice_is_refused_rather_than_half_lost() -> None:
    assert "says “cards” twice" in refusal(b'{"cards": [], "lists": [], "cards": []}')


@pytest.mark.parametrize("opening", [b"[", b'{"a":'])
def test_nesting_without_end_is_refused(opening: bytes) -> None:
    assert "nested too deep" in refusal(opening * 200_000)


def test_a_file_over_the_limit_is_refused_unread() -> None:
    assert refusal(b" " * (MAX_BYTES + 1)) == "export.json is 20.0 MB; 20 MB can be read at most."


def test_a_file_of_brackets_is_refused_before_it_fills_the_memory() -> None:
    assert "holds too much" in refusal(b"[" + b"[]," * MAX_PARTS + b"[]]")


def test_too_many_cards_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trello, "MAX_CARDS", 2)

    assert "has 3 cards; 2 can be read" in refusal_of(board(card(1), card(2), card(3)))


@pytest.mark.parametrize("key", ["cards", "lists"])
@pytest.mark.parametrize("value", [None, 3, "x", {}, True])
def test_cards_and_lists_must_be_lists(key: str, value: Any) -> None:
    message = refusal_of(board(card(1)) | {key: value})

    assert message.startswith("export.json cannot be read as a Trello board")
    assert f"“{key}” is not a list" in message


def test_the_name_of_a_file_cannot_steer_the_terminal() -> None:
    assert refusal(b"", "\x1b[2Jevil\u202e.json").startswith("[2Jevil .json is empty.")


def test_the_message_and_its_values_stay_apart_for_translation() -> None:
    with pytest.raises(Refused) as refused:
        read_board(b"{", "a{b}.json", UTC)

    assert "{file}" in refused.value.message
    assert refused.value.values["file"] == "a{b}.json"


@given(st.binary(max_size=200))
def test_any_bytes_give_a_refusal(data: bytes) -> None:
    assert "export.json" in refusal(data)


@given(st.data())
def test_damaged_bytes_give_a_board_or_a_refusal(data: st.DataObject) -> None:
    damaged = bytearray(json.dumps(full_board()).encode())
    for _ in range(data.draw(st.integers(1, 5))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))

    try:
        assert isinstance(read_board(bytes(damaged), "b.json", UTC), ImportedBoard)
    except Refused as refused:
        if not str(refused).startswith("b.json "):
            raise

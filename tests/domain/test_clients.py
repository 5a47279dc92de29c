"""Client codes: what one may be, and which one is suggested."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obm_tui.domain.clients import NewClient, clean_code, suggest_code
from obm_tui.domain.errors import Refused

NONE_TAKEN: frozenset[str] = frozenset()


@pytest.mark.parametrize(
    ("text", "code"),
    [("CAP", "CAP"), ("cap", "CAP"), (" sau ", "SAU"), ("Éco", "ECO"), ("A2", "A2"), ("cap2", "CAP2")],
)
def test_a_code_is_tidied(text: str, code: str) -> None:
    assert clean_code(text) == code


@pytest.mark.parametrize("text", ["", " ", "A", "ABCDE", "2CAP", "C-P", "C P", "C\x00P", "日本", "CA٢", "[b]"])
def test_what_cannot_be_a_code_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refusal:
        clean_code(text)
    assert text.strip("\x00 ")[:1] in str(refusal.value)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Cap Dirigeant", "CAP"),
        ("Maison Sauvane", "MAI"),
        ("Le Cercle des Encres", "CER"),
        ("Été indien", "ETE"),
        ("Jo", "JO"),
    ],
)
def test_a_code_is_suggested_from_the_first_word_that_matters(name: str, code: str) -> None:
    assert suggest_code(name, NONE_TAKEN) == code


def test_a_taken_code_is_not_suggested() -> None:
    taken: set[str] = set()
    for _ in range(150):
        code = suggest_code("Cap Dirigeant", frozenset(taken))
        assert code not in taken
        taken.add(code)


@given(st.text(max_size=40), st.frozensets(st.text("CAPLI0123", min_size=2, max_size=4), max_size=60))
def test_a_suggestion_is_always_a_free_and_valid_code(name: str, taken: frozenset[str]) -> None:
    code = suggest_code(name, taken)
    assert code not in taken
    assert clean_code(code) == code


@given(st.text(max_size=8))
def test_an_accepted_code_is_fit_for_a_reference(text: str) -> None:
    try:
        code = clean_code(text)
    except Refused:
        return
    assert re.fullmatch("[A-Z][A-Z0-9]{1,3}", code)


def test_a_new_client_needs_a_name_and_may_leave_out_the_code() -> None:
    cleaned = NewClient("  Cap\x1b[2J \n Dirigeant ", notes="one\r\ntwo\x07 ").cleaned()
    assert (cleaned.name, cleaned.code, cleaned.notes) == ("Cap [2J Dirigeant", "", "one\ntwo\ufffd")
    assert NewClient("Cap", " cap ").cleaned().code == "CAP"
    for nameless in ("", "  \n", "\x00"):
        with pytest.raises(Refused, match="name"):
            NewClient(nameless).cleaned()
    with pytest.raises(Refused, match="client code"):
        NewClient("Cap", "too long").cleaned()

"""Cards: references, lateness, priorities, and what an input must hold."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obm_tui.domain.cards import (
    BOARD_LANES,
    CLOSED_LANES,
    REGISTERS,
    CardEdit,
    CardRow,
    Lane,
    NewCard,
    Priority,
    clean_time,
    parse_reference,
    reference,
)
from obm_tui.domain.edits import UNSET
from obm_tui.domain.errors import Refused
from obm_tui.domain.text import NOTE_LIMIT, TITLE_LIMIT

TODAY = date(2026, 11, 23)
CARD = CardRow(
    id="018",
    no=12,
    client_id="c1",
    client_code="CAP",
    client_colour=None,
    project=None,
    title="Relire la page de vente",
    lane=Lane.DOING,
    lane_since=datetime(2026, 11, 18, tzinfo=UTC),
    priority=Priority.NONE,
    due_on=TODAY,
    due_time=None,
    owner_id=None,
    owner=None,
    owner_is_me=False,
    has_body=False,
    items=0,
    items_done=0,
    comments=0,
    links=0,
    closed_at=None,
    archived_at=None,
    snoozed_until=None,
    blocked_reason="",
    has_done_means=False,
    awaited=None,
    expected_on=None,
    nudge_on=None,
    nudges=0,
)


def test_a_reference_names_the_client_where_there_is_one() -> None:
    assert CARD.reference == "CAP-12"
    assert CARD._replace(client_id=None, client_code=None).reference == "12"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("CAP-12", ("CAP", 12)), ("cap-12", ("CAP", 12)), (" 7 ", (None, 7)), ("A2-007", ("A2", 7))],
)
def test_a_reference_is_read_as_people_type_it(text: str, expected: tuple[str | None, int]) -> None:
    assert parse_reference(text) == expected


@pytest.mark.parametrize(
    "text", ["", "CAP", "CAP-", "-12", "CAP-1.5", "C-1", "ABCDE-1", "2A-1", "CAP 12", "CAP-١٢", "9" * 10, "CAP--1"]
)
def test_other_texts_are_no_reference(text: str) -> None:
    assert parse_reference(text) is None


codes = st.from_regex(r"[A-Z][A-Z0-9]{1,3}", fullmatch=True)


@given(st.none() | codes, st.integers(1, 999_999_999))
def test_a_reference_reads_back(code: str | None, no: int) -> None:
    assert parse_reference(reference(code, no)) == (code, no)


@given(st.text(max_size=12))
def test_any_text_is_a_reference_or_not(text: str) -> None:
    parse_reference(text)


@pytest.mark.parametrize(("away", "late"), [(-7, 7), (-1, 1), (0, 0), (1, 0), (30, 0)])
def test_a_card_is_late_from_the_day_after(away: int, late: int) -> None:
    assert CARD._replace(due_on=TODAY + timedelta(away)).days_late(TODAY) == late


def test_what_is_closed_or_has_no_date_is_never_late() -> None:
    overdue = CARD._replace(due_on=date(2026, 1, 1))
    assert overdue.days_late(TODAY) > 300
    assert overdue._replace(due_on=None).days_late(TODAY) == 0
    for lane in CLOSED_LANES:
        assert overdue._replace(lane=lane).days_late(TODAY) == 0


def test_every_lane_but_the_first_and_the_last_is_on_the_board() -> None:
    assert set(Lane) - set(BOARD_LANES) == {Lane.INBOX, Lane.DROPPED, *REGISTERS}


def test_priorities_cycle_from_none_through_the_highest_first() -> None:
    seen = [Priority.NONE]
    while (following := seen[-1].next()) not in seen:
        seen.append(following)
    assert seen == [Priority.NONE, Priority.P1, Priority.P2, Priority.P3]
    assert Priority.P3.next() is Priority.NONE


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("14:30", "14:30"),
        ("9:05", "09:05"),
        ("14h", "14:00"),
        ("14h30", "14:30"),
        (" 0:00 ", "00:00"),
        ("23H59", "23:59"),
    ],
)
def test_a_time_is_stored_with_four_digits(text: str, time: str) -> None:
    assert clean_time(text) == time


def test_no_time_is_no_time() -> None:
    assert clean_time(None) is None
    assert clean_time("") is None


@pytest.mark.parametrize("text", ["24:00", "14:60", "14", "half past two", "14:30:00", "-1:00", "1430", "14:3"])
def test_what_is_no_time_is_refused_by_name(text: str) -> None:
    with pytest.raises(Refused, match="is not a time of day") as refusal:
        clean_time(text)
    assert text in str(refusal.value)


def test_a_new_card_is_cleaned() -> None:
    cleaned = NewCard(" Relire\x1b[2J\n la page ", body="one\r\ntwo\x00", due_time="9h").cleaned()
    assert (cleaned.title, cleaned.body, cleaned.due_time) == ("Relire [2J la page", "one\ntwo\ufffd", "09:00")
    assert cleaned.lane is Lane.INBOX


@pytest.mark.parametrize("title", ["", "   ", "\n\t", "\x00\x1b", "\u2028"])
def test_a_card_needs_a_title(title: str) -> None:
    with pytest.raises(Refused, match="needs a title"):
        NewCard(title).cleaned()
    with pytest.raises(Refused, match="needs a title"):
        CardEdit(title=title).cleaned()


def test_long_texts_are_refused_and_not_cut() -> None:
    assert len(NewCard("x" * TITLE_LIMIT, body="y" * NOTE_LIMIT).cleaned().title) == TITLE_LIMIT
    with pytest.raises(Refused, match=str(TITLE_LIMIT)):
        NewCard("x" * (TITLE_LIMIT + 1)).cleaned()
    with pytest.raises(Refused, match=str(NOTE_LIMIT)):
        NewCard("x", body="y" * (NOTE_LIMIT + 1)).cleaned()


def test_an_edit_leaves_what_it_does_not_name() -> None:
    assert CardEdit().cleaned() == CardEdit()
    cleaned = CardEdit(title=" New ", due_on=None, due_time="8:00").cleaned()
    assert cleaned == CardEdit(title="New", due_on=None, due_time="08:00")
    assert cleaned.owner is UNSET
    assert CardEdit(due_time=None).cleaned().due_time is None

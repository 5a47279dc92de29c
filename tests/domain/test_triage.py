"""Triage: what grows old, what is alike, where late cards go."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obm_tui.domain.cards import CardRow, Lane, Priority
from obm_tui.domain.triage import (
    TWIN,
    Sweep,
    Thresholds,
    is_old,
    likeness,
    most_alike,
    oldest_fresh_day,
    plan_sweep,
    read_thresholds,
)
from obm_tui.domain.waits import WaitRow, WaitState, first_nudge, next_nudge
from obm_tui.domain.workdays import is_workday, workdays_between
from tests.domain.test_cards import CARD, TODAY

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("lane", "days_ago", "old"),
    [
        (Lane.DOING, 5, False),  # Wednesday: three working days
        (Lane.DOING, 6, True),
        (Lane.APPROVE, 4, False),
        (Lane.APPROVE, 5, True),
        (Lane.WEEK, 14, False),
        (Lane.WEEK, 17, True),
        (Lane.BACKLOG, 400, False),
        (Lane.WAITING, 400, False),
    ],
)
def test_a_lane_bears_so_many_working_days(lane: Lane, days_ago: int, old: bool) -> None:
    assert is_old(CARD._replace(lane=lane), MONDAY - timedelta(days=days_ago), MONDAY, Thresholds()) is old


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1, 30))
def test_the_oldest_fresh_day_is_the_border(today: date, limit: int) -> None:
    day = oldest_fresh_day(today, limit)
    assert workdays_between(day, today) <= limit < workdays_between(day - timedelta(days=1), today)


def test_thresholds_are_read_where_they_make_sense() -> None:
    read = read_thresholds({"doing_limit": 5, "week_age": "10", "inbox_age": 0, "approve_age": True, "other": 3})
    assert read == Thresholds(doing_limit=5)


@pytest.mark.parametrize(
    ("one", "other", "twins"),
    [
        ("Relire la page de vente v2", "relire LA PAGE de vente", True),
        ("Écran d'accueil : vidéo", "Video ecran accueil", True),
        ("Relancer Nadir — rushs module 4", "Relancer Nadir — rushs module 5", True),
        ("Relire la page de vente", "Couper l'annonce B", False),
        ("", "", False),
        ("de la", "de la", False),
    ],
)
def test_twins_have_their_words_in_common(one: str, other: str, twins: bool) -> None:
    assert (likeness(one, other) >= TWIN) is twins
    assert likeness(one, other) == likeness(other, one)


def test_the_most_alike_come_first() -> None:
    rows = [CARD._replace(id=str(n), title=title) for n, title in enumerate(("vente", "page de vente", "annonce"))]
    assert [row.title for row in most_alike("Relire la page de vente", rows)] == ["page de vente", "vente"]


def late(number: int, priority: Priority, days: int) -> CardRow:
    return CARD._replace(id=f"{number:03d}", priority=priority, due_on=TODAY - timedelta(days=days))


@given(
    st.lists(st.tuples(st.sampled_from(Priority), st.integers(1, 90)), max_size=40),
    st.dates(date(2026, 1, 1), date(2027, 1, 1)),
)
def test_a_spread_is_three_a_day_on_working_days(cards: list[tuple[Priority, int]], today: date) -> None:
    rows = [late(number, *card) for number, card in enumerate(cards)]
    days = plan_sweep(rows, Sweep.SPREAD, today)
    assert set(days) == {row.id for row in rows}
    assert all(day is not None and day >= today and is_workday(day) for day in days.values())
    assert all(list(days.values()).count(day) <= 3 for day in set(days.values()))
    first = [row for row in rows if row.priority is Priority.P1]
    rest = [row for row in rows if row.priority is not Priority.P1]
    if first and rest:
        assert max(str(days[row.id]) for row in first) <= min(str(days[row.id]) for row in rest)


def test_the_other_sweeps_have_one_day_or_none() -> None:
    rows = [late(1, Priority.P1, 3), late(2, Priority.NONE, 9)]
    assert set(plan_sweep(rows, Sweep.TODAY, MONDAY).values()) == {MONDAY}
    assert set(plan_sweep(rows, Sweep.MONDAY, MONDAY).values()) == {MONDAY + timedelta(days=7)}
    assert set(plan_sweep(rows, Sweep.NO_DATE, MONDAY).values()) == {None}


def test_nudges_fall_on_working_days() -> None:
    assert first_nudge(MONDAY, None) == date(2026, 11, 26)
    assert first_nudge(MONDAY, date(2026, 11, 27)) == date(2026, 11, 30)  # expected on a Friday
    assert next_nudge(date(2026, 11, 26)) == date(2026, 11, 30)


@pytest.mark.parametrize(("nudges", "state"), [(0, WaitState.ASKED), (1, WaitState.NUDGED), (2, WaitState.ESCALATED)])
def test_two_nudges_without_an_answer_want_another_way(nudges: int, state: WaitState) -> None:
    wait = WaitRow(CARD, None, None, None, "", "", MONDAY, None, MONDAY, nudges, None)
    assert (wait.state, wait.is_due(MONDAY), wait.is_due(MONDAY - timedelta(days=1))) == (state, True, False)

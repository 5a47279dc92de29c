"""Today: the one thing, whom to nudge, what is hers; the first opening of a day, and after an absence."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from obm_tui import navigation
from obm_tui.clock import FrozenClock
from obm_tui.domain.cards import CardEdit, Lane, NewCard, Priority
from obm_tui.domain.clients import ClientEdit
from obm_tui.domain.contacts import NewContact
from obm_tui.domain.today import choose_main, days_away
from obm_tui.navigation import Place, State, first_place
from tests.app.cockpit import Cockpit
from tests.app.conftest import MovingClock, Open
from tests.conftest import NOW
from tests.domain.test_cards import CARD

TODAY = NOW.date()
LATE = ("Étiquettes transport", "Relire la page de vente")


async def test_the_day_at_a_glance(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=Place("today")) as it:
        lines = it.lines()
        first = next(n for n, line in enumerate(lines) if "If only one thing today" in line)
        assert "◆ OBJ  Note pour Maya" in lines[first + 1]  # P1
        assert all(any(title in line for line in lines) for title in LATE)
        assert "2 late, z re-dates them" in it.text()
        assert "Fiche retour" in it.text()


async def test_a_sweep_gives_new_dates_in_one_step(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=Place("today")) as it:
        before = it.steps()
        await it.press("z")
        assert "Sweep 2 late cards" in it.text()
        assert "2 today" in it.text()
        await it.press("enter")
        assert ({it.row(title).due_on for title in LATE}, it.steps()) == ({TODAY}, before + 1)
        assert "late, z" not in it.text()
        await it.press("z")
        assert "Nothing of yours is late here." in it.bar
        await it.press("u")
        assert "2 late, z re-dates them" in it.text()


async def test_a_sweep_takes_along_what_waits_for_her_approval(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=Place("today")) as it:
        fiche = it.row("Fiche retour")
        assert not fiche.is_mine
        it.desk.cards.plan([fiche.id], CardEdit(due_on=date(2026, 11, 9)))
        it.place.reload()
        await it.settle()
        assert "3 late, z re-dates them" in it.text()
        await it.press("z", "enter")
        assert it.row("Fiche retour").due_on == TODAY
        assert "+14 d" not in it.text()


async def test_a_neglected_client_is_named(board: Path, cockpit: Open) -> None:
    clock = MovingClock(NOW)
    async with cockpit(board, place=Place("today"), at=clock) as it:
        cap = it.desk.clients.by_code("CAP").id
        it.desk.contacts.add(NewContact("point hebdo", cap))
        it.desk.clients.edit(cap, ClientEdit(cadence_days=5))
        clock.set(FrozenClock(NOW + timedelta(days=12)))
        it.app._poll()
        it.place.stale = True
        it.place.reload()
        await it.settle()
        assert "CAP  no exchange for 12 days, rhythm 5" in it.text()


async def test_after_an_absence_she_is_welcomed_and_nothing_is_red(board: Path, cockpit: Open) -> None:
    clock = MovingClock(NOW + timedelta(days=14))
    async with cockpit(board, place=Place("today"), at=clock) as it:
        it.app.days_away = 14
        it.place.reload()
        await it.settle()
        assert "Welcome back after 14 days." in it.text()
        assert "2 dates have passed meanwhile: z gives them new ones." in it.text()
        late = [line for line in it.lines() if any(title in line for title in LATE)]
        assert late
        assert not any(line.lstrip("▌ ").startswith("R ") for line in late)
        await it.press("z", "enter")
        assert "late, z" not in it.text()


def shouts(it: Cockpit) -> int:
    """Cells that are white on red."""
    return sum(
        len(segment.text)
        for strip in it.screen._compositor.render_strips()
        for segment in strip
        if segment.style is not None and segment.style.bgcolor is not None and segment.style.bgcolor.name == "#d70000"
    )


@pytest.mark.parametrize("place", ["board", "radar", "client", "today", "inbox"])
async def test_after_an_absence_no_place_shouts_until_she_swept(place: str, board: Path, cockpit: Open) -> None:
    clock = MovingClock(NOW + timedelta(days=14))
    async with cockpit(board, place=Place("waiting"), at=clock) as it:
        it.app.days_away = 14
        sau = it.desk.clients.by_code("SAU").id
        it.app.go(Place(place, sau if place == "client" else None))
        await it.settle()
        assert shouts(it) == 0
        if place != "inbox":
            assert "R" in it.text() or "A" in it.text(), "what is late is still said"
        it.app.end_calm()
        await it.settle()
        # What is late there is the one thing, with a sign of its own, or nothing at all.
        assert (shouts(it) > 0) == (place not in {"inbox", "today"})


async def test_a_sweep_ends_the_calm(board: Path, cockpit: Open) -> None:
    clock = MovingClock(NOW + timedelta(days=14))
    async with cockpit(board, place=Place("today"), at=clock) as it:
        it.app.days_away = 14
        await it.press("z", "enter")
        assert not it.app.is_calm


async def test_the_first_start_of_a_day_opens_today_and_the_next_one_where_she_left(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("ctrl+q")
    state = navigation.load()
    assert first_place(state, TODAY).screen == "board"
    assert first_place(state, TODAY + timedelta(days=1)).screen == "today"
    assert first_place(State(), TODAY).screen == "radar"


def test_a_week_end_is_no_absence() -> None:
    assert days_away(TODAY - timedelta(days=3), TODAY) == 0
    assert days_away(TODAY - timedelta(days=14), TODAY) == 14
    assert days_away(None, TODAY) == 0


def test_the_one_thing_is_hers_and_can_be_done() -> None:
    def card(key: str, **fields: object) -> object:
        return CARD._replace(id=key, **{"lane": Lane.WEEK, "due_on": None, **fields})  # type: ignore[arg-type]

    rows = [
        card("blocked", priority=Priority.P1, blocked_reason="accès"),
        card("theirs", priority=Priority.P1, owner_id="x", owner="Nadir"),
        card("later", due_on=TODAY + timedelta(days=9)),
        card("due", due_on=TODAY),
        card("started", lane=Lane.DOING),
        card("first", priority=Priority.P1, due_on=TODAY + timedelta(days=30)),
    ]
    assert [row.id for row in choose_main(rows, TODAY)] == ["first", "due", "started"]  # type: ignore[arg-type]


async def test_enter_opens_and_the_usual_keys_act(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=Place("today")) as it:
        await it.press("enter")
        assert it.dialog == "CardView"
        await it.press("escape", "x")
        assert it.row("Note pour Maya").lane is Lane.DONE
        key = it.place.current_row_id()
        assert key is not None
        await it.press("p")
        await it.type("demain")
        await it.press("enter")
        assert it.desk.cards.rows([key])[key].due_on == date(2026, 11, 24)


async def test_an_empty_day_says_what_to_do(database: Path, cockpit: Open) -> None:
    async with cockpit(database, place=Place("today")) as it:
        await it.press("escape")
        it.desk.cards.add(NewCard("plus tard", lane=Lane.BACKLOG))
        it.desk.cards.edit([it.row("plus tard").id], CardEdit(priority=Priority.P1))
        it.app._poll()
        await it.settle()
        assert "Nothing is in this week" in it.text()
        assert "Nothing of yours is due today." in it.text()

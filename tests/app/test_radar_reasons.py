"""The reasons on the radar: going there, putting one to rest, moving its limit, acting on it."""

from datetime import date, timedelta
from pathlib import Path

from obm_tui.clock import FrozenClock
from obm_tui.domain.contacts import NewContact
from obm_tui.domain.health import SignalKind
from obm_tui.domain.level import Level
from obm_tui.navigation import Place
from tests.app.cockpit import Cockpit
from tests.app.conftest import MovingClock, Open
from tests.conftest import NOW

RADAR = Place("radar")


def signal(it: Cockpit, code: str, kind: SignalKind) -> Level:
    found = next(health for health in it.desk.clients.health() if health.facts.client.code == code)
    at = found.signal(kind)
    assert at is not None
    return at.level


async def to_client(it: Cockpit, code: str) -> None:
    it.app.place_screen.show_row(it.desk.clients.by_code(code).id)
    await it.settle()


async def test_tab_goes_to_the_reasons_and_back(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=RADAR) as it:
        await to_client(it, "OBJ")
        assert "OBJ: 1 reason" in it.text()
        await it.press("tab")
        assert next(line for line in it.lines() if line.startswith("▌")).strip("▌ ").startswith("R 1 card late")
        assert "OBJ: 1 reason" in it.text(), "the reasons stay those of the client"
        await it.press("tab")
        assert "OBJ" in next(line for line in it.lines() if line.startswith("▌"))


async def test_a_muted_reason_says_nothing_for_a_week(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=RADAR) as it:
        await to_client(it, "OBJ")
        await it.press("tab", "s")
        assert signal(it, "OBJ", SignalKind.DELIVERY) is Level.NONE
        assert "muted until 30 Nov" in it.text()
        await it.press("s")
        assert signal(it, "OBJ", SignalKind.DELIVERY) is Level.RED
        await it.press("u")
        assert signal(it, "OBJ", SignalKind.DELIVERY) is Level.NONE, "a step like any other"


async def test_a_limit_moves_for_this_client_alone(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=RADAR) as it:
        await to_client(it, "OBJ")
        await it.press("tab", "e", "ctrl+u", *"9", "enter")
        assert signal(it, "OBJ", SignalKind.DELIVERY) is Level.AMBER
        assert "limit 9 d" in it.text()
        await it.press("e", "ctrl+u", *"soon", "enter")
        assert "A limit is a number of days" in it.text()
        settings = it.desk.files.settings()
        assert "late_days" not in settings


async def test_enter_on_a_reason_goes_where_it_can_be_acted_on(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=RADAR) as it:
        await to_client(it, "OBJ")
        await it.press("tab", "enter")
        assert "OBJ Objectif Image › Board" in it.head


async def test_the_reason_of_silence_opens_the_journal(board: Path, cockpit: Open) -> None:
    clock = MovingClock(NOW)
    async with cockpit(board, place=RADAR, at=clock) as it:
        it.desk.contacts.add(NewContact("call", it.desk.clients.by_code("SAU").id))
        clock.set(FrozenClock(NOW + timedelta(days=30)))
        it.place.stale = True
        it.place.reload()
        await it.settle()
        await to_client(it, "SAU")
        await it.press("tab", "enter")
        assert it.dialog == "JournalDialog"


async def test_keys_for_reasons_say_so_on_a_client(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=RADAR) as it:
        await to_client(it, "CAP")
        before = it.steps()
        await it.press("s")
        assert ("tab goes to the reasons" in it.bar, it.steps()) == (True, before)
        await it.press("tab")
        assert "There is no reason to go to." in it.bar


def test_the_day_a_mute_ends(board: Path) -> None:
    from obm_tui.domain.health import read_limits

    limits = read_limits(
        {"late_days": 5, "decision_days": True}, {"muted:delivery": "2026-11-30", "muted:contact": "x"}
    )
    assert (limits.late_days, limits.decision_days) == (5, 10)
    assert limits.muted == {SignalKind.DELIVERY: date(2026, 11, 30)}


async def test_a_sweep_from_the_radar_takes_every_clients_late_cards(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=RADAR) as it:
        await it.press("z")
        assert "Sweep 2 late cards" in it.text()
        await it.press("enter")
        assert {it.row(title).due_on for title in ("Étiquettes transport", "Relire la page de vente")} == {NOW.date()}
        await it.press("z")
        assert "Nothing of yours is late here." in it.bar

"""The board whole: limits that warn, ageing, what waits and what is blocked, swimlanes."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from obm_tui.clock import FrozenClock
from obm_tui.domain.cards import CardEdit, Lane, NewCard
from obm_tui.domain.people import NewPerson
from obm_tui.domain.waits import NewWait
from tests.app.cockpit import Cockpit
from tests.app.conftest import MovingClock, Open
from tests.conftest import NOW

TODAY = NOW.date()


async def reread(it: Cockpit) -> None:
    it.app._poll()
    it.place.stale = True
    it.place.reload()
    await it.settle()


async def test_a_lane_over_its_limit_warns_and_forbids_nothing(board: Path, cockpit: Open) -> None:
    async with cockpit(board, size=(200, 40)) as it:
        assert "Doing 2" in " ".join(it.lines()[1].split())
        it.desk.cards.add_all([NewCard(f"en cours {n}", lane=Lane.DOING) for n in range(2)])
        await reread(it)
        assert "4/3 R" in it.lines()[1]
        assert "Over the limit: 4 in" in it.text()
        await it.press("m", "right", "enter")  # one more goes in all the same
        assert "5/3 R" in it.lines()[1]
        it.desk.files.set("doing_limit", 5)
        await reread(it)
        assert "5/3" not in it.lines()[1]
        assert "R" not in it.lines()[1].split("Doing")[1].split("Waiting")[0]


async def test_somebody_elses_cards_do_not_fill_her_doing(board: Path, cockpit: Open) -> None:
    async with cockpit(board, size=(200, 40)) as it:
        keys = it.desk.cards.add_all([NewCard(f"à lui {n}", lane=Lane.DOING) for n in range(3)]).value
        it.desk.cards.edit(keys, CardEdit(owner=NewPerson("Hugo Lopez")))
        await reread(it)
        assert "/3 R" not in it.lines()[1]


async def test_what_is_old_turns_amber_and_says_so(board: Path, cockpit: Open) -> None:
    clock = MovingClock(NOW)
    async with cockpit(board, size=(200, 40), at=clock) as it:
        assert "A 4 d here" not in it.text()
        clock.set(FrozenClock(NOW + timedelta(days=4)))  # a Friday: four working days
        it.app._poll()
        await it.settle()
        assert "A 4 d here" in it.text()


async def test_what_waits_and_what_is_blocked_is_shown_as_such(board: Path, cockpit: Open) -> None:
    async with cockpit(board, size=(200, 40)) as it:
        row = it.row("Rushs module 4")
        it.desk.waits.begin([row.id], NewWait(row.owner_id, expected_on=TODAY - timedelta(days=7)))
        it.desk.waits.nudge([row.id], ["?"])
        it.desk.waits.nudge([row.id], ["?"])
        it.desk.cards.edit([it.row("Refonte du tunnel").id], CardEdit(blocked_reason="accès manquant"))
        await reread(it)
        assert "→ Nadir" in it.text()
        assert "R +7 d · 2 nudges" in it.text()
        assert "R blocked" in it.text()


async def test_a_card_of_this_week_that_lacks_something_wears_a_dot(board: Path, cockpit: Open) -> None:
    async with cockpit(board, size=(120, 36)) as it:
        key = it.row("Note pour Maya").id
        line = next(line for line in it.lines() if "Note pour" in line)
        assert "·OBJ Note pour" in line
        it.desk.cards.edit(
            [key], CardEdit(done_means="une page", due_on=date(2026, 11, 30), owner=NewPerson("Léo Tran"))
        )
        await reread(it)
        assert "·OBJ Note pour" not in it.text()


class TestSwimlanes:
    @pytest.mark.parametrize(
        ("letter", "bands"), [("c", ("CAP Cap Dirigeant", "OBJ Objectif", "SAU Maison")), ("e", ("Nadir",))]
    )
    async def test_a_band_a_client_or_a_person(
        self, letter: str, bands: tuple[str, ...], board: Path, cockpit: Open
    ) -> None:
        async with cockpit(board, size=(120, 40)) as it:
            await it.press("v")
            assert "c" in it.bar
            await it.press(letter)
            for band in bands:
                assert any(line.startswith("─") and band in line for line in it.lines()), (band, it.text())
            await it.press("v", "n")
            assert not any(line.startswith("─") and bands[0] in line for line in it.lines())

    async def test_the_cursor_goes_through_the_bands_and_verbs_act_there(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board, size=(120, 40)) as it:
            await it.press("v", "c", "home")
            seen = set()
            for _ in range(12):
                seen.add(it.card)
                await it.press("down")
            assert {"Prix de la promo 12", "Ordre du jour", "Note pour Maya"} <= seen
            it.lanes.cards.select_card(it.row("Note pour Maya").id)
            await it.press("x")
            assert it.row("Note pour Maya").lane is Lane.DONE
            await it.press("u")
            assert it.row("Note pour Maya").lane is Lane.WEEK

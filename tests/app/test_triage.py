"""Triage: one item, one letter, the next one is there; and the same letters on every list of cards."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from obm_tui.clock import FrozenClock
from obm_tui.domain.cards import CardEdit, Edge, Lane, NewCard
from obm_tui.domain.clients import ClientEdit
from obm_tui.domain.hours import NewTime
from obm_tui.domain.people import NewPerson, PersonKind
from obm_tui.domain.query import Filter, Query, Scope
from obm_tui.domain.triage import Queue
from obm_tui.domain.waits import NewWait
from obm_tui.navigation import Place
from tests.app.cockpit import Cockpit
from tests.app.conftest import MovingClock, Open
from tests.conftest import NOW

FIRST, SECOND = "Idée de podcast", "Penser au cadeau"
TODAY = NOW.date()


@pytest.mark.parametrize(
    ("pressed", "lane"),
    [
        (("o",), Lane.WEEK),
        (("x",), Lane.DONE),
        (("p", *"demain", "enter"), Lane.WEEK),
        (("p", *"12/12", "enter"), Lane.BACKLOG),
        (("d", *"nadir", "enter", "enter"), Lane.WAITING),
        (("d", *"moi", "enter"), Lane.WEEK),
        (("a", *"hugo", "enter", *"ven", "enter"), Lane.WAITING),
        (("q", *"nadir", "enter"), Lane.QUESTION),
        (("i",), Lane.IDEA),
        (("r",), Lane.RISK),
        (("m", *"backlog", "enter"), Lane.BACKLOG),
        (("backspace",), Lane.DROPPED),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else value.value,
)
@pytest.mark.parametrize("opened", [False, True], ids=["item", "card in full"])
async def test_a_verdict_is_a_letter_and_the_next_item_is_there(
    pressed: tuple[str, ...], lane: Lane, opened: bool, board: Path, cockpit: Open
) -> None:
    async with cockpit(board, place=Place("inbox")) as it:
        assert (FIRST in it.text(), "1 of 2" in it.text()) == (True, True)
        before = it.steps()
        await it.press(*(["enter"] if opened and pressed[0] != "m" else []), *pressed)
        assert (it.dialog, it.row(FIRST).lane, it.steps()) == ("", lane, before + 1)
        assert (SECOND in it.text(), "1 of 1" in it.text(), "Inbox 1" in it.head) == (True, True, True)

        await it.press("u")
        assert (it.row(FIRST).lane, "1 of 2" in it.text()) == (Lane.INBOX, True)


async def test_a_snoozed_item_comes_back_in_a_queue_of_its_own(board: Path, cockpit: Open) -> None:
    clock = MovingClock(NOW)
    async with cockpit(board, place=Place("inbox"), at=clock) as it:
        await it.press("s", "enter")  # Enter alone: the next working day
        assert it.row(FIRST).snoozed_until == TODAY + timedelta(days=1)
        assert not any(FIRST in line for line in it.lines() if "↶" not in line)
        assert "Inbox 1" in it.head
        clock.set(FrozenClock(NOW + timedelta(days=1)))
        it.app._poll()
        await it.settle()
        await it.press("tab", "tab", "tab")
        assert ("Back from snooze 1" in it.text(), FIRST in it.text()) == (True, True)
        await it.press("k")
        assert (it.desk.triage.counts()[Queue.BACK], it.row(FIRST).lane) == (0, Lane.INBOX)
        assert "Nothing waits to be decided." in it.text()
        await it.press("u")
        assert FIRST in it.text()


async def test_what_is_passed_over_stays_and_nothing_asks_twice(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=Place("inbox")) as it:
        await it.press("right")
        assert (SECOND in it.text(), "2 of 2" in it.text()) == (True, True)
        await it.press("o")
        assert (FIRST in it.text(), "1 of 1" in it.text()) == (True, True)
        await it.press("down")
        assert "what was passed over stays" in it.bar
        await it.press("x")
        assert "Nothing waits to be decided." in it.text()


async def test_twenty_items_take_twenty_keys(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=Place("inbox")) as it:
        it.desk.cards.add_all([NewCard(f"capture {n:02d}") for n in range(18)])
        it.app._poll()
        it.place.stale = True
        it.place.reload()
        await it.send(*"oxirorxiox"[:10], *"oxirorxiox"[:10])
        assert it.desk.cards.count(Lane.INBOX) == 0
        assert "Nothing waits to be decided." in it.text()


class TestContext:
    async def test_what_is_worth_knowing_stands_beside_it(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board, place=Place("inbox"), size=(120, 36)) as it:
            cap = it.desk.clients.by_code("CAP").id
            it.desk.clients.edit(cap, ClientEdit(priorities="Remplir la promo 12\nRefaire le site", cadence_days=5))
            it.desk.cards.add(NewCard("Idée de podcast vidéo", cap, Lane.BACKLOG))
            it.app._poll()
            it.place.stale = True
            it.place.reload()
            await it.settle()
            text = it.text()
            for words in (
                "1  Remplir la promo 12",
                "This week 3/8",
                "Doing 2/3",
                "no exchange noted yet",
                "Idée de po",
            ):
                assert words in text, words

    async def test_a_twin_is_pointed_out_and_m_merges_it(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board, place=Place("inbox"), size=(120, 36)) as it:
            cap = it.desk.clients.by_code("CAP").id
            it.desk.cards.add(NewCard("Idée de podcast", cap, Lane.BACKLOG, body="déjà notée"))
            it.app._poll()
            it.place.stale = True
            it.place.reload()
            await it.settle()
            assert "twin, m merges" in it.text()
            await it.press("m", "enter")
            left = [
                row
                for row in it.desk.cards.find(Query(filter=Filter(closed=True, archived=True)))
                if row.title == FIRST
            ]
            assert sorted(row.lane for row in left) == [Lane.BACKLOG, Lane.DROPPED]
            assert SECOND in it.text()

    async def test_what_is_only_alike_comes_after_the_lanes(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board, place=Place("inbox"), size=(120, 36)) as it:
            cap = it.desk.clients.by_code("CAP").id
            it.desk.cards.add(NewCard("Idée de podcast pour les dirigeants pressés", cap, Lane.BACKLOG))
            it.app._poll()
            it.place.stale = True
            it.place.reload()
            await it.settle()
            assert "Close to" in it.text()
            assert "twin, m merges" not in it.text()
            await it.press("m")
            assert "▌Backlog" in it.text()
            await it.type("idée de")
            assert "Merge with: Idée de podcast pour" in it.text()

    @pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50), (40, 12)])
    async def test_the_verdicts_are_there_in_every_size(
        self, size: tuple[int, int], board: Path, cockpit: Open
    ) -> None:
        async with cockpit(board, place=Place("inbox"), size=size) as it:
            long = "\n".join(f"ligne {n} d'une longue capture qui raconte tout depuis le début" for n in range(60))
            it.desk.cards.edit([it.row(FIRST).id], CardEdit(body=long))
            it.app._poll()
            await it.settle()
            if size[1] >= 24:
                for words in ("OK, this week", "Snooze until", "Risk or issue", "Drop", "u undoes"):
                    assert words in it.text(), words


class TestWalk:
    async def test_any_lane_can_be_walked_from_the_cursor_on(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board) as it:
            await it.press("down", "w")
            assert ("Walk 2" in it.text(), "Ordre du jour" in it.text(), "1 of 2" in it.text()) == (True, True, True)
            await it.press("x")
            assert ("Note pour Maya" in it.text(), "2 of 2" in it.text()) == (True, True)
            await it.press("x")
            assert "The walk is over." in it.bar
            await it.press("escape")
            assert (FIRST in it.text(), it.row("Ordre du jour").lane) == (True, Lane.DONE)
            await it.press("minus")
            assert "Board" in it.head

    async def test_a_selection_is_walked(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board) as it:
            await it.press("space", "down", "space", "w")
            assert ("Walk 2" in it.text(), "Prix de la promo 12" in it.text()) == (True, True)


async def waiting_for(it: Cockpit, title: str, who: str, kind: PersonKind, expected: date) -> str:
    row = it.row(title)
    person = it.desk.clients.add_person(NewPerson(who, row.client_id, kind)).value
    it.desk.waits.begin([row.id], NewWait(person, expected_on=expected))
    it.app._poll()
    it.place.stale = True
    it.place.reload()
    await it.settle()
    return row.id


class TestWaiting:
    async def test_clients_are_apart_from_teams_and_the_longest_due_comes_first(
        self, board: Path, cockpit: Open
    ) -> None:
        async with cockpit(board, place=Place("waiting")) as it:
            await waiting_for(it, "Prix de la promo 12", "Thomas Verdier", PersonKind.OWNER, TODAY - timedelta(days=8))
            lines = it.lines()
            client, team = (
                next(n for n, line in enumerate(lines) if words in line) for words in ("By the cl", "By the t")
            )
            thomas, nadir = (next(n for n, line in enumerate(lines) if name in line) for name in ("Thomas", "Nadir"))
            assert client < thomas < team < nadir
            assert ("+8 d" in lines[thomas], "1 to nudge" in lines[client]) == (True, True)

    async def test_a_nudge_is_copied_noted_and_asked_about_once(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board, place=Place("waiting")) as it:
            key = await waiting_for(it, "Prix de la promo 12", "Thomas Verdier", PersonKind.OWNER, date(2026, 11, 20))
            await it.press("home", "c")
            assert "How do you write to Thomas Verdier?" in it.text()
            await it.type("tu")
            await it.press("enter")
            copied = it.app.clipboard
            assert copied.startswith("Bonjour Thomas,\n\nOù en es-tu pour «\u00a0Prix de la promo 12\u00a0»")
            assert "vendredi 20 novembre" in copied
            assert "Nudge copied and noted" in it.bar
            (wait,) = [wait for wait in it.desk.waits.all() if wait.card.id == key]
            assert (wait.nudges, wait.nudge_on) == (1, TODAY + timedelta(days=2))
            assert it.desk.contacts.recent(Scope(), 1)[0].gist == copied
            await it.press("c")
            assert (it.dialog, it.app.clipboard) == ("", copied)
            assert "it was noted today already" in it.bar
            (wait,) = [wait for wait in it.desk.waits.all() if wait.card.id == key]
            assert wait.nudges == 1, "copied once more, asked once"

    async def test_what_is_received_is_to_approve(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board, place=Place("waiting")) as it:
            await it.press("o")
            assert it.row("Rushs module 4").lane is Lane.APPROVE
            assert "Nobody owes you anything." in it.text()

    async def test_entering_the_lane_on_the_board_begins_a_wait(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board) as it:
            before = it.steps()
            await it.press("m", "right", "right", "enter")
            assert "Waiting for: CAP-1" in it.text()
            await it.press("escape")
            assert (it.row("Prix de la promo 12").lane, it.steps()) == (Lane.WEEK, before)
            await it.press("m", "right", "right", "enter")
            await it.type("hugo")
            await it.press("enter", "enter")
            (wait,) = [wait for wait in it.desk.waits.all() if wait.card.title == "Prix de la promo 12"]
            assert (wait.person, wait.asked_on, it.steps()) == ("Hugo Lenoir", TODAY, before + 1)
            it.lanes.cards.select_card(wait.card.id)
            await it.press("m", "left", "left", "enter")
            assert [wait.card.title for wait in it.desk.waits.all()] == ["Rushs module 4"]

    async def test_a_person_who_left_meanwhile_is_still_named(self, board: Path, cockpit: Open) -> None:
        from obm_tui.domain.people import PersonEdit

        async with cockpit(board, place=Place("waiting")) as it:
            (nadir,) = [person for person in it.desk.clients.people() if person.name == "Nadir Haddad"]
            it.desk.clients.edit_person(nadir.id, PersonEdit(left=True))
            it.app._poll()
            await it.settle()
            assert "Nadir Haddad" in it.text()
            await it.press("c")
            assert it.app.clipboard.startswith("Bonjour Nadir,")


async def test_the_hours_of_the_month_are_worth_knowing(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        cap = it.desk.clients.by_code("CAP").id
        it.desk.cards.add(NewCard("Une demande", cap, Lane.INBOX, place=Edge.TOP))
        it.app.go(Place("inbox", cap))
        await it.settle()
        assert "Hours" not in it.text()
        it.app.publish(it.desk.hours.add(NewTime(cap, date(2026, 11, 3), 750)).change)
        await it.settle()
        assert "Hours        November 12\u00a0h\u00a030" in it.text()

"""One letter, one verb, one step; `u` takes it back."""

from datetime import date
from pathlib import Path

import pytest

from obm_tui.domain.cards import Lane, Priority
from obm_tui.domain.query import Query
from tests.app.conftest import Open

FIRST = "Prix de la promo 12"


@pytest.mark.parametrize(
    ("key", "lane"), [("x", Lane.DONE), ("backspace", Lane.DROPPED), ("delete", Lane.DROPPED), ("o", Lane.WEEK)]
)
async def test_a_verb_moves_the_card_in_one_step(key: str, lane: Lane, board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("right")
        title, before = it.card, it.steps()
        assert title is not None
        await it.press(key)
        assert (it.row(title).lane, it.steps()) == (lane, before + 1)
        assert "u undoes: SAU card" in it.bar
        await it.press("u")
        assert (it.row(title).lane, it.steps()) == (Lane.DOING, before + 2)
        assert "Undone: SAU card" in it.bar


async def test_the_priority_goes_round(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        seen = []
        for _ in range(4):
            await it.press("exclamation_mark")
            seen.append(it.row(FIRST).priority)

        assert seen == [Priority.P1, Priority.P2, Priority.P3, Priority.NONE]


class TestPlan:
    @pytest.mark.parametrize(
        ("typed", "due", "time"),
        [
            ("demain", date(2026, 11, 24), None),
            ("friday", date(2026, 11, 27), None),
            ("ven 14h", date(2026, 11, 27), "14:00"),
            ("+3j", date(2026, 11, 26), None),
            ("12/12", date(2026, 12, 12), None),
            ("next week", date(2026, 11, 30), None),
        ],
    )
    async def test_a_date_in_plain_words(
        self, typed: str, due: date, time: str | None, board: Path, cockpit: Open
    ) -> None:
        async with cockpit(board) as it:
            await it.press("p")
            await it.paste(typed)
            assert f"→ {due:%a} {due.day}" in it.text()
            await it.press("enter")

            row = it.row(FIRST)
            assert (row.due_on, row.due_time, it.dialog) == (due, time, "")

    async def test_a_minus_sign_takes_it_away(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board) as it:
            await it.press("right", "p")
            assert "now Sat 21 Nov" in it.text()
            await it.type("-")
            assert "no date any more" in it.text()
            await it.press("enter")

            assert it.row("Étiquettes transport").due_on is None

    async def test_what_is_no_date_stays_in_the_field_and_escape_changes_nothing(
        self, board: Path, cockpit: Open
    ) -> None:
        async with cockpit(board) as it:
            before = it.steps()
            await it.press("p")
            await it.type("bientôt")
            await it.press("enter", "enter")
            assert (it.dialog, it.typed) == ("WhenDialog", "bientôt")
            assert "not a date yet" in it.text()
            await it.press("escape", "p", "enter")

            assert (it.dialog, it.steps()) == ("", before)


class TestDelegate:
    async def test_to_somebody_who_is_there(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board) as it:
            await it.press("d")
            assert "Nadir Haddad" in it.text()
            await it.type("nad")
            await it.press("enter")
            assert "Expected by: CAP-1" in it.text()
            await it.type("ven")
            await it.press("enter")

            row = it.row(FIRST)
            assert (row.owner, row.lane, row.awaited) == ("Nadir Haddad", Lane.WAITING, "Nadir Haddad")
            assert row.due_on == row.expected_on == date(2026, 11, 27)

    async def test_to_somebody_new_who_then_belongs_to_the_client(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board) as it:
            await it.press("d")
            await it.type("Aurore")
            assert "New person: Aurore" in it.text()
            await it.press("enter", "enter")

            row = it.row(FIRST)
            [aurore] = [person for person in it.desk.clients.people() if person.name == "Aurore"]
            assert (row.owner_id, aurore.client_id) == (aurore.id, row.client_id)
            # Undone, the person is gone as well: it was one step.
            await it.press("u")
            assert "Aurore" not in {person.name for person in it.desk.clients.people()}

    @pytest.mark.parametrize(("typed", "owner"), [("moi", "Moi"), ("nobody", None)])
    async def test_to_herself_and_to_nobody(self, typed: str, owner: str | None, board: Path, cockpit: Open) -> None:
        async with cockpit(board) as it:
            await it.press("down", "down", "down", "right", "right", "d")
            await it.type(typed)
            await it.press("enter")

            assert it.row("Rushs module 4").owner == owner

    async def test_to_herself_where_she_is_not_in_the_file_yet(self, database: Path, cockpit: Open) -> None:
        async with cockpit(database) as it:
            await it.type("Cap")
            await it.press("enter", "n")
            await it.type("première")
            await it.press("enter", "d")
            await it.type("me")
            await it.press("enter")

            row = it.row("première")
            assert (row.owner, row.owner_is_me) == ("Me", True)


async def test_undo_and_redo_know_several_keys(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        for undo, redo in (("u", "U"), ("ctrl+z", "ctrl+y")):
            await it.press("x")
            assert it.row(FIRST).lane is Lane.DONE
            await it.press(undo)
            assert it.row(FIRST).lane is Lane.WEEK
            await it.press(redo)
            assert it.row(FIRST).lane is Lane.DONE
            assert "Done again: CAP card done" in it.bar
            await it.press(undo, "home")


async def test_undo_goes_back_to_the_beginning_and_then_says_so(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.send(*["u"] * 25)

        assert (it.desk.cards.find(Query()), it.desk.clients.all()) == ((), ())
        assert it.toasts()[-1] == "There is nothing to undo."
        assert "No card on this board yet." in it.text()
        await it.send(*["U"] * 25)
        assert it.titles(Lane.WEEK) == [FIRST, "Ordre du jour", "Note pour Maya"]


async def test_a_link_is_opened_only_where_it_is_one(
    board: Path, cockpit: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    async with cockpit(board) as it:
        monkeypatch.setattr(it.app, "open_url", lambda url, **_options: opened.append(url))
        await it.press("l")

        assert opened == []
        assert "no address" in it.bar


class TestSelection:
    async def test_space_selects_and_goes_on_and_a_verb_acts_on_all_as_one_step(
        self, board: Path, cockpit: Open
    ) -> None:
        async with cockpit(board) as it:
            before = it.steps()
            await it.press("space", "space")
            assert (it.card, "Done (2)" in it.bar) == ("Note pour Maya", True)
            await it.press("x")
            assert set(it.titles(Lane.DONE)) == {FIRST, "Ordre du jour"}
            assert it.steps() == before + 1
            assert "(2)" not in it.bar

            await it.press("u")
            assert it.titles(Lane.WEEK) == [FIRST, "Ordre du jour", "Note pour Maya"]

    async def test_space_again_deselects(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board) as it:
            await it.press("space", "up", "space", "x")
            assert it.titles(Lane.DONE) == ["Ordre du jour"]

    @pytest.mark.parametrize(
        ("letter", "expected"),
        [
            ("a", {FIRST, "Ordre du jour", "Note pour Maya"}),
            ("l", {"Relire la page de vente", "Étiquettes transport"}),
            (
                "t",
                {
                    "Refonte du tunnel",
                    FIRST,
                    "Ordre du jour",
                    "Note pour Maya",
                    "Étiquettes transport",
                    "Relire la page de vente",
                    "Rushs module 4",
                    "Fiche retour",
                },
            ),
        ],
    )
    async def test_a_set_then_a_verb(self, letter: str, expected: set[str], board: Path, cockpit: Open) -> None:
        async with cockpit(board) as it:
            before = it.steps()
            await it.press("asterisk")
            assert "the whole lane" in it.bar
            await it.press(letter, "x")

            assert set(it.titles(Lane.DONE)) == expected
            assert it.steps() == before + 1
            await it.press("u")
            assert it.titles(Lane.DONE) == []

    async def test_none_and_escape_leave_the_selection_first(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board) as it:
            await it.press("asterisk", "a", "asterisk", "n")
            assert "(3)" not in it.bar
            await it.press("asterisk", "a", "escape")
            assert ("(3)" in it.bar, "Board" in it.head) == (False, True)
            await it.press("x")
            assert it.titles(Lane.DONE) == [FIRST]

    async def test_priority_date_and_owner_act_on_all_too(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board) as it:
            before = it.steps()
            await it.press("asterisk", "a", "exclamation_mark", "asterisk", "a", "p")
            assert "Plan: 3 cards" in it.text()
            await it.type("demain")
            await it.press("enter", "asterisk", "a", "d")
            await it.type("hugo")
            await it.press("enter")

            rows = [it.row(title) for title in it.titles(Lane.WAITING) if it.row(title).owner != "Nadir Haddad"]
            assert {row.owner for row in rows} == {"Hugo Lenoir"}
            assert {row.due_on for row in rows} == {date(2026, 11, 24)}
            assert len({row.priority for row in rows}) == 1
            assert it.steps() == before + 3


async def test_a_planned_day_is_counted_down(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("p")
        await it.type("+3d")
        assert "D-3" in it.text()

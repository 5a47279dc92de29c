"""People on a client's page: reached with the arrows, edited, gone."""

from pathlib import Path

import pytest
from textual.widgets import Input

from obm_tui.domain.people import PersonKind, PersonRow
from obm_tui.navigation import Place
from tests.app.cockpit import Cockpit
from tests.app.conftest import Open

WIDE, NARROW = (120, 36), (80, 24)
OPEN = ("right", "end", "up", "enter")


def nadir(it: Cockpit) -> PersonRow:
    return next(person for person in it.desk.clients.people() if person.handle == "nadir")


async def go_to_client(it: Cockpit, code: str = "OBJ") -> None:
    it.app.go(Place("client", it.desk.clients.by_code(code).id))
    await it.settle()


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("key", ["enter", "e"])
async def test_a_person_is_edited_from_the_clients_page(
    key: str, size: tuple[int, int], board: Path, cockpit: Open
) -> None:
    async with cockpit(board, size=size) as it:
        await go_to_client(it)
        before = it.steps()
        await it.press("right", "end", "up", key)
        assert (it.dialog, it.screen.query_one("#name", Input).value) == ("PersonForm", "Nadir Haddad")
        await it.press("ctrl+u", *"Nadir H.", "tab", *"vidéo", "tab", "right", "tab", "ctrl+u", *"sau")
        await it.press("tab", "right", "tab", "right", "right", "tab", *"whatsapp", "tab", *"n@example.org", "enter")
        person = nadir(it)
        assert (it.dialog, it.steps()) == ("", before + 1)
        assert (person.name, person.role, person.kind, person.client_code) == (
            *("Nadir H.", "vidéo", PersonKind.EMPLOYEE, "SAU"),
        )
        assert (person.language, person.address, person.channel, person.email) == (
            *("fr", "vous", "WhatsApp", "n@example.org"),
        )
        await it.press("u")
        assert (nadir(it).name, nadir(it).client_code, nadir(it).language) == ("Nadir Haddad", "OBJ", "")


async def test_enter_on_a_choice_saves_and_nothing_changed_is_no_step(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await go_to_client(it)
        before = it.steps()
        await it.press(*OPEN, "enter")
        assert (it.dialog, it.steps()) == ("", before)
        await it.press("enter", "tab", "tab", "left", "enter")
        assert (it.dialog, nadir(it).kind, it.steps()) == ("", PersonKind.VA, before + 1)


async def test_who_left_is_proposed_no_more_and_their_cards_keep_the_name(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await go_to_client(it)
        await it.press(*OPEN, *["up"] * 1, "right", "enter")
        assert (it.dialog, "Nadir" in [person.name for person in it.desk.clients.people()]) == ("", False)
        assert it.row("Rushs module 4").owner == "Nadir Haddad"
        assert "Nadir Haddad Rushs" in " ".join(it.text().split())  # it is still known who owes it
        await it.press("n", "escape", "g", "b", "escape", "d")
        await it.type("nadir")
        assert ("New person: nadir" in it.text(), "Nadir Haddad" in it.text().split("Delegate")[1]) == (True, False)


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("name", " ", "A person needs a name."),
        ("client", "XYZ", "There is no client XYZ."),
        ("role", "r" * 101, "Role: 100 characters at most."),
    ],
)
async def test_what_cannot_be_is_refused_and_kept(
    field: str, typed: str, said: str, board: Path, cockpit: Open
) -> None:
    async with cockpit(board) as it:
        await go_to_client(it)
        before = it.steps()
        await it.press(*OPEN)
        it.screen.query_one(f"#{field}", Input).value = typed
        await it.press("enter")
        assert (it.dialog, it.steps(), said in it.text()) == ("PersonForm", before, True)
        await it.press("escape", "enter")
        assert (it.dialog, it.screen.query_one(f"#{field}", Input).value) == ("PersonForm", typed)


async def test_the_cursor_is_on_one_side_alone(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await go_to_client(it)
        assert it.text().count("▌") == 1
        await it.press("right")
        assert ("▌│ Nadir" in it.text(), it.text().count("▌")) == (True, 1)
        await it.press("left")
        it.app.place_screen.show_row("numbers")
        await it.press("enter")
        assert ("▌│" in it.text(), it.place.PLACE) == (False, "scorecard")
        await go_to_client(it)
        y = next(n for n, line in enumerate(it.lines()) if "│ Nadir" in line)
        await it.click(90, y)
        assert ("▌│ Nadir" in it.text(), it.dialog) == (True, "")
        await it.click(90, y)
        assert it.dialog == "PersonForm"


async def test_with_nobody_beside_the_cursor_is_on_the_hours_there(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await go_to_client(it, "CAP")
        it.app.place_screen.show_row("numbers")
        await it.press("right", "enter")
        assert (it.dialog, "Hours done for Cap Dirigeant today" in it.text()) == ("LineDialog", True)
        await it.press("escape", "left", "enter")
        assert it.place.PLACE == "scorecard"

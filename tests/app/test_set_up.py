"""A new client: its page says what is missing, and Enter asks for it, line after line."""

from datetime import date
from pathlib import Path

from obm_tui.desk import Desk
from obm_tui.domain.clients import NewClient
from obm_tui.domain.people import PersonKind
from obm_tui.navigation import Place
from tests.app.cockpit import Cockpit
from tests.app.conftest import Open


async def say(it: Cockpit, text: str) -> None:
    """Open the line under the cursor, type into what it asks, save."""
    await it.press("enter")
    await it.type(text)
    await it.press("enter")
    await it.until(lambda: not it.dialog)
    await it.settle()


async def test_from_a_name_to_a_client_that_is_of_use(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("g", "r", "n")
        await it.type("Studio Lumière")
        await it.press("enter")
        await it.until(lambda: "Set-up" in it.text())
        assert "7 lines to go" in it.text()

        await say(it, "Maya Lenoir")
        assert "✓ Owner" in it.text()
        await say(it, "coaching")
        assert "✓ Numbers" in it.text()
        await say(it, "Julie Marchand (video), Nadir: web, julie marchand")
        assert "✓ Team" in it.text()

        await it.press("enter")
        await it.until(lambda: it.dialog == "PickDialog")
        await it.press("down", "enter")
        await it.until(lambda: it.dialog == "CaptureDialog")
        await it.type("Write the welcome mail tomorrow")
        await it.press("enter")
        await it.until(lambda: "1 written down" in it.text())
        await it.type("Choose the dates of the spring launch")
        await it.press("enter")
        await it.until(lambda: "2 written down" in it.text())
        await it.press("enter")
        await it.until(lambda: not it.dialog)
        await it.until(lambda: "✓ Cards" in it.text())
        assert it.row("Choose the dates of the spring launch").client_code == "STU"

        [client] = [client for client in it.desk.clients.all() if client.name == "Studio Lumière"]
        people = {
            person.name: (person.kind, person.role)
            for person in it.desk.clients.people(client.id)
            if person.client_id == client.id
        }
        assert people == {
            "Maya Lenoir": (PersonKind.OWNER, ""),
            "Julie Marchand": (PersonKind.FREELANCER, "video"),
            "Nadir": (PersonKind.FREELANCER, "web"),
        }
        assert "3 lines to go" in it.text()

        await say(it, "A business without evenings")
        assert "✓ Course" in it.text()


async def test_a_line_she_does_not_want_is_put_away_and_comes_back(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("g", "r", "n")
        await it.type("Studio Lumière")
        await it.press("enter")
        await it.until(lambda: "7 lines to go" in it.text())

        await it.press("down", "backspace")
        await it.until(lambda: "6 lines to go" in it.text())
        assert "the pack of its kind of business" not in it.text()
        await it.press("u")
        await it.until(lambda: "7 lines to go" in it.text())


async def test_the_list_goes_on_another_day_and_ends_by_itself(board: Path, cockpit: Open, desk: Desk) -> None:
    new = desk.clients.add(NewClient("Studio Lumière", "LUM")).value
    async with cockpit(board) as it:
        await it.press("g", "r")
        it.app.place_screen.show_row(new)
        await it.press("enter")
        await it.until(lambda: "7 lines to go" in it.text())
        for _line in range(7):
            await it.press("backspace")
            await it.settle()
        await it.until(lambda: "Set-up" not in it.text())


async def test_the_hours_of_the_month_so_far(board: Path, cockpit: Open, desk: Desk) -> None:
    new = desk.clients.add(NewClient("Studio Lumière", "LUM")).value
    async with cockpit(board) as it:
        it.app.go(Place("client", new))
        await it.until(lambda: "7 lines to go" in it.text())
        assert "Nothing noted this month." in it.text()
        it.app.place_screen.show_row("setup:hours")
        await it.press("enter", *"12h3")
        assert "12\u00a0h\u00a003" in it.text()
        await it.press("x", "enter")
        assert ("“12h3x” is no time" in it.text(), it.dialog) == (True, "LineDialog")
        await it.press("backspace", "0", "enter")
        await it.until(lambda: "6 lines to go" in it.text())
        assert "November       12\u00a0h\u00a030" in it.text()
        await it.press("u")
        assert "Nothing noted this month." in it.text()


async def test_more_hours_from_the_line_with_the_months(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        it.app.go(Place("client", it.desk.clients.by_code("CAP").id))
        await it.settle()
        it.app.place_screen.show_row("hours")
        await it.press("enter", *"1h30", "enter")
        assert "November       1\u00a0h\u00a030" in it.text()
        await it.press("enter", *"45 min", "enter")
        assert "November       2\u00a0h\u00a015" in it.text()
        await it.press("enter", "enter")
        assert (it.dialog, it.desk.hours.minutes(it.place.client_id or "", date.min, date.max)) == ("", 135)

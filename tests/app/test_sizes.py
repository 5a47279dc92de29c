"""Any window size, and many of them in a row: nothing breaks, nothing wraps."""

import asyncio
import random
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual import events
from textual.geometry import Size

from obm_tui import keys
from obm_tui.navigation import Place
from tests.app import dialogs
from tests.app.cockpit import Cockpit, key_event
from tests.app.conftest import Open

SIZES = ((1, 1), (2, 2), (5, 2), (20, 5), (40, 12), (79, 24), (80, 24), (120, 36), (200, 50))


async def resize(it: Cockpit, width: int, height: int) -> None:
    """Give the window this size; Textual takes it over a hundredth of a second later."""
    await it.pilot.resize_terminal(width, height)
    await it.until(lambda: it.screen._compositor.size == (width, height))


async def go(it: Cockpit, place: str) -> None:
    it.app.go(Place(place, it.desk.clients.by_code("CAP").id if place == "client" else None))
    await it.settle()


def test_every_dialog_is_in_the_table() -> None:
    assert dialogs.found() - dialogs.BY_A_JOB == set(dialogs.OPENED_BY)


@pytest.mark.parametrize("place", sorted(keys.PLACES))
async def test_every_place_in_every_size(place: str, board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await go(it, place)
        for width, height in SIZES:
            await resize(it, width, height)
            lines = it.lines()
            assert (len(lines), max(map(cell_len, lines)) <= width) == (height, True), (width, height)
            await it.send("down", "right", "pagedown", "end", "pageup", "home", "left")
            if width >= 20:
                header, bar = it.place.header.region, it.place.keybar.region
                assert (header.y, header.height, bar.y, bar.height) == (0, 1, height - 1, 1)
                assert it.head.startswith(" obm ›")
            it.app._end_flash()
            await it.settle()
            if width >= 80:
                assert it.bar.split("  ")[-1].strip() if width >= 120 else it.bar.endswith("More"), it.bar


@pytest.mark.parametrize(("width", "open_lanes"), [(60, 1), (79, 1), (80, 4), (120, 4), (200, 6)])
async def test_as_many_lanes_as_fit_and_one_below_eighty(
    width: int, open_lanes: int, board: Path, cockpit: Open
) -> None:
    names = ("Backlog", "This week", "Doing", "Waiting", "To approve", "Done")
    async with cockpit(board, size=(width, 30)) as it:
        seen = {it.lines()[1]}
        assert sum(name in it.lines()[1] for name in names) == open_lanes
        for _ in range(5):
            await it.press("right")
            seen.add(it.lines()[1])
        for _ in range(5):
            await it.press("left")
            seen.add(it.lines()[1])
        # Whatever is folded opens when the cursor goes there.
        assert all(any(name in line for line in seen) for name in names)


@pytest.mark.parametrize("view", ["c", "e"])
async def test_swimlanes_in_every_height(view: str, board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await go(it, "board")
        await it.press("v", view)
        for width, height in [*((width, height) for width in (1, 20, 80) for height in range(1, 14)), *SIZES]:
            await resize(it, width, height)
            assert len(it.lines()) == height
            await it.send("down", "up", "right", "left", "pagedown", "home")
            assert it.app.is_running


@pytest.mark.parametrize("dialog", sorted(dialogs.OPENED_BY))
async def test_every_dialog_in_every_size(dialog: str, board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press(*dialogs.OPENED_BY[dialog])
        assert it.dialog == dialog
        for width, height in SIZES:
            await resize(it, width, height)
            lines = it.lines()
            assert (len(lines), max(map(cell_len, lines)) <= width) == (height, True), (width, height)
            await it.send("y", "down", "pagedown", "up", "pageup", "tab", "shift+tab", "end", "home")
            assert it.dialog == dialog
        await it.press("escape")
        assert it.dialog == dialogs.BEHIND.get(dialog, "")


@pytest.mark.parametrize("dialog", sorted(dialogs.OPENED_BY))
async def test_every_dialog_opens_in_the_smallest_windows(dialog: str, board: Path, cockpit: Open) -> None:
    for size in ((1, 1), (20, 5)):
        async with cockpit(board, size=size) as it:
            await it.press(*dialogs.OPENED_BY[dialog], "pageup", "y", "pagedown", "down", "tab")
            assert it.dialog == dialog
            await it.press("escape")
            assert it.dialog == dialogs.BEHIND.get(dialog, "")


@pytest.mark.parametrize("dialog", sorted(dialogs.OPENED_BY))
async def test_the_field_that_has_the_keyboard_is_in_view(dialog: str, board: Path, cockpit: Open) -> None:
    async with cockpit(board, size=(40, 6)) as it:
        await it.press(*dialogs.OPENED_BY[dialog])
        for _ in range(6):
            if it.app.focused is not None:
                found = it.screen.find_widget(it.app.focused)
                assert found.region.intersection(found.clip).height >= 1, it.app.focused
            await it.press("tab")
            await it.settle()


@pytest.mark.parametrize("where", [*sorted(keys.PLACES), *sorted(dialogs.OPENED_BY)])
async def test_a_storm_of_sizes(where: str, board: Path, cockpit: Open) -> None:
    rng = random.Random(where)
    pressed = ("up", "down", "left", "right", "pageup", "pagedown", "home", "end", "tab", "y", "backspace")
    async with cockpit(board) as it:
        if where in keys.PLACES:
            await go(it, where)
        else:
            await it.press(*dialogs.OPENED_BY[where])
        allowed = pressed[:-3] if where in keys.PLACES or where == "CardView" else pressed
        for _ in range(30):
            size = Size(rng.choice((1, 3, 20, 60, 79, 80, 119, 160)), rng.choice((1, 2, 5, 24, 60)))
            it.app.post_message(events.Resize(size, size))
            await asyncio.sleep(rng.choice((0, 0.002, 0.01)))
            for key in rng.choices(allowed, k=3):
                it.app.post_message(key_event(key))
        await resize(it, 100, 30)
        await it.settle()
        assert len(it.lines()) == 30
        assert it.head.startswith(" obm ›") or it.dialog


async def test_what_stands_below_the_last_line_with_a_cursor_is_seen_from_there(board: Path, cockpit: Open) -> None:
    async with cockpit(board, size=(80, 24)) as it:
        it.app.go(Place("client", it.desk.clients.by_code("OBJ").id))
        await it.settle()
        assert "Nothing noted this month." not in it.text()
        await it.press("end")
        assert "Nothing noted this month." in it.text()
        await it.press("home")
        assert "─ Board ─" in it.text()

"""More than fifteen numbers on one client's scorecard are warned about, and never refused (R10)."""

from pathlib import Path

import pytest

from obm_tui.domain.metrics import NewMetric
from tests.app.cockpit import Cockpit
from tests.app.conftest import Open
from tests.app.test_scorecard import SCORECARD, show

WARNING = "CAP has {} numbers on its scorecard: above 15 none stands out. Some can be put aside."


async def prepare(it: Cockpit, count: int) -> None:
    client = it.desk.clients.by_code("CAP").id
    it.desk.metrics.add_pack(client, [NewMetric(f"N{n}") for n in range(count)])
    await show(it)
    await it.press("greater_than_sign")


@pytest.mark.parametrize(("count", "warned"), [(14, []), (15, [WARNING.format(16)])])
async def test_the_sixteenth_is_warned_about_in_the_form(
    board: Path, cockpit: Open, count: int, warned: list[str]
) -> None:
    async with cockpit(board, place=SCORECARD) as it:
        await prepare(it, count)
        await it.press("n")
        await it.type("Goodies")
        await it.press("enter", "enter")
        assert (len(it.desk.metrics.all()), it.toasts()) == (count + 1, warned)


async def test_a_pack_is_warned_about_too(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=SCORECARD) as it:
        await prepare(it, 8)
        await it.press("n", "enter")
        assert it.toasts() == [WARNING.format(17)]


async def test_what_is_put_aside_does_not_count(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=SCORECARD) as it:
        await prepare(it, 16)
        client = it.desk.clients.by_code("CAP").id
        await it.press("e", *["down"] * 5, "right", "enter")
        assert (it.desk.metrics.on_scorecard(client), it.toasts()) == (15, [])
        await it.press("u", "e", "enter")
        assert (it.desk.metrics.on_scorecard(client), it.toasts()) == (16, []), "it is no news"

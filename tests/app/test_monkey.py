"""A monkey at the keyboard: any keys, texts, pastes, clicks and window sizes; nothing breaks and all can be undone.

`OBM_TUI_MONKEY=20x2000` sets other seeds and lengths: twenty seeds of two thousand actions; `OBM_TUI_MONKEY_FROM=100`
begins with another one in the demo.
"""

import asyncio
import os
import random
import sqlite3
from pathlib import Path

import pytest
from textual import events
from textual.geometry import Size

from obm_tui import keys
from obm_tui.desk import Desk
from tests import hostile
from tests.app.cockpit import Cockpit, key_event
from tests.app.conftest import At, Open

SEEDS, LENGTH = (int(number) for number in os.environ.get("OBM_TUI_MONKEY", "3x400").split("x"))
FIRST_SEED = int(os.environ.get("OBM_TUI_MONKEY_FROM", "2"))
RESTED_SECONDS = 60
"""Seconds after which something goes on for ever; on a busy machine too."""
PLACES = ("board", "radar", "today", "scorecard", "client", "inbox", "waiting", "history", "settings")
LEAVING = {"ctrl+q"}
PRESSED = sorted({key for declared in keys.KEYS for key in declared.key.split(",")} - LEAVING)
SECOND = sorted({sequence.second for sequence in keys.SEQUENCES})
TYPED = "abcdefghijklmnopqrstuvwxyz +@!0123456789-.,'éÀ"
DIALOG_KEYS = (
    *("enter", "escape", "escape", "escape", "tab", "shift+tab", "backspace", "ctrl+u", "ctrl+s"),
    *("up", "down", "pageup", "end"),
)
SIZES = ((120, 36), (80, 24), (79, 20), (40, 12), (20, 5), (1, 1), (200, 60))
WORDS = ("demain", "+CAP", "@nadir", "friday 14h", "-", "nobody", "doing", "all", "12/12")


def act(rng: random.Random, it: Cockpit) -> list[events.Event]:
    """One thing a monkey does."""
    kind = rng.random()
    if kind < 0.55:
        return [key_event(rng.choice(PRESSED))]
    if kind < 0.65:
        return [key_event(rng.choice(("g", "asterisk"))), key_event(rng.choice(SECOND))]
    if kind < 0.75:
        return [key_event(rng.choice(DIALOG_KEYS))]
    if kind < 0.85:
        return [key_event(letter) for letter in rng.choice((*WORDS, "".join(rng.choices(TYPED, k=4))))]
    if kind < 0.90:
        return [events.Paste(rng.choice((*hostile.TITLES, *hostile.BLANK)))]
    if kind < 0.95:
        x, y = rng.randrange(max(1, it.app.size.width)), rng.randrange(max(1, it.app.size.height))
        down, up = (kind(None, x, y, 0, 0, 1, False, False, False, x, y) for kind in (events.MouseDown, events.MouseUp))
        return [down, up]
    size = Size(*rng.choice(SIZES))
    return [events.Resize(size, size)]


def rows_left(path: Path) -> dict[str, int]:
    """How many rows of hers each table holds; the record of what was done and spent numbers stay."""
    kept = {"meta", "step", "change", "card_number", "alembic_version"}
    # The index of words keeps its own books; `search_doc` says which words are in it.
    kept |= {"search_data", "search_idx", "search_config"}
    with sqlite3.connect(path) as connection:
        named = connection.execute("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")
        tables = [name for (name,) in named if name not in kept]
        counts = {name: connection.execute(f'select count(*) from "{name}"').fetchone()[0] for name in tables}
    connection.close()
    return {name: count for name, count in counts.items() if count}


async def play(rng: random.Random, it: Cockpit) -> None:
    """Do many things, each group of them in one read."""
    for number in range(LENGTH):
        for event in act(rng, it):
            it.app.post_message(event)
        if number % 8:
            await asyncio.sleep(0)
        else:
            await asyncio.wait_for(it.settle(), RESTED_SECONDS)
            assert len(it.app.screen_stack) < 6
    await it.settle()
    assert it.app.is_running


@pytest.mark.parametrize("seed", range(SEEDS))
async def test_a_monkey_breaks_nothing(
    seed: int, board: Path, cockpit: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with cockpit(board) as it:
        before = it.steps()
        await play(random.Random(seed), it)
        assert it.steps() > before

    with sqlite3.connect(board) as connection:
        assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
        assert connection.execute("pragma foreign_key_check").fetchall() == []
    connection.close()
    assert rows_left(board)
    with Desk.open(board) as desk:
        while desk.steps.next_undo() is not None:
            desk.steps.undo()
    assert rows_left(board) == {}


@pytest.mark.parametrize("seed", range(FIRST_SEED, FIRST_SEED + SEEDS))
async def test_a_monkey_breaks_nothing_of_a_whole_practice(
    seed: int, camille: At, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The demo has everything there is: numbers, waits, a journal, saved views."""
    monkeypatch.chdir(tmp_path)
    place = PLACES[seed % len(PLACES)]
    async with camille(place, "OBJ" if place == "client" else "", (120, 36)) as it:
        await play(random.Random(seed), it)
        assert it.desk.connection.execute("pragma integrity_check").fetchall() == [("ok",)]
        assert it.desk.connection.execute("pragma foreign_key_check").fetchall() == []

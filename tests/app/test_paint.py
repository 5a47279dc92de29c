"""What a key changed is sent to the terminal piece by piece: the same picture as if all of it were drawn again."""

import random
from pathlib import Path

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.screen import Screen
from textual.strip import Strip

from obm_tui.domain.cards import Lane, NewCard
from obm_tui.navigation import Place
from obm_tui.widgets.drawn import Drawn, PartsUpdate
from tests.app.cockpit import Cockpit
from tests.app.conftest import Open

KEYS = (
    *("up", "down", "left", "right", "home", "end", "pagedown", "space", "v", "exclamation_mark", "o", "x", "u"),
    *("asterisk", "t", "n", "escape", "escape", "m", "right", "down", "enter", "escape", "g", "b", "g", "i", "f"),
)


BAND_KEYS = (
    *("up", "down", "left", "right") * 3,
    *("home", "end", "pagedown", "pageup", "space", "v", "exclamation_mark", "o", "x", "u", "escape"),
)


class Sheet:
    """The cells of the terminal, as the pieces leave them."""

    def __init__(self, it: Cockpit, monkeypatch: pytest.MonkeyPatch) -> None:
        self._it = it
        self.rows: list[list[Segment]] = []
        self.pieces = 0
        display = it.app._display

        def note(screen: Screen[object], renderable: object) -> None:
            if isinstance(renderable, PartsUpdate):
                self.pieces += 1
                for (x, y), strip in renderable.parts.items():
                    cells = one_by_one(strip)
                    self.rows[y][x : x + len(cells)] = cells
            elif renderable is not None:
                self.redraw()
            display(screen, renderable)  # type: ignore[arg-type]  # handed on as it came

        self.redraw()
        monkeypatch.setattr(it.app, "_display", note)

    def redraw(self) -> None:
        self.rows = [one_by_one(strip) for strip in self._it.screen._compositor.render_strips()]


def drawn_anew(it: Cockpit) -> list[list[Segment]]:
    """The whole picture, with nothing kept: a cell that was not marked as changed would be stale in what is."""
    for drawn in it.screen.query(Drawn):
        drawn._forget_everything()
    return [one_by_one(strip) for strip in it.screen._compositor.render_strips()]


def one_by_one(strip: Strip) -> list[Segment]:
    """A segment a cell; blanks wear no colour but that of their ground."""
    cells: list[Segment] = []
    for text, style, _control in strip:
        ground = Style(bgcolor=style.bgcolor if style else None)
        for letter in text:
            cells.append(Segment(letter, style if letter.strip() else ground))
            # A wide letter takes two cells.
            cells += [Segment("")] * (Segment(letter).cell_length - 1)
    return cells


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50), (60, 12)])
@pytest.mark.parametrize("seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 6))])
async def test_the_pieces_make_the_whole_picture(
    seed: int, size: tuple[int, int], board: Path, cockpit: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = random.Random(seed)
    async with cockpit(board, size=size, place=Place("board")) as it:
        sheet = Sheet(it, monkeypatch)
        for _ in range(60):
            key = rng.choice(KEYS)
            await it.press(key)
            assert sheet.rows == drawn_anew(it), key
        assert sheet.pieces > 5


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (120, 9), (60, 12)])
@pytest.mark.parametrize("letter", ["c", "e"])
@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 4))])
async def test_the_pieces_make_the_whole_picture_in_bands(
    seed: int, letter: str, size: tuple[int, int], board: Path, cockpit: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = random.Random(f"{letter}{seed}")
    async with cockpit(board, size=size, place=Place("board")) as it:
        # One lane is fuller than a band shows: it scrolls within.
        client = it.desk.clients.by_code("OBJ").id
        it.desk.cards.add_all([NewCard(f"carte {n}", client, Lane.WEEK) for n in range(9)])
        it.place.stale = True
        it.place.reload()
        await it.press("v", letter)
        sheet = Sheet(it, monkeypatch)
        for _ in range(70):
            key = rng.choice(BAND_KEYS)
            if not (key == "v" and it.dialog):
                await it.press(*(("v", "d") if key == "v" else (key,)))
            assert sheet.rows == drawn_anew(it), key
        assert sheet.pieces > 5


async def test_a_message_is_not_drawn_over(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        it.app.warn("Something to read first")
        await it.settle()
        await it.press("down", "right", "up")
        assert "Something to read first" in it.text()

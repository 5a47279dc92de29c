"""What a key changed is sent to the terminal piece by piece: the same picture as if all of it were drawn again."""

import random
from pathlib import Path

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.screen import Screen
from textual.strip import Strip

from obm_tui.navigation import Place
from obm_tui.widgets.drawn import PartsUpdate
from tests.app.cockpit import Cockpit
from tests.app.conftest import Open

KEYS = (
    *("up", "down", "left", "right", "home", "end", "pagedown", "space", "v", "exclamation_mark", "o", "x", "u"),
    *("asterisk", "t", "n", "escape", "escape", "m", "right", "down", "enter", "escape", "g", "b", "g", "i", "f"),
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
@pytest.mark.parametrize("seed", range(4))
async def test_the_pieces_make_the_whole_picture(
    seed: int, size: tuple[int, int], board: Path, cockpit: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = random.Random(seed)
    async with cockpit(board, size=size, place=Place("board")) as it:
        sheet = Sheet(it, monkeypatch)
        for _ in range(60):
            key = rng.choice(KEYS)
            await it.press(key)
            assert sheet.rows == [one_by_one(strip) for strip in it.screen._compositor.render_strips()], key
        assert sheet.pieces > 5


async def test_a_message_is_not_drawn_over(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        it.app.warn("Something to read first")
        await it.settle()
        await it.press("down", "right", "up")
        assert "Something to read first" in it.text()

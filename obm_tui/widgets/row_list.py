"""A list of prepared lines with a cursor: the radar, the history, a client's page, settings."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip

from obm_tui.domain.clients import ClientColour
from obm_tui.widgets.card_cell import under_cursor
from obm_tui.widgets.drawn import Drawn
from obm_tui.widgets.paint import Piece, line, pieces_width, spread

Words = tuple[str, str]
"""A text and the part it is drawn as: `plain`, `quiet`, `shout`, …, or `client:` and a colour."""


def in_colour(colour: ClientColour | None) -> str:
    """The part a client's code is drawn as."""
    return f"client:{colour.value}" if colour else "quiet"


class Row(NamedTuple):
    """One line; with a key the cursor can stand on it."""

    key: str | None
    left: tuple[Words, ...] = ()
    right: tuple[Words, ...] = ()
    rule: bool = False
    """A section's line: its words on a rule."""


class RowList(Drawn):
    """Lines from top to bottom, one of them under the cursor."""

    @dataclass
    class CursorMoved(Message):
        """Another row is under the cursor."""

        key: str | None

    @dataclass
    class RowClicked(Message):
        """The row under the cursor was clicked."""

        key: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self._rows: tuple[Row, ...] = ()
        self._cursor = -1
        self._top = 0
        self._lit = True
        self._was_lit = True
        self._marked: Collection[str] = ()

    @property
    def current(self) -> str | None:
        """The key under the cursor."""
        return self._rows[self._cursor].key if 0 <= self._cursor < len(self._rows) else None

    @property
    def is_lit(self) -> bool:
        """Whether the cursor is here, where several lists share one."""
        return self._lit

    def light(self, *, lit: bool) -> None:
        """Draw the cursor, or not; it stays where it is."""
        if lit != self._lit:
            self._lit = lit
            self._refresh_rows(self._cursor)

    def mark(self, keys: Collection[str]) -> None:
        """Draw these as selected, and no others."""
        before, self._marked = self._marked, frozenset(keys)
        differing = self._marked.symmetric_difference(before)
        self._refresh_rows(*(index for index, row in enumerate(self._rows) if row.key in differing))

    def put(self, rows: Sequence[Row]) -> None:
        """Show these rows; the cursor stays on its key, or near where it was."""
        before, key, spot = self._rows, self.current, self._cursor
        self._rows = tuple(rows)
        found = self._find(key) if key is not None else -1
        self._cursor = found if found >= 0 else self._nearest(max(0, spot))
        if self._scroll() or len(before) != len(self._rows):
            self.refresh()
        else:
            for index, (old, new) in enumerate(zip(before, self._rows, strict=True)):
                if old != new:
                    self.refresh_lines(index - self._top)
            if spot != self._cursor:
                self._refresh_rows(spot, self._cursor)
        if key != self.current:
            self.post_message(self.CursorMoved(self.current))

    @property
    def place(self) -> tuple[int, int]:
        """The first row in view and the one under the cursor."""
        return self._top, self._cursor

    def go_to_place(self, place: tuple[int, int]) -> None:
        """Bring these back."""
        self._top = place[0]
        self._to(place[1] if place[1] < len(self._rows) else self._cursor)
        self._scroll()
        self.refresh()

    def select(self, key: str) -> bool:
        """Put the cursor on this key, if it is here."""
        found = self._find(key)
        if found >= 0:
            self._to(found)
        return found >= 0

    def move_cursor(self, count: int, among: Collection[str] | None = None) -> None:
        """Up or down over the rows that have a key; over these alone where they are given."""
        spots = [
            index for index, row in enumerate(self._rows) if row.key is not None and (among is None or row.key in among)
        ]
        if not spots:
            return
        place = next((n for n, index in enumerate(spots) if index >= self._cursor), 0)
        self._to(spots[max(0, min(place + count, len(spots) - 1))])

    def move_page(self, pages: int, among: Collection[str] | None = None) -> None:
        """A screenful up or down."""
        self.move_cursor(pages * max(1, self.outer_size.height - 2), among)

    def on_resize(self) -> None:
        """More or less room."""
        self._scroll()
        self.refresh()

    def _find(self, key: str | None) -> int:
        return next((index for index, row in enumerate(self._rows) if row.key == key), -1)

    def _nearest(self, spot: int) -> int:
        spots = [index for index, row in enumerate(self._rows) if row.key is not None]
        return min(spots, key=lambda index: (abs(index - spot), index), default=-1)

    def _to(self, spot: int) -> None:
        before = self._cursor
        if spot == before:
            return
        self._cursor = spot
        if self._scroll():
            self.refresh()
        else:
            self._refresh_rows(before, spot)
        self.post_message(self.CursorMoved(self.current))

    def _refresh_rows(self, *spots: int) -> None:
        for spot in spots:
            if 0 <= spot - self._top < self.outer_size.height:
                self.refresh_lines(spot - self._top)

    def _scroll(self) -> bool:
        """Bring the cursor into view; at the first or last place also what stands above or below it."""
        height = max(1, self.outer_size.height)
        cursor = max(0, self._cursor)
        top = max(min(self._top, cursor), cursor - height + 1)
        if self._cursor == self._nearest(0):
            top = 0
        elif self._cursor == self._nearest(len(self._rows)):
            top = min(len(self._rows) - height, cursor)
        top = max(0, min(top, len(self._rows) - height))
        moved = top != self._top
        self._top = top
        return moved

    def _style(self, part: str) -> Style:
        if part.startswith("client:"):
            return self.palette.clients[ClientColour(part.removeprefix("client:"))]
        return self.look(part)

    def _pieces(self, words: tuple[Words, ...]) -> list[Piece]:
        return [(text, self._style(part)) for text, part in words]

    def draw_line(self, y: int, width: int) -> Strip:
        """A row."""
        plain, index = self.look("plain"), y + self._top
        if index >= len(self._rows):
            return Strip(line([], width, plain), width)
        row = self._rows[index]
        if row.rule:
            return Strip(self._rule(row, width), width)
        here = self._lit and index == self._cursor
        mark: Piece = ("▌" if here else " ", self.look("bright"))
        if row.key in self._marked:
            mark = ("●", self.look("selected"))
        segments = spread([mark, *self._pieces(row.left)], self._pieces(row.right), width, plain)
        return Strip(under_cursor(segments, self.palette) if here else segments, width)

    def _rule(self, row: Row, width: int) -> list[Segment]:
        """`─ Words ───────── words ─`."""
        faint = self.look("faint")
        left = [("─ ", faint), *self._pieces(row.left), (" ", faint)] if row.left else []
        right = [(" ", faint), *self._pieces(row.right), (" ─", faint)] if row.right else []
        gap = max(0, width - pieces_width(left) - pieces_width(right))
        return line([*left, ("─" * gap, faint), *right], width, faint)

    def on_mouse_down(self) -> None:
        """A click that brings the cursor here opens nothing yet."""
        self._was_lit = self._lit

    def on_click(self, event: events.Click) -> None:
        """Cursor to the row under the pointer; a second click opens it."""
        index = event.y + self._top
        if not 0 <= index < len(self._rows) or self._rows[index].key is None:
            return
        if index == self._cursor and self._was_lit and self.current is not None:
            self.post_message(self.RowClicked(self.current))
        else:
            self._to(index)

    def on_mouse_scroll_down(self) -> None:
        """The wheel moves the cursor."""
        self.move_cursor(1)

    def on_mouse_scroll_up(self) -> None:
        """The wheel moves the cursor."""
        self.move_cursor(-1)

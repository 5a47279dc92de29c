"""A screen of lines with others beside them in a wide window, where the cursor can go too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal

from obm_tui.screens.card_rows import CardRowsScreen
from obm_tui.widgets.chrome import WIDE, Header, Keybar
from obm_tui.widgets.row_list import Row, RowList
from obm_tui.widgets.side_list import SideList


class TwoSidedScreen(CardRowsScreen):
    """Today, a client's page: in a narrow window all of it is one list."""

    SIDE: ClassVar[int] = 45
    """Cells of what stands beside."""

    def compose(self) -> ComposeResult:
        """Header, the lines, those beside them, key bar."""
        yield Header()
        with Horizontal():
            yield RowList()
            yield SideList()
        yield Keybar(self.PLACE)

    @property
    def is_wide(self) -> bool:
        """Whether there is room beside the lines."""
        return self.app.size.width >= WIDE

    @property
    def line_width(self) -> int:
        """Cells of a line."""
        width = self.app.size.width
        return width - self.SIDE if self.is_wide else width

    def put_sides(self, rows: Sequence[Row], aside: Sequence[Row]) -> None:
        """Show these lines; the ones aside beside them, or below where there is no room."""
        side = self.query_one(SideList)
        side.display = self.is_wide and bool(aside)
        side.styles.width = self.SIDE
        super().list.put(rows if self.is_wide else [*rows, *aside])
        side.put_beside(aside if self.is_wide else [], self.app.size.height - 2)
        self.go_beside(beside=side.is_lit)

    @property
    def list(self) -> RowList:
        """The lines the cursor is in."""
        side = self.query_one(SideList)
        return side if side.is_lit else super().list

    def go_beside(self, *, beside: bool) -> None:
        """Bring the cursor beside the lines, if there is a place for it, or back."""
        side = self.query_one(SideList)
        side.light(lit=beside and side.has_place)
        super().list.light(lit=not side.is_lit)

    def show_row(self, row_id: str | None) -> None:
        """Put the cursor on this line, on either side."""
        if row_id is not None:
            self.go_beside(beside=self.query_one(SideList).select(row_id))
        super().show_row(row_id)

    def action_cursor_right(self) -> None:
        """To what stands beside."""
        self.go_beside(beside=True)

    def action_cursor_left(self) -> None:
        """Back."""
        self.go_beside(beside=False)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """The cursor is where she clicks."""
        side = self.query_one(SideList)
        self.go_beside(beside=side.display and side.region.contains(event.screen_x, event.screen_y))

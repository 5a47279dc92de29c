"""A screen that is a list of prepared lines with a cursor."""

from __future__ import annotations

from collections.abc import Collection

from textual import on
from textual.app import ComposeResult

from obm_tui.screens.base import ObmScreen
from obm_tui.widgets.chrome import Header, Keybar
from obm_tui.widgets.row_list import RowList


class RowsScreen(ObmScreen):
    """The radar, the history, a client's page, the settings: what their lines say is all they differ in."""

    def compose(self) -> ComposeResult:
        """Header, lines, key bar."""
        yield Header()
        yield RowList()
        yield Keybar(self.PLACE)

    @property
    def list(self) -> RowList:
        """The lines."""
        return self.query(RowList).first()

    def show_row(self, row_id: str | None) -> None:
        """Put the cursor on this line."""
        if row_id is not None:
            self.list.select(row_id)

    def current_row_id(self) -> str | None:
        """The line under the cursor."""
        return self.list.current

    @on(RowList.RowClicked)
    def open_clicked(self) -> None:
        """A second click opens it."""
        self.action_place_enter()

    def action_place_enter(self) -> None:
        """Open what is under the cursor."""

    def within(self) -> Collection[str] | None:
        """The keys the cursor keys move among; all of them where there is only one kind of line."""
        return None

    def action_cursor_up(self) -> None:
        """Up."""
        self.list.move_cursor(-1, self.within())

    def action_cursor_down(self) -> None:
        """Down."""
        self.list.move_cursor(1, self.within())

    def action_cursor_page_up(self) -> None:
        """A page up."""
        self.list.move_page(-1, self.within())

    def action_cursor_page_down(self) -> None:
        """A page down."""
        self.list.move_page(1, self.within())

    def action_cursor_first(self) -> None:
        """To the first."""
        self.list.move_cursor(-100_000, self.within())

    def action_cursor_last(self) -> None:
        """To the last."""
        self.list.move_cursor(100_000, self.within())

"""A screen of prepared lines, some of which are cards."""

from __future__ import annotations

from obm_tui.domain.cards import CardRow
from obm_tui.i18n import _
from obm_tui.screens.card_verbs import CardVerbs
from obm_tui.screens.rows import RowsScreen


class RowCursor:
    """The card under the cursor of such a screen, for the verbs."""

    def __init__(self, screen: CardRowsScreen) -> None:
        self._screen = screen

    @property
    def current(self) -> str | None:
        """The card's key; none on a line that is no card."""
        key = self._screen.list.current
        return key if key in self._screen.shown else None

    @property
    def current_row(self) -> CardRow | None:
        """Its row."""
        key = self.current
        return self._screen.shown[key] if key is not None else None

    @property
    def chosen(self) -> list[str]:
        """The card alone: selections are made on the board."""
        return [self.current] if self.current is not None else []

    def select_card(self, key: str) -> bool:
        """Put the cursor on a card, where it is shown."""
        return self._screen.list.select(key)


class CardRowsScreen(CardVerbs, RowsScreen):
    """Lines, and the verbs on the card under the cursor."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: dict[str, CardRow] = {}
        """The cards with a line here."""
        self._cursor = RowCursor(self)

    @property
    def cards(self) -> RowCursor:
        """The card under the cursor."""
        return self._cursor

    def current_row_id(self) -> str | None:
        """The line under the cursor."""
        return self.list.current

    def on_resize(self) -> None:
        """More or less room."""
        if self.is_mounted and not self.stale:
            self.reload()

    def relabel(self) -> None:
        """Headings are words too."""
        super().relabel()
        self.reload()

    def action_place_enter(self) -> None:
        """Open the card."""
        if (key := self.cards.current) is not None:
            self.open_card(key)

    def action_cursor_left(self) -> None:
        """Nothing beside the list."""

    def action_cursor_right(self) -> None:
        """Nothing beside the list."""

    def action_selection_toggle(self) -> None:
        """Selections are made on the board."""
        self.app.flash(_("Select on the board: g b opens it."))

    def action_selection_set(self) -> None:
        """Selections are made on the board."""
        self.action_selection_toggle()

"""A screen of prepared lines, some of which are cards."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from obm_tui.domain.cards import CLOSED_LANES, CardRow
from obm_tui.domain.change import Change
from obm_tui.i18n import _
from obm_tui.screens.chosen import NOTHING_HERE
from obm_tui.screens.filtered import Spot
from obm_tui.screens.rows import RowsScreen
from obm_tui.screens.selecting import SelectingScreen
from obm_tui.widgets.row_list import RowList


class RowCursor:
    """The card under the cursor of such a screen and those that are selected, for the verbs."""

    def __init__(self, screen: CardRowsScreen) -> None:
        self._screen = screen
        self.selection: dict[str, None] = {}
        """The keys of what is selected, in that order."""

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
        """The selection, else the card under the cursor."""
        if self.selection:
            return list(self.selection)
        return [self.current] if self.current is not None else []

    def hidden(self) -> int:
        """How many selected cards have no line."""
        return sum(key not in self._screen.shown for key in self.selection)

    def select_card(self, key: str) -> bool:
        """Put the cursor on a card, where it is shown."""
        return self._screen.list.select(key)


class CardRowsScreen(SelectingScreen, RowsScreen):
    """Lines, and the verbs on the card under the cursor."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: dict[str, CardRow] = {}
        """The cards with a line here."""
        self._cursor = RowCursor(self)

    def found(self) -> int:
        """Cards with a line."""
        return len(self.shown)

    def spot(self) -> Spot:
        """The line under the cursor, and what is in view."""
        return Spot(self.list.current, (self.list.place,))

    def go_to_spot(self, spot: Spot) -> None:
        """Back there."""
        self.list.go_to_place(spot.places[0])
        self.show_row(spot.key)

    # -- the selection ---------------------------------------------------------------------------------------------

    def reload(self, change: Change | None = None) -> None:
        """Load; what left the list is selected no longer, what a filter hides still is."""
        super().reload(change)
        chosen = list(self.cards.selection)
        hidden = [key for key in chosen if key not in self.shown] if self.is_narrowed else []
        rows = self.app.desk.cards.rows(hidden) if hidden else {}
        there = self.shown.keys() | {key for key, row in rows.items() if row.lane not in CLOSED_LANES}
        self.select_keys([key for key in chosen if key in there])

    def select_keys(self, keys: Sequence[str]) -> None:
        """Make these the selection, and say how many."""
        cards = self.cards
        cards.selection = dict.fromkeys(keys)
        for rows in self.query(RowList):
            rows.mark(cards.selection)
        self.show_count()

    def action_selection_toggle(self) -> None:
        """Select the card, or not any more, and go on to the next."""
        key, chosen = self.cards.current, list(self.cards.selection)
        if key is None:
            self.app.flash(_(NOTHING_HERE))
            return
        self.select_keys([other for other in chosen if other != key] if key in chosen else [*chosen, key])
        self.action_cursor_down()

    def action_select(self, which: str) -> None:
        """Select a whole set of what is shown: the lane of the card under the cursor, all, what is late, nothing."""
        row, today = self.cards.current_row, self.app.today()
        sets: dict[str, Callable[[CardRow], bool]] = {
            "lane": lambda card: row is not None and card.lane is row.lane,
            "board": lambda _card: True,
            "late": lambda card: card.days_late(today) > 0,
        }
        fits = sets.get(which)
        self.select_keys([key for key, card in self.shown.items() if fits is not None and fits(card)])

    def walked_ids(self) -> list[str]:
        """All that have a line."""
        return list(self.shown)

    # -- the cursor ------------------------------------------------------------------------------------------------

    @property
    def cards(self) -> RowCursor:
        """The card under the cursor."""
        return self._cursor

    def current_row_id(self) -> str | None:
        """The line under the cursor."""
        return self.list.current

    def refit(self) -> None:
        """More or less room."""
        self.reload()

    def relabel(self) -> None:
        """Headings are words too."""
        super().relabel()
        self.reload()

    def action_cursor_left(self) -> None:
        """Nothing beside the list."""

    def action_cursor_right(self) -> None:
        """Nothing beside the list."""

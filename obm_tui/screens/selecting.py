"""Several cards at once: a selection is a layer of its list, its verbs wear its number, it is walked one by one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from obm_tui.domain.change import Change
from obm_tui.i18n import _
from obm_tui.screens.card_verbs import CardVerbs
from obm_tui.screens.chosen import NOTHING_HERE, CardCursor


class SelectingCursor(CardCursor, Protocol):
    """A list of cards, several of which can be selected."""

    selection: dict[str, None]
    """The keys of what is selected, in that order."""

    def hidden(self) -> int:
        """How many selected cards are not among those shown."""


class SelectingScreen(CardVerbs):
    """The same on the board and on every list of lines."""

    @property
    def cards(self) -> SelectingCursor:
        """The list the cursor is in."""
        raise NotImplementedError

    @property
    def is_narrowed(self) -> bool:
        """Whether there is more here than is shown."""
        return bool(self.filter)

    def select_keys(self, keys: Sequence[str]) -> None:
        """Make these the selection, and say how many."""
        raise NotImplementedError

    def walked_ids(self) -> list[str]:
        """The cards that are walked where none is selected, from the one under the cursor on."""
        raise NotImplementedError

    def show_count(self) -> None:
        """Say how many are selected, and how many of them are not to be seen."""
        self.keybar.show_count(len(self.cards.selection), self.cards.hidden() if self.is_narrowed else 0)

    def leave_layer(self) -> bool:
        """A selection is the first layer."""
        if self.cards.selection:
            self.select_keys([])
            return True
        return self.drop_filter()

    def let_go(self, _change: Change | None = None) -> None:
        """The selection went elsewhere."""
        self.select_keys([])

    def action_selection_set(self) -> None:
        """Wait for the name of a set."""
        self.app.begin_sequence("asterisk")

    def action_list_walk(self) -> None:
        """Decide the selection one by one, or the cards from the one under the cursor on."""
        keys, here = self.walked_ids(), self.cards.current
        if self.cards.selection:
            keys = self.cards.chosen
        elif here in keys:
            keys = keys[keys.index(here) :]
        if keys:
            self.app.walk(keys)
        else:
            self.app.flash(_(NOTHING_HERE))

    def action_place_enter(self) -> None:
        """Open the card."""
        if (key := self.cards.current) is not None:
            self.open_card(key)
        else:
            self.app.flash(_(NOTHING_HERE))

"""What a verb acts on: the card under the cursor, the selection, or the one card that is open."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from obm_tui.domain.cards import CardRow
from obm_tui.domain.change import Change
from obm_tui.domain.errors import N_
from obm_tui.i18n import _, ngettext
from obm_tui.screens import asking
from obm_tui.screens.filtered import FilteredScreen

NOTHING_HERE = N_("There is no card under the cursor.")


class CardCursor(Protocol):
    """What a list of cards can tell a verb."""

    @property
    def current(self) -> str | None:
        """The key under the cursor."""

    @property
    def current_row(self) -> CardRow | None:
        """The row under the cursor."""

    @property
    def chosen(self) -> list[str]:
        """What a verb acts on: the selection, else the card under the cursor."""

    def select_card(self, key: str) -> bool:
        """Put the cursor on a card."""


class ChosenCards(FilteredScreen):
    """A screen with a card under the cursor."""

    _about: str | None = None
    """The one card a verb is about, whatever is selected."""

    @property
    def cards(self) -> CardCursor:
        """The list the cursor is in."""
        raise NotImplementedError

    def chosen(self) -> list[str]:
        """What the verb acts on; says so where there is nothing."""
        keys = [self._about] if self._about is not None else self.cards.chosen
        if not keys:
            self.app.flash(_(NOTHING_HERE))
        return keys

    def open_card(self, key: str) -> None:
        """Show a card in full; a verb pressed there is about that card alone."""
        asking.open_card(self.app, key, partial(self._act_on, key))

    async def _act_on(self, key: str, action: str) -> None:
        self.cards.select_card(key)
        self._about = key
        try:
            await self.run_action(action)
        finally:
            self._about = None

    def current_row_id(self) -> str | None:
        """The card under the cursor."""
        return self.cards.current

    def client_at_cursor(self) -> str | None:
        """The card's."""
        row = self.cards.current_row
        return row.client_id if row is not None else None

    def show_row(self, row_id: str | None) -> None:
        """Put the cursor on this card."""
        if row_id is not None:
            self.cards.select_card(row_id)

    def let_go(self, _change: Change | None = None) -> None:
        """The selection went elsewhere: the next verb is about the card under the cursor again."""

    def title_of(self, keys: list[str]) -> str:
        """What a dialog is about: the card's title, or how many there are."""
        row = self.app.desk.cards.rows(keys[:1]).get(keys[0])
        if len(keys) == 1 and row is not None:
            return f"{row.reference} {row.title}"
        return ngettext("{n} card", "{n} cards", len(keys)).format(n=len(keys))

    def client_of(self, keys: list[str]) -> str | None:
        """The client all these cards belong to, if one."""
        found = {row.client_id for row in self.app.desk.cards.rows(keys).values()}
        return found.pop() if len(found) == 1 else None

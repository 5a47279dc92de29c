"""The verbs on cards, the same on every list of cards."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from obm_tui.domain.cards import CardEdit, CardRow, Lane
from obm_tui.domain.change import Change
from obm_tui.domain.errors import N_
from obm_tui.i18n import _, ngettext
from obm_tui.screens import asking
from obm_tui.screens.base import ObmScreen

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


class CardVerbs(ObmScreen):
    """A screen with cards: one verb a letter, on the card under the cursor or on the whole selection."""

    @property
    def cards(self) -> CardCursor:
        """The list the cursor is in."""
        raise NotImplementedError

    def new_card_lane(self) -> Lane:
        """Where a new card goes when it is written down here."""
        return Lane.INBOX

    _about: str | None = None
    """The one card a verb is about, whatever is selected."""

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

    def show_row(self, row_id: str | None) -> None:
        """Put the cursor on this card."""
        if row_id is not None:
            self.cards.select_card(row_id)

    def action_card_new(self) -> None:
        """Write down a new card."""
        asking.write_down(self.app, self.new_card_lane(), self.cards.current)

    def action_card_done(self) -> None:
        """Done."""
        if keys := self.chosen():
            self.app.write(self.app.desk.cards.tick, keys, then=self.let_go)

    def action_card_take(self) -> None:
        """Into this week."""
        if keys := self.chosen():
            self.app.write(self.app.desk.cards.move, keys, Lane.WEEK, then=self.let_go)

    def action_card_drop(self) -> None:
        """Given up; undo brings it back."""
        if keys := self.chosen():
            self.app.write(self.app.desk.cards.drop, keys, then=self.let_go)

    def action_card_priority(self) -> None:
        """The next priority, the same for the whole selection."""
        row = self.cards.current_row
        keys = self.chosen()
        if keys and row is not None:
            self.app.write(self.app.desk.cards.edit, keys, CardEdit(priority=row.priority.next()))

    def action_card_edit(self) -> None:
        """Edit the card under the cursor."""
        if (key := self.cards.current) is not None:
            asking.edit_card(self.app, key)
        else:
            self.app.flash(_(NOTHING_HERE))

    def action_card_link(self) -> None:
        """Open the card's own address."""
        if (key := self.cards.current) is not None:
            asking.open_link(self.app, key)
        else:
            self.app.flash(_(NOTHING_HERE))

    def action_card_plan(self) -> None:
        """Give a date."""
        keys = self.chosen()
        if not keys:
            return
        from obm_tui.screens.dialogs.when import NO_DATE, WhenDialog

        row = self.cards.current_row

        def take(when: object) -> None:
            if when is NO_DATE:
                self.app.write(self.app.desk.cards.plan, keys, CardEdit(due_on=None, due_time=None))
            elif isinstance(when, CardEdit):
                self.app.write(self.app.desk.cards.plan, keys, when)

        self.app.push_screen(WhenDialog(self.title_of(keys), self.app.today(), row.due_on if row else None), take)

    def action_card_delegate(self) -> None:
        """Give to somebody."""
        keys = self.chosen()
        if keys:
            asking.pick_person(
                self.app,
                self.title_of(keys),
                self.client_of(keys),
                lambda owner: self.app.write(self.app.desk.cards.delegate, keys, CardEdit(owner=owner)),
            )

    def action_card_move(self) -> None:
        """Choose a lane or a client."""
        if keys := self.chosen():
            self.pick_target(keys)

    def pick_target(self, keys: list[str], typed: str = "") -> None:
        """Choose where the cards go, by name."""

        def take(target: Lane | str) -> None:
            if isinstance(target, Lane):
                self.app.write(self.app.desk.cards.move, keys, target, then=lambda _change: self.follow(keys))
            else:
                edit = CardEdit(client_id=target or None)
                self.app.write(self.app.desk.cards.edit, keys, edit, then=lambda _change: self.follow(keys))

        asking.pick_target(self.app, self.title_of(keys), typed, take)

    def follow(self, keys: list[str]) -> None:
        """The cursor goes where the card went."""
        self.cards.select_card(keys[0])
        self.let_go()

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


def changed_cards(change: Change | None) -> frozenset[str] | None:
    """The cards whose rows must be read again; `None` where all of them must."""
    if change is None or change.touches("client", "person", "project"):
        return None
    tables = {"card", "checklist_item", "comment", "link"}
    if change.rows.keys() & tables - {"card"}:
        return None
    return change.rows.get("card", frozenset())

"""The verbs on cards, the same on every list of cards."""

from __future__ import annotations

from dataclasses import replace

from obm_tui.domain.cards import CardEdit, Lane
from obm_tui.domain.change import Change
from obm_tui.domain.people import NewPerson
from obm_tui.i18n import _
from obm_tui.screens import asking
from obm_tui.screens.chosen import NOTHING_HERE
from obm_tui.screens.verdicts import NO_DATE_YET, Verdicts


class CardVerbs(Verdicts):
    """A screen with cards: one verb a letter, on the card under the cursor or on the whole selection."""

    def new_card_lane(self) -> Lane:
        """Where a new card goes when it is written down here."""
        return Lane.INBOX

    def action_card_new(self) -> None:
        """Write down a new card."""
        asking.write_down(self.app, self.new_card_lane(), self.cards.current)

    def action_card_done(self) -> None:
        """Done."""
        if keys := self.chosen():
            self.app.write(self.app.desk.cards.tick, keys, then=self.let_go)

    def action_card_take(self) -> None:
        """OK: into this week; what was waited for, to approve."""
        if keys := self.chosen():
            self.app.write(self.app.desk.triage.take, keys, then=self.let_go)

    def action_card_drop(self) -> None:
        """Given up; undo brings it back."""
        if keys := self.chosen():
            self.app.write(self.app.desk.cards.drop, keys, then=self.let_go)

    def action_card_priority(self) -> None:
        """The next priority, the same for the whole selection."""
        keys = self.chosen()
        row = self.cards.current_row or (self.app.desk.cards.rows(keys[:1]).get(keys[0]) if keys else None)
        if row is not None:
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
        days = {row.due_on for row in self.app.desk.cards.rows(keys).values()}

        def take(when: CardEdit) -> None:
            self.app.write(self.app.desk.cards.plan, keys, when, then=self.let_go)

        title = _("Plan: {title}").format(title=self.title_of(keys))
        asking.pick_day(self.app, title, take, due_on=days.pop() if len(days) == 1 else None, differ=len(days) > 1)

    def action_card_delegate(self) -> None:
        """Give to somebody; what somebody else does is waited for, until a day."""
        keys = self.chosen()
        if not keys:
            return
        rows = self.app.desk.cards.rows(keys)

        def give(owner: str | NewPerson | None) -> None:
            edit = CardEdit(owner=owner)
            if asking.is_me(self.app, owner) or owner is None or all(row.due_on for row in rows.values()):
                self.app.write(self.app.desk.cards.delegate, keys, edit, then=self.let_go)
                return
            title = _("Expected by: {title}").format(title=self.title_of(keys))
            asking.pick_day(self.app, title, lambda when: finish(owner, when), on_empty=NO_DATE_YET)

        def finish(owner: str | NewPerson | None, when: CardEdit) -> None:
            self.app.write(self.app.desk.cards.delegate, keys, replace(when, owner=owner), then=self.let_go)

        asking.pick_person(
            self.app, _("Delegate: {title}").format(title=self.title_of(keys)), self.client_of(keys), give
        )

    def action_card_move(self) -> None:
        """Choose a lane or a client."""
        if keys := self.chosen():
            self.pick_target(keys)

    def pick_target(self, keys: list[str], typed: str = "") -> None:
        """Choose where the cards go, by name."""

        def take(target: Lane | str) -> None:
            desk, kind = self.app.desk, "" if isinstance(target, Lane) else target.partition(":")[0]
            if target is Lane.WAITING:
                self.await_reply(keys, lambda _change: self.follow(keys))
            elif isinstance(target, Lane):
                self.app.write(desk.cards.move, keys, target, then=lambda _change: self.follow(keys))
            elif kind == "card":
                twin = target.removeprefix("card:")
                self.app.write(desk.triage.merge, keys[0], twin, then=lambda _change: self.follow([twin]))
            else:
                edit = CardEdit(client_id=target.removeprefix("client:"))
                self.app.write(desk.cards.edit, keys, edit, then=lambda _change: self.follow(keys))

        row = self.app.desk.cards.rows(keys).get(keys[0]) if len(keys) == 1 else None
        alike = self.app.desk.triage.context(row).similar if row is not None else ()
        asking.pick_target(self.app, self.title_of(keys), typed, take, row, alike)

    def follow(self, keys: list[str]) -> None:
        """The cursor goes where the card went."""
        self.cards.select_card(keys[0])
        self.let_go()


def changed_cards(change: Change | None) -> frozenset[str] | None:
    """The cards whose rows must be read again; `None` where all of them must."""
    if change is None or change.touches("client", "person", "project"):
        return None
    tables = {"card", "checklist_item", "comment", "link"}
    if change.rows.keys() & tables - {"card"}:
        return None
    return change.rows.get("card", frozenset())

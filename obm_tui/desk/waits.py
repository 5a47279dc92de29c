"""Waits and the relationship log, from the desk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from obm_tui.domain.change import Change, Written
from obm_tui.domain.contacts import Attention, ContactKind, ContactRow, NewContact
from obm_tui.domain.query import Scope
from obm_tui.domain.waits import NewWait, WaitRow
from obm_tui.store.connection import guard
from obm_tui.store.reads import waits as reads

if TYPE_CHECKING:
    from obm_tui.desk.desk import Desk


class WaitsFacet:
    """Who owes what. Writes are one step each."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def all(self, scope: Scope = Scope(), limit: int = reads.MOST) -> tuple[WaitRow, ...]:  # noqa: B008  # frozen
        """Open waits, the longest past its nudge first, so many at the most."""
        with guard(self._desk.path):
            return reads.waits(self._desk.connection, scope, self._desk.clock.today(), limit)

    def of_cards(self, ids: Sequence[str]) -> dict[str, WaitRow]:
        """The open waits of these cards, by card."""
        with guard(self._desk.path):
            found = reads.waits(self._desk.connection, Scope(), self._desk.clock.today(), len(ids), ids) if ids else ()
        return {wait.card.id: wait for wait in found}

    def begin(self, ids: Sequence[str], new: NewWait) -> Change:
        """Let cards wait."""
        from obm_tui.store.writes import triage

        return self._desk.write(triage.await_reply, ids, new).change

    def nudge(self, ids: Sequence[str], texts: Sequence[str], channel: str = "") -> Change:
        """Asked again, one text a card."""
        from obm_tui.store.writes import waits

        return self._desk.write(waits.nudge, ids, texts, channel).change


class ContactsFacet:
    """The relationship log. Writes are one step each."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def recent(
        self,
        scope: Scope = Scope(),  # noqa: B008  # frozen
        limit: int = 50,
        kinds: Sequence[ContactKind] = (),
        card_id: str | None = None,
    ) -> tuple[ContactRow, ...]:
        """The newest entries, newest first."""
        with guard(self._desk.path):
            return reads.contacts(self._desk.connection, scope, limit, kinds, card_id)

    def attention(self) -> tuple[Attention, ...]:
        """When each client was last spoken with, in her order."""
        with guard(self._desk.path):
            return reads.attention(self._desk.connection, self._desk.clock.zone)

    def add(self, new: NewContact) -> Written[str]:
        """Note a contact; the value is its key."""
        from obm_tui.store.writes import contacts

        return self._desk.write(contacts.add, new)

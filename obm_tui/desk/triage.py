"""Queues and verdicts, from the desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from obm_tui.domain.cards import CardEdit, CardRow, Lane
from obm_tui.domain.change import Change
from obm_tui.domain.contacts import NewContact
from obm_tui.domain.idlist import IdList
from obm_tui.domain.query import Scope
from obm_tui.domain.triage import Queue, Thresholds, TriageContext, read_thresholds
from obm_tui.store.connection import guard
from obm_tui.store.reads import triage as reads

if TYPE_CHECKING:
    from obm_tui.desk.desk import Desk


class TriageFacet:
    """What asks for a verdict, and the verdicts. Writes are one step each."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def thresholds(self) -> Thresholds:
        """The limits and ages as set in this file."""
        return read_thresholds(self._desk.files.settings())

    def ids(self, queue: Queue, scope: Scope = Scope()) -> IdList:  # noqa: B008  # frozen
        """The keys of a queue, the oldest question first."""
        with guard(self._desk.path):
            return reads.queue_ids(self._desk.connection, queue, scope, self._desk.clock.today(), self.thresholds())

    def counts(self, scope: Scope = Scope()) -> dict[Queue, int]:  # noqa: B008  # frozen
        """How many cards each queue asks about."""
        with guard(self._desk.path):
            return reads.queue_counts(self._desk.connection, scope, self._desk.clock.today(), self.thresholds())

    def context(self, row: CardRow) -> TriageContext:
        """What is worth knowing when this card is decided."""
        held = self._desk.cards.lane_pressure(Scope(row.client_id))
        with guard(self._desk.path):
            similar = reads.similar(self._desk.connection, row)
        known = {client.id: client for client in self._desk.clients.all()}
        attention = {found.client_id: found for found in self._desk.contacts.attention()}
        today = self._desk.clock.today()
        return TriageContext(
            client=known.get(row.client_id) if row.client_id else None,
            attention=attention.get(row.client_id) if row.client_id else None,
            week=held[Lane.WEEK].held,
            doing=held[Lane.DOING].held,
            waiting=held[Lane.WAITING].held if row.client_id else 0,
            minutes=self._desk.hours.minutes(row.client_id, today.replace(day=1), today) if row.client_id else 0,
            similar=similar,
        )

    def take(self, ids: Sequence[str]) -> Change:
        """For this week; what was waited for, to approve."""
        from obm_tui.store.writes import triage

        return self._desk.write(triage.take, ids).change

    def snooze(self, ids: Sequence[str], until: date) -> Change:
        """Out of sight until a day."""
        from obm_tui.store.writes import triage

        return self._desk.write(triage.snooze, ids, until).change

    def keep(self, ids: Sequence[str]) -> Change:
        """Looked at, left as it is."""
        from obm_tui.store.writes import triage

        return self._desk.write(triage.keep, ids).change

    def register(self, ids: Sequence[str], lane: Lane, changes: CardEdit | None = None) -> Change:
        """A question, an idea or a risk."""
        from obm_tui.store.writes import triage

        return self._desk.write(triage.register, ids, lane, changes).change

    def note(self, card_id: str, new: NewContact) -> Change:
        """Into the journal, and done."""
        from obm_tui.store.writes import triage

        return self._desk.write(triage.note, card_id, new).change

    def sweep(self, days: Mapping[str, date | None]) -> Change:
        """New due dates for what is late."""
        from obm_tui.store.writes import triage

        return self._desk.write(triage.sweep, days).change

    def merge(self, card_id: str, into: str) -> Change:
        """Onto its twin."""
        from obm_tui.store.writes import triage

        return self._desk.write(triage.merge, card_id, into).change

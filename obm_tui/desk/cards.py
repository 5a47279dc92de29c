"""Cards, from the desk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from obm_tui.domain.bands import Band, Swimlanes
from obm_tui.domain.cards import (
    DONE_DAYS,
    CardDetail,
    CardEdit,
    CardRow,
    Edge,
    Lane,
    NewCard,
    Place,
    parse_reference,
)
from obm_tui.domain.change import Change, Written
from obm_tui.domain.errors import N_, NotFound
from obm_tui.domain.idlist import IdList
from obm_tui.domain.pressure import Pressure
from obm_tui.domain.query import Query, Scope
from obm_tui.domain.text import clean_line
from obm_tui.store.connection import guard
from obm_tui.store.reads import bands, pressure
from obm_tui.store.reads import cards as reads

if TYPE_CHECKING:
    from obm_tui.desk.desk import Desk


class CardsFacet:
    """Everything about cards. Writes are one step each."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def lane(self, lane: Lane, scope: Scope = Scope()) -> IdList:  # noqa: B008  # frozen
        """The keys of a lane in order; Done holds the last `DONE_DAYS` days."""
        with guard(self._desk.path):
            since = self._desk.now() - timedelta(days=DONE_DAYS)
            return reads.lane_ids(self._desk.connection, lane, scope, since, self._desk.clock.today())

    def place(self, card_id: str, scope: Scope = Scope()) -> tuple[Lane, str | None] | None:  # noqa: B008  # frozen
        """The lane that lists a card, and the card before it there; nothing where no lane lists it."""
        with guard(self._desk.path):
            since = self._desk.now() - timedelta(days=DONE_DAYS)
            return reads.place_in_lane(self._desk.connection, card_id, scope, since, self._desk.clock.today())

    def rows(self, ids: Sequence[str]) -> dict[str, CardRow]:
        """Rows by key; a key that is gone has none."""
        with guard(self._desk.path):
            return reads.rows_by_id(self._desk.connection, ids)

    def created(self, ids: Sequence[str]) -> dict[str, datetime]:
        """When cards were made, by key; a key that is gone has no moment."""
        with guard(self._desk.path):
            return reads.created_at(self._desk.connection, ids)

    def bodies(self, ids: Sequence[str]) -> dict[str, str]:
        """The descriptions of cards, by key; a key that is gone has none."""
        with guard(self._desk.path):
            return reads.bodies(self._desk.connection, ids)

    def late(self, lanes: Sequence[Lane], scope: Scope = Scope()) -> IdList:  # noqa: B008  # frozen
        """The keys of late cards in these lanes, the longest overdue first."""
        with guard(self._desk.path):
            return reads.late_ids(self._desk.connection, lanes, scope, self._desk.clock.today())

    def find(self, query: Query) -> tuple[CardRow, ...]:
        """The rows a query asks for."""
        with guard(self._desk.path):
            return reads.cards(self._desk.connection, query)

    def count(self, lane: Lane, scope: Scope = Scope()) -> int:  # noqa: B008  # frozen
        """How many open cards a lane holds."""
        with guard(self._desk.path):
            return reads.count_in_lane(self._desk.connection, lane, scope, self._desk.clock.today())

    def bands(
        self,
        by: Swimlanes,
        lanes: Sequence[Lane],
        scope: Scope = Scope(),  # noqa: B008  # frozen
    ) -> tuple[Band, ...]:
        """The keys of these lanes cut into bands, a client or a person each; Done holds the last `DONE_DAYS` days."""
        with guard(self._desk.path):
            since = self._desk.now() - timedelta(days=DONE_DAYS)
            return bands.bands(self._desk.connection, by, lanes, scope, since, self._desk.clock.today())

    def lane_pressure(self, scope: Scope = Scope()) -> dict[Lane, Pressure]:  # noqa: B008  # frozen
        """How full each lane with a limit is."""
        limits = self._desk.triage.thresholds()
        with guard(self._desk.path):
            return pressure.lane_pressure(self._desk.connection, scope, self._desk.clock.today(), limits)

    def oldest(self, broken: Pressure) -> CardRow | None:
        """The card that has been longest in a lane over its limit."""
        with guard(self._desk.path):
            return pressure.oldest_in_lane(self._desk.connection, broken.lane, broken.client, self._desk.clock.today())

    def detail(self, card_id: str) -> CardDetail:
        """One card with all that hangs on it.

        Raises:
            NotFound: it is gone.
        """
        with guard(self._desk.path):
            found = reads.detail(self._desk.connection, card_id)
        if found is None:
            raise NotFound(N_("This card is not there any more: it was deleted or its import undone."))
        return found

    def key(self, text: str) -> str:
        """The key of the card meant by a reference (`CAP-12`, `7`) or a whole key.

        Raises:
            NotFound: there is no such card.
        """
        text = clean_line(text)
        parsed = parse_reference(text)
        with guard(self._desk.path):
            if parsed is not None:
                found = reads.id_by_reference(self._desk.connection, *parsed)
            else:
                found = next(iter(reads.rows_by_id(self._desk.connection, [text.lower()])), None)
        if found is None:
            raise NotFound(N_("There is no card {reference}: a reference like CAP-12 is expected."), reference=text)
        return found

    def add(self, new: NewCard) -> Written[str]:
        """Add a card; the value is its key."""
        from obm_tui.store.writes import cards

        return self._desk.write(cards.add, new)

    def add_all(self, new: Sequence[NewCard]) -> Written[list[str]]:
        """Add several cards in one step; the value is their keys, in the same order."""
        from obm_tui.store.writes import cards

        return self._desk.write(cards.add_all, new)

    def move(self, ids: Sequence[str], lane: Lane, place: Place = Edge.TOP) -> Change:
        """Put cards into a lane, or to another place of theirs."""
        from obm_tui.store.writes import cards

        return self._desk.write(cards.move, ids, lane, place).change

    def tick(self, ids: Sequence[str]) -> Change:
        """Done."""
        from obm_tui.store.writes import cards

        return self._desk.write(cards.tick, ids).change

    def drop(self, ids: Sequence[str], reason: str = "") -> Change:
        """Given up."""
        from obm_tui.store.writes import cards

        return self._desk.write(cards.drop, ids, reason).change

    def edit(self, ids: Sequence[str], changes: CardEdit) -> Change:
        """New values for some fields."""
        from obm_tui.store.writes import cards

        return self._desk.write(cards.edit, ids, changes).change

    def plan(self, ids: Sequence[str], changes: CardEdit) -> Change:
        """A due date; what was in the inbox is decided by that."""
        from obm_tui.store.writes import triage

        return self._desk.write(triage.plan, ids, changes).change

    def delegate(self, ids: Sequence[str], changes: CardEdit) -> Change:
        """An owner, waited for where it is not her; with a due date, when it is expected."""
        from obm_tui.store.writes import triage

        return self._desk.write(triage.delegate, ids, changes).change

    def archive(self, ids: Sequence[str]) -> Change:
        """Out of sight."""
        from obm_tui.store.writes import cards

        return self._desk.write(cards.archive, ids).change

    def tick_item(self, item_id: str, done: bool) -> Change:
        """Tick a checklist line, or take the tick away."""
        from obm_tui.store.writes import cards

        return self._desk.write(cards.tick_item, item_id, done).change

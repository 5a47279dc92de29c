"""What filters find, from the desk."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from obm_tui.domain.cards import DONE_DAYS, CardRow
from obm_tui.domain.change import Change, Written
from obm_tui.domain.errors import Busy, StoreError
from obm_tui.domain.idlist import IdList
from obm_tui.domain.query import Scope
from obm_tui.store.connection import guard

if TYPE_CHECKING:
    from obm_tui.desk.desk import Desk
    from obm_tui.domain.card_table import CardTable
    from obm_tui.domain.filters import CardFilter
    from obm_tui.domain.views import View

_FEW = 20
"""Up to this many changed cards are read again one by one."""
_NAMES = ("client", "person", "project")


class FiltersFacet:
    """The cards that filters look through: read for the first filter, then kept up with every change."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._table: CardTable | None = None
        self._mask: tuple[CardFilter, int] | None = None

    def cut(self, wanted: CardFilter | None, ids: IdList) -> IdList:
        """Those of a lane or queue that a filter wants, in their order; all of them without one."""
        if not wanted:
            return ids
        cards = self._cards()
        if self._mask is None or self._mask[0] is not wanted:
            # Every lane of a board asks with the same one.
            self._mask = wanted, wanted.test(cards)
        return cards.cut(ids, self._mask[1])

    def among(self, wanted: CardFilter, rows: Iterable[CardRow]) -> frozenset[str]:
        """The cards a filter wants, of these, whatever they are."""
        return wanted.among(rows, self.labelled)

    def count(self, wanted: CardFilter, scope: Scope = Scope()) -> int:  # noqa: B008  # frozen
        """How many cards the board shows with a filter."""
        cards = self._cards()
        return (wanted.test(cards) & cards.on_board(scope.client_id, self._desk.clock.today())).bit_count()

    def prepare(self) -> None:
        """Read the cards ahead of the first filter; from a busy file, with it."""
        with suppress(Busy):
            self._cards()

    def labelled(self, wanted: Callable[[str], bool]) -> frozenset[str]:
        """The cards with a label whose folded name is wanted."""
        from obm_tui.store.reads import filters as reads

        with guard(self._desk.path):
            return reads.cards_labelled(self._desk.connection, wanted)

    def labels(self) -> tuple[str, ...]:
        """Every label's name once."""
        from obm_tui.store.reads import filters as reads

        with guard(self._desk.path):
            return reads.label_names(self._desk.connection)

    def views(self) -> tuple[View, ...]:
        """The saved views, by name."""
        from obm_tui.domain.views import read_views

        return read_views(self._desk.files.settings())

    def view(self, name: str) -> View:
        """The saved view of this name.

        Raises:
            NotFound: there is none.
        """
        from obm_tui.domain.views import called

        return called(self.views(), name)

    def save_view(self, name: str, text: str) -> Written[str]:
        """Keep a filter under a name; the value is the name it has now."""
        from obm_tui.store.writes import file

        return self._desk.write(file.save_view, name, text)

    def rename_view(self, name: str, new_name: str) -> Change:
        """Call a view otherwise."""
        from obm_tui.store.writes import file

        return self._desk.write(file.rename_view, name, new_name).change

    def delete_view(self, name: str) -> Change:
        """Forget a view."""
        from obm_tui.store.writes import file

        return self._desk.write(file.delete_view, name).change

    def take(self, change: Change) -> None:
        """Keep up with a change."""
        self._mask = None
        if self._table is None:
            return
        keys = change.rows.get("card", frozenset())
        if change.touches(*_NAMES, "waiting") or len(keys) > _FEW:
            self._table = None
        elif keys:
            from obm_tui.store.reads import filters as reads

            try:
                with guard(self._desk.path):
                    facts = reads.card_facts_of(self._desk.connection, list(keys), self._done_since())
            except StoreError:
                # What was written is written, whoever holds the file now: the cards are read again when next asked for.
                self._table = None
            else:
                self._table.take(keys, facts)

    def _cards(self) -> CardTable:
        if self._table is None:
            # Late, as all that is about filters: the first rows are shown without one.
            from obm_tui.domain.card_table import CardTable
            from obm_tui.store.reads import filters as reads

            with guard(self._desk.path):
                facts = reads.card_facts(self._desk.connection, self._done_since())
            self._table = CardTable(facts, self.labelled)
        return self._table

    def _done_since(self) -> datetime:
        return self._desk.now() - timedelta(days=DONE_DAYS)

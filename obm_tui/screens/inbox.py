"""Triage: one item at a time with all that is worth knowing, one letter a verdict, the next one is there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from obm_tui import labels
from obm_tui.domain.cards import CardRow, Lane
from obm_tui.domain.change import Change
from obm_tui.domain.errors import NotFound
from obm_tui.domain.triage import Queue
from obm_tui.i18n import _
from obm_tui.screens.base import bindings
from obm_tui.screens.card_verbs import CardVerbs
from obm_tui.screens.triage_lines import Item, TriageLines
from obm_tui.widgets.chrome import WIDE, Crumb, Header, Keybar
from obm_tui.widgets.row_list import RowList
from obm_tui.widgets.side_list import SideList

_NEXT = 8
"""Items after this one that are named, where there is room."""


class OneItem:
    """The item that is being decided, for the verbs."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.spot = 0
        self.current_row: CardRow | None = None

    @property
    def current(self) -> str | None:
        """Its key."""
        return self.ids[self.spot] if 0 <= self.spot < len(self.ids) else None

    @property
    def chosen(self) -> list[str]:
        """It alone."""
        return [self.current] if self.current is not None else []

    def select_card(self, key: str) -> bool:
        """Go to this one, if it waits for a verdict."""
        if key in self.ids:
            self.spot = self.ids.index(key)
        return key in self.ids


class InboxScreen(CardVerbs):
    """Is my head empty?"""

    PLACE = "inbox"
    TABLES = frozenset({"card", "client", "person", "project", "waiting", "contact", "setting", "time_entry"})
    BINDINGS: ClassVar[list[BindingType]] = bindings("inbox")

    def __init__(self) -> None:
        super().__init__()
        self.queue = Queue.NEW
        self.walked: list[str] | None = None
        """The cards of another list that are walked through, in place of a queue."""
        self._item = OneItem()

    def compose(self) -> ComposeResult:
        """Header, the item, what stands around it, key bar."""
        yield Header()
        with Horizontal():
            yield RowList()
            yield SideList()
        yield Keybar(self.PLACE)

    @property
    def cards(self) -> OneItem:
        """The item."""
        return self._item

    @property
    def lines(self) -> RowList:
        """Its lines."""
        return self.query(RowList).first()

    def crumbs(self) -> tuple[Crumb, ...]:
        """`obm › À trier`."""
        return (*self.client_crumb(), Crumb(_("Inbox")), *(self.filter_crumb() if self.walked is None else ()))

    def walk(self, ids: Sequence[str]) -> None:
        """Decide these cards one by one."""
        self.walked = list(ids)
        self._item.spot = 0
        self.stale = True

    # -- loading -----------------------------------------------------------------------------------------------------

    def load(self, change: Change | None = None) -> None:
        """Read the queue and the item; after a verdict the next one stands where this one stood."""
        desk, item = self.app.desk, self._item
        counts = desk.triage.counts(self.scope)
        item.ids = self._queued() if self.walked is None else self.walked
        item.spot = max(0, min(item.spot, len(item.ids) - 1))
        wide = self.app.size.width >= WIDE
        rows = desk.cards.rows(item.ids[item.spot : item.spot + 1 + (self.app.size.height if wide else _NEXT)])
        found = item.current
        item.current_row = rows.get(found) if found is not None else None
        side = self.query_one(SideList)
        side.display = wide
        side.styles.width = self.app.size.width - self._left_width
        lines = TriageLines(self.app, self._left_width, max(8, self.app.size.height - 2), counts, self._tab)
        if item.current_row is None:
            self.lines.put(lines.nothing(self.nothing_fits() if self.filter else ""))
            side.put([])
            return
        try:
            shown = self._shown(item.current_row, rows)
        except NotFound:
            self.lines.put(lines.nothing())
            return
        self.lines.put(lines.item(shown, wide=wide))
        around = lines.around(shown, self.app.size.width - self._left_width - 2) if wide else []
        side.put_beside(around, self.app.size.height - 2)

    def _queued(self) -> list[str]:
        """The queue, as far as the filter lets it through; a walk has its own cards."""
        ids = self.app.desk.triage.ids(self.queue, self.scope)
        return list(self.app.desk.filters.cut(self.filter, ids))

    def found(self) -> int:
        """Cards of the queue."""
        return len(self._item.ids)

    @property
    def _left_width(self) -> int:
        width = self.app.size.width
        return width - max(45, width // 3) if width >= WIDE else width

    @property
    def _tab(self) -> Queue | int:
        return self.queue if self.walked is None else len(self.walked)

    def _shown(self, row: CardRow, rows: dict[str, CardRow]) -> Item:
        item, desk = self._item, self.app.desk
        waits = desk.waits.of_cards([row.id]) if row.lane is Lane.WAITING else {}
        step = self.app.next_undo()
        return Item(
            detail=desk.cards.detail(row.id),
            context=desk.triage.context(row),
            wait=waits.get(row.id),
            thresholds=desk.triage.thresholds(),
            number=item.spot + 1,
            total=len(item.ids),
            following=tuple(rows[key] for key in item.ids[item.spot + 1 :] if key in rows),
            just_done=labels.step_in_full(step) if step else "",
        )

    def refit(self) -> None:
        """More or less room."""
        self.reload()

    def relabel(self) -> None:
        """Every line is words."""
        super().relabel()
        self.reload()

    # -- moving ------------------------------------------------------------------------------------------------------

    def let_go(self, _change: Change | None = None) -> None:
        """Decided: a queue has lost it by itself, a walk goes on."""
        if self.walked is not None:
            self._step(1)

    def _step(self, count: int) -> None:
        target = self._item.spot + count
        if 0 <= target < len(self._item.ids):
            self._item.spot = target
            self.reload()
        elif count > 0 and self.walked is not None:
            self.app.flash(_("The walk is over."))
        elif count > 0 and self._item.ids:
            self.app.flash(_("That was the last one; what was passed over stays."))
        elif not self._item.ids:
            self.app.flash(_("Nothing waits to be decided."))
        else:
            self.app.flash(_("That was the first one."))

    def action_item_next(self) -> None:
        """Pass over: it stays in the queue."""
        self._step(1)

    def action_item_previous(self) -> None:
        """Back to the one before."""
        self._step(-1)

    def action_queue_next(self) -> None:
        """The next queue; a walk ends."""
        queues = list(Queue)
        self.queue = queues[(queues.index(self.queue) + 1) % len(queues)] if self.walked is None else self.queue
        self.walked = None
        self._item.spot = 0
        self.reload()

    def leave_layer(self) -> bool:
        """A walk is the first layer, then a filter."""
        if self.walked is None:
            return self.drop_filter()
        self.walked = None
        self._item.spot = 0
        self.reload()
        return True

    def show_row(self, row_id: str | None) -> None:
        """Go to this item, where it waits here."""
        if row_id not in {None, self._item.current} and self._item.select_card(row_id):
            self.reload()

    def show_new_row(self, row_id: str) -> None:
        """It waits at the end of the queue; the item that is being decided stays."""

    # -- verbs -------------------------------------------------------------------------------------------------------

    def action_list_filter(self) -> None:
        """A walk has its cards already."""
        if self.walked is not None:
            self.app.flash(_("A walk has its cards already: escape ends it."))
        else:
            super().action_list_filter()

    def action_card_keep(self) -> None:
        """Looked at, left as it is."""
        if keys := self.chosen():
            self.app.write(self.app.desk.triage.keep, keys, then=self.let_go)

    def action_place_enter(self) -> None:
        """The card in full."""
        if (key := self._item.current) is not None:
            self.open_card(key)

    def action_selection_toggle(self) -> None:
        """Selections are made on the board."""
        self.app.flash(_("Here it is one item at a time: select on the board or another list."))

    def action_selection_set(self) -> None:
        """Selections are made on the board."""
        self.action_selection_toggle()

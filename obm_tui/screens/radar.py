"""The radar: a line a client, and what stands in its lanes."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from obm_tui import labels
from obm_tui.domain.cards import Lane
from obm_tui.domain.change import Change
from obm_tui.domain.clients import LaneCounts
from obm_tui.i18n import _, ngettext
from obm_tui.navigation import Place
from obm_tui.screens import asking
from obm_tui.screens.base import bindings
from obm_tui.screens.rows import RowsScreen
from obm_tui.widgets.chrome import Crumb
from obm_tui.widgets.paint import fit
from obm_tui.widgets.row_list import Row, Words, in_colour

_COLUMNS = (Lane.INBOX, Lane.BACKLOG, Lane.WEEK, Lane.DOING, Lane.WAITING, Lane.APPROVE)
_COLUMN = 9
_WIDE_COLUMN = 12
_NAME_WIDTH = 18
_WIDE_NAME_WIDTH = 28


def _short(lane: Lane) -> str:
    """A lane's name in at most nine cells."""
    names = {
        Lane.INBOX: _("inbox"),
        Lane.BACKLOG: _("backlog"),
        Lane.WEEK: _("week"),
        Lane.DOING: _("doing"),
        Lane.WAITING: _("waiting"),
        Lane.APPROVE: _("approve"),
    }
    return names[lane]


class RadarScreen(RowsScreen):
    """Which client is about to hurt, and why? So far: where the late cards are."""

    PLACE = "radar"
    BINDINGS: ClassVar[list[BindingType]] = bindings("radar")

    def crumbs(self) -> tuple[Crumb, ...]:
        """`obm › Radar`."""
        return (Crumb(_("Radar")),)

    def load(self, change: Change | None = None) -> None:
        """Read the counts; the most late cards first."""
        counts = sorted(self.app.desk.clients.radar(), key=lambda count: -count.late)
        total = len(counts)
        if not counts:
            self.list.put(self._nothing())
            return
        words = ngettext("{n} client, the most late cards first", "{n} clients, the most late cards first", total)
        rows = [Row(None, ((words.format(n=total), "section"),), rule=True), self._heads()]
        rows += [self._row(count) for count in counts]
        rows += [Row(None), Row(None, ((_("Everywhere"), "section"),), rule=True), self._totals(counts)]
        self.list.put(rows)

    def _nothing(self) -> list[Row]:
        lines = (
            "",
            _("No client yet."),
            "",
            _("n adds your first client: a name is enough."),
            _("ctrl+o brings in a board of another tool, once there is one."),
        )
        return [Row(None, (("   " + text, "quiet"),)) for text in lines]

    @property
    def _column(self) -> int:
        return _WIDE_COLUMN if self.size.width >= 120 else _COLUMN

    @property
    def _name_width(self) -> int:
        return _NAME_WIDTH if self.size.width < 120 else _WIDE_NAME_WIDTH

    @property
    def _shown(self) -> tuple[Lane, ...]:
        fixed = 6 + self._name_width + self._column + 2
        count = max(0, (self.size.width - fixed) // self._column)
        return _COLUMNS[-count:] if 0 < count < len(_COLUMNS) else _COLUMNS if count else ()

    def _heads(self) -> Row:
        width = self._column
        heads = "".join(f"{_short(lane)[: width - 1]:>{width}}" for lane in self._shown)
        return Row(None, ((f"{'':<{6 + self._name_width}}{_('late'):>{width}}{heads}", "quiet"),))

    def _row(self, count: LaneCounts) -> Row:
        width, client = self._column, count.client
        late: list[Words] = [(" " * width, "plain")]
        if count.late:
            late = [(f"{count.late:>{width - 3}} ", "bright"), (_("R"), "shout"), (" ", "plain")]
        cells: list[Words] = []
        for lane in self._shown:
            number = count.by_lane.get(lane.value, 0)
            cells.append((f"{number or '·':>{width}}", "plain" if number else "faint"))
        name = fit(client.name, self._name_width)
        return Row(client.id, ((f" {client.code:<5}", in_colour(client.colour)), (name, "bright"), *late, *cells))

    def _totals(self, counts: list[LaneCounts]) -> Row:
        parts = [f"{_('late').capitalize()} {sum(count.late for count in counts)}"]
        for lane in (Lane.DOING, Lane.WAITING, Lane.APPROVE):
            number = sum(count.by_lane.get(lane.value, 0) for count in counts)
            parts.append(f"{labels.lane(lane)} {number}")
        return Row(None, ((" " + " · ".join(parts), "plain"),))

    def on_resize(self) -> None:
        """More or fewer columns."""
        if self.is_mounted and not self.stale:
            self.reload()

    def relabel(self) -> None:
        """Column heads are words too."""
        super().relabel()
        self.reload()

    def action_place_enter(self) -> None:
        """The client's page."""
        if (client_id := self.list.current) is not None:
            self.app.go(Place("client", client_id))

    def action_card_new(self) -> None:
        """A new client."""
        asking.edit_client(self.app, None)

    def action_card_edit(self) -> None:
        """Name and code of the client under the cursor."""
        if (client := self.app.client(self.list.current)) is not None:
            asking.edit_client(self.app, client)

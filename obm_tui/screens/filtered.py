"""A screen whose cards can be narrowed by a filter: what is shown of it, and how one comes back to before."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from obm_tui import labels
from obm_tui.domain.cards import CardRow
from obm_tui.i18n import _
from obm_tui.screens.base import ObmScreen
from obm_tui.widgets.chrome import Crumb

if TYPE_CHECKING:
    from obm_tui.app import ObmApp
    from obm_tui.domain.filters import CardFilter


def read_filter(app: ObmApp, text: str) -> CardFilter:
    """A filter in either language, its days counted from today.

    Raises:
        FilterError: it cannot be read.
    """
    from obm_tui.domain.filters import parse_filter  # late: the first rows are shown without one

    clients = {client.code: client.name for client in app.clients()}
    return parse_filter(text, app.today(), labels.lane_names(), clients)


class Spot(NamedTuple):
    """Where the cursor is and what is in view, to come back to."""

    key: str | None
    places: tuple[tuple[int, int], ...] = ()
    """The first row in view and the one under the cursor, of every list."""


class FilteredScreen(ObmScreen):
    """The same line, the same chip in the first line, the same Escape on every list of cards."""

    filter: CardFilter | None = None
    """Which cards are shown, where not all."""

    def spot(self) -> Spot:
        """Where she is in the list."""
        return Spot(self.current_row_id())

    def go_to_spot(self, spot: Spot) -> None:
        """Back there."""
        self.show_row(spot.key)

    def go_to_found(self) -> None:
        """The filter stays: the cursor goes where something is left."""

    def found(self) -> int:
        """How many cards are shown."""
        raise NotImplementedError

    def nothing_fits(self) -> str:
        """What to say where the filter leaves nothing."""
        return _("No card here fits the filter. escape shows them all.")

    def show_filtered(self, wanted: CardFilter | None) -> None:
        """Show the cards a filter lets through, or all; what is selected stays selected."""
        self.filter = wanted
        self.stale = True
        if self._composed:
            self.reload()

    def wanted(self, rows: Iterable[CardRow]) -> frozenset[str]:
        """The keys of those rows that the filter lets through."""
        rows = list(rows)
        if not self.filter:
            return frozenset(row.id for row in rows)
        return self.app.desk.filters.among(self.filter, rows)

    def relabel(self) -> None:
        """Another day, perhaps: what is overdue is counted from this one."""
        if self.filter:
            self.filter = read_filter(self.app, self.filter.text)
        super().relabel()

    def marks_of_new_card(self) -> str:
        """What the filter asks for."""
        return self.filter.marks() if self.filter else ""

    def filter_crumb(self) -> tuple[Crumb, ...]:
        """The filter, for the first line."""
        return (Crumb(labels.filter_words(self.filter), chip=True),) if self.filter else ()

    def drop_filter(self) -> bool:
        """A filter is a layer; False where there is none."""
        if not self.filter:
            return False
        spot = self.spot()
        self.show_filtered(None)
        self.show_row(spot.key)
        return True

    def action_list_filter(self) -> None:
        """Ask for a filter; the list follows every key."""
        from obm_tui.screens import views
        from obm_tui.screens.dialogs.filter_line import FilterLine

        def save(text: str | None) -> None:
            if text is not None:
                views.save_view(self.app, text)

        self.app.push_screen(FilterLine(self), save)

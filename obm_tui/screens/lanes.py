"""A screen that is lanes of cards with the card under the cursor beside or below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget

from obm_tui.domain.bands import Band, Swimlanes
from obm_tui.domain.cards import CardRow, Lane
from obm_tui.domain.change import Change
from obm_tui.domain.errors import Busy, NotFound
from obm_tui.domain.idlist import IdList
from obm_tui.i18n import _
from obm_tui.screens.base import ObmScreen
from obm_tui.screens.card_verbs import changed_cards
from obm_tui.screens.filtered import Spot
from obm_tui.screens.kept import KeptBands
from obm_tui.screens.selecting import SelectingScreen
from obm_tui.widgets.card_lanes import CardLanes
from obm_tui.widgets.card_pane import CardPane
from obm_tui.widgets.chrome import Header, Keybar

if TYPE_CHECKING:
    from obm_tui.domain.filters import CardFilter

_FEW = 20
"""Up to this many changed cards are put in their places one by one."""


class LanesAndCard(Horizontal):
    """Holds the lanes and the card beside them."""

    BLANK = True


class LanesScreen(SelectingScreen):
    """The board and the inbox: which lanes, is all they differ in."""

    LANES: tuple[Lane, ...] = ()
    TABLES = ObmScreen.TABLES | {"setting", "waiting"}
    _rows_missed = False
    """Whether cells were left blank because the file was busy."""
    _listed: Mapping[Lane, IdList] = {}
    """The lanes as they are without a filter."""
    EMPTY = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-usual"), (120, "-wide"), (160, "-vast")]  # noqa: RUF012  # Textual's declaration

    def compose(self) -> ComposeResult:
        """Header, lanes with the card, key bar."""
        # Textual sets this class once it has laid out the screen without it: all would be drawn twice.
        width = self.app.size.width
        self.add_class(
            max((least, name) for least, name in self.HORIZONTAL_BREAKPOINTS if width >= least)[1], update=False
        )
        yield Header()
        yield from self.compose_above()
        with LanesAndCard():
            yield self.cards
            yield self.pane
        yield from self.compose_below()
        yield Keybar(self.PLACE)

    def compose_below(self) -> Iterator[Widget]:
        """What stands between the lanes and the key bar."""
        yield from ()

    def compose_above(self) -> Iterator[Widget]:
        """What stands between the header and the lanes."""
        yield from ()

    @cached_property
    def cards(self) -> CardLanes:
        """The lanes."""
        return CardLanes(self.read_rows, self.app.desk.clock.local, self.show_card, self.LANES)

    @cached_property
    def pane(self) -> CardPane:
        """The card under the cursor."""
        return CardPane(self.app.desk.clock.local)

    def load(self, change: Change | None = None) -> None:
        """Read the lanes; rows only where they changed."""
        lanes = self.cards
        by = self.swimlanes()
        # A band of one client says so once, above its cards.
        lanes.show_clients = self.client_id is None and by is not Swimlanes.CLIENT
        lanes.density = self.app.density
        lanes.empty_words = self.nothing_fits() if self.filter else self.empty_words()
        self.load_pressure(change)
        changed = changed_cards(change)
        # A wait belongs to its card, whose own row may be as it was.
        rows = None if change is not None and change.touches("waiting") else changed
        if by is not Swimlanes.NONE:
            lanes.put_bands(by, self.read_bands(by, change), rows)
        elif changed is None or len(changed) > _FEW or lanes.is_banded:
            self._put_lanes(self._read_lanes(), rows)
        else:
            self._put_lanes(self._move_cards(changed), rows)
        if self._rows_missed:
            self._rows_missed = False
            lanes.redraw()
        self.show_card(lanes.current)
        self.show_count()

    def load_pressure(self, change: Change | None) -> None:
        """Read how full the lanes are, as far as a change concerns it, and from when on a card is old."""
        thresholds = self.app.desk.triage.thresholds()
        self.cards.show_pressure({}, thresholds)
        self.pane.thresholds = thresholds

    def swimlanes(self) -> Swimlanes:
        """How the lanes are cut into bands; most lists are not."""
        return Swimlanes.NONE

    @cached_property
    def _bands(self) -> KeptBands:
        return KeptBands(self.app.desk, self.LANES)

    def read_bands(self, by: Swimlanes, change: Change | None) -> tuple[Band, ...]:
        """The keys of each lane, cut into bands that all have a name."""
        nobody = _("No client") if by is Swimlanes.CLIENT else _("Me")
        bands = self._bands.read(by, self.scope, change)
        self._keep_selected(ids for band in bands for ids in band.lanes.values())
        named = (band if band.name else band._replace(name=nobody) for band in bands)
        if not self.filter:
            return tuple(named)
        cut = (band._replace(lanes=self._cut(band.lanes)) for band in named)
        return tuple(band for band in cut if any(band.lanes.values()))

    def _read_lanes(self) -> dict[Lane, IdList]:
        return {lane: self.app.desk.cards.lane(lane, self.scope) for lane in self.LANES}

    def _put_lanes(self, lanes: Mapping[Lane, IdList], rows: frozenset[str] | None) -> None:
        """Show these lanes as far as the filter lets them through."""
        self._listed = lanes
        self._keep_selected(lanes.values())
        self.cards.put(self._cut(lanes), rows)

    def _cut(self, lanes: Mapping[Lane, IdList]) -> Mapping[Lane, IdList]:
        """The lanes as far as the filter lets them through."""
        return {lane: self.app.desk.filters.cut(self.filter, ids) for lane, ids in lanes.items()}

    def _keep_selected(self, listed: Iterable[IdList]) -> None:
        """What left the lanes is selected no longer; what a filter hides still is."""
        chosen = self.cards.selection
        if chosen:
            there = {key for ids in listed for key in ids}
            self.cards.selection = {key: None for key in chosen if key in there}

    def show_filtered(self, wanted: CardFilter | None) -> None:
        """Nothing changed but the filter: the lanes are not read again for a letter of it."""
        if self.stale or self.swimlanes() is not Swimlanes.NONE:
            super().show_filtered(wanted)
            return
        self.filter = wanted
        self.cards.empty_words = self.nothing_fits() if wanted else self.empty_words()
        try:
            self._put_lanes(self._listed, frozenset())
        except Busy:
            self.stale = True
        self.show_card(self.cards.current)
        self.show_count()
        self.refresh_chrome()

    def go_to_found(self) -> None:
        """Out of a lane where nothing is left, on to the next one that has a card."""
        if self._composed and self.cards.current is None:
            self.show_row(self.cards.next_key())

    def found(self) -> int:
        """Cards in all lanes."""
        return self.cards.total

    def spot(self) -> Spot:
        """The card under the cursor, and what is in view."""
        return Spot(self.cards.current, self.cards.places())

    def go_to_spot(self, spot: Spot) -> None:
        """Back there."""
        self.cards.go_to_places(spot.places)
        self.show_row(spot.key)

    def _move_cards(self, changed: frozenset[str]) -> dict[Lane, IdList]:
        """The keys of each lane after these cards changed: a long lane is not read again for one card."""
        lanes = {lane: ids.without(changed) for lane, ids in self._listed.items()}
        places = {key: self.app.desk.cards.place(key, self.scope) for key in changed}
        waiting = {key: place for key, place in places.items() if place is not None and place[0] in lanes}
        while waiting:
            # Behind another changed card once that one has its place; the first of them stands behind none.
            for key, (lane, before) in [item for item in waiting.items() if item[1][1] not in waiting]:
                spot = lanes[lane].find(before) + 1 if before is not None else 0
                if before is not None and spot == 0:
                    return self._read_lanes()
                lanes[lane] = lanes[lane].inserted(spot, key)
                del waiting[key]
        return lanes

    def read_rows(self, keys: Sequence[str]) -> dict[str, CardRow]:
        """The rows of these cards; none from a busy file, which is read again at the next look at it."""
        try:
            return self.app.desk.cards.rows(keys)
        except Busy:
            self.stale = self._rows_missed = True
            return {}

    def empty_words(self) -> str:
        """What to say where there is no card at all."""
        return ""

    def show_card(self, card_id: str | None) -> None:
        """The card under the cursor, beside the lanes."""
        if not self.pane.display:
            return
        try:
            self.pane.show(self.app.desk.cards.detail(card_id) if card_id else None)
        except NotFound:
            self.pane.show(None)
        except Busy:
            self.stale = True

    @on(CardLanes.CardClicked)
    def open_clicked(self) -> None:
        """A second click opens the card."""
        self.action_place_enter()

    def relabel(self) -> None:
        """The language or theme changed."""
        super().relabel()
        self.cards.redraw()
        self.pane.redraw()

    def select_keys(self, keys: Sequence[str]) -> None:
        """Make these the selection, and say how many."""
        self.cards.select_keys(list(keys))
        self.show_count()

    def action_selection_toggle(self) -> None:
        """Select, or not any more."""
        self.cards.toggle_selection()
        self.show_count()

    def action_select(self, which: str) -> None:
        """Select a whole set: the lane, the board, what is late, nothing."""
        cards = self.cards
        if which == "lane":
            ids = list(cards.lane_ids(cards.lane))
        elif which == "board":
            ids = [key for lane in self.LANES if lane is not Lane.DONE for key in cards.lane_ids(lane)]
        elif which == "late":
            late = self.app.desk.cards.late(self.LANES, self.scope)
            ids = list(self.app.desk.filters.cut(self.filter, late))
        else:
            ids = []
        self.select_keys(ids)

    def walked_ids(self) -> list[str]:
        """The lane."""
        return list(self.cards.lane_ids(self.cards.lane))

    def action_cursor_up(self) -> None:
        """Up."""
        self.cards.move_cursor(-1)

    def action_cursor_down(self) -> None:
        """Down."""
        self.cards.move_cursor(1)

    def action_cursor_left(self) -> None:
        """To the lane on the left."""
        self.cards.move_lane(-1)

    def action_cursor_right(self) -> None:
        """To the lane on the right."""
        self.cards.move_lane(1)

    def action_cursor_page_up(self) -> None:
        """A page up."""
        self.cards.move_page(-1)

    def action_cursor_page_down(self) -> None:
        """A page down."""
        self.cards.move_page(1)

    def action_cursor_first(self) -> None:
        """To the first card."""
        self.cards.move_to_end(last=False)

    def action_cursor_last(self) -> None:
        """To the last card."""
        self.cards.move_to_end(last=True)

    def action_view_change(self) -> None:
        """Wait for the letter of a view."""
        self.app.begin_sequence("v")

    def action_view(self, which: str) -> None:
        """More cards, or more of each; bands by client, by person, or none."""
        if which == "density":
            self.cards.cycle_density()
            self.app.density = self.cards.density
        else:
            self.cut_into_bands(Swimlanes(which))

    def cut_into_bands(self, by: Swimlanes) -> None:
        """Swimlanes are for the board."""
        self.app.flash(_("Swimlanes are on the board: g b opens it."))

"""Lanes of cards side by side under one cursor: the board with six of them, any other list of cards with one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from textual import events
from textual.geometry import Region
from textual.message import Message

from obm_tui.domain.bands import Band, Swimlanes
from obm_tui.domain.cards import BOARD_LANES, CardRow, Lane
from obm_tui.domain.idlist import IdList
from obm_tui.domain.pressure import Pressure
from obm_tui.domain.triage import Thresholds
from obm_tui.widgets import lane_frame
from obm_tui.widgets.card_column import CardColumn, Fetch, carry
from obm_tui.widgets.lane_bands import LaneBand
from obm_tui.widgets.lane_canvas import LaneCanvas
from obm_tui.widgets.lane_frame import HEAD_LINES


class CardLanes(LaneCanvas):
    """Some lanes, one cursor. Knows keys of cards and how to ask for their rows, nothing of where they come from."""

    @dataclass
    class CardClicked(Message):
        """A card that was under the cursor already was clicked."""

        card_id: str

    def __init__(
        self,
        fetch: Fetch,
        now: Callable[[], datetime],
        tell: Callable[[str | None], None],
        lanes: tuple[Lane, ...] = BOARD_LANES,
    ) -> None:
        """`tell` is called with the card under the cursor when it is another one.

        Not a message: what follows the cursor is drawn with it, in one frame instead of two.
        """
        super().__init__(fetch, now, lanes)
        self._tell_cursor = tell
        self._by = Swimlanes.NONE

    # -- what is shown ---------------------------------------------------------------------------------------------

    def put(self, lanes: Mapping[Lane, IdList], changed: frozenset[str] | None = None) -> None:
        """Show these lanes; `changed` names the rows to ask for again, all of them where it is `None`.

        Only cells that differ are drawn again; cursor and scroll stay.
        """
        self._put(Swimlanes.NONE, [(None, lanes)], changed)

    def put_bands(self, by: Swimlanes, bands: Sequence[Band], changed: frozenset[str] | None = None) -> None:
        """Show the lanes cut into these bands; without one, the empty lanes."""
        self._put(by, [(band, band.lanes) for band in bands] or [(None, {})], changed)

    def _put(
        self, by: Swimlanes, bands: list[tuple[Band | None, Mapping[Lane, IdList]]], changed: frozenset[str] | None
    ) -> None:
        before = self._drawn_cells() if self._slots else {}
        counts, heads, key = self._counts(), self._band_heads(), self.current
        self._rows.forget(changed)
        self._take(bands)
        now = self._counts()
        if not any(counts):
            self.cursor_lane = lane_frame.nearest_filled(now, self.cursor_lane)
        self._find_cursor(key, same=by is self._by)
        self._by = by
        if not self._slots:
            self.refresh()
            return
        if self._settle() or heads != self._band_heads():
            self.refresh()
        else:
            self._refresh_differing(before)
            self._refresh_counts(counts, now)
        self._tell_cursor(self.current)

    def _take(self, bands: list[tuple[Band | None, Mapping[Lane, IdList]]]) -> None:
        """Bands that were there keep their cursors."""
        kept = {band.about.key if band.about else "": band for band in self._bands}
        here = self._bands[self.cursor_band]
        self._bands = []
        for about, ids in bands:
            band = kept.get(about.key if about else "", LaneBand(len(self._lanes)))
            band.put(about, self._lanes, ids)
            self._bands.append(band)
        if here in self._bands:
            self.cursor_band = self._bands.index(here)

    def _find_cursor(self, key: str | None, *, same: bool) -> None:
        """The cursor where it was; on its card where the board is cut another way by now."""
        self.cursor_band = min(self.cursor_band, len(self._bands) - 1)
        if key is None or (same and not self.is_banded) or (not same and self._place_cursor(key)):
            return
        held = [len(band.columns[self.cursor_lane]) for band in self._bands]
        self.cursor_band = lane_frame.nearest_filled(held, self.cursor_band)

    def _refresh_counts(self, before: list[int], now: list[int]) -> None:
        if before == now:
            return
        self.refresh_lines(0, HEAD_LINES)
        self.refresh_lines(self.outer_size.height - 1)
        if not all(slot.open for slot in self._slots) or not any(before):
            self.refresh()

    def show_pressure(self, pressures: Mapping[Lane, Pressure], thresholds: Thresholds) -> None:
        """How full the lanes are, and when a card is old."""
        if thresholds != self.thresholds:
            self.thresholds = thresholds
            self.redraw()
        if pressures != self.pressures:
            self.pressures = pressures
            self.refresh_lines(0)
            self._refresh_tails()

    def redraw(self) -> None:
        """Draw everything again: language, theme or day changed."""
        self._cells.clear()
        self.refresh()

    def lane_ids(self, lane: Lane) -> list[str]:
        """The keys of a lane as shown."""
        index = self._lanes.index(lane)
        return [key for band in self._bands for key in band.columns[index].ids]

    @property
    def total(self) -> int:
        """Cards in all lanes."""
        return sum(self._counts())

    def places(self) -> tuple[tuple[int, int], ...]:
        """The first card in view and the one under the cursor, of every column."""
        return tuple((column.top, column.cursor) for band in self._bands for column in band.columns)

    def go_to_places(self, places: tuple[tuple[int, int], ...]) -> None:
        """Bring these back, where the columns are the same ones."""
        columns = [column for band in self._bands for column in band.columns]
        if len(columns) == len(places):
            for column, (top, cursor) in zip(columns, places, strict=True):
                column.top, column.cursor = top, min(cursor, max(0, len(column) - 1))
            self._settle()
            self.refresh()
            self._tell_cursor(self.current)

    @property
    def lane(self) -> Lane:
        """The lane of the cursor."""
        return self._lanes[self.cursor_lane]

    @property
    def current(self) -> str | None:
        """The key under the cursor."""
        return self._column.current

    @property
    def current_row(self) -> CardRow | None:
        """The row under the cursor."""
        key = self.current
        return self._rows.row(key) if key is not None else None

    @property
    def chosen(self) -> list[str]:
        """What the next verb acts on: the selection, else the card under the cursor."""
        if self.selection:
            return list(self.selection)
        return [self.current] if self.current is not None else []

    def hidden(self) -> int:
        """How many selected cards are not among those shown."""
        if not self.selection:
            return 0
        shown = {key for band in self._bands for column in band.columns for key in column.ids}
        return sum(key not in shown for key in self.selection)

    # -- the cursor ------------------------------------------------------------------------------------------------

    def select_card(self, key: str) -> bool:
        """Put the cursor on a card, wherever it is."""
        if not any(key in band for band in self._bands):
            return False
        self._change(partial(self._place_cursor, key))
        return True

    def _place_cursor(self, key: str) -> bool:
        for number, band in enumerate(self._bands):
            for index, column in enumerate(band.columns):
                if column.select(key):
                    self.cursor_band, self.cursor_lane = number, index
                    return True
        return False

    def next_key(self) -> str | None:
        """The first card of this lane, else of the next one that has any; behind the last lane comes the first."""
        for step in range(len(self._lanes)):
            lane = (self.cursor_lane + step) % len(self._lanes)
            for band in self._bands:
                if (key := next(iter(band.columns[lane].ids), None)) is not None:
                    return key
        return None

    def move_cursor(self, count: int) -> None:
        """Up or down within the lane, through all its bands."""
        self._move(partial(self._step, count))

    def move_page(self, pages: int) -> None:
        """A screenful up or down; on a board in bands, a band."""
        if not self.is_banded:
            self.move_cursor(pages * max(1, self._stretches[0].rows - 1 if self._stretches else 1))
            return
        held = [index for index, band in enumerate(self._bands) if len(band.columns[self.cursor_lane])]
        after = [index for index in held if index > self.cursor_band][:1]
        before = [index for index in held if index < self.cursor_band][-1:]
        if target := after if pages > 0 else before:
            self._move(partial(self._enter_band, target[0], 0))

    def move_to_end(self, *, last: bool) -> None:
        """To the first or the last card of the lane."""
        held = self._counts()[self.cursor_lane]
        self.move_cursor(held if last else -held)

    def _step(self, count: int) -> bool:
        """Move the cursor down its lane; False where it stays."""
        held = [len(band.columns[self.cursor_lane]) for band in self._bands]
        column = self._column
        if not sum(held) or 0 <= column.cursor + count < len(column):
            return column.step(count)
        spot = sum(held[: self.cursor_band]) + column.cursor + count
        if not len(column) and count > 0:
            spot -= 1  # an empty band stands before the first card below it
        spot = max(0, min(spot, sum(held) - 1))
        for number, cards in enumerate(held):
            if spot < cards:
                self._enter_band(number, spot)
                break
            spot -= cards
        return True

    def _enter_band(self, number: int, spot: int) -> None:
        self.cursor_band = number
        self._column.cursor = spot

    def move_lane(self, count: int) -> None:
        """To the lane on the left or right, at the same height."""
        target = max(0, min(self.cursor_lane + count, len(self._lanes) - 1))
        if target == self.cursor_lane:
            return
        height = self._column.cursor - self._column.top

        def change() -> None:
            self.cursor_lane = target
            column = self._column
            column.cursor = max(0, min(column.top + height, len(column) - 1))

        self._move(change)

    def toggle_selection(self) -> None:
        """Select the card under the cursor, or not any more, and go on to the next."""
        key = self.current
        if key is None:
            return

        def change() -> None:
            if key in self.selection:
                del self.selection[key]
            else:
                self.selection[key] = None
            self._step(1)

        self._change(change)

    def select_keys(self, keys: list[str]) -> None:
        """Make these the selection."""

        def change() -> None:
            self.selection = dict.fromkeys(keys)

        self._change(change)

    def cycle_density(self) -> None:
        """More cards, or more of each."""
        self.density = self.density.next()
        self._cells.clear()
        self._settle()
        self.refresh()

    # -- moving a card live ----------------------------------------------------------------------------------------

    def arrangement(self) -> dict[Lane, IdList]:
        """The lanes as shown, to be put back if a move is given up; of a board that is not cut into bands."""
        return {lane: column.ids for lane, column in zip(self._lanes, self._bands[0].columns, strict=True)}

    def mark_carried(self, key: str | None) -> None:
        """Draw this card as carried; none without a key."""
        self._change(partial(setattr, self, "_carried", key))

    def carry(self, key: str, lanes: int, places: int) -> None:
        """Show a card elsewhere, nothing written: `lanes` to the right, `places` down."""
        source = self._column
        target_lane = max(0, min(self.cursor_lane + lanes, len(self._lanes) - 1))

        def change() -> None:
            # Done is in the order of closing: what comes in is the newest.
            newest = self._lanes[target_lane] is Lane.DONE
            carry(key, source, self._bands[0].columns[target_lane], places, to_top=newest)
            self.cursor_lane = target_lane

        self._change(change, lengths=True)

    def neighbours(self, key: str) -> tuple[str | None, str | None]:
        """The cards before and after this one, as shown."""
        return self._column.neighbours(key)

    # -- what differs ----------------------------------------------------------------------------------------------

    def on_resize(self) -> None:
        """More or less room."""
        if self._settle() or not self.is_drawn:
            self.refresh()
        self._tell_cursor(self.current)

    def _spots(self) -> dict[tuple[int, int], tuple[int, int]]:
        """First card in view and cursor of each column in view."""
        return {
            (stretch.band, slot.lane): (column.top, column.cursor)
            for stretch, slot in self._open()
            for column in (self._column_at(stretch, slot),)
        }

    def _move(self, move: Callable[[], object]) -> None:
        """Put the cursor elsewhere and draw two cells, and the columns that had to scroll; nothing else differs."""
        band, lane, key, spots = self.cursor_band, self.cursor_lane, self.current, self._spots()
        move()
        if self._settle():
            self.refresh()
        else:
            self.refresh(*self._differing({(band, lane), (self.cursor_band, self.cursor_lane)}, spots))
            if lane != self.cursor_lane:
                self.refresh_lines(0, HEAD_LINES)
        if key != self.current:
            self._tell_cursor(self.current)

    def _differing(
        self, cursors: set[tuple[int, int]], spots: dict[tuple[int, int], tuple[int, int]]
    ) -> Iterator[Region]:
        """What looks different after the cursor moved between these columns, all having had these tops and cursors."""
        for stretch, slot in self._open():
            column, (top, cursor) = self._column_at(stretch, slot), spots[stretch.band, slot.lane]
            if column.top != top:
                yield Region(
                    slot.x, stretch.top, slot.width, max(0, min(stretch.end, self.outer_size.height) - stretch.top)
                )
            elif (stretch.band, slot.lane) in cursors:
                yield self._cell_region(stretch, slot, max(0, cursor - top))
                yield self._cell_region(stretch, slot, max(0, column.cursor - top))

    def _change(self, change: Callable[[], object], *, lengths: bool = False) -> None:
        """Do something to cursor or columns and draw what differs."""
        before = self._drawn_cells()
        lane, key, tops = self.cursor_lane, self.current, self._tops()
        change()
        if self._settle():
            self.refresh()
        else:
            self._refresh_differing(before)
            if lengths or lane != self.cursor_lane:
                self.refresh_lines(0, HEAD_LINES)
            if lengths or tops != self._tops():
                self._refresh_tails()
        if key != self.current or lengths:
            self._tell_cursor(self.current)

    def _tops(self) -> list[int]:
        return [column.top for band in self._bands for column in band.columns]

    def _refresh_tails(self) -> None:
        for stretch in self._stretches:
            if stretch.tail is not None:
                self.refresh_lines(stretch.tail)

    # -- mouse -----------------------------------------------------------------------------------------------------

    def on_click(self, event: events.Click) -> None:
        """Cursor to the card under the pointer; a second click opens it. A carried card follows the arrows alone."""
        slot = next((slot for slot in self._slots if slot.x <= event.x < slot.x + slot.width), None)
        if slot is None or event.y < HEAD_LINES or self._carried is not None:
            return
        stretch = next((found for found in self._stretches if found.top <= event.y < found.end), None)
        if stretch is None:
            return
        column = self._column_at(stretch, slot)
        target = column.top + (event.y - stretch.top) // int(self.density)
        if slot.open and self._is_under_cursor(column, target):
            self.post_message(self.CardClicked(column.ids[target]))
            return

        def change() -> None:
            self.cursor_lane = slot.lane
            self.cursor_band = stretch.band
            if slot.open:
                column.cursor = max(0, min(target, len(column) - 1))

        self._change(change)

    def _is_under_cursor(self, column: CardColumn, target: int) -> bool:
        return column is self._column and target == column.cursor and column.current is not None

    def on_mouse_scroll_down(self) -> None:
        """The wheel moves the cursor: what is marked is always in view."""
        if self._carried is None:
            self.move_cursor(1)

    def on_mouse_scroll_up(self) -> None:
        """The wheel moves the cursor: what is marked is always in view."""
        if self._carried is None:
            self.move_cursor(-1)

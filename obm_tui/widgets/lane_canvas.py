"""Lanes of cards drawn line by line: where everything stands, and what of it must be drawn again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip

from obm_tui import labels
from obm_tui.domain.cards import CardRow, Lane
from obm_tui.domain.pressure import Pressure
from obm_tui.domain.triage import Thresholds
from obm_tui.widgets import card_cell, lane_bands, lane_frame
from obm_tui.widgets.card_cell import CellCache, Density, Look
from obm_tui.widgets.card_column import CardColumn, Fetch, RowCache
from obm_tui.widgets.drawn import Drawn, Parts
from obm_tui.widgets.lane_bands import LaneBand, Stack, Stretch
from obm_tui.widgets.lane_frame import HEAD_LINES, Slot, arrange
from obm_tui.widgets.paint import line

Cells = dict[tuple[int, int, int], tuple[CardRow | None, Look]]
"""What stands in each cell in view, by band, lane and place."""


class LaneCanvas(Drawn):
    """The picture of some lanes with one cursor; what moves it is elsewhere."""

    def __init__(self, fetch: Fetch, now: Callable[[], datetime], lanes: tuple[Lane, ...]) -> None:
        super().__init__()
        self._now = now
        self._moment = now()
        """When the frame is drawn: asked once a frame, for the system looks up the time zone every time."""
        self._rows = RowCache(fetch)
        self._lanes = lanes
        self._bands = [LaneBand(len(lanes))]
        self._slots: list[Slot] = []
        self._stretches: list[Stretch] = []
        self._heads: dict[int, int] = {}
        """The line of each band's name."""
        self._first_open = 1
        self._first_band = 0
        self._parts: dict[tuple[int, int], Strip] = {}
        """What stands in each line of each lane."""
        self._cells = CellCache()
        self.cursor_lane = min(1, len(lanes) - 1)
        self.cursor_band = 0
        self.density = Density.ROOMY
        self.show_clients = True
        self.thresholds = Thresholds()
        self.pressures: Mapping[Lane, Pressure] = {}
        self.selection: dict[str, None] = {}
        """Selected keys, in the order they were chosen."""
        self._carried: str | None = None
        self.empty_words = ""

    @property
    def is_banded(self) -> bool:
        """Whether the board is cut into bands."""
        return self._bands[0].about is not None

    @property
    def _column(self) -> CardColumn:
        return self._bands[self.cursor_band].columns[self.cursor_lane]

    def _counts(self) -> list[int]:
        """Cards in each lane, over all bands."""
        return [sum(len(band.columns[lane]) for band in self._bands) for lane in range(len(self._lanes))]

    def _band_heads(self) -> list[tuple[str, list[int]]]:
        """What the line above each band says."""
        return [(band.about.name, [len(column) for column in band.columns]) for band in self._bands if band.about]

    # -- layout ----------------------------------------------------------------------------------------------------

    def _settle(self) -> bool:
        """Arrange lanes and bands and bring the cursor into view; True when everything must be drawn again."""
        before = self._slots, self._stretches
        self._slots, self._first_open = arrange(
            self.outer_size.width, len(self._lanes), self.cursor_lane, self._first_open
        )
        self._stretches = self._stack()
        self._heads = {stretch.top - 1: stretch.band for stretch in self._stretches} if self.is_banded else {}
        for stretch in self._stretches:
            for column in self._bands[stretch.band].columns:
                column.scroll_to_cursor(max(1, stretch.rows))
        # All rows in view with one question, not one question a row.
        self._rows.rows(key for stretch, slot in self._open() for key in self._keys(stretch, slot))
        return before != (self._slots, self._stretches)

    def _stack(self) -> list[Stretch]:
        height = self.outer_size.height
        if not self.is_banded:
            return [lane_bands.whole(height, self.density)]
        lanes = [slot.lane for slot in self._slots if slot.open]

        def fullest(band: int) -> int:
            columns = self._bands[band].columns
            return max(int(band == self.cursor_band), *(len(columns[lane]) for lane in lanes))

        stack = Stack(fullest, len(self._bands), height, self.density)
        self._first_band = stack.first_in_view(self._first_band, self.cursor_band)
        return stack.stretches(self._first_band)

    def _open(self) -> Iterator[tuple[Stretch, Slot]]:
        """Every open lane of every band in view."""
        return ((stretch, slot) for stretch in self._stretches for slot in self._slots if slot.open)

    def _column_at(self, stretch: Stretch, slot: Slot) -> CardColumn:
        return self._bands[stretch.band].columns[slot.lane]

    def _keys(self, stretch: Stretch, slot: Slot) -> list[str]:
        return self._column_at(stretch, slot).visible(stretch.rows)

    def _drawn_cells(self) -> Cells:
        cells: Cells = {}
        for stretch, slot in self._open():
            keys = self._keys(stretch, slot)
            for place, row in enumerate(self._rows.rows(keys)):
                cells[stretch.band, slot.lane, place] = (row, self._look(stretch, slot, place, row))
            if not keys and self._is_cursor(stretch, slot, 0):
                cells[stretch.band, slot.lane, 0] = (None, self._look(stretch, slot, 0, None))
        return cells

    def _is_cursor(self, stretch: Stretch, slot: Slot, place: int) -> bool:
        if (stretch.band, slot.lane) != (self.cursor_band, self.cursor_lane):
            return False
        column = self._column_at(stretch, slot)
        return column.top + place == max(0, column.cursor)

    def _look(self, stretch: Stretch, slot: Slot, place: int, row: CardRow | None) -> Look:
        return Look(
            width=slot.width,
            density=self.density,
            show_client=self.show_clients,
            cursor=self._is_cursor(stretch, slot, place),
            selected=row is not None and row.id in self.selection,
            moving=row is not None and row.id == self._carried,
        )

    def _cell_region(self, stretch: Stretch, slot: Slot, place: int) -> Region:
        top = stretch.top + place * self.density
        height = min(int(self.density), self.outer_size.height - 1 - top)
        return Region(slot.x, top, slot.width, max(0, height))

    def _refresh_differing(self, before: Cells) -> None:
        after = self._drawn_cells()
        slots = {slot.lane: slot for slot in self._slots}
        stretches = {stretch.band: stretch for stretch in self._stretches}
        for key in before.keys() | after.keys():
            if before.get(key) != after.get(key):
                band, lane, place = key
                self.refresh(self._cell_region(stretches[band], slots[lane], place))

    # -- drawing ---------------------------------------------------------------------------------------------------

    def render_lines(self, crop: Region) -> list[Strip]:
        """Textual's way in."""
        self._moment = self._now()
        return super().render_lines(crop)

    def draw_line(self, y: int, width: int) -> Strip:
        """A line through all lanes."""
        if not self._slots:
            self._settle()
        if y >= HEAD_LINES and self._is_empty:
            return self._empty_line(y, width)
        if y in self._heads:
            return self._band_line(self._heads[y], width)
        separator = Segment("┼" if y == 1 else "│", self.look("faint"))
        segments = [segment for slot in self._slots for segment in (separator, *self._part(slot, y))][1:]
        used = sum(slot.width for slot in self._slots) + len(self._slots) - 1
        if used < width:
            segments.append(Segment(("─" if y == 1 else " ") * (width - used), self.look("faint")))
        return Strip(segments, width)

    def parts(self, region: Region) -> Parts:
        """Of some lanes their own parts alone: they are kept, with all it takes to show them."""
        if region.width == self.outer_size.width or not self._slots or self._is_empty:
            return super().parts(region)
        return {
            (slot.x, y): self._part(slot, y)
            for slot in self._slots
            if slot.x < region.right and region.x < slot.x + slot.width
            for y in region.line_range
            if y not in self._heads
        }

    @property
    def _is_empty(self) -> bool:
        return bool(self.empty_words) and not any(len(band) for band in self._bands)

    def _part(self, slot: Slot, y: int) -> Strip:
        part = self._parts.get((slot.lane, y))
        if part is None:
            self._draw_part(slot, y)
            part = self._parts[slot.lane, y]
        return part

    def _forget(self, region: Region) -> None:
        super()._forget(region)
        for slot in self._slots:
            if slot.x < region.right and region.x < slot.x + slot.width:
                for y in region.line_range:
                    self._parts.pop((slot.lane, y), None)

    def _forget_everything(self) -> None:
        super()._forget_everything()
        self._parts.clear()

    def _draw_part(self, slot: Slot, y: int) -> None:
        """What stands in a line of a lane; of a card, all its lines."""
        last = self.outer_size.height - 1
        stretch = next((found for found in self._stretches if found.top <= y < found.end), None)
        if y < HEAD_LINES or y == last or not slot.open or stretch is None or y == stretch.tail:
            lines = self._strips(slot, [self._frame_line(slot, y, stretch)])
        else:
            place, offset = divmod(y - stretch.top, int(self.density))
            y -= offset
            limit = last if stretch.tail is None else min(last, stretch.tail)
            lines = self._card_lines(stretch, slot, place)[: limit - y]
        for offset, strip in enumerate(lines):
            self._parts[slot.lane, y + offset] = strip

    def _frame_line(self, slot: Slot, y: int, stretch: Stretch | None) -> list[Segment]:
        if y == 0:
            return self._head(slot)
        if y == 1:
            return [Segment("─" * slot.width, self.look("faint"))]
        if not slot.open:
            return self._strip_line(slot, y - HEAD_LINES - sum(HEAD_LINES <= head < y for head in self._heads))
        if self.is_banded and y == self.outer_size.height - 1:
            return self._beyond_line(slot)
        if stretch is not None and y == stretch.tail:
            return self._more_line(stretch, slot)
        return line([], slot.width, self.look("plain"))

    def _strips(self, slot: Slot, lines: list[list[Segment]]) -> list[Strip]:
        return self.filtered([Strip(segments, slot.width) for segments in lines])

    def _card_lines(self, stretch: Stretch, slot: Slot, place: int) -> list[Strip]:
        keys = self._keys(stretch, slot)
        row = self._rows.row(keys[place]) if place < len(keys) else None
        look = self._look(stretch, slot, place, row)
        if row is None:
            # An empty lane of a band shows where the cursor is; that of a whole board has its name for that.
            mark = [("▌", self.look("bright"))] if look.cursor and self.is_banded else []
            blank = line([], slot.width, self.look("plain"))
            first = line(mark, slot.width, self.look("plain"))
            return self._strips(slot, [first, *[blank] * (int(self.density) - 1)])
        return self._cells.lines(
            row,
            look,
            lambda: self._strips(slot, card_cell.draw(row, look, self._moment, self.thresholds, self.palette)),
        )

    def _head(self, slot: Slot) -> list[Segment]:
        lane = self._lanes[slot.lane]
        names = [labels.lane(lane), labels.lane(lane, short=True)]
        if len(self._slots) == 1 < len(self._lanes):
            names = [f"‹ {name} ›" for name in names]
        return lane_frame.head(
            names,
            self._counts()[slot.lane],
            self.pressures.get(lane),
            slot,
            self.palette,
            cursor=slot.lane == self.cursor_lane,
        )

    def _strip_line(self, slot: Slot, row: int) -> list[Segment]:
        return lane_frame.letter(
            labels.lane(self._lanes[slot.lane]), self._counts()[slot.lane], row, slot, self.palette
        )

    def _more_line(self, stretch: Stretch, slot: Slot) -> list[Segment]:
        column = self._column_at(stretch, slot)
        pressure = None if self.is_banded else self.pressures.get(self._lanes[slot.lane])
        elsewhere = pressure.elsewhere if pressure is not None and pressure.is_full else 0
        below = len(column) - column.top - stretch.rows
        return lane_frame.more(column.top, below, slot, self.palette, elsewhere)

    def _beyond_line(self, slot: Slot) -> list[Segment]:
        """Cards of a lane in the bands above and below those in view."""
        lens = [len(band.columns[slot.lane]) for band in self._bands]
        shown = [stretch.band for stretch in self._stretches]
        # In a window that is too low for any band, all of them are below.
        above, below = (shown[0], shown[-1] + 1) if shown else (0, 0)
        return lane_frame.more(sum(lens[:above]), sum(lens[below:]), slot, self.palette)

    def _band_line(self, index: int, width: int) -> Strip:
        band = self._bands[index]
        counts = [len(column) for column in band.columns]
        segments = lane_frame.band(band.about, counts, width, self.palette) if band.about else []
        return Strip(segments, width)

    def _empty_line(self, y: int, width: int) -> Strip:
        row, height = y - HEAD_LINES, self.outer_size.height - HEAD_LINES
        return Strip(lane_frame.centred(self.empty_words, row, height, width, self.palette), width)

"""Lanes of cards side by side, drawn line by line: the board with six of them, any other list of cards with one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from obm_tui import labels
from obm_tui.domain.cards import BOARD_LANES, CardRow, Lane
from obm_tui.domain.idlist import IdList
from obm_tui.widgets import card_cell, lane_frame
from obm_tui.widgets.card_cell import CellCache, Density, Look
from obm_tui.widgets.card_column import CardColumn, Fetch, RowCache, carry
from obm_tui.widgets.drawn import Drawn, Parts
from obm_tui.widgets.lane_frame import HEAD_LINES, Slot, arrange
from obm_tui.widgets.paint import line


class CardLanes(Drawn):
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
        super().__init__()
        self._now = now
        self._moment = now()
        """When the frame is drawn: asked once a frame, for the system looks up the time zone every time."""
        self._tell_cursor = tell
        self._rows = RowCache(fetch)
        self._lanes = lanes
        self._columns = [CardColumn() for _lane in lanes]
        self._slots: list[Slot] = []
        self._first_open = 1
        self._parts: dict[tuple[int, int], Strip] = {}
        """What stands in each line of each lane."""
        self._cells = CellCache()
        self.cursor_lane = min(1, len(lanes) - 1)
        self.density = Density.ROOMY
        self.show_clients = True
        self.selection: dict[str, None] = {}
        """Selected keys, in the order they were chosen."""
        self._carried: str | None = None
        self.empty_words = ""

    # -- what is shown ---------------------------------------------------------------------------------------------

    def put(self, lanes: Mapping[Lane, IdList], changed: frozenset[str] | None = None) -> None:
        """Show these lanes; `changed` names the rows to ask for again, all of them where it is `None`.

        Only cells that differ are drawn again; cursor and scroll stay.
        """
        before = self._drawn_cells() if self._slots else {}
        counts = [len(column) for column in self._columns]
        self._rows.forget(changed)
        for column, lane in zip(self._columns, self._lanes, strict=True):
            column.put(lanes.get(lane, IdList()))
        if not any(counts):
            self.cursor_lane = lane_frame.nearest_filled([len(column) for column in self._columns], self.cursor_lane)
        self.selection = {key: None for key in self.selection if any(key in column.ids for column in self._columns)}
        if not self._slots:
            self.refresh()
            return
        if self._settle():
            self.refresh()
        else:
            self._refresh_differing(before)
        if counts != [len(column) for column in self._columns]:
            self.refresh_lines(0, HEAD_LINES)
            self.refresh_lines(self.outer_size.height - 1)
            if not all(slot.open for slot in self._slots) or sum(counts) == 0:
                self.refresh()
        self._tell_cursor(self.current)

    def redraw(self) -> None:
        """Draw everything again: language, theme or day changed."""
        self._cells.clear()
        self.refresh()

    def lane_ids(self, lane: Lane) -> IdList:
        """The keys of a lane as shown."""
        return self._columns[self._lanes.index(lane)].ids

    @property
    def lane(self) -> Lane:
        """The lane of the cursor."""
        return self._lanes[self.cursor_lane]

    @property
    def current(self) -> str | None:
        """The key under the cursor."""
        return self._columns[self.cursor_lane].current

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

    # -- the cursor ------------------------------------------------------------------------------------------------

    def select_card(self, key: str) -> bool:
        """Put the cursor on a card, wherever it is."""
        for index, column in enumerate(self._columns):
            if column.select(key):
                self._change(partial(setattr, self, "cursor_lane", index))
                return True
        return False

    def move_cursor(self, count: int) -> None:
        """Up or down within the lane."""
        self._move(lambda: self._columns[self.cursor_lane].step(count))

    def move_page(self, pages: int) -> None:
        """A screenful up or down."""
        self.move_cursor(pages * max(1, self._visible_cards() - 1))

    def move_lane(self, count: int) -> None:
        """To the lane on the left or right, at the same height."""
        target = max(0, min(self.cursor_lane + count, len(self._lanes) - 1))
        if target == self.cursor_lane:
            return
        height = self._columns[self.cursor_lane].cursor - self._columns[self.cursor_lane].top

        def change() -> None:
            self.cursor_lane = target
            column = self._columns[target]
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
            self._columns[self.cursor_lane].step(1)

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
        """The lanes as shown, to be put back if a move is given up."""
        return {lane: column.ids for lane, column in zip(self._lanes, self._columns, strict=True)}

    def mark_carried(self, key: str | None) -> None:
        """Draw this card as carried; none without a key."""
        self._change(partial(setattr, self, "_carried", key))

    def carry(self, key: str, lanes: int, places: int) -> None:
        """Show a card elsewhere, nothing written: `lanes` to the right, `places` down."""
        source = self._columns[self.cursor_lane]
        target_lane = max(0, min(self.cursor_lane + lanes, len(self._lanes) - 1))

        def change() -> None:
            # Done is in the order of closing: what comes in is the newest.
            newest = self._lanes[target_lane] is Lane.DONE
            carry(key, source, self._columns[target_lane], places, to_top=newest)
            self.cursor_lane = target_lane

        self._change(change, lengths=True)

    def neighbours(self, key: str) -> tuple[str | None, str | None]:
        """The cards before and after this one, as shown."""
        return self._columns[self.cursor_lane].neighbours(key)

    # -- layout ----------------------------------------------------------------------------------------------------

    def _visible_cards(self) -> int:
        # The blank line under the last roomy card is the line that says how many more there are.
        spare = 1 if self.density is Density.ROOMY else 0
        return max(1, (self.outer_size.height - HEAD_LINES - 1 + spare) // int(self.density))

    def _settle(self) -> bool:
        """Arrange the lanes and bring the cursor into view; True when everything must be drawn again."""
        slots, first = arrange(self.outer_size.width, len(self._lanes), self.cursor_lane, self._first_open)
        rearranged = slots != self._slots
        self._slots, self._first_open = slots, first
        visible = self._visible_cards()
        for column in self._columns:
            column.scroll_to_cursor(visible)
        # All rows in view with one question, not one question a row.
        self._rows.rows(key for slot in slots if slot.open for key in self._columns[slot.lane].visible(visible))
        return rearranged

    def on_resize(self) -> None:
        """More or less room."""
        if self._settle() or not self.is_drawn:
            self.refresh()
        self._tell_cursor(self.current)

    def _drawn_cells(self) -> dict[tuple[int, int], tuple[CardRow | None, Look]]:
        """What stands in each cell in view, by lane and place."""
        cells: dict[tuple[int, int], tuple[CardRow | None, Look]] = {}
        for slot in self._slots:
            if slot.open:
                keys = self._columns[slot.lane].visible(self._visible_cards())
                for place, row in enumerate(self._rows.rows(keys)):
                    cells[slot.lane, place] = (row, self._look(slot, place, row))
        return cells

    def _look(self, slot: Slot, place: int, row: CardRow | None) -> Look:
        column = self._columns[slot.lane]
        is_cursor = slot.lane == self.cursor_lane and column.top + place == column.cursor
        return Look(
            width=slot.width,
            density=self.density,
            show_client=self.show_clients,
            cursor=is_cursor,
            selected=row is not None and row.id in self.selection,
            moving=row is not None and row.id == self._carried,
        )

    def _move(self, move: Callable[[], object]) -> None:
        """Put the cursor elsewhere and draw two cells, and the columns that had to scroll; nothing else differs."""
        lane, key = self.cursor_lane, self.current
        places = [(column.top, column.cursor) for column in self._columns]
        move()
        if self._settle():
            self.refresh()
        else:
            self.refresh(*self._differing(lane, places))
            if lane != self.cursor_lane:
                self.refresh_lines(0, HEAD_LINES)
        if key != self.current:
            self._tell_cursor(self.current)

    def _differing(self, lane: int, places: list[tuple[int, int]]) -> Iterator[Region]:
        """What looks different after the cursor left `lane`, the columns having had these tops and cursors."""
        for slot in self._slots:
            column, (top, cursor) = self._columns[slot.lane], places[slot.lane]
            if column.top != top:
                yield Region(slot.x, HEAD_LINES, slot.width, self.outer_size.height - HEAD_LINES)
            elif slot.lane in {lane, self.cursor_lane}:
                yield self._cell_region(slot, cursor - top)
                yield self._cell_region(slot, column.cursor - top)

    def _cell_region(self, slot: Slot, place: int) -> Region:
        height = int(self.density)
        return Region(slot.x, HEAD_LINES + place * height, slot.width, height)

    def _change(self, change: Callable[[], object], *, lengths: bool = False) -> None:
        """Do something to cursor or columns and draw what differs."""
        before = self._drawn_cells()
        lane, key, tops = self.cursor_lane, self.current, [column.top for column in self._columns]
        change()
        if self._settle():
            self.refresh()
        else:
            self._refresh_differing(before)
            if lengths or lane != self.cursor_lane:
                self.refresh_lines(0, HEAD_LINES)
            if lengths or tops != [column.top for column in self._columns]:
                self.refresh_lines(self.outer_size.height - 1)
        if key != self.current or lengths:
            self._tell_cursor(self.current)

    def _refresh_differing(self, before: dict[tuple[int, int], tuple[CardRow | None, Look]]) -> None:
        after = self._drawn_cells()
        slots = {slot.lane: slot for slot in self._slots}
        for key in before.keys() | after.keys():
            if before.get(key) != after.get(key):
                lane, place = key
                self.refresh(self._cell_region(slots[lane], place))

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
        }

    @property
    def _is_empty(self) -> bool:
        return bool(self.empty_words) and not any(len(column) for column in self._columns)

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
        if y < HEAD_LINES or y == last or not slot.open:
            lines = self._strips(slot, [self._frame_line(slot, y)])
        else:
            place, offset = divmod(y - HEAD_LINES, int(self.density))
            y -= offset
            lines = self._card_lines(slot, place)[: last - y]
        for offset, strip in enumerate(lines):
            self._parts[slot.lane, y + offset] = strip

    def _frame_line(self, slot: Slot, y: int) -> list[Segment]:
        if y == 0:
            return self._head(slot)
        if y == 1:
            return [Segment("─" * slot.width, self.look("faint"))]
        return self._more_line(slot) if slot.open else self._strip_line(slot, y - HEAD_LINES)

    def _strips(self, slot: Slot, lines: list[list[Segment]]) -> list[Strip]:
        return self.filtered([Strip(segments, slot.width) for segments in lines])

    def _card_lines(self, slot: Slot, place: int) -> list[Strip]:
        keys = self._columns[slot.lane].visible(self._visible_cards())
        row = self._rows.row(keys[place]) if place < len(keys) else None
        if row is None:
            return self._strips(slot, [line([], slot.width, self.look("plain"))] * int(self.density))
        look = self._look(slot, place, row)
        return self._cells.lines(
            row, look, lambda: self._strips(slot, card_cell.draw(row, look, self._moment, self.palette))
        )

    def _head(self, slot: Slot) -> list[Segment]:
        name, count = labels.lane(self._lanes[slot.lane]), len(self._columns[slot.lane])
        if len(self._slots) == 1 < len(self._lanes):
            name = f"‹ {name} ›"
        return lane_frame.head(name, count, slot, self.palette, cursor=slot.lane == self.cursor_lane)

    def _strip_line(self, slot: Slot, row: int) -> list[Segment]:
        text = f"{labels.lane(self._lanes[slot.lane])} · {len(self._columns[slot.lane])}"
        return lane_frame.letter(text, row, slot, self.palette)

    def _more_line(self, slot: Slot) -> list[Segment]:
        column = self._columns[slot.lane]
        below = len(column) - column.top - self._visible_cards()
        return lane_frame.more(column.top, below, slot, self.palette)

    def _empty_line(self, y: int, width: int) -> Strip:
        row, height = y - HEAD_LINES, self.outer_size.height - HEAD_LINES
        return Strip(lane_frame.centred(self.empty_words, row, height, width, self.palette), width)

    # -- mouse -----------------------------------------------------------------------------------------------------

    def on_click(self, event: events.Click) -> None:
        """Cursor to the card under the pointer; a second click opens it. A carried card follows the arrows alone."""
        slot = next((slot for slot in self._slots if slot.x <= event.x < slot.x + slot.width), None)
        if slot is None or event.y < HEAD_LINES or self._carried is not None:
            return
        column = self._columns[slot.lane]
        target = column.top + (event.y - HEAD_LINES) // int(self.density)
        if slot.open and slot.lane == self.cursor_lane and target == column.cursor and column.current is not None:
            self.post_message(self.CardClicked(column.current))
            return

        def change() -> None:
            self.cursor_lane = slot.lane
            if slot.open:
                column.cursor = max(0, min(target, len(column) - 1))

        self._change(change)

    def on_mouse_scroll_down(self) -> None:
        """The wheel moves the cursor: what is marked is always in view."""
        if self._carried is None:
            self.move_cursor(1)

    def on_mouse_scroll_up(self) -> None:
        """The wheel moves the cursor: what is marked is always in view."""
        if self._carried is None:
            self.move_cursor(-1)

"""The scorecard: which number needs a decision? Worst first, or by client; the weeks, and a cursor on their cells."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType

from obm_tui import labels
from obm_tui.domain.cards import Lane
from obm_tui.domain.change import Change
from obm_tui.domain.errors import N_, ObmError, Refused
from obm_tui.domain.metrics import Target, Value
from obm_tui.domain.periods import Cadence
from obm_tui.domain.results import Cell
from obm_tui.domain.scorecard import WEEKS, Grid, GridRow, weeks_until
from obm_tui.domain.typed_values import TypedValue
from obm_tui.i18n import _
from obm_tui.screens import asking, metric_verbs
from obm_tui.screens.base import bindings
from obm_tui.screens.number_panes import METRIC_TABLES
from obm_tui.screens.rows import RowsScreen
from obm_tui.screens.scorecard_lines import Cursor, DrawnRows, ScorecardLines, lay_out
from obm_tui.widgets.chrome import Crumb, Header, Keybar
from obm_tui.widgets.paint import wrap
from obm_tui.widgets.row_list import Row, RowList, Words

_LOWEST = 12
"""Lines of a window below which there is room for the numbers alone."""
_FURTHEST = 520
"""Weeks back one can look: ten years."""


class ScorecardScreen(RowsScreen):
    """Which number needs a decision?"""

    PLACE = "scorecard"
    TABLES = METRIC_TABLES | {"client", "person", "card", "setting"}
    BINDINGS: ClassVar[list[BindingType]] = bindings("scorecard")

    def __init__(self) -> None:
        super().__init__()
        self._by_client = False
        self._weeks = WEEKS[0]
        self._back = 0
        """Weeks between the newest one shown and the last that is over."""
        self._week = WEEKS[0] - 1
        """The one under the cursor, among those shown."""
        self._typed: str | None = None
        self._grid = Grid((), ())
        self._lines_drawn = DrawnRows()
        self._rows: dict[str, GridRow] = {}

    def compose(self) -> ComposeResult:
        """Header, what is shown, the numbers, what is behind the one under the cursor, key bar."""
        yield Header()
        yield RowList(id="weeks")
        yield RowList(id="numbers")
        yield RowList(id="sentence")
        yield Keybar(self.PLACE)

    @property
    def list(self) -> RowList:
        """The numbers."""
        return self.query_one("#numbers", RowList)

    def crumbs(self) -> tuple[Crumb, ...]:
        """`obm › Chiffres`."""
        return (*self.client_crumb(), Crumb(_("Scorecard")))

    # -- loading and drawing -----------------------------------------------------------------------------------------

    def load(self, change: Change | None = None) -> None:
        """Read the weeks that are shown."""
        desk = self.app.desk
        shown = weeks_until(self.app.today(), self._weeks, self._back, desk.metrics.first_weekday())
        self._grid = desk.metrics.grid(self.scope, shown)
        self._rows = {row.score.metric.id: row for row in self._grid.rows}
        self._lines_drawn = DrawnRows()
        self._put()

    def _put(self) -> None:
        """Draw the lines; those that are the same stay as they are."""
        head, below = self.query_one("#weeks", RowList), self.query_one("#sentence", RowList)
        head.display = below.display = self.app.size.height >= _LOWEST
        if not self._grid.rows:
            head.put([])
            below.put([])
            self.list.put(self._nothing())
            return
        lines = self._lines()
        head.put(lines.head(self.client(), self.size.width))
        self.list.put(lines.by_client(self.app.clients()) if self._by_client else lines.worst_first())
        if self.list.current != lines.cursor.metric_id:
            # The first time, or it stands elsewhere now: the cell under the cursor is another one's.
            lines = self._lines()
            self.list.put(lines.by_client(self.app.clients()) if self._by_client else lines.worst_first())
        row = self._rows.get(self.list.current or "")
        below.put(lines.sentence(row, self._target(row), self.size.width, self._reading()) if row else [])

    def _lines(self) -> ScorecardLines:
        width = self.size.width or self.app.size.width
        by_client = self._by_client or self.client_id is not None
        layout = lay_out(width, self._weeks, by_client=by_client)
        return ScorecardLines(self._grid, layout, Cursor(self.list.current, self._week, self._typed), self._lines_drawn)

    def _nothing(self) -> Sequence[Row]:
        client = self.client()
        lines = [""]
        if client is None and self.client_id is None:
            lines += [_("No client has a number yet."), "", _("f chooses a client, then n gives it its first numbers.")]
        else:
            name = client.name if client else ""
            lines += [_("{client} has no number yet.").format(client=name), ""]
            lines.append(_("n enter adds a whole pack for its kind of business; each number can be changed with e."))
        lines += ["", _("Five to nine numbers say how a business is: its leads, its sales, its costs, its cash.")]
        texts = [part for line in lines for part in wrap(line, max(10, self.size.width - 6), 4)]
        return [Row(None, (("   " + text, "quiet"),)) for text in texts]

    def on_row_list_cursor_moved(self, event: RowList.CursorMoved) -> None:
        """The cell and the sentence are those of the row under the cursor."""
        if not self.stale:
            self._put()

    def refit(self) -> None:
        """More or fewer weeks."""
        self._put()

    def relabel(self) -> None:
        """Heads are words too."""
        super().relabel()
        self.reload()

    # -- what the cursor is on ---------------------------------------------------------------------------------------

    def client_at_cursor(self) -> str | None:
        """The number's."""
        row = self._rows.get(self.list.current or "")
        return row.score.metric.client_id if row is not None else None

    def _current(self) -> GridRow | None:
        row = self._rows.get(self.list.current or "")
        if row is None:
            self.app.flash(_("There is no number under the cursor."))
        return row

    def _cell(self, row: GridRow) -> Cell:
        return row.cells[self._week]

    def _target(self, row: GridRow) -> Target | None:
        return row.target(self._week)

    def _own_cell(self, row: GridRow) -> Cell:
        """The newest value of the number itself, where the cell under the cursor has none: what a verb is about."""
        cell = self._cell(row)
        return cell if cell.value is not None or row.score.last is None else row.score.last

    # -- typing into a cell ------------------------------------------------------------------------------------------

    def claim_key(self, event: events.Key) -> bool:
        """A digit begins a value in place; while one is typed every key is about it."""
        if self._typed is None:
            if event.character not in metric_verbs.STARTS or event.key in {"exclamation_mark"} or not self._rows:
                return False
            self._type(event.character or "")
            return True
        if event.key == "escape":
            self._type(None)
        elif event.key in {"enter", "up", "down", "tab"}:
            self._save(event.key)
        elif event.key == "backspace":
            self._type(self._typed[:-1] or None)
        elif event.key == "ctrl+u":
            self._type("")
        elif event.is_printable and event.character:
            self._type(self._typed + event.character)
        return event.key not in {"ctrl+q", "ctrl+l"}

    def on_paste(self, event: events.Paste) -> None:
        """A pasted number goes into the cell; a column of them into this row and those below."""
        lines = [line.strip() for line in event.text.splitlines() if line.strip()]
        if len(lines) == 1 and self._rows:
            self._type((self._typed or "") + lines[0][:80])
        elif lines and self._rows:
            try:
                self._paste_column(lines)
            except ObmError as problem:
                self.app.warn(labels.say(problem))

    def _type(self, text: str | None) -> None:
        if (text is None) != (self._typed is None):
            pairs = (("enter", _("saves")), ("↓", _("saves, the next")), ("escape", _("leaves it")))
            self.keybar.show_words(pairs if text is not None else ())
        self._typed = text
        self._put()

    def _read(self, row: GridRow, text: str) -> TypedValue:
        return metric_verbs.read(text, row.score.metric, self._before(row))

    def _before(self, row: GridRow) -> Value | None:
        """The last value before the week under the cursor."""
        earlier = [cell.value for cell in row.cells[: self._week] if cell.value is not None]
        return earlier[-1] if earlier else None

    def _reading(self) -> Words | None:
        """What is understood of what is typed, before it is saved."""
        row = self._rows.get(self.list.current or "")
        if self._typed is None or row is None:
            return None
        if not self._typed.strip():
            return (" …", "quiet")
        try:
            read = self._read(row, self._typed)
            self._day(row)
        except ObmError as problem:
            return (f" {labels.say(problem)}", "amber")
        week = self._grid.weeks[self._week]
        return (" = " + metric_verbs.reading(read, week, row.score.metric, self._target(row)), "bright")

    def _save(self, key: str) -> None:
        row = self._rows.get(self.list.current or "")
        if row is None or not (self._typed or "").strip():
            self._type(None)
            return
        try:
            new = self._read(row, self._typed or "").new_value(row.score.metric.id, self._day(row))
        except ObmError:
            return  # the sentence below says why
        self._type(None)
        metric_verbs.enter(self.app, [new])
        if key != "enter":
            self.list.move_cursor(-1 if key == "up" else 1)

    def _day(self, row: GridRow) -> date:
        """A day of the period the cell stands for."""
        if row.score.metric.cadence in {Cadence.DAILY, Cadence.LAUNCH}:
            raise Refused(N_("{name} is read day by day: w enters the day that is due."), name=row.score.metric.name)
        value = self._cell(row).value
        return value.period_on if value is not None else self._grid.weeks[self._week]

    def _paste_column(self, lines: Sequence[str]) -> None:
        """One line a number, from the one under the cursor down; all of them, or none."""
        order = self._order()
        spot = order.index(self.list.current) if self.list.current in order else 0
        rows = [self._rows[key] for key in order[spot : spot + len(lines)]]
        if len(lines) > len(rows):
            self.app.warn(metric_verbs.too_long(len(lines), len(rows)))
            return
        read = [(row, self._read(row, text)) for row, text in zip(rows, lines, strict=True)]
        self._type(None)
        metric_verbs.enter(self.app, [found.new_value(row.score.metric.id, self._day(row)) for row, found in read])

    def _order(self) -> Sequence[str]:
        """The numbers from top to bottom."""
        if not self._by_client:
            return [row.score.metric.id for row in self._grid.worst_first()]
        return [row.score.metric.id for row in self._grid.rows]

    # -- moving ------------------------------------------------------------------------------------------------------

    def action_cursor_left(self) -> None:
        """A week back; at the edge, all weeks shift."""
        self._to_week(self._week - 1)

    def action_cursor_right(self) -> None:
        """A week on; behind the last that is over comes the one that runs."""
        self._to_week(self._week + 1)

    def _to_week(self, week: int) -> None:
        if 0 <= week < self._weeks:
            self._week = week
            self._put()
            return
        back = self._back + (1 if week < 0 else -1)
        if -1 <= back <= _FURTHEST:
            self._back = back
            self.reload()

    def action_view_change(self) -> None:
        """By client, the worst first, or more weeks."""
        self.app.begin_sequence("v")

    def action_view(self, what: str) -> None:
        """Change what is shown."""
        if what == "weeks":
            self._weeks = WEEKS[(WEEKS.index(self._weeks) + 1) % len(WEEKS)]
            self._week = self._weeks - 1
            self.reload()
        else:
            self._by_client = what == "client"
            self._put()

    # -- verbs -------------------------------------------------------------------------------------------------------

    def action_place_enter(self) -> None:
        """The number's whole history."""
        if (row := self._current()) is not None:
            from obm_tui.screens.dialogs.metric_view import MetricView

            self.app.push_screen(MetricView(row.score))

    def action_metric_add(self) -> None:
        """A pack, or a number."""
        row = self._rows.get(self.list.current or "")
        client_id = self.client_id or (row.score.metric.client_id if row else None)
        if client_id is None:
            asking.pick_client(self.app, self.PLACE)
        else:
            metric_verbs.add(self.app, client_id, self._show_added)

    def _show_added(self, metric_id: str) -> None:
        self.list.select(metric_id)
        self._put()

    def action_metric_edit(self) -> None:
        """The number's sheet."""
        if (row := self._current()) is not None:
            metric_verbs.edit(self.app, row.score)

    def action_metric_round(self) -> None:
        """Every number that is due, one by one."""
        metric_verbs.begin_round(self.app, self.client_id)

    def action_metric_risk(self) -> None:
        """An issue made of it."""
        self._make_card(Lane.RISK)

    def action_metric_question(self) -> None:
        """A question made of it."""
        self._make_card(Lane.QUESTION)

    def _make_card(self, lane: Lane) -> None:
        if (row := self._current()) is not None:
            metric_verbs.make_card(self.app, row.score, self._own_cell(row), self._target(row), lane)

    def action_metric_mute(self) -> None:
        """Its red rests, or speaks again."""
        if (row := self._current()) is not None:
            metric_verbs.mute(self.app, row.score)

    def action_metric_copy(self) -> None:
        """The number as a sentence."""
        if (row := self._current()) is not None:
            metric_verbs.copy(self.app, row.score, self._own_cell(row), self._target(row))

    def action_metric_note(self) -> None:
        """Why this value is what it is."""
        if (row := self._current()) is not None:
            metric_verbs.note(self.app, row.score, self._cell(row))

    def action_metric_clear(self) -> None:
        """Take this value out."""
        if (row := self._current()) is not None:
            metric_verbs.clear(self.app, row.score, self._cell(row))

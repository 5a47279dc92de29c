"""The lines of the scorecard: what fits of the weeks, the cell under the cursor, the sentence below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len

from obm_tui import figures, fmt, labels
from obm_tui.domain.clients import ClientRow
from obm_tui.domain.errors import N_
from obm_tui.domain.level import Level
from obm_tui.domain.metrics import Target
from obm_tui.domain.periods import Cadence, last_day
from obm_tui.domain.results import Cell, Standing
from obm_tui.domain.scorecard import Grid, GridRow
from obm_tui.i18n import _, ngettext
from obm_tui.screens import metric_lines
from obm_tui.widgets.paint import clip, fit
from obm_tui.widgets.row_list import Row, Words, in_colour
from obm_tui.widgets.sparkline import sparkline

_TARGET = 10
_TREND = 5
_USUAL = 6
_CELL = 6
"""A value and its letter; one more where there is room, so that the longest do not touch."""
_ROOMY_CELL = 9
_SPARK = 13
_COUNTED: dict[Standing, Words] = {
    Standing.OFF_TRACK: (N_("R"), "shout"),
    Standing.WATCH: (N_("A"), "amber"),
    Standing.STALE: ("~", "amber"),
}
"""What is counted above, and its sign."""
_NAME = 16
_SHORTEST = 8
_QUARTER = 13


class Layout(NamedTuple):
    """What fits into a window."""

    name: int
    code: int
    """Cells for the client's code; none where clients have sections of their own."""
    spark: bool
    """A curve in place of the older weeks."""
    cell: int
    shown: int
    """Weeks with a cell of their own, the newest ones."""
    usual: bool
    total: bool
    trend: bool

    @property
    def letters_only(self) -> bool:
        """Whether a cell has room for a letter alone."""
        return self.cell < _CELL


def lay_out(width: int, weeks: int, *, by_client: bool) -> Layout:
    """Decide what fits: all weeks with values, else their letters, else a curve and the newest values."""
    code = 0 if by_client else 5
    fixed = 1 + code + _NAME + _TARGET
    for cell in (_CELL + 1, _CELL, 3, 2, 1) if weeks > _QUARTER else (_CELL + 1, _CELL):
        room = width - fixed - weeks * cell
        if room >= _TREND or (cell == 1 and room >= 0):
            trend = room >= _TREND
            usual = room >= _TREND + _USUAL
            total = room >= _TREND + 2 * _USUAL + 6
            left = room - _TREND * trend - _USUAL * usual - _USUAL * total
            return Layout(_NAME + min(12, left), code, False, cell, weeks, usual, total, trend)
    room = width - fixed - _SPARK - 1
    shown = max(1, min(room // _ROOMY_CELL, weeks))
    spark = room >= _ROOMY_CELL
    # In the narrowest windows it is the name that gives way: a value has its letter.
    name = max(_SHORTEST, _NAME + min(6, (room if spark else room + _SPARK + 1) - shown * _ROOMY_CELL))
    return Layout(name, code, spark, _ROOMY_CELL, shown, False, False, False)


def _width(pieces: Sequence[Words]) -> int:
    return sum(cell_len(text) for text, _part in pieces)


class Cursor(NamedTuple):
    """The cell under the cursor, and what is typed into it."""

    metric_id: str | None
    week: int
    """Its index among the weeks."""
    typed: str | None


class DrawnRows:
    """The lines of the numbers as they were drawn: moving the cursor draws two of them anew, not all."""

    def __init__(self) -> None:
        self._for: tuple[Layout, range] | None = None
        self._rows: dict[str, Row] = {}

    def of(self, layout: Layout, span: range) -> dict[str, Row]:
        """Those of a layout and of the weeks it shows; others are forgotten."""
        if self._for != (layout, span):
            self._for, self._rows = (layout, span), {}
        return self._rows


class ScorecardLines:
    """Makes the lines for one window."""

    def __init__(self, grid: Grid, layout: Layout, cursor: Cursor, drawn: DrawnRows) -> None:
        """`drawn` holds the lines of an earlier time, as long as nothing but the cursor differs."""
        self.grid = grid
        self.layout = layout
        self.cursor = cursor
        newest = len(grid.weeks)
        # The cells shown are the newest ones, or those up to the cursor where that stands further back.
        first = max(0, newest - layout.shown)
        if cursor.week < first:
            first = max(0, cursor.week)
        self._span = range(first, min(newest, first + layout.shown))
        self._drawn = drawn.of(layout, self._span)

    # -- above it ----------------------------------------------------------------------------------------------------

    def head(self, client: ClientRow | None, width: int) -> list[Row]:
        """How many stand how, whose they are, and the weeks' names: what there is no room for is left out whole."""
        weeks = ngettext("{n} week", "{n} weeks", len(self.grid.weeks)).format(n=len(self.grid.weeks)) + " · v"
        whose = f"{client.name if client else _('all clients')} · {weeks}"
        named: tuple[tuple[Standing, ...], ...] = ((*_COUNTED,), (Standing.OFF_TRACK,), ())
        # In a narrow window the groups below name them once more.
        choices = [] if self.layout.spark else [(self._counts(named[0]), whose), (self._counts(named[0]), weeks)]
        choices += [(self._counts(some), weeks) for some in named[1:]]
        choices.append((self._counts(()), ""))
        left, right = next((one for one in choices if _width(one[0]) + cell_len(one[1]) + 3 <= width), choices[-1])
        return [Row(None, left, ((right + " ", "quiet"),) if right else ()), Row(None, self._heads())]

    def _counts(self, named: Sequence[Standing]) -> tuple[Words, ...]:
        """How many there are of each, and how many are due; some of them by name."""
        standings = [row.score.standing for row in self.grid.rows]
        due = sum(row.score.due_on is not None for row in self.grid.rows)
        left: list[Words] = [(" ", "plain")]
        for standing, sign in _COUNTED.items():
            if count := standings.count(standing):
                name = f" {labels.standing(standing).lower()}" if standing in named else ""
                left += [(_(sign[0]), sign[1]), (f" {count}{name}   ", "plain")]
        if due:
            left.append((ngettext("{n} due: w", "{n} due: w", due).format(n=due), "bright"))
        return tuple(left)

    def _heads(self) -> tuple[Words, ...]:
        layout, weeks = self.layout, self.grid.weeks
        text = " " * layout.code + fit(_("number"), layout.name) + fit(_("target"), _TARGET)
        if layout.spark:
            first, last = (figures.period(week, Cadence.WEEKLY) for week in (weeks[0], weeks[-1]))
            text += fit(f"{first}{last:>{_SPARK - len(first)}}", _SPARK + 1)
        pieces: list[Words] = [(text, "quiet")]
        every = 1 if layout.cell >= _CELL else -(-5 // layout.cell)
        skipped = 0
        for spot in self._span:
            if (spot - self._span.start) % every:
                continue
            width = min(every, self._span.stop - spot) * layout.cell
            label = figures.period(weeks[spot], Cadence.WEEKLY)
            text = label.rjust(layout.cell) if every == 1 else fit(label if len(label) <= width else "", width)
            pieces.append((text, "bright" if spot == self.cursor.week else "quiet"))
            skipped += width
        if layout.usual:
            pieces.append((f"{_('usual'):>{_USUAL}}", "quiet"))
        if layout.total:
            pieces.append((f"{_('total'):>{_USUAL}}", "quiet"))
        return tuple(pieces)

    # -- the rows ----------------------------------------------------------------------------------------------------

    def worst_first(self) -> list[Row]:
        """What needs a decision on top, in groups."""
        rows: list[Row] = []
        before: Standing | None = None
        found = self.grid.worst_first()
        for row in found:
            standing = row.score.standing
            if standing is not before:
                count = sum(other.score.standing is standing for other in found)
                rows.append(self._group(standing, count))
                before = standing
            rows.append(self.row(row))
        return rows

    def _group(self, standing: Standing, count: int) -> Row:
        signs: dict[Standing, Words] = {
            Standing.OFF_TRACK: (_("R"), "shout"),
            Standing.WATCH: (_("A"), "amber"),
            Standing.STALE: ("~", "amber"),
            Standing.ON_TRACK: (_("G"), "green"),
        }
        sign = signs.get(standing, ("·", "faint"))
        words = ((f" {labels.standing(standing)} ", "section"), (str(count), "bright"))
        right: tuple[Words, ...] = ()
        if standing in {Standing.DUE, Standing.STALE}:
            right = ((_("w enters what is due"), "section"),)
        return Row(None, (sign, *words), right, rule=True)

    def by_client(self, clients: Sequence[ClientRow]) -> list[Row]:
        """A section a client."""
        rows: list[Row] = []
        for client in clients:
            found = [row for row in self.grid.rows if row.score.metric.client_id == client.id]
            if found:
                head = ((f"{client.code} ", in_colour(client.colour)), (client.name, "section"))
                rows.append(Row(None, head, rule=True))
                rows += [self.row(row) for row in found]
        return rows

    def row(self, row: GridRow) -> Row:
        """A number: its name, its target, its weeks."""
        metric = row.score.metric
        if metric.id == self.cursor.metric_id:
            return self._draw(row, here=True)
        if metric.id not in self._drawn:
            self._drawn[metric.id] = self._draw(row, here=False)
        return self._drawn[metric.id]

    def _draw(self, row: GridRow, *, here: bool) -> Row:
        layout, metric = self.layout, row.score.metric
        pieces: list[Words] = []
        if layout.code:
            pieces.append((fit(metric.client_code, layout.code), in_colour(metric.client_colour)))
        scale = self._scale(row)
        end = (f" {scale}{metric.unit}" if scale else "") + (" ●" if row.has_issue else "")
        name = fit(clip(metric.name, layout.name - 1 - len(end)) + end, layout.name - 1)
        pieces.append((name + " ", "bright" if here else "plain"))
        aim = figures.target(row.score.target, metric, short=True)
        if row.score.target is None and metric.unit:
            aim = f"{aim} {figures.unit_words(metric.unit)}"  # no target says it, so this does
        pieces.append((fit(aim, _TARGET - 1) + " ", "quiet"))
        numbers = [cell.value.value if cell.value else None for cell in row.cells]
        if layout.spark:
            pieces.append((fit(sparkline(numbers, _SPARK), _SPARK + 1), "plain"))
        curve = sparkline(numbers, len(numbers)) if layout.letters_only else ""
        for spot in self._span:
            pieces += self._cell(row, spot, curve, scale, under_cursor=here and spot == self.cursor.week)
        if layout.usual:
            pieces.append((f"{self._short(row.average, row).removesuffix(scale):>{_USUAL}}", "quiet"))
        if layout.total:
            pieces.append((f"{self._short(row.total, row):>{_USUAL}}", "quiet"))
        if layout.trend:
            loud = "amber" if row.score.drifts else "quiet"
            pieces.append((fit(" " + metric_lines.arrow(row.score), _TREND), loud))
        return Row(metric.id, tuple(pieces))

    def _short(self, value: int | None, row: GridRow) -> str:
        return figures.compact(value, row.score.metric.unit) if value is not None else ""

    def _scale(self, row: GridRow) -> str:
        """`k`, where all its values are thousands and would touch each other with it: it stands in the name once."""
        if self.layout.cell != _CELL or row.score.target is None:
            return ""
        texts = [self._figure(row, spot)[0] for spot in self._span if row.cells[spot].value is not None]
        ends = {text[-1:] for text in texts}
        too_long = any(len(text) >= _CELL - 1 for text in texts)
        return ends.pop() if too_long and len(ends) == 1 and not ends & set("0123456789") else ""

    def _cell(self, row: GridRow, spot: int, curve: str, scale: str, *, under_cursor: bool) -> list[Words]:
        width = self.layout.cell
        if under_cursor and self.cursor.typed is not None:
            return [(f"{self.cursor.typed}▏"[-width:].rjust(width), "cell")]
        text, sign = self._figure(row, spot)
        text = text.removesuffix(scale)
        if self.layout.letters_only:
            # Where only letters have room, a number without one is a curve.
            letter = sign[0].strip() or curve[spot].strip() or text[-1:]
            shown = [(letter.rjust(width), sign[1] if sign[0].strip() else "plain" if curve[spot].strip() else "faint")]
        else:
            blank = " " if width >= _ROOMY_CELL else ""
            shown = [(text.rjust(width - 1 - len(blank)) + blank, "plain"), sign]
        return [(text, "cell") for text, _part in shown] if under_cursor else shown

    def _figure(self, row: GridRow, spot: int) -> tuple[str, Words]:
        """A cell's value and letter; the newest letter of a row may shout, those before it do not."""
        cell, score = row.cells[spot], row.score
        if cell.value is None and self._stands_for_longer(row, spot) and score.last is not None:
            cell = score.last
        if cell.value is None:
            return self._missing(row, spot)
        figure = figures.compact(cell.value.value, score.metric.unit)
        if cell.value.is_estimated:
            figure = "≈" + figure
        newest = score.last is not None and score.last.value is not None
        is_last = newest and score.last is not None and not any(later.value for later in row.cells[spot + 1 :])
        if is_last and score.standing is Standing.OFF_TRACK and cell.level is Level.RED:
            return figure, (_("R"), "shout")
        return figure, metric_lines.cell_sign(score, cell)

    def _stands_for_longer(self, row: GridRow, spot: int) -> bool:
        """Whether the newest of few weeks shows a month or a quarter that ended before them."""
        if (
            len(self._span) == len(self.grid.weeks)
            or spot != len(self.grid.weeks) - 1
            or row.score.standing is Standing.STALE
        ):
            return False
        longer = row.score.metric.cadence in {Cadence.MONTHLY, Cadence.QUARTERLY}
        return longer and not any(row.cells[week].value for week in self._span)

    def _missing(self, row: GridRow, spot: int) -> tuple[str, Words]:
        """Nothing was read: a dot where something should have been, how old it is in the newest week."""
        metric, score = row.score.metric, row.score
        if score.standing is Standing.STALE and spot == len(self.grid.weeks) - 1 and self.layout.cell >= _CELL:
            return metric_lines.age(score)[: self.layout.cell - 1], (" ", "plain")
        week = self.grid.weeks[spot]
        weekly = metric.cadence in {Cadence.WEEKLY, Cadence.DAILY}
        return ("·" if weekly and metric.expects(week, last_day(week, Cadence.WEEKLY)) else "", (" ", "faint"))

    # -- below it ----------------------------------------------------------------------------------------------------

    def sentence(self, row: GridRow, target: Target | None, width: int, reading: Words | None) -> list[Row]:
        """All about the cell under the cursor."""
        metric = row.score.metric
        cell = row.cells[self.cursor.week]
        head = ((f"{metric.client_code} ", in_colour(metric.client_colour)), (metric.name, "section"))
        when = figures.long_period(cell.start, Cadence.WEEKLY)
        if not self.layout.spark:
            when += f", {fmt.day_month(cell.start)} – {fmt.day_month(last_day(cell.start, Cadence.WEEKLY))}"
        state = self._state(row)
        right = ((state, "section"),) if state else ()
        rows = [Row(None, (*head, (f" · {when}", "section")), right, rule=True)]
        if reading is not None:
            return [*rows, Row(None, (reading,)), self._legend()]
        sign = metric_lines.cell_sign(row.score, cell) if cell.value else ("·", "faint")
        figure = metric_lines.value(cell, metric) if cell.value else _("not entered: type the number")
        # In a narrow window the line above says its target, and this one from where on it is red.
        short = self.layout.spark and target is not None and cell.level is not Level.NONE
        limit = _("red {limit}").format(limit=figures.red_limit(target, metric)) if short and target else ""
        words = [limit or metric_lines.verdict(cell, target, metric), metric_lines.parts(cell.value, metric)]
        if metric.source:
            words.append(_("read in: {source}").format(source=metric.source))
        left: list[Words] = [(" ", "plain"), sign, (f" {figure}", "bright"), ("   ", "plain")]
        left.append((clip("   ".join(filter(None, words)), max(10, width - 8 - len(figure))), "quiet"))
        return [*rows, Row(None, tuple(left)), Row(None, self._notes(row, cell, width), self._aside(row))]

    def _state(self, row: GridRow) -> str:
        reds = labels.reds(row.score.reds)
        if row.has_issue:
            issue = _("an issue is open ●")
        elif row.score.standing is Standing.OFF_TRACK:
            issue = _("no issue: r makes one")
        else:
            issue = _("no window yet: e sets it") if row.score.metric.lacks_window else ""
        return " · ".join(filter(None, (reds, issue)))

    def _notes(self, row: GridRow, cell: Cell, width: int) -> tuple[Words, ...]:
        noted = [found for found in row.cells[: self.cursor.week + 1] if found.value is not None and found.value.note]
        if not noted:
            return ()
        last = noted[-1]
        assert last.value is not None  # noqa: S101  # for the type checker: chosen by it
        note = _("“{note}”").format(note=last.value.note)
        if last is not cell:
            note = f"{figures.period(last.start, Cadence.WEEKLY)} {note}"
        return ((f"   {clip(note, max(10, width - 24))}", "plain"),)

    def _aside(self, row: GridRow) -> tuple[Words, ...]:
        """Until when it is muted; its usual value and its sum where they have no column."""
        words = [muted] if (muted := labels.muted(row.score)) else []
        if row.average is not None and not self.layout.usual:
            words.append(_("usual {value}").format(value=self._full(row.average, row)))
        if row.total is not None and not self.layout.total:
            words.append(_("total {value}").format(value=self._full(row.total, row)))
        return ((" · ".join(words) + " ", "quiet"),) if words else ()

    def _full(self, value: int, row: GridRow) -> str:
        return figures.measure(value, row.score.metric.unit)

    def _legend(self) -> Row:
        words = _("= as before · 11/50 for a ratio · 12 ? an estimate · a note may follow")
        return Row(None, ((" " + words, "quiet"),))

"""A number in full: its history as a chart, what it says, what was made of it."""

from __future__ import annotations

from contextlib import suppress
from typing import ClassVar

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from obm_tui import figures, fmt, keys, labels
from obm_tui.domain.analysis import QUARTER_OF_WEEKS, Analysis, analyse
from obm_tui.domain.cards import CardRow, Lane
from obm_tui.domain.errors import Busy, NotFound
from obm_tui.domain.level import Level
from obm_tui.domain.metrics import Target
from obm_tui.domain.periods import last_day, next_start, year_before
from obm_tui.domain.query import Scope
from obm_tui.domain.results import Cell, Score, Standing, cells, expand, target_on
from obm_tui.domain.scorecard import WEEKS
from obm_tui.i18n import _, ngettext
from obm_tui.screens import asking, metric_lines, metric_verbs, turns
from obm_tui.screens.dialogs.base import Dialog
from obm_tui.widgets.chart import Chart, Point
from obm_tui.widgets.chrome import Keybar
from obm_tui.widgets.paint import clip, wrap
from obm_tui.widgets.row_list import Row, RowList, Words, in_colour

_NOTES = 4
_NAME = 16
"""Cells of its name for which there must be room beside its value and its target."""
_YEARS = 2
"""What is read: the year that is shown at most, and the one it is compared with."""
_CARD, _NOTE, _TARGET = "card:", "note:", "target:"
_NARROW = 100
"""Columns below which a period is named in short, and a target's limit only among the targets."""


class MetricView(Dialog[None]):
    """Enter on a number. Left and right go through its periods; the usual keys act on it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", "", show=False),
        Binding("right", "step(1)", "", show=False),
        Binding("up", "move(-1)", "", show=False),
        Binding("down", "move(1)", "", show=False),
        Binding("enter", "open", "", show=False),
        Binding("v", "longer", "", show=False),
        Binding(keys.BY_ID["step.undo"].key, "undo", "", show=False),
        *(
            Binding(key.key, f"verb('{key.action}')", "", show=False, id=key.id)
            for key in keys.of_place("metric")
            if key.id.startswith("metric.")
        ),
    ]

    def __init__(self, score: Score) -> None:
        super().__init__(classes="-full")
        self._score = score
        self._metric_id = score.metric.id
        self._analysis = Analysis(None, None, None, None)
        self._count = WEEKS[1]
        self._spot: int | None = None
        """The period under the cursor; none until the newest value is known, which it begins with."""
        self._cells: tuple[Cell, ...] = ()
        self._older: tuple[Cell, ...] = ()
        self._targets: list[Target] = []
        self._cards: dict[str, CardRow] = {}

    def compose(self) -> ComposeResult:
        """What it is, the chart, what it says, the keys."""
        with Vertical(classes="sheet"):
            yield RowList(id="head")
            yield Chart(id="chart")
            lines = RowList(id="lines")
            lines.add_class("tall")
            yield lines
            yield Keybar("metric")

    def on_mount(self) -> None:
        """Read and draw it."""
        self._load()

    def on_resize(self) -> None:
        """More or less room."""
        if self._cells:
            self._put()

    def _load(self) -> None:
        """Read it; from a busy file, at the next occasion."""
        with suppress(Busy):
            try:
                self._read()
            except NotFound as problem:
                self.app.warn(labels.say(problem))
                self.dismiss(None)
            else:
                self._put()

    def _read(self) -> None:
        desk = self.app.desk
        self._score = self._find()
        values, self._targets = desk.metrics.history(self._metric_id, _YEARS * WEEKS[-1])
        found = cells(values, self._targets, self._score.metric, desk.metrics.first_weekday())
        self._older = found
        self._cells = self._with_due(expand(self._score.metric, found))[-self._count :]
        self._analysis = analyse(self._score.metric, found, desk.metrics.first_weekday())
        self._cards = desk.cards.rows([key for key, _lane in desk.metrics.cards(self._metric_id)])
        if self._spot is None or not -len(self._cells) <= self._spot < len(self._cells):
            self._spot = next((-back for back, cell in enumerate(reversed(self._cells), 1) if cell.value), -1)

    def _with_due(self, found: tuple[Cell, ...]) -> tuple[Cell, ...]:
        """The periods up to the one that is due: what is missing can be gone to and typed."""
        due, cadence = self._score.due_on, self._score.metric.cadence
        if due is None:
            return found
        start, added = next_start(found[-1].start, cadence) if found else due, []
        while start <= due:
            added.append(Cell(start, None, Level.NONE))
            start = next_start(start, cadence)
        return (*found, *added)

    def _find(self) -> Score:
        metric = self.app.desk.metrics.get(self._metric_id)
        scores = self.app.desk.metrics.scores(Scope(metric.client_id))
        return next(score for score in scores if score.metric.id == self._metric_id)

    # -- drawing -----------------------------------------------------------------------------------------------------

    @property
    def _cell(self) -> Cell | None:
        return self._cells[self._spot] if self._cells and self._spot is not None else None

    def _put(self) -> None:
        head, rows = self.query_one("#head", RowList), self._head()
        head.styles.height = len(rows)
        head.put(rows)
        self.query_one("#lines", RowList).put(self._lines())
        unit = self._score.metric.unit
        chart = self.query_one(Chart)
        chart.put(
            self._points(), self._spot if self._spot is not None else -1, lambda value: figures.measure(value, unit)
        )

    def _points(self) -> list[Point]:
        """The history with the targets of its time, and what each period was a year earlier where that is known."""
        metric = self._score.metric
        by_start = {cell.start: cell.value.value for cell in self._older if cell.value is not None}
        points = []
        for cell in self._cells:
            target = target_on(self._targets, last_day(cell.start, metric.cadence))
            value = cell.value.value if cell.value is not None else None
            note = cell.value.note if cell.value is not None else ""
            limits = (target.low, target.high) if target else (None, None)
            earlier = by_start.get(year_before(cell.start, metric.cadence))
            points.append(Point(figures.period(cell.start, metric.cadence), value, cell.level, *limits, note, earlier))
        return points

    @on(Chart.PointChosen)
    def choose_point(self, event: Chart.PointChosen) -> None:
        """A point was clicked."""
        self._spot = event.spot
        self._put()

    def _head(self) -> list[Row]:
        """Its name, its value and what that should be; in as many lines as that takes, the value always whole."""
        score, metric, cell = self._score, self._score.metric, self._cell
        value: list[Words] = []
        if cell is not None:
            period = figures.period if self.size.width < _NARROW else figures.long_period
            when = period(cell.start, metric.cadence)
            figure = metric_lines.value(cell, metric) if cell.value else _("not entered")
            value = [metric_lines.cell_sign(score, cell), (f" {figure}", "bright"), (f"  {when}", "quiet")]
        aim = self._aim(cell, self._target()) if cell else _("no value yet")
        room = self.size.width - len(metric.client_code) - 5 - sum(cell_len(text) for text, _part in value)
        beside = room - cell_len(aim) - 3 >= min(cell_len(metric.name), _NAME)
        name = clip(metric.name, room - cell_len(aim) - 3 if beside else room)
        code: Words = (f"{metric.client_code} ", in_colour(metric.client_colour))
        first = ((" ", "plain"), code, (f"{name}  ", "bright"), *value)
        rows = [Row(None, first, ((f"{aim} ", "quiet"),) if beside else ())]
        if not beside:
            rows.append(Row(None, ((f" {clip(aim, self.size.width - 3)}", "quiet"),)))
        signs = (metric_lines.arrow(score), labels.reds(score.reds), metric_lines.age(score))
        state = "  ".join(filter(None, (*signs, labels.muted(score))))
        return [*rows, *self._behind(cell, state)]

    def _behind(self, cell: Cell | None, state: str) -> list[Row]:
        """What a value was worked out from and what was noted, with where the number goes beside it or below."""
        parts = metric_lines.parts(cell.value if cell else None, self._score.metric)
        note = _("“{note}”").format(note=cell.value.note) if cell and cell.value and cell.value.note else ""
        hint = _("type the number") if cell and cell.value is None else ""
        said = "   ".join(filter(None, (parts, note, hint)))
        room = self.size.width - 3
        right: Words = (f"{clip(state, room)} ", "amber" if self._score.drifts else "quiet")
        if cell_len(said) + cell_len(state) + 3 <= room:
            return [Row(None, ((f" {said}", "plain"),), (right,))]
        rows = [Row(None, ((f" {line}", "plain"),)) for line in wrap(said, room, 2)]
        return [*rows, Row(None, ((" ", "plain"), right))] if state else rows

    def _aim(self, cell: Cell, target: Target | None) -> str:
        if self.size.width < _NARROW and target is not None:
            return _("target {target}").format(target=figures.target(target, self._score.metric))
        return metric_lines.verdict(cell, target, self._score.metric)

    def _target(self) -> Target | None:
        cell = self._cell
        return target_on(self._targets, last_day(cell.start, self._score.metric.cadence)) if cell else None

    def _lines(self) -> list[Row]:
        return [*self._said(self._analysis), *self._made(), *self._noted(), *self._aimed()]

    def _said(self, found: Analysis) -> list[Row]:
        metric = self._score.metric
        rows = [Row(None, ((_("What it says"), "section"),), rule=True)]
        if found.usual is not None:
            count = min(QUARTER_OF_WEEKS, sum(cell.value is not None for cell in self._older))
            words = ngettext("usual value, of {n}: {value}", "usual value of the last {n}: {value}", count)
            words = words.format(n=count, value=figures.measure(found.usual, metric.unit))
            rows += self._told(words)
        if found.best is not None and found.worst is not None:
            best, worst = (
                f"{metric_lines.value(cell, metric)} ({figures.period(cell.start, metric.cadence)})"
                for cell in (found.best, found.worst)
            )
            words = _("best {best} · worst {worst}").format(best=best, worst=worst)
            rows += self._told(words)
        if (compared := found.so_far) is not None:
            words = _("{period} so far {now}, the same part of the one before {before}").format(
                period=figures.period(compared.start, compared.cadence),
                now=figures.measure(compared.now, metric.unit),
                before=figures.measure(compared.before, metric.unit),
            )
            change = figures.change(compared.change) if compared.change is not None else ""
            rows += self._told(words, change)
        if self._score.drifts:
            moves = self._score.wrong_moves
            words = ngettext("{n} move the wrong way", "{n} moves the wrong way in a row", moves).format(n=moves)
            rows += self._told(words, part="amber")
        where = " · ".join(filter(None, (metric.source, metric.owner or "", metric.goal)))
        if where:
            rows += self._told(_("read in: {source}").format(source=where), part="quiet")
        return rows

    def _told(self, text: str, change: str = "", part: str = "plain") -> list[Row]:
        """A sentence in as many lines as it takes, and a change behind it."""
        lines = wrap(text, max(10, self.size.width - 3 - (cell_len(change) + 2 if change else 0)), 4)
        right: tuple[Words, ...] = ((f"{change} ", "bright"),) if change else ()
        first = Row(None, ((f" {lines[0]}", part),), right)
        return [first, *(Row(None, ((f" {line}", part),)) for line in lines[1:])]

    def _made(self) -> list[Row]:
        head = Row(
            None, ((_("Issues and questions"), "section"),), ((_("r makes one · q asks"), "section"),), rule=True
        )
        if not self._cards:
            reds = labels.reds(self._score.reds) if self._score.standing is Standing.OFF_TRACK else ""
            words = _("{reds}, and none is open: r makes one.").format(reds=reds) if reds else _("None is open.")
            return [head, *self._told(words, part="amber" if reds else "quiet")]
        return [head] + [
            Row(
                _CARD + key,
                ((f" {labels.lane(row.lane):<18}", "quiet"), (clip(row.title, self.size.width - 21), "plain")),
            )
            for key, row in self._cards.items()
        ]

    def _noted(self) -> list[Row]:
        noted = [cell for cell in self._cells if cell.value is not None and cell.value.note]
        if not noted:
            return []
        rows = [Row(None, ((_("Notes and events"), "section"),), ((_("j notes one"), "section"),), rule=True)]
        for cell in list(reversed(noted))[:_NOTES]:
            assert cell.value is not None  # noqa: S101  # for the type checker: chosen by it
            when = figures.period(cell.start, self._score.metric.cadence)
            left: tuple[Words, ...] = (
                (f" {when:<7}", "quiet"),
                (clip(cell.value.note, self.size.width - 10), "plain"),
            )
            rows.append(Row(f"{_NOTE}{cell.start}", left))
        return rows

    def _aimed(self) -> list[Row]:
        rows = [Row(None, ((_("Targets"), "section"),), ((_("e changes it"), "section"),), rule=True)]
        if not self._targets:
            return [*rows, Row(None, ((" " + _("It has none: it is neither green nor red."), "quiet"),))]
        for target in reversed(self._targets):
            since = _("always") if target.since <= metric_verbs.ALWAYS else _since(target)
            red = figures.red_limit(target, self._score.metric)
            words = figures.target(target, self._score.metric)
            key = f"{_TARGET}{target.since}"
            if max(22, cell_len(since)) + cell_len(words) + cell_len(red) + 5 <= self.size.width:
                rows.append(Row(key, ((f" {since:<22}", "quiet"), (words, "plain")), ((f"{red} ", "quiet"),)))
            else:
                rows.append(Row(key, ((f" {clip(since, self.size.width - 3)}", "quiet"),)))
                rows += self._told(f" {words}, {red}" if red else f" {words}")
        return rows

    # -- keys --------------------------------------------------------------------------------------------------------

    def action_step(self, count: int) -> None:
        """The period before or after."""
        spot = self._spot % len(self._cells) + count if self._cells and self._spot is not None else -1
        if 0 <= spot < len(self._cells):
            self._spot = spot
            self._put()

    def action_move(self, count: int) -> None:
        """Through the cards that were made of it, its notes and its targets."""
        self.query_one("#lines", RowList).move_cursor(count)

    def action_open(self) -> None:
        """The card under the cursor, the period of a note, the form of a target; with none of them, close."""
        key = self.query_one("#lines", RowList).current
        if key is None:
            self.dismiss(None)
        elif key.startswith(_NOTE):
            self._spot = next(spot for spot, cell in enumerate(self._cells) if f"{_NOTE}{cell.start}" == key)
            self._put()
        elif key.startswith(_TARGET):
            metric_verbs.edit(self.app, self._score)
        else:
            asking.open_card(self.app, key.removeprefix(_CARD), self._leave_for)

    async def _leave_for(self, _action: str) -> None:
        """A verb on that card is for its own list: go there."""
        self.app.flash(_("Its verbs are on the board and on the client's page."))

    def on_key(self, event: events.Key) -> None:
        """A digit begins the value of the period under the cursor."""
        if self._cell is None or event.character not in metric_verbs.STARTS:
            return
        event.stop()
        event.prevent_default()
        spot = self._cells.index(self._cell)
        before = next((cell.value for cell in reversed(self._cells[:spot]) if cell.value is not None), None)
        start = self._cell.value.period_on if self._cell.value is not None else self._cell.start
        first = event.character or ""
        metric_verbs.type_value(self.app, self._score.metric, start, before, self._target(), first)

    def action_longer(self) -> None:
        """A quarter, half a year, a year."""
        self._count = WEEKS[(WEEKS.index(self._count) + 1) % len(WEEKS)]
        self._load()

    async def action_undo(self) -> None:
        """Take back the last step."""
        turns.take_back(self.app)
        self._load()

    @on(Keybar.KeyClicked)
    def press_clicked_key(self, event: Keybar.KeyClicked) -> None:
        """A click on the key bar does what the key does."""
        if event.action == keys.BY_ID["place.leave"].action:
            self.action_leave()
        else:
            self.action_verb(event.action)

    def action_verb(self, action: str) -> None:
        """Act on the number; what changes shows at once."""
        score, cell, target = self._score, self._cell, self._target()
        if action == "metric_edit":
            metric_verbs.edit(self.app, score)
        elif action == "metric_mute":
            metric_verbs.mute(self.app, score)
        elif cell is None or cell.value is None:
            self.app.flash(_("There is no value here to act on."))
        elif action == "metric_copy":
            metric_verbs.copy(self.app, score, cell, target)
        elif action == "metric_note":
            metric_verbs.note(self.app, score, cell)
        else:
            lane = Lane.RISK if action == "metric_risk" else Lane.QUESTION
            metric_verbs.make_card(self.app, score, cell, target, lane)
        self.call_after_refresh(self._load)

    def on_screen_resume(self) -> None:
        """A form before it closed: read again."""
        if self._cells or self.is_mounted:
            self._load()


def _since(target: Target) -> str:
    return _("since {day}").format(day=f"{fmt.day_month(target.since)} {target.since.year}")

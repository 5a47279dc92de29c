"""The KPI round: every number that is due, across clients, one after the other, and what turned red at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, Static

from obm_tui import figures, labels
from obm_tui.domain.cards import Lane
from obm_tui.domain.errors import ObmError
from obm_tui.domain.level import Level
from obm_tui.domain.metrics import Entered
from obm_tui.domain.query import Scope
from obm_tui.domain.results import Score
from obm_tui.domain.typed_values import TypedValue
from obm_tui.i18n import _, ngettext
from obm_tui.screens import metric_lines, metric_verbs
from obm_tui.screens.dialogs.base import Dialog, Title, words
from obm_tui.widgets.paint import clip, dotted, fit
from obm_tui.widgets.row_list import Row, RowList, Words, in_colour

_FIXED = 26
"""Cells of a line beside its name, the value before and the target."""
_NAME = 12
"""Cells of a name that are worth more than the value before or the target."""
_USUAL = 23
"""Cells of a name where there is room, even if none is as long."""


class _Columns(NamedTuple):
    """What a line of the round has room for."""

    name: int
    last: bool
    target: bool


class ValueInput(Input):
    """One number; a pasted column goes to the round as a whole."""

    @dataclass
    class ColumnPasted(Message):
        """Several lines were pasted; nothing of them stands in the field."""

        lines: list[str]

    def _on_paste(self, event: events.Paste) -> None:
        lines = [line.strip() for line in event.text.strip().splitlines()]
        if len(lines) > 1:
            event.prevent_default()
            event.stop()
            self.post_message(self.ColumnPasted(lines))


class KpiRound(Dialog[None]):
    """Enter saves and goes on, Enter on nothing passes over; what is entered is saved at once, so it can be left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", "", show=False, priority=True),
        Binding("down", "step(1)", "", show=False, priority=True),
    ]

    def __init__(self, due: tuple[Score, ...], client_id: str | None) -> None:
        """The numbers that are due, of one client or of all."""
        super().__init__(classes="-full")
        self._client_id = client_id
        self._due = due
        self._spot = 0
        self._entered: dict[str, str] = {}
        """What was entered, by metric, as it is shown."""
        self._asking: set[str] = set()
        """The numbers for whose reds an issue is proposed, once (R9)."""
        self._over = False

    def compose(self) -> ComposeResult:
        """The numbers, the one that is asked for, what is understood of what is typed."""
        with Vertical(classes="sheet"):
            yield Title("", id="title")
            list_ = RowList(id="due")
            list_.add_class("tall")
            yield list_
            yield Static("", id="asked")
            yield ValueInput(id="value", select_on_focus=False)
            yield Static("", id="reading", classes="quiet")
            yield Static("", id="keys", classes="quiet")

    def on_mount(self) -> None:
        """The first one."""
        self._show()
        self.query_one("#value", Input).focus()

    # -- what is shown -----------------------------------------------------------------------------------------------

    @property
    def _list(self) -> RowList:
        return self.query_one("#due", RowList)

    @property
    def _score(self) -> Score:
        return self._due[self._spot]

    def _show(self) -> None:
        left = len(self._due) - len(self._entered)
        title = ngettext("KPI round · {n} number to enter", "KPI round · {n} numbers to enter", left).format(n=left)
        self.query_one("#title", Static).update(words(title))
        self._list.put(self._rows())
        self._list.select(self._score.metric.id)
        self.query_one("#asked", Static).update(words(*self._asked()))
        hint = _("enter saves or passes over · = as before · 12 ? an estimate · a note may follow")
        self.query_one("#keys", Static).update(words(hint))
        self._say_reading("")

    def _rows(self) -> list[Row]:
        rows: list[Row] = []
        before, columns = "", self._columns()
        for score in self._due:
            metric = score.metric
            if metric.client_id != before:
                before = metric.client_id
                client = self.app.client(before)
                name = client.name if client else ""
                code: Words = (f"{metric.client_code} ", in_colour(metric.client_colour))
                rows.append(Row(None, (code, (name, "section")), rule=True))
            rows.append(self._row(score, columns))
        return rows

    def _columns(self) -> _Columns:
        """The name has what the rest leaves it; where that is little, target and value before stand below alone."""
        last = max(cell_len(self._last(score)) for score in self._due) + 2
        target = max(cell_len(self._target(score)) for score in self._due) + 2
        room = self.size.width - _FIXED
        with_target, with_last = room - last - target >= _NAME, room - last >= _NAME
        left = room - (last if with_last else 0) - (target if with_target else 0)
        longest = max(_USUAL, *(cell_len(score.metric.name) for score in self._due))
        return _Columns(max(1, min(left, longest)), with_last, with_target)

    def _last(self, score: Score) -> str:
        if score.last is None:
            return ""
        metric, last = score.metric, score.last
        return f"{figures.period(last.start, metric.cadence)} {metric_lines.value(last, metric)}"

    def _target(self, score: Score) -> str:
        return figures.target(score.target, score.metric) if score.target else ""

    def _row(self, score: Score, columns: _Columns) -> Row:
        metric = score.metric
        period = figures.period(_due(score), metric.cadence)
        done = self._entered.get(metric.id)
        left: list[Words] = [
            (" ", "plain"),
            ("✓" if done else "·", "green" if done else "faint"),
            (f" {fit(metric.name, columns.name)} ", "plain"),
            (f"{fit(period, 7)}", "quiet"),
            (f"{done or '':>12}" if done or columns.last else "", "bright"),
        ]
        if score.last is not None and columns.last:
            left += [(f"  {self._last(score)} ", "quiet"), metric_lines.cell_sign(score, score.last)]
        right = f"{self._target(score)} " if columns.target else ""
        return Row(metric.id, tuple(left), ((right, "quiet"),))

    def _asked(self) -> list[tuple[str, str] | str]:
        """Which number, of which period, and where to read it."""
        score = self._score
        metric = score.metric
        when = figures.long_period(_due(score), metric.cadence)
        pieces: list[tuple[str, str] | str] = [(f"{metric.client_code} {metric.name}", "$foreground"), f" · {when}"]
        if metric.is_ratio and (metric.numerator or metric.denominator):
            parts = f"{metric.numerator} / {metric.denominator}"
            pieces.append("   " + _("{parts}, as 11/50, or the value").format(parts=parts))
        where = " · ".join(filter(None, (metric.source, metric.owner or "")))
        said = _("read in: {source}").format(source=where) if where else ""
        columns = self._columns()
        hidden = ("" if columns.target else self._target(score), "" if columns.last else self._last(score))
        below = [words_ for words_ in (" · ".join(filter(None, hidden)), said) if words_]
        return [*pieces, *(f"\n{clip(words_, self.size.width - 2)}" for words_ in below or [""])]

    def _say_reading(self, text: str, style: str = "$quiet") -> None:
        self.query_one("#reading", Static).update(words((text or " ", style)))

    # -- typing ------------------------------------------------------------------------------------------------------

    @on(Input.Changed, "#value")
    def read(self, event: Input.Changed) -> None:
        """What is understood, before it is saved."""
        if self._over or not event.value.strip():
            self._say_reading("")
            return
        score = self._score
        try:
            found = self._read(score, event.value)
        except ObmError as problem:
            self._say_reading(labels.say(problem), "$warning")
            return
        self._say_reading("= " + metric_verbs.reading(found, _due(score), score.metric, score.target))

    @staticmethod
    def _read(score: Score, text: str) -> TypedValue:
        return metric_verbs.read(text, score.metric, score.last.value if score.last is not None else None)

    @on(Input.Submitted, "#value")
    def take(self, event: Input.Submitted) -> None:
        """Save it and go on; nothing typed passes over."""
        if self._over:
            return
        if not event.value.strip():
            self._go(self._spot + 1)
            return
        score = self._score
        try:
            found = self._read(score, event.value)
        except ObmError:
            return  # said below the line already
        self._enter([(score, found)])

    @on(ValueInput.ColumnPasted)
    def enter_column(self, event: ValueInput.ColumnPasted) -> None:
        """A column of numbers: one a line, from here on; all of them, or none."""
        lines = event.lines
        scores = self._due[self._spot : self._spot + len(lines)]
        if len(lines) > len(scores):
            self._say_reading(metric_verbs.too_long(len(lines), len(scores)), "$warning")
            return
        try:
            read = [(score, self._read(score, text)) for score, text in zip(scores, lines, strict=True) if text]
        except ObmError as problem:
            self._say_reading(labels.say(problem), "$warning")
            return
        self._enter(read, passed=len(lines))

    def _enter(self, read: Sequence[tuple[Score, TypedValue]], passed: int = 1) -> None:
        """Save them and go on at once: her keys do not wait for a file that is at work."""
        entered = {
            score.metric.id: metric_lines.value(metric_verbs.typed_cell(found, _due(score), score.target), score.metric)
            for score, found in read
        }
        values = [found.new_value(score.metric.id, _due(score)) for score, found in read]

        def failed() -> None:
            self._entered = {key: said for key, said in self._entered.items() if key not in entered}
            again()

        def again(found: Entered | None = None) -> None:
            self._asking.update(found.asking if found is not None else ())
            if not self.is_attached:
                return
            if self._over:
                self._show_end(self._list.current)
            else:
                self._list.put(self._rows())

        self._entered |= entered
        self._go(self._spot + passed)
        self.app.write(self.app.desk.metrics.enter, values, then=again, failed=failed)

    def _go(self, spot: int) -> None:
        with self.prevent(Input.Changed):
            self.query_one("#value", Input).value = ""
        if spot >= len(self._due):
            self._finish()
        else:
            self._spot = max(0, spot)
            self._show()

    def action_step(self, count: int) -> None:
        """The number before or after, without saving."""
        if self._over:
            self._list.move_cursor(count)
        elif 0 <= self._spot + count < len(self._due):
            self._go(self._spot + count)

    # -- the end -----------------------------------------------------------------------------------------------------

    def _finish(self) -> None:
        """What was entered, and what turned red."""
        self._over = True
        for name in ("#value", "#asked"):
            self.query_one(name).display = False
        self.set_focus(None)
        self._show_end()

    def _show_end(self, chosen: str | None = None) -> None:
        """What became of it; the cursor on the first red, or where it was."""
        before = {score.metric.id: score for score in self._due}
        now = [score for score in self.app.desk.metrics.scores(Scope(self._client_id)) if score.metric.id in before]
        entered, left = len(self._entered), len(self._due) - len(self._entered)
        title = ngettext("{n} number entered", "{n} numbers entered", entered).format(n=entered)
        if left:
            title += ", " + ngettext("{n} passed over", "{n} passed over", left).format(n=left)
        self.query_one("#title", Static).update(words(title))
        reds = [score for score in now if score.level is Level.RED and score.metric.id in self._entered]
        muted = [score for score in now if score.muted_until is not None and score.metric.id in self._entered]
        turned = [score for score in reds if before[score.metric.id].level is not Level.RED]
        rows: list[Row] = []
        for words_, found in (
            (_("Turned red"), turned),
            (_("Still red"), [score for score in reds if score not in turned]),
            (_("Muted"), muted),
        ):
            if found:
                rows.append(Row(None, ((f"{words_} ", "section"), (str(len(found)), "bright")), rule=True))
                rows += [row for score in found for row in self._red_rows(score)]
        if not rows:
            rows = [Row(None), Row(None, ((" " + _("Nothing you entered is red."), "quiet"),))]
        self._list.put(rows)
        if chosen is None and reds:
            self._list.select(next(row.key for row in rows if row.key is not None))
        keys = _("r makes an issue · s mutes 7 days · e its limit · enter closes")
        self.query_one("#keys", Static).update(words(keys if reds or muted else _("enter closes")))
        self._say_reading("")

    def action_leave(self) -> None:
        """Close; left before its end, it says at least for what it would have proposed an issue."""
        super().action_leave()
        if not self._over:
            metric_verbs.propose(self.app, self._asking)

    def _red_rows(self, score: Score) -> list[Row]:
        """A number that is red: beside its value, or below it, what that should be and what can be done."""
        metric, last = score.metric, score.last
        assert last is not None  # noqa: S101  # for the type checker: it was just entered
        target, value = figures.target(score.target, metric), metric_lines.value(last, metric)
        left: tuple[Words, ...] = (
            (" ", "plain"),
            ("·", "faint") if score.muted_until else (_("R"), "shout"),
            (f" {metric.client_code:<5}", in_colour(metric.client_colour)),
            (fit(metric.name, max(1, min(26, self.size.width - 12 - max(12, cell_len(value))))), "plain"),
            (f"{value:>12}  ", "bright"),
        )
        state = labels.reds(score.reds)
        if score.muted_until is not None:
            state = labels.muted(score)
        elif self.app.desk.metrics.cards(metric.id):
            state = _("an issue is open ●")
        elif metric.id in self._asking:
            state = f"{state} · " + _("r makes an issue")
        used = sum(cell_len(text) for text, _part in left)
        if used + cell_len(target) + cell_len(state) + 4 <= self.size.width:
            return [Row(metric.id, (*left, (target, "quiet")), ((f"{state} ", "quiet"),))]
        below = dotted([part for part in (target, state) if part], self.size.width - 5)
        return [Row(metric.id, left), *(Row(None, ((f"   {line}", "quiet"),)) for line in below)]

    def on_key(self, event: events.Key) -> None:
        """At the end: an issue, a week's rest, another limit, or close."""
        if not self._over or event.key not in {"enter", "r", "s", "e"}:
            return
        event.stop()
        event.prevent_default()
        if event.key == "enter":
            self.action_leave()
            return
        score = next(
            (one for one in self.app.desk.metrics.scores() if one.metric.id == self._list.current and one.last), None
        )
        if score is None or score.last is None:
            return
        if event.key == "r":
            metric_verbs.make_card(self.app, score, score.last, score.target, Lane.RISK)
            self._show_end(score.metric.id)
        elif event.key == "s":
            metric_verbs.mute(self.app, score)
            self._show_end(score.metric.id)
        elif event.key == "e":
            metric_verbs.edit(self.app, score)

    def on_screen_resume(self) -> None:
        """A form before it closed: a limit may be another now."""
        if self._over:
            self._show_end(self._list.current)


def _due(score: Score) -> date:
    assert score.due_on is not None  # noqa: S101  # for the type checker: the round is of due ones alone
    return score.due_on

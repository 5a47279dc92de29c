"""Letting a card wait: what for, until when, by which channel, in one line; each may be left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from obm_tui import fmt, labels
from obm_tui.domain.capture import kept
from obm_tui.domain.capture.awaited import Awaited, parse_awaited
from obm_tui.domain.errors import ObmError
from obm_tui.domain.text import NOTE_LIMIT, clean_line
from obm_tui.domain.waits import NewWait
from obm_tui.i18n import _
from obm_tui.screens.dialogs.base import Title, words
from obm_tui.screens.dialogs.read_form import ReadForm
from obm_tui.screens.dialogs.reading import flowed
from obm_tui.widgets.read_line import Mark, ReadLine

_NO_DATE = frozenset({"-"})
_SIDES = 2
"""Cells of the window beside the text."""


class AwaitDialog(ReadForm[None]):
    """The second line of `a`: `les rushs vendredi par mail`. Enter alone waits for the card itself."""

    FORM = "await"

    def __init__(self, title: str, target: str, usual: NewWait, save: Callable[[NewWait, AwaitDialog], None]) -> None:
        """`usual` is what is meant where the line does not say; `save` gets what was said, and closes this dialog."""
        super().__init__()
        self.target = target
        self._title = title
        self._usual = usual
        self._save = save
        self.begin_line()

    def compose(self) -> ComposeResult:
        """What it is about, the line, what was understood."""
        with Vertical(classes="sheet"):
            yield Title(words(self._title))
            yield ReadLine(self._line, _("What, until when, by which channel: the footage friday by mail"), "line")
            yield Static(id="reading")
            keys = _("enter saves · ⌫ makes underlined words text again · escape keeps a draft")
            yield Static(words(keys), classes="quiet")

    def on_mount(self) -> None:
        """What an empty line means."""
        self.show_reading()

    @on(ReadLine.LinesPasted)
    def join(self, event: ReadLine.LinesPasted) -> None:
        """Several lines are one here."""
        line = self.query_one("#line", ReadLine)
        line.value = clean_line(event.text, NOTE_LIMIT)
        line.cursor_position = len(line.value)

    def _understood(self, text: str) -> Awaited:
        if text.strip() in _NO_DATE:
            return Awaited()
        stretches = kept.moved(self._kept, self._line, text)
        return parse_awaited(text, self.app.today(), kept=stretches)

    def show_reading(self) -> None:
        """Say what is understood of the line."""
        found = self._understood(self._line)
        self.query_one("#line", ReadLine).mark([Mark(span.start, span.end, is_read=True) for span in found.spans])
        self.say(self._reading(found))

    def _reading(self, found: Awaited) -> Content:
        """What is waited for, until when, by which channel; quiet what was not said."""
        day = found.expected_on or self._usual.expected_on
        channel = found.channel or self._usual.channel
        away = (day - self.app.today()).days if day is not None else 0
        distance = (f"{fmt.countdown(away)} " if away > 0 else f"{fmt.ago(-away)} ") if away else ""
        said = "$accent" if found.expected_on else "$quiet"
        shown = [
            (
                ("→ ", "$quiet"),
                (f" {found.what or self._usual.what or _('the card itself')} ", _style(bool(found.what), "$bright")),
            ),
            ((f" {fmt.long_day(day, self.app.today())} ", f"{said} on $panel"), (distance, "$quiet on $panel"))
            if day is not None
            else ((_("no date"), "$quiet"),),
        ]
        if channel:
            by = _("by {channel}").format(channel=channel)
            shown.append(((f" {by} ", _style(bool(found.channel), "$bright")),))
        return words(*flowed(shown, self.app.size.width - _SIDES))

    @on(Input.Submitted, "#line")
    def save(self, event: Input.Submitted) -> None:
        """Save, once; a refusal is said here and loses nothing."""
        if not self.may_save():
            return
        found = self._understood(event.value)
        wait = NewWait(self._usual.person, found.what, found.expected_on, found.channel)
        try:
            wait = replace(wait, what=wait.cleaned().what)
        except ObmError as problem:
            self.may_save_again()
            self.say(words((labels.say(problem), "$warning")))
            return
        self._save(wait, self)


def _style(is_said: bool, loud: str) -> str:
    return f"{loud if is_said else '$quiet'} on $panel"

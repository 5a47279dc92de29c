"""One line of text."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from obm_tui import labels
from obm_tui.domain.errors import Refused
from obm_tui.i18n import _
from obm_tui.screens.dialogs.base import Dialog, Title, words
from obm_tui.widgets.line_input import LineInput


class LineDialog(Dialog[str]):
    """Asks for a line; answers with it, or with nothing where she leaves."""

    def __init__(self, title: str, before: str = "", read: Callable[[str], str] | None = None) -> None:
        """`read` says what a line means, and refuses one that means nothing: such a line is not taken."""
        super().__init__()
        self._read = read
        self._title = title
        self._before = before

    def compose(self) -> ComposeResult:
        """What it is about, and the line."""
        with Vertical(classes="sheet"):
            yield Title(words(self._title))
            yield LineInput(self._before, id="line", select_on_focus=False)
            if self._read is not None:
                yield Static(id="read")
            yield Static(words(_("enter saves · escape leaves it as it was")), classes="quiet")

    @on(Input.Changed, "#line")
    def show_meaning(self, event: Input.Changed) -> None:
        """What it means so far."""
        if self._read is not None:
            self._say(*self._meaning(event.value))

    def _meaning(self, text: str) -> tuple[str, bool]:
        """What a line means, or why it means nothing; and whether it does."""
        if self._read is None or not text.strip():
            return "", True
        try:
            return self._read(text), True
        except Refused as refusal:
            return labels.say(refusal), False

    def _say(self, text: str, has_meaning: bool) -> None:
        self.query_one("#read", Static).update(words((text, "" if has_meaning else "$warning")))

    @on(Input.Submitted, "#line")
    def take(self, event: Input.Submitted) -> None:
        """What was typed."""
        text, has_meaning = self._meaning(event.value)
        if has_meaning:
            self.dismiss(event.value)
        else:
            self._say(text, has_meaning)

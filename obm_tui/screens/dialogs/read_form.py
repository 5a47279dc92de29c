"""A form of one line that shows what it reads in it; parts of it can be made plain text again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from textual import on
from textual.content import Content
from textual.widgets import Input, Static

from obm_tui import drafts, fmt, paths
from obm_tui.domain.capture import kept
from obm_tui.domain.capture.kept import Stretch
from obm_tui.domain.capture.lines import PASTE_LIMIT
from obm_tui.i18n import _
from obm_tui.screens.dialogs.base import Drafted, words
from obm_tui.widgets.read_line import ReadLine

Result = TypeVar("Result")


class ReadForm(Drafted[Result]):
    """What capture and waiting share: the line, its draft, and what of it is text whatever it looks like."""

    _line = ""
    _kept: tuple[Stretch, ...] = ()

    def begin_line(self, usual: str = "") -> None:
        """Begin with what was left here, or else with this."""
        left = self.left_texts()
        self._line = left.get("line", usual)
        self._kept = kept.from_text(left.get("kept", ""), self._line)

    def show_reading(self) -> None:
        """Say what is understood of the line."""
        raise NotImplementedError

    def on_resize(self) -> None:
        """What was understood may need another number of lines."""
        self.show_reading()

    def texts(self) -> Mapping[str, str]:
        """The line, and what of it is text whatever it looks like."""
        return {"line": self.query_one("#line", Input).value, "kept": kept.as_text(self._kept)}

    @on(Input.Changed, "#line")
    def read_line(self, event: Input.Changed) -> None:
        """Say what is understood, at every key."""
        self.touch()
        self._kept = kept.moved(self._kept, self._line, event.value)
        self._line = event.value
        self.show_reading()

    def say(self, content: Content) -> None:
        """Say this under the line."""
        self.query_one("#reading", Static).update(content)

    @on(ReadLine.TooMuchPasted)
    def keep_paste(self, event: ReadLine.TooMuchPasted) -> None:
        """No field can hold it: it is kept in a file, and what was typed stays."""
        path = drafts.keep_paste(event.text, self.app.today())
        if path is None:
            sentence = _("Too long a paste: {limit} characters at most. Nothing of it was taken.")
        else:
            sentence = _("Too long a paste: {limit} characters at most. All of it is kept in {path}.")
        shown = paths.shown(path) if path else ""
        self.say(words((sentence.format(limit=fmt.number(PASTE_LIMIT), path=shown), "$warning")))

    @on(ReadLine.GivenBack)
    def give_back(self, event: ReadLine.GivenBack) -> None:
        """These words are text."""
        self.touch()
        self._kept += ((event.mark.start, event.mark.end),)
        self.show_reading()

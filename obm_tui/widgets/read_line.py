"""A field of one line that shows which of its words were understood, and gives them back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from rich.highlighter import Highlighter
from rich.style import Style
from rich.text import Text
from textual import events
from textual.message import Message

from obm_tui.domain.capture.lines import PASTE_LIMIT, has_lines, is_list
from obm_tui.widgets.line_input import LineInput


class Mark(NamedTuple):
    """A stretch of the line, in characters, the end excluded."""

    start: int
    end: int
    is_read: bool
    """Whether it was understood; else it only looks as if it meant something."""


class MarkedLine(LineInput):
    """A field in which some stretches are drawn as understood, or as looking so."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"read-line--read", "read-line--unread"}

    def __init__(self, value: str, placeholder: str = "", id: str = "") -> None:  # noqa: A002  # Textual's name
        super().__init__(value, placeholder=placeholder, id=id, select_on_focus=False)
        self._marks: Sequence[Mark] = ()
        self.highlighter = _Highlighter(self)

    @property
    def marks(self) -> Sequence[Mark]:
        """What is marked at present."""
        return self._marks

    def mark(self, marks: Sequence[Mark]) -> None:
        """Mark these stretches and no other."""
        if marks != self._marks:
            self._marks = tuple(marks)
            self.refresh()


class ReadLine(MarkedLine):
    """Marked words are drawn as such; Backspace right behind one that was understood makes it plain text again."""

    @dataclass
    class GivenBack(Message):
        """The words of a mark are to be text."""

        mark: Mark

    @dataclass
    class LinesPasted(Message):
        """More than one line was pasted; nothing of it stands in the field."""

        text: str
        """What the field would hold with it."""

    @dataclass
    class TooMuchPasted(Message):
        """A paste was too long to be taken; nothing of it stands in the field."""

        text: str

    def action_delete_left(self) -> None:
        """Backspace: words before letters."""
        cursor = self.cursor_position
        behind = next((mark for mark in self._marks if mark.is_read and mark.end == cursor), None)
        if behind is not None and self.selection.is_empty:
            self._marks = tuple(mark for mark in self._marks if mark != behind)
            self.post_message(self.GivenBack(behind))
        else:
            super().action_delete_left()

    def _on_paste(self, event: events.Paste) -> None:
        # Textual hands it on to the field's own handler unless that is prevented.
        if len(event.text) > PASTE_LIMIT:
            event.prevent_default()
            event.stop()
            self.post_message(self.TooMuchPasted(event.text))
        elif has_lines(event.text):
            event.prevent_default()
            event.stop()
            start, end = sorted(self.selection)
            before = self.value[:start]
            # A list begins on a line of its own: what stands before it is its heading.
            gap = "\n" if before.strip() and is_list(event.text) else ""
            self.post_message(self.LinesPasted(before + gap + event.text + self.value[end:]))


class _Highlighter(Highlighter):
    """Draws the marks of a field."""

    def __init__(self, line: MarkedLine) -> None:
        self._line = line

    def highlight(self, text: Text) -> None:
        """Rich's way in."""
        for mark in self._line.marks:
            text.stylize(self._style("read-line--read" if mark.is_read else "read-line--unread"), mark.start, mark.end)

    def _style(self, part: str) -> Style:
        return self._line.get_component_rich_style(part, partial=True)

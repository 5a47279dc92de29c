"""A field of one line."""

from __future__ import annotations

from textual import events
from textual.widgets import Input

from obm_tui.domain.text import NOTE_LIMIT, clean_line


class LineInput(Input):
    """What is pasted is one line too, however many it had: Textual's own field would keep the first alone."""

    def _on_paste(self, event: events.Paste) -> None:
        event.text = clean_line(event.text, NOTE_LIMIT)

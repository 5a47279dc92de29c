"""The last wall between any text and the terminal."""

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from obm_tui.domain.text import strip_controls


class TerminalGuard(LineFilter):
    """No control character of any text reaches the terminal. They take no cell: nothing moves."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Textual's way in."""
        return [
            Segment(strip_controls(text).replace("\n", " ").replace("\t", " "), style, control)
            if not text.isprintable()
            else segment
            for segment in segments
            for text, style, control in (segment,)
        ]

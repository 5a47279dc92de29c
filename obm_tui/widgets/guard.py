"""The last wall between any text and the terminal."""

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter
from textual.strip import Strip

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


_GUARD = TerminalGuard()
_ANY = Color(0, 0, 0)


def guarded(strip: Strip) -> Strip:
    """The same wall for a line that is drawn by hand, hardly noticed where there is nothing to keep out."""
    return strip if strip.text.isprintable() else strip.apply_filter(_GUARD, _ANY)

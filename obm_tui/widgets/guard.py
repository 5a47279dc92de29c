"""The last wall between any text and the terminal."""

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter
from textual.strip import Strip

from obm_tui.domain.text import strip_controls

_BREAKS = {ord("\n"): None, ord("\t"): None}


class TerminalGuard(LineFilter):
    """No control character of any text reaches the terminal, and no line becomes longer or shorter by that.

    Control characters, tabs and newlines among them, are measured as no cell and go; half a surrogate pair, which a
    file name can hold, is measured as one and becomes a question mark.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Textual's way in."""
        return [
            Segment(strip_controls(text.encode(errors="replace").decode()).translate(_BREAKS), style, control)
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

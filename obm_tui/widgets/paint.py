"""Text into cells: the few functions every drawn widget uses. User text goes through here as it is, never as markup."""

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

ELLIPSIS = "…"
_NEVER_FIRST = tuple(":;!?»")
"""What French puts a blank before, and never at the beginning of a line."""
Piece = tuple[str, Style]
"""A text and how it looks."""


def clip(text: str, width: int) -> str:
    """The text in at most `width` cells, with an ellipsis where it was cut."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + ELLIPSIS if width > 0 else ""


def fit(text: str, width: int) -> str:
    """The text in exactly `width` cells."""
    return set_cell_size(clip(text, width), max(0, width))


def wrap(text: str, width: int, lines: int) -> list[str]:
    """The text in at most `lines` lines of `width` cells, the last one cut where it is longer.

    Between words where that wastes less than half a line, else inside a word, with a hyphen.
    """
    wrapped: list[str] = []
    rest = text
    while len(wrapped) < lines - 1 and cell_len(rest) > width > 1:
        head, rest = _break(rest, width)
        wrapped.append(head)
    if rest or not wrapped:
        wrapped.append(clip(rest, width))
    return wrapped


def dotted(parts: Sequence[str], width: int) -> list[str]:
    """The parts with dots between them, in as many lines of `width` cells as they need."""
    lines: list[str] = []
    for part in parts:
        longer = f"{lines[-1]} · {part}" if lines else part
        if lines and cell_len(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(clip(part, width))
    return lines


def _break(text: str, width: int) -> tuple[str, str]:
    """A first line of at most `width` cells, and the rest."""
    taken = min(len(text), 2 * width)
    while taken > 1 and cell_len(text[:taken]) > width:
        taken -= max(1, (cell_len(text[:taken]) - width) // 2)
    # One blank further counts too: a word that just fits is whole. No line begins with a lone : or ».
    space = text.rfind(" ", 0, taken + 1)
    while space > 0 and text[space + 1 : space + 2] in _NEVER_FIRST:
        space = text.rfind(" ", 0, space)
    if space > width // 2:
        return text[:space].rstrip(), text[space:].lstrip()
    if taken > 2 and text[taken - 2 : taken + 1].isalpha():
        return text[: taken - 1] + "-", text[taken - 1 :]
    return text[:taken], text[taken:]


def pieces_width(pieces: Sequence[Piece]) -> int:
    """How many cells the pieces take."""
    return sum(cell_len(text) for text, _ in pieces)


def line(pieces: Sequence[Piece], width: int, fill: Style) -> list[Segment]:
    """The pieces in exactly `width` cells, cut at the right or filled up.

    Neighbours that look the same become one, and blanks take any colour on their own ground: each segment costs forty
    bytes on its way to the terminal.
    """
    segments: list[Segment] = []
    room, joined, last = width, "", fill
    for text, style in pieces:
        if room <= 0:
            break
        taken = cell_len(text)
        if taken > room:
            text, taken = fit(text, room), room
        room -= taken
        if style is not last and style.bgcolor == last.bgcolor:
            if not text.strip():
                style = last
            elif not joined.strip():
                last = style
        if style is not last:
            if joined:
                segments.append(Segment(joined, last))
            joined, last = "", style
        joined += text
    if room > 0 and last.bgcolor != fill.bgcolor:
        segments.append(Segment(joined, last))
        joined, last = "", fill
    segments.append(Segment(joined + " " * max(0, room), last))
    return segments


def spread(left: Sequence[Piece], right: Sequence[Piece], width: int, fill: Style) -> list[Segment]:
    """Pieces at both ends of `width` cells; the left gives way, and a blank parts them."""
    if right and not right[0][0].startswith(" "):
        right = [(" ", fill), *right]
    room = width - pieces_width(right)
    if room < 4:
        return line(left, width, fill)
    return line(left, room, fill) + line(right, width - room, fill)


def strip(segments: list[Segment], width: int) -> Strip:
    """A line of the terminal."""
    return Strip(segments, width)

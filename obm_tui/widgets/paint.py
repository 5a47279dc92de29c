"""Text into cells: the few functions every drawn widget uses. User text goes through here as it is, never as markup."""

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

ELLIPSIS = "…"
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
    """The text in at most `lines` lines of `width` cells, cut between words where that wastes less than half a line."""
    wrapped: list[str] = []
    rest = text
    while rest and len(wrapped) < lines - 1 and cell_len(rest) > width:
        head = set_cell_size(rest, width).rstrip()
        if not rest.startswith(head):
            head = head.rstrip()
        cut = head.rfind(" ") if len(rest) > len(head) and not rest[len(head)].isspace() else len(head)
        cut = cut if cut > width // 2 else len(head)
        if cut <= 0:
            break
        wrapped.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    if rest or not wrapped:
        wrapped.append(clip(rest, width))
    return wrapped


def pieces_width(pieces: Sequence[Piece]) -> int:
    """How many cells the pieces take."""
    return sum(cell_len(text) for text, _ in pieces)


def line(pieces: Sequence[Piece], width: int, fill: Style) -> list[Segment]:
    """The pieces in exactly `width` cells, cut at the right or filled up."""
    segments: list[Segment] = []
    room = width
    for text, style in pieces:
        if room <= 0:
            break
        taken = cell_len(text)
        if taken > room:
            text, taken = fit(text, room), room
        segments.append(Segment(text, style))
        room -= taken
    if room > 0:
        segments.append(Segment(" " * room, fill))
    return segments


def spread(left: Sequence[Piece], right: Sequence[Piece], width: int, fill: Style) -> list[Segment]:
    """Pieces at both ends of `width` cells; the left gives way."""
    room = width - pieces_width(right)
    if room < 4:
        return line(left, width, fill)
    return line(left, room, fill) + line(right, width - room, fill)


def strip(segments: list[Segment], width: int) -> Strip:
    """A line of the terminal."""
    return Strip(segments, width)

"""Markdown into lines a drawn widget shows: weight, slant and structure stay, colours are the theme's."""

from __future__ import annotations

import re

from rich.console import Console
from rich.style import Style

from obm_tui.widgets.paint import Piece, wrap

_MARKS = re.compile(r"[*_`~]\S|^\s*(?:#{1,6}|[-+*>]|\d+[.)])\s|\]\(", re.MULTILINE)
_BOOK = 50_000
"""Characters from which on a text is not rendered."""
_MOST = 1000
"""Lines of one paragraph."""
_BOX = re.compile(r"^(\s*[-*+]) \[([ xX])\] ", re.MULTILINE)


def description_lines(text: str, width: int, plain: Style) -> list[list[Piece]]:
    """A description in lines of at most `width` cells: rendered where it has marks of Markdown, else as it stands.

    So does one as long as a book, which would take seconds to render.
    """
    if len(text) <= _BOOK and _MARKS.search(text):
        return markdown_lines(text, width, plain)
    lines: list[list[Piece]] = []
    for paragraph in text.splitlines():
        texts = wrap(paragraph.replace("\t", "  "), width, _MOST) if paragraph.strip() else []
        lines += [[(part, plain)] for part in texts] or [[]]
    return lines


def markdown_lines(text: str, width: int, plain: Style) -> list[list[Piece]]:
    """The text as it reads when rendered, in lines of at most `width` cells.

    Nothing in it is followed: addresses are shown as they are, HTML is left out as Markdown does. A line stays a line,
    as in the notes of other tools, though strict Markdown would run it into the next one.
    """
    from rich.markdown import Markdown  # here: only a text with its marks is read as Markdown

    boxed = _BOX.sub(lambda found: f"{found[1]} {'☐' if found[2] == ' ' else '☑'} ", text)
    console = Console(width=max(8, width), color_system=None, force_terminal=False, legacy_windows=False)
    rendered = console.render_lines(Markdown(boxed.replace("\n", "  \n"), hyperlinks=False), pad=False)
    lines: list[list[Piece]] = []
    for segments in rendered:
        pieces: list[Piece] = []
        for content, style, control in segments:
            if control or not content:
                continue
            look = style or Style.null()
            pieces.append((content, plain + Style(bold=look.bold, italic=look.italic, strike=look.strike)))
        lines.append(pieces)
    while lines and not _says(lines[-1]):
        lines.pop()
    while lines and not _says(lines[0]):
        del lines[0]
    return lines


def _says(pieces: list[Piece]) -> bool:
    return any(content.strip() for content, _style in pieces)

"""Markdown into lines a drawn widget shows: weight, slant and structure stay, colours are the theme's."""

from __future__ import annotations

import re

from rich.console import Console
from rich.style import Style

from obm_tui.widgets.paint import Piece

_LINE_MARKS = (
    (re.compile(r"^ {0,3}#{1,6} +", re.MULTILINE), ""),
    (re.compile(r"^ {0,3}> ?", re.MULTILINE), ""),
    (re.compile(r"^( *)[-*+] \[ \] ", re.MULTILINE), r"\1☐ "),
    (re.compile(r"^( *)[-*+] \[[xX]\] ", re.MULTILINE), r"\1☑ "),
    (re.compile(r"^( *)[-*+] (?=\S)", re.MULTILINE), r"\1· "),
)
_WORD_MARKS = (
    (re.compile(r"(?<![\w*])(\*{1,3})(?=[^\s*])([^*\n]+?)(?<=[^\s*])\1(?![\w*])"), r"\2"),
    (re.compile(r"(?<![\w_])(_{1,3})(?=[^\s_])([^_\n]+?)(?<=[^\s_])\1(?![\w_])"), r"\2"),
    (re.compile(r"~~(?=\S)([^~\n]+?)(?<=\S)~~"), r"\1"),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
    (re.compile(r"(?<!\\)\[([^\[\]\n]+)\]\([^()\s]+\)"), r"\1"),
)


def without_marks(text: str) -> str:
    """The words of a text in Markdown, line for line, without its marks.

    For where it is read in passing, at every key of the cursor: parsing Markdown takes too long for that.
    """
    for mark, words in (*_LINE_MARKS, *_WORD_MARKS):
        text = mark.sub(words, text)
    return text


def markdown_lines(text: str, width: int, plain: Style) -> list[list[Piece]]:
    """The text as it reads when rendered, in lines of at most `width` cells.

    Nothing in it is followed: addresses are shown as they are, HTML is left out as Markdown does.
    """
    from rich.markdown import Markdown  # here: only an opened card reads Markdown

    console = Console(width=max(8, width), color_system=None, force_terminal=False, legacy_windows=False)
    rendered = console.render_lines(Markdown(text, hyperlinks=False), pad=False)
    lines: list[list[Piece]] = []
    for segments in rendered:
        pieces: list[Piece] = []
        for content, style, control in segments:
            if control or not content:
                continue
            look = style or Style.null()
            pieces.append((content, plain + Style(bold=look.bold, italic=look.italic, strike=look.strike)))
        lines.append(pieces)
    while lines and not any(content.strip() for content, _style in lines[-1]):
        lines.pop()
    return lines

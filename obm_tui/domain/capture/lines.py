"""Several pasted lines: one card with a text, or a card a line; what a list's marks say goes."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from obm_tui.domain.text import NOTE_LIMIT, TITLE_LIMIT, clean_line

PASTE_LIMIT = NOTE_LIMIT
"""Characters of a paste; more is a file, not a line."""
LINES_LIMIT = 1000
"""Cards one paste can make."""

_BULLETS = "-*+•‣⁃◦▪▫·●○–—"
_TICKS = "xX☑☒✅✓✔"
_LIST_MARK = re.compile(
    rf"""\s*
    (?: (?: [{_BULLETS}] | [0-9]{{1,3}}[.)] ) (?:\s+|$) )?
    (?P<box> \[[ xX✓]?\](?=\s|$) | [☐□▢⬜☑☒✅✓✔]\ufe0f? )?
    \s*""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class PastedLine:
    """What becomes one card."""

    title: str
    body: str = ""
    """The whole line, where it is too long for a title."""


@dataclass(frozen=True, slots=True)
class PastedLines:
    """Both readings of a paste."""

    whole: PastedLine
    """The first line, and the rest as its text, to the letter."""
    lines: tuple[PastedLine, ...]
    """A card a line: without the marks of the list, blank lines and what is ticked."""
    ticked: int
    """How many lines are left out because they are ticked."""
    is_list: bool
    """Whether every line has a mark of a list, so that a card a line is what is probably meant."""

    @property
    def too_many(self) -> bool:
        """Whether there are more lines than one paste can make cards of."""
        return len(self.lines) > LINES_LIMIT


def has_lines(text: str) -> bool:
    """Whether there is more than one line in it."""
    return len(_filled(text)) > 1


def is_list(text: str) -> bool:
    """Whether every line has a mark of a list."""
    lines = _filled(text)
    return bool(lines) and all(_read_line(line).mark for line in lines)


def read_lines(text: str) -> PastedLines:
    """What a paste can be read as; any text has both readings."""
    everything = _split(text)
    begin = next((index for index, line in enumerate(everything) if clean_line(line)), len(everything))
    lines = [_read_line(line) for line in _filled(text)]
    title = "".join(everything[begin : begin + 1])
    if lines and not lines[0].is_ticked:
        title = lines[0].rest
    return PastedLines(
        _card(title, "\n".join(everything[begin + 1 :]).strip("\n")),
        tuple(_card(line.rest) for line in lines if not line.is_ticked and clean_line(line.rest)),
        sum(line.is_ticked for line in lines),
        bool(lines) and all(line.mark for line in lines),
    )


def without_mark(line: str) -> str:
    """A line without what a list puts before its words; a line of marks alone stays."""
    rest = _read_line(line).rest
    return rest if clean_line(rest) else line


class _Line(NamedTuple):
    mark: str
    is_ticked: bool
    rest: str


def _read_line(line: str) -> _Line:
    """What stands before the words of a line, and the words."""
    found = _LIST_MARK.match(line)
    if not found:
        return _Line("", False, line)
    box = found["box"] or ""
    return _Line(found[0].strip(), any(sign in box for sign in _TICKS), line[found.end() :])


def _split(text: str) -> list[str]:
    # Not splitlines(): it also breaks at characters that are merely odd inside a title.
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _filled(text: str) -> list[str]:
    return [line for line in _split(text) if clean_line(line)]


def _card(line: str, body: str = "") -> PastedLine:
    title = clean_line(line, PASTE_LIMIT)
    if len(title) <= TITLE_LIMIT:
        return PastedLine(title, body)
    return PastedLine(title[: TITLE_LIMIT - 1].rstrip() + "…", "\n\n".join(filter(None, (title, body))))

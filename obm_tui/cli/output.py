"""What reaches the terminal: data on standard output, narration on standard error, and nothing that could steer it."""

import io
import json
import os
import sys
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from shutil import get_terminal_size
from typing import TextIO

from obm_tui.domain.text import clean_line, strip_controls

_LONGEST_LINE = 4000
"""Characters of a sentence or a table's cell."""
_WIDEST_COLUMN = 24
"""Cells of a column on a terminal, but for the last, which takes what is left."""


def prepare() -> None:
    """Let a character that the terminal's encoding lacks come out as `?` instead of stopping the command."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")


def say(sentence: str) -> None:
    """One line of narration."""
    print(clean_line(sentence, _LONGEST_LINE), file=sys.stderr)


def say_block(text: str) -> None:
    """Narration of several lines."""
    print(strip_controls(text), file=sys.stderr)


def put(text: str) -> None:
    """Lines of data for a person."""
    print(strip_controls(text))


def put_part(text: str) -> None:
    """A part of a document, as it is: JSON has escapes for what could steer a terminal."""
    sys.stdout.write(text)


def put_json(value: object) -> None:
    """Data for a program, as stored; of a list, an element a line."""
    if isinstance(value, list) and value:
        print("[" + ",\n ".join(map(_json_text, value)) + "]")
    else:
        print(_json_text(value))


def _json_text(value: object) -> str:
    """JSON that is safe to look at: escapes take the place of what a terminal cannot show or must not be sent."""
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "ascii")
    except UnicodeEncodeError:
        return json.dumps(value)
    return text if text == strip_controls(text) else json.dumps(value)


def put_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Rows in aligned columns, those without any content left out.

    A terminal gets the header too, and lines cut to its width; a file or a pipe gets every row whole.
    """
    on_terminal = is_terminal(sys.stdout)
    cells = [[clean_line(cell, _LONGEST_LINE) for cell in row] for row in rows]
    kept = [index for index in range(len(header)) if any(row[index] for row in cells)]
    lines = [[row[index] for index in kept] for row in ([header] if on_terminal and cells else []) + cells]
    if on_terminal:
        lines = [[*(cut(cell, _WIDEST_COLUMN) for cell in line[:-1]), line[-1]] for line in lines]
    widths = [max(map(width, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        text = "  ".join(pad(cell, room) for cell, room in zip(line, widths, strict=True)).rstrip()
        put(cut(text, get_terminal_size().columns) if on_terminal else text)


def put_fields(pairs: Sequence[tuple[str, str]]) -> None:
    """A name and its value a line; pairs without a value are left out."""
    filled = [(name, clean_line(value, _LONGEST_LINE)) for name, value in pairs if value]
    room = max((width(name) for name, _ in filled), default=0)
    for name, value in filled:
        put(f"{pad(name, room)}  {value}")


def width(text: str) -> int:
    """The cells of a terminal that a text takes."""
    if text.isascii():
        return len(text)
    return sum(_letter_width(letter) for letter in text)


def _letter_width(letter: str) -> int:
    if unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in {"W", "F"} else 1


def pad(text: str, room: int) -> str:
    """The text and as many blanks as fill its room."""
    return text + " " * (room - width(text))


def cut(text: str, room: int) -> str:
    """As much of the text as fits, with `…` where something is missing."""
    if width(text) <= room:
        return text
    taken = 0
    for index, letter in enumerate(text):
        taken += _letter_width(letter)
        if taken >= room:
            return text[:index] + "…"
    return text


def is_terminal(stream: TextIO | None) -> bool:
    """Whether somebody sits at the other end; a stream that was closed before the start is `None`."""
    return stream is not None and stream.isatty()


def flush() -> None:
    """Send what is still held back, so that a reader who has left is noticed here and not after the end.

    Raises:
        BrokenPipeError: nobody reads any more.
        OSError: the disk that the output goes to is full.
    """
    if sys.stdout is not None:
        sys.stdout.flush()


def abandon() -> None:
    """Give up on the output: what is held back goes nowhere, or Python would complain about it at the very end."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def put_file(text: str) -> None:
    """Print a file's content. As bytes: a terminal's encoding must not change it, and its own line ends stay."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8"))

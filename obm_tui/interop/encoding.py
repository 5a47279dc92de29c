"""Bytes of a text file from anywhere → text, without guessing by statistics."""

import codecs
import io
from collections.abc import Iterator

_PIECE = 65_536
"""Bytes looked at at once."""


def decode(data: bytes) -> str:
    """The text in a file: UTF-16 where it says so, else UTF-8, else Windows' western code page. Never fails.

    A byte order mark is no part of the text. Whatever is not valid UTF-8 is taken for cp1252, which older Windows
    programs write in western Europe; the few bytes without a meaning there become U+FFFD.
    """
    with open_text(data, encoding_of(data)) as text:
        return text.read()


def encoding_of(data: bytes) -> str:
    """How a file's text is written, by this rule."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for piece in _pieces(data):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def open_text(data: bytes, encoding: str) -> io.TextIOWrapper:
    """A file's text to be read a piece at a time: it is never whole in memory. Its lines end as they do in the file."""
    source = io.BytesIO(data)
    if data.startswith(codecs.BOM_UTF8):
        source.seek(len(codecs.BOM_UTF8))
    return io.TextIOWrapper(source, encoding=encoding, errors="replace", newline="")


def _pieces(data: bytes) -> Iterator[bytes]:
    return (data[start : start + _PIECE] for start in range(0, len(data), _PIECE))

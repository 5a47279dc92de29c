"""Bytes of a text file from anywhere → text, without guessing by statistics."""

import codecs


def decode(data: bytes) -> str:
    """The text in a file: UTF-16 where it says so, else UTF-8, else Windows' western code page. Never fails.

    A byte order mark is no part of the text. Whatever is not valid UTF-8 is taken for cp1252, which older Windows
    programs write in western Europe; the few bytes without a meaning there become U+FFFD.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.removeprefix(codecs.BOM_UTF8).decode("cp1252", "replace")

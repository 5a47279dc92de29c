import codecs

import pytest

from obm_tui.interop.encoding import decode

TEXT = "Échéance — 30 €, Zoé ✓"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16 little", "utf-16 big"],
)
def test_unicode_files_read_whole_and_without_their_mark(data: bytes) -> None:
    assert decode(data) == TEXT


def test_what_is_not_utf8_is_windows_western() -> None:
    assert decode("Échéance — 30 €".encode("cp1252")) == "Échéance — 30 €"


def test_bytes_without_a_meaning_show_as_such() -> None:
    assert decode(b"caf\xe9 \x81") == "café \ufffd"


def test_a_utf8_mark_before_western_text_is_no_part_of_it() -> None:
    assert decode(codecs.BOM_UTF8 + b"caf\xe9") == "café"


@pytest.mark.parametrize("data", [b"", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_an_empty_file_is_an_empty_text(data: bytes) -> None:
    assert decode(data) == ""


def test_half_a_utf16_letter_does_not_stop_the_reading() -> None:
    assert decode(codecs.BOM_UTF16_LE + "ab".encode("utf-16-le") + b"\x00") == "ab\ufffd"

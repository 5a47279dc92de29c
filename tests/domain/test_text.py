"""Text from outside: nothing in it may steer a terminal, break a line or fail to be stored."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obm_tui.domain.text import NOTE_LIMIT, TITLE_LIMIT, clean_line, clean_note, fold, strip_controls

LINE_BREAKING = [chr(code) for code in (0x0A, 0x0B, 0x0C, 0x0D, 0x1C, 0x1D, 0x1E, 0x85, 0x2028, 0x2029)]
CONTROLS = [chr(code) for code in (*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0))]
REORDERING = [chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))]
UNSTORABLE = ["\ud800", "\udc80", "\udfff"]
STEERING = [*CONTROLS, "\u2028", "\u2029", *REORDERING, "\ufff9", "\ufffa", "\ufffb", *UNSTORABLE]

HARMLESS = [
    "[red]not markup[/]",
    "[@click=app.quit]",
    "'; DROP TABLE card; --",
    '=HYPERLINK("x")',
    "%s {0} {name} ${HOME}",
    "../../etc/passwd",
    "C:\\new\\table",
    "# heading *bold* `code`",
    "Œuvre, « ça » – d'été…",
    "e\u0301tude",
    "👩\u200d👩\u200d👧 🇫🇷 ❤\ufe0f",
    "שלום עולם",
    "日本語",
    "x\u200by",
]
SEQUENCES = [
    "\x1b[2J\x1b[H",
    "\x1b]0;title\x07",
    "\x1b]52;c;ZXZpbA==\x07",
    "\x1bP1$r\x1b\\",
    "\x9b31m",
    "a\rb",
    "a\x08\x08b",
    "\x00",
    "user\u202egnp.exe",
]

hostile = st.lists(
    st.one_of(st.sampled_from([*HARMLESS, *SEQUENCES, *STEERING, " ", "\t", "\n", "\r\n"]), st.text(max_size=8)),
    max_size=8,
).map("".join)


def steers(text: str) -> bool:
    """Whether a terminal would do more with this line than show it."""
    return any(unicodedata.category(letter) in {"Cc", "Zl", "Zp", "Cs"} or letter in REORDERING for letter in text)


@pytest.mark.parametrize("text", HARMLESS)
def test_what_people_write_stays_as_it_is(text: str) -> None:
    assert clean_line(text) == clean_note(text) == strip_controls(text) == text


@pytest.mark.parametrize("sign", STEERING)
def test_what_steers_a_terminal_goes(sign: str) -> None:
    assert clean_line(f"a{sign}b") == "a b"
    assert strip_controls(f"a{sign}b") == "ab"
    assert clean_note(f"a{sign}b") == "a\ufffdb"


def test_the_blanks_french_wants_stay() -> None:
    assert clean_line("«\u202fAvant Noël\u202f»\u00a0: oui") == "«\u202fAvant Noël\u202f»\u00a0: oui"


@pytest.mark.parametrize("sign", LINE_BREAKING)
def test_a_line_is_one_line(sign: str) -> None:
    assert clean_line(f"{sign}a{sign} {sign}b{sign}") == "a b"


@given(hostile)
def test_a_cleaned_line_can_be_shown_and_stored(text: str) -> None:
    line = clean_line(text)
    assert not steers(line)
    assert len(line.splitlines()) <= 1
    assert line == line.strip()
    assert "  " not in line
    assert line.encode().decode() == line


@given(hostile)
def test_a_cleaned_note_can_be_shown_and_stored(text: str) -> None:
    note = clean_note(text)
    assert not any(steers(line) for row in note.split("\n") for line in row.split("\t"))
    assert note == note.rstrip()
    assert note.encode().decode() == note


@given(hostile)
def test_stripping_leaves_newlines_and_tabs_only(text: str) -> None:
    stripped = strip_controls(text)
    assert not steers(stripped.replace("\n", "").replace("\t", ""))
    assert stripped.count("\n") == text.count("\n")
    assert stripped.count("\t") == text.count("\t")


@given(hostile, st.integers(1, 20))
def test_cleaning_twice_changes_nothing_more(text: str, limit: int) -> None:
    assert clean_line(clean_line(text, limit), limit) == clean_line(text, limit)
    assert clean_note(clean_note(text, limit), limit) == clean_note(text, limit)
    assert strip_controls(strip_controls(text)) == strip_controls(text)


def test_texts_are_cut_at_their_limit_and_not_before() -> None:
    assert clean_line("x" * TITLE_LIMIT) == "x" * TITLE_LIMIT
    assert clean_line("x" * (TITLE_LIMIT + 1)) == "x" * TITLE_LIMIT
    assert clean_note("x" * (NOTE_LIMIT + 1)) == "x" * NOTE_LIMIT
    assert clean_line("abc def", 4) == "abc"


def test_a_note_keeps_its_lines() -> None:
    assert clean_note("one\r\n\ttwo\rthree\n\n") == "one\n\ttwo\nthree"
    assert clean_note("  indented") == "  indented"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Écran", "ecran"),
        ("DÉJÀ VU", "deja vu"),
        ("e\u0301tude", "etude"),
        ("ñandú çà", "nandu ca"),
        ("Straße", "strasse"),
        ("ﬁn", "fin"),
        ("12 €", "12 €"),
        ("", ""),
    ],
)
def test_a_key_for_comparing_has_no_accents_and_no_case(text: str, key: str) -> None:
    assert fold(text) == key


letters = st.text(st.characters(max_codepoint=0x17F, categories=["L", "Zs", "Nd"]))


@given(letters)
def test_accents_and_case_make_no_difference(text: str) -> None:
    assert fold(text) == fold(unicodedata.normalize("NFD", text)) == fold(fold(text))
    assert fold(text.swapcase()) == fold(text) or "ı" in text

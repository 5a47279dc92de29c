"""Pasted lines: a list or a text, and nothing of either lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obm_tui.domain.capture.lines import LINES_LIMIT, PASTE_LIMIT, PastedLine, has_lines, is_list, read_lines
from obm_tui.domain.text import TITLE_LIMIT, clean_line

LISTS = (
    "- un\n- deux\n- trois",
    "* un\n* deux\n* trois\n",
    "• un\r\n• deux\r\n• trois",
    "•\tun\n\n•\tdeux\n\n•\ttrois",
    "– un\n– deux\n– trois",
    "1. un\n2. deux\n3. trois",
    "1) un\n2) deux\n10) trois",
    "- [ ] un\n- [ ] deux\n- [] trois",
    "[ ] un\n[ ] deux\n[ ] trois",
    "☐ un\n☐ deux\n□trois",
    "  - un\n    - deux\n  + trois",
    "- un\n-\n- deux\n- [ ]\n- trois",
)


@pytest.mark.parametrize("text", LISTS)
def test_a_list_is_cards_without_its_marks(text: str) -> None:
    pasted = read_lines(text)
    assert pasted.is_list
    assert is_list(text)
    assert [line.title for line in pasted.lines] == ["un", "deux", "trois"]
    assert (pasted.whole.title, pasted.ticked) == ("un", 0)


def test_what_is_ticked_is_left_out_and_counted() -> None:
    text = "- [ ] un\n- [x] deux\n- [X] trois\n☑ quatre\n✅ cinq\n☑️ six\n- sept"
    pasted = read_lines(text)
    assert ([line.title for line in pasted.lines], pasted.ticked) == (["un", "sept"], 5)
    assert pasted.is_list
    # As one card nothing is left out.
    assert pasted.whole == PastedLine("un", text.partition("\n")[2])
    assert read_lines("- [x] un\n- [x] deux").whole == PastedLine("- [x] un", "- [x] deux")
    assert read_lines("- [x] un\n- [x] deux").lines == ()


@pytest.mark.parametrize(
    "text",
    [
        "Bonjour Camille,\n\nPeux-tu relire la page ?\nMerci",
        "Courses :\n- un\n- deux",
        "+CAP un\n+SAU deux",
        "12.05 un\n2026. deux",
        "-5 degrés\n-6 degrés",
        "[URGENT] un\n[x]deux",
    ],
)
def test_anything_else_is_a_text(text: str) -> None:
    pasted = read_lines(text)
    assert not pasted.is_list
    assert f"{pasted.whole.title}\n{pasted.whole.body}".replace("\n\n", "\n") == text.replace("\n\n", "\n")


def test_a_line_that_is_too_long_for_a_title_is_whole_in_the_text() -> None:
    long = "mot " * 200
    pasted = read_lines(f"- {long}\n- court")
    assert pasted.lines[1] == PastedLine("court")
    assert len(pasted.lines[0].title) <= TITLE_LIMIT
    assert pasted.lines[0].title.endswith("mot…")
    assert pasted.lines[0].body == long.strip()
    assert pasted.whole == PastedLine(pasted.lines[0].title, f"{long.strip()}\n\n- court")


def test_one_line_is_no_lines() -> None:
    assert not any(map(has_lines, ("", "un", "un\n", "\n\r\n un \n\n", "un\u2028deux", "un\x0bdeux\x85trois")))
    assert all(map(has_lines, ("un\ndeux", "un\rdeux", "un\r\n\r\n\r\ndeux")))


def test_there_is_a_limit_to_cards() -> None:
    assert not read_lines("x\n" * LINES_LIMIT).too_many
    assert read_lines("x\n" * (LINES_LIMIT + 1)).too_many


@given(st.text(alphabet=st.one_of(st.sampled_from("-*•[x] ]☐☑1.)\n\r\t\x00\u2028"), st.characters()), max_size=80))
def test_no_letter_is_lost(text: str) -> None:
    """Every word is in a card of a line, or was ticked; and all of them are in the one card."""
    pasted = read_lines(text)
    filled = [line for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if clean_line(line)]
    assert len(pasted.lines) + pasted.ticked <= len(filled)
    for card in pasted.lines:
        assert any(clean_line(line, PASTE_LIMIT).endswith(card.title) for line in filled)
    whole = [line for line in f"{pasted.whole.title}\n{pasted.whole.body}".split("\n") if clean_line(line)]
    for line, kept in zip(reversed(filled), reversed(whole), strict=False):
        assert clean_line(line).endswith(clean_line(kept))
    assert len(whole) >= len(filled) - 1

"""Texts in tables for spreadsheets: none is a formula, and each comes back as it was."""

from hypothesis import example, given
from hypothesis import strategies as st

from obm_tui.interop.csv_text import bare, safe


@given(st.text(st.sampled_from("'=+-@\tx1"), max_size=6))
@example("'=x")
@example("''=x")
@example("=x")
def test_a_text_comes_back_and_is_no_formula(text: str) -> None:
    assert bare(safe(text)) == text
    assert not safe(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_an_apostrophe_before_a_word_stays() -> None:
    assert (safe("'round"), bare("'round")) == ("'round", "'round")

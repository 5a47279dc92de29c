"""Numbers as people type them."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obm_tui.domain.errors import Refused
from obm_tui.domain.measures import SCALE, parse_measure, quotient


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        ("12,5 %", 12.5),
        ("12.5%", 12.5),
        ("1 234,56 €", 1234.56),
        ("1\u202f234,56\u00a0€", 1234.56),
        ("€1,234.56", 1234.56),
        ("1.234,56", 1234.56),
        ("1'234.50", 1234.5),
        ("1.2k", 1200),
        ("1,2 k€", 1200),
        ("2M", 2_000_000),
        ("12 345 678", 12_345_678),
        ("1,234,567", 1_234_567),
        ("-5", -5),
        ("\u22125", -5),
        ("(50)", -50),
        ("0,123", 0.123),
        (".5", 0.5),
        ("+3", 3),
        ("450 EUR", 450),
        ("2.45×", 2.45),
    ],
)
def test_numbers_of_both_languages_are_read(text: str, number: float) -> None:
    assert parse_measure(text) == round(number * SCALE)
    assert parse_measure(text, decimal_comma=True) == round(number * SCALE)


def test_three_digits_behind_a_comma_are_what_her_language_says() -> None:
    assert parse_measure("1,234") == 1234 * SCALE
    assert parse_measure("1,234", decimal_comma=True) == 12340
    assert parse_measure("1.234") == 12340
    assert parse_measure("1.234", decimal_comma=True) == 1234 * SCALE


@pytest.mark.parametrize(
    ("keys", "number"), [("&é", 12), ("à,(", 0.5), ("\"'(", 345), ("-è_ç", 6789), ("&§!", 168), ("éàà", 200)]
)
def test_the_upper_row_of_a_french_keyboard_gives_digits(keys: str, number: float) -> None:
    assert parse_measure(keys) == round(number * SCALE)


@pytest.mark.parametrize(
    ("text", "hours"), [("1:30", 1.5), ("1h30", 1.5), ("2h", 2), ("0:04:30", 0.075), ("1,5", 1.5), ("12 h", 12)]
)
def test_hours_may_be_typed_as_a_clock_shows_them(text: str, hours: float) -> None:
    assert parse_measure(text, unit="h") == round(hours * SCALE)


@pytest.mark.parametrize("text", ["", " ", "abc", "-", "--5", "1.2.3", "1e5", "%", "€", "12 abc", "1:30", "()", "k"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="is no number"):
        parse_measure(text)


def test_absurd_numbers_are_refused() -> None:
    for text in ("9" * 20, "-" + "9" * 20, "999999999999M"):
        with pytest.raises(Refused, match="too large"):
            parse_measure(text)


@given(st.integers(-(10**15), 10**15))
def test_every_measure_can_be_typed(value: int) -> None:
    text = f"{'-' if value < 0 else ''}{abs(value) // SCALE}.{abs(value) % SCALE:04d}"
    assert parse_measure(text) == value
    assert parse_measure(text.replace(".", ","), decimal_comma=True) == value


@given(st.text(max_size=30))
def test_no_text_breaks_it(text: str) -> None:
    with contextlib.suppress(Refused):
        assert isinstance(parse_measure(text), int)


def test_nothing_is_divided_by_nothing() -> None:
    assert quotient(5, 0, 100) is None
    assert quotient(1012 * SCALE, 220 * SCALE, 1) == 46000
    assert quotient(1 * SCALE, 3 * SCALE, 100) == 333333

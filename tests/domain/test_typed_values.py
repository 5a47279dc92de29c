"""A value as she types it."""

from datetime import date

import pytest

from obm_tui.domain.edits import UNSET
from obm_tui.domain.errors import Refused
from obm_tui.domain.metrics import Direction, MetricKind, Value
from obm_tui.domain.typed_values import TypedValue, read_amber, read_target, read_value, read_window
from tests.domain.metrics import LAST_WEEK, METRIC, scaled

CLOSING = METRIC._replace(kind=MetricKind.RATIO, unit="%", name="Closing")
LAST = Value(LAST_WEEK, scaled(22), scaled(11), scaled(50))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("22 %", TypedValue(scaled(22))),
        ("11/50", TypedValue(scaled(22), scaled(11), scaled(50))),
        ("11 / 50", TypedValue(scaled(22), scaled(11), scaled(50))),
        ("22 ?", TypedValue(scaled(22), is_estimated=True)),
        ("~22", TypedValue(scaled(22), is_estimated=True)),
        ("11/50? strike", TypedValue(scaled(22), scaled(11), scaled(50), "strike", is_estimated=True)),
        ("1 234 launch week", TypedValue(scaled(1234), note="launch week")),
        ("12k launch", TypedValue(scaled(12000), note="launch")),
        ("=", TypedValue(scaled(22), scaled(11), scaled(50))),
        ("= no change", TypedValue(scaled(22), scaled(11), scaled(50), "no change")),
        ("0", TypedValue(0)),
    ],
)
def test_what_is_typed_is_read(text: str, expected: TypedValue) -> None:
    assert read_value(text, CLOSING, LAST) == expected


def test_a_note_is_left_alone_unless_one_is_typed() -> None:
    assert read_value("5", METRIC, None).note is UNSET


@pytest.mark.parametrize(
    ("text", "reason"), [("", "no number"), ("strike", "no number"), ("1/2/3", "one number"), ("1/0", "divided by 0")]
)
def test_what_cannot_be_read_is_refused(text: str, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        read_value(text, CLOSING, LAST)


def test_one_number_is_not_typed_as_two() -> None:
    with pytest.raises(Refused, match="Only a ratio"):
        read_value("3/4", METRIC, None)


def test_nothing_is_repeated_where_there_was_nothing() -> None:
    with pytest.raises(Refused, match="no value before"):
        read_value("=", METRIC, None)


@pytest.mark.parametrize(
    ("text", "direction", "expected"),
    [
        ("20", Direction.HIGHER, (20, None)),
        ("3,5", Direction.LOWER, (None, 3.5)),
        ("≥ 20 %", Direction.LOWER, (20, None)),
        (">=20", Direction.LOWER, (20, None)),
        ("<= 3.50", Direction.HIGHER, (None, 3.5)),
        ("= 5", Direction.HIGHER, (5, 5)),
        ("5", Direction.BAND, (5, 5)),
        ("65-75", Direction.BAND, (65, 75)),
        ("65 – 75 %", Direction.HIGHER, (65, 75)),
        ("65 à 75", Direction.HIGHER, (65, 75)),
        ("-5", Direction.HIGHER, (-5, None)),
        ("", Direction.HIGHER, (None, None)),
    ],
)
def test_a_target_is_read(text: str, direction: Direction, expected: tuple[float | None, float | None]) -> None:
    low, high = read_target(text, direction, decimal_comma=True)
    assert (low, high) == tuple(scaled(limit) if limit is not None else None for limit in expected)


@pytest.mark.parametrize("text", ["abc", "≥", "75-65", "1-2-3"])
def test_what_is_no_target_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        read_target(text, Direction.HIGHER)


def test_the_amber_limit_is_a_distance_from_the_target() -> None:
    assert read_amber("3.85", None, scaled(3.5)) == scaled(0.35)
    assert read_amber("22", scaled(25), None) == scaled(3)
    assert read_amber("5", scaled(65), scaled(75)) == scaled(5)
    assert read_amber("", scaled(65), None) is None
    assert read_amber("3", None, None) is None
    with pytest.raises(Refused, match="other side"):
        read_amber("26", scaled(25), None)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("12/12 – 20/12", date(2026, 12, 12), date(2026, 12, 20)),
        ("du 12/12 au 20/12", date(2026, 12, 12), date(2026, 12, 20)),
        ("from 2026-12-12 to 2026-12-20", date(2026, 12, 12), date(2026, 12, 20)),
        ("20/11 - 2/12", date(2026, 11, 20), date(2026, 12, 2)),
        ("28/12–4/1", date(2026, 12, 28), date(2027, 1, 4)),
    ],
)
def test_a_window_is_two_days_and_may_have_begun(text: str, first: date, last: date) -> None:
    assert read_window(text, date(2026, 11, 27)) == (first, last)


@pytest.mark.parametrize("text", ["12/12", "12/12 – soon", "2027-01-02 – 2027-01-01", "–", "1/1 – 2/1 – 3/1"])
def test_what_is_no_window_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        read_window(text, date(2026, 11, 27))

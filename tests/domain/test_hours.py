"""Time as it is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obm_tui.domain.errors import Refused
from obm_tui.domain.hours import MOST_MINUTES, parse_duration


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("12", 720),
        ("12h", 720),
        (" 12 h ", 720),
        ("12h30", 750),
        ("12 h 30", 750),
        ("12 h 30 min", 750),
        ("12:30", 750),
        ("1h5", 65),
        ("12,5", 750),
        ("12.5 h", 750),
        ("0,25", 15),
        ("12 hours", 720),
        ("12 heures 30", 750),
        ("45 min", 45),
        ("90m", 90),
        ("744", MOST_MINUTES),
    ],
)
def test_what_means_a_time(text: str, minutes: int) -> None:
    assert parse_duration(text) == minutes


@pytest.mark.parametrize("text", ["", "0", "0h00", "745", "12h60", "1:2:3", "-3", "soon", "1e3", "12 30", "9" * 30])
def test_what_means_none(text: str) -> None:
    with pytest.raises(Refused):
        parse_duration(text)


@given(st.integers(1, MOST_MINUTES))
def test_every_time_is_read_as_it_is_written(minutes: int) -> None:
    assert parse_duration(f"{minutes // 60}h{minutes % 60:02d}") == minutes

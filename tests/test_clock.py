"""The system's zone: it has summers and winters."""

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from obm_tui.clock import Clock


@pytest.fixture
def paris(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    """A computer in Paris."""
    monkeypatch.setenv("TZ", "Europe/Paris")
    time.tzset()
    yield Clock()
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("instant", "shown"),
    [
        (datetime(2013, 4, 29, 22, tzinfo=UTC), "2013-04-30 00:00"),
        (datetime(2026, 7, 1, 22, 30, tzinfo=UTC), "2026-07-02 00:30"),
        (datetime(2026, 12, 1, 22, 30, tzinfo=UTC), "2026-12-01 23:30"),
    ],
)
def test_an_instant_of_another_season_has_its_own_offset(paris: Clock, instant: datetime, shown: str) -> None:
    local = instant.astimezone(paris.zone)

    assert f"{local:%Y-%m-%d %H:%M}" == shown
    assert local.astimezone(UTC) == instant


def test_noon_is_noon_all_year(paris: Clock) -> None:
    assert paris.noon(date(2026, 7, 1)) == datetime(2026, 7, 1, 10, tzinfo=UTC)
    assert paris.noon(date(2026, 12, 1)) == datetime(2026, 12, 1, 11, tzinfo=UTC)


def test_an_hour_that_comes_twice_is_two_instants(paris: Clock) -> None:
    for instant in (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)):
        local = instant.astimezone(paris.zone)
        assert (local.hour, local.astimezone(UTC)) == (2, instant)

"""Time worked: how it is typed, and what a month of it is."""

import re
from datetime import date
from typing import NamedTuple

from obm_tui.domain.errors import N_, Refused

MOST_MINUTES = 31 * 24 * 60
"""A month has no more."""
_HOURS = re.compile(r"(\d{1,3})(?:[.,](\d{1,2}))?\s*(?:h|hr|hrs|hours?|heures?)?", re.IGNORECASE)
_CLOCK = re.compile(r"(\d{1,3})\s*(?:h|:|hours?|heures?)\s*([0-5]?\d)\s*(?:m|mn|min|mins|minutes?)?", re.IGNORECASE)
_MINUTES = re.compile(r"(\d{1,4})\s*(?:m|mn|min|mins|minutes?)", re.IGNORECASE)


class NewTime(NamedTuple):
    """Time worked for a client on a day, or until it where it says so."""

    client_id: str
    on: date
    minutes: int
    note: str = ""


class TimeRow(NamedTuple):
    """Time worked, as it is listed."""

    id: str
    client_code: str
    on: date
    minutes: int
    note: str


def parse_duration(text: str) -> int:
    """`12h30`, `12:30`, `12,5`, `12.5 h`, `45 min` → minutes. A number alone is hours.

    Raises:
        Refused: it is no time, or none of at least a minute and at most a month.
    """
    text = text.strip()
    if match := _MINUTES.fullmatch(text):
        minutes = int(match[1])
    elif match := _CLOCK.fullmatch(text):
        minutes = int(match[1]) * 60 + int(match[2])
    elif match := _HOURS.fullmatch(text):
        minutes = round(float(f"{match[1]}.{match[2] or 0}") * 60)
    else:
        raise Refused(N_("“{text}” is no time: 12h30, 12.5 or 45 min is expected."), text=text[:40])
    if not 0 < minutes <= MOST_MINUTES:
        raise Refused(N_("At least a minute and at most {hours} hours are expected."), hours=MOST_MINUTES // 60)
    return minutes

"""Dates by the words people type."""

from datetime import date

from obm_tui.domain.capture.dates import ParsedDate, parse_date, parse_past_date
from obm_tui.domain.errors import N_, Refused


def read_date(text: str, today: date) -> ParsedDate:
    """The date that a text says.

    Raises:
        Refused: it says none.
    """
    found = parse_date(text, today)
    if found is None:
        raise Refused(N_("“{text}” is not a date: friday, +3d, 12/12 or 2026-12-12 is expected."), text=text)
    return found


def read_past_day(text: str, today: date) -> date:
    """The day that has been that a text says.

    Raises:
        Refused: it says none.
    """
    found = parse_past_date(text, today)
    if found is None:
        raise Refused(N_("“{text}” is no date: 2026-11-16 or 16/11 is expected."), text=text)
    return found.on

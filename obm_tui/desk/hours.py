"""Time worked, from the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from obm_tui.domain.hours import NewTime, TimeRow
from obm_tui.store.connection import guard
from obm_tui.store.reads import hours as reads

if TYPE_CHECKING:
    from datetime import date

    from obm_tui.desk.desk import Desk
    from obm_tui.domain.change import Written
    from obm_tui.domain.query import Scope


class HoursFacet:
    """What was worked for whom."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def minutes(self, client_id: str, since: date, until: date) -> int:
        """What was worked for a client on these days, the first and the last included."""
        with guard(self._desk.path):
            return reads.minutes(self._desk.connection, client_id, since, until)

    def minutes_by_client(self, since: date, until: date) -> dict[str, int]:
        """The same for every client that was worked for."""
        with guard(self._desk.path):
            return reads.minutes_by_client(self._desk.connection, since, until)

    def entries(self, scope: Scope, since: date, until: date) -> tuple[TimeRow, ...]:
        """What was worked on these days, the newest first."""
        with guard(self._desk.path):
            return reads.entries(self._desk.connection, scope, since, until)

    def add(self, new: NewTime) -> Written[str]:
        """Note time worked; the value is its key."""
        from obm_tui.store.writes import hours

        return self._desk.write(hours.add, new)

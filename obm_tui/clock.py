"""What time it is: the one place that asks the system."""

import os
import time
from datetime import UTC, date, datetime, timedelta, tzinfo
from datetime import time as time_of_day

from obm_tui.domain.errors import N_, Refused


class _SystemZone(tzinfo):
    """The computer's zone with the summer time of the day in question, not with that of this one.

    What the system calls its zone is an offset alone: half a year away it would be an hour off.
    """

    def fromutc(self, dt: datetime) -> datetime:
        """An instant on the wall's clock; an hour that comes twice in a night is told apart."""
        local = dt.replace(tzinfo=UTC).astimezone()
        first = local.replace(tzinfo=None)
        return first.replace(tzinfo=self, fold=int(first.astimezone().utcoffset() != local.utcoffset()))

    def utcoffset(self, dt: datetime | None) -> timedelta | None:
        """How far it is from UTC then."""
        return dt.replace(tzinfo=None).astimezone().utcoffset() if dt is not None else None

    def dst(self, _dt: datetime | None) -> None:
        """Unknown: nobody asks."""

    def tzname(self, dt: datetime | None) -> str | None:
        """What the system calls it then."""
        return dt.replace(tzinfo=None).astimezone().tzname() if dt is not None else None


class Clock:
    """Now and today, for everybody.

    A story clock starts at a given instant and runs on from there: a database made for a demonstration, a test or a
    picture decides what day it is.
    """

    def __init__(self, start: datetime | None = None, zone: tzinfo | None = None) -> None:
        self._zone = zone
        self._offset = start - datetime.now(UTC) if start is not None else timedelta(0)
        self._system_zone = _SystemZone()
        self._looked_at = -1.0

    @property
    def zone(self) -> tzinfo:
        """Her time zone."""
        if self._zone is not None:
            return self._zone
        minute = time.monotonic() // 60
        if self._looked_at != minute and hasattr(time, "tzset"):
            # She may travel; the system looks into its files for that: once a minute will do.
            self._looked_at = minute
            time.tzset()
        return self._system_zone

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        return datetime.now(UTC) + self._offset

    def local(self) -> datetime:
        """The present instant in her zone."""
        return self.now().astimezone(self.zone)

    def today(self) -> date:
        """The present date in her zone."""
        return self.local().date()

    def noon(self, day: date) -> datetime:
        """The middle of a day in her zone, aware, in UTC: for what is known by its day alone."""
        return datetime.combine(day, time_of_day(12), self.zone).astimezone(UTC)


class FrozenClock(Clock):
    """A clock that stands still, for tests and pictures."""

    def __init__(self, at: datetime, zone: tzinfo = UTC) -> None:
        super().__init__(None, zone)
        self._at = at.astimezone(UTC)

    def now(self) -> datetime:
        """Always the same instant."""
        return self._at


def from_environment() -> Clock:
    """The clock `OBM_TUI_NOW` asks for (an ISO date and time, frozen), else the system's.

    Raises:
        Refused: the variable is set and is no ISO date and time.
    """
    text = os.environ.get("OBM_TUI_NOW", "")
    if not text:
        return Clock()
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise Refused(N_("OBM_TUI_NOW is “{text}”: an ISO date and time is expected."), text=text) from error
    zone: tzinfo = at.tzinfo or zone_called(os.environ.get("TZ", ""))
    return FrozenClock(at if at.tzinfo is not None else at.replace(tzinfo=zone), zone)


def zone_called(name: str) -> tzinfo:
    """The zone of an IANA name, or hers where there is no such zone."""
    from zoneinfo import ZoneInfo  # here: only tests, pictures and the demo name a zone

    try:
        return ZoneInfo(name) if name else Clock().zone
    except (KeyError, ValueError, OSError):
        return Clock().zone


def file_seconds() -> float:
    """The system's time as file dates count it: for the age of files, whatever the story date."""
    return time.time()


def monotonic() -> float:
    """Seconds that only go forward, for measuring what is between two moments."""
    return time.monotonic()


def file_time() -> float:
    """The system's own time in seconds since 1970, by which it dates files: never a story's."""
    return time.time()

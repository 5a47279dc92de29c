"""Metrics: the numbers a client is steered by, their targets and their values."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from obm_tui.domain.clients import ClientColour
from obm_tui.domain.edits import UNSET, Unset
from obm_tui.domain.errors import N_, Refused
from obm_tui.domain.measures import quotient
from obm_tui.domain.periods import Cadence
from obm_tui.domain.text import clean_line

NAME_LIMIT = 100
NOTE_LIMIT = 500
SCORECARD_LIMIT = 15
"""More numbers than this on one client's scorecard are warned about (R10)."""
UNITS = ("", "€", "%", "×", "h", "min", "pts", "$", "£")
"""Units the form offers; any short word is one."""


class MetricKind(StrEnum):
    """How values of several periods become one (R10): flows add up, of stocks the last counts, ratios are Σ÷Σ."""

    FLOW = "flow"
    STOCK = "stock"
    RATIO = "ratio"


class Direction(StrEnum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"
    BAND = "band"


class MetricStatus(StrEnum):
    """Whether a number is still read."""

    ACTIVE = "active"
    PAUSED = "paused"


class Target(NamedTuple):
    """What a number should be from a day on: at least `low`, at most `high`, between both, or exactly that.

    All in ten-thousandths.
    """

    since: date
    low: int | None = None
    high: int | None = None
    amber: int | None = None
    """How far beyond the target is amber still, as a distance; none for a tenth of the target (R7)."""

    @property
    def is_exact(self) -> bool:
        """Whether only one value is right."""
        return self.low is not None and self.low == self.high

    @property
    def tolerance(self) -> int:
        """The distance beyond the target up to which a value is amber."""
        if self.amber is not None:
            return self.amber
        return max(abs(limit) for limit in (self.low, self.high) if limit is not None) // 10


class MetricRow(NamedTuple):
    """A metric as every list shows it."""

    id: str
    client_id: str
    client_code: str
    client_colour: ClientColour
    key: str
    """Its key in the catalogue; empty for one of her own."""
    name: str
    unit: str
    kind: MetricKind
    direction: Direction
    cadence: Cadence
    status: MetricStatus
    on_scorecard: bool
    owner_id: str | None
    owner: str | None
    source: str
    """Where to read it."""
    goal: str
    """What it serves."""
    numerator: str
    denominator: str
    """What a ratio divides by what."""
    starts_on: date | None
    ends_on: date | None
    """The window of a launch: outside of it no value is expected."""
    muted_until: date | None
    """Until when its red does not speak."""
    proposed_on: date | None
    """The period for whose reds an issue was proposed last."""

    @property
    def factor(self) -> int:
        """What a quotient is multiplied by."""
        return 100 if self.unit == "%" else 1

    @property
    def is_shown(self) -> bool:
        """Whether it stands on the scorecard."""
        return self.on_scorecard and self.status is MetricStatus.ACTIVE

    @property
    def is_ratio(self) -> bool:
        """Whether it is one number over another."""
        return self.kind is MetricKind.RATIO

    @property
    def lacks_window(self) -> bool:
        """Whether it is of a launch nobody has said the days of."""
        return self.cadence is Cadence.LAUNCH and self.starts_on is None and self.ends_on is None

    def is_muted(self, today: date) -> bool:
        """Whether its red is put to rest."""
        return self.muted_until is not None and today < self.muted_until

    def expects(self, start: date, end: date) -> bool:
        """Whether a value is expected for a period: a launch's only inside its window, so without one never."""
        if self.status is MetricStatus.PAUSED or self.lacks_window:
            return False
        if self.starts_on is not None and end < self.starts_on:
            return False
        return self.ends_on is None or start <= self.ends_on


class Value(NamedTuple):
    """What a number was in a period, in ten-thousandths."""

    period_on: date
    """The first day of the period."""
    value: int
    numerator: int | None = None
    denominator: int | None = None
    note: str = ""
    is_estimated: bool = False


@dataclass(frozen=True, slots=True)
class NewValue:
    """A value to enter; the one that stands there already gives way."""

    metric_id: str
    on: date
    """A day of the period."""
    value: int | None
    """Left out for a ratio that is given by its two parts."""
    numerator: int | None = None
    denominator: int | None = None
    note: str | Unset = UNSET
    is_estimated: bool = False

    def settled(self, factor: int) -> int:
        """The value, worked out where it is a ratio of two parts.

        Raises:
            Refused: there is neither a value nor something to divide by.
        """
        if self.numerator is not None and self.denominator is not None:
            found = quotient(self.numerator, self.denominator, factor)
            if found is None:
                raise Refused(N_("Nothing can be divided by 0: type what it is divided by."))
            return found
        if self.value is None:
            raise Refused(N_("A value is missing."))
        return self.value


class Entered(NamedTuple):
    """What entering values did."""

    changed: int
    """How many differ from what was there."""
    asking: tuple[str, ...] = ()
    """The numbers whose reds propose an issue now, once for these reds (R9)."""


@dataclass(frozen=True, slots=True)
class NewTarget:
    """A target from a day on; with neither limit, there is none from then on."""

    since: date
    low: int | None = None
    high: int | None = None
    amber: int | None = None

    def checked(self) -> "NewTarget":
        """The same.

        Raises:
            Refused: the lower limit is above the upper, or the amber distance is negative.
        """
        if self.low is not None and self.high is not None and self.low > self.high:
            raise Refused(N_("A target lies between a smaller and a larger number."))
        if self.amber is not None and self.amber < 0:
            raise Refused(N_("The amber limit lies on the other side of the target."))
        return self


@dataclass(frozen=True, slots=True)
class NewMetric:
    """A metric to add to a client's scorecard."""

    name: str
    key: str = ""
    unit: str = ""
    kind: MetricKind = MetricKind.FLOW
    direction: Direction = Direction.HIGHER
    cadence: Cadence = Cadence.WEEKLY
    target: NewTarget | None = None
    source: str = ""
    goal: str = ""
    numerator: str = ""
    denominator: str = ""
    owner_id: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None

    def cleaned(self) -> "NewMetric":
        """The same, fit to be stored.

        Raises:
            Refused: it has no name, or ends before it begins.
        """
        name = clean_line(self.name, NAME_LIMIT)
        if not name:
            raise Refused(N_("A number needs a name: “Cost per lead”."))
        check_window(self.starts_on, self.ends_on)
        if self.target is not None:
            self.target.checked()
        return replace(self, name=name, unit=clean_line(self.unit, 12), **_cleaned_lines(self))


def in_window(numbers: Sequence[NewMetric], starts_on: date | None, ends_on: date | None) -> list[NewMetric]:
    """The same, those of a launch with its first and last day."""
    return [
        replace(new, starts_on=starts_on, ends_on=ends_on) if new.cadence is Cadence.LAUNCH else new for new in numbers
    ]


@dataclass(frozen=True, slots=True)
class MetricEdit:
    """New values for some fields of a metric; the rest stays."""

    name: str | Unset = UNSET
    unit: str | Unset = UNSET
    kind: MetricKind | Unset = UNSET
    direction: Direction | Unset = UNSET
    cadence: Cadence | Unset = UNSET
    status: MetricStatus | Unset = UNSET
    on_scorecard: bool | Unset = UNSET
    owner_id: str | Unset | None = UNSET
    source: str | Unset = UNSET
    goal: str | Unset = UNSET
    numerator: str | Unset = UNSET
    denominator: str | Unset = UNSET
    starts_on: date | Unset | None = UNSET
    ends_on: date | Unset | None = UNSET
    muted_until: date | Unset | None = UNSET
    proposed_on: date | Unset | None = UNSET

    def cleaned(self) -> "MetricEdit":
        """The same, fit to be stored.

        Raises:
            Refused: an empty name.
        """
        name = self.name if isinstance(self.name, Unset) else clean_line(self.name, NAME_LIMIT)
        if not name:
            raise Refused(N_("A number needs a name: “Cost per lead”."))
        unit = self.unit if isinstance(self.unit, Unset) else clean_line(self.unit, 12)
        return replace(self, name=name, unit=unit, **_cleaned_lines(self))


def _cleaned_lines(new: NewMetric | MetricEdit) -> dict[str, Any]:
    limits = {"source": 300, "goal": 300, "numerator": 60, "denominator": 60}
    values = {name: getattr(new, name) for name in limits}
    return {
        name: value if isinstance(value, Unset) else clean_line(value, limits[name]) for name, value in values.items()
    }


def check_window(starts_on: date | None, ends_on: date | None) -> None:
    """A launch ends after it begins.

    Raises:
        Refused: it does not.
    """
    if starts_on is not None and ends_on is not None and ends_on < starts_on:
        raise Refused(N_("The window ends before it begins."))

"""What a language brings to the reading of dates; `words_en` and `words_fr` fill it in."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class Unit(Enum):
    """A span of time that can be counted off from today."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class Landmark(Enum):
    """A day with a name that depends on where today stands in its week or month."""

    NEXT_WEEK = "next week"
    """Its Monday."""
    WEEK_END = "week end"
    """The Friday to come, today included."""
    NEXT_WEEK_END = "next week end"
    """The Friday of the week that begins next Monday."""
    NEXT_MONTH = "next month"
    """Its first day."""
    MONTH_END = "month end"
    """The last day of this month."""
    NEXT_MONTH_END = "next month end"
    """The last day of the month after this one."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language, as `text.fold` leaves them, hyphens read as spaces."""

    offsets: Mapping[str, int]
    """Days from today, by word or phrase."""
    landmarks: Mapping[str, Landmark]
    """Phrases without articles."""
    weekdays: Mapping[str, int]
    """Monday is 0."""
    months: Mapping[str, int]
    """January is 1."""
    units: Mapping[str, Unit]
    numbers: Mapping[str, int]
    """Small numbers in full, as in “in two weeks”."""
    ahead: frozenset[str]
    """What stands before a counted span: “in” 3 days."""
    noon: frozenset[str]
    coming: tuple[str, ...]
    """Phrases around a weekday, `{}`, for its next occurrence after today."""
    of_next_week: tuple[str, ...]
    """Phrases around a weekday, `{}`, for the one of the week that begins next Monday."""
    lead_ins: frozenset[str]
    """What introduces a date at the end of a title and goes with it: “by” friday."""
    ties: frozenset[str]
    """What ties a following date to the words before it, so that it stays text: “every” monday, “since” friday."""
    everyday: frozenset[str]
    """Abbreviations of days that are also words or first names; in a title they need a day's number beside them."""
    named_days: frozenset[str]
    """Names that end in a weekday but are no date: “black friday”."""

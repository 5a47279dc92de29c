"""What a language brings to the reading of dates and recurrences; `words_en` and `words_fr` fill it in."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from obm_tui.domain.capture.rrule import Frequency


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


Period = tuple[Frequency, int]
"""A span between two occurrences: a quarter is three months."""


@dataclass(frozen=True, slots=True)
class RepeatWords:
    """The words of one language for what comes again and again, as `text.fold` leaves them."""

    every: frozenset[str]
    adverbs: Mapping[str, Period]
    """Words that say it all, where no article makes a thing of them: “weekly”, but not “the weekly”."""
    periods: Mapping[str, Period]
    """What can be counted after “every”."""
    counts: Mapping[str, int]
    """Numbers in words other than those of dates: “every other” week."""
    one_in: frozenset[str]
    """“un” lundi …"""
    out_of: frozenset[str]
    """… “sur” deux."""
    more_days: Mapping[str, int]
    """Names of weekdays that dates do not know: plurals, the weekend for its Saturday."""
    workdays: frozenset[str]
    ordinals: Mapping[str, int]
    """Which one in the month; -1 is the last."""
    days: frozenset[str]
    """The last “day” of the month."""
    month_ends: frozenset[str]
    """Phrases for the last day of a month."""
    of_month: frozenset[str]
    """What makes of a place in the month a recurrence, where an article stands before it: the 15th “of the month”."""
    of_every_month: frozenset[str]
    """The same where none does: 15th “of each month”."""
    articles: frozenset[str]
    """What may stand before a day: “on the” 15th."""
    and_: frozenset[str]
    day_parts: Mapping[str, str]
    """Times of day in words, as `HH:MM`: every “morning”."""
    starting: frozenset[str]
    ending: frozenset[str]
    ties: frozenset[str]
    """What ties a recurrence to the words before it, besides the ties of dates: “budget for” every month."""
    starts: frozenset[str]
    """Words that leave “every” unfinished: every “other”."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language, as `text.fold` leaves them, hyphens read as spaces."""

    offsets: Mapping[str, int]
    """Days from today, by word or phrase."""
    gone: Mapping[str, int]
    """Days before today, by phrases that are only read where a day is known to be past."""
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
    repeats: RepeatWords

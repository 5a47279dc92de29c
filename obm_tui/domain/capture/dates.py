"""Dates in plain French and English, both always understood; no case, no accents.

The rules that people may expect otherwise:

- *friday* is the next one after today; *next friday* is the one of the week that begins next Monday; *vendredi
  prochain* is, as in French, the next one after today.
- *next week* is its Monday, *next month* its first day, *end of week* its Friday.
- A day and month without a year, and a day alone (*le 12*), are the next to come, today included. A weekday beside a
  date must agree with it.
- *mar 12* is a Tuesday where the coming 12th is one, else 12 March; where the month comes first it is always March.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from obm_tui.domain.capture.words import Landmark, Unit, Words
from obm_tui.domain.capture.words_en import ENGLISH
from obm_tui.domain.capture.words_fr import FRENCH
from obm_tui.domain.text import fold


class DateOrder(Enum):
    """What comes first in `5/12`."""

    DMY = "dmy"
    MDY = "mdy"


@dataclass(frozen=True, slots=True)
class ParsedDate:
    """A day, and a time of day as `HH:MM` where one was said."""

    on: date
    time: str | None = None


class Doubt(Enum):
    """Why a text that can be a date may be something else at the end of a title."""

    NONE = "none"
    NUMBER = "number"
    """A ratio, a version, a range: `3/4`, `12.05`. A word that introduces dates, or a time, settles it."""
    WORD = "word"
    """A word or a first name: `Sam`, `jeu`. Only a day's number beside it settles it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says when taken for a date, and what speaks against taking it."""

    date: ParsedDate
    doubt: Doubt


LONGEST_WORDS = 9
"""Words in the longest date: “le mercredi 2 décembre 2026 à 14 h 30”."""
_LONGEST = 60
"""Characters in the longest date, with room for blanks."""
_FRIDAY = 4

_OFFSETS = {**ENGLISH.offsets, **FRENCH.offsets}
_LANDMARKS = {**ENGLISH.landmarks, **FRENCH.landmarks}
_WEEKDAYS = {**ENGLISH.weekdays, **FRENCH.weekdays}
_MONTHS = {**ENGLISH.months, **FRENCH.months}
_UNITS = {**ENGLISH.units, **FRENCH.units}
_NUMBERS = {**ENGLISH.numbers, **FRENCH.numbers}
_AHEAD = ENGLISH.ahead | FRENCH.ahead
_EVERYDAY = ENGLISH.everyday | FRENCH.everyday


def _weekday_phrases(words: Words) -> dict[str, tuple[int, bool]]:
    """Weekday and “of next week”, by phrase."""
    return {
        phrase.format(name): (weekday, phrases is words.of_next_week)
        for phrases in (words.coming, words.of_next_week)
        for phrase in phrases
        for name, weekday in words.weekdays.items()
    }


_WEEKDAY_PHRASES = _weekday_phrases(ENGLISH) | _weekday_phrases(FRENCH)

_GONE = {**ENGLISH.gone, **FRENCH.gone}
_AGO = re.compile(r"il y a (\w+) ([a-z]+)|(\w+) ([a-z]+) ago")
_LAST = re.compile(r"^last (?=[a-z]+$)|(?<=[a-z]) dernier$")

_HYPHEN = re.compile(r"(?<=[a-z])-(?=[a-z0-9])|(?<=[0-9])-(?=[a-z])")
_ARTICLE = re.compile(r"(le|on the|on|the) (?=.)")
_LANDMARK_ARTICLE = re.compile(r"\b(?:la|le|the) ")
_COMPACT = re.compile(r"\+([0-9]{1,3})([a-z]+)")
_ISO = re.compile(r"([0-9]{4})([/-])([0-9]{1,2})\2([0-9]{1,2})")
_NUMERIC = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})(?:\2([0-9]{4}|[0-9]{2}))?")
_DAY_MONTH = re.compile(r"([0-9]{1,2})(?:er|st|nd|rd|th)?(?: of)? ([a-z]+)(?: ([0-9]{4}))?")
_MONTH_DAY = re.compile(r"([a-z]+) ([0-9]{1,2})(?:st|nd|rd|th)?(?: ([0-9]{4}))?")
_DAY = re.compile(r"([0-9]{1,2})(?:er|st|nd|rd|th)?")
_COUNT = re.compile(r"[0-9]{1,3}")
# Other numeric dates look like a ratio (3/4), a version (12.05) or a range (5-12).
_PLAINLY_A_DATE = re.compile(r"[0-9]{2}/[0-9]{2}|.*[0-9]{4}.*|[0-9]+/[0-9]+/[0-9]+")

_NOON = "|".join(sorted(ENGLISH.noon | FRENCH.noon))
_CLOCK = (
    r"(?:(?P<h>[0-9]{1,2}) ?h ?(?P<h_minute>[0-5][0-9])?"
    r"|(?P<colon>[0-9]{1,2}):(?P<colon_minute>[0-5][0-9])"
    r"|(?P<half>[0-9]{1,2})(?::(?P<half_minute>[0-5][0-9]))? ?(?P<side>[ap])m"
    rf"|(?P<noon>{_NOON}))"
)
_TIME_LAST = re.compile(rf"(?P<day>.+?) (?:(?:a|at) )?{_CLOCK}")
# A number before a date is as likely a duration (“Budget 10h vendredi”), so here the preposition is needed.
_TIME_FIRST = re.compile(rf"(?:a|at) {_CLOCK} (?P<day>.+)")


def parse_date(text: str, today: date, order: DateOrder = DateOrder.DMY) -> ParsedDate | None:
    """The date that the whole text says, or `None` where it says anything else or a day that does not exist."""
    reading = read_date(text, today, order)
    return reading.date if reading else None


def parse_past_date(text: str, today: date, order: DateOrder = DateOrder.DMY) -> ParsedDate | None:
    """The same for what has been: what names no year, month or week is the last such day, `vendredi`, `12/02`, `le 3`.

    It also knows `avant-hier`, `il y a 3 jours`, `2 weeks ago`, `last friday`. What is plainly to come stays so.
    """
    phrase, time = split_time(simplify(text))
    if gone := _day_gone(phrase, today):
        return ParsedDate(gone, time)
    phrase = _LAST.sub("", phrase)
    # Read as if it were a week, a month or a year ago, the next such day is the last one.
    ago = () if _is_ahead(phrase, today) else (today - timedelta(8), _add_months(today, -1), _add_months(today, -12))
    found = [reading[0] for day in (today, *ago) if (reading := _read_day(phrase, day, order))]
    on = next((on for on in found if on <= today), found[0] if found else None)
    return ParsedDate(on, time) if on else None


def _day_gone(phrase: str, today: date) -> date | None:
    """A day said by how long ago it was."""
    if phrase in _GONE:
        return today - timedelta(_GONE[phrase])
    match = _AGO.fullmatch(phrase)
    if not match:
        return None
    count, unit = match[1] or match[3], match[2] or match[4]
    number = _NUMBERS.get(count) or (int(count) if _COUNT.fullmatch(count) else None)
    return _after(today, -number, unit) if number is not None else None


def _is_ahead(phrase: str, today: date) -> bool:
    """Whether a phrase can only be of days to come: `demain`, `next friday`."""
    rest = _ARTICLE.sub("", phrase, count=1)
    return _relative_day(phrase, today) is not None or (rest in _WEEKDAY_PHRASES and rest not in _WEEKDAYS)


def read_date(text: str, today: date, order: DateOrder) -> Reading | None:
    """The same with its doubt, for a text that is not known to be a date."""
    phrase, time = split_time(simplify(text))
    found = _read_day(phrase, today, order)
    if not found:
        return None
    on, doubt = found
    # “3/4 14h” is no ratio, but “Sam 14h” is as likely a call to Sam.
    return Reading(ParsedDate(on, time), Doubt.NONE if time and doubt is Doubt.NUMBER else doubt)


def read_opening(text: str, today: date, order: DateOrder) -> ParsedDate | None:
    """A date that may stand before a title, `demain`, `lundi 14h`, `vendredi 27`: one that is no beginning of a name.

    A weekday alone is (“Friday offer page”), and so are a number, a day of a month and what has been.
    """
    reading = read_date(text, today, order)
    if not reading or reading.doubt is not Doubt.NONE or reading.date.on < today:
        return None
    phrase, time = split_time(simplify(text))
    first = phrase.split()[0]
    is_distance = phrase in _OFFSETS or first in _AHEAD or _COMPACT.fullmatch(phrase) is not None
    is_weekday = phrase in _WEEKDAY_PHRASES or first in _WEEKDAYS
    return reading.date if is_distance or (is_weekday and (time or " " in phrase)) else None


def names_no_day(text: str, today: date, order: DateOrder) -> bool:
    """Whether the text is written as a day that no calendar has: `31/02`, `30 february`, a date's wrong weekday."""
    phrase, _time = split_time(simplify(text))
    name, _, rest = phrase.partition(" ")
    if name in _WEEKDAYS and name not in _EVERYDAY and (_numeric_day(rest, today, order) or _spelled_day(rest, today)):
        return _agreed_day(phrase, today, order) is None
    if match := _NUMERIC.fullmatch(phrase):
        first, second = int(match[1]), int(match[3])
        day, month = (first, second) if order is DateOrder.DMY else (second, first)
        may_be = _PLAINLY_A_DATE.fullmatch(phrase) is not None and 1 <= month <= 12
        return may_be and 1 <= day <= 31 and _numeric_day(phrase, today, order) is None
    if match := _DAY_MONTH.fullmatch(phrase):
        return match[2] in _MONTHS and 1 <= int(match[1]) <= 31 and _spelled_day(phrase, today) is None
    if match := _MONTH_DAY.fullmatch(phrase):
        return match[1] in ENGLISH.months and 1 <= int(match[2]) <= 31 and _spelled_day(phrase, today) is None
    return False


def split_time(phrase: str) -> tuple[str, str | None]:
    """A simplified phrase without the time of day at its end or beginning, and that time as `HH:MM`.

    With a time that no clock shows nothing is left of the phrase.
    """
    timed = _TIME_LAST.fullmatch(phrase) or _TIME_FIRST.fullmatch(phrase)
    if not timed:
        return phrase, None
    time = _clock_time(timed)
    return (timed["day"], time) if time else ("", None)


def read_day_of_year(phrase: str, today: date, order: DateOrder) -> date | None:
    """The next day that a simplified phrase names by day and month, without a year: `12/12`, `december 12th`."""
    match = _NUMERIC.fullmatch(phrase) or _DAY_MONTH.fullmatch(phrase) or _MONTH_DAY.fullmatch(phrase)
    if not match or match[match.re.groups]:
        return None
    return _numeric_day(phrase, today, order) or _spelled_day(phrase, today)


def simplify(text: str) -> str:
    """Folded words with one space between; hyphens in words and the punctuation after words gone."""
    if len(text) > _LONGEST:
        return ""
    folded = fold(text).replace("’", "'").replace("\u2010", "-")
    words = [word.rstrip(".,!") for word in _HYPHEN.sub(" ", folded).split()]
    return " ".join(filter(None, words)) if words and words[0] else ""


def _clock_time(match: re.Match[str]) -> str | None:
    if match["noon"]:
        return "12:00"
    hour = int(match["h"] or match["colon"] or match["half"])
    if match["side"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match["side"] == "p" else 0)
    minute = match["h_minute"] or match["colon_minute"] or match["half_minute"] or "00"
    return f"{hour:02d}:{minute}" if hour < 24 else None


def _read_day(phrase: str, today: date, order: DateOrder) -> tuple[date, Doubt] | None:
    if on := _relative_day(phrase, today):
        return on, Doubt.WORD if phrase in _EVERYDAY else Doubt.NONE
    article = _ARTICLE.match(phrase)
    rest = phrase[article.end() :] if article else phrase
    if on := _weekday(rest, today):
        return on, Doubt.WORD if rest in _EVERYDAY else Doubt.NONE
    # “The 5th” may be the beginning of a name; “le 5” and “on the 5th” are dates, and so is “le 3/4”.
    doubt = Doubt.NONE if article and article[1] != "the" else Doubt.NUMBER
    if article and (on := _day_alone(rest, today)):
        return on, doubt
    if on := _numeric_day(rest, today, order):
        return on, Doubt.NONE if _PLAINLY_A_DATE.fullmatch(rest) else doubt
    # Only “mar” is a weekday in one language and a month in the other; see the top of this file.
    agreed, spelled = _agreed_day(rest, today, order), _spelled_day(rest, today)
    on = agreed or spelled if order is DateOrder.DMY else spelled or agreed
    return (on, Doubt.NONE) if on else None


def _relative_day(phrase: str, today: date) -> date | None:
    """A day said by its distance from today: `demain`, `+3j`, `in two weeks`, `end of month`."""
    if phrase in _OFFSETS:
        return today + timedelta(_OFFSETS[phrase])
    if landmark := _LANDMARKS.get(_LANDMARK_ARTICLE.sub("", phrase)):
        return _landmark_day(landmark, today)
    if compact := _COMPACT.fullmatch(phrase):
        return _after(today, int(compact[1]), compact[2])
    words = phrase.split()
    if len(words) == 3 and words[0] in _AHEAD:
        count = _NUMBERS.get(words[1]) or (int(words[1]) if _COUNT.fullmatch(words[1]) else None)
        return _after(today, count, words[2]) if count is not None else None
    return None


def _after(today: date, count: int, unit: str) -> date | None:
    match _UNITS.get(unit):
        case Unit.DAY:
            return today + timedelta(count)
        case Unit.WEEK:
            return today + timedelta(weeks=count)
        case Unit.MONTH:
            return _add_months(today, count)
        case None:
            return None


def _add_months(day: date, count: int) -> date:
    """The same day of a later month, or the month's last where it is shorter."""
    months = day.year * 12 + day.month - 1 + count
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _landmark_day(landmark: Landmark, today: date) -> date:
    monday = today + timedelta(7 - today.weekday())
    first = _add_months(today.replace(day=1), 1)
    match landmark:
        case Landmark.NEXT_WEEK:
            return monday
        case Landmark.WEEK_END:
            return today + timedelta((_FRIDAY - today.weekday()) % 7)
        case Landmark.NEXT_WEEK_END:
            return monday + timedelta(_FRIDAY)
        case Landmark.NEXT_MONTH:
            return first
        case Landmark.MONTH_END:
            return first - timedelta(1)
        case Landmark.NEXT_MONTH_END:
            return _add_months(first, 1) - timedelta(1)


def _weekday(phrase: str, today: date) -> date | None:
    """A weekday by itself: `ven`, `next friday`, `vendredi prochain`."""
    if phrase not in _WEEKDAY_PHRASES:
        return None
    weekday, of_next_week = _WEEKDAY_PHRASES[phrase]
    if of_next_week:
        return today + timedelta(7 - today.weekday() + weekday)
    return today + timedelta((weekday - today.weekday() - 1) % 7 + 1)


def _agreed_day(phrase: str, today: date, order: DateOrder) -> date | None:
    """A weekday and a date: `ven. 27`, `mercredi 2 décembre`; nothing where they disagree."""
    name, _, rest = phrase.partition(" ")
    if name not in _WEEKDAYS:
        return None
    rest = rest.removeprefix("the ")
    on = _day_alone(rest, today) or _numeric_day(rest, today, order) or _spelled_day(rest, today)
    return on if on and on.weekday() == _WEEKDAYS[name] else None


def _spelled_day(phrase: str, today: date) -> date | None:
    """A date with the month's name: `1er janvier`, `12 dec 2027`, `December 12th`. French has no month first."""
    if match := _DAY_MONTH.fullmatch(phrase):
        day, month, year = int(match[1]), _MONTHS.get(match[2]), match[3]
    elif match := _MONTH_DAY.fullmatch(phrase):
        day, month, year = int(match[2]), ENGLISH.months.get(match[1]), match[3]
    else:
        return None
    return _dated(year, month, day, today) if month else None


def _numeric_day(phrase: str, today: date, order: DateOrder) -> date | None:
    """A date in digits: `2026-12-12`, `12/12/2026`, `12/12/26`, `5-12`, `12.05`."""
    if match := _ISO.fullmatch(phrase):
        return _dated(match[1], int(match[3]), int(match[4]), today)
    if not (match := _NUMERIC.fullmatch(phrase)):
        return None
    first, second, year = int(match[1]), int(match[3]), match[4]
    day, month = (first, second) if order is DateOrder.DMY else (second, first)
    return _dated(f"20{year}" if year and len(year) == 2 else year, month, day, today)


def _dated(year: str | None, month: int, day: int, today: date) -> date | None:
    """The day of that year, or without a year the next to come; 29 February may be years away."""
    if year:
        return _existing(int(year), month, day)
    days = (_existing(today.year + ahead, month, day) for ahead in range(9))
    return next((on for on in days if on and on >= today), None)


def _day_alone(phrase: str, today: date) -> date | None:
    """The next day of a month with this number: `12`, `12th`."""
    match = _DAY.fullmatch(phrase)
    if not match:
        return None
    firsts = (_add_months(today.replace(day=1), ahead) for ahead in range(3))
    days = (_existing(first.year, first.month, int(match[1])) for first in firsts)
    return next((on for on in days if on and on >= today), None)


def _existing(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

"""Recurrences in plain French and English, both always understood: “every 2 weeks”, « le dernier vendredi du mois ».

The rules that people may expect otherwise:

- What comes again begins with the first day that fits, today included; *every 2 weeks* begins today.
- *every 3rd friday* is the third Friday of each month, *every third day* every three days.
- *le dernier vendredi du mois* is one of every month, as is *the 15th of the month*.
- *tous les 15 jours* is, as in French, every two weeks.
- *morning* is 9:00, *evening* 19:00.
- *chaque jeu* is each game: after *chaque*, French weekdays that are also words are not shortened.
"""

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple, TypeVar

from obm_tui.domain.capture.dates import DateOrder, ParsedDate, parse_date, read_day_of_year, split_time
from obm_tui.domain.capture.rrule import WORKDAYS, Frequency, Rule, first_day
from obm_tui.domain.capture.words_en import ENGLISH
from obm_tui.domain.capture.words_fr import FRENCH
from obm_tui.domain.text import fold

Value = TypeVar("Value")

LONGEST_WORDS = 20
"""Words in the longest recurrence: “toutes les 2 semaines le lundi et le mercredi à 14 h 30 à partir du 4 janvier”."""
_LONGEST = 120
"""Characters in it."""
_LONGEST_NAME = 4
"""Words in the longest entry of a table."""

_EN, _FR = ENGLISH.repeats, FRENCH.repeats
_ADVERBS = {**_EN.adverbs, **_FR.adverbs}
_PERIODS = {**_EN.periods, **_FR.periods}
_COUNTS = {**ENGLISH.numbers, **FRENCH.numbers, **_EN.counts, **_FR.counts}
_WEEKDAYS = {**ENGLISH.weekdays, **FRENCH.weekdays, **_EN.more_days, **_FR.more_days}
_ORDINALS = {**_EN.ordinals, **_FR.ordinals}
_DAY_PARTS = {**_EN.day_parts, **_FR.day_parts}


def _both(name: str) -> frozenset[str]:
    """A set of words of both languages."""
    english, french = getattr(_EN, name), getattr(_FR, name)
    return frozenset(english | french)


_EVERY = _both("every")
_ONE_IN = _both("one_in")
_OUT_OF = _both("out_of")
_WORKDAYS = _both("workdays")
_DAYS = _both("days")
_MONTH_ENDS = _both("month_ends")
_OF_MONTH = _both("of_month")
_OF_EVERY_MONTH = _both("of_every_month")
_ARTICLES = _both("articles")
_AND = _both("and_")
_STARTING = _both("starting")
_ENDING = _both("ending")
_UNFINISHED = _both("starts") | frozenset(_EN.counts)
TIES = _both("ties")
"""Words before a recurrence that make it part of the title, besides those of dates."""


def _first_words(*tables: AbstractSet[str]) -> frozenset[str]:
    return frozenset(phrase.partition(" ")[0] for table in tables for phrase in table)


_STARTS = _first_words(_EVERY, _ADVERBS.keys(), _ONE_IN, _ARTICLES, _ORDINALS.keys()) | {"a", "at"}
_SIGNS = (
    frozenset(word for phrase in _EVERY for word in phrase.split()[:1] if word != "une")
    | _ADVERBS.keys()
    | _OUT_OF
    | {phrase.split()[-1] for phrase in _OF_MONTH | _OF_EVERY_MONTH}
    | {"fois"}
)
"""Every recurrence has one of these words."""
_SIGN = re.compile(rf"\b(?:{'|'.join(sorted(_SIGNS))})\b")
_MONTH_DAY = re.compile(r"([0-9]{1,2})(er|st|nd|rd|th|e|eme)?")
_PLAIN_OPENINGS = frozenset(phrase.split()[0] for phrase in _EVERY if phrase.endswith(" les"))
_COUNT = re.compile(r"[0-9]{1,3}")


@dataclass(frozen=True, slots=True)
class Recurrence:
    """What comes again and again."""

    rrule: str
    first: ParsedDate
    """The first day it falls on, and the time of day where one was said."""
    is_day: bool
    """Whether it was said as a day, “the 15th of each month”, so that “by” may stand before it."""


class _Place(NamedTuple):
    """Where in a month."""

    month_days: tuple[int, ...] = ()
    weekdays: tuple[int, ...] = ()
    nth: int = 0
    position: int = 0
    is_bare: bool = False
    """A plain number, which needs “of the month” behind it."""


def may_hold(text: str) -> bool:
    """Whether there can be a recurrence in this text: most lines need not be looked at."""
    return _SIGN.search(fold(text)) is not None


def may_begin(word: str) -> bool:
    """Whether a recurrence can begin with this folded word: the others need not be looked at."""
    return word in _STARTS or _MONTH_DAY.fullmatch(word) is not None


def may_open(words: list[str]) -> bool:
    """Whether these folded words, a recurrence, may stand before a title: “Every Friday feeling” begins with a name.

    “tous les lundis” is no name, and neither is what says a number or a time.
    """
    first = words[0] if words else ""
    return first in _PLAIN_OPENINGS or (first in _EVERY and any(word[0].isdigit() for word in words))


def unfinished(words: list[str]) -> int:
    """How many of these folded words, the last ones of a line, begin a recurrence that is not complete; 0 for none.

    “every”, “tous les”, “every other”, “chaque 2”.
    """
    for count in range(min(len(words), _LONGEST_NAME + 1), 0, -1):
        cursor = _Cursor(words[-count:])
        if cursor.skip(_EVERY) and (cursor.is_done or (len(cursor.rest) == 1 and _is_half(cursor.rest[0]))):
            # “25 € each” is complete.
            return 0 if words[-1] == "each" else count
    return 0


def _is_half(word: str) -> bool:
    return word in _UNFINISHED or word in _COUNTS or _COUNT.fullmatch(word) is not None


def read_recurrence(phrase: str, today: date, order: DateOrder = DateOrder.DMY) -> Recurrence | None:
    """What the whole phrase says, or `None` where it is no recurrence.

    Args:
        phrase: as `dates.simplify` leaves it.
        today: the day it may begin on, where it does not say another.
        order: what comes first in `5/12`.
    """
    if len(phrase) > _LONGEST:
        return None
    core, begins, ends = _split_bounds(phrase)
    start = ParsedDate(today) if begins is None else parse_date(begins, today, order)
    until = None if ends is None else parse_date(ends, today, order)
    if not start or (ends is not None and not until):
        return None
    core, time = split_time(core)
    words = _Cursor(core.split())
    is_every = words.begins_with(_EVERY) or words.begins_with(_ADVERBS)
    rule = _read_rule(words, today, order)
    part = words.take(_DAY_PARTS)
    if not rule or not words.is_done or (part and time):
        return None
    rule = replace(rule, until=until.on if until else None)
    first = first_day(rule, start.on)
    is_day = not is_every and bool(rule.month_days or rule.nth or rule.position)
    return Recurrence(str(rule), ParsedDate(first, time or part or start.time), is_day) if first else None


class _Cursor:
    """Words to be read from left to right."""

    def __init__(self, words: list[str]) -> None:
        self._words = words
        self.at = 0

    @property
    def is_done(self) -> bool:
        return self.at == len(self._words)

    @property
    def rest(self) -> list[str]:
        return self._words[self.at :]

    @property
    def word_before(self) -> str:
        return self._words[self.at - 1]

    def _look(self, table: AbstractSet[str] | Mapping[str, object]) -> int:
        """How many words the longest entry takes that stands here."""
        for size in range(min(_LONGEST_NAME, len(self._words) - self.at), 0, -1):
            if " ".join(self._words[self.at : self.at + size]) in table:
                return size
        return 0

    def begins_with(self, table: AbstractSet[str] | Mapping[str, object]) -> bool:
        return self._look(table) > 0

    def skip(self, table: AbstractSet[str]) -> bool:
        size = self._look(table)
        self.at += size
        return size > 0

    def take(self, table: Mapping[str, Value]) -> Value | None:
        size = self._look(table)
        if not size:
            return None
        self.at += size
        return table[" ".join(self._words[self.at - size : self.at])]

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.fullmatch(self._words[self.at]) if not self.is_done else None
        self.at += bool(found)
        return found


def _split_bounds(phrase: str) -> tuple[str, str | None, str | None]:
    """What comes again, from when, until when; the last two where they are said."""
    parts: dict[str, list[str]] = {"core": []}
    cursor, part = _Cursor(phrase.split()), "core"
    while not cursor.is_done:
        bound = parts["core"] and ((cursor.skip(_STARTING) and "start") or (cursor.skip(_ENDING) and "end"))
        if bound:
            part = bound
            parts[part] = []
        else:
            parts[part].append(cursor.rest[0])
            cursor.at += 1
    start, end = (" ".join(parts[name]) if name in parts else None for name in ("start", "end"))
    return " ".join(parts["core"]), start, end


def _read_rule(words: _Cursor, today: date, order: DateOrder) -> Rule | None:
    if period := words.take(_ADVERBS):
        return _detailed(words, Rule(*period), today, order)
    if words.skip(_EVERY):
        return _every(words, today, order)
    return _one_in(words) or _day_of_month(words)


def _every(words: _Cursor, today: date, order: DateOrder) -> Rule | None:
    """What stands after “every”: the longest reading that leaves nothing but a part of the day behind."""
    begin = words.at
    for read in (_workdays, _day_part, _counted, _weekly, _monthly, _yearly):
        words.at = begin
        rule = read(words, today, order)
        if rule and (words.is_done or words.begins_with(_DAY_PARTS)):
            return rule
    return None


def _workdays(words: _Cursor, _today: date, _order: DateOrder) -> Rule | None:
    return Rule(Frequency.WEEKLY, weekdays=WORKDAYS) if words.skip(_WORKDAYS) else None


def _day_part(words: _Cursor, _today: date, _order: DateOrder) -> Rule | None:
    return Rule(Frequency.DAILY) if words.begins_with(_DAY_PARTS) else None


def _counted(words: _Cursor, today: date, order: DateOrder) -> Rule | None:
    """“2 weeks”, “month on the 15th”, “third day”."""
    # French has periods of their own that begin with a number.
    period = words.take(_PERIODS)
    count = 1
    if not period:
        count = _count(words) or 0
        period = words.take(_PERIODS)
    if not period or not count:
        return None
    frequency, length = period
    return _detailed(words, Rule(frequency, count * length), today, order)


def _count(words: _Cursor) -> int | None:
    """How many; “third” day is every three, but “first” and “last” count nothing."""
    if digits := words.match(_COUNT):
        return int(digits[0])
    if count := words.take(_COUNTS):
        return count
    nth = words.take(_ORDINALS)
    return nth if nth and nth > 1 else None


def _detailed(words: _Cursor, rule: Rule, today: date, order: DateOrder) -> Rule | None:
    """On which days of it, where that is said."""
    begin = words.at
    words.skip(_ARTICLES)
    match rule.frequency:
        case Frequency.WEEKLY:
            if weekdays := _weekdays(words):
                return replace(rule, weekdays=weekdays)
        case Frequency.MONTHLY:
            if place := _place(words):
                words.skip(_OF_MONTH)
                return _placed(rule, place)
        case Frequency.YEARLY:
            if on := read_day_of_year(" ".join(words.rest), today, order):
                words.at += len(words.rest)
                return replace(rule, month=on.month, month_days=(on.day,))
        case Frequency.DAILY:
            pass
    words.at = begin
    return rule


def _weekly(words: _Cursor, _today: date, _order: DateOrder) -> Rule | None:
    """“monday and thursday”, “other friday”."""
    other = bool(words.take(_EN.counts))
    begin = words.at
    weekdays = _weekdays(words)
    # Not “chaque jeu”.
    if not weekdays or (words.at == begin + 1 and words.word_before in FRENCH.everyday):
        return None
    return Rule(Frequency.WEEKLY, 2 if other else 1, weekdays=weekdays)


def _weekdays(words: _Cursor) -> tuple[int, ...]:
    """Names of weekdays in a row, in the order of the week."""
    found: set[int] = set()
    while True:
        begin = words.at
        if found and words.skip(_AND):
            words.skip(_ARTICLES)
        weekday = words.take(_WEEKDAYS)
        if weekday is None:
            words.at = begin
            return tuple(sorted(found))
        found.add(weekday)


def _monthly(words: _Cursor, _today: date, _order: DateOrder) -> Rule | None:
    place = _place(words)
    if not place:
        return None
    said = words.skip(_OF_MONTH) or words.skip(_OF_EVERY_MONTH)
    return _placed(Rule(Frequency.MONTHLY), place) if said or not place.is_bare else None


def _day_of_month(words: _Cursor) -> Rule | None:
    """“the last friday of the month”, “15th of each month”."""
    has_article = words.skip(_ARTICLES)
    place = _place(words)
    # Not “Save 10 every month”.
    if not place or (place.is_bare and not has_article):
        return None
    if words.skip(_OF_EVERY_MONTH) or (has_article and words.skip(_OF_MONTH)):
        return _placed(Rule(Frequency.MONTHLY), place)
    return None


def _placed(rule: Rule, place: _Place) -> Rule:
    return replace(rule, month_days=place.month_days, weekdays=place.weekdays, nth=place.nth, position=place.position)


def _place(words: _Cursor) -> _Place | None:
    """Where in a month: “15th”, “1st and 15th”, “last friday”, “last day”, “last working day”."""
    if words.skip(_MONTH_ENDS):
        return _Place(month_days=(-1,))
    begin = words.at
    if nth := words.take(_ORDINALS):
        if words.skip(_WORKDAYS):
            return _Place(weekdays=WORKDAYS, position=nth)
        if words.skip(_DAYS) or words.begins_with(_OF_MONTH) or words.begins_with(_OF_EVERY_MONTH):
            return _Place(month_days=(nth,))
        if (weekday := words.take(_WEEKDAYS)) is not None:
            return _Place(weekdays=(weekday,), nth=nth)
    words.at = begin
    return _numbered_days(words)


def _numbered_days(words: _Cursor) -> _Place | None:
    days: set[int] = set()
    is_bare = True
    while True:
        begin = words.at
        if days and words.skip(_AND):
            words.skip(_ARTICLES)
        number = words.match(_MONTH_DAY)
        if not number or not 1 <= int(number[1]) <= 31:
            words.at = begin
            return _Place(month_days=tuple(sorted(days)), is_bare=is_bare) if days else None
        days.add(int(number[1]))
        is_bare = is_bare and not number[2]


def _yearly(words: _Cursor, today: date, order: DateOrder) -> Rule | None:
    on = read_day_of_year(" ".join(words.rest), today, order)
    if not on:
        return None
    words.at += len(words.rest)
    return Rule(Frequency.YEARLY, month=on.month, month_days=(on.day,))


def _one_in(words: _Cursor) -> Rule | None:
    """« un lundi sur deux », « une semaine sur deux »."""
    begin = words.at
    if words.skip(_ONE_IN):
        weekday = words.take(_WEEKDAYS)
        period = words.take(_PERIODS) if weekday is None else (Frequency.WEEKLY, 1)
        count = words.skip(_OUT_OF) and _count(words)
        if period and count and count > 1:
            frequency, length = period
            return Rule(frequency, count * length, weekdays=() if weekday is None else (weekday,))
    words.at = begin
    return None

"""A value as she types it: `4,60`, `1012/220` for a ratio, `=` for the last one, `4,6 ?` for an estimate, a note."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from obm_tui.domain.capture.dates import parse_date, parse_past_date
from obm_tui.domain.edits import UNSET, Unset
from obm_tui.domain.errors import N_, Refused
from obm_tui.domain.measures import parse_measure
from obm_tui.domain.metrics import Direction, MetricRow, NewValue, Value, check_window
from obm_tui.domain.text import clean_line

_NOTE = re.compile(r"(?P<number>.*?\S)\s+(?P<note>[^\W\d_]{2}.*)", re.DOTALL)
_PARTS = re.compile(r"[/÷]")
SAME_AS_LAST = "="


@dataclass(frozen=True, slots=True)
class TypedValue:
    """What was read."""

    value: int
    numerator: int | None = None
    denominator: int | None = None
    note: str | Unset = UNSET
    is_estimated: bool = False

    def new_value(self, metric_id: str, on: date) -> NewValue:
        """The same, to be entered for a period."""
        return NewValue(metric_id, on, self.value, self.numerator, self.denominator, self.note, self.is_estimated)


def read_value(text: str, metric: MetricRow, last: Value | None, *, decimal_comma: bool = False) -> TypedValue:
    """What she typed, for this metric.

    Args:
        text: the number, or two with `/` between them for a ratio, then perhaps `?` and a note.
        metric: what it is the value of.
        last: the value before, for `=`.
        decimal_comma: whether her language writes a comma before decimals.

    Raises:
        Refused: there is no number in it, nothing to repeat, or nothing to divide by.
    """
    try:
        return _read(text, metric, last, decimal_comma)
    except Refused:
        match = _NOTE.fullmatch(text.strip())
        if match is None:
            raise
        note = clean_line(match["note"], 500)
        found = _read(match["number"], metric, last, decimal_comma)
        return TypedValue(found.value, found.numerator, found.denominator, note, found.is_estimated)


def _read(text: str, metric: MetricRow, last: Value | None, decimal_comma: bool) -> TypedValue:
    number = text.strip()
    estimated = number.endswith("?") or number.startswith(("~", "≈"))
    number = number.strip("?~≈ ")
    if number == SAME_AS_LAST:
        if last is None:
            raise Refused(N_("There is no value before this one to repeat."))
        return TypedValue(last.value, last.numerator, last.denominator, UNSET, estimated or last.is_estimated)
    parts = _PARTS.split(number)
    if len(parts) == 1:
        value = parse_measure(number, decimal_comma=decimal_comma, unit=metric.unit)
        return TypedValue(value, is_estimated=estimated)
    if len(parts) > 2 or not metric.is_ratio:
        raise Refused(N_("Only a ratio is typed as one number over another: {name} is one number."), name=metric.name)
    above, below = (parse_measure(part, decimal_comma=decimal_comma) for part in parts)
    value = NewValue(metric.id, date.min, None, above, below).settled(metric.factor)
    return TypedValue(value, above, below, UNSET, estimated)


_WINDOW = re.compile(r"\s+(?:–|—|-|→|au|à|to|until)\s+|\s*[–—→]\s*|\.\.", re.IGNORECASE)
_LONGEST_LAUNCH = timedelta(days=183)
_FROM = re.compile(r"(?:du|de|from)\s+", re.IGNORECASE)


def read_window(text: str, today: date) -> tuple[date, date]:
    """The first and the last day of a launch: `12/12 – 20/12`, `du 12/12 au 20/12`.

    Raises:
        Refused: it is no two days, or the second lies before the first.
    """
    parts = _WINDOW.split(_FROM.sub("", text.strip(), count=1))
    if len(parts) != 2:
        raise Refused(N_("“{text}” does not say from when to when: 12/12 – 20/12 does."), text=text.strip()[:40])
    first, last = window(parts[0], parts[1], today)
    if first is None or last is None:
        raise Refused(N_("“{text}” does not say from when to when: 12/12 – 20/12 does."), text=text.strip()[:40])
    return first, last


def window(first: str, last: str, today: date) -> tuple[date | None, date | None]:
    """The first and the last day of a launch, none for nothing typed; a first day without a year is before the last.

    Raises:
        Refused: one is no date, or the second lies before the first.
    """
    ends_on = _day(last, today)
    starts_on = _day(first, today)
    if starts_on is not None and ends_on is not None and starts_on > ends_on:
        # 20/11 – 2/12, typed on the 27th: the launch has begun.
        earlier = parse_past_date(first.strip(), ends_on)
        if earlier is not None and ends_on - earlier.on <= _LONGEST_LAUNCH:
            starts_on = earlier.on
    check_window(starts_on, ends_on)
    return starts_on, ends_on


def _day(text: str, today: date) -> date | None:
    if not text.strip():
        return None
    found = parse_date(text.strip(), today)
    if found is None:
        raise Refused(N_("“{text}” is no date: 12/12 or next monday is expected."), text=text.strip()[:40])
    return found.on


_RANGE = re.compile(r"\s*(?:–|—|\.\.|(?<=\d)\s*-\s*(?=\d)|\bà\b|\bto\b)\s*")
_SIGNS = {"≥": "low", ">=": "low", ">": "low", "≤": "high", "<=": "high", "<": "high", "=": "exact"}


def read_target(
    text: str, direction: Direction, *, decimal_comma: bool = False, unit: str = ""
) -> tuple[int | None, int | None]:
    """A target as she types it: `20` the way that is better, `≥ 20`, `<= 3,5`, `= 5`, `65-75`; empty for none.

    Returns:
        The lowest and the highest value that are right, in ten-thousandths.

    Raises:
        Refused: it is no target.
    """

    def number(part: str) -> int:
        return parse_measure(part, decimal_comma=decimal_comma, unit=unit)

    text = text.strip()
    if not text:
        return None, None
    sign = next((sign for sign in sorted(_SIGNS, key=len, reverse=True) if text.startswith(sign)), "")
    kind, rest = _SIGNS.get(sign, ""), text[len(sign) :]
    limits = _RANGE.split(rest)
    if len(limits) == 2 and not sign:
        low, high = number(limits[0]), number(limits[1])
        if low > high:
            raise Refused(N_("A target lies between a smaller and a larger number."))
        return low, high
    value = number(rest)
    kind = kind or {Direction.HIGHER: "low", Direction.LOWER: "high", Direction.BAND: "exact"}[direction]
    return (value if kind != "high" else None, value if kind != "low" else None)


def read_amber(
    text: str, low: int | None, high: int | None, *, decimal_comma: bool = False, unit: str = ""
) -> int | None:
    """How far beyond its target a number is amber still, from the limit she types: `3,85` for a target of `≤ 3,50`.

    Of a target with two sides it is the distance itself; empty for the usual tenth.

    Raises:
        Refused: it is no number, or lies on the right side of the target.
    """
    if not text.strip() or (low is None and high is None):
        return None
    limit = parse_measure(text, decimal_comma=decimal_comma, unit=unit)
    if low is not None and high is not None:
        distance = limit
    else:
        distance = low - limit if low is not None else limit - (high or 0)
    if distance < 0:
        raise Refused(N_("The amber limit lies on the other side of the target."))
    return distance

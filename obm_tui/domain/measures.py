"""Numbers as they are kept and as people type them.

A measure is an integer of ten-thousandths: exact, summable, and the same in every file. What is typed comes from two
languages, spreadsheets and French keyboards, whose upper row gives `&é"'(-è_çà` without the shift key.
"""

import re
from decimal import Decimal, InvalidOperation

from obm_tui.domain.errors import N_, Refused

SCALE = 10_000
"""Ten-thousandths: the parts a measure is kept in."""
LIMIT = 10**12 * SCALE
"""A measure lies between this and its negative."""

_AZERTY = str.maketrans(
    {letter: str((spot + 1) % 10) for spot, letter in enumerate("&é\"'(-è_çà")} | {"§": "6", "!": "8"}
)
_AZERTY_ONLY = set("&é\"'(è_çà§!")
_BLANKS = re.compile(r"[\s\u00a0\u202f\u2009'’_]+")
_MONEY = re.compile(r"(?i)(€|\$|£|eur(os?)?|usd|gbp|chf|fr\.?)")
_LARGE = {"k": 10**3, "m": 10**6}
_DIGIT = re.compile(r"[0-9]")
_PLAIN = re.compile(r"[+-]?\d*(?:[.,]\d+)?")
_CLOCK = re.compile(r"(?:(\d+):)?([0-5]?\d):([0-5]\d)|(\d+)\s*h\s*([0-5]?\d)?")


def parse_measure(text: str, *, decimal_comma: bool = False, unit: str = "") -> int:
    """What a number says, in ten-thousandths: `12,5 %`, `1 234,56 €`, `1.2k`, `(50)`, `1:30` as hours.

    Args:
        text: as typed or as a cell of a file holds it.
        decimal_comma: whether a lone comma before three digits is a decimal sign (`1,234`): as her language writes.
        unit: the unit of the number; in hours, `1:30` and `1h30` are one and a half.

    Raises:
        Refused: it is no number, or beyond a million millions.
    """
    cleaned = text.strip()
    if unit == "h" and (clock := _CLOCK.fullmatch(cleaned)):
        return _hours(clock)
    # With a digit among them they are what they look like: 1'234 has an apostrophe.
    if set(cleaned) & _AZERTY_ONLY and not _DIGIT.search(cleaned):
        cleaned = cleaned.translate(_AZERTY)
    negative = _accounting(cleaned)
    cleaned = _MONEY.sub("", _BLANKS.sub("", cleaned.strip("()") if negative else cleaned))
    cleaned = cleaned.replace("\u2212", "-").removesuffix("%").removesuffix("×").removesuffix("h")
    factor = _LARGE.get(cleaned[-1:].casefold(), 1)
    if factor > 1:
        cleaned = cleaned[:-1]
    cleaned = _one_point(cleaned, decimal_comma)
    if not cleaned.strip("+-") or not _PLAIN.fullmatch(cleaned):
        raise Refused(N_("“{text}” is no number: 12.5, 1 234 or 1.2k are."), text=text.strip()[:40])
    return _scaled(cleaned, factor * (-1 if negative else 1), text)


def _accounting(text: str) -> bool:
    """Whether it is a negative in brackets, as accountants write."""
    return len(text) > 2 and text[0] == "(" and text[-1] == ")"


def _scaled(number: str, factor: int, text: str) -> int:
    try:
        exact = Decimal(number) * factor * SCALE
    except InvalidOperation:
        raise Refused(N_("“{text}” is no number: 12.5, 1 234 or 1.2k are."), text=text.strip()[:40]) from None
    if abs(exact) > LIMIT:
        raise Refused(N_("“{text}” is too large for a number here."), text=text.strip()[:40])
    return int(exact.to_integral_value())


def _hours(clock: re.Match[str]) -> int:
    first, minutes, seconds, whole, rest = clock.groups()
    if whole is not None:
        return int(whole) * SCALE + int(rest or 0) * SCALE // 60
    if first is None:  # 1:30 is an hour and a half
        return int(minutes) * SCALE + int(seconds) * SCALE // 60
    return int(first) * SCALE + (int(minutes) * 60 + int(seconds)) * SCALE // 3600


def _one_point(text: str, decimal_comma: bool) -> str:
    """The same with one decimal point at most, and no sign between thousands."""
    comma, point = text.rfind(","), text.rfind(".")
    if comma >= 0 and point >= 0:
        thousands, decimal = (",", ".") if point > comma else (".", ",")
        return text.replace(thousands, "").replace(decimal, ".")
    sign = "," if comma >= 0 else "."
    head, *groups = text.split(sign)
    apart = bool(groups) and all(len(group) == 3 and group.isdigit() for group in groups) and head.strip("+-0") != ""
    if apart and (len(groups) > 1 or (sign == ",") != decimal_comma):
        return text.replace(sign, "")
    return text.replace(sign, ".")


def quotient(numerator: int, denominator: int, factor: int) -> int | None:
    """Numerator over denominator times a factor, as a measure; none over nothing.

    Args:
        numerator: in ten-thousandths.
        denominator: in ten-thousandths.
        factor: 100 for a percentage, 1 otherwise.
    """
    if not denominator:
        return None
    exact = Decimal(numerator) * factor * SCALE / Decimal(denominator)
    return int(exact.to_integral_value())

"""Measures as the screen shows them, in the language in use: none without its unit and period."""

from __future__ import annotations

from datetime import date

from obm_tui.domain.errors import NC_
from obm_tui.domain.measures import SCALE, parse_measure
from obm_tui.domain.metrics import Direction, MetricKind, MetricRow, Target
from obm_tui.domain.periods import Cadence, quarter, week_number
from obm_tui.fmt import day_month, long_day, month_name, number
from obm_tui.i18n import _, pgettext

MONEY = frozenset({"€", "$", "£"})
_THOUSAND = 1_000 * SCALE
_PER = {
    Cadence.DAILY: NC_("per period", "/d"),
    Cadence.WEEKLY: NC_("per period", "/wk"),
    Cadence.MONTHLY: NC_("per period", "/mo"),
    Cadence.QUARTERLY: NC_("per period", "/qtr"),
    Cadence.LAUNCH: NC_("per period", "/d"),
}
_SHORT_PER = {
    Cadence.DAILY: NC_("short per period", "/d"),
    Cadence.WEEKLY: NC_("short per period", "/w"),
    Cadence.MONTHLY: NC_("short per period", "/m"),
    Cadence.QUARTERLY: NC_("short per period", "/q"),
    Cadence.LAUNCH: NC_("short per period", "/d"),
}
_EXACT = {"": 2, "%": 1, "×": 2, "h": 1, "pts": 1}


def decimal_comma() -> bool:
    """Whether the language in use writes a comma before decimals."""
    return pgettext("decimal separator", ".") == ","


def parse(text: str, unit: str = "") -> int:
    """What she typed, in ten-thousandths.

    Raises:
        Refused: it is no number.
    """
    return parse_measure(text, decimal_comma=decimal_comma(), unit=unit)


def _decimal(value: int, places: int, *, trimmed: bool = True) -> str:
    """A measure with at most so many decimals; trimmed, none that say nothing."""
    step = 10 ** (4 - places)
    rounded = (abs(value) + step // 2) // step * step
    whole, rest = divmod(rounded, SCALE)
    decimals = f"{rest:04d}"[:places]
    if trimmed:
        decimals = decimals.rstrip("0")
    text = number(whole) + (pgettext("decimal separator", ".") + decimals if decimals else "")
    return f"-{text}" if value < 0 and rounded else text


def _with_unit(text: str, unit: str) -> str:
    if unit in MONEY:
        sign, text = ("-", text[1:]) if text.startswith("-") else ("", text)
        return sign + pgettext("money", "{sign}{number}").format(sign=unit, number=text)
    if unit == "%":
        return pgettext("percentage", "{number}%").format(number=text)
    return f"{text} {unit_words(unit)}" if unit else text


def unit_words(unit: str) -> str:
    """A unit as it is written behind a number."""
    names = {"mo": pgettext("unit", "mo"), "pts": pgettext("unit", "pts"), "min": pgettext("unit", "min")}
    return names.get(unit, unit)


def measure(value: int, unit: str) -> str:
    """A measure with its unit: `€4.60`, `22,150`, `34%`, `2.4 ×`."""
    return _with_unit(bare(value, unit), unit)


def bare(value: int, unit: str) -> str:
    """The same without the unit, where that stands beside it already."""
    if unit in MONEY:
        cents = value % SCALE and abs(value) < _THOUSAND
        return _decimal(value, 2 if cents else 0, trimmed=False)
    places = 2 if abs(value) < SCALE else _EXACT.get(unit, 2) if abs(value) < _THOUSAND else 0
    return _decimal(value, places)


def compact(value: int, unit: str = "") -> str:
    """A measure in five cells and without its unit: `4.60`, `22.2k`, `1.2M`."""
    size = abs(value)
    for letter, factor in (("G", 10**9), ("M", 10**6), ("k", 10**3)):
        if size >= factor * SCALE:
            part = value // factor if value >= 0 else -(-value // factor)
            return _decimal(part, 1 if abs(part) < 100 * SCALE else 0, trimmed=False) + letter
    if unit in MONEY and size < 10 * SCALE and value % SCALE:
        return _decimal(value, 2, trimmed=False)
    places = 2 if size < SCALE or (size < 10 * SCALE and not unit) else 1 if size < 100 * SCALE else 0
    return _decimal(value, places)


def _short(value: int, unit: str) -> str:
    """A round number in few cells: `6k` for six thousand."""
    thousands, rest = divmod(value, _THOUSAND)
    return f"{number(thousands)}k" if thousands and not rest else bare(value, unit)


def per(metric: MetricRow) -> str:
    """What period a flow is of: `/wk`; nothing for what is no flow of a period."""
    return pgettext("per period", _PER[metric.cadence]) if metric.kind is MetricKind.FLOW else ""


def target(found: Target | None, metric: MetricRow, *, short: bool = False) -> str:
    """What a number should be: `≥ 20 /wk`, `≤ €3.50`, `65–75%`; a dash without one."""
    if found is None or (found.low is None and found.high is None):
        return "—"
    show = _short if short else bare
    low = show(found.low, metric.unit) if found.low is not None else ""
    high = show(found.high, metric.unit) if found.high is not None else ""
    if found.is_exact:
        text = "= " + _with_unit(low, metric.unit)
    elif low and high:
        text = _with_unit(f"{low}–{high}", metric.unit)
    else:
        text = "≥ " + _with_unit(low, metric.unit) if low else "≤ " + _with_unit(high, metric.unit)
    if short:
        return text + (pgettext("short per period", _SHORT_PER[metric.cadence]) if per(metric) else "")
    return " ".join(filter(None, (text, per(metric))))


def red_limit(found: Target, metric: MetricRow) -> str:
    """From where on a number is red: `beyond €3.85`."""
    limits = []
    if found.low is not None:
        limits.append(_("below {limit}").format(limit=measure(found.low - found.tolerance, metric.unit)))
    if found.high is not None:
        limits.append(_("beyond {limit}").format(limit=measure(found.high + found.tolerance, metric.unit)))
    return ", ".join(limits)


def period(start: date, cadence: Cadence) -> str:
    """A period in four cells where it can be: `W47`, `Nov`, `Q4`, a day as `23 Nov`."""
    match cadence:
        case Cadence.WEEKLY:
            return pgettext("short period", "W{week}").format(week=week_number(start))
        case Cadence.MONTHLY:
            return month_name(start)
        case Cadence.QUARTERLY:
            return pgettext("short period", "Q{quarter}").format(quarter=quarter(start))
        case _:
            return day_month(start)


def long_period(start: date, cadence: Cadence) -> str:
    """A period by itself: `week 47`, `Nov 2026`, `Q4 2026`, `Mon 23 Nov`."""
    match cadence:
        case Cadence.WEEKLY:
            return _("week {week}").format(week=week_number(start))
        case Cadence.MONTHLY | Cadence.QUARTERLY:
            return f"{period(start, cadence)} {start.year}"
        case _:
            return long_day(start)


def better(direction: Direction) -> str:
    """Which way is better, as a sign."""
    return {Direction.HIGHER: "≥", Direction.LOWER: "≤", Direction.BAND: "="}[direction]


def change(tenths: int) -> str:
    """How much more or less, from tenths of a percent: `+22.4%`."""
    text = _with_unit(_decimal(abs(tenths) * SCALE // 10, 1), "%")
    return f"+{text}" if tenths >= 0 else f"-{text}"


def typed_target(found: Target | None) -> str:
    """A target as it is typed into a form: `≥ 20`, `65-75`; empty without one."""
    if found is None or (found.low is None and found.high is None):
        return ""
    low = _plain(found.low) if found.low is not None else ""
    high = _plain(found.high) if found.high is not None else ""
    if found.is_exact:
        return f"= {low}"
    return f"{low}–{high}" if low and high else f"≥ {low}" if low else f"≤ {high}"


def typed_amber(found: Target | None) -> str:
    """An amber limit as it is typed into a form; empty for the usual tenth."""
    if found is None or found.amber is None:
        return ""
    if found.low is not None and found.high is not None:
        return _plain(found.amber)
    return _plain(found.low - found.amber if found.low is not None else (found.high or 0) + found.amber)


def _plain(value: int) -> str:
    """A measure with all its decimals and nothing between thousands: what can be typed again."""
    whole, rest = divmod(abs(value), SCALE)
    decimals = f"{rest:04d}".rstrip("0")
    text = f"{whole}{pgettext('decimal separator', '.')}{decimals}" if decimals else str(whole)
    return f"-{text}" if value < 0 else text

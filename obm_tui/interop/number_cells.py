"""The cells of a table of numbers: which are one, how a column writes them, which lines only sum up others."""

import re
from collections.abc import Sequence

from obm_tui.domain.errors import Refused
from obm_tui.domain.measures import parse_measure
from obm_tui.domain.text import fold
from obm_tui.interop.table_dates import month_of_name

MISSING = {"", "-", "–", "—", "n/a", "na", "nan", "null", "none", "#n/a", "nd", "n.d."}
_SHOWN = 500
"""Cells of a column from which its manner is told."""
_CLOCK = re.compile(r"\d+:[0-5]\d:[0-5]\d")
_COMMA_DECIMALS = re.compile(r",\d{1,2}(?!\d)|,\d{4,}")
_POINT_DECIMALS = re.compile(r"\.\d{1,2}(?!\d)|\.\d{4,}")
_WORDS = re.compile(r"[a-z]+")
_SUMS = {
    "total", "totals", "totaux", "subtotal", "sum", "somme", "average", "avg", "mean", "median",
    "moyenne", "moy", "mediane", "cumul", "cumuls", "ytd",
}  # fmt: skip
_BEFORE_SUMS = {"grand", "sous", "sub"}
_OF_PERIODS = {
    "total", "totaux", "general", "generaux", "global", "globale", "cumule", "of", "the", "so", "far",
    "a", "par", "per",
    "d", "de", "des", "du", "l", "la", "le", "les", "an", "annee", "annuel", "annuelle", "year", "yearly", "ytd",
    "t", "q", "trimestre", "trimestriel", "trimestrielle", "quarter", "quarterly",
    "mois", "mensuel", "mensuelle", "month", "monthly", "s", "w", "sem", "semaine", "semaines", "hebdo",
    "hebdomadaire", "week", "weeks", "weekly", "jour", "jours", "day", "days", "daily",
}  # fmt: skip


def measure(text: str, comma: bool) -> int:
    """What a cell says, in ten-thousandths; a clock is hours.

    Raises:
        Refused: it is no number.
    """
    return parse_measure(text, decimal_comma=comma, unit="h" if _CLOCK.fullmatch(text) else "")


def is_measure(text: str) -> bool:
    """Whether a cell is a number."""
    try:
        measure(text, comma=False)
    except Refused:
        return False
    return any(letter.isdigit() for letter in text)


def manner(cells: Sequence[str], header: str, delimiter: str) -> tuple[bool, str]:
    """Whether a column writes a decimal comma, and its unit."""
    shown = cells[:_SHOWN]
    if any(_COMMA_DECIMALS.search(cell) for cell in shown):
        comma = True
    else:
        comma = delimiter == ";" and not any(_POINT_DECIMALS.search(cell) for cell in shown)
    words = fold(header)
    for unit in ("%", "€", "$", "£"):
        if unit in header or any(unit in cell for cell in shown):
            return comma, unit
    if any(_CLOCK.fullmatch(cell) for cell in shown) or "(hours)" in words or "(heures)" in words:
        return comma, "h"
    return comma, ""


def begins_sum(text: str) -> bool:
    """Whether a cell that should name a period says a sum or an average instead: `Total T4`, `Moyenne / semaine`."""
    words = _WORDS.findall(fold(text))
    return bool(words) and (words[0] in _SUMS or (words[0] in _BEFORE_SUMS and words[1:2] == ["total"]))


def sums_up(text: str) -> bool:
    """Whether the name of a line is that of a sum or an average of the others: `Total`, and not `Total members`."""
    rest = _WORDS.findall(fold(text))[1:]
    return begins_sum(text) and all(word in _OF_PERIODS or month_of_name(word) is not None for word in rest)

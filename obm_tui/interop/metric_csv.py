"""Numbers out, as a table other programs open: a line a value."""

from collections.abc import Iterable
from typing import NamedTuple

from obm_tui.domain.measures import SCALE
from obm_tui.domain.metrics import MetricRow, Value
from obm_tui.interop.csv_text import Dialect, safe, write_table

HEADER = ("client", "metric", "date", "value", "numerator", "denominator", "unit", "note")


class Line(NamedTuple):
    """A value with what it is of."""

    metric: MetricRow
    value: Value


def write_metric_csv(lines: Iterable[Line], dialect: Dialect = Dialect.INTL) -> str:
    """The table as text, its header first; texts that begin as a formula does get an apostrophe before them."""
    return write_table(HEADER, (_cells(*line, point="," if dialect.is_french else ".") for line in lines), dialect)


def _cells(metric: MetricRow, value: Value, *, point: str) -> tuple[str, ...]:
    numbers = (value.value, value.numerator, value.denominator)
    shown = ("" if number is None else _number(number, point) for number in numbers)
    texts = map(safe, (metric.client_code, metric.name))
    return (*texts, value.period_on.isoformat(), *shown, safe(metric.unit), safe(value.note))


def _number(value: int, point: str) -> str:
    whole, rest = divmod(abs(value), SCALE)
    decimals = f"{rest:04d}".rstrip("0")
    text = f"{whole}{point}{decimals}" if decimals else str(whole)
    return f"-{text}" if value < 0 else text

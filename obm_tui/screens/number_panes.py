"""The numbers of one client beside each other: value, letter, arrow, curve and target of each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.cells import cell_len

from obm_tui import figures, fmt
from obm_tui.domain.results import Score, expand, worst_first
from obm_tui.i18n import _, ngettext
from obm_tui.screens import metric_lines
from obm_tui.widgets.paint import clip, fit
from obm_tui.widgets.row_list import Row, Words
from obm_tui.widgets.sparkline import sparkline

NUMBERS = "numbers"
"""The key of the line that opens the scorecard."""
METRIC_TABLES = frozenset({"metric", "metric_value", "metric_target"})
_NAME = 28
"""Cells of a name for which a pane is made wider."""
_SPARE = 4
"""Cells a pane is wider than it must be, at most: panes stand together."""
_LEAST = 8
"""Cells of a name beside its value, at least."""
_GAP = 2
_EDGES = 3
"""Cells before the first pane and behind the last."""
_CURVE = 13
_BESIDE = 36
"""Cells of a number on a line with another."""


def number_panes(scores: Sequence[Score], width: int, today: date) -> list[Row]:
    """As many panes as fit, those that need a decision first; the others two a line."""
    shown = [found for found in worst_first(scores) if found.metric.is_shown]
    due = sum(found.due_on is not None for found in shown)
    words = ngettext("{n} to enter", "{n} to enter", due).format(n=due) if due else _("g k opens the scorecard")
    rows = [Row(None, ((_("Numbers"), "section"),), ((words, "section"),), rule=True)]
    if not shown:
        hint = " " + _("None yet: g k, then n enter gives it a whole pack.")
        return [*rows, Row(NUMBERS, ((clip(hint, max(10, width - 2)), "quiet"),))]
    panes = _fitting(shown, width - _EDGES)
    return [*rows, *_panes(shown[: len(panes)], panes), *_others(shown[len(panes) :], width)]


def _fitting(shown: Sequence[Score], room: int) -> list[int]:
    """The widths of as many panes as have room for their names, and what is left over shared out; one in any case."""
    widths: list[int] = []
    for found in shown:
        content = (found.metric.name, "  " + _goal(found), " " + "".join(text for text, _part in _value(found)))
        need = max(_CURVE + 2, min(cell_len(content[0]), _NAME), *map(cell_len, content[1:]))
        if widths and sum(widths) + len(widths) * _GAP + need > room:
            break
        widths.append(need)
    spare = max(0, room - sum(widths) - (len(widths) - 1) * _GAP) // len(widths)
    return [min(width + min(spare, _SPARE), room) for width in widths]


def _panes(shown: Sequence[Score], widths: Sequence[int]) -> list[Row]:
    names: list[Words] = []
    values: list[Words] = []
    curves: list[Words] = []
    goals: list[Words] = []
    gap = " "
    for found, width in zip(shown, widths, strict=True):
        names.append((gap + fit(found.metric.name, width), "quiet"))
        (value, bright), (after, quiet) = _value(found)
        values += [(gap, "plain"), metric_lines.sign(found), (value, bright)]
        values.append((fit(after, width - 1 - cell_len(value)), quiet))
        curves.append((gap + fit("  " + _curve(found), width), "plain"))
        goals.append((gap + fit("  " + _goal(found), width), "quiet"))
        gap = " " * _GAP
    return [Row(None, tuple(names)), Row(NUMBERS, tuple(values)), Row(None, tuple(curves)), Row(None, tuple(goals))]


def _value(found: Score) -> tuple[Words, Words]:
    """The value, and its period; its age where it is stale, until when it is muted, or that there is none."""
    if found.last is None:
        return (" " + (_("to enter") if found.due_on is not None else "—"), "quiet"), ("", "quiet")
    value = " " + metric_lines.value(found.last, found.metric)
    period = figures.period(found.last.start, found.metric.cadence)
    muted = _("muted to {day}").format(day=fmt.day_month(found.muted_until)) if found.muted_until else ""
    after = muted or metric_lines.age(found) or " ".join(filter(None, (metric_lines.arrow(found), period)))
    return (value, "bright"), ("  " + after, "quiet")


def _curve(found: Score) -> str:
    filled = expand(found.metric, found.cells)
    return sparkline([cell.value.value if cell.value is not None else None for cell in filled], _CURVE)


def _goal(found: Score) -> str:
    if found.target is None:
        return _("no target")
    return _("target {target}").format(target=figures.target(found.target, found.metric, short=True))


def _others(rest: Sequence[Score], width: int) -> list[Row]:
    """As many beside each other as have room for their values and something of their names."""
    values = [_value(found) for found in rest]
    longest = max((cell_len(value[0]) + cell_len(after[0]) for value, after in values), default=0)
    beside = max(1, (width - 2) // max(_BESIDE, longest + _LEAST + 2))
    half = (width - 2) // beside
    rows = []
    for start in range(0, len(rest), beside):
        pieces: list[Words] = [(" ", "plain")]
        for at, found in enumerate(rest[start : start + beside], start):
            value, after = values[at]
            # The values of a column stand below each other, and the names have what they leave.
            column = max(cell_len(first[0]) + cell_len(second[0]) for first, second in values[at % beside :: beside])
            name = fit(" " + found.metric.name, max(2, half - column - 2))
            pieces += [metric_lines.sign(found), (name, "quiet"), value]
            pieces.append((fit(after[0], column - cell_len(value[0])) + " ", "quiet"))
        rows.append(Row(None, tuple(pieces)))
    return rows

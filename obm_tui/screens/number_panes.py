"""The numbers of one client beside each other: value, letter, arrow, curve and target of each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from obm_tui import figures, fmt
from obm_tui.domain.metrics import MetricStatus
from obm_tui.domain.results import Score, expand, worst_first
from obm_tui.i18n import _, ngettext
from obm_tui.screens import metric_lines
from obm_tui.widgets.paint import clip, fit
from obm_tui.widgets.row_list import Row, Words
from obm_tui.widgets.sparkline import sparkline

NUMBERS = "numbers"
"""The key of the line that opens the scorecard."""
METRIC_TABLES = frozenset({"metric", "metric_value", "metric_target"})
_PANE = 18
_GAP = 1
_EDGES = 3
"""Cells before the first pane and behind the last."""
_CURVE = 13
_BESIDE = 36
"""Cells of a number on a line with another."""


def number_panes(scores: Sequence[Score], width: int, today: date) -> list[Row]:
    """As many panes as fit, those that need a decision first; the others two a line."""
    shown = [
        found
        for found in worst_first(scores)
        if found.metric.on_scorecard and found.metric.status is MetricStatus.ACTIVE
    ]
    due = sum(found.due_on is not None for found in shown)
    words = ngettext("{n} to enter", "{n} to enter", due).format(n=due) if due else _("g k opens the scorecard")
    rows = [Row(None, ((_("Numbers"), "section"),), ((words, "section"),), rule=True)]
    if not shown:
        hint = " " + _("None yet: g k, then n enter gives it a whole pack.")
        return [*rows, Row(NUMBERS, ((clip(hint, max(10, width - 2)), "quiet"),))]
    room = width - _EDGES
    count = max(1, min(len(shown), room // (_PANE + _GAP)))
    rows += _panes(shown[:count], room // count if count > 3 else room // max(count, 4))
    return rows + _others(shown[count:], width)


def _panes(shown: Sequence[Score], room: int) -> list[Row]:
    inner = room - _GAP
    names: list[Words] = [(fit(found.metric.name, inner) + " " * _GAP, "quiet") for found in shown]
    values: list[Words] = []
    for found in shown:
        values += [metric_lines.sign(found), *_value(found, inner - 1), (" " * _GAP, "plain")]
    curves: list[Words] = [(fit("  " + _curve(found), inner) + " " * _GAP, "plain") for found in shown]
    goals: list[Words] = [(fit("  " + _goal(found), inner) + " " * _GAP, "quiet") for found in shown]
    return [
        Row(None, ((" ", "plain"), *names)),
        Row(NUMBERS, ((" ", "plain"), *values)),
        Row(None, ((" ", "plain"), *curves)),
        Row(None, ((" ", "plain"), *goals)),
    ]


def _value(found: Score, room: int) -> list[Words]:
    """The value and its period; its age where it is stale, nothing entered where there is none."""
    if found.last is None:
        return [(fit(" " + (_("to enter") if found.due_on is not None else "—"), room), "quiet")]
    value = " " + metric_lines.value(found.last, found.metric)
    period = figures.period(found.last.start, found.metric.cadence)
    after = metric_lines.age(found) or " ".join(filter(None, (metric_lines.arrow(found), period)))
    return [(clip(value, room), "bright"), (fit("  " + after, room - len(clip(value, room))), "quiet")]


def _curve(found: Score) -> str:
    filled = expand(found.metric, found.cells)
    return sparkline([cell.value.value if cell.value is not None else None for cell in filled], _CURVE)


def _goal(found: Score) -> str:
    if found.muted_until is not None:
        return _("muted to {day}").format(day=fmt.day_month(found.muted_until))
    if found.target is None:
        return _("no target")
    return _("target {target}").format(target=figures.target(found.target, found.metric, short=True))


def _others(rest: Sequence[Score], width: int) -> list[Row]:
    beside = max(1, (width - 1) // _BESIDE)
    rows = []
    for start in range(0, len(rest), beside):
        pieces: list[Words] = [(" ", "plain")]
        for found in rest[start : start + beside]:
            name = fit(" " + found.metric.name, 18)
            pieces += [metric_lines.sign(found), (name, "quiet"), *_value(found, _BESIDE - 19)]
        rows.append(Row(None, tuple(pieces)))
    return rows

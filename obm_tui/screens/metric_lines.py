"""The words of a number: its value with letter, arrow and age, what it should be, what is behind it."""

from __future__ import annotations

from obm_tui import figures
from obm_tui.domain.level import Level
from obm_tui.domain.metrics import MetricRow, Target, Value
from obm_tui.domain.results import Cell, Score, Standing, Trend
from obm_tui.i18n import _
from obm_tui.screens import health_lines
from obm_tui.widgets.row_list import Words

ARROWS = {Trend.UP: "↑", Trend.DOWN: "↓", Trend.LEVEL: "→"}


def sign(score: Score) -> Words:
    """How loud a number speaks: its letter, `~` where it is stale, `·` where it is due or has no target."""
    if score.standing is Standing.STALE:
        return ("~", "amber")
    if score.level is Level.NONE:
        return ("·", "faint")
    return health_lines.letter(score.level)


def old_sign(level: Level) -> Words:
    """The letter of a cell that is over: it does not shout any more."""
    letter, part = health_lines.letter(level)
    return (letter, "red") if level is Level.RED else (letter if level is not Level.NONE else " ", part)


def cell_sign(score: Score, cell: Cell) -> Words:
    """The letter of a cell of a number's history; that of a muted value is quiet."""
    letter, part = old_sign(cell.level)
    newest = score.last.value if score.last is not None else None
    rests = score.muted_until is not None and newest is not None and cell.value == newest
    return (letter, "quiet" if rests else part)


def arrow(score: Score) -> str:
    """Where it goes; with the number of moves once it drifts: `↑ 4`."""
    if len(score.cells) < 2:
        return ""
    return f"{ARROWS[score.trend]} {score.wrong_moves}" if score.drifts else ARROWS[score.trend]


def age(score: Score) -> str:
    """How long ago a stale number was read: `~23 d`; empty where it is not stale."""
    return _("~{days} d").format(days=score.stale_days) if score.stale_days else ""


def value(cell: Cell, metric: MetricRow) -> str:
    """A cell's value with its unit; an estimate says so."""
    if cell.value is None:
        return "—"
    text = figures.measure(cell.value.value, metric.unit)
    return f"≈ {text}" if cell.value.is_estimated else text


def parts(found: Value | None, metric: MetricRow) -> str:
    """What a ratio was worked out from: `1,012 ad spend ÷ 220 leads`; empty where that is not known."""
    if found is None or found.numerator is None or found.denominator is None:
        return ""
    above, below = figures.bare(found.numerator, ""), figures.bare(found.denominator, "")
    return f"{above} {metric.numerator} ÷ {below} {metric.denominator}".replace("  ", " ").strip()


def verdict(cell: Cell, target: Target | None, metric: MetricRow) -> str:
    """What a value is measured by: `target ≤ €3.50, red beyond €3.85`."""
    if target is None:
        return _("no target")
    goal = _("target {target}").format(target=figures.target(target, metric))
    if cell.level is Level.NONE:
        return goal
    return _("{target}, red {limit}").format(target=goal, limit=figures.red_limit(target, metric))


def issue_title(cell: Cell, target: Target | None, metric: MetricRow) -> str:
    """What a card made of a number is called: `Cost per lead: €4.60, target ≤ €3.50`."""
    goal = _("target {target}").format(target=figures.target(target, metric)) if target else ""
    figure = f"{value(cell, metric)}, {goal}" if goal else value(cell, metric)
    return _("{name}: {figure}").format(name=metric.name, figure=figure)


def sentence(score: Score, cell: Cell, target: Target | None) -> str:
    """A number for somebody else: `Cost per lead, week 47: €4.60 (target ≤ €3.50)`."""
    metric = score.metric
    goal = " ({})".format(_("target {target}").format(target=figures.target(target, metric))) if target else ""
    when = figures.long_period(cell.start, metric.cadence)
    return _("{name}, {when}: {value}").format(name=metric.name, when=when, value=value(cell, metric)) + goal


def issue_history(score: Score) -> str:
    """The newest values with their notes, a line each, for the card made of a number."""
    lines = []
    for cell in reversed(score.cells[-8:]):
        note = f" · {cell.value.note}" if cell.value is not None and cell.value.note else ""
        letter = health_lines.letter(cell.level)[0] if cell.level is not Level.NONE else ""
        when = figures.period(cell.start, score.metric.cadence)
        lines.append(f"- {when}: {value(cell, score.metric)} {letter}".rstrip() + note)
    if score.metric.source:
        lines.append(_("Read in: {source}").format(source=score.metric.source))
    return "\n".join(lines)

"""The verbs on a number, the same on the scorecard and in its detail."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING

from obm_tui import figures, fmt, i18n, labels
from obm_tui.domain.cards import Lane, NewCard
from obm_tui.domain.level import Level
from obm_tui.domain.metrics import Entered, MetricRow, NewMetric, NewValue, Target, Value, in_window
from obm_tui.domain.periods import Cadence
from obm_tui.domain.query import Scope
from obm_tui.domain.results import Cell, Score, colour, worst_first
from obm_tui.domain.typed_values import TypedValue, read_value
from obm_tui.i18n import _, ngettext
from obm_tui.screens import metric_lines

if TYPE_CHECKING:
    from obm_tui.app import ObmApp
    from obm_tui.screens.dialogs.pick import Choice

ALWAYS = date(2000, 1, 1)
"""The first target of a number judges all it ever was."""
STARTS = frozenset("0123456789&é\"'(è_çà§+.,=~")
"""What a number can begin with: a digit, or what a French keyboard gives for one."""
_OWN = "own:"


def make_card(app: ObmApp, score: Score, cell: Cell, target: Target | None, lane: Lane) -> None:
    """A question or an issue made of a number, with its history; it can be undone."""
    metric = score.metric
    title = metric_lines.issue_title(cell, target, metric)
    new = NewCard(title[:500], metric.client_id, lane, body=metric_lines.issue_history(score), metric_id=metric.id)

    def say(_key: str) -> None:
        words = _("Issue made: {title}") if lane is Lane.RISK else _("Question made: {title}")
        app.flash(words.format(title=title))

    app.write(app.desk.metrics.raise_issue, metric.id, new, cell.start, then=say)


def enter(
    app: ObmApp,
    values: Sequence[NewValue],
    then: Callable[[Entered], None] | None = None,
    failed: Callable[[], None] | None = None,
) -> None:
    """Enter values; what is red for the second time in a row proposes an issue, once (R9)."""

    def say(found: Entered) -> None:
        if then is not None:
            then(found)
        propose(app, found.asking)

    app.write(app.desk.metrics.enter, values, then=say, failed=failed)


def propose(app: ObmApp, ids: Collection[str]) -> None:
    """Say which numbers are red so often that an issue is worth making."""
    scores = [score for score in app.desk.metrics.scores() if score.metric.id in ids]
    if len(scores) == 1:
        reds, metric = labels.reds(scores[0].reds), scores[0].metric
        words = _("{client} {name}: {reds}. r there makes an issue.")
        app.flash(words.format(client=metric.client_code, name=metric.name, reds=reds))
    elif scores:
        words = ngettext(
            "{n} number is red twice in a row: r there makes an issue.",
            "{n} numbers are red twice in a row: r there makes an issue.",
            len(scores),
        )
        app.flash(words.format(n=len(scores)))


def read(text: str, metric: MetricRow, before: Value | None) -> TypedValue:
    """What was typed, in the manner of the language in use.

    Raises:
        Refused: it is no value of this number.
    """
    return read_value(text, metric, before, decimal_comma=figures.decimal_comma())


def too_long(lines: int, room: int) -> str:
    """Why a pasted column is not taken: it is longer than there are numbers."""
    pasted = ngettext("{n} line was pasted", "{n} lines were pasted", lines).format(n=lines)
    there = ngettext("for {n} number from here down", "for {n} numbers from here down", room).format(n=room)
    return f"{pasted}, {there}."


def typed_cell(found: TypedValue, on: date, target: Target | None) -> Cell:
    """The cell a typed value would make."""
    value = Value(on, found.value, found.numerator, found.denominator, "", found.is_estimated)
    return Cell(on, value, colour(found.value, target))


def reading(found: TypedValue, on: date, metric: MetricRow, target: Target | None) -> str:
    """What is understood of a typed value: it with its letter, its parts and its note."""
    cell = typed_cell(found, on, target)
    note = found.note if isinstance(found.note, str) else ""
    letter, parts = metric_lines.old_sign(cell.level)[0], metric_lines.parts(cell.value, metric)
    return "   ".join(filter(str.strip, (metric_lines.value(cell, metric), letter, parts, note)))


def type_value(
    app: ObmApp, metric: MetricRow, on: date, before: Value | None, target: Target | None, first: str
) -> None:
    """Type the value of a period, judged by the target of its time; its first character is there already."""
    from obm_tui.screens.dialogs.line import LineDialog

    def meaning(text: str) -> str:
        return "= " + reading(read(text, metric, before), on, metric, target)

    def take(text: str | None) -> None:
        if text is not None and text.strip():
            enter(app, [read(text, metric, before).new_value(metric.id, on)])

    title = _("{name}, {when}: type the number").format(name=metric.name, when=figures.long_period(on, metric.cadence))
    app.push_screen(LineDialog(title, first, read=meaning), take)


def mute(app: ObmApp, score: Score) -> None:
    """Let its red rest for a week, or speak again."""
    metric_id, name = score.metric.id, score.metric.name
    if score.level < Level.AMBER and not score.metric.is_muted(app.today()):
        app.flash(_("{name} is not red: there is nothing to mute.").format(name=name))
        return

    def say(_change: object) -> None:
        muted = app.desk.metrics.get(metric_id).is_muted(app.today())
        words = _("{name} is muted for 7 days; s lets it speak again.") if muted else _("{name} speaks again.")
        app.flash(words.format(name=name))

    app.write(app.desk.metrics.mute, metric_id, then=say)


def copy(app: ObmApp, score: Score, cell: Cell, target: Target | None) -> None:
    """The number as a sentence, in the clipboard."""
    app.copy_to_clipboard(metric_lines.sentence(score, cell, target))


def note(app: ObmApp, score: Score, cell: Cell) -> None:
    """Why a value is what it is."""
    if cell.value is None:
        app.flash(_("There is no value here to note something about."))
        return
    from obm_tui.screens.dialogs.line import LineDialog

    period_on = cell.value.period_on

    def save(text: str | None) -> None:
        if text is not None:
            app.write(app.desk.metrics.note, score.metric.id, period_on, text)

    title = _("Note: {name}, {value}").format(name=score.metric.name, value=metric_lines.value(cell, score.metric))
    app.push_screen(LineDialog(title, cell.value.note), save)


def clear(app: ObmApp, score: Score, cell: Cell) -> None:
    """Take a value out."""
    if cell.value is not None:
        app.write(app.desk.metrics.clear, score.metric.id, cell.value.period_on)


def edit(app: ObmApp, score: Score) -> None:
    """The number's sheet: its target and limit, where it is read, who reads it."""
    from obm_tui.screens.dialogs.metric_form import MetricForm

    app.push_screen(MetricForm(score.metric, score.target))


def edit_worst(app: ObmApp, client_id: str) -> None:
    """The sheet of the client's number that needs a decision first: the one a reason or a page names."""
    scores = worst_first(app.desk.metrics.scores(Scope(client_id)))
    worst = next((score for score in scores if score.metric.on_scorecard), None)
    if worst is None:
        app.flash(_("There is no number here."))
    else:
        edit(app, worst)


def begin_round(app: ObmApp, client_id: str | None) -> None:
    """Every number that is due, one by one."""
    from obm_tui.screens.dialogs.kpi_round import KpiRound

    due = app.desk.metrics.due(Scope(client_id))
    if due:
        app.push_screen(KpiRound(due, client_id))
    elif app.desk.metrics.all(Scope(client_id)):
        app.flash(_("Every number that was due is there."))
    else:
        app.flash(_("There is no number here."))


def add(app: ObmApp, client_id: str, then: Callable[[str], None]) -> None:
    """A pack, a number of the catalogue, or one of her own; `then` is handed a number that was added."""
    from obm_tui.screens.dialogs.metric_form import MetricForm
    from obm_tui.screens.dialogs.pick import Choice, PickDialog

    client = app.client(client_id)
    offers = _offers()

    def invent(name: str) -> Choice:
        return Choice(_OWN + name, _("A number of your own: {name}").format(name=name))

    def show(ids: Sequence[str]) -> None:
        if ids:
            then(ids[0])
            warn_of_many(app, client_id)
        else:
            app.flash(_("Those numbers are there already."))

    def chosen(key: str | None) -> None:
        if key is None:
            return
        if key.startswith(_OWN):
            app.push_screen(MetricForm(None, None, client_id, key.removeprefix(_OWN)), made)
            return
        numbers = offers[key][1]
        if any(new.cadence is Cadence.LAUNCH for new in numbers):
            _ask_window(app, lambda days: put(in_window(numbers, *days)))
        else:
            put(numbers)

    def put(numbers: Sequence[NewMetric]) -> None:
        app.write(app.desk.metrics.add_pack, client_id, numbers, then=show)

    def made(metric_id: str | None) -> None:
        if metric_id is not None:
            then(metric_id)

    title = _("Numbers for {client}: a pack, the catalogue, or a name of your own")
    title = title.format(client=client.name if client else "")
    app.push_screen(PickDialog(title, [choice for choice, _numbers in offers.values()], invent=invent), chosen)


def warn_of_many(app: ObmApp, client_id: str | None) -> None:
    """Say where a scorecard has more numbers than anybody looks at (R10)."""
    client = app.client(client_id)
    words = labels.crowded(client.code, app.desk.metrics.on_scorecard(client.id)) if client is not None else ""
    if words:
        app.warn(words)


def _ask_window(app: ObmApp, then: Callable[[tuple[date | None, date | None]], None]) -> None:
    """From when to when a launch is; nothing typed leaves it for later."""
    from obm_tui.domain.typed_values import read_window
    from obm_tui.screens.dialogs.line import LineDialog

    def meaning(text: str) -> str:
        return fmt.span(*read_window(text, app.today()))

    def take(text: str | None) -> None:
        if text is not None:
            then(read_window(text, app.today()) if text.strip() else (None, None))

    title = _("When is the launch? Its numbers are due on its days only: 12/12 – 20/12, or empty for later")
    app.push_screen(LineDialog(title, read=meaning), take)


def _offers() -> dict[str, tuple[Choice, list[NewMetric]]]:
    """The packs, then every number of the catalogue, by key; each with the numbers it adds."""
    from obm_tui.screens.dialogs.pick import Choice
    from obm_tui.templates.metrics import catalogue, packs

    language, entries = i18n.current(), catalogue()
    found: dict[str, tuple[Choice, list[NewMetric]]] = {}
    for pack in packs():
        numbers = [entries[key].new_metric(language, ALWAYS) for key in pack.metrics]
        note = ngettext("{n} number", "{n} numbers", len(numbers)).format(n=len(numbers))
        name = _("Pack: {name}").format(name=pack.name(language))
        found[f"pack:{pack.key}"] = (Choice(f"pack:{pack.key}", name, note=note), numbers)
    for entry in entries.values():
        note = f"{entry.unit or _('count')} · {labels.cadence(entry.cadence)}"
        choice = Choice(entry.key, entry.name(language), note=note)
        found[entry.key] = (choice, [entry.new_metric(language, ALWAYS)])
    return found

"""Steps on the command line: what was done, taking it back, doing it again."""

from argparse import Namespace
from collections.abc import Sequence

from obm_tui import fmt, labels
from obm_tui.cli import output
from obm_tui.cli.call import Call
from obm_tui.desk import Desk
from obm_tui.domain.change import Change
from obm_tui.domain.errors import UndoRefused
from obm_tui.domain.steps import StepRow
from obm_tui.i18n import _


def undo(call: Call, options: Namespace) -> None:
    """Take back a step."""
    with call.required() as desk:
        try:
            change = desk.steps.undo(options.step)
        except UndoRefused as problem:
            _say_conflicts(desk, problem)
            raise
        _put_made(call, desk, change)


def redo(call: Call, _options: Namespace) -> None:
    """Do again what was taken back last."""
    with call.required() as desk:
        try:
            change = desk.steps.redo()
        except UndoRefused as problem:
            _say_conflicts(desk, problem)
            raise
        _put_made(call, desk, change)


def show_log(call: Call, options: Namespace) -> None:
    """The last steps, newest first."""
    with call.existing() as desk:
        steps = desk.steps.recent(options.limit) if desk else ()
        if call.as_json:
            output.put_json([_as_json(step) for step in steps])
        elif desk is not None:
            _put_steps(desk, steps)
        if desk is None:
            call.say_no_database()


def _say_conflicts(desk: Desk, problem: UndoRefused) -> None:
    """Name the cards that stand in the way."""
    rows = desk.cards.rows([key for table, key, _columns in problem.conflicts if table == "card"])
    if rows:
        references = ", ".join(row.reference for row in rows.values())
        output.say(_("In the way: {references}.").format(references=references))


def _put_made(call: Call, desk: Desk, change: Change) -> None:
    made = desk.steps.get(change.step_id) if change.step_id is not None else None
    if made is None:
        output.say(_("Nothing changed."))
    elif call.as_json:
        output.put_json(_as_json(made))
    else:
        _put_steps(desk, [made])


def _put_steps(desk: Desk, steps: Sequence[StepRow]) -> None:
    header = [_("Step"), _("When"), _("By"), _("State"), _("What")]
    rows = [
        [
            str(step.id),
            fmt.moment(step.at, desk.clock.zone, desk.clock.today()),
            labels.origin(step.origin),
            _state_text(step),
            labels.step_in_full(step),
        ]
        for step in steps
    ]
    output.put_table(header, rows)


def _state_text(step: StepRow) -> str:
    if step.of_step is not None:
        return f"{labels.step_kind(step)} ({step.of_step})"
    return _("taken back") if step.undone else ""


def _as_json(step: StepRow) -> dict[str, object]:
    return {
        "step": step.id,
        "at": step.at.isoformat(),
        "origin": step.origin.value,
        "kind": step.kind.value,
        "of": step.of_step,
        "label": step.label,
        "text": labels.step(step),
        "count": step.count,
        "client": step.client_code,
        "undone": step.undone,
    }

"""Steps taken back and done again, from the keys and the history."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from obm_tui import labels
from obm_tui.domain.change import Change, Written
from obm_tui.domain.steps import StepRow
from obm_tui.i18n import _

if TYPE_CHECKING:
    from obm_tui.app import ObmApp
    from obm_tui.desk import Desk


def take_back(app: ObmApp, step_id: int | None = None) -> None:
    """Take back a step, by default the last one."""

    def undo() -> Written[StepRow | None]:
        steps = app.desk.steps
        step = steps.get(step_id) if step_id is not None else steps.next_undo()
        if step is not None and steps.is_big(step.id):
            return _begin(app, step, lambda desk: desk.steps.undo(step.id), _("Undone: {step}"))
        return Written(step, steps.undo(step_id))

    app.write(undo, then=lambda step: _say(app, _("Undone: {step}"), step))


def do_again(app: ObmApp) -> None:
    """Do again what was taken back last."""

    def redo() -> Written[StepRow | None]:
        steps = app.desk.steps
        step = steps.next_redo()
        if step is not None and steps.is_big(step.id):
            return _begin(app, step, lambda desk: desk.steps.redo(), _("Done again: {step}"))
        return Written(step, steps.redo())

    app.write(redo, then=lambda step: _say(app, _("Done again: {step}"), step))


def _begin(app: ObmApp, step: StepRow, turn: Callable[[Desk], Change], sentence: str) -> Written[StepRow | None]:
    """Something large, while the screens go on; nothing is done yet when this returns."""
    from obm_tui.screens import job  # here: few steps are

    app.flash(_("One moment: {step}").format(step=labels.step(step)), lasting=True)
    job.begin(app, lambda desk: Written(step, turn(desk)), lambda step: _say(app, sentence, step))
    return Written(None, Change())


def _say(app: ObmApp, sentence: str, step: StepRow | None) -> None:
    if step is not None:
        app.flash(sentence.format(step=labels.step(step)))

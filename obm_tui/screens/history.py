"""The history: every step, newest first, each undoable while nothing newer would be lost."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from obm_tui import fmt, labels
from obm_tui.domain.change import Change
from obm_tui.domain.steps import StepKind, StepRow
from obm_tui.i18n import _
from obm_tui.screens import turns
from obm_tui.screens.base import bindings
from obm_tui.screens.rows import RowsScreen
from obm_tui.widgets.chrome import Crumb
from obm_tui.widgets.row_list import Row, Words

SHOWN = 500


class HistoryScreen(RowsScreen):
    """What was done, and taking any of it back."""

    PLACE = "history"
    BINDINGS: ClassVar[list[BindingType]] = bindings("history")

    def crumbs(self) -> tuple[Crumb, ...]:
        """`obm › Historique`."""
        return (Crumb(_("History")),)

    def concerns(self, change: Change) -> bool:
        """Every step is a line here."""
        return bool(change.rows)

    def load(self, change: Change | None = None) -> None:
        """Read the newest steps."""
        steps = self.app.desk.steps.recent(SHOWN)
        if not steps:
            self.list.put([Row(None), Row(None, (("   " + _("Nothing was done yet."), "quiet"),))])
            return
        clock = self.app.desk.clock
        times = [fmt.moment(step.at, clock.zone, clock.today()) for step in steps]
        wide = max(16, *(len(time) + 2 for time in times))
        rows = [Row(None, ((_("Newest first · enter takes a step back, whichever it is"), "section"),), rule=True)]
        self.list.put([*rows, *(self._row(step, time.ljust(wide)) for step, time in zip(steps, times, strict=True))])

    def _row(self, step: StepRow, time: str) -> Row:
        quiet_words = "faint" if step.undone else "plain"
        left: list[Words] = [
            (f" {time}", "quiet"),
            (labels.step_in_full(step), quiet_words),
        ]
        if step.kind is not StepKind.DO:
            left.append((f"  {labels.step_kind(step)}", "amber"))
        elif step.undone:
            left.append((f"  {_('undone')}", "faint"))
        return Row(str(step.id), tuple(left), ((f"{labels.origin(step.origin)} ", "quiet"),))

    def action_place_enter(self) -> None:
        """Take this step back."""
        if (key := self.list.current) is not None:
            turns.take_back(self.app, int(key))
        else:
            self.app.flash(_("Nothing was done yet."))

"""Steps, from the desk: undo, redo, history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from obm_tui.domain.change import Change
from obm_tui.domain.steps import StepRow
from obm_tui.store import undo
from obm_tui.store.connection import guard
from obm_tui.store.reads import steps as reads

if TYPE_CHECKING:
    from obm_tui.desk.desk import Desk


_BIG = 2_000
"""Row changes from which a step takes most of a second."""


class StepsFacet:
    """What was done, and taking it back. Needs no SQLModel."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._next_undo: StepRow | None = None

    def recent(self, limit: int = 200, before: int | None = None) -> tuple[StepRow, ...]:
        """Steps, newest first."""
        with guard(self._desk.path):
            return reads.steps(self._desk.connection, limit, before)

    def of_card(self, card_id: str, limit: int = 12) -> tuple[StepRow, ...]:
        """The steps that changed a card, newest first."""
        with guard(self._desk.path):
            return reads.steps_of_card(self._desk.connection, card_id, limit)

    def get(self, step_id: int) -> StepRow | None:
        """One step."""
        with guard(self._desk.path):
            return reads.step(self._desk.connection, step_id)

    def next_undo(self) -> StepRow | None:
        """What `u` would take back."""
        with guard(self._desk.path):
            step_id = undo.next_undo(self._desk.connection)
            # Asked after every key, and a step is never rewritten: counting the rows of a big import once is enough.
            if step_id is None or self._next_undo is None or self._next_undo.id != step_id:
                self._next_undo = reads.step(self._desk.connection, step_id) if step_id is not None else None
            return self._next_undo

    def next_redo(self) -> StepRow | None:
        """What `U` would do again."""
        with guard(self._desk.path):
            step_id = undo.next_redo(self._desk.connection)
            return reads.step(self._desk.connection, step_id) if step_id is not None else None

    def is_big(self, step_id: int) -> bool:
        """Whether taking it back takes longer than a key may."""
        with guard(self._desk.path):
            return reads.changes_more_than(self._desk.connection, step_id, _BIG)

    def undo(self, step_id: int | None = None) -> Change:
        """Take back a step: the given one, or the newest."""
        desk = self._desk
        return desk.own_step(undo.undo(desk.log(), desk.connection, desk.file, desk.now(), desk.origin, step_id))

    def redo(self) -> Change:
        """Do again what was taken back last."""
        desk = self._desk
        return desk.own_step(undo.redo(desk.log(), desk.connection, desk.file, desk.now(), desk.origin))

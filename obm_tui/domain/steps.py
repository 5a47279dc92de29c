"""Steps: what was done, one line each, undoable."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Origin(StrEnum):
    """Who made a step. Undo passes over what the system did by itself."""

    USER = "user"
    CLI = "cli"
    SYSTEM = "system"


class StepKind(StrEnum):
    """A step does something, or takes another step back, or does it again."""

    DO = "do"
    UNDO = "undo"
    REDO = "redo"


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step as History shows it."""

    id: int
    at: datetime
    origin: Origin
    label: str
    """What was done, as an id of `labels.STEPS`: `card.moved`."""
    kind: StepKind
    of_step: int | None
    """The step this one undoes or redoes."""
    count: int
    """Rows of the main table that were touched."""
    client_code: str | None
    """The client, where all rows belong to one."""
    undone: bool
    """Whether it is taken back at present."""
    title: str = ""
    """The card it was about, where it was one and still is."""

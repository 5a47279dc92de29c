"""What a list asks for: whose cards, which of them, in what order, how many."""

from enum import StrEnum
from typing import NamedTuple

from obm_tui.domain.cards import Lane


class Scope(NamedTuple):
    """Whose rows: one client's, or everybody's."""

    client_id: str | None = None


class Sort(StrEnum):
    """The order of a list."""

    BOARD = "board"
    """By place in the lane."""
    DUE = "due"
    """By due date, undated last."""
    NEWEST = "newest"
    """By creation, newest first."""


class Filter(NamedTuple):
    """Which rows of the scope. Empty means: open and not archived."""

    lanes: tuple[Lane, ...] = ()
    closed: bool = False
    """Done and dropped ones too, whatever their age."""
    archived: bool = False
    """Archived ones too."""


class Window(NamedTuple):
    """How many rows, from where."""

    limit: int | None = None
    offset: int = 0


class Query(NamedTuple):
    """One question every list read understands."""

    scope: Scope = Scope()
    filter: Filter = Filter()
    sort: Sort = Sort.BOARD
    window: Window = Window()

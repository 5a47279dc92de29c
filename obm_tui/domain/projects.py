"""Projects: what they are."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple


class ProjectStatus(StrEnum):
    """Where a project stands."""

    IDEA = "idea"
    PLANNED = "planned"
    RUNNING = "running"
    BLOCKED = "blocked"
    PAUSED = "paused"
    CLOSING = "closing"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class ProjectRow(NamedTuple):
    """A project as every list shows it."""

    id: str
    client_id: str
    title: str
    status: ProjectStatus
    anchor_on: date | None
    """Its D0."""
    cards: int
    done: int
    late: int
    """Open cards whose due date has passed."""

"""Projects: what they are."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from obm_tui.domain.level import Level

NEAR_DAYS = 21
"""From so many days before its D0 on, a late card hurts a project."""


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


class UpcomingProject(NamedTuple):
    """A project whose D0 is ahead."""

    client_id: str
    title: str
    anchor_on: date
    """Its D0."""
    late: int
    """Open cards whose due date has passed."""


def level_of(project: ProjectRow | UpcomingProject, today: date) -> Level:
    """Red where cards are late shortly before D0 or after it, amber where some are late at all."""
    if not project.late:
        return Level.NONE
    near = project.anchor_on is not None and (project.anchor_on - today).days <= NEAR_DAYS
    return Level.RED if near else Level.AMBER

"""Projects: what they are."""

from enum import StrEnum


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

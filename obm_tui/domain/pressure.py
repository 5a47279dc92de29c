"""How full the lanes are (R3): a limit warns, it never forbids."""

from typing import NamedTuple

from obm_tui.domain.cards import Lane
from obm_tui.domain.level import Level


class Pressure(NamedTuple):
    """What a lane's limit counts, and the limit."""

    lane: Lane
    held: int
    """Her own cards in Doing, all cards in this week and to approve, over all clients; in Waiting, of the client that
    owes most."""
    limit: int
    client: str | None = None
    """The code of that client; the other limits are about everybody."""
    elsewhere: int = 0
    """Of hers in Doing, those outside the client that is looked at."""

    @property
    def is_over(self) -> bool:
        """Whether the limit is broken."""
        return self.held > self.limit

    @property
    def is_full(self) -> bool:
        """Whether the next card breaks it."""
        return self.held >= self.limit

    @property
    def level(self) -> Level:
        """Only what is in her own hands shouts: a week planned too full turns no board red."""
        if not self.is_over:
            return Level.NONE
        return Level.RED if self.lane is Lane.DOING else Level.AMBER


LIMIT_OF = {Lane.DOING: "doing_limit", Lane.WEEK: "week_limit", Lane.APPROVE: "approve_limit"}
"""The setting that moves a lane's limit, of those that are about everybody."""
LIMITED = (Lane.DOING, Lane.WEEK, Lane.APPROVE, Lane.WAITING)
"""The lanes with a limit, the one to speak of first first."""


def worst(pressures: dict[Lane, Pressure]) -> Pressure | None:
    """The broken limit to speak of; none where all are kept."""
    return next((found for lane in LIMITED if (found := pressures.get(lane)) and found.is_over), None)

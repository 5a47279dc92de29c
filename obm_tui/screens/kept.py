"""What a board read last of bands and limits: read again only as far as a change concerns it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from obm_tui.desk import Desk
from obm_tui.domain.bands import Band, Swimlanes
from obm_tui.domain.cards import CardRow, Lane
from obm_tui.domain.change import Change
from obm_tui.domain.idlist import IdList
from obm_tui.domain.pressure import Pressure, worst
from obm_tui.domain.query import Scope

_FEW = 20
"""Up to this many changed cards it is asked which lanes they stand in."""
_COUNTED = frozenset({"lane", "owner_id", "client_id", "closed_at", "archived_at", "snoozed_until"})
"""What decides in which lane, and in whose band of it, a card stands."""
_PLACED = _COUNTED | {"pos"}


class _Asked(NamedTuple):
    """What the bands were read for."""

    by: Swimlanes
    scope: Scope
    day: date


class KeptBands:
    """The bands of a board."""

    def __init__(self, desk: Desk, lanes: Sequence[Lane]) -> None:
        self._desk = desk
        self._lanes = lanes
        self._asked: _Asked | None = None
        self._kept: tuple[Band, ...] = ()

    def read(self, by: Swimlanes, scope: Scope, change: Change | None) -> tuple[Band, ...]:
        """The bands after this change; after nobody knows what, all of them anew."""
        asked = _Asked(by, scope, self._desk.clock.today())
        lanes = self._concerned(change) if asked == self._asked else None
        # What breaks off half-way leaves nothing behind that the next change could be laid over.
        self._asked = None
        found = self._kept if lanes is not None else None
        if lanes:
            found = self._replaced(asked, lanes)
        self._kept = found if found is not None else self._desk.cards.bands(by, self._lanes, scope)
        self._asked = asked
        return self._kept

    def _concerned(self, change: Change | None) -> frozenset[Lane] | None:
        """The lanes whose cards may stand in other bands or places by now; none where that may be all of them."""
        if change is None or change.touches("client", "person"):
            return None
        lanes: set[Lane] = set()
        if change.differs("waiting", ("card_id", "person_id", "closed_at")):
            lanes.add(Lane.WAITING)
        if change.differs("card", _PLACED):
            keys = change.rows["card"]
            if len(keys) > _FEW:
                return None
            lanes |= {row.lane for row in self._desk.cards.rows(list(keys)).values()}
            lanes |= {
                lane for band in self._kept for lane, ids in band.lanes.items() if any(key in ids for key in keys)
            }
        return frozenset(lanes.intersection(self._lanes))

    def _replaced(self, asked: _Asked, lanes: frozenset[Lane]) -> tuple[Band, ...] | None:
        """The kept bands with these lanes read again; none where a band came in whose place among them is not known."""
        wanted = [lane for lane in self._lanes if lane in lanes]
        anew = {band.key: band for band in self._desk.cards.bands(asked.by, wanted, asked.scope)}
        bands = []
        for band in self._kept:
            kept: dict[Lane, IdList] = {lane: ids for lane, ids in band.lanes.items() if lane not in lanes}
            if band.key in anew:
                kept |= anew.pop(band.key).lanes
            if kept:
                bands.append(band._replace(lanes=kept))
        return None if anew else tuple(bands)


class KeptLimits:
    """How full the lanes of a board are, and the card that has been longest in the one over its limit."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._asked: tuple[Scope, date] | None = None
        self.pressures: Mapping[Lane, Pressure] = {}
        self.broken: Pressure | None = None
        """The limit to speak of."""
        self.oldest: CardRow | None = None

    def read(self, scope: Scope, change: Change | None) -> None:
        """Bring them up to date with this change."""
        asked = (scope, self._desk.clock.today())
        if asked == self._asked and change is not None and not self._concerns(change):
            return
        self._asked = None
        self.pressures = self._desk.cards.lane_pressure(scope)
        self.broken = worst(dict(self.pressures))
        self.oldest = self._desk.cards.oldest(self.broken) if self.broken else None
        self._asked = asked

    def _concerns(self, change: Change) -> bool:
        if change.touches("client", "person", "setting") or change.differs("card", _COUNTED):
            return True
        return self.oldest is not None and self.oldest.id in change.rows.get("card", ())

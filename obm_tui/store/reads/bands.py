"""The lanes cut into bands by client or by person, as keys. Speaks SQLite."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from obm_tui.domain.bands import Band, Swimlanes
from obm_tui.domain.cards import Lane
from obm_tui.domain.clients import ClientColour
from obm_tui.domain.idlist import IdList
from obm_tui.domain.query import Scope
from obm_tui.store.connection import Connection
from obm_tui.store.reads.values import marks
from obm_tui.store.steps import instant as stored_instant

_AWAKE = "c.closed_at is null and c.archived_at is null and (c.snoozed_until is null or c.snoozed_until <= ?)"
_DONE = "c.lane = 'done' and c.closed_at is not null and c.archived_at is null and c.closed_at >= ?"
_WHO = {
    Swimlanes.CLIENT: "c.client_id",
    # Her own cards and those of nobody are one band.
    Swimlanes.PERSON: """nullif(
        case when c.lane = 'waiting'
          then coalesce((select w.person_id from waiting w where w.card_id = c.id and w.closed_at is null), c.owner_id)
          else c.owner_id end,
        (select id from person where kind = 'me' limit 1))""",
}
_ORDER = {
    # As the open cards of all clients stand in their index: nothing is sorted. The plus keeps SQLite to that index.
    Swimlanes.CLIENT: ("+c.lane", "c.client_id, c.lane, c.pos, c.id"),
    Swimlanes.PERSON: ("c.lane", "c.lane, c.pos, c.id"),
}


def bands(
    connection: Connection, by: Swimlanes, lanes: Sequence[Lane], scope: Scope, done_since: datetime, today: date
) -> tuple[Band, ...]:
    """A band for every client or person with a card in these lanes.

    Clients in her order, cards of none last; people by name, she first.
    """
    if by is Swimlanes.NONE:
        return ()
    found: dict[str | None, dict[Lane, IdList]] = {}
    for who, lane, digits in _grouped(connection, by, lanes, scope, done_since, today):
        found.setdefault(who, {})[Lane(lane)] = IdList.from_digits(digits)
    names = _clients(connection) if by is Swimlanes.CLIENT else _people(connection)
    made = [Band(key, *names[key], lanes=found.pop(key)) for key in names if key in found]
    nobody = [Band(None, None, None, "", kept) for kept in found.values()]
    return (*made, *nobody) if by is Swimlanes.CLIENT else (*nobody, *made)


def _grouped(
    connection: Connection, by: Swimlanes, lanes: Sequence[Lane], scope: Scope, done_since: datetime, today: date
) -> list[tuple[Any, ...]]:
    lane_term, order = _ORDER[by]
    mine, scoped = (" and c.client_id = ?", [scope.client_id]) if scope.client_id is not None else ("", [])
    open_lanes = [lane.value for lane in lanes if lane is not Lane.DONE]
    parts = (
        (f"{lane_term} in ({marks(len(open_lanes))}) and {_AWAKE}", order, [*open_lanes, today.isoformat()]),
        (_DONE, "c.closed_at desc, c.id", [stored_instant(done_since)]),
    )
    rows: list[tuple[Any, ...]] = []
    for where, sort, values in parts[: 2 if Lane.DONE in lanes else 1]:
        # The order by inside is kept for an aggregate that joins texts, as in `cards.lane_ids`.
        rows += connection.execute(
            "select who, lane, group_concat(id, '') from"  # noqa: S608  # constants
            f" (select {_WHO[by]} who, c.lane, c.id from card c where {where}{mine} order by {sort})"
            " group by who, lane",
            [*values, *scoped],
        ).fetchall()
    return rows


def _clients(connection: Connection) -> dict[str | None, tuple[str | None, ClientColour | None, str]]:
    rows = connection.execute("select id, code, colour, name from client order by is_self, pos, id").fetchall()
    return {key: (code, ClientColour(colour), name) for key, code, colour, name in rows}


def _people(connection: Connection) -> dict[str | None, tuple[str | None, ClientColour | None, str]]:
    rows = connection.execute(
        "select p.id, k.code, k.colour, p.name from person p left join client k on k.id = p.client_id"
        " order by p.name, p.id"
    ).fetchall()
    return {key: (code, ClientColour(colour) if colour else None, name) for key, code, colour, name in rows}

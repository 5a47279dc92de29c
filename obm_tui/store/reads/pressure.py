"""How full the lanes are, counted from indexes. Speaks SQLite."""

from datetime import date

from obm_tui.domain.cards import CardRow, Lane
from obm_tui.domain.pressure import Pressure
from obm_tui.domain.query import Scope
from obm_tui.domain.triage import Thresholds
from obm_tui.store.connection import Connection
from obm_tui.store.reads.cards import count_in_lane, rows_by_id

_AWAKE = "c.closed_at is null and c.archived_at is null and (c.snoozed_until is null or c.snoozed_until <= ?)"
_MINE = "(c.owner_id is null or c.owner_id in (select id from person where kind = 'me'))"


def lane_pressure(connection: Connection, scope: Scope, today: date, thresholds: Thresholds) -> dict[Lane, Pressure]:
    """The count and the limit of every lane that has one; Waiting by client, the others over all of them."""
    day = today.isoformat()
    mine, elsewhere = connection.execute(
        "select count(*), coalesce(sum(c.client_id is not ?), 0) from card c"  # noqa: S608  # constants
        f" where c.lane = 'doing' and {_AWAKE} and {_MINE}",
        (scope.client_id, day),
    ).fetchone()
    client, waiting = _most_waiting(connection, scope, day)
    everybody = Scope()
    found = (
        Pressure(Lane.DOING, mine, thresholds.doing_limit, elsewhere=elsewhere if scope.client_id else 0),
        Pressure(Lane.WEEK, count_in_lane(connection, Lane.WEEK, everybody, today), thresholds.week_limit),
        Pressure(Lane.APPROVE, count_in_lane(connection, Lane.APPROVE, everybody, today), thresholds.approve_limit),
        Pressure(Lane.WAITING, waiting, thresholds.waiting_limit, client),
    )
    return {pressure.lane: pressure for pressure in found}


def _most_waiting(connection: Connection, scope: Scope, day: str) -> tuple[str | None, int]:
    """The code of the client with most cards in Waiting, and how many."""
    where, values = ("where k.id = ?", [day, scope.client_id]) if scope.client_id else ("", [day])
    counted = f"select count(*) from card c where c.client_id = k.id and c.lane = 'waiting' and {_AWAKE}"  # noqa: S608  # constants
    row = connection.execute(
        f"select k.code, ({counted}) n from client k {where} order by n desc, k.pos, k.id limit 1",  # noqa: S608  # constants
        values,
    ).fetchone()
    return (row[0], row[1]) if row else (None, 0)


def oldest_in_lane(connection: Connection, lane: Lane, code: str | None, today: date) -> CardRow | None:
    """The card that a broken limit counts and that has been in the lane longest; with a code, of that client."""
    where, values = f"c.lane = ? and {_AWAKE}", [lane.value, today.isoformat()]
    if lane is Lane.DOING:
        where += f" and {_MINE}"
    if code is not None:
        where += " and c.client_id = (select id from client where code = ?)"
        values.append(code)
    found = connection.execute(
        f"select c.id from card c where {where} order by c.lane_since, c.id limit 1",  # noqa: S608  # constants
        values,
    ).fetchone()
    return rows_by_id(connection, [found[0]]).get(found[0]) if found else None

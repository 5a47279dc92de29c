"""The cards a day may be about. Speaks SQLite."""

from datetime import date

from obm_tui.domain.cards import CardRow
from obm_tui.domain.query import Scope
from obm_tui.store.connection import Connection
from obm_tui.store.reads.cards import rows_by_id

_AWAKE = "c.closed_at is null and c.archived_at is null and (c.snoozed_until is null or c.snoozed_until <= ?)"
MOST = 60
"""Cards of each sort at the most: a day cannot be about more."""


def open_cards(connection: Connection, scope: Scope, today: date) -> tuple[CardRow, ...]:
    """Open cards due by today, in this week, in doing, to approve or to settle; the most pressing of each."""
    day = today.isoformat()
    own, client = ("", []) if scope.client_id is None else (" and c.client_id = ?", [scope.client_id])
    keys: dict[str, None] = {}
    due = f"select c.id from card c where {_AWAKE} and c.due_on <= ?{own} order by c.due_on, c.id limit {MOST}"  # noqa: S608  # constants
    keys |= dict.fromkeys(key for (key,) in connection.execute(due, (day, day, *client)).fetchall())
    for lane in ("doing", "week", "approve", "question"):
        # In the order of the lane, which comes out of an index; P1 is looked for in all of it.
        for first in ("and c.priority = 1", ""):
            sql = f"select c.id from card c where c.lane = ? and {_AWAKE} {first}{own} order by c.pos limit {MOST}"  # noqa: S608  # constants
            keys |= dict.fromkeys(key for (key,) in connection.execute(sql, (lane, day, *client)).fetchall())
    rows = rows_by_id(connection, list(keys))
    return tuple(rows[key] for key in keys if key in rows)

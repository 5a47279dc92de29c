"""Time worked, entry by entry and as sums. Speaks SQLite."""

from datetime import date

from obm_tui.domain.hours import TimeRow
from obm_tui.domain.query import Scope
from obm_tui.store.connection import Connection


def minutes(connection: Connection, client_id: str, since: date, until: date) -> int:
    """What was worked for a client on these days, the first and the last included."""
    row = connection.execute(
        "select coalesce(sum(minutes), 0) from time_entry where client_id=? and on_day between ? and ?",
        (client_id, since.isoformat(), until.isoformat()),
    ).fetchone()
    return int(row[0])


def minutes_by_client(connection: Connection, since: date, until: date) -> dict[str, int]:
    """The same for every client that was worked for."""
    return dict(
        connection.execute(
            "select client_id, sum(minutes) from time_entry where on_day between ? and ? group by client_id",
            (since.isoformat(), until.isoformat()),
        ).fetchall()
    )


def entries(connection: Connection, scope: Scope, since: date, until: date) -> tuple[TimeRow, ...]:
    """What was worked on these days, the newest first."""
    own, values = "", [since.isoformat(), until.isoformat()]
    if scope.client_id is not None:
        own, values = " and t.client_id = ?", [*values, scope.client_id]
    rows = connection.execute(
        f"""select t.id, k.code, t.on_day, t.minutes, t.note from time_entry t join client k on k.id = t.client_id
            where t.on_day between ? and ?{own} order by t.on_day desc, t.id desc""",  # noqa: S608  # constants
        values,
    ).fetchall()
    return tuple(TimeRow(row[0], row[1], date.fromisoformat(row[2]), row[3], row[4]) for row in rows)

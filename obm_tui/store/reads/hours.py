"""Time worked, as sums. Speaks SQLite."""

from datetime import date

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

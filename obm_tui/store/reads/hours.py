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

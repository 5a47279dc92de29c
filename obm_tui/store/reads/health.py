"""What a client's health is judged by, counted for every client at once. Speaks SQLite."""

from datetime import date, tzinfo

from obm_tui.domain.health import Facts, Waits
from obm_tui.store.connection import Connection
from obm_tui.store.reads.clients import lane_counts
from obm_tui.store.reads.values import day
from obm_tui.store.reads.waits import attention

_OPEN = "c.closed_at is null and c.archived_at is null and (c.snoozed_until is null or c.snoozed_until <= ?)"


def facts(connection: Connection, today: date, zone: tzinfo) -> tuple[Facts, ...]:
    """Every client in her order, with what is known today."""
    iso = today.isoformat()
    latest = dict(
        connection.execute(
            # The plus keeps SQLite from reading every open card for the order of the clients.
            f"select c.client_id, min(c.due_on) from card c where {_OPEN} and c.due_on < ? group by +c.client_id",  # noqa: S608  # constants
            (iso, iso),
        ).fetchall()
    )
    waits: dict[tuple[str, bool], Waits] = {}
    for client_id, by_owner, count, due, oldest in connection.execute(
        f"""select c.client_id, coalesce(p.kind = 'owner', 0), count(*), sum(coalesce(w.nudge_on <= ?, 0)),
              min(case when w.nudge_on <= ? then coalesce(w.expected_on, w.asked_on) end)
            from waiting w cross join card c on c.id = w.card_id left join person p on p.id = w.person_id
            where w.closed_at is null and {_OPEN} and c.client_id is not null group by 1, 2""",  # noqa: S608  # constants
        (iso, iso, iso),
    ).fetchall():
        waits[client_id, bool(by_owner)] = Waits(count, due, day(oldest))
    projects = {
        client_id: (title, day(anchor))
        for client_id, title, anchor in connection.execute(
            "select client_id, title, min(anchor_on) from project where archived_at is null and anchor_on >= ?"
            " and status in ('planned', 'running', 'blocked', 'closing') group by client_id",
            (iso,),
        ).fetchall()
    }
    contacts = {found.client_id: found for found in attention(connection, zone)}
    return tuple(
        Facts(
            client=counts.client,
            by_lane=counts.by_lane,
            late=counts.late,
            latest_on=day(latest.get(counts.client.id)),
            attention=contacts.get(counts.client.id),
            by_owner=waits.get((counts.client.id, True), Waits()),
            by_team=waits.get((counts.client.id, False), Waits()),
            next_project=projects.get(counts.client.id, ("", None))[0],
            next_on=projects.get(counts.client.id, ("", None))[1],
        )
        for counts in lane_counts(connection, today)
    )

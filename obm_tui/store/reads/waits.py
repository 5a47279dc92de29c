"""Open waits with their cards, and who was last spoken with. Speaks SQLite."""

from collections.abc import Sequence
from datetime import date, tzinfo

from obm_tui.domain.contacts import CADENCE_DAYS, Attention, ContactKind, ContactRow
from obm_tui.domain.people import PersonKind
from obm_tui.domain.query import Scope
from obm_tui.domain.waits import WaitRow
from obm_tui.store.connection import Connection
from obm_tui.store.reads.cards import rows_by_id
from obm_tui.store.reads.values import day, instant, marks

_OPEN = "w.closed_at is null and c.closed_at is null and c.archived_at is null"
_AWAKE = f"{_OPEN} and (c.snoozed_until is null or c.snoozed_until <= ?)"
_MEANT = ", ".join(f"'{kind}'" for kind in (ContactKind.EXCHANGE, ContactKind.THANKS))


MOST = 500
"""Waits in a list at the most: the most pressing ones."""


def waits(
    connection: Connection, scope: Scope, today: date, limit: int = MOST, card_ids: Sequence[str] = ()
) -> tuple[WaitRow, ...]:
    """Open waits, of these cards where some are named: the longest past its nudge first, those without a day last."""
    where, values = _AWAKE, list[object]([today.isoformat()])
    if card_ids:
        where, values = f"{where} and w.card_id in ({marks(len(card_ids))})", [*values, *card_ids]
    if scope.client_id is not None:
        where, values = f"{where} and c.client_id = ?", [*values, scope.client_id]
    found = connection.execute(
        f"""select w.card_id, w.person_id, p.name, p.kind, w.what, w.channel, w.asked_on, w.expected_on, w.nudge_on,
              w.nudges, w.last_reply_on
            from waiting w cross join card c on c.id = w.card_id left join person p on p.id = w.person_id
            where {where} order by w.nudge_on is null, w.nudge_on, w.expected_on, w.card_id
            limit ?""",  # noqa: S608  # constants
        [*values, limit],
    ).fetchall()
    cards = rows_by_id(connection, [row[0] for row in found])
    return tuple(
        WaitRow(
            card=cards[row[0]],
            person_id=row[1],
            person=row[2],
            person_kind=PersonKind(row[3]) if row[3] else None,
            what=row[4],
            channel=row[5],
            asked_on=day(row[6]),
            expected_on=day(row[7]),
            nudge_on=day(row[8]),
            nudges=row[9],
            last_reply_on=day(row[10]),
        )
        for row in found
    )


def attention(connection: Connection, zone: tzinfo) -> tuple[Attention, ...]:
    """When each client was last spoken with: an exchange in the log, or an answer of its owner that was waited for."""
    said = dict(
        connection.execute(
            f"select client_id, max(at) from contact where kind in ({_MEANT}) and client_id is not null"  # noqa: S608  # constants
            " group by client_id"
        ).fetchall()
    )
    answered = dict(
        connection.execute(
            "select c.client_id, max(w.last_reply_on) from waiting w join card c on c.id = w.card_id"
            " join person p on p.id = w.person_id"
            " where w.last_reply_on is not null and p.kind = 'owner' group by c.client_id"
        ).fetchall()
    )
    clients = connection.execute(
        "select id, cadence_days from client where archived_at is null and not is_self order by pos, id"
    ).fetchall()
    found = []
    for key, cadence in clients:
        days = [instant(said[key]).astimezone(zone).date()] if key in said else []
        if answered.get(key):
            days.append(date.fromisoformat(answered[key]))
        found.append(Attention(key, max(days, default=None), cadence or CADENCE_DAYS))
    return tuple(found)


def contacts(
    connection: Connection, scope: Scope, limit: int, kinds: Sequence[ContactKind] = (), card_id: str | None = None
) -> tuple[ContactRow, ...]:
    """The log, newest first."""
    where, values = ["1"], list[object]()
    if scope.client_id is not None:
        where.append("n.client_id = ?")
        values.append(scope.client_id)
    if card_id is not None:
        where.append("n.card_id = ?")
        values.append(card_id)
    if kinds:
        where.append(f"n.kind in ({', '.join('?' * len(kinds))})")
        values += [kind.value for kind in kinds]
    rows = connection.execute(
        f"""select n.id, n.at, n.kind, n.client_id, k.code, n.person_id, p.name, n.card_id, n.channel, n.gist, n.mood
            from contact n left join client k on k.id = n.client_id left join person p on p.id = n.person_id
            where {" and ".join(where)} order by n.at desc, n.id desc limit ?""",  # noqa: S608  # constants
        [*values, limit],
    ).fetchall()
    return tuple(ContactRow(row[0], instant(row[1]), ContactKind(row[2]), *row[3:]) for row in rows)

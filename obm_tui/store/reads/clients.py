"""Clients and people, as rows. Speaks SQLite."""

from datetime import date
from typing import Any

from obm_tui.domain.cards import REGISTERS
from obm_tui.domain.clients import ClientColour, ClientRow, ClientStatus, LaneCounts
from obm_tui.domain.people import PersonKind, PersonRow
from obm_tui.store.connection import Connection
from obm_tui.store.reads.values import instant, optional_instant

_CLIENT = """
    select id, code, name, colour, status, is_self, notes, created_at, archived_at, compass, priorities, cadence_days
    from client"""
_OPEN = "closed_at is null and archived_at is null and (snoozed_until is null or snoozed_until <= ?)"
_BESIDE = ", ".join(f"'{lane}'" for lane in REGISTERS)
"""No work: a question past its day is not late, it is to be settled."""
_PERSON = """
    select p.id, p.name, p.handle, p.kind, p.client_id, k.code, p.email,
      (select count(*) from card c where c.owner_id = p.id and c.closed_at is null and c.archived_at is null),
      p.role, p.language, p.address, p.channel
    from person p left join client k on k.id = p.client_id where p.archived_at is null"""


def _client(row: tuple[Any, ...]) -> ClientRow:
    return ClientRow(
        id=row[0],
        code=row[1],
        name=row[2],
        colour=ClientColour(row[3]),
        status=ClientStatus(row[4]),
        is_self=bool(row[5]),
        notes=row[6],
        created_at=instant(row[7]),
        archived_at=optional_instant(row[8]),
        compass=row[9],
        priorities=row[10],
        cadence_days=row[11],
    )


def clients(connection: Connection, *, archived: bool = False) -> tuple[ClientRow, ...]:
    """Every client in her order, her own business last."""
    where = "" if archived else " where archived_at is null"
    return tuple(_client(row) for row in connection.execute(f"{_CLIENT}{where} order by is_self, pos, id").fetchall())


def client_by_id(connection: Connection, client_id: str) -> ClientRow | None:
    """One client."""
    row = connection.execute(f"{_CLIENT} where id = ?", (client_id,)).fetchone()
    return _client(row) if row else None


def client_by_code(connection: Connection, code: str) -> ClientRow | None:
    """The client with this code, in any case."""
    row = connection.execute(f"{_CLIENT} where code = ?", (code.upper(),)).fetchone()
    return _client(row) if row else None


def lane_counts(connection: Connection, today: date) -> tuple[LaneCounts, ...]:
    """Open cards of every client by lane, and how many are late."""
    by_client: dict[str | None, dict[str, int]] = {}
    counted = connection.execute(
        f"select client_id, lane, count(*) from card where {_OPEN} group by client_id, lane",  # noqa: S608  # a constant
        (today.isoformat(),),
    ).fetchall()
    for client_id, lane, count in counted:
        by_client.setdefault(client_id, {})[lane] = count
    # The plus keeps SQLite from reading every open card for the order of the clients: dates have an index of their own.
    late = dict(
        connection.execute(
            f"select client_id, count(*) from card where {_OPEN} and due_on < ? and lane not in ({_BESIDE})"  # noqa: S608  # constants
            " group by +client_id",
            (today.isoformat(), today.isoformat()),
        ).fetchall()
    )
    return tuple(
        LaneCounts(client, by_client.get(client.id, {}), late.get(client.id, 0)) for client in clients(connection)
    )


def people(connection: Connection, client_id: str | None = None) -> tuple[PersonRow, ...]:
    """Everybody by name; with a client, that client's team first."""
    rows = connection.execute(
        f"{_PERSON} order by p.client_id is not ?, p.kind <> 'me', p.name, p.id", (client_id,)
    ).fetchall()
    return tuple(PersonRow(row[0], row[1], row[2], PersonKind(row[3]), *row[4:]) for row in rows)

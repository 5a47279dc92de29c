"""Cards, as ids of a lane, rows by id, and one card with all that hangs on it. Speaks SQLite."""

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from obm_tui.domain.cards import (
    CardDetail,
    CardRow,
    ChecklistItem,
    CommentRow,
    Lane,
    LinkRow,
    OpenWait,
    Priority,
)
from obm_tui.domain.clients import ClientColour
from obm_tui.domain.idlist import IdList
from obm_tui.domain.people import PersonKind
from obm_tui.domain.query import Query, Scope, Sort
from obm_tui.store.connection import Connection
from obm_tui.store.reads.values import day, instant, marks, optional_instant
from obm_tui.store.steps import instant as stored_instant

_COLUMNS = """
    c.id, c.no, c.client_id, k.code, k.colour, j.title, c.title, c.lane, c.lane_since, c.priority,
      c.due_on, c.due_time, c.owner_id, o.name, o.kind, c.body <> '',
      (select count(*) from checklist_item i where i.card_id = c.id),
      (select count(*) from checklist_item i where i.card_id = c.id and i.done),
      (select count(*) from comment m where m.card_id = c.id),
      (select count(*) from link l where l.card_id = c.id),
      c.closed_at, c.archived_at, c.snoozed_until, c.blocked_reason, c.done_means <> '',
      a.name, w.expected_on, w.nudge_on, coalesce(w.nudges, 0)"""
_TABLES = """
    from card c
      left join waiting w on w.card_id = c.id and w.closed_at is null
      left join person a on a.id = w.person_id
      left join client k on k.id = c.client_id
      left join person o on o.id = c.owner_id
      left join project j on j.id = c.project_id"""
_ROW = f"select {_COLUMNS} {_TABLES}"
_DETAIL = f"""
    select {_COLUMNS},
      c.body, c.start_on, c.created_at, c.updated_at, c.external_url, c.drop_reason, c.extra,
      c.done_means, c.rrule, c.source, (select name from person r where r.id = c.requester_id),
      w.id, a.role, w.what, w.channel, w.asked_on, w.last_reply_on
    {_TABLES}
    where c.id = ?"""  # noqa: S608  # constants
_OPEN = "c.closed_at is null and c.archived_at is null"
_AWAKE = f"{_OPEN} and (c.snoozed_until is null or c.snoozed_until <= ?)"
_CHUNK = 500
_ORDER = {
    Sort.BOARD: "c.lane, c.pos, c.id",
    Sort.DUE: "c.due_on is null, c.due_on, c.pos, c.id",
    Sort.NEWEST: "c.id desc",
}


def _row(row: tuple[Any, ...]) -> CardRow:
    return CardRow(
        id=row[0],
        no=row[1],
        client_id=row[2],
        client_code=row[3],
        client_colour=ClientColour(row[4]) if row[4] else None,
        project=row[5],
        title=row[6],
        lane=Lane(row[7]),
        lane_since=instant(row[8]),
        priority=Priority(row[9]),
        due_on=day(row[10]),
        due_time=row[11],
        owner_id=row[12],
        owner=row[13],
        owner_is_me=row[14] == PersonKind.ME,
        has_body=bool(row[15]),
        items=row[16],
        items_done=row[17],
        comments=row[18],
        links=row[19],
        closed_at=optional_instant(row[20]),
        archived_at=optional_instant(row[21]),
        snoozed_until=day(row[22]),
        blocked_reason=row[23],
        has_done_means=bool(row[24]),
        awaited=row[25],
        expected_on=day(row[26]),
        nudge_on=day(row[27]),
        nudges=row[28],
    )


def _wait(row: CardRow, more: tuple[Any, ...]) -> OpenWait | None:
    """The open wait of a card: the rest of what its row says of it."""
    key, role, what, channel, asked_on, last_reply_on = more
    if key is None:
        return None
    return OpenWait(
        person=row.awaited,
        role=role or "",
        what=what,
        channel=channel,
        asked_on=day(asked_on),
        expected_on=row.expected_on,
        nudge_on=row.nudge_on,
        nudges=row.nudges,
        last_reply_on=day(last_reply_on),
    )


def lane_ids(connection: Connection, lane: Lane, scope: Scope, done_since: datetime, today: date) -> IdList:
    """The keys of a lane in its order: open cards by place, Done by the moment, newest first, since `done_since`.

    What sleeps until after `today` is not there.
    """
    values: list[object] = [lane.value]
    if lane is Lane.DONE:
        where = "c.lane = ? and c.closed_at is not null and c.archived_at is null and c.closed_at >= ?"
        values.append(stored_instant(done_since))
        order = "c.closed_at desc, c.id"
    else:
        where, order = f"c.lane = ? and {_AWAKE}", "c.pos, c.id"
        values.append(today.isoformat())
    if scope.client_id is not None:
        where += " and c.client_id = ?"
        values.append(scope.client_id)
    # One text in one row: an order by inside the subquery of an aggregate is kept by SQLite, and 40,000 keys cost
    # neither 40,000 tuples nor their memory.
    row = connection.execute(
        f"select group_concat(id, '') from (select c.id from card c where {where} order by {order})",  # noqa: S608  # constants
        values,
    ).fetchone()
    return IdList.from_digits(row[0])


def place_in_lane(
    connection: Connection, card_id: str, scope: Scope, done_since: datetime, today: date
) -> tuple[Lane, str | None] | None:
    """The lane that lists this card, and the card before it there; nothing where no lane of this scope lists it."""
    row = connection.execute(
        "select lane, pos, closed_at, archived_at, client_id, snoozed_until from card where id = ?", (card_id,)
    ).fetchone()
    if row is None or row[3] is not None or scope.client_id not in (None, row[4]):
        return None
    if row[5] is not None and row[5] > today.isoformat():
        return None
    lane, pos, closed_at = Lane(row[0]), row[1], row[2]
    if lane is Lane.DONE:
        if closed_at is None or closed_at < stored_instant(done_since):
            return None
        where = (
            "c.lane = ? and c.closed_at is not null and c.archived_at is null and c.closed_at >= ?"
            " and (c.closed_at > ? or c.id < ?)"
        )
        values, order = [lane.value, closed_at, closed_at, card_id], "c.closed_at, c.id desc"
    elif closed_at is not None:
        return None
    else:
        where, values = (
            f"c.lane = ? and {_AWAKE} and (c.pos, c.id) < (?, ?)",
            [lane.value, today.isoformat(), pos, card_id],
        )
        order = "c.pos desc, c.id desc"
    if scope.client_id is not None:
        where, values = f"{where} and c.client_id = ?", [*values, scope.client_id]
    before = connection.execute(f"select c.id from card c where {where} order by {order} limit 1", values).fetchone()  # noqa: S608  # constants
    return lane, before[0] if before else None


def late_ids(connection: Connection, lanes: Sequence[Lane], scope: Scope, today: date) -> IdList:
    """The keys of open cards whose due date has passed, the longest overdue first."""
    where = f"{_AWAKE} and c.due_on < ? and c.lane in ({marks(len(lanes))})"
    values: list[object] = [today.isoformat(), today.isoformat(), *(lane.value for lane in lanes)]
    if scope.client_id is not None:
        where += " and c.client_id = ?"
        values.append(scope.client_id)
    row = connection.execute(
        f"select group_concat(id, '') from (select c.id from card c where {where} order by c.due_on, c.id)",  # noqa: S608  # constants
        values,
    ).fetchone()
    return IdList.from_digits(row[0])


def rows_by_id(connection: Connection, ids: Sequence[str]) -> dict[str, CardRow]:
    """Rows for these keys; a key that is gone has none."""
    found: dict[str, CardRow] = {}
    for start in range(0, len(ids), _CHUNK):
        part = list(ids[start : start + _CHUNK])
        rows = connection.execute(f"{_ROW} where c.id in ({marks(len(part))})", part).fetchall()
        found |= {row[0]: _row(row) for row in rows}
    return found


def created_at(connection: Connection, ids: Sequence[str]) -> dict[str, datetime]:
    """When these cards were made; a key that is gone has no moment."""
    return {key: instant(moment) for key, moment in _column(connection, "created_at", ids)}


def bodies(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    """The descriptions of these cards; a key that is gone has none."""
    return dict(_column(connection, "body", ids))


def _column(connection: Connection, name: str, ids: Sequence[str]) -> Iterator[tuple[str, Any]]:
    for start in range(0, len(ids), _CHUNK):
        part = list(ids[start : start + _CHUNK])
        yield from connection.execute(f"select id, {name} from card where id in ({marks(len(part))})", part).fetchall()  # noqa: S608  # a column's name and marks


def cards(connection: Connection, query: Query) -> tuple[CardRow, ...]:
    """The rows a query asks for."""
    where: list[str] = []
    values: list[object] = []
    if query.scope.client_id is not None:
        where.append("c.client_id = ?")
        values.append(query.scope.client_id)
    if query.filter.lanes:
        where.append(f"c.lane in ({marks(len(query.filter.lanes))})")
        values += [lane.value for lane in query.filter.lanes]
    if not query.filter.closed:
        where.append("c.closed_at is null")
    if not query.filter.archived:
        where.append("c.archived_at is null")
    sql = _ROW + (f" where {' and '.join(where)}" if where else "") + f" order by {_ORDER[query.sort]}"
    if query.window.limit is not None:
        sql += " limit ? offset ?"
        values += [query.window.limit, query.window.offset]
    return tuple(_row(row) for row in connection.execute(sql, values).fetchall())


def count_in_lane(connection: Connection, lane: Lane, scope: Scope, today: date) -> int:
    """How many open cards a lane holds that do not sleep."""
    where, values = f"c.lane = ? and {_AWAKE}", [lane.value, today.isoformat()]
    if scope.client_id is not None:
        where, values = f"{where} and c.client_id = ?", [*values, scope.client_id]
    return int(connection.execute(f"select count(*) from card c where {where}", values).fetchone()[0])  # noqa: S608  # constants


def id_by_reference(connection: Connection, code: str | None, no: int) -> str | None:
    """The key behind `CAP-12`, or behind `7` for a card of no client."""
    if code is None:
        row = connection.execute("select id from card where client_id is null and no = ?", (no,)).fetchone()
    else:
        row = connection.execute(
            "select c.id from card c join client k on k.id = c.client_id where k.code = ? and c.no = ?",
            (code, no),
        ).fetchone()
    return str(row[0]) if row else None


def detail(connection: Connection, card_id: str) -> CardDetail | None:
    """One card with all that hangs on it."""
    found = connection.execute(_DETAIL, (card_id,)).fetchone()
    if found is None:
        return None
    row, more = _row(found), found[len(CardRow._fields) :]

    def parts(sql: str, count: int = 1) -> list[tuple[Any, ...]]:
        # Most cards have few of these: what was counted as none is not asked for.
        return connection.execute(sql, (card_id,)).fetchall() if count else []

    labels = parts(
        "select l.name from card_label w join label l on l.id = w.label_id where w.card_id = ? order by l.name, l.id"
    )
    items = parts("select id, heading, text, done from checklist_item where card_id = ? order by pos, id", row.items)
    comments = parts("select id, author, at, text from comment where card_id = ? order by at, id", row.comments)
    links = parts("select id, url, title from link where card_id = ? order by pos, id", row.links)
    return CardDetail(
        row=row,
        wait=_wait(row, more[11:]),
        body=more[0],
        start_on=day(more[1]),
        created_at=instant(more[2]),
        updated_at=instant(more[3]),
        external_url=more[4],
        drop_reason=more[5],
        extra=json.loads(more[6]) if more[6] else {},
        done_means=more[7],
        rrule=more[8],
        source=more[9],
        requester=more[10],
        labels=tuple(label[0] for label in labels),
        checklist=tuple(ChecklistItem(item[0], item[1], item[2], bool(item[3])) for item in items),
        comments=tuple(CommentRow(said[0], said[1], instant(said[2]), said[3]) for said in comments),
        links=tuple(LinkRow(*link) for link in links),
    )

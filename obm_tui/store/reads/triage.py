"""The queues of triage, and what stands around a card that is decided. Speaks SQLite."""

from datetime import date

from obm_tui.domain.cards import CardRow, Lane
from obm_tui.domain.idlist import IdList
from obm_tui.domain.query import Scope
from obm_tui.domain.triage import Queue, Thresholds, most_alike, oldest_fresh_day, words_of
from obm_tui.store.connection import Connection
from obm_tui.store.reads.cards import rows_by_id

_OPEN = "c.closed_at is null and c.archived_at is null"
_AWAKE = f"{_OPEN} and (c.snoozed_until is null or c.snoozed_until <= ?)"
_AGED = (Lane.DOING, Lane.APPROVE, Lane.WEEK)
"""What is old in the inbox is asked about there."""
_LONGEST_WORDS = 4
_CANDIDATES = 60


def queue_ids(connection: Connection, queue: Queue, scope: Scope, today: date, thresholds: Thresholds) -> IdList:
    """The keys of a queue, the oldest question first."""
    sql, values = _queue(queue, scope, today, thresholds)
    row = connection.execute(f"select group_concat(id, '') from ({sql})", values).fetchone()  # noqa: S608  # constants
    return IdList.from_digits(row[0])


def queue_counts(connection: Connection, scope: Scope, today: date, thresholds: Thresholds) -> dict[Queue, int]:
    """How many cards each queue asks about."""
    counts: dict[Queue, int] = {}
    for queue in Queue:
        sql, values = _queue(queue, scope, today, thresholds, ordered=False)
        counts[queue] = int(connection.execute(f"select count(*) from ({sql})", values).fetchone()[0])  # noqa: S608  # constants
    return counts


def _queue(
    queue: Queue, scope: Scope, today: date, thresholds: Thresholds, *, ordered: bool = True
) -> tuple[str, list[object]]:
    day = today.isoformat()
    values: list[object]
    tables = "card c"
    match queue:
        case Queue.NEW:
            where, values, order = f"c.lane = 'inbox' and {_OPEN} and c.snoozed_until is null", [], "c.pos, c.id"
        case Queue.FOLLOW_UPS:
            tables = "waiting w cross join card c on c.id = w.card_id"  # cross: waits are few, cards are not
            where, values = f"w.closed_at is null and w.nudge_on <= ? and {_AWAKE}", [day, day]
            order = "w.nudge_on, w.expected_on, c.id"
        case Queue.STALE:
            where, values = _stale(today, thresholds)
            order = "c.lane_since, c.id"
        case Queue.BACK:
            where, values, order = f"c.snoozed_until <= ? and {_OPEN}", [day], "c.snoozed_until, c.id"
    if scope.client_id is not None:
        where, values = f"{where} and c.client_id = ?", [*values, scope.client_id]
    return f"select c.id from {tables} where {where}" + (f" order by {order}" if ordered else ""), values  # noqa: S608  # constants


def _stale(today: date, thresholds: Thresholds) -> tuple[str, list[object]]:
    parts: list[str] = []
    values: list[object] = []
    for lane in _AGED:
        limit = thresholds.age_limit(lane)
        if limit is not None:
            fresh = oldest_fresh_day(today, limit).isoformat()
            parts.append("(c.lane = ? and c.lane_since < ? and (c.reviewed_on is null or c.reviewed_on < ?))")
            values += [lane.value, fresh, fresh]
    # Named once more, so that the cards of these lanes are looked up and not every open card read.
    lanes = ", ".join(f"'{lane}'" for lane in _AGED)
    return f"c.lane in ({lanes}) and ({' or '.join(parts)}) and {_OPEN} and c.snoozed_until is null", values


def similar(connection: Connection, row: CardRow) -> tuple[CardRow, ...]:
    """Cards of the same client, open or given up, whose titles share words with this one."""
    words = sorted(words_of(row.title), key=len, reverse=True)[:_LONGEST_WORDS]
    if not words:
        return ()
    # Words are folded, titles are not: an accented letter matches any letter.
    hits = " or ".join(["lower(title) like ?"] * len(words))
    found = connection.execute(
        f"select id from card where client_id is ? and id <> ? and archived_at is null and ({hits})"  # noqa: S608  # constants
        " order by id desc limit ?",
        (row.client_id, row.id, *(f"%{_loosely(word)}%" for word in words), _CANDIDATES),
    ).fetchall()
    rows = rows_by_id(connection, [key for (key,) in found])
    return most_alike(row.title, (other for other in rows.values() if other.lane is not Lane.DONE))


def _loosely(word: str) -> str:
    """A pattern for a folded word: letters that carry an accent somewhere may be any letter."""
    return "".join(letter if letter.isalpha() and letter not in "aceiouyn" else "_" for letter in word)

"""The index of all words: kept with every step, asked at every key. Speaks SQLite (FTS5).

`search_doc` holds a line a thing with its words, folded; the index `search` reads its content from there. No trigger
keeps them together (SQLite lets none write into such an index from a file it does not trust): the net images of a step
say what to read again, inside the step's own transaction. Steps and dumps leave both out: they are made from the rest.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from obm_tui.domain.search import Found, Kind, Term, is_called
from obm_tui.domain.text import fold
from obm_tui.store.connection import Connection

if TYPE_CHECKING:
    from obm_tui.store.steps import RowChange

TABLES = frozenset({"search", "search_doc", "search_data", "search_idx", "search_docsize", "search_config"})
"""The index and what it is made of."""
_MANY = 2_000
"""Hits from which on ranking them all would take longer than a key may: the newest come first then."""
_ENOUGH = 200
_CHUNK = 400
_TITLE_WEIGHT = 8.0


class _Source(NamedTuple):
    """Where the words of a kind stand: its client, title and body."""

    client: str
    title: str
    body: str
    columns: frozenset[str]
    """A change of these is a change of the words."""


_SOURCES = {
    Kind.CARD: _Source(
        "client_id",
        "title",
        "body || ' ' || done_means || ' ' || blocked_reason",
        frozenset({"client_id", "title", "body", "done_means", "blocked_reason"}),
    ),
    Kind.CLIENT: _Source(
        "id",
        "name",
        "code || ' ' || compass || ' ' || priorities || ' ' || notes",
        frozenset({"name", "code", "compass", "priorities", "notes"}),
    ),
    Kind.PERSON: _Source(
        "client_id",
        "name",
        "handle || ' ' || role || ' ' || email",
        frozenset({"client_id", "name", "handle", "role", "email"}),
    ),
    Kind.PROJECT: _Source("client_id", "title", "body", frozenset({"client_id", "title", "body"})),
    Kind.METRIC: _Source(
        "client_id", "name", "goal || ' ' || source", frozenset({"client_id", "name", "goal", "source"})
    ),
    Kind.CONTACT: _Source("client_id", "''", "gist", frozenset({"client_id", "gist"})),
}
_PARTS = {"checklist_item": "text", "comment": "text", "link": "title"}
"""What hangs on a card, and the column with its words."""


class Document(NamedTuple):
    """The words of one thing, as they stand."""

    client_id: str | None
    title: str
    body: str


def has_index(connection: Connection) -> bool:
    """Whether there is one: an SQLite made without full-text search could make none."""
    return connection.execute("select 1 from sqlite_schema where name = 'search'").fetchone() is not None


def documents(connection: Connection, kind: Kind, keys: Sequence[str]) -> dict[str, Document]:
    """The words of these things, those that are there."""
    source = _SOURCES[kind]
    found: dict[str, Document] = {}
    for start in range(0, len(keys), _CHUNK):
        part = keys[start : start + _CHUNK]
        marks = ",".join("?" * len(part))
        sql = f"select id, {source.client}, {source.title}, {source.body} from {kind.value} where id in ({marks})"  # noqa: S608  # constants
        rows = connection.execute(sql, part).fetchall()
        more = _parts(connection, part, marks) if kind is Kind.CARD else {}
        found |= {
            key: Document(client, title, " ".join([body, *more.get(key, ())])) for key, client, title, body in rows
        }
    return found


def _parts(connection: Connection, keys: Sequence[str], marks: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for table, column in _PARTS.items():
        sql = f"select card_id, {column} from {table} where card_id in ({marks})"  # noqa: S608  # constants
        for key, text in connection.execute(sql, keys).fetchall():
            found.setdefault(key, []).append(text)
    return found


# -- keeping it ------------------------------------------------------------------------------------------------------


def update(connection: Connection, changes: Iterable["RowChange"]) -> None:
    """Read again what these changes touched. Called inside the step's transaction, where there is an index."""
    touched: dict[Kind, dict[str, None]] = {}
    for change in changes:
        for kind, key in _touched(connection, change):
            touched.setdefault(kind, {})[key] = None
    for kind, keys in touched.items():
        _write(connection, kind, list(keys))


def _touched(connection: Connection, change: "RowChange") -> Iterator[tuple[Kind, str]]:
    columns = set(change.before or ()) | set(change.after or ())
    if change.table in _PARTS:
        if columns & {_PARTS[change.table], "card_id"}:
            yield from ((Kind.CARD, key) for key in _cards_of(connection, change))
    elif change.table in _KINDS:
        kind = _KINDS[change.table]
        if change.before is None or change.after is None or columns & _SOURCES[kind].columns:
            yield kind, str(change.key[0])


_KINDS = {kind.value: kind for kind in _SOURCES}


def _cards_of(connection: Connection, change: "RowChange") -> set[str]:
    """The card that a part hangs on, and the one it hung on where it moved."""
    found = {str(image["card_id"]) for image in (change.before, change.after) if image and "card_id" in image}
    if found:
        return found
    sql = f"select card_id from {change.table} where id = ?"  # noqa: S608  # one of three names
    return {str(row[0]) for row in connection.execute(sql, (change.key[0],)).fetchall()}


def _write(connection: Connection, kind: Kind, keys: Sequence[str]) -> None:
    for start in range(0, len(keys), _CHUNK):
        part = keys[start : start + _CHUNK]
        marks = ",".join("?" * len(part))
        old = connection.execute(
            f"select id, key, title, body from search_doc where kind = ? and key in ({marks})",  # noqa: S608  # marks
            (kind.value, *part),
        ).fetchall()
        connection.executemany(
            "insert into search(search, rowid, title, body) values('delete', ?, ?, ?)",
            ((row, title, body) for row, _key, title, body in old),
        )
        connection.executemany("delete from search_doc where id = ?", ((row,) for row, *_rest in old))
        known = {key: row for row, key, *_rest in old}
        _insert(connection, kind, documents(connection, kind, part), known)


def _insert(connection: Connection, kind: Kind, found: Mapping[str, Document], known: Mapping[str, int]) -> None:
    """Write them; what was there keeps its number, by which the newest come first."""
    last = connection.execute("select coalesce(max(id), 0) from search_doc").fetchone()[0]
    last = max([last, *known.values()])
    rows: list[tuple[int, str, str, str | None, str, str]] = []
    for key in found:
        document = found[key]
        number = known.get(key)
        if number is None:
            number = last = last + 1
        rows.append((number, kind.value, key, document.client_id, fold(document.title), fold(document.body)))
    connection.executemany(
        "insert into search_doc(id, kind, key, client_id, title, body) values(?, ?, ?, ?, ?, ?)", rows
    )
    connection.executemany(
        "insert into search(rowid, title, body) values(?, ?, ?)", ((row[0], row[4], row[5]) for row in rows)
    )


def rebuild(connection: Connection) -> None:
    """Make the whole index anew, inside the caller's transaction; nothing where there is none."""
    if not has_index(connection):
        return
    connection.execute("delete from search_doc")
    connection.execute("insert into search(search) values('delete-all')")
    for kind in _SOURCES:
        keys = [row[0] for row in connection.execute(f"select id from {kind.value} order by id").fetchall()]  # noqa: S608  # constants
        for start in range(0, len(keys), _CHUNK):
            part = keys[start : start + _CHUNK]
            _insert(connection, kind, documents(connection, kind, part), {})


def differences(connection: Connection) -> set[Found]:
    """What the index has wrong: a check for tests and for a file one doubts.

    Raises:
        DatabaseError: the index is not that of its own words.
    """
    wrong = differences_of_rows(connection)
    connection.execute("insert into search(search, rank) values('integrity-check', 1)")
    return wrong


def differences_of_rows(connection: Connection) -> set[Found]:
    """What has other words than the index was given."""
    wrong: set[Found] = set()
    for kind in _SOURCES:
        keys = [row[0] for row in connection.execute(f"select id from {kind.value}").fetchall()]  # noqa: S608  # constants
        there = {key: (fold(found.title), fold(found.body)) for key, found in documents(connection, kind, keys).items()}
        kept = {
            key: (title, body)
            for key, title, body in connection.execute(
                "select key, title, body from search_doc where kind = ?", (kind.value,)
            ).fetchall()
        }
        wrong |= {Found(kind, key) for key in there.keys() | kept.keys() if there.get(key) != kept.get(key)}
    return wrong


# -- asking it -------------------------------------------------------------------------------------------------------


def find(connection: Connection, terms: Sequence[Term], limit: int, client_id: str | None = None) -> list[Found]:
    """What holds all the terms: what is called so first, then the best; closed cards last.

    Of very many the newest alone are looked at.
    """
    if not terms:
        return []
    words = " ".join(map(_fts, terms))
    where, values = "search match ?", [words]
    if client_id is not None:
        where += " and d.client_id = ?"
        values.append(client_id)
    hits = f"from search join search_doc d on d.id = search.rowid where {where}"
    many = connection.execute(f"select count(*) from (select 1 {hits} limit {_MANY})", values).fetchone()[0] == _MANY  # noqa: S608
    order = "search.rowid desc" if many else f"bm25(search, {_TITLE_WEIGHT}, 1.0)"
    rows = connection.execute(
        f"select h.kind, h.key, h.title, c.closed_at is not null or c.archived_at is not null"  # noqa: S608  # constants and marks
        f" from (select d.kind, d.key, d.title {hits} order by {order} limit {_ENOUGH}) h"
        f" left join card c on h.kind = 'card' and c.id = h.key",
        values,
    ).fetchall()
    rows.sort(key=lambda row: (row[3], not is_called(row[2], terms)))
    return [Found(Kind(kind), key) for kind, key, _title, _closed in rows[:limit]]


def _fts(term: Term) -> str:
    """A term in the index's own language; words are letters and digits alone, so that nothing in them means more."""
    if term.is_phrase:
        return '"' + " ".join(term.words) + '"'
    return f'"{term.words[0]}"*'


def holding(connection: Connection, text: str, limit: int) -> list[Found]:
    """What holds signs that are no words: an arrow, an emoji."""
    wanted = fold(text).strip()
    if not wanted:
        return []
    rows = connection.execute(
        "select kind, key from search_doc where instr(title, ?) or instr(body, ?) order by id desc limit ?",
        (wanted, wanted, limit),
    ).fetchall()
    return [Found(Kind(kind), key) for kind, key in rows]

"""Steps: every write leaves one named row with the net images of what it changed. Speaks SQLite.

TEMP triggers, made from the live schema, catch every row image on this connection, whatever wrote it. Before the
commit the images fold into one step; from then on undo, redo, history and the screens' `Change` need nothing else.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from obm_tui.domain.change import Change
from obm_tui.domain.steps import Origin, StepKind
from obm_tui.ids import new_id
from obm_tui.store.connection import Connection
from obm_tui.store.schema import REVISIONS

UNRECORDED = frozenset({"alembic_version", "card_number", "change", "meta", "step"})
"""Tables no step speaks of."""
_CLIENT_TABLES = frozenset({"client"})

Image = dict[str, object]


class Table(NamedTuple):
    """What the recorder needs to know of a table."""

    columns: tuple[str, ...]
    key: tuple[str, ...]


class RowChange(NamedTuple):
    """One row in one step; `before` and `after` hold changed columns only where both are there."""

    table: str
    key: tuple[object, ...]
    before: Image | None
    after: Image | None


def instant(moment: datetime) -> str:
    """An aware UTC instant as the tables store it."""
    return moment.strftime("%Y-%m-%d %H:%M:%S.%f")


def read_tables(connection: Connection) -> dict[str, Table]:
    """The tables steps speak of, from the file's own schema."""
    found: dict[str, Table] = {}
    rows = connection.execute(
        "select name, sql from main.sqlite_schema where type='table' and name not like 'sqlite!_%' escape '!'"
    ).fetchall()
    for name, sql in rows:
        if name in UNRECORDED or str(sql).upper().startswith("CREATE VIRTUAL"):
            continue
        info = connection.execute(f'pragma main.table_info("{name}")').fetchall()
        keys = sorted((row for row in info if row[5]), key=lambda row: int(row[5]))
        found[name] = Table(tuple(row[1] for row in info), tuple(row[1] for row in keys))
    return found


def _trigger_sql(name: str, table: Table) -> list[str]:
    def image(row: str) -> str:
        return "json_object(" + ", ".join(f"'{column}', {row}.\"{column}\"" for column in table.columns) + ")"

    differs = " or ".join(f'old."{column}" is not new."{column}"' for column in table.columns)
    events = (
        ("insert", "null", image("new"), ""),
        ("delete", image("old"), "null", ""),
        ("update", image("old"), image("new"), f"when {differs} "),
    )
    return [
        f'create temp trigger if not exists "_{name}_{event}" after {event} on main."{name}" {when}'
        f"begin insert into _image(row_table, before, after) values('{name}', {before}, {after}); end"
        for event, before, after, when in events
    ]


class StepLog:
    """Records what happens on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.tables = read_tables(connection)
        connection.execute("create temp table if not exists _image(n integer primary key, row_table, before, after)")
        for name, table in self.tables.items():
            for sql in _trigger_sql(name, table):
                connection.execute(sql)

    def begin(self) -> None:
        """Forget images of an earlier transaction that was rolled back. Called inside the transaction."""
        self._connection.execute("delete from temp._image")

    def record(
        self,
        changes: list[RowChange],
        at: datetime,
        origin: Origin,
        label: str,
        kind: StepKind = StepKind.DO,
        of_step: int | None = None,
    ) -> Change:
        """Make one step of these net changes. Called before the commit.

        Returns:
            What changed; empty where nothing did, and then no step is made: but an undo or redo is always one, or the
            next would choose the same step again.
        """
        if not changes and kind is StepKind.DO:
            return Change(label=label)
        cursor = self._connection.execute(
            "insert into step(uid, at, origin, label, kind, of_step, revision) values(?, ?, ?, ?, ?, ?, ?)",
            (new_id(), instant(at), origin.value, label, kind.value, of_step, REVISIONS[-1]),
        )
        step_id = cursor.lastrowid
        if kind is not StepKind.DO:
            undone_by = step_id if kind is StepKind.UNDO else None
            self._connection.execute("update step set undone_by=? where id=?", (undone_by, of_step))
        clients = self._client_ids(changes)
        self._connection.executemany(
            "insert into change(step_id, n, row_table, row_key, client_id, before, after) values(?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    step_id,
                    n,
                    change.table,
                    json.dumps(change.key),
                    client,
                    _dump(change.before),
                    _dump(change.after),
                )
                for n, (change, client) in enumerate(zip(changes, clients, strict=True))
            ),
        )
        return as_change(step_id, label, zip(changes, clients, strict=True))

    def fold(self) -> list[RowChange]:
        """The net changes of this transaction so far, one a row, in the order the rows were first touched."""
        net: dict[tuple[str, tuple[object, ...]], tuple[Image | None, Image | None]] = {}
        rows = self._connection.execute("select row_table, before, after from temp._image order by n").fetchall()
        for table, before_text, after_text in rows:
            before: Image | None = json.loads(before_text) if before_text else None
            after: Image | None = json.loads(after_text) if after_text else None
            if before is not None and after is not None and self._key(table, before) != self._key(table, after):
                # A changed key is one row gone and another made.
                self._add(net, table, before, None)
                before = None
            self._add(net, table, before, after)
        return [_trimmed(table, key, before, after) for (table, key), (before, after) in net.items() if before != after]

    def _add(
        self,
        net: dict[tuple[str, tuple[object, ...]], tuple[Image | None, Image | None]],
        table: str,
        before: Image | None,
        after: Image | None,
    ) -> None:
        image = after if after is not None else before
        if image is None:
            return
        key = (table, self._key(table, image))
        first = net[key][0] if key in net else before
        net[key] = (first, after)

    def _key(self, table: str, image: Mapping[str, object]) -> tuple[object, ...]:
        return tuple(image[column] for column in self.tables[table].key)

    def _client_ids(self, changes: list[RowChange]) -> list[str | None]:
        """The client each changed row belongs to, asked of its card where the row itself does not say."""
        found: list[str | None] = []
        cards: dict[str, str | None] = {}
        for change in changes:
            if change.table in _CLIENT_TABLES:
                found.append(str(change.key[0]))
                continue
            columns = self.tables[change.table].columns
            if "client_id" in columns:
                found.append(self._own_client(change))
            elif "card_id" in columns:
                card_id = self._card_of(change)
                if card_id not in cards:
                    row = self._connection.execute("select client_id from card where id=?", (card_id,)).fetchone()
                    cards[card_id] = row[0] if row else None
                found.append(cards[card_id])
            else:
                found.append(None)
        return found

    def _own_client(self, change: RowChange) -> str | None:
        for image in (change.after, change.before):
            if image is not None and "client_id" in image:
                client = image["client_id"]
                return str(client) if client is not None else None
        where = " and ".join(f'"{column}"=?' for column in self.tables[change.table].key)
        row = self._connection.execute(f'select client_id from "{change.table}" where {where}', change.key).fetchone()  # noqa: S608  # names from the schema
        return row[0] if row else None

    def _card_of(self, change: RowChange) -> str:
        for image in (change.after, change.before):
            if image is not None and "card_id" in image:
                return str(image["card_id"])
        where = " and ".join(f'"{column}"=?' for column in self.tables[change.table].key)
        row = self._connection.execute(f'select card_id from "{change.table}" where {where}', change.key).fetchone()  # noqa: S608  # names from the schema
        return str(row[0]) if row else ""


def _trimmed(table: str, key: tuple[object, ...], before: Image | None, after: Image | None) -> RowChange:
    if before is None or after is None:
        return RowChange(table, key, before, after)
    changed = [column for column in after if before[column] != after[column]]
    return RowChange(table, key, {c: before[c] for c in changed}, {c: after[c] for c in changed})


def _dump(image: Image | None) -> str | None:
    return json.dumps(image, ensure_ascii=False) if image is not None else None


def as_change(step_id: int | None, label: str, changes: Iterable[tuple[RowChange, str | None]]) -> Change:
    """The event for these row changes, each with the client it is filed under.

    A row that went from one client to another concerns both.
    """
    rows: dict[str, set[str]] = {}
    clients: set[object] = set()
    for change, client in changes:
        rows.setdefault(change.table, set()).add(str(change.key[0]))
        clients |= {client, (change.before or {}).get("client_id"), (change.after or {}).get("client_id")}
    clients.discard(None)
    return Change(
        step_id,
        label,
        {table: frozenset(keys) for table, keys in rows.items()},
        frozenset(str(client) for client in clients),
    )


def changes_of(connection: Connection, step_id: int) -> list[RowChange]:
    """The row changes of a step, in the order they were folded."""
    rows = connection.execute(
        "select row_table, row_key, before, after from change where step_id=? order by n", (step_id,)
    ).fetchall()
    return [_stored(*row) for row in rows]


def changes_since(connection: Connection, step_id: int, known: Collection[int]) -> list[tuple[RowChange, str | None]]:
    """The row changes of every later step but the `known` ones, each with its client."""
    rows = connection.execute(
        "select step_id, client_id, row_table, row_key, before, after from change where step_id > ?", (step_id,)
    ).fetchall()
    return [(_stored(*image), client) for later, client, *image in rows if later not in known]


def _stored(table: str, key: str, before: str | None, after: str | None) -> RowChange:
    return RowChange(
        table,
        tuple(json.loads(key)),
        json.loads(before) if before is not None else None,
        json.loads(after) if after is not None else None,
    )


def last_step(connection: Connection) -> int:
    """The number of the newest step; 0 in a new file."""
    row = connection.execute("select max(id) from step").fetchone()
    return int(row[0] or 0)

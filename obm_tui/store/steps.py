"""Steps: every write leaves one named row with the net images of what it changed. Speaks SQLite.

TEMP triggers, made from the live schema, catch every row image on this connection, whatever wrote it. Before the
commit the images fold into one step; from then on undo, redo, history and the screens' `Change` need nothing else.
"""

import json
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from itertools import chain, islice
from typing import NamedTuple

from obm_tui.domain.change import Change
from obm_tui.domain.progress import Progress, Stage
from obm_tui.domain.steps import Origin, StepKind
from obm_tui.ids import new_id
from obm_tui.store import search
from obm_tui.store.connection import Connection
from obm_tui.store.schema import REVISIONS

UNRECORDED = frozenset({"alembic_version", "card_number", "change", "meta", "step"}) | search.TABLES
"""Tables no step speaks of."""
_CLIENT_TABLES = frozenset({"client"})
_PARENTS = {"card_id": "card", "metric_id": "metric"}
"""Tables whose rows have a client, by the column that points at them."""

_BATCH = 1_000
"""Row changes held at once: a step of a million rows needs no more memory than one of a thousand."""
# The row as it was before its first change and after its last, in the order rows were first touched.
_NET = """
    select first.row_table, first.row_key, first.before, last.after
    from (select min(n) as head, max(n) as tail from temp._image group by row_table, row_key)
    join temp._image as first on first.n = head join temp._image as last on last.n = tail
    where first.before is not last.after order by head"""

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

    def key(row: str) -> str:
        return "json_array(" + ", ".join(f'{row}."{column}"' for column in table.key) + ")"

    def differs(columns: Iterable[str]) -> str:
        return "(" + " or ".join(f'old."{column}" is not new."{column}"' for column in columns) + ")"

    def trigger(event: str, when: str, *images: str) -> str:
        inserts = " ".join(
            f"insert into _image(row_table, row_key, before, after) select '{name}', {values};" for values in images
        )
        head = f'create temp trigger if not exists "_{name}_{event}" after {event} on main."{name}"'
        return f"{head} {when}begin {inserts} end"

    # A changed key is one row gone and another made.
    renamed = differs(table.key)
    return [
        trigger("insert", "", f"{key('new')}, null, {image('new')}"),
        trigger("delete", "", f"{key('old')}, {image('old')}, null"),
        trigger(
            "update",
            f"when {differs(table.columns)} ",
            f"{key('old')}, {image('old')}, null where {renamed}",
            f"{key('new')}, case when {renamed} then null else {image('old')} end, {image('new')}",
        ),
    ]


class StepLog:
    """Records what happens on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.tables = read_tables(connection)
        self._is_searchable = search.has_index(connection)
        connection.execute(
            "create temp table if not exists _image(n integer primary key, row_table, row_key, before, after)"
        )
        for name, table in self.tables.items():
            for sql in _trigger_sql(name, table):
                connection.execute(sql)

    def begin(self) -> None:
        """Forget images of an earlier transaction that was rolled back. Called inside the transaction."""
        self._connection.execute("delete from temp._image")

    def record(
        self,
        at: datetime,
        origin: Origin,
        label: str,
        kind: StepKind = StepKind.DO,
        of_step: int | None = None,
        progress: Progress | None = None,
    ) -> Change:
        """Make one step of the net changes of this transaction. Called before the commit.

        Returns:
            What changed; empty where nothing did, and then no step is made: but an undo or redo is always one, or the
            next would choose the same step again.
        """
        changes = self.net()
        first = next(changes, None)
        if first is None and kind is StepKind.DO:
            return Change(label=label)
        cursor = self._connection.execute(
            "insert into step(uid, at, origin, label, kind, of_step, revision) values(?, ?, ?, ?, ?, ?, ?)",
            (new_id(), instant(at), origin.value, label, kind.value, of_step, REVISIONS[-1]),
        )
        step_id = cursor.lastrowid
        if kind is not StepKind.DO:
            undone_by = step_id if kind is StepKind.UNDO else None
            self._connection.execute("update step set undone_by=? where id=?", (undone_by, of_step))
        total = self._connection.execute("select count(*) from temp._image").fetchone()[0] if progress else 0
        changes, tally, done = chain([first] if first else [], changes), _Tally(), 0
        while part := list(islice(changes, _BATCH)):
            self._keep(step_id, done, part, tally)
            done += len(part)
            if progress is not None:
                progress.tell(Stage.RECORDING, done, total)
        return tally.change(step_id, label)

    def _keep(self, step_id: int | None, start: int, changes: list[RowChange], tally: "_Tally") -> None:
        """Write some of a step's changes, numbered from `start`."""
        if self._is_searchable:
            search.update(self._connection, changes)
        clients = self._client_ids(changes)
        self._connection.executemany(
            "insert into change(step_id, n, row_table, row_key, client_id, before, after) values(?, ?, ?, ?, ?, ?, ?)",
            (
                (step_id, n, change.table, _dump_key(change.key), client, _dump(change.before), _dump(change.after))
                for n, (change, client) in enumerate(zip(changes, clients, strict=True), start)
            ),
        )
        for change, client in zip(changes, clients, strict=True):
            tally.add(change, client)

    def net(self) -> Iterator[RowChange]:
        """The net changes of this transaction so far, one a row, in the order the rows were first touched."""
        for table, key, before, after in self._connection.execute(_NET):
            yield _trimmed(
                table,
                tuple(json.loads(key)),
                json.loads(before) if before is not None else None,
                json.loads(after) if after is not None else None,
            )

    def _client_ids(self, changes: list[RowChange]) -> list[str | None]:
        """The client each changed row belongs to, asked of its card or metric where the row itself does not say."""
        found: list[str | None] = []
        asked: dict[tuple[str, str], str | None] = {}
        for change in changes:
            if change.table in _CLIENT_TABLES:
                found.append(str(change.key[0]))
                continue
            columns = self.tables[change.table].columns
            parent = next((column for column in _PARENTS if column in columns), None)
            if "client_id" in columns:
                found.append(self._own_client(change))
            elif parent is not None:
                key = (_PARENTS[parent], self._parent_of(change, parent))
                if key not in asked:
                    row = self._connection.execute(f"select client_id from {key[0]} where id=?", key[1:]).fetchone()  # noqa: S608  # constants
                    asked[key] = row[0] if row else None
                found.append(asked[key])
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

    def _parent_of(self, change: RowChange, pointer: str) -> str:
        for image in (change.after, change.before):
            if image is not None and pointer in image:
                return str(image[pointer])
        where = " and ".join(f'"{column}"=?' for column in self.tables[change.table].key)
        row = self._connection.execute(f'select {pointer} from "{change.table}" where {where}', change.key).fetchone()  # noqa: S608  # names from the schema
        return str(row[0]) if row else ""


def _trimmed(table: str, key: tuple[object, ...], before: Image | None, after: Image | None) -> RowChange:
    if before is None or after is None:
        return RowChange(table, key, before, after)
    changed = [column for column in after if before[column] != after[column]]
    return RowChange(table, key, {c: before[c] for c in changed}, {c: after[c] for c in changed})


def _dump_key(key: tuple[object, ...]) -> str:
    return json.dumps(key)


def _dump(image: Image | None) -> str | None:
    return json.dumps(image, ensure_ascii=False) if image is not None else None


class _Tally:
    """What a step touched, as its row changes go by."""

    def __init__(self) -> None:
        self._rows: dict[str, set[str]] = {}
        self._columns: dict[str, set[str]] = {}
        self._clients: set[object] = set()

    def add(self, change: RowChange, client: str | None) -> None:
        """One more, with the client it is filed under. A row that went from one to another concerns both."""
        self._rows.setdefault(change.table, set()).add(str(change.key[0]))
        self._columns.setdefault(change.table, set()).update(change.before or (), change.after or ())
        for image in (change.before, change.after):
            if image is not None and "client_id" in image:
                self._clients.add(image["client_id"])
        self._clients.add(client)

    def change(self, step_id: int | None, label: str) -> Change:
        """The event for all of them."""
        return Change(
            step_id,
            label,
            {table: frozenset(keys) for table, keys in self._rows.items()},
            frozenset(str(client) for client in self._clients if client is not None),
            {table: frozenset(names) for table, names in self._columns.items()},
        )


def changes_of(connection: Connection, step_id: int, *, newest_first: bool = False) -> Iterator[RowChange]:
    """The row changes of a step, in the order they were recorded or in the opposite one."""
    order = "desc" if newest_first else "asc"
    rows = connection.execute(
        f"select row_table, row_key, before, after from change where step_id=? order by n {order}",  # noqa: S608  # one of two words
        (step_id,),
    )
    return (_stored(*row) for row in rows)


def rows_of(connection: Connection, step_id: int) -> dict[str, set[str]]:
    """The keys of the rows a step changed, as it keeps them, by table."""
    found: dict[str, set[str]] = {}
    for table, key in connection.execute("select row_table, row_key from change where step_id=?", (step_id,)):
        found.setdefault(table, set()).add(key)
    return found


def is_one_of(change: RowChange, rows: dict[str, set[str]]) -> bool:
    """Whether its row is among those of a step."""
    return _dump_key(change.key) in rows.get(change.table, ())


def change_since(connection: Connection, step_id: int, known: Collection[int]) -> Change:
    """What every later step but the `known` ones did, as one event."""
    later = [
        row[0] for row in connection.execute("select id from step where id > ? order by id", (step_id,)).fetchall()
    ]
    tally = _Tally()
    for foreign in (step for step in later if step not in known):
        rows = connection.execute(
            "select client_id, row_table, row_key, before, after from change where step_id = ?", (foreign,)
        )
        for client, *image in rows:
            tally.add(_stored(*image), client)
    return tally.change(later[-1] if later else step_id, "")


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

"""Steps: every write leaves one named row with the net images of what it changed. Speaks SQLite.

TEMP triggers, made from the live schema, catch every row image on this connection, whatever wrote it. Before the
commit, and of many rows every now and then, the images fold into one step; from then on undo, redo, history and the
screens' `Change` need nothing else.
"""

import json
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from itertools import islice
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
"""Row changes held at once."""
# The row as it was before its first change and after its last, in the order rows were first touched.
_NET = """
    select first.row_table, first.row_key, first.before, last.after
    from (select min(n) as head, max(n) as tail from temp._image group by row_table, row_key)
    join temp._image as first on first.n = head join temp._image as last on last.n = tail
    where first.before is not last.after order by head"""
# What a step has already of some rows, looked up by row: else all of the step would be gone through.
_EARLIER = """
    select change.n, change.row_table, change.row_key, change.before, change.after
    from json_each(?) as again cross join change indexed by ix_change_row
      on change.row_table = json_extract(again.value, '$[0]') and change.row_key = json_extract(again.value, '$[1]')
    where change.step_id = ?"""
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
        self.connection = connection
        self.tables = read_tables(connection)
        self.is_searchable = search.has_index(connection)
        connection.execute(
            "create temp table if not exists _image(n integer primary key, row_table, row_key, before, after)"
        )
        for name, table in self.tables.items():
            for sql in _trigger_sql(name, table):
                connection.execute(sql)

    def forget(self) -> None:
        """Drop the images there are: of a transaction that was rolled back, or what is in the step already."""
        self.connection.execute("delete from temp._image")

    def net(self) -> Iterator[RowChange]:
        """The net changes that the images tell, one a row with all its columns, in the order of the first touch."""
        return (_stored(*row) for row in self.connection.execute(_NET))

    def client_ids(self, changes: list[RowChange]) -> list[str | None]:
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
                    row = self.connection.execute(f"select client_id from {key[0]} where id=?", key[1:]).fetchone()  # noqa: S608  # constants
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
        row = self.connection.execute(f'select client_id from "{change.table}" where {where}', change.key).fetchone()  # noqa: S608  # names from the schema
        return row[0] if row else None

    def _parent_of(self, change: RowChange, pointer: str) -> str:
        for image in (change.after, change.before):
            if image is not None and pointer in image:
                return str(image[pointer])
        where = " and ".join(f'"{column}"=?' for column in self.tables[change.table].key)
        row = self.connection.execute(f'select {pointer} from "{change.table}" where {where}', change.key).fetchone()  # noqa: S608  # names from the schema
        return str(row[0]) if row else ""


class Recording:
    """A step in the making, while its transaction goes on."""

    def __init__(
        self,
        log: StepLog,
        at: datetime,
        origin: Origin,
        label: str,
        kind: StepKind = StepKind.DO,
        of_step: int | None = None,
        progress: Progress | None = None,
    ) -> None:
        """`progress` is told how much of the end is done."""
        self._log = log
        self._connection = log.connection
        self._head = (instant(at), origin.value, label, kind.value, of_step)
        self._label, self._kind, self._of_step = label, kind, of_step
        self._progress = progress
        self._step: int | None = None
        self._is_parted = False
        self._count = 0
        self._tally = _Tally()

    def keep_so_far(self) -> None:
        """Move the images there are so far into the step; they need no memory any more. A row may change again."""
        self._keep()
        self._is_parted = True
        self._log.forget()

    def end(self) -> Change:
        """Take the rest, and tell what the step changed; no step is made of nothing, unless it takes one back."""
        total = self._connection.execute("select count(*) from temp._image").fetchone()[0]
        if self._kind is not StepKind.DO:
            step_id = self._begun()
            undone_by = step_id if self._kind is StepKind.UNDO else None
            self._connection.execute("update step set undone_by=? where id=?", (undone_by, self._of_step))
        self._keep(total)
        if self._kind is StepKind.DO and self._is_empty():
            self._connection.execute("delete from step where id=?", (self._step,))
            return Change(label=self._label)
        return self._tally.change(self._step, self._label)

    def _is_empty(self) -> bool:
        """Whether nothing was done, or all of it undone again before its end."""
        wanted = "select 1 from change where step_id=? limit 1"
        return self._step is None or (
            # Images that were folded at once always leave something.
            self._is_parted and self._connection.execute(wanted, (self._step,)).fetchone() is None
        )

    def _begun(self) -> int:
        """The step's number; its row is made once there is something in it."""
        if self._step is None:
            cursor = self._connection.execute(
                "insert into step(uid, at, origin, label, kind, of_step, revision) values(?, ?, ?, ?, ?, ?, ?)",
                (new_id(), *self._head, REVISIONS[-1]),
            )
            self._step = cursor.lastrowid
        assert self._step is not None  # noqa: S101  # for the type checker: it was inserted
        return self._step

    def _earlier(self, changes: Iterable[RowChange]) -> dict[tuple[str, str], tuple[int, RowChange]]:
        """What the step says already of rows that changed again since, with its places in the step."""
        if not self._is_parted:
            return {}
        keys = json.dumps([(change.table, _dump_key(change.key)) for change in changes])
        rows = self._connection.execute(_EARLIER, (keys, self._begun())).fetchall()
        return {(table, key): (n, _stored(table, key, *images)) for n, table, key, *images in rows}

    def _keep(self, total: int = 0) -> None:
        changes, done = self._log.net(), 0
        while part := list(islice(changes, _BATCH)):
            self._keep_part(part)
            done += len(part)
            if self._progress is not None and total:
                self._progress.tell(Stage.RECORDING, done, total)

    def _keep_part(self, part: list[RowChange]) -> None:
        step_id, earlier = self._begun(), self._earlier(part)
        trimmed = [_trimmed(change) for change in part]
        if self._log.is_searchable:
            search.update(self._connection, trimmed)
        rows: list[tuple[object, ...]] = []
        for whole, change, client in zip(part, trimmed, self._log.client_ids(trimmed), strict=True):
            self._tally.add(change, client)
            if (known := earlier.get((change.table, _dump_key(change.key)))) is not None:
                self._amend(step_id, *known, whole, client)
            else:
                images = (_dump(change.before), _dump(change.after))
                rows.append((step_id, self._count, change.table, _dump_key(change.key), client, *images))
                self._count += 1
        self._connection.executemany(
            "insert into change(step_id, n, row_table, row_key, client_id, before, after) values(?, ?, ?, ?, ?, ?, ?)",
            rows,
        )

    def _amend(self, step_id: int, n: int, known: RowChange, later: RowChange, client: str | None) -> None:
        """One row change of two: from the row as it was at first to the row as it is now."""
        before = known.before
        if before is not None and later.before is not None:
            before = {**later.before, **before}
        place = (step_id, n)
        if before == later.after:
            self._connection.execute("delete from change where step_id=? and n=?", place)
            return
        net = _trimmed(RowChange(known.table, known.key, before, later.after))
        self._connection.execute(
            "update change set client_id=?, before=?, after=? where step_id=? and n=?",
            (client, _dump(net.before), _dump(net.after), *place),
        )


def _trimmed(change: RowChange) -> RowChange:
    """The change with the columns that differ only, where the row was there before and is there after."""
    table, key, before, after = change
    if before is None or after is None:
        return change
    changed = [column for column in after if before[column] != after[column]]
    return RowChange(table, key, {c: before[c] for c in changed}, {c: after[c] for c in changed})


def _dump_key(key: tuple[object, ...]) -> str:
    return json.dumps(key)


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""Made once: a large step has half a million images."""


def _dump(image: Image | None) -> str | None:
    return _encode(image) if image is not None else None


class _Tally:
    """What a step touched, as its row changes go by; also a row that was brought back to what it was."""

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


def rows_beside(connection: Connection, step_id: int | None, other: int) -> list[tuple[str, str]]:
    """Tables and keys of the rows that one step changed and the other did not."""
    rows = connection.execute(
        """select row_table, row_key from change where step_id=?
           except select row_table, row_key from change where step_id=?""",
        (step_id, other),
    ).fetchall()
    return [(table, str(json.loads(key)[0])) for table, key in rows]


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

"""The whole database as JSON, and a database out of it: every table, so that later ones are in it. Speaks SQLite."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from obm_tui.domain import errors
from obm_tui.domain.errors import N_, Refused
from obm_tui.store import connection as connections
from obm_tui.store import schema, search, upgrade, values
from obm_tui.store.connection import Connection, driver, guard

FORMAT = "obm-tui"
_NO_VALUES = (OverflowError, UnicodeError, TypeError)
"""What numbers and texts raise that a table cannot hold."""
_LEFT_OUT = {"alembic_version", "sqlite_sequence"} | search.TABLES


def tables(connection: Connection) -> list[str]:
    """Every table with rows of hers, by name."""
    rows = connection.execute("select name from sqlite_schema where type='table' order by name").fetchall()
    return [name for (name,) in rows if name not in _LEFT_OUT]


def dump(connection: Connection, path: Path) -> Iterator[str]:
    """The database as the lines of one JSON document, as it is at one instant; a row a line."""
    with guard(path):
        connection.execute("begin")
        try:
            yield f'{{"format": "{FORMAT}", "revision": "{schema.revision(connection)}", "tables": {{\n'
            names = tables(connection)
            for number, name in enumerate(names):
                yield from _table(connection, name, last=number == len(names) - 1)
            yield "}}\n"
        finally:
            connection.execute("rollback")


def _table(connection: Connection, name: str, *, last: bool) -> Iterator[str]:
    columns = [row[1] for row in connection.execute(f'pragma table_info("{name}")').fetchall()]
    yield f'"{name}": {{"columns": {json.dumps(columns)}, "rows": ['
    before = "\n"
    rows = connection.execute(f'select * from "{name}" order by rowid')  # noqa: S608  # names from the schema
    while part := rows.fetchmany(1_000):
        for row in part:
            yield before + json.dumps(list(row))
            before = ",\n"
    yield "\n]}" + ("\n" if last else ",\n")


def load(document: Mapping[str, Any], path: Path, name: str) -> dict[str, int]:
    """Make a database out of such a document, at a path where there is none; how many rows each table got.

    Raises:
        Refused: it is no such document, of another revision, or its rows do not hold together; no file was made.
        StoreError: the folder cannot be written, or there is a file already.
    """
    found = _checked(document, name)
    if path.exists():
        raise Refused(N_("There is a database at {path} already: choose another name with --db."), path=str(path))
    with upgrade.drafted(path) as draft:
        connection, _writable = connections.open_file(draft, busy_seconds=5)
        try:
            counts = _fill(connection, draft, found, name)
        finally:
            connection.close()
        if not upgrade.put_in_place(draft, path):
            raise Refused(N_("There is a database at {path} already: choose another name with --db."), path=str(path))
    return counts


def _checked(document: Mapping[str, Any], name: str) -> Mapping[str, Mapping[str, Any]]:
    if document.get("format") != FORMAT or not isinstance(document.get("tables"), dict):
        raise Refused(N_("{file} is not what obm-tui export writes."), file=name)
    revision = document.get("revision")
    if revision != schema.REVISIONS[-1]:
        raise Refused(
            N_("{file} was written by another version of obm-tui (schema {found}, here {known})."),
            file=name,
            found=str(revision),
            known=schema.REVISIONS[-1],
        )
    found: Mapping[str, Mapping[str, Any]] = document["tables"]
    if not all(isinstance(table, dict) and isinstance(table.get("rows", []), list) for table in found.values()):
        raise Refused(N_("{file} is not what obm-tui export writes."), file=name)
    return found


def _fill(connection: Connection, path: Path, found: Mapping[str, Mapping[str, Any]], name: str) -> dict[str, int]:
    counts = {}
    with guard(path):
        known = set(tables(connection))
        if set(found) != known:
            wrong = ", ".join(sorted(known ^ set(found)))
            raise Refused(N_("{file}: these tables are missing or unknown: {tables}."), file=name, tables=wrong)
        connection.execute("pragma foreign_keys=off")
        connection.execute("begin immediate")
        for table, content in found.items():
            counts[table] = _insert(connection, table, content, name)
        if connection.execute("pragma foreign_key_check").fetchone() is not None:
            connection.execute("rollback")
            raise Refused(N_("{file}: some rows point at others that are not there."), file=name)
        if (odd := values.unreadable(connection)) is not None:
            connection.execute("rollback")
            raise Refused(N_("{file}: a row of {table} cannot be stored."), file=name, table=odd)
        search.rebuild(connection)
        connection.execute("commit")
        connection.execute("pragma foreign_keys=on")
    return counts


def _insert(connection: Connection, table: str, content: Mapping[str, Any], name: str) -> int:
    columns = [row[1] for row in connection.execute(f'pragma table_info("{table}")').fetchall()]
    if content.get("columns") != columns:
        raise Refused(N_("{file}: the columns of {table} are not those of this version."), file=name, table=table)
    rows = content.get("rows", [])
    connection.execute(f'delete from "{table}"')  # noqa: S608  # names from the schema
    marks = ", ".join("?" * len(columns))
    try:
        connection.executemany(f'insert into "{table}" values({marks})', rows)  # names from the schema
    except (driver.IntegrityError, driver.ProgrammingError, driver.InterfaceError, *_NO_VALUES) as error:
        raise Refused(N_("{file}: a row of {table} cannot be stored."), file=name, table=table) from error
    except driver.Error as error:
        raise errors.StoreError from error
    return len(rows)

"""Settings and facts about the file. Speaks SQLite."""

import json

from obm_tui.store.connection import Connection, driver


def settings(connection: Connection, scope: str = "") -> dict[str, object]:
    """Settings of everybody (empty scope) or of one client, by name."""
    rows = connection.execute("select name, value from setting where scope = ?", (scope,)).fetchall()
    return {name: json.loads(value) for name, value in rows}


def settings_by_scope(connection: Connection) -> dict[str, dict[str, object]]:
    """All settings by name: of everybody under an empty scope, of each client under its key."""
    found: dict[str, dict[str, object]] = {}
    for scope, name, value in connection.execute("select scope, name, value from setting").fetchall():
        found.setdefault(scope, {})[name] = json.loads(value)
    return found


def meta(connection: Connection) -> dict[str, str]:
    """Facts about the file, by name."""
    return dict(connection.execute("select name, value from meta").fetchall())


def sqlite_version() -> str:
    """The SQLite that reads and writes the file."""
    return driver.sqlite_version


def journal_mode(connection: Connection) -> str:
    """How the file is kept from being left in the middle of a write."""
    return str(connection.execute("pragma journal_mode").fetchone()[0])


def counts(connection: Connection) -> dict[str, int]:
    """How many rows the main tables hold."""
    tables = ("client", "person", "project", "card", "comment", "step")
    sql = "select " + ", ".join(f"(select count(*) from {table})" for table in tables)  # noqa: S608  # constants
    row = connection.execute(sql).fetchone()
    return dict(zip(tables, row, strict=True))


def import_answers(connection: Connection, source: str, container: str) -> str:
    """What was said about the last board's file of this kind, as JSON; empty where nothing was."""
    row = connection.execute(
        "select image from source_item where source = ? and container = ? and kind = 'answer'", (source, container)
    ).fetchone()
    return str(row[0]) if row else ""

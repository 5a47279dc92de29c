"""Whether what stands in the tables can be read as what they say it is: SQLite itself takes anything. Speaks SQLite."""

from obm_tui.store.connection import Connection, DriverError

_READ_BY = {"DATE": ("date", 10), "DATETIME": ("datetime", 19)}
"""By the column's type, what reads a value, and how many characters of it that gives back."""
_UNREAD = frozenset({"change"})
"""Rows that are only looked at one by one; there are more of them than of all others together."""


def unreadable(connection: Connection) -> str | None:
    """The first table with a date that is none, or a text whose bytes are no text; nothing where all can be read."""
    tables = connection.execute(
        "select name from sqlite_schema where type='table' and name not like 'sqlite!_%' escape '!'"
        " and sql not like 'create virtual%' order by name"
    ).fetchall()
    return next((name for (name,) in tables if name not in _UNREAD and _is_odd(connection, name)), None)


def _is_odd(connection: Connection, table: str) -> bool:
    columns = [(row[1], row[2].upper()) for row in connection.execute(f'pragma table_info("{table}")').fetchall()]
    odd = [_differs(column, *_READ_BY[kind]) for column, kind in columns if kind in _READ_BY]
    if odd:
        wanted = f'select 1 from "{table}" where {" or ".join(odd)} limit 1'  # noqa: S608  # names from the schema
        if connection.execute(wanted).fetchone() is not None:
            return True
    try:
        rows = connection.execute(f'select * from "{table}"')  # noqa: S608  # names from the schema
        while rows.fetchmany(1_000):
            pass
    except DriverError:
        return True
    return False


def _differs(column: str, function: str, length: int) -> str:
    """Where a value is read as something else, like the 30th of February as the 2nd of March, or as nothing."""
    # Without something to add, SQLite does not count the days of the month.
    read = f"""{function}("{column}", '+0 days')"""
    return f'("{column}" is not null and {read} is not substr("{column}", 1, {length}))'

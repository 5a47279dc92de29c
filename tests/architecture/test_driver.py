"""One file names the database driver, so that another driver can take its place there."""

import ast

import pytest

from tests.architecture.sources import files, imports, name, tree

DRIVERS = ("sqlite3", "sqlcipher3", "pysqlite2", "apsw")


def named(module: ast.Module) -> list[str]:
    return [f"line {line}: {found}" for found, line in imports(module) if found.partition(".")[0] in DRIVERS]


def test_only_the_connection_names_the_driver() -> None:
    found = {name(path): named(tree(path)) for path in files() if named(tree(path))}
    assert set(found) == {"store/connection.py"}, found


@pytest.mark.parametrize(
    "line", ["import sqlite3", "from sqlite3 import Error", "def f():\n    import sqlite3.dbapi2 as x"]
)
def test_the_search_finds_them(line: str) -> None:
    assert named(ast.parse(line))

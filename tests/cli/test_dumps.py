"""The whole database as JSON: what goes out comes in again, every table of it."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from obm_tui.store import models, search
from tests.cli.conftest import Cli


def everything(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with sqlite3.connect(path) as file:
        assert search.differences(file) == set()
        names = [row[0] for row in file.execute("select name from sqlite_schema where type='table'").fetchall()]
        names = [name for name in names if name not in search.TABLES]
        return {name: sorted(file.execute(f'select * from "{name}"').fetchall(), key=repr) for name in names}


@pytest.fixture
def full(cli: Cli, tmp_path: Path) -> Path:
    """The demo: rows in nearly every table."""
    path = tmp_path / "demo.db"
    cli("demo", "--create", str(path))
    return path


def test_what_goes_out_comes_in_again(cli: Cli, full: Path, tmp_path: Path) -> None:
    text = cli("--db", str(full), "export").out
    document = json.loads(text)
    assert set(document["tables"]) == {table.name for table in models.Card.metadata.sorted_tables}
    file, made = tmp_path / "out.json", tmp_path / "again.db"
    file.write_text(text)
    answer = cli("--db", str(made), "load", str(file))
    assert answer.code == 0, answer.err
    assert everything(made) == everything(full)
    assert made.stat().st_mode & 0o777 == 0o600
    assert cli("--db", str(made), "export").out == text


def test_it_works_on_after_that(cli: Cli, full: Path, tmp_path: Path) -> None:
    file, made = tmp_path / "out.json", tmp_path / "again.db"
    file.write_text(cli("--db", str(full), "export").out)
    cli("--db", str(made), "load", str(file))
    added = cli("--db", str(made), "add", "Encore une +CAP")
    assert (added.code, cli("--db", str(made), "undo").code) == (0, 0)


def put(document: dict[str, Any], table: str, column: str, value: object) -> None:
    """Another value in a table's first row."""
    found = document["tables"][table]
    found["rows"][0][found["columns"].index(column)] = value


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda found: found.update(format="other"), "is not what obm-tui export writes"),
        (lambda found: found.update(revision="0001"), "another version of obm-tui (schema 0001"),
        (lambda found: found["tables"].pop("card"), "missing or unknown: card"),
        (lambda found: found["tables"]["card"]["columns"].pop(), "the columns of card"),
        (lambda found: found["tables"]["client"].update(rows=[]), "point at others that are not there"),
        (lambda found: found["tables"]["client"]["rows"][0].__setitem__(4, "no colour"), "a row of client"),
        (lambda found: found["tables"]["client"]["rows"][0].append(1), "a row of client"),
        (lambda found: put(found, "card", "due_on", "not a day"), "a row of card"),
        (lambda found: put(found, "card", "due_on", "2026-02-30"), "a row of card"),
        (lambda found: put(found, "card", "created_at", "yesterday"), "a row of card"),
        (lambda found: put(found, "card", "title", "\ud800"), "a row of card"),
        (lambda found: put(found, "card", "no", 10**30), "a row of card"),
        (lambda found: put(found, "card", "title", ["x"]), "a row of card"),
        (lambda found: found["tables"].update(card=None), "is not what obm-tui export writes"),
        (lambda found: found["tables"]["card"].update(rows={}), "is not what obm-tui export writes"),
    ],
)
def test_what_does_not_hold_together_makes_no_file(
    cli: Cli, full: Path, tmp_path: Path, change: object, reason: str
) -> None:
    document = json.loads(cli("--db", str(full), "export").out)
    change(document)  # type: ignore[operator]  # one of the above
    file, made = tmp_path / "out.json", tmp_path / "again.db"
    file.write_text(json.dumps(document))
    answer = cli("--db", str(made), "load", str(file))
    assert (answer.code, reason in answer.err, made.exists()) == (1, True, False), answer.err
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("again")] == []


@pytest.mark.parametrize("text", ["", "{", "[" * 200_000, "[]", "hello", '{"format": "obm-tui"}'])
def test_another_file_is_refused(cli: Cli, tmp_path: Path, text: str) -> None:
    file, made = tmp_path / "out.json", tmp_path / "again.db"
    file.write_text(text)
    answer = cli("--db", str(made), "load", str(file))
    assert (answer.code, made.exists()) == (1, False)


def test_a_database_that_is_there_is_left_alone(cli: Cli, full: Path, tmp_path: Path) -> None:
    file = tmp_path / "out.json"
    file.write_text(cli("--db", str(full), "export").out)
    before = full.read_bytes()
    answer = cli("--db", str(full), "load", str(file))
    assert (answer.code, full.read_bytes() == before) == (1, True)
    assert answer.err.startswith("There is a database at")

"""Paths that lead to something else than a usable database: a sentence, exit code 1, and not a byte changed."""

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Cli

COMMANDS = (["list"], ["info"], ["log"], ["show", "1"], ["add", "un"], ["client", "add", "Cap"], ["undo"])


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir() if path.is_file()}


def rewritten(path: Path, change: Callable[[bytearray], bytes | bytearray]) -> None:
    path.write_bytes(change(bytearray(path.read_bytes())))


def make_newer(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("update alembic_version set version_num = '9999'")
    database.close()


def make_foreign(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as database:
        database.execute("create table recipe(name text)")
    database.close()


def overwrite_tables(data: bytearray) -> bytearray:
    """The header stays; every page behind the first is noise."""
    data[100:] = bytes(byte ^ 0x5A for byte in data[100:])
    return data


BROKEN: dict[str, tuple[Callable[[Path], object], str]] = {
    "zero length": (lambda path: path.write_bytes(b""), "is empty (0 bytes)"),
    "text": (lambda path: path.write_text("shopping list\n" * 400), "is not an obm-tui database"),
    "noise": (lambda path: path.write_bytes(bytes(range(256)) * 200), "is not an obm-tui database"),
    "header only": (lambda path: rewritten(path, lambda data: data[:50]), "is not an obm-tui database"),
    "cut in half": (lambda path: rewritten(path, lambda data: data[: len(data) // 2]), "damaged"),
    "damaged": (lambda path: rewritten(path, overwrite_tables), "damaged"),
    "newer": (make_newer, "was made by a newer obm-tui"),
    "foreign": (make_foreign, "is not an obm-tui database"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_file_is_named_and_left_alone(cli: Cli, database: Path, kind: str) -> None:
    make, reason = BROKEN[kind]
    make(database)
    before = digests(database.parent)

    for argv in COMMANDS:
        answer = cli("--db", str(database), *argv)

        assert (answer.code, answer.out) == (1, ""), argv
        assert reason in answer.err, argv
        assert len(answer.err.splitlines()) == 1, argv
    assert digests(database.parent) == before


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo, lambda path: path.symlink_to("nowhere")])
def test_a_path_to_no_file_is_refused_without_waiting(cli: Cli, tmp_path: Path, make: Callable[[Path], object]) -> None:
    path = tmp_path / "there"
    make(path)

    for argv in COMMANDS:
        answer = cli("--db", str(path), *argv)

        assert (answer.code, answer.out) == (1, ""), argv
        assert f"{path} cannot be opened" in answer.err, argv
    assert not (tmp_path / "nowhere").exists()


def test_a_path_through_a_file_is_refused(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("text")

    for argv in COMMANDS:
        answer = cli("--db", str(tmp_path / "file" / "there.db"), *argv)

        assert (answer.code, answer.out) == (1, ""), argv
        assert "cannot be opened" in answer.err, argv


def test_a_missing_folder_is_made_for_the_first_card_only(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "new" / "there.db"

    looked = cli("--db", str(path), "list")
    assert (looked.code, path.parent.exists()) == (0, False)

    assert cli("--db", str(path), "add", "un").code == 0
    assert cli("--db", str(path), "list").lines == ["1  Inbox  un"]


def test_a_read_only_file_is_read_and_not_changed(cli: Cli, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cli("add", "un")
    monkeypatch.setattr("os.access", lambda path, mode: mode != os.W_OK)
    before = digests(database.parent)

    assert cli("list").lines == ["1  Inbox  un"]
    for argv in (["add", "deux"], ["done", "1"], ["undo"]):
        answer = cli(*argv)
        assert (answer.code, answer.out) == (1, "")
        assert answer.err == f"The database can be read but not changed: {database} is read-only.\n"
    assert digests(database.parent) == before


def test_a_busy_file_says_so(cli: Cli, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("obm_tui.cli.call._BUSY_SECONDS", 0.01)
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("begin exclusive")

    answer = cli("add", "un")
    other.close()

    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith("The database is busy")
    assert cli("list", "--json").json == []


def test_a_copy_elsewhere_is_a_database_of_its_own(cli: Cli, database: Path, tmp_path: Path) -> None:
    cli("add", "un")
    copy = Path(shutil.copy(database, tmp_path / "copy.db"))

    cli("add", "deux", "--db", str(copy))

    assert [card["title"] for card in cli("list", "--json").json] == ["un"]

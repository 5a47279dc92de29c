"""Backups on the command line, and the rules of which are kept."""

import sqlite3
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obm_tui.store.backup import KEPT_DAYS, KEPT_FRESH, KEPT_WEEKS, Backup, surplus
from tests.cli.conftest import Cli


def copies(database: Path) -> list[Path]:
    folder = database.parent / "backups"
    return sorted(folder.iterdir()) if folder.is_dir() else []


class TestBackup:
    def test_a_copy_is_whole_private_and_listed(self, cli: Cli, database: Path) -> None:
        cli("client", "add", "Cap Dirigeant")
        answer = cli("backup")
        (made,) = copies(database)
        assert answer.lines == [str(made)]
        assert (made.stat().st_mode & 0o777, made.parent.stat().st_mode & 0o777) == (0o600, 0o700)
        with sqlite3.connect(made) as file:
            assert file.execute("select code from client").fetchall() == [("CAP",)]
        assert [one["path"] for one in cli("backup", "--list", "--json").json] == [str(made)]

    def test_an_import_makes_one_first(self, cli: Cli, database: Path, tmp_path: Path) -> None:
        cli("client", "add", "Cap Dirigeant")
        path = tmp_path / "numbers.csv"
        path.write_text("Date,Sales\n2026-11-16,5\n")
        cli("kpi", "import", str(path), "--dry-run")
        assert copies(database) == []
        cli("kpi", "import", str(path))
        assert len(copies(database)) == 1

    def test_without_a_database_there_is_nothing_to_copy(self, cli: Cli) -> None:
        assert cli("backup").code == 1
        assert cli("backup", "--list", "--json").json == []


class TestRestore:
    def test_it_shows_both_before_anything_happens(self, cli: Cli, database: Path) -> None:
        cli("client", "add", "Cap Dirigeant")
        cli("backup")
        cli("client", "add", "Maison Verte")
        answer = cli("restore", "newest", "--json")
        assert (answer.json["backup"]["rows"]["client"], answer.json["present"]["rows"]["client"]) == (1, 2)
        assert "Nothing was changed." in answer.err
        assert len(cli("client", "list", "--json").json) == 2

    def test_the_way_back_keeps_what_was_there(self, cli: Cli, database: Path) -> None:
        cli("client", "add", "Cap Dirigeant")
        cli("backup")
        cli("client", "add", "Maison Verte")
        cli("restore", "newest", "--yes")
        assert [client["code"] for client in cli("client", "list", "--json").json] == ["CAP"]
        assert len(copies(database)) == 2
        kept = next(path for path in copies(database) if path.stat().st_ino != database.stat().st_ino)
        holds = {
            path: sqlite3.connect(path).execute("select count(*) from client").fetchone()[0]
            for path in copies(database)
        }
        assert sorted(holds.values()) == [1, 2], kept

    @pytest.mark.parametrize("damage", ["empty", "text", "cut", "newer"])
    def test_what_is_no_whole_database_is_refused(self, cli: Cli, database: Path, tmp_path: Path, damage: str) -> None:
        cli("client", "add", "Cap Dirigeant")
        cli("backup")
        source = tmp_path / "odd.db"
        data = copies(database)[0].read_bytes()
        source.write_bytes({"empty": b"", "text": b"hello", "cut": data[: len(data) // 2], "newer": data}[damage])
        if damage == "newer":
            with sqlite3.connect(source) as file:
                file.execute("update alembic_version set version_num='9999'")
        before = database.read_bytes()
        answer = cli("restore", str(source), "--yes")
        assert (answer.code, database.read_bytes() == before) == (1, True)

    def test_a_damaged_database_can_be_restored(self, cli: Cli, database: Path) -> None:
        cli("client", "add", "Cap Dirigeant")
        cli("backup")
        database.write_bytes(b"")
        cli("restore", "newest", "--yes")
        assert [client["code"] for client in cli("client", "list", "--json").json] == ["CAP"]

    @pytest.mark.parametrize("value", [b"caf\xe9", "not a day", "2026-02-30"])
    def test_so_is_one_with_a_value_that_cannot_be_read(self, cli: Cli, database: Path, value: bytes | str) -> None:
        cli("add", "Call")
        cli("backup")
        (copy,) = copies(database)
        column = "title" if isinstance(value, bytes) else "due_on"
        with sqlite3.connect(copy) as file:
            file.execute(f"update card set {column} = cast(? as text)", (value,))
        before = database.read_bytes()
        answer = cli("restore", "newest", "--yes")
        assert (answer.code, "is damaged" in answer.err, database.read_bytes() == before) == (1, True, True)

    def test_two_restores_in_a_second_are_both_listed(self, cli: Cli, database: Path) -> None:
        cli("add", "Call")
        cli("backup")
        (copy,) = copies(database)
        for _ in range(2):
            cli("restore", str(copy), "--yes")
        assert len(cli("backup", "--list", "--json").json) == len(copies(database)) == 3

    def test_an_unknown_name_names_those_there_are(self, cli: Cli, database: Path) -> None:
        cli("client", "add", "Cap Dirigeant")
        cli("backup")
        answer = cli("restore", "1999")
        assert answer.err.startswith("There is no backup 1999. Known: obm-tui-2026-11-23-")


def test_the_copies_of_two_days_are_kept_whatever_comes_after() -> None:
    found = made(0, 0.01, 0.02, 1, 1.01, 3, 3.1)
    assert [found.index(backup) for backup in surplus(found)] == [6]
    many = made(*(number / 1_000 for number in range(40)))
    assert len(many) - len(surplus(many)) == KEPT_FRESH


def made(*days_ago: float) -> tuple[Backup, ...]:
    now = datetime(2026, 11, 23, 9, 30)  # noqa: DTZ001  # as backups are named
    moments = sorted((now - timedelta(days=days) for days in days_ago), reverse=True)
    return tuple(Backup(Path(f"{number}.db"), at, 1) for number, at in enumerate(moments))


@given(st.lists(st.floats(0, 400), max_size=80))
def test_of_every_day_and_then_of_every_week_one_is_kept(days: list[float]) -> None:
    found = made(*days)
    gone = surplus(found)
    kept = [backup for backup in found if backup not in gone]
    later = [backup for backup in kept if (found[0].at.date() - backup.at.date()).days >= 2]
    assert len({backup.at.date() for backup in later}) == len(later)
    assert len(kept) <= KEPT_FRESH + KEPT_DAYS + KEPT_WEEKS
    assert found[:1] == tuple(kept[:1]), "the newest always stays"
    assert surplus(tuple(kept)) == (), "nothing more goes the second time"

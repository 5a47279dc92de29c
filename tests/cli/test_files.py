"""The database's own facts, and boards brought in, on the command line."""

import json
import os
from pathlib import Path

import pytest

from obm_tui import __version__
from obm_tui.desk import Desk
from tests.cli.conftest import Cli
from tests.interop.boards import Json, board, card, full_board


class TestInfo:
    def test_where_the_database_is_and_what_it_holds(self, cli: Cli, database: Path) -> None:
        cli("client", "add", "Cap Dirigeant")
        cli("add", "un")

        told = cli("info", "--json").json

        assert told == told | {
            "version": __version__,
            "database": str(database),
            "exists": True,
            "size": database.stat().st_size,
            "rows": {"client": 1, "person": 0, "project": 0, "card": 1, "comment": 0, "step": 2},
            "language": "en",
            "journal": "truncate",
            "settings": str(database.with_name("config.toml")),
        }
        assert told["sqlite"].count(".") == 2

    def test_for_a_person(self, cli: Cli, database: Path) -> None:
        facts = [" ".join(line.split()) for line in cli("info").lines]

        assert facts[:2] == [f"Version {__version__}", f"Database {database}"]
        assert "Journal truncate" in facts

    def test_without_a_database(self, cli: Cli, home: Path) -> None:
        plain, told = cli("info"), cli("info", "--json").json

        assert (plain.code, told["exists"], told["size"], told["rows"]) == (0, False, None, {})
        assert "There is no database at" in plain.err
        assert str(home / "obm-tui.db") in plain.out
        assert not home.exists()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where exports land."""
    return tmp_path


def export(folder: Path, content: Json, name: str = "board.json") -> str:
    path = folder / name
    path.write_text(json.dumps(content), encoding="utf-8")
    return str(path)


@pytest.mark.usefixtures("database")
class TestImport:
    @pytest.fixture(autouse=True)
    def client(self, cli: Cli, database: Path) -> None:
        cli("client", "add", "Cap Dirigeant")

    def test_a_board_comes_in_as_one_step(self, cli: Cli, folder: Path) -> None:
        answer = cli("import", export(folder, board(card(1), card(2))), "--json")

        assert answer.code == 0
        assert {name: answer.json[name] for name in ("read", "made", "updated", "skipped")} == {
            "read": 2,
            "made": 2,
            "updated": 0,
            "skipped": 0,
        }
        assert set(answer.json) == {"read", "made", "updated", "skipped", "kinds", "notes"}
        assert answer.json["kinds"]["comments"] == 0
        assert "board imported, 2 cards" in answer.err
        assert {line["ref"] for line in cli("list", "--json").json} == {"CAP-1", "CAP-2"}
        cli("undo")
        assert cli("list", "--all", "--json").json == []

    def test_for_a_person_there_are_numbers_and_remarks(self, cli: Cli, folder: Path) -> None:
        answer = cli("import", export(folder, full_board()))

        assert answer.lines[:2] == ["Board’s name              Cap Dirigeant", "Client                    CAP"]
        assert any(line.startswith("Cards made  ") for line in answer.lines)
        assert len(answer.err.splitlines()) > 1

    def test_the_same_board_again_makes_nothing(self, cli: Cli, folder: Path) -> None:
        path = export(folder, board(card(1)))
        cli("import", path)

        answer = cli("import", path, "--json")

        assert (answer.code, answer.json["made"], answer.json["skipped"]) == (0, 0, 1)

    def test_a_dry_run_tells_the_same_and_changes_nothing(self, cli: Cli, folder: Path, desk: Desk) -> None:
        path = export(folder, full_board())
        before = desk.files.counts()

        rehearsed = cli("import", path, "--dry-run", "--json")
        assert desk.files.counts() == before
        done = cli("import", path, "--json")

        assert rehearsed.json == done.json
        assert rehearsed.err == "Nothing was changed: this is what an import would do.\n"

    @pytest.mark.parametrize(
        ("name", "options", "code"),
        [
            ("Anything", ["--client", "mai"], "MAI"),
            ("maison verte – site", [], "MAI"),
            ("MAI – site", [], "MAI"),
            ("Cap dirigeant Nord: launch", [], "NORD"),
            ("Cap Dirigeant", [], "CAP"),
        ],
    )
    def test_the_client_is_given_or_found_by_the_boards_name(
        self, cli: Cli, folder: Path, name: str, options: list[str], code: str
    ) -> None:
        cli("client", "add", "Maison Verte")
        cli("client", "add", "Cap Dirigeant Nord", "--code", "NORD")

        cli("import", export(folder, board(card(1), name=name)), *options)

        assert [line["client"] for line in cli("list", "--json").json] == [code]

    @pytest.mark.parametrize("name", ["Anything", "Maison Vertex", "maintenance", "Mai", ""])
    def test_a_board_of_nobody_is_refused(self, cli: Cli, folder: Path, name: str) -> None:
        cli("client", "add", "Maison Verte")

        answer = cli("import", export(folder, board(card(1), name=name)))

        assert (answer.code, answer.out) == (1, "")
        assert "Say it with --client CODE, one of: CAP, MAI." in answer.err
        assert cli("list", "--json").json == []

    def test_the_only_client_takes_any_board(self, cli: Cli, folder: Path) -> None:
        cli("import", export(folder, board(card(1), name="Anything")))

        assert [line["client"] for line in cli("list", "--json").json] == ["CAP"]

    @pytest.mark.parametrize(
        ("content", "reason"),
        [(b"", "board.json is empty"), (b"hello", "board.json is not JSON"), (b'{"a": 1}', "not a Trello board")],
    )
    def test_what_is_no_board_is_refused(self, cli: Cli, folder: Path, content: bytes, reason: str) -> None:
        (folder / "board.json").write_bytes(content)

        answer = cli("import", str(folder / "board.json"))

        assert (answer.code, answer.out) == (1, "")
        assert reason in answer.err

    def test_what_cannot_be_read_is_refused_without_waiting(self, cli: Cli, folder: Path) -> None:
        os.mkfifo(folder / "pipe")
        with (folder / "huge").open("wb") as huge:
            huge.truncate(21 * 1024 * 1024)

        reasons = {
            "missing": "There is no file",
            ".": "is not a file",
            "pipe": "is not a file",
            "huge": "is larger than 20 MB",
        }
        for name, reason in reasons.items():
            answer = cli("import", str(folder / name))
            assert (answer.code, answer.out) == (1, "")
            assert reason in answer.err

    def test_names_from_the_file_steer_nothing(self, cli: Cli, folder: Path) -> None:
        content = board(card(1, name="\x1b]52;c;aGk=\x1b\\un\x9b31m"), name="Cap Dirigeant \x1b[2J")

        answers = [cli("import", export(folder, content)), cli("list"), cli("list", "--json"), cli("show", "CAP-1")]

        for answer in answers:
            assert answer.code == 0
            assert "\x1b" not in answer.out + answer.err
            assert "\x9b" not in answer.out + answer.err


def test_importing_needs_a_database(cli: Cli, home: Path, tmp_path: Path) -> None:
    answer = cli("import", export(tmp_path, board(card(1))))

    assert (answer.code, answer.out) == (1, "")
    assert "There is no database at" in answer.err
    assert not home.exists()


def test_importing_needs_a_client(cli: Cli, database: Path, tmp_path: Path) -> None:
    answer = cli("import", export(tmp_path, board(card(1))))

    assert (answer.code, answer.err) == (1, "There is no client yet. Add one first: obm-tui client add NAME\n")

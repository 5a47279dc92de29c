"""Other tools' boards on the command line."""

import json
import os
import time
from pathlib import Path

import pytest

from obm_tui.desk import Desk
from obm_tui.interop import files
from tests.cli.conftest import Cli
from tests.interop.boards import Json, board, card, full_board


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
        assert set(answer.json) == {
            *("source", "read", "made", "updated", "skipped", "not_taken", "refreshed", "kinds", "notes", "map")
        }
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

    def test_a_table_without_columns_is_no_reason_for_a_remark(self, cli: Cli, folder: Path) -> None:
        path = folder / "tasks.csv"
        path.write_text("Title,Due date,Labels,Status\nUne carte,2026-12-01,a,\nUne autre,2026-12-02,b,Zorglub\n")

        answer = cli("import", str(path), "--json")

        [remark] = [note for note in answer.json["notes"] if "backlog" in note]
        assert ("Zorglub" in remark, "—" in remark) == (True, False)

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
        [(b"", "board.json is empty"), (b"hello", "board.json is no board"), (b'{"a": 1}', "not a Trello board")],
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


TEAM = """Task ID,Created At,Completed At,Name,Section/Column,Assignee,Assignee Email,Due Date,Tags,Notes,Projects,Type
1001,2026-11-01,,Write the page,Doing,Julie,julie@example.org,2026-11-20,,,Launch,
1002,2026-11-01,,Record module 4,To do,Nadir,nadir@example.org,2026-12-01,,,Launch,
1003,2026-11-01,,Brief the ads,To do,Camille,camille@example.org,2027-02-01,,,Launch,
1004,2026-11-01,2026-11-10,Choose a name,Done,Julie,,,,,Launch,
1005,2026-11-01,,Cart opens,Plan B,,,2027-01-15,,,Launch,Milestone
"""


@pytest.mark.usefixtures("database")
class TestTable:
    @pytest.fixture(autouse=True)
    def client(self, cli: Cli, database: Path) -> None:
        cli("client", "add", "Cap Dirigeant")

    @pytest.fixture
    def team(self, folder: Path) -> str:
        return self.save(folder, TEAM)

    def save(self, folder: Path, text: str, name: str = "Launch.csv") -> str:
        path = folder / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    def lanes(self, cli: Cli) -> dict[str, str]:
        return {line["title"]: line["lane"] for line in cli("list", "--all", "--json").json}

    def test_columns_go_where_their_names_say(self, cli: Cli, team: str) -> None:
        answer = cli("import", team, "--json")

        assert (answer.json["source"], answer.json["read"], answer.json["made"]) == ("asana", 5, 5)
        assert self.lanes(cli) == {
            "Write the page": "doing",
            "Record module 4": "backlog",
            "Brief the ads": "backlog",
            "Choose a name": "done",
            "Cart opens": "backlog",
        }
        assert "say nothing of where the work stands" in answer.err or "“Plan B”" in answer.json["notes"][0]

    def test_what_others_do_is_waited_for_once_she_said_who_she_is(self, cli: Cli, team: str) -> None:
        cli("import", team, "--me", "Camille")

        assert self.lanes(cli)["Write the page"] == "waiting"
        assert self.lanes(cli)["Brief the ads"] == "backlog"
        [wait] = [
            line for line in cli("inbox", "--queue", "follow-ups", "--json").json if line["title"] == "Write the page"
        ]
        assert wait["wait"] | {"asked": None} == wait["wait"]
        assert (wait["wait"]["for"], wait["wait"]["expected"]) == ("Julie", "2026-11-20")

    @pytest.mark.parametrize(
        ("take", "titles"),
        [
            ("mine", {"Brief the ads"}),
            ("overdue", {"Write the page"}),
            ("soon", {"Write the page", "Record module 4"}),
            ("milestones", {"Cart opens"}),
        ],
    )
    def test_only_what_she_wants_is_taken(self, cli: Cli, team: str, take: str, titles: set[str]) -> None:
        answer = cli("import", team, "--me", "Camille", "--take", take, "--json")

        assert set(self.lanes(cli)) == titles
        assert (answer.json["made"], answer.json["not_taken"]) == (len(titles), 5 - len(titles))

    def test_answers_are_remembered_and_can_be_replayed(self, cli: Cli, team: str, folder: Path) -> None:
        told = cli("import", team, "--me", "Camille", "--lane", "Plan B=approve", "--lane", "Done=", "--json").json
        assert self.lanes(cli)["Cart opens"] == "approve"
        assert "Choose a name" not in self.lanes(cli)
        assert told["map"]["clients"] == {"": "CAP"}

        cli("undo")
        (folder / "map.json").write_text(json.dumps(told["map"]))
        again = cli("import", team, "--map", str(folder / "map.json"), "--json").json
        assert (again["made"], again["map"]) == (told["made"], told["map"])

        cli("undo")
        (folder / "report.json").write_text(json.dumps(told))
        assert cli("import", team, "--map", str(folder / "report.json"), "--json").json["map"] == told["map"]

        later = self.save(folder, TEAM + "1006,2026-11-02,,Later idea,Plan B,,,,,,Launch,\n", "Launch (1).csv")
        assert cli("import", later, "--json").json["made"] == 1
        assert self.lanes(cli)["Later idea"] == "approve"

    def test_next_week_it_says_what_moved_and_keeps_what_is_hers(self, cli: Cli, team: str, folder: Path) -> None:
        cli("import", team)
        cli("move", "CAP-2", "week")
        changed = (
            TEAM.replace("1001,2026-11-01,,Write", "1001,2026-11-01,2026-11-22,Write")
            .replace("2026-12-01", "2026-12-08")
            .replace("Record module 4,To do", "Record module 4,Review")
            .replace("Cart opens", "Cart opens at 9")
        )
        answer = cli("import", self.save(folder, changed + "1007,2026-11-02,,New one,To do,,,,,,Launch,\n"))

        said = " ".join(answer.out.split())
        assert "1 closed there, 1 re-dated, 1 changed otherwise, 1 changed on both sides: kept yours" in said
        assert "Changed on both sides, yours kept: “Record module 4”" in answer.err
        assert (self.lanes(cli)["Write the page"], self.lanes(cli)["Record module 4"]) == ("done", "week")
        assert {"Cart opens at 9", "New one"} <= set(self.lanes(cli))
        assert cli("import", self.save(folder, changed)).err.endswith("There was nothing new in this file.\n")
        cli("undo")
        assert "New one" not in self.lanes(cli)
        assert self.lanes(cli)["Write the page"] == "doing"

    def test_the_order_of_days_is_asked_once(self, cli: Cli, folder: Path) -> None:
        table = "Titre;Statut;Échéance\nUn;À faire;03/04/2026\n".replace(";", ",")
        path = self.save(folder, table, "tableau.csv")

        refused = cli("import", path)
        assert (refused.code, "--dates dmy or mdy" in refused.err) == (1, True)
        assert cli("import", path, "--dates", "dmy").code == 0
        assert [line["due"] for line in cli("list", "--json").json] == ["2026-04-03"]
        more = self.save(folder, table + "Deux,À faire,05/06/2026\n", "tableau.csv")
        assert cli("import", more, "--json").json["made"] == 1

    @pytest.mark.parametrize(
        ("options", "said"),
        [
            (["--me", "Nobody"], "Nobody in the file is called “Nobody”. Known: Julie, Nadir, Camille."),
            (["--lane", "Nowhere=doing"], "There is no column “Nowhere” in the file."),
            (["--lane", "Doing=elsewhere"], "elsewhere"),
            (["--lane", "Doing"], "maps nothing: COLUMN=LANE"),
            (["--whose", "Dev=CAP"], "There is no space “Dev” in the file."),
            (["--take", "mine"], "say which of the file’s people you are"),
            (["--map", "missing.json"], "There is no file"),
        ],
    )
    def test_what_cannot_be_meant_is_refused(self, cli: Cli, team: str, options: list[str], said: str) -> None:
        answer = cli("import", team, *options)

        assert (answer.code, answer.out) == (1, "")
        assert said in answer.err
        assert cli("list", "--all", "--json").json == []

    @pytest.mark.parametrize("text", ["", "[]", "{", '{"lanes": {"Doing": "nowhere"}}', '{"take": 3}', "12"])
    def test_what_is_no_mapping_is_refused(self, cli: Cli, team: str, folder: Path, text: str) -> None:
        answer = cli("import", team, "--map", self.save(folder, text, "map.json"))

        assert (answer.code, answer.err.startswith("This is no mapping")) == (1, True)

    def test_spaces_of_a_file_are_clients(self, cli: Cli, folder: Path) -> None:
        cli("client", "add", "Maison Verte")
        tasks = [
            {"uuid": str(n), "entry": "20261101T080000Z", "status": "pending", "description": text, "project": project}
            for n, (text, project) in enumerate(
                [("Un", "cap dirigeant.Site"), ("Deux", "Boutique"), ("Trois", "Perso"), ("Quatre", "")]
            )
        ]
        path = self.save(folder, json.dumps(tasks), "tasks.json")

        refused = cli("import", path)
        assert "“Boutique”, “Perso”, “”" in refused.err
        answer = cli("import", path, "--whose", "Boutique=MAI", "--whose", "Perso=", "--whose", "=", "--json")

        assert (answer.json["made"], answer.json["not_taken"]) == (2, 2)
        assert {line["title"]: (line["client"], line["project"]) for line in cli("list", "--json").json} == {
            "Un": ("CAP", "Site"),
            "Deux": ("MAI", "Taskwarrior"),
        }


def test_a_file_that_is_still_being_written_is_refused(
    cli: Cli, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli("client", "add", "Cap Dirigeant")
    path = Path(export(tmp_path, board(card(1))))
    looks = iter((len(path.read_bytes()) - 1, len(path.read_bytes())))
    monkeypatch.setattr(files, "_state", lambda _file: (next(looks), 0))
    answer = cli("import", str(path))

    assert (answer.code, "is still being written" in answer.err) == (1, True)
    assert cli("list", "--all", "--json").json == []


def test_a_file_that_somebody_writes_now_and_then_is_waited_for(
    cli: Cli, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A table without its end reads like a whole one."""
    cli("client", "add", "Cap Dirigeant")
    path = tmp_path / "export.csv"
    path.write_text("Title,Status,Owner\nOne,To do,Lea\nTwo,To do,Ju")
    waited: list[float] = []

    def go_on_writing(seconds: float) -> None:
        waited.append(seconds)
        with path.open("a") as file:
            file.write("les\n")

    monkeypatch.setattr(files, "QUIET_SECONDS", 0.5)
    with monkeypatch.context() as writer:
        writer.setattr(time, "sleep", go_on_writing)
        assert "is still being written" in cli("import", str(path)).err
    assert waited == [0.5]
    assert cli("import", str(path)).code == 0

    os.utime(path, (1_700_000_000, 1_700_000_000))
    monkeypatch.setattr(time, "sleep", pytest.fail)
    assert "nothing new" in cli("import", str(path)).err


def test_importing_needs_a_database(cli: Cli, home: Path, tmp_path: Path) -> None:
    answer = cli("import", export(tmp_path, board(card(1))))

    assert (answer.code, answer.out) == (1, "")
    assert "There is no database at" in answer.err
    assert not home.exists()


def test_importing_needs_a_client(cli: Cli, database: Path, tmp_path: Path) -> None:
    answer = cli("import", export(tmp_path, board(card(1))))

    assert (answer.code, answer.err) == (1, "There is no client yet. Add one first: obm-tui client add NAME\n")

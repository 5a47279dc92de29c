"""What holds for every command line: flags, languages, exit codes, the way to the screens, and failures."""

import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from obm_tui import __version__, clock
from obm_tui.cli import output, steps
from obm_tui.config import Config
from tests.cli.conftest import Cli

READS = (["list"], ["list", "--all"], ["client", "list"], ["log"], ["today"], ["inbox"], ["inbox", "--queue", "stale"])


class TestFlags:
    @pytest.mark.parametrize(
        "argv",
        [
            ["--db", "{db}", "--json", "list"],
            ["list", "--json", "--db", "{db}"],
            ["--json", "list", "--db={db}"],
        ],
    )
    def test_they_stand_before_or_after_the_command(self, cli: Cli, database: Path, argv: list[str]) -> None:
        elsewhere = database.rename(database.with_name("other.db"))
        cli("--db", str(elsewhere), "add", "un")

        assert [card["title"] for card in cli(*(word.format(db=elsewhere) for word in argv)).json] == ["un"]

    def test_the_nested_command_takes_them_too(self, cli: Cli, database: Path) -> None:
        assert cli("client", "--json", "list", "--db", str(database)).json == []

    def test_the_version_needs_no_command(self, cli: Cli) -> None:
        assert cli("--version").out == cli("list", "--version").out == f"obm-tui {__version__}\n"

    def test_the_home_decides_where_the_database_is(
        self, cli: Cli, database: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        cli("add", "un")
        monkeypatch.setenv("OBM_TUI_HOME", str(database.parent / "empty"))

        assert cli("list", "--json").json == []


class TestUsage:
    @pytest.mark.parametrize(
        ("argv", "problem"),
        [
            (["nonsense"], "COMMAND: 'nonsense' is not one of add, list, show"),
            (["list", "--nonsense"], "not understood: --nonsense"),
            (["list", "--al"], "not understood: --al"),
            (["show"], "missing: REF"),
            (["done"], "missing: REF"),
            (["move", "CAP-1"], "missing: LANE"),
            (["client"], "missing: COMMAND"),
            (["client", "add"], "missing: NAME"),
            (["import"], "missing: FILE"),
            (["add", "x", "--due"], "--due needs a value"),
            (["add", "x", "--priority", "4"], "--priority: '4' is not one of 1, 2, 3"),
            (["log", "--limit", "0"], "--limit: 0 is not a number from 1"),
            (["log", "--limit", "9" * 5000], "--limit: 9"),
            (["undo", "last"], "STEP: last is not a number from 1"),
            (["--db"], "--db needs a value"),
            (["list", "--lang", "de"], "--lang: de is not one of en, fr"),
            (["--lang"], "--lang needs a value"),
            (["--json"], "missing: COMMAND"),
            (["list", "--json=1"], "--json takes no value"),
        ],
    )
    def test_what_is_not_understood_ends_with_2(self, cli: Cli, argv: list[str], problem: str) -> None:
        answer = cli(*argv)

        assert (answer.code, answer.out) == (2, "")
        assert answer.err.splitlines()[-1].startswith(f"obm-tui: {problem}")

    def test_the_usage_of_the_command_comes_first(self, cli: Cli) -> None:
        assert cli("show").err.splitlines()[0] == "usage: obm-tui show REF"

    def test_add_at_a_terminal_needs_a_text(self, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(output, "is_terminal", lambda stream: True)

        answer = cli("add")

        assert (answer.code, answer.err) == (2, "obm-tui: missing: TEXT\n")

    @pytest.mark.parametrize("argv", [["--help"], ["-h"], ["list", "-h"], ["client", "add", "--help"]])
    def test_help_is_data_and_no_error(self, cli: Cli, argv: list[str]) -> None:
        answer = cli(*argv)

        assert (answer.code, answer.err) == (0, "")
        assert answer.out.startswith("usage: obm-tui")
        assert "--db FILE" in answer.out


class TestLanguage:
    def test_the_flag_wins_over_the_environment(self, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("OBM_TUI_LANG", "fr")

        assert cli("undo", "--lang", "en").err.startswith("There is no database")
        assert cli("undo").err.startswith("«There is no database")

    def test_the_settings_are_asked_last(self, cli: Cli, home: Path) -> None:
        home.mkdir()
        (home / "config.toml").write_text('language = "fr"\n')

        assert cli("undo").err.startswith("«")

    @pytest.mark.parametrize(
        "argv",
        [
            ["-h"],
            ["client", "-h"],
            *(
                [name, "-h"]
                for name in ("add", "list", "move", "undo", "log", "import", "demo", "wait", "snooze", "today", "inbox")
            ),
        ],
    )
    def test_every_word_of_the_help_is_translated(self, cli: Cli, argv: list[str]) -> None:
        """With a catalogue that marks what it translates, nothing but names and flags is left outside the marks."""
        text = cli(*argv, "--lang", "fr").out

        outside = "".join(part.rpartition("»")[2] for part in text.split("«"))
        words = {word.strip(".,[]{}") for word in outside.split()}
        assert {word for word in words if not word.startswith("-")} <= {
            *("obm-tui", "en,fr", "1,2,3", "", "...", ":", "|"),
            *("wait", "snooze", "today", "inbox", "search", "drain", "launcher", "view"),
            *("add", "list", "show", "done", "move", "drop", "client", "undo", "redo", "log", "info", "import", "demo"),
            *("kpi", "set", "time", "backup", "restore", "export", "load"),
        }

    @pytest.mark.parametrize(
        "argv", [["undo"], ["nonsense"], ["show"], ["log", "--limit", "x"], ["--lang"], ["list", "--nonsense"]]
    )
    def test_problems_are_translated(self, cli: Cli, argv: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("OBM_TUI_LANG", "fr")

        assert cli(*argv).err.splitlines()[-1].removeprefix("obm-tui: ").startswith("«")

    def test_lanes_are_known_in_every_language(self, cli: Cli, database: Path) -> None:
        cli("add", "un")

        for name, lane in {
            "week": "week",
            "This Week": "week",
            "this-week": "week",
            "cette": "week",
            "TERMINE": "done",
            "en c": "doing",
            "doi": "doing",
        }.items():
            assert cli("move", "1", name, "--json").json[0]["lane"] == lane

    def test_a_name_of_several_lanes_is_refused(self, cli: Cli, database: Path) -> None:
        cli("add", "un")

        assert cli("move", "1", "do").err == "“do” can be several lanes: Doing, Done.\n"
        assert cli("move", "1", "").code == 1


class TestNoDatabase:
    @pytest.mark.parametrize("argv", READS)
    def test_a_reader_says_so_and_makes_none(self, cli: Cli, home: Path, argv: list[str]) -> None:
        plain, told = cli(*argv), cli(*argv, "--json")

        assert (plain.code, plain.out, told.code, told.json) == (0, "", 0, [])
        assert plain.err.startswith(f"There is no database at {home / 'obm-tui.db'} yet")
        assert not home.exists()

    @pytest.mark.parametrize(
        "argv",
        [
            ["show", "1"],
            ["client", "show", "CAP"],
            ["done", "1"],
            ["move", "1", "done"],
            ["drop", "1"],
            ["wait", "1"],
            ["snooze", "1", "friday"],
            ["undo"],
            ["redo"],
        ],
    )
    def test_what_needs_one_is_refused_and_makes_none(self, cli: Cli, home: Path, argv: list[str]) -> None:
        answer = cli(*argv)

        assert (answer.code, answer.out) == (1, "")
        assert answer.err.startswith("There is no database at")
        assert not home.exists()

    def test_a_dry_run_makes_none(self, cli: Cli, home: Path) -> None:
        answer = cli("add", "Call @me +CAP tomorrow", "--dry-run", "--json")

        assert answer.json["title"] == "Call +CAP"
        assert (answer.json["owner"], answer.json["due"]) == ("me", "2026-11-24")
        assert answer.err == "“+CAP” stays in the title. There is no client yet.\n"
        assert not home.exists()

    @pytest.mark.parametrize("options", [["--client", "CAP"], ["--due", "x"], ["--owner", "julie"]])
    def test_a_refused_card_makes_none(self, cli: Cli, home: Path, options: list[str]) -> None:
        assert cli("add", "un", *options).code == 1
        assert not home.exists()


class TestFailures:
    @pytest.fixture
    def broken(self, monkeypatch: pytest.MonkeyPatch, database: Path) -> None:
        def fail(*_details: object) -> None:
            secret = "Maison Verte 4200"
            try:
                raise KeyError(secret)
            except KeyError as error:
                raise RuntimeError(f"cannot read {secret}") from error

        monkeypatch.setattr(steps, "show_log", fail)

    @pytest.mark.usefixtures("broken")
    def test_an_unexpected_error_is_a_sentence_and_a_report_without_data(self, cli: Cli, home: Path) -> None:
        answer = cli("log")

        (report,) = (home / "state").iterdir()
        text = report.read_text()
        assert (answer.code, answer.out) == (1, "")
        assert answer.err == f"Something unexpected went wrong. What was saved before is safe. {report}\n"
        assert report.stat().st_mode & 0o777 == 0o600
        assert (home / "state").stat().st_mode & 0o777 == 0o700
        assert "builtins.KeyError" in text
        assert "builtins.RuntimeError" in text
        assert "test_main.py" in text
        assert "Verte" not in text

    @pytest.mark.usefixtures("broken")
    def test_verbose_shows_the_traceback(self, cli: Cli) -> None:
        answer = cli("log", "--verbose")

        assert answer.code == 1
        assert "RuntimeError: cannot read Maison Verte 4200" in answer.err

    def test_control_c_ends_with_130(self, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
        def interrupt(*_details: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(steps, "show_log", interrupt)

        assert cli("log").code == 130

    def test_a_settings_file_that_cannot_be_read_is_said_and_passed_over(self, cli: Cli, database: Path) -> None:
        (database.parent / "config.toml").write_text("language = ")

        answer = cli("list", "--json")

        assert (answer.code, answer.json) == (0, [])
        assert answer.err.startswith("Your settings file could not be read; the usual settings are in use.")

    def test_a_wrong_date_in_the_environment_is_refused(
        self, cli: Cli, database: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("OBM_TUI_NOW", "soon")

        answer = cli("list")

        assert (answer.code, answer.err) == (1, "OBM_TUI_NOW is “soon”: an ISO date and time is expected.\n")


class TestScreens:
    @pytest.fixture
    def terminal(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(output, "is_terminal", lambda stream: True)
        monkeypatch.setenv("TERM", "vt100")

    @pytest.fixture
    def opened(self, monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, Config]]:
        """The screens, replaced by a note of what they were opened with; `codes` says how they end."""
        calls: list[tuple[Path, Config]] = []
        app = ModuleType("obm_tui.app")
        app.REOPEN = 75  # type: ignore[attr-defined]
        app.OPEN_DEMO = 76  # type: ignore[attr-defined]
        app.codes = [0]  # type: ignore[attr-defined]

        def run_screens(path: Path, config: Config) -> int:
            calls.append((path, config))
            return int(app.codes.pop(0))

        app.run_screens = run_screens  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "obm_tui.app", app)
        return calls

    def test_without_a_terminal_there_is_a_sentence_and_no_waiting(
        self, cli: Cli, opened: list[tuple[Path, Config]]
    ) -> None:
        answer = cli()

        assert (answer.code, answer.out, opened) == (1, "", [])
        assert answer.err == (
            "The screens need a terminal. Every command works without one: obm-tui --help lists them.\n"
        )

    @pytest.mark.usefixtures("terminal")
    def test_a_dumb_terminal_is_none(
        self, cli: Cli, opened: list[tuple[Path, Config]], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("TERM", "dumb")

        assert (cli().code, opened) == (1, [])

    @pytest.mark.usefixtures("terminal")
    def test_they_open_with_the_file_and_the_language(self, cli: Cli, opened: list[tuple[Path, Config]]) -> None:
        assert cli("--lang", "fr", "--db", "/tmp/elsewhere.db").code == 0
        assert opened == [(Path("/tmp/elsewhere.db"), Config(language="fr"))]

    @pytest.mark.usefixtures("terminal")
    @pytest.mark.parametrize(
        ("codes", "moments", "code", "times"),
        [
            ([75, 75, 0], [0, 10], 0, 3),
            ([75, 75, 75, 0], [0, 10, 59], 1, 3),
            ([75, 75, 75, 129], [0, 10, 61], 129, 4),
        ],
    )
    def test_after_a_crash_they_open_again_twice_a_minute(
        self,
        cli: Cli,
        opened: list[tuple[Path, Config]],
        monkeypatch: pytest.MonkeyPatch,
        codes: list[int],
        moments: list[float],
        code: int,
        times: int,
    ) -> None:
        monkeypatch.setattr(sys.modules["obm_tui.app"], "codes", list(codes))
        monkeypatch.setattr(clock, "monotonic", iter(moments).__next__)

        answer = cli()

        assert (answer.code, len(opened)) == (code, times)
        assert ("crashed several times" in answer.err) == (code == 1)


def test_leaving_beside_a_thread_that_still_works_ends_well() -> None:
    script = (
        "import sys, threading, time\n"
        "from obm_tui.cli import main as way_in\n"
        "def busy(argv):\n"
        "    threading.Thread(target=time.sleep, args=(60,), daemon=True).start()\n"
        "    print('said')\n"
        "    return 3\n"
        "way_in.main = busy\n"
        "way_in.run()\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=30, check=False)
    assert (done.returncode, done.stdout) == (3, "said\n")

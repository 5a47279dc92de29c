"""`obm-tui demo`: the screens on a file of its own, or that file alone."""

import sys
from pathlib import Path
from types import ModuleType

import pytest

from obm_tui import paths
from obm_tui.cli import output
from obm_tui.desk import Desk
from obm_tui.domain.cards import Lane
from obm_tui.domain.clients import NewClient
from tests.cli.conftest import Cli

Opened = list[Path]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    """The screens, replaced by a note of the files they were opened on; `codes` says how they end."""
    monkeypatch.setattr(output, "is_terminal", lambda stream: True)
    monkeypatch.setenv("TERM", "vt100")
    calls: Opened = []
    app = ModuleType("obm_tui.app")
    app.REOPEN, app.OPEN_DEMO, app.codes = 75, 76, [0]  # type: ignore[attr-defined]

    def run_screens(path: Path, _config: object) -> int:
        calls.append(path)
        return int(app.codes.pop(0))

    app.run_screens = run_screens  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "obm_tui.app", app)
    return calls


def ends_with(*codes: int) -> None:
    sys.modules["obm_tui.app"].codes = list(codes)  # type: ignore[attr-defined]


def inbox(path: Path) -> int:
    with Desk.open(path) as desk:
        return desk.cards.count(Lane.INBOX)


def test_it_is_made_once_beside_hers(cli: Cli, home: Path, opened: Opened) -> None:
    answer = cli("demo")

    assert (answer.code, answer.out, answer.err) == (0, "", "One moment: the demo is being made.\n")
    assert opened == [home / "demo.db"]
    assert not paths.database().exists()
    with Desk.open(opened[0]) as desk:
        for row in desk.cards.rows(list(desk.cards.lane(Lane.INBOX))):
            desk.cards.drop([row])

    ends_with(3)
    answer = cli("demo")

    assert (answer.code, answer.err, inbox(opened[0])) == (3, "", 0), "what was changed is kept"

    ends_with(0)
    answer = cli("demo", "--fresh")

    assert (answer.code, inbox(opened[0])) == (0, 9)


def test_from_the_first_start_it_opens_in_the_place_of_hers(cli: Cli, home: Path, opened: Opened) -> None:
    ends_with(76, 75, 0)

    assert cli().code == 0
    assert opened == [home / "obm-tui.db", home / "demo.db", home / "demo.db"], "a crash opens the demo again"


def test_another_file_in_its_place_stays(cli: Cli, home: Path, opened: Opened) -> None:
    with Desk.open(home / "demo.db") as desk:
        desk.clients.add(NewClient("Cap Dirigeant"))
    before = (home / "demo.db").read_bytes()

    answer = cli("demo", "--fresh")

    assert (answer.code, opened) == (1, [])
    assert "is no demo, so it was left as it is." in answer.err
    assert (home / "demo.db").read_bytes() == before


def test_without_a_terminal_nothing_is_made(cli: Cli, home: Path) -> None:
    answer = cli("demo")

    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith("The screens need a terminal.")
    assert not home.exists()


def test_another_database_is_refused(cli: Cli, tmp_path: Path, opened: Opened) -> None:
    answer = cli("--db", str(tmp_path / "hers.db"), "demo")

    assert (answer.code, opened, list(tmp_path.glob("*.db"))) == (1, [], [])
    assert "The demo has a file of its own" in answer.err


def test_a_file_of_that_name_is_made(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "démo à moi.db"

    answer = cli("demo", "--create", str(path))

    assert (answer.code, answer.out) == (0, "")
    assert answer.err == f"The demo is in {path}. Look at it with: obm-tui --db {path}\n"
    listed = cli("--db", str(path), "list", "--lane", "waiting", "--json")
    assert len(listed.json) == 19
    late = cli("--db", str(path), "list", "--late", "--json")
    assert len(late.json) == 9
    assert cli("demo", "--create", str(tmp_path / "b.db"), "--json").json == {"database": str(tmp_path / "b.db")}


def test_a_file_that_is_there_is_refused(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("hers")

    answer = cli("demo", "--create", str(path))

    assert (answer.code, path.read_text()) == (1, "hers")
    assert answer.err == f"There is a file {path} already: choose another name for the demo.\n"


def test_a_folder_is_made_and_what_is_none_is_refused(cli: Cli, tmp_path: Path) -> None:
    assert cli("demo", "--create", str(tmp_path / "new" / "demo.db")).code == 0
    (tmp_path / "file").write_text("hers")

    answer = cli("demo", "--create", str(tmp_path / "file" / "demo.db"))

    assert (answer.code, answer.out) == (1, "")
    assert "cannot be opened" in answer.err


def test_both_at_once_make_no_sense(cli: Cli) -> None:
    answer = cli("demo", "--fresh", "--create", "x.db")

    assert answer.code == 2
    assert "does not go with" in answer.err

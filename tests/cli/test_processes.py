"""The program as a process: what it imports, pipes, file modes, two at once. Few, for each start costs a second."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from obm_tui.desk import Desk
from obm_tui.domain.cards import NewCard
from obm_tui.domain.query import Query

PROGRAM = [sys.executable, "-m", "obm_tui"]

READ_IMPORTS = """
import sys
from obm_tui.cli.main import main

def loaded():
    return sorted({"sqlmodel", "sqlalchemy", "pydantic", "alembic", "textual", "rich"} & sys.modules.keys())

for words in ("list --all", "list --json", "show 1", "client list", "log", "info", "add -h", "add x --dry-run"):
    assert main(words.split()) == 0, words
    assert loaded() == [], (words, loaded())
assert main(["done", "1"]) == 0
assert "sqlmodel" in loaded(), loaded()
assert not {"textual", "rich", "alembic"} & set(loaded()), loaded()
"""

START_IMPORTS = """
import sys, types
from obm_tui.cli import main, output
app = types.ModuleType("obm_tui.app")
app.REOPEN, app.OPEN_DEMO, app.run_screens = 75, 76, lambda path, config: 7
sys.modules["obm_tui.app"] = app
output.is_terminal = lambda stream: True
assert main.main([]) == 7
assert not {"argparse", "sqlite3", "obm_tui.desk", "obm_tui.interop"} & sys.modules.keys()
"""


@pytest.mark.parametrize("script", [READ_IMPORTS, START_IMPORTS], ids=["reading", "starting"])
def test_what_is_imported(desk: Desk, script: str) -> None:
    desk.cards.add(NewCard("un"))

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)

    assert done.returncode == 0, done.stderr


@pytest.fixture
def buffered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Output held back until the end, as everybody has it."""
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)


@pytest.mark.usefixtures("buffered")
@pytest.mark.parametrize("count", [1, 400], ids=["at the end", "on the way"])
def test_a_reader_who_has_left_is_no_error(desk: Desk, count: int) -> None:
    desk.cards.add_all([NewCard("x" * 500) for _ in range(count)])
    reading, writing = os.pipe()
    os.close(reading)

    done = subprocess.run([*PROGRAM, "list"], stdout=writing, stderr=subprocess.PIPE, timeout=60, check=False)
    os.close(writing)

    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.usefixtures("buffered")
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_behind_the_output_is_a_sentence(desk: Desk) -> None:
    desk.cards.add(NewCard("un"))

    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*PROGRAM, "list"], stdout=full, stderr=subprocess.PIPE, timeout=60, check=False)

    assert (done.returncode, done.stderr) == (1, b"The system refused: No space left on device.\n")


@pytest.mark.skipif(os.name != "posix", reason="file modes are of POSIX")
def test_two_at_once_make_one_private_database(home: Path) -> None:
    """Neither finds a database, both make one; nobody else may read it, whatever the umask says."""
    both = [
        subprocess.Popen([*PROGRAM, "add", title], stdout=subprocess.PIPE, stderr=subprocess.PIPE, umask=0)
        for title in ("un", "deux")
    ]
    answers = [process.communicate(timeout=60) for process in both]

    assert [process.returncode for process in both] == [0, 0], answers
    with Desk.open(home / "obm-tui.db") as desk:
        assert {card.title for card in desk.cards.find(Query())} == {"un", "deux"}
    assert home.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in home.iterdir() if path.is_file()} == {0o600}
    assert {path.name for path in home.iterdir()} <= {"obm-tui.db", "obm-tui.db-journal"}

"""What is loaded when: the run-time twin of the import contracts, each in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "obm_tui"
HEAVY = {"sqlmodel", "sqlalchemy", "pydantic", "alembic", "babel", "markdown_it", "tomlkit"}
TERMINAL = {"textual", "rich"}


def loaded_by(script: str, *arguments: str) -> set[str]:
    """The modules a fresh interpreter holds after a script."""
    ended = subprocess.run(
        [sys.executable, "-c", f"{script}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))", *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return set(json.loads(ended.stdout.splitlines()[-1]))


def roots(modules: Iterable[str]) -> set[str]:
    return {module.partition(".")[0] for module in modules}


def foreign(modules: Iterable[str]) -> set[str]:
    """Packages that are neither ours nor the standard library's, nor there in every fresh interpreter."""
    names = roots(modules) - roots(loaded_by("")) - set(sys.stdlib_module_names) - {"obm_tui"}
    return {name for name in names if not name.startswith("_sysconfigdata")}


READS = """
import sys
from pathlib import Path
from obm_tui.desk import Desk
from obm_tui.domain.cards import Lane
from obm_tui.domain.query import Query
with Desk.open(Path(sys.argv[1])) as desk:
    for lane in Lane:
        desk.cards.rows(desk.cards.lane(lane))
        desk.cards.count(lane)
    desk.cards.find(Query())
    desk.clients.radar()
    desk.clients.people()
    desk.steps.recent()
    desk.steps.next_undo()
    desk.files.settings()
    desk.files.counts()
    desk.poll()
"""
WRITE = """
from obm_tui.domain.cards import NewCard
with Desk.open(Path(sys.argv[1])) as desk:
    desk.cards.add(NewCard("Card"))
"""
UNDO = """
with Desk.open(Path(sys.argv[1])) as desk:
    desk.steps.undo()
    desk.steps.redo()
"""


def test_reading_needs_the_standard_library_alone(database: Path) -> None:
    assert foreign(loaded_by(READS, str(database))) == set()


def test_undo_and_redo_need_no_more(database: Path) -> None:
    loaded_by(READS + WRITE, str(database))
    modules = loaded_by(READS + UNDO, str(database))
    assert foreign(modules) == set()
    assert "obm_tui.store.models" not in modules


def test_the_first_write_does_load_the_models(database: Path) -> None:
    modules = loaded_by(READS + WRITE, str(database))
    assert {"sqlmodel", "sqlalchemy", "pydantic"} <= roots(modules)
    assert "alembic" not in roots(modules), "only making and upgrading a file needs the chain"
    assert not TERMINAL & roots(modules)


def test_making_a_file_loads_no_terminal(home: Path) -> None:
    modules = loaded_by(READS, str(home / "new.db"))
    assert "alembic" in roots(modules)
    assert not TERMINAL & roots(modules)


def modules_of(*folders: str) -> list[str]:
    found = [path for folder in folders for path in sorted((PACKAGE / folder).rglob("*.py"))]
    return [".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for path in found]


def test_the_domain_needs_the_standard_library_alone() -> None:
    modules = modules_of("domain")
    assert len(modules) > 10
    loaded = loaded_by("\n".join(f"import {module}" for module in modules))
    assert foreign(loaded) == set()
    assert {module for module in loaded if module.startswith("obm_tui.")} == set(modules)


@pytest.mark.parametrize("room", ["domain", "store", "desk", "interop"])
def test_no_room_below_the_screens_loads_a_terminal(room: str) -> None:
    # Alembic's own entry runs only inside a chain.
    modules = [module for module in modules_of(room) if not module.startswith("obm_tui.store.migrations.")]
    loaded = loaded_by("\n".join(f"import {module}" for module in modules))
    assert not TERMINAL & roots(loaded)


@pytest.mark.parametrize("room", ["screens", "widgets", "app.py"])
def test_what_is_on_screen_first_loads_nothing_heavy(room: str) -> None:
    path = PACKAGE / room
    modules = ["obm_tui." + path.stem] if path.is_file() else modules_of(room)
    loaded = loaded_by("\n".join(f"import {module}" for module in modules))
    assert not HEAVY & roots(loaded)
    assert not {module for module in loaded if module.startswith(("obm_tui.store.models", "obm_tui.store.writes"))}


def test_the_comparison_can_fail() -> None:
    assert "sqlalchemy" in foreign(loaded_by("import sqlalchemy"))
    assert "rich" in roots(loaded_by("import rich.text"))

"""Making a file and bringing an old one up to date: whole or not at all, with a backup."""

import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.config import Config

from obm_tui.clock import FrozenClock
from obm_tui.desk import Desk
from obm_tui.domain import errors
from obm_tui.domain.cards import Lane, NewCard
from obm_tui.store import schema, upgrade
from obm_tui.store.connection import open_file
from tests.store.rights import modes, nobody_special
from tests.store.state import digest, everything

LAST = schema.REVISIONS[-1]
NEXT = f"{int(LAST) + 1:04d}"
"""What the next version's file would be at."""


def test_making_a_database_leaves_one_file(home: Path) -> None:
    Desk.open(home / "obm-tui.db").close()
    assert [path.name for path in home.iterdir()] == ["obm-tui.db"]


def test_making_a_database_that_fails_leaves_nothing(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_arguments: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr("alembic.command.upgrade", stop)
    with pytest.raises(errors.StoreError):
        Desk.open(home / "obm-tui.db")
    assert list(home.iterdir()) == []


def test_a_database_made_by_another_at_the_same_moment_stays(
    home: Path, empty_database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = home / "obm-tui.db"
    run = upgrade.run_chain

    def be_overtaken(connection: sqlite3.Connection, draft: Path) -> None:
        run(connection, draft)
        shutil.copy(empty_database, path)

    monkeypatch.setattr(upgrade, "run_chain", be_overtaken)
    Desk.open(path).close()
    assert digest(path) == digest(empty_database)
    assert [found.name for found in home.iterdir()] == ["obm-tui.db"]


@pytest.fixture
def newer_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Make this program one with a second revision, which runs the given lines."""
    folder = tmp_path / "revisions"
    folder.mkdir()
    first = Path(upgrade.__file__).parent / "migrations" / "versions"

    def make(body: str) -> None:
        (folder / f"m{NEXT}.py").write_text(
            "import sqlalchemy as sa\nfrom alembic import op\n"
            f"revision = '{NEXT}'\ndown_revision = '{LAST}'\n"
            f"def upgrade():\n{''.join(f'    {line}' + chr(10) for line in body.splitlines())}"
        )

        def config() -> Config:
            made = Config()
            made.set_main_option("version_locations", f"{first}{os.pathsep}{folder}")
            made.set_main_option("path_separator", "os")
            return made

        monkeypatch.setattr(upgrade, "Config", config)
        monkeypatch.setattr(schema, "REVISIONS", (*schema.REVISIONS, NEXT))

    return make


@pytest.fixture
def used(database: Path, clock: FrozenClock) -> Path:
    with Desk.open(database, clock=clock) as desk:
        desk.cards.add(NewCard("From before", lane=Lane.WEEK))
    return database


def test_an_old_file_is_upgraded_after_a_backup(used: Path, newer_program: Callable[[str], None]) -> None:
    newer_program("op.add_column('card', sa.Column('effort', sa.Integer()))\nop.execute(\"update card set effort=3\")")
    with Desk.open(used) as desk:
        assert schema.revision(desk.connection) == NEXT
        assert desk.connection.execute("select title, effort from card").fetchall() == [("From before", 3)]
        assert desk.connection.execute("pragma foreign_keys").fetchone()[0] == 1
        assert len(desk.cards.lane(Lane.WEEK)) == 1
    backup = used.with_name(f"obm-tui-before-{NEXT}.db")
    assert modes(used.parent) == {"home": "0o700", "obm-tui.db": "0o600", backup.name: "0o600", **journal(used)}
    with sqlite3.connect(backup) as file:
        assert file.execute("select version_num from alembic_version").fetchone()[0] == LAST
        assert file.execute("select title from card").fetchall() == [("From before",)]
        assert file.execute("pragma integrity_check").fetchone()[0] == "ok"
    file.close()


def test_what_was_done_before_an_upgrade_can_still_be_undone(used: Path, newer_program: Callable[[str], None]) -> None:
    newer_program("op.add_column('card', sa.Column('effort', sa.Integer()))")
    with Desk.open(used) as desk:
        desk.steps.undo()
        assert desk.files.counts()["card"] == 0
        desk.steps.redo()
        assert len(desk.cards.lane(Lane.WEEK)) == 1
        key = desk.cards.add(NewCard("From after")).value
        image = desk.connection.execute("select after from change where row_key like ?", (f"%{key}%",)).fetchone()[0]
        assert json.loads(image)["effort"] is None, "the recorder knows the new column"
        desk.steps.undo()
        desk.steps.undo()
        assert desk.files.counts()["card"] == 0


def journal(path: Path) -> dict[str, str]:
    left = path.with_name(path.name + "-journal")
    return {left.name: "0o600"} if left.exists() else {}


def test_a_backup_replaces_that_of_an_earlier_attempt(used: Path, newer_program: Callable[[str], None]) -> None:
    backup = used.with_name(f"obm-tui-before-{NEXT}.db")
    backup.write_bytes(b"half a copy")
    newer_program("op.execute(\"insert into meta(name, value) values('two', '')\")")
    Desk.open(used).close()
    with sqlite3.connect(backup) as file:
        assert file.execute("select title from card").fetchall() == [("From before",)]
    file.close()


def test_a_backup_is_never_of_the_upgraded_file(
    used: Path, newer_program: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two programs start at once; the slower one copies what the faster one made of the file."""
    newer_program("op.execute(\"insert into meta(name, value) values('two', '')\")")
    slower = upgrade.bring_up_to_date

    def be_overtaken(connection: sqlite3.Connection, path: Path) -> None:
        monkeypatch.setattr(upgrade, "bring_up_to_date", slower)
        Desk.open(path).close()
        slower(connection, path)

    monkeypatch.setattr(upgrade, "bring_up_to_date", be_overtaken)
    Desk.open(used).close()
    with sqlite3.connect(used.with_name(f"obm-tui-before-{NEXT}.db")) as file:
        assert file.execute("select version_num from alembic_version").fetchone()[0] == LAST
    file.close()


@pytest.mark.parametrize(
    "failure",
    [
        "raise RuntimeError('planted')",
        "op.execute('insert into nowhere values(1)')",
        "op.execute('delete from client')",
    ],
)
def test_a_failing_upgrade_changes_nothing(used: Path, newer_program: Callable[[str], None], failure: str) -> None:
    with Desk.open(used) as desk:
        if "client" in failure:
            desk.connection.execute("pragma foreign_keys=off")
            desk.connection.execute("update card set client_id='gone'")
        before = everything(desk.connection)
    newer_program(
        "op.create_table('effort', sa.Column('id', sa.Integer, primary_key=True))\n"
        "op.add_column('card', sa.Column('effort', sa.Integer()))\n"
        f"op.execute(\"update card set title='half'\")\n{failure}"
    )
    expected: type[Exception] = RuntimeError if "Runtime" in failure else errors.StoreError
    with pytest.raises(expected):
        Desk.open(used)
    file = sqlite3.connect(used)
    assert everything(file) == before
    file.close()


def test_an_old_file_that_cannot_be_written_is_left_alone(
    open_folder: Path, newer_program: Callable[[str], None]
) -> None:
    newer_program("op.execute(\"insert into meta(name, value) values('two', '')\")")
    path = open_folder / "obm-tui.db"
    before = digest(path)
    with nobody_special(open_folder):
        open_folder.chmod(0o500)
        with pytest.raises(errors.ReadOnly):
            Desk.open(path)
    assert digest(path) == before


def test_a_full_disk_refuses_the_upgrade_whole(used: Path, newer_program: Callable[[str], None]) -> None:
    newer_program("op.execute(\"insert into meta(name, value) values('two', zeroblob(5000000))\")")
    connection, _writable = open_file(used)
    before = everything(connection)
    pages = connection.execute("pragma page_count").fetchone()[0]
    connection.execute(f"pragma max_page_count={pages}")
    with pytest.raises(errors.DiskFull):
        upgrade.run_chain(connection, used)
    assert everything(connection) == before
    assert connection.execute("pragma foreign_keys").fetchone()[0] == 1
    connection.close()

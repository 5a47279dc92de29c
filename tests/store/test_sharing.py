"""One file, several programs: who waits, who is told, and who must not write any more."""

import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from obm_tui.desk import Desk
from obm_tui.domain import errors
from obm_tui.domain.cards import Lane, NewCard
from tests.store.rights import listing
from tests.store.state import digest, everything


@pytest.fixture
def other(database: Path) -> Iterator[sqlite3.Connection]:
    """Another program's connection."""
    connection = sqlite3.connect(database, isolation_level=None, timeout=0)
    yield connection
    connection.close()


def test_a_file_somebody_holds_is_busy_after_a_quarter_second(database: Path, other: sqlite3.Connection) -> None:
    other.execute("begin exclusive")
    began = time.monotonic()
    with pytest.raises(errors.Busy):
        Desk.open(database)
    assert 0.2 < time.monotonic() - began < 0.9
    other.execute("rollback")
    Desk.open(database).close()


def test_a_job_lets_others_read_until_its_memory_has_an_end(database: Path) -> None:
    """SQLite takes the last byte of the number for yes or no."""
    with Desk.open(database) as desk, Desk.open(database, job=True) as job:
        kept = [place.connection.execute("pragma cache_spill").fetchone()[0] for place in (desk, job)]
        assert 0 < kept[0] < 2_000 < kept[1] < 100_000


def test_a_busy_file_answers_every_verb_with_busy(desk: Desk, other: sqlite3.Connection) -> None:
    desk.cards.add(NewCard("There"))
    other.execute("begin exclusive")
    verbs: list[Callable[[], object]] = [
        lambda: desk.cards.add(NewCard("Not there")),
        lambda: desk.steps.undo(),
        lambda: desk.steps.redo(),
        lambda: desk.cards.lane(Lane.INBOX),
        lambda: desk.steps.recent(),
    ]
    for verb in verbs:
        began = time.monotonic()
        with pytest.raises(errors.Busy):
            verb()
        assert time.monotonic() - began < 0.9
        assert not desk.connection.in_transaction
    assert desk.poll() is None
    other.execute("rollback")
    assert len(desk.cards.lane(Lane.INBOX)) == 1
    desk.steps.undo()
    assert len(desk.cards.lane(Lane.INBOX)) == 0


def test_a_reader_that_stays_makes_the_commit_busy_and_nothing_else(desk: Desk, other: sqlite3.Connection) -> None:
    desk.cards.add(NewCard("There"))
    reading = other.execute("select a.name, b.name from sqlite_schema a, sqlite_schema b")
    reading.fetchone()
    for verb in (lambda: desk.cards.add(NewCard("Not there")), lambda: desk.steps.undo()):
        with pytest.raises(errors.Busy):
            verb()
        assert not desk.connection.in_transaction
        assert len(desk.cards.lane(Lane.INBOX)) == 1
    reading.close()
    desk.cards.add(NewCard("There too"))
    assert len(desk.cards.lane(Lane.INBOX)) == 2


def test_opening_again_lets_go_of_no_lock(desk: Desk, database: Path) -> None:
    """Closing a file drops all locks its process has on it: looking at the bytes again would let others in."""
    desk.connection.execute("begin immediate")
    Desk.open(database).close()
    script = "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0).execute('begin immediate')"
    held = subprocess.run([sys.executable, "-c", script, str(database)], capture_output=True, text=True, check=False)
    desk.connection.execute("rollback")
    assert "database is locked" in held.stderr
    free = subprocess.run([sys.executable, "-c", script, str(database)], capture_output=True, text=True, check=False)
    assert free.stderr == ""


def test_a_file_that_was_replaced_is_not_written_to(desk: Desk, database: Path, empty_database: Path) -> None:
    desk.cards.add(NewCard("In the old file"))
    synced = database.with_name("synced")
    shutil.copy(empty_database, synced)
    synced.replace(database)
    before = listing(database.parent)
    for verb in (lambda: desk.cards.add(NewCard("Lost?")), lambda: desk.steps.undo(), lambda: desk.steps.redo()):
        with pytest.raises(errors.Moved):
            verb()
    assert listing(database.parent) == before


def test_a_file_that_was_replaced_a_moment_ago_is_not_written_to(
    desk: Desk, database: Path, monkeypatch: pytest.MonkeyPatch, empty_database: Path
) -> None:
    """Even where the swap comes between our own look and the write, SQLite's look finds it."""
    monkeypatch.setattr(desk.file, "check", lambda: None)
    synced = database.with_name("synced")
    shutil.copy(empty_database, synced)
    synced.replace(database)
    before = digest(database)
    with pytest.raises(errors.Moved):
        desk.cards.add(NewCard("Lost?"))
    assert digest(database) == before


def test_a_file_that_was_deleted_is_not_written_to(desk: Desk, database: Path) -> None:
    desk.cards.add(NewCard("In the old file"))
    database.unlink()
    for verb in (lambda: desk.cards.add(NewCard("Lost?")), lambda: desk.steps.undo()):
        with pytest.raises(errors.Moved):
            verb()
    assert not database.exists()


def test_a_file_that_a_newer_program_upgraded_is_not_written_to(desk: Desk, other: sqlite3.Connection) -> None:
    desk.cards.add(NewCard("Old"))
    other.execute("update alembic_version set version_num='9999'")
    before = everything(desk.connection)
    for verb in (lambda: desk.cards.add(NewCard("Lost?")), lambda: desk.steps.undo()):
        with pytest.raises(errors.TooNew):
            verb()
        assert not desk.connection.in_transaction
    assert everything(desk.connection) == before

"""Opening: a path that cannot be used gives one named error, and not a byte of what is there changes."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from obm_tui.desk import Desk
from obm_tui.domain import errors
from obm_tui.domain.cards import Lane, NewCard
from obm_tui.domain.clients import NewClient
from tests.store.rights import listing, modes, nobody_special
from tests.store.state import digest


def make_other_program(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("pragma application_id=1234")
        other.execute("create table card(id)")
    other.close()


def make_unmarked(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("create table notes(id)")
    other.close()


def make_write_ahead(path: Path) -> None:
    """Another program's, in a journal mode that preparing it for our writes would change."""
    with sqlite3.connect(path) as other:
        other.execute("pragma journal_mode=wal")
        other.execute("create table notes(id)")
    other.close()


def make_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("board.json", "{}")


def cut(size: int) -> Callable[[Path, bytes], None]:
    def make(path: Path, whole: bytes) -> None:
        path.write_bytes(whole[:size])

    return make


def change_revision(path: Path, whole: bytes) -> None:
    path.write_bytes(whole)
    with sqlite3.connect(path) as file:
        file.execute("update alembic_version set version_num='9999'")
    file.close()


def forget_revision(path: Path, whole: bytes) -> None:
    path.write_bytes(whole)
    with sqlite3.connect(path) as file:
        file.execute("delete from alembic_version")
    file.close()


def newer_write_ahead(path: Path, whole: bytes) -> None:
    change_revision(path, whole)
    with sqlite3.connect(path) as file:
        file.execute("pragma journal_mode=wal")
    file.close()


BROKEN: dict[str, tuple[Callable[..., object], type[errors.StoreError]]] = {
    "zero length": (lambda path: path.write_bytes(b""), errors.EmptyFile),
    "text": (lambda path: path.write_text("Bonjour\n" * 50), errors.NotADatabase),
    "one byte": (lambda path: path.write_bytes(b"S"), errors.NotADatabase),
    "html": (lambda path: path.write_text("<!doctype html><title>Sign in</title>"), errors.NotADatabase),
    "zip": (make_zip, errors.NotADatabase),
    "random bytes": (lambda path: path.write_bytes(bytes(range(7, 250)) * 40), errors.NotADatabase),
    "zero bytes": (lambda path: path.write_bytes(bytes(8192)), errors.NotADatabase),
    "magic alone": (lambda path: path.write_bytes(b"SQLite format 3\0"), errors.NotADatabase),
    "another program's": (make_other_program, errors.NotADatabase),
    "unmarked": (make_unmarked, errors.NotADatabase),
    "another program's, write-ahead": (make_write_ahead, errors.NotADatabase),
    "a folder": (lambda path: path.mkdir(), errors.Unreachable),
    "a pipe": (lambda path: os.mkfifo(path), errors.Unreachable),
    "a link to nowhere": (lambda path: path.symlink_to("gone.db"), errors.Unreachable),
    "a link to itself": (lambda path: path.symlink_to(path.name), errors.Unreachable),
}
DAMAGED: dict[str, tuple[Callable[[Path, bytes], None], type[errors.StoreError]]] = {
    "header alone": (cut(100), errors.Damaged),
    "half the first page": (cut(2048), errors.Damaged),
    "first page alone": (cut(4096), errors.Damaged),
    "last page cut off": (cut(-4096), errors.Damaged),
    "newer": (change_revision, errors.TooNew),
    "newer, write-ahead": (newer_write_ahead, errors.TooNew),
    "without a revision": (forget_revision, errors.Damaged),
}


@pytest.fixture
def place(home: Path) -> Path:
    home.mkdir(mode=0o700)
    return home / "obm-tui.db"


def refuse(path: Path, kind: type[errors.StoreError]) -> errors.StoreError:
    """Open and be refused, in no time, with everything around as it was."""
    before = listing(path.parent)
    began = time.monotonic()
    with pytest.raises(kind) as caught:
        Desk.open(path)
    assert type(caught.value) is kind
    assert time.monotonic() - began < 2
    assert listing(path.parent) == before
    assert str(path) in str(caught.value) or "{path}" not in caught.value.message
    return caught.value


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_no_database_of_ours_is_refused_untouched(place: Path, name: str) -> None:
    make, kind = BROKEN[name]
    make(place)
    refuse(place, kind)
    # Also where this process had a good file under the same number before.
    refuse(place, kind)


@pytest.mark.parametrize("name", DAMAGED)
def test_a_database_that_cannot_be_used_is_refused_untouched(place: Path, empty_database: Path, name: str) -> None:
    make, kind = DAMAGED[name]
    make(place, empty_database.read_bytes())
    refuse(place, kind)


@pytest.mark.parametrize("name", ["text", "zero length", "another program's", "another program's, write-ahead"])
def test_a_good_file_that_became_something_else_is_refused(database: Path, name: str, tmp_path: Path) -> None:
    Desk.open(database).close()
    other = tmp_path / "other"
    make, kind = BROKEN[name]
    make(other)
    database.write_bytes(other.read_bytes())  # in place: the same file to the system
    refuse(database, kind)


def test_another_programs_write_cut_short_is_left_to_it(place: Path) -> None:
    """Reading it through SQLite would already play its journal back."""
    script = """
import os, signal, sqlite3, sys
other = sqlite3.connect(sys.argv[1], isolation_level=None)
other.execute("create table notes(text)")
other.execute("pragma cache_size=5")
other.execute("begin immediate")
for number in range(300):
    other.execute("insert into notes values(?)", ("x" * 900,))
os.kill(os.getpid(), signal.SIGKILL)
"""
    subprocess.run([sys.executable, "-c", script, str(place)], check=False)
    assert len(list(place.parent.iterdir())) == 2
    refuse(place, errors.NotADatabase)


def test_a_name_the_disk_cannot_hold_is_unreachable(home: Path) -> None:
    with pytest.raises(errors.Unreachable):
        Desk.open(home / ("x" * 400))


def test_a_folder_that_is_a_file_is_unreachable(database: Path) -> None:
    with pytest.raises(errors.Unreachable):
        Desk.open(database / "obm-tui.db")


def test_names_with_every_kind_of_letter_are_opened(home: Path) -> None:
    for name in ("été ? #1%20.db", "日本.db", os.fsdecode(b"caf\xe9.db")):
        Desk.open(home / name).close()
        Desk.open(home / name).close()
        assert (home / name).is_file()


def test_a_link_to_a_database_is_followed(database: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(database)
    with Desk.open(link) as desk:
        desk.cards.add(NewCard("Through the link"))
    with Desk.open(database) as desk:
        assert len(desk.cards.lane(Lane.INBOX)) == 1


# Rights.


def test_a_file_without_rights_is_unreachable(open_folder: Path) -> None:
    path = open_folder / "obm-tui.db"
    with nobody_special(open_folder):
        path.chmod(0)
        with pytest.raises(errors.Unreachable):
            Desk.open(path)


def test_a_folder_without_rights_is_unreachable(open_folder: Path) -> None:
    with nobody_special(open_folder):
        open_folder.chmod(0)
        try:
            with pytest.raises(errors.Unreachable):
                Desk.open(open_folder / "obm-tui.db")
            with pytest.raises(errors.Unreachable):
                Desk.open(open_folder / "new.db")
        finally:
            open_folder.chmod(0o700)


@pytest.mark.parametrize(("file", "folder"), [(0o400, 0o700), (0o600, 0o500), (0o400, 0o500)])
def test_what_cannot_be_written_can_be_read(open_folder: Path, file: int, folder: int) -> None:
    path = open_folder / "obm-tui.db"
    with Desk.open(path) as desk:
        desk.cards.add(NewCard("To be read", lane=Lane.WEEK))
        desk.import_writes()
    before = digest(path)
    with nobody_special(open_folder):
        path.chmod(file)
        open_folder.chmod(folder)
        with Desk.open(path) as desk:
            assert not desk.writable
            assert [row.title for row in desk.cards.rows(desk.cards.lane(Lane.WEEK)).values()] == ["To be read"]
            assert desk.poll() is None
            with pytest.raises(errors.ReadOnly):
                desk.cards.add(NewCard("More"))
            with pytest.raises(errors.ReadOnly):
                desk.steps.undo()
    assert digest(path) == before


def kill_in_the_middle_of_a_write(path: Path) -> None:
    """Leave a journal behind that the next program must play back first."""
    script = """
import os, signal, sys
from pathlib import Path
from obm_tui.desk import Desk
from obm_tui.domain.cards import NewCard
with Desk.open(Path(sys.argv[1])) as desk:
    desk.cards.add(NewCard("Kept"))
    desk.connection.execute("pragma cache_size=5")
    desk.connection.execute("begin immediate")
    desk.connection.execute("update card set body='torn', title='torn'")
    for number in range(300):
        desk.connection.execute("insert into meta(name, value) values(?, ?)", (f"torn-{number}", "x" * 900))
    os.kill(os.getpid(), signal.SIGKILL)
"""
    ended = subprocess.run([sys.executable, "-c", script, str(path)], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert path.with_name(path.name + "-journal").stat().st_size > 0


def test_a_write_cut_short_is_taken_back_by_the_next_opening(database: Path) -> None:
    kill_in_the_middle_of_a_write(database)
    with Desk.open(database) as desk:
        assert [row.title for row in desk.cards.rows(desk.cards.lane(Lane.INBOX)).values()] == ["Kept"]
        assert desk.connection.execute("pragma integrity_check").fetchone()[0] == "ok"
        assert set(desk.files.meta()) == {"uid"}


def test_a_write_cut_short_on_a_disk_that_cannot_be_written_says_so(open_folder: Path) -> None:
    path = open_folder / "obm-tui.db"
    kill_in_the_middle_of_a_write(path)
    before = digest(path)
    with nobody_special(open_folder):
        open_folder.chmod(0o500)
        with pytest.raises(errors.Unreachable, match="middle of a write"):
            Desk.open(path)
        open_folder.chmod(0o700)
        assert digest(path) == before
        with Desk.open(path) as desk:
            assert len(desk.cards.lane(Lane.INBOX)) == 1


# Privacy.


def test_files_are_private_whatever_the_mask(home: Path) -> None:
    mask = os.umask(0)
    try:
        with Desk.open(home / "obm-tui.db") as desk:
            desk.cards.add(NewCard("Secret"))
            found = modes(home)
    finally:
        os.umask(mask)
    assert found == {"home": "0o700", "obm-tui.db": "0o600", "obm-tui.db-journal": "0o600"}


def test_images_of_rows_never_reach_a_disk(desk: Desk) -> None:
    """2 is memory: SQLite would put a large step's images into a file in /var/tmp otherwise."""
    assert desk.connection.execute("pragma temp_store").fetchone()[0] == 2
    ids = [desk.cards.add(NewCard("Secret", body="x" * 50_000)).value for _ in range(5)]
    desk.connection.execute("pragma cache_size=5")
    open_files = Path("/proc/self/fd")
    seen: set[str] = set()

    def look() -> int:
        if open_files.exists():
            seen.update(str(entry.readlink()) for entry in open_files.iterdir() if entry.is_symlink())
        return 0

    desk.connection.set_progress_handler(look, 200)
    desk.cards.archive(ids)
    desk.connection.set_progress_handler(None, 0)
    assert not [name for name in seen if "etilqs" in name]


def test_a_connection_is_durable_and_careful(desk: Desk) -> None:
    asked = {
        "journal_mode": "truncate",
        "synchronous": 3,  # extra
        "foreign_keys": 1,
        "secure_delete": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
    }
    assert {name: desk.connection.execute(f"pragma {name}").fetchone()[0] for name in asked} == asked


# Bytes that changed.


def test_changed_bytes_are_noticed_or_harmless_but_never_a_traceback(
    desk: Desk, database: Path, tmp_path: Path
) -> None:
    ids = [
        desk.cards.add(NewCard(f"Card {number}", lane=lane, body="words " * 30)).value
        for number in range(3)
        for lane in Lane
    ]
    desk.close()
    whole = database.read_bytes()
    path = tmp_path / "changed.db"
    noticed = 0
    for number in range(120):
        changed = bytearray(whole)
        for turn in range(1 + number % 5):
            at = (number * 7919 + turn * 104_729) * 31 % len(changed)
            changed[at] ^= 1 << number % 8
        path.write_bytes(changed)
        try:
            with Desk.open(path) as opened:
                for lane in Lane:
                    opened.cards.rows(opened.cards.lane(lane))
                for key in ids:
                    opened.cards.detail(key)
                opened.steps.recent()
                opened.clients.radar()
                opened.poll()
        except errors.ObmError:
            noticed += 1
    assert noticed > 0


@pytest.mark.parametrize(
    "change",
    [
        "update client set name=cast(x'53656372e974' as text)",
        "update client set created_at='Secret'",
        "update client set colour='Secret'",
    ],
)
def test_a_value_nobody_can_read_is_damage_and_is_not_quoted(desk: Desk, change: str) -> None:
    desk.clients.add(NewClient("Cap Dirigeant"))
    desk.connection.execute("pragma ignore_check_constraints=on")
    desk.connection.execute(change)
    with pytest.raises(errors.Damaged) as caught:
        desk.clients.all()
    assert "Secr" not in str(caught.value)

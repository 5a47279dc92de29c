"""The inbox file: real files, quiet ones, copies, what is appended meanwhile, what cannot be read."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from obm_tui.clock import FrozenClock
from obm_tui.desk import Desk
from obm_tui.desk.inbox_file import drain, read_lines
from obm_tui.domain.clients import NewClient
from obm_tui.domain.errors import Refused
from obm_tui.domain.steps import Origin
from obm_tui.domain.triage import Queue
from obm_tui.inbox_file import MAX_BYTES, QUIET_SECONDS, InboxFile, read, take_out
from obm_tui.interop.encoding import decode
from tests import hostile


class Clock:
    """A time that goes on when it is told to."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock_of_files() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path, clock_of_files: Clock) -> Path:
    """An inbox file with two lines, written a while ago."""
    path = tmp_path / "obm inbox[1].txt"
    put(path, "Un\nDeux demain\n", clock_of_files.now - 60)
    return path


def put(path: Path, text: str | bytes, at: float) -> None:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    os.utime(path, (at, at))


def test_a_file_is_quiet_when_two_looks_see_the_same_and_it_is_not_young(path: Path, clock_of_files: Clock) -> None:
    file = InboxFile(path, clock_of_files)

    assert file.quiet() == []
    assert file.quiet() == [path]
    put(path, "Un\nDeux demain\nTrois\n", clock_of_files.now)
    assert file.quiet() == []
    assert file.quiet() == []
    clock_of_files.now += QUIET_SECONDS
    assert file.quiet() == [path]


def test_an_empty_or_missing_file_is_nothing_to_take(tmp_path: Path, clock_of_files: Clock) -> None:
    file = InboxFile(tmp_path / "inbox.txt", clock_of_files)
    assert (file.quiet(), file.quiet()) == ([], [])
    put(tmp_path / "inbox.txt", "", 1_700_000_000)
    assert (file.quiet(), file.quiet()) == ([], [])


@pytest.mark.parametrize(
    "middle",
    [
        " (Anne's conflicted copy 2026-11-23)",
        " (Copie en conflit de Anne 2026-11-23)",
        " 2",
        " (1)",
        ".sync-conflict-20261123-101010-ABCDEFG",
        "-LAPTOP-ANNE",
    ],
)
def test_copies_of_synchronising_programs_are_taken_too(tmp_path: Path, middle: str) -> None:
    put(tmp_path / f"inbox{middle}.txt", "x", 1)
    file = InboxFile(tmp_path / "inbox.txt")
    file.quiet()
    assert [found.name for found in file.quiet()] == [f"inbox{middle}.txt"]


@pytest.mark.parametrize("name", ["inbox old.txt", "inboxes.txt", "inbox.md", "other 2.txt", "inbox-notes.txt"])
def test_other_files_are_left_alone(tmp_path: Path, name: str) -> None:
    put(tmp_path / name, "x", 1)
    file = InboxFile(tmp_path / "inbox.txt")
    file.quiet()
    assert file.quiet() == []


def test_what_is_appended_meanwhile_stays(path: Path) -> None:
    data = read(path)
    with path.open("ab") as file:
        file.write(b"Trois\n")

    assert take_out(path, data, is_copy=False)
    assert path.read_bytes() == b"Trois\n"


def test_a_file_that_says_something_else_now_is_left(path: Path) -> None:
    assert not take_out(path, b"Autre", is_copy=False)
    assert path.read_bytes() == b"Un\nDeux demain\n"


def test_an_emptied_copy_goes_and_the_file_itself_stays(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy 2.txt"
    put(copy, "x", 1)
    take_out(copy, b"x", is_copy=True)
    take_out(path, read(path), is_copy=False)

    assert (copy.exists(), path.read_bytes()) == (False, b"")
    assert sorted(found.name for found in tmp_path.iterdir()) == [path.name]


def test_what_is_no_file_or_too_big_is_said(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(Refused, match="is not a file"):
        InboxFile(tmp_path / "folder").quiet()
    big = tmp_path / "big.txt"
    with big.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(Refused, match="larger than 2 MB"):
        read(big)


def captured(desk: Desk) -> list[str]:
    return [row.title for row in desk.cards.rows(list(desk.triage.ids(Queue.NEW))).values()]


def drained(desk: Desk, path: Path) -> int:
    data = read(path)
    return drain(desk, InboxFile(path), path, decode(data), data, "Me")


def test_every_line_is_a_card_in_one_step_done_by_itself(desk: Desk, path: Path) -> None:
    desk.clients.add(NewClient("Cap Dirigeant", "CAP"))
    put(path, "\ufeffUn +CAP !1\r\n\r\n  \r\nDeux demain 14h\r\n" + "x" * 600 + "\r\n", 1)
    desk.origin = Origin.SYSTEM

    assert drained(desk, path) == 3
    rows = {row.title: row for row in desk.cards.rows(list(desk.triage.ids(Queue.NEW))).values()}
    assert (rows["Un"].client_code, rows["Un"].priority) == ("CAP", 1)
    assert rows["Deux"].due_time == "14:00"
    assert any(title.endswith("…") and row.has_body for title, row in rows.items())
    assert path.read_bytes() == b""
    [step] = desk.steps.recent(1)
    assert (step.origin, step.count) == (Origin.SYSTEM, 3)
    undoable = desk.steps.next_undo()
    assert undoable is not None
    assert undoable.label == "client.added"


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("- rappeler Maya", "rappeler Maya"),
        ("* [ ] rappeler Maya", "rappeler Maya"),
        ("☐ rappeler Maya", "rappeler Maya"),
        ("1. rappeler Maya", "rappeler Maya"),
        ("[x] rappeler Maya", "rappeler Maya"),
        ("- ", "-"),
        ("-10 % sur le devis", "-10 % sur le devis"),
    ],
)
def test_the_marks_of_a_list_are_no_words(desk: Desk, path: Path, line: str, title: str) -> None:
    put(path, line + "\n", 1)
    assert drained(desk, path) == 1
    assert captured(desk) == [title]


def test_a_copy_brings_only_what_the_file_did_not_have(desk: Desk, path: Path) -> None:
    copy = path.with_name(f"{path.stem} (1){path.suffix}")
    put(path, "Un\nDeux\n", 1)
    put(copy, "- Un\nUn\nTrois\nTrois\n", 2)
    file = InboxFile(path)
    assert drained(desk, path) == 2
    data = read(copy)
    # Twice in one file is meant twice.
    assert drain(desk, file, copy, decode(data), data, "Me") == 2
    assert sorted(captured(desk)) == ["Deux", "Trois", "Trois", "Un"]
    assert not copy.exists()


def test_what_came_in_weeks_ago_comes_in_from_a_copy_too(desk: Desk, path: Path) -> None:
    copy = path.with_name(f"{path.stem} (1){path.suffix}")
    put(path, "Payer l'URSSAF\n", 1)
    assert drained(desk, path) == 1
    desk.clock = FrozenClock(desk.clock.now() + timedelta(days=30))
    put(copy, "Payer l'URSSAF\n", 2)
    data = read(copy)
    assert drain(desk, InboxFile(path), copy, decode(data), data, "Me") == 1


def test_a_crash_before_the_file_was_emptied_captures_nothing_twice(
    desk: Desk, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_args: object, **_options: object) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as crashed:
        crashed.setattr("obm_tui.inbox_file.take_out", crash)
        with pytest.raises(KeyboardInterrupt):
            drained(desk, path)
    assert len(captured(desk)) == 2

    assert drained(desk, path) == 0
    assert (len(captured(desk)), path.read_bytes()) == (2, b"")


def test_the_same_words_another_day_are_another_thought(desk: Desk, path: Path) -> None:
    drained(desk, path)
    put(path, "Un\nDeux demain\n", 1_900_000_000)

    assert drained(desk, path) == 2
    assert len(captured(desk)) == 4


@pytest.mark.parametrize("text", hostile.TITLES)
def test_hostile_lines_come_in_or_stay_text(desk: Desk, text: str) -> None:
    for new in read_lines(desk, text, "Me"):
        assert new.card.title
    assert len(read_lines(desk, "un\fdeux\rtrois", "Me")) == 3


def test_a_wrong_file_with_very_many_lines_is_refused(desk: Desk) -> None:
    with pytest.raises(Refused, match="lines"):
        read_lines(desk, "x\n" * 5_001, "Me")

"""ctrl+o: a board of another tool comes in, seen before it is done, taken back with one key."""

import json
import threading
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from obm_tui.desk.files import FilesFacet
from obm_tui.domain.cards import Lane
from obm_tui.screens.dialogs import import_file
from tests.app.cockpit import Cockpit
from tests.app.conftest import Open
from tests.interop.boards import board as trello_board
from tests.interop.boards import card as trello_card
from tests.interop.boards import full_board

WEEK = ["Prix de la promo 12", "Ordre du jour", "Note pour Maya"]


@pytest.fixture(autouse=True)
def downloads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where exports land; nothing of the machine's own is offered."""
    folder = tmp_path / "Downloads"
    folder.mkdir()
    for variable in ("XDG_DOWNLOAD_DIR", "XDG_DESKTOP_DIR"):
        monkeypatch.setenv(variable, str(folder))
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def export(downloads: Path) -> Path:
    """A board with two cards to do, for the client it is named after."""
    path = downloads / "cap.json"
    path.write_text(json.dumps(trello_board(trello_card(1, name="Un"), trello_card(2, name="[/] Deux"))))
    return path


async def ask(it: Cockpit, path: Path) -> None:
    """Open the dialog, name the file and wait for what it says."""
    await it.press("ctrl+o")
    await it.paste(str(path))
    await it.press("enter")
    await it.until(lambda: "Reading…" not in it.text())
    await it.settle()


async def test_preview_then_import_then_undo(export: Path, board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        before = it.steps()
        await ask(it, export)
        await it.until(lambda: "Cap Dirigeant: 2 cards read, 2 new" in it.text())
        await it.until(lambda: "enter brings it in" in it.text())
        assert (it.titles(Lane.BACKLOG), it.steps()) == (["Refonte du tunnel"], before)

        await it.press("enter")
        await it.until(lambda: not it.dialog)
        assert {"Un", "[/] Deux"} <= set(it.titles(Lane.BACKLOG))
        assert "2 cards brought in. u takes them back." in it.bar
        assert (it.row("Un").client_code, it.steps()) == ("CAP", before + 1)

        await it.press("u")
        assert it.titles(Lane.BACKLOG) == ["Refonte du tunnel"]
        assert "Undone: CAP board imported, 2 cards" in it.bar


async def test_the_newest_files_are_offered_and_chosen_with_arrows(export: Path, board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("ctrl+o")
        await it.until(lambda: "cap.json" in it.text())
        await it.press("down")
        assert it.typed == str(export)
        await it.press("tab")
        await it.type("obj")
        await it.press("enter")
        await it.until(lambda: "2 new" in it.text())
        await it.press("enter")
        await it.until(lambda: not it.dialog)

        assert it.row("Un").client_code == "OBJ"


async def test_what_is_here_already_is_left_out_and_nothing_is_promised(
    export: Path, board: Path, cockpit: Open
) -> None:
    async with cockpit(board) as it:
        await ask(it, export)
        await it.press("enter")
        await it.until(lambda: not it.dialog)
        it.app.flash("")
        before = it.steps()
        await ask(it, export)
        await it.until(lambda: "there is nothing new in this file" in it.text())
        await it.press("enter")
        assert (it.dialog, it.steps(), "takes" in it.bar) == ("", before, False)
        assert it.titles(Lane.BACKLOG).count("Un") == 1


async def test_a_board_with_everything(downloads: Path, board: Path, cockpit: Open) -> None:
    path = downloads / "all.json"
    path.write_text(json.dumps(full_board()))
    async with cockpit(board) as it:
        await ask(it, path)
        await it.press("enter")
        await it.until(lambda: not it.dialog)
        assert "brought in" in it.bar
        await it.press("g", "b")
        key = it.row("Card 1").id
        it.lanes.open_card(key)
        await it.settle()
        for words in ("Card 1", "Done!", "Brief", "☑ One"):
            await it.until(partial(lambda wanted: wanted in it.text(), words))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "There is no file"),
        (b"", "is empty"),
        (b"not a board", "is not"),
        (b'{"cards": 3', "cut off"),
        (b"[]", "board"),
        (b"[" * 3000, "nested"),
        (b"\xff\xfe\x00", "not"),
    ],
    ids=["missing", "empty", "text", "half", "other", "nested", "bytes"],
)
async def test_a_refusal_says_why_and_changes_nothing(
    content: bytes | None, reason: str, downloads: Path, board: Path, cockpit: Open
) -> None:
    path = downloads / "board.json"
    if content is not None:
        path.write_bytes(content)
    async with cockpit(board) as it:
        before = it.steps()
        await ask(it, path)
        assert (it.dialog, it.typed, it.steps()) == ("ImportDialog", str(path), before)
        await it.until(lambda: reason in it.text())
        await it.press("enter")
        await it.until(lambda: "Reading…" not in it.text())
        assert (it.dialog, it.steps()) == ("ImportDialog", before)


@pytest.mark.parametrize("name", ["~nobody-of-this-name/b.json", "nul\0byte.json", "\ud800.json", "x" * 5000])
async def test_a_name_that_is_no_path_is_refused_too(name: str, board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("ctrl+o")
        it.screen.query_one("#file", Input).value = name
        await it.press("enter")
        await it.until(lambda: "Reading…" not in it.text())
        assert it.dialog == "ImportDialog"
        assert not it.text().rstrip().endswith("Reading…")
        # It answers still.
        await it.press("enter")
        await it.until(lambda: "Reading…" not in it.text())


async def test_an_unexpected_error_in_the_thread_is_said_and_ends_the_job(
    export: Path, board: Path, cockpit: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with cockpit(board) as it:
        await ask(it, export)

        def fail(*_args: object, **_options: object) -> None:
            raise ZeroDivisionError("secret of the client")

        monkeypatch.setattr(FilesFacet, "import_board", fail)
        await it.press("enter")
        await it.until(lambda: "Bringing it in" not in it.text())
        await it.until(lambda: "Something unexpected" in it.text())
        assert "secret" not in it.text()
        await it.press("escape", "x")
        assert it.titles(Lane.DONE) == [WEEK[0]]

        await ask(it, export)
        await it.until(lambda: "Something unexpected" in it.text())


class Held:
    """An import that waits for the test before it writes."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.may_go = threading.Event()
        real = FilesFacet.import_board

        def wait(facet: FilesFacet, *args: Any, dry_run: bool = False) -> Any:
            if not dry_run:
                assert self.may_go.wait(10)
            return real(facet, *args, dry_run=dry_run)

        monkeypatch.setattr(FilesFacet, "import_board", wait)


async def test_her_keys_during_the_job_are_carried_out_after_it_in_order(
    export: Path, board: Path, cockpit: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held(monkeypatch)
    async with cockpit(board) as it:
        before = it.steps()
        await ask(it, export)
        await it.press("enter", "escape")
        await it.press("x", "right", "o", "exclamation_mark")
        assert (it.dialog, it.steps()) == ("", before)

        held.may_go.set()
        await it.until(lambda: it.steps() == before + 4)
        labels = [step.label for step in it.desk.steps.recent(4)]
        assert labels[::-1] == ["card.imported", "card.done", "card.taken", "card.edited"]
        assert "Un" in it.titles(Lane.BACKLOG)


async def test_quitting_during_the_job_waits_for_it_and_for_what_she_asked_for(
    export: Path, board: Path, cockpit: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held(monkeypatch)
    async with cockpit(board) as it:
        await ask(it, export)
        await it.press("enter", "escape", "x")
        await it.press("ctrl+q")
        assert it.app._exit is False
        held.may_go.set()
        await it.until(lambda: it.app._exit)

    async with cockpit(board) as it:
        assert it.titles(Lane.DONE) == [WEEK[0]]
        assert "Un" in it.titles(Lane.BACKLOG)


async def test_editing_the_path_takes_the_preview_away(export: Path, board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        before = it.steps()
        await ask(it, export)
        await it.type("x")
        assert "2 new" not in it.text()
        await it.press("enter")
        await it.until(lambda: "Reading…" not in it.text())
        assert ("There is no file" in it.text(), it.steps()) == (True, before)


def test_files_that_could_be_a_board_newest_first(downloads: Path) -> None:
    import os

    for age, name in enumerate(("new.json", "older.json", "old.json")):
        (downloads / name).write_text("{}")
        os.utime(downloads / name, (1000 - age, 1000 - age))
    (downloads / "folder.json").mkdir()

    found = import_file.candidates([downloads, downloads / "missing"])
    assert [path.name for path in found] == ["new.json", "older.json", "old.json"]

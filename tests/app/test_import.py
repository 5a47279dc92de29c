"""ctrl+o: a board of another tool comes in, seen before it is done, taken back with one key."""

import json
import threading
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input, Static

from obm_tui import i18n
from obm_tui.desk.files import FilesFacet
from obm_tui.domain.cards import Lane
from obm_tui.domain.steps import StepKind
from obm_tui.screens.dialogs import import_file
from obm_tui.screens.dialogs.import_review import ImportReview
from obm_tui.widgets import job_bar
from obm_tui.widgets.job_bar import JobBar
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
    await it.until(lambda: has_read(it))
    await it.settle()


def has_read(it: Cockpit) -> bool:
    """Whether the file was read, or refused with a reason."""
    screen = it.screen
    if isinstance(screen, ImportReview):
        return screen.found is not None or "Something unexpected" in it.text()
    return it.dialog == "ImportDialog" and str(screen.query_one("#preview", Static).content) not in {
        "",
        i18n._("Reading…"),
    }


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
        assert "2 cards brought in. u takes it back." in it.bar
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
        (b"not a board", "no board"),
        (b'{"cards": 3', "cut off"),
        (b"[]", "board"),
        (b"[" * 3000, "nested"),
        (b"\xff\xfe\x00", "no board"),
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


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Held:
    """The import of this test waits for it."""
    return Held(monkeypatch)


async def test_her_keys_during_the_job_are_carried_out_after_it_in_order(
    export: Path, board: Path, cockpit: Open, held: Held
) -> None:
    async with cockpit(board) as it:
        before = it.steps()
        await ask(it, export)
        it.waits_for_threads = False
        await it.press("enter", "escape")
        await it.press("x", "right", "o", "exclamation_mark")
        assert (it.dialog, it.steps()) == ("", before)

        held.may_go.set()
        await it.until(lambda: it.steps() == before + 4)
        labels = [step.label for step in it.desk.steps.recent(4)]
        assert labels[::-1] == ["card.imported", "card.done", "card.taken", "card.edited"]
        assert "Un" in it.titles(Lane.BACKLOG)


async def test_what_is_being_brought_in_can_be_stopped(export: Path, board: Path, cockpit: Open, held: Held) -> None:
    async with cockpit(board) as it:
        before = it.steps()
        await ask(it, export)
        it.waits_for_threads = False
        await it.press("enter")
        assert "s stops it" in it.text()
        await it.press("s")
        held.may_go.set()
        await it.until(lambda: it.dialog == "")
        assert ("Stopped. Nothing was changed." in it.text(), it.steps()) == (True, before)

        await it.press("x")
        assert it.titles(Lane.DONE) == [WEEK[0]]


async def test_an_answer_while_it_is_brought_in_stops_nothing(
    export: Path, board: Path, cockpit: Open, held: Held
) -> None:
    async with cockpit(board) as it:
        before = it.steps()
        await ask(it, export)
        it.waits_for_threads = False
        await it.press("enter", "right", "space")
        held.may_go.set()
        await it.until(lambda: it.dialog == "")
        assert it.steps() == before + 1
        assert "Un" in it.titles(Lane.BACKLOG)


async def test_a_second_file_waits_for_the_first(
    export: Path, downloads: Path, board: Path, cockpit: Open, held: Held
) -> None:
    second = downloads / "more.json"
    second.write_text(json.dumps(trello_board(trello_card(7, name="Sept"), id="b" * 24)))
    async with cockpit(board) as it:
        await ask(it, export)
        it.waits_for_threads = False
        await it.press("enter", "escape")
        await ask(it, second)
        await it.press("enter")
        assert "Something large is still being written" in it.text()
        held.may_go.set()
        await it.until(lambda: it.can_write)
        assert "Un" in it.titles(Lane.BACKLOG)
        await it.press("enter")
        await it.until(lambda: it.dialog == "")
        assert "Sept" in it.titles(Lane.BACKLOG)


async def test_a_long_file_shows_how_far_it_is_and_is_taken_back_while_the_screens_go_on(
    downloads: Path, board: Path, cockpit: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Undoing it is a job too: keys are answered, and what they ask for comes after it."""
    path = downloads / "Captain.csv"
    path.write_text("Title,Status,Labels,Client\n" + "".join(f"Carte {n},To do,a,CAP\n" for n in range(1_500)))
    parts: list[float] = []
    real = JobBar.update

    def update(bar: JobBar, **values: Any) -> None:
        parts.extend([values["progress"]] if "progress" in values else [])
        real(bar, **values)

    monkeypatch.setattr(JobBar, "update", update)
    monkeypatch.setattr(job_bar, "_LOOK_SECONDS", 0.01)
    async with cockpit(board) as it:
        lane = it.titles(Lane.BACKLOG)
        await ask(it, path)
        await it.press("enter")
        await it.until(lambda: it.dialog == "")
        assert 0 < max(parts) <= 1
        assert len(set(parts)) > 3
        assert len(it.titles(Lane.BACKLOG)) == len(lane) + 1_500

        await it.press("u", "x")
        await it.until(lambda: it.titles(Lane.DONE) == [WEEK[0]])
        assert it.titles(Lane.BACKLOG) == lane
        labels = [(step.label, step.kind) for step in it.desk.steps.recent(3)]
        assert labels == [
            ("card.done", StepKind.DO),
            ("card.imported", StepKind.UNDO),
            ("card.imported", StepKind.DO),
        ]


async def test_quitting_during_the_job_waits_for_it_and_for_what_she_asked_for(
    export: Path, board: Path, cockpit: Open, held: Held
) -> None:
    async with cockpit(board) as it:
        await ask(it, export)
        it.waits_for_threads = False
        await it.press("enter", "escape", "x")
        await it.press("ctrl+q")
        assert it.app._exit is False
        held.may_go.set()
        await it.until(lambda: it.app._exit)

    async with cockpit(board) as it:
        assert it.titles(Lane.DONE) == [WEEK[0]]
        assert "Un" in it.titles(Lane.BACKLOG)


async def test_every_answer_is_to_be_seen_in_a_narrow_window_in_french(
    export: Path, board: Path, cockpit: Open
) -> None:
    async with cockpit(board, size=(80, 24)) as it:
        i18n.use("fr")
        await ask(it, export)
        for answer in ("tout", "les miennes", "en retard", "30 prochains jours", "jalons"):
            assert f"○ {answer}" in it.text() or f"● {answer}" in it.text(), answer


async def test_editing_the_path_takes_the_refusal_away(export: Path, board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        before = it.steps()
        await ask(it, export.with_name("missing.json"))
        await it.until(lambda: "There is no file" in it.text())
        await it.type("x")
        assert ("There is no file" in it.text(), it.steps()) == (False, before)


def test_files_that_could_be_a_board_newest_first(downloads: Path) -> None:
    import os

    for age, name in enumerate(("new.json", "older.json", "old.json")):
        (downloads / name).write_text("{}")
        os.utime(downloads / name, (1000 - age, 1000 - age))
    (downloads / "folder.json").mkdir()

    found = import_file.candidates([downloads, downloads / "missing"])
    assert [path.name for path in found] == ["new.json", "older.json", "old.json"]


TEAM = (
    "Task ID,Created At,Completed At,Name,Section/Column,Assignee,Due Date,Tags,Projects\n"
    "1,2026-11-01,,Write the page,Doing,Julie,2026-11-20,,Spring\n"
    "2,2026-11-01,,Record module 4,Plan B,,2026-12-01,,Spring\n"
    "3,2026-11-01,,Choose a name,Plan B,,,,Spring\n"
)


@pytest.fixture
def table(downloads: Path) -> Path:
    """A project of nobody's name."""
    path = downloads / "Spring.csv"
    path.write_text(TEAM)
    return path


async def test_what_the_file_does_not_say_is_asked_line_by_line_and_remembered(
    table: Path, board: Path, cockpit: Open
) -> None:
    async with cockpit(board) as it:
        await ask(it, table)
        await it.until(lambda: "Whose is Spring? enter asks." in it.text())
        await it.press("enter")
        await it.press("escape")
        assert it.dialog == "BoardImport"

        await it.press("m")
        await it.type("obj")
        await it.press("enter")
        await it.until(lambda: "3 new" in it.text())
        await it.until(lambda: "1 waits for somebody" in it.text())
        await it.press("down", "down", "m")
        await it.type("valider" if "valider" in it.text() else "approve")
        await it.press("enter")
        await it.until(lambda: "→ To approve" in it.text())
        await it.press("up", "space")
        await it.until(lambda: "2 new" in it.text() and "1 not wanted now" in it.text())
        await it.press("space")
        await it.until(lambda: "3 new" in it.text())
        await it.press("enter")
        await it.until(lambda: not it.dialog)

        assert it.row("Record module 4").lane is Lane.APPROVE
        assert it.row("Write the page").client_code == "OBJ"
        table.write_text(TEAM + "4,2026-11-01,,Book the room,Plan B,,,,Spring\n")
        await ask(it, table)
        await it.until(lambda: "1 new" in it.text() and "→ To approve" in it.text())


async def test_only_her_own_cards_or_those_of_the_next_month(table: Path, board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("ctrl+o")
        await it.paste(str(table))
        await it.press("tab")
        await it.type("cap")
        await it.press("enter")
        await it.until(lambda: has_read(it))
        await it.press("right", "right")
        await it.until(lambda: "1 new" in it.text() and "2 not wanted now" in it.text())
        await it.press("right")
        await it.until(lambda: "2 new" in it.text())
        await it.press("left", "left")
        await it.until(lambda: "say which of the file" in it.text())
        await it.press("tab", "right")
        await it.until(lambda: "1 new" in it.text())
        await it.press("enter")
        await it.until(lambda: not it.dialog)

        assert it.row("Write the page").owner_is_me


async def test_what_moved_there_is_told_before_and_after(table: Path, board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await ask(it, table)
        await it.press("m")
        await it.type("cap")
        await it.press("enter")
        await it.until(lambda: "3 new" in it.text())
        await it.press("enter")
        await it.until(lambda: not it.dialog)
        table.write_text(TEAM.replace("1,2026-11-01,,W", "1,2026-11-01,2026-11-22,W").replace("12-01", "12-08"))

        await ask(it, table)
        await it.until(lambda: "1 closed there, 1 re-dated." in it.text())
        await it.press("enter")
        await it.until(lambda: not it.dialog)
        assert "1 closed there, 1 re-dated. u takes it back." in it.bar
        assert it.row("Write the page").lane is Lane.DONE


SPACES = (
    "Task,Client,Status,Owner\n"
    "Page,Objectif Image,Doing,\nInvoice,Cap Dirigeant,Doing,\nLogo,Studio Lune,Doing,\nMail,Studio Lune,Doing,\n"
)


async def test_a_guessed_client_takes_nothing_that_the_file_says_is_anothers(
    downloads: Path, board: Path, cockpit: Open
) -> None:
    path = downloads / "tasks.csv"
    path.write_text(SPACES)
    async with cockpit(board) as it:
        await it.press("f")
        await it.type("cap")
        await it.press("enter")
        await ask(it, path)
        await it.until(lambda: "Whose is Studio Lune?" in it.text())
        rows = [line for line in it.text().splitlines() if "→" in line]
        for space, whose in (("Objectif Image", "→ OBJ"), ("Cap Dirigeant", "→ CAP"), ("Studio Lune", "→ whose?")):
            assert any(space in row and whose in row for row in rows), (space, rows)


async def test_a_space_of_nobody_becomes_a_client_on_the_way(downloads: Path, board: Path, cockpit: Open) -> None:
    path = downloads / "tasks.csv"
    path.write_text(SPACES)
    async with cockpit(board) as it:
        await ask(it, path)
        await it.until(lambda: "Whose is Studio Lune? enter asks." in it.text())
        await it.press("enter")
        await it.type("new client")
        await it.press("enter")
        assert it.dialog == "ClientForm"
        await it.until(lambda: "Studio Lune" in it.text())
        await it.press("enter")
        await it.until(lambda: it.dialog == "BoardImport")
        await it.until(lambda: "4 new" in it.text())
        await it.press("enter")
        await it.until(lambda: not it.dialog)

        assert {it.row(title).client_code for title in ("Logo", "Mail")} == {"STU"}
        assert (it.row("Page").client_code, it.row("Invoice").client_code) == ("OBJ", "CAP")


async def test_what_is_counted_is_singular_or_plural_and_lines_are_called_lines(
    downloads: Path, board: Path, cockpit: Open
) -> None:
    path = downloads / "tasks.csv"
    path.write_text("Tâche,Statut,Échéance,Responsable\nPage,En cours,jamais,Nadir\n,En cours,,\n")
    async with cockpit(board) as it:
        i18n.use("fr")
        await it.press("ctrl+o")
        await it.paste(str(path))
        await it.press("tab")
        await it.type("cap")
        await it.press("enter")
        await it.until(lambda: has_read(it))
        await it.until(lambda: "2 cartes lues, 1 nouvelle, 1 écartée ou déjà là" in it.text())
        said = " ".join(it.text().split())
        assert "Dates illisibles, laissées de côté : 1 (la première : ligne 2)" in said
        assert "Lignes sans titre, laissées de côté : 1 (la première : ligne 3)" in said
        assert "← → répondent, tab continue" in said

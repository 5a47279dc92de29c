"""Choosing another tool's file; what it becomes is asked in a dialog of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from obm_tui.desk import Desk
from obm_tui.domain.errors import N_, Refused
from obm_tui.domain.import_answers import BoardAnswers
from obm_tui.domain.progress import Stopped
from obm_tui.i18n import _
from obm_tui.interop.detect import is_board, read_board
from obm_tui.interop.files import read_bytes
from obm_tui.interop.metric_files import read_metric_file
from obm_tui.screens.dialogs.base import Dialog, Title, words
from obm_tui.screens.job import own_desk, reason_of
from obm_tui.widgets.job_bar import JobBar
from obm_tui.widgets.line_input import LineInput
from obm_tui.widgets.row_list import Row, RowList

if TYPE_CHECKING:
    from obm_tui.app import ObmApp
    from obm_tui.domain.progress import Progress

_SHOWN_FILES = 8
_SUFFIXES = {".json", ".csv", ".tsv", ".zip"}


@dataclass(frozen=True, slots=True)
class Source:
    """The file, and whose numbers it holds."""

    path: Path
    data: bytes
    client_id: str
    client: str
    """The client's code."""


def candidates(folders: Sequence[Path]) -> list[Path]:
    """The newest files that could be a board, from the folders where exports land."""
    found: list[tuple[float, Path]] = []
    for folder in dict.fromkeys(folders):
        try:
            files = [path for path in folder.iterdir() if path.suffix.lower() in _SUFFIXES]
            found += [(path.stat().st_mtime, path) for path in files if path.is_file()]
        except OSError:
            continue
    return [path for _when, path in sorted(found, reverse=True)[:_SHOWN_FILES]]


def _as_path(text: str) -> Path:
    """The path she means; `~` is her home."""
    try:
        return Path(text).expanduser()
    except RuntimeError:
        return Path(text)


class ImportDialog(Dialog[None]):
    """The file, and the client where the file does not say it."""

    def __init__(self, code: str, *, is_said: bool = False) -> None:
        """`code` is the client's it is for, where that is clear; `is_said` where it was chosen and is no guess."""
        super().__init__()
        self._code = code
        self._guess = "" if is_said else code
        self._busy = False

    def compose(self) -> ComposeResult:
        """Two fields, files to choose from, what would happen."""
        with Vertical(classes="sheet"):
            yield Title(words(_("Bring in a board (JSON, CSV, Notion’s archive) or numbers (CSV)")))
            with Horizontal(classes="field"):
                yield Static(words(_("File")))
                yield Input(id="file", placeholder="~/Downloads/board.json")
            with Horizontal(classes="field"):
                yield Static(words(_("Client")))
                yield LineInput(self._code, id="client", placeholder="CAP", max_length=4)
            yield RowList()
            yield JobBar()
            yield Static("", id="preview")
            yield Static(
                words(_("enter shows what would happen, enter again does it · escape leaves")), classes="quiet"
            )

    def on_mount(self) -> None:
        """The newest files are offered."""
        from platformdirs import user_desktop_path, user_downloads_path

        found = candidates([user_downloads_path(), user_desktop_path(), Path.cwd()])
        files = self.query_one(RowList)
        files.put(
            [Row(str(path), ((f" {path.name}", "plain"),), ((str(path.parent) + " ", "quiet"),)) for path in found]
        )
        files.styles.height = len(found)
        files.display = bool(found)

    def on_key(self, event: events.Key) -> None:
        """Arrows choose a file while the field has the keyboard."""
        files = self.query_one(RowList)
        if event.key in {"up", "down"} and files.display:
            event.stop()
            event.prevent_default()
            if self.query_one("#file", Input).value:
                files.move_cursor(1 if event.key == "down" else -1)
            self._choose(files.current)

    @on(RowList.RowClicked)
    def choose_clicked(self, event: RowList.RowClicked) -> None:
        """A click chooses."""
        self._choose(event.key)

    def _choose(self, path: str | None) -> None:
        if path is not None:
            field = self.query_one("#file", Input)
            field.value = path
            field.cursor_position = len(path)

    @on(Input.Changed)
    def forget_problem(self) -> None:
        """Another file or client: what was said does not hold any more."""
        self._show("")

    @on(Input.Submitted)
    def go_on(self) -> None:
        """Read the file."""
        if self._busy or self.answered:
            return
        path = self.query_one("#file", Input).value.strip().strip("'\"")
        code = self.query_one("#client", Input).value.strip()
        if not path:
            self._choose(self.query_one(RowList).current)
            return
        self._busy = True
        self._show(_("Reading…"))
        # In a thread that belongs to the app: leaving this dialog does not end it.
        work = partial(self._read, self.app, path, code, self.query_one(JobBar).begin())
        self.app.run_worker(work, group="import", thread=True, exit_on_error=False)

    def _show(self, text: str, *, problem: bool = False) -> None:
        if self.answered:
            return
        preview = self.query_one("#preview", Static)
        preview.update(words((text, "$warning") if problem else text))

    def _read(self, app: ObmApp, path: str, code: str, progress: Progress) -> None:
        try:
            file = _as_path(path)
            data = read_bytes(file)
            # A file that says JSON and is none is told so.
            of_cards = is_board(data) or file.suffix.lower() == ".json"
            with own_desk(app, progress) as desk:
                make = (
                    _board(desk, file, data, code, code != self._guess)
                    if of_cards
                    else _numbers(desk, file, data, code)
                )
        except Stopped:
            return
        except Exception as error:
            app.call_from_thread(self._refused, reason_of(error))
            return
        app.call_from_thread(self._ask, make)

    def _ask(self, make: Callable[[], Dialog[None]]) -> None:
        self._busy = False
        if not self.answered:
            self.dismiss(None)
            self.app.push_screen(make())

    def _refused(self, reason: str) -> None:
        self._busy = False
        if not self.answered:
            self.query_one(JobBar).end()
        self._show(reason, problem=True)


def _board(desk: Desk, path: Path, data: bytes, code: str, is_said: bool) -> Callable[[], Dialog[None]]:
    """The dialog of a board: whose it is, where its columns go.

    `is_said` where she typed the client's code: a code that stood there already takes only what has no name of its own.
    """
    client = desk.clients.by_code(code) if code else None
    zone = desk.clock.zone
    board = read_board(data, path.name, zone, progress=desk.progress)
    order = desk.files.remembered(board).order
    if board.questions and order is not None:
        board = read_board(data, path.name, zone, order, desk.progress)
    spaces = board.spaces()
    if not is_said:
        spaces = tuple(
            space
            for space in spaces
            if (not space or len(spaces) == 1) and desk.files.named_client(space or board.name) is None
        )
    given = BoardAnswers(order=order, clients=dict.fromkeys(spaces, client.id) if client else {})
    answers, clients = desk.files.answers_for(board, given), desk.clients.all()
    if not clients:
        raise Refused(N_("There is no client yet: add one first, the board is theirs."))
    source = Source(path, data, client.id if client else "", client.code if client else "")

    def make() -> Dialog[None]:
        from obm_tui.screens.dialogs.board_import import BoardImport

        return BoardImport(source, board, answers, clients)

    return make


def _numbers(desk: Desk, path: Path, data: bytes, code: str) -> Callable[[], Dialog[None]]:
    """The dialog of a file of numbers: what it does not say, what its columns are called."""
    file = read_metric_file(data, path.name, desk.clock.today(), remembered=desk.metrics.remembered_order)
    clients = desk.clients.all()
    if not code and len(clients) != 1:
        raise Refused(N_("Whose numbers are these? Type the client's code below the file."))
    client = desk.clients.by_code(code) if code else clients[0]
    source = Source(path, data, client.id, client.code)

    def make() -> Dialog[None]:
        from obm_tui.screens.dialogs.numbers_import import NumbersImport

        return NumbersImport(source, file.questions)

    return make

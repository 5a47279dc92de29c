"""Bringing in a board: choose the file, see what would happen, do it."""

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

from obm_tui import labels, log
from obm_tui.desk import Desk
from obm_tui.domain.errors import N_, ObmError, Refused
from obm_tui.domain.imports import ImportedBoard, ImportReport
from obm_tui.i18n import _, ngettext
from obm_tui.interop.detect import read_board
from obm_tui.interop.files import read_bytes
from obm_tui.screens.dialogs.base import Dialog, Title, words
from obm_tui.widgets.line_input import LineInput
from obm_tui.widgets.row_list import Row, RowList

if TYPE_CHECKING:
    from obm_tui.app import ObmApp

_SHOWN_FILES = 8
_NOTES = 6


@dataclass(frozen=True, slots=True)
class Ready:
    """A board that was read and rehearsed, and the client it is for."""

    path: str
    code: str
    board: ImportedBoard
    client_id: str
    report: ImportReport

    @property
    def has_news(self) -> bool:
        """Whether there is anything to bring in."""
        return bool(self.report.made or self.report.updated)


def candidates(folders: Sequence[Path]) -> list[Path]:
    """The newest files that could be a board, from the folders where exports land."""
    found: list[tuple[float, Path]] = []
    for folder in dict.fromkeys(folders):
        try:
            found += [(path.stat().st_mtime, path) for path in folder.glob("*.json") if path.is_file()]
        except OSError:
            continue
    return [path for _when, path in sorted(found, reverse=True)[:_SHOWN_FILES]]


def _as_path(text: str) -> Path:
    """The path she means; `~` is her home."""
    try:
        return Path(text).expanduser()
    except RuntimeError:
        return Path(text)


def _own_desk(app: ObmApp) -> Desk:
    """A connection of its own: the job runs in a thread."""
    return Desk.open(app.desk.path, busy_seconds=5, clock=app.desk.clock, job=True)


def _reason(error: Exception) -> str:
    """Why it did not work. An unexpected error is no reason to stop: nothing was changed by it."""
    if isinstance(error, ObmError):
        return labels.say(error)
    report = log.write_report(error)
    return " ".join(filter(None, (_("Something unexpected went wrong. What was saved before is safe."), report)))


def report_lines(report: ImportReport) -> list[str]:
    """What an import did, or would do, in a few lines."""
    lines = [
        _("{name}: {read} cards read, {made} new, {skipped} left out or here already").format(
            name=report.name, read=report.read, made=report.made, skipped=report.skipped
        )
    ]
    forms = {
        "comments": lambda n: ngettext("{n} comment", "{n} comments", n),
        "checklist_items": lambda n: ngettext("{n} checklist line", "{n} checklist lines", n),
        "links": lambda n: ngettext("{n} link", "{n} links", n),
        "people": lambda n: ngettext("{n} person", "{n} people", n),
        "labels": lambda n: ngettext("{n} label", "{n} labels", n),
    }
    with_them = [forms[kind](n).format(n=n) for kind, n in report.kinds.items() if n and kind in forms]
    if with_them:
        lines.append(", ".join(with_them))
    lines += ["· " + labels.note(note) for note in report.notes[:_NOTES]]
    if len(report.notes) > _NOTES:
        more = len(report.notes) - _NOTES
        lines.append(ngettext("· {n} more remark", "· {n} more remarks", more).format(n=more))
    return lines


class ImportDialog(Dialog[None]):
    """The file, the client, the preview (the real import, rolled back); Enter again does it."""

    def __init__(self, code: str) -> None:
        """`code` is the client's it is for, where that is clear."""
        super().__init__()
        self._code = code
        self._ready: Ready | None = None
        self._busy = False

    def compose(self) -> ComposeResult:
        """Two fields, files to choose from, what would happen."""
        with Vertical(classes="sheet"):
            yield Title(words(_("Bring in a board: in Trello, menu → Print, export and share → Export as JSON")))
            with Horizontal(classes="field"):
                yield Static(words(_("File")))
                yield Input(id="file", placeholder="~/Downloads/board.json")
            with Horizontal(classes="field"):
                yield Static(words(_("Client")))
                yield LineInput(self._code, id="client", placeholder="CAP", max_length=4)
            yield RowList()
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
    def forget_preview(self) -> None:
        """Another file or client: the preview does not hold any more."""
        self._ready = None
        self._show("")

    @on(Input.Submitted)
    def go_on(self) -> None:
        """Show what would happen; once shown, do it."""
        if self._busy or self.answered:
            return
        path = self.query_one("#file", Input).value.strip().strip("'\"")
        code = self.query_one("#client", Input).value.strip()
        if self._ready is not None and (self._ready.path, self._ready.code) == (path, code):
            if not self._ready.has_news:
                self.dismiss(None)
                return
            self._begin(_("Bringing it in…"))
            self.app.begin_job()
            self._run(partial(self._bring_in, self.app, self._ready))
        elif not path:
            self._choose(self.query_one(RowList).current)
        else:
            self._begin(_("Reading…"))
            self._run(partial(self._rehearse, self.app, path, code))

    def _begin(self, words: str) -> None:
        self._busy = True
        self._show(words)

    def _run(self, work: Callable[[], None]) -> None:
        """In a thread that belongs to the app: leaving this dialog does not end it."""
        self.app.run_worker(work, group="import", thread=True, exit_on_error=False)

    def _show(self, text: str, *, problem: bool = False) -> None:
        if self.answered:
            return
        preview = self.query_one("#preview", Static)
        preview.update(words((text, "$warning") if problem else text))

    def _rehearse(self, app: ObmApp, path: str, code: str) -> None:
        try:
            file = _as_path(path)
            board = read_board(read_bytes(file), file.name, app.desk.clock.zone)
            with _own_desk(app) as desk:
                client_id = self._client_for(desk, board, code)
                report, _change = desk.files.import_board(board, client_id, dry_run=True)
        except Exception as error:
            app.call_from_thread(self._refused, _reason(error))
            return
        app.call_from_thread(self._rehearsed, Ready(path, code, board, client_id, report))

    @staticmethod
    def _client_for(desk: Desk, board: ImportedBoard, code: str) -> str:
        if code:
            return desk.clients.by_code(code).id
        client = desk.files.client_for(board)
        if client is not None:
            return client.id
        raise Refused(N_("For which client is this board? Type the client's code below the file."))

    def _rehearsed(self, ready: Ready) -> None:
        self._busy = False
        self._ready = ready
        lines = report_lines(ready.report)
        action = _("enter brings it in") if ready.has_news else _("there is nothing new in this file")
        self._show("\n".join([*lines, "", action]))

    def _refused(self, reason: str) -> None:
        self._busy = False
        self._ready = None
        self._show(reason, problem=True)

    def _bring_in(self, app: ObmApp, ready: Ready) -> None:
        try:
            with _own_desk(app) as desk:
                report, _change = desk.files.import_board(ready.board, ready.client_id)
        except Exception as error:
            app.call_from_thread(self._stopped, _reason(error))
            return
        app.call_from_thread(self._brought_in, report)

    def _stopped(self, reason: str) -> None:
        self.app.end_job()
        if self.answered:
            self.app.warn(reason)
        self._refused(reason)

    def _brought_in(self, report: ImportReport) -> None:
        self.app.end_job()
        self.dismiss(None)
        words_made = ngettext(
            "{n} card brought in. u takes it back.", "{n} cards brought in. u takes them back.", report.made
        )
        self.app.flash(words_made.format(n=report.made))

"""Looking at the inbox file while the app is open: what a phone wrote there becomes cards by itself."""

from __future__ import annotations

import contextlib
from asyncio import CancelledError
from pathlib import Path
from typing import TYPE_CHECKING

from obm_tui import fmt, inbox_file, labels
from obm_tui.desk import Desk
from obm_tui.desk.inbox_file import drain
from obm_tui.domain.errors import ObmError
from obm_tui.domain.steps import Origin
from obm_tui.i18n import _, ngettext

if TYPE_CHECKING:
    from obm_tui.app import ObmApp


class InboxWatch:
    """Looks every few seconds, in a thread: a synchronised folder may be slow."""

    def __init__(self, app: ObmApp) -> None:
        self._app = app
        self._file: inbox_file.InboxFile | None = None
        self._said = ""
        """The problem that was told last: once is enough."""

    def look(self) -> None:
        """Take what is there, if nobody is writing it, and no job holds the file."""
        app = self._app
        path = app.config.inbox_file
        if not path or app.tells_story or not app.desk.writable or app.writes.is_held:
            return
        wanted = Path(path).expanduser()
        if self._file is None or self._file.path != wanted:
            self._file, self._said = inbox_file.InboxFile(wanted), ""
        app.run_worker(self._look, group="inbox file", thread=True, exclusive=True, exit_on_error=False)

    def _look(self) -> None:
        app, file = self._app, self._file
        if file is None:
            return
        made, problem = 0, ""
        try:
            quiet = file.quiet()
            if quiet:
                from obm_tui.interop.encoding import decode

                with Desk.open(
                    app.desk.path, origin=Origin.SYSTEM, busy_seconds=5, clock=app.desk.clock, job=True
                ) as desk:
                    for path in quiet:
                        data = inbox_file.read(path)
                        made += drain(desk, file, path, decode(data), data, _("Me"))
        except ObmError as error:
            problem = labels.say(error)
        with contextlib.suppress(RuntimeError, CancelledError):
            app.call_from_thread(self._tell, made, problem)

    def _tell(self, made: int, problem: str) -> None:
        if made:
            words = ngettext("{n} captured from the inbox file.", "{n} captured from the inbox file.", made)
            self._app.publish_foreign()
            self._app.flash(words.format(n=fmt.number(made)))
        if problem and problem != self._said:
            self._app.warn(problem)
        self._said = problem

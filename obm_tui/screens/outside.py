"""What the window has to do with the computer around it: the clipboard, and another program in its terminal."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.driver import Driver

from obm_tui import clipboard, paths
from obm_tui.clipboard import Copied, Way
from obm_tui.desk import Desk
from obm_tui.i18n import _
from obm_tui.navigation import Place
from obm_tui.screens.places import PlacesApp

if TYPE_CHECKING:
    from obm_tui.screens.terminal import TerminalLost

LENT_SECONDS = 0.5


class OutsideApp(PlacesApp):
    """The application with what it takes from outside and hands out."""

    def __init__(self, desk: Desk, start: Place | None) -> None:
        super().__init__(desk, start)
        self.terminal_is_lent = False
        """Whether another program has the terminal, or had it a moment ago."""
        self._copying = asyncio.Lock()
        self._copied_where = ""

    def warn(self, text: str) -> None:
        """Say what did not work."""
        raise NotImplementedError

    def finish(self) -> None:
        """Before the end: write what was asked for, keep what is typed."""
        raise NotImplementedError

    # -- the end from outside --------------------------------------------------------------------------------------

    def get_driver_class(self) -> type[Driver]:
        """Textual's choice; on Unix with an answer to a terminal that is gone."""
        chosen = super().get_driver_class()
        if chosen.__name__ != "LinuxDriver":
            return chosen
        from obm_tui.screens.terminal import TerminalDriver  # here: it does not exist on Windows

        return TerminalDriver

    def install_signals(self) -> None:
        """End in order when the system, a shell or a closed window asks for it."""
        loop = asyncio.get_running_loop()
        # Windows has no such handlers, and only a program's main thread may set them.
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError, AttributeError):
            for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
                loop.add_signal_handler(number, self._end_by_signal, number)

    def _end_by_signal(self, number: int) -> None:
        if self.terminal_is_lent and number == signal.SIGINT:
            return
        self.finish()
        self.exit(return_code=128 + number)

    def on_terminal_lost(self, _message: TerminalLost) -> None:
        """Nobody looks any more: what a hung up terminal's signal does, which need not come."""
        self._end_by_signal(signal.SIGHUP)

    def look_after_terminal(self) -> None:
        """A terminal may be gone without a word."""
        driver = self._driver
        if look := getattr(driver, "look_after", None):
            look()

    # -- another program in the terminal ---------------------------------------------------------------------------

    @contextlib.contextmanager
    def lend_terminal(self) -> Iterator[None]:
        """Leave the terminal to another program; nothing may be raised inside, or it is not taken back.

        Raises:
            SuspendNotSupported: this terminal cannot be left to another program.
        """
        self.terminal_is_lent = True
        try:
            with self.suspend():
                yield
        finally:
            # ctrl+c typed there was the other program's; it is told here only once the loop goes on.
            self.set_timer(LENT_SECONDS, self._take_terminal_back, name="terminal back")

    def _take_terminal_back(self) -> None:
        self.terminal_is_lent = False

    # -- the clipboard ---------------------------------------------------------------------------------------------

    def copy_to_clipboard(self, text: str) -> None:
        """Copy a text; where it went is said unless it is simply in the clipboard."""
        self._clipboard = text
        self.run_worker(self._copy(text), name="copy", exit_on_error=False)

    async def _copy(self, text: str) -> None:
        """Outside the loop, in the order asked for: a clipboard program may take its time."""
        loop = asyncio.get_running_loop()

        def write(order: str) -> None:
            loop.call_soon_threadsafe(self._order_terminal, order)

        async with self._copying:
            copied = await asyncio.to_thread(clipboard.copy, text, write)
            self._copied_where = _where(copied)
        if self._copied_where:
            self.flash(self._copied_where)
        elif copied.way is Way.NOWHERE:
            self.warn(_("Nothing was copied: there is no clipboard here, and the file could not be written either."))

    def say_copied(self, words: str) -> None:
        """Say what came of a copy beyond the copying, and again where it went: neither takes the other's place."""
        self.run_worker(self._say_copied(words), name="say copied", exit_on_error=False)

    async def _say_copied(self, words: str) -> None:
        async with self._copying:
            pass
        self.flash(" · ".join(filter(None, (words, self._copied_where))))

    def _order_terminal(self, order: str) -> None:
        if self._driver is not None and self.is_running:
            self._driver.write(order)


def _where(copied: Copied) -> str:
    """Where a text went that is not simply in the clipboard."""
    where = paths.shown(copied.path) if copied.path else ""
    if copied.way is Way.TERMINAL:
        return _("Sent to the terminal; also in {path}").format(path=where) if where else _("Sent to the terminal")
    return _("No clipboard here: it is in {path}").format(path=where) if copied.way is Way.FILE else ""

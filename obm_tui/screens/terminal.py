"""The terminal as Textual drives it on Unix, where it may be gone from one moment to the next."""

from __future__ import annotations

import select
from collections.abc import Callable
from typing import IO, Any

from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message


class TerminalLost(Message):
    """The terminal's window was closed, or its connection ended."""


class _Output:
    """A terminal's file that takes everything, also once nobody is there to read it.

    Textual's writing thread would end with the first error, and the program would wait for ever to hand it more.
    """

    def __init__(self, file: IO[str], lost: Callable[[], None]) -> None:
        self._file = file
        self._lost = lost
        self._is_lost = False

    def write(self, text: str) -> None:
        self._attempt(lambda: self._file.write(text))

    def flush(self) -> None:
        self._attempt(self._file.flush)

    def fileno(self) -> int:
        return self._file.fileno()

    def _attempt(self, order: Callable[[], object]) -> None:
        if self._is_lost:
            return
        try:
            order()
        except (OSError, ValueError):  # ValueError: the file was closed
            self._is_lost = True
            self._lost()


class TerminalDriver(LinuxDriver):
    """Textual's driver; a terminal that is gone ends the program instead of halting or crashing it."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        self._file: Any = _Output(self._file, self._tell_lost)

    def run_input_thread(self) -> None:
        """Read keys until told to stop."""
        try:
            super().run_input_thread()
        except OSError:
            self._tell_lost()

    def look_after(self) -> None:
        """Tell where nobody is at the other end any more.

        Textual's reading thread takes the end of all input for no input, and asks for more as fast as it can.
        """
        line = select.poll()
        line.register(self.fileno, 0)
        if any(event & select.POLLHUP for _file, event in line.poll(0)):
            self._tell_lost()

    def _tell_lost(self) -> None:
        self._app.post_message(TerminalLost())

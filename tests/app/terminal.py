"""The program in a terminal of its own: a real process behind a pseudo-terminal."""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
from collections.abc import Callable, Mapping
from pathlib import Path
from time import monotonic

_SEQUENCE = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_][^\x1b]*\x1b\\|[ -/]*[0-~])")
_LEFT_AS_FOUND = (b"\x1b[?1049", b"\x1b[?1000", b"\x1b[?1003", b"\x1b[?2004")
"""Alternate screen, mouse, all mouse moves, bracketed paste: each set with `h` must be unset with `l`."""


class Terminal:
    """Types, waits for words, and looks at what the program left behind."""

    def __init__(
        self, database: Path, *, program: str = "", environment: Mapping[str, str] | None = None, hangs_up: bool = True
    ) -> None:
        """`program` is Python code to run instead of the package; without `hangs_up` no signal tells of the end."""
        self._master, self._slave = pty.openpty()
        fcntl.ioctl(self._slave, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
        self._before = termios.tcgetattr(self._slave)
        start = ["-c", program] if program else ["-m", "obm_tui"]
        self.process = subprocess.Popen(
            [sys.executable, *start, "--db", str(database)],
            stdin=self._slave,
            stdout=self._slave,
            stderr=self._slave,
            env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "", "LINES": "", **(environment or {})},
            preexec_fn=self._own_terminal if hangs_up else os.setsid,
        )
        self.raw = b""

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(self, *_details: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        for descriptor in (self._master, self._slave):
            if descriptor >= 0:
                os.close(descriptor)

    @staticmethod
    def _own_terminal() -> None:
        os.setsid()
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)

    def type(self, keys: str) -> None:
        """Everything in one write."""
        os.write(self._master, keys.encode())

    def close_window(self) -> None:
        """What happens when the terminal's window is closed."""
        os.close(self._slave)
        os.close(self._master)
        self._master = self._slave = -1

    @property
    def text(self) -> str:
        """All that was written, without colours and positions."""
        return _SEQUENCE.sub(b"", self.raw).decode(errors="replace")

    def wait_for(self, words: str) -> None:
        """Until these words are written; from then on only what comes later counts."""
        self._read_until(lambda: words in self.text)
        self.raw = self.raw[-200:] if words not in _SEQUENCE.sub(b"", self.raw[-200:]).decode(errors="replace") else b""

    def watch(self, seconds: float) -> None:
        """Take in what is written for so long."""
        deadline = monotonic() + seconds
        while (left := deadline - monotonic()) > 0:
            self._read(left)

    def until(self, condition: Callable[[], bool]) -> None:
        """Until something is so, outside of the terminal."""
        self._read_until(condition)

    def end(self) -> int:
        """Wait for the program's end and return its exit code."""
        self._read_until(lambda: self.process.poll() is not None)
        while self._read(0.05):
            pass
        return self.process.returncode

    def is_sane(self) -> bool:
        """Whether the terminal is as the program found it: its modes, and raw input off."""
        modes = all(self.raw.rfind(mode + b"h") <= self.raw.rfind(mode + b"l") for mode in _LEFT_AS_FOUND)
        cursor = self.raw.rfind(b"\x1b[?25l") <= self.raw.rfind(b"\x1b[?25h")
        return modes and cursor and termios.tcgetattr(self._slave) == self._before

    def _read_until(self, condition: Callable[[], bool]) -> None:
        deadline = monotonic() + 20
        while not condition():
            assert monotonic() < deadline, self.text[-3000:]
            assert self._read(0.05) or self.process.poll() is None or condition(), self.text[-3000:]

    def _read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._master], [], [], seconds)
        if not ready:
            return False
        try:
            data = os.read(self._master, 1 << 20)
        except OSError:
            return False
        self.raw += data
        return bool(data)

"""A terminal without a window: starts a program in it, answers its questions, and tells when its picture was settled.

What the program writes is stamped when it arrives and drawn afterwards, so that drawing costs no measured time.
"""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pyte

COLUMNS, ROWS = 160, 45
_LEFT_OUT = ("COLUMNS", "LINES", "NO_COLOR", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "TMUX")
"""Not handed to the program: they change what it draws, or make it compile itself at every start."""
_LINUX = sys.platform == "linux"

KEYS: Mapping[str, bytes] = {
    "up": b"\x1b[A",
    "down": b"\x1b[B",
    "right": b"\x1b[C",
    "left": b"\x1b[D",
    "home": b"\x1b[H",
    "end": b"\x1b[F",
    "pageup": b"\x1b[5~",
    "pagedown": b"\x1b[6~",
    "enter": b"\r",
    "escape": b"\x1b",
    "space": b" ",
}
"""What a terminal sends for keys that are no letters."""

# A control sequence (ECMA-48, 5.4): parameters, intermediate bytes, final byte; or a string up to its terminator.
_SEQUENCE = re.compile(
    rb"\x1b(?:\[(?P<parameters>[0-?]*)(?P<between>[ -/]*)(?P<final>[@-~])"
    rb"|\](?P<system>[^\x07\x1b]*)(?:\x07|\x1b\\)"
    rb"|[PX^_][^\x1b]*\x1b\\)"
)
_UNFINISHED = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*|[\]PX^_][^\x07\x1b]*\x1b?)?\Z")


def _answer(found: re.Match[bytes]) -> bytes:
    """What a terminal says to a question; nothing where the sequence is none."""
    parameters, between, final = found["parameters"], found["between"], found["final"]
    if final == b"p" and between == b"$" and parameters.startswith(b"?"):
        # It can draw whole frames at once (2026) and knows no other of the newer modes.
        return b"\x1b[" + parameters + (b";2$y" if parameters == b"?2026" else b";0$y")
    if found["system"] in {b"10;?", b"11;?"}:
        return b"\x1b]" + found["system"][:-1] + b"rgb:1c1c/1c1c/1c1c\x1b\\"
    fixed = {
        (b"", b"c"): b"\x1b[?62;22c",
        (b">", b"c"): b"\x1b[>0;1;0c",
        (b"6", b"n"): b"\x1b[1;1R",
        (b"?", b"u"): b"\x1b[?0u",
        (b"14", b"t"): b"\x1b[4;%d;%dt" % (ROWS * 16, COLUMNS * 8),
        (b"16", b"t"): b"\x1b[6;16;8t",
        (b"18", b"t"): b"\x1b[8;%d;%dt" % (ROWS, COLUMNS),
    }
    return fixed.get((parameters or b"", final or b""), b"") if not between else b""


def _drawable(found: re.Match[bytes]) -> bytes:
    """The sequence, where it is one pyte draws by."""
    parameters, final = found["parameters"], found["final"]
    if final is None or found["between"] or final in b"tu" or parameters[:1] in {b"<", b"=", b">"}:
        return b""
    return found[0]


@dataclass(frozen=True, slots=True)
class Chunk:
    """What arrived at once."""

    at: float
    """When, in seconds of the steady clock."""
    cpu: float
    """CPU seconds the program had used by then."""
    data: bytes


class Picture:
    """What the terminal shows."""

    def __init__(self) -> None:
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)
        self._rest = b""

    def draw(self, data: bytes) -> None:
        """Draw what arrived; half a sequence waits for its other half."""
        data = self._rest + data
        unfinished = _UNFINISHED.search(data)
        cut = unfinished.start() if unfinished else len(data)
        self._rest = data[cut:]
        self._stream.feed(_SEQUENCE.sub(_drawable, data[:cut]))

    def look(self) -> list[dict[int, object]]:
        """Every cell with its colours, to compare with another moment's."""
        return [dict(self._screen.buffer[row]) for row in range(ROWS)]

    def text(self) -> str:
        """The letters alone."""
        return "\n".join(line.rstrip() for line in self._screen.display)


@dataclass(frozen=True, slots=True)
class Settled:
    """From a key, or from the start, to the settled picture."""

    wall: float
    """Seconds."""
    cpu: float
    """CPU seconds of the program and its children."""


@dataclass(frozen=True, slots=True)
class Idle:
    """What a program costs that nobody touches, a second."""

    cpu: float
    """CPU seconds."""
    wakeups: float | None
    """Voluntary context switches; none where the system does not count them."""
    written: float
    """Bytes."""


@dataclass(frozen=True, slots=True)
class Held:
    """A key held down."""

    lag: float
    """Seconds from the last repetition to the settled picture."""
    cpu: float
    """CPU seconds a repetition."""


class NotReady(Exception):
    """The program ended, or did not show what was waited for in time."""


class Terminal:
    """One program in a terminal; leave the context to end it."""

    QUIET = 0.1
    """Seconds without output after which a picture counts as settled."""
    PATIENCE = 2.0
    """Seconds to wait for the first output after a key."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str] | None = None) -> None:
        self.picture = Picture()
        self.written = 0
        """Bytes the program wrote."""
        self._gaps = Random(7)
        self._tail = b""
        self._ended = False
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, COLUMNS * 8, ROWS * 16))
        inherited = {name: value for name, value in os.environ.items() if name not in _LEFT_OUT}
        own = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
        self._started = time.perf_counter()
        self._process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            env={**inherited, **own, **(environment or {})},
        )
        self._family = [self._process.pid]
        """The program and its children."""
        os.close(slave)
        os.set_blocking(self._master, False)

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(self, *_details: object) -> None:
        self.close()

    def close(self) -> None:
        """End the program, by force if asking does not help."""
        for number in (signal.SIGTERM, signal.SIGKILL):
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, number)
            deadline = time.perf_counter() + 3
            while self._process.poll() is None and time.perf_counter() < deadline:
                self._read(0.02)
        os.close(self._master)

    # -- what goes in and out --------------------------------------------------------------------------------------

    def _read(self, seconds: float) -> Chunk | None:
        if self._ended:
            time.sleep(seconds)
            return None
        ready, _, _ = select.select([self._master], [], [], max(0.0, seconds))
        if not ready:
            return None
        at = time.perf_counter()
        try:
            data = os.read(self._master, 1 << 20)
        except OSError:
            data = b""  # Linux: how the end of the program reads
        if not data:
            self._ended = True
            return None
        chunk = Chunk(at, self.cpu(), data)
        self.written += len(data)
        self._reply(data)
        return chunk

    def _reply(self, data: bytes) -> None:
        data = self._tail + data
        unfinished = _UNFINISHED.search(data)
        cut = unfinished.start() if unfinished else len(data)
        self._tail = data[cut:]
        for found in _SEQUENCE.finditer(data[:cut]):
            if answer := _answer(found):
                os.write(self._master, answer)

    def _collect(self, quiet: float, patience: float) -> list[Chunk]:
        """Everything until nothing more came for `quiet` seconds; the first may take `patience`."""
        chunks: list[Chunk] = []
        while (chunk := self._read(quiet if chunks else patience)) is not None:
            chunks.append(chunk)
        self._find_family()
        return chunks

    def _draw(self, chunks: Sequence[Chunk]) -> int | None:
        """Draw the chunks; returns the one the picture was settled with, or none where nothing changed."""
        before = self.picture.look()
        looks = []
        for chunk in chunks:
            self.picture.draw(chunk.data)
            looks.append(self.picture.look())
        if not looks or looks[-1] == before:
            return None
        last = len(looks) - 1
        while last and looks[last - 1] == looks[-1]:
            last -= 1
        return last

    # -- what is measured ------------------------------------------------------------------------------------------

    def wait_for(self, pattern: str, patience: float = 60.0) -> Settled:
        """From the start to the settled picture that shows the pattern.

        Raises:
            NotReady: it does not come.
        """
        wanted = re.compile(pattern)
        deadline = self._started + patience
        while time.perf_counter() < deadline and not self._ended:
            chunks = self._collect(0.25, deadline - time.perf_counter())
            settled = self._draw(chunks)
            if settled is not None and wanted.search(self.picture.text()):
                return Settled(chunks[settled].at - self._started, chunks[settled].cpu)
        raise NotReady(self.picture.text())

    def press(self, *keys: str) -> Settled:
        """From the last of these keys to the settled picture; the ones before it are answered first.

        Raises:
            NotReady: a key changed nothing.
        """
        for key in keys[:-1]:
            self._press(key)
        # Not in step with any timer of the program's.
        time.sleep(self._gaps.uniform(0.0, 0.02))
        self._draw(self._collect(0.0, 0.0))
        return self._press(keys[-1])

    def _press(self, key: str) -> Settled:
        cpu, at = self.cpu(), time.perf_counter()
        os.write(self._master, KEYS.get(key, key.encode()))
        while (left := at + self.PATIENCE - time.perf_counter()) > 0:
            chunks = self._collect(self.QUIET, left)
            if (settled := self._draw(chunks)) is not None:
                return Settled(chunks[settled].at - at, self.cpu() - cpu)
        raise NotReady(f"{key}\n{self.picture.text()}")

    def rest(self) -> None:
        """Wait until the program has nothing more to do."""
        before = -1.0
        while self.cpu() - before > 0.01:
            before = self.cpu()
            self._draw(self._collect(0.3, 0.3))

    def hold(self, key: str, times: int = 90, a_second: float = 30.0) -> Held:
        """A key that repeats as a keyboard does."""
        cpu, start = self.cpu(), time.perf_counter()
        chunks: list[Chunk] = []
        for number in range(times):
            os.write(self._master, KEYS.get(key, key.encode()))
            following = start + (number + 1) / a_second
            while (left := following - time.perf_counter()) > 0:
                if (chunk := self._read(left)) is not None:
                    chunks.append(chunk)
        last = start + (times - 1) / a_second
        chunks += self._collect(0.25, 0.25)
        settled = self._draw(chunks)
        if settled is None:
            raise NotReady(key)
        return Held(max(0.0, chunks[settled].at - last), (self.cpu() - cpu) / times)

    def idle(self, seconds: float) -> Idle:
        """Nobody touches it for so long."""
        self._draw(self._collect(0.5, 0.5))
        cpu, wakeups, written = self.cpu(), self._wakeups(), self.written
        deadline = time.perf_counter() + seconds
        while (left := deadline - time.perf_counter()) > 0:
            if (chunk := self._read(left)) is not None:
                self.picture.draw(chunk.data)
        woken = None if wakeups is None else (self._wakeups() or 0) - wakeups
        return Idle(
            (self.cpu() - cpu) / seconds,
            None if woken is None else woken / seconds,
            (self.written - written) / seconds,
        )

    # -- what the system counts ------------------------------------------------------------------------------------

    def _find_family(self) -> None:
        """Look for children the program has started meanwhile."""
        self._family, todo = [], [self._process.pid]
        while todo:
            process = todo.pop()
            self._family.append(process)
            for children in Path(f"/proc/{process}/task").glob("*/children"):
                with suppress(OSError):
                    todo += map(int, children.read_text().split())

    def cpu(self) -> float:
        """CPU seconds used so far."""
        if not _LINUX:
            return sum(_clock_seconds(text) for text in _ask_ps(self._process.pid, "time"))
        used = 0.0
        for process in self._family:
            with suppress(OSError):
                # The CPU clock of another process, as clock_getcpuclockid(3) makes its number.
                used += time.clock_gettime(~process << 3 | 2)
        return used

    def peak_memory(self) -> int:
        """Bytes of memory at the highest; where only the present is known, at present."""
        if not _LINUX:
            return sum(int(text) * 1024 for text in _ask_ps(self._process.pid, "rss"))
        return sum(self._count(f"/proc/{process}/status", "VmHWM") for process in self._family) * 1024

    def _wakeups(self) -> int | None:
        if not _LINUX:
            return None
        return sum(
            self._count(str(status), "voluntary_ctxt_switches")
            for process in self._family
            for status in Path(f"/proc/{process}/task").glob("*/status")
        )

    @staticmethod
    def _count(status: str, name: str) -> int:
        with suppress(OSError):
            found = re.search(rf"^{name}:\s+(\d+)", Path(status).read_text(), re.MULTILINE)
            return int(found[1]) if found else 0
        return 0


def _ask_ps(process: int, column: str) -> list[str]:
    asked = subprocess.run(["ps", "-o", f"{column}=", "-p", str(process)], capture_output=True, text=True, check=False)
    return asked.stdout.split()


def _clock_seconds(text: str) -> float:
    """`1:02.50` in seconds."""
    seconds = 0.0
    for part in text.replace("-", ":").split(":"):
        seconds = seconds * 60 + float(part)
    return seconds

"""What is written, in its order: at once, or as soon as writing is possible, or once a long job is over."""

import threading
from collections import deque
from collections.abc import Callable


class WriteQueue:
    """Writes wait in line until the queue is open, and behind a job that writes through a connection of its own."""

    def __init__(self) -> None:
        self._waiting: deque[Callable[[], None]] = deque()
        self._open = False
        self._held = False
        self._running = False

    @property
    def is_open(self) -> bool:
        """Whether writing is possible yet."""
        return self._open

    @property
    def is_held(self) -> bool:
        """Whether a job is under way."""
        return self._held

    def __len__(self) -> int:
        """How many writes wait."""
        return len(self._waiting)

    def put(self, write: Callable[[], None]) -> None:
        """Carry this out, after all that was asked for before it."""
        self._waiting.append(write)
        self._run()

    def open(self) -> None:
        """Writing is possible from now on."""
        self._open = True
        self._run()

    def hold(self) -> None:
        """A job begins."""
        self._held = True

    def release(self) -> None:
        """The job is over: do what was asked for meanwhile."""
        self._held = False
        self._run()

    def _run(self) -> None:
        # A write may ask for another one: that one waits its turn like any other.
        if self._running:
            return
        self._running = True
        try:
            while self._waiting and self._open and not self._held:
                self._waiting.popleft()()
        finally:
            self._running = False


class LateImport:
    """Runs a slow import beside the screens. A daemon: quitting in the first second does not wait for it."""

    def __init__(self, run: Callable[[], None], done: Callable[[], None]) -> None:
        """`done` is called in the thread."""
        self._run = run
        self._done = done
        self._thread = threading.Thread(target=self._work, name="late import", daemon=True)
        self._imported = threading.Event()

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def finish(self, seconds: float) -> bool:
        """Wait for it; False where it takes longer."""
        # Not the end of the thread: it tells whoever waits here that it is done, and would wait for them in turn.
        return self._thread.ident is None or self._imported.wait(seconds)

    def _work(self) -> None:
        import sys

        # Shorter turns, so that keys are answered while half a second of imports runs beside them.
        interval = sys.getswitchinterval()
        sys.setswitchinterval(0.001)
        try:
            self._run()
        finally:
            sys.setswitchinterval(interval)
        self._imported.set()
        self._done()

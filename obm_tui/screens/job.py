"""A job that may take long: a connection of its own, in a thread, while the screens go on."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from typing import TYPE_CHECKING, Any, TypeVar

from obm_tui import labels, log
from obm_tui.desk import Desk
from obm_tui.domain.change import Written
from obm_tui.domain.errors import ObmError
from obm_tui.i18n import _

if TYPE_CHECKING:
    from obm_tui.app import ObmApp
    from obm_tui.domain.progress import Progress

Value = TypeVar("Value")


@contextlib.contextmanager
def own_desk(app: ObmApp, progress: Progress | None = None) -> Iterator[Desk]:
    """A connection of its own for a thread; what is done through it says there how far it is."""
    try:
        with Desk.open(app.desk.path, busy_seconds=5, clock=app.desk.clock, job=True) as desk:
            if progress is not None:
                desk.progress = progress
            yield desk
    finally:
        _give_memory_back()


def _give_memory_back() -> None:
    """Linux's C library keeps what a thread has freed for the next thread's use, half a gigabyte after a large file."""
    import ctypes  # here: nothing else needs it

    with contextlib.suppress(OSError, AttributeError, TypeError):  # no such call elsewhere, no such library on Windows
        ctypes.CDLL(None).malloc_trim(0)


def reason_of(error: Exception) -> str:
    """Why it did not work. An unexpected error is no reason to stop: nothing was changed by it."""
    if isinstance(error, ObmError):
        return labels.say(error)
    report = log.write_report(error)
    return " ".join(filter(None, (_("Something unexpected went wrong. What was saved before is safe."), report)))


def begin(
    app: ObmApp,
    work: Callable[[Desk], Written[Value]],
    then: Callable[[Value], None] | None = None,
    failed: Callable[[Exception], None] | None = None,
    progress: Progress | None = None,
) -> None:
    """Write in a thread; her own writes wait behind it.

    Args:
        app: the window.
        work: one step at the desk it is given.
        then: called with the value written, once every screen knows of it.
        failed: called where it did not work; by default the reason is shown.
        progress: where it says how far it is.
    """

    def run() -> None:
        try:
            with own_desk(app, progress) as desk:
                written = work(desk)
        except Exception as error:
            tell(stop, error)
            return
        tell(end, written)

    def tell(what: Callable[[Any], None], value: object) -> None:
        # The app may be gone by then.
        with contextlib.suppress(RuntimeError, CancelledError):
            app.call_from_thread(what, value)

    def stop(error: Exception) -> None:
        app.end_job()
        if failed is None:
            app.warn(reason_of(error))
        else:
            failed(error)

    def end(written: Written[Value]) -> None:
        # Known here already: looking through a large step for what it touched would halt the keys.
        app.publish(app.desk.own_step(written.change))
        app.end_job()
        if then is not None:
            then(written.value)

    app.begin_job()
    # In a thread that belongs to the app: a dialog that goes away does not end it.
    app.run_worker(run, group="job", thread=True, exit_on_error=False)

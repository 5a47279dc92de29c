"""How far a long job is, and its end before its time."""

from collections.abc import Callable, Collection, Iterator
from enum import Enum
from typing import TypeVar

from obm_tui.domain.errors import N_, ObmError

Thing = TypeVar("Thing")
_TOLD = 500
"""After so many things it is told how far a job is."""


class Stage(Enum):
    """A part of bringing a file in: where in the whole it begins and ends, by what each took of 100,000 cards."""

    READING = (0.0, 0.3)
    WRITING = (0.3, 0.95)
    RECORDING = (0.95, 1.0)
    """Keeping what is left of what undo needs, and of the words for search."""


class Stopped(ObmError):
    """She asked a job to stop before it was done."""

    message = N_("Stopped. Nothing was changed.")


def _untold(_part: float) -> None:
    """Nobody looks."""


class Progress:
    """Told by a job at every few hundred of its things; asked to stop, it ends the job there."""

    def __init__(self, show: Callable[[float], None] = _untold) -> None:
        """`show` is called in the job's thread with the part that is done, from 0 to 1."""
        self._show = show
        self._stopped = False

    def stop(self) -> None:
        """End the job the next time it tells how far it is. From any thread."""
        self._stopped = True

    def check(self) -> None:
        """Go on, where nobody asked for its end.

        Raises:
            Stopped: she does not want it any more.
        """
        if self._stopped:
            raise Stopped

    def tell(self, stage: Stage, done: int, total: int) -> None:
        """This much of a stage is done.

        Raises:
            Stopped: she does not want it any more.
        """
        self.check()
        begin, end = stage.value
        self._show(begin + (end - begin) * (done / total if total else 1.0))

    def over(self, stage: Stage, things: Collection[Thing]) -> Iterator[Thing]:
        """These things one by one, telling now and then how many of them are done.

        Raises:
            Stopped: she does not want it any more.
        """
        for done, thing in enumerate(things):
            if done % _TOLD == 0:
                self.tell(stage, done, len(things))
            yield thing

"""What every command is given: where the database is, and how to answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from obm_tui import labels
from obm_tui.cli import output
from obm_tui.desk import Desk
from obm_tui.domain.change import Change
from obm_tui.domain.errors import N_, NotFound
from obm_tui.domain.steps import Origin
from obm_tui.i18n import _

_BUSY_SECONDS = 5.0
"""A command waits this long for another program to finish writing; nobody's screen stands still meanwhile."""
_NO_DATABASE = N_("There is no database at {path} yet: adding a card or a client makes it.")


@dataclass(frozen=True, slots=True)
class Call:
    """One command line being carried out."""

    path: Path
    as_json: bool

    def open(self) -> Desk:
        """The desk; the database is made where there is none."""
        return Desk.open(self.path, origin=Origin.CLI, busy_seconds=_BUSY_SECONDS)

    @contextmanager
    def existing(self) -> Iterator[Desk | None]:
        """The desk of a database that is there, or nothing: what only looks must not make one."""
        if self._is_missing():
            yield None
            return
        with self.open() as desk:
            yield desk

    def _is_missing(self) -> bool:
        """Whether nothing at all stands at the path; a link to nowhere or a closed folder is for the desk to refuse."""
        try:
            self.path.lstat()
        except FileNotFoundError:
            return True
        except OSError:
            return False
        return False

    @contextmanager
    def required(self) -> Iterator[Desk]:
        """The desk of a database that is there.

        Raises:
            NotFound: there is none.
        """
        with self.existing() as desk:
            if desk is None:
                raise NotFound(_NO_DATABASE, path=str(self.path))
            yield desk

    def put_nothing(self) -> None:
        """The answer of a list where there is no database."""
        if self.as_json:
            output.put_json([])
        self.say_no_database()

    def say_no_database(self) -> None:
        """Tell why there is nothing to show."""
        output.say(_(_NO_DATABASE).format(path=self.path))


def say_step(desk: Desk, change: Change) -> None:
    """Tell what was done and how to take it back."""
    step = desk.steps.get(change.step_id) if change.step_id is not None else None
    if step is None:
        output.say(_("Nothing changed."))
    else:
        sentence = _("Step {number}: {step}. Take it back with: obm-tui undo {number}")
        output.say(sentence.format(number=step.id, step=labels.step(step)))

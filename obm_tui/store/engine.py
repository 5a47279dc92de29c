"""SQLAlchemy on the one connection, and the unit of work: one intent, one transaction, one step.

Imported late: with it comes SQLModel.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import create_engine, event
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.pool import StaticPool
from sqlmodel import Session

from obm_tui.domain.change import Change, Written
from obm_tui.domain.errors import N_, Refused
from obm_tui.domain.progress import Progress
from obm_tui.domain.steps import Origin
from obm_tui.store import undo
from obm_tui.store.connection import Connection, FileIdentity, driver, translate, without_waiting
from obm_tui.store.steps import Recording, StepLog

Arguments = ParamSpec("Arguments")
Value = TypeVar("Value")
Operation = Callable[Concatenate[Session, datetime, Arguments], Value]
"""A write: a session, the present instant, its own arguments."""

_TODAY = "today"
_PROGRESS = "progress"
_RECORD = "record"


def step(label: str) -> Callable[[Operation[Arguments, Value]], Operation[Arguments, Value]]:
    """Name the step a write operation makes."""

    def mark(operation: Operation[Arguments, Value]) -> Operation[Arguments, Value]:
        operation.step_label = label  # type: ignore[attr-defined]  # read back by Writer.run alone
        return operation

    return mark


def today_of(session: Session) -> date:
    """The date in her zone while this session writes."""
    day = session.info[_TODAY]
    assert isinstance(day, date)  # noqa: S101  # for the type checker: set by Writer.run
    return day


def progress_of(session: Session) -> Progress:
    """Where an operation that takes long says how far it is."""
    progress = session.info[_PROGRESS]
    assert isinstance(progress, Progress)  # noqa: S101  # for the type checker: set by Writer.run
    return progress


def record_so_far(session: Session) -> None:
    """Move what undo needs of the rows written so far out of memory: for operations that write many."""
    session.flush()
    record = session.info[_RECORD]
    record()


class RolledBack(Exception):  # not an error: how a preview ends
    """Raised inside a dry run once its result is known."""


class Writer:
    """Runs write operations on the connection."""

    def __init__(self, connection: Connection, file: FileIdentity, log: StepLog, progress: Progress) -> None:
        self._connection = connection
        self._progress = progress
        self._file = file
        self._log = log
        self._engine = create_engine(
            "sqlite://",
            creator=lambda: connection,
            poolclass=StaticPool,
            module=driver,
            # Errors and logs must not carry what she typed.
            hide_parameters=True,
        )
        event.listen(self._engine, "begin", _begin_immediate)

    def run(
        self,
        operation: Operation[Arguments, Value],
        now: datetime,
        today: date,
        origin: Origin,
        dry_run: bool,
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> Written[Value]:
        """Run one operation as one step; a dry run does all of it, then rolls back, and tells of no change.

        `today` is the date in her zone at the instant `now`, for what counts in days: `today_of` hands it out.

        Raises:
            Refused: the operation refuses; nothing was changed.
            StoreError: the file cannot be written; nothing was changed.
        """
        self._file.check()
        label: str = getattr(operation, "step_label", operation.__name__)
        written: Written[Value] | None = None
        try:
            recording = Recording(self._log, now, origin, label, progress=self._progress)
            # A dry run is never taken back.
            record = self._log.forget if dry_run else recording.keep_so_far
            info = {_TODAY: today, _PROGRESS: self._progress, _RECORD: record}
            with Session(self._engine, expire_on_commit=False, info=info) as session, session.begin():
                # SQLAlchemy begins with the first statement; the lock must be held before anything is read.
                session.connection()
                undo.require_revision(self._connection, self._file.path)
                self._log.forget()
                with without_waiting(self._connection):
                    value = operation(session, now, *args, **kwargs)
                    session.flush()
                    if dry_run:
                        written = Written(value, Change(label=label))
                        raise RolledBack
                    written = Written(value, recording.end())
        except RolledBack:
            pass
        except IntegrityError as error:
            raise _refusal(error) from error
        except DBAPIError as error:
            raise translate(error.orig or error, self._file.path) from error
        except driver.Error as error:
            raise translate(error, self._file.path) from error
        assert written is not None  # noqa: S101  # for the type checker: set, or an error was raised
        return written


def _refusal(error: IntegrityError) -> Refused:
    """What the tables themselves refuse, mostly because another program was faster."""
    if getattr(error.orig, "sqlite_errorname", "") == "SQLITE_CONSTRAINT_FOREIGNKEY":
        return Refused(N_("Something this belongs to is not there any more: it was deleted or its import undone."))
    return Refused(N_("This cannot be saved: there is one like it already, or a value is out of its bounds."))


def _begin_immediate(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")

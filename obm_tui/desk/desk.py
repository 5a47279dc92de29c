"""Opening the file, and the facets a caller works with. Reads need the standard library only; writes import late."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from obm_tui import clock as clocks
from obm_tui.clock import Clock
from obm_tui.desk.backups import BackupsFacet
from obm_tui.desk.cards import CardsFacet
from obm_tui.desk.clients import ClientsFacet
from obm_tui.desk.files import FilesFacet
from obm_tui.desk.filters import FiltersFacet
from obm_tui.desk.steps import StepsFacet
from obm_tui.desk.triage import TriageFacet
from obm_tui.desk.waits import ContactsFacet, WaitsFacet
from obm_tui.domain import errors
from obm_tui.domain.change import Change, Written
from obm_tui.domain.progress import Progress
from obm_tui.domain.query import Scope
from obm_tui.domain.steps import Origin
from obm_tui.domain.today import TodayRows, arrange
from obm_tui.store import connection as connections
from obm_tui.store import schema
from obm_tui.store.connection import Connection, FileIdentity, guard
from obm_tui.store.reads import file as file_reads
from obm_tui.store.reads import today as today_reads
from obm_tui.store.schema import SchemaState
from obm_tui.store.steps import StepLog
from obm_tui.store.watch import Watch

if TYPE_CHECKING:
    from sqlmodel import Session

    from obm_tui.desk.hours import HoursFacet
    from obm_tui.desk.metrics import MetricsFacet
    from obm_tui.desk.search import SearchFacet
    from obm_tui.store.engine import Writer

Arguments = ParamSpec("Arguments")
Value = TypeVar("Value")


class Desk:
    """One open file. Make it with `Desk.open`; close it when done."""

    def __init__(self, connection: Connection, path: Path, writable: bool, origin: Origin, clock: Clock) -> None:
        self.connection = connection
        self.path = path
        self.writable = writable
        self.origin = origin
        self.clock = clock
        self.progress = Progress()
        """Who looks at how far a long job is."""
        self._file = FileIdentity(path)
        self._log: StepLog | None = None
        self._writer: Writer | None = None
        self._watch = Watch(connection)
        self.cards = CardsFacet(self)
        self.clients = ClientsFacet(self)
        self.steps = StepsFacet(self)
        self.files = FilesFacet(self)
        self.triage = TriageFacet(self)
        self.waits = WaitsFacet(self)
        self.contacts = ContactsFacet(self)
        self.backups = BackupsFacet(self)
        self.filters = FiltersFacet(self)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        origin: Origin = Origin.USER,
        busy_seconds: float = 0.25,
        clock: Clock | None = None,
        job: bool = False,
    ) -> Desk:
        """Open the file, making it where there is none and upgrading it where it is old.

        Raises:
            StoreError: the path leads to something that cannot be used; it was left as it was.
            Refused: `OBM_TUI_NOW` is no date.
        """
        if not _is_there(path):
            from obm_tui.store.upgrade import make_database  # late: brings SQLAlchemy and Alembic

            make_database(path)
        connection, writable = connections.open_file(path, busy_seconds=busy_seconds)
        try:
            state = schema.check(connection, path)
            if writable:
                connections.make_durable(connection, path, job=job)
            if state is SchemaState.BEHIND:
                _upgrade(connection, path, writable)
            with guard(path):
                return cls(connection, path, writable, origin, clock or _clock(connection))
        except BaseException:
            connection.close()
            raise

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    def __enter__(self) -> Desk:
        return self

    def __exit__(self, *_details: object) -> None:
        self.close()

    @cached_property
    def metrics(self) -> MetricsFacet:
        """Numbers; late, as the board is shown without them."""
        from obm_tui.desk.metrics import MetricsFacet

        return MetricsFacet(self)

    @cached_property
    def hours(self) -> HoursFacet:
        """Time worked; late, for the same reason."""
        from obm_tui.desk.hours import HoursFacet

        return HoursFacet(self)

    @cached_property
    def search(self) -> SearchFacet:
        """Search over everything; late, for the same reason."""
        from obm_tui.desk.search import SearchFacet

        return SearchFacet(self)

    def now(self) -> datetime:
        """The present instant for this file."""
        return self.clock.now()

    def today(self, scope: Scope = Scope()) -> TodayRows:  # noqa: B008  # frozen
        """What the day asks for."""
        today = self.clock.today()
        with guard(self.path):
            rows = today_reads.open_cards(self.connection, scope, today)
        return arrange(rows, self.waits.all(scope, today_reads.MOST), self.contacts.attention(), today)

    def import_writes(self) -> None:
        """Import what writes need: most of a second, so in a thread once the first rows are shown. Touches no file."""
        import obm_tui.store.engine
        import obm_tui.store.writes.cards
        import obm_tui.store.writes.clients
        import obm_tui.store.writes.contacts
        import obm_tui.store.writes.file
        import obm_tui.store.writes.imports
        import obm_tui.store.writes.metrics
        import obm_tui.store.writes.triage
        import obm_tui.store.writes.waits  # noqa: F401

    def log(self) -> StepLog:
        """The recorder of steps, installed on first use.

        Raises:
            ReadOnly: the file cannot be written.
        """
        if not self.writable:
            raise errors.ReadOnly(path=self.path)
        if self._log is None:
            with guard(self.path):
                self._log = StepLog(self.connection)
        return self._log

    def write(
        self,
        operation: Callable[Concatenate[Session, datetime, Arguments], Value],
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> Written[Value]:
        """Run a write operation of the store as one step."""
        return self._run(operation, False, *args, **kwargs)

    def rehearse(
        self,
        operation: Callable[Concatenate[Session, datetime, Arguments], Value],
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> Written[Value]:
        """Run a write operation whole, then roll it back: what a preview shows."""
        return self._run(operation, True, *args, **kwargs)

    def _run(
        self,
        operation: Callable[Concatenate[Session, datetime, Arguments], Value],
        dry_run: bool,
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> Written[Value]:
        if self._writer is None:
            from obm_tui.store.engine import Writer  # late: brings SQLModel

            self._writer = Writer(self.connection, self._file, self.log(), self.progress)
        written = self._writer.run(operation, self.now(), self.clock.today(), self.origin, dry_run, *args, **kwargs)
        if not dry_run:
            self.own_step(written.change)
        return written

    def own_step(self, change: Change) -> Change:
        """Note a step of our own, by the writer or an undo, and hand it on."""
        self._watch.own_step(change.step_id)
        self.filters.take(change)
        return change

    @property
    def file(self) -> FileIdentity:
        """Which file is open."""
        return self._file

    def poll(self) -> Change | None:
        """What other programs changed since the last call; a busy file is looked at again next time."""
        try:
            with guard(self.path):
                change = self._watch.poll()
        except errors.Busy:
            return None
        if change is not None:
            self.filters.take(change)
        return change


def _clock(connection: Connection) -> Clock:
    """The clock of the environment, else of the file's story, else the system's."""
    clock = clocks.from_environment()
    meta = file_reads.meta(connection)
    if type(clock) is Clock and (story := meta.get("story_now", "")):
        return Clock(datetime.fromisoformat(story), clocks.zone_called(meta.get("story_zone", "")))
    return clock


def _is_there(path: Path) -> bool:
    """Whether something stands at the path, be it a link to nowhere."""
    try:
        path.lstat()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise errors.Unreachable(path=path, reason=error.strerror or str(error)) from error
    return True


def _upgrade(connection: Connection, path: Path, writable: bool) -> None:
    if not writable:
        raise errors.ReadOnly(path=path)
    from obm_tui.store.upgrade import bring_up_to_date  # late: brings SQLAlchemy and Alembic

    bring_up_to_date(connection, path)

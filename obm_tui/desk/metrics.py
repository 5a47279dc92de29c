"""Metrics and what they say, from the desk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from obm_tui.domain.cards import Lane, NewCard
from obm_tui.domain.change import Change, Written
from obm_tui.domain.errors import N_, NotFound, Refused
from obm_tui.domain.metrics import (
    Entered,
    MetricEdit,
    MetricRow,
    NewMetric,
    NewTarget,
    NewValue,
    Target,
    Value,
)
from obm_tui.domain.periods import Cadence, last_day, period_start
from obm_tui.domain.query import Scope
from obm_tui.domain.results import LATEST, Score, score
from obm_tui.domain.scorecard import Grid, grid_row
from obm_tui.domain.text import clean_line, fold
from obm_tui.store.connection import guard
from obm_tui.store.reads import metrics as reads

if TYPE_CHECKING:
    from obm_tui.desk.desk import Desk
    from obm_tui.domain.imports import DayOrder
    from obm_tui.domain.metric_imports import MetricFile, MetricReport

MUTE_DAYS = 7
_WEEK_STARTS = {"monday": 0, "saturday": 5, "sunday": 6}


class MetricsFacet:
    """Everything about numbers. Writes are one step each."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    # -- reads -------------------------------------------------------------------------------------------------------

    def first_weekday(self) -> int:
        """The day her weeks begin with, from Monday as 0."""
        return _WEEK_STARTS.get(str(self._desk.files.settings().get("week_start")), 0)

    def all(self, scope: Scope = Scope()) -> tuple[MetricRow, ...]:  # noqa: B008  # frozen
        """Every metric of the scope, by client and place."""
        with guard(self._desk.path):
            return reads.metrics(self._desk.connection, scope)

    def on_scorecard(self, client_id: str) -> int:
        """How many numbers stand on a client's scorecard."""
        return sum(metric.is_shown for metric in self.all(Scope(client_id)))

    def get(self, metric_id: str) -> MetricRow:
        """One metric.

        Raises:
            NotFound: it is gone.
        """
        with guard(self._desk.path):
            found = reads.metric_by_id(self._desk.connection, metric_id)
        if found is None:
            raise NotFound(N_("This number is not there any more."))
        return found

    def called(self, text: str, scope: Scope = Scope()) -> MetricRow:  # noqa: B008  # frozen
        """The metric of this name or catalogue key.

        Raises:
            NotFound: there is none; the names there are are said.
            Refused: several clients have one.
        """
        wanted, known = fold(clean_line(text)), self.all(scope)
        found = [metric for metric in known if wanted in (fold(metric.name), metric.key)]
        found = found or [metric for metric in known if wanted and wanted in fold(metric.name)]
        if not found:
            names = ", ".join(metric.name for metric in known) or "—"
            raise NotFound(N_("There is no number {name}. Known: {known}."), name=text, known=names)
        if len(found) > 1:
            names = ", ".join(f"{metric.client_code} {metric.name}" for metric in found)
            raise Refused(N_("Several numbers are called {name}: {names}."), name=text, names=names)
        return found[0]

    def scores(self, scope: Scope = Scope()) -> tuple[Score, ...]:  # noqa: B008  # frozen
        """Every metric of the scope judged by its newest values."""
        metrics = self.all(scope)
        ids, today, weekday = [metric.id for metric in metrics], self._desk.clock.today(), self.first_weekday()
        with guard(self._desk.path):
            targets = reads.targets(self._desk.connection, ids)
            values = reads.latest(self._desk.connection, ids, LATEST)
        return tuple(
            score(metric, values.get(metric.id, ()), targets.get(metric.id, ()), today, weekday) for metric in metrics
        )

    def due(self, scope: Scope = Scope()) -> tuple[Score, ...]:  # noqa: B008  # frozen
        """Every metric whose newest closed period has no value yet, by client and place."""
        return tuple(found for found in self.scores(scope) if found.due_on is not None)

    def grid(self, scope: Scope, weeks: Sequence[date]) -> Grid:
        """The metrics of the scope week by week, with what each says today."""
        scores, weekday = self.scores(scope), self.first_weekday()
        shown = [found for found in scores if found.metric.is_shown]
        ids = [found.metric.id for found in shown]
        with guard(self._desk.path):
            targets = reads.targets(self._desk.connection, ids)
            values = {
                key: reads.values(
                    self._desk.connection,
                    key,
                    period_start(weeks[0], found.metric.cadence, weekday),
                    last_day(weeks[-1], Cadence.WEEKLY),
                )
                for found, key in zip(shown, ids, strict=True)
            }
            opened = reads.with_open_cards(self._desk.connection)
        rows = [
            grid_row(found, values[key], targets.get(key, ()), weeks, key in opened)
            for found, key in zip(shown, ids, strict=True)
        ]
        return Grid(tuple(weeks), tuple(rows))

    def history(self, metric_id: str, count: int) -> tuple[list[Value], list[Target]]:
        """The newest values of a metric, at most so many, and all its targets; both oldest first."""
        with guard(self._desk.path):
            values = reads.latest(self._desk.connection, [metric_id], count)[metric_id]
            return values, reads.targets(self._desk.connection, [metric_id]).get(metric_id, [])

    def cards(self, metric_id: str) -> list[tuple[str, Lane]]:
        """The open cards made from a metric, newest first, and their lanes."""
        with guard(self._desk.path):
            return reads.card_ids(self._desk.connection, metric_id)

    def period(self, cadence: Cadence, day: date) -> date:
        """The beginning of the period a day lies in."""
        return period_start(day, cadence, self.first_weekday())

    # -- writes ------------------------------------------------------------------------------------------------------

    def add(self, client_id: str, new: NewMetric) -> Written[str]:
        """Add a number to a client's scorecard; the value is its key."""
        from obm_tui.store.writes import metrics

        return self._desk.write(metrics.add, client_id, new)

    def add_pack(self, client_id: str, pack: Sequence[NewMetric]) -> Written[list[str]]:
        """Add the numbers of a pack that are not there yet; the value is their keys."""
        from obm_tui.store.writes import metrics

        return self._desk.write(metrics.add_pack, client_id, pack)

    def edit(self, metric_id: str, changes: MetricEdit, target: NewTarget | None = None) -> Change:
        """New values for some fields of a metric, and a new target."""
        from obm_tui.store.writes import metrics

        return self._desk.write(metrics.edit, metric_id, changes, target).change

    def mute(self, metric_id: str) -> Change:
        """Let its red rest for a week; a muted one speaks again."""
        from obm_tui.store.writes import metrics

        today = self._desk.clock.today()
        until = None if self.get(metric_id).is_muted(today) else today + timedelta(days=MUTE_DAYS)
        return self._desk.write(metrics.mute, metric_id, until).change

    def retarget(self, metric_id: str, target: NewTarget) -> Change:
        """Another target from a day on."""
        from obm_tui.store.writes import metrics

        return self._desk.write(metrics.retarget, metric_id, target).change

    def remove(self, ids: Sequence[str]) -> Change:
        """Take numbers off their scorecards."""
        from obm_tui.store.writes import metrics

        return self._desk.write(metrics.remove, ids).change

    def enter(self, values: Sequence[NewValue]) -> Written[Entered]:
        """Enter values; how many differ from what was there, and which numbers now propose an issue."""
        from obm_tui.store.writes import metrics

        return self._desk.write(metrics.enter, values, self.first_weekday())

    def import_file(
        self,
        file: MetricFile,
        client_id: str,
        names: Mapping[str, str | None],
        known: Mapping[str, NewMetric],
        *,
        dry_run: bool = False,
    ) -> Written[MetricReport]:
        """Bring a file of numbers in, whole or not at all; a dry run does all of it and rolls back.

        `names` says what a column is called here, and none where it is left out; `known` are numbers of the catalogue
        by their folded names.
        """
        from obm_tui.store.writes import metric_files

        run = self._desk.rehearse if dry_run else self._desk.write
        return run(metric_files.take_file, file, client_id, names, known, self.first_weekday())

    def remembered_order(self, container: str) -> DayOrder | None:
        """How days with slashes were meant in the last file of this kind; none where it was not asked."""
        with guard(self._desk.path):
            kept = reads.remembered_order(self._desk.connection, container)
        from obm_tui.domain.imports import DayOrder  # late: few starts bring numbers in

        return DayOrder(kept) if kept in list(DayOrder) else None

    def everything(self, scope: Scope = Scope()) -> Iterator[tuple[MetricRow, Value]]:  # noqa: B008  # frozen
        """Every value of the scope, by client, metric and period."""
        for metric in self.all(scope):
            with guard(self._desk.path):
                values = reads.values(self._desk.connection, metric.id, date.min, date.max)
            for value in values:
                yield metric, value

    def note(self, metric_id: str, period_on: date, text: str) -> Change:
        """Say why a value is what it is."""
        from obm_tui.store.writes import metrics

        return self._desk.write(metrics.note, metric_id, period_on, text).change

    def clear(self, metric_id: str, period_on: date) -> Change:
        """Take a value out."""
        from obm_tui.store.writes import metrics

        return self._desk.write(metrics.clear, metric_id, period_on).change

    def raise_issue(self, metric_id: str, new: NewCard, period_on: date) -> Written[str]:
        """Make a card out of a number that is off track; the value is its key."""
        from obm_tui.store.writes import metrics

        return self._desk.write(metrics.raise_issue, metric_id, new, period_on)

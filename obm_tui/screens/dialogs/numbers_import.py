"""Bringing in a file of numbers: what each column is called here, what the file does not say, what would happen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from textual.widget import Widget
from textual.widgets import Input

from obm_tui import fmt, labels
from obm_tui.desk import Desk
from obm_tui.domain.capture.dates import parse_past_date
from obm_tui.domain.change import Written
from obm_tui.domain.imports import DayOrder, Question
from obm_tui.domain.metric_imports import Answers, MetricFile, MetricReport
from obm_tui.domain.query import Scope
from obm_tui.i18n import _, ngettext
from obm_tui.interop.metric_files import read_metric_file
from obm_tui.screens.dialogs.import_file import Source
from obm_tui.screens.dialogs.import_review import ImportReview
from obm_tui.templates.metrics import by_name
from obm_tui.widgets.choice_line import ChoiceLine
from obm_tui.widgets.line_input import LineInput
from obm_tui.widgets.paint import fit
from obm_tui.widgets.row_list import Row, Words

_LEFT_OUT = "out"
_NAMED = "name:"
_PROBLEMS = 3


class Wanted(NamedTuple):
    """What she answered so far."""

    answers: Answers
    names: Mapping[str, str | None]
    """What she called a column, none where she left it out."""


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """A file that was read and rehearsed."""

    file: MetricFile
    report: MetricReport
    names: Mapping[str, str | None]


class NumbersImport(ImportReview[Wanted, Rehearsed]):
    """A line a column of the file."""

    def __init__(self, source: Source, questions: tuple[Question, ...]) -> None:
        """`questions` is what the file does not say; they are asked above the columns."""
        super().__init__()
        self._source = source
        self._questions = questions
        self._names: dict[str, str | None] = {}

    def headline(self) -> str:
        """Whose numbers, from which file."""
        return _("Numbers of {client}: {file}").format(client=self._source.client, file=self._source.path.name)

    def hint(self) -> str:
        """The keys."""
        return _("space leaves a column out · m calls it otherwise · enter brings it in · escape leaves")

    def questions(self) -> Iterator[tuple[str, Widget]]:
        """The order of days, which table, of which day."""
        today = f"{self.app.today():%d/%m/%Y}"
        for question in self._questions:
            if question.name == "order":
                orders = [(DayOrder.DMY.value, _("3 April")), (DayOrder.MDY.value, _("4 March"))]
                yield _("3/4 is"), ChoiceLine(orders, DayOrder.DMY.value, id="order")
            elif question.name == "block":
                tables = [(str(number), header) for number, header in enumerate(question.choices, 1)]
                yield _("Table"), ChoiceLine(tables, "1", id="block")
            else:
                title = _("Of which day") if question.name == "on" else _("First day")
                yield title, LineInput(today, id=question.name, select_on_focus=False)

    # -- reading -----------------------------------------------------------------------------------------------------

    def wanted(self) -> Wanted:
        """What is typed and chosen at present."""
        values = {choice.id: choice.value for choice in self.query(ChoiceLine)}
        days = {field.id: self._day(field.value) for field in self.query(Input)}
        answers = Answers(
            order=DayOrder(values["order"]) if "order" in values else None,
            block=int(values["block"]) if "block" in values else None,
            on=days.get("on"),
            start=days.get("start"),
        )
        return Wanted(answers, dict(self._names))

    def _day(self, text: str) -> date | None:
        found = parse_past_date(text.strip(), self.app.today())
        return found.on if found is not None else None

    def read(self, desk: Desk, wanted: Wanted) -> Rehearsed:
        """Read the file with these answers, and rehearse."""
        source, today, known = self._source, desk.clock.today(), desk.metrics.remembered_order
        file = read_metric_file(source.data, source.path.name, today, wanted.answers, known)
        report = desk.metrics.import_file(file, source.client_id, dict(wanted.names), by_name(), dry_run=True).value
        return Rehearsed(file, report, wanted.names)

    def write(self, desk: Desk, found: Rehearsed) -> Written[str]:
        """Bring it in."""
        written = desk.metrics.import_file(found.file, self._source.client_id, dict(found.names), by_name())
        report = written.value
        count = report.values_made + report.values_changed
        said = ngettext("{n} value brought in. u takes it back.", "{n} values brought in. u takes them back.", count)
        said = said.format(n=fmt.number(count))
        if report.metrics_made:
            code = desk.clients.get(self._source.client_id).code
            said = f"{said} {labels.crowded(code, desk.metrics.on_scorecard(self._source.client_id))}".rstrip()
        return Written(said, written.change)

    def rows(self, found: Rehearsed) -> Iterator[Row]:
        """A line a column."""
        for series in found.file.series:
            is_out = series.name in found.report.left_out
            target = _("left out") if is_out else f"→ {found.names.get(series.name) or series.name}"
            count = ngettext("{n} value", "{n} values", len(series.values)).format(n=fmt.number(len(series.values)))
            left: tuple[Words, ...] = (
                (" ", "plain"),
                ("·" if is_out else "✓", "faint" if is_out else "green"),
                (f" {fit(series.name, 34)} ", "quiet" if is_out else "bright"),
                (target, "quiet" if is_out else "plain"),
            )
            unit = f"{series.unit} · " if series.unit else ""
            yield Row(series.name, left, ((f"{unit}{labels.cadence(series.cadence)} · {count} ", "quiet"),))

    def preview(self, found: Rehearsed) -> str:
        """How much is new, and what could not be read."""
        report, file = found.report, found.file
        made, known = report.metrics_made, report.metrics_found
        new, changed, same = report.values_made, report.values_changed, report.values_same
        numbers = (
            ngettext("{n} number new", "{n} numbers new", made).format(n=fmt.number(made)),
            ngettext("{n} known", "{n} known", known).format(n=fmt.number(known)),
        )
        values = (
            ngettext("{n} value new", "{n} values new", new).format(n=fmt.number(new)),
            ngettext("{n} changed", "{n} changed", changed).format(n=fmt.number(changed)),
            ngettext("{n} the same", "{n} the same", same).format(n=fmt.number(same)),
        )
        lines = [
            f"{', '.join(numbers)} · {', '.join(values)} · {fmt.span(file.first, file.last)}",
            *(labels.line_problem(problem) for problem in file.problems[:_PROBLEMS]),
        ]
        if len(file.problems) > _PROBLEMS:
            lines.append(labels.more_lines(len(file.problems) - _PROBLEMS))
        return "\n".join(lines)

    # -- changing ------------------------------------------------------------------------------------------------------

    def leave_out(self, part: str, found: Rehearsed) -> None:
        """Without this column, or with it again."""
        self._names[part] = part if part in found.report.left_out else None

    def change(self, part: str, found: Rehearsed) -> None:
        """What this column is called here: a number that is there, one of the catalogue, or a new name."""
        from obm_tui.screens.dialogs.pick import Choice, PickDialog

        there = [metric.name for metric in self.app.desk.metrics.all(Scope(self._source.client_id))]
        known = [new.name for new in by_name().values()]
        choices = [Choice(_NAMED + name, name) for name in dict.fromkeys([*there, part, *known])]
        choices.append(Choice(_LEFT_OUT, _("Leave it out")))

        def invent(name: str) -> Choice:
            return Choice(_NAMED + name, _("A number of your own: {name}").format(name=name))

        def take(key: str | None) -> None:
            if key is not None:
                self._names[part] = None if key == _LEFT_OUT else key.removeprefix(_NAMED)
                self.read_again()

        self.app.push_screen(PickDialog(_("{column} is").format(column=part), choices, invent=invent), take)

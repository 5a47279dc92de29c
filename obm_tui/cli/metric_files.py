"""Files of numbers on the command line: in and out."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from obm_tui import fmt, labels
from obm_tui.cli import output
from obm_tui.cli.call import Call, say_step
from obm_tui.cli.dates import read_past_day
from obm_tui.desk import Desk
from obm_tui.domain.clients import ClientRow
from obm_tui.domain.errors import N_, Refused
from obm_tui.domain.imports import DayOrder, Question
from obm_tui.domain.metric_imports import Answers, MetricFile, MetricReport
from obm_tui.domain.query import Scope
from obm_tui.i18n import _

_SHOWN = 20
"""Lines that could not be read, told one by one."""


def take(call: Call, options: Namespace) -> None:
    """Bring a file of numbers in, or only tell what would come."""
    # Here: no other command reads such a file.
    from obm_tui.interop.files import read_bytes
    from obm_tui.interop.metric_files import read_metric_file
    from obm_tui.templates.metrics import by_name

    path = Path(options.file)
    data = read_bytes(path)
    with call.required() as desk:
        today = desk.clock.today()
        file = read_metric_file(data, path.name, today, _answers(options, today), desk.metrics.remembered_order)
        for question in file.questions:
            raise _unanswered(question, file)
        client = _client(desk, options.client, file)
        names = dict(_mapped(text) for text in options.map)
        _check_columns(file, names)
        if not options.dry_run:
            desk.backups.make()
        written = desk.metrics.import_file(file, client, names, by_name(), dry_run=options.dry_run)
        _put_report(call, file, written.value)
        if options.dry_run:
            output.say(_("Nothing was changed: this is what an import would do."))
        else:
            say_step(desk, written.change)


def _answers(options: Namespace, today: date) -> Answers:
    return Answers(
        order=DayOrder(options.dates) if options.dates else None,
        block=options.block,
        on=_day(options.on, today),
        start=_day(options.start, today),
    )


def _day(text: str | None, today: date) -> date | None:
    return None if text is None else read_past_day(text, today)


def _unanswered(question: Question, file: MetricFile) -> Refused:
    """What the file does not say, and the option that says it."""
    if question.name == "order":
        return Refused(N_("{file}: does 3/4 mean 3 April or March 4? Say it with --dates dmy or mdy."), file=file.name)
    if question.name == "block":
        tables = "; ".join(f"{number}: {header}" for number, header in enumerate(question.choices, 1))
        return Refused(
            N_("{file} holds several tables. Say which with --block: {tables}."), file=file.name, tables=tables
        )
    if question.name == "on":
        return Refused(N_("{file} has no dates: say of which day it is with --on DATE."), file=file.name)
    return Refused(N_("{file} only counts days: say which is the first with --start DATE."), file=file.name)


def _client(desk: Desk, code: str | None, file: MetricFile) -> str:
    if code is not None:
        return desk.clients.by_code(code).id
    clients = desk.clients.all()
    if all(series.client for series in file.series) and clients:
        return clients[0].id
    if len(clients) == 1:
        return clients[0].id
    raise Refused(N_("Whose numbers are these? Say it with --client CODE, one of: {codes}."), codes=_codes(clients))


def _codes(clients: Sequence[ClientRow]) -> str:
    return ", ".join(client.code for client in clients) or "—"


def _mapped(text: str) -> tuple[str, str | None]:
    column, equals, name = text.partition("=")
    if not equals or not column.strip():
        raise Refused(N_("“{text}” maps nothing: COLUMN=NAME is expected, or COLUMN= to leave it out."), text=text)
    return column.strip(), name.strip() or None


def _check_columns(file: MetricFile, names: dict[str, str | None]) -> None:
    known = [series.name for series in file.series]
    for name in names:
        if name not in known:
            raise Refused(N_("There is no column {name}. Known: {known}."), name=name, known=", ".join(known[:30]))


def _put_report(call: Call, file: MetricFile, report: MetricReport) -> None:
    if call.as_json:
        output.put_json(
            {
                "shape": file.shape.value,
                "read": file.read,
                "skipped": file.skipped,
                "first": file.first.isoformat(),
                "last": file.last.isoformat(),
                "metrics_made": report.metrics_made,
                "metrics_found": report.metrics_found,
                "values_made": report.values_made,
                "values_changed": report.values_changed,
                "values_same": report.values_same,
                "left_out": list(report.left_out),
                "problems": [{"line": one.line, "problem": one.message, "text": one.text} for one in file.problems],
            }
        )
    else:
        output.put_fields(
            [
                (_("Values read"), fmt.number(file.read)),
                (_("Days"), fmt.span(file.first, file.last)),
                (_("Numbers made"), fmt.number(report.metrics_made)),
                (_("Numbers found"), fmt.number(report.metrics_found)),
                (_("Values new"), fmt.number(report.values_made)),
                (_("Values changed"), fmt.number(report.values_changed)),
                (_("Values the same"), fmt.number(report.values_same)),
                (_("Lines left out"), fmt.number(file.skipped)),
                (_("Columns left out"), ", ".join(report.left_out)),
            ]
        )
    for problem in file.problems[:_SHOWN]:
        output.say(labels.line_problem(problem))
    if len(file.problems) > _SHOWN:
        output.say(labels.more_lines(len(file.problems) - _SHOWN))


def export(call: Call, options: Namespace) -> None:
    """Every value as a table."""
    from obm_tui.interop.csv_text import Dialect
    from obm_tui.interop.metric_csv import Line, write_metric_csv

    with call.existing() as desk:
        scope = Scope(desk.clients.by_code(options.client).id) if desk and options.client is not None else Scope()
        found = desk.metrics.everything(scope) if desk else ()
        text = write_metric_csv((Line(metric, value) for metric, value in found), Dialect(options.dialect))
        if desk is None:
            call.say_no_database()
    output.put_file(text)

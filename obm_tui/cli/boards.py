"""Other tools' boards on the command line."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from obm_tui import fmt, labels
from obm_tui.cli import output
from obm_tui.cli.call import Call, say_step
from obm_tui.cli.lanes import find_lane
from obm_tui.desk import Desk
from obm_tui.domain.errors import N_, Refused
from obm_tui.domain.imports import DayOrder, ImportedBoard, ImportReport
from obm_tui.i18n import _

if TYPE_CHECKING:
    from obm_tui.domain.cards import Lane
    from obm_tui.domain.import_answers import BoardAnswers

NOBODY = "-"
"""What `--me` says for none of the file's people."""
_KINDS = {
    "waits": N_("Waits"),
    "comments": N_("Comments"),
    "checklist_items": N_("Checklist lines"),
    "links": N_("Links"),
    "people": N_("People"),
    "labels": N_("Labels"),
}


def take_board(call: Call, options: Namespace) -> None:
    """Bring a board in, or only tell what would come."""
    # Here: no other command reads another tool's file.
    from obm_tui.interop.detect import read_board
    from obm_tui.interop.files import read_bytes

    path = Path(options.file)
    data = read_bytes(path)
    with call.required() as desk:
        given = _given(desk, options)
        board = read_board(data, path.name, desk.clock.zone, given.order)
        if board.questions and given.order is None:
            given = given._replace(order=_order(desk, board, path.name))
            board = read_board(data, path.name, desk.clock.zone, given.order)
        del data  # it may be large, and is not looked at again
        client_id = desk.clients.by_code(options.client).id if options.client is not None else None
        answers = desk.files.answers_for(board, given, client_id)
        _check(desk, board, given, answers)
        if not options.dry_run:
            desk.backups.make()
        report, change = desk.files.import_board(board, answers, dry_run=options.dry_run)
        _put_report(call, report, _told(desk, answers))
        if options.dry_run:
            output.say(_("Nothing was changed: this is what an import would do."))
        elif report.made or report.updated:
            say_step(desk, change)
        else:
            output.say(_("There was nothing new in this file."))


def _given(desk: Desk, options: Namespace) -> BoardAnswers:
    """What the options say, before what a file of answers says."""
    from obm_tui.domain.import_answers import BoardAnswers, Take

    spaces = dict(_pair(text, "SPACE", "CODE") for text in options.whose)
    columns = dict(_pair(text, "COLUMN", "LANE") for text in options.lane)
    clients = {space: desk.clients.by_code(code).id if code else None for space, code in spaces.items()}
    lanes: dict[str, Lane | None] = {column: find_lane(name) if name else None for column, name in columns.items()}
    me = options.me if options.me is None or options.me != NOBODY else ""
    order = DayOrder(options.dates) if options.dates else None
    take = Take(options.take) if options.take else None
    given = BoardAnswers(clients, lanes, me, order, take)
    return given.over(_mapped(desk, Path(options.map))) if options.map is not None else given


def _mapped(desk: Desk, path: Path) -> BoardAnswers:
    """The answers in a file, where clients are called by their codes."""
    from obm_tui.domain.import_answers import load_answers
    from obm_tui.interop.encoding import decode
    from obm_tui.interop.files import read_bytes

    answers = load_answers(decode(read_bytes(path)))
    keys = {space: desk.clients.by_code(code).id if code else None for space, code in answers.clients.items()}
    return answers._replace(clients=keys)


def _pair(text: str, name: str, value: str) -> tuple[str, str]:
    """`NAME=VALUE`; the last = parts them."""
    before, equals, after = text.rpartition("=")
    if not equals:
        raise Refused(
            N_("“{text}” maps nothing: {name}={value} is expected, or {name}= to leave it out."),
            text=text,
            name=name,
            value=value,
        )
    return before.strip(), after.strip()


def _order(desk: Desk, board: ImportedBoard, name: str) -> DayOrder:
    known = desk.files.remembered(board).order
    if known is None:
        raise Refused(N_("{file}: does 3/4 mean 3 April or March 4? Say it with --dates dmy or mdy."), file=name)
    return known


def _check(desk: Desk, board: ImportedBoard, given: BoardAnswers, answers: BoardAnswers) -> None:
    """What the options say must be in the file, and what they leave open must be said."""
    from obm_tui.domain.import_answers import open_spaces

    for space in given.clients:
        _known(space, board.spaces(), N_("There is no space “{name}” in the file. Known: {known}."))
    names = [column.name for column in board.columns]
    for column in given.lanes:
        _known(column, names, N_("There is no column “{name}” in the file. Known: {known}."))
    if given.me:
        people = [person.name for person in board.people]
        _known(given.me, people, N_("Nobody in the file is called “{name}”. Known: {known}."))
    unsaid = open_spaces(board, answers)
    if not unsaid:
        return
    clients = desk.clients.all()
    if not clients:
        raise Refused(N_("There is no client yet. Add one first: obm-tui client add NAME"))
    codes = ", ".join(client.code for client in clients)
    if unsaid == ("",):
        message = N_(
            "The board “{board}” does not say which client it belongs to. Say it with --client CODE, one of: {codes}."
        )
        raise Refused(message, board=board.name, codes=codes)
    message = N_(
        "Whose are these: {spaces}? Say it with --whose “SPACE=CODE”, or --client CODE for all; codes: {codes}."
    )
    raise Refused(message, spaces=unsaid[:8], codes=codes)


def _known(name: str, known: list[str] | tuple[str, ...], message: str) -> None:
    if name not in known:
        raise Refused(message, name=name, known=", ".join(filter(None, known[:30])) or "—")


def _told(desk: Desk, answers: BoardAnswers) -> Mapping[str, object]:
    """The answers as a file for `--map` has them."""
    codes = {client.id: client.code for client in desk.clients.all()}
    clients = {space: codes.get(key) if key else None for space, key in answers.clients.items()}
    return answers._replace(clients=clients)._asdict()


def _put_report(call: Call, report: ImportReport, answers: Mapping[str, object]) -> None:
    if call.as_json:
        output.put_json(
            {
                "source": report.source,
                "read": report.read,
                "made": report.made,
                "updated": report.updated,
                "skipped": report.skipped,
                "not_taken": report.not_taken,
                "refreshed": report.refreshed._asdict(),
                "kinds": dict(report.kinds),
                "notes": [labels.note(note) for note in report.notes],
                "map": answers,
            }
        )
        return
    output.put_fields(
        [
            (_("Board’s name"), report.name),
            (_("Client"), report.client_code or ""),
            (_("Cards read"), fmt.number(report.read)),
            (_("Cards made"), fmt.number(report.made)),
            (_("Cards updated"), labels.refreshed(report.refreshed)),
            (_("Not wanted now"), fmt.number(report.not_taken) if report.not_taken else ""),
            (_("Left out or here already"), fmt.number(report.skipped)),
            *((_(_KINDS.get(kind, kind)), fmt.number(count)) for kind, count in report.kinds.items() if count),
        ]
    )
    for note in report.notes:
        output.say(labels.note(note))

"""Files on the command line: the database itself, and other tools' boards."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from obm_tui import __version__, fmt, i18n, labels, paths
from obm_tui.cli import output
from obm_tui.cli.call import Call, say_step
from obm_tui.desk import Desk
from obm_tui.desk.files import sqlite_version
from obm_tui.domain.clients import ClientRow
from obm_tui.domain.errors import N_, Refused
from obm_tui.domain.imports import ImportedBoard, ImportReport
from obm_tui.i18n import _

_TABLES = {
    "client": N_("Clients"),
    "person": N_("People"),
    "project": N_("Projects"),
    "card": N_("Cards"),
    "comment": N_("Comments"),
    "step": N_("Steps"),
}
_KINDS = {
    "comments": N_("Comments"),
    "checklist_items": N_("Checklist lines"),
    "links": N_("Links"),
    "people": N_("People"),
    "labels": N_("Labels"),
}


def show_info(call: Call, _options: Namespace) -> None:
    """Where everything is, and what the database holds."""
    with call.existing() as desk:
        counts = desk.files.counts() if desk else {}
        size = call.path.stat().st_size if desk else None
        journal = desk.files.journal_mode() if desk else None
    if call.as_json:
        output.put_json(
            {
                "version": __version__,
                "database": str(call.path),
                "exists": desk is not None,
                "size": size,
                "rows": counts,
                "language": i18n.current(),
                "sqlite": sqlite_version(),
                "journal": journal,
                "settings": str(paths.config_file()),
            }
        )
    else:
        output.put_fields(
            [
                (_("Version"), __version__),
                (_("Database"), str(call.path)),
                (_("Size"), _("{size} kB").format(size=fmt.number((size + 1023) // 1024)) if size is not None else ""),
                *((_(_TABLES.get(table, table)), fmt.number(count)) for table, count in counts.items()),
                (_("Language"), i18n.current()),
                (_("Settings file"), str(paths.config_file())),
                ("SQLite", sqlite_version()),
                (_("Journal"), journal or ""),
            ]
        )
    if desk is None:
        call.say_no_database()


def take_board(call: Call, options: Namespace) -> None:
    """Bring a board in, or only tell what would come."""
    # Here: no other command reads another tool's file.
    from obm_tui.interop.detect import read_board
    from obm_tui.interop.files import read_bytes

    path = Path(options.file)
    data = read_bytes(path)
    with call.required() as desk:
        board = read_board(data, path.name, desk.clock.zone)
        client = desk.clients.by_code(options.client) if options.client is not None else _whose(board, desk)
        report, change = desk.files.import_board(board, client.id, dry_run=options.dry_run)
        _put_report(call, report)
        if options.dry_run:
            output.say(_("Nothing was changed: this is what an import would do."))
        else:
            say_step(desk, change)


def _whose(board: ImportedBoard, desk: Desk) -> ClientRow:
    client = desk.files.client_for(board)
    if client is not None:
        return client
    clients = desk.clients.all()
    if not clients:
        raise Refused(N_("There is no client yet. Add one first: obm-tui client add NAME"))
    raise Refused(
        N_("The board “{board}” does not say which client it belongs to. Say it with --client CODE, one of: {codes}."),
        board=board.name,
        codes=", ".join(client.code for client in clients),
    )


def _put_report(call: Call, report: ImportReport) -> None:
    if call.as_json:
        output.put_json(
            {
                "read": report.read,
                "made": report.made,
                "updated": report.updated,
                "skipped": report.skipped,
                "kinds": dict(report.kinds),
                "notes": [labels.note(note) for note in report.notes],
            }
        )
        return
    output.put_fields(
        [
            (_("Board’s name"), report.name),
            (_("Client"), report.client_code or ""),
            (_("Cards read"), fmt.number(report.read)),
            (_("Cards made"), fmt.number(report.made)),
            (_("Cards updated"), fmt.number(report.updated) if report.updated else ""),
            (_("Left out or here already"), fmt.number(report.skipped)),
            *((_(_KINDS.get(kind, kind)), fmt.number(count)) for kind, count in report.kinds.items() if count),
        ]
    )
    for note in report.notes:
        output.say(labels.note(note))

"""The database itself on the command line."""

from __future__ import annotations

from argparse import Namespace

from obm_tui import __version__, fmt, i18n, paths
from obm_tui.cli import output
from obm_tui.cli.call import Call
from obm_tui.desk.files import sqlite_version
from obm_tui.domain.errors import N_
from obm_tui.i18n import _

_TABLES = {
    "client": N_("Clients"),
    "person": N_("People"),
    "project": N_("Projects"),
    "card": N_("Cards"),
    "comment": N_("Comments"),
    "step": N_("Steps"),
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

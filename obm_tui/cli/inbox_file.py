"""The inbox file on the command line: `drain`."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from obm_tui import config, fmt, inbox_file
from obm_tui.cli import cards, output
from obm_tui.cli.call import Call
from obm_tui.desk.inbox_file import drain, read_lines
from obm_tui.domain.errors import N_, Refused
from obm_tui.domain.steps import Origin
from obm_tui.i18n import _, ngettext


def drain_file(call: Call, options: Namespace) -> None:
    """Capture the lines of the inbox file and take them out of it; a dry run only shows them."""
    # Here: no other command reads such a file.
    from obm_tui.interop.encoding import decode

    name = options.file or config.load().inbox_file
    if not name:
        raise Refused(N_("No inbox file is set. Name one, or set inbox_file in the settings (g o)."))
    file = inbox_file.InboxFile(Path(name).expanduser())
    made = 0
    with call.required() as desk:
        # Done by itself: `u` on the screens passes over it.
        desk.origin = Origin.SYSTEM
        paths = list(file.files())
        if not paths:
            raise Refused(N_("There is no file {path}."), path=str(file.path))
        if options.dry_run:
            found = [line.card for path in paths for line in read_lines(desk, decode(inbox_file.read(path)), _("Me"))]
            if call.as_json:
                output.put_json(
                    [{"title": new.title, "due": new.due_on.isoformat() if new.due_on else None} for new in found]
                )
            else:
                today = desk.clock.today()
                rows = [[cards.due_text(new.due_on, new.due_time, today), new.title] for new in found]
                output.put_table([_("Due"), _("Title")], rows)
            return
        for path in paths:
            data = inbox_file.read(path)
            made += drain(desk, file, path, decode(data), data, _("Me"))
    if call.as_json:
        output.put_json({"captured": made})
    words = ngettext("{n} captured from the inbox file.", "{n} captured from the inbox file.", made)
    output.say(words.format(n=fmt.number(made)))

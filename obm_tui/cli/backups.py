"""Backups on the command line: making, listing, restoring."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from obm_tui import clock, fmt, paths
from obm_tui.cli import output
from obm_tui.cli.call import Call
from obm_tui.desk import backups
from obm_tui.desk.backups import Backup, Contents
from obm_tui.domain.errors import N_, Refused
from obm_tui.i18n import _

_WORDS = {
    "client": N_("Clients"),
    "card": N_("Cards"),
    "person": N_("People"),
    "metric_value": N_("Values"),
    "contact": N_("Journal entries"),
    "step": N_("Steps"),
}


def make(call: Call, options: Namespace) -> None:
    """Make a backup, or list those there are."""
    if options.list:
        _list(call)
        return
    with call.required() as desk:
        made = desk.backups.make()
    if call.as_json:
        output.put_json(_as_json(made))
    else:
        output.put(str(made.path))
    output.say(_("Backed up and checked: {size} kB.").format(size=fmt.number((made.size + 1023) // 1024)))


def _list(call: Call) -> None:
    found = backups.backups(call.path)
    if call.as_json:
        output.put_json([_as_json(one) for one in found])
        return
    rows = [[one.path.name, f"{one.at:%Y-%m-%d %H:%M}", _size(one.size)] for one in found]
    output.put_table([_("Name"), _("Made"), _("Size")], rows)
    if not found:
        output.say(_("There is no backup yet: obm-tui backup makes one."))


def _size(size: int) -> str:
    return _("{size} kB").format(size=fmt.number((size + 1023) // 1024))


def _as_json(made: Backup) -> dict[str, object]:
    return {"path": str(made.path), "made": made.at.isoformat(), "size": made.size}


def restore(call: Call, options: Namespace) -> None:
    """Show what a backup holds beside what is there; with --yes put it in its place."""
    source = backups.find(call.path, options.backup)
    inside = backups.contents(source)
    if inside is None:
        raise Refused(N_("{path} is no whole database of obm-tui: nothing was changed."), path=paths.shown(source))
    before = backups.contents(call.path)
    if call.as_json:
        output.put_json({"backup": _counts(source, inside), "present": _counts(call.path, before)})
    else:
        header = ["", _("Backup"), _("Present file")]
        rows = [
            [_(words), fmt.number(inside.counts.get(table, 0)), _there(before, table)]
            for table, words in _WORDS.items()
            if table in inside.counts
        ]
        rows.append([_("Last step"), inside.last_step[:16], before.last_step[:16] if before else "—"])
        output.put_table(header, rows)
    if not options.yes:
        output.say(_("Nothing was changed. With --yes the backup takes the place of the present file, which is kept."))
        return
    kept = backups.restore(call.path, source, clock.from_environment().local())
    if kept is not None:
        output.say(_("Restored. The file as it was is kept: {path}").format(path=paths.shown(kept)))
    else:
        output.say(_("Restored."))


def _there(before: Contents | None, table: str) -> str:
    return fmt.number(before.counts.get(table, 0)) if before is not None else "—"


def _counts(path: Path, found: Contents | None) -> dict[str, object]:
    if found is None:
        return {"path": str(path), "readable": False}
    return {"path": str(path), "readable": True, "rows": found.counts, "last_step": found.last_step}

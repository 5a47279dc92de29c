"""Time worked on the command line: `time add` and `time list`."""

from argparse import Namespace
from collections.abc import Sequence

from obm_tui import fmt
from obm_tui.cli import output
from obm_tui.cli.call import Call, say_step
from obm_tui.cli.dates import read_date
from obm_tui.domain.errors import N_, Refused
from obm_tui.domain.hours import NewTime, TimeRow, parse_duration
from obm_tui.domain.query import Scope
from obm_tui.domain.text import clean_line
from obm_tui.i18n import _


def add(call: Call, options: Namespace) -> None:
    """Note time worked for a client.

    Raises:
        Refused: it is no time, or of a day that is still to come.
    """
    minutes = parse_duration(options.duration)
    with call.required() as desk:
        today = desk.clock.today()
        on = read_date(options.on, today).on if options.on is not None else today
        if on > today:
            raise Refused(N_("{day} is still to come: time is noted once it was worked."), day=fmt.long_day(on))
        client = desk.clients.by_code(options.client)
        note = clean_line(" ".join(options.note), 500)
        written = desk.hours.add(NewTime(client.id, on, minutes, note))
        _put(call, [TimeRow(written.value, client.code, on, minutes, note)])
        say_step(desk, written.change)


def show_list(call: Call, options: Namespace) -> None:
    """What was worked this month, or since a day, the newest first."""
    with call.existing() as desk:
        if desk is None:
            _put(call, [])
            call.say_no_database()
            return
        today = desk.clock.today()
        since = read_date(options.since, today).on if options.since is not None else today.replace(day=1)
        client = desk.clients.by_code(options.client) if options.client is not None else None
        found = desk.hours.entries(Scope(client.id if client else None), since, today)
        _put(call, found)
        total = fmt.duration(sum(row.minutes for row in found))
        output.say(_("{time} since {day}").format(time=total, day=fmt.long_day(since)))


def _put(call: Call, rows: Sequence[TimeRow]) -> None:
    if call.as_json:
        output.put_json(
            [
                {"client": row.client_code, "on": row.on.isoformat(), "minutes": row.minutes, "note": row.note or None}
                for row in rows
            ]
        )
    else:
        header = [_("Date"), _("Client"), _("Time"), _("Note")]
        cells = [(fmt.long_day(row.on), row.client_code, fmt.duration(row.minutes), row.note) for row in rows]
        output.put_table(header, cells)

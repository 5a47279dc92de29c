"""Waiting and sleeping on the command line: `wait` and `snooze`."""

from argparse import Namespace
from collections.abc import Sequence
from datetime import date

from obm_tui import fmt
from obm_tui.cli import cards, output
from obm_tui.cli.call import Call, say_step
from obm_tui.cli.dates import read_date
from obm_tui.desk import Desk
from obm_tui.domain.capture.awaited import spell_channel
from obm_tui.domain.people import NewPerson
from obm_tui.domain.waits import NewWait, WaitRow
from obm_tui.i18n import _


def wait(call: Call, options: Namespace) -> None:
    """Let cards wait for somebody."""
    with call.required() as desk:
        keys = cards.named_cards(desk, options)
        person = desk.clients.person(options.person) if options.person is not None else None
        if isinstance(person, NewPerson):
            person = NewPerson(_("Me"), None, person.kind)
        until = read_date(options.until, desk.clock.today()).on if options.until is not None else None
        change = desk.waits.begin(keys, NewWait(person, options.what, until, spell_channel(options.channel)))
        waits = desk.waits.of_cards(keys)
        put_waits(call, desk, [waits[key] for key in keys if key in waits])
        say_step(desk, change)


def snooze(call: Call, options: Namespace) -> None:
    """Put cards out of sight until a day."""
    with call.required() as desk:
        keys = cards.named_cards(desk, options)
        until = read_date(options.until, desk.clock.today()).on
        change = desk.triage.snooze(keys, until)
        cards.put_cards(call, desk, keys)
        output.say(_("Out of sight until {day}").format(day=fmt.long_day(until)))
        say_step(desk, change)


def put_waits(call: Call, desk: Desk, waits: Sequence[WaitRow]) -> None:
    """Show who owes what since when."""
    if call.as_json:
        output.put_json(waits_json(desk, waits))
    else:
        header = [_("Ref"), _("Who"), _("Channel"), _("Asked"), _("Expected"), _("Nudges"), _("What")]
        output.put_table(header, [_cells(found, desk) for found in waits])


def _cells(found: WaitRow, desk: Desk) -> list[str]:
    today = desk.clock.today()
    return [
        found.card.reference,
        found.person or "",
        found.channel,
        fmt.short_day(found.asked_on, today) if found.asked_on else "",
        expected_text(found, today),
        str(found.nudges or ""),
        found.what or found.card.title,
    ]


def expected_text(found: WaitRow, today: date) -> str:
    """When it is expected, and how late it is."""
    return cards.lateness_text(found.card, cards.due_text(found.expected_on, None, today), today)


def waits_json(desk: Desk, waits: Sequence[WaitRow]) -> list[dict[str, object]]:
    """Cards that wait, for a program, each with its wait."""
    created = desk.cards.created([found.card.id for found in waits])
    return [cards.card_json(found.card, created[found.card.id]) | {"wait": _wait_json(found)} for found in waits]


def _wait_json(found: WaitRow) -> dict[str, object]:
    return {
        "for": found.person,
        "what": found.what or None,
        "channel": found.channel or None,
        "asked": found.asked_on.isoformat() if found.asked_on else None,
        "expected": found.expected_on.isoformat() if found.expected_on else None,
        "nudge": found.nudge_on.isoformat() if found.nudge_on else None,
        "nudges": found.nudges,
    }

"""The day and the inbox on the command line: `today` and `inbox`."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from obm_tui import labels
from obm_tui.cli import cards, output, waits
from obm_tui.cli.call import Call
from obm_tui.cli.lanes import find_queue
from obm_tui.desk import Desk
from obm_tui.domain.cards import CardRow
from obm_tui.domain.contacts import Attention
from obm_tui.domain.query import Scope
from obm_tui.domain.triage import Queue
from obm_tui.domain.waits import WaitRow
from obm_tui.i18n import _, pgettext


class _Section(NamedTuple):
    """A part of the day."""

    key: str
    """What programs call it."""
    name: str
    cards: Sequence[CardRow] = ()
    waits: Sequence[WaitRow] = ()
    neglected: Sequence[Attention] = ()


def show_today(call: Call, options: Namespace) -> None:
    """What the day asks for, by section, as the screen has it."""
    with call.existing() as desk:
        if desk is None:
            call.put_nothing()
            return
        sections = _sections(desk, _scope(desk, options))
        if call.as_json:
            output.put_json([value for section in sections for value in _section_json(desk, section)])
        else:
            header = [_("Section"), _("Ref"), _("Due"), _("Who"), _("Title")]
            output.put_table(header, [cells for section in sections for cells in _section_cells(desk, section)])
        if not any(section.cards or section.waits or section.neglected for section in sections):
            output.say(_("Nothing asks for you today."))


def _scope(desk: Desk, options: Namespace) -> Scope:
    return Scope(desk.clients.by_code(options.client).id if options.client is not None else None)


def _sections(desk: Desk, scope: Scope) -> list[_Section]:
    found = desk.today(scope)
    neglected = [one for one in found.neglected if scope.client_id in {None, one.client_id}]
    return [
        _Section("main", pgettext("section", "First"), found.main),
        _Section("nudges", _("To nudge"), waits=found.nudges),
        _Section("mine", _("To do"), found.mine),
        _Section("to_approve", _("To approve"), found.to_approve),
        _Section("to_settle", _("To settle"), found.to_settle),
        _Section("neglected", _("Forgotten"), neglected=neglected),
    ]


def _section_cells(desk: Desk, section: _Section) -> Iterator[list[str]]:
    today = desk.clock.today()
    for row in section.cards:
        due = cards.lateness_text(row, cards.due_text(row.due_on, row.due_time, today), today)
        yield [section.name, row.reference, due, cards.owner_text(row), row.title]
    for wait in section.waits:
        expected = waits.expected_text(wait, today)
        yield [section.name, wait.card.reference, expected, wait.person or "", wait.what or wait.card.title]
    for attention in section.neglected:
        words = _("no exchange for {n} days, rhythm {rhythm}")
        said = words.format(n=attention.days(today), rhythm=attention.cadence_days)
        yield [section.name, desk.clients.get(attention.client_id).code, "", "", said]


def _section_json(desk: Desk, section: _Section) -> Iterator[dict[str, object]]:
    where: dict[str, object] = {"section": section.key}
    created = desk.cards.created([row.id for row in section.cards])
    for row in section.cards:
        yield where | cards.card_json(row, created[row.id])
    for value in waits.waits_json(desk, section.waits):
        yield where | value
    for attention in section.neglected:
        yield where | {
            "client": desk.clients.get(attention.client_id).code,
            "last": attention.last_on.isoformat() if attention.last_on else None,
            "days": attention.days(desk.clock.today()),
            "rhythm": attention.cadence_days,
        }


def show_inbox(call: Call, options: Namespace) -> None:
    """The cards of a queue that wait for a verdict, and how many there are in each."""
    queue = find_queue(options.queue) if options.queue is not None else Queue.NEW
    with call.existing() as desk:
        if desk is None:
            call.put_nothing()
            return
        scope = _scope(desk, options)
        keys = list(desk.triage.ids(queue, scope))
        if queue is Queue.FOLLOW_UPS:
            found = desk.waits.of_cards(keys)
            waits.put_waits(call, desk, [found[key] for key in keys if key in found])
        else:
            cards.put_cards(call, desk, keys)
        counts = desk.triage.counts(scope)
        output.say(" · ".join(f"{labels.queue(one)} {counts[one]}" for one in Queue))

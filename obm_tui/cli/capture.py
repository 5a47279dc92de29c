"""`add`: one card from the command line, or one a line from standard input."""

import sys
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from obm_tui import clock, fmt, labels
from obm_tui.cli import cards, output
from obm_tui.cli.call import Call, say_step
from obm_tui.cli.dates import read_date
from obm_tui.cli.flags import UsageError
from obm_tui.cli.lanes import find_lane
from obm_tui.desk import Desk
from obm_tui.desk.capture import understand
from obm_tui.domain.capture.lines import without_mark
from obm_tui.domain.cards import Edge, Lane, NewCard, Priority
from obm_tui.domain.clients import ClientRow
from obm_tui.domain.errors import N_, NotFound, Refused
from obm_tui.domain.people import MY_HANDLES, NewPerson, PersonKind
from obm_tui.domain.text import fold
from obm_tui.i18n import _
from obm_tui.interop.documents import MAX_BYTES
from obm_tui.interop.encoding import decode

_STDIN = "-"


class _Owner(NamedTuple):
    """Whose card it will be."""

    name: str
    handle: str


@dataclass(frozen=True, slots=True)
class _Wish:
    """A card to add, and its client and owner by the names people know."""

    card: NewCard
    client_code: str | None
    owner: _Owner | None


class _Reader:
    """Reads lines the way this command line's options ask; without a desk nobody is known yet."""

    def __init__(self, desk: Desk | None, options: Namespace) -> None:
        self._desk = desk
        self._body: str = options.body
        self._today = (desk.clock if desk else clock.from_environment()).today()
        self._client = self._find_client(options.client) if options.client is not None else None
        self._owner = self._find_person(options.owner.removeprefix("@")) if options.owner is not None else None
        self._due = read_date(options.due, self._today) if options.due is not None else None
        self._lane = find_lane(options.lane) if options.lane is not None else Lane.INBOX
        self._priority = Priority(int(options.priority)) if options.priority is not None else None

    @property
    def today(self) -> date:
        """The present date, as the file has it."""
        return self._today

    def read(self, text: str) -> _Wish:
        """What to add for this text; options win over what it says.

        Raises:
            Refused: there is no title, or a text is too long.
        """
        understood = understand(text, self._today, self._find_client, self._find_person)
        for left in understood.left:
            sentence = _("“{mark}” stays in the title. {reason}")
            output.say(sentence.format(mark=left.mark, reason=labels.say(left.reason)))
        said = understood.capture
        if said.leftover:
            mark = text[slice(*said.leftover)]
            output.say(_("“{mark}” stays in the title: it was not understood.").format(mark=mark))
        client = self._client or understood.client
        owner = self._owner or understood.owner
        due = self._due or said.due
        card = replace(
            understood.new_card(),
            client_id=client.id if client else None,
            lane=self._lane,
            owner=owner,
            due_on=due.on if due else None,
            due_time=due.time if due else None,
            priority=said.priority if self._priority is None else self._priority,
            body=self._body,
        )
        return _Wish(card.cleaned(), client.code if client else None, self._as_known(owner))

    def read_all(self, lines: Sequence[str]) -> list[_Wish]:
        """What to add for several lines: in their order, and none of them where one is refused."""
        wishes = []
        for number, line in enumerate(lines, start=1):
            try:
                wish = self.read(line)
            except Refused as problem:
                raise Refused(N_("Line {number}: {problem}"), number=number, problem=labels.say(problem)) from problem
            wishes.append(replace(wish, card=replace(wish.card, place=Edge.BOTTOM)))
        return wishes

    def _find_client(self, text: str) -> ClientRow:
        if self._desk is None:
            raise NotFound(N_("There is no client yet."))
        return self._desk.clients.by_code(text)

    def _find_person(self, text: str) -> str | NewPerson:
        if fold(text) in MY_HANDLES:
            return NewPerson(_("Me"), kind=PersonKind.ME)
        if self._desk is None:
            raise NotFound(N_("Nobody is known here yet."))
        return self._desk.clients.person(text)

    def _as_known(self, owner: str | NewPerson | None) -> _Owner | None:
        """The owner as people know them; herself where she is not in the file yet."""
        if owner is None:
            return None
        people = self._desk.clients.people() if self._desk else ()
        is_me = isinstance(owner, NewPerson)
        found = next((person for person in people if (person.is_me if is_me else person.id == owner)), None)
        return _Owner(found.name, found.handle) if found else _Owner(_("Me"), "me")


def add(call: Call, options: Namespace) -> None:
    """Add a card, or a card a line; a dry run only shows what was understood."""
    words: list[str] = options.text
    from_stdin = words == [_STDIN] or (not words and not output.is_terminal(sys.stdin))
    if not words and not from_stdin:
        raise UsageError(_("missing: {names}").format(names=_("TEXT")))
    lines = _read_lines() if from_stdin else [" ".join(words)]
    with call.existing() as desk:
        reader = _Reader(desk, options)
        wishes = reader.read_all(lines) if from_stdin else [reader.read(lines[0])]
        if options.dry_run:
            _show_wishes(call, wishes, reader.today, as_list=from_stdin)
            return
        if desk is not None:
            _add(call, desk, wishes, as_list=from_stdin)
            return
    with call.open() as desk:
        _add(call, desk, wishes, as_list=from_stdin)


def _read_lines() -> list[str]:
    """The lines of standard input that are not blank, without the marks of a list."""
    if sys.stdin is None:
        return []
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise Refused(N_("Standard input holds more than {limit} MB."), limit=MAX_BYTES // 2**20)
    # Not splitlines(): it also breaks at characters that are merely odd inside a title.
    lines = decode(data).replace("\r\n", "\n").split("\n")
    return [without_mark(line) for line in lines if line.strip()]


def _add(call: Call, desk: Desk, wishes: Sequence[_Wish], *, as_list: bool) -> None:
    if not wishes:
        output.say(_("There is no line to add."))
        cards.put_cards(call, desk, [])
        return
    written = desk.cards.add_all([wish.card for wish in wishes])
    if as_list:
        cards.put_cards(call, desk, written.value)
    else:
        cards.put_card(call, desk, written.value[0])
    say_step(desk, written.change)


def _show_wishes(call: Call, wishes: Sequence[_Wish], today: date, *, as_list: bool) -> None:
    if call.as_json:
        values = [_as_json(wish) for wish in wishes]
        output.put_json(values if as_list else values[0])
        return
    for wish in wishes:
        card = wish.card
        output.put_fields(
            [
                (_("Title"), card.title),
                (_("Client"), wish.client_code or ""),
                (_("Lane"), labels.lane(card.lane)),
                (_("Due"), cards.due_text(card.due_on, card.due_time, today)),
                (_("Repeats"), fmt.repeat(card.rrule) if card.rrule else ""),
                (_("Owner"), wish.owner.name if wish.owner else ""),
                (_("Priority"), f"P{card.priority:d}" if card.priority else ""),
            ]
        )


def _as_json(wish: _Wish) -> dict[str, object]:
    card = wish.card
    return {
        "title": card.title,
        "due": card.due_on.isoformat() if card.due_on else None,
        "time": card.due_time,
        "rrule": card.rrule or None,
        "owner": wish.owner.handle if wish.owner else None,
        "client": wish.client_code,
        "priority": int(card.priority) or None,
    }

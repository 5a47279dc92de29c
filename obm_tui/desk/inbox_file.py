"""Draining an inbox file: each of its lines becomes a card to decide, all of them as one step done by itself."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from obm_tui import inbox_file
from obm_tui.desk.capture import understand
from obm_tui.domain.cards import Edge, NewCard
from obm_tui.domain.errors import N_, Refused
from obm_tui.domain.people import NewPerson
from obm_tui.domain.text import NOTE_LIMIT, TITLE_LIMIT, clean_line

if TYPE_CHECKING:
    from obm_tui.desk.desk import Desk

_MOST = 5_000
"""Lines of a file; of more, somebody put the wrong file there."""


def read_lines(desk: Desk, text: str, me: str) -> list[NewCard]:
    """A card a line that is not blank; `me` is what she is called.

    Raises:
        Refused: there are too many lines for a list of thoughts.
    """

    def find_person(name: str) -> str | NewPerson:
        found = desk.clients.person(name)
        return NewPerson(me, None, found.kind) if isinstance(found, NewPerson) else found

    lines = [line for line in re.split(r"[\r\n\f]+", text) if clean_line(line)]
    if len(lines) > _MOST:
        raise Refused(
            N_("The inbox file has {count} lines; {limit} can be captured at once."), count=len(lines), limit=_MOST
        )
    return [_card(desk, line, find_person) for line in lines]


def _card(desk: Desk, line: str, find_person: Callable[[str], str | NewPerson]) -> NewCard:
    line = clean_line(line, NOTE_LIMIT)
    if len(line) > TITLE_LIMIT:
        return NewCard(line[: TITLE_LIMIT - 1].rstrip() + "…", body=line, place=Edge.BOTTOM, source="inbox")
    try:
        understood = understand(line, desk.clock.today(), desk.clients.by_code, find_person)
        return replace(understood.new_card(), place=Edge.BOTTOM, source="inbox").cleaned()
    except Refused:
        # A line of marks alone has no title: it is one.
        return NewCard(line, place=Edge.BOTTOM, source="inbox")


def drain(desk: Desk, path: Path, text: str, data: bytes, me: str, *, is_copy: bool) -> int:
    """Capture a file's content and take it out of the file; how many cards that made.

    The cards are safe before the file is touched. Where it cannot be, the same content is not captured again.

    Raises:
        Refused: the file cannot be written.
        StoreError: the database cannot be.
    """
    from obm_tui.store.writes import capture

    # With its time: the same words another day are another thought.
    told = b"%d " % path.stat().st_mtime_ns + data
    digest = hashlib.blake2b(told, digest_size=16).hexdigest()
    made: Sequence[str] = ()
    cards = read_lines(desk, text, me)
    if cards:
        made = desk.write(capture.drain, path.name[:200], digest, cards).value
    inbox_file.take_out(path, data, is_copy=is_copy)
    return len(made)

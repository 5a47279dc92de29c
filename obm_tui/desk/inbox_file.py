"""Draining an inbox file: each of its lines becomes a card to decide, all of them as one step done by itself."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from obm_tui import inbox_file
from obm_tui.desk.capture import understand
from obm_tui.domain.capture.lines import without_mark
from obm_tui.domain.cards import Edge, NewCard
from obm_tui.domain.errors import N_, Refused
from obm_tui.domain.people import NewPerson
from obm_tui.domain.text import NOTE_LIMIT, TITLE_LIMIT, clean_line

if TYPE_CHECKING:
    from obm_tui.desk.desk import Desk

_MOST = 5_000
"""Lines of a file; of more, somebody put the wrong file there."""


class InboxLine(NamedTuple):
    """A line of the file without the mark of a list, and what was understood of it."""

    text: str
    card: NewCard


def read_lines(desk: Desk, text: str, me: str) -> list[InboxLine]:
    """What the lines that are not blank say, without the marks of a list; `me` is what she is called.

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
    lines = [without_mark(line) for line in lines]
    return [InboxLine(line, _card(desk, line, find_person)) for line in lines]


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


def drain(desk: Desk, file: inbox_file.InboxFile, path: Path, text: str, data: bytes, me: str) -> int:
    """Capture what is in the file, or in the copy of it at `path`, and take it out; how many cards that made.

    The cards are safe before the file is touched. Where it cannot be, the same content is not captured again, and what
    a copy has of the file's own lines is not either.

    Raises:
        Refused: the file cannot be written.
        StoreError: the database cannot be.
    """
    from obm_tui.store.writes import capture

    is_copy = path != file.path
    # With its time: the same words another day are another thought.
    told = _digest(b"%d " % path.stat().st_mtime_ns + data)
    lines = [
        capture.DrainedLine(_digest(clean_line(line.text, NOTE_LIMIT).encode("utf-8", "replace")), line.card)
        for line in read_lines(desk, text, me)
    ]
    made: Sequence[str] = ()
    if lines:
        made = desk.write(capture.drain, file.path.name[:200], told, lines, is_copy).value
    inbox_file.take_out(path, data, is_copy=is_copy)
    return len(made)


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=16).hexdigest()

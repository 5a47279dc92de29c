"""What was read in a line, in a few words each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len

from obm_tui import fmt
from obm_tui.desk.capture import Understood
from obm_tui.domain.capture.parse import SpanKind
from obm_tui.domain.cards import Priority
from obm_tui.i18n import _
from obm_tui.widgets.read_line import Mark


class Chip(NamedTuple):
    """One thing that was read; the client apart, which has a colour of its own."""

    text: str
    is_time: bool
    """Whether it says when."""


def chips(understood: Understood) -> list[Chip]:
    """Owner, date, time, recurrence and priority, those that were said."""
    said = understood.capture
    found: list[Chip] = []
    if said.owner is not None:
        found.append(Chip(f"@{said.owner}", is_time=False))
    if said.due is not None:
        found.append(Chip(fmt.long_day(said.due.on), is_time=True))
        if said.due.time:
            found.append(Chip(said.due.time, is_time=True))
    if said.rrule:
        found.append(Chip(fmt.repeat(said.rrule), is_time=True))
    if said.priority is not Priority.NONE:
        found.append(Chip(f"P{int(said.priority)}", is_time=False))
    return found


def remarks(text: str, understood: Understood) -> str:
    """What looks as if it meant something and stays text; empty where nothing does."""
    left = [mark.mark for mark in sorted(understood.left, key=lambda mark: mark.span.start)]
    leftover = understood.capture.leftover
    if leftover:
        left.append(text[slice(*leftover)])
    return _("not understood, stays text: {marks}").format(marks=" · ".join(left)) if left else ""


def flowed(chips: Sequence[Sequence[tuple[str, str]]], width: int) -> list[tuple[str, str]]:
    """Chips, each made of words and their styles, on as many lines of so many cells as they need; none is broken."""
    pieces: list[tuple[str, str]] = []
    used = 0
    for chip in chips:
        room = sum(cell_len(text) for text, _style in chip)
        gap = "  " if pieces else ""
        if pieces and used + len(gap) + room > width:
            gap, used = "\n", 0
        pieces += [(gap, ""), *chip]
        used += (len(gap) if gap != "\n" else 0) + room
    return pieces


def marks(understood: Understood) -> list[Mark]:
    """Where in the line these things stand."""
    said = understood.capture
    found = [Mark(span.start, span.end, is_read=True) for span in said.spans if span.kind is not SpanKind.ESCAPE]
    found += [Mark(left.span.start, left.span.end, is_read=False) for left in understood.left]
    if said.leftover:
        found.append(Mark(*said.leftover, is_read=False))
    return found

"""One typed line → what it says: a title, and the client, owner, priority, date and recurrence found in it.

`+CAP`, `@julie` and `!1` count anywhere as whole words, the first of each kind. A date or a recurrence counts at the
end, a date with the word that introduces it (“by friday”, “pour le 12/12”). Where the end says nothing, the beginning
does if it can be nothing else (“demain 9h appeler Nadir”). Everything else is title. So that a title is not mangled,
these stay text as well:

- what stands in quotes, a word after a backslash, and what she gave back to the text;
- digits that may be no date, unless a word introduces them: `3/4`, `5-12`, `12.05`, “the 5th” (but `12/12` is one);
- abbreviations that are also words or first names: “Call Tom at 2pm”, “Préparer le jeu” (but “jeu 26” is a date);
- a date tied to the words before it: “since friday”, “la réunion de lundi”, “Black Friday”;
- a recurrence tied to the words before it: “budget for every month”, “the weekly”;
- two dates in a row, or a weekday that disagrees with its date.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import dropwhile, takewhile

from obm_tui.domain.capture.dates import (
    LONGEST_WORDS,
    DateOrder,
    Doubt,
    ParsedDate,
    Reading,
    names_no_day,
    read_date,
    read_opening,
    simplify,
)
from obm_tui.domain.capture.kept import Stretch
from obm_tui.domain.capture.recurrence import LONGEST_WORDS as LONGEST_RECURRENCE
from obm_tui.domain.capture.recurrence import TIES as RECURRENCE_TIES
from obm_tui.domain.capture.recurrence import Recurrence, may_begin, may_hold, may_open, read_recurrence, unfinished
from obm_tui.domain.capture.words_en import ENGLISH
from obm_tui.domain.capture.words_fr import FRENCH
from obm_tui.domain.cards import Priority
from obm_tui.domain.text import fold


class SpanKind(Enum):
    """What a stretch of the line was understood as."""

    CLIENT = "client"
    OWNER = "owner"
    PRIORITY = "priority"
    DATE = "date"
    RECURRENCE = "recurrence"
    CHANNEL = "channel"
    """By which way somebody was asked; only of a line about a wait."""
    ESCAPE = "escape"
    """The backslash that kept the word after it in the title."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the typed line, in characters, end excluded."""

    kind: SpanKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Capture:
    """What a line says. The title is the line without its spans, with single spaces."""

    title: str
    client_code: str | None = None
    owner: str | None = None
    """A handle, folded; whether somebody has it is for the caller to find out, as with the code."""
    priority: Priority = Priority.NONE
    due: ParsedDate | None = None
    """Of a recurrence its first day."""
    spans: tuple[Span, ...] = ()
    """In the order of the line."""
    rrule: str = ""
    """The recurrence, as RRULE text."""
    leftover: tuple[int, int] | None = None
    """Where the end of the line looks like something, but says nothing: “every”, “+”, “@”, “31/02”."""


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int

    @property
    def escaped(self) -> bool:
        return len(self.text) > 1 and self.text[0] == "\\"

    @property
    def plain(self) -> str:
        return self.text[1:] if self.escaped else self.text

    @property
    def backslash(self) -> Span:
        return Span(SpanKind.ESCAPE, self.start, self.start + 1)


@dataclass(frozen=True, slots=True)
class _When:
    """What the end of the line says about time, and where."""

    due: ParsedDate | None = None
    rrule: str = ""
    spans: Sequence[Span] = ()


_WORD = re.compile(r"\S+")
_QUOTED = re.compile(r'"[^"]*"|“[^“”]*”|«[^«»]*»')
MARKS = {
    SpanKind.CLIENT: re.compile(r"\+([a-z][a-z0-9]{1,3})"),
    SpanKind.OWNER: re.compile(r"@([a-z0-9]+)"),
    SpanKind.PRIORITY: re.compile(r"!([123])"),
}
"""What counts anywhere in the line, each with a sign of its own."""
_MARK_SIGNS = ("+", "@", "!")
_OPEN_SIGNS = ("+", "@")
_LONGEST_LEFTOVER = 5
_LEAD_INS = ENGLISH.lead_ins | FRENCH.lead_ins
_MOST_LEAD_INS = 2
_TIES = ENGLISH.ties | FRENCH.ties
_RECURRENCE_TIES = _TIES | _LEAD_INS | RECURRENCE_TIES
_GO_ON = frozenset({"est", "feries", "is", "never", "sera", "was", "will"})
"""Words that make the date before them part of a sentence."""
_NAMED_DAYS = ENGLISH.named_days | FRENCH.named_days


def parse_capture(text: str, today: date, order: DateOrder = DateOrder.DMY, kept: Sequence[Stretch] = ()) -> Capture:
    """What the line says; a line with nothing but marks and dates is all title.

    Args:
        text: the line.
        today: the present date.
        order: what comes first in `5/12`.
        kept: stretches of the line, in characters, that are text whatever they look like.
    """
    words = _split(text, kept)
    values, spans = _find_marks(words)
    run = _last_run(words, spans)
    when = _find_recurrence(run, today, order) or _find_date(run, today, order)
    if when == _When():
        when = _find_opening(_first_run(words, spans), today, order)
    leftover = None if when.due else _leftover(words, run, spans) or _no_day(run, today, order)
    spans = sorted([*spans, *when.spans], key=lambda span: span.start)
    title = _without(text, spans)
    if not title:
        return Capture(" ".join(text.split()))
    code = values.get(SpanKind.CLIENT)
    return Capture(
        title,
        code.upper() if code else None,
        values.get(SpanKind.OWNER),
        Priority(int(values.get(SpanKind.PRIORITY, 0))),
        when.due,
        tuple(spans),
        when.rrule,
        leftover,
    )


def _split(text: str, kept: Sequence[Stretch]) -> list[_Word]:
    """The words; what is quoted, or kept as text, becomes part of one word that reads as nothing."""
    masked = _QUOTED.sub(lambda quoted: "\0" * len(quoted[0]), text)
    for start, end in kept:
        masked = masked[:start] + "\0" * (end - start) + masked[end:]
    return [_Word(word[0], word.start(), word.end()) for word in _WORD.finditer(masked)]


def _find_marks(words: list[_Word]) -> tuple[dict[SpanKind, str], list[Span]]:
    values: dict[SpanKind, str] = {}
    spans: list[Span] = []
    for word in words:
        mark = _read_mark(word.plain)
        if mark and word.escaped:
            spans.append(word.backslash)
        elif mark and mark[0] not in values:
            values[mark[0]] = mark[1]
            spans.append(Span(mark[0], word.start, word.end))
    return values, spans


def _read_mark(text: str) -> tuple[SpanKind, str] | None:
    if not text.startswith(_MARK_SIGNS):
        return None
    folded = fold(text)
    return next(((kind, match[1]) for kind, mark in MARKS.items() if (match := mark.fullmatch(folded))), None)


def _last_run(words: list[_Word], spans: list[Span]) -> list[_Word]:
    """The last words that stand together, marks after them left aside: where a date may be."""
    marked = {span.start for span in spans if span.kind is not SpanKind.ESCAPE}
    rest = list(words)
    while rest and rest[-1].start in marked:
        rest.pop()
    last_mark = max((index for index, word in enumerate(rest) if word.start in marked), default=-1)
    return rest[last_mark + 1 :]


def _find_recurrence(run: list[_Word], today: date, order: DateOrder) -> _When | None:
    """The recurrence at the end; nothing found where it belongs to the words before it."""
    found = _recurrence_at_end(run, today, order)
    if not found:
        return None
    first, recurrence = found
    begin = _with_lead_ins(run, first) if recurrence.is_day else first
    before, taken = run[:begin], run[begin:]
    if (before and simplify(before[-1].text) in _RECURRENCE_TIES) or _holds_on(before, today, order):
        return _When()
    return _taken(taken, SpanKind.RECURRENCE, recurrence.first, recurrence.rrule)


def _recurrence_at_end(run: list[_Word], today: date, order: DateOrder) -> tuple[int, Recurrence] | None:
    """Where the longest recurrence that ends the run begins, and what it says."""
    offset = max(0, len(run) - LONGEST_RECURRENCE)
    if not may_hold(" ".join(word.text for word in run[offset:])):
        return None
    simple = [simplify(word.plain) for word in run[offset:]]
    for first, word in enumerate(simple):
        if may_begin(word.partition(" ")[0]):
            recurrence = read_recurrence(" ".join(filter(None, simple[first:])), today, order)
            if recurrence:
                return offset + first, recurrence
    return None


def _find_date(run: list[_Word], today: date, order: DateOrder) -> _When:
    found = _reading_at_end(run, today, order)
    if not found:
        return _When()
    first, reading = found
    begin = _with_lead_ins(run, first)
    unsettled = reading.doubt is Doubt.WORD or (reading.doubt is Doubt.NUMBER and begin == first)
    if unsettled or _holds_on(run[:begin], today, order):
        return _When()
    return _taken(run[begin:], SpanKind.DATE, reading.date)


def _first_run(words: list[_Word], spans: list[Span]) -> list[_Word]:
    """The first words that stand together, marks before them left aside: where a date may be as well."""
    marked = {span.start for span in spans if span.kind is not SpanKind.ESCAPE}
    rest = list(dropwhile(lambda word: word.start in marked, words))
    return list(takewhile(lambda word: word.start not in marked, rest))


def _find_opening(run: list[_Word], today: date, order: DateOrder) -> _When:
    """The longest date or recurrence that begins the run; nothing found where the next word goes on with it."""
    simple = [simplify(word.plain) for word in run]
    if simple and may_open([simple[0], "0"]):
        for end in range(min(LONGEST_WORDS, len(run)), 1, -1):
            recurrence = read_recurrence(" ".join(filter(None, simple[:end])), today, order)
            if recurrence and may_open(simple[:end]) and not _goes_on(run[end:]):
                return _taken(run[:end], SpanKind.RECURRENCE, recurrence.first, recurrence.rrule)
        return _When()
    for end in range(min(LONGEST_WORDS, len(run)), 0, -1):
        due = read_opening(" ".join(word.plain for word in run[:end]), today, order)
        if due:
            return _When() if _goes_on(run[end:]) else _taken(run[:end], SpanKind.DATE, due)
    return _When()


def _goes_on(after: list[_Word]) -> bool:
    """Whether the words after a date belong with it: “demain : le film”, “demain ou vendredi”."""
    if not after:
        return False
    word = simplify(after[0].text)
    return not any(map(str.isalnum, after[0].text)) or word in _TIES | _LEAD_INS | _GO_ON


def _with_lead_ins(run: list[_Word], first: int) -> int:
    """Where the words begin that introduce the date there."""
    begin = first
    while begin and first - begin < _MOST_LEAD_INS and simplify(run[begin - 1].plain) in _LEAD_INS:
        begin -= 1
    return begin


def _taken(words: list[_Word], kind: SpanKind, due: ParsedDate, rrule: str = "") -> _When:
    """These words read as that, unless one of them is to be kept."""
    if any(word.escaped for word in words):
        return _When(spans=[word.backslash for word in words if word.escaped])
    return _When(due, rrule, [Span(kind, words[0].start, words[-1].end)])


def _leftover(words: list[_Word], run: list[_Word], spans: list[Span]) -> tuple[int, int] | None:
    """A sign that names nothing, or a recurrence that is not complete, at the end of the line."""
    last = words[-1] if words else None
    if last and last.text.startswith(_OPEN_SIGNS) and all(span.start != last.start for span in spans):
        return last.start, last.end
    tail = run[-_LONGEST_LEFTOVER:]
    count = unfinished([simplify(word.text) for word in tail]) if len(run) > 1 else 0
    return (tail[-count].start, tail[-1].end) if count else None


def _no_day(run: list[_Word], today: date, order: DateOrder) -> tuple[int, int] | None:
    """Where the end of the line is written as a day that does not exist."""
    for first in range(max(1, len(run) - _LONGEST_LEFTOVER), len(run)):
        tail = run[first:]
        if names_no_day(" ".join(word.text for word in tail), today, order):
            return tail[0].start, tail[-1].end
    return None


def _reading_at_end(run: list[_Word], today: date, order: DateOrder) -> tuple[int, Reading] | None:
    """Where the longest date that ends the run begins, and what it says."""
    for first in range(max(0, len(run) - LONGEST_WORDS), len(run)):
        reading = read_date(" ".join(word.plain for word in run[first:]), today, order)
        if reading and not _names_a_day(run, first):
            return first, reading
    return None


def _holds_on(before: list[_Word], today: date, order: DateOrder) -> bool:
    """Whether these words and the date after them belong together: “de lundi à” vendredi."""
    if before and simplify(before[-1].text) in _TIES:
        return True
    # A dash between two dates makes a range of them.
    end = len(before) - 1 if before and not any(map(str.isalnum, before[-1].text)) else len(before)
    earlier = _reading_at_end(before[:end], today, order)
    return earlier is not None and earlier[1].doubt is Doubt.NONE


def _names_a_day(run: list[_Word], first: int) -> bool:
    return first > 0 and simplify(f"{run[first - 1].text} {run[first].text}") in _NAMED_DAYS


def _without(text: str, spans: list[Span]) -> str:
    """The text that no span covers, with single spaces."""
    starts = [0, *(span.end for span in spans)]
    ends = [*(span.start for span in spans), len(text)]
    return " ".join("".join(text[start:end] for start, end in zip(starts, ends, strict=True)).split())

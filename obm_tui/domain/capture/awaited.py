"""One typed line → what is waited for, until when, and by which channel it was asked: “les rushs vendredi par mail”.

The date is read as in `parse`, at the end; the channel with the word before it (“by”, “via”, “par”), behind the date or
before it. The rest is what. Words that say who, which client or how often say nothing here and stay text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from obm_tui.domain.capture.dates import DateOrder, parse_date, simplify
from obm_tui.domain.capture.kept import Stretch
from obm_tui.domain.capture.parse import Span, SpanKind, parse_capture
from obm_tui.domain.text import NOTE_LIMIT, clean_line

_LEADS = frozenset({"by", "via", "par"})
_AS_TYPED = ""
_CHANNELS = {
    **dict.fromkeys(("mail", "courriel", "courrier", "phone", "telephone", "call", "appel"), _AS_TYPED),
    **dict.fromkeys(("post", "text", "texto", "visio", "zoom", "vocal", "chat"), _AS_TYPED),
    **dict.fromkeys(("email", "e mail"), "e-mail"),
    "tel": "téléphone",
    "sms": "SMS",
    **dict.fromkeys(("whatsapp", "whats app"), "WhatsApp"),
    "slack": "Slack",
    "teams": "Teams",
    "messenger": "Messenger",
    "signal": "Signal",
    "telegram": "Telegram",
    **dict.fromkeys(("instagram", "insta"), "Instagram"),
    "linkedin": "LinkedIn",
    "discord": "Discord",
    "notion": "Notion",
    "trello": "Trello",
    "asana": "Asana",
    "clickup": "ClickUp",
}
"""How a channel is written, by what is typed for it, in both languages."""
_LONGEST_CHANNEL = 2
_WORD = re.compile(r"\S+")
_SOMETHING = "x "
"""Stands before the line while its date is read: a date alone is no title here, and the grammar wants one."""


@dataclass(frozen=True, slots=True)
class Awaited:
    """What a line says about a wait; all of it may be missing."""

    what: str = ""
    expected_on: date | None = None
    channel: str = ""
    spans: tuple[Span, ...] = ()
    """Where the date and the channel stand, in the order of the line."""


def parse_awaited(text: str, today: date, order: DateOrder = DateOrder.DMY, kept: Sequence[Stretch] = ()) -> Awaited:
    """What the line says.

    Args:
        text: the line.
        today: the present date.
        order: what comes first in `5/12`.
        kept: stretches of the line, in characters, that are part of what is waited for, whatever they look like.
    """
    channel = _channel_at_end(text, len(text), kept)
    expected_on, dated = _date_at_end(text, channel.start if channel else len(text), today, order, kept)
    when = next((span for span in dated if span.kind is SpanKind.DATE), None)
    if channel is None and when is not None:
        channel = _channel_at_end(text, when.start, kept)
    spans = sorted([*dated, *([channel] if channel else [])], key=lambda span: span.start)
    ends = [0, *(span.end for span in spans)]
    starts = [*(span.start for span in spans), len(text)]
    what = clean_line("".join(text[end:start] for end, start in zip(ends, starts, strict=True)), NOTE_LIMIT)
    found = tuple(span for span in spans if span.kind is not SpanKind.ESCAPE)
    return Awaited(what, expected_on, _spelled(text, channel) if channel else "", found)


def spell_channel(text: str) -> str:
    """A channel as it is written, where it is one of the usual ones; else as typed."""
    return _CHANNELS.get(simplify(text)) or clean_line(text)


def _spelled(text: str, channel: Span) -> str:
    """The channel without the word that introduces it and the stop behind it."""
    _lead, _gap, name = " ".join(text[channel.start : channel.end].split()).partition(" ")
    return spell_channel(name.rstrip(".,!"))


def _channel_at_end(text: str, end: int, kept: Sequence[Stretch]) -> Span | None:
    """Where the words about the channel stand that end there."""
    words = list(_WORD.finditer(text, 0, end))[-_LONGEST_CHANNEL - 1 :]
    for lead, name in pairwise(range(len(words))):
        start = words[lead].start()
        if any(first < words[-1].end() and last > start for first, last in kept):
            continue
        said = simplify(text[words[name].start() : words[-1].end()])
        if simplify(words[lead][0]) in _LEADS and said in _CHANNELS:
            return Span(SpanKind.CHANNEL, start, words[-1].end())
    return None


def _date_at_end(
    text: str, end: int, today: date, order: DateOrder, kept: Sequence[Stretch]
) -> tuple[date | None, list[Span]]:
    """The date that ends there and where it stands, with the backslashes that keep words from being one."""
    line = text[:end]
    kept = [(first, last) for first, last in kept if last <= end]
    if not kept and (alone := parse_date(line, today, order)):
        blank = len(line) - len(line.lstrip())
        return alone.on, [Span(SpanKind.DATE, blank, len(line.rstrip()))]
    shift = len(_SOMETHING)
    shifted = [(first + shift, last + shift) for first, last in kept]
    found = parse_capture(_SOMETHING + line, today, order, shifted)
    taken = {SpanKind.DATE, SpanKind.ESCAPE}
    spans = [Span(span.kind, span.start - shift, span.end - shift) for span in found.spans if span.kind in taken]
    dated = any(span.kind is SpanKind.DATE for span in spans)
    return found.due.on if found.due and dated else None, spans

"""The first and the last line of every screen: where she is, and what the keys do here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip

from obm_tui import fmt, keys
from obm_tui.domain.clients import ClientColour
from obm_tui.i18n import _, ngettext
from obm_tui.keys import Key, Sequence
from obm_tui.widgets.drawn import Drawn
from obm_tui.widgets.paint import Piece, clip, line, pieces_width, spread

WIDE = 120
"""From here on the undoable step has a place of its own in the last line."""


class Crumb(NamedTuple):
    """One part of the way: `OBJ Objectif Image`."""

    text: str
    code: str = ""
    colour: ClientColour | None = None
    chip: bool = False
    """Whether it stands apart: what narrows the list, no place on the way."""


class Header(Drawn):
    """The first line: the way here, what waits in the inbox, the date."""

    DEFAULT_CSS = "Header { height: 1; }"

    def __init__(self) -> None:
        super().__init__()
        self._crumbs: tuple[Crumb, ...] = ()
        self._inbox = 0
        self._today: date | None = None
        self._story = False

    def show(self, crumbs: tuple[Crumb, ...], inbox: int, today: date, *, story: bool) -> None:
        """Say where she is; drawn again only where it differs."""
        state = (crumbs, inbox, today, story)
        if state != (self._crumbs, self._inbox, self._today, self._story):
            self._crumbs, self._inbox, self._today, self._story = state
            self.refresh()

    def draw_line(self, y: int, width: int) -> Strip:
        """The line."""
        quiet, bright = self.look("quiet"), self.look("bright")
        left: list[Piece] = [(" obm", quiet)]
        for crumb in self._crumbs:
            if crumb.chip:
                left += [("  ", quiet), (f" {crumb.text} ", self.look("chip"))]
                continue
            left.append((" › ", self.look("faint")))
            if crumb.code and crumb.colour:
                left.append((crumb.code + " ", self.palette.clients[crumb.colour]))
            left.append((crumb.text, bright))
        right: list[Piece] = []
        if self._story:
            right.append((" " + _("DEMO") + " ", self.look("shout")))
        if self._inbox:
            right += [("  " + _("Inbox") + " ", quiet), (str(self._inbox), bright)]
        if self._today is not None:
            right.append(("  " + fmt.long_day(self._today) + " ", quiet))
        if pieces_width(left) + pieces_width(right) > width:
            right = right[-1:] if width >= NARROWEST else []
        return Strip(spread(left, right, width, self.look("plain")), width)


NARROWEST = 30
"""Below this even the date gives way."""


class Keybar(Drawn):
    """The last line: at most six keys, `? More`, and what `u` would take back."""

    DEFAULT_CSS = "Keybar { height: 1; }"

    @dataclass
    class KeyClicked(Message):
        """A key was clicked instead of pressed."""

        action: str

    def __init__(self, place: str) -> None:
        super().__init__()
        self._place = place
        self._keys: tuple[Key, ...] = keys.KEYS
        self._hint = ""
        self._flash = ""
        self._prefix = ""
        self._words: tuple[tuple[str, str], ...] = ()
        self._count = 0
        self._hidden = 0
        self._spots: list[tuple[int, int, str]] = []

    def use_keys(self, declared: tuple[Key, ...]) -> None:
        """Show these keys: hers, where she changed some."""
        self._keys = declared
        self.refresh()

    def show_hint(self, text: str) -> None:
        """What `u` would take back."""
        if text != self._hint:
            self._hint = text
            self.refresh()

    def flash(self, text: str) -> None:
        """Say something instead of the keys for a few seconds; an empty text ends it."""
        if text != self._flash:
            self._flash = text
            self.refresh()

    def show_prefix(self, first: str) -> None:
        """What can follow a first key, in as many lines as that takes; an empty text ends it."""
        self._prefix = first
        self.styles.height = max(1, len(self._following(self.outer_size.width)))
        self.refresh()

    def show_words(self, words: tuple[tuple[str, str], ...]) -> None:
        """Other keys than the screen's own, while a card is carried; nothing ends it."""
        self._words = words
        self.refresh()

    def show_count(self, count: int, hidden: int = 0) -> None:
        """How many cards are selected: the verbs wear the number; and how many of them are not to be seen."""
        if (count, hidden) != (self._count, self._hidden):
            self._count, self._hidden = count, hidden
            self.refresh()

    def draw_line(self, y: int, width: int) -> Strip:
        """The line."""
        plain = self.look("plain")
        self._spots = []
        if self._words:
            return Strip(line(self._pairs(self._words, width), width, plain), width)
        if self._prefix:
            lines = self._following(width)
            return Strip(line(lines[y] if y < len(lines) else [], width, plain), width)
        if self._flash:
            return Strip(line([(" " + clip(self._flash, width - 2), self.look("bright"))], width, plain), width)
        right: list[Piece] = []
        if self._hidden:
            selected = ngettext("{n} selected", "{n} selected", self._count).format(n=self._count)
            hidden = ngettext("{n} hidden", "{n} hidden", self._hidden).format(n=self._hidden)
            said = f"{selected}, {hidden}"
            right = [(said + " ", self.look("amber"))]
        elif self._hint and width >= WIDE:
            right = [(clip(self._hint, width // 3) + " ", self.look("quiet"))]
        room = width - pieces_width(right)
        return Strip(spread(self._own_keys(room), right, width, plain), width)

    def _following(self, width: int) -> list[list[Piece]]:
        """The second keys, in lines."""
        found: tuple[Sequence, ...] = keys.following(self._prefix, self._place) if self._prefix else ()
        lines: list[list[Piece]] = []
        for sequence in found:
            part = self._pair(keys.display(sequence.second), _(sequence.label))
            if not lines or pieces_width(lines[-1]) + pieces_width(part) > width:
                lines.append([])
            lines[-1] += part
        return lines

    def _own_keys(self, width: int) -> list[Piece]:
        by_id = {key.id: key for key in self._keys}
        shown = [by_id[key_id] for key_id in keys.BARS.get(self._place, ())]
        more = by_id["app.help"] if self._place in keys.PLACES else None
        pieces: list[Piece] = []
        counted = keys.LISTS and self._count > 0
        for key in [*shown, more] if more else shown:
            word = keys.bar_word(self._place, key)
            if counted and key.id.startswith("card.") and key.id not in {"card.new", "card.edit"}:
                word = f"{word} ({self._count})"
            part = self._pair(key.shown, word)
            reserve = pieces_width(self._pair(more.shown, keys.label(more))) if more and key is not more else 0
            if pieces_width(pieces) + pieces_width(part) + reserve > width:
                continue
            start = pieces_width(pieces)
            pieces += part
            self._spots.append((start, pieces_width(pieces), key.action))
        return pieces

    def _pairs(self, words: tuple[tuple[str, str], ...], width: int) -> list[Piece]:
        pieces: list[Piece] = []
        for shown, word in words:
            part = self._pair(keys.display(shown), word)
            if pieces_width(pieces) + pieces_width(part) <= width:
                pieces += part
        return pieces

    def _pair(self, shown: str, word: str) -> list[Piece]:
        key_style: Style = self.look("selected")
        return [(" " + shown, key_style), (" " + word + " ", self.look("quiet"))]

    def on_click(self, event: events.Click) -> None:
        """A click is as good as the key."""
        for start, end, action in self._spots:
            if start <= event.x < end:
                self.post_message(self.KeyClicked(action))

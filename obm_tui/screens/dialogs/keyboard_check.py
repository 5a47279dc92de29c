"""Which keys of her keyboard arrive: one after the other, and what helps where one does not."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from obm_tui import keys
from obm_tui.domain.text import clean_line
from obm_tui.i18n import N_, _
from obm_tui.screens.dialogs.base import Dialog, Title, words
from obm_tui.widgets.row_list import Row, RowList, Words


class Asked(NamedTuple):
    """A key she is asked for."""

    wanted: str
    """The character it types, or Textual's name of it."""
    shown: str
    advice: str
    """What helps where it does not arrive; the same for keys that fail together."""

    def is_it(self, key: str, character: str | None) -> bool:
        """Whether this is what arrived."""
        return key == self.wanted or unicodedata.normalize("NFC", character or "") == self.wanted


class Arrival(NamedTuple):
    """What came when a key was asked for."""

    as_asked: bool = False
    what: str = ""
    """What arrived, in words; empty where nothing did."""


_ACCENTS = N_(
    "Set the terminal's text encoding to UTF-8. Until then, clients, people and commands are found without accents too."
)
_COMPOSED = N_(
    "On a Mac, tell the terminal not to use Option as Meta. Elsewhere a dead key (^ then e) or a Compose key makes "
    "them. Pasting them works everywhere."
)
_BACKSPACE = N_("Tell the terminal to send 127 (DEL) for ⌫. On a card, {drop} does the same.")
_SELECT = N_("{select} selects card by card.")
_UNDO = N_("Outside of a text, {undo} undoes the last step.")
_IMPORT = N_("The palette ({palette}) has Import too.")

ASKED = (
    *(Asked(letter, letter, _ACCENTS) for letter in "éèçà"),
    *(Asked(letter, letter, _COMPOSED) for letter in "êœ«"),
    Asked("backspace", "⌫", _BACKSPACE),
    Asked("shift+up", "shift+↑", _SELECT),
    Asked("ctrl+z", "ctrl+z", _UNDO),
    Asked("ctrl+o", "ctrl+o", _IMPORT),
)
"""In this order. Not Escape: it leaves, and who opened this has seen it work or will."""
_SCROLLS = {"up": -1, "down": 1, "pageup": -10, "pagedown": 10}


class KeyboardCheck(Dialog[None]):
    """Asks for each key; Enter says that nothing happened. Every key but Escape is only looked at."""

    def __init__(self) -> None:
        super().__init__(classes="-full")
        self._arrivals: list[Arrival] = []
        self._wrong = ""
        """What arrived in place of the key asked for at present."""

    def compose(self) -> ComposeResult:
        """The question, the keys; at the end what helps."""
        with Vertical(classes="sheet"):
            yield Title(words(_("Keyboard check · escape leaves")))
            yield Static("", id="question")
            yield Static("", id="hint", classes="quiet")
            yield RowList()
            yield Static("", id="advice")

    def on_mount(self) -> None:
        """Ask for the first key."""
        self._show()

    @property
    def is_done(self) -> bool:
        """Whether every key was asked for."""
        return len(self._arrivals) == len(ASKED)

    def on_key(self, event: events.Key) -> None:
        """A key arrived: nothing of the program answers to it."""
        if event.key == "escape":
            return
        event.stop()
        event.prevent_default()
        if self.is_done:
            self.query_one(".sheet").scroll_relative(y=_SCROLLS.get(event.key, 0), animate=False)
        elif event.key == "enter":
            self._next(Arrival(what=self._wrong))
        else:
            self._take(event.key, event.character)

    def on_paste(self, event: events.Paste) -> None:
        """Some keyboards and their helpers paste a letter in place of typing it: it arrives all the same."""
        event.stop()
        if not self.is_done:
            self._take(_("pasted"), event.text)

    def _take(self, key: str, character: str | None) -> None:
        what = _describe(key, character)
        if ASKED[len(self._arrivals)].is_it(key, character):
            self._next(Arrival(as_asked=True, what=what))
        else:
            self._wrong = what
            self._show()

    def _next(self, arrival: Arrival) -> None:
        self._arrivals.append(arrival)
        self._wrong = ""
        self._show()

    def _show(self) -> None:
        listed, question, hint = self.query_one(RowList), "", ""
        if self.is_done:
            question = _("Every key arrives.") if not self._missing() else _("What helps:")
        else:
            question = _("Press {key}").format(key=ASKED[len(self._arrivals)].shown)
            hint = _("again, or enter goes on without it") if self._wrong else _("enter where nothing happens")
        self.query_one("#question", Static).update(words((question, "bold")))
        self.query_one("#hint", Static).update(words(hint))
        self.query_one("#hint", Static).display = bool(hint)
        self.query_one("#advice", Static).update(words(*self._advice()) if self.is_done else "")
        listed.display = not self.is_done
        listed.put([self._row(index, asked) for index, asked in enumerate(ASKED)])
        if not self.is_done:
            listed.select(ASKED[len(self._arrivals)].wanted)

    def _row(self, index: int, asked: Asked) -> Row:
        said: Words = ("", "quiet")
        if index < len(self._arrivals):
            arrival = self._arrivals[index]
            said = (f"✓ {arrival.what}", "green") if arrival.as_asked else (_say_missing(arrival), "amber")
        elif index == len(self._arrivals) and self._wrong:
            said = (_say_missing(Arrival(what=self._wrong)), "amber")
        return Row(asked.wanted, ((f" {asked.shown:<10}", "plain"), said))

    def _missing(self) -> list[tuple[Asked, Arrival]]:
        both = zip(ASKED, self._arrivals, strict=True)
        return [(asked, arrival) for asked, arrival in both if not arrival.as_asked]

    def _advice(self) -> Iterator[tuple[str, str]]:
        """A paragraph for the keys that fail together, each with what it arrived as."""
        missing = self._missing()
        of_app = {key.id: key.key.split(",") for key in self.app.keys}
        names = {
            "drop": keys.display(next((key for key in of_app["card.drop"] if key != "backspace"), "delete")),
            "select": keys.display(of_app["selection.toggle"][0]),
            "undo": keys.display(of_app["step.undo"][0]),
            "palette": keys.display(of_app["app.palette"][-1]),
        }
        for advice in dict.fromkeys(asked.advice for asked, _arrival in missing):
            for asked, arrival in missing:
                if asked.advice == advice:
                    yield f"\n{asked.shown}", "bold"
                    yield f"  {_say_missing(arrival)}", "$warning"
            yield f"\n  {_(advice).format(**names)}", ""


def _describe(key: str, character: str | None) -> str:
    """A key as it arrived: the character and the name of it."""
    name, letter = clean_line(key, 40), clean_line(character or "", 12)
    return name if letter in {"", name} else f"{letter} ({name})"


def _say_missing(arrival: Arrival) -> str:
    return _("arrived as {what}").format(what=arrival.what) if arrival.what else _("nothing arrived")

"""Choosing one of several by typing some of its letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from obm_tui.domain.change import Change
from obm_tui.domain.clients import ClientColour
from obm_tui.domain.text import clean_line, fold
from obm_tui.i18n import _
from obm_tui.screens.dialogs.base import Dialog, Title, words
from obm_tui.widgets.line_input import LineInput
from obm_tui.widgets.row_list import Row, RowList, in_colour

SHOWN = 10
"""Lines of choices in view."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose."""

    key: str
    name: str
    code: str = ""
    colour: ClientColour | None = None
    note: str = ""
    alias: str = ""
    """Another word it is found by."""
    kind: int = 0
    """What sort of thing it is: lower kinds stand before higher ones that fit about as well."""


def matches(choice: Choice, typed: str) -> int:
    """How well a choice fits what was typed: 0 not at all, more is better.

    A code or a beginning first, then the beginning of a word, then letters in their order anywhere.
    """
    wanted, name, code = fold(typed), fold(choice.name), fold(choice.code)
    if not wanted:
        return 1
    if code == wanted:
        return 6
    if code.startswith(wanted):
        return 5
    if name.startswith(wanted) or fold(choice.alias).startswith(wanted):
        return 4
    if any(word.startswith(wanted) for word in name.replace("'", " ").replace("-", " ").split()):
        return 3
    if wanted in name:
        return 2
    letters = iter(f"{code} {name}")
    return 1 if all(letter in letters for letter in wanted) else 0


_ABOUT_AS_WELL = (0, 1, 2, 3, 3, 4, 5)
"""What fits about as well, by `matches`: the beginning of a name and of any word in it; a client's code goes before."""
_HAS_THE_WORDS = 3
"""What `find` found has the words that were typed."""


class PickDialog(Dialog[str]):
    """Type a few letters, Enter takes the first; arrows choose another. Answers with the key."""

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice],
        typed: str = "",
        invent: Callable[[str], Choice] | None = None,
        find: Callable[[str], Sequence[Choice]] | None = None,
        anew: Callable[[], Sequence[Choice]] | None = None,
    ) -> None:
        """`invent` offers to make what was typed where nothing is called so; `find` adds what else has these words.

        `anew` tells the choices as they are after something changed.
        """
        super().__init__()
        self._title = title
        self._choices = tuple(choices)
        self._typed = typed
        self._invent = invent
        self._find = find
        self._anew = anew

    def compose(self) -> ComposeResult:
        """What it is about, the letters, the choices."""
        with Vertical(classes="sheet"):
            yield Title(words(self._title))
            yield LineInput(
                self._typed,
                id="typed",
                select_on_focus=False,
                placeholder=_("letters narrow · ↑ ↓ choose · enter takes"),
            )
            yield RowList()

    def on_mount(self) -> None:
        """All choices, or those that fit."""
        self._fill(self._typed)

    def hear(self, change: Change) -> None:
        """What is said of the choices may not hold any more."""
        if self._anew is not None:
            self.offer(self._anew())

    def offer(self, choices: Sequence[Choice]) -> None:
        """More is known of the choices by now; the cursor stays where it is."""
        if self.answered:
            return
        self._choices = tuple(choices)
        here = self._list.current
        self._fill(self.query_one("#typed", Input).value)
        if here is not None:
            self._list.select(here)

    @property
    def _list(self) -> RowList:
        return self.query_one(RowList)

    @on(Input.Changed, "#typed")
    def narrow(self, event: Input.Changed) -> None:
        """Fewer choices at every key."""
        self._fill(event.value)

    def _fill(self, typed: str) -> None:
        ranked = [(matches(choice, typed), choice) for choice in self._choices]
        if self._find is not None and typed.strip():
            known = {choice.key for rank, choice in ranked if rank}
            ranked += [(_HAS_THE_WORDS, choice) for choice in self._find(typed) if choice.key not in known]
        ranked.sort(key=lambda item: (-_ABOUT_AS_WELL[item[0]], item[1].kind, -item[0]))
        fitting = [choice for rank, choice in ranked if rank]
        name = clean_line(typed, 100)
        if self._invent is not None and name and all(fold(choice.name) != fold(name) for choice in self._choices):
            fitting.append(self._invent(name))
        self._list.styles.height = min(SHOWN, max(1, len(fitting)), max(1, self.app.size.height - 4))
        self._list.put([self._row(choice) for choice in fitting] or [self._nothing()])
        if fitting:
            self._list.select(fitting[0].key)

    def _nothing(self) -> Row:
        words = _("Nothing fits these letters.") if self._choices else _("Nothing to choose yet.")
        return Row(None, ((words, "quiet"),))

    def _row(self, choice: Choice) -> Row:
        code = ((f"{choice.code:<5}", in_colour(choice.colour)),) if choice.code else ()
        return Row(choice.key, (*code, (choice.name, "bright")), ((choice.note + " ", "quiet"),) if choice.note else ())

    def on_key(self, event: events.Key) -> None:
        """Arrows move among the choices while letters are typed."""
        steps = {"up": -1, "down": 1, "pageup": -SHOWN, "pagedown": SHOWN}
        if event.key in steps:
            event.stop()
            event.prevent_default()
            self._list.move_cursor(steps[event.key])

    @on(Input.Submitted, "#typed")
    def take(self) -> None:
        """The one under the cursor."""
        if self._list.current is not None:
            self.dismiss(self._list.current)

    @on(RowList.RowClicked)
    def take_clicked(self, event: RowList.RowClicked) -> None:
        """The one that was clicked."""
        self.dismiss(event.key)

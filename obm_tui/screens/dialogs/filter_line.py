"""A filter, typed below a list while it follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from obm_tui import labels
from obm_tui.domain.filters import CardFilter, FilterError, Opening, opening_at, quoted, word_at
from obm_tui.domain.text import clean_line
from obm_tui.i18n import _, ngettext
from obm_tui.screens.dialogs.base import Dialog, words
from obm_tui.screens.dialogs.filter_values import NAMED, fitting
from obm_tui.screens.dialogs.reading import flowed
from obm_tui.screens.filtered import read_filter
from obm_tui.widgets.read_line import Mark, MarkedLine

if TYPE_CHECKING:
    from obm_tui.screens.filtered import FilteredScreen

_MARK = "↑"
_SIDES = 2
"""Cells of the window beside the text."""


class _Field(MarkedLine):
    """The right arrow at the end of the line takes a value, as Tab does."""

    def action_cursor_right(self, select: bool = False) -> None:
        """On, or into the value that is offered."""
        line = self.screen
        at_end = self.cursor_position == len(self.value)
        if select or not at_end or not isinstance(line, FilterLine) or not line.complete():
            super().action_cursor_right(select)


class FilterLine(Dialog[str]):
    """Enter keeps it; Escape brings back what was shown before, the cursor and the view where they were.

    Answers with the filter where it is to be saved as a view.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", "", show=False, priority=True),
        Binding("ctrl+s", "save_view", "", show=False),
    ]

    def __init__(self, screen: FilteredScreen) -> None:
        super().__init__()
        self._list = screen
        self._before = screen.filter
        self._spot = screen.spot()
        self._opening: Opening | None = None
        self._values: list[str] = []

    def compose(self) -> ComposeResult:
        """The line, how many it finds and what it understood, the values that fit."""
        with Vertical(classes="sheet"):
            yield _Field(self._before.text if self._before else "", id="filter")
            yield Static("", id="found")
            yield Static("", id="values")

    def on_mount(self) -> None:
        """How many are shown now; the cards are made ready for the first letter."""
        self._say_found(self._before)
        self._offer("", 0)
        self.call_after_refresh(self.app.desk.filters.prepare)

    @on(Input.Changed, "#filter")
    def follow(self, event: Input.Changed) -> None:
        """Show what it finds so far; what cannot be read leaves the list as it is."""
        try:
            wanted = read_filter(self.app, event.value)
        except FilterError as problem:
            self._offer(event.value, event.input.cursor_position)
            self.query_one(_Field).mark(())
            pointer = " " * cell_len(event.value[: problem.position]) + _MARK
            found = self.query_one("#found", Static)
            found.update(words((f"{pointer} {labels.say(problem)}", "$warning")))
            found.add_class("-problem")
            return
        self._list.show_filtered(wanted if wanted else None)
        self._say_found(wanted)
        self._offer(event.value, event.input.cursor_position)

    def _say_found(self, wanted: CardFilter | None) -> None:
        """`3 cards`, and behind it what was understood, in the words of the language in use."""
        total = self._list.found()
        count = ngettext("{n} card", "{n} cards", total).format(n=total)
        said: list[tuple[str, str]] = [(count + "  ", "$quiet")]
        if wanted:
            self.query_one(_Field).mark([Mark(term.start, term.end, is_read=True) for term in wanted.terms])
            pieces = labels.filter_pieces(wanted)
            said += [(text, "$bright on $panel" if is_read else "$foreground") for text, is_read in pieces]
        found = self.query_one("#found", Static)
        found.update(words(*said))
        found.remove_class("-problem")

    # -- values ------------------------------------------------------------------------------------------------------

    def _offer(self, text: str, cursor: int) -> None:
        """The values that go on from what is typed, the first one marked."""
        self._opening = opening_at(text, cursor) or word_at(text, cursor)
        self._values = fitting(self.app, self._opening) if self._opening else []
        shown = self.query_one("#values", Static)
        if not self._values and self._opening is not None and self._finds_no_name(self._opening):
            sentence = _("nothing here is called “{value}”").format(value=clean_line(self._opening.value, 40))
            shown.update(words((sentence, "$warning")))
            return
        if not self._values:
            hint = _("client:cap · label:video · due:<=7d · ! not · or · ctrl+s saves it")
            shown.update(words((hint, "$quiet")))
            return
        offered = [((value, "$bright" if not number else "$foreground"),) for number, value in enumerate(self._values)]
        shown.update(words(("tab ", "$accent"), *flowed(offered, self.app.size.width - _SIDES - 8)))

    def _finds_no_name(self, opening: Opening) -> bool:
        return opening.field in NAMED and bool(opening.value.strip()) and not self._list.found()

    def complete(self) -> bool:
        """Put in the first value that fits; False where none does."""
        field, opening = self.query_one(_Field), self._opening
        if opening is None or not self._values:
            return False
        behind = field.value[field.cursor_position :]
        before = field.value[: opening.start] + quoted(self._values[0])
        if before + behind == field.value:
            return False
        # Behind a field's name its value is typed at once.
        gap = "" if before.endswith(":") or behind.startswith((" ", ")")) else " "
        field.value = before + gap + behind
        field.cursor_position = len(before + gap)
        return True

    def action_complete(self) -> None:
        """Tab."""
        self.complete()

    # -- leaving -----------------------------------------------------------------------------------------------------

    @on(Input.Submitted, "#filter")
    def keep(self) -> None:
        """It stays until Escape in the list."""
        self._list.go_to_found()
        self.dismiss(None)

    def action_save_view(self) -> None:
        """Keep it, and keep it for later under a name; what cannot be read is no view."""
        text = self.query_one(_Field).value.strip()
        try:
            wanted = read_filter(self.app, text)
        except FilterError:
            return
        if wanted:
            self.dismiss(text)

    def action_leave(self) -> None:
        """As it was before, the cursor and the view too."""
        self._list.show_filtered(self._before)
        self._list.go_to_spot(self._spot)
        super().action_leave()

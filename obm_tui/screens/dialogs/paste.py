"""Several lines were pasted: one card with a text, or a card a line."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from obm_tui import fmt
from obm_tui.desk.capture import Understood
from obm_tui.domain.capture.lines import LINES_LIMIT, PastedLines
from obm_tui.domain.text import clean_line
from obm_tui.i18n import _, ngettext
from obm_tui.screens.dialogs.base import Dialog, Title, words
from obm_tui.screens.dialogs.reading import chips
from obm_tui.widgets.row_list import Row, RowList, in_colour

_SHOWN = 12
"""Lines of the preview."""
_ROOM = 7
"""Lines of the window that are something else."""
_LONGEST = 200
"""Characters of a line in the preview."""


class Reading(Enum):
    """How a paste is read."""

    CARDS = "cards"
    ONE = "one"


class PasteDialog(Dialog[Reading]):
    """Arrows choose, the preview follows, Enter adds; Escape goes back to the line and takes nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "", show=False),
        Binding("down,right,tab", "choose(1)", "", show=False),
        Binding("up,left,shift+tab", "choose(-1)", "", show=False),
    ]

    def __init__(self, pasted: PastedLines, understand: Callable[[str], Understood]) -> None:
        super().__init__()
        self._pasted = pasted
        self._understand = understand

    @property
    def _may_be_cards(self) -> bool:
        return bool(self._pasted.lines) and not self._pasted.too_many

    def compose(self) -> ComposeResult:
        """The two readings, what the chosen one makes."""
        with Vertical(classes="sheet"):
            yield Title(words(_("Several lines: what are they?")))
            yield RowList()
            yield Static(words(_("enter adds · ↑ ↓ choose · escape goes back, nothing is taken")), classes="quiet")

    def on_mount(self) -> None:
        """A list is cards, anything else one card with a text."""
        self._fill(Reading.CARDS if self._may_be_cards and self._pasted.is_list else Reading.ONE)

    @on(RowList.CursorMoved)
    def preview(self, event: RowList.CursorMoved) -> None:
        """The other reading is under the cursor; what the cursor left meanwhile is shown no more."""
        if event.key is not None and event.key == self._list.current:
            self._fill(Reading(event.key))

    def on_resize(self) -> None:
        """More or less of the preview."""
        self._fill(self._chosen)

    @property
    def _list(self) -> RowList:
        return self.query_one(RowList)

    @property
    def _chosen(self) -> Reading:
        return Reading(self._list.current or Reading.ONE.value)

    def _fill(self, chosen: Reading) -> None:
        shown = max(0, min(_SHOWN, self.app.size.height - _ROOM))
        preview = self._cards(shown) if chosen is Reading.CARDS else self._one_card(shown)
        rows = [*self._choices(), Row(None, ((_("Preview"), "section"),), rule=True), *preview]
        self._list.styles.height = min(len(rows), max(1, self.app.size.height - 3))
        self._list.put(rows)
        self._list.select(chosen.value)

    def _choices(self) -> list[Row]:
        count = len(self._pasted.lines)
        cards = ngettext("{n} card, one a line", "{n} cards, one a line", count).format(n=fmt.number(count))
        rows = [Row(Reading.ONE.value, ((" " + _("One card: the first line, the rest as its text"), "plain"),))]
        if self._may_be_cards:
            rows.insert(0, Row(Reading.CARDS.value, ((" " + cards, "plain"),)))
        elif self._pasted.too_many:
            note = _("More than {limit} lines: too many cards for one paste.").format(limit=fmt.number(LINES_LIMIT))
            rows.append(Row(None, ((" " + note, "amber"),)))
        return rows

    def _cards(self, shown: int) -> list[Row]:
        lines, ticked = self._pasted.lines, self._pasted.ticked
        rows = [self._card(line.title) for line in lines[:shown]]
        if more := len(lines) - len(rows):
            text = ngettext("and {n} more", "and {n} more", more).format(n=fmt.number(more))
            rows.append(Row(None, ((f" {text}", "quiet"),)))
        if ticked:
            text = ngettext("{n} ticked line is left out", "{n} ticked lines are left out", ticked)
            rows.append(Row(None, ((f" {text.format(n=fmt.number(ticked))}", "amber"),)))
        return rows

    def _one_card(self, shown: int) -> list[Row]:
        whole = self._pasted.whole
        lines = whole.body.split("\n")
        rows = [self._card(whole.title)]
        rows += [Row(None, ((f"   {clean_line(line, _LONGEST)}", "quiet"),)) for line in lines[: max(0, shown - 1)]]
        if more := len(lines) - len(rows) + 1:
            text = ngettext("and {n} more line", "and {n} more lines", more).format(n=fmt.number(more))
            rows.append(Row(None, ((f" {text}", "quiet"),)))
        return rows

    def _card(self, title: str) -> Row:
        understood = self._understand(title)
        said = " · ".join(chip.text for chip in chips(understood))
        client = understood.client
        code = ((f"{client.code} ", in_colour(client.colour)),) if client else ()
        left = ((" · ", "faint"), (clean_line(understood.capture.title, _LONGEST), "plain"))
        return Row(None, left, (*code, (f"{said} ", "quiet")) if client or said else ())

    def action_choose(self, count: int) -> None:
        """The other reading."""
        self._list.move_cursor(count)

    def action_take(self) -> None:
        """Answer with the one under the cursor."""
        self.dismiss(self._chosen)

    @on(RowList.RowClicked)
    def take_clicked(self, event: RowList.RowClicked) -> None:
        """The one that was clicked."""
        self.dismiss(Reading(event.key))

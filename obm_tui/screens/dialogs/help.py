"""All keys of a place, from the same declarations the bindings come from."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from obm_tui import keys
from obm_tui.i18n import _
from obm_tui.keys import Key
from obm_tui.screens.dialogs.base import Dialog, Title, words
from obm_tui.widgets.row_list import Row, RowList


class HelpDialog(Dialog[None]):
    """`?`: what every key does here."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,enter,q", "leave", "", show=False),
        Binding("down", "scroll(1)", "", show=False),
        Binding("up", "scroll(-1)", "", show=False),
        Binding("pagedown", "scroll(15)", "", show=False),
        Binding("pageup", "scroll(-15)", "", show=False),
    ]

    def __init__(self, place: str, declared: tuple[Key, ...]) -> None:
        super().__init__(classes="-full")
        self._place = place
        self._declared = declared

    def compose(self) -> ComposeResult:
        """A line a key."""
        with Vertical(classes="sheet"):
            yield Title(words(_("Keys of this screen · escape closes")))
            yield RowList()

    def on_mount(self) -> None:
        """Fill the list."""
        rows = [self._row(key.key, keys.help_text(key)) for key in keys.of_place(self._place, self._declared)]
        rows.append(Row(None, ((_("g, then"), "quiet"),), rule=True))
        rows += [self._row(f"g,{seq.second}", _(seq.label), "g ") for seq in keys.following("g")]
        if self._place in keys.LISTS:
            rows.append(Row(None, ((_("*, then"), "quiet"),), rule=True))
            rows += [self._row(f"*,{seq.second}", _(seq.label), "* ") for seq in keys.following("asterisk")]
        self.query_one(RowList).put(rows)

    def _row(self, key: str, text: str, first: str = "") -> Row:
        names = key.split(",")
        shown = first + keys.display(names[-1]) if first else keys.display(names[0])
        return Row(key + text, ((f"{shown:>8}  ", "selected"), (text, "plain")))

    def action_scroll(self, count: int) -> None:
        """Further down or up."""
        self.query_one(RowList).move_cursor(count)

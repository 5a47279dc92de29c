"""A card in full, read from top to bottom."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from obm_tui.screens.dialogs.base import Dialog
from obm_tui.widgets.card_pane import CardPane


class CardView(Dialog[str]):
    """Enter on a card: all of it. The usual verbs close it and act; the answer is the verb's action."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "leave", "", show=False),
        Binding("down", "scroll(1)", "", show=False),
        Binding("up", "scroll(-1)", "", show=False),
        Binding("pagedown", "scroll(15)", "", show=False),
        Binding("pageup", "scroll(-15)", "", show=False),
        *(
            Binding(key, f"verb('{action}')", "", show=False)
            for key, action in (
                ("x", "card_done"),
                ("e", "card_edit"),
                ("d", "card_delegate"),
                ("p", "card_plan"),
                ("l", "card_link"),
                ("exclamation_mark", "card_priority"),
                ("backspace", "card_drop"),
            )
        ),
    ]

    def __init__(self, card_id: str) -> None:
        super().__init__(classes="-full")
        self._card_id = card_id

    def compose(self) -> ComposeResult:
        """The card alone."""
        with Vertical(classes="sheet"):
            yield CardPane(self.app.desk.clock.local, framed=False)

    def on_mount(self) -> None:
        """Read it."""
        self.query_one(CardPane).show(self.app.desk.cards.detail(self._card_id))

    def action_scroll(self, count: int) -> None:
        """Further down or up."""
        self.query_one(CardPane).scroll_lines(count)

    def action_verb(self, action: str) -> None:
        """Close, then act on the card."""
        self.dismiss(action)

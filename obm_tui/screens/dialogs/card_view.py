"""A card in full, read from top to bottom."""

from __future__ import annotations

import contextlib
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from obm_tui import fmt, keys, labels
from obm_tui.domain.cards import CardDetail
from obm_tui.domain.errors import Busy
from obm_tui.screens.dialogs.base import Dialog
from obm_tui.widgets.card_pane import CardPane
from obm_tui.widgets.chrome import Keybar

PAGE = 15
"""Lines a page key scrolls."""


class CardView(Dialog[str]):
    """Enter on a card: all of it. The usual verbs close it and act; the answer is the verb's action."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "leave", "", show=False),
        *(
            Binding(key.key, f"verb('{key.action}')", "", show=False, id=key.id)
            for key in keys.of_place("card")
            if key.id.startswith("card.")
        ),
        *(
            Binding(keys.BY_ID[key_id].key, f"scroll({count})", "", show=False)
            for key_id, count in (
                ("cursor.down", 1),
                ("cursor.up", -1),
                ("cursor.page_down", PAGE),
                ("cursor.page_up", -PAGE),
            )
        ),
    ]

    def __init__(self, detail: CardDetail) -> None:
        super().__init__(classes="-full")
        self._detail = detail

    def compose(self) -> ComposeResult:
        """The card alone."""
        with Vertical(classes="sheet"):
            yield CardPane(self.app.desk.clock.local, framed=False)
            yield Keybar("card")

    def on_mount(self) -> None:
        """Show it, with what happened to it."""
        pane, desk = self.query_one(CardPane), self.app.desk
        with contextlib.suppress(Busy):
            steps = desk.steps.of_card(self._detail.row.id)
            zone, today = desk.clock.zone, desk.clock.today()
            pane.history = tuple((fmt.moment(step.at, zone, today), labels.step(step)) for step in steps)
        pane.show(self._detail)

    @on(Keybar.KeyClicked)
    def press_clicked_key(self, event: Keybar.KeyClicked) -> None:
        """A click on the key bar does what the key does."""
        if event.action == keys.BY_ID["place.leave"].action:
            self.action_leave()
        else:
            self.action_verb(event.action)

    def action_scroll(self, count: int) -> None:
        """Further down or up."""
        self.query_one(CardPane).scroll_lines(count)

    def action_verb(self, action: str) -> None:
        """Close, then act on the card."""
        self.dismiss(action)

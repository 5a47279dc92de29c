"""Writing down a card: one line, and what was understood of it before it is saved."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from obm_tui import fmt, labels
from obm_tui.desk.capture import Understood, understand
from obm_tui.domain.cards import After as Behind
from obm_tui.domain.cards import Edge, Lane, NewCard, Place, Priority
from obm_tui.domain.clients import ClientRow
from obm_tui.domain.errors import Busy
from obm_tui.domain.people import NewPerson
from obm_tui.i18n import _
from obm_tui.screens.dialogs.base import Drafted, Title, words
from obm_tui.styles.themes import client_colour
from obm_tui.widgets.line_input import LineInput


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a new card goes when the line does not say."""

    client_id: str | None
    lane: Lane
    behind: str | None = None


class CaptureDialog(Drafted[str]):
    """`n`: title, `+CAP` client, `@julie` owner, `!1` priority, a date in plain words."""

    FORM = "capture"

    def __init__(self, client_id: str | None, lane: Lane, behind: str | None = None) -> None:
        super().__init__()
        self._spot = Spot(client_id, lane, behind)

    def compose(self) -> ComposeResult:
        """One line and its reading."""
        with Vertical(classes="sheet"):
            yield Title(words(_("New card")), id="title")
            yield LineInput(
                value=self.left_texts().get("line", ""),
                placeholder=_("What is to be done?  +CAP client  @julie owner  !1 priority  a date at the end"),
                id="line",
                select_on_focus=False,
            )
            yield Static(id="reading")
            yield Static(id="keys", classes="quiet")

    def on_mount(self) -> None:
        """Ready to type."""
        self.query_one("#keys", Static).update(words(_("enter saves · escape keeps it as a draft")))
        self._read(self.query_one("#line", Input).value)

    def texts(self) -> Mapping[str, str]:
        """The line."""
        return {"line": self.query_one("#line", Input).value}

    @on(Input.Changed, "#line")
    def read_line(self, event: Input.Changed) -> None:
        """Say what is understood, at every key."""
        self.touch()
        self._read(event.value)

    def _read(self, text: str) -> None:
        with contextlib.suppress(Busy):
            self.query_one("#reading", Static).update(self._reading(self._understand(text)))

    def _understand(self, text: str) -> Understood:
        clients = self.app.desk.clients
        return understand(text, self.app.today(), clients.by_code, clients.person)

    def _client(self, understood: Understood) -> ClientRow | None:
        return understood.client or self.app.client(self._spot.client_id)

    def _reading(self, understood: Understood) -> Content:
        capture = understood.capture
        pieces: list[tuple[str, str] | str] = [("→ ", "$quiet"), (labels.lane(self._spot.lane), "$foreground")]
        client = self._client(understood)
        if client is not None:
            colour = client_colour(client.colour, self.app.current_theme.dark)
            pieces += [("  ", ""), (client.code, f"bold {colour}"), (f" {client.name}", "$foreground")]
        else:
            pieces += [("  " + _("no client"), "$quiet")]
        if capture.owner is not None:
            pieces.append((f"  @{capture.owner}", "$foreground"))
        if capture.due is not None:
            when = fmt.long_day(capture.due.on)
            pieces.append((f"  {when} {capture.due.time or ''}".rstrip(), "$accent"))
        if capture.priority is not Priority.NONE:
            pieces.append((f"  P{int(capture.priority)}", "$warning"))
        for left in understood.left:
            pieces.append(("  " + _("{mark} is not known: stays text").format(mark=left.mark), "$warning"))
        return words(*pieces)

    @on(Input.Submitted, "#line")
    def save(self, event: Input.Submitted) -> None:
        """Save, once."""
        if not self.may_save():
            return
        try:
            understood = self._understand(event.value)
        except Busy as problem:
            self.may_save_again()
            self.app.warn(labels.say(problem))
            return
        if not understood.capture.title:
            self.may_save_again()
            self.query_one("#reading", Static).update(words((_("A card needs a title."), "$warning")))
            return
        screen = self.app.place_screen

        def added(card_id: str) -> None:
            self.close_saved(None)
            screen.show_new_row(card_id)

        self.app.write(self.app.desk.cards.add, self._card(understood), then=added, failed=self.may_save_again)

    def _card(self, understood: Understood) -> NewCard:
        capture = understood.capture
        client = self._client(understood)
        owner = understood.owner
        if isinstance(owner, NewPerson):
            owner = NewPerson(_("Me"), None, owner.kind)
        place: Place | None = None
        if self._spot.lane is not Lane.INBOX:
            place = Behind(self._spot.behind) if self._spot.behind else Edge.TOP
        return NewCard(
            title=capture.title,
            client_id=client.id if client else None,
            lane=self._spot.lane,
            owner=owner,
            due_on=capture.due.on if capture.due else None,
            due_time=capture.due.time if capture.due else None,
            priority=capture.priority,
            place=place,
        )

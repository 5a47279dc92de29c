"""Adding or editing a client; on an empty file, the first one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from obm_tui.domain.clients import ClientEdit, ClientRow, NewClient, suggest_code
from obm_tui.i18n import _
from obm_tui.screens.dialogs.base import Drafted, Title, words
from obm_tui.widgets.line_input import LineInput


class Offer(Static, can_focus=True):
    """A line to choose with Enter or a click."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "choose", "", show=False)]

    @dataclass
    class Chosen(Message):
        """It was chosen."""

    def action_choose(self) -> None:
        """Tell the dialog."""
        self.post_message(self.Chosen())

    def on_click(self) -> None:
        """A click chooses too."""
        self.action_choose()


class ClientForm(Drafted[str]):
    """Name and code; the code is suggested while the name is typed. On an empty file it offers the demo too.

    Once there, a client has more: what it is steered by.
    """

    FORM = "client"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", "", show=False),
        Binding("up", "app.focus_previous", "", show=False),
        Binding("ctrl+s", "save", "", show=False),
    ]

    def __init__(self, client: ClientRow | None, *, first: bool = False, field: str = "name", name: str = "") -> None:
        """`field` is the one to type in first; `name` is a new client's, where it is known."""
        super().__init__()
        self._field = field
        self._client = client
        self._first = first
        self._name = name
        self._code_is_hers = client is not None
        self.target = client.id if client else ""

    def compose(self) -> ComposeResult:
        """Two fields."""
        client, left = self._client, self.left_texts()
        if self._name:
            left = {**left, "name": self._name, "code": suggest_code(self._name, self._taken())}
        with Vertical(classes="sheet"):
            if self._first:
                yield Title(words(_("Welcome. Who is your first client?")))
                yield Static(
                    words(_("One window for all your clients, on this computer alone. A name is enough.")),
                    classes="quiet",
                )
            else:
                yield Title(words(_("Edit the client") if client else _("New client")))
            with Horizontal(classes="field"):
                yield Static(words(_("Name")))
                yield LineInput(left.get("name", client.name if client else ""), id="name", select_on_focus=False)
            with Horizontal(classes="field"):
                yield Static(words(_("Code")))
                yield LineInput(left.get("code", client.code if client else ""), id="code", max_length=4)
            if client is not None:
                yield from self._steering(left)
            yield Static(words(self._keys()), classes="quiet")
            if self._first:
                yield Offer(words(_("Or look around first: ↓ ↓ enter opens the demo, Camille’s practice")))
            yield Static("", id="problem", classes="problem")

    def _steering(self, left: Mapping[str, str]) -> Iterator[Widget]:
        """What a client is steered by; a new one needs none of it."""
        texts = {**self.texts_before(), **left}
        names = {"compass": _("Compass"), "cadence": _("Rhythm")}
        hints = {
            "compass": _("what this business is for, in a sentence"),
            "cadence": _("days between two exchanges: 7"),
        }
        for name in names:
            with Horizontal(classes="field"):
                yield Static(words(names[name]))
                yield LineInput(texts[name], placeholder=hints[name], id=name, select_on_focus=False)
        yield Static(words(_("Priorities of the quarter, one a line")), classes="quiet")
        yield TextArea(texts["priorities"], id="priorities", tab_behavior="focus", soft_wrap=True)

    def _keys(self) -> str:
        if self._client is not None:
            return _("enter saves · ctrl+s saves from the priorities · tab goes on")
        return _("enter saves · tab goes on · the code stands before every card: CAP-12")

    def on_mount(self) -> None:
        """Ready to type."""
        self._code_is_hers = self._code_is_hers or bool(self.query_one("#code", Input).value)
        self.query_one(f"#{self._field}", Input).focus()

    def texts(self) -> Mapping[str, str]:
        """All fields."""
        texts = {field.id or "": field.value for field in self.query(Input)}
        return texts | {area.id or "": area.text for area in self.query(TextArea)}

    def texts_before(self) -> Mapping[str, str]:
        """All fields as they are stored."""
        client = self._client
        if client is None:
            return {}
        return {
            "name": client.name,
            "code": client.code,
            "compass": client.compass,
            "cadence": str(client.cadence_days or ""),
            "priorities": client.priorities,
        }

    def _taken(self) -> frozenset[str]:
        return frozenset(client.code for client in self.app.clients())

    @on(Input.Changed, "#name")
    def suggest(self, event: Input.Changed) -> None:
        """The code follows the name until she types one herself."""
        self.touch()
        if not self._code_is_hers:
            code = suggest_code(event.value, self._taken()) if event.value.strip() else ""
            field = self.query_one("#code", Input)
            with field.prevent(Input.Changed):
                field.value = code

    @on(Input.Changed, "#code")
    def keep_code(self, event: Input.Changed) -> None:
        """Now it is hers."""
        self.touch()
        self._code_is_hers = bool(event.value)

    @on(Input.Changed, "#compass")
    @on(Input.Changed, "#cadence")
    @on(TextArea.Changed)
    def keep(self) -> None:
        """Something was typed."""
        self.touch()

    @on(Input.Submitted)
    def action_save(self) -> None:
        """Save, once; a refusal is said here and loses nothing."""
        texts = self.texts()
        if not texts["name"].strip():
            self._say(_("A client needs a name."))
            return
        if not self.may_save():
            return
        desk = self.app.desk
        cadence = texts.get("cadence", "").strip()
        if cadence and not (cadence.isascii() and cadence.isdigit()):
            self.may_save_again()
            self._say(_("A rhythm is a number of days: 7 is expected, or nothing."))
            return
        if self._client is None:
            new = NewClient(texts["name"], texts["code"])
            self.app.write(desk.clients.add, new, then=self.close_saved, failed=self.may_save_again)
        else:
            client = self._client
            edit = ClientEdit(
                texts["name"],
                texts["code"],
                compass=texts["compass"],
                cadence_days=int(cadence) if cadence else None,
                priorities=texts["priorities"],
            )
            fields = (client.id, edit)
            closed = partial(self.close_saved, client.id)
            self.app.write(desk.clients.edit, *fields, then=lambda _change: closed(), failed=self.may_save_again)

    @on(Offer.Chosen)
    def open_demo(self) -> None:
        """The demo instead, in a file of its own; what was typed is here when she comes back."""
        if not self.is_saving:
            self.action_leave()
            self.app.open_demo()

    def _say(self, text: str) -> None:
        self.query_one("#problem", Static).update(words(text))

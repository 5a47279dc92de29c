"""Editing a card: title, client, owner, date, description."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static, TextArea

from obm_tui import labels
from obm_tui.domain.capture.dates import parse_date
from obm_tui.domain.cards import CardDetail, CardEdit
from obm_tui.domain.errors import N_, ObmError, Refused
from obm_tui.domain.people import NewPerson
from obm_tui.i18n import _
from obm_tui.screens.dialogs.base import Drafted, Title, words

_LINES = ("title", "client", "owner", "due")


class CardForm(Drafted[None]):
    """`e`: Enter saves from any line, ctrl+s from the description; only the title is mandatory."""

    FORM = "card"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "save", "", show=False)]

    def __init__(self, card_id: str) -> None:
        super().__init__()
        self.target = card_id
        self._detail: CardDetail | None = None

    def compose(self) -> ComposeResult:
        """Four lines and a description."""
        self._detail = self.app.desk.cards.detail(self.target)
        texts = {**self._stored(self._detail), **self.left_texts()}
        names = {"title": _("Title"), "client": _("Client"), "owner": _("Owner"), "due": _("Due")}
        hints = {"title": "", "client": "CAP", "owner": "@julie", "due": _("tomorrow, friday, +3d, 12/12, fri 2pm…")}
        with Vertical(classes="sheet"):
            yield Title(words(self._detail.row.reference))
            for name in _LINES:
                with Horizontal(classes="field"):
                    yield Static(words(names[name]))
                    yield Input(texts[name], placeholder=hints[name], id=name, select_on_focus=False)
            yield Static(words(_("Description")), classes="quiet")
            yield TextArea(texts["body"], id="body", tab_behavior="focus", soft_wrap=True)
            yield Static(
                words(_("enter saves · ctrl+s saves from the description · escape keeps a draft")), classes="quiet"
            )
            yield Static("", id="problem", classes="problem")

    def on_mount(self) -> None:
        """Ready to type."""
        self.query_one("#title", Input).focus()

    def _stored(self, detail: CardDetail) -> dict[str, str]:
        row = detail.row
        due = f"{row.due_on:%d/%m/%Y} {row.due_time or ''}".strip() if row.due_on else ""
        people = {person.id: "@" + person.handle for person in self.app.desk.clients.people()}
        return {
            "title": row.title,
            "client": row.client_code or "",
            "owner": people.get(row.owner_id or "", ""),
            "due": due,
            "body": detail.body,
        }

    def texts(self) -> Mapping[str, str]:
        """All fields."""
        lines = {name: self.query_one(f"#{name}", Input).value for name in _LINES}
        return {**lines, "body": self.query_one("#body", TextArea).text}

    @on(Input.Changed)
    @on(TextArea.Changed)
    def keep(self) -> None:
        """Something was typed."""
        self.touch()

    @on(Input.Submitted)
    def action_save(self) -> None:
        """Save, once; a refusal is said here and loses nothing."""
        if self._detail is None or not self.may_save():
            return
        try:
            edit = self._edit(self._detail)
        except ObmError as problem:
            self.may_save_again()
            self.query_one("#problem", Static).update(words(labels.say(problem)))
            return
        if edit == CardEdit():
            self.close_saved(None)
            return
        edit_cards = self.app.desk.cards.edit
        self.app.write(
            edit_cards, [self.target], edit, then=lambda _change: self.close_saved(None), failed=self.may_save_again
        )

    def _edit(self, detail: CardDetail) -> CardEdit:
        before, now = self._stored(detail), self.texts()
        changed = {name: text for name, text in now.items() if text.strip() != before[name].strip()}
        fields: dict[str, object] = {}
        if "title" in changed:
            fields["title"] = changed["title"]
        if "body" in changed:
            fields["body"] = changed["body"]
        if "client" in changed:
            code = changed["client"].strip().removeprefix("+")
            fields["client_id"] = self.app.desk.clients.by_code(code).id if code else None
        if "owner" in changed:
            fields["owner"] = self._owner(changed["owner"].strip())
        if "due" in changed:
            fields |= self._due(changed["due"].strip())
        edit = CardEdit(**fields)  # type: ignore[arg-type]  # each name is set to its own type above
        return edit.cleaned()

    def _owner(self, text: str) -> str | NewPerson | None:
        if not text:
            return None
        found = self.app.desk.clients.person(text)
        return NewPerson(_("Me"), None, found.kind) if isinstance(found, NewPerson) else found

    def _due(self, text: str) -> dict[str, object]:
        if not text:
            return {"due_on": None, "due_time": None}
        found = parse_date(text, self.app.today())
        if found is None:
            raise Refused(N_("“{text}” is not a date: friday, +3d or 12/12 is expected."), text=text)
        return {"due_on": found.on, "due_time": found.time}

    def action_leave(self) -> None:
        """An untouched form leaves no draft."""
        if self._detail is None or self.texts() == self._stored(self._detail):
            self.close_saved(None)
        else:
            super().action_leave()

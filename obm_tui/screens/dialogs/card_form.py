"""Editing a card: title, client, owner, date, description."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static, TextArea

from obm_tui.domain.capture.dates import parse_date
from obm_tui.domain.cards import CardDetail, CardEdit
from obm_tui.domain.errors import N_, Refused
from obm_tui.domain.people import NewPerson
from obm_tui.i18n import _
from obm_tui.screens.dialogs.base import Drafted, Title, words
from obm_tui.widgets.line_input import LineInput

_LINES = ("title", "client", "owner", "due")
_LATER = ("done_means", "blocked")
"""Below the description: asked of nobody, there for who wants them."""


class CardForm(Drafted[None]):
    """`e`: Enter saves from any line, ctrl+s from the description; only the title is mandatory."""

    FORM = "card"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "", show=False),
        # Before the field that has the keyboard, where it is the end of the line.
        Binding("ctrl+e", "enlarge", "", show=False, priority=True),
    ]

    def __init__(self, detail: CardDetail, handle: str) -> None:
        """`handle` is the owner's, with its `@`; empty where nobody has the card."""
        super().__init__()
        row = detail.row
        self.target = row.id
        self._reference = row.reference
        self._enlarged: str | None = None
        """The description while it is typed in the whole window."""
        self._before = {
            "title": row.title,
            "client": row.client_code or "",
            "owner": handle,
            "due": f"{row.due_on:%d/%m/%Y} {row.due_time or ''}".strip() if row.due_on else "",
            "body": detail.body,
            "done_means": detail.done_means,
            "blocked": row.blocked_reason,
        }

    def compose(self) -> ComposeResult:
        """Four lines and a description."""
        texts = {**self._before, **self.left_texts()}
        names = {"title": _("Title"), "client": _("Client"), "owner": _("Owner"), "due": _("Due")}
        names |= {"done_means": _("Done means"), "blocked": _("Blocked by")}
        hints = {"title": "", "client": "CAP", "owner": "@julie", "due": _("tomorrow, friday, +3d, 12/12, fri 2pm…")}
        with Vertical(classes="sheet"):
            yield Title(words(self._reference))
            for name in _LINES:
                with Horizontal(classes="field"):
                    yield Static(words(names[name]))
                    yield LineInput(texts[name], placeholder=hints[name], id=name, select_on_focus=False)
            yield Static(words(_("Description · ctrl+e opens it in the whole window")), classes="quiet")
            yield TextArea(texts["body"], id="body", tab_behavior="focus", soft_wrap=True)
            for name in _LATER:
                with Horizontal(classes="field"):
                    yield Static(words(names[name]))
                    yield LineInput(texts[name], id=name, select_on_focus=False)
            yield Static(
                words(_("enter saves · ctrl+s saves from the description · escape keeps a draft")), classes="quiet"
            )
            yield Static("", id="problem", classes="problem")

    def on_mount(self) -> None:
        """Ready to type."""
        self.query_one("#title", Input).focus()

    def texts(self) -> Mapping[str, str]:
        """All fields."""
        lines = {name: self.query_one(f"#{name}", Input).value for name in (*_LINES, *_LATER)}
        body = self.query_one("#body", TextArea).text if self._enlarged is None else self._enlarged
        return {**lines, "body": body}

    def texts_before(self) -> Mapping[str, str]:
        """All fields as they are stored."""
        return self._before

    @on(Input.Changed)
    @on(TextArea.Changed)
    def keep(self) -> None:
        """Something was typed."""
        self.touch()

    def action_enlarge(self) -> None:
        """The description in the whole window; it comes back here, and its draft stays this form's."""
        from obm_tui.screens.dialogs.text_editor import TextEditor

        title = f"{self._reference} {self.query_one('#title', Input).value}"
        body = self.query_one("#body", TextArea)
        self.app.push_screen(TextEditor(title, body.text, self._keep_enlarged), self._take_enlarged)

    def _keep_enlarged(self, text: str) -> None:
        self._enlarged = text
        self.touch()

    def _take_enlarged(self, text: str | None) -> None:
        body, self._enlarged = self.query_one("#body", TextArea), None
        if text is not None and text != body.text:
            body.replace(text, (0, 0), body.document.end)
        body.focus()

    @on(Input.Submitted)
    def action_save(self) -> None:
        """Save, once; a refusal is said here and loses nothing."""
        self.save_edit(self._edit, partial(self.app.desk.cards.edit, [self.target]))

    def _edit(self) -> CardEdit:
        typed = self.typed_texts().items()
        changed = {name: text for name, text in typed if text.strip() != self._before[name].strip()}
        fields: dict[str, object] = {}
        if "title" in changed:
            fields["title"] = changed["title"]
        if "body" in changed:
            fields["body"] = changed["body"]
        if "done_means" in changed:
            fields["done_means"] = changed["done_means"]
        if "blocked" in changed:
            fields["blocked_reason"] = changed["blocked"]
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

"""Editing a person: who they are, how and where they are written to, whether they are still there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Input, Static

from obm_tui import labels
from obm_tui.domain.capture.awaited import spell_channel
from obm_tui.domain.errors import N_, Refused
from obm_tui.domain.people import PersonEdit, PersonKind, PersonRow
from obm_tui.domain.text import clean_line
from obm_tui.i18n import _
from obm_tui.screens.dialogs.base import Drafted, Title, words
from obm_tui.widgets.choice_line import ChoiceLine
from obm_tui.widgets.line_input import LineInput

_LONGEST = {"name": 100, "role": 100, "client": 100, "channel": 40, "email": 200}
"""Characters of each line, as far as they can be stored."""
_NAMES = {
    "name": N_("Name"),
    "role": N_("Role"),
    "client": N_("Client"),
    "channel": N_("Channel"),
    "email": N_("E-mail"),
}
_LEFT = "left"


class PersonForm(Drafted[None]):
    """Enter saves from any line; only the name is mandatory. Who left is proposed no more, their cards stay theirs."""

    FORM = "person"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", "", show=False),
        Binding("up", "app.focus_previous", "", show=False),
        Binding("ctrl+s,enter", "save", "", show=False),
    ]

    def __init__(self, person: PersonRow) -> None:
        super().__init__()
        self.target = person.id
        self._person = person
        self._before = {
            "name": person.name,
            "role": person.role,
            "kind": person.kind.value,
            "client": person.client_code or "",
            "language": person.language,
            "address": person.address,
            "channel": person.channel,
            "email": person.email,
            "there": "",
        }

    def compose(self) -> ComposeResult:
        """A line for each of it."""
        texts = {**self._before, **self.left_texts()}
        unknown = ("", "—")
        kinds = [(kind.value, labels.person_kind(kind)) for kind in PersonKind if kind is not PersonKind.ME]
        with Vertical(classes="sheet"):
            yield Title(words(f"@{self._person.handle}"))
            yield from self._line("name", texts)
            yield from self._line("role", texts, _("video, texts, ads…"))
            if not self._person.is_me:
                yield from self._choice("kind", _("Kind"), texts, kinds)
                yield from self._line("client", texts, _("a code; nothing for the network"))
            yield from self._choice(
                "language", _("Language"), texts, [unknown, ("fr", _("French")), ("en", _("English"))]
            )
            yield from self._choice("address", _("Form of address"), texts, [unknown, ("tu", "tu"), ("vous", "vous")])
            yield from self._line("channel", texts, _("phone, WhatsApp, e-mail…"))
            yield from self._line("email", texts)
            if not self._person.is_me:
                stays = [("", _("still there")), (_LEFT, _("left: proposed no more, cards stay"))]
                yield from self._choice("there", _("Team"), texts, stays)
            yield Static(words(_("enter saves · tab goes on · ← → choose · escape keeps a draft")), classes="quiet")
            yield Static("", id="problem", classes="problem")

    def _line(self, name: str, texts: Mapping[str, str], hint: str = "") -> Iterator[Widget]:
        with Horizontal(classes="field"):
            yield Static(words(_(_NAMES[name])))
            yield LineInput(texts[name], placeholder=hint, id=name, select_on_focus=False)

    def _choice(
        self, name: str, label: str, texts: Mapping[str, str], choices: Sequence[tuple[str, str]]
    ) -> Iterator[Widget]:
        with Horizontal(classes="field -choice"):
            yield Static(words(label))
            yield ChoiceLine(choices, texts[name], id=name)

    def on_mount(self) -> None:
        """Ready to type."""
        self.query_one("#name", Input).focus()

    def texts(self) -> Mapping[str, str]:
        """All lines, the chosen ones by value."""
        texts = {field.id or "": field.value for field in self.query(Input)}
        return texts | {choice.id or "": choice.value for choice in self.query(ChoiceLine)}

    def texts_before(self) -> Mapping[str, str]:
        """All lines as they are stored."""
        return self._before

    @on(Input.Changed)
    @on(ChoiceLine.Chosen)
    def keep(self) -> None:
        """Something was typed or chosen."""
        self.touch()

    @on(Input.Submitted)
    def action_save(self) -> None:
        """Save, once; a refusal is said here and loses nothing."""
        self.save_edit(self._edit, partial(self.app.desk.clients.edit_person, self.target))

    def _edit(self) -> PersonEdit:
        """What she changed.

        Raises:
            ObmError: it cannot be stored so.
        """
        fields: dict[str, object] = dict(self.typed_texts())
        for name, limit in _LONGEST.items():
            if len(clean_line(str(fields.get(name, "")), limit + 1)) > limit:
                raise Refused(N_("{name}: {limit} characters at most."), name=_(_NAMES[name]), limit=limit)
        if "kind" in fields:
            fields["kind"] = PersonKind(str(fields["kind"]))
        if "client" in fields:
            code = str(fields.pop("client")).strip().removeprefix("+")
            fields["client_id"] = self.app.desk.clients.by_code(code).id if code else None
        if "channel" in fields:
            fields["channel"] = spell_channel(str(fields["channel"]))
        if fields.pop("there", "") == _LEFT:
            fields["left"] = True
        edit = PersonEdit(**fields)  # type: ignore[arg-type]  # each name is set to its own type above
        return edit.cleaned()

"""Noting an exchange: what was said, when, with whom, how it felt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from obm_tui import fmt, labels
from obm_tui.domain.capture.dates import parse_past_date
from obm_tui.domain.contacts import ContactKind, NewContact
from obm_tui.domain.errors import N_, ObmError, Refused
from obm_tui.domain.people import NewPerson
from obm_tui.i18n import _
from obm_tui.screens.dialogs.base import Drafted, Title, words
from obm_tui.widgets.choice_line import ChoiceLine
from obm_tui.widgets.line_input import LineInput

_KINDS = (ContactKind.EXCHANGE, ContactKind.NOTE, ContactKind.THANKS, ContactKind.END_RUN)
"""What she notes by hand; nudges note themselves."""


class JournalDialog(Drafted[None]):
    """`j`: Enter saves from any line; only what was said is mandatory."""

    FORM = "journal"

    def __init__(
        self, title: str, before: NewContact, who: str, save: Callable[[NewContact, JournalDialog], None]
    ) -> None:
        """`who` is the handle it begins with; `save` is handed what was noted, and closes this dialog."""
        super().__init__()
        self.target = before.card_id or before.client_id or ""
        self._title = title
        self._start = before
        self._before = {"gist": before.gist, "day": "", "who": who, "channel": before.channel}
        self._save = save

    def compose(self) -> ComposeResult:
        """What was said, when, with whom, where, what it was, how it felt."""
        texts = {**self._before, **self.left_texts()}
        names = {"gist": _("Said"), "day": _("When"), "who": _("With"), "channel": _("Channel")}
        hints = {
            "gist": _("a call, an answer, a mood…"),
            "day": _("today · or yesterday, friday, 12/11…"),
            "who": "@maya",
            "channel": _("phone, WhatsApp, e-mail…"),
        }
        kinds = [(kind.value, labels.contact_kind(kind)) for kind in _KINDS]
        moods = [("", "—"), ("1", _("G")), ("0", _("A")), ("-1", _("R"))]
        with Vertical(classes="sheet"):
            yield Title(words(self._title))
            for name in self._before:
                with Horizontal(classes="field"):
                    yield Static(words(names[name]))
                    yield LineInput(texts[name], placeholder=hints[name], id=name, select_on_focus=False)
            with Horizontal(classes="field"):
                yield Static(words(_("Kind")))
                yield ChoiceLine(kinds, self._start.kind.value, id="kind")
            with Horizontal(classes="field"):
                yield Static(words(_("Mood")))
                yield ChoiceLine(moods, "", id="mood")
            yield Static(id="reading")
            yield Static(words(_("enter saves · tab goes on · ← → choose · escape keeps a draft")), classes="quiet")
            yield Static("", id="problem", classes="problem")

    def on_mount(self) -> None:
        """Ready to type."""
        self.query_one("#gist", Input).focus()

    def texts(self) -> Mapping[str, str]:
        """What is typed."""
        return {name: self.query_one(f"#{name}", Input).value for name in self._before}

    def texts_before(self) -> Mapping[str, str]:
        """What stood there."""
        return self._before

    @on(Input.Changed, "#day")
    def read_day(self) -> None:
        """Say which day is understood, at every key."""
        typed = self.texts()["day"].strip()
        today = self.app.today()
        found = parse_past_date(typed, today)
        if found is None or found.on > today:
            sentence = _("not a day yet: yesterday, friday or 12/11 is expected, and none to come") if typed else ""
            self.query_one("#reading", Static).update(words((sentence, "$warning")))
        else:
            said = fmt.long_day(found.on, today)
            self.query_one("#reading", Static).update(
                words(("→ ", "$quiet"), said, f"  {fmt.ago((today - found.on).days)}")
            )

    @on(Input.Changed)
    def keep(self) -> None:
        """Something was typed."""
        self.touch()

    @on(Input.Submitted)
    def save(self) -> None:
        """Save, once; a refusal is said here and loses nothing."""
        if not self.may_save():
            return
        try:
            noted = self._noted().cleaned()
        except ObmError as problem:
            self.may_save_again()
            self.query_one("#problem", Static).update(words(labels.say(problem)))
            return
        self._save(noted, self)

    def _noted(self) -> NewContact:
        texts = self.texts()
        who = texts["who"].strip()
        person = self.app.desk.clients.person(who) if who else None
        mood = self.query_one("#mood", ChoiceLine).value
        return NewContact(
            gist=texts["gist"],
            client_id=self._start.client_id,
            person_id=None if isinstance(person, NewPerson) else person,
            kind=ContactKind(self.query_one("#kind", ChoiceLine).value),
            channel=texts["channel"],
            mood=int(mood) if mood else None,
            card_id=self._start.card_id,
            at=self._at(texts["day"]),
        )

    def _at(self, text: str) -> datetime | None:
        """When it was; none where it is now.

        Raises:
            Refused: the text is no day, or one to come.
        """
        if not text.strip():
            return None
        today = self.app.today()
        found = parse_past_date(text, today)
        if found is None:
            raise Refused(N_("“{text}” is no day: yesterday, friday or 12/11 is expected."), text=text.strip()[:40])
        if found.on > today:
            raise Refused(N_("{day} is still to come: an exchange is of today or before."), day=fmt.long_day(found.on))
        return self.app.desk.clock.noon(found.on) if found.on < today else None

"""What is decided about a card beyond the board's own verbs: await, snooze, question, idea, risk, copy, sweep."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from obm_tui.domain.cards import CardEdit, CardRow, Lane
from obm_tui.domain.change import Change
from obm_tui.domain.contacts import NewContact
from obm_tui.domain.people import NewPerson, PersonEdit, PersonKind, PersonRow
from obm_tui.domain.waits import WaitRow
from obm_tui.domain.workdays import add_workdays
from obm_tui.i18n import N_, _, ngettext
from obm_tui.screens import asking
from obm_tui.screens.chosen import ChosenCards
from obm_tui.screens.sweeping import SWEPT_LANES, hers, sweep
from obm_tui.widgets.paint import clip

NO_DATE_YET = CardEdit(due_on=None, due_time=None)
_NAME = 40
"""Cells of a card's name where several are listed."""
_TONES = (
    ("fr:tu", N_("in French, saying tu")),
    ("fr:vous", N_("in French, saying vous")),
    ("en:", N_("in English")),
)


class Verdicts(ChosenCards):
    """A screen with a card under the cursor that can be decided about: one letter a verdict."""

    def action_card_await(self) -> None:
        """Let it wait: for whom, then what for and until when."""
        if keys := self.chosen():
            self.await_reply(keys)

    def await_reply(self, keys: list[str], then: Callable[[Change], None] | None = None) -> None:
        """Ask for whom, what for and until when these cards wait; then they are in Waiting, as one step."""
        title = self.title_of(keys)

        def until(who: str | NewPerson | None) -> None:
            asking.describe_wait(
                self.app, _("Expected by: {title}").format(title=title), keys, who, then=then or self.let_go
            )

        asking.pick_person(self.app, _("Waiting for: {title}").format(title=title), self.client_of(keys), until)

    def action_card_snooze(self) -> None:
        """Out of sight until a day; Enter alone is the next working day."""
        keys = self.chosen()
        if not keys:
            return
        tomorrow = CardEdit(due_on=add_workdays(self.app.today() + timedelta(days=1), 0))

        def sleep(when: CardEdit) -> None:
            if isinstance(when.due_on, date):
                self.app.write(self.app.desk.triage.snooze, keys, when.due_on, then=self.let_go)

        title = _("Snooze until: {title}").format(title=self.title_of(keys))
        asking.pick_day(self.app, title, sleep, on_empty=tomorrow)

    def action_card_question(self) -> None:
        """To settle, by the client's owner, the team or herself."""
        keys = self.chosen()
        if not keys:
            return

        def ask(who: str | NewPerson | None) -> None:
            self._register(keys, Lane.QUESTION, CardEdit(owner=who))

        client_id = self.client_of(keys)
        asking.pick_person(
            self.app,
            _("Who settles it? {title}").format(title=self.title_of(keys)),
            client_id,
            ask,
            first=lambda person: person.kind is PersonKind.OWNER and person.client_id == client_id,
        )

    def action_card_idea(self) -> None:
        """Into the lot."""
        if keys := self.chosen():
            self._register(keys, Lane.IDEA)

    def action_card_risk(self) -> None:
        """A risk, or a hiccup."""
        if keys := self.chosen():
            self._register(keys, Lane.RISK)

    def _register(self, keys: list[str], lane: Lane, changes: CardEdit | None = None) -> None:
        self.app.write(self.app.desk.triage.register, keys, lane, changes, then=self.let_go)

    def action_contact_note(self) -> None:
        """Into the journal; what was not decided yet is done by that."""
        keys = self.chosen()
        row = self.app.desk.cards.rows(keys[:1]).get(keys[0]) if keys else None
        if row is None:
            return
        if row.lane is not Lane.INBOX:
            asking.note_contact(self.app, row.client_id, card_id=row.id)
            return

        def note(noted: NewContact, close: Callable[[object], None], again: Callable[[], None]) -> None:
            def done(change: object) -> None:
                close(change)
                self.let_go()

            self.app.write(self.app.desk.triage.note, row.id, noted, then=done, failed=again)

        asking.note_contact(self.app, row.client_id, gist=row.title, card_id=row.id, then=note)

    # -- copying -----------------------------------------------------------------------------------------------------

    def action_card_copy(self) -> None:
        """A nudge where the cards wait, else their references and titles; copied, and a nudge is noted."""
        keys = self.chosen()
        if not keys:
            return
        waits = self.app.desk.waits.of_cards(keys)
        awaited = [waits[key] for key in keys if key in waits]
        rows = self.app.desk.cards.rows(keys)
        if not awaited:
            self.app.copy_to_clipboard("\n".join(_plain(rows[key]) for key in keys if key in rows))
            self.app.flash(ngettext("{n} card copied", "{n} cards copied", len(keys)).format(n=len(keys)))
            return
        self._nudge(awaited)
        if others := [clip(_plain(rows[key]), _NAME) for key in keys if key in rows and key not in waits]:
            said = ngettext(
                "Not nudged, it waits for nobody: {names}",
                "{n} not nudged, they wait for nobody: {names}",
                len(others),
            )
            self.app.warn(said.format(n=len(others), names=", ".join(others)))

    def _nudge(self, waits: list[WaitRow]) -> None:
        """Copy a nudge for each wait; asks once how a person is written to."""
        people = {person.id: person for person in self.app.desk.clients.people()}
        unknown = next(
            (
                people[wait.person_id]
                for wait in waits
                if wait.person_id in people and not people[wait.person_id].language
            ),
            None,
        )
        if unknown is not None:
            self._ask_tone(unknown, lambda: self._nudge(waits))
            return
        from obm_tui.reports.nudges import Tone, nudge_text

        me = next((person.name for person in people.values() if person.is_me), "")
        sender = "" if me in {_("Me"), "Me", "Moi"} else me.split()[0] if me else ""
        texts: dict[str, str] = {}
        for wait in waits:
            person = people.get(wait.person_id or "")
            tone = Tone(person.language, person.address) if person else Tone("fr", "vous")
            texts[wait.card.id] = nudge_text(wait, tone, sender, self.app.today())
        self.app.copy_to_clipboard("\n\n".join(texts.values()))
        self._note_nudges(waits, texts)

    def _note_nudges(self, waits: list[WaitRow], texts: Mapping[str, str]) -> None:
        """Count what was copied as asked; copied once more on the same day it counts no second time."""
        anew = [wait for wait in waits if not wait.was_nudged_on(self.app.today())]
        said = ngettext("Nudge copied and noted", "{n} nudges copied and noted", len(waits)).format(n=len(waits))
        if not anew:
            said = ngettext(
                "Nudge copied; it was noted today already",
                "{n} nudges copied; they were noted today already",
                len(waits),
            ).format(n=len(waits))
        if channels := ", ".join(dict.fromkeys(wait.channel for wait in waits if wait.channel)):
            said += " · " + _("by {channel}").format(channel=channels)

        def noted(_change: object) -> None:
            self.let_go()
            self.app.say_copied(said)

        if not anew:
            noted(None)
            return
        keys = [wait.card.id for wait in anew]
        self.app.write(self.app.desk.waits.nudge, keys, [texts[key] for key in keys], then=noted)

    def _ask_tone(self, person: PersonRow, then: Callable[[], None]) -> None:
        from obm_tui.screens.dialogs.pick import Choice, PickDialog

        def answered(key: str | None) -> None:
            if key is not None:
                language, _colon, address = key.partition(":")
                edit = PersonEdit(language=language, address=address)
                self.app.write(self.app.desk.clients.edit_person, person.id, edit, then=lambda _change: then())

        choices = [Choice(key, _(words)) for key, words in _TONES]
        title = _("How do you write to {name}? Asked once.").format(name=person.name)
        self.app.push_screen(PickDialog(title, choices), answered)

    # -- what is late ------------------------------------------------------------------------------------------------

    def late_rows(self) -> list[CardRow]:
        """Her own late cards in this list and what waits for her approval, as far as the filter shows them."""
        ids = self.app.desk.filters.cut(self.filter, self.app.desk.cards.late(SWEPT_LANES, self.scope))
        return hers(self.app, ids)

    def action_list_sweep(self) -> None:
        """New dates for all that is late here, as one step."""
        sweep(self.app, self.late_rows(), self.let_go)


def _plain(row: CardRow) -> str:
    """A card as a line of text."""
    return f"{row.reference} {row.title}"

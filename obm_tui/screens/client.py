"""A client's page: why this colour, who is who, what runs, what waits, what stands in each lane."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from textual.binding import BindingType

from obm_tui import labels
from obm_tui.domain.cards import BOARD_LANES, REGISTERS, CardRow, Lane
from obm_tui.domain.change import Change
from obm_tui.domain.clients import ClientRow
from obm_tui.domain.people import PersonKind
from obm_tui.domain.query import Scope
from obm_tui.domain.set_up import SetUpFacts, is_shown
from obm_tui.i18n import _, ngettext
from obm_tui.navigation import Place
from obm_tui.screens import asking, metric_verbs, set_up
from obm_tui.screens.base import bindings
from obm_tui.screens.client_lines import HOURS, PERSON, ClientLines, ClientPage
from obm_tui.screens.number_panes import METRIC_TABLES, NUMBERS
from obm_tui.screens.two_sides import TwoSidedScreen
from obm_tui.screens.waiting import wait_row
from obm_tui.widgets.chrome import Crumb
from obm_tui.widgets.row_list import Row

_SHOWN = 5
"""Cards of a lane in view here; the board has them all."""
_LISTED = (Lane.DOING, Lane.APPROVE, Lane.WEEK, Lane.INBOX, *REGISTERS)
_WAITS = 4


class ClientScreen(TwoSidedScreen):
    """Are we on course with this duo?"""

    PLACE = "client"
    TABLES = (
        frozenset({"card", "client", "person", "project", "waiting", "contact", "setting", "time_entry"})
        | METRIC_TABLES
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings("client")

    def __init__(self) -> None:
        super().__init__()
        self._listed = 0
        self._is_setting_up = False
        """Whether a line of the set-up list asked for what is typed."""

    def crumbs(self) -> tuple[Crumb, ...]:
        """`obm › OBJ Objectif Image`."""
        return (*(self.client_crumb() or (Crumb(_("Client")),)), *self.filter_crumb())

    def load(self, change: Change | None = None) -> None:
        """Read everything about the client."""
        client, desk = self.client(), self.app.desk
        self.shown = {}
        self._listed = 0
        health = next((found for found in desk.clients.health() if client and found.facts.client.id == client.id), None)
        if client is None or health is None:
            self.put_sides([Row(None, (("   " + _("This client is not there any more."), "quiet"),))], [])
            return
        scope, today = Scope(client.id), self.app.today()
        people = desk.clients.people(client.id)
        page = ClientPage(
            health=health,
            people=tuple(person for person in people if person.client_id == client.id),
            me=next((person.name for person in people if person.is_me), ""),
            projects=desk.clients.projects(scope),
            contacts=desk.contacts.recent(scope, 8),
            scores=desk.metrics.scores(scope),
            minutes=desk.hours.minutes(client.id, today.replace(day=1), today),
        )
        lines = ClientLines(self.app, page, self.line_width)
        facts = self._set_up_facts(client, page, health.facts.by_lane)
        unwanted = set_up.put_away_of(self.app, client.id)
        new = (
            set_up.set_up_rows(facts, unwanted, self.line_width) if is_shown(facts, unwanted, self.app.today()) else []
        )
        rows = [*lines.head(), *new, *lines.numbers(), *lines.projects(), *self._board(health.facts.by_lane)]
        rows += [*self._waits(scope), *self._lanes(scope)]
        aside = [*lines.duo(), *lines.team(), *lines.journal(), *lines.hours()]
        self.put_sides(rows, aside)

    def _set_up_facts(self, client: ClientRow, page: ClientPage, by_lane: Mapping[str, int]) -> SetUpFacts:
        return SetUpFacts(
            is_self=client.is_self,
            added_on=client.created_at.astimezone(self.app.desk.clock.zone).date(),
            has_owner=page.owner is not None,
            numbers=len(page.scores),
            team=sum(person.kind is not PersonKind.OWNER for person in page.people),
            cards=sum(by_lane.values()),
            has_course=bool(client.compass or client.priorities.strip() or client.cadence_days),
            exchanges=len(page.contacts),
            minutes=self.app.desk.hours.minutes(client.id, date.min, self.app.today()),
        )

    def show_new_row(self, row_id: str) -> None:
        """The cursor goes there; who went through the set-up list goes on with its next line."""
        if not self._is_setting_up:
            super().show_new_row(row_id)

    def found(self) -> int:
        """Cards of the sections, those out of view too."""
        return self._listed

    def _board(self, by_lane: Mapping[str, int]) -> list[Row]:
        shown = [lane for lane in BOARD_LANES if lane is not Lane.DONE]
        counts = " · ".join(f"{labels.lane(lane)} {by_lane.get(lane.value, 0)}" for lane in shown)
        return [
            Row(None, ((_("Board"), "section"),), ((_("g b opens it"), "quiet"),), rule=True),
            Row("board", ((" " + counts, "plain"),)),
        ]

    def _waits(self, scope: Scope) -> list[Row]:
        waits = self.app.desk.waits.all(scope)
        kept = self.wanted(wait.card for wait in waits)
        waits = tuple(wait for wait in waits if wait.card.id in kept)
        self._listed += len(waits)
        if not waits:
            return []
        due = sum(wait.is_due(self.app.today()) for wait in waits)
        words = ngettext("{n} to nudge", "{n} to nudge", due).format(n=due) if due else ""
        head = ((f"{labels.lane(Lane.WAITING)} {len(waits)}", "section"),)
        rows = [Row(None, head, ((words, "section"),) if words else (), rule=True)]
        self.shown |= {wait.card.id: wait.card for wait in waits[:_WAITS]}
        rows += [wait_row(wait, self, self.line_width) for wait in waits[:_WAITS]]
        return rows + self._more(len(waits) - _WAITS)

    def _lanes(self, scope: Scope) -> list[Row]:
        rows: list[Row] = []
        for lane in _LISTED:
            ids = self.app.desk.filters.cut(self.filter, self.app.desk.cards.lane(lane, scope))
            self._listed += len(ids)
            if not len(ids):
                continue
            found = self.app.desk.cards.rows(ids[:_SHOWN])
            rows.append(Row(None, ((f"{labels.lane(lane)} {len(ids)}", "section"),), rule=True))
            for key in ids[:_SHOWN]:
                if (row := found.get(key)) is not None:
                    self.shown[key] = row
                    rows.append(self._card(row))
            rows += self._more(len(ids) - _SHOWN)
        return rows

    def _more(self, count: int) -> list[Row]:
        if count <= 0:
            return []
        words = ngettext("{n} more ▾", "{n} more ▾", count).format(n=count)
        return [Row(None, (), ((words + " ", "quiet"),))]

    def _card(self, row: CardRow) -> Row:
        return ClientLines.card(row, self.app.today(), self.line_width)

    # -- keys --------------------------------------------------------------------------------------------------------

    def action_place_enter(self) -> None:
        """The card, the person, the board, or the scorecard."""
        client, line = self.client(), set_up.line_of(self.list.current)
        if client is not None and line is not None:
            self._is_setting_up = True
            set_up.do(self.app, client, line)
        elif self.list.current == "board":
            self.app.go(Place("board", self.client_id))
        elif self.list.current == NUMBERS:
            self.app.go(Place("scorecard", self.client_id))
        elif self.list.current == HOURS and client is not None:
            title = _("Hours done for {client} today: 1h30, 45 min").format(client=client.name)
            asking.note_time(self.app, client.id, title)
        elif (person := self._person()) is not None:
            asking.edit_person(self.app, person)
        else:
            super().action_place_enter()

    def action_card_new(self) -> None:
        """A card of its own, wherever the cursor is."""
        self._is_setting_up = False
        super().action_card_new()

    def action_card_drop(self) -> None:
        """The card under the cursor; a line of the set-up list is asked for no more."""
        client, line = self.client(), set_up.line_of(self.list.current)
        if client is not None and line is not None:
            set_up.put_away(self.app, client, line)
        else:
            super().action_card_drop()

    def action_contact_note(self) -> None:
        """Note an exchange, about the card under the cursor where there is one."""
        if self.cards.current is not None:
            super().action_contact_note()
        elif self.client_id is not None:
            asking.note_contact(self.app, self.client_id)

    def action_card_edit(self) -> None:
        """The card, the person or the first number under the cursor, else the client."""
        if self.cards.current is not None:
            super().action_card_edit()
        elif (person := self._person()) is not None:
            asking.edit_person(self.app, person)
        elif self.list.current == NUMBERS and self.client_id is not None:
            metric_verbs.edit_worst(self.app, self.client_id)
        elif (client := self.client()) is not None:
            asking.edit_client(self.app, client)

    def _person(self) -> str | None:
        """The key of the person under the cursor."""
        kind, _colon, key = (self.list.current or "").partition(":")
        return key if kind == PERSON else None

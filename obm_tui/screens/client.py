"""A client's page: why this colour, who is who, what runs, what waits, what stands in each lane."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from obm_tui import labels
from obm_tui.domain.cards import BOARD_LANES, REGISTERS, CardRow, Lane
from obm_tui.domain.change import Change
from obm_tui.domain.query import Scope
from obm_tui.i18n import _, ngettext
from obm_tui.navigation import Place
from obm_tui.screens import asking
from obm_tui.screens.base import bindings
from obm_tui.screens.card_rows import CardRowsScreen
from obm_tui.screens.client_lines import ClientLines, ClientPage
from obm_tui.screens.waiting import wait_row
from obm_tui.widgets.chrome import WIDE, Crumb, Header, Keybar
from obm_tui.widgets.row_list import Row, RowList
from obm_tui.widgets.side_list import SideList

_SHOWN = 5
"""Cards of a lane in view here; the board has them all."""
_LISTED = (Lane.DOING, Lane.APPROVE, Lane.WEEK, Lane.INBOX, *REGISTERS)
_WAITS = 4
_SIDE = 46


class ClientScreen(CardRowsScreen):
    """Are we on course with this duo?"""

    PLACE = "client"
    TABLES = frozenset({"card", "client", "person", "project", "waiting", "contact", "setting"})
    BINDINGS: ClassVar[list[BindingType]] = bindings("client")

    def compose(self) -> ComposeResult:
        """Header, the page, in a wide window the duo beside it, key bar."""
        yield Header()
        with Horizontal():
            yield RowList()
            yield SideList()
        yield Keybar(self.PLACE)

    def crumbs(self) -> tuple[Crumb, ...]:
        """`obm › OBJ Objectif Image`."""
        return self.client_crumb() or (Crumb(_("Client")),)

    def load(self, change: Change | None = None) -> None:
        """Read everything about the client."""
        client, desk = self.client(), self.app.desk
        self.shown = {}
        wide = self.app.size.width >= WIDE
        side = self.query_one(SideList)
        side.display = wide and client is not None
        side.styles.width = _SIDE
        health = next((found for found in desk.clients.health() if client and found.facts.client.id == client.id), None)
        if client is None or health is None:
            self.list.put([Row(None, (("   " + _("This client is not there any more."), "quiet"),))])
            return
        scope = Scope(client.id)
        people = desk.clients.people(client.id)
        page = ClientPage(
            health=health,
            people=tuple(person for person in people if person.client_id == client.id),
            me=next((person.name for person in people if person.is_me), ""),
            projects=desk.clients.projects(scope),
            contacts=desk.contacts.recent(scope, 8),
        )
        lines = ClientLines(self.app, page, self.app.size.width - (_SIDE if wide else 0))
        rows = [*lines.head(), *lines.numbers(), *lines.projects(), *self._board(health.facts.by_lane)]
        rows += [*self._waits(scope), *self._lanes(scope)]
        aside = [*lines.duo(), *lines.team(), *lines.journal(), *lines.hours()]
        self.list.put(rows if wide else [*rows, *aside])
        side.put_beside(aside if wide else [], self.app.size.height - 2)

    def _board(self, by_lane: Mapping[str, int]) -> list[Row]:
        shown = [lane for lane in BOARD_LANES if lane is not Lane.DONE]
        counts = " · ".join(f"{labels.lane(lane)} {by_lane.get(lane.value, 0)}" for lane in shown)
        return [
            Row(None, ((_("Board"), "section"),), ((_("g b opens it"), "quiet"),), rule=True),
            Row("board", ((" " + counts, "plain"),)),
        ]

    def _waits(self, scope: Scope) -> list[Row]:
        waits = self.app.desk.waits.all(scope)
        if not waits:
            return []
        due = sum(wait.is_due(self.app.today()) for wait in waits)
        words = ngettext("{n} to nudge", "{n} to nudge", due).format(n=due) if due else ""
        head = ((f"{labels.lane(Lane.WAITING)} {len(waits)}", "section"),)
        rows = [Row(None, head, ((words, "section"),) if words else (), rule=True)]
        self.shown |= {wait.card.id: wait.card for wait in waits[:_WAITS]}
        rows += [wait_row(wait, self, self._line_width) for wait in waits[:_WAITS]]
        return rows + self._more(len(waits) - _WAITS)

    def _lanes(self, scope: Scope) -> list[Row]:
        rows: list[Row] = []
        for lane in _LISTED:
            ids = self.app.desk.cards.lane(lane, scope)
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

    @property
    def _line_width(self) -> int:
        width = self.app.size.width
        return width - _SIDE if width >= WIDE else width

    def _more(self, count: int) -> list[Row]:
        if count <= 0:
            return []
        words = ngettext("{n} more ▾", "{n} more ▾", count).format(n=count)
        return [Row(None, (), ((words + " ", "quiet"),))]

    def _card(self, row: CardRow) -> Row:
        return ClientLines.card(row, self.app.today(), self._line_width)

    # -- keys --------------------------------------------------------------------------------------------------------

    def action_place_enter(self) -> None:
        """The card, or the board."""
        if self.list.current == "board":
            self.app.go(Place("board", self.client_id))
        else:
            super().action_place_enter()

    def action_contact_note(self) -> None:
        """Note an exchange, about the card under the cursor where there is one."""
        if self.cards.current is not None:
            super().action_contact_note()
        elif self.client_id is not None:
            asking.note_contact(self.app, self.client_id)

    def action_card_edit(self) -> None:
        """The card under the cursor, else the client."""
        if self.cards.current is not None:
            super().action_card_edit()
        elif (client := self.client()) is not None:
            asking.edit_client(self.app, client)

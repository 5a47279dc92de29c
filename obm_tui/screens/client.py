"""A client's page: what stands in each lane, what is late, who is in the team."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from obm_tui import fmt, labels
from obm_tui.domain.cards import BOARD_LANES, CardRow, Lane
from obm_tui.domain.change import Change
from obm_tui.i18n import _, ngettext
from obm_tui.navigation import Place
from obm_tui.screens import asking
from obm_tui.screens.base import bindings
from obm_tui.screens.card_verbs import CardVerbs
from obm_tui.screens.rows import RowsScreen
from obm_tui.widgets.card_cell import owner_words
from obm_tui.widgets.chrome import Crumb
from obm_tui.widgets.row_list import Row, Words

_SHOWN = 6
"""Cards of a lane in view here; the board has them all."""
_LISTED = (Lane.DOING, Lane.WAITING, Lane.APPROVE, Lane.WEEK, Lane.INBOX)


class _Cursor:
    """The card under the cursor of a client's page, for the verbs."""

    def __init__(self, screen: ClientScreen) -> None:
        self._screen = screen

    @property
    def current(self) -> str | None:
        """The card's key; none on a line that is no card."""
        key = self._screen.list.current
        return key if key in self._screen.shown else None

    @property
    def current_row(self) -> CardRow | None:
        """Its row."""
        key = self.current
        return self._screen.shown[key] if key is not None else None

    @property
    def chosen(self) -> list[str]:
        """The card alone: selections are made on the board."""
        return [self.current] if self.current is not None else []

    def select_card(self, key: str) -> bool:
        """Put the cursor on a card, where it is shown."""
        return self._screen.list.select(key)


class ClientScreen(CardVerbs, RowsScreen):
    """Are we on course with this duo? So far: its cards and people."""

    PLACE = "client"
    BINDINGS: ClassVar[list[BindingType]] = bindings("client")

    def __init__(self) -> None:
        super().__init__()
        self.shown: dict[str, CardRow] = {}
        self._cursor = _Cursor(self)

    @property
    def cards(self) -> _Cursor:
        """The card under the cursor."""
        return self._cursor

    def crumbs(self) -> tuple[Crumb, ...]:
        """`obm › OBJ Objectif Image`."""
        return self.client_crumb() or (Crumb(_("Client")),)

    def current_row_id(self) -> str | None:
        """The line under the cursor."""
        return self.list.current

    def load(self, change: Change | None = None) -> None:
        """Read the client's lanes and team."""
        client = self.client()
        self.shown = {}
        if client is None:
            self.list.put([Row(None, (("   " + _("This client is not there any more."), "quiet"),))])
            return
        lanes = {lane: self.app.desk.cards.lane(lane, self.scope) for lane in (*BOARD_LANES, Lane.INBOX)}
        rows: list[Row] = [Row(None, ((f" {labels.client_status(client.status)}", "quiet"),))]
        if client.notes:
            rows.append(Row(None, ((" " + " ".join(client.notes.split()), "plain"),)))
        counts = " · ".join(f"{labels.lane(lane)} {len(lanes[lane])}" for lane in BOARD_LANES if lane is not Lane.DONE)
        rows.append(Row(None, ((_("Board"), "section"),), ((_("g b opens it"), "quiet"),), rule=True))
        rows.append(Row("board", ((" " + counts, "plain"),)))
        for lane in _LISTED:
            ids = lanes[lane]
            if not len(ids):
                continue
            found = self.app.desk.cards.rows(ids[:_SHOWN])
            rows.append(Row(None, ((f"{labels.lane(lane)} {len(ids)}", "section"),), rule=True))
            for key in ids[:_SHOWN]:
                if (row := found.get(key)) is not None:
                    self.shown[key] = row
                    rows.append(self._card(row))
            if len(ids) > _SHOWN:
                more = len(ids) - _SHOWN
                words = ngettext("{n} more ▾", "{n} more ▾", more).format(n=more)
                rows.append(Row(None, (), ((words + " ", "quiet"),)))
        rows += self._team()
        self.list.put(rows)

    def _card(self, row: CardRow) -> Row:
        today = self.app.today()
        right: list[Words] = []
        if owner := owner_words(row):
            right.append((f"{owner}  ", "quiet"))
        if late := row.days_late(today):
            right += [(_("R"), "shout"), (f" {fmt.late(late)} ", "plain")]
        elif row.due_on is not None:
            right.append((f"{fmt.short_day(row.due_on, today)} ", "amber" if row.due_on == today else "quiet"))
        return Row(row.id, ((f" {row.reference:<9}", "quiet"), (row.title, "bright")), tuple(right))

    def _team(self) -> list[Row]:
        team = [person for person in self.app.desk.clients.people(self.client_id) if person.client_id == self.client_id]
        if not team:
            return []
        rows = [Row(None, ((_("Team"), "section"),), rule=True)]
        for person in team:
            load = ngettext("{n} open card", "{n} open cards", person.open_cards).format(n=person.open_cards)
            left: tuple[Words, ...] = ((f" {person.name:<28}", "plain"), (labels.person_kind(person.kind), "quiet"))
            rows.append(Row(None, left, ((load + " ", "quiet"),)))
        return rows

    def action_place_enter(self) -> None:
        """The card, or the board."""
        if self.list.current == "board":
            self.app.go(Place("board", self.client_id))
        elif (key := self.cards.current) is not None:
            self.open_card(key)

    def action_card_edit(self) -> None:
        """The card under the cursor, else the client."""
        if self.cards.current is not None:
            super().action_card_edit()
        elif (client := self.client()) is not None:
            asking.edit_client(self.app, client)

    def action_cursor_left(self) -> None:
        """Nothing beside the list."""

    def action_cursor_right(self) -> None:
        """Nothing beside the list."""

    def action_selection_toggle(self) -> None:
        """Selections are made on the board."""
        self.app.flash(_("Select on the board: g b opens it."))

    def action_selection_set(self) -> None:
        """Selections are made on the board."""
        self.action_selection_toggle()

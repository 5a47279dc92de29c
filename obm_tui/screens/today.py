"""Today: what now, whom to nudge, whom have I neglected?"""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from obm_tui import fmt
from obm_tui.domain.cards import CardRow
from obm_tui.domain.change import Change
from obm_tui.domain.contacts import Attention
from obm_tui.domain.today import TodayRows
from obm_tui.i18n import _, ngettext
from obm_tui.screens.base import bindings
from obm_tui.screens.card_rows import CardRowsScreen
from obm_tui.screens.waiting import wait_row
from obm_tui.widgets.chrome import Crumb
from obm_tui.widgets.paint import clip, fit
from obm_tui.widgets.row_list import Row, Words, in_colour

_NUDGES = 5
_MINE = 8
_CLIENT = "client:"


class TodayScreen(CardRowsScreen):
    """The first screen of the day."""

    PLACE = "today"
    TABLES = frozenset({"card", "client", "person", "project", "waiting", "contact", "setting"})
    BINDINGS: ClassVar[list[BindingType]] = bindings("today")

    def crumbs(self) -> tuple[Crumb, ...]:
        """`obm › Aujourd'hui`."""
        return (*self.client_crumb(), Crumb(_("Today")))

    def load(self, change: Change | None = None) -> None:
        """Read the day."""
        found = self.app.desk.today(self.scope)
        cards = (*found.main, *found.mine, *found.to_approve, *found.to_settle)
        self.shown = {row.id: row for row in cards} | {wait.card.id: wait.card for wait in found.nudges}
        rows = [*self._welcome(found), *self._main(found), *self._nudges(found), *self._mine(found)]
        rows += self._waiting_on_me(found)
        rows += self._neglected(found)
        self.list.put(rows)

    # -- sections ----------------------------------------------------------------------------------------------------

    def _welcome(self, found: TodayRows) -> list[Row]:
        """After an absence: what happened is no reproach, one key sets new dates."""
        away, late = self.app.days_away, found.late(self.app.today())
        if not away:
            return []
        words = _("Welcome back after {n} days.").format(n=away)
        if late:
            words += " " + ngettext(
                "{n} date has passed meanwhile: z gives it a new one.",
                "{n} dates have passed meanwhile: z gives them new ones.",
                late,
            ).format(n=late)
        return [Row(None), Row(None, ((f" {words}", "selected"),))]

    def _main(self, found: TodayRows) -> list[Row]:
        rows = [Row(None), Row(None, ((_("If only one thing today"), "section"),), rule=True)]
        if not found.main:
            return [
                *rows,
                Row(None, ((" " + _("Nothing is in this week: o in the inbox or on the board takes it."), "quiet"),)),
            ]
        for number, row in enumerate(found.main):
            sign: Words = ("◆ ", "bright") if not number else ("◇ ", "quiet")
            rows.append(self._card(row, sign, bright=not number))
        return rows

    def _nudges(self, found: TodayRows) -> list[Row]:
        if not found.nudges:
            return []
        head = ((_("To nudge {n}").format(n=len(found.nudges)), "section"),)
        rows = [Row(None, head, ((_("asked · expected · nudges"), "section"),), rule=True)]
        rows += [wait_row(wait, self) for wait in found.nudges[:_NUDGES]]
        return rows + self._more(len(found.nudges) - _NUDGES, _("g a shows them all"))

    def _mine(self, found: TodayRows) -> list[Row]:
        late = found.late(self.app.today())
        words = ngettext("{n} late, z re-dates it", "{n} late, z re-dates them", late).format(n=late) if late else ""
        head = ((_("To do {n}").format(n=len(found.mine)), "section"),)
        rows = [Row(None, head, ((words, "section"),) if words else (), rule=True)]
        rows += [self._card(row, self._sign(row)) for row in found.mine[:_MINE]]
        if not found.mine:
            rows.append(Row(None, ((" " + _("Nothing of yours is due today."), "quiet"),)))
        return rows + self._more(len(found.mine) - _MINE, "")

    def _waiting_on_me(self, found: TodayRows) -> list[Row]:
        rows: list[Row] = []
        for title, cards in ((_("To approve"), found.to_approve), (_("To settle"), found.to_settle)):
            if cards:
                rows.append(Row(None, ((f"{title} {len(cards)}", "section"),), rule=True))
                rows += [self._card(row, self._sign(row)) for row in cards[:4]]
                rows += self._more(len(cards) - 4, "")
        return rows

    def _neglected(self, found: TodayRows) -> list[Row]:
        if not found.neglected:
            return []
        rows = [Row(None, ((_("Whom do I forget?"), "section"),), ((_("j notes an exchange"), "section"),), rule=True)]
        return rows + [row for row in map(self._forgotten, found.neglected) if row is not None]

    def _forgotten(self, attention: Attention) -> Row | None:
        client = self.app.client(attention.client_id)
        days = attention.days(self.app.today())
        if client is None or days is None:
            return None
        neglect = attention.neglect(self.app.today())
        letter: Words = (_("R"), "shout") if neglect > 2 else (_("A"), "amber")
        said = _("no exchange for {n} days, rhythm {rhythm}").format(n=days, rhythm=attention.cadence_days)
        left: tuple[Words, ...] = (
            (" ", "plain"),
            letter,
            (" " + fit(client.code, 5), in_colour(client.colour)),
            (said, "plain"),
        )
        return Row(_CLIENT + client.id, left)

    # -- lines -------------------------------------------------------------------------------------------------------

    def _more(self, count: int, where: str) -> list[Row]:
        if count <= 0:
            return []
        words = ngettext("{n} more ▾", "{n} more ▾", count).format(n=count)
        return [Row(None, (), ((f"{where}  {words} ".lstrip(), "quiet"),))]

    def _sign(self, row: CardRow) -> Words:
        """Late is red; after an absence nothing is red for its own sake."""
        late = row.days_late(self.app.today())
        if not late:
            return ("· ", "quiet")
        return (_("A") + " ", "amber") if self.app.days_away else (_("R") + " ", "late")

    def _card(self, row: CardRow, sign: Words, *, bright: bool = False) -> Row:
        today = self.app.today()
        when = ""
        if row.due_on is not None:
            late = row.days_late(today)
            when = fmt.late(late) if late else fmt.short_day(row.due_on, today)
            if row.due_time and not late:
                when += f" {fmt.clock_time(row.due_time)}"
        left: list[Words] = [(" ", "plain")]
        if sign[1] == "late":
            left += [(_("R"), "shout"), (" ", "plain")]
        else:
            left.append(sign)
        room = max(10, self.size.width - 9 - len(when) - 4)
        left += [
            (fit(row.client_code or "—", 5), in_colour(row.client_colour)),
            (clip(row.title, room), "bright" if bright else "plain"),
        ]
        return Row(row.id, tuple(left), ((f" {when} ", "quiet"),))

    # -- keys --------------------------------------------------------------------------------------------------------

    def action_place_enter(self) -> None:
        """The card, or the client."""
        key = self.list.current
        if key is not None and key.startswith(_CLIENT):
            from obm_tui.navigation import Place

            self.app.go(Place("client", key.removeprefix(_CLIENT)))
        else:
            super().action_place_enter()

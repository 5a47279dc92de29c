"""Waiting: who owes me what since when, what clients owe apart from what teams owe."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from obm_tui import fmt
from obm_tui.domain.change import Change
from obm_tui.domain.waits import WaitRow, WaitState
from obm_tui.i18n import _, ngettext
from obm_tui.screens.base import bindings
from obm_tui.screens.card_rows import CardRowsScreen
from obm_tui.widgets.chrome import Crumb
from obm_tui.widgets.paint import clip, fit
from obm_tui.widgets.row_list import Row, Words, in_colour

_ASKED = 12
_NUDGES = 12


class WaitingScreen(CardRowsScreen):
    """Who owes me what since when?"""

    PLACE = "waiting"
    TABLES = frozenset({"card", "client", "person", "waiting"})
    BINDINGS: ClassVar[list[BindingType]] = bindings("waiting")

    def crumbs(self) -> tuple[Crumb, ...]:
        """`obm › Attentes`."""
        return (*self.client_crumb(), Crumb(_("Waiting")))

    def load(self, change: Change | None = None) -> None:
        """Read every open wait, the longest past its nudge first."""
        waits = self.app.desk.waits.all(self.scope)
        self.shown = {wait.card.id: wait.card for wait in waits}
        if not waits:
            lines = ("", _("Nobody owes you anything."), "", _("a on a card lets it wait for somebody."))
            self.list.put([Row(None, (("   " + text, "quiet"),)) for text in lines])
            return
        today = self.app.today()
        rows: list[Row] = []
        owed = ((_("By the clients"), True), (_("By the teams"), False))
        for title, by_client in owed:
            found = [wait for wait in waits if wait.by_client is by_client]
            if not found:
                continue
            due = sum(wait.is_due(today) for wait in found)
            words = ngettext("{n} to nudge", "{n} to nudge", due).format(n=due) if due else ""
            rows.append(Row(None, ((f"{title} {len(found)}", "section"),), ((words, "section"),), rule=True))
            rows += [wait_row(wait, self) for wait in found]
        rows += [
            Row(None),
            Row(None, ((" " + _("c copies the nudge and notes it · o received · w walks them"), "quiet"),)),
        ]
        self.list.put(rows)

    def action_list_walk(self) -> None:
        """Decide them one by one, from the one under the cursor on."""
        keys = list(self.shown)
        here = self.cards.current
        self.app.walk(keys[keys.index(here) :] if here in keys else keys)


def wait_row(wait: WaitRow, screen: CardRowsScreen, width: int = 0) -> Row:
    """A line of a wait: how pressing, whose client, who, what; when it was asked, how often again.

    In `width` cells, by default the whole window.
    """
    today, width = screen.app.today(), width or screen.app.size.width
    card = wait.card
    late = card.days_late(today)
    sign: Words = (" ", "plain")
    if wait.is_due(today):
        sign = (_("R"), "shout") if wait.state is WaitState.ESCALATED or late > 3 else (_("A"), "amber")
    name = 16 if width < 120 else 22
    asked = f"{(today - wait.asked_on).days} {_('d')}" if wait.asked_on is not None else ""
    nudges = str(wait.nudges)
    if wait.state is WaitState.ESCALATED:
        nudges += "  " + _("escalate")
    expected = ""
    if wait.expected_on is not None:
        expected = fmt.late(late) if late else fmt.short_day(wait.expected_on, today)
    right: list[Words] = [(f"{asked:>6}", "quiet"), (f"{expected:>12}", "plain" if late else "quiet")]
    right.append((f"  {fit(nudges, _NUDGES)}", "amber" if wait.state is WaitState.ESCALATED else "quiet"))
    room = max(8, width - 8 - name - 6 - 12 - 2 - _NUDGES - 3)
    left: list[Words] = [
        (" ", "plain"),
        sign,
        (" " + fit(card.client_code or "—", 5), in_colour(card.client_colour)),
        (fit(wait.person or "—", name) + " ", "plain"),
        (clip(wait.what or card.title, room), "bright"),
    ]
    return Row(card.id, tuple(left), tuple(right))

"""Waiting: who owes me what since when, what clients owe apart from what teams owe."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from textual.binding import BindingType

from obm_tui import fmt
from obm_tui.domain.change import Change
from obm_tui.domain.waits import WaitRow, WaitState
from obm_tui.i18n import _, ngettext
from obm_tui.screens.base import bindings
from obm_tui.screens.card_rows import CardRowsScreen
from obm_tui.widgets.chrome import WIDE, Crumb
from obm_tui.widgets.paint import clip, fit
from obm_tui.widgets.row_list import Row, Words, in_colour


class _Columns(NamedTuple):
    """Cells of a wait's columns, with the blanks before them; what is waited for has the rest."""

    name: int
    channel: int
    asked: int
    due: int
    nudges: int


_SPACED = 80
"""Cells of a line from which on two blanks part its columns."""
_BY_WIDTH = (
    (WIDE, _Columns(name=23, channel=11, asked=6, due=12, nudges=15)),
    (_SPACED, _Columns(name=15, channel=0, asked=6, due=9, nudges=15)),
    (0, _Columns(name=15, channel=0, asked=5, due=8, nudges=12)),
)
"""From how many cells of a line on."""
_LEAD = 9
"""Cells before the name: the cursor, the sign, the client's code."""
_LEAST_TITLE = 12
"""Cells below which the card's title is not begun behind what is waited for."""


class WaitingScreen(CardRowsScreen):
    """Who owes me what since when?"""

    PLACE = "waiting"
    TABLES = frozenset({"card", "client", "person", "waiting"})
    BINDINGS: ClassVar[list[BindingType]] = bindings("waiting")

    def crumbs(self) -> tuple[Crumb, ...]:
        """`obm › Attentes`."""
        return (*self.client_crumb(), Crumb(_("Waiting")), *self.filter_crumb())

    def load(self, change: Change | None = None) -> None:
        """Read every open wait, the longest past its nudge first."""
        waits = self.app.desk.waits.all(self.scope)
        kept = self.wanted(wait.card for wait in waits)
        waits = tuple(wait for wait in waits if wait.card.id in kept)
        self.shown = {wait.card.id: wait.card for wait in waits}
        if not waits:
            lines = ["", _("Nobody owes you anything."), "", _("a on a card lets it wait for somebody.")]
            if self.filter:
                lines = ["", self.nothing_fits()]
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
            rows.append(
                Row(None, ((f"{title} {len(found)}", "section"),), ((words, "section"),) if words else (), rule=True)
            )
            rows += [wait_row(wait, self) for wait in found]
        rows += [
            Row(None),
            Row(None, ((" " + _("c copies the nudge and notes it · o received · w walks them"), "quiet"),)),
        ]
        self.list.put(rows)


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
    columns = next(found for least, found in _BY_WIDTH if width >= least)
    asked = f"{(today - wait.asked_on).days} {_('d')}" if wait.asked_on is not None else ""
    gap = "  " if width >= _SPACED else " "
    escalate = gap + _("escalate") if wait.state is WaitState.ESCALATED else ""
    expected = ""
    if wait.expected_on is not None:
        expected = fmt.late(late) if late else fmt.short_day(wait.expected_on, today)
    expected = f" {expected:>{columns.due - 1}}"
    right: list[Words] = []
    if columns.channel:
        right.append((fit(clip(wait.channel, columns.channel - 1), columns.channel), "quiet"))
    right += [(f"{asked:>{columns.asked}}", "quiet"), (expected, "plain" if late else "quiet")]
    right.append((fit(f"{gap}{wait.nudges}{escalate}", columns.nudges), "amber" if escalate else "quiet"))
    # `tomorrow` and a day of another year are longer than a narrow column.
    room = max(8, width - _LEAD - sum(columns) - (len(expected) - columns.due))
    left: list[Words] = [
        (" ", "plain"),
        sign,
        (" " + fit(card.client_code or "—", 5), in_colour(card.client_colour)),
        (fit(wait.person or "—", columns.name - 1) + " ", "plain"),
        *what_words(wait, room),
    ]
    return Row(card.id, tuple(left), tuple(right))


def what_words(wait: WaitRow, room: int) -> list[Words]:
    """What is waited for, and where there is room the card it is for, in so many cells."""
    what = clip(wait.what or wait.card.title, room)
    left = room - cell_len(what) - 3
    if not wait.what or left < _LEAST_TITLE:
        return [(what, "bright")]
    return [(what, "bright"), (" · " + clip(wait.card.title, left), "quiet")]

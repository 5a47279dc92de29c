"""Today: what now, whom to nudge, whom have I neglected?"""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from obm_tui import fmt
from obm_tui.domain.cards import CardRow, Lane
from obm_tui.domain.change import Change
from obm_tui.domain.results import Score
from obm_tui.domain.today import TodayRows
from obm_tui.i18n import _, ngettext
from obm_tui.navigation import Place
from obm_tui.screens import asking, metric_verbs
from obm_tui.screens.base import bindings
from obm_tui.screens.number_panes import METRIC_TABLES
from obm_tui.screens.today_side import CLIENT, LIMIT, NUMBER, TodaySide
from obm_tui.screens.two_sides import TwoSidedScreen
from obm_tui.screens.waiting import wait_row
from obm_tui.widgets.chrome import Crumb
from obm_tui.widgets.paint import clip, fit
from obm_tui.widgets.row_list import Row, Words, in_colour

_NUDGES = 5
_MINE = 8
_TO_APPROVE = _TO_SETTLE = 4
"""Lines of each section, where there are no lines to spare."""
_GROWING = (1, 0, 2, 3)
"""The order in which they get what is to spare: hers first."""


class TodayScreen(TwoSidedScreen):
    """The first screen of the day."""

    PLACE = "today"
    TABLES = frozenset({"card", "client", "person", "project", "waiting", "contact", "setting"}) | METRIC_TABLES
    BINDINGS: ClassVar[list[BindingType]] = bindings("today")

    def crumbs(self) -> tuple[Crumb, ...]:
        """`obm › Aujourd'hui`."""
        return (*self.client_crumb(), Crumb(_("Today")), *self.filter_crumb())

    def load(self, change: Change | None = None) -> None:
        """Read the day."""
        found = self._fitting(self.app.desk.today(self.scope))
        cards = (*found.main, *found.mine, *found.to_approve, *found.to_settle)
        self.shown = {row.id: row for row in cards} | {wait.card.id: wait.card for wait in found.nudges}
        self._most = [_NUDGES, _MINE, _TO_APPROVE, _TO_SETTLE]
        rows = self._sections(found)
        if self.is_wide and self._grow(found, self.app.size.height - 2 - len(rows)):
            rows = self._sections(found)
        side = TodaySide(self.app, self.scope, self.SIDE)
        if self.is_wide:
            self.put_sides(rows, side.lines())
        else:
            self.put_sides([*rows, *side.in_a_line(), *self._neglected(found, side)], [])

    def _sections(self, found: TodayRows) -> list[Row]:
        rows = [*self._welcome(found), *self._main(found), *self._nudges(found), *self._mine(found)]
        return [*rows, *self._waiting_on_me(found)]

    def _grow(self, found: TodayRows, spare: int) -> bool:
        """Let the sections show more where lines stay empty below, hers first; whether any does."""
        before = list(self._most)
        counts = [len(rows) for rows in (found.nudges, found.mine, found.to_approve, found.to_settle)]
        for section in _GROWING:
            hidden = counts[section] - self._most[section]
            # All of them take a line less: none says that there are more.
            if hidden > 0 and spare > 0:
                taken = hidden - 1 if hidden - 1 <= spare else spare
                self._most[section] += hidden if hidden - 1 <= spare else spare
                spare -= taken
        return self._most != before

    def _fitting(self, found: TodayRows) -> TodayRows:
        """What the filter leaves of the day."""
        if not self.filter:
            return found
        waits = {wait.card.id: wait.card for wait in found.nudges}
        kept = self.wanted((*found.main, *found.mine, *found.to_approve, *found.to_settle, *waits.values()))

        def fitting(rows: tuple[CardRow, ...]) -> tuple[CardRow, ...]:
            return tuple(row for row in rows if row.id in kept)

        return found._replace(
            main=fitting(found.main),
            nudges=tuple(wait for wait in found.nudges if wait.card.id in kept),
            mine=fitting(found.mine),
            to_approve=fitting(found.to_approve),
            to_settle=fitting(found.to_settle),
        )

    # -- sections ----------------------------------------------------------------------------------------------------

    def _welcome(self, found: TodayRows) -> list[Row]:
        """After an absence: what happened is no reproach, one key sets new dates."""
        away, late = self.app.days_away, found.late(self.app.today())
        if not away:
            return []
        lines = [_("Welcome back after {n} days.").format(n=away)]
        if late:
            words = ngettext(
                "{n} date has passed meanwhile: z gives it a new one.",
                "{n} dates have passed meanwhile: z gives them new ones.",
                late,
            )
            lines.append(words.format(n=late))
        return [Row(None), *(Row(None, ((f" {line}", "selected"),)) for line in lines)]

    def _main(self, found: TodayRows) -> list[Row]:
        rows = [Row(None, ((_("If only one thing today"), "section"),), rule=True)]
        if not self.is_wide:
            rows.insert(0, Row(None))
        if not found.main:
            words = _("Nothing is in this week: o in the inbox or on the board takes it.")
            return [*rows, Row(None, ((" " + (self.nothing_fits() if self.filter else words), "quiet"),))]
        for number, row in enumerate(found.main):
            sign: Words = ("◆ ", "bright") if not number else ("◇ ", "quiet")
            rows.append(self._card(row, sign, bright=not number))
        return rows

    def _nudges(self, found: TodayRows) -> list[Row]:
        if not found.nudges:
            return []
        head = ((_("To nudge {n}").format(n=len(found.nudges)), "section"),)
        rows = [Row(None, head, ((_("asked · expected · nudges"), "section"),), rule=True)]
        rows += [wait_row(wait, self, self.line_width) for wait in found.nudges[: self._most[0]]]
        return rows + self._more(len(found.nudges) - self._most[0], _("g a shows them all"))

    def _mine(self, found: TodayRows) -> list[Row]:
        late = found.late(self.app.today())
        words = ngettext("{n} late, z re-dates it", "{n} late, z re-dates them", late).format(n=late) if late else ""
        head = ((_("To do {n}").format(n=len(found.mine)), "section"),)
        rows = [Row(None, head, ((words, "section"),) if words else (), rule=True)]
        rows += [self._card(row, self._sign(row)) for row in found.mine[: self._most[1]]]
        if not found.mine:
            rows.append(Row(None, ((" " + _("Nothing of yours is due today."), "quiet"),)))
        return rows + self._more(len(found.mine) - self._most[1], "")

    def _waiting_on_me(self, found: TodayRows) -> list[Row]:
        rows: list[Row] = []
        sections = ((_("To approve"), found.to_approve), (_("To settle"), found.to_settle))
        for (title, cards), most in zip(sections, self._most[2:], strict=True):
            if cards:
                rows.append(Row(None, ((f"{title} {len(cards)}", "section"),), rule=True))
                rows += [self._card(row, self._sign(row)) for row in cards[:most]]
                rows += self._more(len(cards) - most, "")
        return rows

    def _neglected(self, found: TodayRows, side: TodaySide) -> list[Row]:
        if not found.neglected:
            return []
        rows = [Row(None, ((_("Whom do I forget?"), "section"),), ((_("j notes an exchange"), "section"),), rule=True)]
        return rows + [row for row in map(side.client, found.neglected) if row is not None]

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
        return (_("A") + " ", "amber") if self.app.is_calm else (_("R") + " ", "late")

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
        room = max(10, self.line_width - 9 - len(when) - 4)
        left += [
            (fit(row.client_code or "—", 5), in_colour(row.client_colour)),
            (clip(row.title, room), "bright" if bright else "plain"),
        ]
        return Row(row.id, tuple(left), ((f" {when} ", "quiet"),))

    # -- keys --------------------------------------------------------------------------------------------------------

    def action_contact_note(self) -> None:
        """Note an exchange with the neglected client, or about the card."""
        key = self.list.current
        if key is not None and key.startswith(CLIENT):
            asking.note_contact(self.app, key.removeprefix(CLIENT))
        else:
            super().action_contact_note()

    def _number(self) -> Score | None:
        """The red number under the cursor."""
        key = self.list.current or ""
        if not key.startswith(NUMBER):
            return None
        scores = self.app.desk.metrics.scores(self.scope)
        return next((score for score in scores if score.metric.id == key.removeprefix(NUMBER)), None)

    def action_card_edit(self) -> None:
        """The card; of a red number its limit, of a client nobody spoke with the rhythm, of a full lane its most."""
        key = self.list.current or ""
        client = self.app.client(key.removeprefix(CLIENT)) if key.startswith(CLIENT) else None
        if (score := self._number()) is not None:
            metric_verbs.edit(self.app, score)
        elif client is not None:
            asking.edit_client(self.app, client)
        elif key.startswith(LIMIT):
            lane = Lane(key.removeprefix(LIMIT))
            asking.set_lane_limit(self.app, lane, self.app.desk.cards.lane_pressure()[lane].limit)
        else:
            super().action_card_edit()

    def action_card_snooze(self) -> None:
        """The card; a red number is muted."""
        if (score := self._number()) is not None:
            metric_verbs.mute(self.app, score)
        else:
            super().action_card_snooze()

    def action_card_risk(self) -> None:
        """A risk; of a red number an issue."""
        if not self._make_of_number(Lane.RISK):
            super().action_card_risk()

    def action_card_question(self) -> None:
        """A question, also about a red number."""
        if not self._make_of_number(Lane.QUESTION):
            super().action_card_question()

    def _make_of_number(self, lane: Lane) -> bool:
        """A card made of the red number under the cursor; whether there is one."""
        score = self._number()
        if score is None or score.last is None:
            return False
        metric_verbs.make_card(self.app, score, score.last, score.target, lane)
        return True

    def action_place_enter(self) -> None:
        """The card, the client, or the scorecard."""
        key = self.list.current
        if key is not None and key.startswith(CLIENT):
            self.app.go(Place("client", key.removeprefix(CLIENT)))
        elif key is not None and key.startswith(LIMIT):
            self.app.go(Place("board", self.client_id))
        elif key is not None and key.startswith(NUMBER):
            self.app.go(Place("scorecard", self.client_id, key.removeprefix(NUMBER)))
        else:
            super().action_place_enter()

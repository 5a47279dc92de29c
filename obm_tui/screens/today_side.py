"""What stands beside the day: red numbers, whom she forgets, how full her hands are, what came in since yesterday."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from obm_tui import figures, labels
from obm_tui.domain.cards import CardRow, Lane
from obm_tui.domain.contacts import Attention
from obm_tui.domain.level import Level
from obm_tui.domain.pressure import Pressure
from obm_tui.domain.query import Filter, Query, Scope, Sort, Window
from obm_tui.domain.results import Score, worst_first
from obm_tui.i18n import _, ngettext
from obm_tui.screens import health_lines, metric_lines
from obm_tui.widgets.paint import clip, fit
from obm_tui.widgets.row_list import Row, Words, in_colour

if TYPE_CHECKING:
    from obm_tui.app import ObmApp

CLIENT = "client:"
NUMBER = "number:"
LIMIT = "limit:"
"""How the keys of these lines begin."""
_REDS = 6
_NEW = 4


class TodaySide:
    """Makes these lines for one window."""

    def __init__(self, app: ObmApp, scope: Scope, width: int) -> None:
        self._app = app
        self._scope = scope
        self._width = width

    def lines(self) -> list[Row]:
        """All of them."""
        scores = self._app.desk.metrics.scores(self._scope)
        return [*self.numbers(scores), *self.attention(), *self.limits(), *self.arrivals()]

    def numbers(self, scores: Sequence[Score]) -> list[Row]:
        """The red ones, the longest first."""
        reds = [score for score in worst_first(scores) if score.level is Level.RED]
        due = sum(score.due_on is not None for score in scores)
        if not scores:
            return []
        enter = ngettext("{n} to enter", "{n} to enter", due).format(n=due) if due else _("g k shows them")
        head: tuple[Words, ...] = ((f"{_('Red numbers')} ", "section"), (str(len(reds)), "bright"))
        rows = [Row(None, head, ((enter, "section"),), rule=True)]
        if not reds:
            return [*rows, Row(None, ((" " + _("None is red."), "quiet"),))]
        rows += [self._number(score) for score in reds[:_REDS]]
        return rows + self._more(len(reds) - _REDS)

    def _number(self, score: Score) -> Row:
        metric, last = score.metric, score.last
        value = metric_lines.value(last, metric) if last is not None else ""
        left: tuple[Words, ...] = (
            (" ", "plain"),
            health_lines.letter(Level.AMBER if self._app.is_calm else Level.RED),
            (f" {metric.client_code:<4}", in_colour(metric.client_colour)),
            (fit(metric.name, 17), "plain"),
            (f"{value:>9}", "bright"),
        )
        target = figures.target(score.target, metric, short=True)
        return Row(NUMBER + metric.id, left, ((f"{clip(target, 10)} ", "quiet"),))

    def attention(self) -> list[Row]:
        """Every client by how long nobody spoke, the most neglected first."""
        today = self._app.today()
        found = [
            one
            for one in self._app.desk.contacts.attention()
            if one.days(today) is not None and self._scope.client_id in {None, one.client_id}
        ]
        if not found:
            return []
        found.sort(key=lambda one: -one.neglect(today))
        rows = [Row(None, ((_("Whom do I forget?"), "section"),), ((_("j notes an exchange"), "section"),), rule=True)]
        return rows + [row for row in map(self.client, found) if row is not None]

    def client(self, attention: Attention) -> Row | None:
        """A client and how long ago it was spoken with."""
        client, today = self._app.client(attention.client_id), self._app.today()
        days = attention.days(today)
        if client is None or days is None or client.is_self:
            return None
        neglect = attention.neglect(today)
        level = Level.RED if neglect > 2 else Level.AMBER if neglect > 1 else Level.GREEN
        if level is Level.RED and self._app.is_calm:
            level = Level.AMBER
        words = ngettext(
            "no exchange for {n} day, rhythm {rhythm}", "no exchange for {n} days, rhythm {rhythm}", days
        ).format(n=days, rhythm=attention.cadence_days)
        if level is Level.GREEN:
            words = ngettext("{n} day", "{n} days", days).format(n=days)
        left: tuple[Words, ...] = (
            (" ", "plain"),
            health_lines.letter(level),
            (" " + fit(client.code, 5), in_colour(client.colour)),
            (words, "plain" if level >= Level.AMBER else "quiet"),
        )
        return Row(CLIENT + client.id, left)

    def limits(self) -> list[Row]:
        """How full Doing and this week are."""
        pressure = self._app.desk.cards.lane_pressure()
        shown = [pressure[lane] for lane in (Lane.DOING, Lane.WEEK, Lane.APPROVE) if lane in pressure]
        rows = [Row(None, ((_("In my hands"), "section"),), rule=True)]
        return rows + [self._limit(found) for found in shown]

    def _limit(self, found: Pressure) -> Row:
        left: tuple[Words, ...] = (
            (" ", "plain"),
            health_lines.letter(found.level),
            (f" {fit(labels.lane(found.lane), 22)}", "quiet"),
            (_("{held} of {limit}").format(held=found.held, limit=found.limit), "plain"),
        )
        return Row(LIMIT + found.lane.value, left)

    def arrivals(self) -> list[Row]:
        """What was captured since yesterday and waits to be decided."""
        cards, since = self._app.desk.cards, self._app.today() - timedelta(days=1)
        window = Window(limit=_NEW * 3)
        newest = cards.find(Query(self._scope, Filter(lanes=(Lane.INBOX,)), Sort.NEWEST, window))
        zone = self._app.desk.clock.zone
        created = cards.created([row.id for row in newest])
        fresh = [row for row in newest if created[row.id].astimezone(zone).date() >= since]
        if not fresh:
            return []
        rows = [Row(None, ((_("Since yesterday"), "section"),), ((_("g i decides them"), "section"),), rule=True)]
        rows += [self._arrival(row) for row in fresh[:_NEW]]
        return rows + self._more(len(fresh) - _NEW)

    def _arrival(self, row: CardRow) -> Row:
        left: tuple[Words, ...] = (
            (" · ", "quiet"),
            (fit(row.client_code or "—", 5), in_colour(row.client_colour)),
            (clip(row.title, self._width - 12), "plain"),
        )
        return Row(None, left)

    def _more(self, count: int) -> list[Row]:
        if count <= 0:
            return []
        words = ngettext("{n} more ▾", "{n} more ▾", count).format(n=count)
        return [Row(None, (), ((f"{words} ", "quiet"),))]

    def in_a_line(self) -> list[Row]:
        """The same in a narrow window: how many of each."""
        scores = self._app.desk.metrics.scores(self._scope)
        reds = sum(score.level is Level.RED for score in scores)
        due = sum(score.due_on is not None for score in scores)
        parts = []
        if due:
            parts.append(f"{_('Numbers to enter')} {due}")
        if reds:
            parts.append(f"{_('Red numbers')} {reds}")
        if not parts:
            return []
        return [Row(None, ((" " + " · ".join(parts), "plain"),), ((_("g k shows them") + " ", "quiet"),))]

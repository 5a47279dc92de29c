"""The radar's lines: the table of clients, why one of them stands where it stands, the weeks ahead, the sums."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from itertools import zip_longest
from typing import NamedTuple

from rich.cells import cell_len
from textual.geometry import Size

from obm_tui import figures, fmt, labels
from obm_tui.domain.cards import Lane
from obm_tui.domain.health import Facts, Health, Signal, SignalKind, Waits, open_cards
from obm_tui.domain.level import Level
from obm_tui.domain.people import PersonKind, PersonRow
from obm_tui.domain.periods import Cadence
from obm_tui.domain.projects import UpcomingProject, level_of
from obm_tui.i18n import _, ngettext
from obm_tui.screens import health_lines
from obm_tui.widgets.chrome import WIDE
from obm_tui.widgets.paint import clip, dotted, fit
from obm_tui.widgets.row_list import Row, Words, in_colour

REASON = "reason:"
"""How the key of a reason's line begins."""
AHEAD = 6
"""Weeks ahead that are shown."""
_SIGN = 9
"""Cells before a client's name: the sign and the code."""
_NAME = 14
_WIDE_NAME = 20
_GAP = 2
"""Cells between two columns."""
_DUO = 42
"""Cells of what stands beside the reasons."""
_FACT = 16
_CODE = 6
"""Cells before the weeks."""


class RadarPage(NamedTuple):
    """What the radar is made of."""

    found: Sequence[Health]
    people: Sequence[PersonRow]
    projects: Sequence[UpcomingProject]
    minutes: Mapping[str, int]
    """Worked this month, by client."""
    today: date
    first_weekday: int

    def owner(self, client_id: str) -> str:
        """Who runs this business; empty where nobody was named."""
        kinds = (person for person in self.people if person.client_id == client_id)
        return next((person.name for person in kinds if person.kind is PersonKind.OWNER), "")

    @property
    def me(self) -> str:
        """Who uses this program."""
        return next((person.name for person in self.people if person.kind is PersonKind.ME), "") or _("me")


class _Column(NamedTuple):
    """One of the table's columns."""

    head: str
    least: int
    cell: Callable[[Health], tuple[Level, str]]
    note: Callable[[Health], str]
    """What the client's second line says under it."""


class RadarLines:
    """Makes the lines for one window. From 120 columns on a client has two of them, where that many fit.

    Only the reasons change with the cursor: the rest is made once.
    """

    def __init__(self, page: RadarPage, size: Size) -> None:
        self._page = page
        self._width = size.width
        self._wide = size.width >= WIDE
        self._height = size.height

    def lines(self, chosen: Health) -> list[Row]:
        """All of them; the reasons are those of the chosen client."""
        return [*self._above, *self.reasons(chosen), *self._below]

    @cached_property
    def _above(self) -> list[Row]:
        table = self.table(in_full=self._wide)
        # The longest reasons count, not those shown: the table stays as it is while the cursor moves in it.
        longest = max(len(self.reasons(health)) for health in self._page.found)
        if self._wide and len(table) + longest + len(self._below) > self._height:
            return self.table(in_full=False)
        return table

    @cached_property
    def _below(self) -> list[Row]:
        return [*self.ahead(), *self.everywhere()]

    # -- the table ---------------------------------------------------------------------------------------------------

    def table(self, *, in_full: bool) -> list[Row]:
        """A client a line, the worst first; in full with a second line that says what the first one counts."""
        found = self._page.found
        total = sum(not health.facts.client.is_self for health in found)
        words = ngettext("{n} client, the most fragile first", "{n} clients, the most fragile first", total)
        columns = self._columns(in_full=in_full)
        heads = "".join(fit(" " * _GAP + column.head, width) for column, width in columns)
        rows = [
            Row(None, ((words.format(n=total), "section"),), rule=True),
            Row(None, ((" " * (_SIGN - 1 + self._name) + heads, "quiet"),)),
        ]
        for health in found:
            rows.append(self._row(health, columns))
            if in_full:
                rows.append(self._notes(health, columns))
        return rows

    @property
    def _name(self) -> int:
        return _WIDE_NAME if self._wide else _NAME

    def _columns(self, *, in_full: bool) -> list[tuple[_Column, int]]:
        """The columns and their widths, no head cut; what does not fit is left out at the right."""
        least, wide = (11, 13) if self._wide else (7, 9)
        facts = (
            _Column(_("health"), 14 if in_full else least, self._figure, self._standing),
            _Column(_("late"), 9 if in_full else least, self._late, self._oldest_late),
            _Column(_("client owes"), wide, lambda one: self._waits(one, SignalKind.CLIENT_WAITS), self._owner_since),
            _Column(_("team owes"), 9 if in_full else wide, self._team, self._team_since),
            _Column(_("numbers"), 18 if in_full else wide, self._numbers, self._worst_number),
            _Column(_("contact"), 12 if in_full else wide, self._contact, self._rhythm),
            _Column(_("next"), 7, self._next, lambda one: one.facts.next_project),
        )
        room, fitting = self._width - _SIGN - self._name, []
        for column in facts:
            width = max(column.least, cell_len(column.head) + _GAP)
            room -= width
            if room >= 0:
                fitting.append((column, width))
        if in_full and fitting:
            column, width = fitting.pop()
            fitting.append((column, width + max(0, room - 1)))
        return fitting

    def _row(self, health: Health, columns: Sequence[tuple[_Column, int]]) -> Row:
        client, shown = health.facts.client, list[Words]()
        for column, width in columns:
            level, text = column.cell(health)
            signed = level >= Level.AMBER
            shown.append((" " * _GAP, "plain"))
            if signed:
                shown += [health_lines.letter(level), (" ", "plain")]
            room = width - _GAP - (2 if signed else 0)
            shown.append((fit(text or "·", room), "plain" if text else "faint"))
        left: tuple[Words, ...] = (
            (" ", "plain"),
            health_lines.letter(health.level),
            (f" {client.code:<5}", in_colour(client.colour)),
            (fit(client.name, self._name), "bright"),
            *shown,
        )
        return Row(client.id, left)

    def _notes(self, health: Health, columns: Sequence[tuple[_Column, int]]) -> Row:
        """Under a client: who runs it, and the one thing to know about each count."""
        owner = fit(self._page.owner(health.facts.client.id), self._name)
        notes = "".join(" " * _GAP + fit(column.note(health), width - _GAP) for column, width in columns)
        return Row(None, ((" " * (_SIGN - 1) + owner + notes, "quiet"),))

    def _figure(self, health: Health) -> tuple[Level, str]:
        return (Level.NONE, health_lines.figure(health) if not health.facts.client.is_self else "")

    def _standing(self, health: Health) -> str:
        return health_lines.standing(health.level) if not health.facts.client.is_self else ""

    def _late(self, health: Health) -> tuple[Level, str]:
        late, signal = health.facts.late, health.signal(SignalKind.DELIVERY)
        return (signal.level if signal and late else Level.NONE, str(late) if late else "")

    def _oldest_late(self, health: Health) -> str:
        return self._since(health.facts.latest_on)

    def _waits(self, health: Health, kind: SignalKind) -> tuple[Level, str]:
        waits = health.facts.by_owner if kind is SignalKind.CLIENT_WAITS else health.facts.by_team
        signal = health.signal(kind)
        if not waits.total:
            return (Level.NONE, "")
        text = f"{waits.due}/{waits.total}" if waits.due else str(waits.total)
        return (signal.level if signal and waits.due else Level.NONE, text)

    def _team(self, health: Health) -> tuple[Level, str]:
        return self._waits(health, SignalKind.TEAM_WAITS)

    def _owner_since(self, health: Health) -> str:
        return self._waits_since(health.facts.by_owner)

    def _team_since(self, health: Health) -> str:
        return self._waits_since(health.facts.by_team)

    def _waits_since(self, waits: Waits) -> str:
        return self._since(waits.oldest_on) if waits.due else ""

    def _since(self, day: date | None) -> str:
        """How late the oldest one is: `+9 d`."""
        days = (self._page.today - day).days if day is not None else 0
        return fmt.late(days) if days > 0 else ""

    def _numbers(self, health: Health) -> tuple[Level, str]:
        """How many need a decision, and `~` how many were not read for too long: `4 ~1`."""
        found, signal = health.facts.numbers, health.signal(SignalKind.NUMBERS)
        if signal is None:
            return (Level.NONE, "")
        stale = f"~{found.stale}" if found.stale else ""
        return (signal.level, " ".join(filter(None, (str(found.reds or found.ambers or ""), stale))))

    def _worst_number(self, health: Health) -> str:
        return health.facts.numbers.worst if self._numbers(health)[1] else ""

    def _contact(self, health: Health) -> tuple[Level, str]:
        signal = health.signal(SignalKind.CONTACT)
        return (signal.level, fmt.days(signal.value)) if signal else (Level.NONE, "")

    def _rhythm(self, health: Health) -> str:
        attention = health.facts.attention
        return _("rhythm {n} d").format(n=attention.cadence_days) if attention and attention.cadence_days else ""

    def _next(self, health: Health) -> tuple[Level, str]:
        return (Level.NONE, self._countdown(health.facts.next_on))

    def _countdown(self, day: date | None) -> str:
        return fmt.countdown((day - self._page.today).days) if day is not None else ""

    # -- why ---------------------------------------------------------------------------------------------------------

    def reasons(self, health: Health) -> list[Row]:
        """Why this client has its colour, each with its rule and the key that acts; beside them what the duo is."""
        client, reasons = health.facts.client, health.reasons
        words = _("{client}: nothing speaks").format(client=client.code)
        if reasons:
            words = ngettext("{client}: {n} reason", "{client}: {n} reasons", len(reasons))
            words = words.format(client=client.code, n=len(reasons))
        keys = ((_("tab goes there · s mutes · e its limit"), "section"),) if reasons or health.muted else ()
        duo = self._duo(health) if self._wide and not client.is_self else []
        rows = [*self._blank(), Row(None, ((words, "section"),), (*keys, *self._duo_head(health, duo)), rule=True)]
        spoken = [self._reason(health, kind, beside=bool(duo)) for kind in (*reasons, *health.muted)]
        bar: tuple[Words, ...] = (("│", "faint"), (" " * (_DUO - 1), "plain"))
        for row, fact in zip_longest(spoken, duo):
            row = row or Row(None)
            if duo:
                row = row._replace(right=fact or bar)
            rows.append(row)
        return rows

    def _reason(self, health: Health, signal: Signal, *, beside: bool) -> Row:
        rule = health_lines.rule(signal)
        if signal.muted_until is not None:
            rule = _("muted until {day}").format(day=fmt.day_month(signal.muted_until))
        right: tuple[Words, ...] = ((f"{rule}   ", "quiet"), health_lines.remedy(signal), (" ", "plain"))
        text = f" {health_lines.reason(signal)}"
        look = "plain" if signal.muted_until is None else "quiet"
        left: tuple[Words, ...] = ((" ", "plain"), health_lines.letter(signal.level), (text, look))
        if beside:
            room = self._width - _DUO - 4 - sum(cell_len(words) for words, _look in right)
            left = (*left[:2], (fit(text, room), look), *right)
        return Row(REASON + signal.kind.value, left, () if beside else right)

    def _duo_head(self, health: Health, duo: Sequence[object]) -> tuple[Words, ...]:
        """`─┬─ The duo ───── CAP`, above what stands beside the reasons."""
        if not duo:
            return ()
        client, title = health.facts.client, _("The duo")
        line = "─" * (_DUO - 7 - cell_len(title) - cell_len(client.code))
        return (
            (" ┬─ ", "faint"),
            (f"{title} ", "section"),
            (f"{line} ", "faint"),
            (client.code, in_colour(client.colour)),
        )

    def _duo(self, health: Health) -> list[tuple[Words, ...]]:
        """Who is who, what is open between the two, and what it is all for."""
        client, facts = health.facts.client, health.facts
        questions, ideas = open_cards(facts, Lane.QUESTION), open_cards(facts, Lane.IDEA)
        minutes, hours = self._page.minutes.get(client.id, 0), ""
        if minutes:
            hours = _("{time} in {month}").format(time=fmt.duration(minutes), month=fmt.month(self._page.today))
        said = [
            (_("Vision"), self._page.owner(client.id) or "—"),
            (_("Integration"), self._page.me),
            (labels.lane(Lane.QUESTION), str(questions) if questions else ""),
            (labels.lane(Lane.IDEA), str(ideas) if ideas else ""),
            (_("Hours"), hours),
        ]
        lines = [line.strip() for line in client.priorities.splitlines() if line.strip()]
        said += [(_("Priorities") if number == 0 else "", line) for number, line in enumerate(lines[:3])]
        return [
            (
                ("│ ", "faint"),
                (fit(name, _FACT), "quiet"),
                (fit(words, _DUO - _FACT - 2), "plain"),
            )
            for name, words in said
            if words
        ]

    # -- what comes --------------------------------------------------------------------------------------------------

    def ahead(self) -> list[Row]:
        """The dates of the next six weeks: a line each, or in a wide window a line a client."""
        found = self._page.projects
        if not found:
            return []
        rows = [*self._blank(), Row(None, ((_("6 weeks ahead"), "section"),), rule=True)]
        return rows + (self._weeks(found) if self._wide else self._dates(found))

    def _dates(self, found: Sequence[UpcomingProject]) -> list[Row]:
        clients = {health.facts.client.id: health.facts.client for health in self._page.found}
        rows = []
        for project in found:
            client = clients.get(project.client_id)
            if client is None:
                continue
            left: tuple[Words, ...] = (
                (f"   {fit(fmt.long_day(project.anchor_on), 15)}{fit(self._countdown(project.anchor_on), 7)}", "plain"),
                (fit(client.code, 5), in_colour(client.colour)),
                (clip(project.title, max(10, self._width - 34)), "plain"),
            )
            rows.append(Row(None, left))
        return rows

    def _weeks(self, found: Sequence[UpcomingProject]) -> list[Row]:
        """A client a line, its dates where they stand among the weeks."""
        today, room = self._page.today, self._width - _CODE - 2
        monday = today - timedelta(days=(today.weekday() - self._page.first_weekday) % 7)
        # The first week has begun: six whole ones follow it.
        cell = room // (AHEAD + 1)
        starts = [monday + timedelta(weeks=number) for number in range(AHEAD + 1)]
        weeks = [f"{figures.period(start, Cadence.WEEKLY)} {fmt.day_month(start)}" for start in starts]
        heads = "".join(fit(week, cell) for week in weeks)
        rows = [Row(None, ((" " * _CODE + heads, "quiet"),))]
        for health in self._page.found:
            client = health.facts.client
            dated = [one for one in found if one.client_id == client.id]
            if dated:
                code = (f" {client.code:<{_CODE - 2}}", in_colour(client.colour))
                rows.append(Row(None, (code, *self._marks(dated, monday, cell / 7, room))))
        return rows

    def _marks(self, dated: Sequence[UpcomingProject], monday: date, day: float, room: int) -> list[Words]:
        """Each date as `◆ R Title D-4`, cut where the next one stands."""
        spots = [int((one.anchor_on - monday).days * day) for one in dated]
        words, at = [], 0
        for index, project in enumerate(dated):
            spot = max(at, spots[index])
            until = max(spots[index + 1], spot + 2) if index + 1 < len(spots) else room
            level = level_of(project, self._page.today)
            signed = level >= Level.AMBER
            words += [(" " * (spot - at) + "◆ ", "plain")]
            if signed:
                words += [health_lines.letter(level), (" ", "plain")]
            taken = 4 if signed else 2
            title = clip(f"{project.title} {self._countdown(project.anchor_on)}", max(0, until - spot - taken - 1))
            words.append((title, "plain"))
            at = spot + taken + cell_len(title)
        return words

    # -- all of it ---------------------------------------------------------------------------------------------------

    def everywhere(self) -> list[Row]:
        """The same counts over all clients."""
        facts = [health.facts for health in self._page.found]
        rule = Row(None, ((_("Everywhere"), "section"),), rule=True)
        lines = dotted(self._sums(facts), self._width - 2)
        return [*self._blank(), rule, *(Row(None, ((" " + line, "plain"),)) for line in lines)]

    def _sums(self, facts: Sequence[Facts]) -> list[str]:
        parts = [f"{_('late').capitalize()} {sum(found.late for found in facts)}"]
        due = sum(found.numbers.due for found in facts)
        nudges = sum(found.by_owner.due + found.by_team.due for found in facts)
        parts.append(f"{_('To nudge')} {nudges}")
        if due:
            parts.append(f"{_('Numbers to enter')} {due}")
        for lane in (Lane.QUESTION, Lane.DOING, Lane.WAITING, Lane.APPROVE):
            parts.append(f"{labels.lane(lane)} {sum(open_cards(found, lane) for found in facts)}")
        return parts

    def _blank(self) -> list[Row]:
        """A blank line above a section, where there are lines to spare."""
        return [Row(None)] if self._wide else []

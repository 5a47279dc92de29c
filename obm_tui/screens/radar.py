"""The radar: a line a client, the worst first, and why the one under the cursor stands where it stands."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import ClassVar

from rich.cells import cell_len
from textual import on
from textual.binding import BindingType

from obm_tui import fmt, labels
from obm_tui.domain.cards import Lane
from obm_tui.domain.change import Change
from obm_tui.domain.health import LIMIT_OF, MUTE_DAYS, Health, Signal, SignalKind, mute_setting, open_cards
from obm_tui.domain.level import Level
from obm_tui.i18n import _, ngettext
from obm_tui.navigation import Place
from obm_tui.screens import asking, health_lines
from obm_tui.screens.base import bindings
from obm_tui.screens.number_panes import METRIC_TABLES
from obm_tui.screens.rows import RowsScreen
from obm_tui.screens.sweeping import SWEPT_LANES, hers, sweep
from obm_tui.widgets.chrome import WIDE, Crumb
from obm_tui.widgets.paint import clip, dotted, fit
from obm_tui.widgets.row_list import Row, RowList, Words, in_colour

_NAME = 14
_WIDE_NAME = 28
_GAP = 2
"""Cells between two columns."""
_REASON = "reason:"
"""How the key of a reason's line begins."""
_AHEAD = 42
"""Days ahead that are shown: six weeks."""


class RadarScreen(RowsScreen):
    """Which client is about to hurt, and why?"""

    PLACE = "radar"
    TABLES = frozenset({"card", "client", "person", "project", "waiting", "contact", "setting"}) | METRIC_TABLES
    BINDINGS: ClassVar[list[BindingType]] = bindings("radar")

    def __init__(self) -> None:
        super().__init__()
        self._found: tuple[Health, ...] = ()
        self._client = ""
        """Whose reasons are shown: the client under the cursor, or the one whose reason is."""

    def crumbs(self) -> tuple[Crumb, ...]:
        """`obm › Radar`."""
        return (Crumb(_("Radar")),)

    def load(self, change: Change | None = None) -> None:
        """Judge every client; the worst first."""
        self._found = self.app.desk.clients.health()
        self._put()

    def _put(self) -> None:
        if not self._found:
            self.list.put(self._nothing())
            return
        total = sum(not health.facts.client.is_self for health in self._found)
        words = ngettext("{n} client, the most fragile first", "{n} clients, the most fragile first", total)
        rows = [Row(None, ((words.format(n=total), "section"),), rule=True), self._heads()]
        rows += [self._row(health) for health in self._found]
        chosen = self._shown()
        self._client = chosen.facts.client.id
        rows += [*self._reasons(chosen), *self._ahead(), *self._everywhere()]
        self.list.put(rows)

    def _shown(self) -> Health:
        """The client under the cursor, or the one whose reason is."""
        wanted = self.list.current or ""
        wanted = self._client if wanted.startswith(_REASON) else wanted
        return next((health for health in self._found if health.facts.client.id == wanted), self._found[0])

    def current_row_id(self) -> str | None:
        """The client."""
        return self._client or None

    def client_at_cursor(self) -> str | None:
        """The row's, also from one of its reasons."""
        return self._client or None

    @on(RowList.CursorMoved)
    def show_reasons(self) -> None:
        """The reasons under the table are always those of the row under the cursor."""
        if self._found and not self.stale:
            self._put()

    def _nothing(self) -> list[Row]:
        lines = (
            "",
            _("No client yet."),
            "",
            _("n adds your first client: a name is enough."),
            _("ctrl+o brings in a board of another tool, once there is one."),
        )
        return [Row(None, (("   " + text, "quiet"),)) for text in lines]

    # -- the table ---------------------------------------------------------------------------------------------------

    @property
    def _wide(self) -> bool:
        return self.size.width >= WIDE

    @property
    def _columns(self) -> tuple[tuple[str, int], ...]:
        """Heads and widths, no head cut; what does not fit is left out at the right."""
        least, wide = (12, 13) if self._wide else (7, 9)
        columns = (
            (_("health"), least),
            (_("late"), least),
            (_("client owes"), wide),
            (_("team owes"), wide),
            (_("numbers"), wide),
            (_("contact"), wide),
            (_("next"), 7),
        )
        room, fitting = self.size.width - 9 - self._name_width, []
        for head, at_least in columns:
            width = max(at_least, cell_len(head) + _GAP)
            room -= width
            if room >= 0:
                fitting.append((head, width))
        return tuple(fitting)

    @property
    def _name_width(self) -> int:
        return _WIDE_NAME if self._wide else _NAME

    def _heads(self) -> Row:
        heads = "".join(fit(" " * _GAP + name, width) for name, width in self._columns)
        return Row(None, ((" " * (8 + self._name_width) + heads, "quiet"),))

    def _row(self, health: Health) -> Row:
        facts, client = health.facts, health.facts.client
        late = health.signal(SignalKind.DELIVERY)
        cells: tuple[tuple[Level, str], ...] = (
            (Level.NONE, health_lines.figure(health) if not client.is_self else ""),
            (late.level if late and facts.late else Level.NONE, str(facts.late) if facts.late else ""),
            self._waits(health, SignalKind.CLIENT_WAITS),
            self._waits(health, SignalKind.TEAM_WAITS),
            self._numbers(health),
            self._contact(health),
            (Level.NONE, self._countdown(facts.next_on)),
        )
        shown: list[Words] = []
        for (level, text), (_head, width) in zip(cells, self._columns, strict=False):
            sign = health_lines.letter(level) if level >= Level.AMBER else (" ", "plain")
            words = text or "·"
            shown += [
                (" " * _GAP, "plain"),
                *([sign, (" ", "plain")] if level >= Level.AMBER else []),
                (fit(words, width - _GAP - (2 if level >= Level.AMBER else 0)), "plain" if text else "faint"),
            ]
        left: tuple[Words, ...] = (
            (" ", "plain"),
            health_lines.letter(health.level),
            (f" {client.code:<5}", in_colour(client.colour)),
            (fit(client.name, self._name_width), "bright"),
            *shown,
        )
        return Row(client.id, left)

    def _waits(self, health: Health, kind: SignalKind) -> tuple[Level, str]:
        waits = health.facts.by_owner if kind is SignalKind.CLIENT_WAITS else health.facts.by_team
        signal = health.signal(kind)
        if not waits.total:
            return (Level.NONE, "")
        text = f"{waits.due}/{waits.total}" if waits.due else str(waits.total)
        return (signal.level if signal and waits.due else Level.NONE, text)

    def _numbers(self, health: Health) -> tuple[Level, str]:
        """How many need a decision, and `~` how many were not read for too long: `4 ~1`."""
        found, signal = health.facts.numbers, health.signal(SignalKind.NUMBERS)
        if signal is None:
            return (Level.NONE, "")
        stale = f"~{found.stale}" if found.stale else ""
        return (signal.level, " ".join(filter(None, (str(found.reds or found.ambers or ""), stale))))

    def _contact(self, health: Health) -> tuple[Level, str]:
        signal = health.signal(SignalKind.CONTACT)
        return (signal.level, f"{signal.value} {_('d')}") if signal else (Level.NONE, "")

    def _countdown(self, day: date | None) -> str:
        return fmt.countdown((day - self.app.today()).days) if day is not None else ""

    # -- below it ----------------------------------------------------------------------------------------------------

    def _reasons(self, health: Health) -> list[Row]:
        client, reasons = health.facts.client, health.reasons
        words = _("{client}: nothing speaks").format(client=client.code)
        if reasons:
            words = ngettext("{client}: {n} reason", "{client}: {n} reasons", len(reasons))
            words = words.format(client=client.code, n=len(reasons))
        keys_ = ((_("tab goes there · s mutes · e its limit"), "section"),) if reasons or health.muted else ()
        rows = [*self._blank(), Row(None, ((words, "section"),), keys_, rule=True)]
        for signal in (*reasons, *health.muted):
            left: tuple[Words, ...] = (
                (" ", "plain"),
                health_lines.letter(signal.level),
                (f" {health_lines.reason(signal)}", "plain" if signal.muted_until is None else "quiet"),
            )
            rule = health_lines.rule(signal)
            if signal.muted_until is not None:
                rule = _("muted until {day}").format(day=fmt.day_month(signal.muted_until))
            right: tuple[Words, ...] = ((f"{rule}   ", "quiet"), health_lines.remedy(signal), (" ", "plain"))
            rows.append(Row(_REASON + signal.kind.value, left, right))
        return rows

    def _ahead(self) -> list[Row]:
        today = self.app.today()
        dates = sorted(
            (health.facts.next_on, health.facts)
            for health in self._found
            if health.facts.next_on is not None and (health.facts.next_on - today).days <= _AHEAD
        )
        if not dates:
            return []
        rows = [*self._blank(), Row(None, ((_("6 weeks ahead"), "section"),), rule=True)]
        for day, facts in dates:
            left: tuple[Words, ...] = (
                (f"   {fit(fmt.long_day(day), 15)}{fit(self._countdown(day), 7)}", "plain"),
                (fit(facts.client.code, 5), in_colour(facts.client.colour)),
                (clip(facts.next_project, max(10, self.size.width - 34)), "plain"),
            )
            rows.append(Row(None, left))
        return rows

    def _blank(self) -> list[Row]:
        """A blank line above a section, where there are lines to spare."""
        return [Row(None)] if self._wide else []

    def _everywhere(self) -> list[Row]:
        facts = [health.facts for health in self._found]
        parts = [f"{_('late').capitalize()} {sum(found.late for found in facts)}"]
        due = sum(found.numbers.due for found in facts)
        nudges = sum(found.by_owner.due + found.by_team.due for found in facts)
        parts.append(f"{_('To nudge')} {nudges}")
        if due:
            parts.append(f"{_('Numbers to enter')} {due}")
        for lane in (Lane.QUESTION, Lane.DOING, Lane.WAITING, Lane.APPROVE):
            parts.append(f"{labels.lane(lane)} {sum(open_cards(found, lane) for found in facts)}")
        rule = Row(None, ((_("Everywhere"), "section"),), rule=True)
        return [
            *self._blank(),
            rule,
            *(Row(None, ((" " + line, "plain"),)) for line in dotted(parts, self.size.width - 2)),
        ]

    def refit(self) -> None:
        """More or fewer columns."""
        self.reload()

    def relabel(self) -> None:
        """Column heads are words too."""
        super().relabel()
        self.reload()

    # -- keys --------------------------------------------------------------------------------------------------------

    def _signal(self) -> Signal | None:
        """The reason under the cursor."""
        key = self.list.current or ""
        return self._shown().signal(SignalKind(key.removeprefix(_REASON))) if key.startswith(_REASON) else None

    def within(self) -> Collection[str]:
        """Among the clients, or among the reasons of one: tab goes from one to the other."""
        if (self.list.current or "").startswith(_REASON):
            return [_REASON + signal.kind.value for signal in self._reasons_shown()]
        return [health.facts.client.id for health in self._found]

    def action_reason_next(self) -> None:
        """To the first reason, or back to the client."""
        if (self.list.current or "").startswith(_REASON):
            self.list.select(self._client)
        elif not self.list.select(_REASON + next((one.kind.value for one in self._reasons_shown()), "")):
            self.app.flash(_("There is no reason to go to."))

    def _reasons_shown(self) -> tuple[Signal, ...]:
        health = self._shown() if self._found else None
        return (*health.reasons, *health.muted) if health else ()

    def action_reason_mute(self) -> None:
        """This reason says nothing for a week, or speaks again."""
        signal = self._signal()
        if signal is None:
            self.app.flash(_("tab goes to the reasons; s mutes the one under the cursor."))
            return
        until = "" if signal.muted_until else (self.app.today() + timedelta(days=MUTE_DAYS)).isoformat()
        self.app.write(self.app.desk.files.set, mute_setting(signal.kind), until, self._client)

    def action_place_enter(self) -> None:
        """The client's page; from a reason, where it can be acted on."""
        signal = self._signal()
        places = {
            SignalKind.DELIVERY: "board",
            SignalKind.CLIENT_WAITS: "waiting",
            SignalKind.TEAM_WAITS: "waiting",
            SignalKind.NUMBERS: "scorecard",
        }
        if signal is not None and signal.kind is SignalKind.CONTACT:
            asking.note_contact(self.app, self._client)
        elif self._client:
            self.app.go(Place(places[signal.kind] if signal else "client", self._client))

    def action_card_new(self) -> None:
        """A new client."""
        asking.edit_client(self.app, None)

    def action_list_sweep(self) -> None:
        """New dates for all of hers that is late, whoever the client is."""
        sweep(self.app, hers(self.app, self.app.desk.cards.late(SWEPT_LANES)))

    def action_contact_note(self) -> None:
        """Note an exchange with the client under the cursor."""
        if self._client:
            asking.note_contact(self.app, self._client)

    def action_card_edit(self) -> None:
        """The client under the cursor, or the limit behind a reason."""
        signal, client = self._signal(), self.app.client(self._client)
        if signal is not None and signal.kind in LIMIT_OF:
            asking.set_limit(self.app, client, LIMIT_OF[signal.kind], health_lines.reason(signal), signal.limit)
        elif signal is not None and signal.kind is SignalKind.NUMBERS:
            self.app.go(Place("scorecard", self._client))
        elif client is not None:
            asking.edit_client(self.app, client)

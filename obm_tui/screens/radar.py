"""The radar: a line a client, the worst first, and why the one under the cursor stands where it stands."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.geometry import Size

from obm_tui.domain.change import Change
from obm_tui.domain.health import LIMIT_OF, MUTE_DAYS, Health, Signal, SignalKind, mute_setting
from obm_tui.i18n import _
from obm_tui.navigation import Place
from obm_tui.screens import asking, health_lines, metric_verbs
from obm_tui.screens.base import bindings
from obm_tui.screens.number_panes import METRIC_TABLES
from obm_tui.screens.radar_lines import AHEAD, REASON, RadarLines, RadarPage
from obm_tui.screens.rows import RowsScreen
from obm_tui.screens.sweeping import SWEPT_LANES, hers, sweep
from obm_tui.widgets.chrome import Crumb
from obm_tui.widgets.row_list import Row, RowList


class RadarScreen(RowsScreen):
    """Which client is about to hurt, and why?"""

    PLACE = "radar"
    TABLES = (
        frozenset({"card", "client", "person", "project", "waiting", "contact", "setting", "time_entry"})
        | METRIC_TABLES
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings("radar")

    def __init__(self) -> None:
        super().__init__()
        self._found: Sequence[Health] = ()
        self._lines: RadarLines | None = None
        self._client = ""
        """Whose reasons are shown: the client under the cursor, or the one whose reason is."""

    def crumbs(self) -> tuple[Crumb, ...]:
        """`obm › Radar`."""
        return (Crumb(_("Radar")),)

    def load(self, change: Change | None = None) -> None:
        """Judge every client; the worst first."""
        desk, today = self.app.desk, self.app.today()
        self._found = desk.clients.health()
        page = RadarPage(
            found=self._found,
            people=desk.clients.people(),
            projects=desk.clients.upcoming(today + timedelta(weeks=AHEAD)),
            minutes=desk.hours.minutes_by_client(today.replace(day=1), today),
            today=today,
            first_weekday=desk.metrics.first_weekday(),
        )
        self._lines = RadarLines(page, Size(self.size.width, self.size.height - 2))
        self._put()

    def _put(self) -> None:
        if self._lines is None or not self._found:
            self.list.put(self._nothing())
            return
        chosen = self._shown()
        self._client = chosen.facts.client.id
        self.list.put(self._lines.lines(chosen))

    def _shown(self) -> Health:
        """The client under the cursor, or the one whose reason is."""
        wanted = self.list.current or ""
        wanted = self._client if wanted.startswith(REASON) else wanted
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
        return self._shown().signal(SignalKind(key.removeprefix(REASON))) if key.startswith(REASON) else None

    def within(self) -> Collection[str]:
        """Among the clients, or among the reasons of one: tab goes from one to the other."""
        if (self.list.current or "").startswith(REASON):
            return [REASON + signal.kind.value for signal in self._reasons_shown()]
        return [health.facts.client.id for health in self._found]

    def action_reason_next(self) -> None:
        """To the first reason, or back to the client."""
        if (self.list.current or "").startswith(REASON):
            self.list.select(self._client)
        elif not self.list.select(REASON + next((one.kind.value for one in self._reasons_shown()), "")):
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
        else:
            self._say_how_to_begin()

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
        else:
            self._say_how_to_begin()

    def action_card_edit(self) -> None:
        """The client under the cursor, or the limit behind a reason."""
        signal, client = self._signal(), self.app.client(self._client)
        if signal is not None and signal.kind in LIMIT_OF:
            asking.set_limit(self.app, client, LIMIT_OF[signal.kind], health_lines.reason(signal), signal.limit)
        elif signal is not None and signal.kind is SignalKind.NUMBERS:
            metric_verbs.edit_worst(self.app, self._client)
        elif client is not None:
            asking.edit_client(self.app, client)
        else:
            self._say_how_to_begin()

    def _say_how_to_begin(self) -> None:
        self.app.flash(_("n adds your first client: a name is enough."))

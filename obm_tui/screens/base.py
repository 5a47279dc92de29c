"""What every screen has: its keys, its first and last line, the way it loads and goes stale."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.events import Key
from textual.geometry import Size
from textual.screen import Screen

from obm_tui import keys, labels
from obm_tui.domain.change import Change
from obm_tui.domain.clients import ClientRow
from obm_tui.domain.errors import Busy
from obm_tui.domain.query import Scope
from obm_tui.i18n import _
from obm_tui.navigation import Place
from obm_tui.screens import asking, turns
from obm_tui.widgets.chrome import Crumb, Header, Keybar
from obm_tui.widgets.drawn import Drawn, Parts, PartsUpdate

if TYPE_CHECKING:
    from obm_tui.app import ObmApp


def bindings(place: str) -> list[BindingType]:
    """The bindings of a place. Their words are translated when the key bar draws them, not here."""
    return [
        Binding(key.key, key.action, key.label, show=False, id=key.id)
        for key in keys.of_place(place)
        if not key.id.startswith("app.")
    ]


class ObmScreen(Screen[None]):
    """A place one can stay in. It owns what it shows and asks the desk; its widgets only draw."""

    PLACE: ClassVar[str] = ""
    TABLES: ClassVar[frozenset[str]] = frozenset({"card", "client", "person", "project"})
    """A change to one of these tables concerns this screen."""
    AUTO_FOCUS = ""
    BLANK = True
    """Its widgets cover it: there is nothing of its own to draw under them."""

    app: ObmApp

    def __init__(self) -> None:
        super().__init__()
        self.client_id: str | None = None
        self.stale = True
        self._composed = False
        self._filled = False
        self._fitted: Size | None = None
        """The window for which there is as much shown as it has room for."""
        self._wanted_row: str | None = None

    # -- for the screens to fill -----------------------------------------------------------------------------------

    def load(self, change: Change | None = None) -> None:
        """Read what is shown from the desk; `change` says what differs, where that is known."""

    def crumbs(self) -> tuple[Crumb, ...]:
        """The way here, for the first line."""
        return ()

    def show_row(self, row_id: str | None) -> None:
        """Put the cursor on this row, if it is here."""

    def show_new_row(self, row_id: str) -> None:
        """A card was written down here: put the cursor on it, unless something else is being decided."""
        self.show_row(row_id)

    def marks_of_new_card(self) -> str:
        """What the line of a card written down here begins with: `+cap !1`."""
        return ""

    def current_row_id(self) -> str | None:
        """The row under the cursor, to come back to."""
        return None

    def client_at_cursor(self) -> str | None:
        """The client of what is under the cursor."""
        return None

    def leave_layer(self) -> bool:
        """Undo one layer for escape: a selection, a filter. False where there is none left."""
        return False

    def claim_key(self, event: Key) -> bool:
        """Take a key before its binding does; False leaves it alone."""
        return False

    def relabel(self) -> None:
        """The language or theme changed: draw every word again."""
        for drawn in self.query("Drawn"):
            drawn.refresh()

    # -- what is the same everywhere -------------------------------------------------------------------------------

    @property
    def scope(self) -> Scope:
        """Whose cards this screen shows."""
        return Scope(self.client_id)

    @property
    def header(self) -> Header:
        """The first line."""
        return self.query_one(Header)

    @property
    def keybar(self) -> Keybar:
        """The last line."""
        return self.query_one(Keybar)

    def client(self) -> ClientRow | None:
        """The client whose cards are shown."""
        return self.app.client(self.client_id)

    def client_crumb(self) -> tuple[Crumb, ...]:
        """That client, for the first line."""
        client = self.client()
        return (Crumb(client.name, client.code, client.colour),) if client else ()

    @property
    def stands(self) -> bool:
        """Whether it has its widgets; one that is only opening loads once it does."""
        return self._composed

    def on_mount(self) -> None:
        """First showing."""
        self._composed = True
        self.keybar.use_keys(self.app.keys)
        self._catch_up()

    def on_screen_resume(self) -> None:
        """Shown again."""
        if self.stale:
            self.reload()
        else:
            self.refresh_chrome()

    def arrive(self, place: Place) -> None:
        """She came here: show this client and this row."""
        if place.client_id != self.client_id:
            self.client_id = place.client_id
            self.stale = True
            self._filled = False
        self._wanted_row = place.row_id
        if self._composed:
            self._catch_up()

    def _catch_up(self) -> None:
        if self.stale:
            self.reload()
        if self._wanted_row is not None:
            self.show_row(self._wanted_row)
            self._wanted_row = None

    def on_resize(self) -> None:
        """More or less room. Textual says so as well when a place is shown again, and several times at the start."""
        if self._composed and not self.stale and self.app.size != self._fitted:
            self._fitted = self.app.size
            self.refit()

    def refit(self) -> None:
        """Show as much as the window has room for now."""

    def reload(self, change: Change | None = None) -> None:
        """Load, and bring the first and last line up to date; from a busy file, at the next look at it."""
        if self.stale:
            change = None  # more differs than this one says
        self.stale = False
        self._fitted = self.app.size
        try:
            self.load(change)
        except Busy:
            self.stale = True
        self._filled = self._filled or not self.stale
        self.refresh_chrome()
        if not self._filled:
            self.app.flash(_("The file is busy: this page fills as soon as it is free."))

    def concerns(self, change: Change) -> bool:
        """Whether a change can be seen here."""
        if not change.rows or not self.TABLES & change.rows.keys():
            return False
        return self.client_id is None or not change.client_ids or self.client_id in change.client_ids

    def take(self, change: Change) -> None:
        """Something changed: load now when shown, later when not."""
        if self.stands and self.app.screen_is_shown(self):
            if self.concerns(change):
                self.reload(change)
            else:
                self.refresh_chrome()
        elif self.concerns(change):
            self.stale = True

    def refresh_chrome(self) -> None:
        """The first and the last line."""
        try:
            self.header.show(self.crumbs(), self.app.inbox_count(), self.app.today(), story=self.app.tells_story)
            step = self.app.next_undo()
        except Busy:
            self.stale = True
        else:
            self.keybar.show_hint(labels.undo_hint(step) if step else "")

    def paint(self) -> None:
        """Show now what a key changed, where nothing but drawn widgets is to be seen.

        Textual's own way takes a message to each widget and one from each to the screen, and puts whole lines together
        of which a part differs: twice the time of a key.
        """
        if self._layout_required or len(self.app._notifications):
            return
        visible = self._compositor.visible_widgets
        parts: Parts = {}
        for drawn in self._drawn:
            if drawn.awaits_drawing and drawn in visible:
                left, top = visible[drawn][0].offset
                parts |= {(left + x, top + y): strip for (x, y), strip in drawn.take_parts().items()}
        if parts:
            self.app._display(self, PartsUpdate(parts))  # type: ignore[arg-type]  # as Textual hands it its own

    @cached_property
    def _drawn(self) -> tuple[Drawn, ...]:
        return tuple(self.query(Drawn))

    # -- keys every place knows ------------------------------------------------------------------------------------

    def action_place_leave(self) -> None:
        """One layer out."""
        if not self.leave_layer():
            self.app.leave_place()

    async def action_step_undo(self) -> None:
        """Take back the last step."""
        turns.take_back(self.app)

    async def action_step_redo(self) -> None:
        """Do it again."""
        turns.do_again(self.app)

    def action_place_last(self) -> None:
        """Back to the last place."""
        self.app.go_back()

    def action_search_begin(self) -> None:
        """Look for something, where there is no list to filter."""
        self.app.action_app_search()

    def action_file_import(self) -> None:
        """Bring in another tool's board."""
        asking.bring_in_file(self.app)

    def action_client_pick(self) -> None:
        """Choose a client, or all."""
        asking.pick_client(self.app, self.app.navigation.here.screen)

    def action_client_next(self) -> None:
        """The client after."""
        self.app.step_client(1)

    def action_client_previous(self) -> None:
        """The client before."""
        self.app.step_client(-1)

    @on(Keybar.KeyClicked)
    async def press_clicked_key(self, event: Keybar.KeyClicked) -> None:
        """A click on the key bar does what the key does."""
        await self.run_action(f"app.{event.action}" if event.action.startswith("app_") else event.action)

"""Where she is in the window: which screen, how she came there, and which key belongs to whom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Protocol, cast, runtime_checkable

from textual import events, on
from textual.app import App
from textual.reactive import var

from obm_tui import keys
from obm_tui.desk import Desk
from obm_tui.domain.cards import Lane
from obm_tui.domain.clients import ClientRow
from obm_tui.domain.steps import StepRow
from obm_tui.i18n import _
from obm_tui.navigation import HOME, Navigation, Place
from obm_tui.screens import asking
from obm_tui.screens.base import ObmScreen
from obm_tui.screens.keyboard import Keyboard

if TYPE_CHECKING:
    from obm_tui.app import ObmApp


def _make_radar() -> ObmScreen:
    from obm_tui.screens.radar import RadarScreen

    return RadarScreen()


def _make_board() -> ObmScreen:
    from obm_tui.screens.board import BoardScreen

    return BoardScreen()


def _make_inbox() -> ObmScreen:
    from obm_tui.screens.inbox import InboxScreen

    return InboxScreen()


def _make_today() -> ObmScreen:
    from obm_tui.screens.today import TodayScreen

    return TodayScreen()


def _make_waiting() -> ObmScreen:
    from obm_tui.screens.waiting import WaitingScreen

    return WaitingScreen()


def _make_search() -> ObmScreen:
    from obm_tui.screens.search import SearchScreen

    return SearchScreen()


def _make_client() -> ObmScreen:
    from obm_tui.screens.client import ClientScreen

    return ClientScreen()


def _make_scorecard() -> ObmScreen:
    from obm_tui.screens.scorecard import ScorecardScreen

    return ScorecardScreen()


def _make_history() -> ObmScreen:
    from obm_tui.screens.history import HistoryScreen

    return HistoryScreen()


def _make_settings() -> ObmScreen:
    from obm_tui.screens.settings import SettingsScreen

    return SettingsScreen()


FACTORIES: dict[str, Callable[[], ObmScreen]] = {
    "radar": _make_radar,
    "board": _make_board,
    "inbox": _make_inbox,
    "today": _make_today,
    "waiting": _make_waiting,
    "client": _make_client,
    "search": _make_search,
    "scorecard": _make_scorecard,
    "history": _make_history,
    "settings": _make_settings,
}
"""Screens are imported when they are first gone to."""


@runtime_checkable
class Walker(Protocol):
    """A screen that decides cards one by one."""

    def walk(self, ids: Sequence[str]) -> None:
        """Begin with the first."""


@runtime_checkable
class Searcher(Protocol):
    """A screen with a line for words to look for."""

    def begin(self) -> None:
        """The letters go into the line."""


class PlacesApp(App[int]):
    """The half of the application that knows its screens; the other half writes, listens and ends."""

    prefix: var[str] = var("", init=False)
    """The first key of a sequence, while the second is awaited."""

    def __init__(self, desk: Desk, start: Place | None) -> None:
        self.desk = desk
        self._places: dict[str, ObmScreen] = {}
        self._clients: dict[str, ClientRow] | None = None
        self.remembered: dict[str | None, str] = {}
        """Whom she chose last when asked for somebody, by client."""
        self.days_away = 0
        """Days before this start without the cockpit, where that is an absence."""
        self.has_swept = False
        self.navigation = Navigation(self._still_there(start or Place()))
        # The window opens on her place, not on an empty screen that is replaced at once and was drawn for nobody.
        self.DEFAULT_MODE = self.navigation.here.screen  # type: ignore[misc]  # declared for the class
        super().__init__()
        self._keyboard = Keyboard(self, self._hand_on, self._keys_must_wait)

    def flash(self, text: str) -> None:
        """Say something in the last line for a few seconds."""
        raise NotImplementedError

    def awaits_writing(self) -> bool:
        """Whether a form was answered and stays until its text can be written."""
        raise NotImplementedError

    def _keys_must_wait(self) -> bool:
        """Whether what has the keyboard is about to close by itself, or a place that is only opening."""
        screen = self.screen
        return self.awaits_writing() or (isinstance(screen, ObmScreen) and not screen.stands)

    # -- sequences of two keys -------------------------------------------------------------------------------------

    async def on_event(self, event: events.Event) -> None:
        """Keys and pastes go one at a time."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            await self._keyboard.take(event)
        else:
            await super().on_event(event)

    async def _hand_on(self, event: events.Event) -> bool:
        """Give a key to what has the keyboard; True where nothing is left to do for it but to draw.

        In a place nothing takes keys but its bindings: asked directly, they answer in half the time that Textual's
        way through the screen and back takes.
        """
        if not (isinstance(event, events.Key) and self.app_focus and self.focused is None and self._in_place()):
            await super().on_event(event)
            return False
        screen = self.screen
        if not await self._check_bindings(event.key, priority=True):
            await self._answer(event)
        if screen is not self.screen or self.message_queue_size or screen.message_queue_size:
            return False
        self.place_screen.paint()
        return True

    async def _answer(self, event: events.Key) -> None:
        """The second key of a sequence, and every key while a card is carried, are not looked for among bindings."""
        if self.prefix:
            first, self.prefix = self.prefix, ""
            await self._finish_sequence(first, event.key)
        elif not self.place_screen.claim_key(event):
            await self._check_bindings(event.key)

    @on(Keyboard.Answered)
    async def take_next_key(self, event: Keyboard.Answered) -> None:
        """A key was answered."""
        await self._keyboard.go_on(event)

    def _in_place(self) -> bool:
        """Whether no dialog stands before the screen she is in."""
        return self._places.get(self.navigation.here.screen) is self.screen

    async def _finish_sequence(self, first: str, second: str) -> None:
        if second == "escape":
            return
        sequence = keys.find_sequence(first, second, self.navigation.here.screen)
        if sequence is None:
            self.flash(_("{keys}: nothing answers to these keys.").format(keys=f"{keys.display(first)} {second}"))
        elif not sequence.ready:
            self.flash(_("{screen} is not here yet.").format(screen=_(sequence.label)))
        elif first == "g":
            await self.run_action(sequence.action)
        else:
            await self.place_screen.run_action(sequence.action)

    def watch_prefix(self, first: str) -> None:
        """The last line shows what can follow."""
        self.place_screen.keybar.show_prefix(first)

    def action_app_go(self) -> None:
        """Wait for the letter of a place."""
        self.prefix = "g"

    def begin_sequence(self, first: str) -> None:
        """Wait for the second key."""
        self.prefix = first

    # -- places ----------------------------------------------------------------------------------------------------

    @property
    def place_screen(self) -> ObmScreen:
        """The screen she is in, whatever dialog stands before it."""
        return self._places[self.navigation.here.screen]

    def screen_is_shown(self, screen: ObmScreen) -> bool:
        """Whether this is the screen she is in."""
        return self._places.get(self.navigation.here.screen) is screen

    def remember_place(self) -> None:
        """Note the row under the cursor."""
        screen = self._places.get(self.navigation.here.screen)
        if screen is not None and screen.is_mounted:
            self.navigation.remember(screen.current_row_id())

    def _still_there(self, place: Place) -> Place:
        """Where she was last time, if there is still such a place."""
        known = place.screen in FACTORIES and (place.client_id is None or self.client(place.client_id) is not None)
        return place if known else Place()

    def get_default_screen(self) -> ObmScreen:
        """The first place; Textual's way in."""
        return self._make_place(self.navigation.here)

    def open_first_place(self) -> None:
        """Put the cursor where it was last time."""
        here = self.navigation.here
        self.add_mode(here.screen, lambda: self._places[here.screen])
        self._places[here.screen].arrive(here)

    def _make_place(self, place: Place) -> ObmScreen:
        screen = FACTORIES[place.screen]()
        screen.client_id = place.client_id
        # Its style is new; without this Textual takes it for older than the theme and reads all CSS twice again.
        screen._css_update_count = self._css_update_count
        self._places[place.screen] = screen
        return screen

    def _show(self, place: Place) -> None:
        if place.screen not in self._places:
            screen = self._make_place(place)
            self.add_mode(place.screen, lambda: screen)
        self.switch_mode(place.screen)
        self._places[place.screen].arrive(place)

    def delay_update(self, delay: float = 0.0) -> None:
        """Textual holds a changed screen back for 50 ms, lest one sees it being built; these are drawn in one piece."""

    def go(self, place: Place) -> None:
        """Go to a place."""
        self.remember_place()
        self.navigation.go(place)
        self._show(place)

    def action_go(self, screen: str) -> None:
        """Go to a screen, for the client in focus, where she left it; to the page of the client under the cursor."""
        client_id = self.place_screen.client_id
        if screen == "client":
            client_id = client_id or self.place_screen.client_at_cursor()
            if client_id is None:
                asking.pick_client(cast("ObmApp", self), "client")
                return
        if screen in {HOME, "history", "settings"} or self.client(client_id) is None:
            client_id = None  # also where the client is not there any more
        self.go(self.navigation.last_on(screen, client_id))

    def action_app_search(self) -> None:
        """Look for something, wherever it is."""
        if self.navigation.here.screen != "search":
            self.go(Place("search"))
        searcher = self._places["search"]
        if isinstance(searcher, Searcher):
            searcher.begin()

    def walk(self, ids: Sequence[str]) -> None:
        """Decide these cards one by one."""
        if not ids:
            return
        self.remember_place()
        self.navigation.go(Place("inbox", self.place_screen.client_id))
        if "inbox" not in self._places:
            self._show(self.navigation.here)
        walker = self._places["inbox"]
        if isinstance(walker, Walker):
            walker.walk(ids)
        self._show(self.navigation.here)

    def go_back(self) -> None:
        """To the place before, its cursor where it was."""
        self.remember_place()
        place = self.navigation.back()
        if place is None:
            self.flash(_("There is no place before this one."))
        else:
            self._show(place)

    def leave_place(self) -> None:
        """Escape with nothing left to close here: out of the client, then home to the radar."""
        here = self.navigation.here
        if here.client_id is not None and here.screen not in {"client", HOME}:
            self.go(here._replace(client_id=None))
        elif here.screen != HOME:
            self.go(self.navigation.last_on(HOME, None)._replace(row_id=here.client_id))

    def step_client(self, count: int) -> None:
        """The next or previous client, on the same screen."""
        clients = self.clients()
        here = self.navigation.here
        if not clients or here.screen not in keys.FOCUSED:
            return
        spot = next((index for index, client in enumerate(clients) if client.id == here.client_id), None)
        target = (0 if count > 0 else len(clients) - 1) if spot is None else (spot + count) % len(clients)
        self.go(Place(here.screen, clients[target].id))

    # -- what screens ask ------------------------------------------------------------------------------------------

    def clients(self) -> tuple[ClientRow, ...]:
        """Every client, read once and again after a change."""
        if self._clients is None:
            self._clients = {client.id: client for client in self.desk.clients.all()}
        return tuple(self._clients.values())

    def client(self, client_id: str | None) -> ClientRow | None:
        """One client."""
        return next((client for client in self.clients() if client.id == client_id), None)

    @property
    def is_calm(self) -> bool:
        """After an absence, until she swept: what grew late meanwhile is said, and shouts nowhere."""
        return self.days_away > 0 and not self.has_swept

    def end_calm(self) -> None:
        """She swept: from now on late is late again."""
        if self.is_calm:
            self.has_swept = True
            for screen in self._places.values():
                if screen.stands:
                    screen.relabel()

    def today(self) -> date:
        """The present date."""
        return self.desk.clock.today()

    def inbox_count(self) -> int:
        """What waits to be decided."""
        return self.desk.cards.count(Lane.INBOX)

    def next_undo(self) -> StepRow | None:
        """What `u` would take back."""
        return self.desk.steps.next_undo()

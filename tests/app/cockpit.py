"""The program under a test's fingers."""

import asyncio
import unicodedata
from collections.abc import Callable, Sequence
from time import monotonic

from textual import events
from textual.keys import _character_to_key, _get_unicode_name_from_key
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, TextArea

from obm_tui.app import ObmApp
from obm_tui.desk import Desk
from obm_tui.domain.cards import CardRow, Lane
from obm_tui.domain.query import Filter, Query
from obm_tui.screens.base import ObmScreen
from obm_tui.screens.lanes import LanesScreen
from obm_tui.widgets.read_line import Mark, MarkedLine

_CHARACTERS = {"space": " ", "enter": "\r", "tab": "\t"}


def _is_unfinished(screen: Screen[object]) -> bool:
    widgets: list[Widget] = [screen, *screen.walk_children(Widget)]
    return bool(
        screen._callbacks
        or screen._dirty_widgets
        or any(one.message_queue_size or one._next_callbacks for one in widgets)
        or any(one._layout_required or one._repaint_required or one._scroll_required for one in widgets)
    )


def _is_passing(task: "asyncio.Task[object]") -> bool:
    """Whether a task of Textual's opens or closes something: neither a widget's nor a timer's, which stay."""
    name = getattr(task.get_coro(), "__qualname__", "")
    return name.startswith(("App.", "Screen.", "Widget.", "Await")) and not name.startswith("App.run_test")


_REST_SECONDS = 10.0


class Cockpit:
    """Keys in, what stands on the screen and in the file out."""

    def __init__(self, app: ObmApp, pilot: Pilot[int]) -> None:
        self.app = app
        self.pilot = pilot
        self.waits_for_threads = True
        """Whether the program rests only once its threads have answered; not so where a test holds one of them."""

    # -- what she does ---------------------------------------------------------------------------------------------

    async def press(self, *keys: str | events.Paste) -> None:
        """Press keys one after the other, each answered before the next; a paste is one."""
        for key in keys:
            await self.send(key)

    async def type(self, text: str) -> None:
        """Type a text, each letter answered before the next."""
        await self.press(*text)

    async def send(self, *inputs: str | events.Paste) -> None:
        """Keys and pastes that arrive in one read."""
        for given in inputs:
            # An event goes its way once, and a test may send one again.
            self.app.post_message(key_event(given) if isinstance(given, str) else events.Paste(given.text))
        await self.settle()

    async def paste(self, text: str) -> None:
        """Paste a text."""
        await self.send(events.Paste(text))

    async def click(self, x: int, y: int) -> None:
        """Click a cell of the terminal, as the driver reports it."""
        for kind in (events.MouseMove, events.MouseDown, events.MouseUp):
            self.app.post_message(kind(None, x, y, 0, 0, 1, False, False, False, x, y))
        await self.settle()

    async def wheel(self, x: int, y: int, *, down: bool) -> None:
        """Turn the wheel over a cell."""
        kind = events.MouseScrollDown if down else events.MouseScrollUp
        self.app.post_message(kind(None, x, y, 0, 0, 0, False, False, False, x, y))
        await self.settle()

    async def settle(self) -> None:
        """Wait until everything is answered, and draw it: without a terminal nobody else does."""
        # A pilot asks every widget to tell it when it rests; keys come first, as they do in a terminal.
        while self.app.message_queue_size and self._alive():
            await asyncio.sleep(0)
        await self.pilot.pause(0)
        while self.app._keyboard.is_busy and self._alive():
            await asyncio.sleep(0)
        deadline, idle = monotonic() + _REST_SECONDS, 0
        while idle < 2 and self._alive():
            assert monotonic() < deadline, "the program does not come to rest"
            await self.pilot.pause(0)
            # At rest only where it is so twice: between a widget and its screen a message is in nobody's hands.
            idle = 0 if self._unfinished() else idle + 1
            if not idle:
                await asyncio.sleep(0.001)
        self.check()
        if self._alive():
            self.lines()

    def _unfinished(self) -> bool:
        """Whether something is still on its way: Textual lays out, scrolls and draws later, in several steps."""
        app = self.app
        return bool(
            (self.waits_for_threads and any(worker.is_running for worker in app.workers))
            or app._batch_count
            or app.message_queue_size
            or app.animator._animations
            or app._resize_timer
            or (app._keyboard._waiting and self.can_write)
            # A dialog leaves what is behind it to be seen.
            or any(screen.message_queue_size for screen in app.screen_stack)
            or any(_is_passing(task) for task in asyncio.all_tasks())
            or _is_unfinished(self.screen)
        )

    def _alive(self) -> bool:
        return self.app.is_running and not self.app._exit and self.app._exception is None

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait for what happens in a thread or by a timer, ten seconds at most."""
        deadline = monotonic() + 10
        while not condition():
            assert monotonic() < deadline, self.text()
            # Asleep, not spinning: a thread that works beside needs its turns.
            await asyncio.sleep(0.005)
            await self.settle()

    def check(self) -> None:
        """An error of the program is the test's: nothing more would be answered."""
        if self.app._exception is not None:
            raise self.app._exception

    # -- what she sees ---------------------------------------------------------------------------------------------

    @property
    def can_write(self) -> bool:
        """Whether the late imports are done, and the day's backup."""
        return self.app.writes.is_open and not self.app.writes.is_held

    @property
    def desk(self) -> Desk:
        """The desk the program works with."""
        return self.app.desk

    @property
    def screen(self) -> Screen[object]:
        """What has the keyboard."""
        return self.app.screen

    @property
    def place(self) -> ObmScreen:
        """The place behind every dialog."""
        return self.app.place_screen

    @property
    def lanes(self) -> LanesScreen:
        """The place, where it is lanes of cards."""
        assert isinstance(self.place, LanesScreen)
        return self.place

    @property
    def dialog(self) -> str:
        """The name of the dialog in front; empty where there is none."""
        return "" if isinstance(self.screen, ObmScreen) else type(self.screen).__name__

    @property
    def typed(self) -> str:
        """What stands in the field that has the keyboard."""
        field = self.app.focused
        if isinstance(field, TextArea):
            return field.text
        assert isinstance(field, Input)
        return field.value

    @property
    def marks(self) -> Sequence[Mark]:
        """What is marked in the line that has the keyboard."""
        assert isinstance(self.app.focused, MarkedLine)
        return self.app.focused.marks

    def marked(self, mark: Mark) -> tuple[str, bool]:
        """The words of a mark, and whether they were understood."""
        return self.typed[mark.start : mark.end], mark.is_read

    def lines(self) -> list[str]:
        """What the terminal shows."""
        return [strip.text.rstrip() for strip in self.screen._compositor.render_strips()]

    def text(self) -> str:
        """The same as one text."""
        return "\n".join(self.lines())

    @property
    def bar(self) -> str:
        """The last line."""
        return self.lines()[-1]

    @property
    def head(self) -> str:
        """The first line."""
        return self.lines()[0]

    def toasts(self) -> list[str]:
        """What is being said in messages."""
        return [str(note.message) for note in self.app._notifications]

    @property
    def card(self) -> str | None:
        """The title under the cursor."""
        row = self.lanes.cards.current_row
        return row.title if row else None

    @property
    def lane(self) -> Lane:
        """The lane of the cursor."""
        return self.lanes.cards.lane

    # -- what is in the file ---------------------------------------------------------------------------------------

    def titles(self, lane: Lane) -> list[str]:
        """The lane in the file, from top to bottom."""
        ids = list(self.desk.cards.lane(lane))
        rows = self.desk.cards.rows(ids)
        return [rows[key].title for key in ids]

    def row(self, title: str) -> CardRow:
        """The card with this title."""
        everything = Query(filter=Filter(closed=True, archived=True))
        return next(row for row in self.desk.cards.find(everything) if row.title == title)

    def steps(self) -> int:
        """How many steps were recorded."""
        return len(self.desk.steps.recent(10_000))


def key_event(key: str) -> events.Key:
    """A key as the driver would send it: a character, or a key's name."""
    if len(key) == 1:
        return events.Key(_character_to_key(key), key)
    if key in _CHARACTERS:
        return events.Key(key, _CHARACTERS[key])
    try:
        return events.Key(key, unicodedata.lookup(_get_unicode_name_from_key(key)))
    except KeyError:
        return events.Key(key, None)

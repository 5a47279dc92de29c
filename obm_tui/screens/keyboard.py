"""Keys one at a time: each is answered before the next one is looked at."""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

from textual.app import App
from textual.events import Event, Key
from textual.message import Message
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widget import Widget

_LOST_SECONDS = 0.02


class Keyboard:
    """Stands between the terminal and the screens.

    Several keys can arrive in one read: typed ahead on a slow line, or while a dialog is being made. Handed on all at
    once they would go to what has the keyboard now, not to what the first of them opens or closes: letters would be
    lost, or taken for verbs. Enter and Escape are tapped twice, though: typed before a dialog was closed, they were
    meant for it.
    """

    class Answered(Message, bubble=True):
        """Goes the way of a key, behind it: when it arrives at the app, the key was answered."""

        def __init__(self, asked: Widget, settled: bool) -> None:
            super().__init__()
            self.asked = asked
            self.settled = settled
            """Whether what the key opened or sent was answered too."""

    def __init__(
        self, app: App[Any], hand_on: Callable[[Event], Awaitable[bool]], must_wait: Callable[[], bool]
    ) -> None:
        """`hand_on` gives a key to what has the keyboard and tells whether it was answered at once.

        `must_wait` says whether what has the keyboard is about to close by itself, or is not there yet.
        """
        self._app = app
        self._hand_on = hand_on
        self._must_wait = must_wait
        self._dialog: ModalScreen[Any] | None = None
        """The dialog that was given the last key."""
        self._waiting: deque[Event] = deque()
        self._follower: Keyboard.Answered | None = None
        self._timer: Timer | None = None

    @property
    def is_busy(self) -> bool:
        """Whether a key is being answered."""
        return self._follower is not None

    async def take(self, event: Event) -> None:
        """A key or a paste arrived."""
        if not self._waiting and self._follower is None and self._dialog is not self._app.screen:
            self._dialog = None  # it closed by itself before this key came
        self._waiting.append(event)
        if self._follower is None:
            await self._next()
        if self._waiting and self._timer is None:
            self._timer = self._app.set_interval(_LOST_SECONDS, self._look_after, name="keys in line")

    async def go_on(self, answered: Keyboard.Answered) -> None:
        """A key was answered: once more through what has the keyboard now, then the next key."""
        if answered is not self._follower:
            return
        if not answered.settled:
            self._follow(self._in_front(), settled=True)
            return
        self._follower = None
        await self._next()

    async def _next(self) -> None:
        waits = self._must_wait()
        self._drop_answers(waits)
        while self._waiting and not waits:
            screen, asked = self._app.screen, self._in_front()
            self._dialog = screen if isinstance(screen, ModalScreen) else None
            if not await self._hand_on(self._waiting.popleft()):
                self._follow(asked, settled=False)
                return
            waits = self._must_wait()
        if not self._waiting and self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _drop_answers(self, waits: bool) -> None:
        if self._dialog is not None and self._dialog is not self._app.screen:
            while self._waiting and is_answer(self._waiting[0]):
                self._waiting.popleft()
            self._dialog = None
        elif not waits:
            self._dialog = None

    def _in_front(self) -> Widget:
        return self._app.focused or self._app.screen

    def _follow(self, asked: Widget, *, settled: bool) -> None:
        self._follower = self.Answered(asked, settled)
        asked.post_message(self._follower)

    async def _look_after(self) -> None:
        """A dialog that closes takes along what was on its way through it, and nobody tells when a wait is over."""
        follower = self._follower
        if follower is None:
            await self._next()
        elif not (follower.asked.is_attached and follower.asked.is_running):
            await self.go_on(follower)


def is_answer(event: Event) -> bool:
    """Whether a key ends a dialog."""
    return isinstance(event, Key) and event.key in {"enter", "escape"}

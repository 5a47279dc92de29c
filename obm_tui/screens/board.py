"""The board: six lanes, for one client or for all, and cards that are carried live."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.widget import Widget

from obm_tui.domain.bands import Swimlanes
from obm_tui.domain.cards import BOARD_LANES, After, Before, Edge, Lane, Place
from obm_tui.domain.change import Change
from obm_tui.domain.idlist import IdList
from obm_tui.i18n import _
from obm_tui.screens.base import bindings
from obm_tui.screens.kept import KeptLimits
from obm_tui.screens.lanes import LanesScreen
from obm_tui.widgets.chrome import Crumb
from obm_tui.widgets.limit_note import LimitNote

_ARROWS = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}


class BoardScreen(LanesScreen):
    """What is stuck, and on whom?"""

    PLACE = "board"
    LANES = BOARD_LANES
    BINDINGS: ClassVar[list[BindingType]] = bindings("board")

    def __init__(self) -> None:
        super().__init__()
        self.carrying: str | None = None
        """The card in her hands."""
        self._before_carrying: dict[Lane, IdList] = {}

    def crumbs(self) -> tuple[Crumb, ...]:
        """`obm › OBJ Objectif Image › Kanban`."""
        return (*self.client_crumb(), Crumb(_("Board")), *self.filter_crumb())

    def empty_words(self) -> str:
        """A board without a card says how to get one."""
        return _("No card on this board yet.\n\nn writes one down, ctrl+o brings in a board of another tool.")

    @cached_property
    def note(self) -> LimitNote:
        """Which limit is broken."""
        return LimitNote()

    def compose_below(self) -> Iterator[Widget]:
        """The limit that is broken, below the lanes."""
        yield self.note

    @cached_property
    def _limits(self) -> KeptLimits:
        return KeptLimits(self.app.desk)

    def load_pressure(self, change: Change | None) -> None:
        """Read how full the lanes are, from when on a card is old, and what to say of the limit that is broken."""
        thresholds, limits = self.app.desk.triage.thresholds(), self._limits
        limits.read(self.scope, change)
        self.cards.show_pressure(limits.pressures, thresholds)
        self.pane.thresholds = thresholds
        waiting = limits.pressures.get(Lane.WAITING)
        self.note.show(limits.broken, limits.oldest, waiting, self.app.desk.clock.local())

    # -- swimlanes -------------------------------------------------------------------------------------------------

    def swimlanes(self) -> Swimlanes:
        """As she chose; a board of one client is not cut by clients."""
        chosen = self.app.swimlanes
        return Swimlanes.NONE if chosen is Swimlanes.CLIENT and self.client_id is not None else chosen

    def cut_into_bands(self, by: Swimlanes) -> None:
        """A band a client, a band a person, or none."""
        if by is Swimlanes.CLIENT and self.client_id is not None:
            self.app.flash(_("This board is one client's already: f shows all of them."))
        self.app.swimlanes = by
        self.reload()

    def new_card_lane(self) -> Lane:
        """A card written down on the board goes where the cursor is."""
        return self.cards.lane

    # -- carrying a card -------------------------------------------------------------------------------------------

    def action_card_move(self) -> None:
        """Take the card under the cursor: arrows carry it, Enter puts it down, letters choose a place by name."""
        key = self.cards.current
        if key is None:
            self.chosen()
            return
        selected = self.cards.selection
        # In bands a neighbour on the screen is none in the lane: places are chosen by name there.
        if self.cards.is_banded or (selected and key not in selected):
            self.pick_target(self.cards.chosen)
            return
        self._before_carrying = self.cards.arrangement()
        self._hold(key)
        self.keybar.show_words(
            (
                ("← →", _("lane")),
                ("↑ ↓", _("place in it")),
                ("enter", _("put down")),
                ("a…z", _("lane or client by name")),
                ("escape", _("put back")),
            )
        )

    def _hold(self, key: str | None) -> None:
        self.carrying = key
        self.cards.mark_carried(key)
        if key is None:
            self.keybar.show_words(())
            if self.stale:
                self.reload()

    def reload(self, change: Change | None = None) -> None:
        """A card in her hands stays there: what changed meanwhile is shown once it is put down."""
        if self.carrying is None:
            super().reload(change)
        else:
            self.stale = True

    def claim_key(self, event: events.Key) -> bool:
        """While a card is carried every key is about it, whatever it means otherwise."""
        if self.carrying is None:
            return False
        self._carry_key(self.carrying, event)
        return True

    def _carry_key(self, key: str, event: events.Key) -> None:
        if event.key in _ARROWS:
            lanes, places = _ARROWS[event.key]
            self.cards.carry(key, lanes, places)
        elif event.key == "escape":
            self._put_back()
        elif event.is_printable and event.character and event.character.isalpha() and event.key != "m":
            keys = self.cards.chosen
            self._put_back()
            self.pick_target(keys, event.character)
        else:
            self._put_down(key)

    def _is_with_somebody(self, keys: list[str]) -> bool:
        """Whether each of these cards is somebody else's already: then that is who is waited for."""
        rows = self.app.desk.cards.rows(keys).values()
        return all(row.owner is not None and not row.owner_is_me for row in rows)

    def _put_back(self) -> None:
        key = self.carrying
        self.cards.put(self._before_carrying, frozenset())
        if key is not None:
            self.cards.select_card(key)
        self._hold(None)

    def _put_down(self, key: str) -> None:
        lane = self.cards.lane
        before, after = self.cards.neighbours(key)
        place: Place = After(before) if before is not None else Before(after) if after is not None else Edge.TOP
        unmoved = self.cards.arrangement() == self._before_carrying
        keys = self.cards.chosen if key in self.cards.selection else [key]
        came_in = lane is Lane.WAITING and self._before_carrying[lane].find(key) < 0
        self._hold(None)
        if unmoved and len(keys) == 1:
            return
        if came_in and not self._is_with_somebody(keys):
            # Whoever waits, waits for somebody: asked on the way in, and the card is put back where it is not answered.
            self.reload()
            self.cards.select_card(key)
            self.await_reply(keys, lambda _change: self.follow([key]))
            return
        self.app.write(
            self.app.desk.cards.move,
            keys,
            lane,
            place,
            then=lambda _change: self.follow([key]),
            failed=lambda: self.reload(),
        )

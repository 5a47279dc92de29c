"""Where she is and where she was: what escape and `-` mean."""

import json
from datetime import date
from pathlib import Path
from typing import NamedTuple

from obm_tui import paths

HOME = "radar"
"""Where escape ends."""
_DEPTH = 50
_RECENT = 8
"""Choices of the palette that stand first the next time."""


class Place(NamedTuple):
    """A screen, whose cards it shows, and the row under the cursor."""

    screen: str = HOME
    client_id: str | None = None
    row_id: str | None = None


class View(NamedTuple):
    """How she likes to see the board."""

    density: str = ""
    swimlanes: str = ""


class Navigation:
    """The way she came."""

    def __init__(self, start: Place | None = None) -> None:
        self.here = start or Place()
        self._past: list[Place] = []

    def remember(self, row_id: str | None) -> None:
        """Note the row under the cursor of the present place."""
        self.here = self.here._replace(row_id=row_id)

    def go(self, place: Place) -> None:
        """Move on; the same screen for the same client is no move."""
        if (place.screen, place.client_id) != (self.here.screen, self.here.client_id):
            self._past.append(self.here)
            del self._past[:-_DEPTH]
        self.here = place

    @property
    def has_past(self) -> bool:
        """Whether there is a place before this one."""
        return bool(self._past)

    def back(self) -> Place | None:
        """The place before, with its cursor; going back and forth is what `-` is for."""
        if not self._past:
            return None
        place = self._past.pop()
        self._past.append(self.here)
        self.here = place
        return place

    def last_on(self, screen: str, client_id: str | None) -> Place:
        """How she left a screen: its cursor, where it is in the way she came."""
        for place in reversed(self._past):
            if (place.screen, place.client_id) == (screen, client_id):
                return place
        return Place(screen, client_id)


def _state_file() -> Path:
    return paths.state_folder() / "place.json"


class State(NamedTuple):
    """What a start takes up from the last one."""

    place: Place = Place()
    view: View = View()
    opened_on: date | None = None
    """The day she last left, in her zone."""


def save(place: Place, view: View, today: date) -> None:
    """Keep the place for the next start. What cannot be written is not worth a word: it is only a place."""
    _write({**place._asdict(), **view._asdict(), "opened_on": today.isoformat(), "recent": recent()})


def recent() -> list[str]:
    """What she chose last in the palette, by key, the newest first."""
    chosen = _stored().get("recent")
    return [key for key in chosen if isinstance(key, str)][:_RECENT] if isinstance(chosen, list) else []


def note_choice(key: str) -> None:
    """Let this choice of the palette stand first the next time."""
    _write({**_stored(), "recent": [key, *(other for other in recent() if other != key)][:_RECENT]})


def _write(state: dict[str, object]) -> None:
    try:
        paths.write_private(_state_file(), json.dumps(state))
    except OSError:
        return


def _stored() -> dict[str, object]:
    try:
        stored = json.loads(_state_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stored if isinstance(stored, dict) else {}


def load() -> State:
    """The place, the view and the day of the last time."""
    stored = _stored()
    known: dict[str, str | None] = {}
    for name in (*Place._fields, *View._fields, "opened_on"):
        value = stored.get(name)
        known[name] = value if isinstance(value, str) else None
    place = Place(known["screen"] or HOME, known["client_id"], known["row_id"])
    return State(place, View(known["density"] or "", known["swimlanes"] or ""), _day(known["opened_on"]))


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def first_place(state: State, today: date) -> Place:
    """Where a start begins: the first one of a day on Today, a later one where she left."""
    return Place("today") if state.opened_on is not None and state.opened_on < today else state.place

"""A file brought in again: what changed there, what she changed here, and which of the two holds.

A field she has not touched follows the other tool; one she has touched stays hers, and is counted where the other side
changed too. Finishing a card is a field of its own: what is finished there is finished here in whatever lane it stood.
"""

import hashlib
import json
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple, Self

from obm_tui.domain.cards import CLOSED_LANES, Lane


class Line(NamedTuple):
    """A checklist line of a card's image."""

    source_id: str
    heading: str
    text: str
    done: bool


class Image(NamedTuple):
    """A card as a file had it, in the words it has here; texts that may be long as a digest."""

    title: str
    body: str
    due: str
    start: str
    priority: int
    owner: str
    """The person's key; empty for nobody."""
    lane: str
    is_archived: bool
    labels: tuple[str, ...] = ()
    """Keys of labels."""
    lines: tuple[Line, ...] = ()
    comments: tuple[str, ...] = ()
    """The tool's own ids."""
    links: tuple[str, ...] = ()

    @property
    def is_closed(self) -> bool:
        """Whether it is finished or given up."""
        return Lane(self.lane) in CLOSED_LANES

    def dumps(self) -> str:
        """As text, to be kept with the card's origin."""
        return json.dumps(self, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def loads(cls, text: str) -> Self | None:
        """The image a text keeps; nothing where it keeps none."""
        if not text:
            return None
        told = cls(*json.loads(text))
        lines = tuple(Line(*line) for line in told.lines)
        return told._replace(
            labels=tuple(told.labels), lines=lines, comments=tuple(told.comments), links=tuple(told.links)
        )


def digest(text: str) -> str:
    """A short stand-in for a text: two that differ have different ones."""
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).hexdigest() if text else ""


class Verdict(Enum):
    """What becomes of one field."""

    STAYS = "stays"
    FOLLOWS = "follows"
    """It takes the value of the other side."""
    DISPUTED = "disputed"
    """Both sides changed it: hers stays."""


def decide(before: object, there: object, here: object) -> Verdict:
    """What becomes of a field that was `before` on both sides."""
    if there in (before, here):
        return Verdict.STAYS
    return Verdict.FOLLOWS if here == before else Verdict.DISPUTED


FIELDS = ("title", "body", "due", "start", "priority", "owner")
"""Fields that are compared one by one."""


class Changes(NamedTuple):
    """What becomes of one card."""

    fields: tuple[str, ...] = ()
    """Those of `FIELDS` that follow."""
    lane: str | None = None
    """The lane it goes to; finishing and taking up again are among them."""
    is_archived: bool | None = None
    disputed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything follows."""
        return bool(self.fields) or self.lane is not None or self.is_archived is not None


def compare(before: Image, there: Image, here: Image) -> Changes:
    """What becomes of a card's own fields."""
    verdicts = {name: decide(getattr(before, name), getattr(there, name), getattr(here, name)) for name in FIELDS}
    lane, disputed = _lane(before, there, here)
    archive = decide(before.is_archived, there.is_archived, here.is_archived)
    return Changes(
        fields=tuple(name for name, verdict in verdicts.items() if verdict is Verdict.FOLLOWS),
        lane=lane,
        is_archived=there.is_archived if archive is Verdict.FOLLOWS else None,
        disputed=(*(name for name, verdict in verdicts.items() if verdict is Verdict.DISPUTED), *disputed),
    )


def _lane(before: Image, there: Image, here: Image) -> tuple[str | None, tuple[str, ...]]:
    closing = decide(before.is_closed, there.is_closed, here.is_closed)
    if closing is Verdict.FOLLOWS:
        return there.lane, ()
    if there.is_closed or here.is_closed:
        return None, ()
    moving = decide(before.lane, there.lane, here.lane)
    if moving is Verdict.FOLLOWS:
        return there.lane, ()
    return None, ("lane",) if moving is Verdict.DISPUTED else ()


def new_of(before: tuple[str, ...], there: tuple[str, ...]) -> Iterator[str]:
    """What is there for the first time."""
    known = set(before)
    return (item for item in there if item not in known)

"""Cards as columns: what a filter tests, folded once, so that a hundred thousand cards answer to every key.

A test gives a mask: a number with one byte a card, 1 where the card is wanted. Masks combine as numbers do.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Sequence, Set
from datetime import date
from functools import partial
from itertools import compress
from operator import eq
from typing import NamedTuple, TypeVar

from obm_tui.domain.cards import BOARD_LANES, CardRow, Lane
from obm_tui.domain.idlist import IdList
from obm_tui.domain.text import fold

Mask = int
"""One byte a card, 0 or 1, the first card in the highest byte."""
LabelsOf = Callable[[Callable[[str], bool]], Set[str]]
"""The cards with a label whose folded name is wanted."""
Value = TypeVar("Value")
_MOST_LISTS = 200


def _no_labels(_wanted: Callable[[str], bool]) -> Set[str]:
    return frozenset()


class CardFact(NamedTuple):
    """What a filter can ask of one card."""

    id: str
    client_id: str | None
    reference: str
    title: str
    client_code: str | None
    project: str | None
    lane: Lane
    priority: int
    expected_day: date | None
    """When it should be there, as `CardRow.expected_day` has it."""
    owner: str | None
    owner_is_me: bool
    awaited: str | None
    blocked_reason: str
    snoozed_until: date | None


def fact_of(row: CardRow) -> CardFact:
    """What a filter can ask of a row that was read already."""
    return CardFact(**{name: getattr(row, name) for name in CardFact._fields})


class _Aligned(NamedTuple):
    """A list of cards beside their places in a table."""

    keys: list[bytes]
    spots: list[int]


class CardTable:
    """Columns of cards, all in one order."""

    def __init__(self, facts: Iterable[CardFact] = (), labels_of: LabelsOf = _no_labels) -> None:
        self._labels_of = labels_of
        self.ids: list[str] = []
        self.client_ids: list[str | None] = []
        self.texts: list[str] = []
        """Reference and title, folded."""
        self.codes: list[str | None] = []
        self.projects: list[str | None] = []
        self.lanes: list[str] = []
        """Their values: an enum's member is hashed in Python, twenty times slower."""
        self.priorities: list[int] = []
        self.days: list[date | None] = []
        self.owners: list[str | None] = []
        self.hers: list[bool] = []
        self.awaited: list[str | None] = []
        self.held_up: list[bool] = []
        self.asleep: list[date | None] = []
        """The day each one wakes."""
        self._spots: dict[str, int] = {}
        """The place of each card in a mask that has one byte more in front, for those that are not here."""
        self._lists: dict[IdList, _Aligned] = {}
        self._add(facts)

    def _add(self, facts: Iterable[CardFact]) -> None:
        rows = list(facts)
        self.ids += [row.id for row in rows]
        self.client_ids += [row.client_id for row in rows]
        self.texts += [fold(f"{row.reference} {row.title}") for row in rows]
        self.codes += [row.client_code for row in rows]
        self.projects += [row.project for row in rows]
        self.lanes += [row.lane.value for row in rows]
        self.priorities += [row.priority for row in rows]
        self.days += [row.expected_day for row in rows]
        self.owners += [row.owner for row in rows]
        self.hers += [row.owner_is_me for row in rows]
        self.awaited += [row.awaited for row in rows]
        self.held_up += [bool(row.blocked_reason) for row in rows]
        self.asleep += [row.snoozed_until for row in rows]

    def take(self, keys: Set[str], facts: Iterable[CardFact]) -> None:
        """These cards changed; `facts` are those still there.

        Every card keeps its place, so that lists asked about before need no second look; one that is gone stands
        in no lane of the board.
        """
        spots, fresh = self._places(), CardTable(facts)
        columns = [column for column in vars(self).values() if isinstance(column, list)]
        others = [column for column in vars(fresh).values() if isinstance(column, list)]
        for key in keys & spots.keys():
            self.lanes[spots[key] - 1] = Lane.DROPPED.value
        for row, key in enumerate(fresh.ids):
            spot = spots.setdefault(key, len(self.ids) + 1)
            for column, other in zip(columns, others, strict=True):
                column[spot - 1 : spot] = [other[row]]
        self._lists = {ids: aligned for ids, aligned in self._lists.items() if 0 not in aligned.spots}

    def _places(self) -> dict[str, int]:
        if not self._spots:
            self._spots = {key: spot for spot, key in enumerate(self.ids, 1)}
        return self._spots

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def everything(self) -> Mask:
        """Every card."""
        return int.from_bytes(b"\x01" * len(self.ids))

    def without(self, mask: Mask) -> Mask:
        """All the others."""
        return self.everything ^ mask

    def holding(self, text: str) -> Mask:
        """Cards with this folded text in their reference, title or a name."""
        named = self.where(self.owners, lambda name: text in fold(name or ""))
        named |= self.where(self.awaited, lambda name: text in fold(name or ""))
        return named | mask_of([text in words for words in self.texts])

    def where(self, column: Sequence[Value], wanted: Callable[[Value], bool]) -> Mask:
        """Cards whose value is wanted; each value is asked about once."""
        found = {value for value in set(column) if wanted(value)}
        return mask_of(map(found.__contains__, column)) if found else 0

    def in_lanes(self, wanted: Container[Lane]) -> Mask:
        """Cards that stand in one of these lanes."""
        return self.where(self.lanes, lambda value: Lane(value) in wanted)

    def labelled(self, wanted: Callable[[str], bool]) -> Mask:
        """Cards with a label whose folded name is wanted."""
        found = self._labels_of(wanted)
        return mask_of(map(found.__contains__, self.ids)) if found else 0

    def keys(self, mask: Mask) -> Iterator[str]:
        """The cards of a mask, in the table's order."""
        return compress(self.ids, mask.to_bytes(len(self.ids)))

    def cut(self, ids: IdList, mask: Mask) -> IdList:
        """Those of a list that a mask wants, in its order. A list asked about before costs a tenth."""
        aligned = self._lists.get(ids)
        if aligned is None:
            if len(self._lists) > _MOST_LISTS:
                self._lists.clear()
            aligned = self._lists[ids] = self._align(ids)
        flags = mask.to_bytes(len(self.ids) + 1)
        return IdList.packed(compress(aligned.keys, map(flags.__getitem__, aligned.spots)))

    def _align(self, ids: IdList) -> "_Aligned":
        spots = self._places()
        return _Aligned(ids.pieces(), [spots.get(key, 0) for key in ids])

    def on_board(self, client_id: str | None, today: date) -> Mask:
        """Cards that stand awake in a lane of the board, of one client or of all."""
        found = self.in_lanes(BOARD_LANES)
        found &= self.where(self.asleep, lambda day: day is None or day <= today)
        return found if client_id is None else found & self.where(self.client_ids, partial(eq, client_id))


def mask_of(wanted: Iterable[bool]) -> Mask:
    """A mask from one answer a card."""
    return int.from_bytes(bytes(wanted))


def count(mask: Mask) -> int:
    """How many cards a mask wants."""
    return mask.bit_count()

"""A column of cards without a screen: which ids, which one is under the cursor, which are in view."""

from collections.abc import Callable, Iterable, Sequence

from obm_tui.domain.cards import CardRow
from obm_tui.domain.idlist import IdList

Fetch = Callable[[Sequence[str]], dict[str, CardRow]]
"""Rows for keys; who asks does not know where they come from."""


class RowCache:
    """The rows that were drawn lately, by key."""

    SIZE = 400

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch
        self._rows: dict[str, CardRow] = {}

    def rows(self, ids: Iterable[str]) -> list[CardRow | None]:
        """Rows in the order of the keys; nothing for one that is gone."""
        wanted = list(ids)
        missing = [key for key in wanted if key not in self._rows]
        if missing:
            if len(self._rows) + len(missing) > self.SIZE:
                self._rows = {key: self._rows[key] for key in wanted if key in self._rows}
            self._rows.update(self._fetch(missing))
        return [self._rows.get(key) for key in wanted]

    def row(self, key: str) -> CardRow | None:
        """One row."""
        return self._rows.get(key) or self.rows([key])[0]

    def forget(self, keys: frozenset[str] | None = None) -> None:
        """Drop what changed; everything without keys."""
        if keys is None:
            self._rows.clear()
        else:
            for key in keys:
                self._rows.pop(key, None)


class CardColumn:
    """Ids in order, a cursor, and the first one in view."""

    def __init__(self, ids: IdList | None = None) -> None:
        self.ids = ids if ids is not None else IdList()
        self.cursor = 0
        self.top = 0
        self._view: tuple[IdList, int, int] | None = None
        self._in_view: list[str] = []

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def current(self) -> str | None:
        """The key under the cursor."""
        return self.ids[self.cursor] if 0 <= self.cursor < len(self.ids) else None

    def put(self, ids: IdList) -> None:
        """Take new ids; the cursor stays on its card, or where it was when that one left."""
        if ids == self.ids:
            return
        key = self.current
        before = self.cursor - self.top
        self.ids = ids
        found = ids.find(key) if key is not None else -1
        self.cursor = found if found >= 0 else max(0, min(self.cursor, len(ids) - 1))
        self.top = max(0, self.cursor - before)

    def select(self, key: str) -> bool:
        """Put the cursor on this card, if it is here."""
        found = self.ids.find(key)
        if found >= 0:
            self.cursor = found
        return found >= 0

    def neighbours(self, key: str) -> tuple[str | None, str | None]:
        """The keys before and after this one."""
        spot = self.ids.find(key)
        before = self.ids[spot - 1] if spot > 0 else None
        after = self.ids[spot + 1] if 0 <= spot < len(self.ids) - 1 else None
        return before, after

    def step(self, count: int) -> bool:
        """Move the cursor; False at the end."""
        target = max(0, min(self.cursor + count, len(self.ids) - 1))
        moved = target != self.cursor
        self.cursor = target
        return moved

    def scroll_to_cursor(self, slots: int) -> bool:
        """Bring the cursor into view of `slots` cards; True when the view moved."""
        top = min(self.top, self.cursor)
        top = max(top, self.cursor - slots + 1)
        top = max(0, min(top, len(self.ids) - slots))
        moved = top != self.top
        self.top = top
        return moved

    def visible(self, slots: int) -> list[str]:
        """The keys in view."""
        view = (self.ids, self.top, slots)
        if view != self._view:
            self._view, self._in_view = view, list(self.ids[self.top : self.top + slots])
        return self._in_view


def carry(key: str, source: CardColumn, target: CardColumn, places: int, *, to_top: bool = False) -> None:
    """Take a key elsewhere, the cursor with it: `places` down in its own column, to the same height in another."""
    position = source.ids.find(key)
    rest = source.ids.without([key])
    if target is source:
        spot = max(0, min(position + places, len(rest)))
    else:
        height = max(0, position - source.top)
        source.ids = rest
        source.cursor = max(0, min(source.cursor, len(rest) - 1))
        rest = target.ids
        spot = min(len(rest), target.top + height)
    if to_top:
        spot = 0
    target.ids = rest.inserted(spot, key)
    target.cursor = spot

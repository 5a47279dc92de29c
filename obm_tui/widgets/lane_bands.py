"""Bands of lanes above each other, without a screen: which there are, and which lines each takes."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from obm_tui.domain.bands import Band
from obm_tui.domain.cards import Lane
from obm_tui.domain.idlist import IdList
from obm_tui.widgets.card_cell import Density
from obm_tui.widgets.card_column import CardColumn
from obm_tui.widgets.lane_frame import HEAD_LINES

_LINES = 12
"""Lines of cards a band takes at most; what does not fit scrolls within it."""


class LaneBand:
    """A column a lane: of one client or person, or of the whole board where it is not cut into bands."""

    def __init__(self, lanes: int) -> None:
        self.columns = [CardColumn() for _lane in range(lanes)]
        self.about: Band | None = None
        """Whose cards these are; none on a board that is not cut."""

    def put(self, about: Band | None, lanes: Sequence[Lane], ids: Mapping[Lane, IdList]) -> None:
        """Take new ids."""
        self.about = about
        for column, lane in zip(self.columns, lanes, strict=True):
            column.put(ids.get(lane, IdList()))

    def __contains__(self, key: str) -> bool:
        return any(key in column.ids for column in self.columns)

    def __len__(self) -> int:
        return sum(len(column) for column in self.columns)


class Stretch(NamedTuple):
    """The lines a band takes on the screen."""

    band: int
    top: int
    """The line where its cards begin; a band's name stands in the line above."""
    rows: int
    """Cards of a lane in view."""
    tail: int | None
    """The line that says how many more there are."""
    end: int
    """The first line below it."""


def whole(height: int, density: Density) -> Stretch:
    """A board that is not cut: all lines below the lanes' names, the last one for what is out of view."""
    # The blank line under the last roomy card is the line that says how many more there are.
    spare = 1 if density is Density.ROOMY else 0
    rows = max(1, (height - HEAD_LINES - 1 + spare) // density)
    return Stretch(0, HEAD_LINES, rows, height - 1, height)


class Stack:
    """Bands above each other in a window, as many as fit."""

    def __init__(self, fullest: Callable[[int], int], count: int, height: int, density: Density) -> None:
        """`fullest` tells how many cards the fullest open lane of a band holds."""
        self._fullest = fullest
        self._count = count
        self._density = density
        self._last = height - 1
        self._most = max(1, min(_LINES, height - HEAD_LINES - 1) // density)

    def _measure(self, band: int, top: int) -> Stretch:
        fullest = self._fullest(band)
        rows = min(self._most, fullest)
        end = top + rows * self._density
        tail = None
        if fullest > rows:
            # A roomy card has a blank line to spare, the others have not.
            tail = end - 1 if self._density is Density.ROOMY else end
            end = max(end, tail + 1)
        return Stretch(band, top, rows, tail, end)

    def first_in_view(self, first: int, cursor: int) -> int:
        """The band to begin with, so that the cursor's is in view and as little moves as can be."""
        first = max(0, min(first, cursor))
        sizes = [self._measure(band, 1).end for band in range(first, cursor + 1)]
        room = self._last - (HEAD_LINES - 1)
        skipped = 0
        while sum(sizes[skipped:]) > room and skipped < len(sizes) - 1:
            skipped += 1
        return first + skipped

    def stretches(self, first: int) -> list[Stretch]:
        """The lines of every band in view; the lowest may be cut."""
        found: list[Stretch] = []
        top = HEAD_LINES
        for band in range(first, self._count):
            if top - 1 >= self._last:
                break
            found.append(self._measure(band, top))
            top = found[-1].end + 1
        return found

"""A number's history as a curve: where it should be, which points are beyond that, what happened when.

The curve itself is drawn by plotille in Braille dots; around it everything is cells: letters, limits, labels.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from textual import events
from textual.message import Message
from textual.strip import Strip

from obm_tui.domain.level import Level
from obm_tui.i18n import _
from obm_tui.widgets.drawn import Drawn
from obm_tui.widgets.paint import Piece, clip, line

_BLANK = "\u2800"
"""A Braille cell without dots."""
_LIMIT = "┄"
_MARK = "◆"
_MARGIN = 20
"""The curve keeps one part in so many away from the upper and lower edge."""


class Point(NamedTuple):
    """A period of the history."""

    label: str
    value: int | None
    level: Level
    low: int | None
    """The least that was right then."""
    high: int | None
    """The most that was right then."""
    note: str
    before: int | None = None
    """What it was one longer period earlier, to compare with."""


class ChartArea(NamedTuple):
    """What the curve is drawn into."""

    left: int
    width: int
    height: int
    bottom: float
    top: float

    def column(self, spot: int, count: int) -> int:
        """The cell a point stands in."""
        return round(spot * (self.width - 1) / max(1, count - 1)) if count > 1 else self.width // 2

    def row(self, value: int) -> int:
        """The line a value stands on, from the top."""
        share = (value - self.bottom) / (self.top - self.bottom)
        return max(0, min(self.height - 1, self.height - 1 - int(share * self.height)))


class Chart(Drawn):
    """Left and right choose a point; a click does too."""

    @dataclass
    class PointChosen(Message):
        """Another point is under the cursor."""

        spot: int

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self._points: tuple[Point, ...] = ()
        self._spot = -1
        self._show: Callable[[int], str] = str
        self._rows: dict[int, list[tuple[str, str]]] = {}
        """The lines as cells and their parts, by line, for the present size."""

    def put(self, points: Sequence[Point], spot: int, show: Callable[[int], str]) -> None:
        """Show these points, the one under the cursor marked; `show` writes a measure with its unit."""
        self._points, self._spot, self._show = tuple(points), spot, show
        self._rows = {}
        self.refresh()

    def on_resize(self) -> None:
        """Another size is another curve."""
        self._rows = {}

    def on_click(self, event: events.Click) -> None:
        """The nearest point."""
        area = self._area(self.outer_size.width, self.outer_size.height)
        if area is not None:
            count = len(self._points)
            distances = {spot: abs(area.left + area.column(spot, count) - event.x) for spot in range(count)}
            self.post_message(self.PointChosen(min(distances, key=lambda spot: distances[spot])))

    # -- drawing -----------------------------------------------------------------------------------------------------

    def draw_line(self, y: int, width: int) -> Strip:
        """A line of the chart."""
        if not self._rows:
            self._rows = dict(enumerate(self._draw_all(width, self.outer_size.height)))
        pieces: list[Piece] = [(text, self.look(part)) for text, part in self._rows.get(y, [])]
        return Strip(line(pieces, width, self.look("plain")), width)

    def _area(self, width: int, height: int) -> ChartArea | None:
        known = [point.value for point in self._points if point.value is not None]
        if not known or height < 4 or width < 16:
            return None
        drawn = known + [point.before for point in self._points if point.before is not None]
        low, high = min(drawn), max(drawn)
        span = high - low or abs(high) or 1
        for point in self._points:
            for limit in (point.low, point.high):
                # A target far away would press the curve flat: it stays beyond the edge.
                if limit is not None and low - 2 * span <= limit <= high + 2 * span:
                    drawn.append(limit)
        low, high = min(drawn), max(drawn)
        margin = (high - low or abs(high) or 1) / _MARGIN
        area = ChartArea(0, width, height - 2, low - margin, high + margin)
        left = max(map(len, self._scale(area).values())) + 1
        return area._replace(left=left, width=width - left - 1)

    def _draw_all(self, width: int, height: int) -> list[list[tuple[str, str]]]:
        area = self._area(width, height)
        if area is None:
            return [[], [("   " + _("No value yet: there is nothing to draw."), "quiet")]]
        cells = self._cells(area)
        rows = [self._left(area, y) + _joined(cells[y]) for y in range(area.height)]
        return [*rows, self._axis(area), self._labels(area)]

    def _cells(self, area: ChartArea) -> list[list[tuple[str, str]]]:
        """What stands in each cell: limits, the period before, the curve over them, letters over that."""
        count = len(self._points)
        cells = [[(" ", "plain")] * area.width for _row in range(area.height)]
        at = area.column(self._spot % count, count)
        for row in cells:
            row[at] = ("│", "faint")
        for column in range(area.width):
            point = self._points[round(column * (count - 1) / max(1, area.width - 1))]
            for limit in (point.low, point.high):
                if limit is not None and area.bottom <= limit <= area.top:
                    cells[area.row(limit)][column] = (_LIMIT, "quiet")
        self._draw_curve(area, [point.before for point in self._points], "faint", cells)
        self._draw_curve(area, [point.value for point in self._points], "bright", cells)
        for spot, point in enumerate(self._points):
            if point.value is not None and (point.level >= Level.AMBER or spot == self._spot % count):
                cells[area.row(point.value)][area.column(spot, count)] = self._sign(point, spot == self._spot % count)
        return cells

    def _sign(self, point: Point, is_chosen: bool) -> tuple[str, str]:
        letters = {Level.RED: (_("R"), "red"), Level.AMBER: (_("A"), "amber"), Level.GREEN: (_("G"), "green")}
        letter, part = letters.get(point.level, ("●", "bright"))
        return (letter, "cell" if is_chosen else part)

    def _draw_curve(
        self, area: ChartArea, values: Sequence[int | None], part: str, cells: list[list[tuple[str, str]]]
    ) -> None:
        """A curve over what stands there; where a value is missing there is a gap."""
        if all(value is None for value in values):
            return
        from plotille import Canvas  # here: only a chart draws one

        canvas = Canvas(area.width, area.height, xmin=0, xmax=area.width, ymin=area.bottom, ymax=area.top)
        count = len(values)
        spots = [(area.column(spot, count) + 0.5, value) for spot, value in enumerate(values)]
        for (x0, before), (x1, after) in pairwise(spots):
            if before is not None and after is not None:
                canvas.line(x0, before, x1, after)
        for x, value in spots:
            if value is not None:
                canvas.point(x, value)
        for y, text in enumerate(canvas.plot().splitlines()[: area.height]):
            for x, letter in enumerate(text[: area.width]):
                if letter not in {_BLANK, " "}:
                    cells[y][x] = (letter, part)

    def _scale(self, area: ChartArea) -> dict[int, str]:
        """The highest, the lowest, and one between them where there is room; by line."""
        shown = {0: area.top, area.height - 1: area.bottom}
        if area.height >= 7:
            shown[area.height // 2] = (area.top + area.bottom) / 2
        return {y: self._show(_rounded(value, area)) for y, value in shown.items()}

    def _left(self, area: ChartArea, y: int) -> list[tuple[str, str]]:
        return [(clip(self._scale(area).get(y, ""), area.left - 1).rjust(area.left - 1) + " ", "quiet")]

    def _axis(self, area: ChartArea) -> list[tuple[str, str]]:
        count = len(self._points)
        cells = ["─"] * area.width
        noted = {area.column(spot, count) for spot, point in enumerate(self._points) if point.note}
        row = [(_MARK if x in noted else letter, "amber" if x in noted else "faint") for x, letter in enumerate(cells)]
        return [(" " * area.left, "plain"), *_joined(row)]

    def _labels(self, area: ChartArea) -> list[tuple[str, str]]:
        """The names of the periods that fit, the newest in any case."""
        count, text = len(self._points), [" "] * area.width
        taken = area.width + 1
        for spot in range(count - 1, -1, -1):
            label = self._points[spot].label
            start = min(area.column(spot, count), area.width - len(label))
            if start >= 0 and start + len(label) < taken:
                text[start : start + len(label)] = label
                taken = start - 2
        return [(" " * area.left + "".join(text), "quiet")]


def _rounded(value: float, area: ChartArea) -> int:
    """A number of the scale with no more digits than the scale tells apart."""
    step = 1
    while step * 10 * area.height < area.top - area.bottom:
        step *= 10
    return round(value / step) * step


def _joined(cells: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Neighbours that look the same as one piece."""
    pieces: list[tuple[str, str]] = []
    for text, part in cells:
        if pieces and pieces[-1][1] == part:
            pieces[-1] = (pieces[-1][0] + text, part)
        else:
            pieces.append((text, part))
    return pieces

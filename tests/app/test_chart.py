"""Curves: sparklines as a pure function, charts as the cells they fill."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult

from obm_tui.domain.level import Level
from obm_tui.styles.themes import THEMES
from obm_tui.widgets.chart import Chart, Point
from obm_tui.widgets.sparkline import sparkline

BLOCKS = "▁▂▃▄▅▆▇█"
VALUES = st.lists(st.none() | st.integers(-(10**15), 10**15), max_size=60)


@given(VALUES, st.integers(0, 60))
def test_a_sparkline_has_a_cell_a_value_and_gaps_where_there_is_none(values: list[int | None], width: int) -> None:
    text = sparkline(values, width)
    shown = values[max(0, len(values) - width) :] if width else []
    assert len(text) == len(shown)
    assert [letter == " " for letter in text] == [value is None for value in shown]
    assert set(text) <= {*BLOCKS, " "}


@given(st.lists(st.integers(-(10**15), 10**15), min_size=2, max_size=60, unique=True))
def test_the_highest_and_the_lowest_fill_the_scale(values: list[int]) -> None:
    text = sparkline(values, len(values))
    assert (text[values.index(max(values))], text[values.index(min(values))]) == ("█", "▁")
    by_value = [letter for _value, letter in sorted(zip(values, text, strict=True))]
    assert by_value == sorted(by_value), "more is never lower"


def test_what_never_changes_stands_in_the_middle() -> None:
    assert sparkline([5, 5, None, 5], 9) == "▄▄ ▄"
    assert sparkline([], 5) == ""
    assert sparkline([None, None], 5) == "  "


def points(
    *values: int | None, low: int | None = None, levels: Sequence[Level] = (), notes: Sequence[int] = ()
) -> tuple[Point, ...]:
    return tuple(
        Point(f"W{n}", value, levels[n] if levels else Level.NONE, low, None, "why" if n in notes else "")
        for n, value in enumerate(values)
    )


class ChartApp(App[None]):
    """A chart alone."""

    def __init__(self, shown: tuple[Point, ...], spot: int = -1) -> None:
        super().__init__()
        self._shown, self._spot = shown, spot
        self.chosen: list[int] = []
        self.register_theme(THEMES["dark"])
        self.theme = THEMES["dark"].name

    def compose(self) -> ComposeResult:
        yield Chart()

    def on_mount(self) -> None:
        self.query_one(Chart).put(self._shown, self._spot, str)

    def on_chart_point_chosen(self, event: Chart.PointChosen) -> None:
        self.chosen.append(event.spot)


async def drawn(shown: tuple[Point, ...], size: tuple[int, int] = (60, 12), spot: int = -1) -> list[str]:
    app = ChartApp(shown, spot)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        return [strip.text for strip in app.screen._compositor.render_strips()]


def is_dot(letter: str) -> bool:
    return "\u2801" <= letter <= "\u28ff"


@pytest.mark.parametrize("size", [(40, 8), (60, 12), (200, 40)])
async def test_a_curve_climbs_from_the_lower_left_to_the_upper_right(size: tuple[int, int]) -> None:
    lines = await drawn(points(*range(10, 40)), size)
    dots = [(x, y) for y, text in enumerate(lines) for x, letter in enumerate(text) if is_dot(letter)]
    assert min(dots)[1] > max(dots)[1]
    assert max(x for x, _y in dots) > size[0] - 4
    assert all(len(text) == size[0] for text in lines)
    assert "W29" in lines[-1]


async def test_where_a_value_is_missing_there_is_a_gap() -> None:
    lines = await drawn(points(*[5] * 10, *[None] * 20, *[5] * 10), (84, 8), spot=0)
    left = len(lines[-2]) - len(lines[-2].lstrip())
    columns = {x for text in lines for x, letter in enumerate(text) if is_dot(letter)}
    middle = set(range(left + 25, left + 55))
    assert columns & middle == set()
    assert len(columns) > 30


async def test_letters_stand_on_points_beyond_the_target_and_marks_where_something_was_noted() -> None:
    levels = [Level.GREEN, Level.GREEN, Level.AMBER, Level.RED]
    lines = await drawn(points(10, 9, 7, 4, low=8, levels=levels, notes=[2]), spot=0)
    text = "\n".join(lines)
    assert (text.count("A"), text.count("R"), text.count("◆")) == (1, 1, 1)
    assert sum(line.count("┄") > 20 for line in lines) == 1, "the target is a line of its own"


async def test_a_target_far_away_does_not_press_the_curve_flat() -> None:
    lines = await drawn(points(10, 12, 11, 13, low=1000))
    assert "┄" not in "\n".join(lines)
    assert len({y for y, text in enumerate(lines) if any(map(is_dot, text))}) > 3


@pytest.mark.parametrize("values", [(5,), (5, 5, 5), (0, 0), (-3, -9, 4), (10**16, 3, -(10**16))])
async def test_odd_histories_are_drawn_too(values: tuple[int, ...]) -> None:
    lines = await drawn(points(*values), (40, 9))
    # One point alone is the one under the cursor.
    assert any(is_dot(letter) or letter == "●" for text in lines for letter in text)


@pytest.mark.parametrize("values", [(), (None,), (None, None)])
async def test_nothing_to_draw_says_so(values: tuple[None, ...]) -> None:
    assert "nothing to draw" in "\n".join(await drawn(points(*values)))


@pytest.mark.parametrize("size", [(15, 12), (60, 3), (1, 1)])
async def test_too_small_a_window_is_left_empty(size: tuple[int, int]) -> None:
    lines = await drawn(points(1, 2, 3), size)
    assert not any(is_dot(letter) for text in lines for letter in text)


async def test_without_colours_it_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    levels = [Level.GREEN, Level.RED, Level.RED]
    coloured = await drawn(points(10, 5, 4, low=8, levels=levels))
    monkeypatch.setenv("NO_COLOR", "1")
    assert await drawn(points(10, 5, 4, low=8, levels=levels)) == coloured


async def test_a_click_chooses_the_nearest_point() -> None:
    app = ChartApp(points(1, 2, 3, 4, 5))
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.click(Chart, offset=(58, 3))
        await pilot.click(Chart, offset=(4, 3))
        await pilot.pause()
    assert app.chosen == [4, 0]

"""The last wall: what is drawn holds no character that could steer a terminal, and keeps its width."""

import pytest
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.color import Color
from textual.strip import Strip

from obm_tui.app import ObmApp
from obm_tui.widgets.guard import TerminalGuard, guarded
from tests import hostile

BLACK = Color(0, 0, 0)
STEERING = "\x00\x07\x08\t\n\r\x1b\x7f\x80\x9b\x9f\u2028\u2029\u202a\u202e\u2066\u2069\ufff9\ud800\udfff"


@pytest.mark.parametrize("text", [*hostile.CONTROLS, *hostile.UNSTORABLE, STEERING])
def test_no_steering_character_is_left_and_the_width_is_the_same(text: str) -> None:
    bold = Style(bold=True)
    [segment] = TerminalGuard().apply([Segment(text, bold)], BLACK)

    assert not set(segment.text) & set(STEERING)
    assert (cell_len(segment.text), segment.style) == (cell_len(text), bold)
    assert segment.text.encode("utf-8")


@pytest.mark.parametrize("text", [*hostile.MARKUP, *hostile.CODE, *hostile.SCRIPTS, "", "abc", "é漢字 …"])
def test_everything_else_stays(text: str) -> None:
    [segment] = TerminalGuard().apply([Segment(text)], BLACK)

    assert segment.text == text.replace("\u2066", "")


def test_plain_lines_are_not_copied() -> None:
    strip, segment = Strip([Segment("abc")]), Segment("abc")

    assert guarded(strip) is strip
    assert TerminalGuard().apply([segment], BLACK)[0] is segment
    assert guarded(Strip([Segment("a\x1b[2Jb")])).text == "a[2Jb"


def test_it_stands_behind_every_widget() -> None:
    assert ObmApp.get_line_filters is not App.get_line_filters

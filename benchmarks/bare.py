"""The floor: the least a Textual app can be, a title and one line that is drawn again at every key.

With `--sqlmodel` it also imports what the program needs for writing, as a program would that did so at its start.
"""

import sys

from rich.segment import Segment
from textual import events
from textual.app import App, ComposeResult
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static


class Line(Widget):
    """One line that says how many keys there were."""

    DEFAULT_CSS = "Line { height: 1; }"

    def __init__(self) -> None:
        super().__init__()
        self.keys = 0

    def render_line(self, y: int) -> Strip:
        """Textual's way in."""
        return Strip([Segment(f"{self.keys} keys".ljust(self.size.width))], self.size.width)


class BareApp(App[None]):
    """Nothing but that."""

    ENABLE_COMMAND_PALETTE = False

    def compose(self) -> ComposeResult:
        """A title and the line."""
        yield Static("bare Textual is ready")
        yield Line()

    def on_key(self, _event: events.Key) -> None:
        """Count."""
        line = self.query_one(Line)
        line.keys += 1
        line.refresh()


if __name__ == "__main__":
    if "--sqlmodel" in sys.argv:
        import sqlmodel  # noqa: F401
    BareApp().run()

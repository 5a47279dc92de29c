"""A widget that draws its own lines, and the styles all of them share."""

from __future__ import annotations

from typing import ClassVar

from rich.color import Color
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from obm_tui.styles import themes
from obm_tui.widgets.card_cell import Palette

_PARTS = ("plain", "bright", "quiet", "faint", "amber", "green", "shout", "cursor", "selected", "section")


class Drawn(Widget):
    """Lines instead of child widgets: what it costs follows what is on screen, not what is stored."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"drawn--{part}" for part in _PARTS}
    DEFAULT_CSS = """
    Drawn { width: 1fr; height: 1fr; }
    Drawn > .drawn--plain { color: $foreground; background: $background; }
    Drawn > .drawn--bright { color: $bright; background: $background; }
    Drawn > .drawn--quiet { color: $quiet; background: $background; }
    Drawn > .drawn--faint { color: $faint; background: $background; }
    Drawn > .drawn--section { color: $quiet; background: $background; }
    Drawn > .drawn--amber { color: $warning; background: $background; }
    Drawn > .drawn--green { color: $success; background: $background; }
    Drawn > .drawn--shout { color: $shout; background: $error; text-style: bold; }
    Drawn > .drawn--cursor { color: $bright; background: $cursor; }
    Drawn > .drawn--selected { color: $accent; background: $background; text-style: bold; }
    """

    _looks_cache: tuple[str, dict[str, Style], Palette] | None = None

    def draw_line(self, y: int, width: int) -> Strip:
        """The line at `y`, in `width` cells."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """Textual's way in."""
        width = self.size.width
        if y >= self.size.height or width <= 0:
            return Strip.blank(max(0, width), self.look("plain"))
        return self.draw_line(y, width)

    def look(self, part: str) -> Style:
        """The style of a part: `plain`, `quiet`, `shout` and so on."""
        return self._looks()[0][part]

    @property
    def palette(self) -> Palette:
        """What cards are drawn with, in the theme in use."""
        return self._looks()[1]

    def _looks(self) -> tuple[dict[str, Style], Palette]:
        theme = self.app.theme
        if self._looks_cache is None or self._looks_cache[0] != theme:
            looks = {part: self.get_component_rich_style(f"drawn--{part}") for part in _PARTS}
            background = looks["plain"].bgcolor
            dark = self.app.current_theme.dark
            codes = {
                colour: Style(color=Color.parse(themes.client_colour(colour, dark)), bgcolor=background, bold=True)
                for colour in themes.CLIENT_DARK
            }
            only_background = Style(bgcolor=looks["cursor"].bgcolor)
            palette = Palette(
                plain=looks["plain"],
                bright=looks["bright"],
                quiet=looks["quiet"],
                faint=looks["faint"],
                amber=looks["amber"],
                shout=looks["shout"],
                cursor=only_background,
                selected=looks["selected"],
                clients=codes,
            )
            self._looks_cache = (theme, looks, palette)
        return self._looks_cache[1], self._looks_cache[2]

    def notify_style_update(self) -> None:
        """The theme changed: look the styles up again."""
        self._looks_cache = None
        super().notify_style_update()

    def refresh_lines(self, y: int, count: int = 1) -> None:
        """Draw some lines again."""
        self.refresh(Region(0, y, self.size.width, count))

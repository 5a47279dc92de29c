"""A widget that draws its own lines, and the styles all of them share."""

from __future__ import annotations

from typing import ClassVar, Self

from rich.color import Color
from rich.console import Console
from rich.style import Style
from textual._compositor import CompositorUpdate
from textual.filter import ANSIToTruecolor
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.theme import Theme
from textual.widget import Widget

from obm_tui.styles import themes
from obm_tui.widgets.card_cell import Palette
from obm_tui.widgets.guard import TerminalGuard, guarded

_Parts = dict[str, tuple[str, str, bool]]
_PARTS: _Parts = {
    "plain": ("foreground", "background", False),
    "bright": ("bright", "background", False),
    "quiet": ("quiet", "background", False),
    "faint": ("faint", "background", False),
    "section": ("quiet", "background", False),
    "amber": ("warning", "background", False),
    "green": ("success", "background", False),
    "red": ("error", "background", False),
    "shout": ("shout", "error", True),
    "cursor": ("bright", "cursor", False),
    "selected": ("accent", "background", True),
    "match": ("accent", "background", True),
    "chip": ("bright", "panel", False),
    "cell": ("background", "accent", True),
}
"""Each part's colour and ground, by their names in the theme, and whether it is bold."""
_CALM = _PARTS | {"shout": _PARTS["amber"], "red": _PARTS["amber"]}
"""The same where nothing shouts: the letters stay."""


Parts = dict[tuple[int, int], Strip]
"""Pieces of lines, by the column and line where each begins."""


class PartsUpdate(CompositorUpdate):
    """Pieces of lines on their way to the terminal."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts

    def render_segments(self, console: Console) -> str:
        """Textual's way in: each piece behind the order to go where it begins (CUP of ECMA-48)."""
        return "".join(f"\x1b[{y + 1};{x + 1}H{strip.render(console)}" for (x, y), strip in self.parts.items())


class Drawn(Widget):
    """Lines instead of child widgets: what it costs follows what is on screen, not what is stored.

    Its colours come from the theme directly. As CSS component classes they would be matched anew for every such
    widget at every change of style, which at the start alone takes a fifth of the time to the first rows.
    """

    DEFAULT_CSS = "Drawn { width: 1fr; height: 1fr; }"

    _by_theme: ClassVar[dict[str, tuple[dict[str, Style], Palette]]] = {}

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        self._kept: dict[int, Strip] = {}
        self._kept_size = Size(0, 0)
        self._kept_theme = ""
        self._kept_looks: tuple[dict[str, Style], Palette] | None = None
        super().__init__(id=id)

    def draw_line(self, y: int, width: int) -> Strip:
        """The line at `y`, in `width` cells."""
        raise NotImplementedError

    # -- Textual's ways in -----------------------------------------------------------------------------------------

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines in this part of the widget; a line is drawn once and kept until it is refreshed."""
        self._match_window()
        size, kept = self.outer_size, self._kept
        if missing := [y for y in crop.line_range if y not in kept]:
            kept |= zip(missing, self.filtered([self._draw(y, size) for y in missing]), strict=True)
        strips = [kept[y] for y in crop.line_range]
        if crop.column_span != (0, size.width):
            return [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def _match_window(self) -> None:
        """Forget what was drawn for another size or theme."""
        size, theme = self.outer_size, self.app.theme
        if (size, theme) != (self._kept_size, self._kept_theme):
            self._forget_everything()
            self._kept_size, self._kept_theme = size, theme

    @property
    def is_drawn(self) -> bool:
        """Whether it was drawn in its present size."""
        return self.outer_size == self._kept_size

    def _draw(self, y: int, size: Size) -> Strip:
        if y >= size.height or size.width <= 0:
            return Strip.blank(max(0, size.width), self.look("plain"))
        return self.draw_line(y, size.width)

    def filtered(self, strips: list[Strip]) -> list[Strip]:
        """Through the last wall, and Textual's filters but for those that find nothing: no terminal's own colours."""
        strips = [guarded(strip) for strip in strips]
        filters = [found for found in self.get_line_filters() if not isinstance(found, ANSIToTruecolor | TerminalGuard)]
        if filters:
            background = self.background_colors[1]
            for line_filter in filters:
                strips = [strip.apply_filter(line_filter, background) for strip in strips]
        return strips

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Draw these parts again, or everything."""
        if repaint and regions:
            for region in regions:
                self._forget(region)
        elif repaint:
            self._forget_everything()
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    @property
    def awaits_drawing(self) -> bool:
        """Whether something differs from what the terminal shows."""
        return self._repaint_required

    def take_parts(self) -> Parts:
        """What differs from what the terminal shows; who takes it shows it."""
        self._repaint_required = False
        self._match_window()
        whole = self.outer_size.region
        parts: Parts = {}
        for region in self._exchange_repaint_regions():
            parts |= self.parts(region.intersection(whole))
        return parts

    def parts(self, region: Region) -> Parts:
        """What stands in a region."""
        return {(region.x, y): strip for y, strip in zip(region.line_range, self.render_lines(region), strict=True)}

    def _forget(self, region: Region) -> None:
        for y in region.line_range:
            self._kept.pop(y, None)

    def _forget_everything(self) -> None:
        self._kept.clear()
        self._kept_looks = None

    def refresh_lines(self, y: int, count: int = 1) -> None:
        """Draw some lines again."""
        self.refresh(Region(0, y, self.outer_size.width, count))

    # -- colours ---------------------------------------------------------------------------------------------------

    def look(self, part: str) -> Style:
        """The style of a part: `plain`, `quiet`, `shout` and so on."""
        return self._looks()[0][part]

    @property
    def palette(self) -> Palette:
        """What cards are drawn with, in the theme in use."""
        return self._looks()[1]

    def _looks(self) -> tuple[dict[str, Style], Palette]:
        if self._kept_looks is None:
            name = f"{self.app.theme} calm" if self.is_calm else self.app.theme
            if name not in self._by_theme:
                self._by_theme[name] = _make_looks(self.app.current_theme, _CALM if self.is_calm else _PARTS)
            self._kept_looks = self._by_theme[name]
        return self._kept_looks

    @property
    def is_calm(self) -> bool:
        """Whether nothing shouts: after an absence, what is late is no reproach."""
        return bool(getattr(self.app, "is_calm", False))


def _make_looks(theme: Theme, parts: _Parts) -> tuple[dict[str, Style], Palette]:
    def colour(name: str) -> Color:
        return Color.parse(theme.variables.get(name) or getattr(theme, name))

    looks = {
        part: Style(color=colour(name), bgcolor=colour(ground), bold=bold or None)
        for part, (name, ground, bold) in parts.items()
    }
    background = looks["plain"].bgcolor
    codes = {
        client: Style(color=Color.parse(themes.client_colour(client, theme.dark)), bgcolor=background, bold=True)
        for client in themes.CLIENT_DARK
    }
    palette = Palette(
        plain=looks["plain"],
        bright=looks["bright"],
        quiet=looks["quiet"],
        faint=looks["faint"],
        amber=looks["amber"],
        shout=looks["shout"],
        cursor=Style(bgcolor=looks["cursor"].bgcolor),
        selected=looks["selected"],
        clients=codes,
    )
    return looks, palette

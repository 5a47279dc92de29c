"""One of a few values on a line: left and right go through them, a click goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static


class ChoiceLine(Static, can_focus=True):
    """Shows all values, the chosen one marked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", "", show=False),
        Binding("right,space", "step(1)", "", show=False),
    ]

    @dataclass
    class Chosen(Message):
        """Another value is chosen."""

        value: str

    def __init__(self, choices: Sequence[tuple[str, str]], value: str, *, id: str) -> None:  # noqa: A002  # Textual's name
        """`choices` are values and their words."""
        self._choices = tuple(choices)
        values = [choice for choice, _words in self._choices]
        self._spot = values.index(value) if value in values else 0
        super().__init__("", id=id)

    @property
    def value(self) -> str:
        """What is chosen."""
        return self._choices[self._spot][0]

    def _pieces(self) -> list[tuple[str, str]]:
        """The values, on as many lines as they need; none is broken."""
        pieces: list[tuple[str, str]] = []
        room, used = self.size.width, 0
        for spot, (_value, words) in enumerate(self._choices):
            here = spot == self._spot
            size = cell_len(words) + 2
            gap = "   " if pieces else ""
            if pieces and 0 < room < used + len(gap) + size:
                gap, used = "\n", 0
            pieces += [(gap, ""), ("● " if here else "○ ", "$accent" if here else "$quiet")]
            pieces.append((words, "$foreground" if here else "$quiet"))
            used += size + (len(gap) if gap != "\n" else 0)
        return pieces

    def on_resize(self) -> None:
        """The values may need another number of lines."""
        self.update(Content.assemble(*self._pieces()))

    def action_step(self, count: int) -> None:
        """The next value, or the one before."""
        self._spot = (self._spot + count) % len(self._choices)
        self.update(Content.assemble(*self._pieces()))
        self.post_message(self.Chosen(self.value))

    def on_click(self) -> None:
        """As good as the key."""
        self.action_step(1)

"""Where lanes stand beside each other, and what is drawn around their cards."""

from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment

from obm_tui.domain.bands import Band
from obm_tui.domain.level import Level
from obm_tui.domain.pressure import Pressure
from obm_tui.i18n import _, ngettext
from obm_tui.widgets.card_cell import Palette
from obm_tui.widgets.paint import Piece, clip, fit, line, pieces_width, spread

HEAD_LINES = 2
"""The lanes' names and the rule under them."""
STRIP_WIDTH = 3
NARROW = 80
"""Below this, one lane at a time."""
_LANE_WIDTH = 17


class Slot(NamedTuple):
    """Where a lane stands on the screen."""

    lane: int
    x: int
    width: int
    open: bool
    """Drawn with its cards; a closed one is a strip with its name written downwards."""


def arrange(width: int, lanes: int, cursor_lane: int, first_open: int) -> tuple[list[Slot], int]:
    """The lanes' places in `width` cells, as many open as fit, the cursor's among them.

    Returns:
        The places from left to right, and the first open lane, to be handed back next time so that the window of
        open lanes only moves when it must.
    """
    if lanes == 1 or width < NARROW:
        return [Slot(cursor_lane, 0, width, open=True)], cursor_lane
    fitting = [n for n in range(1, lanes + 1) if n * (_LANE_WIDTH + 1) + (lanes - n) * (STRIP_WIDTH + 1) - 1 <= width]
    count = fitting[-1]
    first = max(min(first_open, cursor_lane), cursor_lane - count + 1)
    first = max(0, min(first, lanes - count))
    room = width - (lanes - 1) - (lanes - count) * STRIP_WIDTH
    share, left_over = divmod(room, count)
    slots: list[Slot] = []
    x = 0
    for lane in range(lanes):
        is_open = first <= lane < first + count
        lane_width = STRIP_WIDTH if not is_open else share + (1 if lane - first < left_over else 0)
        slots.append(Slot(lane, x, lane_width, is_open))
        x += lane_width + 1
    return slots, first


def nearest_filled(counts: Sequence[int], lane: int) -> int:
    """The lane nearest to this one that has cards; this one where none has any."""
    order = sorted(range(len(counts)), key=lambda other: (abs(other - lane), other))
    return next((other for other in order if counts[other]), lane)


def sign(level: Level, palette: Palette) -> Piece | None:
    """The letter of a level; what is calm has none."""
    if level is Level.NONE:
        return None
    return (_("R"), palette.shout) if level is Level.RED else (_("A"), palette.amber)


def head(
    names: Sequence[str], count: int, pressure: Pressure | None, slot: Slot, palette: Palette, *, cursor: bool
) -> list[Segment]:
    """A lane's name, how many cards it holds, and its limit once that is reached; over a strip the letter alone.

    Args:
        names: in full first, shorter ones behind it.
        count: cards in the lane as shown.
        pressure: what the lane's limit counts, where it has one.
        slot: where it stands.
        palette: what it is drawn with.
        cursor: whether the cursor is in this lane.
    """
    if not slot.open:
        letter = sign(pressure.level, palette) if pressure else None
        return line([(" ", palette.plain), letter] if letter else [], slot.width, palette.plain)
    style = palette.bright if cursor else palette.quiet
    for right in _counts(count, pressure, palette):
        for name, indent, end in product(names, (" ", ""), (" ", "")):
            if cell_len(indent + name) + 1 + pieces_width(right) + len(end) <= slot.width:
                return spread([(indent + name, style)], [*right, (end, palette.plain)], slot.width, palette.plain)
    room = max(0, slot.width - pieces_width(right) - 1)
    return spread([(clip(names[-1], room), style)], right, slot.width, palette.plain)


def _counts(count: int, pressure: Pressure | None, palette: Palette) -> list[list[Piece]]:
    """What stands behind a lane's name, in full and in short."""
    own: list[Piece] = [(str(count), palette.bright)]
    if pressure is None or not pressure.is_full:
        return [own]
    letter = sign(pressure.level, palette)
    mark: list[Piece] = [(" ", palette.plain), letter] if letter else []
    if pressure.client is not None:
        return [[*own, *mark]]
    limit: list[Piece] = [(f"{pressure.held}/{pressure.limit}", palette.bright), *mark]
    return [limit] if count == pressure.held else [[*own, ("  ", palette.plain), *limit], [*own, *mark]]


def letter(name: str, count: int, row: int, slot: Slot, palette: Palette) -> list[Segment]:
    """A letter of a strip's name and count, written downwards."""
    text = f"{name}·{count}"
    style = palette.bright if row > len(name) else palette.faint if row == len(name) else palette.quiet
    return [Segment(fit(f" {text[row]}" if row < len(text) else "", slot.width), style)]


def band(about: Band, counts: Sequence[int], width: int, palette: Palette) -> list[Segment]:
    """The line above a band: whose it is, and how many cards of it stand in each lane."""
    whose: list[Piece] = [("─ ", palette.faint)]
    if about.code is not None and about.colour is not None:
        whose.append((f"{about.code} ", palette.clients[about.colour]))
    held: list[Piece] = [(" ", palette.plain)]
    for index, count in enumerate(counts):
        held += [(" · ", palette.faint)] if index else []
        held.append((str(count), palette.bright if count else palette.faint))
    held.append((" ─", palette.faint))
    room = max(0, width - pieces_width(whose) - pieces_width(held) - 3)
    whose.append((clip(about.name, room) + " ", palette.bright))
    rule = max(0, width - pieces_width(whose) - pieces_width(held))
    return line([*whose, ("─" * rule, palette.faint), *held], width, palette.plain)


def more(above: int, below: int, slot: Slot, palette: Palette, elsewhere: int = 0) -> list[Segment]:
    """How many cards are out of view, and how many of the same limit are on other clients' boards."""
    words: list[str] = []
    if elsewhere:
        words.append(_("+ {n} elsewhere").format(n=elsewhere))
    if above > 0:
        words.append(f"▴ {above}")
    if below > 0:
        words.append(ngettext("{n} more ▾", "{n} more ▾", below).format(n=below))
    text = "  ".join(words)
    return spread([], [(text + " ", palette.quiet)] if text else [], slot.width, palette.plain)


def centred(words: str, row: int, height: int, width: int, palette: Palette) -> list[Segment]:
    """A line of some words in the middle of `height` lines."""
    lines = words.splitlines()
    index = row - max(0, (height - len(lines)) // 2)
    text = lines[index] if 0 <= index < len(lines) else ""
    pad = max(0, (width - len(text)) // 2)
    return line([(" " * pad + text, palette.quiet)], width, palette.plain)

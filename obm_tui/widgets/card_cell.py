"""One card drawn into a cell of fixed size."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from enum import IntEnum
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from obm_tui import fmt, labels
from obm_tui.domain.cards import CardRow, Lane, Priority
from obm_tui.domain.clients import ClientColour
from obm_tui.domain.triage import Thresholds, is_old
from obm_tui.i18n import _
from obm_tui.widgets.paint import Piece, line, pieces_width, wrap


class Density(IntEnum):
    """Terminal lines a card takes."""

    DENSE = 1
    COMPACT = 2
    ROOMY = 4

    def next(self) -> "Density":
        """The one after it: roomy, compact, dense, and around."""
        return {Density.ROOMY: Density.COMPACT, Density.COMPACT: Density.DENSE}.get(self, Density.ROOMY)


class Palette(NamedTuple):
    """The styles a card is drawn with; `clients` gives the colour of a client's code."""

    plain: Style
    bright: Style
    quiet: Style
    faint: Style
    amber: Style
    shout: Style
    cursor: Style
    """Laid over everything in the card under the cursor."""
    selected: Style
    clients: Mapping[ClientColour, Style]


class Look(NamedTuple):
    """How one card is to be drawn."""

    width: int
    density: Density
    show_client: bool
    cursor: bool
    selected: bool
    moving: bool = False


class CellCache:
    """What was drawn lately, each with the row it was drawn from."""

    SIZE = 400

    def __init__(self) -> None:
        self._drawn: dict[tuple[str, Look], tuple[CardRow, list[Strip]]] = {}

    def lines(self, row: CardRow, look: Look, draw: Callable[[], list[Strip]]) -> list[Strip]:
        """The lines of a card; drawn where they are not kept, or the row is another one by now."""
        kept = self._drawn.get((row.id, look))
        if kept is None or kept[0] is not row:
            if len(self._drawn) > self.SIZE:
                self._drawn.clear()
            kept = self._drawn[row.id, look] = (row, draw())
        return kept[1]

    def clear(self) -> None:
        """Draw everything again."""
        self._drawn.clear()


_AGED_LANES = frozenset({Lane.DOING, Lane.APPROVE, Lane.WEEK})


def owner_words(row: CardRow) -> str:
    """Whose card it is, as its lane says it; nothing for her own."""
    if row.lane is Lane.WAITING and (awaited := row.awaited or (None if row.owner_is_me else row.owner)):
        return f"→ {awaited.split()[0]}"
    if not row.owner or row.owner_is_me:
        return ""
    first_name = row.owner.split()[0]
    if row.lane is Lane.APPROVE:
        return _("from {name}").format(name=first_name)
    return first_name


def reasons(
    row: CardRow, now: datetime, thresholds: Thresholds, palette: Palette, *, short: bool = False
) -> list[list[Piece]]:
    """Why this card wants attention, the most pressing first: what blocks it, lateness or date, nudges, age, checklist.

    One letter a card at most: what comes behind a red says its figure alone.
    """
    today = now.date()
    if row.closed_at is not None:
        closed = row.closed_at.astimezone(now.tzinfo).date()
        found = [[(fmt.short_day(closed, today), palette.quiet)]]
    else:
        found = [*_pressing(row, today, palette), *_wait(row, today, palette, short=short)]
        found += _age(row, now, thresholds, palette)
    if row.priority is not Priority.NONE:
        mark = [(f"P{int(row.priority)}", palette.amber if row.priority is Priority.P1 else palette.quiet)]
        found.insert(1 if row.is_blocked else 0, mark)
    if row.items:
        found.append([(f"{row.items_done}/{row.items}", palette.quiet)])
    return found


def _pressing(row: CardRow, today: date, palette: Palette) -> list[list[Piece]]:
    """Blocked, late, or when it should be there."""
    found: list[list[Piece]] = []
    if row.is_blocked:
        found.append([(_("R"), palette.shout), (" " + _("blocked"), palette.plain)])
    day = row.expected_day
    if late := row.days_late(today):
        letter = [] if row.is_blocked else [(_("R"), palette.shout), (" ", palette.plain)]
        found.append([*letter, (fmt.late(late), palette.plain)])
    elif day is not None:
        time = f" {fmt.clock_time(row.due_time)}" if row.due_time and day == row.due_on else ""
        style = palette.amber if day == today else palette.quiet
        found.append([(fmt.short_day(day, today) + time, style)])
    return found


def _wait(row: CardRow, today: date, palette: Palette, *, short: bool) -> list[list[Piece]]:
    """How often she asked, and whether it is time to ask again."""
    if row.lane is not Lane.WAITING:
        return []
    late, due = row.days_late(today) > 0, row.nudge_is_due(today)
    found: list[list[Piece]] = []
    if due and not late and not row.is_blocked:
        found.append([(_("A"), palette.amber), (" " + _("to nudge"), palette.amber)])
    if row.nudges or (late and row.nudge_on is not None):
        words = labels.nudges(row.nudges, short=short)
        found.append([(words, palette.amber if due else palette.quiet)])
    return found


def _age(row: CardRow, now: datetime, thresholds: Thresholds, palette: Palette) -> list[list[Piece]]:
    """How long it has stood in its lane; this week is planned work, whose age says something only once it is old."""
    today, since = now.date(), row.lane_since.astimezone(now.tzinfo).date()
    days, old = (today - since).days, is_old(row, since, today, thresholds)
    if days <= 0 or row.lane not in _AGED_LANES or (row.lane is Lane.WEEK and not old):
        return []
    words = fmt.in_lane(days)
    if not old:
        return [[(words, palette.quiet)]]
    if row.is_blocked or row.days_late(today):
        return [[(words, palette.amber)]]
    return [[(_("A"), palette.amber), (f" {words}", palette.amber)]]


def joined(groups: Iterable[list[Piece]], palette: Palette, width: int | None = None) -> list[Piece]:
    """The groups with a dot between; one that does not fit any more is left out whole."""
    pieces: list[Piece] = []
    for group in groups:
        longer = [*pieces, (" · ", palette.faint), *group] if pieces else list(group)
        if width is None or pieces_width(longer) <= width:
            pieces = longer
    return pieces


def draw(row: CardRow, look: Look, now: datetime, thresholds: Thresholds, palette: Palette) -> list[list[Segment]]:
    """The lines of a card, each exactly `look.width` cells."""
    text_width = look.width - 1
    code = row.client_code if look.show_client else None
    prefix = f"{code} " if code else ("— " if look.show_client else "")
    title_lines = 1 if look.density is not Density.ROOMY else 2
    why = reasons(row, now, thresholds, palette)
    if pieces_width(joined(why, palette)) > text_width:
        why = reasons(row, now, thresholds, palette, short=True)
    owner = owner_words(row)
    if look.density is Density.DENSE:
        lines = [_dense_line(row, prefix, why, text_width, palette)]
    else:
        titles = wrap(prefix + row.title, text_width, title_lines)
        lines = [_title_line(text, index, row, prefix, palette) for index, text in enumerate(titles)]
        room = (3 if look.density is Density.ROOMY else 2) - len(lines)
        if owner and why and room == 1 and cell_len(titles[-1]) + cell_len(owner) < text_width:
            lines[-1].append((f" {owner}", palette.quiet))
            owner = ""
        lines += _context_lines(owner, why, room, text_width, palette)
    lines += [[] for _ in range(int(look.density) - len(lines))]
    drawn = [
        line([_mark(row, look, palette, first=index == 0), *pieces], look.width, palette.plain)
        for index, pieces in enumerate(lines)
    ]
    if look.cursor or look.moving:
        # The blank line under a roomy card stays blank: it parts it from the next.
        framed = 3 if look.density is Density.ROOMY else int(look.density)
        drawn[:framed] = [under_cursor(cells, palette) for cells in drawn[:framed]]
        if framed < len(drawn):
            drawn[framed] = line([], look.width, palette.plain)
    return drawn


def under_cursor(cells: Iterable[Segment], palette: Palette) -> list[Segment]:
    """The same line with the cursor's background; what shouts on a background of its own keeps it."""
    ground = palette.plain.bgcolor
    return [
        Segment(text, style + palette.cursor if style is not None and style.bgcolor == ground else style, control)
        for text, style, control in cells
    ]


def _mark(row: CardRow, look: Look, palette: Palette, *, first: bool) -> Piece:
    if first and look.moving:
        return ("▸", palette.selected)
    if first and look.selected:
        return ("●", palette.selected)
    if look.cursor:
        return ("▌", palette.bright)
    # What was taken on without owner, date or end in view (R24): a dot, no more.
    return ("·" if first and row.lane is Lane.WEEK and row.lacks else " ", palette.faint)


def _title_line(text: str, index: int, row: CardRow, prefix: str, palette: Palette) -> list[Piece]:
    title_style = palette.quiet if row.closed_at is not None else palette.bright
    if index == 0 and prefix and text.startswith(prefix):
        code_style = palette.clients[row.client_colour] if row.client_colour else palette.faint
        return [(prefix, code_style), (text[len(prefix) :], title_style)]
    return [(text, title_style)]


def _context_lines(owner: str, why: list[list[Piece]], room: int, width: int, palette: Palette) -> list[list[Piece]]:
    whose: list[Piece] = [(owner, palette.quiet)]
    if not owner:
        return [joined(why, palette, width)] if why else []
    if not why:
        return [whose]
    if room >= 2:
        return [whose, joined(why, palette, width)]
    # One line for both: what presses most, then whose it is, then the rest where it fits.
    return [joined([why[0], whose, *why[1:]], palette, width)]


def _dense_line(row: CardRow, prefix: str, why: list[list[Piece]], width: int, palette: Palette) -> list[Piece]:
    shown = joined(why, palette, width // 3)
    shouting = next((group for group in why if any(style is palette.shout for _text, style in group)), None)
    if shouting is not None and shouting[0] not in shown:
        # Nothing lesser stands in the place of what is late or blocked: for that half a line.
        shown = joined([shouting], palette, width // 2)
    taken = pieces_width(shown)
    title = wrap(prefix + row.title, max(4, width - taken - 1) if taken else width, 1)[0]
    pieces = _title_line(title, 0, row, prefix, palette)
    if taken:
        gap = max(1, width - pieces_width(pieces) - taken)
        pieces += [(" " * gap, palette.plain), *shown]
    return pieces

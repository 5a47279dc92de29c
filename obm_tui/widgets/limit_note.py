"""Two lines under the board: which limit is broken, and the card that has been there longest."""

from __future__ import annotations

from datetime import datetime

from textual.strip import Strip

from obm_tui import fmt, labels
from obm_tui.domain.cards import CardRow, Lane
from obm_tui.domain.pressure import Pressure
from obm_tui.i18n import _
from obm_tui.widgets.drawn import Drawn
from obm_tui.widgets.lane_frame import sign
from obm_tui.widgets.paint import Piece, clip, line, pieces_width, spread


class LimitNote(Drawn):
    """Says what a broken limit is about; not there while all are kept."""

    def __init__(self) -> None:
        super().__init__()
        self._broken: Pressure | None = None
        self._oldest: CardRow | None = None
        self._waiting: Pressure | None = None
        self._now: datetime | None = None

    def show(self, broken: Pressure | None, oldest: CardRow | None, waiting: Pressure | None, now: datetime) -> None:
        """Speak of this limit and this card, and on the right of a client that owes too much at once."""
        differs = (broken, oldest, waiting) != (self._broken, self._oldest, self._waiting)
        if differs or self._now is None or self._now.date() != now.date():
            self._broken, self._oldest, self._waiting, self._now = broken, oldest, waiting, now
            self.set_class(broken is not None, "-broken")
            self.refresh()

    def draw_line(self, y: int, width: int) -> Strip:
        """A rule, and the sentence."""
        if y == 0 or self._broken is None:
            return Strip(line([("─" * width, self.look("faint"))], width, self.look("plain")), width)
        right = self._owed() if self._broken.lane is not Lane.WAITING else []
        left = self._sentence(self._broken, width - pieces_width(right) - 2)
        return Strip(spread(left, right, width, self.look("plain")), width)

    def _sentence(self, broken: Pressure, width: int) -> list[Piece]:
        plain = self.look("plain")
        said = _("Over the limit: {held} in {lane} for {limit}.")
        if broken.client is not None:
            said = _("Over the limit: {held} of {client} in {lane} for {limit}.")
        said = said.format(
            held=broken.held, limit=broken.limit, lane=labels.lane(broken.lane), client=broken.client or ""
        )
        letter = sign(broken.level, self.palette)
        pieces: list[Piece] = [(" ", plain), *([letter] if letter else []), (f" {said} ", plain)]
        if self._oldest is not None and self._now is not None:
            pieces += self._about(self._oldest, self._now, width - pieces_width(pieces))
        return pieces

    def _about(self, row: CardRow, now: datetime, width: int) -> list[Piece]:
        plain, quiet = self.look("plain"), self.look("quiet")
        days = (now.date() - row.lane_since.astimezone(now.tzinfo).date()).days
        before, _card, after = _("The oldest: {card}, {days}.").partition("{card}")
        after = after.format(days=fmt.days(days))
        code = f"{row.client_code} " if row.client_code else ""
        room = width - sum(map(len, (before, code, after)))
        style = self.palette.clients[row.client_colour] if row.client_colour else plain
        return [(before, quiet), (code, style), (clip(row.title, max(0, room)), plain), (after, quiet)]

    def _owed(self) -> list[Piece]:
        """`Waiting: OBJ 8 A`: the client that owes too much at once."""
        owed = self._waiting
        letter = sign(owed.level, self.palette) if owed else None
        if owed is None or letter is None:
            return []
        name = _("{lane}: {client} {held}").format(lane=labels.lane(owed.lane), client=owed.client, held=owed.held)
        return [(f"{name} ", self.look("quiet")), letter, (" ", self.look("plain"))]

"""Writing down a card: one line, and what was understood of it before it is saved."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from obm_tui import labels
from obm_tui.desk.capture import Understood, understand
from obm_tui.domain.capture import kept
from obm_tui.domain.capture.kept import Stretch
from obm_tui.domain.capture.lines import PastedLine, PastedLines, read_lines
from obm_tui.domain.capture.parse import MARKS
from obm_tui.domain.cards import After as Behind
from obm_tui.domain.cards import Before, Edge, Lane, NewCard, Place
from obm_tui.domain.clients import ClientRow
from obm_tui.domain.errors import Busy
from obm_tui.domain.people import NewPerson
from obm_tui.domain.query import Scope
from obm_tui.i18n import _
from obm_tui.screens.dialogs.base import Title, words
from obm_tui.screens.dialogs.read_form import ReadForm
from obm_tui.screens.dialogs.reading import chips, flowed, marks, remarks
from obm_tui.styles.themes import client_colour
from obm_tui.widgets.read_line import ReadLine

_SIDES = 2
"""Cells of the window beside the text."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a new card goes when the line does not say."""

    client_id: str | None
    lane: Lane
    behind: str | None = None


class CaptureDialog(ReadForm[str]):
    """`n`: title, `+CAP` client, `@julie` owner, `!1` priority, a date or a recurrence in plain words."""

    FORM = "capture"

    def __init__(
        self, client_id: str | None, lane: Lane, behind: str | None = None, marks: str = "", title: str = ""
    ) -> None:
        """`marks` is what the line ends with from the start: that of the filter in use.

        With a `title` it is one of several, asked for until Enter finds an empty line. Answers with the card's key.
        """
        super().__init__()
        self._title = title
        self._spot = Spot(client_id, lane, behind)
        self._marks = f" {marks}" if marks else ""
        self.begin_line(self._marks)
        self._offered: tuple[Stretch, ...] = ()
        """The marks it began with, as far as they stand there untouched."""
        if self._line == self._marks:
            self._offered = tuple(match.span() for match in re.finditer(r"\S+", self._marks))

    def compose(self) -> ComposeResult:
        """One line and its reading."""
        with Vertical(classes="sheet"):
            yield Title(words(self._title or _("New card")), id="title")
            yield ReadLine(
                self._line,
                _("What is to be done?  +CAP client  @julie owner  !1 priority  a date at the end"),
                "line",
            )
            yield Static(id="reading")
            yield Static(id="keys", classes="quiet")

    def on_mount(self) -> None:
        """Ready to type."""
        one = _("enter saves · ⌫ makes underlined words text again · escape keeps a draft")
        several = _("enter saves, then the next · an empty line ends it · escape keeps a draft")
        self.query_one("#keys", Static).update(words(several if self._title else one))
        self.show_reading()

        if self._line == self._marks:
            self.query_one("#line", Input).cursor_position = 0

    def texts_before(self) -> Mapping[str, str]:
        """The marks it begins with are no draft."""
        return {"line": self._marks}

    @on(Input.Changed, "#line")
    def give_way(self, event: Input.Changed) -> None:
        """What she types takes the place of what the line began with."""
        self._offered = kept.moved(self._offered, self._line, event.value)
        if not self._offered:
            return
        with contextlib.suppress(Busy):
            texts = (*kept.moved(self._kept, self._line, event.value), *self._offered)
            hers = self._understand(event.value, texts).capture
            signs = {event.value[span.start] for span in hers.spans if span.kind in MARKS}
            for start, end in reversed(self._offered):
                if event.value[start] in signs:
                    self._take_out(event.input, start, end)

    def _take_out(self, field: Input, start: int, end: int) -> None:
        """Take these letters and the blank before them out of the line; the cursor stays at its letter."""
        cursor = field.cursor_position
        begin = start - 1 if field.value[:start].endswith(" ") else start
        field.delete(begin, end)
        field.cursor_position = cursor if cursor < end else cursor - (end - begin)

    def show_reading(self) -> None:
        """Say what is understood of the line."""
        with contextlib.suppress(Busy):
            understood = self._understand(self._line, self._kept)
            self.query_one("#line", ReadLine).mark(marks(understood))
            self.say(self._reading(understood))

    def _understand(self, text: str, kept: Sequence[Stretch] = ()) -> Understood:
        clients = self.app.desk.clients
        return understand(text, self.app.today(), clients.by_code, clients.person, kept)

    def _client(self, understood: Understood) -> ClientRow | None:
        return understood.client or self.app.client(self._spot.client_id)

    def _reading(self, understood: Understood) -> Content:
        colour = "$quiet"
        client = self._client(understood)
        if client is not None:
            colour = client_colour(client.colour, self.app.current_theme.dark)
        shown: list[tuple[tuple[str, str], ...]] = [
            (("→ ", "$quiet"), (labels.lane(self._spot.lane), "$foreground")),
            ((f" {client.code}", f"bold {colour} on $panel"), (f" {client.name} ", "$foreground on $panel"))
            if client is not None
            else ((_("no client"), "$quiet"),),
        ]
        shown += [
            ((f" {chip.text} ", f"{'$accent' if chip.is_time else '$bright'} on $panel"),) for chip in chips(understood)
        ]
        remark = remarks(self._line, understood)
        # A line of its own, and the lines above stay where they are.
        end = [("\n" + remark, "$warning")] if remark else []
        return words(*flowed(shown, self.app.size.width - _SIDES), *end)

    @on(Input.Submitted, "#line")
    def save(self, event: Input.Submitted) -> None:
        """Save, once."""
        if not self.may_save():
            return
        try:
            understood = self._understand(event.value, kept.moved(self._kept, self._line, event.value))
        except Busy as problem:
            self.may_save_again()
            self.app.warn(labels.say(problem))
            return
        if not understood.capture.title:
            self.may_save_again()
            if self._title and not event.value.strip():
                self.close_saved(None)
            else:
                self.say(words((_("A card needs a title."), "$warning")))
            return
        screen = self.app.place_screen

        def added(card_id: str) -> None:
            self.close_saved(card_id)
            screen.show_new_row(card_id)

        place = None if self._spot.lane is Lane.INBOX else self._behind() or Edge.TOP
        self.app.write(self.app.desk.cards.add, self._card(understood, place), then=added, failed=self.may_save_again)

    def _behind(self) -> Place | None:
        return Behind(self._spot.behind) if self._spot.behind else None

    def _card(self, understood: Understood, place: Place | None, body: str = "") -> NewCard:
        client = self._client(understood)
        owner = understood.owner
        if isinstance(owner, NewPerson):
            owner = NewPerson(_("Me"), None, owner.kind)
        return replace(
            understood.new_card(),
            client_id=client.id if client else None,
            lane=self._spot.lane,
            owner=owner,
            body=body,
            place=place,
        )

    # -- several lines ---------------------------------------------------------------------------------------------

    @on(ReadLine.LinesPasted)
    def ask_what_they_are(self, event: ReadLine.LinesPasted) -> None:
        """One card with a text, or a card a line?"""
        if not self.is_saving and not self.answered:
            self._ask(read_lines(event.text))

    def _ask(self, pasted: PastedLines) -> None:
        from obm_tui.screens.dialogs.paste import PasteDialog, Reading

        def take(reading: Reading | None) -> None:
            if reading is not None:
                self._add(pasted, [pasted.whole] if reading is Reading.ONE else pasted.lines)

        self.app.push_screen(PasteDialog(pasted, self._understand), take)

    def _add(self, pasted: PastedLines, lines: Sequence[PastedLine]) -> None:
        """Cards for these lines, in one step; where that is refused, the question is there again."""
        if not self.may_save():
            return
        screen = self.app.place_screen

        def added(keys: list[str]) -> None:
            self.close_saved(keys[0])
            screen.show_row(keys[0])

        def failed() -> None:
            self.may_save_again()
            self._ask(pasted)

        try:
            place = self._before_the_next()
            cards = [self._card(self._understand(line.title), place, line.body) for line in lines]
        except Busy as problem:
            self.app.warn(labels.say(problem))
            failed()
            return
        self.app.write(self.app.desk.cards.add_all, cards, then=added, failed=failed)

    def _before_the_next(self) -> Place | None:
        """Behind the card under the cursor, where several cards come to stand in their order."""
        spot = self._spot
        if spot.lane is Lane.INBOX or spot.behind is None:
            return Edge.BOTTOM
        keys = self.app.desk.cards.lane(spot.lane, Scope(spot.client_id))
        here = keys.find(spot.behind)
        return Before(keys[here + 1]) if 0 <= here < len(keys) - 1 else Edge.BOTTOM

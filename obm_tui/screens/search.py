"""Search: one line, and whatever holds its words, followed at every key."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input

from obm_tui import labels
from obm_tui.desk.search import cards_of
from obm_tui.domain.change import Change
from obm_tui.domain.search import Hit, Kind
from obm_tui.i18n import _
from obm_tui.navigation import Place
from obm_tui.screens import asking
from obm_tui.screens.base import bindings
from obm_tui.screens.card_rows import CardRowsScreen
from obm_tui.screens.client_lines import ClientLines
from obm_tui.widgets.chrome import Crumb, Header, Keybar
from obm_tui.widgets.line_input import LineInput
from obm_tui.widgets.paint import clip
from obm_tui.widgets.row_list import Row, RowList, Words, in_colour


class SearchScreen(CardRowsScreen):
    """Where was it? Letters go into the line; Enter goes to the hits, where every key means what it means elsewhere."""

    PLACE = "search"
    TABLES = frozenset(Kind) | {"comment", "checklist_item", "link"}
    BINDINGS: ClassVar[list[BindingType]] = bindings("search")

    def __init__(self) -> None:
        super().__init__()
        self._hits: tuple[Hit, ...] = ()
        self._typed_early: str | None = None
        """What was typed before the line was there; nothing where it is."""

    def compose(self) -> ComposeResult:
        """Header, the line, the hits, key bar."""
        yield Header()
        yield LineInput(placeholder=_("Search: words, a name, CAP-12"), id="words")
        yield RowList()
        yield Keybar(self.PLACE)

    def crumbs(self) -> tuple[Crumb, ...]:
        """`obm › Recherche`."""
        return (*self.client_crumb(), Crumb(_("Search")))

    @property
    def is_narrowed(self) -> bool:
        """Other words find other cards; what is selected stays so."""
        return True

    @property
    def field(self) -> Input:
        """The line."""
        return self.query_one("#words", Input)

    def begin(self) -> None:
        """The letters go into the line, those too that are typed before it is there."""
        self._typed_early = "" if self._typed_early is None else self._typed_early
        if self._composed:
            self._take_letters()

    def _take_letters(self) -> None:
        if self._typed_early is not None:
            self.field.focus()
            self.field.value += self._typed_early
            self.field.cursor_position = len(self.field.value)
            self._typed_early = None

    def on_mount(self) -> None:
        """She came to search."""
        self.begin()
        self._take_letters()

    def claim_key(self, event: events.Key) -> bool:
        """What she types while the line is being made is hers to search for."""
        if self._typed_early is None:
            return False
        self._typed_early += event.character if event.is_printable and event.character else ""
        return True

    @on(Input.Changed, "#words")
    def find(self) -> None:
        """Other words, other hits: the best of them is under the cursor."""
        self.reload()
        self.action_cursor_first()

    def load(self, change: Change | None = None) -> None:
        """Find, and show by kind; the kind of the best hit first."""
        text = self.field.value
        self._hits = self.app.desk.search.find(text, self.client_id) if text.strip() else ()
        self.shown = self.app.desk.cards.rows(cards_of(self._hits))
        rows: list[Row] = []
        kinds = list(dict.fromkeys(hit.kind for hit in self._hits))
        for kind, hits in groupby(sorted(self._hits, key=lambda hit: kinds.index(hit.kind)), key=lambda hit: hit.kind):
            found = list(hits)
            rows.append(Row(None, ((f"{labels.kinds(kind)} {len(found)}", "section"),), rule=True))
            for hit in found:
                rows += self._lines(hit)
        if not rows:
            words = _("Everything is looked through: half a word will do.")
            words = _("Nothing was found.") if text.strip() else words
            rows = [Row(None), Row(None, (("   " + words, "quiet"),))]
        self.list.put(rows)

    def _lines(self, hit: Hit) -> list[Row]:
        width = self.app.size.width
        if hit.key in self.shown:
            row = self.shown[hit.key]
            line = ClientLines.card(row, self.app.today(), width)
            code: Words = (f" {row.reference:<9}", in_colour(row.client_colour))
            lines = [line._replace(left=(code, *line.left[1:]))]
        else:
            client = self.app.client(hit.client_id)
            code = (f" {client.code if client else '—':<9}", in_colour(client.colour if client else None))
            lines = [Row(f"{hit.kind.value}:{hit.key}", (code, (clip(hit.title, width - 14), "bright")))]
        if hit.snippet:
            pieces: list[Words] = [(" " * 10, "plain")]
            pieces += [(text, "match" if is_match else "quiet") for text, is_match in _fitting(hit.snippet, width - 12)]
            lines.append(Row(None, tuple(pieces)))
        return lines

    # -- keys --------------------------------------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """Arrows go through the hits while letters are typed."""
        if self.focused is self.field and event.key in {"up", "down", "pageup", "pagedown"}:
            event.stop()
            event.prevent_default()
            steps = {"up": self.action_cursor_up, "down": self.action_cursor_down}
            steps |= {"pageup": self.action_cursor_page_up, "pagedown": self.action_cursor_page_down}
            steps[event.key]()

    @on(Input.Submitted, "#words")
    def go_to_hits(self) -> None:
        """The letters are keys again; with one hit it is opened."""
        if self._hits:
            self.set_focus(None)
            if len(self._hits) == 1:
                self.action_place_enter()

    def leave_layer(self) -> bool:
        """Out of the line to the hits, and of a selection; from there to where she came from, which may be nowhere."""
        if self.focused is self.field and self._hits:
            self.set_focus(None)
            return True
        if self.cards.selection:
            self.select_keys([])
            return True
        if not self.app.navigation.has_past:
            return False
        self.app.go_back()
        return True

    def action_search_words(self) -> None:
        """Other words."""
        self.begin()

    def action_place_enter(self) -> None:
        """The card, the person, the client's page, the number, the board of the project."""
        kind, _colon, key = (self.list.current or "").partition(":")
        if not key:
            super().action_place_enter()
        elif kind == Kind.PERSON:
            asking.edit_person(self.app, key)
        elif kind == Kind.METRIC:
            asking.open_metric(self.app, key)
        elif (hit := next((one for one in self._hits if one.key == key), None)) is not None and hit.client_id:
            self.app.go(Place("board" if kind == Kind.PROJECT else "client", hit.client_id))


def _fitting(pieces: Sequence[tuple[str, bool]], room: int) -> list[tuple[str, bool]]:
    """As many of the pieces as there is room for."""
    found: list[tuple[str, bool]] = []
    for text, is_match in pieces:
        if room <= 0:
            break
        found.append((clip(text, room), is_match))
        room -= len(text)
    return found

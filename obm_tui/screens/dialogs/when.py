"""Asking for a date in plain words."""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from obm_tui import fmt
from obm_tui.domain.capture.dates import ParsedDate, parse_date
from obm_tui.domain.cards import CardEdit
from obm_tui.i18n import _
from obm_tui.screens.dialogs.base import Dialog, Title, words
from obm_tui.widgets.line_input import LineInput


class NoDate(Enum):
    """The answer "no date any more"."""

    NO_DATE = "no date"


NO_DATE = NoDate.NO_DATE
_NONE_WORDS = frozenset({"-", "0", "non", "no", "none", "rien", "sans", "aucune"})


class WhenDialog(Dialog[CardEdit | NoDate]):
    """`p`: `demain`, `friday`, `+3j`, `12/12`, `ven 14h`; a minus sign takes the date away."""

    def __init__(
        self,
        title: str,
        today: date,
        due_on: date | None = None,
        on_empty: CardEdit | NoDate | None = None,
        *,
        differ: bool = False,
    ) -> None:
        """`on_empty` is what Enter answers where nothing was typed; without it, nothing changes.

        `differ` where several are asked about that have different days now.
        """
        super().__init__()
        self._title = title
        self._today = today
        self._due_on = due_on
        self._on_empty = on_empty
        self._differ = differ

    def compose(self) -> ComposeResult:
        """What it is about, the words, what was understood."""
        with Vertical(classes="sheet"):
            yield Title(words(self._title))
            yield LineInput(placeholder=_("tomorrow, friday, +3d, 12/12, fri 2pm… · - for no date"), id="typed")
            yield Static(id="reading")

    def on_mount(self) -> None:
        """What the date is at present."""
        self._read("")

    @on(Input.Changed, "#typed")
    def read_line(self, event: Input.Changed) -> None:
        """Say what is understood, at every key."""
        self._read(event.value)

    def _parsed(self, text: str) -> ParsedDate | NoDate | None:
        if text.strip().lower() in _NONE_WORDS:
            return NO_DATE
        return parse_date(text, self._today)

    def _read(self, text: str) -> None:
        reading = self.query_one("#reading", Static)
        found = self._parsed(text) if text.strip() else None
        if isinstance(found, ParsedDate):
            away = (found.on - self._today).days
            distance = "" if not away else f"  {fmt.countdown(away)}" if away > 0 else f"  {fmt.ago(-away)}"
            reading.update(
                words(
                    ("→ ", "$quiet"), f"{fmt.long_day(found.on, self._today)} {found.time or ''}", (distance, "$quiet")
                )
            )
        elif found is NO_DATE:
            reading.update(words(("→ ", "$quiet"), _("no date any more")))
        elif text.strip():
            reading.update(words((_("not a date yet: a day or a date is expected, like friday or 12/12"), "$warning")))
        elif self._on_empty is NO_DATE:
            reading.update(words((_("enter: no date"), "$quiet")))
        elif isinstance(self._on_empty, CardEdit) and isinstance(self._on_empty.due_on, date):
            usual = fmt.long_day(self._on_empty.due_on, self._today)
            reading.update(words((_("enter: {day}").format(day=usual), "$quiet")))
        elif self._due_on is not None:
            reading.update(words((_("now {day}").format(day=fmt.long_day(self._due_on, self._today)), "$quiet")))
        elif self._differ:
            reading.update(words((_("now on different days"), "$quiet")))
        else:
            tomorrow = fmt.long_day(self._today + timedelta(days=1))
            reading.update(words((_("no date yet · tomorrow is {day}").format(day=tomorrow), "$quiet")))

    @on(Input.Submitted, "#typed")
    def take(self, event: Input.Submitted) -> None:
        """Answer with the date, once it is one."""
        found = self._parsed(event.value) if event.value.strip() else None
        if isinstance(found, ParsedDate):
            self.dismiss(CardEdit(due_on=found.on, due_time=found.time))
        elif found is NO_DATE:
            self.dismiss(NO_DATE)
        elif not event.value.strip():
            self.dismiss(self._on_empty)

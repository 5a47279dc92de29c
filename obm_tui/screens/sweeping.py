"""The sweep: new dates for all that is late in a list, as one step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from obm_tui import fmt
from obm_tui.domain.cards import CardRow, Lane
from obm_tui.domain.change import Change
from obm_tui.domain.triage import Sweep, plan_sweep
from obm_tui.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from obm_tui.app import ObmApp

SWEPT_LANES = (Lane.INBOX, Lane.BACKLOG, Lane.WEEK, Lane.DOING, Lane.APPROVE)
"""Where a sweep looks for late cards; what is waited for is nudged, not swept."""
_SWEEPS = {
    Sweep.SPREAD: N_("Spread over the coming days, three a day"),
    Sweep.TODAY: N_("All today"),
    Sweep.MONDAY: N_("All next Monday"),
    Sweep.NO_DATE: N_("No date any more"),
}


def hers(app: ObmApp, ids: Iterable[str]) -> list[CardRow]:
    """Her own of these cards, and what waits for her approval."""
    rows = app.desk.cards.rows(list(ids)).values()
    return [row for row in rows if row.is_mine or row.lane is Lane.APPROVE]


def sweep(app: ObmApp, rows: Sequence[CardRow], then: Callable[[Change], None] | None = None) -> None:
    """Ask how, and give these late cards new dates."""
    if not rows:
        app.end_calm()
        app.flash(_("Nothing of yours is late here."))
        return
    from obm_tui.screens.dialogs.pick import Choice, PickDialog

    today = app.today()
    plans = {how: plan_sweep(rows, how, today) for how in Sweep}

    def take(key: str | None) -> None:
        if key is not None:
            app.write(app.desk.triage.sweep, plans[Sweep(key)], then=swept)

    def swept(change: Change) -> None:
        app.end_calm()
        if then is not None:
            then(change)

    choices = [Choice(how.value, _(words), note=_days_of(plans[how], today)) for how, words in _SWEEPS.items()]
    title = ngettext("Sweep {n} late card", "Sweep {n} late cards", len(rows)).format(n=len(rows))
    app.push_screen(PickDialog(title, choices), take)


def _days_of(days: dict[str, date | None], today: date) -> str:
    """How many cards each day gets: `3 today, 2 tomorrow`."""
    counts: dict[date, int] = {}
    for day in filter(None, days.values()):
        counts[day] = counts.get(day, 0) + 1
    shown = [f"{count} {fmt.short_day(day, today)}" for day, count in sorted(counts.items())]
    return ", ".join([*shown[:3], *(["…"] if len(shown) > 3 else [])])

"""Today: the one thing and two more, what is late or due, what waits for her, whom she neglects."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from obm_tui.domain.cards import CardRow, Lane, Priority
from obm_tui.domain.contacts import Attention
from obm_tui.domain.waits import WaitRow

MAIN = 3
"""The one thing, and two more."""
AWAY_DAYS = 4
"""Days without opening the cockpit after which she is welcomed back."""
_RANK = {Lane.DOING: 0, Lane.WEEK: 1, Lane.APPROVE: 2}


class TodayRows(NamedTuple):
    """What Today shows."""

    main: tuple[CardRow, ...]
    """The one thing first."""
    nudges: tuple[WaitRow, ...]
    mine: tuple[CardRow, ...]
    """Hers, late or due today, those of `main` left out."""
    to_approve: tuple[CardRow, ...]
    to_settle: tuple[CardRow, ...]
    """Questions she settles herself."""
    neglected: tuple[Attention, ...]
    """Clients past their rhythm, the most neglected first."""

    def late(self, today: date) -> int:
        """How many of hers are late, with what waits for her approval."""
        return sum(row.days_late(today) > 0 for row in (*self.main, *self.mine, *self.to_approve))


def choose_main(rows: Iterable[CardRow], today: date) -> tuple[CardRow, ...]:
    """The one thing and two more: P1 first, then what is due by today, then what she is in the middle of."""

    def rank(row: CardRow) -> tuple[object, ...]:
        due = row.due_on or date.max
        return (row.priority or Priority.P3 + 1, due > today, _RANK.get(row.lane, 3), due, row.id)

    ready = [row for row in rows if row.is_mine and row.lane in _RANK and not row.blocked_reason]
    wanted = [row for row in ready if row.priority is Priority.P1 or row.lane is not Lane.APPROVE]
    return tuple(sorted(wanted, key=rank)[:MAIN])


def arrange(
    rows: Sequence[CardRow], waits: Sequence[WaitRow], attention: Sequence[Attention], today: date
) -> TodayRows:
    """Put the open cards of Today into their sections; others' late cards are in the nudges, not in hers."""
    main = choose_main(rows, today)
    chosen = {row.id for row in main}
    mine = [
        row
        for row in rows
        if row.is_mine and row.id not in chosen and row.due_on is not None and row.due_on <= today and _is_work(row)
    ]
    return TodayRows(
        main=main,
        nudges=tuple(wait for wait in waits if wait.is_due(today)),
        mine=tuple(sorted(mine, key=lambda row: (row.due_on or today, row.priority or Priority.P3 + 1, row.id))),
        to_approve=tuple(row for row in rows if row.lane is Lane.APPROVE),
        to_settle=tuple(row for row in rows if row.lane is Lane.QUESTION and row.is_mine),
        neglected=tuple(
            sorted(
                (found for found in attention if found.neglect(today) > 1),
                key=lambda found: -found.neglect(today),
            )
        ),
    )


def _is_work(row: CardRow) -> bool:
    return row.lane in {Lane.INBOX, Lane.BACKLOG, Lane.WEEK, Lane.DOING}


def days_away(last: date | None, today: date) -> int:
    """Days she was away, 0 where that is no absence."""
    away = (today - last).days if last is not None else 0
    return away if away >= AWAY_DAYS else 0

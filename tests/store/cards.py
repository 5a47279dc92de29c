"""Cards made and named in one word."""

from obm_tui.desk import Desk
from obm_tui.domain.cards import Lane, NewCard


def add(desk: Desk, title: str = "Card", client: str | None = None, lane: Lane = Lane.WEEK, **values: object) -> str:
    """Add a card and return its key; further fields of `NewCard` by name."""
    return desk.cards.add(NewCard(title, client, lane, **values)).value  # type: ignore[arg-type]  # fields by name


def references(desk: Desk, *keys: str) -> list[str]:
    """What people type for these cards."""
    rows = desk.cards.rows(keys)
    return [rows[key].reference for key in keys]

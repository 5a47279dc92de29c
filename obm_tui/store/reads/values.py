"""From what SQLite stores to what rows hold. Speaks SQLite."""

from datetime import UTC, date, datetime


def instant(stored: str) -> datetime:
    """An aware UTC instant."""
    return datetime.fromisoformat(stored).replace(tzinfo=UTC)


def optional_instant(stored: str | None) -> datetime | None:
    """An aware UTC instant, or nothing."""
    return instant(stored) if stored is not None else None


def day(stored: str | None) -> date | None:
    """A date, or nothing."""
    return date.fromisoformat(stored) if stored is not None else None


def marks(count: int) -> str:
    """Placeholders for `count` bound values."""
    return ", ".join("?" * count)

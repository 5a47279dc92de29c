"""Writes about time worked."""

from datetime import datetime

from sqlmodel import Session

from obm_tui.domain.hours import NewTime
from obm_tui.domain.text import clean_line
from obm_tui.store.engine import step
from obm_tui.store.models import TimeEntry


@step("time_entry.added")
def add(session: Session, now: datetime, new: NewTime) -> str:
    """Note time worked and return its key."""
    entry = TimeEntry(
        client_id=new.client_id,
        on_day=new.on,
        minutes=new.minutes,
        note=clean_line(new.note, 500),
        created_at=now,
    )
    session.add(entry)
    return entry.id

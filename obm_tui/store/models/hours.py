"""The table of time worked."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index
from sqlmodel import SQLModel

from obm_tui.store.models import columns


class TimeEntry(SQLModel, table=True):
    """Time worked for a client on a day."""

    __tablename__ = "time_entry"
    __table_args__ = (
        Index("ix_time_entry_client", "client_id", "on_day", "id"),
        CheckConstraint("minutes between 1 and 44640", name="minutes_range"),
        columns.at_most("note", 500),
    )

    id: str = columns.key()
    client_id: str = columns.key_of("client", cascade=True)
    on_day: date
    minutes: int
    note: str = columns.line(500)
    created_at: datetime

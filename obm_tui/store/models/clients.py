"""The tables of clients and people."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index
from sqlmodel import SQLModel

from obm_tui.domain.clients import ClientColour, ClientStatus
from obm_tui.domain.contacts import ContactKind
from obm_tui.domain.people import PersonKind
from obm_tui.store.models import columns


class Client(SQLModel, table=True):
    """A business she manages; `is_self` is her own."""

    __tablename__ = "client"
    __table_args__ = (
        Index("ix_client_code", "code", unique=True),
        CheckConstraint("length(code) between 2 and 4", name="code_length"),
        columns.at_most("name", 100),
        columns.at_most("notes", columns.NOTE),
        columns.at_most("priorities", columns.NOTE),
        CheckConstraint("cadence_days between 1 and 365", name="cadence_range"),
    )

    id: str = columns.key()
    code: str = columns.line(4, default=None)
    name: str = columns.line(100, default=None)
    colour: ClientColour = columns.choice(ClientColour, "client_colour", ClientColour.BLUE)
    status: ClientStatus = columns.choice(ClientStatus, "client_status", ClientStatus.ACTIVE)
    is_self: bool = False
    notes: str = columns.note()
    pos: str = columns.line(64, default=None)
    created_at: datetime
    updated_at: datetime
    archived_at: datetime | None = None
    compass: str = columns.later_line(300)
    priorities: str = columns.later_note()
    cadence_days: int | None = columns.optional_integer()


class Person(SQLModel, table=True):
    """Somebody who owns cards or is waited for; with a client, one of that client's team."""

    __tablename__ = "person"
    __table_args__ = (
        Index("ix_person_handle", "handle", unique=True),
        Index("ix_person_client", "client_id", "id"),
        columns.at_most("name", 100),
        columns.at_most("handle", 40),
    )

    id: str = columns.key()
    client_id: str | None = columns.key_of("client", required=False)
    name: str = columns.line(100, default=None)
    handle: str = columns.line(40, default=None)
    kind: PersonKind = columns.choice(PersonKind, "person_kind", PersonKind.FREELANCER)
    email: str = columns.line(200)
    created_at: datetime
    updated_at: datetime
    archived_at: datetime | None = None
    role: str = columns.later_line(100)
    language: str = columns.later_line(2)
    address: str = columns.later_line(4)
    channel: str = columns.later_line(40)


class Contact(SQLModel, table=True):
    """An entry of the relationship log: an exchange, a nudge, a note, thanks, an end-run."""

    __tablename__ = "contact"
    __table_args__ = (
        Index("ix_contact_client", "client_id", "at", "id"),
        Index("ix_contact_person", "person_id", "at", "id"),
        Index("ix_contact_card", "card_id", "at", "id"),
        CheckConstraint("mood between -1 and 1", name="mood_range"),
        columns.at_most("gist", columns.NOTE),
    )

    id: str = columns.key()
    client_id: str | None = columns.key_of("client", required=False, cascade=True)
    person_id: str | None = columns.key_of("person", required=False)
    card_id: str | None = columns.key_of("card", required=False, cascade=True)
    at: datetime
    kind: ContactKind = columns.choice(ContactKind, "contact_kind")
    channel: str = columns.line(40)
    gist: str = columns.note()
    mood: int | None = columns.optional_integer()
    created_at: datetime

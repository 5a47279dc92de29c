"""Writes about the relationship log."""

from datetime import datetime

from sqlmodel import Session

from obm_tui.domain.contacts import NewContact
from obm_tui.store.engine import step
from obm_tui.store.models import Contact


@step("contact.added")
def add(session: Session, now: datetime, new: NewContact) -> str:
    """Note a contact and return its key."""
    new = new.cleaned()
    contact = Contact(
        client_id=new.client_id,
        person_id=new.person_id,
        card_id=new.card_id,
        at=new.at or now,
        kind=new.kind,
        channel=new.channel,
        gist=new.gist,
        mood=new.mood,
        created_at=now,
    )
    session.add(contact)
    return contact.id

"""Writes about clients and people: one function per intent."""

from datetime import datetime

from sqlmodel import Session, col, func, select

from obm_tui.domain import ordering
from obm_tui.domain.clients import ClientColour, NewClient, clean_code, suggest_code
from obm_tui.domain.errors import N_, NotFound, Refused
from obm_tui.domain.people import PersonKind, suggest_handle
from obm_tui.domain.text import clean_line, clean_note
from obm_tui.store.engine import step
from obm_tui.store.models import Client, Person

_HANDLE_FROM = 30
"""Characters of a name a handle is made of, so that it is free *and* fits its column, number and all."""


@step("client.added")
def add(session: Session, now: datetime, new: NewClient) -> str:
    """Add a client and return its key; the code is suggested and the colour chosen where they are left out."""
    new = new.cleaned()
    taken = frozenset(session.exec(select(Client.code)).all())
    code = new.code or suggest_code(new.name, taken)
    if code in taken:
        raise Refused(N_("There is a client {code} already: choose another code."), code=code)
    colours = list(ClientColour)
    last = session.exec(select(func.max(Client.pos))).one()
    client = Client(
        code=code,
        name=new.name,
        colour=new.colour or colours[len(taken) % len(colours)],
        is_self=new.is_self,
        notes=new.notes,
        pos=ordering.between(last, None),
        created_at=now,
        updated_at=now,
    )
    session.add(client)
    return client.id


@step("client.edited")
def edit(session: Session, now: datetime, client_id: str, name: str, code: str, notes: str) -> None:
    """Give a client a new name, code or notes."""
    client = _existing(session, client_id)
    wanted = clean_code(code)
    other = session.exec(select(Client).where(col(Client.code) == wanted, col(Client.id) != client_id)).first()
    if other is not None:
        raise Refused(N_("There is a client {code} already: choose another code."), code=wanted)
    cleaned = clean_line(name, 100)
    if not cleaned:
        raise Refused(N_("A client needs a name."))
    values = (cleaned, wanted, clean_note(notes))
    if values != (client.name, client.code, client.notes):
        client.name, client.code, client.notes = values
        client.updated_at = now


def _existing(session: Session, client_id: str) -> Client:
    client = session.get(Client, client_id)
    if client is None:
        raise NotFound(N_("This client is not there any more."))
    return client


@step("person.added")
def add_person(session: Session, now: datetime, name: str, client_id: str | None, kind: PersonKind) -> str:
    """Add a person and return the key; the person at the keyboard is there once."""
    if kind is PersonKind.ME:
        return me(session, now, name).id
    return make_person(session, now, name, client_id, kind).id


def make_person(
    session: Session, now: datetime, name: str, client_id: str | None, kind: PersonKind, email: str = ""
) -> Person:
    """A new person with a free handle, as part of a larger step."""
    cleaned = clean_line(name, 100)
    if not cleaned:
        raise Refused(N_("A person needs a name."))
    taken = frozenset(session.exec(select(Person.handle)).all())
    person = Person(
        client_id=client_id,
        name=cleaned,
        handle="me" if kind is PersonKind.ME else suggest_handle(cleaned[:_HANDLE_FROM], taken),
        kind=kind,
        email=clean_line(email, 200),
        created_at=now,
        updated_at=now,
    )
    session.add(person)
    session.flush()
    return person


def me(session: Session, now: datetime, name: str) -> Person:
    """The person at the keyboard, made on first use under this name."""
    found = session.exec(select(Person).where(col(Person.kind) == PersonKind.ME)).first()
    return found or make_person(session, now, name, None, PersonKind.ME)

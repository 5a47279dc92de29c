"""Writes about clients and people: one function per intent."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from sqlmodel import Session, col, func, select

from obm_tui.domain import ordering
from obm_tui.domain.clients import ClientColour, ClientEdit, NewClient, suggest_code
from obm_tui.domain.edits import UNSET, Unset
from obm_tui.domain.errors import N_, NotFound, Refused
from obm_tui.domain.people import NewPerson, PersonEdit, PersonKind, TeamMember, suggest_handle
from obm_tui.domain.text import clean_line, fold
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
def edit(session: Session, now: datetime, client_id: str, changes: ClientEdit) -> None:
    """Give some fields of a client new values."""
    client = _existing(session, client_id)
    changes = changes.cleaned()
    if not isinstance(changes.code, Unset):
        wanted = select(Client).where(col(Client.code) == changes.code, col(Client.id) != client_id)
        if session.exec(wanted).first() is not None:
            raise Refused(N_("There is a client {code} already: choose another code."), code=changes.code)
    _set(client, asdict(changes), now)


@step("person.edited")
def edit_person(session: Session, now: datetime, person_id: str, changes: PersonEdit) -> None:
    """Give some fields of a person new values; who left keeps what was theirs."""
    person = session.get(Person, person_id)
    if person is None:
        raise NotFound(N_("This person is not there any more."))
    values = asdict(changes.cleaned())
    left = values.pop("left")
    _set(person, values, now)
    if left is True and person.archived_at is None:
        person.archived_at = person.updated_at = now
    elif left is False and person.archived_at is not None:
        person.archived_at, person.updated_at = None, now


def _set(row: Client | Person, values: Mapping[str, object], now: datetime) -> None:
    differing = {name: value for name, value in values.items() if value is not UNSET and getattr(row, name) != value}
    for name, value in differing.items():
        setattr(row, name, value)
    if differing:
        row.updated_at = now


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


@step("person.added")
def add_team(session: Session, now: datetime, client_id: str, members: Sequence[TeamMember]) -> list[str]:
    """Add people of a client's team who are not there yet, and return their keys."""
    _existing(session, client_id)
    there = {fold(name) for name in session.exec(select(Person.name).where(col(Person.client_id) == client_id)).all()}
    made: list[str] = []
    for member in members:
        if fold(member.name) not in there:
            person = make_person(session, now, member.name, client_id, PersonKind.FREELANCER)
            person.role = clean_line(member.role, 100)
            there.add(fold(member.name))
            made.append(person.id)
    return made


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


def person_key(session: Session, now: datetime, person: str | NewPerson | None) -> str | None:
    """The key of a person, who is added where not in the file yet."""
    if not isinstance(person, NewPerson):
        return person
    if person.kind is PersonKind.ME:
        return me(session, now, person.name).id
    return make_person(session, now, person.name, person.client_id, person.kind).id

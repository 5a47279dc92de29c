"""Writes about waits: begun and ended with the lane, asked again, answered."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from obm_tui.domain.cards import reference
from obm_tui.domain.contacts import ContactKind
from obm_tui.domain.errors import N_, NotFound, Refused
from obm_tui.domain.waits import NewWait, first_nudge, next_nudge
from obm_tui.store.engine import step, today_of
from obm_tui.store.models import Card, Client, Contact, Person, Waiting
from obm_tui.store.writes import clients

_NAME = 40
"""Characters of a title where several cards are named."""


def open_wait(session: Session, card_id: str) -> Waiting | None:
    """The wait of a card that is not over."""
    return session.exec(
        select(Waiting).where(col(Waiting.card_id) == card_id, col(Waiting.closed_at).is_(None))
    ).first()


def begin(session: Session, now: datetime, card: Card, new: NewWait) -> Waiting:
    """Wait for somebody from today on: as said, else for the card's owner until its due date."""
    new = new.cleaned()
    today = today_of(session)
    expected_on = new.expected_on or card.due_on
    person_id = clients.person_key(session, now, new.person) or card.owner_id
    wait = Waiting(
        card_id=card.id,
        person_id=person_id,
        what=new.what,
        channel=new.channel or _usual_channel(session, person_id),
        asked_on=today,
        expected_on=expected_on,
        nudge_on=first_nudge(today, expected_on),
        created_at=now,
    )
    session.add(wait)
    return wait


def _usual_channel(session: Session, person_id: str | None) -> str:
    person = session.get(Person, person_id) if person_id else None
    return person.channel if person else ""


def end(session: Session, now: datetime, card: Card) -> None:
    """Wait no longer."""
    wait = open_wait(session, card.id)
    if wait is not None:
        wait.closed_at = now


def awaited(session: Session, ids: Sequence[str]) -> list[tuple[Card, Waiting]]:
    """The cards with an open wait, in the order of their keys.

    Raises:
        NotFound: one of them is gone.
        Refused: some of them wait for nobody; they are named.
    """
    found: list[tuple[Card, Waiting]] = []
    others: list[Card] = []
    for key in dict.fromkeys(ids):
        card, wait = session.get(Card, key), open_wait(session, key)
        if card is None:
            raise NotFound(N_("This card is not there any more: it was deleted or its import undone."))
        if wait is None:
            others.append(card)
        else:
            found.append((card, wait))
    if others:
        names = ", ".join(f"{_reference(session, card)} {card.title[:_NAME]}" for card in others)
        raise Refused(N_("These cards wait for nobody: {names}. a lets them wait."), names=names)
    return found


def _reference(session: Session, card: Card) -> str:
    client = session.get(Client, card.client_id) if card.client_id else None
    return reference(client.code if client else None, card.no)


@step("waiting.nudged")
def nudge(session: Session, now: datetime, ids: Sequence[str], texts: Sequence[str], channel: str = "") -> None:
    """Asked again today, one text a card; the next time is two working days on. The log keeps what was asked."""
    today = today_of(session)
    for (card, wait), text in zip(awaited(session, ids), texts, strict=True):
        wait.nudges += 1
        wait.nudge_on = next_nudge(today)
        wait.channel = channel or wait.channel
        session.add(
            Contact(
                client_id=card.client_id,
                person_id=wait.person_id,
                card_id=card.id,
                at=now,
                kind=ContactKind.NUDGE,
                channel=wait.channel,
                gist=text,
                created_at=now,
            )
        )

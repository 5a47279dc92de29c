"""Verdicts: what is decided about a card, each one step. All of them wake the card and take it off its queue."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from obm_tui.domain.cards import CardEdit, Edge, Lane
from obm_tui.domain.contacts import NewContact
from obm_tui.domain.errors import N_, Refused
from obm_tui.domain.people import PersonKind
from obm_tui.domain.waits import NewWait
from obm_tui.store.engine import step, today_of
from obm_tui.store.models import Card, CardLabel, ChecklistItem, Comment, Link, Person
from obm_tui.store.writes import cards, contacts, waits

_STAYS = frozenset({Lane.WAITING, Lane.APPROVE, Lane.DONE, Lane.DROPPED})
"""Lanes that giving a card to somebody does not change."""


def _put(session: Session, now: datetime, card: Card, lane: Lane) -> None:
    """Into another lane, at its top."""
    if card.lane is not lane:
        cards.move(session, now, [card.id], lane, Edge.TOP)
    card.snoozed_until = None


@step("card.taken")
def take(session: Session, now: datetime, ids: Sequence[str]) -> None:
    """OK: what was waited for was received and is to be approved, anything else is for this week."""
    today = today_of(session)
    for card in cards.existing(session, ids):
        if card.lane is Lane.WAITING and (wait := waits.open_wait(session, card.id)) is not None:
            wait.last_reply_on = today
        _put(session, now, card, Lane.APPROVE if card.lane is Lane.WAITING else Lane.WEEK)
        card.reviewed_on = today


@step("card.planned")
def plan(session: Session, now: datetime, ids: Sequence[str], changes: CardEdit) -> None:
    """Give cards a due date. What was not decided yet is by that: for this week, or the backlog."""
    cards.edit(session, now, ids, changes)
    today = today_of(session)
    sunday = today + timedelta(days=6 - today.weekday())
    for card in cards.existing(session, ids):
        if card.lane is Lane.INBOX and card.due_on is not None:
            _put(session, now, card, Lane.WEEK if card.due_on <= sunday else Lane.BACKLOG)
        _reviewed(card, today)


@step("card.delegated")
def delegate(session: Session, now: datetime, ids: Sequence[str], changes: CardEdit) -> None:
    """Give cards to somebody: what somebody else does is waited for, what she takes herself is for this week."""
    cards.edit(session, now, ids, changes)
    today = today_of(session)
    for card in cards.existing(session, ids):
        person = session.get(Person, card.owner_id) if card.owner_id else None
        if person is not None and person.kind is not PersonKind.ME:
            _wait_for_owner(session, now, card)
        elif card.lane is Lane.WAITING or (card.lane is Lane.INBOX and person is not None):
            _put(session, now, card, Lane.WEEK)
        _reviewed(card, today)


def _wait_for_owner(session: Session, now: datetime, card: Card) -> None:
    wait = waits.open_wait(session, card.id)
    if card.lane not in _STAYS:
        _put(session, now, card, Lane.WAITING)
    elif wait is not None and wait.person_id != card.owner_id:
        _wait_anew(session, now, card, NewWait())


@step("card.awaited")
def await_reply(session: Session, now: datetime, ids: Sequence[str], new: NewWait) -> None:
    """Let cards wait for somebody or something."""
    today = today_of(session)
    for card in cards.existing(session, ids):
        _put(session, now, card, Lane.WAITING)
        _wait_anew(session, now, card, new)
        _reviewed(card, today)


def _wait_anew(session: Session, now: datetime, card: Card, new: NewWait) -> None:
    """Asked today, not nudged yet."""
    waits.end(session, now, card)
    session.flush()  # a card has one open wait: the table says so
    waits.begin(session, now, card, new)


@step("card.snoozed")
def snooze(session: Session, now: datetime, ids: Sequence[str], until: date) -> None:
    """Out of sight until a day; then it is back in its place, and asked about once."""
    if until <= today_of(session):
        raise Refused(N_("What sleeps wakes on a day to come."))
    for card in cards.existing(session, ids):
        card.snoozed_until, card.updated_at = until, now


@step("card.kept")
def keep(session: Session, now: datetime, ids: Sequence[str]) -> None:
    """Looked at, and left as it is: no queue asks about it again for a while."""
    today = today_of(session)
    for card in cards.existing(session, ids):
        card.snoozed_until = None
        _reviewed(card, today)


def _reviewed(card: Card, today: date) -> None:
    card.snoozed_until, card.reviewed_on = None, today


@step("card.registered")
def register(session: Session, now: datetime, ids: Sequence[str], lane: Lane, changes: CardEdit | None = None) -> None:
    """No work but a question, an idea or a risk; `changes` may say whose."""
    if changes is not None:
        cards.edit(session, now, ids, changes)
    cards.move(session, now, ids, lane, Edge.TOP)
    for card in cards.existing(session, ids):
        _reviewed(card, today_of(session))


@step("card.noted")
def note(session: Session, now: datetime, card_id: str, new: NewContact) -> None:
    """The card was news: it goes into the journal and is done."""
    contacts.add(session, now, new)
    cards.tick(session, now, [card_id])


@step("card.swept")
def sweep(session: Session, now: datetime, days: Mapping[str, date | None]) -> None:
    """New due dates for what is late, by card."""
    for card in cards.existing(session, list(days)):
        if card.due_on != days[card.id]:
            card.due_on, card.updated_at = days[card.id], now
            if card.due_on is None:
                card.due_time = None


@step("card.merged")
def merge(session: Session, now: datetime, card_id: str, into: str) -> None:
    """Put all that hangs on a card onto its twin, and drop it: nothing of it is lost."""
    if card_id == into:
        raise Refused(N_("A card cannot be merged with itself."))
    card, twin = cards.existing(session, [card_id, into])
    reference = f"{card.title}\n{card.body}".strip()
    if card.body or card.title != twin.title:
        twin.body = f"{twin.body}\n\n{reference}".strip()
    for part in (ChecklistItem, Comment, Link):
        for row in session.exec(select(part).where(col(part.card_id) == card.id)).all():
            row.card_id = twin.id
    worn = set(session.exec(select(CardLabel.label_id).where(col(CardLabel.card_id) == twin.id)).all())
    for label in session.exec(select(CardLabel).where(col(CardLabel.card_id) == card.id)).all():
        if label.label_id not in worn:
            session.add(CardLabel(card_id=twin.id, label_id=label.label_id))
    twin.due_on = min(filter(None, (twin.due_on, card.due_on)), default=None)
    twin.owner_id = twin.owner_id or card.owner_id
    twin.updated_at = now
    cards.drop(session, now, [card.id], f"→ {twin.title}")

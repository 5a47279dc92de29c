"""Writes about cards: one function per intent. All take keys in the plural: one card or two hundred is one step."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select

from obm_tui.domain import ordering
from obm_tui.domain.cards import (
    CLOSED_LANES,
    After,
    Before,
    CardEdit,
    Edge,
    Lane,
    NewCard,
    Place,
)
from obm_tui.domain.edits import UNSET, Unset
from obm_tui.domain.errors import N_, NotFound
from obm_tui.domain.text import clean_line, clean_note
from obm_tui.domain.waits import NewWait
from obm_tui.store.engine import step
from obm_tui.store.models import Card, CardNumber, ChecklistItem, Comment
from obm_tui.store.writes import clients, waits

_CHUNK = 500


def next_number(session: Session, client_id: str | None, count: int = 1) -> int:
    """Reserve `count` numbers of a client and return the first; a number is never given twice."""
    key = client_id or ""
    counter = session.get(CardNumber, key)
    if counter is None:
        counter = CardNumber(client_key=key, last=0)
        session.add(counter)
    counter.last += count
    return counter.last - count + 1


@step("card.added")
def add(session: Session, now: datetime, new: NewCard) -> str:
    """Add a card and return its key."""
    return add_all(session, now, [new])[0]


@step("card.added")
def add_all(session: Session, now: datetime, new: Sequence[NewCard]) -> list[str]:
    """Add several cards and return their keys, in the same order; those for one place stand there in it too."""
    new = [card.cleaned() for card in new]
    numbers = {
        client: iter(range(first := next_number(session, client, count), first + count))
        for client, count in Counter(card.client_id for card in new).items()
    }
    places = {spot: iter(_positions(session, *spot, [], count)) for spot, count in Counter(map(_spot, new)).items()}
    cards = [_card(session, now, card, next(numbers[card.client_id]), next(places[_spot(card)])) for card in new]
    session.add_all(cards)
    for card in cards:
        if card.lane is Lane.WAITING:
            waits.begin(session, now, card, NewWait())
    return [card.id for card in cards]


def _spot(card: NewCard) -> tuple[Lane, Place]:
    """The lane and the place in it that a new card goes to."""
    return card.lane, card.place or (Edge.BOTTOM if card.lane is Lane.INBOX else Edge.TOP)


def _card(session: Session, now: datetime, new: NewCard, number: int, pos: str) -> Card:
    return Card(
        no=number,
        client_id=new.client_id,
        project_id=new.project_id,
        owner_id=clients.person_key(session, now, new.owner),
        title=new.title,
        body=new.body,
        lane=new.lane,
        pos=pos,
        lane_since=now,
        priority=int(new.priority),
        rrule=new.rrule,
        source=new.source,
        metric_id=new.metric_id,
        due_on=new.due_on,
        due_time=new.due_time if new.due_on else None,
        created_at=now,
        updated_at=now,
        closed_at=now if new.lane in CLOSED_LANES else None,
    )


def existing(session: Session, ids: Sequence[str]) -> list[Card]:
    """The cards in the order of their keys.

    Raises:
        NotFound: one of them is gone.
    """
    found: dict[str, Card] = {}
    for start in range(0, len(ids), _CHUNK):
        part = list(ids[start : start + _CHUNK])
        found |= {card.id: card for card in session.exec(select(Card).where(col(Card.id).in_(part))).all()}
    if len(found) < len(set(ids)):
        raise NotFound(N_("This card is not there any more: it was deleted or its import undone."))
    return [found[key] for key in dict.fromkeys(ids)]


def _positions(session: Session, lane: Lane, place: Place, moving: Sequence[str], count: int) -> Sequence[str]:
    """Order keys for cards that go to this place of a lane."""
    column = col(Card.pos)
    in_lane = [
        col(Card.lane) == lane,
        col(Card.closed_at).is_(None),
        col(Card.archived_at).is_(None),
    ]
    if moving and len(moving) <= _CHUNK:
        in_lane.append(col(Card.id).not_in(moving))
    before: str | None = None
    after: str | None = None
    if isinstance(place, After | Before):
        neighbour = session.get(Card, place.card_id)
        if neighbour is None or neighbour.lane is not lane or neighbour.closed_at is not None:
            place = Edge.TOP
        else:
            _separate(session, neighbour, in_lane)
            if isinstance(place, After):
                before = neighbour.pos
                after = session.exec(select(func.min(column)).where(*in_lane, column > before)).one()
            else:
                after = neighbour.pos
                before = session.exec(select(func.max(column)).where(*in_lane, column < after)).one()
    if place is Edge.TOP:
        after = session.exec(select(func.min(column)).where(*in_lane)).one()
    elif place is Edge.BOTTOM:
        before = session.exec(select(func.max(column)).where(*in_lane)).one()
    return ordering.spread(before, after, count)


def _separate(session: Session, card: Card, in_lane: Sequence[ColumnElement[bool]]) -> None:
    """Give cards that share this one's order key (an undo can bring one back) keys of their own, in the same order."""
    column = col(Card.pos)
    tied = session.exec(select(Card).where(*in_lane, column == card.pos).order_by(col(Card.id))).all()
    if len(tied) > 1:
        following = session.exec(select(func.min(column)).where(*in_lane, column > card.pos)).one()
        for other, pos in zip(tied[1:], ordering.spread(card.pos, following, len(tied) - 1), strict=True):
            other.pos = pos


@step("card.moved")
def move(session: Session, now: datetime, ids: Sequence[str], lane: Lane, place: Place = Edge.TOP) -> None:
    """Put cards into a lane, or to another place of their lane, in the order given."""
    cards = existing(session, ids)
    for card, pos in zip(cards, _positions(session, lane, place, ids, len(cards)), strict=True):
        card.pos = pos
        enter(session, now, card, lane)


@step("card.done")
def tick(session: Session, now: datetime, ids: Sequence[str]) -> None:
    """Done. What is done already stays as it is."""
    _close(session, now, ids, Lane.DONE, "")


@step("card.dropped")
def drop(session: Session, now: datetime, ids: Sequence[str], reason: str = "") -> None:
    """Given up, with a reason where there is one."""
    _close(session, now, ids, Lane.DROPPED, clean_line(reason))


def _close(session: Session, now: datetime, ids: Sequence[str], lane: Lane, reason: str) -> None:
    for card in existing(session, ids):
        if card.lane is not lane:
            enter(session, now, card, lane)
            card.drop_reason = reason


def enter(session: Session, now: datetime, card: Card, lane: Lane) -> None:
    """Let a card into a lane, awake.

    Entering Waiting opens a wait for its owner, leaving closes it; leaving a closed lane opens the card again.
    """
    card.snoozed_until = None
    if card.lane is lane:
        card.updated_at = now
        return
    if card.lane is Lane.WAITING:
        waits.end(session, now, card)
    if lane is Lane.WAITING:
        waits.begin(session, now, card, NewWait())
    if lane is not Lane.DROPPED:
        card.drop_reason = ""
    # Also from one closed lane to the other: what is ticked today is done today.
    card.closed_at = now if lane in CLOSED_LANES else None
    card.lane, card.lane_since, card.updated_at = lane, now, now


@step("card.edited")
def edit(session: Session, now: datetime, ids: Sequence[str], changes: CardEdit) -> None:
    """Give some fields of cards new values."""
    changes = changes.cleaned()
    owner = changes.owner if isinstance(changes.owner, Unset) else clients.person_key(session, now, changes.owner)
    for card in existing(session, ids):
        values = {
            "title": changes.title,
            "body": changes.body,
            "owner_id": owner,
            "due_on": changes.due_on,
            "due_time": changes.due_time,
            "priority": UNSET if isinstance(changes.priority, Unset) else int(changes.priority),
            "done_means": changes.done_means,
            "blocked_reason": changes.blocked_reason,
        }
        if (card.due_on if isinstance(changes.due_on, Unset) else changes.due_on) is None:
            values["due_time"] = None
        differing = {
            name: value for name, value in values.items() if value is not UNSET and getattr(card, name) != value
        }
        if not isinstance(changes.client_id, Unset) and changes.client_id != card.client_id:
            _change_client(session, card, changes.client_id)
            differing.setdefault("client_id", changes.client_id)
        if differing:
            for name, value in differing.items():
                setattr(card, name, value)
            card.updated_at = now


def _change_client(session: Session, card: Card, client_id: str | None) -> None:
    """Another client means another number, and the project stays behind."""
    card.no = next_number(session, client_id)
    card.client_id = client_id
    card.project_id = None


@step("card.archived")
def archive(session: Session, now: datetime, ids: Sequence[str]) -> None:
    """Put cards out of sight; list and search still find them on request."""
    for card in existing(session, ids):
        if card.archived_at is None:
            card.archived_at = card.updated_at = now


@step("checklist_item.ticked")
def tick_item(session: Session, now: datetime, item_id: str, done: bool) -> None:
    """Tick a checklist line, or take the tick away."""
    item = session.get(ChecklistItem, item_id)
    if item is None:
        raise NotFound(N_("This line is not there any more."))
    item.done = done


@step("comment.added")
def comment(session: Session, now: datetime, card_id: str, author: str, text: str) -> str:
    """Say something on a card and return the comment's key."""
    existing(session, [card_id])
    row = Comment(card_id=card_id, author=clean_line(author, 100), at=now, text=clean_note(text))
    session.add(row)
    return row.id

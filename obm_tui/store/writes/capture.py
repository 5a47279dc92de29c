"""Capturing lines that reached her by another way than the keyboard."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from obm_tui.domain.cards import NewCard
from obm_tui.store.engine import step
from obm_tui.store.models import SourceItem
from obm_tui.store.writes import cards

SOURCE, KIND = "inbox file", "drained"


@step("card.captured")
def drain(session: Session, now: datetime, name: str, digest: str, new: Sequence[NewCard]) -> list[str]:
    """Add the cards of an inbox file's lines, once: the file's content is remembered by its digest."""
    if session.get(SourceItem, (SOURCE, name, KIND, digest)) is not None:
        return []
    keys = cards.add_all(session, now, new)
    session.add(SourceItem(source=SOURCE, container=name, kind=KIND, item=digest, row_id=""))
    return keys

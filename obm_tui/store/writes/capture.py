"""Capturing lines that reached her by another way than the keyboard."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlmodel import Session

from obm_tui.domain.cards import NewCard
from obm_tui.store.engine import step
from obm_tui.store.models import Card, SourceItem
from obm_tui.store.writes import cards

SOURCE, KIND, LINE = "inbox file", "drained", "line"
_COPY_AGE = timedelta(days=7)
"""A copy that a synchronising program made is younger than this."""


class DrainedLine(NamedTuple):
    """A line of the file."""

    digest: str
    card: NewCard


@step("card.captured")
def drain(
    session: Session, now: datetime, name: str, digest: str, lines: Sequence[DrainedLine], is_copy: bool
) -> list[str]:
    """Add the cards of an inbox file's lines, once: the file's content is remembered by its digest.

    Of a copy of the file called `name`, only the lines that did not come in from the file or another copy lately.
    """
    if session.get(SourceItem, (SOURCE, name, KIND, digest)) is not None:
        return []
    known = {line.digest: session.get(SourceItem, (SOURCE, name, LINE, line.digest)) for line in lines}
    if is_copy:
        lines = [line for line in lines if not _came_in_lately(session, now, known[line.digest])]
    keys = cards.add_all(session, now, [line.card for line in lines])
    for line, key in zip(lines, keys, strict=True):
        item = known[line.digest]
        if item is None:
            known[line.digest] = item = SourceItem(source=SOURCE, container=name, kind=LINE, item=line.digest)
            session.add(item)
        item.row_id = key
    session.add(SourceItem(source=SOURCE, container=name, kind=KIND, item=digest, row_id=""))
    return keys


def _came_in_lately(session: Session, now: datetime, item: SourceItem | None) -> bool:
    card = session.get(Card, item.row_id) if item is not None else None
    return card is not None and now - card.created_at < _COPY_AGE

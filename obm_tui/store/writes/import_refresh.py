"""Cards that came in before take what changed in the other tool since, as far as she has not changed the same."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from obm_tui.domain import ordering
from obm_tui.domain.cards import CLOSED_LANES, Lane
from obm_tui.domain.errors import N_
from obm_tui.domain.imports import ImportedCard, Note, Refreshed
from obm_tui.domain.progress import Stage
from obm_tui.domain.refresh import Changes, Image, Line, compare, digest, new_of
from obm_tui.domain.waits import first_nudge
from obm_tui.store.engine import progress_of, record_so_far
from obm_tui.store.models import Card, CardLabel, ChecklistItem, Comment, Link
from obm_tui.store.writes import waits
from obm_tui.store.writes.cards import enter
from obm_tui.store.writes.import_origin import Origin
from obm_tui.store.writes.import_places import Places, due_text

_CHUNK = 400
_NAMED = 5
"""Cards that a remark names."""


class Refresh:
    """Compares each card with what it said the last time, and takes over what may follow."""

    def __init__(self, session: Session, now: datetime, places: Places, origin: Origin) -> None:
        self._session = session
        self._now = now
        self._places = places
        self._origin = origin
        self._disputed: list[str] = []

    @property
    def notes(self) -> tuple[Note, ...]:
        """Which cards were changed on both sides, by their titles here; the first of them where they are many."""
        shown, more = tuple(self._disputed[:_NAMED]), len(self._disputed) - _NAMED
        if more > 0:
            sentence = N_("Changed on both sides, yours kept: {titles}, and {more} besides")
            return (Note(sentence, {"titles": shown, "more": more}),)
        return (Note(N_("Changed on both sides, yours kept: {titles}"), {"titles": shown}),) if shown else ()

    def run(self, cards: Sequence[ImportedCard]) -> Refreshed:
        """Bring these cards up to date; how many of them in which way."""
        total, progress = Refreshed(), progress_of(self._session)
        for start in range(0, len(cards), _CHUNK):
            progress.tell(Stage.WRITING, start, len(cards))
            moved = list(self._moved(cards[start : start + _CHUNK]))
            if not moved:
                continue
            keys = [self._key(card) for card, _before, _there in moved]
            rows = {row.id: row for row in self._session.exec(select(Card).where(col(Card.id).in_(keys))).all()}
            for card, before, there in moved:
                row = rows.get(self._key(card))
                if row is not None:
                    total = self._refresh(row, card, before, there, total)
            self._origin.write()
            record_so_far(self._session)
        return total

    def _key(self, card: ImportedCard) -> str:
        return self._origin.row("card", card.source_id) or ""

    def _moved(self, cards: Sequence[ImportedCard]) -> Iterator[tuple[ImportedCard, Image, Image]]:
        """Those that say something else now. What an earlier version brought in is only remembered."""
        for card in cards:
            kept = self._origin.image(card.source_id)
            there = self._places.image_of(card)
            if there.dumps() == kept:
                continue
            self._origin.note("card", card.source_id, self._key(card), there.dumps())
            before = Image.loads(kept)
            if before is not None:
                yield card, before, there

    def _refresh(self, row: Card, card: ImportedCard, before: Image, there: Image, total: Refreshed) -> Refreshed:
        here = self._here(row, before)
        changes = compare(before, there, here)
        closed_before = row.lane in CLOSED_LANES
        self._take_fields(row, card, changes)
        parts = self._take_parts(row, card, before, there)
        if changes or parts:
            row.updated_at = self._now
        is_other = parts or changes.is_archived is not None or bool(set(changes.fields) - {"due"})
        closing = changes.lane is not None and Lane(changes.lane) in CLOSED_LANES
        moving = changes.lane is not None and not closing
        if changes.disputed:
            self._disputed.append(row.title)
        return Refreshed(
            cards=total.cards + bool(changes or parts),
            closed=total.closed + closing,
            reopened=total.reopened + (moving and closed_before),
            redated=total.redated + ("due" in changes.fields),
            moved=total.moved + (moving and not closed_before),
            other=total.other + is_other,
            kept=total.kept + bool(changes.disputed),
        )

    def _here(self, row: Card, before: Image) -> Image:
        """The card as it stands here."""
        return before._replace(
            title=row.title,
            body=digest(row.body),
            due=due_text(row.due_on, row.due_time),
            start=due_text(row.start_on, None),
            priority=row.priority,
            owner=row.owner_id or "",
            lane=row.lane.value,
            is_archived=row.archived_at is not None,
        )

    def _take_fields(self, row: Card, card: ImportedCard, changes: Changes) -> None:
        if "due" in changes.fields:
            self._redate(row, card)
        values = {
            "title": card.title,
            "body": card.body,
            "start": card.start_on,
            "priority": int(card.priority),
            "owner": self._places.owner_of(card),
        }
        names = {"start": "start_on", "owner": "owner_id"}
        for field in changes.fields:
            if field in values:
                setattr(row, names.get(field, field), values[field])
        if changes.is_archived is not None:
            row.archived_at = self._now if changes.is_archived else None
        if changes.lane is not None:
            last = self._session.exec(
                select(Card.pos).where(col(Card.lane) == Lane(changes.lane)).order_by(col(Card.pos).desc()).limit(1)
            ).first()
            enter(self._session, self._now, row, Lane(changes.lane))
            row.pos = ordering.between(last, None)
            if row.closed_at is not None:
                row.closed_at = card.completed_at or row.closed_at

    def _redate(self, row: Card, card: ImportedCard) -> None:
        """Another date; who waits for it until the old one waits until the new one."""
        wait = waits.open_wait(self._session, row.id) if row.lane is Lane.WAITING else None
        if wait is not None and wait.expected_on == row.due_on:
            wait.expected_on = card.due_on
            wait.nudge_on = first_nudge(wait.asked_on or self._now.date(), card.due_on) if card.due_on else None
        row.due_on, row.due_time = card.due_on, card.due_time

    # -- what hangs on it ---------------------------------------------------------------------------------------------

    def _take_parts(self, row: Card, card: ImportedCard, before: Image, there: Image) -> bool:
        taken = self._take_labels(row, before, there)
        taken = self._take_lines(row, before, there) or taken
        fresh = set(new_of(before.comments, there.comments))
        for comment in card.comments:
            if comment.source_id in fresh:
                said = Comment(card_id=row.id, author=comment.author[:100], at=comment.at, text=comment.text)
                self._session.add(said)
        added = set(new_of(before.links, there.links))
        links = [link for link in card.links if link.source_id in added]
        last = self._last(Link, row.id) if links else None
        for link, pos in zip(links, ordering.spread(last, None, len(links)), strict=True):
            self._session.add(Link(card_id=row.id, url=link.url[:2000], title=link.title[:500], pos=pos))
        return bool(taken or fresh or links)

    def _take_labels(self, row: Card, before: Image, there: Image) -> bool:
        if set(before.labels) == set(there.labels):
            return False
        worn = set(self._session.exec(select(CardLabel.label_id).where(col(CardLabel.card_id) == row.id)).all())
        added = [label for label in new_of(before.labels, there.labels) if label not in worn]
        gone = [label for label in new_of(there.labels, before.labels) if label in worn]
        self._session.add_all(CardLabel(card_id=row.id, label_id=label) for label in added)
        for label in gone:
            self._session.delete(self._session.get_one(CardLabel, (row.id, label)))
        return bool(added or gone)

    def _take_lines(self, row: Card, before: Image, there: Image) -> bool:
        if before.lines == there.lines:
            return False
        rows = self._session.exec(select(ChecklistItem).where(col(ChecklistItem.card_id) == row.id)).all()
        here = {(item.heading, item.text): item for item in rows}
        known = {line.source_id: line for line in before.lines}
        taken = False
        for line in there.lines:
            old = known.get(line.source_id)
            item = here.get((old.heading, old.text)) if old else None
            if old is not None:
                taken = (item is not None and _follow(item, old, line)) or taken
            elif (line.heading, line.text) not in here:
                pos = ordering.between(self._last(ChecklistItem, row.id), None)
                item = ChecklistItem(card_id=row.id, heading=line.heading, text=line.text, done=line.done, pos=pos)
                self._session.add(item)
                self._session.flush()
                taken = True
        return taken

    def _last(self, table: type[ChecklistItem] | type[Link], card_id: str) -> str | None:
        wanted = select(table.pos).where(col(table.card_id) == card_id).order_by(col(table.pos).desc()).limit(1)
        return self._session.exec(wanted).first()


def _follow(item: ChecklistItem, before: Line, there: Line) -> bool:
    """Let a line take another text or tick where she left the old one."""
    taken = False
    if there.text != before.text:
        item.text, taken = there.text, True
    if there.done != before.done and item.done == before.done:
        item.done, taken = there.done, True
    return taken

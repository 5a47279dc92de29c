"""Taking in another tool's board: one step, whole or not at all; the same file a second time makes nothing."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import insert
from sqlmodel import Session, SQLModel, col, func, select

from obm_tui.domain import ordering
from obm_tui.domain.cards import CLOSED_LANES, COLUMN, Lane
from obm_tui.domain.errors import N_, NotFound
from obm_tui.domain.imports import ImportedBoard, ImportedCard, ImportedColumn, ImportReport, Note
from obm_tui.domain.lanes import lane_of_column
from obm_tui.domain.people import PersonKind
from obm_tui.domain.text import fold
from obm_tui.ids import new_id
from obm_tui.store.engine import step
from obm_tui.store.models import (
    Card,
    CardLabel,
    ChecklistItem,
    Client,
    Comment,
    Label,
    Link,
    Person,
    Project,
    SourceItem,
)
from obm_tui.store.writes.cards import next_number
from obm_tui.store.writes.clients import make_person

_CHUNK = 500


class _Known:
    """What this board's items became the last time."""

    def __init__(self, session: Session, board: ImportedBoard) -> None:
        self._session = session
        self._board = board
        rows = session.exec(
            select(SourceItem.kind, SourceItem.item, SourceItem.row_id).where(
                col(SourceItem.source) == board.source, col(SourceItem.container) == board.container
            )
        ).all()
        self._rows = {(kind, item): row_id for kind, item, row_id in rows}
        self._new: list[dict[str, object]] = []

    def row(self, kind: str, item: str) -> str | None:
        """The key an item got, or nothing."""
        return self._rows.get((kind, item))

    def note(self, kind: str, item: str, row_id: str) -> None:
        """Remember it."""
        self._rows[kind, item] = row_id
        board = self._board
        self._new.append(
            {"source": board.source, "container": board.container, "kind": kind, "item": item, "row_id": row_id}
        )

    def write(self) -> None:
        """Put what is new into the file."""
        _insert(self._session, SourceItem, self._new)


def _insert(session: Session, table: type[SQLModel], rows: Sequence[dict[str, object]]) -> None:
    if rows:
        session.flush()
        session.connection().execute(insert(table), list(rows))


@step("card.imported")
def take_board(session: Session, now: datetime, board: ImportedBoard, client_id: str, dry_run: bool) -> ImportReport:
    """Write a board's cards and what hangs on them as cards of a client.

    Cards that came in before are left as they are. People are found by e-mail, then by name, before new ones are made.
    """
    client = session.get(Client, client_id)
    if client is None:
        raise NotFound(N_("This client is not there any more."))
    known = _Known(session, board)
    fresh = [card for card in board.cards if known.row("card", card.source_id) is None]
    project_id = _project(session, now, board, client_id, known)
    people, people_made = _people(session, now, board, client_id, known)
    labels = _labels(session, board, client_id, known)
    lanes, notes = _lanes(board.columns)
    made = _cards(
        session, now, fresh, client_id, project_id, people, lanes, known, {c.source_id: c.name for c in board.columns}
    )
    kinds = _parts(session, made, labels)
    known.write()
    kinds["people"] = people_made
    return ImportReport(
        source=board.source,
        name=board.name,
        client_code=client.code,
        read=board.read,
        made=len(fresh),
        updated=0,
        skipped=board.read - len(fresh),
        kinds={kind: kinds.get(kind, 0) for kind in ("comments", "checklist_items", "links", "people", "labels")},
        notes=(*board.notes, *(notes if fresh else ())),
        dry_run=dry_run,
    )


def _project(session: Session, now: datetime, board: ImportedBoard, client_id: str, known: _Known) -> str | None:
    found = known.row("board", board.container)
    if found is not None and session.get(Project, found) is not None:
        return found
    if not board.cards:
        return None
    project = Project(
        client_id=client_id,
        title=board.name[:200] or "—",
        external_url=board.url[:2000],
        created_at=now,
        updated_at=now,
    )
    session.add(project)
    session.flush()
    known.note("board", board.container, project.id)
    return project.id


def _people(
    session: Session, now: datetime, board: ImportedBoard, client_id: str, known: _Known
) -> tuple[dict[str, str], int]:
    """The key of each person of the board, and how many of them are new in this import."""
    present = list(session.exec(select(Person)).all())
    by_email = {person.email.lower(): person.id for person in present if person.email}
    by_name = {fold(person.name): person.id for person in present}
    alive = {person.id for person in present}
    keys: dict[str, str] = {}
    taken = 0
    for imported in board.people:
        before = known.row("person", imported.source_id)
        if before in alive and before is not None:
            keys[imported.source_id] = before
            continue
        found = by_email.get(imported.email.lower()) if imported.email else None
        found = found or by_name.get(fold(imported.name))
        if found is None:
            person = make_person(session, now, imported.name or "—", client_id, PersonKind.FREELANCER, imported.email)
            found = by_name[fold(imported.name)] = person.id
            alive.add(found)
        taken += 1
        keys[imported.source_id] = found
        known.note("person", imported.source_id, found)
    return keys, taken


def _labels(session: Session, board: ImportedBoard, client_id: str, known: _Known) -> dict[str, str]:
    """The key of each label; same names with two colours stay two labels."""
    alive = set(session.exec(select(Label.id).where(col(Label.client_id) == client_id)).all())
    keys: dict[str, str] = {}
    for imported in board.labels:
        before = known.row("label", imported.source_id)
        if before in alive and before is not None:
            keys[imported.source_id] = before
            continue
        label = Label(client_id=client_id, name=imported.name[:100], colour=imported.colour[:20])
        session.add(label)
        keys[imported.source_id] = label.id
        known.note("label", imported.source_id, label.id)
    return keys


def _lanes(columns: Iterable[ImportedColumn]) -> tuple[dict[str, Lane], list[Note]]:
    """The lane of each column by its name; a name that says nothing goes to the backlog, and is said."""
    lanes: dict[str, Lane] = {}
    unknown: list[str] = []
    for column in columns:
        lane = lane_of_column(column.name)
        if lane is None and not column.archived:
            unknown.append(column.name)
        lanes[column.source_id] = lane or Lane.BACKLOG
    if not unknown:
        return lanes, []
    names = ", ".join(f"“{name}”" for name in unknown)
    return lanes, [
        Note(
            N_("These lists say nothing of where the work stands; their cards are in the backlog: {names}"),
            {"names": names},
        )
    ]


def _cards(
    session: Session,
    now: datetime,
    cards: Sequence[ImportedCard],
    client_id: str,
    project_id: str | None,
    people: dict[str, str],
    lanes: dict[str, Lane],
    known: _Known,
    column_names: dict[str, str],
) -> list[tuple[str, ImportedCard]]:
    """Write the cards themselves, behind those that are in their lanes already."""
    if not cards:
        return []
    number = next_number(session, client_id, len(cards))
    lane_of = {card.source_id: Lane.DONE if card.done else lanes.get(card.column_id, Lane.BACKLOG) for card in cards}
    positions = {
        lane: iter(
            ordering.spread(session.exec(select(func.max(Card.pos)).where(col(Card.lane) == lane)).one(), None, count)
        )
        for lane, count in Counter(lane_of.values()).items()
    }
    rows: list[dict[str, object]] = []
    made: list[tuple[str, ImportedCard]] = []
    for card in cards:
        lane, key = lane_of[card.source_id], new_id()
        created = card.created_at or now
        since = card.column_since or created
        closed = (card.completed_at or since) if lane in CLOSED_LANES else None
        extra = dict(card.extra)
        if column_names.get(card.column_id):
            extra = {COLUMN: column_names[card.column_id], **extra}
        rows.append(
            {
                "id": key,
                "no": number,
                "client_id": client_id,
                "project_id": project_id,
                "owner_id": next((people[person] for person in card.person_ids if person in people), None),
                "title": card.title,
                "body": card.body,
                "lane": lane,
                "pos": next(positions[lane]),
                "lane_since": closed or since,
                "priority": int(card.priority),
                "due_on": card.due_on,
                "due_time": card.due_time,
                "start_on": card.start_on,
                "drop_reason": "",
                "external_url": card.url[:2000],
                "extra": json.dumps(extra, ensure_ascii=False) if extra else "",
                "created_at": created,
                "updated_at": now,
                "closed_at": closed,
                "archived_at": now if card.archived else None,
            }
        )
        known.note("card", card.source_id, key)
        made.append((key, card))
        number += 1
    _insert(session, Card, rows)
    return made


def _parts(session: Session, made: Sequence[tuple[str, ImportedCard]], labels: dict[str, str]) -> dict[str, int]:
    """Write what hangs on the cards, and count it."""
    items: list[dict[str, object]] = []
    comments: list[dict[str, object]] = []
    links: list[dict[str, object]] = []
    worn: list[dict[str, object]] = []
    for key, card in made:
        items += (
            {"id": new_id(), "card_id": key, "heading": item.group, "text": item.text, "done": item.done, "pos": pos}
            for item, pos in zip(card.items, ordering.spread(None, None, len(card.items)), strict=True)
        )
        comments += (
            {"id": new_id(), "card_id": key, "author": comment.author[:100], "at": comment.at, "text": comment.text}
            for comment in card.comments
        )
        links += (
            {"id": new_id(), "card_id": key, "url": link.url[:2000], "title": link.title[:500], "pos": pos}
            for link, pos in zip(card.links, ordering.spread(None, None, len(card.links)), strict=True)
        )
        used = dict.fromkeys(labels[label] for label in card.label_ids if label in labels)
        worn += ({"card_id": key, "label_id": label} for label in used)
    for table, rows in ((ChecklistItem, items), (Comment, comments), (Link, links), (CardLabel, worn)):
        _insert(session, table, rows)
    return {"checklist_items": len(items), "comments": len(comments), "links": len(links), "labels": len(worn)}

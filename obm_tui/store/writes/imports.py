"""Taking in another tool's board: one step, whole or not at all; the same file a second time makes nothing twice."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import count

from sqlmodel import Session, SQLModel, col, func, select

from obm_tui.domain import ordering
from obm_tui.domain.cards import CLOSED_LANES, COLUMN, Lane
from obm_tui.domain.errors import N_
from obm_tui.domain.import_answers import BoardAnswers, Take, is_wanted
from obm_tui.domain.imports import NO_COLUMN, ImportedBoard, ImportedCard, ImportReport, Note
from obm_tui.domain.lanes import lane_of_column
from obm_tui.domain.progress import Stage
from obm_tui.domain.waits import first_nudge
from obm_tui.ids import new_id
from obm_tui.store.engine import progress_of, record_so_far, step, today_of
from obm_tui.store.models import Card, CardLabel, ChecklistItem, Client, Comment, Link, Waiting
from obm_tui.store.writes.cards import next_number
from obm_tui.store.writes.import_origin import Origin, insert_rows, remember
from obm_tui.store.writes.import_places import Places
from obm_tui.store.writes.import_refresh import Refresh

_CHUNK = 500
"""Cards whose rows are held before they are written."""
_KINDS = ("waits", "comments", "checklist_items", "links", "people", "labels")


@step("card.imported")
def take_board(
    session: Session, now: datetime, board: ImportedBoard, answers: BoardAnswers, dry_run: bool
) -> ImportReport:
    """Write a board's cards and what hangs on them; `answers` says whose they are and where each column goes.

    Cards that came in before take what changed there since, as far as she has not changed the same (`domain.refresh`).
    People are found by e-mail, then by name, before new ones are made.
    """
    origin = Origin(session, board)
    places = Places(session, now, board, answers, origin)
    today = today_of(session)
    fresh, known, not_taken = _sort_out(board, answers, places, origin, today)
    if not board.cards or fresh:
        places.take_people()
    kinds = _Maker(session, now, today, places, origin).make(fresh)
    refresh = Refresh(session, now, places, origin)
    refreshed = refresh.run(known)
    if fresh or refreshed.cards:
        remember(origin, answers)
    origin.write()
    kinds["people"] = places.people_made
    clients = {places.client_of(card) for card in board.cards} - {None}
    code = session.exec(select(Client.code).where(col(Client.id).in_(clients))).all()
    return ImportReport(
        source=board.source,
        name=board.name,
        client_code=", ".join(sorted(code)),
        read=board.read,
        made=len(fresh),
        updated=refreshed.cards,
        skipped=board.read - board.lines - len(fresh) - refreshed.cards - not_taken,
        kinds={kind: kinds.get(kind, 0) for kind in _KINDS},
        notes=(*refresh.notes, *board.notes, *(_unknown_columns(board) if fresh else ())),
        dry_run=dry_run,
        refreshed=refreshed,
        not_taken=not_taken,
    )


def _sort_out(
    board: ImportedBoard, answers: BoardAnswers, places: Places, origin: Origin, today: date
) -> tuple[list[ImportedCard], list[ImportedCard], int]:
    """The cards to make, those that are here already, and how many are not wanted."""
    fresh: list[ImportedCard] = []
    known: list[ImportedCard] = []
    not_taken = 0
    take = answers.take or Take.ALL
    for card in board.cards:
        if origin.row("card", card.source_id) is not None:
            known.append(card)
        elif places.is_left_out(card) or not is_wanted(card, take, mine=places.is_mine(card), today=today):
            not_taken += 1
        else:
            fresh.append(card)
    return fresh, known, not_taken


def _unknown_columns(board: ImportedBoard) -> list[Note]:
    """Columns whose names say nothing of where the work stands."""
    names = [column.name for column in board.columns if not column.archived and column.name != NO_COLUMN]
    unknown = [name for name in names if lane_of_column(name) is None]
    if not unknown:
        return []
    message = N_("These lists say nothing of where the work stands; their cards are in the backlog: {names}")
    return [Note(message, {"names": tuple(unknown)})]


_TABLES: tuple[type[SQLModel], ...] = (Card, Waiting, ChecklistItem, Comment, Link, CardLabel)
"""Cards before what points at them."""


class _Maker:
    """Makes cards with all that hangs on them, many at once."""

    def __init__(self, session: Session, now: datetime, today: date, places: Places, origin: Origin) -> None:
        self._session = session
        self._now = now
        self._today = today
        self._places = places
        self._origin = origin
        self._rows: dict[type[SQLModel], list[dict[str, object]]] = {table: [] for table in _TABLES}
        self._written: Counter[type[SQLModel]] = Counter()

    def make(self, cards: Sequence[ImportedCard]) -> dict[str, int]:
        """Write the cards behind those that are in their lanes already; how much of what came with them."""
        numbers = self._numbers(cards)
        positions = self._positions(cards)
        progress = progress_of(self._session)
        for done, card in enumerate(cards):
            if done % _CHUNK == 0:
                progress.tell(Stage.WRITING, done, len(cards))
                self._write()
            self._add(card, next(numbers[self._places.client_of(card)]), next(positions[self._places.lane_of(card)]))
        self._write()
        counted: dict[str, type[SQLModel]] = {
            "checklist_items": ChecklistItem,
            "comments": Comment,
            "links": Link,
            "labels": CardLabel,
            "waits": Waiting,
        }
        return {kind: self._written[table] for kind, table in counted.items()}

    def _write(self) -> None:
        for table, rows in self._rows.items():
            insert_rows(self._session, table, rows)
            self._written[table] += len(rows)
            rows.clear()
        self._origin.write()
        record_so_far(self._session)

    def _numbers(self, cards: Iterable[ImportedCard]) -> dict[str | None, Iterator[int]]:
        counts = Counter(self._places.client_of(card) for card in cards)
        return {client: count(next_number(self._session, client, many)) for client, many in counts.items()}

    def _positions(self, cards: Iterable[ImportedCard]) -> dict[Lane, Iterator[str]]:
        last = {
            lane: self._session.exec(select(func.max(Card.pos)).where(col(Card.lane) == lane)).one() for lane in Lane
        }
        counts = Counter(self._places.lane_of(card) for card in cards)
        return {lane: iter(ordering.spread(last[lane], None, many)) for lane, many in counts.items()}

    def _add(self, card: ImportedCard, number: int, pos: str) -> None:
        lane, key = self._places.lane_of(card), new_id()
        client_id, owner_id = self._places.client_of(card), self._places.owner_of(card)
        created = card.created_at or self._now
        since = card.column_since or created
        closed = (card.completed_at or since) if lane in CLOSED_LANES else None
        self._rows[Card].append(
            {
                "id": key,
                "no": number,
                "client_id": client_id,
                "project_id": self._places.project_of(card),
                "owner_id": owner_id,
                "title": card.title,
                "body": card.body,
                "lane": lane,
                "pos": pos,
                "lane_since": closed or since,
                "priority": int(card.priority),
                "due_on": card.due_on,
                "due_time": card.due_time,
                "start_on": card.start_on,
                "drop_reason": "",
                "external_url": card.url[:2000],
                "extra": self._extra(card),
                "created_at": created,
                "updated_at": self._now,
                "closed_at": closed,
                "archived_at": self._now if card.archived else None,
                "rrule": card.rrule,
            }
        )
        if lane is Lane.WAITING and owner_id is not None:
            self._rows[Waiting].append(self._wait(key, owner_id, card.due_on))
        self._add_parts(key, card)
        self._origin.note("card", card.source_id, key, self._places.image_of(card).dumps())

    def _extra(self, card: ImportedCard) -> str:
        """Its column and the fields that have no place here, as JSON."""
        extra = {COLUMN: self._places.column_name(card), **card.extra}
        extra = {name: text for name, text in extra.items() if text}
        return json.dumps(extra, ensure_ascii=False) if extra else ""

    def _wait(self, card_id: str, person_id: str, expected_on: date | None) -> dict[str, object]:
        """Without a date nobody is nudged by itself: a whole backlog would ask on the same day."""
        return {
            "id": new_id(),
            "card_id": card_id,
            "person_id": person_id,
            "what": "",
            "channel": "",
            "asked_on": None,
            "expected_on": expected_on,
            "nudge_on": first_nudge(self._today, expected_on) if expected_on else None,
            "nudges": 0,
            "created_at": self._now,
        }

    def _add_parts(self, key: str, card: ImportedCard) -> None:
        self._rows[ChecklistItem] += (
            {
                "id": new_id(),
                "card_id": key,
                "heading": item.group[:200],
                "text": item.text,
                "done": item.done,
                "pos": pos,
            }
            for item, pos in zip(card.items, ordering.spread(None, None, len(card.items)), strict=True)
        )
        self._rows[Comment] += (
            {"id": new_id(), "card_id": key, "author": comment.author[:100], "at": comment.at, "text": comment.text}
            for comment in card.comments
        )
        self._rows[Link] += (
            {"id": new_id(), "card_id": key, "url": link.url[:2000], "title": link.title[:500], "pos": pos}
            for link, pos in zip(card.links, ordering.spread(None, None, len(card.links)), strict=True)
        )
        self._rows[CardLabel] += ({"card_id": key, "label_id": label} for label in self._places.labels_of(card))

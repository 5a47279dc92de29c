"""Where rows came from, and what she said about a file: kept so that the next file of its kind asks less."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import bindparam, insert, update
from sqlmodel import Session, SQLModel, col, select

from obm_tui.domain.import_answers import BoardAnswers
from obm_tui.domain.imports import ImportedBoard
from obm_tui.store.models import SourceItem

ANSWER = "answer"
"""The kind of the row that keeps what was said about a file."""


class Origin:
    """What a board's items became the last time, and what its cards said then."""

    def __init__(self, session: Session, board: ImportedBoard) -> None:
        self._session = session
        self._source, self._container = board.source, board.container
        columns = (SourceItem.kind, SourceItem.item, SourceItem.row_id, SourceItem.image)
        rows = session.exec(
            select(*columns).where(col(SourceItem.source) == self._source, col(SourceItem.container) == self._container)
        ).all()
        self._rows = {(kind, item): row_id for kind, item, row_id, _image in rows}
        self._images = {item: image for kind, item, _row_id, image in rows if kind == "card"}
        self.answers = next((image for kind, _item, _row_id, image in rows if kind == ANSWER), "")
        self._new: list[dict[str, object]] = []
        self._changed: list[dict[str, object]] = []

    def row(self, kind: str, item: str) -> str | None:
        """The key an item got, or nothing."""
        return self._rows.get((kind, item))

    def image(self, card: str) -> str:
        """What a card said the last time; empty where nobody kept it."""
        return self._images.get(card, "")

    def cards(self) -> Iterator[str]:
        """The items that became cards."""
        return iter(self._images)

    def note(self, kind: str, item: str, row_id: str, image: str = "") -> None:
        """Remember what became of an item; that of a known one is put right."""
        known = (kind, item) in self._rows
        self._rows[kind, item] = row_id
        values: dict[str, object] = {"kind": kind, "item": item, "row_id": row_id, "image": image}
        (self._changed if known else self._new).append(values)

    def write(self) -> None:
        """Put what was noted so far into the file."""
        place = {"source": self._source, "container": self._container}
        insert_rows(self._session, SourceItem, [place | values for values in self._new])
        self._new.clear()
        if self._changed:
            self._session.flush()
            table = SourceItem.__table__  # type: ignore[attr-defined]  # made by SQLModel
            wanted = (
                update(table)
                .where(
                    table.c.source == self._source,
                    table.c.container == self._container,
                    table.c.kind == bindparam("b_kind"),
                    table.c.item == bindparam("b_item"),
                )
                .values(row_id=bindparam("b_row_id"), image=bindparam("b_image"))
            )
            rows = [{f"b_{name}": value for name, value in values.items()} for values in self._changed]
            self._session.connection().execute(wanted, rows)
            self._changed.clear()


def remember(origin: Origin, answers: BoardAnswers) -> None:
    """Keep what was said about this file."""
    told = answers.dumps()
    if origin.answers != told:
        origin.note(ANSWER, ANSWER, "", told)


def insert_rows(session: Session, table: type[SQLModel], rows: Sequence[Mapping[str, object]]) -> None:
    """Write many rows at once."""
    if rows:
        session.flush()
        session.connection().execute(insert(table), [dict(row) for row in rows])

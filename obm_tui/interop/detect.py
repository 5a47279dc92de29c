"""What tool wrote a file, told by its content and never by its name; and the one way in for a board's file."""

from datetime import tzinfo
from enum import Enum, auto
from typing import Protocol

from obm_tui.domain.errors import N_, Refused
from obm_tui.domain.imports import DayOrder, ImportedBoard
from obm_tui.domain.progress import Progress
from obm_tui.domain.text import clean_line
from obm_tui.interop import asana, cards_csv, clickup, jira, notion, taskwarrior, todoist, trello
from obm_tui.interop.card_reader import CardReader
from obm_tui.interop.card_table import CardTable, RawTable, read_raw, read_top
from obm_tui.interop.documents import MAX_BYTES, parse_json
from obm_tui.interop.encoding import decode

_EMPTY = N_("{file} is empty. A board’s export was expected.")
_TOO_BIG = N_("{file} is {megabytes} MB; {limit} MB can be read at most.")
_NO_TASKS = N_(
    "{file} is no board that can be read. Trello: Print, export, and share → Export as JSON. A table needs a column of "
    "titles (Title, Task, Titre, Tâche) and two more like Status, Due date, Owner or Labels."
)
_TOOLS: tuple[tuple[tuple[frozenset[str], ...], type[CardReader]], ...] = (
    (asana.REQUIRED, asana.AsanaReader),
    (clickup.REQUIRED, clickup.ClickUpReader),
    (todoist.REQUIRED, todoist.TodoistReader),
    (jira.REQUIRED, jira.JiraReader),
)
"""What only one tool's table has, and who reads it."""


class Content(Enum):
    """What a JSON document turns out to be."""

    TRELLO_BOARD = auto()
    TRELLO_CARD = auto()
    TRELLO_ANSWER = auto()
    """A list of lists or cards, as Trello's programming interface answers."""
    TASKWARRIOR = auto()
    UNKNOWN = auto()


_REFUSALS = {
    Content.TRELLO_CARD: N_(
        "{file} is a single Trello card. Export the whole board: Print, export, and share → Export as JSON."
    ),
    Content.TRELLO_ANSWER: N_(
        "{file} is a list taken from the Trello API, not a board. "
        "Export the whole board: Print, export, and share → Export as JSON."
    ),
    Content.UNKNOWN: N_("{file} is JSON, but not a Trello board: an object with “cards” and “lists” was expected."),
}


def recognise(document: object) -> Content:
    """What a parsed JSON document is, told by the names that only one tool gives."""
    match document:
        # Other tools' boards have lists and cards too, but only Trello's cards say `idList`.
        case {"cards": [_, *_] as cards, "lists": _} if not any(_has(card, "idList") for card in cards):
            return Content.UNKNOWN
        case {"cards": _, "lists": _}:
            return Content.TRELLO_BOARD
        case _ if taskwarrior.looks_like(document):
            return Content.TASKWARRIOR
        case {"idBoard": _, "idList": _}:
            return Content.TRELLO_CARD
        case [first, *_] if _has(first, "idList") or _has(first, "idBoard") or _has(first, "id", "name", "cards"):
            return Content.TRELLO_ANSWER
        case _:
            return Content.UNKNOWN


class TableReading(Protocol):
    """Reads the board in a table that was recognised."""

    def __call__(self, zone: tzinfo, order: DayOrder | None, progress: Progress | None) -> ImportedBoard:
        """The board."""


def read_board(
    data: bytes, name: str, zone: tzinfo, order: DayOrder | None = None, progress: Progress | None = None
) -> ImportedBoard:
    """The board in a file's bytes. `name` is what messages call the file; due dates are turned to `zone`.

    `order` is that of days with slashes, where the file leaves it open.

    Raises:
        Refused: the file is empty, too big, cut off, or no board of a tool that is known here.
        Stopped: nobody wants it any more.
    """
    shown = clean_line(name, 100)
    if len(data) > MAX_BYTES:
        raise Refused(_TOO_BIG, file=shown, megabytes=round(len(data) / 2**20, 1), limit=MAX_BYTES // 2**20)
    if data.startswith(notion.ARCHIVE):
        return notion.read(data, name, zone, order, progress)
    if looks_like_json(data):
        text = decode(data)
        if not text.strip():
            raise Refused(_EMPTY, file=shown)
        return _read_document(text, shown, zone, progress or Progress())
    reader = reader_of(read_raw(data, name))
    if reader is None:
        raise Refused(_NO_TASKS, file=shown)
    return reader(zone, order, progress)


def is_board(data: bytes) -> bool:
    """Whether a file holds cards, and not numbers; a damaged one is left to the reader, which says what is wrong."""
    if data.startswith(notion.ARCHIVE) or looks_like_json(data):
        return True
    try:
        return reader_of(read_top(data)) is not None
    except Refused:
        return False


def _read_document(text: str, shown: str, zone: tzinfo, progress: Progress) -> ImportedBoard:
    try:
        document = parse_json(text, shown)
    except Refused:
        tasks, lost = taskwarrior.salvage(text, shown)
        if not taskwarrior.looks_like(tasks):
            raise
        return taskwarrior.read(tasks, zone, lost, progress)
    content = recognise(document)
    if content is Content.TASKWARRIOR and isinstance(document, list):
        return taskwarrior.read(document, zone, progress=progress)
    if content is not Content.TRELLO_BOARD:
        raise Refused(_REFUSALS[content], file=shown)
    return trello.read(document, zone, shown, progress)


def reader_of(raw: RawTable) -> TableReading | None:
    """Who reads a table; nobody where it holds no cards."""
    for required, reader in _TOOLS:
        spot = raw.header_with(*required)
        if spot is not None:
            return _reading(reader, raw.below(spot))
    if raw.rows and notion.is_database(raw.below(0)):
        table = raw.below(0)
        return lambda zone, order, progress: notion.read_alone(table, zone, order, progress)
    spot = cards_csv.header_of(raw)
    return _reading(cards_csv.CsvReader, raw.below(spot)) if spot is not None else None


def _reading(reader: type[CardReader], table: CardTable) -> TableReading:
    return lambda zone, order, progress: reader(table, zone, order).read(progress)


def looks_like_json(data: bytes) -> bool:
    """Whether a file is meant to be JSON, and no table of text; an empty one is left to the reader of boards."""
    return decode(data[:4_000]).lstrip()[:1] in {"", "{", "["}


def _has(value: object, *names: str) -> bool:
    return isinstance(value, dict) and all(name in value for name in names)

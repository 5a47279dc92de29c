"""What another tool's file says, in our words: frozen rows between a reader in `interop` and the store."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from obm_tui.domain.cards import Priority


@dataclass(frozen=True, slots=True)
class Note:
    """Something worth saying about a file: a message in English, marked with `N_`, and its values."""

    message: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ImportedColumn:
    """A list, column or section of a board."""

    source_id: str
    name: str
    archived: bool = False


@dataclass(frozen=True, slots=True)
class ImportedLabel:
    """A label of the board; a nameless one is called by its colour."""

    source_id: str
    name: str
    colour: str = ""


@dataclass(frozen=True, slots=True)
class ImportedPerson:
    """Somebody named in the file."""

    source_id: str
    name: str
    email: str = ""


@dataclass(frozen=True, slots=True)
class ImportedItem:
    """A checklist line."""

    source_id: str
    group: str
    text: str
    done: bool


@dataclass(frozen=True, slots=True)
class ImportedComment:
    """A comment; `author` is a name, also of people who left."""

    source_id: str
    author: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class ImportedLink:
    """An attachment or link; only its address comes in."""

    source_id: str
    url: str
    title: str


@dataclass(frozen=True, slots=True)
class ImportedCard:
    """A card of the file. Texts are already cleaned; instants are aware UTC; due dates are local."""

    source_id: str
    title: str
    column_id: str
    body: str = ""
    done: bool = False
    archived: bool = False
    priority: Priority = Priority.NONE
    due_on: date | None = None
    due_time: str | None = None
    start_on: date | None = None
    created_at: datetime | None = None
    completed_at: datetime | None = None
    column_since: datetime | None = None
    """When it was moved to its column, where the file says so."""
    url: str = ""
    label_ids: tuple[str, ...] = ()
    person_ids: tuple[str, ...] = ()
    items: tuple[ImportedItem, ...] = ()
    comments: tuple[ImportedComment, ...] = ()
    links: tuple[ImportedLink, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)
    """Custom fields, by their name in the file."""


@dataclass(frozen=True, slots=True)
class ImportedBoard:
    """A whole file, ready to be written in one step."""

    source: str
    """The tool: `trello`."""
    container: str
    """The board's own id there; with `source` and an item's id it identifies that item for ever."""
    name: str
    url: str = ""
    columns: tuple[ImportedColumn, ...] = ()
    labels: tuple[ImportedLabel, ...] = ()
    people: tuple[ImportedPerson, ...] = ()
    cards: tuple[ImportedCard, ...] = ()
    """In board order: by column, then by place in it."""
    read: int = 0
    """Cards in the file, whether or not they are taken."""
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or would do. Read, made, updated and skipped count the file's own cards."""

    source: str
    name: str
    client_code: str | None
    read: int
    made: int
    updated: int
    skipped: int
    kinds: Mapping[str, int]
    """What came with the cards that were made."""
    notes: tuple[Note, ...] = ()
    dry_run: bool = False

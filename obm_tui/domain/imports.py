"""What another tool's file says, in our words: frozen rows between a reader in `interop` and the store."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from obm_tui.domain.cards import Priority

NO_COLUMN = "—"
"""The name of the column of cards that are in none."""


class DayOrder(StrEnum):
    """Whether 3/4 is in April or in March."""

    DMY = "dmy"
    MDY = "mdy"


class Question(NamedTuple):
    """Something a file does not say and only she can know."""

    name: str
    """The answer it waits for: `order`, `block`, `on` or `start`."""
    choices: tuple[str, ...] = ()


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
    space: str = ""
    """Whose it is, as the file has it: a space, a client's column. Empty where the file does not say."""
    project: str = ""
    """The project it is in, by name; empty for the board's own."""
    is_milestone: bool = False
    rrule: str = ""
    """How it comes again, as RRULE text."""


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
    lines: int = 0
    """How many of them are checklist lines of others here."""
    notes: tuple[Note, ...] = ()
    questions: tuple[Question, ...] = ()

    def spaces(self) -> tuple[str, ...]:
        """The spaces of its cards, in their order."""
        return tuple(dict.fromkeys(card.space for card in self.cards))


class Refreshed(NamedTuple):
    """What an import changed on cards that were here already, counted in cards."""

    cards: int = 0
    """Cards with any change."""
    closed: int = 0
    """Finished there, and now here."""
    reopened: int = 0
    redated: int = 0
    moved: int = 0
    """In another lane."""
    other: int = 0
    """Another title, text, owner, priority or part."""
    kept: int = 0
    """Changed on both sides: hers was kept."""


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
    refreshed: Refreshed = field(default_factory=Refreshed)
    not_taken: int = 0
    """Cards that are not here yet and were not wanted."""

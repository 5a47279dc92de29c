"""A table with a card a line → a board in our words. What the tools have in common; each has a file of its own."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import tzinfo
from functools import lru_cache
from types import MappingProxyType
from typing import ClassVar, NamedTuple

from obm_tui.domain.cards import Priority
from obm_tui.domain.errors import N_
from obm_tui.domain.imports import (
    NO_COLUMN,
    DayOrder,
    ImportedBoard,
    ImportedCard,
    ImportedColumn,
    ImportedComment,
    ImportedItem,
    ImportedLabel,
    ImportedLink,
    ImportedPerson,
    Question,
)
from obm_tui.domain.progress import Progress, Stage
from obm_tui.domain.text import NOTE_LIMIT, TITLE_LIMIT, clean_line, clean_note, fold
from obm_tui.interop.card_dates import CardDates, order_of
from obm_tui.interop.card_table import CardLine, CardTable, column_key
from obm_tui.interop.nodes import CUT, TWICE, Findings, web_address

_NOTHING: Mapping[str, str] = MappingProxyType({})
_EXTRA_LIMIT = 1_000
"""Characters kept of a field that has no place here."""
_YES = frozenset({"yes", "true", "1", "x", "oui", "vrai", "done", "fait", "termine", "completed", "complete", "☑", "✓"})
_FILLED_ONCE = frozenset({
    "kind", "title", "column", "client", "project", "url", "due", "start", "created", "completed", "priority",
})  # fmt: skip
"""Fields that the first cell fills; what other columns of theirs say is kept as it stands."""
_MILESTONES = frozenset({"milestone", "jalon", "milestones", "jalons"})
_PLAIN_KINDS = _MILESTONES | {"task", "tache", "card", "carte"}
"""What a line is anyway, or what is read as a milestone."""
_PRIORITIES = {
    Priority.P1: frozenset({"urgent", "urgente", "highest", "high", "haute", "eleve", "elevee", "critical", "critique",
                            "blocker", "major", "p1", "h", "important", "importante"}),
    Priority.P2: frozenset({"medium", "med", "normal", "normale", "moyenne", "moyen", "p2", "m"}),
    Priority.P3: frozenset({"low", "lowest", "basse", "faible", "minor", "trivial", "p3", "l"}),
}  # fmt: skip
_PRIORITY_OF = {word: priority for priority, words in _PRIORITIES.items() for word in words}

NAMELESS = N_("Lines without a title, left out: {count} (first: {first}).")
ORPHANS = N_("Subtasks of a task that is not in the file come in as cards: {count} (first: {first}).")


@lru_cache(4_096)
def word_key(text: str) -> str:
    """A word or name as it is compared; the same few stand on every line."""
    return fold(text).strip()


def priority_of(text: str) -> Priority:
    """The priority a word stands for."""
    return _PRIORITY_OF.get(word_key(text), Priority.NONE)


def is_yes(text: str) -> bool:
    """Whether a cell is a ticked box."""
    return word_key(text) in _YES


class Part(NamedTuple):
    """A card of the table, and what is asked of its line once all of them are read."""

    card: ImportedCard
    line: int
    key: str
    """What its own parts call it."""
    parent: str
    """What it is a part of."""


class CardReader:
    """Reads one table. A tool's reader says what its columns are called and what is peculiar to it."""

    source: ClassVar[str]
    fields: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    """The names, as `column_key` writes them, of the columns that hold each field."""
    hint: ClassVar[DayOrder | None] = None
    """The order of days with slashes, where the tool has one."""

    def __init__(self, table: CardTable, zone: tzinfo, order: DayOrder | None = None) -> None:
        self.table = table
        self.zone = zone
        self.findings = Findings()
        self._others: list[tuple[str, str]] | None = None
        """Columns of unknown meaning: their keys and names."""
        self._doubles: list[tuple[str, str, str]] = []
        """Columns of a field that one cell fills: the field, their keys and names."""
        self._read = 0
        self._columns: dict[str, ImportedColumn] = {}
        self._labels: dict[str, ImportedLabel] = {}
        self._people: dict[str, ImportedPerson] = {}
        self._shared: dict[tuple[str, ...], tuple[str, ...]] = {}
        dated = [name for field in ("due", "start", "created", "completed") for name in self.names(field)]
        hint = self.hint or (DayOrder.DMY if table.delimiter == ";" else None)
        self.order, asks = order_of(table.cells(*dated), table.name, order, hint)
        self.questions = (Question("order"),) if asks else ()
        self.dates = CardDates(self.order, zone, self.findings)

    def names(self, field: str) -> tuple[str, ...]:
        """The columns of a field."""
        return self.fields.get(field, ())

    def known(self) -> frozenset[str]:
        """All columns that are read; the others are kept as they stand."""
        return frozenset(name for field in self.fields for name in self.names(field))

    def text(self, line: CardLine, field: str) -> str:
        """What stands in a field."""
        return line.text(*self.names(field))

    # -- what a tool may do otherwise ---------------------------------------------------------------------------------

    @property
    def container(self) -> str:
        """What, with the source and a card's id, tells that card from all others."""
        return self.source

    @property
    def board_name(self) -> str:
        """What the whole file is called."""
        names = list(dict.fromkeys(clean_line(cell) for _line, cell in self.table.cells(*self.names("project"))))
        return names[0] if len(names) == 1 else stem_of(self.table.name)

    def is_card(self, line: CardLine) -> bool:
        """Whether a line is a card at all."""
        return True

    def given_id(self, line: CardLine) -> str:
        """What the tool calls this card; empty where it gives no ids."""
        return clean_line(self.text(line, "id"), 150)

    def content_key(self, line: CardLine, title: str) -> str:
        """What tells a card without an id from the others of the file, now and the next time."""
        return content_key(title, self.text(line, "created"), self.text(line, "parent"))

    def column_of(self, line: CardLine) -> str:
        """The name of its column."""
        return clean_line(self.text(line, "column"), TITLE_LIMIT)

    def is_done(self, line: CardLine) -> bool:
        """Whether it is finished there, whatever its column."""
        return bool(self.text(line, "completed")) or is_yes(self.text(line, "done"))

    def labels_of(self, line: CardLine) -> Sequence[str]:
        """The names of its labels."""
        return _split(list(line.all(*self.names("labels"))))

    def owners_of(self, line: CardLine) -> Sequence[tuple[str, str]]:
        """Who does it: names and addresses, the first one first."""
        email = clean_line(self.text(line, "email"))
        names = [_split_address(name) for cell in line.all(*self.names("owner")) for name in re.split(r"[,;|]", cell)]
        people = [(name, mail or email) for name, mail in names if name]
        return people or ([(email, email)] if email else [])

    def items_of(self, line: CardLine, identity: str) -> Iterator[ImportedItem]:
        """Parts in one cell, a line each or with bars between them."""
        for cell in line.all(*self.names("items")):
            for part in re.split(r"[|\n]", cell):
                if text := clean_line(part, TITLE_LIMIT):
                    yield ImportedItem(content_key(identity, text), "", text, False)

    def links_of(self, line: CardLine, identity: str) -> Iterable[ImportedLink]:
        """Its files and addresses."""
        return ()

    def comments_of(self, line: CardLine, identity: str) -> Iterable[ImportedComment]:
        """What was said on it."""
        return ()

    def priority_of(self, line: CardLine) -> Priority:
        """How urgent it is."""
        return priority_of(self.text(line, "priority"))

    def url_of(self, line: CardLine) -> str:
        """Where it lives."""
        return web_address(self.text(line, "url"))

    def space_of(self, line: CardLine) -> str:
        """Whose it is."""
        return clean_line(self.text(line, "client"), 100)

    def body_of(self, line: CardLine) -> str:
        """All its texts, in the order of their columns: a description and notes are two."""
        texts = dict.fromkeys(clean_note(text, len(text)) for text in line.in_order(*self.names("body")))
        return "\n\n".join(texts)

    def parent_of(self, line: CardLine) -> str:
        """What it is a part of, as the parent's line says its own `parent_key`."""
        return clean_line(self.text(line, "parent"))

    def parent_key(self, line: CardLine, title: str) -> str:
        """What parts call this card."""
        return title

    def rrule_of(self, line: CardLine) -> str:
        """How it comes again."""
        return ""

    # -- reading ------------------------------------------------------------------------------------------------------

    def read(self, progress: Progress | None = None) -> ImportedBoard:
        """The board.

        Raises:
            Stopped: nobody wants it any more.
        """
        kept, lines = self._nest(self._distinct(self._cards(progress or Progress())))
        rank = {column: spot for spot, column in enumerate(self._columns)}
        return ImportedBoard(
            source=self.source,
            container=self.container[:200],
            name=self.board_name or self.table.name,
            columns=tuple(self._columns.values()),
            labels=tuple(self._labels.values()),
            people=tuple(self._people.values()),
            cards=tuple(sorted(kept, key=lambda card: rank[card.column_id])),
            read=self._read,
            lines=lines,
            notes=self.findings.notes(),
            questions=self.questions,
        )

    def _cards(self, progress: Progress) -> Iterator[Part]:
        seen: dict[str, int] = {}
        for line in progress.over(Stage.READING, self.table.lines):
            if not self.is_card(line):
                continue
            self._read += 1
            whole = line.line_of(*self.names("title"))
            if not whole:
                self.findings.add(NAMELESS, line.line)
                continue
            card = self._card(line, whole, self.given_id(line) or self._made_id(line, whole, seen))
            yield Part(card, line.line, self.parent_key(line, card.title), self.parent_of(line))

    def _made_id(self, line: CardLine, title: str, seen: dict[str, int]) -> str:
        """Of two equal lines the second one is the second one the next time too."""
        key = self.content_key(line, title)
        seen[key] = seen.get(key, 0) + 1
        return f"{key}-{seen[key]}" if seen[key] > 1 else key

    def _card(self, line: CardLine, whole: str, identity: str) -> ImportedCard:
        title = whole if len(whole) <= TITLE_LIMIT else whole[: TITLE_LIMIT - 1].rstrip() + "…"
        column = self.column_id(self.column_of(line))
        due_on, due_time = self.dates.local(self.text(line, "due"), line.line)
        start_on, _clock = self.dates.local(self.text(line, "start"), line.line)
        labels = self.labels_of(line)
        done = self.is_done(line)
        url = self.url_of(line)
        return ImportedCard(
            source_id=identity,
            title=title,
            column_id=column,
            body=self._body(line, whole if title != whole else ""),
            done=done,
            priority=self.priority_of(line),
            due_on=due_on,
            due_time=due_time,
            start_on=start_on,
            created_at=self.dates.instant(self.text(line, "created"), line.line),
            completed_at=self.dates.instant(self.text(line, "completed"), line.line) if done else None,
            url=url,
            label_ids=self._once(self.label_id(name) for name in labels),
            person_ids=self._once(self.person_id(*owner) for owner in self.owners_of(line)),
            items=tuple(self.items_of(line, identity)),
            comments=tuple(self.comments_of(line, identity)),
            links=tuple(self.links_of(line, identity)),
            extra=self._extra(line, url),
            space=self.space_of(line),
            project=clean_line(self.text(line, "project"), 200),
            is_milestone=self._is_milestone(line, labels),
            rrule=self.rrule_of(line),
        )

    def _once(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Each key once; cards with the same ones share them, as a file may have a hundred thousand of them."""
        distinct = tuple(dict.fromkeys(keys))
        return self._shared.setdefault(distinct, distinct)

    def _body(self, line: CardLine, title: str) -> str:
        text = "\n\n".join(part for part in (title, self.body_of(line)) if part)
        if len(text) > NOTE_LIMIT:
            self.findings.add(CUT, line.line)
        return clean_note(text)

    def _is_milestone(self, line: CardLine, labels: Sequence[str]) -> bool:
        return any(word_key(text) in _MILESTONES for text in (self.text(line, "kind"), *labels))

    def _extra(self, line: CardLine, url: str) -> Mapping[str, str]:
        if self._others is None:
            self._others, self._doubles = self._columns_kept()
        found = {name: self.plain(line.line_of(key)) for key, name in self._others}
        for field, key, name in self._doubles:
            text = self.plain(line.line_of(key))
            if field == "kind":
                found[name] = "" if word_key(text) in _PLAIN_KINDS else text
            elif field == "url":
                # What is no address that can be opened, or another than that of the card.
                found[name] = "" if text == url else text
            elif text != self.plain(line.line_of(*self.names(field))):
                found[name] = text
        if any(len(text) > _EXTRA_LIMIT for text in found.values()):
            self.findings.add(CUT, line.line)
        return {name: text[:_EXTRA_LIMIT] for name, text in found.items() if text} or _NOTHING

    def _columns_kept(self) -> tuple[list[tuple[str, str]], list[tuple[str, str, str]]]:
        """Columns of unknown meaning, and those of a field that another column may fill before them."""
        keys = {column_key(name): clean_line(name, 100) for name in self.table.header}
        known = self.known()
        others = [(key, name) for key, name in keys.items() if key and key not in known]
        doubles = [
            (field, key, keys[key])
            for field in _FILLED_ONCE
            for key in self.names(field)
            if key in keys and (field in {"kind", "url"} or len(keys.keys() & set(self.names(field))) > 1)
        ]
        return others, sorted(doubles, key=lambda double: list(keys).index(double[1]))

    def plain(self, text: str) -> str:
        """What a field of unknown meaning says; a tool may have words for nothing."""
        return text

    # -- columns, labels, people --------------------------------------------------------------------------------------

    def column_id(self, name: str) -> str:
        """The id of a column, met for the first time or again."""
        key = (column_key(name) or NO_COLUMN)[:190]
        self._columns.setdefault(key, ImportedColumn(key, name or NO_COLUMN))
        return key

    def label_id(self, name: str) -> str:
        """The id of a label."""
        name = clean_line(name, 100)
        key = word_key(name)
        self._labels.setdefault(key, ImportedLabel(key, name))
        return key

    def person_id(self, name: str, email: str = "") -> str:
        """The id of a person."""
        name = clean_line(name, 100)
        key = word_key(name)
        before = self._people.get(key)
        if before is None or (email and not before.email):
            self._people[key] = ImportedPerson(key, name, email if "@" in email else "")
        return key

    # -- one card a task ----------------------------------------------------------------------------------------------

    def _distinct(self, parts: Iterable[Part]) -> list[Part]:
        """One of each id: the first one that is not finished, else the first."""
        found: dict[str, Part] = {}
        for part in parts:
            identity = part.card.source_id
            before = found.setdefault(identity, part)
            if before is not part:
                self.findings.add(TWICE, part.line)
                if before.card.done and not part.card.done:
                    found[identity] = part
        return list(found.values())

    def _nest(self, parts: Sequence[Part]) -> tuple[list[ImportedCard], int]:
        """Parts with nothing of their own become checklist lines of their card; the others stay cards."""
        by_key: dict[str, str] = {}
        for part in parts:
            by_key.setdefault(part.key, part.card.source_id)
        nearest: dict[str, str] = {}
        items: dict[str, list[ImportedItem]] = {}
        kept: list[ImportedCard] = []
        for card, _line, key, parent in parts:
            above = (nearest.get(parent) or by_key.get(parent)) if parent else None
            if parent and above is None:
                self.findings.add(ORPHANS, card.title)
            if above is not None and above != card.source_id and _is_bare(card):
                items.setdefault(above, []).append(ImportedItem(card.source_id, "", card.title, card.done))
                continue
            nearest[key] = card.source_id
            kept.append(card)
        homes = {card.source_id for card in kept}
        lines = sum(len(parts) for home, parts in items.items() if home in homes)
        orphaned = [item for home, parts in items.items() if home not in homes for item in parts]
        by_id = {part.card.source_id: part.card for part in parts} if orphaned else {}
        kept += [by_id[item.source_id] for item in orphaned]
        return [_with_items(card, items.get(card.source_id, [])) for card in kept], lines


def _is_bare(card: ImportedCard) -> bool:
    """Whether a part says no more than a line of a checklist can."""
    return not (
        card.body or card.due_on or card.start_on or card.person_ids or card.comments or card.items or card.links
    )


def _with_items(card: ImportedCard, items: Sequence[ImportedItem]) -> ImportedCard:
    return replace(card, items=(*card.items, *items)) if items else card


def content_key(*parts: str) -> str:
    """A short key of some texts: the same whenever the same texts are read."""
    told = "\x1f".join(fold(part).strip() for part in parts)
    return hashlib.blake2b(told.encode("utf-8", "replace"), digest_size=10).hexdigest()


def _split(cells: Sequence[str]) -> list[str]:
    return [name for cell in cells for name in (clean_line(part, 100) for part in re.split(r"[,;|\n]", cell)) if name]


def _split_address(text: str) -> tuple[str, str]:
    """`Kai Roth (48151623)`, `Kai <kai@example.org>` → the name, and the address where there is one."""
    text = clean_line(text, 150)
    match = re.fullmatch(r"(.+?)\s*[<(]([^<>()]*)[>)]", text)
    name, inside = (match[1], match[2]) if match else (text, "")
    return name, inside if "@" in inside else name if "@" in name else ""


def stem_of(name: str) -> str:
    """A file's name without its ending and what a second download adds: ` (1)`, ` copy`."""
    stem = name.rsplit("/", 1)[-1].rsplit("\\", 1)[-1]
    stem = re.sub(r"\.[A-Za-z0-9]{2,4}$", "", stem)
    return clean_line(re.sub(r"(?:\s*\(\d+\)| copy| copie)+$", "", stem), 100)

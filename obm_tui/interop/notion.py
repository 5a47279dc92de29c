"""Notion's export “Markdown & CSV”: archives in an archive, a table per database, a page of text per line."""

import contextlib
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import tzinfo
from typing import NamedTuple, TypeVar

from obm_tui.domain.errors import N_, Refused
from obm_tui.domain.imports import DayOrder, ImportedBoard, ImportedColumn, ImportedLabel, ImportedPerson, Note
from obm_tui.domain.progress import Progress, Stage
from obm_tui.domain.text import clean_line, fold
from obm_tui.interop.card_reader import CardReader, content_key, stem_of
from obm_tui.interop.card_table import CardLine, CardTable, RawTable, column_key, read_raw
from obm_tui.interop.cards_csv import FIELDS
from obm_tui.interop.documents import MAX_BYTES
from obm_tui.interop.encoding import decode
from obm_tui.interop.nodes import Findings, web_address
from obm_tui.interop.table_dates import read_day

ARCHIVE = b"PK\x03\x04"
MAX_UNPACKED = 200 * 1024 * 1024
"""Bytes of an archive's files taken together."""
MAX_MEMBERS = 10_000
_DEPTH = 2
_SAMPLE = 50
"""Texts of a column that tell whether it holds dates."""
_ID = re.compile(r"[ -]?([0-9a-f]{32})(_all)?(?=\.(?:csv|md)$)")
_PAGES = N_("Pages that are in no database, left out: {count} (first: {first}).")
_MENTION = re.compile(r"@?[A-Z][a-z]+ \d{1,2}, \d{4}( \d{1,2}:\d\d [AP]M)?\s*")
_PROPERTY = re.compile(r"[^:\n]{1,100}: .*")


Part = TypeVar("Part", ImportedColumn, ImportedLabel, ImportedPerson)


class Member(NamedTuple):
    """A file of the archive."""

    name: str
    archive: zipfile.ZipFile
    info: zipfile.ZipInfo


class Export:
    """The tables and pages of an export. Each is unpacked when it is asked for: they are not in memory together.

    What nobody asks for, a page beside the databases, may be damaged without a word.
    """

    def __init__(self, data: bytes, shown: str, progress: Progress) -> None:
        """`shown` is what messages call the file; archives inside it are opened too.

        Raises:
            Refused: no archive that can be read, or more in it than an export has.
        """
        self._shown = shown
        self._progress = progress
        self._read: set[str] = set()
        self._budget = [MAX_UNPACKED, MAX_MEMBERS]
        self.members: list[Member] = []
        self._open(data, _DEPTH)

    def read(self, member: Member) -> bytes:
        """What is in one of its files.

        Raises:
            Refused: it is damaged.
            Stopped: nobody wants it any more.
        """
        self._progress.tell(Stage.READING, len(self._read), len(self.members))
        self._read.add(member.name)
        with self._guard():
            return member.archive.read(member.info)

    def pages_left(self) -> list[str]:
        """The titles of the pages nobody asked for, by the names of their files."""
        left = (member.name for member in self.members if member.name not in self._read)
        return [stem_of(_ID.sub("", name)) for name in left if name.endswith(".md")]

    def _open(self, data: bytes, depth: int) -> None:
        with self._guard():
            archive = zipfile.ZipFile(io.BytesIO(data))
            infos = archive.infolist()
            wanted = [info for info in infos if _ending(info) in ("csv", "md", "zip") and not info.is_dir()]
            self._take_from_budget(infos, wanted)
            for info in wanted:
                self._progress.check()
                if _ending(info) != "zip":
                    self.members.append(Member(info.filename, archive, info))
                elif depth:
                    self._open(archive.read(info), depth - 1)

    @contextlib.contextmanager
    def _guard(self) -> Iterator[None]:
        try:
            yield
        except (
            zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError, ValueError,
        ) as error:  # fmt: skip
            message = N_("{file} is no archive that can be read: it is damaged, cut off or locked. Export it again.")
            raise Refused(message, file=self._shown) from error

    def _take_from_budget(self, infos: Sequence[zipfile.ZipInfo], wanted: Sequence[zipfile.ZipInfo]) -> None:
        """Refuse what is too much before any of it is unpacked; no member gives more bytes than its entry says.

        An archive in the archive has to be as small as one that comes by itself.
        """
        budget = self._budget
        budget[0] -= sum(info.file_size for info in wanted)
        budget[1] -= len(infos)
        if any(info.filename.startswith("/") or ".." in info.filename.split("/") for info in infos):
            raise Refused(N_("{file} holds names that lead out of it: it is no export of Notion."), file=self._shown)
        if budget[1] < 0:
            raise Refused(N_("{file} holds more than {limit} files."), file=self._shown, limit=MAX_MEMBERS)
        if budget[0] < 0 or any(info.file_size > MAX_BYTES for info in wanted if _ending(info) == "zip"):
            message = N_("{file} holds more than {limit} MB once unpacked.")
            raise Refused(message, file=self._shown, limit=MAX_UNPACKED // 2**20)


def _ending(info: zipfile.ZipInfo) -> str:
    return info.filename.rsplit(".", 1)[-1].lower()


class NotionReader(CardReader):
    """The first column is the title; a database's id and a page's are in the names of their files."""

    source = "notion"
    hint = DayOrder.MDY

    def __init__(
        self,
        table: CardTable,
        zone: tzinfo,
        order: DayOrder | None = None,
        pages: Mapping[str, list[tuple[str, str]]] | None = None,
        database: str = "",
    ) -> None:
        """`pages` are the ids and texts of the database's pages by title; `database` is its id."""
        self._fields = _fields_of(table)
        self._pages = {title: list(found) for title, found in (pages or {}).items()}
        self._database = database
        self._bodies: dict[int, tuple[str, str]] = {}
        for line in table.lines:
            found = self._pages.get(line.line_of(*self._fields["title"]))
            if found:
                self._bodies[line.line] = found.pop(0)
        super().__init__(table, zone, order)

    def names(self, field: str) -> tuple[str, ...]:
        """The columns of a field, in this database."""
        return self._fields.get(field, ())

    def known(self) -> frozenset[str]:
        """All columns that are read."""
        return frozenset(name for names in self._fields.values() for name in names)

    @property
    def board_name(self) -> str:
        """The database's name."""
        return stem_of(_ID.sub("", self.table.name))

    @property
    def container(self) -> str:
        """The database."""
        return self._database or fold(self.board_name)

    def given_id(self, line: CardLine) -> str:
        """Its page's id, where the export has the page."""
        return self._bodies.get(line.line, ("", ""))[0] or super().given_id(line)

    def content_key(self, line: CardLine, title: str) -> str:
        """Without a page only the title tells."""
        return content_key(title)

    def body_of(self, line: CardLine) -> str:
        """The page's text, and what the table says that it does not."""
        page, told = self._bodies.get(line.line, ("", ""))[1], super().body_of(line)
        return "\n\n".join(text for text in (page, told if told not in page else "") if text)

    def url_of(self, line: CardLine) -> str:
        """The page, else what the table has."""
        page = self._bodies.get(line.line, ("", ""))[0]
        return web_address(f"https://www.notion.so/{page}") if page else super().url_of(line)

    def plain(self, text: str) -> str:
        """An unticked box says nothing."""
        return "" if text == "No" else text


def _fields_of(table: CardTable) -> dict[str, tuple[str, ...]]:
    """The usual columns by their names; without one for the date, the first that holds dates."""
    title, samples = column_key(table.header[0]), table.samples(_SAMPLE)
    names = [name for name in table.columns if name != title]
    fields = {field: tuple(name for name in known if name in names) for field, known in FIELDS.items()}
    fields["title"] = (title,)
    taken = {name for known in fields.values() for name in known}
    if not fields["due"]:
        dated = (name for name in names if name not in taken and _are_dates(samples[name]))
        fields["due"] = tuple(dated)[:1]
    return fields


def _are_dates(cells: Sequence[str]) -> bool:
    days = [read_day(re.sub(r" \d{1,2}:\d\d.*$", "", clean_line(cell).lstrip("@")), DayOrder.MDY) for cell in cells]
    return bool(cells) and sum(day is not None for day in days) * 2 > len(cells)


def is_database(table: CardTable) -> bool:
    """Whether a table on its own is a Notion database: by its name, or by how only Notion writes dates."""
    if _ID.search(table.name):
        return True
    return any(
        len(cells) > 1
        and all(_MENTION.fullmatch(cell) for cell in cells)
        and any(cell[0] == "@" or cell[-1] == "M" for cell in cells)
        for cells in table.samples(_SAMPLE).values()
    )


def read(
    data: bytes, name: str, zone: tzinfo, order: DayOrder | None = None, progress: Progress | None = None
) -> ImportedBoard:
    """All databases of an export as one board: a column of names is one column, a database is a space and a project.

    Raises:
        Refused: the archive cannot be read, or holds no database.
        Stopped: nobody wants it any more.
    """
    shown, progress = clean_line(name, 100), progress or Progress()
    export = Export(data, shown, progress)
    tables = {member.name: member for member in export.members if member.name.endswith(".csv")}
    # Of the two tables of a database, the one called `_all` has every property, the other what a view showed.
    whole = [member for path, member in tables.items() if f"{path[:-4]}_all.csv" not in tables]
    boards = []
    for member in whole:
        raw = read_raw(export.read(member), member.name.rsplit("/", 1)[-1])
        if raw.rows:
            reader = _database(member.name, raw, export, zone, order)
            boards.append(reader.read(Progress(lambda _part: progress.check())))
    if not boards:
        message = N_("{file} holds no database: in Notion, export with “Markdown & CSV” and everything under it.")
        raise Refused(message, file=shown)
    board = boards[0] if len(boards) == 1 else _merged(boards, stem_of(shown))
    pages = export.pages_left()
    if not pages:
        return board
    return replace(board, notes=(*board.notes, Note(_PAGES, {"count": len(pages), "first": pages[0]})))


def read_alone(
    table: CardTable, zone: tzinfo, order: DayOrder | None = None, progress: Progress | None = None
) -> ImportedBoard:
    """A database's table without its archive.

    Raises:
        Stopped: nobody wants it any more.
    """
    match = _ID.search(table.name)
    return NotionReader(table, zone, order, database=match[1] if match else "").read(progress)


def _database(name: str, raw: RawTable, export: Export, zone: tzinfo, order: DayOrder | None) -> NotionReader:
    match = _ID.search(name)
    database = match[1] if match else ""
    pages = _pages_of(_ID.sub(f" {database}", name).removesuffix(".csv"), export)
    return NotionReader(raw.below(0), zone, order, pages, database)


def _merged(boards: Sequence[ImportedBoard], name: str) -> ImportedBoard:
    def once(lists: Iterable[Sequence[Part]]) -> tuple[Part, ...]:
        return tuple({part.source_id: part for parts in lists for part in parts}.values())

    columns = once(board.columns for board in boards)
    rank = {column.source_id: spot for spot, column in enumerate(columns)}
    cards = [
        replace(card, source_id=f"{board.container[:32]}-{card.source_id}", space=board.name, project=board.name)
        for board in boards
        for card in board.cards
    ]
    return ImportedBoard(
        source=NotionReader.source,
        container=NotionReader.source,
        name=name,
        columns=columns,
        labels=once(board.labels for board in boards),
        people=once(board.people for board in boards),
        cards=tuple(sorted(cards, key=lambda card: rank[card.column_id])),
        read=sum(board.read for board in boards),
        lines=sum(board.lines for board in boards),
        notes=_summed(note for board in boards for note in board.notes),
        questions=tuple(dict.fromkeys(question for board in boards for question in board.questions)),
    )


def _summed(notes: Iterable[Note]) -> tuple[Note, ...]:
    findings = Findings()
    for note in notes:
        first = note.values["first"]
        findings.add(note.message, first if isinstance(first, int) else str(first), int(str(note.values["count"])))
    return findings.notes()


def _pages_of(folder: str, export: Export) -> dict[str, list[tuple[str, str]]]:
    """The pages right under a database's folder: ids and texts by title."""
    pages: dict[str, list[tuple[str, str]]] = {}
    for member in export.members:
        match = _ID.search(member.name)
        if match is None or not member.name.endswith(".md") or member.name.rsplit("/", 1)[0] != folder:
            continue
        title, text = _page(decode(export.read(member)))
        pages.setdefault(title, []).append((match[1], text))
    return pages


def _page(text: str) -> tuple[str, str]:
    """A page's title, and its text without the properties that the table has too."""
    head, _line, rest = text.replace("\r\n", "\n").partition("\n")
    lines = rest.strip("\n").split("\n")
    while lines and _PROPERTY.fullmatch(lines[0]):
        lines.pop(0)
    return clean_line(head.removeprefix("# "), len(head) or 1), "\n".join(lines).strip()

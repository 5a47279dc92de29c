"""A table of text with a card a line: its header wherever it stands, cells by the names of their columns."""

import contextlib
import io
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Generic, NamedTuple, TypeVar

from obm_tui.domain.errors import N_, Refused
from obm_tui.domain.text import TITLE_LIMIT, clean_line, fold
from obm_tui.interop.csv_text import bare
from obm_tui.interop.tables import TableText, check_quotes, delimiter_of, numbered_rows

MAX_ROWS = 100_000
"""Lines with something on them."""
MAX_COLUMNS = 400
_HEADER_WITHIN = 20
"""Lines among which the header is looked for; some tools put a title or a link above it."""
Cells = Sequence[str]
Row = tuple[int, Cells]
"""The number of a line in the file, from 1, and what stands in it."""
Thing = TypeVar("Thing")


@lru_cache(4_096)
def column_key(name: str) -> str:
    """A column's name as it is compared: no case, accents or runs of blanks."""
    return " ".join(fold(clean_line(name)).replace("’", "'").replace("_", " ").split())


class Streamed(Collection[Thing], Generic[Thing]):
    """Things of a file, made anew each time they are gone over: only the present one is held."""

    def __init__(self, make: Callable[[], Iterator[Thing]], count: int) -> None:
        self._make = make
        self._count = count

    def __iter__(self) -> Iterator[Thing]:
        return self._make()

    def __len__(self) -> int:
        return self._count

    def __contains__(self, thing: object) -> bool:
        return any(thing == known for known in self)


class CardLine:
    """A line of the table."""

    __slots__ = ("_cells", "_spots", "line")

    def __init__(self, line: int, cells: Sequence[str], spots: Mapping[str, tuple[int, ...]]) -> None:
        self.line = line
        self._cells = cells
        self._spots = spots

    def all(self, *names: str) -> Iterator[str]:
        """The cells of these columns that hold something, as they stand; several columns may have one name."""
        return self._filled(spot for name in names for spot in self._spots.get(name, ()))

    def in_order(self, *names: str) -> Iterator[str]:
        """The same in the order of the table."""
        return self._filled(sorted(spot for name in names for spot in self._spots.get(name, ())))

    def _filled(self, spots: Iterable[int]) -> Iterator[str]:
        for spot in spots:
            if spot < len(self._cells) and (cell := self._cells[spot].strip()):
                yield cell

    def text(self, *names: str) -> str:
        """The first of them."""
        return next(self.all(*names), "")

    def with_cells(self, cells: Mapping[str, Sequence[str]]) -> "CardLine":
        """The same line with more columns, after those it has."""
        count = len(self._cells)
        spots = dict(self._spots)
        for name, texts in cells.items():
            spots[name] = tuple(range(count, count + len(texts)))
            count += len(texts)
        return CardLine(self.line, (*self._cells, *(text for texts in cells.values() for text in texts)), spots)

    def line_of(self, *names: str) -> str:
        """The first of them as one clean line, however long."""
        text = self.text(*names)
        return text if text.isprintable() and "  " not in text else clean_line(text, len(text))


class CardTable(NamedTuple):
    """A file with a card a line."""

    name: str
    """What messages call the file."""
    header: Cells
    lines: Collection[CardLine]
    delimiter: str

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of its columns as they are compared, each once."""
        return tuple(dict.fromkeys(column_key(name) for name in self.header if name.strip()))

    def cells(self, *names: str) -> Iterator[tuple[int, str]]:
        """All that stands in these columns, with its line."""
        if set(names).isdisjoint(self.columns):
            return
        for line in self.lines:
            for cell in line.all(*names):
                yield line.line, cell

    def samples(self, count: int) -> dict[str, list[str]]:
        """The first `count` texts of each column, wherever they stand: they tell what it holds."""
        found: dict[str, list[str]] = {name: [] for name in self.columns}
        wanted = set(found)
        for line in self.lines:
            for name in tuple(wanted):
                if text := line.text(name):
                    found[name].append(text)
                    if len(found[name]) == count:
                        wanted.remove(name)
            if not wanted:
                break
        return found


class RawTable(NamedTuple):
    """A file's lines before anybody knows which of them is the header."""

    name: str
    rows: Collection[Row]
    delimiter: str

    def header_with(self, *required: frozenset[str]) -> int | None:
        """The first of the upper lines that holds one name of each set."""
        for spot, (_line, cells) in enumerate(islice(self.rows, _HEADER_WITHIN)):
            names = {column_key(cell) for cell in cells}
            if all(names & wanted for wanted in required):
                return spot
        return None

    def below(self, spot: int) -> CardTable:
        """The table under a header."""
        header = next(islice(self.rows, spot, None))[1]
        spots: dict[str, tuple[int, ...]] = {}
        for number, name in enumerate(header):
            key = column_key(name)
            spots[key] = (*spots.get(key, ()), number)

        def lines() -> Iterator[CardLine]:
            return (CardLine(line, cells, spots) for line, cells in islice(self.rows, spot + 1, None))

        names = tuple(clean_line(name, TITLE_LIMIT) for name in header)
        return CardTable(self.name, names, Streamed(lines, len(self.rows) - spot - 1), self.delimiter)


def read_raw(data: bytes, name: str) -> RawTable:
    """The lines of a table of text that hold anything. All of them are looked at once, and none is kept.

    Raises:
        Refused: it is no text, cut off inside a quoted text, or too long.
    """
    shown = clean_line(name, 100)
    text = TableText(data, shown)
    delimiter = delimiter_of(text.top())
    check_quotes(text, delimiter, shown)
    count = 0
    for _row in _rows(text, delimiter, shown):
        count += 1
        if count > MAX_ROWS + _HEADER_WITHIN:
            raise Refused(N_("{file} has more than {limit} lines."), file=shown, limit=MAX_ROWS)
    # A spreadsheet may have left a million empty lines below the last one.
    return RawTable(shown, Streamed(lambda: islice(_rows(text, delimiter, shown), count), count), delimiter)


def read_top(data: bytes) -> RawTable:
    """The first lines of a table of text, enough to tell whose it is. What is wrong further down is not noticed.

    Raises:
        Refused: it is no text.
    """
    top = TableText(data, "").top()
    delimiter = delimiter_of(top)
    rows: list[Row] = []
    with contextlib.suppress(Refused):
        rows += islice(_rows(io.StringIO(top, newline=""), delimiter, ""), 2 * _HEADER_WITHIN)
    return RawTable("", tuple(rows), delimiter)


def _rows(text: Iterable[str], delimiter: str, shown: str) -> Iterator[Row]:
    for line, cells in numbered_rows(text, delimiter, shown):
        if len(cells) > MAX_COLUMNS:
            message = N_("{file}, line {line}: more than {limit} columns.")
            raise Refused(message, file=shown, line=line, limit=MAX_COLUMNS)
        if any(map(str.strip, cells)):
            yield line, [bare(cell) for cell in cells]

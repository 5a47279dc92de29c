"""Rows of text out of a spreadsheet's export: encoding, delimiter, stacked tables, line numbers."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from obm_tui.domain.errors import N_, Refused
from obm_tui.domain.text import clean_line
from obm_tui.interop.encoding import encoding_of, open_text
from obm_tui.interop.number_cells import is_measure
from obm_tui.interop.partial_periods import is_year

MAX_ROWS = 250_000
_CELL = 2_000
"""Characters of a cell; a file of numbers has none as long."""
_SAMPLE = 40
"""Lines from which the delimiter is told."""
_TOP = 100_000
"""Characters among which they are."""
_DELIMITERS = ",;\t|"
ARCHIVES = (b"PK\x03\x04", b"\x1f\x8b", b"\xd0\xcf\x11\xe0", b"%PDF", b"SQLite format 3")


class TextRow(NamedTuple):
    """A line of a table."""

    line: int
    """Its number in the file, from 1."""
    cells: tuple[str, ...]


class Block(NamedTuple):
    """A table of a file; a file may stack several."""

    remarks: tuple[str, ...]
    """The `#` lines above it."""
    rows: tuple[TextRow, ...]

    @property
    def header(self) -> tuple[str, ...]:
        """Its first line."""
        return self.rows[0].cells


def read_blocks(data: bytes, name: str) -> tuple[tuple[Block, ...], str]:
    """The tables of a file and its delimiter. `name` is what messages call the file.

    Raises:
        Refused: it is empty, no text, or too long.
    """
    shown = clean_line(name, 100)
    text = TableText(data, shown)
    if text.is_blank:
        raise Refused(N_("{file} is empty. A table with dates and numbers (CSV) was expected."), file=shown)
    delimiter = delimiter_of(text.top())
    blocks = tuple(_stacked(_rows(text, delimiter, shown)))
    if not blocks:
        raise Refused(N_("{file} has headers but no line of data."), file=shown)
    return blocks, delimiter


class TableText:
    """The text of a file that is a table, a line at a time and as often as it is asked for: it is never held whole."""

    def __init__(self, data: bytes, shown: str) -> None:
        """`shown` is what messages call the file.

        Raises:
            Refused: it is an archive, a spreadsheet's own file, or no text at all.
        """
        self._data = data
        is_archive = data.startswith(ARCHIVES)
        self._encoding = "" if is_archive else encoding_of(data)
        if is_archive or self._is_binary():
            raise Refused(N_("{file} is no text file: export it as CSV (a table of text)."), file=shown)

    def _open(self) -> io.TextIOWrapper:
        return open_text(self._data, self._encoding)

    def _is_binary(self) -> bool:
        """Whether more than a tenth of it is the letter that stands for nothing."""
        letters = nothings = 0
        with self._open() as text:
            while piece := text.read(_TOP):
                letters += len(piece)
                nothings += piece.count("\x00")
        return nothings * 10 > letters

    def __iter__(self) -> Iterator[str]:
        """Its lines, ended as they are in the file; letters that stand for nothing are left out of them."""
        with self._open() as text:
            for line in text:
                yield line.replace("\x00", "") if "\x00" in line else line

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing to see."""
        return not any(line.strip() for line in self)

    def top(self) -> str:
        """Its first characters, enough to tell how it is made."""
        with self._open() as text:
            return text.read(_TOP).replace("\x00", "")


def open_quote(text: Iterable[str], delimiter: str) -> int | None:
    """The line on which a text in quotes begins that has no end; all below it would be taken for one cell."""
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    start = 1
    try:
        for _row in reader:
            start = reader.line_num + 1
    except csv.Error as error:
        # A cell beyond what the reader takes has no end either. Anything else that is odd is read as it stands.
        is_open = "unexpected end" in str(error) or "field larger" in str(error)
        return start if is_open else None
    return None


def numbered_rows(text: Iterable[str], delimiter: str, shown: str) -> Iterator[tuple[int, list[str]]]:
    """The lines of a table as cells, each with its number in the file, from 1.

    Raises:
        Refused: a line cannot be taken apart.
    """
    reader = csv.reader(text, delimiter=delimiter)
    while True:
        start = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            message = N_("{file}, line {line}: this is no table of text ({reason}).")
            raise Refused(message, file=shown, line=start, reason=str(error)) from error
        yield start, cells


def check_quotes(text: TableText, delimiter: str, shown: str) -> None:
    """Make sure that no text in quotes swallows the lines below it.

    Raises:
        Refused: one has no end.
    """
    line = open_quote(text, delimiter)
    if line is not None:
        message = N_("{file}, line {line}: a text in quotes has no end. Export it again, or open and save it.")
        raise Refused(message, file=shown, line=line)


def delimiter_of(text: str) -> str:
    """What parts the largest share of rows into equally many cells, more than one; of equals the first."""

    def fit(delimiter: str) -> tuple[float, int]:
        rows = csv.reader(io.StringIO(text[:_TOP], newline=""), delimiter=delimiter)
        telling = (row for row in rows if any(row) and not row[0].startswith("#"))
        try:
            widths = [len(row) for row in islice(telling, _SAMPLE)]
        except csv.Error:
            return 0, 0
        usual = max(set(widths), key=widths.count) if widths else 1
        return (widths.count(usual) / len(widths), usual) if usual > 1 else (0, 0)

    return max(_DELIMITERS, key=fit)


def _rows(text: TableText, delimiter: str, shown: str) -> Iterator[TextRow]:
    check_quotes(text, delimiter, shown)
    for line, cells in numbered_rows(text, delimiter, shown):
        if line > MAX_ROWS:
            raise Refused(N_("{file} has more than {limit} lines."), file=shown, limit=MAX_ROWS)
        yield TextRow(line, tuple(clean_line(cell, _CELL) for cell in cells))


def _stacked(rows: Iterator[TextRow]) -> Iterator[Block]:
    """Tables are parted by remarks, or by an empty line above a line of heads; one of a header alone is none."""
    remarks: list[str] = []
    inside: list[TextRow] = []
    after_gap = False
    for row in rows:
        if not any(row.cells):
            after_gap = True
            continue
        is_remark = row.cells[0].startswith("#")
        has_heads = len(inside) > 1 or any(map(_begins_table, inside))
        if is_remark or (after_gap and (not has_heads or _begins_table(row))):
            if len(inside) > 1:
                yield Block(tuple(remarks), _without_title(inside))
                remarks = []
            inside = []
        after_gap = False
        if is_remark:
            remarks.append(" ".join(cell for cell in row.cells if cell).lstrip("# "))
        else:
            inside.append(row)
    if len(inside) > 1:
        yield Block(tuple(remarks), _without_title(inside))


def _begins_table(row: TextRow) -> bool:
    """Whether a line can name columns: several words, and no number that is not a year."""
    filled = [cell for cell in row.cells if cell]
    return len(filled) > 1 and not any(is_measure(cell) and not is_year(cell) for cell in filled)


def _without_title(rows: Sequence[TextRow]) -> tuple[TextRow, ...]:
    """A line of one text above that of the heads only says what the table is."""
    while len(rows) > 2 and sum(map(bool, rows[0].cells)) == 1 and _begins_table(rows[1]):
        rows = rows[1:]
    return tuple(rows)


def column(rows: Sequence[TextRow], spot: int) -> list[str]:
    """The cells of a column, empty where a line is shorter."""
    return [row.cells[spot] if spot < len(row.cells) else "" for row in rows]

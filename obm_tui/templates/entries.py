"""Reading data files: every value is asked for by name, and what is wrong is told by file and entry."""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from importlib.resources import files
from typing import Any, TypeVar, overload

from obm_tui.domain.measures import SCALE
from obm_tui.domain.text import clean_line, clean_note

Choice = TypeVar("Choice", bound=StrEnum)
Value = TypeVar("Value")
Table = Mapping[str, Any]


class Entry:
    """One table of a file. Each value is taken once; what nobody took is a mistake."""

    def __init__(self, file: str, name: str, table: Table) -> None:
        self.where = f"{file}: {name}"
        self._table = dict(table)
        self._left = set(self._table)

    def wrong(self, problem: str) -> ValueError:
        """The error that names this entry."""
        return ValueError(f"{self.where}: {problem}")

    def _take(self, name: str, kind: type[Value]) -> Value | None:
        self._left.discard(name)
        value = self._table.get(name)
        # A truth value is a number to Python, and never meant as one here.
        if value is not None and (not isinstance(value, kind) or (kind is int and isinstance(value, bool))):
            raise self.wrong(f"{name} is {value!r}, {kind.__name__} expected")
        return value

    def _required(self, name: str, kind: type[Value]) -> Value:
        value = self._take(name, kind)
        if value is None:
            raise self.wrong(f"{name} is missing")
        return value

    def line(self, name: str, default: str | None = None) -> str:
        """One line of text; required where there is no default."""
        text = self._required(name, str) if default is None else self._take(name, str)
        if text is not None and text != clean_line(text):
            raise self.wrong(f"{name} is no clean line: {text!r}")
        return default or "" if text is None else text

    def note(self, name: str) -> str:
        """Several lines of text, or none."""
        return clean_note((self._take(name, str) or "").strip())

    def number(self, name: str, default: int = 0) -> int:
        """A whole number."""
        value = self._take(name, int)
        return default if value is None else value

    def flag(self, name: str) -> bool:
        """Yes where it says so."""
        return bool(self._take(name, bool))

    def day(self, name: str) -> int:
        """A day, counted from the story's."""
        return self._required(name, int)

    def day_or_none(self, name: str) -> int | None:
        """A day, or nothing."""
        return self._take(name, int)

    def time(self, name: str) -> str | None:
        """A time of day as `HH:MM`, or nothing."""
        text = self._take(name, str)
        if text is not None and not (len(text) == 5 and text[2] == ":" and "00:00" <= text <= "23:59"):
            raise self.wrong(f"{name} is {text!r}, HH:MM expected")
        return text

    def instant(self, name: str) -> datetime:
        """A date and time with its zone."""
        value = self._required(name, datetime)
        if value.tzinfo is None:
            raise self.wrong(f"{name} has no zone")
        return value

    @overload
    def choice(self, name: str, members: type[Choice]) -> Choice: ...
    @overload
    def choice(self, name: str, members: type[Choice], default: Value) -> Choice | Value: ...
    def choice(self, name: str, members: type[Choice], default: object = ...) -> object:
        """A member of an enumeration, by its value; required where there is no default."""
        text = self._take(name, str)
        if text is None and default is not ...:
            return default
        try:
            return members(text or "")
        except ValueError as error:
            raise self.wrong(f"{name} is {text!r}, one of {', '.join(members)} expected") from error

    def one_of(self, name: str, known: Iterable[str]) -> str | None:
        """The key of something that is there, or nothing."""
        text = self._take(name, str)
        if text is not None and text not in known:
            raise self.wrong(f"{name} is {text!r}, which is nowhere")
        return text

    def lines(self, name: str) -> tuple[str, ...]:
        """Several short texts."""
        return tuple(str(item) for item in self._take(name, list) or ())

    def numbers(self, name: str) -> tuple[int, ...]:
        """Several whole numbers."""
        found = self._take(name, list) or []
        if not all(type(item) is int for item in found):
            raise self.wrong(f"{name} is {found!r}, numbers expected")
        return tuple(found)

    def measure(self, name: str) -> int | None:
        """A number in ten-thousandths, or nothing."""
        self._left.discard(name)
        value = self._table.get(name)
        return None if value is None else self._measure(name, value)

    def measures(self, name: str) -> tuple[tuple[int, ...], ...]:
        """Several measures; what is given as a pair, the two parts of a ratio, stays one."""
        rows = self._required(name, list)
        return tuple(
            tuple(self._measure(name, part) for part in (row if isinstance(row, list) else [row])) for row in rows
        )

    def _measure(self, name: str, value: object) -> int:
        if not isinstance(value, int | Decimal) or isinstance(value, bool) or value * SCALE % 1:
            raise self.wrong(f"{name} is {value!r}, a number of four decimals expected")
        return int(value * SCALE)

    def both(self, name: str) -> tuple[str, str] | None:
        """The same in English and in French, or nothing."""
        said = self._take(name, dict)
        if said is None:
            return None
        pair = Entry(self.where, name, said)
        found = pair.line("en"), pair.line("fr")
        pair.done()
        return found

    def entries(self, name: str) -> list["Entry"]:
        """The tables under a name."""
        rows = self._take(name, list) or []
        return [Entry(self.where, f"{name} {number}", row) for number, row in enumerate(rows, 1)]

    def done(self) -> None:
        """Nothing else may stand here.

        Raises:
            ValueError: something does.
        """
        if self._left:
            raise self.wrong(f"not understood: {', '.join(sorted(self._left))}")


def read(package: str, file: str) -> dict[str, Any]:
    """One of the data files of a package; its numbers are exact.

    Raises:
        ValueError: it is no TOML; the message names it.
    """
    try:
        return tomllib.loads(files(package).joinpath(file).read_text(encoding="utf-8"), parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{file}: {error}") from error


def tables(content: Table, file: str, kind: str, name: str) -> list[Entry]:
    """The tables of a kind in a file, each known by one of its own values."""
    return [Entry(file, str(row.get(name, number)), row) for number, row in enumerate(content.get(kind, []), 1)]

"""A JSON document from outside, read without trusting the type of anything in it."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, tzinfo
from typing import TypeVar
from urllib.parse import urlsplit

from obm_tui.domain.errors import N_
from obm_tui.domain.imports import Note
from obm_tui.domain.text import NOTE_LIMIT, TITLE_LIMIT, clean_line, clean_note

Kind = TypeVar("Kind")

ODD = N_("Values of an unexpected kind, left out: {count} (first: {first}).")
NO_DATE = N_("Dates that cannot be read, left out: {count} (first: {first}).")
CUT = N_("Texts longer than a field can hold, cut at its end: {count} (first: {first}).")
TWICE = N_("Entries with the id of an earlier one, left out: {count} (first: {first}).")

ADDRESS_LIMIT = 4_000
"""Characters of a link; signed download addresses come near it."""


class Findings:
    """What could not be taken as it stands: one note per kind, with how often it was met and where first."""

    def __init__(self) -> None:
        self._met: dict[str, tuple[int, str | int]] = {}

    def add(self, message: str, first: str | int, count: int = 1) -> None:
        """Count some more; `message` names `{count}` and `{first}`, and may leave out either.

        `first` is a place or a name, or the number of a line.
        """
        if message in self._met:
            before, first = self._met[message]
            self._met[message] = before + count, first
        else:
            self._met[message] = count, clean_line(first, 80) if isinstance(first, str) else first

    def notes(self) -> tuple[Note, ...]:
        """One note per message, in the order of their first finding."""
        return tuple(Note(message, {"count": count, "first": first}) for message, (count, first) in self._met.items())


class Node:
    """An object of the document. A value of the wrong kind reads as absent and leaves a finding with its place."""

    __slots__ = ("_fields", "_parent", "_step", "findings")

    def __init__(
        self, fields: Mapping[str, object], findings: Findings, parent: "Node | None" = None, step: str = ""
    ) -> None:
        self._fields = fields
        self._parent = parent
        self._step = step
        self.findings = findings

    @property
    def place(self) -> str:
        """Where it stands in the document: `cards[3].badges`; empty for the document itself."""
        above = self._parent.place if self._parent else ""
        return f"{above}.{self._step}" if above else self._step

    @property
    def identity(self) -> str:
        """Its `id`; where it has none, its place, which is the same whenever the same file is read."""
        return self.line("id") or self.place

    def find(self, message: str, key: str, count: int = 1) -> None:
        """Leave a finding about one of its values, or `count` findings about what is in it."""
        self.findings.add(message, f"{self.place}.{key}" if self.place else key, count)

    def _miss(self, key: str, value: object) -> None:
        if value is not None:
            self.find(ODD, key)

    def has(self, key: str) -> bool:
        """Whether there is a value, of whatever kind."""
        return self._fields.get(key) is not None

    def raw(self, key: str) -> object:
        """The value, of whatever kind."""
        return self._fields.get(key)

    def flag(self, key: str) -> bool:
        """Whether the value is `true`."""
        value = self._fields.get(key)
        if isinstance(value, bool):
            return value
        self._miss(key, value)
        return False

    def number(self, key: str, default: float) -> float:
        """A number that can be put in order, or the default."""
        value = self._fields.get(key)
        # `True` is an int in Python, and not-a-number is the one value that differs from itself.
        if isinstance(value, int | float) and not isinstance(value, bool) and value == value:
            return value
        self._miss(key, value)
        return default

    def text(self, key: str) -> str:
        """A text as it stands, or the empty one."""
        value = self._fields.get(key)
        if isinstance(value, str):
            return value
        self._miss(key, value)
        return ""

    def whole_line(self, key: str) -> str:
        """A text as one clean line, however long."""
        text = self.text(key)
        # Most lines are ids and plain words, and a big board has half a million of them.
        if text.isprintable() and "  " not in text:
            return text.strip()
        return clean_line(text, len(text))

    def line(self, key: str) -> str:
        """A text as one clean line that fits a title."""
        line = self.whole_line(key)
        if len(line) > TITLE_LIMIT:
            self.find(CUT, key)
        return line[:TITLE_LIMIT].rstrip()

    def note(self, key: str) -> str:
        """A text as clean lines that fit a note."""
        text = self.text(key)
        if len(text) > NOTE_LIMIT:
            self.find(CUT, key)
        return clean_note(text)

    def moment(self, key: str, zone: tzinfo) -> datetime | None:
        """An ISO date and time as aware UTC; without an offset it is taken to be in `zone`."""
        text = self.text(key)
        if not text:
            return None
        try:
            read = datetime.fromisoformat(text.strip())
            # Near the ends of the calendar, a change of zone would overflow.
            if 1900 <= read.year <= 2200:
                return (read if read.tzinfo else read.replace(tzinfo=zone)).astimezone(UTC)
        except ValueError:
            pass
        self.find(NO_DATE, key)
        return None

    def child(self, key: str) -> "Node":
        """An object inside this one; an empty one where there is none."""
        value = self._fields.get(key)
        if isinstance(value, dict):
            return Node(value, self.findings, self, key)
        self._miss(key, value)
        return Node({}, self.findings, self, key)

    def _items(self, key: str, kind: type[Kind]) -> Iterator[tuple[int, Kind]]:
        items = self._fields.get(key)
        if not isinstance(items, list):
            self._miss(key, items)
            return
        odd = 0
        first = 0
        for index, item in enumerate(items):
            if isinstance(item, kind):
                yield index, item
            else:
                first = first if odd else index
                odd += 1
        if odd:
            self.find(ODD, f"{key}[{first}]", odd)

    def children(self, key: str) -> Iterator["Node"]:
        """The objects of a list."""
        for index, item in self._items(key, dict):
            yield Node(item, self.findings, self, f"{key}[{index}]")

    def distinct(self, key: str, seen: set[str] | None = None) -> Iterator[tuple[str, "Node"]]:
        """The objects of a list with their identities, each identity once (also among those `seen` elsewhere)."""
        seen = set() if seen is None else seen
        for node in self.children(key):
            identity = node.identity
            if identity in seen:
                self.findings.add(TWICE, node.place)
            else:
                seen.add(identity)
                yield identity, node

    def lines(self, key: str) -> Iterator[str]:
        """The texts of a list as clean lines."""
        for _, item in self._items(key, str):
            yield clean_line(item)

    def names(self) -> tuple[str, ...]:
        """The names of its values, as they stand."""
        return tuple(self._fields)


def local_day(moment: datetime, zone: tzinfo) -> tuple[date, str | None]:
    """The date of an instant in a zone, and its time as `HH:MM`; midnight is how tools write “no time”."""
    local = moment.astimezone(zone)
    clock = f"{local:%H:%M}"
    return local.date(), None if clock == "00:00" else clock


def web_address(text: str) -> str:
    """The address where it is a web or mail link that can be opened without harm, else the empty text.

    Other schemes can start programs, blanks and control characters can hide an option or a second line, and a name
    before the host (`https://bank.example@evil.example`) makes an address look like another.
    """
    text = text.strip()
    if len(text) > ADDRESS_LIMIT or text != "".join(clean_line(text, ADDRESS_LIMIT).split()):
        return ""
    try:
        parts = urlsplit(text)
    except ValueError:  # an address with half a pair of brackets
        return ""
    if parts.scheme in ("http", "https"):
        return text if parts.hostname and "@" not in parts.netloc else ""
    return text if parts.scheme == "mailto" and parts.path else ""

"""The one filter grammar, in both languages at once.

`relance !video client:obj due:<=7d (overdue or waiting) p:1`: words stand in the title, names or reference; `!` before
anything is not; what stands side by side must all hold, `or` lets one be enough, brackets group. A word that is no
field is a word. What cannot be read points at its character.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from enum import Enum
from functools import partial, reduce
from operator import and_, eq, ge, gt, le, lt, or_
from types import MappingProxyType
from typing import NamedTuple

from obm_tui.domain.capture.dates import parse_date
from obm_tui.domain.card_table import CardTable, LabelsOf, Mask, count, fact_of, mask_of
from obm_tui.domain.cards import CLOSED_LANES, REGISTERS, CardRow, Lane, Priority
from obm_tui.domain.errors import N_, Refused
from obm_tui.domain.text import fold

Test = Callable[[CardTable], Mask]
"""Which cards of a table are wanted."""
_TOKEN = re.compile(r"\s*(?:(?P<open>\()|(?P<close>\))|(?P<not>!|-(?=[^\s)]))|(?P<word>(?:[^\s()\"]|\"[^\"]*\"?)+))")
FIELDS: Mapping[str, tuple[str, ...]] = {
    "client": ("client", "c", "cl"),
    "owner": ("owner", "responsable", "resp", "qui", "who", "o"),
    "lane": ("lane", "colonne", "col"),
    "due": ("due", "echeance", "ech"),
    "project": ("project", "projet", "pr"),
    "label": ("label", "etiquette", "et", "tag"),
    "priority": ("p", "priority", "priorite", "prio"),
}
"""What a value is of, and how it may be called."""
FLAGS: Mapping[str, tuple[str, ...]] = {
    "overdue": ("overdue", "late", "retard", "en-retard"),
    "waiting": ("waiting", "attente", "en-attente"),
    "blocked": ("blocked", "bloque", "bloquee"),
    "mine": ("mine", "moi", "me"),
}
"""What a card is, and how that may be called."""
_MARKS = {"client": "+", "owner": "@", "priority": "!"}
"""What a captured line says the same with."""
_PLAIN_MARK = re.compile(r"[+@!][\w.-]+")
_OR = {"or", "ou", "|"}
_AND = {"and", "et"}
_DEEPEST = 50
"""Brackets within brackets: what goes deeper was pasted, not meant."""
_NONE = {"none", "no", "aucun", "aucune", "-"}
_COMPARISON = re.compile(r"(<=|>=|<|>|=)?(.*)", re.DOTALL)
_DAYS = re.compile(r"[+]?(-?\d{1,4})\s*(?:d|j|days?|jours?)")


class FilterError(Refused):
    """A filter that cannot be read; `position` is the character it points at."""

    def __init__(self, message: str, position: int, **values: object) -> None:
        super().__init__(message, **values)
        self.position = position


class Term(NamedTuple):
    """A piece of a filter that was understood: a field with its value, a flag, or what joins them."""

    start: int
    end: int
    name: str = ""
    """The field or flag, or `or`; empty for `!` and brackets."""
    value: str = ""
    """As typed, with its sign, a client that is alone meant by its code; empty for a flag."""
    is_field: bool = False


class CardFilter(NamedTuple):
    """A filter, read."""

    text: str
    test: Test
    terms: tuple[Term, ...] = ()
    """What was understood of it, from left to right; the rest are words to find."""

    def __bool__(self) -> bool:
        """False where everything is wanted."""
        return bool(self.text.strip())

    def marks(self) -> str:
        """What a new card of this filter wears, as it is typed: `+cap @me !1`; empty where the filter has choices."""
        if any(not term.name or term.name == "or" for term in self.terms):
            return ""
        found = [_MARKS[term.name] + term.value for term in self.terms if term.is_field and term.name in _MARKS]
        found += ["@me" for term in self.terms if term.name == "mine"]
        return " ".join(mark for mark in found if _PLAIN_MARK.fullmatch(mark))

    def keys(self, table: CardTable) -> frozenset[str]:
        """The cards of a table that are wanted."""
        return frozenset(table.keys(self.test(table)))

    def count(self, table: CardTable) -> int:
        """How many cards of a table are wanted."""
        return count(self.test(table))

    def among(self, rows: Iterable[CardRow], labels_of: LabelsOf) -> frozenset[str]:
        """The keys of those rows that are wanted."""
        return self.keys(CardTable(map(fact_of, rows), labels_of))


class Kind(Enum):
    """What a piece of a filter is."""

    OPEN = "("
    CLOSE = ")"
    NOT = "!"
    OR = "or"
    WORD = "word"


class Token(NamedTuple):
    """A piece of a filter and where it stands."""

    kind: Kind
    text: str
    position: int


class Opening(NamedTuple):
    """A field whose value is being typed, or a plain word."""

    field: str
    """Empty for a word."""
    value: str
    """What is there of it, without quotes."""
    start: int
    """Where the value begins."""


def opening_at(text: str, cursor: int) -> Opening | None:
    """The field whose value the cursor stands behind, if any."""
    if (token := _word_before(text, cursor)) is None:
        return None
    name, colon, value = token.text.partition(":")
    field = _known(name, FIELDS) if colon else ""
    return Opening(field, value.replace('"', ""), token.position + len(name) + 1) if field else None


def word_at(text: str, cursor: int) -> Opening | None:
    """The plain word the cursor stands behind: a field or a flag may begin so."""
    token = _word_before(text, cursor)
    return Opening("", token.text, token.position) if token is not None and token.text.isalpha() else None


def _word_before(text: str, cursor: int) -> Token | None:
    tokens = (token for token in _tokens(text[:cursor]) if token.kind is Kind.WORD)
    return next((token for token in tokens if token.position + len(token.text) == cursor), None)


def quoted(value: str) -> str:
    """A value as the grammar reads it in one piece."""
    return f'"{value}"' if re.search(r"[\s()]", value) else value


def parse_filter(
    text: str, today: date, lanes: Mapping[str, Lane], clients: Mapping[str, str] = MappingProxyType({})
) -> CardFilter:
    """Read a filter.

    Args:
        text: as typed.
        today: what days are counted from.
        lanes: every name of a lane, folded.
        clients: the names of the clients by their codes; without them a client is known by its code alone.

    Raises:
        FilterError: a bracket stands alone, or a value is none of its field's.
    """
    parser = _Parser(_tokens(text), today, lanes, clients)
    return CardFilter(text, parser.read(), tuple(parser.terms))


def _tokens(text: str) -> list[Token]:
    found, position = [], 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None or match.end() == position:
            break
        kinds = {"open": Kind.OPEN, "close": Kind.CLOSE, "not": Kind.NOT, "word": Kind.WORD}
        name = match.lastgroup or "word"
        word = match[name]
        kind = kinds[name]
        if kind is Kind.WORD and fold(word) in _OR:
            kind = Kind.OR
        if not (kind is Kind.WORD and fold(word) in _AND):
            found.append(Token(kind, word, match.start(name)))
        position = match.end()
    return found


class _Parser:
    """Reads pieces from left to right: or over and over not."""

    def __init__(
        self, tokens: Sequence[Token], today: date, lanes: Mapping[str, Lane], clients: Mapping[str, str]
    ) -> None:
        self._tokens = tokens
        self._spot = 0
        self._depth = 0
        self._today = today
        self._lanes = lanes
        self._clients = clients
        self.terms: list[Term] = []

    def read(self) -> Test:
        test = self._either()
        if self._spot < len(self._tokens):
            raise FilterError(N_("This bracket closes nothing."), self._tokens[self._spot].position)
        return test

    def _next(self) -> Token | None:
        return self._tokens[self._spot] if self._spot < len(self._tokens) else None

    def _take(self, token: Token, name: str = "") -> None:
        """Note a piece as understood."""
        self.terms.append(Term(token.position, token.position + len(token.text), name))

    def _take_field(self, token: Token, name: str, value: str) -> None:
        wanted = fold(value.replace('"', ""))
        if name == "client" and wanted and len(codes := self._codes(wanted)) == 1:
            value = codes[0]
        self.terms.append(Term(token.position, token.position + len(token.text), name, value, is_field=True))

    def _within(self, token: Token, read: Callable[[], Test]) -> Test:
        """What stands behind `!` or within brackets."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise FilterError(N_("Too many brackets or ! within each other."), token.position)
        test = read()
        self._depth -= 1
        return test

    def _either(self) -> Test:
        """An `or` with nothing on one side, while more is typed, asks for nothing yet."""
        tests: list[Test] = []
        while (token := self._next()) is not None and token.kind is not Kind.CLOSE:
            if token.kind is Kind.OR:
                self._take(token, "or")
                self._spot += 1
            else:
                tests.append(self._all())
        if len(tests) < 2:
            return tests[0] if tests else lambda table: table.everything
        return lambda table: reduce(or_, (test(table) for test in tests))

    def _all(self) -> Test:
        tests: list[Test] = []
        while (token := self._next()) is not None and token.kind not in {Kind.CLOSE, Kind.OR}:
            tests.append(self._one(token))
        if len(tests) == 1:
            return tests[0]
        return lambda table: reduce(and_, (test(table) for test in tests), table.everything)

    def _one(self, token: Token) -> Test:
        self._spot += 1
        if token.kind is Kind.NOT:
            inner = self._next()
            if inner is None or inner.kind in {Kind.CLOSE, Kind.OR}:
                raise FilterError(N_("Not what? A word is expected behind !."), token.position)
            self._take(token)
            test = self._within(token, partial(self._one, inner))
            return lambda table: table.without(test(table))
        if token.kind is Kind.OPEN:
            self._take(token)
            test = self._within(token, self._either)
            closing = self._next()
            if closing is None or closing.kind is not Kind.CLOSE:
                raise FilterError(N_("This bracket is not closed."), token.position)
            self._take(closing)
            self._spot += 1
            return test
        return self._word(token)

    def _word(self, token: Token) -> Test:
        name, colon, value = token.text.partition(":")
        field = _known(name, FIELDS) if colon else ""
        if field:
            self._take_field(token, field, value)
        if field and not value.strip('"'):
            return _everything  # it is being typed
        if field:
            return self._field(field, value.replace('"', ""), token.position + len(name) + 1)
        if flag := _known(token.text, FLAGS):
            self._take(token, flag)
            return _flag(flag, self._today)
        wanted = fold(token.text.replace('"', ""))
        return lambda table: table.holding(wanted)

    def _field(self, field: str, value: str, position: int) -> Test:
        wanted = fold(value)
        match field:
            case "client":
                return _client(wanted, self._codes(wanted))
            case "owner":
                return _owner(wanted)
            case "project":
                return _project(wanted)
            case "label":
                return _label(wanted)
            case "priority":
                return _priority(value, position)
            case "lane":
                return self._lane(wanted, position)
            case _:
                return self._due(value, wanted, position)

    def _codes(self, wanted: str) -> tuple[str, ...]:
        """The codes a client's value stands for, folded: that code, else those that begin so, or whose names do."""
        by_code = {fold(code): fold(name) for code, name in self._clients.items()}
        if wanted in by_code:
            return (wanted,)
        return tuple(code for code, name in by_code.items() if code.startswith(wanted) or _begins_a_word(name, wanted))

    def _lane(self, wanted: str, position: int) -> Test:
        exact = {lane for name, lane in self._lanes.items() if name == wanted}
        found = exact or {lane for name, lane in self._lanes.items() if _begins_a_word(name, wanted)}
        if not found:
            known = tuple(dict.fromkeys(self._lanes.values()))
            raise FilterError(N_("There is no such lane. Known: {known}."), position, known=known)
        return lambda table: table.in_lanes(found)

    def _due(self, value: str, wanted: str, position: int) -> Test:
        if wanted in _NONE:
            return lambda table: table.where(table.days, lambda day: day is None)
        match = _COMPARISON.fullmatch(value)
        sign, said = (match[1] or "", match[2].strip()) if match else ("", value)
        limit = self._day(said)
        if limit is None:
            raise FilterError(N_("No date: 7d, friday or 12/12 is expected."), position + len(sign))
        compare = _COMPARE[sign or ("<=" if _DAYS.fullmatch(fold(said)) else "=")]
        return lambda table: table.where(table.days, lambda day: day is not None and compare(day, limit))

    def _day(self, said: str) -> date | None:
        days = _DAYS.fullmatch(fold(said))
        if days is not None:
            return self._today + timedelta(days=int(days[1]))
        found = parse_date(said, self._today)
        return found.on if found is not None else None


_COMPARE: Mapping[str, Callable[[date, date], bool]] = {"=": eq, "<": lt, "<=": le, ">": gt, ">=": ge}


def _known(text: str, names: Mapping[str, tuple[str, ...]]) -> str:
    folded = fold(text)
    return next((name for name, words in names.items() if folded in words), "")


def _everything(table: CardTable) -> Mask:
    return table.everything


def _begins_a_word(text: str, wanted: str) -> bool:
    """Whether a folded text, or a word of it, begins so."""
    return any(word.startswith(wanted) for word in (text, *text.split()))


def _client(wanted: str, codes: Collection[str]) -> Test:
    if wanted in _NONE:
        return lambda table: table.where(table.codes, lambda code: code is None)
    if codes:
        return lambda table: table.where(table.codes, lambda code: fold(code or "") in codes)
    # A client that was put away, or none.
    return lambda table: table.where(table.codes, lambda code: fold(code or "").startswith(wanted))


def _project(wanted: str) -> Test:
    if wanted in _NONE:
        return lambda table: table.where(table.projects, lambda title: not title)
    return lambda table: table.where(table.projects, lambda title: wanted in fold(title or ""))


def _label(wanted: str) -> Test:
    if wanted in _NONE:
        return lambda table: table.without(table.labelled(lambda _name: True))
    return lambda table: table.labelled(lambda name: _begins_a_word(name, wanted))


def _owner(wanted: str) -> Test:
    wanted = wanted.removeprefix("@")
    if wanted in {"me", "moi"}:
        return lambda table: mask_of(table.hers)
    if wanted in _NONE:
        return lambda table: (
            table.where(table.owners, lambda name: name is None) & table.where(table.awaited, lambda name: name is None)
        )

    def named(name: str | None) -> bool:
        return name is not None and _begins_a_word(fold(name), wanted)

    return lambda table: table.where(table.owners, named) | table.where(table.awaited, named)


def _priority(value: str, position: int) -> Test:
    text = value.lower().removeprefix("p")
    if fold(value) in _NONE or text == "0":
        return lambda table: table.where(table.priorities, lambda priority: priority == Priority.NONE)
    if text not in {"1", "2", "3"}:
        raise FilterError(N_("A priority is 1, 2 or 3."), position)
    return lambda table: table.where(table.priorities, lambda priority: priority == int(text))


def _flag(flag: str, today: date) -> Test:
    def at_work(table: CardTable) -> Mask:
        return table.without(table.in_lanes(CLOSED_LANES))

    match flag:
        case "overdue":
            return lambda table: (
                table.where(table.days, lambda day: day is not None and day < today)
                & table.without(table.in_lanes(CLOSED_LANES | set(REGISTERS)))
            )
        case "waiting":
            return lambda table: table.in_lanes({Lane.WAITING})
        case "blocked":
            return lambda table: mask_of(table.held_up) & at_work(table)
        case _:
            return lambda table: (
                (mask_of(table.hers) | table.where(table.owners, lambda name: name is None))
                & table.without(table.in_lanes(CLOSED_LANES | {Lane.WAITING}))
            )

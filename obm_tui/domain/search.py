"""Search over everything: what is typed, what is found, where the words stand in a text."""

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from obm_tui.domain.text import clean_line, fold

LIMIT = 60
"""Hits that are shown; who needs more types more."""
_SNIPPET = 90
"""Characters of a text around its first match."""
_TERM = re.compile(r'"([^"]*)"?|(\S+)')
_WORD = re.compile(r"\w+")


class Kind(StrEnum):
    """What can be found."""

    CARD = "card"
    CLIENT = "client"
    PERSON = "person"
    PROJECT = "project"
    METRIC = "metric"
    CONTACT = "contact"
    """An entry of the journal."""


class Term(NamedTuple):
    """Words that stand together: one, which may go on, or a phrase in quotes, which is whole."""

    words: tuple[str, ...]
    is_phrase: bool = False


class Found(NamedTuple):
    """Something that holds all the terms."""

    kind: Kind
    key: str


Piece = tuple[str, bool]
"""A part of a text, and whether it is what was looked for."""


class Hit(NamedTuple):
    """Something found, as a list shows it. Cards have their row beside it."""

    kind: Kind
    key: str
    client_id: str | None
    title: str
    snippet: tuple[Piece, ...] = ()
    """Where the words stand in the rest of the text; empty where the title has them all."""


def parse_terms(text: str) -> tuple[Term, ...]:
    """The words in what was typed, as they are compared; signs are no words."""
    terms: list[Term] = []
    for phrase, word in _TERM.findall(text[:500]):
        words = tuple(_WORD.findall(fold(phrase or word)))
        if phrase and words:
            terms.append(Term(words, is_phrase=True))
        else:
            terms += [Term((one,)) for one in words]
    return tuple(terms)


def is_called(title: str, terms: Sequence[Term]) -> bool:
    """Whether a title, folded, has all the terms itself."""
    words = _WORD.findall(title)
    line = f" {' '.join(words)} "
    return all(
        f" {' '.join(term.words)} " in line if term.is_phrase else any(word.startswith(term.words[0]) for word in words)
        for term in terms
    )


def snippet(text: str, terms: Sequence[Term]) -> tuple[Piece, ...]:
    """The part of a text around its first match, the words that were looked for apart."""
    line = clean_line(text, len(text))
    matches = [match for match in re.finditer(r"\w+", line) if _is_wanted(match[0], terms)]
    if not matches:
        return ()
    start = max(0, matches[0].start() - _SNIPPET // 3)
    if start:
        start = line.find(" ", start) + 1 or start
    end = min(len(line), start + _SNIPPET)
    pieces: list[Piece] = [("… ", False)] if start else []
    spot = start
    for match in matches:
        if match.end() > end:
            break
        pieces += [(line[spot : match.start()], False), (match[0], True)]
        spot = match.end()
    pieces.append((line[spot:end] + (" …" if end < len(line) else ""), False))
    return tuple(piece for piece in pieces if piece[0])


def _is_wanted(word: str, terms: Sequence[Term]) -> bool:
    folded = fold(word)
    return any(
        folded == wanted if term.is_phrase else folded.startswith(wanted) for term in terms for wanted in term.words
    )

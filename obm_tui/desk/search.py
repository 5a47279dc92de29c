"""Search over everything, from the desk."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from obm_tui.domain.errors import N_, NotFound, Refused
from obm_tui.domain.search import LIMIT, Found, Hit, Kind, parse_terms, snippet
from obm_tui.domain.text import TITLE_LIMIT, clean_line
from obm_tui.store import search
from obm_tui.store.connection import guard

if TYPE_CHECKING:
    from obm_tui.desk.desk import Desk

_REFERENCE = re.compile(r"([A-Za-z][A-Za-z0-9]{1,3})[- ]?(\d{1,9})")


class SearchFacet:
    """Whatever holds some words."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def find(self, text: str, client_id: str | None = None, limit: int = LIMIT) -> tuple[Hit, ...]:
        """The best hits for what was typed: a card's own reference first, then by how well it fits.

        Raises:
            Refused: this SQLite was made without full-text search.
        """
        terms = parse_terms(text)
        connection = self._desk.connection
        with guard(self._desk.path):
            if not search.has_index(connection):
                raise Refused(N_("The SQLite of this computer was made without full-text search."))
            found = search.find(connection, terms, limit, client_id)
            if not terms:
                found = search.holding(connection, text, limit)
        named = list(self._named(text))
        found = list(dict.fromkeys([*named, *found]))[:limit]
        with guard(self._desk.path):
            documents = {
                kind: search.documents(connection, kind, [one.key for one in found if one.kind is kind])
                for kind in {one.kind for one in found}
            }
        hits: list[Hit] = []
        for one in found:
            document = documents[one.kind].get(one.key)
            if document is not None:
                pieces = () if snippet(document.title, terms) else snippet(document.body, terms)
                title = document.title
                if not title:
                    # An entry of the journal has none: what it says there stands for it.
                    told = "".join(text for text, _is_match in pieces)
                    title, pieces = told or clean_line(document.body, TITLE_LIMIT), ()
                hits.append(Hit(one.kind, one.key, document.client_id, title, pieces))
        return tuple(hits)

    def _named(self, text: str) -> Iterator[Found]:
        """The card whose reference was typed: `CAP-12`, `cap12`."""
        match = _REFERENCE.fullmatch(text.strip())
        if match is not None:
            try:
                yield Found(Kind.CARD, self._desk.cards.key(f"{match[1]}-{match[2]}"))
            except (NotFound, Refused):
                return


def cards_of(hits: Sequence[Hit]) -> list[str]:
    """The keys of the cards among them."""
    return [hit.key for hit in hits if hit.kind is Kind.CARD]

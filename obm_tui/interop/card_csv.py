"""Cards out, as a table other programs open: a line a card. The reader of tables knows every column again."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from obm_tui.domain.cards import CardRow
from obm_tui.interop.csv_text import Dialect, day_text, safe, write_table

_ENGLISH = "Ref,Title,Client,Project,Status,Priority,Due date,Time,Owner,Created,Completed at,Description"
_FRENCH = "Réf,Titre,Client,Projet,Statut,Priorité,Échéance,Heure,Responsable,Créé le,Terminé le,Description"
_HEADERS = {Dialect.INTL: _ENGLISH.split(","), Dialect.EXCEL_FR: _FRENCH.split(",")}


class Line(NamedTuple):
    """A card with what its row does not say."""

    card: CardRow
    lane: str
    """In words."""
    created_on: date
    closed_on: date | None
    body: str


def write_card_csv(lines: Iterable[Line], dialect: Dialect = Dialect.INTL) -> str:
    """The table as text, its header first."""
    return write_table(_HEADERS[dialect], (_cells(line, dialect) for line in lines), dialect)


def _cells(line: Line, dialect: Dialect) -> tuple[str, ...]:
    card = line.card
    return (
        card.reference,
        safe(card.title),
        card.client_code or "",
        safe(card.project or ""),
        line.lane,
        f"P{card.priority:d}" if card.priority else "",
        day_text(card.due_on, dialect),
        card.due_time or "",
        safe(card.owner or ""),
        day_text(line.created_on, dialect),
        day_text(line.closed_on, dialect),
        safe(line.body),
    )

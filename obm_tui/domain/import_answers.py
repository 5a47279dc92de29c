"""What she says about a board's file: whose it is, where its columns go, who she is in it, what to take."""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from obm_tui.domain.cards import Lane
from obm_tui.domain.errors import N_, Refused
from obm_tui.domain.imports import DayOrder, ImportedBoard, ImportedCard
from obm_tui.domain.lanes import lane_of_column


class Take(StrEnum):
    """Which of the cards that are not here yet come in."""

    ALL = "all"
    MINE = "mine"
    OVERDUE = "overdue"
    SOON = "soon"
    """Due within the next 30 days, or late."""
    MILESTONES = "milestones"


SOON = 30
"""Days that `Take.SOON` looks ahead."""


class BoardAnswers(NamedTuple):
    """What was said; what is missing is guessed, or what was said the last time."""

    clients: Mapping[str, str | None] = {}
    """The client's key of each space of the file; nothing where the space is left out."""
    lanes: Mapping[str, Lane | None] = {}
    """The lane of each column, by its name; nothing where the column is left out."""
    me: str | None = None
    """Which of the file's people she is, by name; empty for none of them, nothing where nobody said."""
    order: DayOrder | None = None
    take: Take | None = None

    def over(self, other: "BoardAnswers") -> "BoardAnswers":
        """These, and where they say nothing the others."""
        return BoardAnswers(
            {**other.clients, **self.clients},
            {**other.lanes, **self.lanes},
            other.me if self.me is None else self.me,
            self.order or other.order,
            self.take or other.take,
        )

    def dumps(self) -> str:
        """As JSON text, to be kept or brought along with the next file."""
        return json.dumps(self._asdict(), ensure_ascii=False)


def load_answers(text: str) -> BoardAnswers:
    """The answers in a JSON text, or in the whole report they were printed with; other names in it are left alone.

    Raises:
        Refused: it is no such text.
    """
    try:
        told = json.loads(text)
        told = told.get("map", told)
        clients = {
            str(space): None if key is None else str(key) for space, key in dict(told.get("clients") or {}).items()
        }
        lanes = {
            str(name): None if lane is None else Lane(lane) for name, lane in dict(told.get("lanes") or {}).items()
        }
        me = told.get("me")
        return BoardAnswers(
            clients,
            lanes,
            None if me is None else str(me),
            DayOrder(told["order"]) if told.get("order") else None,
            Take(told["take"]) if told.get("take") else None,
        )
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise Refused(
            N_("This is no mapping: a JSON object with “clients”, “lanes”, “me”, “order” or “take” was expected.")
        ) from error


def guess(board: ImportedBoard, mine: frozenset[str]) -> BoardAnswers:
    """What a file's own words suggest; `mine` are her names and addresses, as they are compared, in lower case."""
    lanes = {column.name: lane_of_column(column.name) or Lane.BACKLOG for column in board.columns}
    known = [person.name for person in board.people if {person.name.lower(), person.email.lower()} & mine]
    return BoardAnswers({}, dict(lanes), known[0] if known else None, None, Take.ALL)


def open_spaces(board: ImportedBoard, answers: BoardAnswers) -> tuple[str, ...]:
    """The spaces nobody said the client of."""
    return tuple(space for space in board.spaces() if space not in answers.clients)


def check_answers(board: ImportedBoard, answers: BoardAnswers) -> None:
    """Make sure that nothing is left open that only she can know.

    Raises:
        Refused: whose a space is, or who of the file she is where her own cards are wanted.
    """
    unsaid = open_spaces(board, answers)
    if unsaid:
        if unsaid == ("",):
            raise Refused(N_("The file does not say which client “{board}” belongs to."), board=board.name)
        raise Refused(N_("The file does not say which clients these belong to: {names}."), names=unsaid[:8])
    if answers.take is Take.MINE and not answers.me:
        raise Refused(N_("To take your own cards only, say which of the file’s people you are."))


def is_wanted(card: ImportedCard, take: Take, *, mine: bool, today: date) -> bool:
    """Whether a card that is not here yet is one of those to take."""
    if take is Take.ALL:
        return True
    if card.done or card.archived:
        return False
    match take:
        case Take.MINE:
            return mine
        case Take.MILESTONES:
            return card.is_milestone
        case Take.OVERDUE:
            return card.due_on is not None and card.due_on < today
    return card.due_on is not None and card.due_on <= today + timedelta(days=SOON)

"""What tool wrote a file, told by its content and never by its name; and the one way in for a board's file."""

from datetime import tzinfo
from enum import Enum, auto

from obm_tui.domain.errors import N_, Refused
from obm_tui.domain.imports import ImportedBoard
from obm_tui.domain.text import clean_line
from obm_tui.interop import trello
from obm_tui.interop.documents import MAX_BYTES, parse_json
from obm_tui.interop.encoding import decode

_EMPTY = N_("{file} is empty. A Trello board export (JSON) was expected.")
_TOO_BIG = N_("{file} is {megabytes} MB; {limit} MB can be read at most.")


class Content(Enum):
    """What a JSON document turns out to be."""

    TRELLO_BOARD = auto()
    TRELLO_CARD = auto()
    TRELLO_ANSWER = auto()
    """A list of lists or cards, as Trello's programming interface answers."""
    UNKNOWN = auto()


_REFUSALS = {
    Content.TRELLO_CARD: N_(
        "{file} is a single Trello card. Export the whole board: Print, export, and share → Export as JSON."
    ),
    Content.TRELLO_ANSWER: N_(
        "{file} is a list taken from the Trello API, not a board. "
        "Export the whole board: Print, export, and share → Export as JSON."
    ),
    Content.UNKNOWN: N_("{file} is JSON, but not a Trello board: an object with “cards” and “lists” was expected."),
}


def recognise(document: object) -> Content:
    """What a parsed JSON document is, told by the names that only one tool gives."""
    match document:
        # Other tools' boards have lists and cards too, but only Trello's cards say `idList`.
        case {"cards": [_, *_] as cards, "lists": _} if not any(_has(card, "idList") for card in cards):
            return Content.UNKNOWN
        case {"cards": _, "lists": _}:
            return Content.TRELLO_BOARD
        case {"idBoard": _, "idList": _}:
            return Content.TRELLO_CARD
        case [first, *_] if _has(first, "idList") or _has(first, "idBoard") or _has(first, "id", "name", "cards"):
            return Content.TRELLO_ANSWER
        case _:
            return Content.UNKNOWN


def read_board(data: bytes, name: str, zone: tzinfo) -> ImportedBoard:
    """The board in a file's bytes. `name` is what messages call the file; due dates are turned to `zone`.

    Raises:
        Refused: the file is empty, too big, not JSON, cut off, or no board of a tool that is known here.
    """
    shown = clean_line(name, 100)
    if len(data) > MAX_BYTES:
        raise Refused(_TOO_BIG, file=shown, megabytes=round(len(data) / 2**20, 1), limit=MAX_BYTES // 2**20)
    text = decode(data)
    if not text.strip():
        raise Refused(_EMPTY, file=shown)
    document = parse_json(text, shown)
    content = recognise(document)
    if content is not Content.TRELLO_BOARD:
        raise Refused(_REFUSALS[content], file=shown)
    return trello.read(document, zone, shown)


def _has(value: object, *names: str) -> bool:
    return isinstance(value, dict) and all(name in value for name in names)

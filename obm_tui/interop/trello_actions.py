"""A Trello board's actions: who commented what, and when cards were made, moved and completed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from operator import attrgetter
from typing import TypeVar

from obm_tui.domain.errors import N_
from obm_tui.domain.imports import ImportedComment
from obm_tui.interop.nodes import Node

ACTION_LIMIT = 1000
"""Actions in an export at most; Trello leaves out the older ones."""

FIRST_YEAR = 2010
"""Trello came out in 2011; nothing on a board is older."""

Key = TypeVar("Key")

_COMMENTS = frozenset({"commentCard", "copyCommentCard"})
_CREATIONS = frozenset({"createCard", "copyCard", "convertToCardFromCheckItem", "emailCard"})

_BARE_COMMENT = N_("Comments without a text or a date, left out: {count} (first: {first}).")


@dataclass(slots=True)
class History:
    """What the actions tell about each card, by its id."""

    actions: int = 0
    created: dict[str, datetime] = field(default_factory=dict)
    completed: dict[str, datetime] = field(default_factory=dict)
    """When the due date was last ticked off."""
    arrived: dict[tuple[str, str], datetime] = field(default_factory=dict)
    """By card and column: when the card was last moved there."""
    comments: dict[str, tuple[ImportedComment, ...]] = field(default_factory=dict)
    """Oldest first."""


def read_history(board: Node, names: Mapping[str, str], zone: tzinfo) -> History:
    """Everything the importer needs from `actions`; `names` are the members', by id."""
    history = History()
    found: dict[str, list[ImportedComment]] = {}
    for identity, action in board.distinct("actions"):
        history.actions += 1
        kind = action.text("type")
        data = action.child("data")
        card_id = data.child("card").line("id")
        if kind in _COMMENTS:
            if comment := _read_comment(identity, action, names, zone):
                found.setdefault(card_id, []).append(comment)
        elif kind in _CREATIONS:
            _keep_newest(history.created, card_id, action, zone)
        elif kind == "updateCard":
            if column_id := data.child("listAfter").line("id"):
                _keep_newest(history.arrived, (card_id, column_id), action, zone)
            if data.child("card").flag("dueComplete") and data.child("old").has("dueComplete"):
                _keep_newest(history.completed, card_id, action, zone)
    for card_id, comments in found.items():
        # Actions stand newest first, so those of the same instant are turned round before the stable sort.
        comments.reverse()
        history.comments[card_id] = tuple(sorted(comments, key=attrgetter("at")))
    return history


def _read_comment(identity: str, action: Node, names: Mapping[str, str], zone: tzinfo) -> ImportedComment | None:
    text = action.child("data").note("text")
    at = action.moment("date", zone) or moment_of_id(identity)
    if not text or at is None:
        action.findings.add(_BARE_COMMENT, action.place)
        return None
    # People who left the board are in no list of members; only the action still knows their name.
    creator = action.child("memberCreator")
    author = creator.line("fullName") or creator.line("username") or names.get(action.line("idMemberCreator"), "")
    return ImportedComment(identity, author, at, text)


def _keep_newest(known: dict[Key, datetime], key: Key, action: Node, zone: tzinfo) -> None:
    at = action.moment("date", zone)
    if at and (key not in known or known[key] < at):
        known[key] = at


def moment_of_id(identity: str) -> datetime | None:
    """When a Trello object was made: the first 8 of its id's 24 hex digits are Unix seconds.

    Ids that are not of this kind, or tell a time before Trello, are made up (by scripts that blank names): `None`.
    """
    if not re.fullmatch(r"[0-9a-f]{24}", identity):
        return None
    made = datetime.fromtimestamp(int(identity[:8], 16), UTC)
    return made if made.year >= FIRST_YEAR else None

"""A Trello board's JSON export → a board in our words.

Nothing here ever reads a card's `email`: whoever knows that secret address can add to the board.
"""

import math
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, tzinfo

from obm_tui.domain.errors import N_, Refused
from obm_tui.domain.imports import (
    ImportedBoard,
    ImportedCard,
    ImportedColumn,
    ImportedComment,
    ImportedItem,
    ImportedLink,
    ImportedPerson,
    Note,
)
from obm_tui.domain.progress import Progress, Stage
from obm_tui.domain.text import NOTE_LIMIT, TITLE_LIMIT, clean_line, clean_note
from obm_tui.interop.nodes import CUT, Findings, Node, local_day, web_address
from obm_tui.interop.trello_actions import ACTION_LIMIT, moment_of_id, read_history
from obm_tui.interop.trello_fields import NAMELESS, CustomFields, Labels

SOURCE = "trello"
MAX_CARDS = 100_000

_BORROWED_TITLE = 60
"""Characters taken from the description for a card without a name."""

_BELIEVABLE = 100_000
"""A card that claims more comments than this is not taken at its word."""
_STRAY_COLUMN = ImportedColumn("?", NAMELESS)
"""Takes the cards whose list is not in the file."""

_NO_BOARD = N_("{file} is not a Trello board: an object with “cards” and “lists” was expected.")
_NO_LIST = N_("{file} cannot be read as a Trello board: “{place}” is not a list.")
_NO_ID = N_("{file} cannot be read as a Trello board: it has no “id”, so a second import could not know it again.")
_TOO_MANY_CARDS = N_("{file} has {cards} cards; {limit} can be read at most.")

_CLOSED = N_("The board is closed at Trello; its cards come in as they stand there.")
_DESCRIPTION = N_("The description of the board itself was left out.")
_TEMPLATES = N_("Template cards, left out: {count} (first: {first}).")
_REPEATS = N_("Cards that repeat at Trello come in once, without repeating: {count} (first: {first}).")
_STRAY_CARDS = N_("Cards of a list that is not in the file, put into a column “…”: {count} (first: {first}).")
_STRANGERS = N_("People on cards who are not in the file, left off: {count} (first: {first}).")
_STRAY_CHECKLISTS = N_("Checklists of cards that are not in the file, left out: {count} (first: {first}).")
_STRAY_COMMENTS = N_("Comments on cards that are not in the file, left out: {count}.")
_ITEM_DETAILS = N_(
    "Checklist lines with a date or a person of their own, taken without them: {count} (first: {first})."
)
_NO_LINK = N_("Attachments and addresses that are no web or mail links, left out: {count} (first: {first}).")
_UPLOADS = N_("Files kept at Trello come in as links, which ask for a Trello login: {count}.")
_MISSING = N_(
    "Comments that are not in the file: {missing}. Trello exports the newest {limit} actions of a board only."
)
_MAYBE_MISSING = N_(
    "Trello exports the newest {limit} actions of a board only, and the file is full: older history is missing, "
    "but no comment that the cards count."
)


def read(document: object, zone: tzinfo, name: str = SOURCE, progress: Progress | None = None) -> ImportedBoard:
    """The board in a parsed export. Due dates are turned to `zone`, the user's own; `name` is the file's, for messages.

    Whatever is missing, odd or has no place here is left out with a note, never in silence.

    Raises:
        Refused: the document is no board, has no id, or has more than `MAX_CARDS` cards.
        Stopped: nobody wants it any more.
    """
    if not isinstance(document, dict) or "cards" not in document or "lists" not in document:
        raise Refused(_NO_BOARD, file=name)
    for place in ("cards", "lists"):
        if not isinstance(document[place], list):
            raise Refused(_NO_LIST, file=name, place=place)
    count = len(document["cards"])
    if count > MAX_CARDS:
        raise Refused(_TOO_MANY_CARDS, file=name, cards=count, limit=MAX_CARDS)
    board = Node(document, Findings())
    if not board.identity:
        raise Refused(_NO_ID, file=name)
    return _BoardReader(board, zone).read(count, progress or Progress())


class _BoardReader:
    """Reads one board: first what its cards point to, then the cards."""

    def __init__(self, board: Node, zone: tzinfo) -> None:
        self._board = board
        self._findings = board.findings
        self._zone = zone
        self._columns = {
            identity: _read_column(identity, node) for identity, node in _in_order(board.distinct("lists"))
        }
        self._people = {identity: _read_person(identity, node) for identity, node in board.distinct("members")}
        self._labels = Labels(board)
        self._fields = CustomFields(board, zone)
        names = {identity: person.name for identity, person in self._people.items()}
        self._history = read_history(board, names, zone)
        self._items: dict[str, list[ImportedItem]] = {}
        self._long_items: dict[str, list[str]] = {}
        self._attachments: set[str] = set()
        self._missing_comments = 0

    def read(self, count: int, progress: Progress) -> ImportedBoard:
        """The whole board, out of `count` cards in the file."""
        found = dict(_in_order(self._board.distinct("cards")))
        self._read_checklists(found)
        cards = [
            self._read_card(identity, card)
            for identity, card in progress.over(Stage.READING, found.items())
            if not self._leave_out(card)
        ]
        columns = tuple(self._columns.values())
        rank = {column.source_id: place for place, column in enumerate(columns)}
        return ImportedBoard(
            source=SOURCE,
            container=self._board.identity,
            name=self._board.line("name") or NAMELESS,
            url=self._address_of(self._board),
            columns=columns,
            labels=self._labels.taken(),
            people=tuple(self._people.values()),
            cards=tuple(sorted(cards, key=lambda card: rank[card.column_id])),
            read=count,
            notes=self._notes(found),
        )

    def _leave_out(self, card: Node) -> bool:
        template = card.flag("isTemplate")
        if template:
            self._findings.add(_TEMPLATES, card.whole_line("name") or card.place)
        return template

    def _read_card(self, identity: str, card: Node) -> ImportedCard:
        column = self._column_of(card)
        title, body = self._texts_of(identity, card)
        due_on, due_time = self._local(card, "due")
        start_on, _ = self._local(card, "start")
        values = self._fields.of(card)
        done = card.flag("dueComplete") or bool(card.text("dateCompleted"))
        since = self._history.arrived.get((identity, column.source_id))
        if card.has("recurrenceRule"):
            self._findings.add(_REPEATS, title)
        return ImportedCard(
            source_id=identity,
            title=title,
            column_id=column.source_id,
            body=body,
            done=done,
            archived=card.flag("closed") or column.archived,
            priority=values.priority,
            due_on=due_on,
            due_time=due_time,
            start_on=start_on,
            # For a genuine id both tell the same; in files whose ids were made up, only the action is right.
            created_at=self._history.created.get(identity) or moment_of_id(identity),
            completed_at=self._completed_at(identity, card) or since if done else None,
            column_since=since,
            url=self._address_of(card),
            label_ids=self._labels.of(card),
            person_ids=self._people_of(card),
            items=tuple(self._items.get(identity, ())),
            comments=self._comments_of(identity, card),
            links=tuple(self._links_of(card)),
            extra=values.extra,
        )

    def _column_of(self, card: Node) -> ImportedColumn:
        column = self._columns.get(card.line("idList"))
        if column is None:
            self._findings.add(_STRAY_CARDS, card.place)
            column = self._columns.setdefault(_STRAY_COLUMN.source_id, _STRAY_COLUMN)
        return column

    def _texts_of(self, identity: str, card: Node) -> tuple[str, str]:
        """Title and body. What a title or a checklist line cannot hold stands whole in the body."""
        whole, description = card.whole_line("name"), card.text("desc")
        title = _fit(whole) or textwrap.shorten(clean_line(description), _BORROWED_TITLE, placeholder="…") or NAMELESS
        parts = [whole if title != whole else "", description, *self._long_items.get(identity, ())]
        body = "\n\n".join(part for part in parts if part.strip())
        if len(body) > NOTE_LIMIT:
            card.find(CUT, "desc")
        return title, clean_note(body)

    def _local(self, card: Node, key: str) -> tuple[date | None, str | None]:
        moment = card.moment(key, self._zone)
        return local_day(moment, self._zone) if moment else (None, None)

    def _completed_at(self, identity: str, card: Node) -> datetime | None:
        return card.moment("dateCompleted", self._zone) or self._history.completed.get(identity)

    def _address_of(self, node: Node) -> str:
        given = node.text("shortUrl") or node.text("url")
        address = web_address(given)
        if given and not address:
            self._findings.add(_NO_LINK, node.place or "url")
        return address

    def _people_of(self, card: Node) -> tuple[str, ...]:
        ids = dict.fromkeys(card.lines("idMembers"))
        known = tuple(identity for identity in ids if identity in self._people)
        if len(known) < len(ids):
            card.find(_STRANGERS, "idMembers", len(ids) - len(known))
        return known

    def _comments_of(self, identity: str, card: Node) -> tuple[ImportedComment, ...]:
        comments = self._history.comments.get(identity, ())
        counted = card.child("badges").number("comments", 0)
        if len(comments) < counted < _BELIEVABLE:
            self._missing_comments += math.floor(counted) - len(comments)
        return comments

    def _links_of(self, card: Node) -> Iterator[ImportedLink]:
        for identity, attachment in card.distinct("attachments", self._attachments):
            if address := web_address(attachment.text("url")):
                if attachment.flag("isUpload"):
                    self._findings.add(_UPLOADS, attachment.place)
                yield ImportedLink(identity, address, attachment.line("name") or attachment.line("fileName"))
            else:
                self._findings.add(_NO_LINK, attachment.place)

    def _read_checklists(self, cards: Mapping[str, Node]) -> None:
        seen: set[str] = set()
        for _, checklist in _in_order(self._board.distinct("checklists")):
            card_id, group = checklist.line("idCard"), checklist.line("name")
            if card_id not in cards:
                self._findings.add(_STRAY_CHECKLISTS, group or checklist.place)
                continue
            for identity, item in _in_order(checklist.distinct("checkItems", seen)):
                whole = item.whole_line("name")
                if len(whole) > TITLE_LIMIT:
                    self._long_items.setdefault(card_id, []).append(whole)
                if item.text("due") or item.text("idMember"):
                    self._findings.add(_ITEM_DETAILS, whole)
                done = item.text("state") == "complete"
                read = ImportedItem(identity, group, _fit(whole) or NAMELESS, done)
                self._items.setdefault(card_id, []).append(read)

    def _notes(self, cards: Mapping[str, Node]) -> tuple[Note, ...]:
        for card_id, comments in self._history.comments.items():
            for comment in comments if card_id not in cards else ():
                self._findings.add(_STRAY_COMMENTS, comment.source_id)
        if self._board.flag("closed"):
            self._findings.add(_CLOSED, "closed")
        if self._board.text("desc").strip():
            self._findings.add(_DESCRIPTION, "desc")
        notes = self._findings.notes()
        if self._missing_comments:
            notes += (Note(_MISSING, {"missing": self._missing_comments, "limit": ACTION_LIMIT}),)
        elif self._history.actions >= ACTION_LIMIT:
            notes += (Note(_MAYBE_MISSING, {"limit": ACTION_LIMIT}),)
        return notes


def _in_order(nodes: Iterable[tuple[str, Node]]) -> list[tuple[str, Node]]:
    return sorted(nodes, key=lambda pair: pair[1].number("pos", math.inf))


def _fit(line: str) -> str:
    return line if len(line) <= TITLE_LIMIT else line[: TITLE_LIMIT - 1].rstrip() + "…"


def _read_column(identity: str, node: Node) -> ImportedColumn:
    return ImportedColumn(identity, node.line("name") or NAMELESS, node.flag("closed"))


def _read_person(identity: str, node: Node) -> ImportedPerson:
    name = node.line("fullName") or node.line("username") or NAMELESS
    return ImportedPerson(identity, name, node.line("email"))

"""A Trello board's labels and custom fields, as its cards use them."""

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import tzinfo

from obm_tui.domain.cards import Priority
from obm_tui.domain.errors import N_
from obm_tui.domain.imports import ImportedLabel
from obm_tui.domain.text import clean_line, fold
from obm_tui.interop.nodes import TWICE, Node, local_day

NAMELESS = "…"
"""What stands for a name that is empty in the file, where one must be."""

_NO_LABEL = N_("Labels that are not in the file, left off their cards: {count} (first: {first}).")
_NO_FIELD = N_("Custom fields or choices that are not in the file, left out: {count} (first: {first}).")

_WORDS = {
    Priority.P1: ("urgent", "urgente", "highest", "high", "haute", "elevee", "1", "p1"),
    Priority.P2: ("medium", "normal", "normale", "moyenne", "2", "p2"),
    Priority.P3: ("low", "lowest", "basse", "faible", "3", "p3"),
}
_PRIORITIES = {word: priority for priority, words in _WORDS.items() for word in words}
_TICKED = {"true": "yes", "false": "no"}


class Labels:
    """The labels of a board. Files of 2014–15 name them per colour, and repeat them in cards without an id."""

    def __init__(self, board: Node) -> None:
        self._known: dict[str, ImportedLabel] = {}
        self._wanted: set[str] = set()
        for identity, label in board.distinct("labels"):
            self._learn(identity, label.line("name"), label.line("color"))
        by_colour = board.child("labelNames")
        for colour in by_colour.names() if not self._known else ():
            if name := by_colour.line(colour):
                self._learn(_made_up_id(name, clean_line(colour)), name, clean_line(colour))
        self._by_look = {(label.name, label.colour): identity for identity, label in self._known.items()}

    def _learn(self, identity: str, name: str, colour: str) -> None:
        shown = name or _colour_word(colour) or NAMELESS
        self._known.setdefault(identity, ImportedLabel(identity, shown, colour))
        if name:
            self._wanted.add(identity)

    def of(self, card: Node) -> tuple[str, ...]:
        """The ids of a card's labels, each once."""
        ids: dict[str, None] = {}
        for label in card.children("labels"):
            identity = label.line("id")
            if identity not in self._known:
                name, colour = label.line("name"), label.line("color")
                look = (name or _colour_word(colour), colour)
                identity = identity or self._by_look.get(look) or _made_up_id(name, colour)
                self._learn(identity, name, colour)
            ids[identity] = None
        ids.update(dict.fromkeys(card.lines("idLabels")))
        known = tuple(identity for identity in ids if identity in self._known)
        if len(known) < len(ids):
            card.find(_NO_LABEL, "idLabels", len(ids) - len(known))
        self._wanted.update(known)
        return known

    def taken(self) -> tuple[ImportedLabel, ...]:
        """Every label that was given a name or is on a card; known once the cards are read."""
        return tuple(label for identity, label in self._known.items() if identity in self._wanted)


def _made_up_id(name: str, colour: str) -> str:
    return f"{colour}:{name}"


def _colour_word(colour: str) -> str:
    return colour.replace("_", " ")


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    choices: dict[str, str]
    """The values of a list field, by their ids."""
    priorities: dict[str, Priority]
    """What each value says, in a list field called Priority."""


@dataclass(slots=True)
class FieldValues:
    """The custom fields of one card."""

    extra: dict[str, str] = field(default_factory=dict)
    priority: Priority = Priority.NONE


class CustomFields:
    """The custom fields of a board."""

    def __init__(self, board: Node, zone: tzinfo) -> None:
        self._zone = zone
        self._known: dict[str, _Field] = {}
        names: Counter[str] = Counter()
        for identity, node in board.distinct("customFields"):
            known = _read_field(node)
            names[known.name] += 1
            if names[known.name] > 1:
                known = replace(known, name=f"{known.name} ({names[known.name]})")
            self._known[identity] = known

    def of(self, card: Node) -> FieldValues:
        """A card's values by their fields' names, and the priority that a list called Priority gives."""
        values = FieldValues()
        for item in card.children("customFieldItems"):
            known = self._known.get(item.line("idCustomField"))
            if known is None:
                item.findings.add(_NO_FIELD, item.place)
            elif known.name in values.extra:
                item.findings.add(TWICE, item.place)
            elif value := self._read(item, known):
                values.extra[known.name] = value
                values.priority = known.priorities.get(value, values.priority)
        return values

    def _read(self, item: Node, known: _Field) -> str:
        if choice := item.line("idValue"):
            if choice not in known.choices:
                item.find(_NO_FIELD, "idValue")
            return known.choices.get(choice, "")
        value = item.child("value")
        day = value.moment("date", self._zone)
        if day:
            date, clock = local_day(day, self._zone)
            return f"{date} {clock}" if clock else f"{date}"
        ticked = value.text("checked")
        return value.note("text") or value.line("number") or _TICKED.get(ticked, clean_line(ticked))


def _read_field(node: Node) -> _Field:
    name = node.line("name") or NAMELESS
    choices = {identity: option.child("value").line("text") for identity, option in node.distinct("options")}
    ranks = node.text("type") == "list" and _plain(name) in ("priority", "priorite")
    said = {text: _PRIORITIES.get(_plain(text)) for text in choices.values()} if ranks else {}
    return _Field(name, choices, {text: priority for text, priority in said.items() if priority})


def _plain(text: str) -> str:
    """A word without the case, accents and emoji that people dress it with."""
    return re.sub(r"[^a-z0-9 ]", "", fold(text)).strip()

"""Taskwarrior's `task export`: an array of tasks, in old versions sometimes with broken lines."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, tzinfo

from obm_tui.domain.cards import Priority
from obm_tui.domain.errors import N_, Refused
from obm_tui.domain.imports import ImportedBoard, ImportedCard, ImportedColumn, ImportedComment, ImportedLabel
from obm_tui.domain.progress import Progress, Stage
from obm_tui.domain.text import TITLE_LIMIT, clean_line, clean_note, fold
from obm_tui.interop.card_reader import content_key
from obm_tui.interop.documents import parse_json
from obm_tui.interop.nodes import Findings, Node, local_day

SOURCE = "taskwarrior"
_STAMP = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z")
_PRIORITIES = {"H": Priority.P1, "M": Priority.P2, "L": Priority.P3}
_NOISE = {"started task", "stopped task"}
_COLUMNS = {"waiting": "Waiting", "pending": "To do", "active": "In progress", "completed": "Done"}
_KNOWN = frozenset({
    "id", "description", "status", "entry", "modified", "end", "due", "scheduled", "wait", "until", "start", "project",
    "priority", "tags", "annotations", "depends", "uuid", "urgency", "recur", "mask", "imask", "parent", "rtype",
})  # fmt: skip
_RECURRENCES = {
    "daily": "FREQ=DAILY", "day": "FREQ=DAILY", "weekdays": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    "weekly": "FREQ=WEEKLY", "week": "FREQ=WEEKLY", "sennight": "FREQ=WEEKLY", "biweekly": "FREQ=WEEKLY;INTERVAL=2",
    "fortnight": "FREQ=WEEKLY;INTERVAL=2", "monthly": "FREQ=MONTHLY", "month": "FREQ=MONTHLY",
    "bimonthly": "FREQ=MONTHLY;INTERVAL=2", "quarterly": "FREQ=MONTHLY;INTERVAL=3",
    "semiannual": "FREQ=MONTHLY;INTERVAL=6",
    "annual": "FREQ=YEARLY", "yearly": "FREQ=YEARLY", "year": "FREQ=YEARLY", "biannual": "FREQ=YEARLY;INTERVAL=2",
}  # fmt: skip
_UNITS = {"d": "DAILY", "w": "WEEKLY", "m": "MONTHLY", "y": "YEARLY"}

_DELETED = N_("Tasks deleted there, left out: {count} (first: {first}).")
_SERIES = N_("Earlier tasks of a recurring one, left out: {count} (first: {first}).")
_TEMPLATE = N_("Recurring tasks whose next one comes in for them, left out: {count} (first: {first}).")
_LOST = N_("Lines that are not valid JSON, left out: {count} (first: line {first}).")
_NO_DATE = N_("Dates that cannot be read, left out: {count} (first: {first}).")
_NAMELESS = N_("Tasks without a description, left out: {count} (first: {first}).")


def looks_like(document: object) -> bool:
    """Whether a document is an export: objects that only Taskwarrior writes so."""
    return (
        isinstance(document, list)
        and bool(document)
        and isinstance(document[0], dict)
        and {"uuid", "entry", "status"} <= document[0].keys()
    )


def salvage(text: str, name: str) -> tuple[list[object], list[int]]:
    """The tasks of an export with broken lines, and the numbers of those; one task a line is how it writes them."""
    tasks: list[object] = []
    lost: list[int] = []
    for number, line in enumerate(text.splitlines(), 1):
        body = line.strip().strip("[],").strip()
        if not body:
            continue
        try:
            tasks.append(parse_json(body, name))
        except Refused:
            lost.append(number)
    return tasks, lost


def read(
    document: list[object], zone: tzinfo, lost: Sequence[int] = (), progress: Progress | None = None
) -> ImportedBoard:
    """The tasks of an export; `lost` are lines that could not be read.

    Raises:
        Stopped: nobody wants it any more.
    """
    return _Reader(document, zone, lost).read(progress or Progress())


class _Reader:
    def __init__(self, document: list[object], zone: tzinfo, lost: Sequence[int]) -> None:
        self._findings = Findings()
        self._zone = zone
        self._root = Node({"tasks": document}, self._findings)
        self._labels: dict[str, ImportedLabel] = {}
        for line in lost:
            self._findings.add(_LOST, str(line))

    def read(self, progress: Progress) -> ImportedBoard:
        found = {self._id(node): node for node in self._root.children("tasks")}
        newest = self._newest(found)
        read = (self._card(key, node, found, newest) for key, node in progress.over(Stage.READING, found.items()))
        cards = [card for card in read if card is not None]
        rank = list(_COLUMNS)
        return ImportedBoard(
            source=SOURCE,
            container=SOURCE,
            name="Taskwarrior",
            columns=tuple(ImportedColumn(key, name) for key, name in _COLUMNS.items()),
            labels=tuple(self._labels.values()),
            cards=tuple(sorted(cards, key=lambda card: rank.index(card.column_id))),
            read=len(found),
            notes=self._findings.notes(),
        )

    def _id(self, node: Node) -> str:
        return node.line("uuid") or content_key(node.text("description"), node.text("entry"))

    def _newest(self, found: Mapping[str, Node]) -> dict[str, str]:
        """Of each recurring task the newest open one; the template stands for it where there is none."""
        newest: dict[str, tuple[float, str]] = {}
        for key, node in found.items():
            parent = node.line("parent")
            if parent in found and node.text("status") in {"pending", "waiting"}:
                newest[parent] = max(newest.get(parent, (-1.0, "")), (_number(node.raw("imask")), key))
        return {parent: key for parent, (_mask, key) in newest.items()}

    def _card(self, key: str, node: Node, found: Mapping[str, Node], newest: Mapping[str, str]) -> ImportedCard | None:
        status, title = node.text("status"), node.whole_line("description")
        parent = node.line("parent")
        if status == "deleted":
            self._findings.add(_DELETED, title)
            return None
        if not title:
            self._findings.add(_NAMELESS, node.place)
            return None
        if status == "recurring" and key in newest:
            self._findings.add(_TEMPLATE, title)
            return None
        if parent in newest and newest[parent] != key:
            self._findings.add(_SERIES, title)
            return None
        space, _dot, project = node.line("project").partition(".")
        due_on, due_time = self._day(node, "due")
        rule = found.get(parent, node)
        card = ImportedCard(
            source_id=key,
            title=title[:TITLE_LIMIT],
            column_id=self._column(node, status),
            body=clean_note(title) if len(title) > TITLE_LIMIT else "",
            done=status == "completed",
            priority=_PRIORITIES.get(node.text("priority"), Priority.NONE),
            due_on=due_on,
            due_time=due_time,
            start_on=(self._day(node, "scheduled")[0] or self._day(node, "wait")[0]),
            created_at=self._moment(node, "entry"),
            completed_at=self._moment(node, "end") if status == "completed" else None,
            comments=tuple(self._comments(key, node)),
            extra=dict(self._extra(node, found)),
            space=space,
            project=project.replace(".", " · "),
            rrule=_rrule(rule.text("recur")),
        )
        return replace(card, label_ids=tuple(self._label(tag) for tag in node.lines("tags") if tag))

    def _column(self, node: Node, status: str) -> str:
        if status == "completed":
            return "completed"
        if status == "waiting":
            return "waiting"
        return "active" if node.text("start") else "pending"

    def _label(self, tag: str) -> str:
        self._labels.setdefault(fold(tag), ImportedLabel(fold(tag), tag[:100]))
        return fold(tag)

    def _comments(self, key: str, node: Node) -> Iterator[ImportedComment]:
        for note in node.children("annotations"):
            text, at = note.text("description"), self._moment(note, "entry")
            if text.strip() and at is not None and fold(text).strip(". ") not in _NOISE:
                yield ImportedComment(content_key(key, note.text("entry"), text), "—", at, clean_note(text))

    def _extra(self, node: Node, found: Mapping[str, Node]) -> Iterator[tuple[str, str]]:
        """What it depends on, by its words, and the fields she made herself."""
        # Older versions write one text with commas.
        depends = node.text("depends").split(",") if isinstance(node.raw("depends"), str) else node.lines("depends")
        names = [found[key].line("description") for key in depends if key in found]
        if names:
            yield "depends", ", ".join(names)[:1000]
        for name in node.names():
            value = node.raw(name)
            if name not in _KNOWN and isinstance(value, str | int | float) and not isinstance(value, bool):
                yield clean_line(name, 100), clean_line(str(value), 1000)

    def _moment(self, node: Node, key: str) -> datetime | None:
        text = node.text(key)
        if not text:
            return None
        match = _STAMP.fullmatch(text)
        try:
            if match:
                year, month, day, hour, minute, second = (int(part) for part in match.groups())
                return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
        except ValueError:
            pass
        self._findings.add(_NO_DATE, f"{node.place}.{key}")
        return None

    def _day(self, node: Node, key: str) -> tuple[date | None, str | None]:
        moment = self._moment(node, key)
        return local_day(moment, self._zone) if moment else (None, None)


def _number(value: object) -> float:
    """A count that some versions write as text."""
    try:
        return float(str(value))
    except ValueError:
        return 0.0


def _rrule(text: str) -> str:
    """`weekly`, `3mo`, `P1M` as RRULE text; empty for what is neither."""
    word = text.strip().lower()
    if word in _RECURRENCES:
        return _RECURRENCES[word]
    match = re.fullmatch(r"p?(\d{1,3})\s*(d|w|m|y)[a-z]*", word)
    if match is None or not int(match[1]):
        return ""
    every = f";INTERVAL={int(match[1])}" if int(match[1]) > 1 else ""
    return f"FREQ={_UNITS[match[2]]}{every}"

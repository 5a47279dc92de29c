"""ClickUp's workspace export (CSV): spaces are clients, folders and lists are projects, statuses are columns."""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import ClassVar

from obm_tui.domain.cards import Priority
from obm_tui.domain.errors import N_, Refused
from obm_tui.domain.imports import DayOrder, ImportedComment, ImportedItem, ImportedLink
from obm_tui.domain.text import TITLE_LIMIT, clean_line, clean_note
from obm_tui.interop.card_reader import CardReader, content_key
from obm_tui.interop.card_table import CardLine
from obm_tui.interop.documents import parse_json
from obm_tui.interop.nodes import ODD, web_address

REQUIRED = (frozenset({"task id"}), frozenset({"task name"}), frozenset({"status"}))

_UNTICKED = N_("ClickUp does not export what is ticked: checklist lines come in open: {count} (first: {first}).")
_PRIORITIES = {"1": Priority.P1, "2": Priority.P1, "3": Priority.P2, "4": Priority.P3}


class ClickUpReader(CardReader):
    """The word `null` stands for nothing, `[a, b]` is a list, and dates are milliseconds since 1970."""

    source = "clickup"
    hint = DayOrder.MDY
    fields: ClassVar = {
        "id": ("task id",),
        "title": ("task name",),
        "body": ("task content",),
        "column": ("status",),
        "owner": ("assignees",),
        "start": ("start date",),
        "due": ("due date",),
        "created": ("date created",),
        "labels": ("tags",),
        "priority": ("priority",),
        "project": ("list name",),
        "client": ("space name",),
        "parent": ("parent id",),
        "url": ("task link",),
        "kind": ("task type",),
        "checklists": ("checklists",),
        "comments": ("comments",),
        "attachments": ("attachments",),
        "ignored": (
            "subtasks ids", "assigned comments", "date created text", "due date text", "start date text",
            "time estimated", "time spent", "rolled up time", "rolled up time text", "home location id",
            "home location",
        ),
    }  # fmt: skip

    def text(self, line: CardLine, field: str) -> str:
        """What stands in a field."""
        return self.plain(super().text(line, field))

    def plain(self, text: str) -> str:
        """The word for nothing says nothing."""
        if text in {"null", "[]", "{}", "0", "0 h"}:
            return ""
        return ", ".join(_names(text)) if text.startswith('["') else text.replace("\\n", "\n")

    def body_of(self, line: CardLine) -> str:
        """The task's content."""
        return self.plain(super().body_of(line))

    def parent_key(self, line: CardLine, title: str) -> str:
        """Parts name their task by its id."""
        return self.given_id(line)

    def labels_of(self, line: CardLine) -> Sequence[str]:
        """The tags."""
        return _bracketed(self.text(line, "labels"))

    def owners_of(self, line: CardLine) -> Sequence[tuple[str, str]]:
        """The assignees."""
        return [(name, "") for name in _bracketed(self.text(line, "owner"))]

    def priority_of(self, line: CardLine) -> Priority:
        """Numbers, or the words a view exports."""
        return _PRIORITIES.get(self.text(line, "priority")) or super().priority_of(line)

    def items_of(self, line: CardLine, identity: str) -> Iterator[ImportedItem]:
        """The checklists, whose ticks are not in the file."""
        lists = self._document(line, "checklists")
        for group, items in lists.items() if isinstance(lists, dict) else ():
            for item in items if isinstance(items, list) else ():
                text = clean_line(str(item), TITLE_LIMIT)
                if text:
                    self.findings.add(_UNTICKED, text)
                    yield ImportedItem(content_key(identity, group, text), clean_line(group, 200), text, False)

    def links_of(self, line: CardLine, identity: str) -> Iterator[ImportedLink]:
        """The attachments, whose files stay at ClickUp."""
        found = self._document(line, "attachments")
        for node in found if isinstance(found, list) else ():
            url = web_address(str(node.get("url") or "")) if isinstance(node, dict) else ""
            if url:
                title = clean_line(str(node.get("title") or ""), TITLE_LIMIT)
                yield ImportedLink(content_key(identity, url), url, title)

    def comments_of(self, line: CardLine, identity: str) -> Sequence[ImportedComment]:
        """The comments, oldest first."""
        found = self._document(line, "comments")
        comments = (
            [self._comment(identity, node, line.line) for node in found if isinstance(node, dict)]
            if isinstance(found, list)
            else []
        )
        return [comment for comment in reversed(comments) if comment is not None]

    def _comment(self, identity: str, node: dict[str, object], line: int) -> ImportedComment | None:
        text, author, date = (str(node.get(key) or "") for key in ("text", "by", "date"))
        at: datetime | None = self.dates.instant(date, line)
        if not text.strip() or at is None:
            return None
        return ImportedComment(content_key(identity, author, date, text), clean_line(author, 100), at, clean_note(text))

    def _document(self, line: CardLine, field: str) -> object:
        text = line.text(*self.names(field))
        if not text or text == "null":
            return None
        try:
            return parse_json(text, self.table.name)
        except Refused:
            self.findings.add(ODD, line.line)
            return None


def _names(text: str) -> list[str]:
    """The names of `["…", "…"]`; a text that only looks like that is one name."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return [text]
    return [clean_line(str(name), 100) for name in found]


def _bracketed(text: str) -> list[str]:
    """The parts of `[Caroline Jones, Ashley Bryant]`, or of a plain list."""
    inside = text[1:-1] if text.startswith("[") and text.endswith("]") else text
    return [name for part in re.split(r"[,|]", inside) if (name := clean_line(part.strip().strip("\"'"), 100))]

"""Todoist's project template (CSV): the project's name is that of the file, notes follow their task."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, tzinfo
from functools import lru_cache
from typing import ClassVar

from obm_tui.domain.capture.recurrence import Recurrence, read_recurrence
from obm_tui.domain.cards import Priority
from obm_tui.domain.imports import DayOrder
from obm_tui.domain.text import clean_line, fold
from obm_tui.interop.card_reader import CardReader, content_key, stem_of
from obm_tui.interop.card_table import CardLine, CardTable, Streamed

REQUIRED = (frozenset({"type"}), frozenset({"content"}))
_PRIORITIES = {"1": Priority.P1, "2": Priority.P2, "3": Priority.P3}
_LABEL = re.compile(r"(?<!\S)@([^\W\d][\w-]*)")
_DEEPEST = 8
_UNFOLDED = ("words", "text", "section", "parent", "labels", "day")
"""The columns that a task gets of the lines around it."""


class TodoistReader(CardReader):
    """There are no ids: a task is known again by its section, its parent and its words."""

    source = "todoist"
    fields: ClassVar = {
        "title": ("words",),
        "body": ("text",),
        "column": ("section",),
        "owner": ("responsible",),
        "due": ("deadline", "day"),
        "labels": ("labels",),
        "priority": ("priority",),
        "parent": ("parent",),
        "ignored": (
            "type", "content", "description", "indent", "author", "date", "date lang", "timezone", "duration",
            "duration unit", "deadline lang",
        ),
    }  # fmt: skip

    def __init__(self, table: CardTable, zone: tzinfo, order: DayOrder | None = None) -> None:
        tasks = Streamed(lambda: _unfold(table.lines), len(table.lines))
        super().__init__(table._replace(header=(*table.header, *_UNFOLDED), lines=tasks), zone, order)

    @property
    def container(self) -> str:
        """The project's name."""
        return fold(stem_of(self.table.name))

    def content_key(self, line: CardLine, title: str) -> str:
        """Where it stands and what it says."""
        return content_key(line.text("section"), line.text("parent"), title)

    def parent_key(self, line: CardLine, title: str) -> str:
        """A task's place in the file."""
        return str(line.line)

    def priority_of(self, line: CardLine) -> Priority:
        """1 is the highest; 4 is none."""
        return _PRIORITIES.get(self.text(line, "priority"), Priority.NONE)

    def labels_of(self, line: CardLine) -> Sequence[str]:
        """Words of the task that begin with @."""
        return list(line.all("labels"))

    def _extra(self, line: CardLine, url: str) -> Mapping[str, str]:
        """Beside a deadline, the day it was planned for."""
        day = line.line_of("day") if line.text("deadline") else ""
        return {**({"Date": day} if day else {}), **super()._extra(line, url)}

    def rrule_of(self, line: CardLine) -> str:
        """Dates are words there, and may be a rhythm."""
        found = _rhythm(line.text("date"))
        return found.rrule if found is not None else ""


@lru_cache(4_096)
def _rhythm(text: str) -> Recurrence | None:
    """What a date in words says of a rhythm; the same few stand on many lines."""
    # The day it starts on is told by the next due date, which the file does not have.
    return read_recurrence(clean_line(text), date(2000, 1, 1))


def _unfold(lines: Iterable[CardLine]) -> Iterator[CardLine]:
    """One line a task, with its section, its parent and the notes below it."""
    section = ""
    above: list[str] = []
    open_task: tuple[CardLine, dict[str, list[str]]] | None = None
    for line in lines:
        kind, content = line.text("type").lower(), line.text("content")
        if kind == "note" and open_task is not None:
            open_task[1]["text"].append(content)
        if kind not in {"task", "section"}:
            continue
        if open_task is not None:
            yield _joined(*open_task)
            open_task = None
        if kind == "section":
            section, above = content, []
            continue
        depth = min(int(line.text("indent")), _DEEPEST) if line.text("indent").isdigit() else 1
        above = above[: depth - 1]
        cells = {
            "words": [clean_line(_LABEL.sub("", content).removeprefix("* "), len(content)) or content],
            "text": [line.text("description")],
            "section": [section],
            "parent": above[-1:],
            "labels": _LABEL.findall(content),
            "day": [] if _rhythm(line.text("date")) else [line.text("date")],
        }
        above.append(str(line.line))
        open_task = (line, cells)
    if open_task is not None:
        yield _joined(*open_task)


def _joined(line: CardLine, cells: dict[str, list[str]]) -> CardLine:
    text = "\n\n".join(part for part in cells["text"] if part.strip())
    return line.with_cells(cells | {"text": [text]})

"""Asana's project export (CSV): sections as columns, subtasks by their parent's name."""

from collections import Counter
from typing import ClassVar

from obm_tui.domain.text import clean_line
from obm_tui.interop.card_reader import CardReader
from obm_tui.interop.card_table import CardLine
from obm_tui.interop.nodes import web_address

REQUIRED = (frozenset({"task id"}), frozenset({"name"}), frozenset({"section/column", "projects"}))
_NO_SECTION = {"(no section)", "(aucune section)", "untitled section", "section sans titre"}


class AsanaReader(CardReader):
    """Ids are Asana's own and hold for all its projects; what Excel made of a long one is not taken for an id."""

    source = "asana"
    fields: ClassVar = {
        "id": ("task id",),
        "title": ("name",),
        "body": ("notes",),
        "column": ("section/column",),
        "owner": ("assignee",),
        "email": ("assignee email",),
        "start": ("start date",),
        "due": ("due date",),
        "created": ("created at",),
        "completed": ("completed at",),
        "labels": ("tags",),
        "project": ("projects",),
        "parent": ("parent task",),
        "priority": ("priority", "priorite"),
        "kind": ("type", "task type"),
        "ignored": ("last modified",),
    }

    @property
    def board_name(self) -> str:
        """The project most of its tasks are in."""
        counts = Counter(clean_line(cell.split(",")[0]) for _line, cell in self.table.cells("projects"))
        return max(counts, key=lambda name: (counts[name], name)) if counts else super().board_name

    def given_id(self, line: CardLine) -> str:
        """Its id, unless a spreadsheet has rounded it."""
        given = super().given_id(line)
        return "" if "E+" in given.upper() else given

    def column_of(self, line: CardLine) -> str:
        """The section."""
        name = super().column_of(line)
        return "" if name.lower() in _NO_SECTION else name

    def url_of(self, line: CardLine) -> str:
        """Asana opens a task by its id alone."""
        given = self.given_id(line)
        return web_address(f"https://app.asana.com/0/0/{given}/f") if len(given) > 8 and given.isdigit() else ""

"""Jira's issue export (CSV): columns may have the same name many times, one value each."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from obm_tui.domain.imports import ImportedComment
from obm_tui.domain.text import clean_line, clean_note
from obm_tui.interop.card_reader import CardReader, content_key
from obm_tui.interop.card_table import CardLine, column_key
from obm_tui.interop.nodes import web_address

REQUIRED = (frozenset({"issue key"}), frozenset({"summary"}))
_COMMENT = re.compile(r"([^;\n]*);([^;\n]*);(.*)", re.DOTALL)


class JiraReader(CardReader):
    """Labels, comments and watchers are columns with one name."""

    source = "jira"
    fields: ClassVar = {
        "id": ("issue key",),
        "title": ("summary",),
        "body": ("description",),
        "column": ("status",),
        "owner": ("assignee",),
        "due": ("due date",),
        "start": ("start date",),
        "created": ("created",),
        "completed": ("resolved",),
        "labels": ("labels",),
        "priority": ("priority",),
        "project": ("project name",),
        "client": (),
        "parent": ("parent key",),
        "kind": ("issue type",),
        "comments": ("comment",),
        "ignored": (
            "issue id", "project key", "project type", "project lead", "project description", "project url",
            "project lead id", "updated", "last viewed", "votes", "watchers", "watchers id", "work ratio", "creator",
            "assignee id", "reporter id", "creator id", "parent", "status category", "status category changed",
        ),
    }  # fmt: skip

    @property
    def container(self) -> str:
        """The site, where the file says it: two sites may have the same keys."""
        site = next((cell for _line, cell in self.table.cells("project url")), "")
        return f"jira {clean_line(site, 150)}".strip()

    @property
    def board_name(self) -> str:
        """The project's name."""
        return next((clean_line(cell) for _line, cell in self.table.cells("project name")), "") or super().board_name

    def parent_key(self, line: CardLine, title: str) -> str:
        """Parts name their issue by its key."""
        return self.given_id(line)

    def url_of(self, line: CardLine) -> str:
        """A cloud site opens an issue by its key; of another kind of site only the project's address is known."""
        match = re.match(r"https://[\w.-]+\.atlassian\.net", line.text("project url"))
        return web_address(f"{match[0]}/browse/{self.given_id(line)}") if match else ""

    def comments_of(self, line: CardLine, identity: str) -> Iterator[ImportedComment]:
        """`date;author;text` in each of the columns."""
        for cell in line.all(*self.names("comments")):
            match = _COMMENT.fullmatch(cell)
            at = self.dates.instant(match[1], line.line) if match else None
            if match and at and match[3].strip():
                yield ImportedComment(
                    content_key(identity, *match.groups()), clean_line(match[2], 100), at, clean_note(match[3])
                )

    def _extra(self, line: CardLine, url: str) -> Mapping[str, str]:
        """The key, too: it is what people there call the issue."""
        key = line.text("issue key")
        return {"Issue key": clean_line(key, 100), **super()._extra(line, url)} if key else super()._extra(line, url)

    def labels_of(self, line: CardLine) -> Sequence[str]:
        """One a column, or several with blanks between them."""
        return [name for cell in line.all(column_key("Labels")) for name in cell.split()]

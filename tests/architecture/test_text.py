"""User text is drawn as it is: no `str` reaches a place where Textual would read it as markup."""

import ast
import inspect
from pathlib import Path

import pytest

from obm_tui.app import ObmApp
from tests.architecture.markup import Module, drawing_files, problems
from tests.architecture.sources import name, with_parents

HEAD = """
from rich.text import Text
from textual.content import Content
from textual.markup import escape
from textual.widgets import Button, Input, Label, OptionList, Static, TextArea
from textual.widgets.option_list import Option
from obm_tui.i18n import _
"""


def found(source: str) -> list[tuple[int, str]]:
    return list(Module(with_parents(ast.parse(HEAD + source))).problems())


@pytest.mark.parametrize("path", drawing_files(), ids=name)
def test_no_text_is_read_as_markup(path: Path) -> None:
    assert problems(path) == []


def test_there_are_files_to_look_at() -> None:
    assert len(drawing_files()) > 15


def test_a_toast_is_text() -> None:
    """What lets `app.notify` pass: the program's own takes its message as it is unless told otherwise."""
    assert "notify" in vars(ObmApp)
    assert inspect.signature(ObmApp.notify).parameters["markup"].default is False


@pytest.mark.parametrize(
    "source",
    [
        "Static(title)",
        "Static(f'{title}')",
        "Static('a ' + title)",
        "Static(_('Card {title}').format(title=title))",
        "Static('%s' % title)",
        "Static(str(title))",
        "Static(row.title)",
        "Static(content=title)",
        "Static('[b]bold[/b]')",
        "Static(escape(title))",
        "Static(title, markup=True)",
        "Static(Text.from_markup(title))",
        "Label(title if title else Content(''))",
        "Button(title)",
        "Option(title)",
        "OptionList(*titles)",
        "OptionList(*[Option(row.title) for row in rows])",
        "TextArea(placeholder=title)",
        "Content.from_markup(title)",
        "Content.from_markup(f'[b]{title}[/b]')",
        "def f(self):\n    self.notify(title)",
        "def f(self):\n    self.screen.notify(f'{title} saved')",
        "class A:\n def notify(self, m, *, markup=True): ...\n def f(self):\n  self.notify(title)",
        "def f(self):\n    self.query_one('#x', Static).update(title)",
        "def f(self):\n    note = self.query_one('#x', Static)\n    note.update(f'{title}')",
        "def f(self):\n    text = title\n    self.note.update(text)",
        "def f(self):\n    text = Content('')\n    text = title\n    self.note.update(text)",
        "def f(self, text: str):\n    self.note.update(text)",
        "def f(self):\n    self.border_title = title",
        "def f(self):\n    pane.border_subtitle = f'{count} cards'",
        "def f(self):\n    self.tooltip = title",
        "class Pane:\n    BORDER = 1\n    border_title = f'{x}'",
        "class Pane:\n    def render(self) -> str:\n        return ''",
        "class Pane:\n    def render(self):\n        return title",
        "def shown() -> str: ...\nStatic(shown())",
        "table.add_row(title, Content(title))",
    ],
)
def test_the_search_finds_them(source: str) -> None:
    assert found(source)


@pytest.mark.parametrize(
    "source",
    [
        "Static()",
        "Static('', id=name)",
        "Static('Saved.')",
        "Static(_('Saved.'))",
        "Static(Content(title))",
        "Static(Text(title))",
        "Static(title, markup=False)",
        "Static(Content.from_markup('[b]$title[/b]', title=title))",
        "Static(Content(title) + Content.styled(title, 'bold'))",
        "Static(Content(title) if title else Content('–'))",
        "Input(title, placeholder=title)",
        "TextArea(title)",
        "OptionList(*[Option(Content(row.title)) for row in rows])",
        "def shown() -> Content: ...\nStatic(shown())",
        "def f(self):\n    self.app.notify(title)",
        "class A:\n def notify(self, m, *, markup=False): ...\n def f(self):\n  self.notify(title)",
        "def f(self, text: Content):\n    self.note.update(text)",
        "def f(self):\n    text = Content(title)\n    self.note.update(text)",
        "def f(self):\n    rows = {}\n    rows.update(more)",
        "def f(self):\n    self.rows: dict[str, int] = {}\n    self.rows.update(self.fetch())",
        "def f(self):\n    self.border_title = Content(title)",
        "class Pane:\n    def render(self) -> Content:\n        return Content(title)",
    ],
)
def test_what_is_drawn_as_it_is_may_pass(source: str) -> None:
    assert not found(source)

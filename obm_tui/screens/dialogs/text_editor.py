"""A long text in the whole window, and from there in her own editor."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult, SuspendNotSupported
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static, TextArea

from obm_tui import editor, labels
from obm_tui.domain.errors import ObmError
from obm_tui.i18n import _
from obm_tui.screens.dialogs.base import Dialog, Title, words


class TextEditor(Dialog[str]):
    """Answers with the text, whichever key closes it: the form it came from saves it or keeps it as a draft."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "leave", "", show=False),
        # Before the field itself, where it is the end of the line.
        Binding("ctrl+e", "own_editor", "", show=False, priority=True),
    ]

    def __init__(self, title: str, text: str, keep: Callable[[str], None]) -> None:
        """`keep` is given the text at every change: whoever asked for it writes the draft."""
        super().__init__(classes="-full")
        self._title = title
        self._before = text
        self._keep = keep
        self._editor = editor.name()

    def compose(self) -> ComposeResult:
        """The text alone."""
        hint = _("ctrl+s or escape: back to the form, with the text")
        if self._editor:
            hint += " · " + _("ctrl+e opens {editor}").format(editor=self._editor)
        with Vertical(classes="sheet"):
            yield Title(words(self._title))
            yield TextArea(self._before, id="text", tab_behavior="focus", soft_wrap=True)
            yield Static("", id="problem", classes="problem")
            yield Static(words(hint), classes="quiet")

    def on_mount(self) -> None:
        """Ready to type, behind the last letter."""
        area = self._area
        area.focus()
        area.move_cursor(area.document.end)

    @property
    def _area(self) -> TextArea:
        return self.query_one(TextArea)

    @on(TextArea.Changed)
    def keep(self) -> None:
        """Something was typed."""
        if not self.answered:
            self._keep(self._area.text)

    def action_leave(self) -> None:
        """Back to the form."""
        self.dismiss(self._area.text)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where she named no editor, the key stays what it is in any text."""
        return bool(self._editor) if action == "own_editor" else super().check_action(action, parameters)

    def action_own_editor(self) -> None:
        """Into her own editor and back; the text stays as it is where that does not work."""
        before = self._area.text
        changed, problem = before, ""
        try:
            with self.app.lend_terminal():
                try:
                    changed = editor.edit(before)
                except ObmError as refusal:
                    problem = labels.say(refusal)
        except SuspendNotSupported:
            problem = _("This terminal cannot be left to another program.")
        if changed != before:
            # As one change of the field: ctrl+z there brings back what stood before.
            self._area.replace(changed, (0, 0), self._area.document.end)
        elif not problem:
            problem = _(
                "{editor} closed without a change. One with its own window must be told to wait, as in: code --wait"
            ).format(editor=self._editor)
        self.query_one("#problem", Static).update(words(problem))

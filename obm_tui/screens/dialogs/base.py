"""What every dialog has: it closes once, and what is typed in it is kept on disk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Static

from obm_tui import drafts, labels
from obm_tui.domain.errors import ObmError
from obm_tui.drafts import Draft
from obm_tui.i18n import _

if TYPE_CHECKING:
    from obm_tui.app import ObmApp
    from obm_tui.domain.change import Change

Result = TypeVar("Result")
Edit = TypeVar("Edit")
DRAFT_SECONDS = 0.25


class Dialog(ModalScreen[Result]):
    """Asks for one thing and goes away. Two Enters in one read answer it once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "", show=False),
        Binding("ctrl+q", "app.app_quit", "", show=False, priority=True),
    ]
    app: ObmApp

    _answered = False

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Close with an answer; a second time does nothing."""
        if self._answered or self not in self.app.screen_stack:
            return AwaitComplete()
        self._answered = True
        return super().dismiss(result)

    @property
    def answered(self) -> bool:
        """Whether it was closed already."""
        return self._answered

    def action_leave(self) -> None:
        """Close without an answer."""
        self.dismiss(None)

    def hear(self, change: Change) -> None:
        """Something changed while it is open; most have all they need."""


def words(*pieces: tuple[str, str] | str) -> Content:
    """A text for a Static: plain pieces and (text, style) pairs. Nothing in it is read as markup."""
    return Content.assemble(*pieces)


class Drafted(Dialog[Result]):
    """A dialog whose texts are kept while they are typed, until they are saved.

    Throttled, not debounced: steady typing must reach the disk too.
    """

    FORM: ClassVar[str] = ""

    def __init__(self) -> None:
        super().__init__()
        self.target = ""
        self._timer: Timer | None = None
        self._disk_refused = False
        self._saving = False

    def texts(self) -> Mapping[str, str]:
        """What is typed at present, by field."""
        raise NotImplementedError

    def texts_before(self) -> Mapping[str, str]:
        """What stood there when it was opened; a field without a name here was empty."""
        return {}

    def typed_texts(self) -> dict[str, str]:
        """The fields she changed. The others are not kept: a draft must not bring back what is changed meanwhile."""
        before = self.texts_before()
        return {name: text for name, text in self.texts().items() if text != before.get(name, "")}

    def left_texts(self) -> Mapping[str, str]:
        """What was typed here and not saved last time."""
        draft = drafts.load(self.FORM, self.target)
        return draft.texts if draft else {}

    def touch(self) -> None:
        """Something was typed: write it down within a quarter of a second."""
        if self._timer is None and not self.answered:
            self._timer = self.set_timer(DRAFT_SECONDS, self.keep_draft, name="keep the draft")

    def keep_draft(self) -> None:
        """Write down what is typed: the form opens again with it, if the program ends before it is closed."""
        self._timer = None
        if self.answered:
            return
        texts = self.typed_texts()
        if not texts:
            drafts.forget(self.FORM, self.target)
        elif not drafts.save(Draft(self.FORM, self.target, texts)) and not self._disk_refused:
            self._disk_refused = True
            self.app.warn(_("What you type cannot be kept on disk at the moment; it stays here until you save."))

    def action_leave(self) -> None:
        """Close and keep what was typed for the next time."""
        if texts := self.typed_texts():
            drafts.save(Draft(self.FORM, self.target, texts, put_aside=True))
            self.app.flash(_("Kept as a draft: it is there when you come back."))
        else:
            self.forget()
        self.dismiss(None)

    @property
    def is_saving(self) -> bool:
        """Whether it was answered, and not written yet."""
        return self._saving and not self.answered

    def may_save(self) -> bool:
        """Whether Enter saves now: the first one does, until it was refused. The form stays until it is saved."""
        if self.answered or self._saving:
            return False
        self._saving = True
        return True

    def may_save_again(self) -> None:
        """It was refused, or the disk is full: what is typed is still here."""
        self._saving = False

    def save_edit(self, read: Callable[[], Edit], write: Callable[[Edit], Change]) -> None:
        """Save what was changed, once; a refusal is said in the form and loses nothing.

        `read` makes the edit of what is typed; one like an empty edit changes nothing.
        """
        if not self.may_save():
            return
        try:
            edit = read()
        except ObmError as problem:
            self.may_save_again()
            self.query_one("#problem", Static).update(words(labels.say(problem)))
            return
        if edit == type(edit)():
            self.close_saved(None)
            return
        self.app.write(write, edit, then=lambda _change: self.close_saved(None), failed=self.may_save_again)

    def close_saved(self, result: Result | None) -> None:
        """What was typed is in the database now: no draft, and close."""
        self.forget()
        self.dismiss(result)

    def forget(self) -> None:
        """There is nothing to keep."""
        if self._timer is not None:
            self._timer.stop()
        drafts.forget(self.FORM, self.target)


class Title(Static):
    """The line that says what a dialog is about."""

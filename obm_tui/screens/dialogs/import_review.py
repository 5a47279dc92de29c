"""What every file asks before it comes in: its open questions, what each of its parts becomes, what would happen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Input, Static

from obm_tui.desk import Desk
from obm_tui.domain.change import Written
from obm_tui.domain.progress import Stopped
from obm_tui.i18n import _
from obm_tui.screens import job
from obm_tui.screens.dialogs.base import Dialog, Title, words
from obm_tui.widgets.choice_line import ChoiceLine
from obm_tui.widgets.job_bar import JobBar
from obm_tui.widgets.row_list import Row, RowList

if TYPE_CHECKING:
    from obm_tui.app import ObmApp
    from obm_tui.domain.progress import Progress

Wanted = TypeVar("Wanted")
"""What she answered so far."""
Found = TypeVar("Found")
"""The file as it is read with these answers, and what bringing it in would do."""


class ImportReview(Dialog[None], Generic[Wanted, Found]):
    """The file is read again after every answer; Space leaves a part out, `m` changes it, Enter brings all of it in."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "", show=False),
        Binding("down", "move(1)", "", show=False),
        # Before the choices above the list, which would take it for their own.
        Binding("space", "leave_out", "", show=False, priority=True),
        Binding("m", "change", "", show=False),
        Binding("enter", "bring_in", "", show=False),
        Binding("s", "stop", "", show=False),
    ]

    def __init__(self) -> None:
        super().__init__(classes="-full")
        self.found: Found | None = None
        self._busy = False
        self._reading: Wanted | None = None
        """What is being read: an earlier reading is shown no more."""

    # -- what a kind of file says --------------------------------------------------------------------------------------

    def headline(self) -> str:
        """What comes in, and for whom."""
        raise NotImplementedError

    def questions(self) -> Iterator[tuple[str, Widget]]:
        """What only she can know: a name and a field each."""
        raise NotImplementedError

    def hint(self) -> str:
        """The keys."""
        raise NotImplementedError

    def wanted(self) -> Wanted:
        """What she answered so far."""
        raise NotImplementedError

    def read(self, desk: Desk, wanted: Wanted) -> Found:
        """Read and rehearse; in a thread."""
        raise NotImplementedError

    def write(self, desk: Desk, found: Found) -> Written[str]:
        """Bring it in and say what was done; in a thread."""
        raise NotImplementedError

    def rows(self, found: Found) -> Iterable[Row]:
        """A line a part."""
        raise NotImplementedError

    def preview(self, found: Found) -> str:
        """What would happen."""
        raise NotImplementedError

    def has_news(self, found: Found) -> bool:
        """Whether there is anything to bring in."""
        return True

    def leave_out(self, part: str, found: Found) -> None:
        """Without this part, or with it again."""
        raise NotImplementedError

    def change(self, part: str, found: Found) -> None:
        """Ask what this part becomes."""
        raise NotImplementedError

    def let_go(self) -> None:
        """The dialog goes away: drop what is large and no thread still reads."""

    # -- the sheet -----------------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """The questions, the parts, what would happen."""
        with Vertical(classes="sheet"):
            yield Title(words(self.headline()))
            for name, field in self.questions():
                with Horizontal(classes="field -choice"):
                    yield Static(words(name))
                    yield field
            parts = RowList(id="columns")
            parts.add_class("tall")
            yield parts
            yield JobBar()
            yield Static("", id="preview")
            yield Static(words(self.hint()), classes="quiet")

    def on_mount(self) -> None:
        """Read it."""
        asked = self.query("ChoiceLine, LineInput")
        if asked:
            asked.first().focus()
        self.read_again()

    def on_unmount(self) -> None:
        """Let go of what was read: it may be large, and the next search for garbage far off."""
        self.found = self._reading = None
        self.let_go()

    @on(ChoiceLine.Chosen)
    @on(Input.Changed)
    def read_again(self) -> None:
        """Another answer is another file; of what is being brought in nothing can be answered any more."""
        if self._busy:
            return
        self.found = None
        self.say(_("Reading…"))
        self._reading = self.wanted()
        work = partial(self._read, self.app, self._reading, self._bar.begin())
        self.app.run_worker(work, group="review", thread=True, exclusive=True, exit_on_error=False)

    @property
    def _bar(self) -> JobBar:
        return self.query_one(JobBar)

    def _read(self, app: ObmApp, wanted: Wanted, progress: Progress) -> None:
        try:
            with job.own_desk(app, progress) as desk:
                found = self.read(desk, wanted)
        except Stopped:
            return  # for another answer, or because she left
        except Exception as error:
            app.call_from_thread(self._show, None, job.reason_of(error), wanted)
            return
        app.call_from_thread(self._show, found, "", wanted)

    def _show(self, found: Found | None, reason: str, wanted: Wanted) -> None:
        if self.answered or wanted != self._reading:
            return  # another answer was given meanwhile, and is being read
        self._bar.end()
        self.found = found
        if found is None:
            self.say(reason, problem=True)
            return
        self.query_one("#columns", RowList).put(list(self.rows(found)))
        self.say(self.preview(found))

    def say(self, text: str, *, problem: bool = False) -> None:
        """What would happen, or why it does not."""
        if not self.answered:
            self.query_one("#preview", Static).update(words((text, "$warning") if problem else text))

    # -- keys ----------------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Space is a letter where a text is typed; only what is being brought in can be stopped."""
        if action == "stop":
            return self._busy
        return action != "leave_out" or not isinstance(self.focused, Input)

    def action_move(self, count: int) -> None:
        """Another part."""
        self.query_one("#columns", RowList).move_cursor(count)

    def action_leave_out(self) -> None:
        """Without this part, or with it again."""
        part = self.query_one("#columns", RowList).current
        if part is not None and self.found is not None:
            self.leave_out(part, self.found)
            self.read_again()

    def action_change(self) -> None:
        """What this part becomes."""
        part = self.query_one("#columns", RowList).current
        if part is not None and self.found is not None:
            self.change(part, self.found)

    @on(Input.Submitted)
    def leave_field(self) -> None:
        """A text is typed: the next Enter brings it in, and the letters are keys again."""
        self.set_focus(None)

    def action_bring_in(self) -> None:
        """All of it, as one step; once it was read."""
        found = self.found
        if found is None or self._busy:
            return
        if not self.has_news(found):
            self.dismiss(None)
            return
        if self.app.writes.is_held:
            self.say(_("Something large is still being written: a moment, then enter again."), problem=True)
            return
        self._busy = True
        self.say(_("Bringing it in… s stops it · escape: go on working"))

        def work(desk: Desk) -> Written[str]:
            desk.backups.make()
            return self.write(desk, found)

        job.begin(self.app, work, self._brought_in, self._fail, self._bar.begin(outlives=True))

    def action_stop(self) -> None:
        """Stop what is being brought in: nothing of it will be there."""
        self._bar.stop()
        self.say(_("Stopping…"))

    def _fail(self, error: Exception) -> None:
        self._busy = False
        reason = job.reason_of(error)
        if self.answered:
            self.app.warn(reason)
            return
        if isinstance(error, Stopped):
            self.dismiss(None)
            self.app.flash(reason)
            return
        self._bar.end()
        self.found = None
        self.say(reason, problem=True)

    def _brought_in(self, said: str) -> None:
        self.dismiss(None)
        self.app.flash(said)

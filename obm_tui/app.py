"""The application: places, the queue of writes, what other programs changed, and how it ends."""

from __future__ import annotations

import contextlib
import gc
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import CancelledError
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual.actions import ActionParseResult
from textual.app import App
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.filter import LineFilter
from textual.notifications import SeverityLevel
from textual.theme import Theme
from textual.timer import Timer

from obm_tui import i18n, keys, labels, log, navigation
from obm_tui.config import Config
from obm_tui.desk import Desk
from obm_tui.domain.bands import Swimlanes
from obm_tui.domain.change import Change, Written
from obm_tui.domain.errors import Busy, ObmError
from obm_tui.domain.today import days_away
from obm_tui.i18n import _
from obm_tui.jobs import LateImport, WriteQueue
from obm_tui.navigation import Place, View
from obm_tui.screens import asking
from obm_tui.screens.outside import OutsideApp
from obm_tui.styles.themes import THEMES
from obm_tui.widgets.card_cell import Density
from obm_tui.widgets.chrome import WIDE, Keybar
from obm_tui.widgets.guard import TerminalGuard

if TYPE_CHECKING:
    from obm_tui.screens.inbox_watch import InboxWatch

REOPEN = 75
"""The exit code that asks to be opened again where it was (`EX_TEMPFAIL`)."""
OPEN_DEMO = 76
"""The exit code that asks for the demo."""
POLL_SECONDS = 1.8
FLASH_SECONDS = 4.0
Result = TypeVar("Result")


class ObmApp(OutsideApp):
    """obm-tui."""

    TITLE = "obm-tui"
    CSS_PATH = "styles/app.tcss"
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    """What is drawn line by line has no text to select, and a press on a message just gone would end the program."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key.key, key.action, key.label, show=False, id=key.id, priority=key.id in {"app.quit", "app.redraw"})
        for key in keys.KEYS
        if key.id.startswith("app.")
    ]

    def __init__(self, desk: Desk, config: Config, start: Place | None = None, view: View = View()) -> None:  # noqa: B008  # frozen
        super().__init__(desk, start)
        self.config = config
        self.keys = keys.keymapped(config.keys)
        density, swimlanes = view.density.upper(), view.swimlanes
        self.density = Density[density] if density in Density.__members__ else Density.ROOMY
        self.swimlanes = Swimlanes(swimlanes) if swimlanes in list(Swimlanes) else Swimlanes.NONE
        self.tells_story = tells_story(desk)
        self.crashed = False
        self.last_words = ""
        """What to say on the terminal once it is hers again."""
        # Nothing moves on the screen unless it changed: what scrolls is there at once.
        self.animation_level = "none"
        self._leaving = False
        self._guard = TerminalGuard()
        self.writes = WriteQueue()
        self._import = LateImport(desk.import_writes, self._tell_imported)
        self._inbox_watch: InboxWatch | None = None
        self._day = desk.clock.today()
        self._flash_timer: Timer | None = None
        self._flashing: tuple[Keybar, ...] = ()
        for theme in THEMES.values():
            self.register_theme(theme)
        self._wear(THEMES[config.theme])

    def _wear(self, theme: Theme) -> None:
        """Begin with a theme. Set as one sets it later, all CSS would be read a second time before the first rows."""
        self.set_reactive(App.theme, theme.name)
        self.stylesheet.set_variables(self.get_css_variables())
        self.set_class(theme.dark, "-dark-mode", update=False)
        self.set_class(not theme.dark, "-light-mode", update=False)

    # -- starting and ending ---------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Go to the first place; the rest comes after the first rows are shown."""
        self.install_signals()
        self.set_keymap(dict(self.config.keys))
        self.open_first_place()
        self.call_after_refresh(self._after_first_rows)

    def _after_first_rows(self) -> None:
        self._import.start()
        self.set_interval(POLL_SECONDS, self._poll, name="watch the file")
        for problem in self._start_problems():
            self.warn(problem)
        if not self.clients():
            asking.make_first_client(self)
        else:
            asking.reopen_form(self)

    def _begin_writing(self) -> None:
        self.writes.open()
        self._back_up()

    def _back_up(self) -> None:
        """A day's first opening makes a backup, in a thread with a connection of its own.

        What she does meanwhile waits for it: the file cannot be written while it is copied.
        """
        if self.tells_story or not self.desk.writable or not self.desk.backups.is_due():
            return

        from obm_tui.screens import job  # here: once a day

        def back_up(desk: Desk) -> Written[None]:
            desk.backups.make()
            return Written(None, Change())

        job.begin(self, back_up)

    def _start_problems(self) -> Iterable[str]:
        if self.config.problem:
            yield _("Your settings file could not be read; the usual settings are in use. {problem}").format(
                problem=self.config.problem
            )
        if unknown := keys.unknown_ids(self.config.keys):
            yield _("Your settings name keys that do not exist: {names}").format(names=", ".join(unknown))
        if not self.desk.writable:
            yield _("{path} is read-only: you can look, but nothing can be changed.").format(path=self.desk.path)

    def _tell_imported(self) -> None:
        # All that was imported stays: left out of every search for garbage, which would halt the keys for 50 ms each.
        gc.freeze()
        # Usually garbage is looked for after every 700 new objects; one key makes 2,000, and nearly all go at once.
        gc.set_threshold(10_000, 10, 10)
        gc.enable()
        # The app may be gone by then: who quits in the first second does not wait.
        with contextlib.suppress(RuntimeError, CancelledError):
            self.call_from_thread(self._begin_writing)

    def action_app_quit(self) -> None:
        """Leave; what was asked for and not written yet is written first. Asked twice, a job is not waited for."""
        if self.writes.is_held and not self._leaving:
            self._leaving = True
            self.notify(_("One moment: obm-tui closes once what is under way is written."))
            return
        self.finish()
        self.exit(0)

    def open_demo(self) -> None:
        """Leave for the demo, which has a file of its own."""
        self.finish()
        self.exit(return_code=OPEN_DEMO)

    def finish(self) -> None:
        """Write what was asked for and not written yet, and keep the state for the next start."""
        if len(self.writes) and self._import.finish(seconds=10):
            self.writes.open()
        self._keep_state()

    def _keep_state(self) -> None:
        """What is typed and where she is, for the next start."""
        from obm_tui.screens.dialogs.base import Drafted  # here: the first rows need no dialog

        for screen in self.screen_stack:
            if isinstance(screen, Drafted):
                screen.keep_draft()
        if not self.tells_story:  # the next start is in her own file again, and a story's day says nothing about hers
            self.remember_place()
            view = View(self.density.name.lower(), self.swimlanes.value)
            navigation.save(self.navigation.here, view, self.today())

    def _fatal_error(self) -> None:
        """Textual's end of an unexpected error: a report without local variables, then the program opens again.

        Its own version prints local variables, which hold what her clients do and earn.
        """
        if self.crashed:
            self._close_messages_no_wait()
            return
        self.crashed = True
        error = sys.exc_info()[1]
        report = log.write_report(error) if error is not None else ""
        sentence = _("Something went wrong. What was saved is safe; an open form was kept as a draft.")
        self.last_words = " ".join(filter(None, (sentence, report)))
        with contextlib.suppress(Exception):
            self._keep_state()
        self._close_messages_no_wait()

    # -- drawing ---------------------------------------------------------------------------------------------------

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's filters, and the last wall."""
        return [*super().get_line_filters(), self._guard]

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """A message is text, never markup."""
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)

    def warn(self, text: str) -> None:
        """Say what did not work."""
        self.notify(text, severity="warning", timeout=8)

    def flash(self, text: str, *, lasting: bool = False) -> None:
        """Say something in the last line for a few seconds, or until something else is said."""
        if self._flash_timer is not None:
            self._flash_timer.stop()
        self._end_flash()
        if not self.place_screen.stands:
            self.place_screen.call_later(self.flash, text, lasting=lasting)
            return
        # A dialog with keys of its own covers the place's: it says so too.
        in_front = () if self.screen is self.place_screen else tuple(self.screen.query(Keybar))
        self._flashing = (self.place_screen.keybar, *in_front)
        for keybar in self._flashing:
            keybar.flash(text)
        if not lasting:
            self._flash_timer = self.set_timer(FLASH_SECONDS, self._end_flash, name="end of a flash")

    def _end_flash(self) -> None:
        for keybar in self._flashing:
            keybar.flash("")
        self._flashing = ()

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """What cannot be carried out is said; nothing was changed by it."""
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except ObmError as problem:
            self.warn(labels.say(problem))
            return True

    # -- writing ---------------------------------------------------------------------------------------------------

    def write(
        self,
        verb: Callable[..., Change | Written[Any]],
        *args: object,
        then: Callable[[Any], None] | None = None,
        failed: Callable[[], None] | None = None,
    ) -> None:
        """Do something at the desk, in the order asked for; at once, or as soon as writing is possible.

        Args:
            verb: a method of a desk facet.
            args: its arguments.
            then: called with the value written, once every screen knows of it.
            failed: called where it was refused, after the reason was shown.
        """

        def run() -> None:
            try:
                result = verb(*args)
            except ObmError as problem:
                self.warn(labels.say(problem))
                if failed is not None:
                    failed()
                return
            change = result.change if isinstance(result, Written) else result
            self.publish(change)
            if change and not self._wide():
                with contextlib.suppress(Busy):
                    step = self.next_undo()
                    self.flash(labels.undo_hint(step) if step else "")
            if then is not None:
                then(result.value if isinstance(result, Written) else change)

        self.writes.put(run)

    def awaits_writing(self) -> bool:
        """In the first second: a form was answered, and stays until its text can be written."""
        return not self.writes.is_open and bool(getattr(self.screen, "is_saving", False))

    def _wide(self) -> bool:
        return self.size.width >= WIDE

    def publish(self, change: Change) -> None:
        """Tell every place that was opened, and the forms above it."""
        from obm_tui.screens.dialogs.base import Dialog  # here: the first rows need no dialog

        if change.touches("client"):
            self._clients = None
        for screen in self._places.values():
            screen.take(change)
        for form in self.screen_stack:
            if isinstance(form, Dialog):
                form.hear(change)

    def _poll(self) -> None:
        """What other programs changed, whether a new day began, and whether anybody still looks."""
        self.look_after_terminal()
        if not self.writes.is_held:
            self.publish_foreign()
        self._look_at_inbox()
        if self._day != self.today():
            self._day = self.today()
            self._word_anew()

    def _look_at_inbox(self) -> None:
        """What a phone wrote into her inbox file, if she has one."""
        if self.config.inbox_file:
            from obm_tui.screens.inbox_watch import InboxWatch  # late: most have none

            self._inbox_watch = self._inbox_watch or InboxWatch(self)
            self._inbox_watch.look()

    def publish_foreign(self) -> None:
        """Show what other programs, and jobs of this one, have changed."""
        try:
            change = self.desk.poll()
        except ObmError as problem:
            self.warn(labels.say(problem))
            return
        if change is not None:
            self._clients = None
            self.publish(change)
        if self.place_screen.stands and self.place_screen.stale:
            self.place_screen.reload()

    # -- jobs ------------------------------------------------------------------------------------------------------

    def begin_job(self) -> None:
        """A long job writes through a connection of its own: her keys wait in line behind it."""
        self.writes.hold()

    def end_job(self) -> None:
        """The job is over: do what was asked for meanwhile."""
        self.publish_foreign()
        self.writes.release()
        if self._leaving:
            self.action_app_quit()

    # -- what every place offers -----------------------------------------------------------------------------------

    def action_app_help(self) -> None:
        """All keys of this place."""
        asking.show_help(self)

    def action_app_palette(self) -> None:
        """Everything by name."""
        from obm_tui.palette import open_palette

        open_palette(self)

    def action_app_redraw(self) -> None:
        """Draw the window again, whatever another program wrote over it."""
        self.refresh(layout=True, repaint=True)
        self.screen.refresh(layout=True)
        for drawn in self.screen.query("*"):
            drawn.refresh()

    def choose_language(self, language: str) -> None:
        """Speak another language from now on."""
        i18n.use(language)
        self._word_anew()

    def _word_anew(self) -> None:
        """Every word and date again, in every place: the hidden ones keep lines drawn earlier."""
        for screen in self._places.values():
            if screen.stands:
                screen.relabel()
                screen.stale = True
        if self.place_screen.stands:
            self.place_screen.reload()

    def choose_theme(self, name: str) -> None:
        """Wear another theme from now on."""
        self.theme = THEMES[name].name
        for screen in self._places.values():
            if screen.stands:
                screen.relabel()


def tells_story(desk: Desk) -> bool:
    """Whether the file lives on a day of its own: the demo does."""
    return _story_day(desk) is not None


def _story_day(desk: Desk) -> date | None:
    """The day a story begins."""
    story = desk.files.meta().get("story_now", "")
    return datetime.fromisoformat(story).date() if story else None


def run_screens(path: Path, config: Config) -> int:
    """Open the file and fill the terminal until she leaves.

    Returns:
        The exit code; `REOPEN` where it ended by an unexpected error and should be opened again, `OPEN_DEMO` where
        she wants to see the demo.

    Raises:
        ObmError: the file cannot be opened; it was left as it was.
    """
    with Desk.open(path) as desk:
        state, today = navigation.load(), desk.clock.today()
        if (day := _story_day(desk)) is not None:
            # Her own last place and day say nothing about a story: the demo begins with its day.
            state = navigation.State(Place("today"), state.view, day)
        app = ObmApp(desk, config, navigation.first_place(state, today), state.view)
        app.days_away = days_away(state.opened_on, today)
        app.run()
        if app.last_words:
            # Not through Textual's console: it breaks or cuts a long path, which is there to be copied.
            print(app.last_words, file=sys.stderr)
        return REOPEN if app.crashed else (app.return_code or 0)

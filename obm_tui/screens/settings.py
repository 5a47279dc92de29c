"""Settings: the language and colours of this machine, the first day of her week."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import BindingType

from obm_tui import config, i18n, paths
from obm_tui.domain.change import Change
from obm_tui.domain.errors import N_
from obm_tui.i18n import _
from obm_tui.screens import asking
from obm_tui.screens.base import bindings
from obm_tui.screens.rows import RowsScreen
from obm_tui.widgets.chrome import Crumb
from obm_tui.widgets.row_list import Row

_WEEKDAYS = ("monday", "sunday", "saturday")
_LIMITS = {
    "doing_limit": N_("Doing: cards of your own at the most"),
    "week_limit": N_("This week: cards at the most"),
    "approve_limit": N_("To approve: cards at the most"),
    "waiting_limit": N_("Waiting: cards of one client at the most"),
    "doing_age": N_("Doing: old after so many working days"),
    "approve_age": N_("To approve: old after so many working days"),
    "week_age": N_("This week: old after so many working days"),
}
"""Where a lane begins to speak; each can be changed."""
_MOST = 30


class SettingsScreen(RowsScreen):
    """Enter goes to the next value, or opens what has none."""

    PLACE = "settings"
    TABLES = frozenset({"setting"})
    BINDINGS: ClassVar[list[BindingType]] = bindings("settings")

    def crumbs(self) -> tuple[Crumb, ...]:
        """`obm › Options`."""
        return (Crumb(_("Settings")),)

    def load(self, change: Change | None = None) -> None:
        """Every setting with its value."""
        languages = {"en": "English", "fr": "Français"}
        themes = {"dark": _("dark"), "light": _("light")}
        days = {"monday": _("Monday"), "sunday": _("Sunday"), "saturday": _("Saturday")}
        self.list.put(
            [
                Row(None, ((_("This computer"), "section"),), rule=True),
                self._row("language", _("Language"), languages[i18n.current()]),
                self._row("theme", _("Colours"), themes[self.app.config.theme]),
                self._row("keyboard", _("Keyboard check"), "", _("enter opens it")),
                self._row("inbox_file", _("Inbox file"), self.app.config.inbox_file or _("none")),
                self._row("launcher", _("Launcher"), "", _("enter puts it among your programs")),
                Row(None),
                Row(None, ((_("Your work, in the database: undo works here too"), "section"),), rule=True),
                self._row("week_start", _("The week begins on"), days[self._week_start()]),
                *(self._limit(name, words) for name, words in _LIMITS.items()),
                Row(None),
                Row(None, ((_("Where things are"), "section"),), rule=True),
                Row(None, ((f" {_('Database'):<24}", "quiet"), (str(self.app.desk.path), "plain"))),
                Row(None, ((f" {_('Settings file'):<24}", "quiet"), (str(paths.config_file()), "plain"))),
            ]
        )

    def _limit(self, name: str, words: str) -> Row:
        value = getattr(self.app.desk.triage.thresholds(), name)
        left = ((f" {_(words):<52}", "plain"), (str(value), "bright"))
        return Row(name, left, ((_("← → change it") + " ", "quiet"),))

    def action_cursor_left(self) -> None:
        """One less."""
        self._step_limit(-1)

    def action_cursor_right(self) -> None:
        """One more."""
        self._step_limit(1)

    def _step_limit(self, count: int) -> None:
        name = self.list.current
        if name in _LIMITS:
            value = getattr(self.app.desk.triage.thresholds(), name) + count
            if 1 <= value <= _MOST:
                self.app.write(self.app.desk.files.set, name, value)

    def _row(self, key: str, name: str, value: str, hint: str = "") -> Row:
        hint = hint or _("enter changes it")
        return Row(key, ((f" {name:<24}", "plain"), (value, "bright")), ((f"{hint} ", "quiet"),))

    def _week_start(self) -> str:
        value = self.app.desk.files.settings().get("week_start")
        return value if isinstance(value, str) and value in _WEEKDAYS else _WEEKDAYS[0]

    def action_place_enter(self) -> None:
        """The next value."""
        changes: dict[str, Callable[[], None]] = {
            "language": self._next_language,
            "theme": self._next_theme,
            "keyboard": lambda: asking.check_keyboard(self.app),
            "inbox_file": self._ask_inbox_file,
            "launcher": lambda: asking.put_launcher(self.app),
            "week_start": self._next_week_start,
        }
        key = self.list.current
        if key in _LIMITS:
            self._step_limit(1)
        elif key is not None:
            changes[key]()

    def _next_language(self) -> None:
        spoken = i18n.LANGUAGES[(i18n.LANGUAGES.index(i18n.current()) + 1) % len(i18n.LANGUAGES)]
        self._keep("language", spoken)
        self.app.choose_language(spoken)

    def _next_theme(self) -> None:
        theme = "light" if self.app.config.theme == "dark" else "dark"
        self._keep("theme", theme)
        self.app.choose_theme(theme)
        self.load()

    def _ask_inbox_file(self) -> None:
        """Which file a phone appends lines to."""
        from obm_tui.screens.dialogs.line import LineDialog

        def take(path: str | None) -> None:
            if path is not None:
                self._keep("inbox_file", path.strip())
                self.load()

        title = _("Text file in a synchronised folder, each line a card; empty for none")
        self.app.push_screen(LineDialog(title, self.app.config.inbox_file or ""), take)

    def _keep(self, name: str, value: str) -> None:
        try:
            self.app.config = config.save({name: value})
        except OSError as problem:
            reason = problem.strerror or str(problem)
            self.app.warn(_("The settings file could not be written: {reason}").format(reason=reason))

    def _next_week_start(self) -> None:
        day = _WEEKDAYS[(_WEEKDAYS.index(self._week_start()) + 1) % len(_WEEKDAYS)]
        self.app.write(self.app.desk.files.set, "week_start", day)

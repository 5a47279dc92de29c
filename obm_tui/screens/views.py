"""Saved views: choosing a client or a view, saving, renaming and deleting one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from obm_tui import fmt, labels
from obm_tui.domain.errors import Busy, ObmError
from obm_tui.domain.query import Scope
from obm_tui.domain.views import View
from obm_tui.i18n import _
from obm_tui.navigation import HOME, Place
from obm_tui.screens.filtered import FilteredScreen, read_filter

if TYPE_CHECKING:
    from obm_tui.app import ObmApp
    from obm_tui.screens.dialogs.pick import Choice

VIEW = "view:"
"""How the key of a view's choice begins."""
_CLIENT, _MANAGE = "client:", "manage"
_ALL_CLIENTS = frozenset({"board", "inbox", "scorecard", "waiting", "today"})
"""Places that can show every client."""


def view_choices(app: ObmApp, *, counted: bool = True) -> list[Choice]:
    """The saved views; each with how many cards the board shows with it, where that is asked for."""
    from obm_tui.screens.dialogs.pick import Choice

    scope = app.place_screen.scope
    found = []
    for view in _known(app):
        count = _count(app, view, scope) if counted else ""
        found.append(Choice(VIEW + view.name, view.name, note=f"{_('view')} {count:>5}", alias=view.text))
    return found


def _known(app: ObmApp) -> tuple[View, ...]:
    """The saved views; none from a busy file."""
    try:
        return app.desk.filters.views()
    except Busy:
        return ()


def _count(app: ObmApp, view: View, scope: Scope) -> str:
    try:
        return fmt.number(app.desk.filters.count(read_filter(app, view.text), scope))
    except ObmError:
        return "?"


def pick_client(app: ObmApp, screen: str) -> None:
    """Choose a client, all of them, or a saved view, and show that."""
    from obm_tui.screens.dialogs.pick import Choice, PickDialog

    clients = [
        Choice(_CLIENT + client.id, client.name, client.code, client.colour, _("client")) for client in app.clients()
    ]
    if screen in _ALL_CLIENTS:
        clients.insert(0, Choice(_CLIENT, _("All clients")))
    views = view_choices(app, counted=False) if screen != "scorecard" else []
    manage = [Choice(_MANAGE, _("Rename or delete a view"))] if views else []

    def take(key: str | None) -> None:
        if key is None:
            return
        value = key.partition(":")[2]
        if key == _MANAGE:
            manage_views(app)
        elif key.startswith(VIEW):
            open_view(app, value)
        else:
            app.go(Place("client" if screen == HOME else screen, value or None))

    def counted() -> list[Choice]:
        return [*clients, *view_choices(app), *manage]

    title = _("Client or view") if views else _("Client")
    dialog = PickDialog(title, [*clients, *views, *manage], anew=counted if views else None)
    app.push_screen(dialog, take)
    if views:
        # Counted once the names are there: of many cards the first count takes a moment.
        dialog.call_after_refresh(lambda: dialog.offer(counted()))


def open_view(app: ObmApp, name: str) -> None:
    """Narrow the list she is in by a view; the board, where she is in none."""
    try:
        wanted = read_filter(app, app.desk.filters.view(name).text)
    except ObmError as problem:
        app.warn(labels.say(problem))
        return
    if not isinstance(app.place_screen, FilteredScreen):
        app.go(Place("board", app.place_screen.client_id))
    screen = app.place_screen
    if isinstance(screen, FilteredScreen):
        screen.show_filtered(wanted)
        screen.go_to_found()


def save_view(app: ObmApp, text: str) -> None:
    """Ask for a name and keep the filter under it."""
    from obm_tui.screens.dialogs.line import LineDialog

    known = {view.name: view.text for view in _known(app)}
    before = next((name for name, kept in known.items() if kept == text), "")

    def say(name: str) -> None:
        is_other = known.get(name, text) != text
        saved = _("Saved: {name}. f shows it with your clients.")
        replaced = _("{name} is this filter now; u brings the earlier one back.")
        app.flash((replaced if is_other else saved).format(name=name))

    def take(name: str | None) -> None:
        if name is not None:
            app.write(app.desk.filters.save_view, name, text, then=say)

    app.push_screen(LineDialog(_("Save the filter as a view. Its name:"), before), take)


def manage_views(app: ObmApp) -> None:
    """Choose a view, then rename or delete it."""
    from obm_tui.screens.dialogs.pick import Choice, PickDialog

    def chosen(key: str | None) -> None:
        if key is None:
            return
        name = key.removeprefix(VIEW)
        offers = [Choice("rename", _("Rename it")), Choice("delete", _("Delete it"))]

        def take(what: str | None) -> None:
            if what == "delete":
                app.write(app.desk.filters.delete_view, name)
            elif what == "rename":
                _rename(app, name)

        app.push_screen(PickDialog(_("View: {name}").format(name=name), offers), take)

    app.push_screen(PickDialog(_("Which view?"), view_choices(app)), chosen)


def _rename(app: ObmApp, name: str, typed: str | None = None) -> None:
    """Ask for the view's new name; asked again, with what was `typed`, where there is one of that name."""
    from obm_tui.screens.dialogs.line import LineDialog

    def take(new_name: str | None) -> None:
        if new_name is not None:
            again = partial(_rename, app, name, new_name)
            app.write(app.desk.filters.rename_view, name, new_name, failed=again)

    app.push_screen(LineDialog(_("New name of the view {name}:").format(name=name), typed or name), take)

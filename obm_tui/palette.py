"""Everything by name: what can be done here first, then places, then clients; each with its direct key."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from obm_tui import keys
from obm_tui.i18n import _
from obm_tui.navigation import Place
from obm_tui.screens import asking
from obm_tui.screens.dialogs.pick import Choice, PickDialog

if TYPE_CHECKING:
    from obm_tui.app import ObmApp


def choices(app: ObmApp) -> dict[str, tuple[Choice, Callable[[], None]]]:
    """Every offer by its key: what is shown, and what it does."""
    screen, here = app.place_screen, app.navigation.here
    found: dict[str, tuple[Choice, Callable[[], None]]] = {}

    def run(action: str, *, of_app: bool) -> Callable[[], None]:
        target = app if of_app else screen

        def later() -> None:
            app.call_later(target.run_action, action)

        return later

    for key in keys.of_place(here.screen, app.keys):
        if key.palette:
            choice = Choice(f"key:{key.id}", keys.help_text(key), note=key.shown, alias=keys.label(key))
            found[choice.key] = (choice, run(key.action, of_app=key.id.startswith("app.")))
    check = Choice("check:keyboard", _("Keyboard check"))
    found[check.key] = (check, lambda: asking.check_keyboard(app))
    for sequence in keys.following("g"):
        words = _("Go to {place}").format(place=_(sequence.label))
        choice = Choice(f"go:{sequence.second}", words, note=f"g {sequence.second}")
        found[choice.key] = (choice, run(sequence.action, of_app=True))
    for client in app.clients():
        choice = Choice(f"client:{client.id}", client.name, client.code, client.colour, _("client"))

        def show(client_id: str = client.id) -> None:
            app.go(Place("client", client_id))

        found[choice.key] = (choice, show)
    return found


def open_palette(app: ObmApp) -> None:
    """Ask for a name and do what it says."""
    offers = choices(app)

    def take(key: str | None) -> None:
        if key is not None and key in offers:
            offers[key][1]()

    app.push_screen(PickDialog(_("All commands"), [choice for choice, _do in offers.values()]), take)

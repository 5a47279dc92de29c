"""Opening dialogs: one function a question, for every screen. Dialogs are imported when they are first asked for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from obm_tui import drafts, labels
from obm_tui.domain.cards import BOARD_LANES, Lane
from obm_tui.domain.clients import ClientRow
from obm_tui.domain.people import NewPerson, PersonKind
from obm_tui.i18n import _, ngettext
from obm_tui.navigation import HOME, Place

if TYPE_CHECKING:
    from obm_tui.app import ObmApp

_NEW = "new:"
_NOBODY = "nobody"
_ME = "me"
_SAFE_SCHEMES = frozenset({"http", "https", "mailto"})


def make_first_client(app: ObmApp) -> None:
    """No client yet: make the first one."""
    from obm_tui.screens.dialogs.client_form import ClientForm

    app.push_screen(ClientForm(None, first=True), lambda client_id: _show_client(app, client_id))


def edit_client(app: ObmApp, client: ClientRow | None) -> None:
    """Add a client, or edit one."""
    from obm_tui.screens.dialogs.client_form import ClientForm

    app.push_screen(ClientForm(client), lambda client_id: _show_client(app, client_id))


def _show_client(app: ObmApp, client_id: str | None) -> None:
    if client_id is not None and app.navigation.here.screen == HOME:
        app.place_screen.show_row(client_id)


def reopen_form(app: ObmApp) -> None:
    """A form that was open when the program ended unexpectedly opens again, with what was typed."""
    draft = drafts.pending()
    if draft is None:
        return
    if draft.form == "capture":
        write_down(app, Lane.INBOX, None)
    elif draft.form == "client":
        client = app.client(draft.target)
        if client is not None or not draft.target:
            edit_client(app, client)
    elif draft.form == "card" and draft.target in app.desk.cards.rows([draft.target]):
        edit_card(app, draft.target)


def write_down(app: ObmApp, lane: Lane, behind: str | None) -> None:
    """A new card."""
    from obm_tui.screens.dialogs.capture import CaptureDialog

    app.push_screen(CaptureDialog(app.place_screen.client_id, lane, behind))


def edit_card(app: ObmApp, card_id: str) -> None:
    """A card's fields."""
    from obm_tui.screens.dialogs.card_form import CardForm

    detail = app.desk.cards.detail(card_id)
    people = app.desk.clients.people()
    handle = next((f"@{person.handle}" for person in people if person.id == detail.row.owner_id), "")
    app.push_screen(CardForm(detail, handle))


def open_card(app: ObmApp, card_id: str, act: Callable[[str], Awaitable[None]]) -> None:
    """A card in full; `act` is handed the verb pressed there, as an action."""
    from obm_tui.screens.dialogs.card_view import CardView

    def take(action: str | None) -> None:
        if action:
            app.call_later(act, action)

    app.push_screen(CardView(app.desk.cards.detail(card_id)), take)


def bring_in_file(app: ObmApp) -> None:
    """Another tool's board."""
    from obm_tui.screens.dialogs.import_file import ImportDialog

    clients = app.clients()
    client = app.client(app.place_screen.client_id) or (clients[0] if len(clients) == 1 else None)
    app.push_screen(ImportDialog(client.code if client else ""))


def show_help(app: ObmApp) -> None:
    """All keys of this place."""
    from obm_tui.screens.dialogs.help import HelpDialog

    app.push_screen(HelpDialog(app.navigation.here.screen, app.keys))


def pick_client(app: ObmApp, screen: str) -> None:
    """Choose a client, or all, and show that screen for it."""
    from obm_tui.screens.dialogs.pick import Choice, PickDialog

    choices = [Choice(client.id, client.name, client.code, client.colour) for client in app.clients()]
    if screen in {"board", "inbox"}:
        choices.insert(0, Choice("", _("All clients")))

    def take(client_id: str | None) -> None:
        if client_id is not None:
            app.go(Place("client" if screen == HOME else screen, client_id or None))

    app.push_screen(PickDialog(_("Client"), choices), take)


def pick_person(app: ObmApp, title: str, client_id: str | None, take: Callable[[str | NewPerson | None], None]) -> None:
    """Choose somebody: the client's team first, with each one's load; a new name makes a new person."""
    from obm_tui.screens.dialogs.pick import Choice, PickDialog

    people = app.desk.clients.people(client_id)
    choices = [
        Choice(
            person.id,
            person.name,
            note="  ".join(
                part
                for part in (
                    person.client_code or "",
                    ngettext("{n} open card", "{n} open cards", person.open_cards).format(n=person.open_cards),
                )
                if part
            ),
        )
        for person in people
    ]
    if not any(person.is_me for person in people):
        choices.append(Choice(_ME, _("Me")))
    choices.append(Choice(_NOBODY, _("Nobody")))

    def invent(name: str) -> Choice:
        return Choice(_NEW + name, _("New person: {name}").format(name=name))

    def chosen(key: str | None) -> None:
        if key is None:
            return
        if key == _NOBODY:
            take(None)
        elif key == _ME:
            take(NewPerson(_("Me"), None, PersonKind.ME))
        elif key.startswith(_NEW):
            take(NewPerson(key.removeprefix(_NEW), client_id))
        else:
            take(key)

    app.push_screen(PickDialog(_("Delegate: {title}").format(title=title), choices, invent=invent), chosen)


def pick_target(app: ObmApp, title: str, typed: str, take: Callable[[Lane | str], None]) -> None:
    """Choose a lane, or another client; answers with the lane, or the client's key."""
    from obm_tui.screens.dialogs.pick import Choice, PickDialog

    lanes = [Choice(f"lane:{lane.value}", labels.lane(lane), note=_("lane")) for lane in (*BOARD_LANES, Lane.INBOX)]
    clients = [
        Choice(f"client:{client.id}", client.name, client.code, client.colour, _("client")) for client in app.clients()
    ]

    def chosen(key: str | None) -> None:
        if key is not None:
            kind, _colon, value = key.partition(":")
            take(Lane(value) if kind == "lane" else value)

    app.push_screen(PickDialog(_("Move: {title}").format(title=title), [*lanes, *clients], typed), chosen)


def is_safe_address(url: str) -> bool:
    """Whether an address may be handed to the browser: web and mail only, nothing hidden in it."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    plain = url.isprintable() and " " not in url
    return plain and parts.scheme.lower() in _SAFE_SCHEMES and parts.username is None and not url.startswith("-")


def open_link(app: ObmApp, card_id: str) -> None:
    """Open a card's address in the browser, and say which."""
    detail = app.desk.cards.detail(card_id)
    addresses = [detail.external_url, *(link.url for link in detail.links)]
    url = next((address for address in addresses if address and is_safe_address(address)), None)
    if url is None:
        app.flash(_("This card has no address to open."))
        return
    app.open_url(url)
    app.flash(_("Opened: {url}").format(url=url))

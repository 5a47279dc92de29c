"""Opening dialogs: one function a question, for every screen. Dialogs are imported when they are first asked for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from obm_tui import drafts, labels
from obm_tui.domain.cards import BOARD_LANES, REGISTERS, CardEdit, CardRow, Lane
from obm_tui.domain.clients import ClientRow
from obm_tui.domain.people import NewPerson, PersonKind, PersonRow
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


def pick_day(
    app: ObmApp,
    title: str,
    take: Callable[[CardEdit], None],
    *,
    due_on: date | None = None,
    on_empty: CardEdit | None = None,
) -> None:
    """Ask for a day in plain words, or none at all; `on_empty` is what Enter on an empty line means."""
    from obm_tui.screens.dialogs.when import NO_DATE, WhenDialog

    no_date = CardEdit(due_on=None, due_time=None)

    def answered(when: object) -> None:
        if when is NO_DATE:
            take(no_date)
        elif isinstance(when, CardEdit):
            take(when)

    usual = NO_DATE if on_empty == no_date else on_empty
    app.push_screen(WhenDialog(title, app.today(), due_on, usual), answered)


def is_me(app: ObmApp, person: str | NewPerson | None) -> bool:
    """Whether this is the one at the keyboard."""
    if isinstance(person, NewPerson):
        return person.kind is PersonKind.ME
    return any(known.is_me and known.id == person for known in app.desk.clients.people())


def pick_person(
    app: ObmApp,
    title: str,
    client_id: str | None,
    take: Callable[[str | NewPerson | None], None],
    first: Callable[[PersonRow], bool] = lambda _person: False,
) -> None:
    """Choose somebody: whom she chose last for this client, who is meant to be `first`, then the client's team.

    Each one wears the load; a new name makes a new person.
    """
    from obm_tui.screens.dialogs.pick import Choice, PickDialog

    last = app.remembered.get(client_id)
    people = sorted(app.desk.clients.people(client_id), key=lambda person: (not first(person), person.id != last))
    choices = [Choice(person.id, person.name, note=_load(person), alias=person.handle) for person in people]
    if not any(person.is_me for person in people):
        choices.append(Choice(_ME, _("Me"), alias="moi"))
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
            app.remembered[client_id] = key
            take(key)

    app.push_screen(PickDialog(title, choices, invent=invent), chosen)


def _load(person: PersonRow) -> str:
    cards = ngettext("{n} open card", "{n} open cards", person.open_cards).format(n=person.open_cards)
    return "  ".join(filter(None, (person.role, person.client_code, cards)))


def pick_target(
    app: ObmApp, title: str, typed: str, take: Callable[[Lane | str], None], twins: Sequence[CardRow] = ()
) -> None:
    """Choose a lane, another client, or a twin to merge with; answers with the lane, or with `client:` or `card:`."""
    from obm_tui.screens.dialogs.pick import Choice, PickDialog

    lanes = [
        Choice(f"lane:{lane.value}", labels.lane(lane), note=_("lane"))
        for lane in (*BOARD_LANES, Lane.INBOX, *REGISTERS)
    ]
    clients = [
        Choice(f"client:{client.id}", client.name, client.code, client.colour, _("client")) for client in app.clients()
    ]
    # Onto a twin: both become one card.
    alike = [
        Choice(f"card:{row.id}", row.title, row.client_code or "", row.client_colour, _("merge with this card"))
        for row in twins
    ]

    def chosen(key: str | None) -> None:
        if key is not None:
            kind, _colon, value = key.partition(":")
            take(Lane(value) if kind == "lane" else key)

    app.push_screen(PickDialog(_("Move: {title}").format(title=title), [*lanes, *clients, *alike], typed), chosen)


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

"""Opening dialogs: one function a question, for every screen. Dialogs are imported when they are first asked for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from obm_tui import drafts, fmt, labels, paths
from obm_tui.domain.cards import BOARD_LANES, REGISTERS, CardEdit, CardRow, Lane
from obm_tui.domain.change import Change
from obm_tui.domain.clients import ClientRow
from obm_tui.domain.contacts import NewContact
from obm_tui.domain.errors import Refused
from obm_tui.domain.people import NewPerson, PersonKind, PersonRow
from obm_tui.domain.pressure import LIMIT_OF
from obm_tui.domain.triage import TWIN, likeness
from obm_tui.domain.waits import NewWait
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

    def show(client_id: str | None) -> None:
        _open_page(app, client_id)
        if client_id is not None:
            # Once in a file's life, and never asked again.
            said = _("A window to double-click? ctrl+p, launcher")
            app.place_screen.call_after_refresh(app.flash, said)

    app.push_screen(ClientForm(None, first=True), show)


def edit_client(app: ObmApp, client: ClientRow | None, field: str = "name") -> None:
    """Add a client, or edit one, beginning with a field."""
    from obm_tui.screens.dialogs.client_form import ClientForm

    then = _open_page if client is None else _show_client
    app.push_screen(ClientForm(client, field=field), lambda client_id: then(app, client_id))


def edit_person(app: ObmApp, person_id: str) -> None:
    """Edit a person, unless gone meanwhile."""
    from obm_tui.screens.dialogs.person_form import PersonForm

    person = next((known for known in app.desk.clients.people() if known.id == person_id), None)
    if person is not None:
        app.push_screen(PersonForm(person))


def _open_page(app: ObmApp, client_id: str | None) -> None:
    """A client was added: its page says what it needs."""
    if client_id is not None:
        app.go(Place("client", client_id))


def _show_client(app: ObmApp, client_id: str | None) -> None:
    if client_id is not None and app.navigation.here.screen == HOME:
        app.place_screen.show_row(client_id)


def set_limit(app: ObmApp, client: ClientRow | None, name: str, reason: str, before: int) -> None:
    """From how many days on a reason speaks, for this client."""

    def keep(days: int) -> None:
        if client is not None:
            app.write(app.desk.files.set, name, days, client.id)

    title = _("{client}: {reason}. Red beyond how many days?")
    title = title.format(client=client.code if client else "", reason=reason)
    _ask_limit(app, title, before, 0, _("A limit is a number of days: 10 is expected."), keep)


def set_lane_limit(app: ObmApp, lane: Lane, before: int) -> None:
    """How many cards a lane holds before it speaks."""

    def keep(cards: int) -> None:
        app.write(app.desk.files.set, LIMIT_OF[lane], cards)

    title = _("{lane}: how many cards at the most?").format(lane=labels.lane(lane))
    _ask_limit(app, title, before, 1, _("A limit is a number of cards: 3 is expected."), keep)


def _ask_limit(app: ObmApp, title: str, before: int, least: int, expected: str, keep: Callable[[int], None]) -> None:
    """Ask for a number below a thousand; anything else is answered with what was `expected`."""
    from obm_tui.screens.dialogs.line import LineDialog

    def take(text: str | None) -> None:
        if text is None:
            return
        number = text.strip()
        if number.isascii() and number.isdigit() and least <= int(number) < 1000:
            keep(int(number))
        else:
            app.warn(expected)

    app.push_screen(LineDialog(title, str(before)), take)


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
    elif draft.form == "person":
        edit_person(app, draft.target)
    elif draft.form == "card" and draft.target in app.desk.cards.rows([draft.target]):
        edit_card(app, draft.target)


def write_down(app: ObmApp, lane: Lane, behind: str | None) -> None:
    """A new card."""
    from obm_tui.screens.dialogs.capture import CaptureDialog

    screen = app.place_screen
    app.push_screen(CaptureDialog(screen.client_id, lane, behind, screen.marks_of_new_card()))


def edit_card(app: ObmApp, card_id: str) -> None:
    """A card's fields."""
    from obm_tui.screens.dialogs.card_form import CardForm

    detail = app.desk.cards.detail(card_id)
    people = app.desk.clients.people()
    handle = next((f"@{person.handle}" for person in people if person.id == detail.row.owner_id), "")
    app.push_screen(CardForm(detail, handle))


def open_metric(app: ObmApp, metric_id: str) -> None:
    """A number in full, unless gone meanwhile."""
    from obm_tui.screens.dialogs.metric_view import MetricView

    score = next((found for found in app.desk.metrics.scores() if found.metric.id == metric_id), None)
    if score is not None:
        app.push_screen(MetricView(score))


def check_keyboard(app: ObmApp) -> None:
    """Which keys arrive."""
    from obm_tui.screens.dialogs.keyboard_check import KeyboardCheck

    app.push_screen(KeyboardCheck())


def put_launcher(app: ObmApp) -> None:
    """Put something to double-click among her programs."""
    from obm_tui import launcher

    try:
        planned = launcher.plan()
        launcher.write(planned)
    except Refused as problem:
        app.warn(labels.say(problem))
    except OSError as problem:
        app.warn(_("The system refused: {reason}.").format(reason=problem.strerror or problem))
    else:
        app.flash(_("A launcher is there now: {path}").format(path=paths.shown(planned.path)))


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
    """Choose a client, all, or a saved view, and show that screen for it."""
    from obm_tui.screens import views

    views.pick_client(app, screen)


def pick_day(
    app: ObmApp,
    title: str,
    take: Callable[[CardEdit], None],
    *,
    due_on: date | None = None,
    differ: bool = False,
    on_empty: CardEdit | None = None,
) -> None:
    """Ask for a day in plain words, or none at all.

    `due_on` is the present one, unless several `differ`; `on_empty` is what Enter on an empty line means.
    """
    from obm_tui.screens.dialogs.when import NO_DATE, WhenDialog

    no_date = CardEdit(due_on=None, due_time=None)

    def answered(when: object) -> None:
        if when is NO_DATE:
            take(no_date)
        elif isinstance(when, CardEdit):
            take(when)

    usual = NO_DATE if on_empty == no_date else on_empty
    app.push_screen(WhenDialog(title, app.today(), due_on, usual, differ=differ), answered)


def note_time(app: ObmApp, client_id: str, title: str) -> None:
    """Ask for time worked for a client; it is of today."""
    from obm_tui.domain.hours import NewTime, parse_duration
    from obm_tui.screens.dialogs.line import LineDialog

    today = app.today()

    def take(text: str | None) -> None:
        if text and text.strip():
            app.write(app.desk.hours.add, NewTime(client_id, today, parse_duration(text)))

    app.push_screen(LineDialog(title, read=lambda text: fmt.duration(parse_duration(text))), take)


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


def describe_wait(
    app: ObmApp, title: str, keys: list[str], who: str | NewPerson | None, *, then: Callable[[Change], None]
) -> None:
    """Ask what these cards wait for, until when, and by which channel it was asked; then they wait."""
    from obm_tui.screens.dialogs.awaited import AwaitDialog

    row = app.desk.cards.rows(keys).get(keys[0]) if len(keys) == 1 else None
    channel = next((person.channel for person in app.desk.clients.people() if person.id == who), "")
    usual = NewWait(who, row.title if row else "", row.due_on if row else None, channel)

    def save(wait: NewWait, form: AwaitDialog) -> None:
        def begun(change: Change) -> None:
            form.close_saved(None)
            then(change)

        app.write(app.desk.waits.begin, keys, wait, then=begun, failed=form.may_save_again)

    app.push_screen(AwaitDialog(title, keys[0], usual, save))


def _load(person: PersonRow) -> str:
    cards = ngettext("{n} open card", "{n} open cards", person.open_cards).format(n=person.open_cards)
    return "  ".join(filter(None, (person.role, person.client_code, cards)))


def pick_target(
    app: ObmApp,
    title: str,
    typed: str,
    take: Callable[[Lane | str], None],
    card: CardRow | None = None,
    alike: Sequence[CardRow] = (),
) -> None:
    """Choose a lane, another client, or what to merge this card with: its twins stand first, the merely alike last.

    Answers with the lane, or with `client:` or `card:`.
    """
    from obm_tui.screens.dialogs.pick import Choice, PickDialog

    lanes = [
        Choice(f"lane:{lane.value}", labels.lane(lane), note=_("lane"))
        for lane in (*BOARD_LANES, Lane.INBOX, *REGISTERS)
    ]
    clients = [
        Choice(f"client:{client.id}", client.name, client.code, client.colour, _("client")) for client in app.clients()
    ]
    twins: list[Choice] = []
    others: list[Choice] = []
    for other in alike:
        name = _("Merge with: {title}").format(title=other.title)
        choice = Choice(f"card:{other.id}", name, other.client_code or "", other.client_colour)
        (twins if card is not None and likeness(card.title, other.title) >= TWIN else others).append(choice)

    def chosen(key: str | None) -> None:
        if key is not None:
            kind, _colon, value = key.partition(":")
            take(Lane(value) if kind == "lane" else key)

    choices = [*twins, *lanes, *clients, *others]
    app.push_screen(PickDialog(_("Move: {title}").format(title=title), choices, typed), chosen)


def note_contact(
    app: ObmApp,
    client_id: str | None,
    *,
    gist: str = "",
    card_id: str | None = None,
    then: Callable[[NewContact, Callable[[object], None], Callable[[], None]], None] | None = None,
) -> None:
    """Note an exchange in the journal, asking for the client where none is known.

    `then` does the saving in place of the journal's own: it is handed what was noted, what closes the form, and what
    lets her try again.
    """
    if client_id is None:
        _pick_whom_she_spoke_with(app, lambda found: note_contact(app, found, gist=gist, card_id=card_id, then=then))
        return
    from obm_tui.screens.dialogs.journal import JournalDialog

    client = app.client(client_id)
    people = app.desk.clients.people(client_id)
    owner = next((one for one in people if one.client_id == client_id and one.kind is PersonKind.OWNER), None)
    before = NewContact(gist, client_id, card_id=card_id, channel=owner.channel if owner else "")
    title = _("Journal: {client}").format(client=client.name if client else "")

    def save(noted: NewContact, form: JournalDialog) -> None:
        def close(_done: object) -> None:
            form.close_saved(None)
            app.flash(_("Noted in the journal."))

        if then is not None:
            then(noted, close, form.may_save_again)
        else:
            app.write(app.desk.contacts.add, noted, then=close, failed=form.may_save_again)

    app.push_screen(JournalDialog(title, before, f"@{owner.handle}" if owner else "", save))


def _pick_whom_she_spoke_with(app: ObmApp, take: Callable[[str], None]) -> None:
    from obm_tui.screens.dialogs.pick import Choice, PickDialog

    choices = [Choice(client.id, client.name, client.code, client.colour) for client in app.clients()]

    def answered(client_id: str | None) -> None:
        if client_id is not None:
            take(client_id)

    app.push_screen(PickDialog(_("An exchange with which client?"), choices), answered)


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

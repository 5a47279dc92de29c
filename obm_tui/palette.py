"""Everything by name, each with its key, in the order of `Kind`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import IntEnum
from functools import partial
from typing import TYPE_CHECKING

from obm_tui import keys, navigation
from obm_tui.desk.search import cards_of
from obm_tui.domain.cards import CardRow
from obm_tui.domain.errors import ObmError
from obm_tui.i18n import _
from obm_tui.navigation import Place
from obm_tui.screens import asking, views
from obm_tui.screens.chosen import ChosenCards
from obm_tui.screens.dialogs.pick import Choice, PickDialog
from obm_tui.screens.metric_verbs import begin_round

if TYPE_CHECKING:
    from obm_tui.app import ObmApp

Offers = dict[str, tuple[Choice, Callable[[], None]]]
"""What is shown and what it does, by the key of the choice."""


class Kind(IntEnum):
    """What is offered, in the order it stands in."""

    RECENT = 0
    """What she chose last, whatever it is."""
    ACTION = 1
    CLIENT = 2
    PERSON = 3
    PROJECT = 4
    CARD = 5
    """Only with words typed, those that have them."""
    VIEW = 6
    HELP = 7


CARDS = 8
"""Cards that are offered for what was typed."""
_LIKELY = 60
"""Hits of any kind to find those cards among."""
_CARD = "card:"


def choices(app: ObmApp) -> Offers:
    """Every offer but the cards."""
    return {**_actions(app), **_known(app), **_places(app), **_help(app)}


def _run(app: ObmApp, action: str, *, of_app: bool) -> Callable[[], None]:
    target = app if of_app else app.place_screen

    def later() -> None:
        app.call_later(target.run_action, action)

    return later


def _actions(app: ObmApp) -> Offers:
    """What can be done here."""
    here = app.navigation.here
    found: Offers = {}
    for key in keys.of_place(here.screen, app.keys):
        if key.palette:
            choice = Choice(
                f"key:{key.id}", keys.help_text(key), note=key.shown, alias=keys.label(key), kind=Kind.ACTION
            )
            found[choice.key] = (choice, _run(app, key.action, of_app=key.id.startswith("app.")))
    if here.screen not in keys.SCORECARD:
        due = Choice("round", _("KPI round: every number that is due, one by one"), note="g k w", kind=Kind.ACTION)
        found[due.key] = (due, lambda: begin_round(app, here.client_id))
    return found


def _places(app: ObmApp) -> Offers:
    """Screens and saved views."""
    found: Offers = {}
    for sequence in keys.following("g"):
        words = _("Go to {place}").format(place=_(sequence.label))
        choice = Choice(f"go:{sequence.second}", words, note=f"g {sequence.second}", kind=Kind.VIEW)
        found[choice.key] = (choice, _run(app, sequence.action, of_app=True))
    for choice in (replace(view, kind=Kind.VIEW) for view in views.view_choices(app, counted=False)):
        found[choice.key] = (choice, partial(views.open_view, app, choice.key.removeprefix(views.VIEW)))
    return found


def _known(app: ObmApp) -> Offers:
    """Clients, people, projects."""
    found: Offers = {}
    clients = {client.id: client for client in app.clients()}
    for client in clients.values():
        choice = Choice(f"client:{client.id}", client.name, client.code, client.colour, _("client"), kind=Kind.CLIENT)
        found[choice.key] = (choice, partial(app.go, Place("client", client.id)))
    try:
        people, projects = app.desk.clients.people(), app.desk.clients.projects()
    except ObmError:  # a busy file: everything else can be had
        return found
    for person in people:
        of = clients.get(person.client_id or "")
        code, colour = (of.code, of.colour) if of else ("", None)
        choice = Choice(f"person:{person.id}", person.name, code, colour, _("person"), person.handle, Kind.PERSON)
        found[choice.key] = (choice, partial(asking.edit_person, app, person.id))
    for project in projects:
        of = clients.get(project.client_id)
        code, colour = (of.code, of.colour) if of else ("", None)
        choice = Choice(f"project:{project.id}", project.title, code, colour, _("project"), kind=Kind.PROJECT)
        found[choice.key] = (choice, partial(app.go, Place("board", project.client_id)))
    return found


def _help(app: ObmApp) -> Offers:
    """Help, and what sets the program up."""
    shown = next(key.shown for key in keys.of_place(app.navigation.here.screen, app.keys) if key.id == "app.help")
    offers: tuple[tuple[Choice, Callable[[], None]], ...] = (
        (Choice("help", _("All keys of this screen"), note=shown), partial(asking.show_help, app)),
        (Choice("check:keyboard", _("Keyboard check")), partial(asking.check_keyboard, app)),
        (Choice("launcher", _("Put a launcher for obm-tui among your programs")), partial(asking.put_launcher, app)),
    )
    return {choice.key: (replace(choice, kind=Kind.HELP), do) for choice, do in offers}


def _card(row: CardRow) -> Choice:
    return Choice(_CARD + row.id, row.title, row.client_code or "", row.client_colour, _("card"), kind=Kind.CARD)


def _open_card(app: ObmApp, card_id: str) -> None:
    screen = app.place_screen
    if isinstance(screen, ChosenCards):
        screen.open_card(card_id)
    else:
        asking.edit_card(app, card_id)


def _find_cards(app: ObmApp, typed: str) -> list[Choice]:
    """The cards that have these words; none from a busy file, or where there is no index."""
    try:
        found = cards_of(app.desk.search.find(typed, limit=_LIKELY))[:CARDS]
        rows = app.desk.cards.rows(found)
    except ObmError:
        return []
    return [_card(rows[key]) for key in found if key in rows]


def _recent_first(app: ObmApp, offers: Offers) -> list[Choice]:
    """What she chose last, as far as it can be had here, then all the rest."""
    recent = navigation.recent()
    try:
        rows = app.desk.cards.rows([key.removeprefix(_CARD) for key in recent if key.startswith(_CARD)])
    except ObmError:
        rows = {}
    known = {key: choice for key, (choice, _do) in offers.items()}
    known |= {_CARD + key: _card(row) for key, row in rows.items()}
    first = [replace(known.pop(key), kind=Kind.RECENT) for key in recent if key in known]
    return [*first, *(choice for key, choice in known.items() if key in offers)]


def open_palette(app: ObmApp) -> None:
    """Ask for a name and do what it says."""
    offers = choices(app)

    def take(key: str | None) -> None:
        if key is None:
            return
        if not app.tells_story:  # a story's cards and people are not in her own file
            navigation.note_choice(key)
        if key.startswith(_CARD):
            _open_card(app, key.removeprefix(_CARD))
        elif key in offers:
            offers[key][1]()

    app.push_screen(PickDialog(_("All commands"), _recent_first(app, offers), find=partial(_find_cards, app)), take)

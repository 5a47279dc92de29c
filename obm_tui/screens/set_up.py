"""The set-up list of a new client's page: what is missing, and Enter that asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from obm_tui import fmt
from obm_tui.domain.cards import Lane
from obm_tui.domain.errors import N_
from obm_tui.domain.people import parse_team
from obm_tui.domain.set_up import PUT_AWAY, SetUpFacts, SetUpLine, lines_of
from obm_tui.i18n import _, ngettext
from obm_tui.screens import asking, metric_verbs
from obm_tui.widgets.paint import clip
from obm_tui.widgets.row_list import Row

if TYPE_CHECKING:
    from obm_tui.app import ObmApp
    from obm_tui.domain.clients import ClientRow

SET_UP = "setup"
"""What the keys of these lines begin with."""
_NAMES = {
    SetUpLine.OWNER: (N_("Owner"), N_("who runs the business, and is asked and told")),
    SetUpLine.NUMBERS: (N_("Numbers"), N_("the pack of its kind of business, changed at will")),
    SetUpLine.TEAM: (N_("Team"), N_("who works there, in one line")),
    SetUpLine.CARDS: (N_("Cards"), N_("what is going on: from its own tool, or typed")),
    SetUpLine.COURSE: (N_("Course"), N_("compass, priorities, rhythm of contact")),
    SetUpLine.EXCHANGE: (N_("Last exchange"), N_("when and what: the reminder counts from there")),
    SetUpLine.HOURS: (N_("Hours"), N_("what you have done for it this month already")),
}
_FILE, _TYPED = "file", "typed"


def set_up_rows(facts: SetUpFacts, put_away: frozenset[str], width: int) -> list[Row]:
    """The list; what she put away is not on it."""
    lines = [(line, done) for line, done in lines_of(facts) if line.value not in put_away]
    missing = sum(not done for _line, done in lines)
    words = ngettext("{n} line to go", "{n} lines to go", missing).format(n=missing)
    rows = [Row(None, ((_("Set-up"), "section"),), ((words, "section"),), rule=True)]
    for line, done in lines:
        name, what = _NAMES[line]
        if done:
            rows.append(Row(None, ((" ✓ ", "green"), (_(name), "quiet"))))
        else:
            text = clip(_(what), max(10, width - 22))
            rows.append(
                Row(f"{SET_UP}:{line.value}", ((" ○ ", "plain"), (f"{_(name):<17}", "bright"), (text, "quiet")))
            )
    return rows


def line_of(key: str | None) -> SetUpLine | None:
    """The line under the cursor."""
    kind, _colon, name = (key or "").partition(":")
    return SetUpLine(name) if kind == SET_UP else None


def put_away_of(app: ObmApp, client_id: str) -> frozenset[str]:
    """The lines she does not want for this client."""
    kept = app.desk.files.settings(client_id).get(PUT_AWAY)
    return frozenset(map(str, kept)) if isinstance(kept, list) else frozenset()


def put_away(app: ObmApp, client: ClientRow, line: SetUpLine) -> None:
    """Ask for this no more."""
    names = sorted(put_away_of(app, client.id) | {line.value})
    app.write(app.desk.files.set, PUT_AWAY, names, client.id)


def do(app: ObmApp, client: ClientRow, line: SetUpLine) -> None:
    """Ask for what a line is about."""
    match line:
        case SetUpLine.OWNER:
            _ask_owner(app, client)
        case SetUpLine.NUMBERS:
            metric_verbs.add(app, client.id, lambda _metric: None)
        case SetUpLine.TEAM:
            _ask_team(app, client)
        case SetUpLine.CARDS:
            _ask_cards(app, client)
        case SetUpLine.COURSE:
            asking.edit_client(app, client, "compass")
        case SetUpLine.EXCHANGE:
            asking.note_contact(app, client.id)
        case SetUpLine.HOURS:
            _ask_month(app, client)


def _ask_owner(app: ObmApp, client: ClientRow) -> None:
    from obm_tui.domain.people import NewPerson, PersonKind
    from obm_tui.screens.dialogs.line import LineDialog

    def take(name: str | None) -> None:
        if name and name.strip():
            app.write(app.desk.clients.add_person, NewPerson(name, client.id, PersonKind.OWNER))

    app.push_screen(LineDialog(_("Who runs {client}?").format(client=client.name)), take)


def _ask_team(app: ObmApp, client: ClientRow) -> None:
    from obm_tui.screens.dialogs.line import LineDialog

    def take(text: str | None) -> None:
        members = parse_team(text or "")
        if members:
            app.write(app.desk.clients.add_team, client.id, members)

    title = _("Who works for {client}? Julie Marchand (video), Nadir (web)").format(client=client.name)
    app.push_screen(LineDialog(title), take)


def _ask_month(app: ObmApp, client: ClientRow) -> None:
    title = _("Hours done for {client} in {month} so far: 12h30, 12.5")
    asking.note_time(app, client.id, title.format(client=client.name, month=fmt.month(app.today())))


def _ask_cards(app: ObmApp, client: ClientRow) -> None:
    from obm_tui.screens.dialogs.import_file import ImportDialog
    from obm_tui.screens.dialogs.pick import Choice, PickDialog

    choices = [
        Choice(_FILE, _("From a file of its tool: Trello, Asana, ClickUp, Notion, a table…"), note="ctrl+o"),
        Choice(_TYPED, _("Typed or pasted, a card a line"), note="n"),
    ]

    def take(key: str | None) -> None:
        if key == _FILE:
            app.push_screen(ImportDialog(client.code, is_said=True))
        elif key == _TYPED:
            _write_cards(app, client)

    app.push_screen(PickDialog(_("The first cards of {client}").format(client=client.name), choices), take)


def _write_cards(app: ObmApp, client: ClientRow, written: int = 0) -> None:
    """Ask for one card after another, until an empty line."""
    from obm_tui.screens.dialogs.capture import CaptureDialog

    title = _("Cards of {client}").format(client=client.name)
    if written:
        title += " · " + ngettext("{n} written down", "{n} written down", written).format(n=written)

    def go_on(card_id: str | None) -> None:
        if card_id is not None:
            _write_cards(app, client, written + 1)

    app.push_screen(CaptureDialog(client.id, Lane.INBOX, title=title), go_on)

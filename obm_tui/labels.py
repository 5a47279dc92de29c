"""Words for every member of the domain, and sentences for errors and notes. Translated when called, never at import."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from obm_tui.domain.cards import COLUMN, Lane
from obm_tui.domain.clients import ClientStatus
from obm_tui.domain.contacts import ContactKind
from obm_tui.domain.errors import N_, NC_, ObmError
from obm_tui.domain.people import PersonKind
from obm_tui.domain.projects import ProjectStatus
from obm_tui.domain.steps import Origin, StepKind, StepRow
from obm_tui.domain.text import clean_line
from obm_tui.i18n import _, ngettext, pgettext

if TYPE_CHECKING:
    from obm_tui.domain.imports import Note

LANES = {
    Lane.INBOX: NC_("lane", "Inbox"),
    Lane.BACKLOG: NC_("lane", "Backlog"),
    Lane.WEEK: NC_("lane", "This week"),
    Lane.DOING: NC_("lane", "Doing"),
    Lane.WAITING: NC_("lane", "Waiting"),
    Lane.APPROVE: NC_("lane", "To approve"),
    Lane.DONE: NC_("lane", "Done"),
    Lane.DROPPED: NC_("lane", "Dropped"),
    Lane.QUESTION: NC_("lane", "To settle"),
    Lane.IDEA: NC_("lane", "Idea lot"),
    Lane.RISK: NC_("lane", "Risks & hiccups"),
}
CLIENT_STATUSES = {
    ClientStatus.PROSPECT: N_("prospect"),
    ClientStatus.ONBOARDING: N_("onboarding"),
    ClientStatus.ACTIVE: N_("active"),
    ClientStatus.PAUSED: N_("paused"),
    ClientStatus.OFFBOARDING: N_("off-boarding"),
    ClientStatus.FORMER: N_("former"),
}
PERSON_KINDS = {
    PersonKind.ME: N_("me"),
    PersonKind.OWNER: N_("business owner"),
    PersonKind.VA: N_("assistant"),
    PersonKind.FREELANCER: N_("freelancer"),
    PersonKind.EMPLOYEE: N_("employee"),
    PersonKind.SUPPLIER: N_("supplier"),
    PersonKind.PEER: N_("peer"),
}
PROJECT_STATUSES = {
    ProjectStatus.IDEA: NC_("project", "idea"),
    ProjectStatus.PLANNED: NC_("project", "planned"),
    ProjectStatus.RUNNING: NC_("project", "running"),
    ProjectStatus.BLOCKED: NC_("project", "blocked"),
    ProjectStatus.PAUSED: NC_("project", "paused"),
    ProjectStatus.CLOSING: NC_("project", "closing"),
    ProjectStatus.CLOSED: NC_("project", "closed"),
    ProjectStatus.CANCELLED: NC_("project", "cancelled"),
}
CONTACT_KINDS = {
    ContactKind.EXCHANGE: NC_("contact", "exchange"),
    ContactKind.NUDGE: NC_("contact", "nudge"),
    ContactKind.NOTE: NC_("contact", "note"),
    ContactKind.THANKS: NC_("contact", "thanks"),
    ContactKind.END_RUN: NC_("contact", "end-run"),
}
LACKING = {"owner": N_("owner"), "due": N_("due date"), "done_means": N_("what done means")}
ORIGINS = {
    Origin.USER: N_("here"),
    Origin.CLI: N_("command line"),
    Origin.SYSTEM: N_("by itself"),
}


def lane(value: Lane, *, short: bool = False) -> str:
    """The name of a lane; short where it has one for little room."""
    if short and value is Lane.WEEK:
        return pgettext("short lane", "This week")
    return pgettext("lane", LANES[value])


def client_status(value: ClientStatus) -> str:
    """Where a client stands."""
    return _(CLIENT_STATUSES[value])


def person_kind(value: PersonKind) -> str:
    """What a person is to her."""
    return _(PERSON_KINDS[value])


def project_status(value: ProjectStatus) -> str:
    """Where a project stands."""
    return pgettext("project", PROJECT_STATUSES[value])


def contact_kind(value: ContactKind) -> str:
    """What an entry of the journal is."""
    return pgettext("contact", CONTACT_KINDS[value])


def origin(value: Origin) -> str:
    """Who made a step."""
    return _(ORIGINS[value])


# A function a label, because a language may need the count to choose the form.
STEPS: dict[str, Callable[[int], str]] = {
    "card.added": lambda n: ngettext("card added", "{n} cards added", n),
    "card.archived": lambda n: ngettext("card archived", "{n} cards archived", n),
    "card.delegated": lambda n: ngettext("card delegated", "{n} cards delegated", n),
    "card.done": lambda n: ngettext("card done", "{n} cards done", n),
    "card.dropped": lambda n: ngettext("card dropped", "{n} cards dropped", n),
    "card.edited": lambda n: ngettext("card edited", "{n} cards edited", n),
    "card.imported": lambda n: ngettext("board imported, {n} card", "board imported, {n} cards", n),
    "card.awaited": lambda n: ngettext("card waiting", "{n} cards waiting", n),
    "card.kept": lambda n: ngettext("card kept", "{n} cards kept", n),
    "card.merged": lambda n: ngettext("cards merged", "cards merged", n),
    "card.noted": lambda n: ngettext("card noted in the journal", "{n} cards noted in the journal", n),
    "card.registered": lambda n: ngettext("card set aside", "{n} cards set aside", n),
    "card.snoozed": lambda n: ngettext("card asleep", "{n} cards asleep", n),
    "card.swept": lambda n: ngettext("late card re-dated", "{n} late cards re-dated", n),
    "card.taken": lambda n: ngettext("card taken", "{n} cards taken", n),
    "card.moved": lambda n: ngettext("card moved", "{n} cards moved", n),
    "card.planned": lambda n: ngettext("card re-dated", "{n} cards re-dated", n),
    "checklist_item.ticked": lambda n: ngettext("line ticked", "{n} lines ticked", n),
    "client.added": lambda n: ngettext("client added", "{n} clients added", n),
    "client.edited": lambda n: ngettext("client edited", "{n} clients edited", n),
    "comment.added": lambda n: ngettext("comment added", "{n} comments added", n),
    "contact.added": lambda n: ngettext("journal entry", "{n} journal entries", n),
    "person.edited": lambda n: ngettext("person edited", "{n} people edited", n),
    "waiting.nudged": lambda n: ngettext("nudge noted", "{n} nudges noted", n),
    "demo.made": lambda _n: _("demo made"),
    "person.added": lambda n: ngettext("person added", "{n} people added", n),
    "setting.changed": lambda n: ngettext("setting changed", "{n} settings changed", n),
}


def step(row: StepRow) -> str:
    """What a step did: `CAP card moved`."""
    make = STEPS.get(row.label)
    words = make(row.count).format(n=row.count) if make else row.label
    return f"{row.client_code} {words}" if row.client_code else words


def step_kind(row: StepRow) -> str:
    """Whether a step did something, took back or did again; empty for the first."""
    kinds = {StepKind.DO: "", StepKind.UNDO: _("undone"), StepKind.REDO: _("done again")}
    return kinds[row.kind]


def undo_hint(row: StepRow) -> str:
    """The footer's sentence: `u undoes: CAP card moved`."""
    return _("u undoes: {step}").format(step=step(row))


def nudges(count: int, *, short: bool = False) -> str:
    """How often she asked again: `2 nudges`, where there is little room `2 nudg.`."""
    if short:
        return ngettext("{n} nudg.", "{n} nudg.", count).format(n=count)
    return ngettext("{n} nudge", "{n} nudges", count).format(n=count)


def lacking(name: str) -> str:
    """What a card lacks, by the name its row gives it."""
    return _(LACKING[name])


def extra_field(name: str) -> str:
    """A field of another tool, by its name there; the column a card came from has a name of ours."""
    return _("List") if name == COLUMN else name


def no_client() -> str:
    """What stands where a client's name would."""
    return pgettext("client", "none")


def _fill(message: str, values: Mapping[str, object]) -> str:
    cleaned = {name: clean_line(str(value), 300) if isinstance(value, str) else value for name, value in values.items()}
    return _(message).format(**cleaned)


def say(problem: ObmError) -> str:
    """The sentence for an error."""
    return _fill(problem.message, problem.values)


def note(value: Note) -> str:
    """The sentence for something worth saying about a file."""
    return _fill(value.message, value.values)

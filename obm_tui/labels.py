"""Words for every member of the domain, and sentences for errors and notes. Translated when called, never at import."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from obm_tui import fmt
from obm_tui.domain.cards import COLUMN, Lane
from obm_tui.domain.clients import ClientStatus
from obm_tui.domain.contacts import ContactKind
from obm_tui.domain.errors import N_, NC_, ObmError
from obm_tui.domain.metrics import SCORECARD_LIMIT, Direction, MetricKind, MetricStatus
from obm_tui.domain.people import PersonKind
from obm_tui.domain.periods import Cadence
from obm_tui.domain.projects import ProjectStatus
from obm_tui.domain.results import Score, Standing
from obm_tui.domain.search import Kind
from obm_tui.domain.steps import Origin, StepKind, StepRow
from obm_tui.domain.text import clean_line, fold
from obm_tui.domain.triage import Queue
from obm_tui.i18n import LANGUAGES, _, catalogue, ngettext, pgettext

if TYPE_CHECKING:
    from obm_tui.domain.filters import CardFilter
    from obm_tui.domain.imports import Note, Refreshed
    from obm_tui.domain.metric_imports import LineProblem

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
QUEUES = {
    Queue.NEW: NC_("queue", "New"),
    Queue.FOLLOW_UPS: NC_("queue", "Follow-ups"),
    Queue.STALE: NC_("queue", "Stale"),
    Queue.BACK: NC_("queue", "Back from snooze"),
}
KINDS = {
    Kind.CARD: (N_("Card"), N_("Cards")),
    Kind.CLIENT: (N_("Client"), N_("Clients")),
    Kind.PERSON: (N_("Person"), N_("People")),
    Kind.PROJECT: (N_("Project"), N_("Projects")),
    Kind.METRIC: (N_("Number"), N_("Numbers")),
    Kind.CONTACT: (N_("Log"), N_("Log")),
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
METRIC_KINDS = {
    MetricKind.FLOW: NC_("metric", "sum: sales"),
    MetricKind.STOCK: NC_("metric", "state: cash"),
    MetricKind.RATIO: NC_("metric", "ratio: rate"),
}
DIRECTIONS = {
    Direction.HIGHER: NC_("metric", "higher is better"),
    Direction.LOWER: NC_("metric", "lower is better"),
    Direction.BAND: NC_("metric", "between two limits"),
}
CADENCES = {
    Cadence.DAILY: NC_("metric", "day"),
    Cadence.WEEKLY: NC_("metric", "week"),
    Cadence.MONTHLY: NC_("metric", "month"),
    Cadence.QUARTERLY: NC_("metric", "quarter"),
    Cadence.LAUNCH: NC_("metric", "launch day"),
}
METRIC_STATUSES = {
    MetricStatus.ACTIVE: NC_("metric", "read"),
    MetricStatus.PAUSED: NC_("metric", "paused"),
}
STANDINGS = {
    Standing.OFF_TRACK: NC_("metric", "To settle"),
    Standing.WATCH: NC_("metric", "To watch"),
    Standing.STALE: NC_("metric", "Stale"),
    Standing.DUE: NC_("metric", "Due"),
    Standing.MUTED: NC_("metric", "Muted"),
    Standing.ON_TRACK: NC_("metric", "On track"),
    Standing.NO_TARGET: NC_("metric", "No target"),
    Standing.PAUSED: NC_("metric", "Paused"),
}
FILTER_WORDS = {
    "client": NC_("filter", "client"),
    "owner": NC_("filter", "owner"),
    "lane": NC_("filter", "lane"),
    "due": NC_("filter", "due"),
    "project": NC_("filter", "project"),
    "label": NC_("filter", "label"),
    "priority": NC_("filter", "p"),
    "overdue": NC_("filter", "overdue"),
    "waiting": NC_("filter", "waiting"),
    "blocked": NC_("filter", "blocked"),
    "mine": NC_("filter", "mine"),
    "or": NC_("filter", "or"),
}
"""What the pieces of a filter are called; each is a word the grammar reads."""
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


def queue(value: Queue) -> str:
    """What waits for a verdict there."""
    return pgettext("queue", QUEUES[value])


def lane_names() -> dict[str, Lane]:
    """Every name of a lane in either language, folded, with `-` for blanks too."""
    found: dict[str, Lane] = {}
    for value, message in LANES.items():
        names = {value.value, *(catalogue(language).pgettext("lane", message) for language in LANGUAGES)}
        for name in names:
            folded = fold(name)
            found |= {folded: value, folded.replace(" ", "-"): value}
    return found


def kind(value: Kind) -> str:
    """One thing that was found."""
    return _(KINDS[value][0])


def kinds(value: Kind) -> str:
    """Several of them."""
    return _(KINDS[value][1])


def filter_word(name: str) -> str:
    """What a field or flag of a filter is called."""
    return pgettext("filter", FILTER_WORDS[name])


def filter_pieces(wanted: CardFilter) -> list[tuple[str, bool]]:
    """A filter in the words of the language in use, piece by piece, and whether each was understood."""
    pieces, spot = [], 0
    for term in wanted.terms:
        pieces.append((wanted.text[spot : term.start], False))
        spot = term.end
        if not term.name:
            said = wanted.text[term.start : spot]
        elif term.is_field:
            said = f"{filter_word(term.name)}:{term.value}"
        else:
            said = filter_word(term.name)
        pieces.append((said, True))
    return [(text, read) for text, read in (*pieces, (wanted.text[spot:], False)) if text]


def filter_words(wanted: CardFilter) -> str:
    """A filter in the words of the language in use."""
    return "".join(text for text, _read in filter_pieces(wanted)).strip()


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


def metric_kind(value: MetricKind) -> str:
    """How values of several periods become one."""
    return pgettext("metric", METRIC_KINDS[value])


def direction(value: Direction) -> str:
    """Which way is better."""
    return pgettext("metric", DIRECTIONS[value])


def cadence(value: Cadence) -> str:
    """What a value is of: a week, a month."""
    return pgettext("metric", CADENCES[value])


def metric_status(value: MetricStatus) -> str:
    """Whether a number is still read."""
    return pgettext("metric", METRIC_STATUSES[value])


def standing(value: Standing) -> str:
    """In which group of the scorecard a number stands."""
    return pgettext("metric", STANDINGS[value])


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
    "setting.view_saved": lambda _n: _("view saved"),
    "setting.view_renamed": lambda _n: _("view renamed"),
    "setting.view_deleted": lambda _n: _("view deleted"),
    "metric.added": lambda n: ngettext("number added", "{n} numbers added", n),
    "metric.edited": lambda n: ngettext("number edited", "{n} numbers edited", n),
    "metric.muted": lambda n: ngettext("number muted or not", "{n} numbers muted or not", n),
    "metric.pack_added": lambda n: ngettext("number of a pack added", "{n} numbers of a pack added", n),
    "metric.raised": lambda n: ngettext("issue made of a number", "{n} issues made of numbers", n),
    "metric.removed": lambda n: ngettext("number taken off", "{n} numbers taken off", n),
    "metric.retargeted": lambda n: ngettext("target changed", "{n} targets changed", n),
    "metric_value.cleared": lambda n: ngettext("value taken out", "{n} values taken out", n),
    "metric_value.entered": lambda n: ngettext("value entered", "{n} values entered", n),
    "metric_value.imported": lambda n: ngettext("value imported", "{n} values imported", n),
    "metric_value.noted": lambda n: ngettext("value commented", "{n} values commented", n),
    "time_entry.added": lambda n: ngettext("time noted", "{n} times noted", n),
    "waiting.nudged": lambda n: ngettext("nudge noted", "{n} nudges noted", n),
    "card.captured": lambda n: ngettext(
        "line captured from the inbox file", "{n} lines captured from the inbox file", n
    ),
    "demo.made": lambda _n: _("demo made"),
    "person.added": lambda n: ngettext("person added", "{n} people added", n),
    "setting.changed": lambda n: ngettext("setting changed", "{n} settings changed", n),
}


def step(row: StepRow) -> str:
    """What a step did: `CAP card moved`."""
    make = STEPS.get(row.label)
    words = make(row.count).format(n=row.count) if make else row.label
    return f"{row.client_code} {words}" if row.client_code else words


def step_in_full(row: StepRow) -> str:
    """The same with the title of the card it was about: `CAP card moved · Prix promo 12`."""
    return f"{step(row)} · {row.title}" if row.title else step(row)


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
    return _(message).format(**{name: _shown(value) for name, value in values.items()})


def _shown(value: object) -> object:
    """A value of a message: texts on one line, several names quoted as the language in use does, lanes in its words."""
    if isinstance(value, tuple):
        names = (lane(one) if isinstance(one, Lane) else clean_line(str(one), 100) for one in value)
        return ", ".join(_("“{name}”").format(name=name) for name in names)
    return clean_line(value, 300) if isinstance(value, str) else value


def say(problem: ObmError) -> str:
    """The sentence for an error."""
    return _fill(problem.message, problem.values)


def more_lines(count: int) -> str:
    """What stands below the first lines that could not be read, where there are more."""
    return ngettext("… and {n} more line.", "… and {n} more lines.", count).format(n=fmt.number(count))


def reds(count: int) -> str:
    """How many in a row: `4 reds in a row`; empty below two."""
    return ngettext("{n} red", "{n} reds in a row", count).format(n=count) if count > 1 else ""


def muted(score: Score) -> str:
    """Until when a number is put to rest; empty where it speaks."""
    return _("muted until {day}").format(day=fmt.day_month(score.muted_until)) if score.muted_until else ""


def crowded(client_code: str, count: int) -> str:
    """A warning where a scorecard has too many numbers; empty where it has not (R10)."""
    if count <= SCORECARD_LIMIT:
        return ""
    words = ngettext(
        "{client} has {n} number on its scorecard: above {limit} none stands out. Some can be put aside.",
        "{client} has {n} numbers on its scorecard: above {limit} none stands out. Some can be put aside.",
        count,
    )
    return words.format(client=client_code, n=count, limit=SCORECARD_LIMIT)


def line_problem(value: LineProblem) -> str:
    """The sentence for a line of a file that could not be read: `Line 12: no number (“lots”).`."""
    text = clean_line(value.text, 60)
    return _("Line {line}: {problem} (“{text}”).").format(line=value.line, problem=_(value.message), text=text)


def note(value: Note) -> str:
    """The sentence for something worth saying about a file."""
    first = value.values.get("first")
    values = {**value.values, "first": _("line {n}").format(n=first)} if isinstance(first, int) else value.values
    return _fill(value.message, values)


def refreshed(found: Refreshed) -> str:
    """What changed on cards that were here already: “12 closed there, 3 re-dated”."""
    parts = (
        (found.closed, ngettext("{n} closed there", "{n} closed there", found.closed)),
        (found.reopened, ngettext("{n} taken up again there", "{n} taken up again there", found.reopened)),
        (found.redated, ngettext("{n} re-dated", "{n} re-dated", found.redated)),
        (found.moved, ngettext("{n} moved", "{n} moved", found.moved)),
        (found.other, ngettext("{n} changed otherwise", "{n} changed otherwise", found.other)),
        (
            found.kept,
            ngettext("{n} changed on both sides: kept yours", "{n} changed on both sides: kept yours", found.kept),
        ),
    )
    return ", ".join(words.format(n=count) for count, words in parts if count)


def sentence(text: str) -> str:
    """A text as a sentence of its own; nothing stays nothing."""
    return f"{text[:1].upper()}{text[1:]}." if text else ""

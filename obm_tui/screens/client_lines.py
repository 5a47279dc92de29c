"""The words of a client's page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from obm_tui import fmt, labels
from obm_tui.domain.cards import CardRow
from obm_tui.domain.contacts import ContactRow
from obm_tui.domain.health import Health, SignalKind
from obm_tui.domain.level import Level
from obm_tui.domain.people import PersonKind, PersonRow
from obm_tui.domain.projects import ProjectRow, ProjectStatus, level_of
from obm_tui.domain.results import Score
from obm_tui.i18n import _, ngettext
from obm_tui.screens import health_lines
from obm_tui.screens.number_panes import number_panes
from obm_tui.widgets.card_cell import owner_words
from obm_tui.widgets.chrome import WIDE
from obm_tui.widgets.paint import clip, fit, wrap
from obm_tui.widgets.row_list import Row, Words

if TYPE_CHECKING:
    from obm_tui.app import ObmApp

PERSON = "person"
"""What the keys of people's lines begin with."""
_BAR = 20
_EIGHTHS = " ▏▎▍▌▋▊▉"
_MOODS: dict[int | None, Level] = {-1: Level.RED, 0: Level.AMBER, 1: Level.GREEN}


_NOTES = 2
"""Lines of what is noted about a client, in a wide window."""
_GIST = 22
"""Cells of what was said, beside the lines."""
HOURS = "hours"
"""The key of the line with the month's hours."""


def _cells(words: Iterable[Words]) -> int:
    return sum(cell_len(text) for text, _style in words)


class ClientPage(NamedTuple):
    """What a client's page is made of."""

    health: Health
    people: tuple[PersonRow, ...]
    me: str
    projects: tuple[ProjectRow, ...]
    contacts: tuple[ContactRow, ...]
    scores: tuple[Score, ...]
    minutes: int
    """Worked this month."""

    @property
    def owner(self) -> PersonRow | None:
        """The one who runs the business."""
        return next((person for person in self.people if person.kind is PersonKind.OWNER), None)


def bar(done: int, total: int) -> str:
    """`████▍░░░`: how much of all is done, in twenty cells."""
    eighths = done * _BAR * 8 // total if total else 0
    full, part = divmod(min(eighths, _BAR * 8), 8)
    filled = "█" * full + (_EIGHTHS[part] if part else "")
    return filled + "░" * (_BAR - len(filled))


class ClientLines:
    """Makes the lines for one window."""

    def __init__(self, app: ObmApp, page: ClientPage, width: int) -> None:
        self._app = app
        self._page = page
        self._width = width

    @property
    def _is_wide(self) -> bool:
        return self._app.size.width >= WIDE

    def _rule(self, left: str, right: str = "") -> Row:
        return Row(None, ((left, "section"),), ((right, "section"),) if right else (), rule=True)

    def _dim(self, text: str) -> Row:
        return Row(None, ((f" {clip(text, max(10, self._width - 2))}", "quiet"),))

    def head(self) -> list[Row]:
        """Why this colour, who is who, what it is all for."""
        health, client = self._page.health, self._page.health.facts.client
        status: list[Words] = [(" ", "plain"), health_lines.letter(health.level)]
        status.append((f" {health_lines.figure(health)}  {labels.client_status(client.status)}", "quiet"))
        said = [status]
        for signal in health.reasons:
            reason: list[Words] = [("   ", "plain"), health_lines.letter(signal.level)]
            reason.append((f" {health_lines.reason(signal)}", "plain"))
            if _cells(said[-1]) + _cells(reason) > self._width - 2:
                said.append([])
            said[-1] += reason
        rows = [Row(None, tuple(line)) for line in said]
        rows.append(Row(None, ((f" {self._duo()}", "plain"),), () if client.is_self else self._contact()))
        if client.compass:
            rows.append(Row(None, ((" " + _("“{compass}”").format(compass=client.compass), "bright"),)))
        lines = [line.strip() for line in client.priorities.splitlines() if line.strip()]
        rows += [Row(None, ((f" {number}  ", "quiet"), (line, "plain"))) for number, line in enumerate(lines[:3], 1)]
        if not client.compass and not lines:
            rows.append(self._dim(_("e says what this client is steered by: compass, priorities, rhythm")))
        if client.notes:
            lines = wrap(" ".join(client.notes.split()), max(10, self._width - 2), _NOTES if self._is_wide else 1)
            rows += [self._dim(line) for line in lines]
        return rows

    def _duo(self) -> str:
        """Who runs the business and who runs it with her; her own first name where both names take too much."""
        me = self._page.me or _("me")
        if self._page.health.facts.client.is_self:
            return _("{me}, vision and integration").format(me=me)
        owner = self._page.owner.name if self._page.owner else "—"
        room = self._width - 3 - _cells(self._contact())
        for name in (me, me.split()[0]):
            words = _("{owner}, vision ⇄ {me}, integration").format(owner=owner, me=name)
            if cell_len(words) <= room:
                break
        return words

    def _contact(self) -> tuple[Words, ...]:
        signal = self._page.health.signal(SignalKind.CONTACT)
        if signal is None:
            return ((_("no exchange noted yet") + " ", "quiet"),)
        return (
            (_("last exchange {when}").format(when=fmt.ago(signal.value)) + " ", "quiet"),
            *self._sign(signal.level),
        )

    def _sign(self, level: Level) -> tuple[Words, ...]:
        return (health_lines.letter(level), (" ", "plain"))

    def numbers(self) -> list[Row]:
        """The numbers it is steered by, the ones that need a decision first."""
        return number_panes(self._page.scores, self._width, self._app.today())

    def projects(self) -> list[Row]:
        """Each with its countdown, how far it is, and what is late in it."""
        if not self._page.projects:
            return []
        today = self._app.today()
        rows = [self._rule(_("Projects"))]
        for project in self._page.projects:
            level = level_of(project, today)
            when = fmt.countdown((project.anchor_on - today).days) if project.anchor_on else "—"
            title = max(10, self._width - 52)
            left: list[Words] = [
                (" ", "plain"),
                health_lines.letter(level),
                (f" {fit(when, 6)}", "quiet"),
                (fit(project.title, title), "bright"),
            ]
            if project.status in {ProjectStatus.PAUSED, ProjectStatus.BLOCKED}:
                left.append((f"  {labels.project_status(project.status)}", "amber"))
            else:
                left.append((f" {bar(project.done, project.cards)} {project.done}/{project.cards}", "quiet"))
            late = ngettext("{n} late", "{n} late", project.late).format(n=project.late) if project.late else ""
            rows.append(Row(None, tuple(left), ((late + " ", "plain"),)))
        return rows

    @staticmethod
    def card(row: CardRow, today: date, width: int) -> Row:
        """A card on a line: its reference, title, whose it is, when."""
        right: list[Words] = []
        if owner := owner_words(row):
            right.append((f"{owner}  ", "quiet"))
        if late := row.days_late(today):
            right += [(_("R"), "shout"), (f" {fmt.late(late)} ", "plain")]
        elif row.due_on is not None:
            right.append((f"{fmt.short_day(row.due_on, today)} ", "amber" if row.due_on == today else "quiet"))
        title = clip(row.title, max(10, width - 12 - sum(len(text) for text, _part in right)))
        return Row(row.id, ((f" {row.reference:<9}", "quiet"), (title, "bright")), tuple(right))

    # -- beside it ---------------------------------------------------------------------------------------------------

    def duo(self) -> list[Row]:
        """What stands between the two; in her own activity she is both."""
        facts = self._page.health.facts
        if facts.client.is_self:
            return []
        rows = [self._rule(_("The duo"))]
        for name, waits in ((_("At the client"), facts.by_owner), (_("In the team"), facts.by_team)):
            words = ngettext("{n} open answer", "{n} open answers", waits.total).format(n=waits.total)
            rows.append(self._fact(name, words))
        rhythm = facts.attention.cadence_days if facts.attention else 0
        if rhythm:
            rows.append(self._fact(_("Rhythm"), ngettext("every day", "every {n} days", rhythm).format(n=rhythm)))
        return rows

    def _fact(self, name: str, words: str) -> Row:
        return Row(None, ((f" {fit(name, 15)}", "quiet"), (words, "plain")))

    def team(self) -> list[Row]:
        """Who works for this client, and how much each has."""
        if not self._page.people:
            return [self._rule(_("Team")), self._dim(_("d gives a card away: that makes the team."))]
        rows = [self._rule(_("Team"), _("→ enter edits") if self._is_wide else _("enter edits"))]
        for person in self._page.people:
            load = ngettext("{n} card", "{n} cards", person.open_cards).format(n=person.open_cards)
            what = person.role or labels.person_kind(person.kind)
            left: tuple[Words, ...] = ((f" {fit(person.name, 18)}", "plain"), (clip(what, 14), "quiet"))
            rows.append(Row(f"{PERSON}:{person.id}", left, ((load + " ", "quiet"),)))
        return rows

    def journal(self) -> list[Row]:
        """What was said lately."""
        rows = [self._rule(_("Log"), _("j notes an exchange"))]
        if not self._page.contacts:
            return [*rows, self._dim(_("Nothing noted yet."))]
        zone, room = self._app.desk.clock.zone, max(_GIST, self._width - 26 if not self._is_wide else 0)
        for entry in self._page.contacts[:6]:
            day = fmt.short_day(entry.at.astimezone(zone).date(), self._app.today())
            who = entry.person.split()[0] if entry.person else labels.contact_kind(entry.kind)
            left: tuple[Words, ...] = (
                (f" {fit(day, 10)}", "quiet"),
                (fit(who, 9), "plain"),
                (clip(" ".join(entry.gist.split()), room), "quiet"),
            )
            mood = self._sign(_MOODS[entry.mood]) if entry.mood is not None else ()
            rows.append(Row(None, left, mood))
        return rows

    def hours(self) -> list[Row]:
        """What was worked this month."""
        rows = [self._rule(_("Hours"), _("→ enter adds") if self._is_wide else _("enter adds"))]
        line = self._dim(_("Nothing noted this month."))
        if self._page.minutes:
            line = self._fact(fmt.month(self._app.today()), fmt.duration(self._page.minutes))
        return [*rows, line._replace(key=HOURS)]

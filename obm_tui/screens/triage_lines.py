"""The words of triage: the item, what stands around it, the verdicts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.style import Style

from obm_tui import fmt, keys, labels
from obm_tui.domain.cards import CardDetail, CardRow, Lane
from obm_tui.domain.contacts import Attention
from obm_tui.domain.errors import N_
from obm_tui.domain.triage import TWIN, Queue, Thresholds, TriageContext, likeness
from obm_tui.domain.waits import WaitRow, WaitState
from obm_tui.i18n import _, ngettext
from obm_tui.widgets.markdown_lines import description_lines
from obm_tui.widgets.paint import clip, fit, wrap
from obm_tui.widgets.row_list import Row, Words, in_colour

if TYPE_CHECKING:
    from obm_tui.app import ObmApp

_VERDICTS = (
    ("card.take", N_("OK, this week")),
    ("card.delegate", N_("Delegate to…")),
    ("card.idea", N_("Idea → lot")),
    ("card.plan", N_("Plan for…")),
    ("card.await", N_("Await…")),
    ("card.question", N_("Question to settle")),
    ("card.done", N_("Done (tick)")),
    ("card.snooze", N_("Snooze until…")),
    ("card.risk", N_("Risk or issue")),
    ("card.move", N_("Move to…")),
    ("contact.note", N_("Journal note")),
    ("card.drop", N_("Drop")),
)
"""In the order of reading, three a line."""
_RECEIVED = N_("OK, received")
_DOTS = 12


_NEXT = 6
"""Items that follow, where the window is not tall."""


class Item(NamedTuple):
    """All that is shown of the item that is decided."""

    detail: CardDetail
    context: TriageContext
    wait: WaitRow | None
    thresholds: Thresholds
    number: int
    total: int
    following: tuple[CardRow, ...]
    just_done: str


class TriageLines:
    """Makes the lines for one window."""

    def __init__(self, app: ObmApp, width: int, height: int, counts: dict[Queue, int], tab: Queue | int) -> None:
        """`tab` is the queue in view, or how many cards a walk has."""
        self._app = app
        self._width = width
        self._height = height
        self._counts = counts
        self._tab = tab

    # -- the whole ---------------------------------------------------------------------------------------------------

    def nothing(self, why: str = "") -> list[Row]:
        """An empty queue, and where something waits; `why` it is empty, where that is not because all is decided."""
        waiting = next((queue for queue, count in self._counts.items() if count and queue is not self._tab), None)
        lines = [why or _("Nothing waits to be decided.")]
        if waiting is not None:
            lines += [
                "",
                _("tab goes on: {queue} {n}").format(queue=labels.queue(waiting), n=self._counts[waiting]),
            ]
        else:
            lines += ["", _("n writes something down.")]
        return [*self._tabs(), Row(None), Row(None), *(Row(None, (("   " + text, "quiet"),)) for text in lines)]

    def item(self, item: Item, *, wide: bool) -> list[Row]:
        """The item from top to bottom; what stands around it is beside it where the window is wide."""
        head = [*self._tabs(), self._counter(item), Row(None), *self._title(item), Row(None)]
        facts = self._facts(item)
        around = [] if wide else self._context(item, short=self._height < 30)
        verdicts = self._verdicts(item)
        done = [self._done(item)] if item.just_done else []
        following = self._following(item) if wide else []
        taken = sum(map(len, (head, facts, around, verdicts, done, following)))
        body = self._body(item, max(2, self._height - taken))
        if wide:
            following = self._following(item, _NEXT + max(0, self._height - taken - len(body)))
        return [*head, *body, *facts, *around, *verdicts, *done, *following]

    def around(self, item: Item, width: int) -> list[Row]:
        """What stands around the item, for the side of a wide window, in `width` cells."""
        self._width = width
        return [Row(None), Row(None), *self._context(item, narrow=True)]

    # -- its parts ---------------------------------------------------------------------------------------------------

    def _tabs(self) -> list[Row]:
        tabs = [(queue, f"{labels.queue(queue)} {self._counts[queue]}") for queue in Queue]
        names: list[Words] = []
        line, at, gap = "", 1, "   " if self._width >= 70 else "  "
        walked = isinstance(self._tab, int)
        if isinstance(self._tab, int):
            names.append((" " + ngettext("Walk {n}", "Walk {n}", self._tab).format(n=self._tab), "bright"))
            line, at = " " + "━" * (len(names[0][0]) - 1), len(names[0][0]) + len(gap)
            names.append((gap, "plain"))
        else:
            names.append((" ", "plain"))
        for queue, text in tabs:
            here = not walked and queue is self._tab
            names += [(text, "bright" if here else "quiet"), (gap, "plain")]
            if here:
                line = " " * at + "━" * len(text)
            at += len(text) + len(gap)
        return [Row(None, tuple(names)), Row(None, ((line, "bright"),))]

    def _counter(self, item: Item) -> Row:
        number = _("{n} of {count}").format(n=item.number, count=item.total)
        shown = min(item.total, _DOTS)
        place = min(shown - 1, (item.number - 1) * shown // max(1, item.total))
        dots = "".join("●" if spot == place else "○" for spot in range(shown)) if item.total > 1 else ""
        clock = self._app.desk.clock
        when = fmt.moment(item.detail.created_at, clock.zone, clock.today())
        where = f"{when} · {item.detail.source} " if item.detail.source else f"{when} "
        return Row(None, ((f" {number}  ", "bright"), (dots, "quiet")), ((where, "quiet"),))

    def _title(self, item: Item) -> list[Row]:
        return [
            Row(None, (("   ", "plain"), (text, "bright")))
            for text in wrap(item.detail.row.title, max(10, self._width - 6), 3)
        ]

    def _body(self, item: Item, room: int) -> list[Row]:
        width = max(10, min(90, self._width - 8))
        # So much more than fills the room that the last line shown says there is more.
        lines = description_lines(item.detail.body[: (room + 2) * width], width, Style.null())
        texts = ["".join(words for words, _look in pieces).rstrip() for pieces in lines]
        if not texts:
            return []
        if len(texts) > room - 1:
            texts = [*texts[: max(0, room - 2)], _("… enter shows all of it")]
        return [*(Row(None, (("   ", "plain"), (text, "plain"))) for text in texts), Row(None)]

    def _facts(self, item: Item) -> list[Row]:
        row, today = item.detail.row, self._app.today()
        client = item.context.client
        pieces: list[Words] = [("   ", "plain"), (_("client") + " ", "quiet")]
        if client is not None:
            pieces += [(client.code, in_colour(client.colour)), (f" {clip(client.name, 22)}", "plain")]
        else:
            pieces.append(("—", "quiet"))
        if item.detail.requester:
            pieces += [("   " + _("from") + " ", "quiet"), (item.detail.requester, "plain")]
        elif row.owner:
            pieces += [("   " + _("owner") + " ", "quiet"), (row.owner, "plain")]
        due = fmt.short_day(row.due_on, today) if row.due_on else "—"
        pieces += [("   " + _("due") + " ", "quiet"), (due, "plain")]
        if late := row.days_late(today):
            pieces += [(" ", "plain"), (_("R"), "shout"), (f" {fmt.late(late)}", "plain")]
        if row.project:
            pieces += [("   " + _("project") + " ", "quiet"), (clip(row.project, 30), "plain")]
        rows = [Row(None, tuple(pieces))]
        if row.lane is not Lane.INBOX:
            rows.append(Row(None, (("   " + _("lane") + " ", "quiet"), (labels.lane(row.lane), "plain"))))
        return rows

    def _context(self, item: Item, *, short: bool = False, narrow: bool = False) -> list[Row]:
        context, row = item.context, item.detail.row
        code = context.client.code if context.client else ""
        name = _("What to know")
        rows = [Row(None, ((f"{name} · {code}" if code else name, "section"),), rule=True)]
        rows += self._wait(item, narrow=narrow)
        if context.client is not None and context.client.priorities:
            lines = [line for line in context.client.priorities.splitlines() if line.strip()]
            for number, line in enumerate(lines[: 2 if short else 3], 1):
                heading = _("Priorities") if number == 1 else ""
                rows.append(self._fact(heading, ((f"{number}  {clip(line, self._width - 18)}", "plain"),)))
        room = self._room(item)
        rows += (
            [self._fact(_("Room") if not number else "", words) for number, words in enumerate(room)]
            if narrow
            else [self._fact(_("Room"), (*room[0], ("   ", "plain"), *room[1]))]
        )
        if context.attention is not None and not short:
            rows.append(self._fact(_("Contact"), self._contact(context.attention)))
        if context.minutes and not short:
            month = fmt.month(self._app.today())
            rows.append(self._fact(_("Hours"), ((f"{month} {fmt.duration(context.minutes)}", "plain"),)))
        for number, other in enumerate(context.similar[: 1 if short else 3]):
            words = _("twin, m merges") if likeness(row.title, other.title) >= TWIN else labels.lane(other.lane)
            style = "amber" if likeness(row.title, other.title) >= TWIN else "quiet"
            rows.append(
                self._fact(
                    _("Close to") if not number else "",
                    ((clip(other.title, max(8, self._width - 18 - cell_len(words))), "plain"), (f"  {words}", style)),
                )
            )
        return rows

    def _fact(self, name: str, words: tuple[Words, ...]) -> Row:
        return Row(None, ((" " + fit(name, 13), "quiet"), *words))

    def _wait(self, item: Item, *, narrow: bool) -> list[Row]:
        wait, today = item.wait, self._app.today()
        if wait is None:
            return []
        facts: list[Words] = [(wait.person or _("nobody in particular"), "bright")]
        if wait.asked_on is not None:
            by = f", {wait.channel}" if wait.channel else ""
            facts.append((f"{_('asked')} {fmt.short_day(wait.asked_on, today)}{by}", "plain"))
        if wait.expected_on is not None:
            facts.append((f"{_('expected')} {fmt.short_day(wait.expected_on, today)}", "plain"))
        nudges = ngettext("{n} nudge", "{n} nudges", wait.nudges).format(n=wait.nudges)
        facts.append((nudges, "amber" if wait.state is WaitState.ESCALATED else "quiet"))
        if narrow:
            rows = [self._fact(_("Waiting for") if not number else "", (fact,)) for number, fact in enumerate(facts)]
        else:
            spaced = tuple(words for fact in facts for words in (fact, ("  ", "plain")))
            rows = [self._fact(_("Waiting for"), spaced)]
        if wait.what:
            rows.insert(1, self._fact(_("What"), ((clip(wait.what, self._width - 16), "bright"),)))
        if wait.state is WaitState.ESCALATED:
            rows.append(self._fact("", ((_("asked often enough: call, or find another way"), "amber"),)))
        rows.append(self._fact("", ((keys.BY_ID["card.copy"].shown, "selected"), (" " + _("copies a nudge"), "quiet"))))
        return rows

    def _room(self, item: Item) -> tuple[tuple[Words, ...], ...]:
        """How full this week and Doing are."""
        context, limits = item.context, item.thresholds
        counted = ((Lane.WEEK, context.week, limits.week_limit), (Lane.DOING, context.doing, limits.doing_limit))
        return tuple(
            ((f"{labels.lane(lane)} {count}/{limit}", "plain"), *self._full(count, limit))
            for lane, count, limit in counted
        )

    def _full(self, count: int, limit: int) -> tuple[Words, ...]:
        if count > limit:
            return ((" ", "plain"), (_("R"), "shout"))
        return ((" " + _("A"), "amber"),) if count == limit else ()

    def _contact(self, attention: Attention) -> tuple[Words, ...]:
        today = self._app.today()
        days = attention.days(today)
        if days is None:
            return ((_("no exchange noted yet"), "quiet"),)
        neglect = attention.neglect(today)
        letter: Words = (_("R"), "shout") if neglect > 2 else (_("A"), "amber") if neglect > 1 else (_("G"), "green")
        return ((fmt.ago(days) + " ", "plain"), letter)

    def _verdicts(self, item: Item) -> list[Row]:
        rows = [Row(None, ((_("Verdict"), "section"),), ((_("one letter, the next is there"), "quiet"),), rule=True)]
        column = max(20, (min(self._width, 96) - 2) // 3)
        for start in range(0, len(_VERDICTS), 3):
            pieces: list[Words] = [(" ", "plain")]
            for key_id, words in _VERDICTS[start : start + 3]:
                text = _(_RECEIVED if key_id == "card.take" and item.detail.row.lane is Lane.WAITING else words)
                pieces += [
                    (f" {keys.BY_ID[key_id].shown}", "selected"),
                    (f"  {fit(clip(text, column - 5), column - 4)}", "plain"),
                ]
            rows.append(Row(None, tuple(pieces)))
        if self._tab in {Queue.STALE, Queue.BACK}:
            keep = keys.BY_ID["card.keep"]
            rows.append(Row(None, ((f"  {keep.shown}", "selected"), (f"  {_('Keep as it is')}", "plain"))))
        return rows

    def _done(self, item: Item) -> Row:
        return Row(
            None, ((f" ↶ {clip(item.just_done, self._width - 20)}", "quiet"),), ((_("u undoes") + " ", "quiet"),)
        )

    def _following(self, item: Item, most: int = _NEXT) -> list[Row]:
        if not item.following:
            return []
        rows = [Row(None), Row(None, ((_("Next"), "section"),), rule=True)]
        # A line that says one more is there has room for that one.
        most += item.total - item.number == most + 1
        for row in item.following[:most]:
            code: Words = (fit(row.client_code or "—", 5), in_colour(row.client_colour))
            rows.append(Row(None, (("   ", "plain"), code, (clip(row.title, max(10, self._width - 12)), "plain"))))
        more = item.total - item.number - min(most, len(item.following))
        if more > 0:
            rows.append(Row(None, (("   " + ngettext("{n} more ▾", "{n} more ▾", more).format(n=more), "quiet"),)))
        return rows

"""One card beside or under the board: what it is, whose, when, and what hangs on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, tzinfo
from itertools import groupby, zip_longest

from textual.geometry import Region
from textual.strip import Strip

from obm_tui import fmt, labels
from obm_tui.domain.cards import CardDetail, CardRow, Priority
from obm_tui.domain.triage import Thresholds
from obm_tui.i18n import _, ngettext
from obm_tui.widgets import card_words
from obm_tui.widgets.card_cell import joined, reasons
from obm_tui.widgets.drawn import Drawn
from obm_tui.widgets.markdown_lines import description_lines
from obm_tui.widgets.paint import Piece, clip, line, wrap

Lines = list[list[Piece]]
_BESIDE = 1600
"""Characters of a description that are read for the pane beside a board."""


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Numbers that follow each other as first one and count."""
    for _gap, run in groupby(enumerate(numbers), lambda item: item[1] - item[0]):
        found = [number for _index, number in run]
        yield found[0], len(found)


class CardPane(Drawn):
    """The card under the cursor, in full at the side, in three lines below."""

    def __init__(self, now: Callable[[], datetime], *, framed: bool = True) -> None:
        """`framed` where it stands beside something; alone it takes the whole window and scrolls."""
        super().__init__()
        self._now = now
        self._moment = now()
        """When it was laid out: asked once, for the system looks up the time zone every time."""
        self.thresholds = Thresholds()
        """When a card is old."""
        self._framed = framed
        self._top = 0
        self._detail: CardDetail | None = None
        self._lines: Lines = []
        self.history: tuple[tuple[str, str], ...] = ()
        """What happened to the card, as moments and words; only shown where it has the whole window."""

    def show(self, detail: CardDetail | None) -> None:
        """Show this card, or nothing."""
        if detail != self._detail:
            self._detail = detail
            self._layout()

    def redraw(self) -> None:
        """Lay out again: language, theme or day changed."""
        self._layout()

    def on_resize(self) -> None:
        """More or less room."""
        self._layout()

    @property
    def beside(self) -> bool:
        """Whether it stands at the side of the board."""
        return self.outer_size.height > 6 or not self._framed

    def scroll_lines(self, count: int) -> None:
        """Further down or up, where it is longer than the window."""
        top = max(0, min(self._top + count, len(self._lines) - self.outer_size.height))
        if top != self._top:
            self._top = top
            self.refresh()

    def _zone(self) -> tzinfo:
        return self._moment.tzinfo or UTC

    def render_lines(self, crop: Region) -> list[Strip]:
        """Textual's way in; the first time comes before it is told of its size."""
        if not self.is_drawn:
            self._say()
        return super().render_lines(crop)

    def _layout(self) -> None:
        before = self._lines
        self._say()
        first, width = (0 if self.beside else 1), self.outer_size.width
        differing = [first + y for y, (old, new) in enumerate(zip_longest(before, self._lines)) if old != new]
        if not self.beside:
            differing.append(0)
        if differing:
            # One call for all of them: each costs as much as drawing a line.
            self.refresh(*(Region(0, y, width, count) for y, count in _runs(differing)))

    def _say(self) -> None:
        """What it says, in its present size."""
        self._moment = self._now()
        width = min(self.outer_size.width - (3 if self.beside else 2), 100)
        if self._detail is None or width < 8:
            self._lines = []
        elif self.beside:
            self._lines = self._full(self._detail, width)
        else:
            self._lines = self._short(self._detail, width)

    def draw_line(self, y: int, width: int) -> Strip:
        """A line of the pane."""
        plain, faint = self.look("plain"), self.look("faint")
        if not self._framed:
            pieces = self._lines[y + self._top] if y + self._top < len(self._lines) else []
            return Strip(line([(" ", plain), *pieces], width, plain), width)
        if self.beside:
            pieces = self._lines[y] if y < len(self._lines) else []
            return Strip(line([("│ ", faint), *pieces], width, plain), width)
        if y == 0:
            return Strip(line(self._rule(width), width, faint), width)
        pieces = self._lines[y - 1] if y - 1 < len(self._lines) else []
        return Strip(line([(" ", plain), *pieces], width, plain), width)

    def _rule(self, width: int) -> list[Piece]:
        faint = self.look("faint")
        if self._detail is None:
            return [("─" * width, faint)]
        row = self._detail.row
        right = f" {self._standing(self._detail)} "
        title = clip(row.title, max(8, width - len(right) - len(row.reference) - 8))
        left = f" {row.reference} {title} "
        gap = max(0, width - 1 - len(left) - len(right) - 1)
        return [("─", faint), (left, self.look("quiet")), ("─" * gap, faint), (right, self.look("quiet")), ("─", faint)]

    def _standing(self, detail: CardDetail) -> str:
        """Its lane, and in Waiting for whom."""
        if detail.wait is not None and (who := card_words.person_words(detail.wait)):
            return clip(_("Waiting for {name}").format(name=who), max(8, self.outer_size.width // 2))
        return labels.lane(detail.row.lane)

    # -- what it says ----------------------------------------------------------------------------------------------

    def _facts(self, detail: CardDetail) -> Lines:
        quiet, plain, row = self.look("quiet"), self.look("plain"), detail.row
        today = self._moment.date()
        facts: list[card_words.Fact] = []
        if detail.wait is not None:
            facts += card_words.wait_facts(row, detail.wait, today, self.palette)
        if row.owner:
            facts.append((_("Owner"), [(row.owner, plain)]))
        if row.due_on:
            # What is waited for is late by the day it was expected.
            late = row.days_late(today) if detail.wait is None else 0
            due = card_words.due_words(row.due_on, row.due_time, late, today, self.palette)
            facts.append((_("Due"), due))
        if detail.start_on:
            facts.append((_("Start"), [(fmt.long_day(detail.start_on, today), plain)]))
        if row.priority is not Priority.NONE:
            facts.append((_("Priority"), [(f"P{int(row.priority)}", plain)]))
        facts.append((_("Lane"), [(labels.lane(row.lane), plain)]))
        facts.append((_("Since"), [(fmt.long_day(row.lane_since.astimezone(self._zone()).date(), today), plain)]))
        if origin := card_words.origin_words(detail):
            facts.append((_("From"), [(origin, plain)]))
        if missing := card_words.missing_words(row):
            facts.append((_("Missing"), [(missing, quiet)]))
        if detail.rrule:
            facts.append((_("Repeats"), [(fmt.repeat(detail.rrule), plain)]))
        if detail.drop_reason:
            facts.append((_("Reason"), [(detail.drop_reason, plain)]))
        if detail.labels:
            facts.append((_("Labels"), [(", ".join(detail.labels), plain)]))
        if row.archived_at:
            facts.append((_("Archived"), [(fmt.long_day(row.archived_at.date(), today), plain)]))
        facts += [(labels.extra_field(name), [(value, plain)]) for name, value in detail.extra.items()]
        named = max((len(name) for name, _pieces in facts), default=0)
        named = min(named, 12)
        return [[(clip(name, named).ljust(named) + "  ", quiet), *pieces] for name, pieces in facts]

    def _full(self, detail: CardDetail, width: int) -> Lines:
        quiet, plain, bright, row = self.look("quiet"), self.look("plain"), self.look("bright"), detail.row
        code = self.palette.clients[row.client_colour] if row.client_colour else quiet
        lines: Lines = [[(row.reference, code), (f"  {row.project}" if row.project else "", quiet)]]
        lines += [[(text, bright)] for text in wrap(row.title, width, 4)]
        lines.append([])
        if row.is_blocked:
            lines += self._blocked(row, width)
        lines += self._facts(detail)
        if detail.done_means:
            lines += [[], [(_("Done when"), quiet)]]
            lines += [[(text, plain)] for text in wrap(detail.done_means, width, 4 if self._framed else 20)]
        if detail.body:
            lines += [[], *self._body(detail.body, width)]
        lines += self._checklist(detail, width)
        if detail.comments:
            lines += [[], [(ngettext("{n} comment", "{n} comments", row.comments).format(n=row.comments), quiet)]]
            for comment in detail.comments[-3:] if self._framed else detail.comments:
                who = comment.author or _("somebody")
                lines.append([(f"{who}, {fmt.moment(comment.at, self._zone(), self._moment.date())}", quiet)])
                lines += [
                    [(text, plain)] for text in wrap(" ".join(comment.text.split()), width, 3 if self._framed else 200)
                ]
        addresses = len(detail.links) + bool(detail.external_url)
        if addresses:
            words = ngettext("{n} link", "{n} links", addresses).format(n=addresses)
            lines += [[], [(words, quiet), ("  l", self.look("selected"))]]
            lines += [
                [("· " + (link.title or link.url), plain)] for link in detail.links[: 5 if self._framed else None]
            ]
        if self.history and not self._framed:
            lines += [[], [(_("What happened to it"), quiet)]]
            lines += [[(f"{when}  ", quiet), (what, plain)] for when, what in self.history]
        return lines

    def _body(self, body: str, width: int) -> Lines:
        """The description; beside the board as much of it as can be seen there."""
        return description_lines(body[:_BESIDE] if self._framed else body, width, self.look("plain"))

    def _gist(self, body: str, width: int, count: int) -> Lines:
        """How the description begins."""
        return [pieces for pieces in description_lines(body[:_BESIDE], width, self.look("plain")) if pieces][:count]

    def _blocked(self, row: CardRow, width: int) -> Lines:
        """What holds it up, before everything else."""
        letter, (words, style) = card_words.blocked_words(row, self.palette)
        texts = wrap(words.strip(), width - 2, 3 if self._framed else 20)
        rest: Lines = [[(f"  {text}", style)] for text in texts[1:]]
        return [[letter, (f" {texts[0]}", style)], *rest, []]

    def _checklist(self, detail: CardDetail, width: int) -> Lines:
        quiet, plain = self.look("quiet"), self.look("plain")
        lines: Lines = []
        group: str | None = None
        for item in detail.checklist:
            if item.group != group:
                group = item.group
                lines += [[], [(group, quiet)]] if group else [[]]
            box, style = ("☑ ", quiet) if item.done else ("☐ ", plain)
            texts = wrap(item.text, width - 2, 2)
            lines.append([(box + texts[0], style)])
            lines += [[("  " + text, style)] for text in texts[1:]]
        return lines

    def _short(self, detail: CardDetail, width: int) -> Lines:
        plain, quiet, row = self.look("plain"), self.look("quiet"), detail.row
        lines: Lines = []
        if detail.wait is not None:
            lines.append(card_words.wait_line(row, detail.wait, self._moment.date(), self.palette, width))
        elif first := joined(self._reasons(detail), self.palette, width):
            lines.append(first)
        if row.is_blocked:
            lines.append(card_words.blocked_words(row, self.palette))
        if detail.done_means:
            words = _("Done when: {means}").format(means=detail.done_means)
            lines.append([(clip(words, width), plain)])
        if detail.body and len(lines) < 3:
            lines += self._gist(detail.body, width, 3 - len(lines))
        undone = [item.text for item in detail.checklist if not item.done]
        if undone and len(lines) < 3:
            lines.append([("☐ " + undone[0], plain)])
        if detail.comments and len(lines) < 3:
            last = detail.comments[-1]
            lines.append([(f"{last.author or _('somebody')} : ", quiet), (" ".join(last.text.split()), plain)])
        return lines[:3]

    def _reasons(self, detail: CardDetail) -> Lines:
        plain, quiet, row = self.look("plain"), self.look("quiet"), detail.row
        groups = reasons(row, self._moment, self.thresholds, self.palette)
        if row.is_blocked:
            groups = groups[1:]  # a line of its own says why
        if row.owner:
            groups.append([(row.owner, plain)])
        if row.project:
            groups.append([(row.project, quiet)])
        if missing := card_words.missing_words(row):
            groups.append([(_("missing: {names}").format(names=missing), quiet)])
        return groups

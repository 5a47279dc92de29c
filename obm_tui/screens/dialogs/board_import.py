"""Bringing in a board: whose it is, where its columns go, who she is in it, what to take, what would happen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.widget import Widget

from obm_tui import fmt, labels
from obm_tui.desk import Desk
from obm_tui.domain.cards import BOARD_LANES, REGISTERS, Lane
from obm_tui.domain.change import Written
from obm_tui.domain.errors import N_
from obm_tui.domain.import_answers import BoardAnswers, Take, open_spaces
from obm_tui.domain.imports import DayOrder, ImportedBoard, ImportReport
from obm_tui.i18n import _, ngettext
from obm_tui.interop.detect import read_board
from obm_tui.screens.dialogs.import_file import Source
from obm_tui.screens.dialogs.import_review import ImportReview
from obm_tui.widgets.choice_line import ChoiceLine
from obm_tui.widgets.paint import fit
from obm_tui.widgets.row_list import Row, RowList, Words, in_colour

if TYPE_CHECKING:
    from obm_tui.domain.clients import ClientRow

_NOTES = 4
_PEOPLE = 9
"""People offered as herself; of more, those with the most cards."""
_SPACE, _COLUMN = "space:", "column:"
_OUT, _NEW = "out", "new"
TAKES = {
    Take.ALL: N_("all"),
    Take.MINE: N_("mine"),
    Take.OVERDUE: N_("overdue"),
    Take.SOON: N_("next 30 days"),
    Take.MILESTONES: N_("milestones"),
}


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """A board that was read, what is said about it, and what bringing it in would do."""

    board: ImportedBoard
    answers: BoardAnswers
    report: ImportReport | None
    """Nothing while it is open whose a space is."""


class BoardImport(ImportReview[BoardAnswers, Rehearsed]):
    """A line a space and a column; the answers are kept for the next file of this kind."""

    def __init__(
        self, source: Source, board: ImportedBoard, answers: BoardAnswers, clients: Sequence[ClientRow]
    ) -> None:
        """`answers` is what the dialog begins with."""
        super().__init__()
        self._source = source
        self._boards = {answers.order: board}
        self._board = board
        self._answers = answers
        self._clients = {client.id: client for client in clients}
        self._counts = Counter(_COLUMN + column for column in _columns(board))
        self._counts.update(_SPACE + card.space for card in board.cards)

    def headline(self) -> str:
        """The board and its file."""
        return _("Bring in {board}: {file}").format(board=self._board.name, file=self._source.path.name)

    def questions(self) -> Iterator[tuple[str, Widget]]:
        """Who she is, the order of days, what to take."""
        if self._board.questions:
            orders = [(DayOrder.DMY.value, _("3 April")), (DayOrder.MDY.value, _("4 March"))]
            order = self._answers.order or DayOrder.DMY
            yield _("3/4 is"), ChoiceLine(orders, order.value, id="order")
        takes = [(take.value, _(name)) for take, name in TAKES.items()]
        yield _("Take"), ChoiceLine(takes, (self._answers.take or Take.ALL).value, id="take")
        if self._board.people:
            yield _("You are"), ChoiceLine(self._people(), self._answers.me or "", id="me")

    def _people(self) -> list[tuple[str, str]]:
        names = {person.source_id: person.name for person in self._board.people}
        cards = Counter(person for card in self._board.cards for person in card.person_ids)
        ranked = sorted(names, key=lambda key: (names[key] != self._answers.me, -cards[key]))
        return [("", _("none of them")), *((names[key], names[key]) for key in ranked[:_PEOPLE])]

    def hint(self) -> str:
        """The keys."""
        keys = _("space leaves out · m changes its place · enter brings it in · escape leaves")
        if not (self._board.people or self._board.questions):
            return keys
        return _("← → answer, tab goes on · {keys}").format(keys=keys)

    def wanted(self) -> BoardAnswers:
        """What is chosen at present."""
        values = {choice.id: choice.value for choice in self.query(ChoiceLine)}
        return self._answers._replace(
            me=values.get("me"),
            order=DayOrder(values["order"]) if "order" in values else self._answers.order,
            take=Take(values["take"]),
        )

    def read(self, desk: Desk, wanted: BoardAnswers) -> Rehearsed:
        """Read it in this order of days, and rehearse."""
        board = self._boards.get(wanted.order)
        if board is None:
            name, zone = self._source.path.name, desk.clock.zone
            board = self._boards[wanted.order] = read_board(self._source.data, name, zone, wanted.order, desk.progress)
        answers = desk.files.answers_for(board, wanted)
        report = None if open_spaces(board, answers) else desk.files.import_board(board, answers, dry_run=True)[0]
        return Rehearsed(board, answers, report)

    def write(self, desk: Desk, found: Rehearsed) -> Written[str]:
        """Bring it in."""
        report, change = desk.files.import_board(found.board, found.answers)
        made = ngettext("{n} card brought in.", "{n} cards brought in.", report.made).format(n=fmt.number(report.made))
        said = [made if report.made else "", labels.sentence(labels.refreshed(report.refreshed))]
        return Written(" ".join((*filter(None, said), _("u takes it back."))), change)

    def let_go(self) -> None:
        """Drop the boards read from the file."""
        self._boards.clear()
        del self._board

    # -- lines --------------------------------------------------------------------------------------------------------

    def rows(self, found: Rehearsed) -> Iterator[Row]:
        """Spaces first, then columns."""
        for space in found.board.spaces():
            key = found.answers.clients.get(space, "")
            client = self._clients.get(key) if key else None
            target: Words = (
                (f"{client.code} {client.name}", in_colour(client.colour)) if client else (_("whose?"), "amber")
            )
            yield self._row(_SPACE + space, self._space_name(space, found.board), target, is_out=key is None)
        for name in dict.fromkeys(_columns(found.board)):
            lane = found.answers.lanes.get(name, Lane.BACKLOG)
            yield self._row(_COLUMN + name, name, (labels.lane(lane or Lane.BACKLOG), "plain"), is_out=lane is None)

    @staticmethod
    def _space_name(space: str, board: ImportedBoard) -> str:
        return space or (board.name if len(board.spaces()) == 1 else _("(no client named)"))

    def _row(self, key: str, name: str, target: Words, *, is_out: bool) -> Row:
        count = self._counts[key]
        left: tuple[Words, ...] = (
            (" ", "plain"),
            ("·" if is_out else "✓", "faint" if is_out else "green"),
            (f" {fit(name, 30)} ", "quiet" if is_out else "bright"),
            ("→ " if not is_out else "", "quiet"),
            (_("left out"), "quiet") if is_out else target,
        )
        return Row(key, left, ((ngettext("{n} card", "{n} cards", count).format(n=fmt.number(count)) + " ", "quiet"),))

    def preview(self, found: Rehearsed) -> str:
        """What would happen, in a few lines."""
        if found.report is None:
            space = open_spaces(found.board, found.answers)[0]
            return _("Whose is {name}? enter asks.").format(name=self._space_name(space, found.board))
        lines = report_lines(found.report)
        if not self.has_news(found):
            lines.append(_("there is nothing new in this file"))
        return "\n".join(lines)

    def has_news(self, found: Rehearsed) -> bool:
        """Whether a card is new or changed."""
        return found.report is None or bool(found.report.made or found.report.updated)

    def action_bring_in(self) -> None:
        """All of it; the first line of which it is not known whose it is asks for that."""
        found = self.found
        if found is not None and found.report is None:
            part = _SPACE + open_spaces(found.board, found.answers)[0]
            self.query_one("#columns", RowList).select(part)
            self.change(part, found)
            return
        super().action_bring_in()

    # -- changing ------------------------------------------------------------------------------------------------------

    def leave_out(self, part: str, found: Rehearsed) -> None:
        """Without this space or column, or with it again."""
        if part.startswith(_SPACE):
            space = part.removeprefix(_SPACE)
            known = {name: key for name, key in self._answers.clients.items() if name != space}
            is_out = found.answers.clients.get(space, "") is None
            self._answers = self._answers._replace(clients=known if is_out else {**known, space: None})
        else:
            name = part.removeprefix(_COLUMN)
            is_out = found.answers.lanes.get(name, Lane.BACKLOG) is None
            self._put_lane(name, Lane.BACKLOG if is_out else None)

    def _put_client(self, space: str, client_id: str | None) -> None:
        self._answers = self._answers._replace(clients={**self._answers.clients, space: client_id})
        self.read_again()

    def _make_client(self, space: str, name: str) -> None:
        """A space of somebody who is no client here yet."""
        from obm_tui.screens.dialogs.client_form import ClientForm

        def take(client_id: str | None) -> None:
            if client_id is not None:
                self._clients = {client.id: client for client in self.app.desk.clients.all()}
                self._put_client(space, client_id)

        self.app.push_screen(ClientForm(None, name=name), take)

    def _put_lane(self, column: str, lane: Lane | None) -> None:
        self._answers = self._answers._replace(lanes={**self._answers.lanes, column: lane})

    def change(self, part: str, found: Rehearsed) -> None:
        """Ask for the client of a space, the lane of a column."""
        from obm_tui.screens.dialogs.pick import Choice, PickDialog

        out = Choice(_OUT, _("Leave it out"))
        if part.startswith(_SPACE):
            space = part.removeprefix(_SPACE)
            choices = [Choice(key, client.name, client.code, client.colour) for key, client in self._clients.items()]
            name = self._space_name(space, found.board)
            # Cards that name no client beside others that do are nobody's together.
            is_one = bool(space) or len(found.board.spaces()) == 1
            new = [Choice(_NEW, _("New client: {name}").format(name=name))] if is_one else []

            def take_client(key: str | None) -> None:
                if key == _NEW:
                    self._make_client(space, name)
                elif key is not None:
                    self._put_client(space, None if key == _OUT else key)

            self.app.push_screen(
                PickDialog(_("Whose is {name}?").format(name=name), [*choices, *new, out]), take_client
            )
            return
        name = part.removeprefix(_COLUMN)
        lanes = [Choice(lane.value, labels.lane(lane)) for lane in (Lane.INBOX, *BOARD_LANES, *REGISTERS, Lane.DROPPED)]

        def take_lane(key: str | None) -> None:
            if key is not None:
                self._put_lane(name, None if key == _OUT else Lane(key))
                self.read_again()

        self.app.push_screen(PickDialog(_("{column} is").format(column=name), [*lanes, out]), take_lane)


def _columns(board: ImportedBoard) -> list[str]:
    """The column of each card that is open there, by name."""
    names = {column.source_id: column.name for column in board.columns}
    return [names[card.column_id] for card in board.cards if not card.archived]


def report_lines(report: ImportReport) -> list[str]:
    """What an import did, or would do, in a few lines."""
    lines = [
        _("{name}: {parts}").format(
            name=report.name,
            parts=", ".join(
                words.format(n=fmt.number(n))
                for n, words in (
                    (report.read, ngettext("{n} card read", "{n} cards read", report.read)),
                    (report.made, ngettext("{n} new", "{n} new", report.made)),
                    (
                        report.skipped,
                        ngettext("{n} left out or here already", "{n} left out or here already", report.skipped),
                    ),
                )
            ),
        )
    ]
    forms = {
        "waits": lambda n: ngettext("{n} waits for somebody", "{n} wait for somebody", n),
        "comments": lambda n: ngettext("{n} comment", "{n} comments", n),
        "checklist_items": lambda n: ngettext("{n} checklist line", "{n} checklist lines", n),
        "links": lambda n: ngettext("{n} link", "{n} links", n),
        "people": lambda n: ngettext("{n} person", "{n} people", n),
        "labels": lambda n: ngettext("{n} label", "{n} labels", n),
    }
    with_them = [forms[kind](n).format(n=fmt.number(n)) for kind, n in report.kinds.items() if n and kind in forms]
    if report.not_taken:
        not_taken = ngettext("{n} not wanted now", "{n} not wanted now", report.not_taken)
        with_them.append(not_taken.format(n=fmt.number(report.not_taken)))
    lines += filter(None, (", ".join(with_them), labels.sentence(labels.refreshed(report.refreshed))))
    lines += ["· " + labels.note(note) for note in report.notes[:_NOTES]]
    if len(report.notes) > _NOTES:
        more = len(report.notes) - _NOTES
        lines.append(ngettext("· {n} more remark", "· {n} more remarks", more).format(n=more))
    return lines

"""The file itself and other tools' files, from the desk."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from obm_tui.domain.change import Change
from obm_tui.domain.clients import ClientRow
from obm_tui.domain.text import fold
from obm_tui.store.connection import guard
from obm_tui.store.reads import file as reads
from obm_tui.store.reads.file import sqlite_version

if TYPE_CHECKING:
    from obm_tui.desk.desk import Desk
    from obm_tui.domain.import_answers import BoardAnswers
    from obm_tui.domain.imports import ImportedBoard, ImportReport

__all__ = ["FilesFacet", "sqlite_version"]


class FilesFacet:
    """Settings, facts about the file, imports."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def counts(self) -> dict[str, int]:
        """How many rows the main tables hold."""
        with guard(self._desk.path):
            return reads.counts(self._desk.connection)

    def meta(self) -> dict[str, str]:
        """Facts about the file."""
        with guard(self._desk.path):
            return reads.meta(self._desk.connection)

    def journal_mode(self) -> str:
        """How the file is kept from being left in the middle of a write."""
        with guard(self._desk.path):
            return reads.journal_mode(self._desk.connection)

    def settings(self, client_id: str = "") -> dict[str, object]:
        """Settings of everybody, or of one client, by name."""
        with guard(self._desk.path):
            return reads.settings(self._desk.connection, client_id)

    def set(self, name: str, value: object, client_id: str = "") -> Change:
        """Give a setting a value, for everybody or for one client."""
        from obm_tui.store.writes import file

        return self._desk.write(file.set_setting, name, value, client_id).change

    def named_client(self, name: str) -> ClientRow | None:
        """The client whose name or code a space or board begins with."""
        named = [client for client in self._desk.clients.all() if _is_named(name, client)]
        return max(named, key=lambda client: len(client.name), default=None)

    def _client_of(self, name: str) -> ClientRow | None:
        """Whose a space or board of this name is: it begins with a client's name or code, or there is but one."""
        if (named := self.named_client(name)) is not None:
            return named
        clients = self._desk.clients.all()
        return clients[0] if len(clients) == 1 else None

    def remembered(self, board: ImportedBoard) -> BoardAnswers:
        """What was said about the last file of this kind."""
        from obm_tui.domain.import_answers import BoardAnswers, load_answers  # late: few starts bring a board in

        with guard(self._desk.path):
            kept = reads.import_answers(self._desk.connection, board.source, board.container)
        return load_answers(kept) if kept else BoardAnswers()

    def answers_for(self, board: ImportedBoard, given: BoardAnswers, client_id: str | None = None) -> BoardAnswers:
        """What is said about a board, what was said the last time, and what can be guessed, in this order.

        A space nobody said anything about is `client_id`'s, else the client's whose name it begins with; where
        neither helps it has no entry.
        """
        from obm_tui.domain.import_answers import guess

        people = self._desk.clients.people()
        mine = frozenset(
            text.lower() for person in people if person.is_me for text in (person.name, person.email) if text
        )
        told = given.over(self.remembered(board)).over(guess(board, mine))
        alive = {client.id for client in self._desk.clients.all()}
        clients: dict[str, str | None] = {}
        for space in board.spaces():
            known = told.clients.get(space, "")
            if space in given.clients:
                clients[space] = given.clients[space]
            elif client_id is not None:
                clients[space] = client_id
            elif known is None or known in alive:
                clients[space] = known
            elif (client := self._client_of(space or board.name)) is not None:
                clients[space] = client.id
        return told._replace(clients=clients)

    def import_board(
        self, board: ImportedBoard, answers: BoardAnswers, *, dry_run: bool = False
    ) -> tuple[ImportReport, Change]:
        """Bring a board in, whole or not at all; a dry run does all of it and rolls back.

        Raises:
            Refused: the answers leave open whose a space of the file is, or which of its people is the one whose cards
                are wanted.
        """
        from obm_tui.domain.import_answers import check_answers
        from obm_tui.store.writes import imports

        check_answers(board, answers)
        run = self._desk.rehearse if dry_run else self._desk.write
        written = run(imports.take_board, board, answers, dry_run)
        return written.value, written.change


def _is_named(title: str, client: ClientRow) -> bool:
    """Whether a title begins with the client's name, as whole words, or with its code in capitals."""
    whole, name = fold(title), fold(client.name)
    by_name = whole.startswith(name) and not whole[len(name) : len(name) + 1].isalnum()
    return by_name or re.match(rf"{re.escape(client.code)}\b", title) is not None

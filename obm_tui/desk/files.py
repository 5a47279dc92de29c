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

    def settings(self) -> dict[str, object]:
        """Settings of everybody, by name."""
        with guard(self._desk.path):
            return reads.settings(self._desk.connection)

    def set(self, name: str, value: object) -> Change:
        """Give a setting a value."""
        from obm_tui.store.writes import file

        return self._desk.write(file.set_setting, name, value).change

    def client_for(self, board: ImportedBoard) -> ClientRow | None:
        """Whose board this is: its name begins with a client's name or code, or there is but one client."""
        clients = self._desk.clients.all()
        named = [client for client in clients if _is_named(board.name, client)]
        if named:
            return max(named, key=lambda client: len(client.name))
        return clients[0] if len(clients) == 1 else None

    def import_board(
        self, board: ImportedBoard, client_id: str, *, dry_run: bool = False
    ) -> tuple[ImportReport, Change]:
        """Bring a board in, whole or not at all; a dry run does all of it and rolls back."""
        from obm_tui.store.writes import imports

        run = self._desk.rehearse if dry_run else self._desk.write
        written = run(imports.take_board, board, client_id, dry_run)
        return written.value, written.change


def _is_named(title: str, client: ClientRow) -> bool:
    """Whether a title begins with the client's name, as whole words, or with its code in capitals."""
    whole, name = fold(title), fold(client.name)
    by_name = whole.startswith(name) and not whole[len(name) : len(name) + 1].isalnum()
    return by_name or re.match(rf"{re.escape(client.code)}\b", title) is not None

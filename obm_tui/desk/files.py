"""The file itself and other tools' files, from the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from obm_tui.domain.change import Change
from obm_tui.domain.imports import ImportedBoard, ImportReport
from obm_tui.store.connection import guard
from obm_tui.store.reads import file as reads

if TYPE_CHECKING:
    from obm_tui.desk.desk import Desk


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

    def settings(self) -> dict[str, object]:
        """Settings of everybody, by name."""
        with guard(self._desk.path):
            return reads.settings(self._desk.connection)

    def set(self, name: str, value: object) -> Change:
        """Give a setting a value."""
        from obm_tui.store.writes import file

        return self._desk.write(file.set_setting, name, value).change

    def import_board(
        self, board: ImportedBoard, client_id: str, *, dry_run: bool = False
    ) -> tuple[ImportReport, Change]:
        """Bring a board in, whole or not at all; a dry run does all of it and rolls back."""
        from obm_tui.store.writes import imports

        run = self._desk.rehearse if dry_run else self._desk.write
        written = run(imports.take_board, board, client_id, dry_run)
        return written.value, written.change

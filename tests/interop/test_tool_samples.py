"""Real exports of other tools, kept outside the project: `OBM_TUI_SAMPLES` names the folder, with their counts."""

import json
import os
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from obm_tui.domain.imports import ImportedBoard
from obm_tui.interop.detect import is_board, read_board

FOLDER = os.environ.get("OBM_TUI_SAMPLES", "")
EXPECTED: dict[str, Any] = json.loads((Path(FOLDER) / "EXPECTED.json").read_bytes()) if FOLDER else {}

pytestmark = pytest.mark.skipif(not EXPECTED, reason="OBM_TUI_SAMPLES names no folder of real exports")


def samples(*tools: str) -> list[str]:
    return [name for name in EXPECTED if name.split("/")[0] in tools]


def read(name: str) -> ImportedBoard:
    data = Path(FOLDER, name).read_bytes()
    assert is_board(data)
    return read_board(data, name.split("/")[1], ZoneInfo("Europe/Paris"))


def cards_and_lines(board: ImportedBoard) -> int:
    return len(board.cards) + board.lines


@pytest.mark.parametrize("name", samples("clickup", "kanban-generic", "jira", "notion"))
def test_every_line_of_a_table_is_a_card(name: str) -> None:
    expected = EXPECTED[name]
    if "rows_non_empty" in expected:
        board = read(name)
        assert (board.read, cards_and_lines(board)) == (expected["rows_non_empty"] - 1, expected["rows_non_empty"] - 1)


@pytest.mark.parametrize("name", [name for name in samples("asana") if "tasks" in EXPECTED[name]])
def test_asana(name: str) -> None:
    board, expected = read(name), EXPECTED[name]
    sections = {column.name for column in board.columns}

    assert board.read == expected["tasks"]
    assert cards_and_lines(board) == expected["distinct_ids"]
    assert sum(len(card.items) for card in board.cards) == expected["with_parent"]
    assert sections == {name for name in expected["sections"] if name != "(no section)"} | {"—"}


@pytest.mark.parametrize("name", samples("todoist"))
def test_todoist(name: str) -> None:
    assert cards_and_lines(read(name)) == EXPECTED[name]["types"]["task"]


@pytest.mark.parametrize("name", samples("taskwarrior"))
def test_taskwarrior(name: str) -> None:
    board, expected = read(name), EXPECTED[name]

    assert board.read == expected["tasks"]
    assert sum(card.done for card in board.cards) == expected["status"].get("completed", 0)
    assert sum(len(card.comments) for card in board.cards) == expected["annotations"]
    assert (
        sum(len(card.extra.get("depends", "").split(", ")) for card in board.cards if card.extra) == expected["depends"]
    )


@pytest.mark.parametrize("name", [name for name in samples("notion") if name.endswith(".zip")])
def test_a_notion_archive_has_the_cards_of_its_table(name: str) -> None:
    board = read(name)
    tables = [EXPECTED[other]["rows_non_empty"] - 1 for other in samples("notion") if other.endswith("_all.csv")]

    assert len(board.cards) == sum(tables)
    # A few lines of the table have no page in the archive.
    assert sum(len(card.source_id) == 32 for card in board.cards) > 0.9 * len(board.cards)


@pytest.mark.parametrize("name", samples("kpi", "toggl", "timesheet-generic"))
def test_numbers_and_hours_are_no_cards(name: str) -> None:
    assert not is_board(Path(FOLDER, name).read_bytes())

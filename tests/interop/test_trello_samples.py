"""Real exports, kept outside the project: `OBM_TUI_SAMPLES` names the folder, with what each holds in EXPECTED.json."""

import json
import os
import re
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from obm_tui.domain.errors import Refused
from obm_tui.domain.imports import ImportedBoard
from obm_tui.interop.detect import read_board

FOLDER = os.environ.get("OBM_TUI_SAMPLES", "")
EXPECTED: dict[str, Any] = json.loads((Path(FOLDER) / "EXPECTED.json").read_bytes()) if FOLDER else {}
BOARDS = [name for name, expected in EXPECTED.items() if name.startswith("trello/") and expected["kind"] == "board"]
OTHERS = [name for name in EXPECTED if name.startswith("trello/") and name not in BOARDS]

pytestmark = pytest.mark.skipif(not EXPECTED, reason="OBM_TUI_SAMPLES names no folder of real exports")


def read(name: str) -> ImportedBoard:
    return read_board(Path(FOLDER, name).read_bytes(), name, ZoneInfo("Europe/Paris"))


@pytest.mark.parametrize("name", BOARDS)
def test_a_real_board_comes_in_whole(name: str) -> None:
    board, expected = read(name), EXPECTED[name]
    items = [item for card in board.cards for item in card.items]
    archived_columns = {column.source_id for column in board.columns if column.archived}

    assert {
        "name": board.name,
        "lists": len(board.columns),
        "lists_archived": len(archived_columns),
        "cards": board.read,
        "cards_archived": sum(card.archived for card in board.cards if card.column_id not in archived_columns),
        "cards_in_archived_lists": sum(card.column_id in archived_columns for card in board.cards),
        "due": sum(card.due_on is not None for card in board.cards),
        "with_desc": sum(bool(card.body) for card in board.cards),
        "label_uses": sum(len(card.label_ids) for card in board.cards),
        "labels_named": sum(label.name != label.colour.replace("_", " ") for label in board.labels),
        "check_items": len(items),
        "check_items_done": sum(item.done for item in items),
        "comments": sum(len(card.comments) for card in board.cards),
        "attachments": sum(len(card.links) for card in board.cards),
        "members": len(board.people),
        "custom_values": sum(len(card.extra) for card in board.cards),
    }.items() <= expected.items()
    assert all(card.created_at for card in board.cards)


@pytest.mark.parametrize("name", BOARDS)
def test_no_secret_address_of_a_real_board_comes_in(name: str) -> None:
    secrets = [card.get("email") for card in json.loads(Path(FOLDER, name).read_bytes())["cards"]]

    assert not [secret for secret in secrets if secret and secret in repr(read(name))]


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_no_board_is_refused_with_its_name(name: str) -> None:
    with pytest.raises(Refused, match=f"^{re.escape(name)} "):
        read(name)

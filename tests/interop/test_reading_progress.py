"""A long file, whatever tool it is of, tells how far its reading is, and ends where it is stopped."""

import io
import json
import zipfile
from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest

from obm_tui.domain.progress import Progress, Stage, Stopped
from obm_tui.interop.detect import read_board
from tests.interop.boards import board, card

CARDS = 1_200


def trello() -> bytes:
    return json.dumps(board(*(card(number, name=f"Carte {number}") for number in range(1, CARDS + 1)))).encode()


def taskwarrior() -> bytes:
    tasks = (
        {"uuid": f"{number:08d}-0", "entry": "20261101T080000Z", "status": "pending", "description": f"Tâche {number}"}
        for number in range(CARDS)
    )
    return json.dumps(list(tasks)).encode()


def table() -> bytes:
    return ("Title,Status,Owner\n" + "".join(f"Task {number},To do,Lea\n" for number in range(CARDS))).encode()


def notion() -> bytes:
    folder, inner = f"Tasks {'a' * 32}", io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr(f"{folder}.csv", "Name,Status\n" + "".join(f"Page {number},To do\n" for number in range(50)))
        for number in range(50):
            archive.writestr(f"{folder}/Page {number} {number:032x}.md", f"# Page {number}\n\nTexte\n")
    return inner.getvalue()


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (trello, "export.json"),
        (taskwarrior, "export.json"),
        (table, "export.csv"),
        (table, f"Tasks {'a' * 32}.csv"),  # a database of Notion's without its archive
        (notion, "export.zip"),
    ],
)
def test_reading_tells_how_far_it_is_and_can_be_stopped(make: Callable[[], bytes], name: str) -> None:
    data, parts = make(), list[float]()
    read = read_board(data, name, ZoneInfo("UTC"), None, Progress(parts.append))

    assert len(read.cards) == (50 if make is notion else CARDS)
    assert len(set(parts)) > 2
    assert parts == sorted(parts)
    assert Stage.READING.value[0] <= parts[0]
    assert parts[-1] <= Stage.READING.value[1]

    progress = Progress(lambda part: progress.stop() if part > 0 else None)
    with pytest.raises(Stopped):
        read_board(data, name, ZoneInfo("UTC"), None, progress)

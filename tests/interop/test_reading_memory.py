"""A large file costs the memory of the cards in it: neither its text nor what nobody asks for is held whole."""

import io
import tracemalloc
import zipfile
from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest

from obm_tui.interop.detect import read_board

ROWS = 1_500
IDLE = "Last Modified"
"""A column that no card takes."""
DATABASE, PAGE = "0123456789abcdef" * 2, "fedcba9876543210" * 2


def table(idle: str) -> bytes:
    header = f"Task ID,Name,Section/Column,{IDLE}\n"
    return (header + "".join(f"{number},Task {number},To do,{idle}\n" for number in range(ROWS))).encode()


def cards_csv(idle: str) -> bytes:
    header = "Title,Status,Owner,Updated at\n"
    return (header + "".join(f"Task {number},To do,Lea,{idle}\n" for number in range(ROWS))).encode("utf-16")


def todoist(idle: str) -> bytes:
    header = "TYPE,CONTENT,PRIORITY,AUTHOR\n"
    return (header + "".join(f"task,Task {number},4,{idle}\n" for number in range(ROWS))).encode()


def notion(idle: str) -> bytes:
    """Pages whose properties, which the table has too, are long."""
    out, folder = io.BytesIO(), f"Tasks {DATABASE}"
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{folder}.csv", "Name,Status\n" + "".join(f"Page {n},To do\n" for n in range(ROWS)))
        for number in range(ROWS):
            archive.writestr(f"{folder}/Page {number} {number:032x}.md", f"# Page {number}\n\nIdle: {idle}\n")
    return out.getvalue()


def peak(data: bytes, name: str) -> int:
    """Bytes in use at most while a file is read, beside those of the file."""
    tracemalloc.start()
    try:
        board = read_board(data, name, ZoneInfo("UTC"))
        assert len(board.cards) == ROWS
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("make", [table, cards_csv, todoist, notion])
def test_what_no_card_takes_needs_no_memory(make: Callable[[str], bytes]) -> None:
    """With 3 million letters more the file needs hardly more."""
    name, letters = "export.zip" if make is notion else "export.csv", 2_000
    short, long = peak(make("x"), name), peak(make("x" * letters), name)

    assert long - short < ROWS * letters / 4

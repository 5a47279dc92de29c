"""The program as it is started: signals, a window that is closed, a crash, other terminals."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from obm_tui import drafts, paths
from obm_tui.desk import Desk
from obm_tui.domain.cards import Lane
from obm_tui.domain.query import Query
from tests.app.terminal import Terminal

pytestmark = [pytest.mark.pty, pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")]

ON_THE_BOARD = "gb"


def left() -> str | None:
    """The capture line on disk."""
    draft = drafts.load("capture")
    return draft.texts.get("line") if draft else None


def titles(path: Path) -> list[str]:
    with Desk.open(path) as desk:
        return [row.title for row in desk.cards.find(Query())]


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_keeps_the_draft_and_leaves_the_terminal_as_it_was(name: str, board: Path) -> None:
    number = signal.Signals[name]
    with Terminal(board) as terminal:
        terminal.wait_for("Radar")
        terminal.type(ON_THE_BOARD + "npas fini")
        terminal.wait_for("pas fini")
        terminal.process.send_signal(number)

        assert (terminal.end(), terminal.is_sane(), left()) == (128 + number, True, "pas fini")


def test_from_the_first_start_to_the_demo_and_out(database: Path) -> None:
    with Terminal(database, environment={"OBM_TUI_NOW": ""}) as terminal:
        terminal.wait_for("Or look around first")
        terminal.type("\x1b[B\x1b[B\r")
        terminal.wait_for("One moment: the demo is being made.")
        terminal.wait_for("DEMO")
        terminal.wait_for("Note pour Maya")
        terminal.type("\x11")

        assert (terminal.end(), terminal.is_sane()) == (0, True)
    assert titles(database) == []
    assert paths.demo_database().exists()


def test_a_terminal_that_is_gone_without_a_signal_ends_the_program(board: Path) -> None:
    with Terminal(board, hangs_up=False) as terminal:
        terminal.wait_for("Radar")
        terminal.watch(3.0)  # everything is drawn: nothing is written any more that could fail
        terminal.close_window()

        assert terminal.process.wait(20) == 128 + signal.SIGHUP


def test_a_closed_window_keeps_the_draft(board: Path) -> None:
    with Terminal(board) as terminal:
        terminal.wait_for("Radar")
        terminal.type(ON_THE_BOARD + "nfenêtre fermée")
        terminal.wait_for("fenêtre fermée")
        terminal.close_window()

        assert terminal.process.wait(20) in {128 + signal.SIGHUP, 0}
        assert left() == "fenêtre fermée"


def test_a_window_closed_while_more_is_written_than_it_took(board: Path) -> None:
    with Terminal(board) as terminal:
        terminal.wait_for("Radar")
        terminal.type(ON_THE_BOARD + "n")
        terminal.wait_for("New card")
        for _ in range(60):  # nobody reads what this draws: the terminal's buffer is full, and then every queue
            terminal.type("abcdefgh")
            time.sleep(0.02)
        terminal.close_window()

        assert terminal.process.wait(20) in {128 + signal.SIGHUP, 0}
    kept = left() or ""
    assert kept.startswith("abcdefgh")
    assert not list(paths.state_folder().glob("report-*"))


def test_kill_loses_a_quarter_of_a_second_of_typing_at_most(board: Path) -> None:
    typed, pace = "", 0.04  # a steady hand: the throttle is what is tested
    with Terminal(board) as terminal:
        terminal.wait_for("Radar")
        terminal.type(ON_THE_BOARD + "n")
        terminal.wait_for("New card")
        for letter in "une phrase assez longue pour durer une bonne seconde":
            terminal.type(letter)
            typed += letter
            terminal.watch(pace)
        terminal.process.kill()
        terminal.process.wait()
    kept = left() or ""
    assert typed.startswith(kept)
    # A quarter of a second, and as much again for a machine that does other things.
    assert len(typed) - len(kept) <= 0.5 / pace

    with Terminal(board) as terminal:
        terminal.wait_for(kept[-10:])
        terminal.type("\r")
        terminal.until(lambda: kept in titles(board))
        terminal.type("\x11")
        assert (terminal.end(), left()) == (0, None)


def test_keys_that_arrive_in_one_read(board: Path) -> None:
    with Terminal(board) as terminal:
        terminal.wait_for("Radar")
        terminal.type("gbnbonjour\rngi x\rgi")
        terminal.wait_for("Inbox")
        terminal.until(lambda: {"bonjour", "gi x"} <= set(titles(board)))
        terminal.type("\x11")
        assert (terminal.end(), terminal.is_sane()) == (0, True)


@pytest.mark.parametrize(
    "environment",
    [
        {"TERM": "vt100"},
        {"TERM": "xterm", "NO_COLOR": "1"},
        {"LC_ALL": "C", "LANG": "C", "LC_MESSAGES": "C"},
        {"TERM": "", "PYTHONIOENCODING": "latin-1"},
    ],
    ids=["vt100", "no-colour", "C", "latin-1"],
)
def test_in_other_terminals_it_starts_works_and_leaves(environment: dict[str, str], board: Path) -> None:
    with Terminal(board, environment=environment) as terminal:
        terminal.wait_for("Radar")
        terminal.type("gbx")
        terminal.until(lambda: "Prix de la promo 12" not in titles(board))
        terminal.type("\x11")
        assert (terminal.end(), terminal.is_sane()) == (0, True)


@pytest.mark.parametrize("missing", ["stdin", "stdout"])
def test_without_a_terminal_it_says_so_at_once(missing: str, board: Path) -> None:
    begun = time.monotonic()
    streams = {"stdin": subprocess.DEVNULL} if missing == "stdin" else {}
    done = subprocess.run(
        [sys.executable, "-m", "obm_tui", "--db", str(board)],
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
        **streams,  # type: ignore[call-overload]
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert "need a terminal" in done.stderr
    assert time.monotonic() - begun < 10


def test_a_dumb_terminal_is_told_so(board: Path) -> None:
    with Terminal(board, environment={"TERM": "dumb"}) as terminal:
        assert terminal.end() == 1
        assert "need a terminal" in terminal.text


def test_no_control_byte_of_a_title_reaches_the_terminal(board: Path) -> None:
    """Such a title cannot be written with the program; another could have written it into the file."""
    steering = ("\x1b]52;c;cGlyYXRl\x1b\\", "\x1b]0;pirate\x07", "\x1b[31mpirate", "\x9b31mpirate", "\u202epirate")
    with sqlite3.connect(board) as connection:
        lane = Lane.WEEK.value
        keys = [key for (key,) in connection.execute("select id from card where lane = ? limit 3", (lane,))]
        for key in keys:
            connection.execute("update card set title = ?, body = ? where id = ?", ("".join(steering),) * 2 + (key,))
    connection.close()
    with Terminal(board) as terminal:
        terminal.wait_for("Radar")
        terminal.type(ON_THE_BOARD)
        terminal.wait_for("pirate")
        terminal.type("\r")
        terminal.wait_for("Back")
        terminal.type("\x1b[B\x1b[Be")
        terminal.wait_for("Title")
        raw = terminal.raw
        terminal.type("\x11")
        assert terminal.end() == 0
        raw += terminal.raw
    for text in steering:
        assert text.encode() not in raw
    assert b"]52;" not in raw.replace(b"pirate", b"") or b"\x1b]52;" not in raw
    assert b"\x1b]0;pirate" not in raw


CRASHING = """
import sys
from obm_tui.cli.main import main
from obm_tui.screens.card_verbs import CardVerbs

def fail(screen):
    raise RuntimeError("about a client")

CardVerbs.action_card_link = fail
sys.exit(main(sys.argv[1:]))
"""


def test_after_a_crash_it_opens_again_with_the_form_and_gives_up_when_it_goes_on(board: Path) -> None:
    with Terminal(board, program=CRASHING) as terminal:
        terminal.wait_for("Radar")
        terminal.type(ON_THE_BOARD + "l")
        terminal.wait_for("Something went wrong.")
        # It is the board again: where she was.
        terminal.wait_for("This week")
        terminal.type("l")
        terminal.wait_for("Something went wrong.")
        terminal.wait_for("This week")
        terminal.type("l")
        assert terminal.end() == 1
        assert "crashed several times within a minute" in terminal.text
        assert "about a client" not in terminal.text
        assert terminal.is_sane()
    assert len(list(paths.state_folder().glob("report-*.txt"))) == 3

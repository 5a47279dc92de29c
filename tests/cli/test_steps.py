"""Undo, redo and the log on the command line."""

import pytest

from obm_tui.desk import Desk
from obm_tui.domain.cards import CardEdit
from tests.cli.conftest import Cli

pytestmark = pytest.mark.usefixtures("database")


def titles(cli: Cli) -> list[str]:
    return [card["title"] for card in cli("list", "--json").json]


def test_the_last_step_is_taken_back_and_done_again(cli: Cli) -> None:
    cli("add", "un")
    cli("add", "deux")

    undone = cli("undo")
    after_undo = titles(cli)
    redone = cli("redo")

    assert undone.lines == ["3  23 Nov 8:30  command line  undone (2)  card added"]
    assert after_undo == ["un"]
    assert redone.lines == ["4  23 Nov 8:30  command line  done again (2)  card added · deux"]
    assert titles(cli) == ["un", "deux"]


def test_an_earlier_step_is_taken_back_by_its_number(cli: Cli) -> None:
    cli("add", "un")
    cli("add", "deux")

    answer = cli("undo", "1", "--json")

    assert (answer.json["kind"], answer.json["of"], answer.json["label"]) == ("undo", 1, "card.added")
    assert titles(cli) == ["deux"]


def test_the_log_tells_what_was_done_newest_first(cli: Cli) -> None:
    cli("client", "add", "Cap Dirigeant")
    cli("add", "un", "--client", "CAP")
    cli("undo")

    assert cli("log").lines == [
        "3  23 Nov 8:30  command line  undone (2)  CAP card added",
        "2  23 Nov 8:30  command line  taken back  CAP card added",
        "1  23 Nov 8:30  command line              CAP client added",
    ]
    assert cli("log", "--limit", "1", "--json").json == [
        {
            "step": 3,
            "at": "2026-11-23T08:30:00+00:00",
            "origin": "cli",
            "kind": "undo",
            "of": 2,
            "label": "card.added",
            "text": "CAP card added",
            "count": 1,
            "client": "CAP",
            "undone": False,
        }
    ]


@pytest.mark.parametrize(
    ("argv", "reason"),
    [
        (["undo"], "There is nothing to undo."),
        (["redo"], "There is nothing to redo."),
        (["undo", "7"], "Step 7 cannot be undone: there is no such step."),
    ],
)
def test_what_cannot_be_taken_back_is_refused(cli: Cli, argv: list[str], reason: str) -> None:
    answer = cli(*argv)

    assert (answer.code, answer.out, answer.err) == (1, "", f"{reason}\n")


def test_what_changed_since_is_named(cli: Cli, desk: Desk) -> None:
    cli("add", "un")
    desk.cards.edit([desk.cards.key("1")], CardEdit(title="neuf"))

    answer = cli("undo", "1")

    assert answer.code == 1
    assert answer.err.splitlines()[0] == "In the way: 1."
    assert titles(cli) == ["neuf"]

"""Saved views on the command line."""

import pytest

from obm_tui.desk import Desk
from obm_tui.domain.clients import NewClient
from tests.cli.conftest import Cli

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture(autouse=True)
def cards(desk: Desk, cli: Cli) -> None:
    """A client with a card on the board, and one of nobody in the inbox."""
    desk.clients.add(NewClient("Cap Dirigeant", "CAP"))
    cli("add", "Relire +CAP", "--lane", "week")
    cli("add", "Autre chose")


def titles(cli: Cli, *words: str) -> list[str]:
    return [card["title"] for card in cli("list", "--json", *words).json]


def test_a_view_is_saved_listed_and_used(cli: Cli) -> None:
    answer = cli("view", "save", "Chez Cap", "client:cap")
    assert (answer.code, answer.err) == (0, "Step 4: view saved. Take it back with: obm-tui undo 4\n")
    assert cli("view", "list", "--json").json == [{"name": "Chez Cap", "filter": "client:cap", "cards": 1}]
    assert titles(cli, "--view", "chez cap") == ["Relire"]
    assert titles(cli, "--view", "chez cap", "autre") == []
    assert titles(cli, "--view", "chez cap", "relire", "or", "autre") == ["Relire"]
    assert cli("undo").code == 0
    assert cli("view", "list", "--json").json == []


def test_one_of_the_same_name_is_replaced(cli: Cli) -> None:
    cli("view", "save", "Feu", "overdue")
    cli("view", "save", "FEU", "p:1")
    assert [(view["name"], view["filter"]) for view in cli("view", "list", "--json").json] == [("Feu", "p:1")]


def test_it_is_renamed_and_deleted_and_two_are_never_called_the_same(cli: Cli) -> None:
    cli("view", "save", "Feu", "overdue")
    cli("view", "save", "Été", "p:1")
    refused = cli("view", "rename", "feu", "ete")
    assert (refused.code, "There is a view called ete already." in refused.err) == (1, True)
    assert cli("view", "rename", "feu", "FEU").code == 0
    assert [view["name"] for view in cli("view", "list", "--json").json] == ["Été", "FEU"]
    assert cli("view", "delete", "ete").code == 0
    unknown = cli("view", "delete", "ete")
    assert (unknown.code, "Known: FEU" in unknown.err) == (1, True)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["save", "", "p:1"], "A view needs a name."),
        (["save", "x", " "], "There is no filter to save."),
        (["save", "x", "p:9"], "A priority is 1, 2 or 3."),
        (["save", "x" * 61, "p:1"], "60 characters at most"),
        (["rename", "nowhere", "x"], "There is no view called nowhere"),
    ],
)
def test_what_is_no_view_is_refused(cli: Cli, words: list[str], reason: str) -> None:
    answer = cli("view", *words)
    assert (answer.code, reason in answer.err) == (1, True)
    assert cli("view", "list", "--json").json == []


def test_a_filter_that_cannot_be_read_is_refused(cli: Cli) -> None:
    answer = cli("list", "(client:cap")
    assert (answer.code, "This bracket is not closed." in answer.err) == (1, True)
    assert cli("list", "écran", "due:soon").err.splitlines()[:2] == ["écran due:soon", " " * 10 + "↑"]


def test_a_filter_that_nothing_fits_says_so(cli: Cli) -> None:
    answer = cli("list", "client:zzz")
    assert (answer.code, answer.out, answer.err) == (0, "", "No card fits the filter.\n")


def test_a_view_that_cannot_be_read_any_more_is_listed_all_the_same(cli: Cli, desk: Desk) -> None:
    desk.files.set("view:Old", "lane:gone")
    cli("view", "save", "Chez Cap", "client:cap")
    assert [(view["name"], view["cards"]) for view in cli("view", "list", "--json").json] == [
        ("Chez Cap", 1),
        ("Old", None),
    ]
    assert "Old" in cli("view", "list").out
    answer = cli("list", "--view", "old")
    assert (answer.code, "There is no such lane." in answer.err) == (1, True)

"""Time worked, on the command line."""

import pytest

from obm_tui.desk import Desk
from obm_tui.domain.clients import NewClient
from tests.cli.conftest import Cli

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture(autouse=True)
def clients(desk: Desk) -> None:
    """Whom she works for."""
    desk.clients.add(NewClient("Cap Dirigeant", "CAP"))
    desk.clients.add(NewClient("Objectif Image", "OBJ"))


def test_time_is_noted_listed_and_taken_back(cli: Cli) -> None:
    answer = cli("time", "add", "cap", "1h30", "point", "Thomas")
    assert (answer.code, "obm-tui undo 3" in answer.err) == (0, True)
    cli("time", "add", "OBJ", "45 min", "--on", "2026-11-02")
    cli("time", "add", "CAP", "2", "--on", "2026-10-30")

    listed = cli("time", "list", "--json").json
    assert listed == [
        {"client": "CAP", "on": "2026-11-23", "minutes": 90, "note": "point Thomas"},
        {"client": "OBJ", "on": "2026-11-02", "minutes": 45, "note": None},
    ]
    assert [
        row["minutes"] for row in cli("time", "list", "--client", "CAP", "--since", "2026-10-01", "--json").json
    ] == [
        90,
        120,
    ]
    assert "2\u00a0h\u00a015 since" in cli("time", "list").err

    assert cli("undo").code == 0
    assert len(cli("time", "list", "--since", "2026-10-01", "--json").json) == 2


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("CAP", "soon"), "“soon” is no time"),
        (("CAP", "0"), "At least a minute"),
        (("ZZZ", "1h"), "ZZZ"),
        (("CAP", "1h", "--on", "2026-12-24"), "still to come"),
        (("CAP", "1h", "--on", "someday"), "is not a date"),
    ],
)
def test_what_is_no_time_is_refused_with_a_reason(cli: Cli, words: tuple[str, ...], reason: str) -> None:
    answer = cli("time", "add", *words)
    assert (answer.code, reason in answer.err) == (1, True), answer.err
    assert cli("time", "list", "--json").json == []

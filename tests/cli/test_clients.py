"""Clients on the command line."""

from pathlib import Path

import pytest

from tests.cli.conftest import Cli


@pytest.mark.usefixtures("database")
class TestClients:
    def test_the_code_is_made_from_the_name_or_given(self, cli: Cli) -> None:
        assert cli("client", "add", "Cap Dirigeant").lines == ["CAP  Cap Dirigeant"]
        assert cli("client", "add", "Cap Nord", "--code", "nord", "--json").json["code"] == "NORD"

    @pytest.mark.parametrize(
        ("argv", "reason"),
        [
            (["Other", "--code", "cap"], "There is a client CAP already: choose another code."),
            (["Other", "--code", "much too long"], "“much too long” cannot be a client code"),
            (["\x00 "], "A client needs a name."),
        ],
    )
    def test_a_client_that_cannot_be_is_refused(self, cli: Cli, argv: list[str], reason: str) -> None:
        cli("client", "add", "Cap Dirigeant")

        answer = cli("client", "add", *argv)

        assert (answer.code, answer.out) == (1, "")
        assert answer.err.startswith(reason)
        assert [client["code"] for client in cli("client", "list", "--json").json] == ["CAP"]

    def test_the_list_counts_what_is_open_and_late(self, cli: Cli) -> None:
        cli("client", "add", "Cap Dirigeant")
        cli("client", "add", "Maison Verte")
        cli("add", "-", "--client", "CAP", stdin=b"invoice 1/11/2026\ndeux\ntrois\n")
        cli("done", "CAP-3")

        assert cli("client", "list").lines == ["CAP  active  2  1  Cap Dirigeant", "MAI  active  0  0  Maison Verte"]
        assert [(line["open"], line["late"]) for line in cli("client", "list", "--json").json] == [
            ({"inbox": 2}, 1),
            ({}, 0),
        ]

    def test_one_client_is_found_by_code_or_name(self, cli: Cli) -> None:
        cli("client", "add", "Cap Dirigeant")
        cli("add", "invoice 1/11/2026", "--client", "cap dirigeant")

        assert cli("client", "show", "cap").lines == [
            "CAP     Cap Dirigeant",
            "Status  active",
            "Inbox   1",
            "Late    1",
        ]
        shown = cli("client", "show", "CAP Dirigeant", "--json").json
        assert (shown["name"], shown["status"], shown["open"], shown["late"]) == (
            "Cap Dirigeant",
            "active",
            {"inbox": 1},
            1,
        )

    def test_an_unknown_client_is_refused(self, cli: Cli) -> None:
        answer = cli("client", "show", "XYZ")

        assert (answer.code, answer.err) == (1, "There is no client XYZ. Known: —.\n")


def test_the_first_client_makes_the_database(cli: Cli, home: Path) -> None:
    assert cli("client", "add", "Cap Dirigeant").code == 0
    assert (home / "obm-tui.db").is_file()

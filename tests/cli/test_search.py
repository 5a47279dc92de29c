"""Search on the command line."""

import pytest

from tests.cli.conftest import Cli


@pytest.mark.usefixtures("database")
class TestSearch:
    def test_what_holds_the_words(self, cli: Cli) -> None:
        cli("client", "add", "Cap Dirigeant")
        cli("add", "Écrire la page +CAP")
        cli("add", "Autre")

        answer = cli("search", "ecri", "page")
        told = cli("search", "page", "--json").json

        assert answer.lines == ["Card  CAP-1  Écrire la page"]
        assert [(one["kind"], one["ref"], one["client"]) for one in told] == [("card", "CAP-1", "CAP")]
        assert [one["kind"] for one in cli("search", "dirigeant", "--json").json] == ["client"]

    def test_of_one_client_only(self, cli: Cli) -> None:
        cli("client", "add", "Cap Dirigeant")
        cli("client", "add", "Maison Verte")
        cli("add", "Page +CAP")
        cli("add", "Page +MAI")

        assert [one["ref"] for one in cli("search", "page", "--client", "mai", "--json").json] == ["MAI-1"]
        assert cli("search", "page", "--client", "XYZ").code == 1

    def test_nothing(self, cli: Cli) -> None:
        answer = cli("search", "page")

        assert (answer.code, answer.out, answer.err) == (0, "", "Nothing was found.\n")
        assert cli("search", "page", "--json").json == []


def test_without_a_database(cli: Cli) -> None:
    assert cli("search", "page", "--json").json == []
    assert cli("search").code == 2

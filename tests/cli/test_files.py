"""The database's own facts on the command line."""

from pathlib import Path

from obm_tui import __version__
from tests.cli.conftest import Cli


class TestInfo:
    def test_where_the_database_is_and_what_it_holds(self, cli: Cli, database: Path) -> None:
        cli("client", "add", "Cap Dirigeant")
        cli("add", "un")

        told = cli("info", "--json").json

        assert told == told | {
            "version": __version__,
            "database": str(database),
            "exists": True,
            "size": database.stat().st_size,
            "rows": {"client": 1, "person": 0, "project": 0, "card": 1, "comment": 0, "step": 2},
            "language": "en",
            "journal": "truncate",
            "settings": str(database.with_name("config.toml")),
        }
        assert told["sqlite"].count(".") == 2

    def test_for_a_person(self, cli: Cli, database: Path) -> None:
        facts = [" ".join(line.split()) for line in cli("info").lines]

        assert facts[:2] == [f"Version {__version__}", f"Database {database}"]
        assert "Journal truncate" in facts

    def test_without_a_database(self, cli: Cli, home: Path) -> None:
        plain, told = cli("info"), cli("info", "--json").json

        assert (plain.code, told["exists"], told["size"], told["rows"]) == (0, False, None, {})
        assert "There is no database at" in plain.err
        assert str(home / "obm-tui.db") in plain.out
        assert not home.exists()

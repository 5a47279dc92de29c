"""Cards as a table for spreadsheets."""

from pathlib import Path

import pytest

from tests.cli.conftest import Cli


@pytest.mark.usefixtures("database")
class TestTable:
    @pytest.fixture(autouse=True)
    def cards(self, cli: Cli, database: Path) -> None:
        cli("client", "add", "Cap Dirigeant")
        cli("add", '=HYPERLINK("x") +CAP !1 friday 14h')
        cli("add", "Écran; « large » @me")
        cli("done", "1")

    def test_for_programs_in_english(self, cli: Cli) -> None:
        lines = cli("list", "--all", "--csv", "intl").out.split("\r\n")

        assert lines == [
            "Ref,Title,Client,Project,Status,Priority,Due date,Time,Owner,Created,Completed at,Description",
            """CAP-1,"'=HYPERLINK(""x"")",CAP,,Inbox,P1,2026-11-27,14:00,,2026-11-23,,""",
            "1,Écran; « large »,,,Done,,,,Me,2026-11-23,2026-11-23,",
            "",
        ]

    def test_for_excel_in_french(self, cli: Cli) -> None:
        text = cli("list", "--csv", "excel-fr").out

        assert text.startswith("\ufeffRéf;Titre;Client;")
        assert text.split("\r\n")[1] == """CAP-1;"'=HYPERLINK(""x"")";CAP;;Inbox;P1;27/11/2026;14:00;;23/11/2026;;"""

    def test_a_description_stands_last_with_all_its_lines(self, cli: Cli, tmp_path: Path) -> None:
        source = tmp_path / "board.csv"
        source.write_text('Title,Status,Description\nAvec texte,To do,"Un ; deux\n=3+4"\n', encoding="utf-8")
        cli("import", str(source), "--client", "CAP")

        text = cli("list", "--csv", "excel-fr").out
        assert '"Un ; deux\n=3+4"' in text

    @pytest.mark.parametrize("dialect", ["intl", "excel-fr"])
    def test_what_goes_out_can_come_in(self, cli: Cli, tmp_path: Path, dialect: str) -> None:
        file = tmp_path / "cards.csv"
        file.write_bytes(cli("list", "--all", "--csv", dialect).out.encode())

        told = cli("import", str(file), "--client", "CAP", "--json").json

        assert (told["read"], told["made"], told["notes"]) == (2, 2, [])
        made = {card["ref"]: (card["due"], card["lane"]) for card in cli("list", "--all", "--json").json}
        assert {("2026-11-27", "inbox"), (None, "done")} <= set(made.values())

"""Files of numbers on the command line."""

from pathlib import Path

import pytest

from tests.cli.conftest import Cli

WEEKS = "Date;Prospects;Encaissé\n2026-11-02;17;6200,5 €\n2026-11-09;16;\n2026-11-16;15;5900 €\n"


@pytest.fixture
def cap(cli: Cli) -> Cli:
    cli("client", "add", "Cap Dirigeant")
    return cli


@pytest.fixture
def weeks(tmp_path: Path) -> Path:
    path = tmp_path / "weeks.csv"
    path.write_text(WEEKS)
    return path


@pytest.mark.usefixtures("database")
class TestImport:
    def test_a_file_comes_in_once_and_then_updates(self, cap: Cli, weeks: Path) -> None:
        first = cap("kpi", "import", str(weeks), "--json").json
        assert (first["metrics_made"], first["values_made"], first["skipped"]) == (2, 5, 1)
        again = cap("kpi", "import", str(weeks), "--json").json
        assert (again["metrics_made"], again["metrics_found"], again["values_same"]) == (0, 2, 5)
        weeks.write_text(WEEKS.replace(";15;", ";14;") + "2026-11-23;13;1\n")
        changed = cap("kpi", "import", str(weeks), "--json").json
        assert (changed["values_made"], changed["values_changed"], changed["values_same"]) == (2, 1, 4)
        cap("undo")
        assert cap("kpi", "list", "--json").json[0]["value"] == 15, "one step"

    def test_a_dry_run_changes_nothing(self, cap: Cli, weeks: Path) -> None:
        answer = cap("kpi", "import", str(weeks), "--dry-run")
        assert "Nothing was changed" in answer.err
        assert cap("kpi", "list", "--json").json == []

    def test_it_says_from_when_to_when(self, cap: Cli, weeks: Path) -> None:
        assert "2026-" in cap("kpi", "import", str(weeks), "--client", "CAP", "--dry-run", "--json").json["first"]
        assert "2026" in next(line for line in cap("kpi", "import", str(weeks)).out.splitlines() if "Days" in line)

    def test_what_a_column_is_called_is_remembered(self, cap: Cli, weeks: Path) -> None:
        cap("kpi", "add", "Leads", "--client", "CAP")
        mapped = ("--map", "Prospects=Leads", "--map", "Encaissé=")
        report = cap("kpi", "import", str(weeks), *mapped, "--json").json
        assert (report["metrics_made"], report["values_made"], report["left_out"]) == (0, 3, ["Encaissé"])
        weeks.write_text(WEEKS.replace(";15;", ";14;"))
        again = cap("kpi", "import", str(weeks), "--json").json
        assert (again["metrics_made"], again["values_changed"], again["left_out"]) == (0, 1, ["Encaissé"])

    def test_a_name_of_the_catalogue_brings_its_kind(self, cap: Cli, tmp_path: Path) -> None:
        path = tmp_path / "rates.csv"
        path.write_text("Date,Open rate\n2026-11-16,38%\n")
        cap("kpi", "import", str(path))
        (number,) = cap("kpi", "list", "--json").json
        assert (number["key"], number["unit"], number["kind"], number["value"]) == ("open_rate", "%", "ratio", 38)

    def test_days_add_up_in_a_weekly_number(self, cap: Cli, tmp_path: Path) -> None:
        cap("kpi", "add", "Leads", "--client", "CAP")
        path = tmp_path / "days.csv"
        path.write_text("Date,Leads\n" + "".join(f"2026-11-{day},2\n" for day in range(16, 23)))
        report = cap("kpi", "import", str(path), "--json").json
        assert (report["read"], report["values_made"]) == (7, 1)
        assert cap("kpi", "list", "--json").json[0]["value"] == 14

    @pytest.mark.parametrize(
        ("text", "argv", "reason"),
        [
            ("Date,Sales\n03/04/2026,1\n05/06/2026,2\n", [], "numbers.csv: does 3/4 mean 3 April or March 4?"),
            ("Geo,Views\nTotal,5\n", [], "numbers.csv has no dates: say of which day"),
            ("Nth day,Users\n0,5\n1,6\n", [], "numbers.csv only counts days"),
            ("A,B\n1,2\n\nC,D\n3,4\n", [], "numbers.csv holds several tables"),
            ("", [], "numbers.csv is empty"),
            (WEEKS, ["--map", "Prospects"], "“Prospects” maps nothing"),
            (WEEKS, ["--map", "Ventes=Sales"], "There is no column Ventes. Known: Prospects, Encaissé."),
            (WEEKS, ["--client", "XXX"], "There is no client XXX"),
            ("client,metric,date,value\nXYZ,Sales,2026-11-02,5\n", [], "The file names a client XYZ that is not here."),
        ],
    )
    def test_what_cannot_come_in_is_refused_whole(
        self, cap: Cli, tmp_path: Path, text: str, argv: list[str], reason: str
    ) -> None:
        path = tmp_path / "numbers.csv"
        path.write_text(text)
        answer = cap("kpi", "import", str(path), *argv)
        assert (answer.code, answer.out) == (1, "")
        assert answer.err.startswith(reason)
        assert cap("kpi", "list", "--json").json == []

    def test_lines_that_cannot_be_read_are_told_and_the_rest_comes_in(self, cap: Cli, tmp_path: Path) -> None:
        path = tmp_path / "numbers.csv"
        rows = "".join(f"2026-10-{day:02d},{day}\n" for day in range(1, 29))
        path.write_text(f"Date,Sales\n{rows}2026-11-01,lots\n")
        answer = cap("kpi", "import", str(path), "--json")
        assert answer.json["problems"] == [{"line": 30, "problem": "no number", "text": "lots"}]
        assert "Line 30: no number (“lots”)." in answer.err

    def test_the_order_of_day_and_month_is_asked_once(self, cap: Cli, tmp_path: Path) -> None:
        path = tmp_path / "american.csv"
        path.write_text("Date,Sales\n03/04/2026,1\n05/06/2026,2\n")
        assert cap("kpi", "import", str(path)).code == 1
        cap("kpi", "import", str(path), "--dates", "mdy")
        path.write_text("Date,Sales\n03/04/2026,1\n05/06/2026,3\n")
        report = cap("kpi", "import", str(path), "--json").json
        assert (report["values_changed"], report["values_made"]) == (1, 0)

    def test_whose_they_are_is_asked_for(self, cap: Cli, weeks: Path) -> None:
        cap("client", "add", "Maison Verte")
        answer = cap("kpi", "import", str(weeks))
        assert answer.err.startswith("Whose numbers are these? Say it with --client CODE, one of: CAP, MAI.")


@pytest.mark.usefixtures("database")
class TestExport:
    @pytest.mark.parametrize("dialect", ["intl", "excel-fr"])
    def test_what_goes_out_comes_in_again(self, cap: Cli, weeks: Path, dialect: str) -> None:
        cap("kpi", "import", str(weeks))
        before = cap("kpi", "list", "--json").json
        text = cap("kpi", "export", "--dialect", dialect).out
        weeks.write_text(text)
        report = cap("kpi", "import", str(weeks), "--json").json
        assert (report["shape"], report["values_same"], report["values_made"]) == ("ours", 5, 0)
        assert cap("kpi", "list", "--json").json == before

    def test_of_nothing_there_is_a_header(self, cap: Cli) -> None:
        assert cap("kpi", "export").out.strip() == "client,metric,date,value,numerator,denominator,unit,note"

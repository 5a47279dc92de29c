"""Numbers on the command line."""

from pathlib import Path

import pytest

from obm_tui.clock import FrozenClock
from obm_tui.desk import Desk
from tests.cli.conftest import Cli


@pytest.fixture
def cap(cli: Cli) -> Cli:
    """A client, CAP, on Monday 23 November 2026."""
    cli("client", "add", "Cap Dirigeant")
    return cli


@pytest.mark.usefixtures("database")
class TestNumbers:
    def test_a_pack_brings_its_numbers_once(self, cap: Cli) -> None:
        added = cap("kpi", "add", "--client", "CAP", "--pack", "coaching", "--json").json
        assert [number["client"] for number in added] == ["CAP"] * 8
        assert cap("kpi", "add", "--client", "CAP", "--pack", "coaching", "--json").json == []
        listed = cap("kpi", "list", "--json").json
        assert [number["name"] for number in listed] == [number["name"] for number in added]

    def test_a_sixteenth_number_is_warned_about(self, cap: Cli) -> None:
        for number in range(15):
            assert "above 15" not in cap("kpi", "add", f"N{number}", "--client", "CAP").err
        added = cap("kpi", "add", "N15", "--client", "CAP")
        assert (added.code, "CAP has 16 numbers on its scorecard: above 15" in added.err) == (0, True)

    def test_a_name_of_the_catalogue_brings_unit_and_target(self, cap: Cli) -> None:
        (number,) = cap("kpi", "add", "Close rate", "--client", "CAP", "--json").json
        assert (number["key"], number["unit"], number["kind"]) == ("close_rate", "%", "ratio")
        assert number["target"] == [25, None]

    def test_options_win_over_the_catalogue_and_leave_the_rest_of_it(self, cap: Cli) -> None:
        argv = ("--target", "20", "--every", "monthly", "--source", "the sheet")
        (number,) = cap("kpi", "add", "close_rate", "--client", "CAP", *argv, "--json").json
        assert (number["name"], number["key"], number["unit"], number["kind"]) == (
            "Close rate",
            "close_rate",
            "%",
            "ratio",
        )
        assert (number["target"], number["cadence"]) == ([20, None], "monthly")

    def test_a_launch_is_asked_for_inside_its_window_only(self, cap: Cli) -> None:
        pack = cap("kpi", "add", "--client", "CAP", "--pack", "launch", "--json").json
        assert {number["due"] for number in pack if number["cadence"] == "launch"} == {None}
        cap("undo")
        window = ("--from", "20/11/2026", "--until", "2/12")
        pack = cap("kpi", "add", "--client", "CAP", "--pack", "launch", *window, "--json").json
        assert {number["due"] for number in pack if number["cadence"] == "launch"} == {"2026-11-22"}
        refused = cap("kpi", "add", "Leads", "--client", "CAP", "--from", "2/12", "--until", "1/12")
        assert "The window ends before it begins." in refused.err

    def test_a_value_is_entered_for_the_week_that_is_over(self, cap: Cli) -> None:
        cap("kpi", "add", "Leads", "--client", "CAP", "--target", "20")
        answer = cap("kpi", "set", "leads", "17", "strike", "of", "the", "post", "--json")
        number = answer.json
        assert (number["value"], number["period"], number["level"]) == (17, "2026-11-16", "red")
        assert (number["note"], number["due"]) == ("strike of the post", None)
        assert "undo" in answer.err
        assert cap("kpi", "set", "leads", "18", "--on", "2/11", "--json").json["value"] == 17, "the newest one counts"
        assert cap("kpi", "list").lines == ["CAP  Leads  17  week 47  R  ≥ 20 /wk  to settle"]

    def test_a_second_red_says_once_that_it_is_worth_an_issue(self, cap: Cli) -> None:
        cap("kpi", "add", "Leads", "--client", "CAP", "--target", "20")
        assert "worth an issue" not in cap("kpi", "set", "leads", "17", "--on", "9/11").err
        proposal = "Leads: 2 reds in a row. It is worth an issue: r on it in the scorecard makes one."
        assert proposal in cap("kpi", "set", "leads", "16").err.splitlines()
        assert "worth an issue" not in cap("kpi", "set", "leads", "15").err
        cap("undo")
        cap("undo")
        assert cap("kpi", "list", "--json").json[0]["value"] == 17, "the value, and nothing in front of it"

    def test_a_muted_red_is_listed_as_muted(self, cap: Cli, database: Path, clock: FrozenClock) -> None:
        cap("kpi", "add", "Leads", "--client", "CAP", "--target", "20")
        cap("kpi", "set", "leads", "17")
        with Desk.open(database, clock=clock) as desk:
            desk.metrics.mute(desk.metrics.called("leads").id)
        assert cap("kpi", "list").lines == ["CAP  Leads  17  week 47  ≥ 20 /wk  muted until 30 Nov"]
        (number,) = cap("kpi", "list", "--json").json
        assert (number["level"], number["standing"], number["muted_until"]) == ("none", "muted", "2026-11-30")

    def test_a_ratio_is_entered_by_its_parts(self, cap: Cli) -> None:
        cap("kpi", "add", "Close rate", "--client", "CAP")
        assert cap("kpi", "set", "close rate", "11/50", "--json").json["value"] == 22
        assert cap("kpi", "set", "close rate", "=", "--on", "today", "--json").json["value"] == 22

    def test_only_what_is_due_is_listed_when_asked(self, cap: Cli) -> None:
        cap("kpi", "add", "Leads", "--client", "CAP")
        cap("kpi", "add", "Calls", "--client", "CAP")
        cap("kpi", "set", "leads", "20")
        assert [number["name"] for number in cap("kpi", "list", "--due", "--json").json] == ["Calls"]

    @pytest.mark.parametrize(
        ("argv", "reason"),
        [
            (["set", "leads", "many"], "“many” is no number"),
            (["set", "cash", "5"], "There is no number cash. Known: Leads."),
            (["set", "leads", "5", "--on", "next friday"], "Leads: this period has not begun yet."),
            (["set", "leads", "5", "--on", "32/13"], "“32/13” is no date"),
            (["add", "Leads", "--client", "CAP"], "This client has a number “Leads” already."),
            (["add", "--client", "CAP"], "A number needs a name"),
            (["add", "Cash", "--client", "XXX"], "There is no client XXX"),
            (["add", "--client", "CAP", "--pack", "bakery"], "There is no pack bakery. Known: course"),
            (["add", "Cash", "--client", "CAP", "--target", "lots"], "“lots” is no number"),
        ],
    )
    def test_what_cannot_be_is_refused_and_changes_nothing(self, cap: Cli, argv: list[str], reason: str) -> None:
        cap("kpi", "add", "Leads", "--client", "CAP")
        before = cap("kpi", "list", "--json").json

        answer = cap("kpi", *argv)

        assert (answer.code, answer.out) == (1, "")
        assert answer.err.startswith(reason)
        assert cap("kpi", "list", "--json").json == before

    def test_french_numbers_and_words(self, cap: Cli) -> None:
        cap("--lang", "fr", "kpi", "add", "Panier moyen", "--client", "CAP", "--target", "≥ 60")
        number = cap("--lang", "fr", "kpi", "set", "panier", "1.234,5", "--json").json
        assert (number["name"], number["value"]) == ("Panier moyen", 1234.5)


def test_without_a_database_there_is_nothing_to_list(cli: Cli) -> None:
    answer = cli("kpi", "list", "--json")
    assert (answer.code, answer.json) == (0, [])
    assert "no database" in answer.err

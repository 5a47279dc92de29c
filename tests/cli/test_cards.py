"""Cards on the command line: add, list, show, done, move, drop."""

import pytest

from obm_tui.clock import FrozenClock
from obm_tui.desk import Desk
from obm_tui.domain.cards import CardEdit
from obm_tui.domain.clients import NewClient
from obm_tui.domain.people import NewPerson
from tests.cli.conftest import Cli

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def clients(desk: Desk) -> None:
    """Two clients, and Julie of the first one's team."""
    captain = desk.clients.add(NewClient("Cap Dirigeant", "CAP")).value
    desk.clients.add(NewClient("Maison Verte", "MAI"))
    desk.clients.add_person(NewPerson("Julie Marchand", captain))


class TestAdd:
    def test_a_card_is_shown_as_it_is_and_how_to_take_it_back(self, cli: Cli) -> None:
        answer = cli("add", "Send the invoice")

        assert answer.code == 0
        assert answer.lines == ["1  Inbox  Send the invoice"]
        assert answer.err == "Step 1: card added. Take it back with: obm-tui undo 1\n"

    @pytest.mark.usefixtures("clients")
    def test_the_text_says_client_owner_priority_and_date(self, cli: Cli) -> None:
        answer = cli("add", "Call back +CAP @julie !1 friday", "--json")

        assert answer.json == answer.json | {
            "ref": "CAP-1",
            "title": "Call back",
            "client": "CAP",
            "owner": "Julie Marchand",
            "priority": 1,
            "due": "2026-11-27",
            "time": None,
            "lane": "inbox",
            "project": None,
            "created": "2026-11-23T08:30:00+00:00",
            "closed": None,
            "archived": None,
        }

    @pytest.mark.usefixtures("clients")
    def test_options_win_over_the_text(self, cli: Cli) -> None:
        options = ["--client", "maison verte", "--owner", "moi", "--priority", "3", "--due", "2026-12-01"]

        answer = cli("add", "Call back +CAP @julie !1 friday", *options, "--lane", "week", "--body", "A\nB", "--json")

        card = cli("show", answer.json["ref"], "--json").json
        said = {name: card[name] for name in ("title", "client", "owner", "priority", "due", "lane", "body")}
        assert said == {
            "title": "Call back",
            "client": "MAI",
            "owner": "Me",
            "priority": 3,
            "due": "2026-12-01",
            "lane": "week",
            "body": "A\nB",
        }

    @pytest.mark.usefixtures("clients")
    def test_an_unknown_client_or_owner_stays_in_the_title_and_the_date_still_counts(self, cli: Cli) -> None:
        answer = cli("add", "Pay +XYZ and @bob friday", "--json")

        assert (answer.json["title"], answer.json["due"]) == ("Pay +XYZ and @bob", "2026-11-27")
        assert answer.err.splitlines()[:2] == [
            "“+XYZ” stays in the title. There is no client XYZ. Known: CAP, MAI.",
            "“@bob” stays in the title. Nobody is called bob. Known: @julie.",
        ]

    @pytest.mark.parametrize(
        ("options", "reason"),
        [
            (["--client", "XYZ"], "There is no client XYZ. Known: CAP, MAI."),
            (["--owner", "@bob"], "Nobody is called bob. Known: @julie."),
            (["--due", "soonish"], "“soonish” is not a date: friday, +3d, 12/12 or 2026-12-12 is expected."),
            (["--due", ""], "“” is not a date: friday, +3d, 12/12 or 2026-12-12 is expected."),
            (["--lane", "nowhere"], "There is no lane “nowhere”."),
        ],
    )
    @pytest.mark.usefixtures("clients")
    def test_an_unknown_value_of_an_option_is_refused(self, cli: Cli, options: list[str], reason: str) -> None:
        answer = cli("add", "Pay", *options)

        assert (answer.code, answer.out) == (1, "")
        assert answer.err.startswith(reason)
        assert cli("list", "--json").json == []

    def test_words_need_no_quotes(self, cli: Cli) -> None:
        assert cli("add", "Send", "the", "invoice", "--json").json["title"] == "Send the invoice"

    def test_a_text_after_two_dashes_may_begin_with_a_dash(self, cli: Cli) -> None:
        assert cli("add", "--json", "--", "--all", "my", "--json").json["title"] == "--all my --json"

    def test_an_empty_text_is_refused(self, cli: Cli) -> None:
        answer = cli("add", " ")

        assert (answer.code, answer.out, answer.err) == (1, "", "A card needs a title.\n")

    @pytest.mark.usefixtures("clients")
    def test_a_dry_run_says_what_was_understood_and_adds_nothing(self, cli: Cli) -> None:
        answer = cli("add", "Call back +CAP @julie !2 friday 14h", "--dry-run", "--json")

        assert answer.json == {
            "title": "Call back",
            "due": "2026-11-27",
            "time": "14:00",
            "rrule": None,
            "owner": "julie",
            "client": "CAP",
            "priority": 2,
        }
        assert cli("list", "--json").json == []

    @pytest.mark.usefixtures("clients")
    def test_a_dry_run_for_a_person_is_fields(self, cli: Cli) -> None:
        assert cli("add", "Call back +CAP tomorrow", "--dry-run").lines == [
            "Title   Call back",
            "Client  CAP",
            "Lane    Inbox",
            "Due     tomorrow",
        ]

    @pytest.mark.usefixtures("clients")
    def test_a_dry_run_says_how_it_comes_again(self, cli: Cli) -> None:
        text = "Facturer +CAP tous les derniers vendredis du mois 9h"

        assert cli("add", text, "--dry-run").lines == [
            "Title    Facturer",
            "Client   CAP",
            "Lane     Inbox",
            "Due      Fri 27 9:00",
            "Repeats  every month, the last Fri",
        ]
        assert cli("add", text, "--dry-run", "--json").json["rrule"] == "FREQ=MONTHLY;BYDAY=-1FR"

    def test_what_is_not_understood_is_said(self, cli: Cli) -> None:
        answer = cli("add", "Standup every", "--dry-run", "--json")

        assert answer.json["title"] == "Standup every"
        assert answer.err == "“every” stays in the title: it was not understood.\n"

    def test_a_dry_run_of_several_lines_is_a_list(self, cli: Cli) -> None:
        answer = cli("add", "-", "--dry-run", "--json", stdin=b"un @me\ndeux every day 9am\n")

        assert [(card["title"], card["owner"], card["rrule"], card["time"]) for card in answer.json] == [
            ("un", "me", None, None),
            ("deux", None, "FREQ=DAILY", "09:00"),
        ]


class TestAddLines:
    @pytest.mark.usefixtures("clients")
    @pytest.mark.parametrize("argv", [["add"], ["add", "-"]])
    def test_every_line_is_a_card_in_its_order_and_all_are_one_step(self, cli: Cli, argv: list[str]) -> None:
        answer = cli(*argv, "--lane", "week", "--json", stdin="un\n\n  \ndeux +CAP\r\ntrois\u2028demi".encode())

        assert [(card["ref"], card["title"]) for card in answer.json] == [
            ("1", "un"),
            ("CAP-1", "deux"),
            ("2", "trois demi"),
        ]
        assert [card["title"] for card in cli("list", "--lane", "week", "--json").json] == ["un", "deux", "trois demi"]
        cli("undo")
        assert cli("list", "--json").json == []

    def test_the_marks_of_a_list_are_no_words(self, cli: Cli) -> None:
        text = "- un\n  * [ ] deux demain\n3. trois\n-10 % sur le devis\n"
        cli("add", "-", stdin=text.encode())
        titles = {line["title"] for line in cli("list", "--json").json}
        assert titles == {"un", "deux", "trois", "-10 % sur le devis"}

    def test_a_refused_line_refuses_all_and_is_named(self, cli: Cli) -> None:
        answer = cli("add", "-", stdin=b"un\n" + b"x" * 501 + b"\ntrois\n")

        assert answer.code == 1
        assert answer.err.startswith("Line 2: A title holds 500 characters at most")
        assert cli("list", "--json").json == []

    def test_no_line_is_nothing_to_do(self, cli: Cli) -> None:
        answer = cli("add", "--json", stdin=b"\n \n")

        assert (answer.code, answer.json, answer.err) == (0, [], "There is no line to add.\n")

    def test_a_windows_program_may_have_written_the_lines(self, cli: Cli) -> None:
        assert cli("add", "--json", stdin="déjà".encode("cp1252")).json[0]["title"] == "déjà"

    def test_me_is_made_once(self, cli: Cli, desk: Desk) -> None:
        cli("add", stdin=b"un @me\ndeux @moi\n")

        assert [(person.name, person.open_cards) for person in desk.clients.people()] == [("Me", 2)]


class TestList:
    @pytest.fixture(autouse=True)
    def cards(self, cli: Cli, clients: None, desk: Desk) -> None:
        cli("add", "-", "--client", "CAP", stdin=b"invoice 1/11/2026\nnewsletter tomorrow\nwebinar\n")
        cli("add", "call @me !1 20/11/2026", "--client", "MAI", "--lane", "doing")
        cli("add", "alone", "--lane", "backlog")
        cli("done", "CAP-3")
        cli("drop", "1")
        desk.cards.archive([desk.cards.key("CAP-2")])

    def test_open_cards_stand_by_lane(self, cli: Cli) -> None:
        assert cli("list").lines == [
            "CAP-1  Inbox      1 Nov +22 d      invoice",
            "MAI-1  Doing  P1  Fri 20 +3 d  me  call",
        ]

    def test_all_means_done_dropped_and_archived_too(self, cli: Cli) -> None:
        listed = {
            card["ref"]: (card["lane"], bool(card["closed"]), bool(card["archived"]))
            for card in cli("list", "--all", "--json").json
        }

        assert listed == {
            "CAP-1": ("inbox", False, False),
            "CAP-2": ("inbox", False, True),
            "MAI-1": ("doing", False, False),
            "CAP-3": ("done", True, False),
            "1": ("dropped", True, False),
        }

    @pytest.mark.parametrize(
        ("options", "references"),
        [
            (["--client", "cap"], ["CAP-1"]),
            (["--client", "Maison Verte"], ["MAI-1"]),
            (["--lane", "doing"], ["MAI-1"]),
            (["--lane", "done"], ["CAP-3"]),
            (["--lane", "dropped"], ["1"]),
            (["--late"], ["CAP-1", "MAI-1"]),
            (["--late", "--client", "MAI"], ["MAI-1"]),
            (["--all", "--client", "CAP"], ["CAP-1", "CAP-2", "CAP-3"]),
        ],
    )
    def test_less_is_listed_on_request(self, cli: Cli, options: list[str], references: list[str]) -> None:
        assert [card["ref"] for card in cli("list", "--json", *options).json] == references

    def test_an_unknown_client_is_refused(self, cli: Cli) -> None:
        answer = cli("list", "--client", "XYZ")

        assert (answer.code, answer.err) == (1, "There is no client XYZ. Known: CAP, MAI.\n")


class TestShow:
    def test_everything_that_hangs_on_a_card(self, cli: Cli, desk: Desk, clock: FrozenClock) -> None:
        cli("add", "Website", "--body", "First\nSecond", "--due", "12/12")
        card = desk.cards.key("1")
        rows: dict[str, dict[str, object]] = {
            "checklist_item": {"heading": "Before", "text": "Ask", "done": 1, "pos": "a0"},
            "link": {"url": "https://example.org", "title": "Brief", "pos": "a0"},
            "comment": {"author": "Julie", "at": f"{clock.now():%Y-%m-%d %H:%M:%S.%f}", "text": "Fine"},
        }
        for table, values in rows.items():
            columns = {"id": "1", "card_id": card, **values}
            marks = ", ".join("?" * len(columns))
            sql = f"insert into {table}({', '.join(columns)}) values({marks})"
            desk.connection.execute(sql, tuple(columns.values()))

        shown = cli("show", "1")
        told = cli("show", card, "--json").json

        assert shown.lines == [
            "1  Website",
            "Lane     Inbox (23 Nov 8:30)",
            "Due      12 Dec",
            "Created  23 Nov 8:30",
            "",
            "First",
            "Second",
            "",
            "Before",
            "[x] Ask",
            "",
            "23 Nov 8:30  Julie",
            "Fine",
            "",
            "Brief  https://example.org",
        ]
        assert told == told | {
            "body": "First\nSecond",
            "labels": [],
            "checklist": [{"group": "Before", "text": "Ask", "done": True}],
            "comments": [{"author": "Julie", "at": "2026-11-23T08:30:00+00:00", "text": "Fine"}],
            "links": [{"url": "https://example.org", "title": "Brief"}],
            "start": None,
            "url": None,
            "extra": {},
        }

    @pytest.mark.parametrize("reference", ["9", "CAP-9", "nonsense", "", "\udcff", "0" * 32, "1' or 1=1"])
    def test_an_unknown_reference_is_refused(self, cli: Cli, reference: str) -> None:
        answer = cli("show", reference)

        assert (answer.code, answer.out) == (1, "")
        assert answer.err.startswith("There is no card")
        assert "CAP-12 is expected" in answer.err


class TestVerbs:
    @pytest.fixture(autouse=True)
    def cards(self, cli: Cli, clients: None) -> None:
        cli("add", "-", "--client", "CAP", stdin=b"un\ndeux\ntrois\n")

    def test_several_cards_are_one_step(self, cli: Cli) -> None:
        answer = cli("done", "cap-1", "CAP-3", "CAP-1")

        assert answer.lines == ["CAP-1  Done  un", "CAP-3  Done  trois"]
        assert "CAP 2 cards done" in answer.err
        cli("undo")
        assert [card["lane"] for card in cli("list", "--json").json] == ["inbox"] * 3

    @pytest.mark.parametrize("verb", [["done"], ["drop"], ["move"]])
    def test_one_unknown_reference_refuses_all(self, cli: Cli, verb: list[str]) -> None:
        last = ["doing"] if verb == ["move"] else []

        answer = cli(*verb, "CAP-1", "CAP-9", *last)

        assert (answer.code, answer.out) == (1, "")
        assert answer.err.startswith("There is no card CAP-9")
        assert [card["lane"] for card in cli("list", "--json").json] == ["inbox"] * 3

    def test_what_is_done_already_changes_nothing_and_is_no_error(self, cli: Cli) -> None:
        cli("done", "CAP-1")

        answer = cli("done", "CAP-1", "--json")

        assert (answer.code, answer.json[0]["lane"], answer.err) == (0, "done", "Nothing changed.\n")

    def test_cards_move_to_the_top_of_a_lane_in_the_order_given(self, cli: Cli) -> None:
        cli("move", "CAP-1", "doing")

        answer = cli("move", "CAP-3", "CAP-2", "doing", "--json")

        assert [card["lane"] for card in answer.json] == ["doing", "doing"]
        listed = cli("list", "--lane", "doing", "--json").json
        assert [card["ref"] for card in listed] == ["CAP-3", "CAP-2", "CAP-1"]

    def test_a_reason_is_kept(self, cli: Cli) -> None:
        cli("drop", "CAP-2", "--reason", "not in the offer")

        card = cli("show", "CAP-2", "--json").json
        assert (card["lane"], card["reason"]) == ("dropped", "not in the offer")

    def test_steps_are_marked_as_made_by_the_command_line(self, cli: Cli, desk: Desk) -> None:
        assert {step.origin.value for step in desk.steps.recent(1)} == {"cli"}

    def test_a_new_title_shows(self, cli: Cli, desk: Desk) -> None:
        desk.cards.edit([desk.cards.key("CAP-1")], CardEdit(title="neuf"))

        assert cli("list").lines[0] == "CAP-1  Inbox  neuf"


class TestFilter:
    @pytest.mark.usefixtures("clients")
    def test_the_list_takes_a_filter(self, cli: Cli) -> None:
        cli("add", "Call back +CAP @julie !1 friday")
        cli("add", "Send the offer +MAI 1/11/2026")
        cli("add", "Think")

        def titles(*words: str) -> list[str]:
            return [card["title"] for card in cli("list", *words, "--json").json]

        assert titles("client:cap", "p:1") == ["Call back"]
        assert titles("client:dirigeant", "p:1") == titles("client:cap", "p:1")
        assert titles("overdue") == titles("retard") == ["Send the offer"]
        assert titles("client:none") == ["Think"]
        assert titles("client:cap or client:mai", "!offer") == ["Call back"]
        assert titles("resp:julie") == ["Call back"]

    def test_what_cannot_be_read_is_refused(self, cli: Cli) -> None:
        cli("add", "Think")
        answer = cli("list", "p:7")
        assert (answer.code, answer.out, answer.err) == (1, "", "p:7\n  ↑\nA priority is 1, 2 or 3.\n")

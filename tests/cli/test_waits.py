"""Waiting, sleeping, the day and the inbox on the command line."""

from datetime import date

import pytest

from obm_tui.desk import Desk
from obm_tui.domain.cards import Lane, NewCard
from obm_tui.domain.clients import ClientEdit, NewClient
from obm_tui.domain.contacts import NewContact
from obm_tui.domain.people import NewPerson, PersonEdit
from obm_tui.domain.waits import NewWait
from tests.cli.conftest import Cli

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture(autouse=True)
def work(desk: Desk) -> None:
    """Two clients, Julie of the first one's team, a card each, one without a client."""
    captain = desk.clients.add(NewClient("Cap Dirigeant", "CAP")).value
    green = desk.clients.add(NewClient("Maison Verte", "MAI")).value
    julie = desk.clients.add_person(NewPerson("Julie Marchand", captain)).value
    desk.clients.edit_person(julie, PersonEdit(channel="Slack"))
    desk.cards.add_all([NewCard("Prices", captain), NewCard("Parcels", green), NewCard("Somewhere")])


class TestWait:
    def test_who_what_until_and_channel(self, cli: Cli) -> None:
        options = ["--for", "@julie", "--what", "the footage", "--until", "friday", "--channel", "whatsapp"]

        told = cli("wait", "CAP-1", "mai-1", *options, "--json")

        assert (told.code, [card["ref"] for card in told.json]) == (0, ["CAP-1", "MAI-1"])
        assert told.err == "Step 6: 2 cards waiting. Take it back with: obm-tui undo 6\n"
        card = told.json[0]
        assert (card["lane"], card["owner"]) == ("waiting", None)
        assert card["wait"] == {
            "for": "Julie Marchand",
            "what": "the footage",
            "channel": "WhatsApp",
            "asked": "2026-11-23",
            "expected": "2026-11-27",
            "nudge": "2026-11-30",
            "nudges": 0,
        }
        assert cli("undo").code == 0
        assert cli("show", "CAP-1", "--json").json["lane"] == "inbox"

    def test_a_line_a_wait_and_what_was_not_said_is_the_usual(self, cli: Cli) -> None:
        answer = cli("wait", "CAP-1", "--for", "Julie Marchand")

        assert answer.lines == ["CAP-1  Julie Marchand  Slack  today  Prices"]

    def test_nobody_in_particular(self, cli: Cli) -> None:
        assert cli("wait", "1", "--json").json[0]["wait"]["for"] is None

    @pytest.mark.parametrize(
        ("argv", "code", "said"),
        [
            (["CAP-1", "--for", "nobody"], 1, "Nobody is called nobody."),
            (["CAP-1", "--until", "someday"], 1, "“someday” is not a date"),
            (["CAP-1", "CAP-9", "--for", "julie"], 1, "There is no card CAP-9:"),
            (["CAP-1", "--what", "x" * 501], 1, "What is waited for holds 500 characters at most."),
            ([], 2, "usage: obm-tui wait"),
            (["CAP-1", "--for"], 2, "usage: obm-tui wait"),
        ],
    )
    def test_what_cannot_be_changes_nothing(self, cli: Cli, argv: list[str], code: int, said: str) -> None:
        answer = cli("wait", *argv)

        assert (answer.code, answer.out, answer.err.startswith(said)) == (code, "", True), answer.err
        assert cli("show", "CAP-1", "--json").json["lane"] == "inbox"


class TestSnooze:
    def test_cards_are_out_of_sight_until_a_day(self, cli: Cli, desk: Desk) -> None:
        answer = cli("snooze", "CAP-1", "1", "next friday", "--json")

        assert [(card["ref"], card["snoozed"]) for card in answer.json] == [
            ("CAP-1", "2026-12-04"),
            ("1", "2026-12-04"),
        ]
        assert answer.err.splitlines() == [
            "Out of sight until Fri 4 Dec",
            "Step 6: CAP 2 cards asleep. Take it back with: obm-tui undo 6",
        ]
        assert [card["ref"] for card in cli("inbox", "--json").json] == ["MAI-1"]

    @pytest.mark.parametrize(
        ("argv", "code", "said"),
        [
            (["CAP-1", "yesterday"], 1, "What sleeps wakes on a day to come."),
            (["CAP-1", "someday"], 1, "“someday” is not a date"),
            (["CAP-9", "friday"], 1, "There is no card CAP-9:"),
            (["CAP-1"], 2, "usage: obm-tui snooze"),
        ],
    )
    def test_what_cannot_be_changes_nothing(self, cli: Cli, argv: list[str], code: int, said: str) -> None:
        answer = cli("snooze", *argv)

        assert (answer.code, answer.out, answer.err.startswith(said)) == (code, "", True), answer.err
        assert len(cli("inbox", "--json").json) == 3


class TestToday:
    @pytest.fixture
    def day(self, desk: Desk) -> None:
        """Something in every section; what is Maison Verte's is forgotten."""
        green, captain = desk.clients.by_code("MAI").id, desk.clients.by_code("CAP").id
        [julie] = [person.id for person in desk.clients.people() if person.handle == "julie"]
        for n, title in enumerate(("One", "Two", "Three", "Four")):
            desk.cards.add(NewCard(title, captain, Lane.WEEK, due_on=date(2026, 11, 20 + n)))
        desk.cards.add(NewCard("Draft", green, Lane.APPROVE, owner=julie))
        desk.cards.add(NewCard("Which series?", captain, Lane.QUESTION))
        key = desk.cards.add(NewCard("Invoice", captain)).value
        desk.waits.begin([key], NewWait(julie, "the invoice", date(2026, 11, 20)))
        desk.clients.edit(green, ClientEdit(cadence_days=1))

    @pytest.mark.usefixtures("day")
    def test_a_line_each_by_section(self, cli: Cli) -> None:
        answer = cli("today")

        assert (answer.code, answer.err) == (0, "")
        assert [line.split("  ")[0] for line in answer.lines] == [
            *("First", "First", "First", "To nudge", "To do", "To approve", "To settle"),
        ]
        assert "CAP-2  Fri 20 +3 d" in answer.lines[0]
        assert answer.lines[3].endswith("Julie Marchand  the invoice")

    @pytest.mark.usefixtures("day")
    def test_programs_get_the_same(self, cli: Cli, desk: Desk) -> None:
        desk.contacts.add(NewContact("A call", desk.clients.by_code("MAI").id))
        told = cli("today", "--json").json

        assert [(item["section"], item["ref"]) for item in told] == [
            *(("main", "CAP-2"), ("main", "CAP-3"), ("main", "CAP-4"), ("nudges", "CAP-7"), ("mine", "CAP-5")),
            *(("to_approve", "MAI-2"), ("to_settle", "CAP-6")),
        ]
        assert told[3]["wait"]["what"] == "the invoice"

    @pytest.mark.usefixtures("day")
    def test_one_client_alone(self, cli: Cli) -> None:
        told = cli("today", "--client", "mai", "--json").json

        assert [item["section"] for item in told] == ["to_approve"]
        assert cli("today", "--client", "XYZ").code == 1

    def test_whom_she_forgets(self, cli: Cli, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        desk.contacts.add(NewContact("A call", desk.clients.by_code("MAI").id))
        desk.contacts.add(NewContact("A call", desk.clients.by_code("CAP").id))
        monkeypatch.setenv("OBM_TUI_NOW", "2026-12-10T09:30:00+01:00")

        assert cli("today", "--client", "MAI", "--json").json == [
            {"section": "neglected", "client": "MAI", "last": "2026-11-23", "days": 17, "rhythm": 7}
        ]
        assert cli("today").lines[-1] == "Forgotten  MAI  no exchange for 17 days, rhythm 7"

    def test_a_day_without_anything(self, cli: Cli) -> None:
        assert (cli("today").out, cli("today").err) == ("", "Nothing asks for you today.\n")
        assert cli("today", "--json").json == []


class TestInbox:
    def test_what_is_new_and_how_many_there_are_elsewhere(self, cli: Cli) -> None:
        answer = cli("inbox")

        assert [line.split()[0] for line in answer.lines] == ["CAP-1", "MAI-1", "1"]
        assert answer.err == "New 3 · Follow-ups 0 · Stale 0 · Back from snooze 0\n"
        assert cli("inbox", "--client", "mai").lines == ["MAI-1  Inbox  Parcels"]

    def test_follow_ups_say_who_owes_what(self, cli: Cli, desk: Desk) -> None:
        [julie] = [person.id for person in desk.clients.people()]
        desk.waits.begin([desk.cards.key("CAP-1")], NewWait(julie, "the footage", date(2026, 11, 20)))

        assert cli("inbox", "--queue", "follow-ups").lines == [
            "CAP-1  Julie Marchand  Slack  today  Fri 20 +3 d  the footage"
        ]
        assert cli("inbox", "--queue", "follow", "--json").json[0]["wait"]["what"] == "the footage"
        assert cli("inbox", "--queue", "BACK", "--json").json == []

    @pytest.mark.parametrize("name", ["x", "", "n o"])
    def test_an_unknown_queue_is_refused(self, cli: Cli, name: str) -> None:
        answer = cli("inbox", "--queue", name)

        assert (answer.code, answer.out) == (1, "")
        assert "Known: New, Follow-ups, Stale, Back from snooze." in answer.err

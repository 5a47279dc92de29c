"""What is printed: aligned in cells, fit for any terminal and encoding, and unable to steer one."""

import io
import json
import os
import sys
from collections.abc import Callable

import pytest

from obm_tui.cli import output
from obm_tui.cli.main import main
from obm_tui.desk import Desk
from obm_tui.domain.capture.parse import parse_capture
from obm_tui.domain.cards import NewCard
from obm_tui.domain.text import strip_controls
from tests import hostile
from tests.cli.conftest import Cli
from tests.conftest import NOW


@pytest.mark.parametrize(
    ("text", "cells"),
    [("", 0), ("abc", 3), ("été", 3), ("e\u0301", 1), ("漢字", 4), ("👍", 2), ("\u200b", 0), ("ﬁ…—", 3)],
)
def test_width_is_measured_in_cells(text: str, cells: int) -> None:
    assert output.width(text) == cells


@pytest.mark.parametrize(
    ("text", "room", "shown"),
    [("abc", 3, "abc"), ("abcd", 3, "ab…"), ("漢字漢", 5, "漢字…"), ("漢字漢", 4, "漢…"), ("abc", 1, "…")],
)
def test_what_does_not_fit_is_cut_in_cells(text: str, room: int, shown: str) -> None:
    assert output.cut(text, room) == shown
    assert output.width(shown) <= room


class TestTable:
    ROWS = (("CAP-1", "", "Appeler 漢字"), ("漢-2", "", "x" * 100))

    def test_a_pipe_gets_every_row_whole_and_no_header(self, capsys: pytest.CaptureFixture[str]) -> None:
        output.put_table(["Ref", "Due", "Title"], self.ROWS)

        assert capsys.readouterr().out.splitlines() == ["CAP-1  Appeler 漢字", "漢-2   " + "x" * 100]

    def test_a_terminal_gets_a_header_and_its_width(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(output, "is_terminal", lambda stream: True)
        monkeypatch.setenv("COLUMNS", "20")

        output.put_table(["Ref", "Due", "Title"], self.ROWS)

        assert capsys.readouterr().out.splitlines() == ["Ref    Title", "CAP-1  Appeler 漢字", "漢-2   xxxxxxxxxxxx…"]

    def test_no_rows_are_nothing(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(output, "is_terminal", lambda stream: True)

        output.put_table(["Ref", "Title"], [])

        assert capsys.readouterr().out == ""


class TestHostileTitles:
    """A title is stored as cleaned, comes out of JSON as stored, and never reaches the terminal with its controls."""

    @pytest.mark.parametrize("title", hostile.TITLES)
    def test_through_add_and_out_of_list(self, cli: Cli, desk: Desk, title: str) -> None:
        expected = NewCard(parse_capture(title, NOW.date()).title).cleaned().title

        added = cli("add", "--json", "--", title)
        listed, shown, told = cli("list", "--json"), cli("list"), cli("show", "1")

        assert (added.code, added.json["title"]) == (0, expected)
        assert listed.json[0]["title"] == expected
        assert expected in shown.out
        assert expected in told.out
        for answer in (added, listed, shown, told):
            assert strip_controls(answer.out + answer.err) == answer.out + answer.err

    @pytest.mark.parametrize("title", hostile.TOO_LONG + hostile.BLANK)
    def test_what_is_no_title_is_refused(self, cli: Cli, desk: Desk, title: str) -> None:
        answer = cli("add", "--", title)

        assert (answer.code, answer.out) == (1, "")
        assert cli("list", "--json").json == []

    @pytest.mark.parametrize("title", [text for text in hostile.CONTROLS if "\x00" not in text])
    def test_what_another_program_stored_is_filtered_and_json_has_it_all(
        self, cli: Cli, desk: Desk, title: str
    ) -> None:
        key = desk.cards.add(NewCard("clean")).value
        desk.connection.execute("update card set title = ?, body = ? where id = ?", (title, title, key))

        answers = [cli(*argv) for argv in (["list"], ["show", "1"], ["list", "--json"], ["show", "1", "--json"])]

        for answer in answers:
            assert strip_controls(answer.out) == answer.out
        assert answers[2].json[0]["title"] == answers[3].json["title"] == answers[3].json["body"] == title

    @pytest.mark.parametrize("text", hostile.CONTROLS + hostile.UNSTORABLE)
    @pytest.mark.parametrize(
        "argv",
        [
            ["show"],
            ["list", "--client"],
            ["client", "show"],
            ["client", "add"],
            ["add", "x", "--owner"],
            ["add", "x", "--due"],
            ["add", "x", "--lane"],
            ["import"],
            ["undo"],
            ["log", "--limit"],
            ["--lang"],
            ["list"],
            [],
        ],
    )
    def test_no_answer_carries_controls(self, cli: Cli, desk: Desk, argv: list[str], text: str) -> None:
        answer = cli(*argv, text)

        assert answer.code in {0, 1, 2}
        assert strip_controls(answer.out + answer.err) == answer.out + answer.err
        assert "unexpected" not in answer.err


class TestEncodings:
    @pytest.fixture
    def latin(self, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
        """Run a command line at a terminal that knows western letters only."""

        def run(*argv: str) -> str:
            written = io.BytesIO()
            with monkeypatch.context() as patch:
                terminal = io.TextIOWrapper(written, encoding="latin-1", newline="\n")
                patch.setattr(sys, "stdout", terminal)
                assert main(argv) == 0
            return written.getvalue().decode("latin-1")

        return run

    def test_a_missing_character_is_shown_as_a_question_mark(self, desk: Desk, latin: Callable[..., str]) -> None:
        desk.cards.add(NewCard("Été 漢字 €"))

        assert latin("list") == "1  Inbox  Été ?? ?\n"

    def test_json_loses_nothing(self, desk: Desk, latin: Callable[..., str]) -> None:
        desk.cards.add(NewCard("Été 漢字 €"))

        assert json.loads(latin("list", "--json"))[0]["title"] == "Été 漢字 €"

    def test_a_closed_output_is_no_error(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        desk.cards.add(NewCard("un"))
        monkeypatch.setattr(sys, "stdout", None)

        assert main(["list"]) == 0
        assert main(["list", "--json"]) == 0


def test_file_names_are_text_too(cli: Cli) -> None:
    name = os.fsdecode(b"board \x1b[2J\xff.json")

    answer = cli("--db", name, "list")

    assert strip_controls(answer.err) == answer.err
    assert answer.err.startswith("There is no database at board")

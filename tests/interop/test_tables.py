"""Tables of text: what would swallow the rest of a file without a word is said."""

import io
from datetime import UTC, date

import pytest

from obm_tui.domain.errors import Refused
from obm_tui.interop.detect import read_board
from obm_tui.interop.metric_files import read_metric_file
from obm_tui.interop.tables import delimiter_of, open_quote


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a,b\n1,2\n", None),
        ('a,b\n1,"2\n3,4\n', 2),
        ('a,b\n"x\ny",2\n3,"4\n', 4),
        ('a,b\n1,"2"\n', None),
        ('a,b\n1,5" wide\n', None),
        ('a,b\n1,"5"" wide"\n', None),
        ('a,b\n1,"2"x\n3,4\n', None),
        ("", None),
    ],
)
def test_a_quote_without_an_end_is_found(text: str, line: int | None) -> None:
    assert open_quote(io.StringIO(text, newline=""), ",") == line


def test_neither_cards_nor_numbers_are_swallowed_by_one() -> None:
    cards = 'Title,Status,Due date\nUn,"To do,2026-01-01\nDeux,Done,\n'
    with pytest.raises(Refused, match=r"line 2: a text in quotes has no end"):
        read_board(cards.encode(), "cards.csv", UTC)
    numbers = 'Date,Visits\n2026-01-05,10\n2026-01-12,"20\n2026-01-19,30\n'
    with pytest.raises(Refused, match=r"line 3: a text in quotes has no end"):
        read_metric_file(numbers.encode(), "numbers.csv", date(2026, 2, 1))


NOTES = '"first; second; third\n- one; two\n- three; four\n- five; six"'


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a,b\n1,2\n", ","),
        ("a;b\n1,5;2,5\n3,5;4\n", ";"),
        ("a\tb\n1\t2, 3\n", "\t"),
        (f"Title,Notes,Status\nUn,{NOTES},To do\nDeux,{NOTES},Done\n", ","),
        ('# a;b;c\n\n"x;y",1\n"z;w",2\n', ","),
        ("alone\nlines\n", ","),
        ("", ","),
    ],
)
def test_the_delimiter_is_told_by_whole_rows_also_over_several_lines(text: str, delimiter: str) -> None:
    assert delimiter_of(text) == delimiter

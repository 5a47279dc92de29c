"""A description as it reads."""

import pytest
from rich.style import Style

from obm_tui.widgets.markdown_lines import description_lines


def read(text: str) -> list[str]:
    return ["".join(content for content, _style in pieces).strip() for pieces in description_lines(text, 60, Style())]


@pytest.mark.parametrize(
    ("written", "lines"),
    [
        ("**Question.** Garder le 10 ?", ["Question. Garder le 10 ?"]),
        ("Tél. 06 12\nMail : *Maya*", ["Tél. 06 12", "Mail : Maya"]),
        ("- [ ] rushs\n- [x] montage", ["• ☐ rushs", "• ☑ montage"]),
        ("1. Garder le 10\n2. Ouvrir le 7", ["1 Garder le 10", "2 Ouvrir le 7"]),
        ("voir [la page](https://example.org/a_b_c)", ["voir la page (https://example.org/a_b_c)"]),
        ("[b]pas du balisage[/b] et `code`", ["[b]pas du balisage[/b] et code"]),
    ],
)
def test_marks_go_words_and_lines_stay(written: str, lines: list[str]) -> None:
    assert read(written) == lines


@pytest.mark.parametrize("text", ["", "Accès API du stock", "3 - 2, #42, 10 % * 3", "[b]x[/b]\n\n  deux\n* "])
def test_what_has_no_marks_stands_as_it_was_written(text: str) -> None:
    assert read(text) == [line.strip() for line in text.splitlines()]

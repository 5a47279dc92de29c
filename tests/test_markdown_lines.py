"""A description beside the board: its words without the marks."""

import pytest

from obm_tui.widgets.markdown_lines import without_marks


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("## Plan du T1", "Plan du T1"),
        ("**Question.** Garder le 10 ?", "Question. Garder le 10 ?"),
        ("un *vrai* oui, __vraiment__, `code`", "un vrai oui, vraiment, code"),
        ("- [ ] rushs\n* [x] montage\n+ sous-titres", "☐ rushs\n☑ montage\n· sous-titres"),
        ("1. Garder le 10", "1. Garder le 10"),
        ("voir [la page](https://example.org/a_b_c)", "voir la page"),
        ("> cité", "cité"),
        ("snake_case_name 2*3*4 a ** b #tag", "snake_case_name 2*3*4 a ** b #tag"),
        ("[b]pas du balisage[/b]", "[b]pas du balisage[/b]"),
        ("---", "---"),
        ("~~non~~ si", "non si"),
    ],
)
def test_marks_go_and_words_stay(written: str, read: str) -> None:
    assert without_marks(written) == read

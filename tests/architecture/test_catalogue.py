"""The French catalogue: nothing missing, nothing left over, every place for a value there, and French typography."""

import ast
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from rich.cells import cell_len

from obm_tui import i18n, keys
from scripts.catalogue import FRENCH, MARKERS, ROOT, collect, forms, marked, merge, missing, read

LABEL_CELLS = 12
"""Six labels, their keys and `? More` share a line of 80 cells."""
HELP_CELLS = 68
"""What the help has for a sentence in a window of 80 cells."""


@pytest.fixture(scope="module")
def french() -> Catalog:
    return read()


def _messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def _pairs(catalogue: Catalog) -> list[tuple[str, str]]:
    """Every English form with its French one."""
    return [
        (english, french)
        for message in _messages(catalogue)
        for english, french in zip(forms(message.id), forms(message.string), strict=True)
    ]


def test_the_catalogue_is_what_the_code_asks_for() -> None:
    assert FRENCH.read_text(encoding="utf-8") == merge(read(), collect()), "run `make catalogue`"


def test_every_message_is_translated_and_none_is_guessed(french: Catalog) -> None:
    assert missing(french) == []
    assert [message.id for message in french if message.id and message.fuzzy] == []
    assert "\n#~" not in FRENCH.read_text(encoding="utf-8")


def test_one_and_many_have_a_form_each(french: Catalog) -> None:
    counted = [message for message in _messages(french) if message.pluralizable]
    assert counted
    assert [message.id for message in counted if len(forms(message.string)) != 2] == []


def test_every_place_for_a_value_is_in_both_languages(french: Catalog) -> None:
    differing = [
        (english, translated)
        for english, translated in _pairs(french)
        if sorted(re.findall(r"\{\w*\}", english)) != sorted(re.findall(r"\{\w*\}", translated))
    ]
    assert differing == []


def test_blanks_and_lines_begin_and_end_alike(french: Catalog) -> None:
    def ends(text: str) -> tuple[bool, bool, int]:
        return text[:1].isspace(), text[-1:].isspace(), text.count("\n")

    differing = [
        (english, translated)
        for message in _messages(french)
        # A heading gets its colon behind it, and the thousands separator is a blank.
        if message.context not in {"heading", "thousands separator"}
        for english, translated in zip(forms(message.id), forms(message.string), strict=True)
        if ends(english) != ends(translated)
    ]
    assert differing == []


@pytest.mark.parametrize(
    ("rule", "wrong"),
    [
        ("a narrow no-break space before ; ! ?", r"(?<!\u202f)[;!?](?=\s|$)"),
        ("a no-break space before a colon", r"(?<!\u00a0):(?=\s|$)"),
        ("a no-break space inside « »", r"«(?!\u00a0)|(?<!\u00a0)»"),
        ("« » for quotes", r"[“”„\"]"),
        ("a plain apostrophe", r"[’‘]"),
        ("no two blanks but before what can be typed", r"  (?![+@!])(?!une date)"),
        ("nobody is told tu or vous", r"(?i)\b(tu|vous|ton|ta|tes|votre|vos)\b"),
    ],
)
def test_french_is_set_as_french(french: Catalog, rule: str, wrong: str) -> None:
    spoken = {
        text for message in french if (message.context or "").startswith("nudge ") for text in forms(message.string)
    }
    found = [translated for _english, translated in _pairs(french) if re.search(wrong, translated)]
    # A message to a person says tu or vous, as that person is spoken to.
    assert [text for text in found if text not in spoken] == [], rule


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_words_of_keys_fit_their_places(language: str) -> None:
    i18n.use(language)
    assert [label for key in keys.KEYS if cell_len(label := keys.label(key)) > LABEL_CELLS] == []
    assert [text for key in keys.KEYS if cell_len(text := keys.help_text(key)) > HELP_CELLS] == []


def _modules() -> list[Path]:
    return sorted((ROOT / "obm_tui").rglob("*.py"))


def test_messages_are_written_out_where_they_are_marked() -> None:
    """A message put together from parts, or out of an f-string, is in no catalogue."""
    wrong = []
    for path in _modules():
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKERS:
                texts = node.args[: MARKERS[node.func.id]]
                declared = node.func.id in {"N_", "NC_", "ngettext"}
                if any(
                    isinstance(text, ast.JoinedStr | ast.BinOp) or (declared and not isinstance(text, ast.Constant))
                    for text in texts
                ):
                    wrong.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert wrong == []


def test_messages_inside_f_strings_are_found() -> None:
    tree = ast.parse("""f"{_('late'):>8}"; pgettext("lane", "Done"); ngettext("{n} card", "{n} cards", n); _(name)""")
    assert sorted(marked(tree)) == [
        ("_", ("late",)),
        ("ngettext", ("{n} card", "{n} cards")),
        ("pgettext", ("lane", "Done")),
    ]


def test_a_translation_outlives_the_change_of_another_message() -> None:
    known, wanted = Catalog(), Catalog()
    known.add("Card", "Carte")
    known.add("Gone", "Parti")
    wanted.add("Card")
    wanted.add("Cards")
    text = merge(known, wanted)
    assert 'msgid "Card"\nmsgstr "Carte"' in text
    assert 'msgid "Cards"\nmsgstr ""' in text, "like another one, but not guessed"
    assert "Gone" not in text

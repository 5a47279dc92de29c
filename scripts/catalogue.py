"""`make catalogue`: bring the French catalogue up to date with the messages in the code, and compile it.

Translations stay; a message that is gone from the code goes; nothing is guessed. No line numbers, no dates and one
order only: two people who add messages on the same day seldom meet in the file.
"""

import ast
import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from hatch_build import compile_catalogues

ROOT = Path(__file__).parent.parent
FRENCH = ROOT / "obm_tui" / "locale" / "fr" / "LC_MESSAGES" / "obm_tui.po"
MARKERS = {"_": 1, "N_": 1, "NC_": 2, "ngettext": 2, "pgettext": 2}
"""What marks a message, and how many of its arguments are text: `N_` and `NC_` where a message is only declared."""
_WITH_CONTEXT = frozenset({"NC_", "pgettext"})
_HEADER = """\
# French messages of obm-tui. `make catalogue` brings it up to date; tests say what is missing.
msgid ""
msgstr ""
"Language: fr\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

"""


def marked(tree: ast.AST) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every marker of a module with its literal texts.

    The syntax tree is read, not the tokens: before Python 3.12 a tokenizer sees nothing inside an f-string.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKERS:
            texts = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
            literal = tuple(text for text in texts if isinstance(text, str))
            if len(literal) == MARKERS[node.func.id]:
                yield node.func.id, literal


def collect(package: Path = ROOT / "obm_tui") -> Catalog:
    """Every message of the package, without translations."""
    found = Catalog()
    for path in sorted(package.rglob("*.py")):
        for marker, texts in marked(ast.parse(path.read_bytes())):
            if marker in _WITH_CONTEXT:
                found.add(texts[1], context=texts[0])
            else:
                found.add(texts if len(texts) > 1 else texts[0])
    return found


def read(path: Path = FRENCH) -> Catalog:
    """The catalogue as it is on disk."""
    with path.open("rb") as file:
        return read_po(file, locale="fr")


def merge(known: Catalog, wanted: Catalog) -> str:
    """The text of a catalogue with the wanted messages and the known translations of them."""
    known.update(wanted, no_fuzzy_matching=True)
    body = io.BytesIO()
    write_po(body, known, width=0, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True)
    return _HEADER + body.getvalue().decode().strip() + "\n"


def missing(catalogue: Catalog) -> list[str]:
    """The messages without a translation."""
    return [str(message.id) for message in catalogue if message.id and not all(forms(message.string))]


def forms(text: str | list[str] | tuple[str, ...] | None) -> list[str]:
    """The one form of a message, or its singular and plural."""
    return [text] if isinstance(text, str) else list(text or ("",))


def main() -> None:
    """Write the catalogue, compile it, say what is left to translate."""
    FRENCH.write_text(merge(read(), collect()), encoding="utf-8")
    compile_catalogues(ROOT)
    left = missing(read())
    for message in left:
        print(f"to translate: {message}")
    print(f"{FRENCH.relative_to(ROOT)}: {len(left)} messages to translate")


if __name__ == "__main__":
    main()

"""`make keys`: the keys in README and docs, from the declarations the program itself uses."""

from collections.abc import Collection, Iterable
from pathlib import Path

from obm_tui import i18n, keys
from obm_tui.i18n import _
from obm_tui.keys import Key

ROOT = Path(__file__).parent.parent
BEGIN = "<!-- keys: written by `make keys` -->"
END = "<!-- /keys -->"
READMES = {"en": ROOT / "README.md", "fr": ROOT / "README.fr.md"}
PAGES = {"en": ROOT / "docs" / "KEYS.md", "fr": ROOT / "docs" / "TOUCHES.md"}

_WORDS = {
    "en": {
        "title": "Keys",
        "intro": "The same keys in both languages, one meaning for one letter on every screen. `?` lists those of the "
        "screen you are on, `:` finds any command by its name.",
        "key": "Key",
        "does": "What it does",
        "where": "Where",
        "name": "Name",
        "everywhere": "everywhere",
        "card": "an open card",
        "go": "`g`, then a letter: go to a screen",
        "sets": "`*`, then a letter: select a whole set",
        "view": "`v`, then a letter: look at it another way",
        "moving": "Moving around",
        "own": "Keys of your own",
        "own_text": "Any key can be changed: write its name from the tables above and the key you want into the "
        "settings file, whose path stands on the screen Settings (`g o`).",
        "or": "or",
    },
    "fr": {
        "title": "Touches",
        "intro": "Les mêmes touches dans les deux langues, un seul sens par lettre sur tous les écrans. `?` montre "
        "celles de l'écran affiché, `:` trouve toute commande par son nom.",
        "key": "Touche",
        "does": "Ce qu'elle fait",
        "where": "Où",
        "name": "Nom",
        "everywhere": "partout",
        "card": "une carte ouverte",
        "go": "`g`, puis une lettre : aller à un écran",
        "sets": "`*`, puis une lettre : choisir tout un ensemble",
        "view": "`v`, puis une lettre : voir autrement",
        "moving": "Se déplacer",
        "own": "Ses propres touches",
        "own_text": "Toute touche peut changer : il suffit d'écrire son nom, pris dans les tableaux ci-dessus, et la "
        "touche voulue dans le fichier des options, dont le chemin est affiché sur l'écran Options (`g o`).",
        "or": "ou",
    },
}
_EXAMPLE = """```toml
[keys]
"card.done" = "k"
```"""


def summary(language: str) -> str:
    """The short table of a README: what one presses all day."""
    i18n.use(language)
    words = _WORDS[language]
    pressed = [key for key in keys.KEYS if not key.id.startswith("cursor.")]
    rows = [(_code(_names(key)[:1], words), keys.help_text(key)) for key in pressed]
    return _table((words["key"], words["does"]), rows)


def page(language: str) -> str:
    """The whole page of keys, with the names a keymap uses."""
    i18n.use(language)
    words = _WORDS[language]
    verbs = [key for key in keys.KEYS if not key.id.startswith("cursor.")]
    moving = [key for key in keys.KEYS if key.id.startswith("cursor.")]
    parts = [
        f"# {words['title']}",
        words["intro"],
        _full(verbs, words),
        f"## {words['moving']}",
        _full(moving, words),
        f"## {words['go']}",
        _sequences("g", words),
        f"## {words['sets']}",
        _sequences("asterisk", words),
        f"## {words['view']}",
        _sequences("v", words),
        f"## {words['own']}",
        words["own_text"],
        _EXAMPLE,
    ]
    return "\n\n".join(parts) + "\n"


def with_table(text: str, table: str) -> str:
    """A README's text with the table between its markers.

    Raises:
        ValueError: a marker is missing.
    """
    before, _begin, rest = text.partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not end:
        raise ValueError(f"{BEGIN} … {END} not found")
    return f"{before}{BEGIN}\n\n{table}\n\n{END}{after}"


def _full(wanted: Iterable[Key], words: dict[str, str]) -> str:
    rows = [
        (_code(_names(key), words), keys.help_text(key), _where(key.places, words), f"`{key.id}`") for key in wanted
    ]
    return _table((words["key"], words["does"], words["where"], words["name"]), rows)


def _sequences(first: str, words: dict[str, str]) -> str:
    wanted = [sequence for sequence in keys.SEQUENCES if sequence.first == first and sequence.ready]
    places = next(key.places for key in keys.KEYS if key.key == first)
    rows = [
        (
            _code([f"{keys.display(first)} {sequence.second}"], words),
            _(sequence.label),
            _where(sequence.places or places, words),
        )
        for sequence in wanted
    ]
    if not any(sequence.places for sequence in wanted):
        return _table((words["key"], words["does"]), [row[:2] for row in rows])
    return _table((words["key"], words["does"], words["where"]), rows)


def _names(key: Key) -> list[str]:
    """The key and its other names as people read them, each once."""
    return list(dict.fromkeys(keys.display(name).replace("upper_u", "U") for name in key.key.split(",")))


def _code(names: Iterable[str], words: dict[str, str]) -> str:
    return f" {words['or']} ".join(f"`{name}`" for name in names)


def _where(places: Collection[str], words: dict[str, str]) -> str:
    if not places or keys.PLACES.issubset(places):
        return words["everywhere"]
    screens = [(sequence.action, _(sequence.label)) for sequence in keys.following("g")]
    screens.append(("go('card')", words["card"]))
    return ", ".join(label for action, label in screens if any(action == f"go('{place}')" for place in places))


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _column in head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def main() -> None:
    """Write the tables."""
    for language, path in READMES.items():
        path.write_text(with_table(path.read_text(encoding="utf-8"), summary(language)), encoding="utf-8")
    for language, path in PAGES.items():
        path.write_text(page(language), encoding="utf-8")


if __name__ == "__main__":
    main()

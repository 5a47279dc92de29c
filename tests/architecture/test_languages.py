"""Every screen and every help in one language at a time.

Two nets. A language that nobody speaks, all in foreign letters, shows every word that never went through a catalogue.
The real ones show a message of the other language.
"""

import gettext
import os
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
import textual._wait

from obm_tui import i18n
from obm_tui.cli.main import main
from scripts import story
from scripts.catalogue import forms, read
from scripts.screenshots import HOME, SCENES, WELCOME, Scene, shown, stage
from scripts.story import make_story

_FOREIGN = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "абцдефгхийклмнопярстувшхызАБЦДЕФГХИЙКЛМНОПЯРСТУВШХЫЗ",
)
_KEYS = frozenset({"ctrl+l", "ctrl+o", "ctrl+p", "ctrl+q", "ctrl+s", "end", "enter", "esc", "home", "space", "tab"}) | {
    "pagedown",
    "pageup",
}
_NAMES = (
    "camille/obm-tui.db",
    "camille/config.toml",
    "~/Downloads/board.json",
    "obm-tui",
    "obm",
    "@me",
    "English",
    "Français",
)
_MORE = (
    Scene("palette", "board", keys=("colon",)),
    Scene("plan", "board", keys=("p",)),
    Scene("move", "board", keys=("m",)),
    Scene("move-to", "inbox", keys=("m",)),
    Scene("edit-card", "board", keys=("e",)),
    Scene("edit-client", "radar", keys=("e",)),
    Scene("import", "radar", keys=("ctrl+o",)),
    Scene("go", "radar", keys=("g",)),
    Scene("sets", "board", keys=("asterisk",)),
    Scene("clients", "board", keys=("f",)),
)
"""What a picture is not taken of."""


class _Foreign(gettext.NullTranslations):
    """Every message in letters that no message has; the places for values stay."""

    def gettext(self, message: str) -> str:
        parts = re.split(r"(\{\w*\})", message)
        return "".join(part if part.startswith("{") else part.translate(_FOREIGN) for part in parts)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(message)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(textual._wait, "SLEEP_GRANULARITY", 0.002)
    monkeypatch.setattr(textual._wait, "SLEEP_IDLE", 0.0005)


@pytest.fixture
def foreign(monkeypatch: pytest.MonkeyPatch) -> None:
    """French is the language that nobody speaks."""
    monkeypatch.setattr(i18n, "catalogue", {"en": gettext.NullTranslations(), "fr": _Foreign()}.__getitem__)


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory, empty_database: Path) -> dict[str, Path]:
    """The story in each language, and an empty file; made once."""
    folder = tmp_path_factory.mktemp("stories")
    for language in i18n.LANGUAGES:
        make_story(folder / f"{language}.db", language)
    return {"": empty_database} | {language: folder / f"{language}.db" for language in i18n.LANGUAGES}


Home = Callable[[str, Scene], Path]


@pytest.fixture
def home_of(home: Path, templates: dict[str, Path]) -> Iterator[Home]:
    """Makes the database that a scene plays in."""

    def made(language: str, scene: Scene) -> Path:
        HOME.mkdir(mode=0o700)
        return Path(shutil.copy(templates["" if scene is WELCOME else language], HOME / "obm-tui.db"))

    with stage():
        yield made


def _make_foreign(database: Path) -> None:
    """What she wrote herself, in foreign letters: then every other letter left is the program's."""
    connection = sqlite3.connect(database)
    connection.create_function("foreign_letters", 1, lambda text: text.translate(_FOREIGN))
    for table, columns in {
        "card": ("title", "body"),
        "checklist_item": ("text",),
        "client": ("name",),
        "comment": ("author", "text"),
        "metric": ("name", "source", "numerator", "denominator"),
        "metric_value": ("note",),
        "person": ("name",),
        "project": ("title",),
    }.items():
        changes = ", ".join(f"{column}=foreign_letters({column})" for column in columns)
        connection.execute(f"update {table} set {changes}")
    # Of the fields another tool brought along only the values are hers.
    connection.execute("update card set extra=json_object('column', '—') where extra<>''")
    connection.commit()
    connection.close()


async def _lines(scene: Scene, language: str, database: Path) -> list[str]:
    async with shown(scene, database, language, (120, 36)) as pilot:
        return [strip.text.rstrip() for strip in pilot.app.screen._compositor.render_strips()]


@pytest.mark.parametrize("scene", [*SCENES, *_MORE, WELCOME], ids=lambda scene: scene.name)
@pytest.mark.usefixtures("foreign")
async def test_every_word_on_screen_is_a_message(scene: Scene, home_of: Home) -> None:
    database = home_of("fr", scene)
    if scene is not WELCOME:
        _make_foreign(database)

    lines = await _lines(scene, "fr", database)

    hers = {word for _language, text in scene.typed for word in text.split()}
    text = re.sub("|".join(map(re.escape, _NAMES)), "", "\n".join(lines))
    words = {word for word in re.findall(r"[A-Za-z0-9@!+-]+", text) if re.search("[A-Za-z]{2}", word)}
    assert {word for word in words - _KEYS - hers if not re.fullmatch(r"[A-Z]{3}(-[0-9]+)?", word)} == set()


_PEOPLE = " ".join(f"{name} {code}" for code, name, _kind in story.PEOPLE)


@cache
def _messages(language: str) -> frozenset[str]:
    """The messages one would notice in the other language: not the words that both have, nor those of the story."""
    index = i18n.LANGUAGES.index(language)
    pairs = [
        (english, french)
        for message in read()
        if message.id
        for english, french in zip(forms(message.id), forms(message.string), strict=True)
    ]
    other = " ".join(pair[1 - index] for pair in pairs)
    return frozenset(
        text
        for pair in pairs
        if len(text := pair[index].strip()) > 3
        and "{" not in text
        and not _contains(f"{other} {_told()} {_PEOPLE}", text)
    )


def _told() -> str:
    titles = [told.title for told in (*story.CARDS, *story.LAUNCH)]
    return " ".join(" ".join(text) for text in (*titles, *(name for _code, name in story.CLIENTS)))


def _contains(text: str, part: str) -> bool:
    # Most messages are not there at all: the pattern is for those that are.
    return part in text and re.search(rf"(?<![\w-]){re.escape(part)}(?![\w-])", text) is not None


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("scene", [*SCENES, WELCOME], ids=lambda scene: scene.name)
async def test_a_screen_speaks_one_language(scene: Scene, language: str, home_of: Home) -> None:
    text = "\n".join(await _lines(scene, language, home_of(language, scene)))

    other = "fr" if language == "en" else "en"
    assert [message for message in _messages(other) if _contains(text, message)] == []


def _commands(capsys: pytest.CaptureFixture[str]) -> list[list[str]]:
    """Every command, as the help itself lists them."""
    main(["--help", "--lang", "en"])
    names = re.findall(r"^    (\w+) ", capsys.readouterr().out, re.MULTILINE)
    commands = [[], *([name] for name in names)]
    for name in names:
        main([name, "--help", "--lang", "en"])
        commands += [[name, nested] for nested in re.findall(r"^    (\w+) ", capsys.readouterr().out, re.MULTILINE)]
    return commands


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_help_speaks_one_language(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    other = "fr" if language == "en" else "en"
    commands = _commands(capsys)
    assert ["client", "add"] in commands
    for command in commands:
        assert main([*command, "--help", "--lang", language]) == os.EX_OK
        # A command's name is the same in both languages, and may be a word of one of them.
        printed = re.sub(r"^    \w+ |obm-tui( \w+)*", " ", capsys.readouterr().out, flags=re.MULTILINE)
        # Long sentences are broken into lines, and some messages begin a sentence.
        text = " ".join(printed.split())
        found = [
            message
            for message in _messages(other)
            for plain in (" ".join(message.split()),)
            if _contains(text, plain) or _contains(text, plain[:1].upper() + plain[1:])
        ]
        assert found == [], command

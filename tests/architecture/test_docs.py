"""What README and docs say is so: keys, commands, flags, make's targets, links."""

import re
import shlex
from functools import cache
from pathlib import Path

import pytest

from obm_tui import i18n
from obm_tui.cli.main import main
from scripts import keys_table
from scripts.keys_table import BEGIN, END, PAGES, READMES, ROOT

PAGES_OF_WORDS = (*READMES.values(), ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md")))


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_tables_of_keys_are_fresh(language: str) -> None:
    readme = READMES[language].read_text(encoding="utf-8")
    assert readme == keys_table.with_table(readme, keys_table.summary(language)), "run `make keys`"
    assert PAGES[language].read_text(encoding="utf-8") == keys_table.page(language), "run `make keys`"


def test_every_key_is_in_the_tables() -> None:
    page = keys_table.page("en")
    from obm_tui import keys

    assert [key.id for key in keys.KEYS if f"`{key.id}`" not in page] == []


def test_a_table_needs_its_place() -> None:
    assert keys_table.with_table(f"a\n{BEGIN}\nold\n{END}\nz", "new") == f"a\n{BEGIN}\n\nnew\n\n{END}\nz"
    with pytest.raises(ValueError, match="not found"):
        keys_table.with_table(f"a {BEGIN} z", "new")


@pytest.mark.parametrize("page", PAGES_OF_WORDS, ids=lambda page: page.name)
def test_every_target_of_make_exists(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([a-z]+)", page.read_text(encoding="utf-8"), re.MULTILINE))
    assert named <= targets


def test_make_describes_its_targets() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = set(re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)[1].split())  # type: ignore[index]
    assert phony == set(re.findall(r"^([a-z]+):.*##", makefile, re.MULTILINE))


def _examples(page: Path) -> list[list[str]]:
    """Every command line of the program in a page: in a block of shell, or between backticks."""
    text = page.read_text(encoding="utf-8")
    lines = [line for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL) for line in block.splitlines()]
    lines += re.findall(r"`(obm-tui(?: [^`\n]*)?)`", text)
    return [shlex.split(line, comments=True)[1:] for line in lines if line.startswith("obm-tui")]


@cache
def _help(command: tuple[str, ...]) -> str:
    import contextlib
    import io

    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        code = main([*command, "--help", "--lang", "en"])
    assert code == 0, command
    return out.getvalue()


def _subcommands(command: tuple[str, ...]) -> set[str]:
    return set(re.findall(r"^    (\w+) ", _help(command), re.MULTILINE))


def _unknown(words: list[str]) -> list[str]:
    """The command or flags of an example that the program does not know."""
    command: tuple[str, ...] = ()
    rest = list(words)
    while rest and not rest[0].startswith("-") and (known := _subcommands(command)):
        if rest[0] not in known:
            return rest[:1]
        command = (*command, rest.pop(0))
    flags = set(re.findall(r"(?<!\w)--[a-z-]+", _help(command)))
    return [word for word in rest if word.startswith("--") and word.partition("=")[0] not in flags]


@pytest.mark.parametrize("page", PAGES_OF_WORDS, ids=lambda page: page.name)
def test_every_command_and_flag_exists(page: Path) -> None:
    examples = _examples(page)
    assert examples or page not in READMES.values()
    assert [words for words in examples if _unknown(words)] == []


def test_an_unknown_command_or_flag_would_be_noticed() -> None:
    assert _unknown(["nonsense"]) == ["nonsense"]
    assert _unknown(["client", "nonsense"]) == ["nonsense"]
    assert _unknown(["list", "--nonsense", "--late"]) == ["--nonsense"]
    assert _unknown(["client", "add", "Name", "--code", "CAP", "--json"]) == []


@pytest.mark.parametrize("page", READMES.values(), ids=lambda page: page.name)
def test_every_flag_named_in_passing_exists(page: Path) -> None:
    prose = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    named = set(re.findall(r"`(--[a-z-]+)", prose)) - {"--help"}
    known = {
        flag for name in ("", *_subcommands(())) for flag in re.findall(r"--[a-z-]+", _help((name,) if name else ()))
    }
    assert named <= known


def test_both_readmes_show_the_same_commands() -> None:
    shapes = [
        [[word for word in words if re.fullmatch(r"-*[a-z-]+|[A-Z]+-\d+", word)][:1] for words in _examples(page)]
        for page in READMES.values()
    ]
    assert shapes[0] == shapes[1]


@pytest.mark.parametrize("page", PAGES_OF_WORDS, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if "://" not in link and not (page.parent / link).exists()] == []


PICTURES = sorted((ROOT / "docs" / "pictures").glob("*.svg"))


def test_there_are_pictures_in_both_languages() -> None:
    names = {picture.name for picture in PICTURES}
    assert names
    assert {name for name in names if name.endswith(".en.svg")} == {
        name.replace(".fr.svg", ".en.svg") for name in names if name.endswith(".fr.svg")
    }


def test_pictures_are_small_and_fetch_nothing() -> None:
    for picture in PICTURES:
        text = picture.read_text(encoding="utf-8")
        assert len(text.encode()) < 200_000, picture.name
        assert set(re.findall(r"https?://[^\"\s<)]+", text)) == {"http://www.w3.org/2000/svg"}, picture.name
        assert "@font-face" not in text
        assert not re.search(r"terminal-\d", text)

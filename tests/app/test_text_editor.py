"""A description in the whole window, and in her own editor; whatever happens there, the text is kept."""

import contextlib
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from obm_tui import drafts, paths
from obm_tui.app import ObmApp
from tests import hostile
from tests.app.conftest import Open
from tests.app.terminal import Terminal
from tests.app.test_hostile import check_screen

FIRST = "Prix de la promo 12"
Editor = Callable[..., Path]


@pytest.fixture(autouse=True)
def no_editor(monkeypatch: pytest.MonkeyPatch) -> None:
    """No editor but a test's own."""
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    """An editor that is a script; it finds the file in `$file`. Returns where it notes what it saw."""
    monkeypatch.setattr(ObmApp, "suspend", lambda _app: contextlib.nullcontext())

    def made(script: str, *, variable: str = "EDITOR", arguments: str = "") -> Path:
        seen = tmp_path / "seen"
        path = tmp_path / "mon éditeur"
        path.write_text(
            f'#!/bin/sh\nfor file; do :; done\n{{ echo "$#"; stat -c %a "$file" "$(dirname "$file")"; echo "$file"; '
            f'cat "$file"; }} > "{seen}"\n{script}\n'
        )
        path.chmod(0o755)
        monkeypatch.setenv(variable, f"'{path}' {arguments}")
        return seen

    return made


async def test_the_text_goes_to_the_window_and_back_and_is_saved_by_the_form(board: Path, cockpit: Open) -> None:
    async with cockpit(board, size=(80, 24)) as it:
        before = it.steps()
        await it.press("e", "ctrl+e")
        assert it.dialog == "TextEditor"
        assert "CAP-" in it.head
        assert FIRST in it.head
        await it.type("un")
        await it.press("enter")
        await it.type("deux")
        await it.press("ctrl+s")
        assert (it.dialog, it.typed, it.steps()) == ("CardForm", "un\ndeux", before)
        await it.press("ctrl+e")
        assert it.typed == "un\ndeux"
        await it.type(" trois")
        await it.press("escape")
        assert (it.dialog, it.typed) == ("CardForm", "un\ndeux trois")
        # As one change of the field.
        await it.press("ctrl+z")
        assert it.typed == "un\ndeux"
        await it.press("ctrl+y", "ctrl+s")
        assert it.desk.cards.detail(it.row(FIRST).id).body == "un\ndeux trois"
        assert (it.dialog, it.steps(), drafts.pending()) == ("", before + 1, None)


async def test_what_is_typed_there_is_in_the_draft_of_the_form(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        key = it.row(FIRST).id
        await it.press("e", "ctrl+e")
        await it.type("pas perdu")

        def kept() -> bool:
            draft = drafts.load("card", key)
            return draft is not None and draft.texts == {"body": "pas perdu"} and not draft.put_aside

        await it.until(kept)
    async with cockpit(board) as it:
        await it.until(lambda: it.dialog == "CardForm")
        assert "pas perdu" in it.text()


async def test_without_an_editor_the_key_ends_the_line(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("e", "ctrl+e")
        assert "ctrl+e" not in it.text()
        await it.type("abc")
        await it.press("home", "ctrl+e")
        await it.type("d")
        assert it.typed == "abcd"


@pytest.mark.parametrize("variable", ["VISUAL", "EDITOR"])
async def test_her_own_editor_has_the_text_in_a_private_file(
    variable: str, board: Path, cockpit: Open, editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "another")
    seen = editor('printf "changé\\nà côté\\n" > "$file"', variable=variable, arguments="-w ';touch' '$(id)'")
    async with cockpit(board) as it:
        await it.press("e", "ctrl+e")
        await it.type("« avant »")
        assert "ctrl+e opens mon éditeur" in it.text()
        await it.press("ctrl+e")
        assert (it.dialog, it.typed) == ("TextEditor", "changé\nà côté")
        count, mode, folder_mode, path, text = seen.read_text().splitlines()
        assert (count, mode, folder_mode, text) == ("4", "600", "700", "« avant »")
        assert path.startswith(str(paths.state_folder()))
        assert path.endswith(".md")
        assert not Path(path).parent.exists()
        await it.press("ctrl+z")
        assert it.typed == "« avant »"
        await it.press("ctrl+y", "ctrl+s", "ctrl+s")
        assert it.desk.cards.detail(it.row(FIRST).id).body == "changé\nà côté"


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("exit 3", "mon éditeur ended with an error; the text is as it was."),
        ('rm "$file"', "mon éditeur could not change the text, which is as it was: No such file"),
        ('rm -r "$(dirname "$file")"', "could not change the text"),
        ('rm "$file"; mkdir "$file"', "could not change the text"),
        ("kill -9 $$", "ended with an error"),
        ("true", "mon éditeur closed without a change."),
        ('printf "\\n" >> "$file"', "mon éditeur closed without a change."),
    ],
    ids=["fails", "file gone", "folder gone", "a folder", "killed", "unchanged", "line ended"],
)
async def test_an_editor_that_fails_loses_nothing(
    script: str, said: str, board: Path, cockpit: Open, editor: Editor
) -> None:
    editor(script)
    async with cockpit(board) as it:
        await it.press("e", "ctrl+e")
        await it.type("tout ceci")
        await it.press("ctrl+e")
        assert (it.dialog, it.typed) == ("TextEditor", "tout ceci")
        assert said in it.text()
        assert not list(paths.state_folder().glob("edit-*"))
        await it.press("escape")
        assert (it.dialog, it.typed) == ("CardForm", "tout ceci")


@pytest.mark.parametrize("named", ["/nowhere/at/all", "no-such-editor -x", "'unclosed", "/"])
async def test_an_editor_that_is_not_there(
    named: str, board: Path, cockpit: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ObmApp, "suspend", lambda _app: contextlib.nullcontext())
    monkeypatch.setenv("EDITOR", named)
    async with cockpit(board) as it:
        await it.press("e", "ctrl+e")
        await it.type("tout ceci")
        await it.press("ctrl+e")
        assert (it.dialog, it.typed) == ("TextEditor", "tout ceci")


async def test_what_an_editor_wrote_before_it_failed_is_taken(board: Path, cockpit: Open, editor: Editor) -> None:
    editor('printf "\\351crit" > "$file"; exit 1')
    async with cockpit(board) as it:
        await it.press("e", "ctrl+e", "ctrl+e")
        assert it.typed == "écrit"


async def test_a_terminal_that_cannot_be_left(board: Path, cockpit: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "true")
    async with cockpit(board) as it:
        await it.press("e", "ctrl+e", "a", "ctrl+e")
        assert "This terminal cannot be left to another program." in it.text()
        assert it.typed == "a"


async def test_hostile_texts_come_back_from_an_editor(
    board: Path, cockpit: Open, editor: Editor, tmp_path: Path
) -> None:
    editor(f'cat "{tmp_path}/next" > "$file"')
    async with cockpit(board) as it:
        await it.press("e", "ctrl+e")
        for text in (*hostile.TITLES, *hostile.BLANK):
            (tmp_path / "next").write_bytes(text.encode(errors="surrogatepass"))
            await it.press("ctrl+e")
            check_screen(it)
            assert it.dialog == "TextEditor"
        await it.press("ctrl+s")
        check_screen(it)
        assert it.dialog == "CardForm"


@pytest.mark.pty
@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
def test_the_editor_has_the_terminal_and_gives_it_back(board: Path, editor: Editor) -> None:
    editor('echo "EDITOR IS HERE"; kill -INT $PPID; read line; printf "venu du %s" "$line" > "$file"')
    with Terminal(board) as terminal:
        terminal.wait_for("Radar")
        terminal.type("gbe")
        terminal.wait_for("Description")
        terminal.type("\x05")
        terminal.wait_for("mon éditeur")
        terminal.type("\x05")
        terminal.wait_for("EDITOR IS HERE")
        terminal.type("dehors\n")
        terminal.wait_for("venu du dehors")
        # The interrupt was the editor's: the program goes on.
        terminal.type("!\x13")
        terminal.wait_for("dehors!")
        terminal.wait_for("ctrl+s saves")
        terminal.process.send_signal(signal.SIGTERM)
        assert (terminal.end(), terminal.is_sane()) == (128 + signal.SIGTERM, True)
    draft = drafts.pending()
    assert draft is not None
    assert draft.texts["body"] == "venu du dehors!"

"""An unexpected error: what is typed is kept, a report says where, and the next start goes on."""

import json
import stat
from pathlib import Path

import pytest
import textual
from textual._compositor import Compositor
from textual.app import App
from textual.widget import Widget

from obm_tui import app as app_module
from obm_tui import drafts, paths
from obm_tui.app import REOPEN, ObmApp, run_screens
from obm_tui.config import Config
from obm_tui.desk import Desk
from obm_tui.domain.cards import Lane
from obm_tui.screens.dialogs import base as dialogs
from tests.app.cockpit import Cockpit
from tests.app.conftest import Open

FIRST = "Prix de la promo 12"
SECRET = "chiffre d'affaires 48 200"


def left() -> dict[str, object] | None:
    """The draft on disk."""
    draft = drafts.pending()
    return dict(draft.texts) if draft else None


def reports() -> list[Path]:
    return list(paths.state_folder().glob("report-*.txt"))


def break_things(it: Cockpit, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next look at the file fails in a way nobody thought of."""

    def fail(*_args: object) -> None:
        secret = SECRET
        raise RuntimeError(f"about {secret}")

    monkeypatch.setattr(Desk, "poll", fail)
    it.app.call_later(it.app._poll)


class TestCrash:
    async def test_draft_report_and_the_way_to_open_again(
        self, board: Path, cockpit: Open, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with pytest.raises(RuntimeError):
            async with cockpit(board) as it:
                await it.press("greater_than_sign", "n")
                await it.type(SECRET)
                break_things(it, monkeypatch)
                await it.settle()

        assert it.app.crashed
        assert left() == {"line": SECRET}
        [report] = reports()
        assert stat.S_IMODE(report.stat().st_mode) == 0o600
        text = report.read_text()
        assert ("RuntimeError" in text, "in _poll" in text, "48 200" in text) == (True, True, False)
        assert it.app.last_words.endswith(f"was kept as a draft. {report}")

    async def test_the_next_start_opens_the_form_with_the_text_where_she_was(
        self, board: Path, cockpit: Open, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from obm_tui import navigation

        with pytest.raises(RuntimeError), monkeypatch.context() as broken:
            async with cockpit(board) as it:
                await it.press("greater_than_sign", "e", "tab", "tab")
                await it.type("hug")
                break_things(it, broken)
                await it.settle()

        place, _view = navigation.load()
        async with cockpit(board, place=place) as it:
            assert ("CAP" in it.head, it.dialog) == (True, "CardForm")
            await it.press("tab", "tab")
            assert it.typed == "hug"
            await it.type("o")
            await it.press("enter")
            assert (it.row(FIRST).owner, left()) == ("Hugo Lenoir", None)

    def test_run_screens_asks_to_be_opened_again(
        self, board: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
    ) -> None:
        def fail(_app: ObmApp) -> None:
            raise ZeroDivisionError(SECRET)

        real = App.run
        monkeypatch.setattr(App, "run", lambda app: real(app, headless=True, size=(80, 24)))
        monkeypatch.setattr(ObmApp, "_after_first_rows", fail)
        assert run_screens(board, Config()) == REOPEN
        said, [report] = capfd.readouterr(), reports()
        assert said.err.splitlines() == [
            f"Something went wrong. What was saved is safe; an open form was kept as a draft. {report}"
        ]
        assert said.out == ""
        monkeypatch.setattr(ObmApp, "_after_first_rows", ObmApp.action_app_quit)
        assert run_screens(board, Config()) == 0


class TestDrafts:
    async def test_what_is_typed_is_on_disk_within_a_quarter_of_a_second(self, board: Path, cockpit: Open) -> None:
        """Throttled: it is written while she goes on typing, not only once she stops."""
        async with cockpit(board) as it:
            await it.press("n")
            await it.type("premier")
            assert left() is None
            await it.until(lambda: left() == {"line": "premier"})
            await it.type(" mot")
            await it.until(lambda: left() == {"line": "premier mot"})
        assert dialogs.DRAFT_SECONDS <= 0.25

    async def test_steady_typing_is_written_too(
        self, board: Path, cockpit: Open, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        saved: list[str] = []
        real = drafts.save

        def note(draft: drafts.Draft) -> bool:
            saved.append(draft.texts["line"])
            return real(draft)

        monkeypatch.setattr(drafts, "save", note)
        monkeypatch.setattr(dialogs, "DRAFT_SECONDS", 0.01)
        async with cockpit(board) as it:
            await it.press("n")
            for letter in "abcdefghijklmnop":
                await it.type(letter)
            assert len(saved) >= 3
            assert all("abcdefghijklmnop".startswith(text) for text in saved)

    async def test_put_aside_it_waits_and_does_not_open_by_itself(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board) as it:
            await it.press("n")
            await it.type("plus tard")
            await it.press("escape")
        assert left() is None

        async with cockpit(board) as it:
            assert it.dialog == ""
            await it.press("n")
            assert it.typed == "plus tard"
            await it.press("enter")
            assert it.titles(Lane.WEEK)[1] == "plus tard"
            await it.press("n")
            assert it.typed == ""

    async def test_quitting_with_an_open_form_keeps_the_last_letters(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board) as it:
            await it.press("n")
            await it.type("pas fini")
            await it.press("ctrl+q")
        assert left() == {"line": "pas fini"}

    async def test_an_opened_form_leaves_nothing_before_a_key(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board) as it:
            for opening in ("n", "e"):
                await it.press(opening)
                await it.pilot.pause(0.3)
                assert left() is None
                await it.press("escape")
            assert not list((paths.state_folder() / "drafts").glob("*"))

    async def test_a_disk_that_refuses_is_said_once_and_the_text_stays(
        self, board: Path, cockpit: Open, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*_args: object) -> None:
            raise OSError(28, "No space left on device")

        async with cockpit(board) as it:
            monkeypatch.setattr(paths, "write_private", refuse)
            monkeypatch.setattr(dialogs, "DRAFT_SECONDS", 0.01)
            await it.press("n")
            for letter in "abcd":
                await it.type(letter)
                await it.pilot.pause(0.02)
            assert (it.typed, len(it.toasts())) == ("abcd", 1)
            assert "cannot be kept on disk" in it.toasts()[0]

    async def test_a_draft_of_something_that_is_gone_opens_nothing(self, board: Path, cockpit: Open) -> None:
        for form in ("card", "client", "capture?"):
            drafts.save(drafts.Draft(form, "f" * 32, {"title": "x", "name": "x"}))
            async with cockpit(board) as it:
                assert it.dialog == "", form
            drafts.forget(form, "f" * 32)

    async def test_a_damaged_draft_opens_nothing(self, board: Path, cockpit: Open) -> None:
        folder = paths.state_folder() / "drafts"
        folder.mkdir()
        for n, content in enumerate(("", "{", "[]", json.dumps({"form": "card"}), "\0")):
            (folder / f"card-{n}.json").write_text(content)
        async with cockpit(board) as it:
            assert it.dialog == ""

    def test_drafts_are_private(self, home: Path) -> None:
        drafts.save(drafts.Draft("capture", "", {"line": "x"}))
        [path] = (paths.state_folder() / "drafts").glob("*.json")
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_the_private_names_of_textual_that_are_relied_on_are_there() -> None:
    """A new Textual may rename them: then this says what to look at."""
    assert textual.__version__.startswith("8.2.")
    assert App._fatal_error is not app_module.ObmApp._fatal_error
    for name in ("_handle_exception", "_fatal_error", "_close_messages_no_wait", "_check_bindings", "_display"):
        assert callable(getattr(App, name)), name
    assert {"_layout_required", "_repaint_required", "_notifications"} <= {*vars(Widget()), *vars(App())}
    assert callable(Widget._exchange_repaint_regions)
    assert "visible_widgets" in vars(Compositor)
    app = App[None]()
    assert app._exception is None
    assert (app._batch_count, app._exit) == (0, False)

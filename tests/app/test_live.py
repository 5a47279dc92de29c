"""What changes outside of her keys: other programs, midnight, the language; and writes asked for early."""

import gettext
import threading
from datetime import timedelta
from pathlib import Path
from time import monotonic

import pytest

from obm_tui import i18n, keys
from obm_tui.clock import FrozenClock
from obm_tui.desk import Desk
from obm_tui.domain.cards import CardEdit, Lane, NewCard
from obm_tui.domain.steps import Origin
from obm_tui.navigation import Place
from tests.app.cockpit import Cockpit
from tests.app.conftest import MovingClock, Open
from tests.conftest import NOW

WEEK = ["Prix de la promo 12", "Ordre du jour", "Note pour Maya"]


@pytest.fixture
def other(board: Path, clock: FrozenClock) -> Desk:
    """The desk of another program on the same file."""
    return Desk.open(board, origin=Origin.CLI, clock=clock)


async def look(it: Cockpit) -> None:
    """Let the program look at the file, as it does every second and a half."""
    it.app._poll()
    await it.settle()


class TestOtherPrograms:
    async def test_a_change_shows_with_cursor_and_scroll_kept(self, board: Path, other: Desk, cockpit: Open) -> None:
        other.cards.add_all([NewCard(f"carte {n:02d}", lane=Lane.WEEK) for n in range(30)])
        async with cockpit(board) as it:
            await it.press("end", "up", "up", "up")
            card, line = it.card, next(n for n, text in enumerate(it.lines()) if "▌" in text)
            other.cards.add(NewCard("venue d'ailleurs", lane=Lane.WEEK))
            other.cards.tick([it.row("carte 10").id])
            other.cards.edit([it.row("Étiquettes transport").id], CardEdit(title="Renommée"))
            await look(it)

            assert (it.card, next(n for n, text in enumerate(it.lines()) if "▌" in text)) == (card, line)
            assert "Renommée" in it.text()
            await it.press("home")
            assert it.card == "venue d'ailleurs"

    async def test_the_timer_looks_by_itself(self, board: Path, other: Desk, cockpit: Open) -> None:
        async with cockpit(board) as it:
            other.cards.add(NewCard("de la ligne de commande", lane=Lane.WEEK))
            await it.until(lambda: "de la ligne" in it.text())

    async def test_a_change_while_a_place_opens_shows_once_it_is_open(
        self, board: Path, other: Desk, cockpit: Open
    ) -> None:
        async with cockpit(board) as it:
            for screen in ("radar", "today", "inbox", "waiting", "client", "scorecard", "history", "settings"):
                other.cards.add(NewCard(f"venue pendant {screen}", lane=Lane.WEEK))
                it.app.go(Place(screen))
                it.app._poll()
                it.app.flash("dit entre-temps")
                await it.settle()
                assert (it.place.PLACE, it.place.stale) == (screen, False)
                assert "dit entre-temps" in it.bar

    async def test_a_hidden_place_is_loaded_when_she_returns(self, board: Path, other: Desk, cockpit: Open) -> None:
        async with cockpit(board) as it:
            await it.press("down", "g", "r")
            other.cards.edit([it.row(WEEK[0]).id], CardEdit(title="Autre titre"))
            await look(it)
            await it.press("g", "b")

            assert ("Autre titre" in it.text(), it.card) == (True, WEEK[1])

    async def test_the_card_under_the_cursor_is_gone(self, board: Path, other: Desk, cockpit: Open) -> None:
        async with cockpit(board) as it:
            other.cards.drop([it.row(WEEK[0]).id])
            await look(it)
            assert it.card == WEEK[1]
            assert "CAP-1" not in it.text()

    async def test_the_client_in_focus_and_its_page_are_gone(self, board: Path, other: Desk, cockpit: Open) -> None:
        async with cockpit(board, place=Place("radar")) as it:
            await it.press("enter")
            for _ in range(19):
                other.steps.undo()
            await look(it)
            assert "This client is not there any more." in it.text()
            for key in keys.of_place("client"):
                if key.id not in {"app.quit", "step.redo"}:
                    await it.press(key.key.split(",")[0], "escape")
            await it.press("g", "r")
            assert "No client yet." in it.text()

    async def test_a_dialog_open_meanwhile_stays(self, board: Path, other: Desk, cockpit: Open) -> None:
        async with cockpit(board) as it:
            await it.press("n")
            await it.type("pendant")
            other.cards.add(NewCard("venue d'ailleurs", lane=Lane.WEEK))
            await look(it)
            assert it.typed == "pendant"
            await it.press("enter")
            assert set(it.titles(Lane.WEEK)) == {*WEEK, "pendant", "venue d'ailleurs"}

    async def test_a_new_client_is_known_at_once(self, board: Path, other: Desk, cockpit: Open) -> None:
        from obm_tui.domain.clients import NewClient

        async with cockpit(board) as it:
            other.clients.add(NewClient("Cercle des Encres", "ENC"))
            await look(it)
            await it.press("f")
            assert "Cercle des Encres" in it.text()


async def test_midnight_redraws_every_date(board: Path, cockpit: Open) -> None:
    moving = MovingClock(NOW)
    async with cockpit(board, at=moving) as it:
        await it.press("g", "i", "g", "b")
        assert ("Mon 23 Nov" in it.head, "R +2 d" in it.text(), "R +5 d" in it.text()) == (True, True, True)
        await it.press("g", "r")
        moving.set(FrozenClock(NOW + timedelta(days=1)))
        await look(it)
        assert "Tue 24 Nov" in it.head
        for letter in "ib":
            await it.press("g", letter)
            assert "Tue 24 Nov" in it.head
        assert ("R +3 d" in it.text(), "R +6 d" in it.text(), "R +5 d" in it.text()) == (True, True, False)
        assert "1 d here" in it.text()


class Shouting(gettext.NullTranslations):
    """A language that marks every word, so that one left behind shows."""

    def gettext(self, message: str) -> str:
        return f"«{message}»"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"«{msgid1 if n == 1 else msgid2}»"

    def pgettext(self, context: str, message: str) -> str:
        return f"«{message}»"


async def test_another_language_is_spoken_everywhere_at_once(
    board: Path, cockpit: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(i18n, "catalogue", {"en": gettext.NullTranslations(), "fr": Shouting()}.__getitem__)
    async with cockpit(board) as it:
        await it.press("enter", "escape", "g", "r", "g", "u", "g", "i", "g", "o")
        await it.press("enter")
        for words in ("«Settings»", "«Language»", "«Mon»", "«Go»", "«enter changes it»"):
            assert words in it.text(), words
        for letter, expected in (
            ("r", ("«Radar»", "«late»", "«Everywhere»")),
            ("u", ("«History»", "«card edited»", "«here»")),
            ("i", ("«Inbox»", "«OK, this week»")),
            ("b", ("«Board»", "«This week»", "«Waiting»", f"«+{2} d»", "«Done»")),
        ):
            await it.press("g")
            assert "«Board»" in it.text()
            await it.press(letter)
            for words in expected:
                assert words in it.text(), words
        # Back again: no mark is left anywhere.
        await it.press("g", "o", "enter")
        for letter in "ruibo":
            await it.press("g", letter)
            assert "«" not in it.text(), it.text()


class TestBeforeWritingIsPossible:
    async def test_what_she_asks_for_is_carried_out_in_order(
        self, board: Path, cockpit: Open, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        may_go = threading.Event()
        monkeypatch.setattr(Desk, "import_writes", lambda _desk: may_go.wait(10))
        async with cockpit(board, ready=False) as it:
            before = it.steps()
            await it.press("x", "right", "backspace", "n")
            await it.type("écrite tôt")
            await it.press("enter")
            assert (it.can_write, it.steps(), it.typed) == (False, before, "écrite tôt")
            # Enter again, and keys for what comes after: each in its turn, and written once.
            await it.press("enter", "enter", "escape", "u")
            assert it.dialog == "CaptureDialog"

            may_go.set()
            await it.until(lambda: it.can_write)
            await it.settle()
            steps = [(step.label, step.kind.value) for step in it.desk.steps.recent(4)]
            assert steps[::-1] == [
                ("card.done", "do"),
                ("card.dropped", "do"),
                ("card.added", "do"),
                ("card.added", "undo"),
            ]
            assert it.dialog == ""
            await it.press("n")
            assert it.typed == ""

    async def test_quitting_waits_for_it(self, board: Path, cockpit: Open, monkeypatch: pytest.MonkeyPatch) -> None:
        may_go = threading.Event()
        monkeypatch.setattr(Desk, "import_writes", lambda _desk: may_go.wait(10))
        async with cockpit(board, ready=False) as it:
            await it.press("x")
            threading.Timer(0.05, may_go.set).start()
            begun = monotonic()
            await it.press("ctrl+q")
            assert monotonic() - begun < 5

        async with cockpit(board) as it:
            assert it.titles(Lane.DONE) == [WEEK[0]]

    async def test_a_refusal_does_not_stop_the_next_one(self, board: Path, other: Desk, cockpit: Open) -> None:
        async with cockpit(board) as it:
            key = it.row(WEEK[0]).id
            it.app.begin_job()
            await it.press("x", "down", "x")
            for _ in range(19):
                other.steps.undo()
            other.cards.add(NewCard("reste"))
            it.app.write(it.desk.cards.drop, [it.row("reste").id])
            it.app.end_job()
            await it.settle()
            assert len(it.toasts()) == 2
            assert it.row("reste").lane is Lane.DROPPED
            assert key not in it.desk.cards.rows([key])

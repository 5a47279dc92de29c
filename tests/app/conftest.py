"""The screens on a database of their own, driven by keys."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import date
from pathlib import Path

import pytest
import textual._wait

from obm_tui import clipboard, i18n, launcher
from obm_tui.app import ObmApp
from obm_tui.clipboard import Copied, Way
from obm_tui.clock import FrozenClock
from obm_tui.config import Config
from obm_tui.desk import Desk
from obm_tui.desk.demo import make_demo
from obm_tui.domain.cards import CardEdit, Edge, Lane, NewCard, Priority
from obm_tui.domain.clients import NewClient
from obm_tui.domain.people import NewPerson, PersonKind
from obm_tui.navigation import Place, View
from tests.app.cockpit import Cockpit
from tests.conftest import NOW

# A pilot waits until the program is idle; a finer grain makes a key four times faster with the same meaning.
textual._wait.SLEEP_GRANULARITY = 0.002
textual._wait.SLEEP_IDLE = 0.0005

CARDS = (
    ("CAP", Lane.WEEK, "Prix de la promo 12"),
    ("CAP", Lane.WEEK, "Ordre du jour"),
    ("OBJ", Lane.WEEK, "Note pour Maya"),
    ("SAU", Lane.DOING, "Étiquettes transport"),
    ("OBJ", Lane.DOING, "Relire la page de vente"),
    ("OBJ", Lane.WAITING, "Rushs module 4"),
    ("CAP", Lane.BACKLOG, "Refonte du tunnel"),
    ("SAU", Lane.APPROVE, "Fiche retour"),
    ("CAP", Lane.INBOX, "Idée de podcast"),
    (None, Lane.INBOX, "Penser au cadeau"),
)
"""What stands on the board, each lane from top to bottom. Nothing is done yet."""


@pytest.fixture(scope="session")
def board_template(tmp_path_factory: pytest.TempPathFactory, empty_database: Path) -> Path:
    """Three clients, two people and ten cards, made once."""
    path = tmp_path_factory.mktemp("template") / "board.db"
    shutil.copy(empty_database, path)
    with Desk.open(path, clock=FrozenClock(NOW)) as desk:
        names = {"CAP": "Cap Dirigeant", "OBJ": "Objectif Image", "SAU": "Maison Sauvane"}
        keys = {code: desk.clients.add(NewClient(name, code)).value for code, name in names.items()}
        cards = {
            title: desk.cards.add(NewCard(title, keys[code] if code else None, lane, place=Edge.BOTTOM)).value
            for code, lane, title in CARDS
        }
        desk.cards.delegate([cards["Rushs module 4"]], CardEdit(owner=NewPerson("Nadir Haddad", keys["OBJ"])))
        desk.cards.delegate([cards["Fiche retour"]], CardEdit(owner=NewPerson("Hugo Lenoir", keys["SAU"])))
        desk.cards.delegate([cards["Ordre du jour"]], CardEdit(owner=NewPerson("Moi", None, PersonKind.ME)))
        desk.cards.plan([cards["Relire la page de vente"]], CardEdit(due_on=date(2026, 11, 18)))
        desk.cards.plan([cards["Étiquettes transport"]], CardEdit(due_on=date(2026, 11, 21)))
        desk.cards.edit([cards["Note pour Maya"]], CardEdit(priority=Priority.P1))
    return path


@pytest.fixture
def board(home: Path, board_template: Path) -> Path:
    """A fresh copy of that database, where the program looks for it."""
    home.mkdir(mode=0o700, exist_ok=True)
    path = home / "obm-tui.db"
    shutil.copy(board_template, path)
    path.chmod(0o600)
    return path


class MovingClock(FrozenClock):
    """A clock that a test sets."""

    def set(self, at: "FrozenClock") -> None:
        """Show what the other clock shows."""
        self._at = at.now()


Open = Callable[..., AbstractAsyncContextManager[Cockpit]]
At = Callable[..., AbstractAsyncContextManager[Cockpit]]


@pytest.fixture
def cockpit(clock: FrozenClock) -> Open:
    """Open the screens on a file; ready for keys once the late imports are done."""

    @asynccontextmanager
    async def opened(
        path: Path,
        *,
        place: Place | None = None,
        size: tuple[int, int] = (120, 36),
        config: Config | None = None,
        at: FrozenClock | None = None,
        ready: bool = True,
    ) -> AsyncIterator[Cockpit]:
        with Desk.open(path, clock=at or clock) as desk:
            app = ObmApp(desk, config or Config(), place or Place("board"), View("roomy"))
            async with app.run_test(size=size, notifications=True) as pilot:
                it = Cockpit(app, pilot)
                while ready and not it.can_write:
                    await asyncio.sleep(0)
                await pilot.pause()
                yield it

    return opened


@pytest.fixture(autouse=True)
def no_signals(monkeypatch: pytest.MonkeyPatch) -> None:
    """A signal sent to the tests is for the tests; `test_terminal.py` sends some to a program of its own."""
    monkeypatch.setattr(ObmApp, "install_signals", lambda _app: None)


@pytest.fixture(autouse=True)
def launchers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[launcher.Launcher]:
    """What would have been written among this machine's programs."""
    written: list[launcher.Launcher] = []
    planned = launcher.Launcher(tmp_path / "obm-tui.desktop", "")
    monkeypatch.setattr(launcher, "plan", lambda: planned)
    monkeypatch.setattr(launcher, "write", written.append)
    return written


@pytest.fixture(autouse=True)
def copied(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was copied; the clipboard of whoever runs the tests is left alone."""
    texts: list[str] = []

    def copy(text: str, write: Callable[[str], None] | None = None) -> Copied:
        texts.append(text)
        return Copied(Way.PROGRAM)

    monkeypatch.setattr(clipboard, "copy", copy)
    return texts


@pytest.fixture
def camille(home: Path, cockpit: Open, monkeypatch: pytest.MonkeyPatch) -> At:
    """Open the demo in French, on the day of its story."""
    monkeypatch.delenv("OBM_TUI_NOW")
    i18n.use("fr")
    path = home / "demo.db"
    make_demo(path)

    @asynccontextmanager
    async def opened(place: str, code: str = "", size: tuple[int, int] = (80, 24)) -> AsyncIterator[Cockpit]:
        with Desk.open(path) as desk:
            clock, client = desk.clock, desk.clients.by_code(code).id if code else None
        async with cockpit(path, place=Place(place, client), size=size, config=Config(language="fr"), at=clock) as it:
            yield it

    return opened

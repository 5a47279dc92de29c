"""What every test stands on: a home of its own, a fixed clock, a database made once and copied."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from obm_tui import i18n
from obm_tui.clock import FrozenClock
from obm_tui.desk import Desk
from obm_tui.domain.steps import Origin

# A machine that does other things as well is slow now and then: no test is about that.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")

NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of this test's own: nothing is read from or written to the person's."""
    folder = tmp_path / "home"
    monkeypatch.setenv("OBM_TUI_HOME", str(folder))
    monkeypatch.setenv("OBM_TUI_NOW", NOW.isoformat())
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.delenv("OBM_TUI_LANG", raising=False)
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(variable, "C.UTF-8")
    return folder


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """English unless a test says otherwise."""
    i18n.use("en")
    yield
    i18n.use("en")


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new database, made once by the real chain."""
    path = tmp_path_factory.mktemp("template") / "empty.db"
    Desk.open(path).close()
    return path


@pytest.fixture
def database(home: Path, empty_database: Path) -> Path:
    """A fresh copy of the empty database, where the program looks for it."""
    home.mkdir(mode=0o700, exist_ok=True)
    path = home / "obm-tui.db"
    shutil.copy(empty_database, path)
    path.chmod(0o600)
    return path


@pytest.fixture(autouse=True)
def no_writer_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files made by a test are whole; a program waits a moment for one that is as young."""
    monkeypatch.setattr("obm_tui.interop.files.QUIET_SECONDS", 0.0)


@pytest.fixture
def clock() -> FrozenClock:
    """Monday 23 November 2026, 8:30 in UTC."""
    return FrozenClock(NOW)


@pytest.fixture
def desk(database: Path, clock: FrozenClock) -> Iterator[Desk]:
    """An open desk on an empty database."""
    with Desk.open(database, origin=Origin.USER, clock=clock) as opened:
        yield opened

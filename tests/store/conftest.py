"""What the tests of the store start from."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from obm_tui.desk import Desk
from obm_tui.domain.clients import NewClient
from tests.conftest import NOW
from tests.store.state import TickingClock


@pytest.fixture
def open_folder(empty_database: Path) -> Iterator[Path]:
    """A folder others can reach (the ones pytest makes are for their owner alone), with a database in it."""
    folder = Path(tempfile.mkdtemp(prefix="opening-"))
    shutil.copy(empty_database, folder / "obm-tui.db")
    (folder / "obm-tui.db").chmod(0o600)
    yield folder
    folder.chmod(0o700)
    shutil.rmtree(folder)


@pytest.fixture
def clock() -> TickingClock:
    """Every step a second after the one before: no moment stands for two."""
    return TickingClock(NOW)


@pytest.fixture
def cap(desk: Desk) -> str:
    """A client, CAP."""
    return desk.clients.add(NewClient("Cap Dirigeant")).value


@pytest.fixture
def nova(desk: Desk) -> str:
    """Another, NOV."""
    return desk.clients.add(NewClient("Nova")).value

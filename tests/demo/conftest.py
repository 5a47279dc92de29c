"""The story, read once, and its file, made once."""

from pathlib import Path

import pytest

from obm_tui.demo.load import load_story
from obm_tui.demo.story import Story
from obm_tui.desk.demo import make_demo


@pytest.fixture(scope="session")
def story() -> Story:
    return load_story()


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo to look into or to copy, never to change."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    make_demo(path)
    return path

"""The story, read once."""

import pytest

from obm_tui.demo.load import load_story
from obm_tui.demo.story import Story


@pytest.fixture(scope="session")
def story() -> Story:
    return load_story()

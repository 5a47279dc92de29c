"""The inbox file on the command line."""

from pathlib import Path

import pytest

from tests.cli.conftest import Cli


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "inbox.txt"
    path.write_text("Un\nDeux demain\n")
    return path


@pytest.mark.usefixtures("database")
class TestCommand:
    def test_drain(self, cli: Cli, path: Path) -> None:
        dry = cli("drain", str(path), "--dry-run", "--json")
        assert [new["title"] for new in dry.json] == ["Un", "Deux"]
        assert path.read_bytes()

        assert cli("drain", str(path)).err == "2 captured from the inbox file.\n"
        assert path.read_bytes() == b""
        assert {card["title"] for card in cli("inbox", "--json").json} == {"Un", "Deux"}
        assert cli("drain", str(path), "--json").json == {"captured": 0}

    def test_no_file(self, cli: Cli, tmp_path: Path) -> None:
        assert "No inbox file is set." in cli("drain").err
        assert cli("drain", str(tmp_path / "missing.txt")).code == 1

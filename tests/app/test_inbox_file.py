"""What a phone wrote into the inbox file becomes cards while the app is open."""

import os
from pathlib import Path

from tests.app.conftest import Open


async def test_the_screens_take_what_a_phone_wrote(board: Path, tmp_path: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        path = tmp_path / "inbox.txt"
        path.write_text("Rappeler Maya demain\n")
        os.utime(path, (1_700_000_000, 1_700_000_000))
        before = it.app.inbox_count()
        it.app.config = it.app.config.__class__(inbox_file=str(path))
        for _look in range(2):
            it.app._look_at_inbox()
            await it.settle()
            await it.app.workers.wait_for_complete()
        await it.until(lambda: it.app.inbox_count() == before + 1)
        await it.until(lambda: "1 captured from the inbox file." in it.bar)
        assert it.row("Rappeler Maya").due_on is not None
        assert path.read_bytes() == b""


async def test_a_problem_is_said_once(board: Path, tmp_path: Path, cockpit: Open) -> None:
    (tmp_path / "folder").mkdir()
    async with cockpit(board) as it:
        said: list[str] = []
        it.app.warn = said.append  # type: ignore[method-assign,assignment]  # what is told
        it.app.config = it.app.config.__class__(inbox_file=str(tmp_path / "folder"))
        for _look in range(3):
            it.app._look_at_inbox()
            await it.settle()
            await it.app.workers.wait_for_complete()
            await it.settle()
        assert len(said) == 1
        assert "is not a file" in said[0]

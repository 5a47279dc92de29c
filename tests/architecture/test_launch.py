"""What stands between a start and the first rows: Textual, the standard library and the program itself."""

import json
import subprocess
import sys
from pathlib import Path

from obm_tui.desk import Desk
from obm_tui.domain.cards import Lane, NewCard
from obm_tui.domain.clients import NewClient

LATE = {"sqlmodel", "sqlalchemy", "pydantic", "alembic", "babel", "markdown_it", "tomlkit"}
"""What is for writing, reports and settings."""

OPEN_BOARD = """
import asyncio, json, sys
from pathlib import Path

from obm_tui.app import ObmApp
from obm_tui.config import Config
from obm_tui.desk import Desk
from obm_tui.jobs import LateImport
from obm_tui.navigation import Place

seen = {}

def note(_self):
    # The first thing done once the rows are shown is to import the rest: here it is looked at instead.
    seen["modules"] = sorted({name.partition(".")[0] for name in sys.modules})
    seen["rows"] = [strip.text for strip in app.screen._compositor.render_strips()]

LateImport.start = note

async def main():
    async with app.run_test(size=(120, 36)) as pilot:
        while not seen:
            await pilot.pause()

with Desk.open(Path(sys.argv[1])) as desk:
    app = ObmApp(desk, Config(), Place("board"))
    asyncio.run(main())
print(json.dumps(seen))
"""


def test_the_first_rows_need_nothing_of_what_writes(desk: Desk, database: Path) -> None:
    client_id = desk.clients.add(NewClient("Cap Dirigeant", "CAP")).value
    desk.cards.add(NewCard("Relire la page", client_id, Lane.WEEK))
    run = subprocess.run(
        [sys.executable, "-c", OPEN_BOARD, str(database)], capture_output=True, text=True, check=True, timeout=60
    )
    seen = json.loads(run.stdout)
    assert any("Relire" in row for row in seen["rows"])
    assert "textual" in seen["modules"]
    assert LATE.isdisjoint(seen["modules"])

"""A file of numbers comes in from the screens."""

import threading
from pathlib import Path

import pytest
from textual.events import Paste

from obm_tui import i18n
from obm_tui.config import Config
from obm_tui.desk.backups import Backup, BackupsFacet
from obm_tui.domain.query import Scope
from obm_tui.navigation import Place
from tests import hostile
from tests.app.cockpit import Cockpit
from tests.app.conftest import Open
from tests.app.test_sizes import resize

WEEKS = "Date;Prospects;Encaissé\n2026-11-02;17;6200,5 €\n2026-11-09;16;\n2026-11-16;15;5900 €\n"


async def open_file(it: Cockpit, path: Path, text: str | bytes) -> None:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    await it.send("ctrl+o", Paste(str(path)), "tab", "ctrl+u", *"CAP", "enter")
    await it.until(lambda: "the same" in it.text() or "headers but" in it.text())


def names(it: Cockpit) -> list[str]:
    return [metric.name for metric in it.desk.metrics.all(Scope(it.desk.clients.by_code("CAP").id))]


async def test_it_shows_what_would_happen_and_enter_does_it(board: Path, cockpit: Open, tmp_path: Path) -> None:
    async with cockpit(board, place=Place("scorecard")) as it:
        await open_file(it, tmp_path / "weeks.csv", WEEKS)
        assert it.dialog == "NumbersImport"
        assert "2 numbers new, 0 known · 5 values new, 0 changed, 0 the same" in it.text()
        before = it.steps()
        await it.press("enter")
        await it.until(lambda: not it.dialog)
        assert names(it) == ["Prospects", "Encaissé"]
        assert (it.steps(), "5 values brought in. u takes them back." in it.bar) == (before + 1, True)
        await it.press("u")
        assert names(it) == []


async def test_it_goes_on_behind_a_dialog_that_was_left(
    board: Path, cockpit: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_go, real = threading.Event(), BackupsFacet.make

    def wait(facet: BackupsFacet) -> Backup:
        assert may_go.wait(10)
        return real(facet)

    async with cockpit(board, place=Place("scorecard")) as it:
        await open_file(it, tmp_path / "weeks.csv", WEEKS)
        monkeypatch.setattr(BackupsFacet, "make", wait)
        it.waits_for_threads = False
        await it.press("enter", "escape")
        assert it.dialog == ""
        may_go.set()
        await it.until(lambda: it.can_write)
        assert (names(it), it.toasts()) == (["Prospects", "Encaissé"], [])


async def test_columns_are_left_out_or_called_otherwise_and_that_is_remembered(
    board: Path, cockpit: Open, tmp_path: Path
) -> None:
    async with cockpit(board, place=Place("scorecard")) as it:
        await open_file(it, tmp_path / "weeks.csv", WEEKS)
        await it.press("m")
        await it.type("Leads")
        await it.press("enter")
        await it.until(lambda: "→ Leads" in it.text())
        await it.press("down", "space")
        await it.until(lambda: "left out" in it.text() and "3 values new" in it.text())
        await it.press("enter")
        await it.until(lambda: not it.dialog)
        assert names(it) == ["Leads"]
        await open_file(it, tmp_path / "weeks.csv", WEEKS.replace(";15;", ";14;"))
        assert "0 numbers new, 1 known · 0 values new, 1 changed, 2 the same" in it.text()
        await it.press("escape")


async def test_what_the_file_does_not_say_is_asked_in_place(board: Path, cockpit: Open, tmp_path: Path) -> None:
    async with cockpit(board, place=Place("scorecard")) as it:
        await open_file(it, tmp_path / "american.csv", "Date,Sales\n02/03/2026,1\n02/10/2026,2\n")
        assert "3/4 is" in it.text()
        await it.press("right")
        await it.until(lambda: "2 values new" in it.text())
        await it.press("enter")
        await it.until(lambda: not it.dialog)
        (metric,) = it.desk.metrics.all()
        values, _targets = it.desk.metrics.history(metric.id, 9)
        assert [value.period_on.month for value in values] == [2, 2]


async def test_a_snapshot_asks_its_day(board: Path, cockpit: Open, tmp_path: Path) -> None:
    async with cockpit(board, place=Place("scorecard")) as it:
        await open_file(it, tmp_path / "geography.csv", "Geography,Views\nTotal,1500\nUS,1000\n")
        await it.press("ctrl+u", *"9/11", "enter")
        await it.until(lambda: "1 value new" in it.text())
        await it.press("enter")
        await it.until(lambda: not it.dialog)
        (score,) = it.desk.metrics.scores()
        assert score.last is not None
        assert score.last.start.isoformat() == "2026-11-09"


async def test_what_cannot_be_read_is_said_and_the_rest_offered(board: Path, cockpit: Open, tmp_path: Path) -> None:
    async with cockpit(board, place=Place("scorecard")) as it:
        rows = "".join(f"2026-10-{day:02d},{day}\n" for day in range(1, 29))
        await open_file(it, tmp_path / "numbers.csv", f"Date,Sales\n{rows}2026-11-01,[b]lots[/b]\n")
        await it.until(lambda: "Line 30: no number (“[b]lots[/b]”)." in it.text())
        await it.press("escape")
        await open_file(it, tmp_path / "empty.csv", "Date,Sales\n")
        await it.until(lambda: "headers but no line of data" in it.text())
        assert it.dialog == "ImportDialog"


async def test_hostile_columns_in_every_size(board: Path, cockpit: Open, tmp_path: Path) -> None:
    columns = [text.replace('"', "'").replace("\n", " ") for text in hostile.TITLES[:12]]
    header = ",".join(f'"{text}"' for text in columns)
    row = ",".join("5" for _text in columns)
    async with cockpit(board, place=Place("scorecard")) as it:
        data = f"Date,{header}\n2026-11-16,{row}\n".encode("utf-8", "replace")
        await open_file(it, tmp_path / "odd.csv", data)
        assert it.dialog == "NumbersImport"
        for width, height in ((120, 36), (80, 24), (40, 10), (20, 5)):
            await resize(it, width, height)
            assert len(it.lines()) == height
        await it.press("enter")
        await it.until(lambda: not it.dialog)
        assert it.app.is_running


async def test_it_says_from_when_to_when_before_it_comes_in(board: Path, cockpit: Open, tmp_path: Path) -> None:
    async with cockpit(board, place=Place("scorecard")) as it:
        await open_file(it, tmp_path / "months.csv", "Mois;Prospects\nnovembre;4\ndécembre;5\njanvier;6\n")
        assert "1 Nov 2025 – 1 Jan 2026" in it.text()


@pytest.mark.parametrize(
    ("language", "lines", "said"),
    [
        ("en", 1, "1 number new, 0 known · 1 value new, 0 changed, 0 the same"),
        ("en", 2, "1 number new, 0 known · 2 values new, 0 changed, 0 the same"),
        ("fr", 1, "1 chiffre nouveau, 0 connu · 1 valeur nouvelle, 0 changée, 0 identique"),
        ("fr", 2, "1 chiffre nouveau, 0 connu · 2 valeurs nouvelles, 0 changée, 0 identique"),
    ],
)
async def test_one_is_singular(
    board: Path, cockpit: Open, tmp_path: Path, language: str, lines: int, said: str
) -> None:
    i18n.use(language)
    async with cockpit(board, place=Place("scorecard"), config=Config(language=language)) as it:
        path = tmp_path / "weeks.csv"
        path.write_text("\n".join(["Date;Prospects", *[f"{16 - 7 * n:02d}/11/2026;17" for n in range(lines)]]))
        await it.send("ctrl+o", Paste(str(path)), "tab", "ctrl+u", *"CAP", "enter")
        await it.until(lambda: said in it.text())

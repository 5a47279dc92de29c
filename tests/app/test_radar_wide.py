"""The radar where it has room: two lines a client, the duo beside the reasons, the weeks ahead side by side."""

from pathlib import Path

import pytest

from obm_tui.desk import Desk
from obm_tui.domain.clients import NewClient
from obm_tui.navigation import Place
from tests.app.cockpit import Cockpit
from tests.app.conftest import At, Open

WIDE = (120, 36)


def spot(it: Cockpit, words: str) -> int:
    return next(number for number, line in enumerate(it.lines()) if words in line)


async def test_under_a_client_stand_its_owner_and_what_each_count_is_about(camille: At) -> None:
    async with camille("radar", size=WIDE) as it:
        number = spot(it, " CAP  Cap Dirigeant")
        words = ("Thomas Verdier", "à risque", "+9 j", "+17 j", "Appels réservés", "rythme 5 j", "Plan T1")
        assert [word for word in words if word not in it.lines()[number + 1]] == []
        # What a note is about stands above it.
        counts, notes = it.lines()[number : number + 2]
        assert counts.index("R 12 j") == notes.index("rythme 5 j")


async def test_beside_the_reasons_stands_the_duo_of_the_client_under_the_cursor(camille: At) -> None:
    async with camille("radar", size=WIDE) as it:
        for code, words in (
            ("CAP", ("Thomas Verdier", "11\u00a0h en novembre", "Accueillir la promo 12")),
            ("OBJ", ("Maya Delorme", "34\u00a0h\u00a030 en novembre", "Portrait Pro, 60 ventes")),
        ):
            it.place.show_row(it.desk.clients.by_code(code).id)
            await it.settle()
            beside = "\n".join(line.rpartition("│")[2] for line in it.lines() if "│" in line)
            assert [word for word in words if word not in beside] == []
            head = it.lines()[spot(it, "Le duo")]
            assert head.index("┬") == it.lines()[spot(it, "Le duo") + 1].index("│")
        it.place.show_row(it.desk.clients.by_code("MOI").id)
        await it.settle()
        assert "Le duo" not in it.text()


async def test_a_date_stands_in_its_week(camille: At) -> None:
    async with camille("radar", size=WIDE) as it:
        number = spot(it, "Les 6 semaines à venir")
        heads = it.lines()[number + 1]
        for title, week in (("Opération fin d'année", "S48"), ("Portrait Pro", "S50"), ("Plan T1", "S53")):
            line = next(line for line in it.lines()[number + 2 :] if title in line)
            after = heads.find("S", heads.index(week) + 1)
            assert heads.index(week) <= line.index("◆") < after, title
            assert ("◆ R" in line) == (title != "Plan T1"), "late cards shortly before it"


@pytest.mark.parametrize("clients", [3, 14])
async def test_the_table_keeps_its_form_while_the_cursor_moves(clients: int, board: Path, cockpit: Open) -> None:
    with Desk.open(board) as desk:
        for number in range(clients):
            desk.clients.add(NewClient(f"Maison {number}", code=f"M{number}"))
    async with cockpit(board, place=Place("radar"), size=WIDE) as it:
        first = spot(it, "health")
        rows = [line[2:9] for line in it.lines()[first + 1 : first + 8]]
        for _ in range(5):
            await it.press("down")
            assert [line[2:9] for line in it.lines()[first + 1 : first + 8]] == rows
        assert ("" in [row.strip() for row in rows]) == (clients == 3), "fourteen have a line each"

"""Camille's practice in French, in a window of 80×24: what is cut there is not what she needs."""

import pytest

from obm_tui import i18n, keys
from obm_tui.domain.cards import Lane
from tests.app.conftest import At

NARROW = (80, 24)


async def test_the_radar_cuts_no_head_and_no_count(camille: At) -> None:
    async with camille("radar") as it:
        lines = it.lines()
        assert lines[2].split() == ["santé", "retards", "chez", "client", "équipe", "chiffres", "échange"]
        below = lines[next(n for n, line in enumerate(lines) if "Partout" in line) + 1 :]
        assert "…" not in "".join(below)
        assert "En attente 19 · À valider 6" in " ".join(below)


async def test_the_reason_counts_the_numbers_it_is_red_for(camille: At) -> None:
    async with camille("radar") as it:
        assert "R 4 ~1" in next(line for line in it.lines() if "Cap Dirigeant" in line)
        assert "R 4 chiffres rouges, d'abord Appels réservés" in it.text()
        i18n.use("en")
        it.app.place_screen.relabel()
        await it.settle()
        reasons = [line for line in it.lines() if line.startswith("  R ")]
        assert reasons
        assert "…" not in "".join(reasons), "how many days is what it says"


@pytest.mark.parametrize(("place", "size"), [("today", NARROW), ("waiting", NARROW), ("today", (120, 36))])
async def test_what_is_waited_for_has_the_room_there_is(place: str, size: tuple[int, int], camille: At) -> None:
    async with camille(place, size=size) as it:
        assert "Facture d'octobre, 1\u202f440\u00a0€" in it.text()
        assert "Autorisations témoignages" in it.text()
        assert "escalader" in it.text()


async def test_after_an_absence_the_key_that_helps_is_not_cut(camille: At) -> None:
    async with camille("today") as it:
        it.app.days_away = 14
        it.place.reload()
        await it.settle()
        welcome = " ".join(" ".join(it.lines()[1:5]).split())
        assert "Bon retour, après 14 jours d'absence." in welcome
        assert "z en donne" in welcome
        assert "…" not in welcome
        await it.press("z")
        assert "3 auj." in it.text(), "three cards today, not the third of some month"


@pytest.mark.parametrize("size", [NARROW, (120, 36)])
async def test_beside_the_board_a_description_reads_without_its_marks(size: tuple[int, int], camille: At) -> None:
    async with camille("board", size=size) as it:
        assert "Question. Garder le 10" in it.text()
        assert "**" not in it.text()


@pytest.mark.parametrize("size", [NARROW, (120, 36)])
async def test_a_clients_page_says_every_reason_and_who_is_who(size: tuple[int, int], camille: At) -> None:
    async with camille("client", "OBJ", size=size) as it:
        head = it.text()[: it.text().index("Portrait Pro, 60 ventes")]
        for words in ("la plus vieille de 7 j", "d'abord Coût par lead", "de l'équipe, depuis", "intégration"):
            assert words in head, head


@pytest.mark.parametrize("size", [NARROW, (120, 36), (40, 12)])
async def test_every_place_that_can_follow_g_is_named(size: tuple[int, int], camille: At) -> None:
    async with camille("radar", size=size) as it:
        before = it.lines()
        await it.press("g")
        for sequence in keys.following("g"):
            assert f"{sequence.second} {i18n._(sequence.label)}" in it.text()
        await it.press("escape")
        assert it.lines() == before


async def test_history_and_triage_name_the_card(camille: At) -> None:
    async with camille("inbox") as it:
        card = it.place.current_row_id()
        assert card is not None
        await it.press("i")
        assert "carte mise de côté · Maya veut une appli mobile" in it.text()
        await it.press("g", "u")
        assert "OBJ carte mise de côté · Maya veut une appli mobile " in it.text()
        assert "enter Annuler celle-ci" in it.bar
        await it.press("enter")
        assert [row.lane for row in it.desk.cards.rows([card]).values()] == [Lane.INBOX]
        await it.press("g", "o")
        assert "enter Changer" in it.bar


async def test_one_line_a_card_still_says_that_it_is_late(camille: At) -> None:
    async with camille("board") as it:
        await it.press("v", "d", "v", "d")
        assert "R +5 j" in next(line for line in it.lines() if "│ OBJ Reli… " in line).split("│")[2]


async def test_a_tall_window_shows_what_it_has_room_for(camille: At) -> None:
    async with camille("today", size=(120, 36)) as it:
        left = [line[:75] for line in it.lines()]
        assert not any("autres ▾" in line for line in left), "lines are empty below"
        assert any("Script d'appel" in line for line in left)
    async with camille("inbox", size=(120, 36)) as it:
        assert "sa facture d'octobre est chez qui" in it.text()
        assert "autres ▾" not in it.text()


async def test_no_pane_of_a_number_is_cut(camille: At) -> None:
    async with camille("client", "SAU", size=(200, 50)) as it:
        curves = next(line for line in it.lines() if "▁▂▁▁▃" in line)
        assert "…" not in curves.split("│")[0]


async def test_her_own_activity_is_no_duo(camille: At) -> None:
    async with camille("client", "MOI", size=(120, 36)) as it:
        assert "Camille Roussel, vision et intégration" in it.text()
        assert "⇄" not in it.text()
        assert "Le duo" not in it.text()
        assert "aucun échange noté" not in it.text()

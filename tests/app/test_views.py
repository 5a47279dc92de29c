"""Saved views: a filter with a name, its count, from any list."""

from datetime import date
from pathlib import Path

from obm_tui.desk import Desk
from obm_tui.domain.cards import Lane, NewCard
from obm_tui.domain.waits import NewWait
from obm_tui.navigation import Place
from tests.app.cockpit import Cockpit
from tests.app.conftest import Open
from tests.app.test_filter import ALL, shown


async def saved(it: Cockpit, text: str, name: str) -> None:
    await it.press("slash", *text, "ctrl+s")
    assert it.dialog == "LineDialog"
    await it.press(*name, "enter")


async def counted(it: Cockpit) -> str:
    await it.press("f")
    line = next(line for line in it.lines() if "Caps" in line)
    await it.press("escape")
    return line.split()[-1]


async def test_a_filter_is_saved_under_a_name_and_comes_back_by_f(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await saved(it, "client:cap", "Caps")
        assert (it.dialog, len(shown(it)), "client:cap" in it.head) == ("", 3, True)
        await it.press("escape")
        assert len(shown(it)) == ALL
        await it.press("f")
        line = next(line for line in it.lines() if "Caps" in line)
        assert line.split()[-2:] == ["view", "3"]
        await it.press(*"caps", "enter")
        assert (len(shown(it)), "client:cap" in it.head) == (3, True)


async def test_its_count_is_that_of_the_board_now(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await saved(it, "client:cap", "Caps")
        await it.press("escape")
        it.desk.cards.add(NewCard("Nouvelle", it.row("Ordre du jour").client_id, Lane.WEEK))
        assert await counted(it) == "4"
        it.desk.cards.drop([it.row("Nouvelle").id])
        assert await counted(it) == "3"
        it.desk.triage.snooze([it.row("Ordre du jour").id], date(2026, 12, 1))
        assert await counted(it) == "2"
        await it.press("u")
        assert await counted(it) == "3"


async def test_in_a_client_its_count_is_of_that_client(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await saved(it, "!xyz", "Caps")
        await it.press("escape")
        it.desk.cards.add(NewCard("Sans client", None, Lane.WEEK))
        assert await counted(it) == str(ALL + 1)
        it.app.go(Place("board", it.row("Ordre du jour").client_id))
        await it.settle()
        assert await counted(it) == "3"


async def test_its_count_follows_what_another_program_does_while_it_is_shown(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await saved(it, "client:cap", "Caps")
        await it.press("f")
        assert next(line for line in it.lines() if "Caps" in line).split()[-1] == "3"
        with Desk.open(board, clock=it.desk.clock) as other:
            other.cards.add(NewCard("Nouvelle", it.row("Ordre du jour").client_id, Lane.WEEK))
        it.app.publish_foreign()
        await it.settle()
        assert next(line for line in it.lines() if "Caps" in line).split()[-1] == "4"


async def test_saving_is_undone_like_any_step(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await saved(it, "overdue", "Feu")
        assert [view.name for view in it.desk.filters.views()] == ["Feu"]
        await it.press("u")
        assert it.desk.filters.views() == ()
        await it.press("U")
        assert [view.text for view in it.desk.filters.views()] == ["overdue"]


async def test_a_name_that_is_taken_takes_the_new_filter_and_says_so(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await saved(it, "overdue", "Feu")
        assert "Saved: Feu" in it.text()
        await it.press("escape")
        await saved(it, "client:cap", "feu")
        assert [(view.name, view.text) for view in it.desk.filters.views()] == [("Feu", "client:cap")]
        assert "Feu is this filter now; u brings the earlier one back." in it.text()
        await it.press("u")
        assert [view.text for view in it.desk.filters.views()] == ["overdue"]


async def test_a_view_is_renamed_and_deleted(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        it.desk.filters.save_view("Feu", "overdue")
        it.desk.filters.save_view("Caps", "client:cap")
        await it.press("f", *"rename", "enter", *"feu", "enter", *"rename", "enter")
        await it.press(*["backspace"] * 3, *"caps", "enter")
        assert any("called caps already" in text for text in it.toasts())
        assert [view.name for view in it.desk.filters.views()] == ["Caps", "Feu"]
        assert (it.dialog, it.typed) == ("LineDialog", "caps")
        await it.press(*["backspace"] * 4, *"Retards", "enter")
        assert [view.name for view in it.desk.filters.views()] == ["Caps", "Retards"]
        await it.press("f", *"rename", "enter", *"retards", "enter", *"delete", "enter")
        assert [view.name for view in it.desk.filters.views()] == ["Caps"]


async def test_the_palette_has_them_and_the_radar_goes_to_the_board(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=Place("radar")) as it:
        it.desk.filters.save_view("Chez Sauvane", "client:sau")
        await it.press("colon", *"chez sauvane", "enter")
        assert (it.place.PLACE, shown(it)) == ("board", {"Étiquettes transport", "Fiche retour"})


async def test_a_view_narrows_the_list_she_is_in(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        it.desk.filters.save_view("Nadir", "owner:nadir")
        it.desk.waits.begin([it.row("Fiche retour").id], NewWait())
        await it.press("g", "a")
        assert "Fiche retour" in it.text()
        await it.press("f", *"nadir", "enter")
        assert (it.place.PLACE, "Rushs module 4" in it.text(), "Fiche retour" in it.text()) == ("waiting", True, False)

"""A filter on the board: live with every key, kept by Enter, gone with Escape."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from obm_tui import i18n
from obm_tui.clock import FrozenClock
from obm_tui.domain.cards import CardEdit, Lane, NewCard
from obm_tui.domain.waits import NewWait
from obm_tui.navigation import Place
from tests.app.cockpit import Cockpit
from tests.app.conftest import MovingClock, Open
from tests.conftest import NOW

ALL = 8


def shown(it: Cockpit) -> set[str]:
    arrangement = it.lanes.cards.arrangement()
    rows = it.desk.cards.rows([key for ids in arrangement.values() for key in ids])
    return {row.title for row in rows.values()}


async def test_the_lanes_follow_every_key(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        assert len(shown(it)) == ALL
        await it.press("slash")
        seen = []
        for letter in "rel":
            await it.press(letter)
            seen.append(len(shown(it)))
        assert seen == sorted(seen, reverse=True)
        assert (shown(it), "1 card" in it.text()) == ({"Relire la page de vente"}, True)
        await it.press("enter")
        assert (it.dialog, "obm › Board   rel " in it.head) == ("", True)
        await it.press("escape")
        assert (len(shown(it)), "rel" in it.head) == (ALL, False)


async def test_what_is_kept_has_the_cursor_on_a_card(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("home", "left", "left", "left")
        before = it.lanes.cards.lane
        await it.press("slash", *"transport")
        assert (it.lanes.cards.lane, it.lanes.cards.current) == (before, None)
        await it.press("enter")
        assert it.lanes.cards.current == it.row("Étiquettes transport").id
        await it.press("x")
        assert "Étiquettes transport" in it.titles(Lane.DONE)


async def test_escape_brings_back_what_was_and_the_cursor(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("right", "down")
        before = it.card
        await it.press("slash", *"client:cap")
        assert shown(it) == {"Prix de la promo 12", "Ordre du jour", "Refonte du tunnel"}
        await it.press("escape")
        assert (len(shown(it)), it.card, it.dialog) == (ALL, before, "")


async def test_what_cannot_be_read_points_at_it_and_leaves_the_lanes(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("slash", *"client:sau")
        before = shown(it)
        await it.type(" p:9")
        line = next(line for line in it.lines() if "A priority is 1, 2 or 3." in line)
        assert (shown(it), line.index("↑")) == (before, 1 + len("client:sau p:"))


async def test_a_verb_under_a_filter_acts_and_what_no_longer_fits_goes(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("slash", *"overdue", "enter")
        assert shown(it) == {"Relire la page de vente", "Étiquettes transport"}
        await it.press("x")
        assert len(shown(it)) == 1
        await it.press("u")
        assert len(shown(it)) == 2


async def test_the_words_of_a_filter_stand_whole_on_a_small_window(board: Path, cockpit: Open) -> None:
    async with cockpit(board, size=(80, 24)) as it:
        await it.press("slash")
        assert "ctrl+s saves it" in it.text()


async def test_swimlanes_are_filtered_too(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("v", "c", "slash", *"lane:doing", "enter")
        text = it.text()
        assert ("Relire la page" in text, "Étiquettes" in text, "Note pour Maya" in text) == (True, True, False)
        assert ("OBJ Objectif Image" in text, "CAP Cap Dirigeant" in text) == (True, False)


async def test_escape_restores_what_was_in_view(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        cap = it.row("Ordre du jour").client_id
        it.app.publish(it.desk.cards.add_all([NewCard(f"Suite {n}", cap, Lane.WEEK) for n in range(60)]).change)
        await it.press("pagedown", "pagedown", "pagedown", "up", "up")
        before = it.lines()[:-4]
        await it.press("slash", *'"suite 3"')
        assert len(shown(it)) == 11
        await it.press("escape")
        assert it.lines()[:-4] == before


async def test_a_value_is_offered_and_tab_takes_it(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("slash", *"client:mais")
        assert "tab sau" in it.text()
        await it.press("tab")
        assert (it.typed, shown(it)) == ("client:sau ", {"Étiquettes transport", "Fiche retour"})
        await it.type("owner:hu")
        await it.press("right")
        assert it.typed == 'client:sau owner:"Hugo Lenoir" '
        await it.press("enter")
        assert (it.dialog, shown(it)) == ("", {"Fiche retour"})


@pytest.mark.parametrize(
    ("language", "typed", "there"),
    [("en", "ow", "owner:"), ("fr", "etiq", "étiquette:"), ("fr", "ret", "retard "), ("fr", "!cl", "!client:")],
)
async def test_the_name_of_a_field_is_offered_too(
    language: str, typed: str, there: str, board: Path, cockpit: Open
) -> None:
    async with cockpit(board) as it:
        i18n.use(language)
        await it.press("slash", *typed)
        assert there.strip(" !") in it.text()
        await it.press("tab")
        assert it.typed == there


async def test_enter_is_never_taken_by_a_value(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("slash", *"client:ca", "enter")
        assert (it.dialog, "client:cap " in it.head) == ("", True)


async def test_a_client_is_known_by_its_name_too(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("slash", *"client:maison")
        assert shown(it) == {"Étiquettes transport", "Fiche retour"}
        assert "client:sau" in it.text()
        await it.press("enter", "n")
        assert it.typed == " +sau"


@pytest.mark.parametrize("typed", ["client:zz", "owner:zorro", "project:xx", "label:xx"])
async def test_a_name_nobody_has_is_said(board: Path, cockpit: Open, typed: str) -> None:
    async with cockpit(board) as it:
        await it.press("slash", *typed)
        assert f"nothing here is called “{typed.partition(':')[2]}”" in it.text()
        await it.press(*["backspace"] * len(typed.partition(":")[2]))
        assert "nothing here is called" not in it.text()


async def test_what_was_understood_is_marked_and_said(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("slash", *"retard note")
        assert [it.marked(mark) for mark in it.marks] == [("retard", True)]
        assert any(line.split() == ["0", "cards", "overdue", "note"] for line in it.lines())


@pytest.mark.parametrize("place", ["waiting", "today", "inbox", "client"])
async def test_it_is_the_same_on_every_list(board: Path, cockpit: Open, place: str) -> None:
    async with cockpit(board, size=(90, 40)) as it:
        cap, obj = it.row("Ordre du jour"), it.row("Relire la page de vente")
        it.desk.waits.begin([cap.id, obj.id, it.row("Rushs module 4").id], NewWait())
        it.desk.waits.nudge([cap.id], ["Alors ?"])
        late = NewCard("En retard", obj.client_id, Lane.INBOX, due_on=date(2026, 11, 20))
        it.desk.cards.add_all([late, NewCard("Aussi", obj.client_id, Lane.INBOX, due_on=date(2026, 11, 20))])
        it.app.go(Place(place, obj.client_id if place == "client" else None))
        await it.settle()
        await it.press("down", "down")
        before = it.lines()[:-1]
        await it.press("slash", *"nowhere to be found")
        assert ("0 cards" in it.text(), "Aussi" in it.text(), "Rushs" in it.text()) == (True, False, False)
        await it.press("escape")
        assert it.lines()[:-1] == before
        wanted = "aussi" if place != "waiting" else "rushs"
        await it.press("slash", *wanted, "enter")
        assert (it.dialog, f" {wanted} " in it.head, "En retard" in it.text()) == ("", True, False)
        await it.press("escape")
        assert (f" {wanted} " in it.head, it.place.PLACE) == (False, place)


async def test_labels_filter_and_are_kept_up(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        key = it.row("Ordre du jour").id
        it.desk.connection.execute("insert into label(id, name, colour) values (?, 'Vidéo', '')", ("a" * 32,))
        it.desk.connection.execute("insert into card_label(card_id, label_id) values (?, ?)", (key, "a" * 32))
        await it.press("slash", *"étiquette:v", "tab", "enter")
        assert (shown(it), "label:Vidéo" in it.head) == ({"Ordre du jour"}, True)


async def test_a_sweep_is_of_what_is_shown(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("slash", *"client:obj", "enter", "z")
        assert "Sweep 1 late card" in it.text()


async def test_french_words_filter_too(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("slash", *"attente ou colonne:valider", "enter")
        assert shown(it) == {"Rushs module 4", "Fiche retour"}


async def test_a_card_written_down_under_a_filter_is_not_lost(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("slash", *"retard", "enter", "n", *"Nouvelle +CAP", "enter")
        assert "Nouvelle" not in shown(it)
        await it.press("escape")
        assert "Nouvelle" in shown(it)


async def test_at_midnight_a_filter_counts_from_the_new_day(board: Path, cockpit: Open) -> None:
    moving = MovingClock(NOW)
    async with cockpit(board, at=moving) as it:
        it.app.publish(it.desk.cards.plan([it.row("Ordre du jour").id], CardEdit(due_on=NOW.date())))
        await it.press("slash", *"overdue", "enter")
        assert "Ordre du jour" not in shown(it)
        moving.set(FrozenClock(NOW + timedelta(days=1)))
        it.app._poll()
        await it.settle()
        assert "Ordre du jour" in shown(it)


async def test_a_new_card_wears_what_the_filter_asks_for(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("slash")
        await it.type("client:cap p:1 mine")
        await it.press("enter", "n")
        assert it.typed == " +cap !1 @me"
        await it.press("escape")
        await it.press("n")
        await it.type("Une de plus")
        await it.press("enter")
        row = it.row("Une de plus")
        assert (row.client_code, row.priority, row.owner_is_me) == ("CAP", 1, True)


@pytest.mark.parametrize(
    ("typed", "line", "reading"),
    [
        ("Appel +obj", "Appel +obj @me", ("OBJ", "Appel")),
        ("Prix +ttc", "Prix +ttc +cap @me", ("CAP", "Prix +ttc")),
        ("Appel +3j", "Appel +3j +cap @me", ("CAP", "Appel")),
        ("Appel !2 @nadir", "Appel !2 @nadir +cap", ("CAP", "Appel")),
    ],
)
async def test_what_is_typed_takes_the_place_of_what_the_filter_asks_for(
    typed: str, line: str, reading: tuple[str, str], board: Path, cockpit: Open
) -> None:
    async with cockpit(board) as it:
        await it.press("slash", *"client:cap mine", "enter", "n")
        assert it.typed == " +cap @me"
        await it.type(typed)
        assert it.typed == line
        await it.press("enter")
        row = it.row(reading[1])
        assert row.client_code == reading[0]


async def test_a_mark_typed_behind_those_of_the_filter_takes_their_place_too(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("slash", *"client:cap mine", "enter", "n")
        await it.type("Appel")
        await it.press("end")
        await it.type(" +obj vendredi")
        assert it.typed == "Appel @me +obj vendredi"
        await it.press("enter")
        assert it.row("Appel").client_code == "OBJ"


async def test_a_filter_with_choices_says_nothing_of_a_new_card(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("slash")
        await it.type("client:cap or client:obj")
        await it.press("enter", "n")
        assert it.typed == ""


async def test_what_comes_in_one_read_takes_the_place_as_well(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("slash", *"client:cap", "enter", "n")
        await it.send(*"Tout d'un coup +sau", "enter")
        assert it.row("Tout d'un coup").client_code == "SAU"


async def test_what_a_filter_could_say_is_told_whole_in_a_small_window(board: Path, cockpit: Open) -> None:
    async with cockpit(board, size=(80, 24)) as it:
        await it.press("slash", *"lane:zzz")
        assert all(f"“{name}”" in " ".join(it.text().split()) for name in ("Inbox", "This week", "Risks & hiccups"))
        await it.press("backspace", "backspace", "backspace")
        assert "Risks" not in it.text()

"""Going to places and coming back: focus, escape, `-`, `g`, the palette and the help."""

from pathlib import Path

import pytest

from obm_tui import keys
from obm_tui.config import Config
from obm_tui.domain.cards import CardEdit, Edge, Lane, NewCard
from obm_tui.domain.waits import NewWait
from obm_tui.navigation import Place
from tests.app.conftest import Open
from tests.conftest import NOW

WEEK = ["Prix de la promo 12", "Ordre du jour", "Note pour Maya"]


class TestFocus:
    async def test_f_shows_one_client_and_escape_all_again(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board) as it:
            await it.press("f")
            await it.type("obj")
            await it.press("enter")
            assert "OBJ Objectif Image › Board" in it.head
            assert (it.card, "Prix de la" in it.text()) == ("Note pour Maya", False)

            await it.press("escape")
            assert "Objectif" not in it.head
            assert "Prix de la" in it.text()

    async def test_all_clients_is_a_choice_too(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board) as it:
            await it.press("greater_than_sign", "f")
            await it.type("all")
            await it.press("enter")
            assert "Cap Dirigeant" not in it.head

    async def test_the_next_and_previous_client_go_round(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board) as it:
            seen = []
            for key in (*["greater_than_sign"] * 4, *["less_than_sign"] * 2):
                await it.press(key)
                seen.append(it.head.split()[2])
            assert seen == ["CAP", "OBJ", "SAU", "CAP", "SAU", "OBJ"]

    async def test_the_client_stays_from_place_to_place_and_verbs_act_within_it(
        self, board: Path, cockpit: Open
    ) -> None:
        async with cockpit(board) as it:
            await it.press("less_than_sign", "g", "i")
            assert "SAU Maison Sauvane › Inbox" in it.head
            assert "Nothing waits to be decided." in it.text()
            await it.press("g", "c")
            assert "SAU Maison Sauvane" in it.head
            await it.press("g", "b", "asterisk", "t", "x")
            assert set(it.titles(Lane.DONE)) == {"Étiquettes transport", "Fiche retour"}


class TestEscape:
    async def test_one_layer_at_a_time(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board) as it:
            await it.press("greater_than_sign", "space", "enter")
            seen = []
            for _ in range(5):
                await it.press("escape")
                seen.append((it.dialog, "(1)" in it.bar, it.head.strip().split("  ")[0]))

        assert seen == [
            ("", True, "obm › CAP Cap Dirigeant › Board"),
            ("", False, "obm › CAP Cap Dirigeant › Board"),
            ("", False, "obm › Board"),
            ("", False, "obm › Radar"),
            ("", False, "obm › Radar"),
        ]

    async def test_from_a_clients_page_the_radar_has_the_cursor_on_that_client(
        self, board: Path, cockpit: Open
    ) -> None:
        async with cockpit(board, place=Place("radar")) as it:
            await it.press("end", "enter")
            assert "CAP Cap Dirigeant" in it.head
            await it.press("less_than_sign", "escape")
            line = next(line for line in it.lines() if line.startswith("▌"))
            assert "SAU" in line


class TestLastPlace:
    async def test_minus_goes_back_and_forth_with_the_cursor(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board) as it:
            await it.press("down", "g", "u", "down", "down", "minus")
            assert (it.card, "Board" in it.head) == (WEEK[1], True)
            await it.press("minus")
            assert "History" in it.head
            assert it.lines()[4].startswith("▌")
            await it.press("minus")
            assert it.card == WEEK[1]

    async def test_without_one_it_says_so(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board) as it:
            await it.press("minus")
            assert "no place before this one" in it.bar

    async def test_a_place_gone_back_to_has_its_old_cursor(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board) as it:
            await it.press("right", "down", "g", "r", "g", "i", "g", "b")
            assert it.card == "Relire la page de vente"

    async def test_the_next_start_opens_it_with_the_cursor_and_the_density(self, board: Path, cockpit: Open) -> None:
        from obm_tui import navigation

        async with cockpit(board) as it:
            await it.press("greater_than_sign", "down", "v", "d", "v", "e", "ctrl+q")
        place, view, opened_on = navigation.load()
        assert (view, opened_on) == (navigation.View("compact", "person"), NOW.date())
        async with cockpit(board, place=place) as it:
            assert ("CAP" in it.head, it.card) == (True, WEEK[1])

    async def test_a_place_that_is_gone_opens_the_radar(self, board: Path, cockpit: Open) -> None:
        for place in (Place("nowhere"), Place("board", "0" * 32), Place("client", "no key at all", "neither")):
            async with cockpit(board, place=place) as it:
                assert "Radar" in it.head
        async with cockpit(board, place=Place("board", None, "f" * 32)) as it:
            assert it.card == WEEK[0]


class TestSequences:
    @pytest.mark.parametrize(
        ("letter", "name"),
        [
            ("r", "Radar"),
            ("t", "Today"),
            ("a", "Waiting"),
            ("b", "Board"),
            ("i", "Inbox"),
            ("u", "History"),
            ("o", "Settings"),
        ],
    )
    async def test_g_and_a_letter_go_there(self, letter: str, name: str, board: Path, cockpit: Open) -> None:
        async with cockpit(board) as it:
            await it.press("g")
            assert "r Radar" in it.text()
            await it.press(letter)
            assert (name in it.head, it.app.prefix) == (True, "")

    async def test_what_can_follow_is_shown_even_while_something_else_is_said(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board, size=(80, 24)) as it:
            await it.press("x")
            assert "u undoes" in it.bar
            await it.press("g")
            assert "r Radar" in it.text()
            await it.press("escape", "m")
            assert "put down" in it.bar

    async def test_letters_that_lead_nowhere_say_so_and_do_nothing(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board) as it:
            before = it.steps()
            await it.press("g", "x")
            assert "g x: nothing answers to these keys." in it.bar
            await it.press("asterisk", "x")
            assert "* x: nothing answers to these keys." in it.bar
            await it.press("g", "p")
            assert "Projects is not here yet." in it.bar
            await it.press("g", "escape", "down")
            assert (it.card, it.steps(), "Board" in it.head) == (WEEK[1], before, True)

    async def test_typing_these_letters_into_a_field_types(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board) as it:
            await it.press("n")
            await it.type("gad * a ? : - x")
            assert (it.dialog, it.typed) == ("CaptureDialog", "gad * a ? : - x")

    async def test_two_keys_in_one_read(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board) as it:
            await it.send("g", "r")
            assert "Radar" in it.head
            await it.send("g", "b", "down", "x", "g", "u")
            assert "History" in it.head
            assert it.titles(Lane.DONE) == [WEEK[1]]

    async def test_a_message_ends_where_it_was_said(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board) as it:
            await it.press("minus", "g", "r", "g", "x")
            assert "g x: nothing" in it.bar
            await it.press("g", "b")
            assert "x Done" in it.bar


class TestHelp:
    @pytest.mark.parametrize("place", sorted(keys.PLACES))
    async def test_it_lists_every_key_of_the_place(self, place: str, board: Path, cockpit: Open) -> None:
        async with cockpit(board, size=(120, 60)) as it:
            if place == "client":
                it.app.go(Place("client", it.desk.clients.by_code("CAP").id))
            elif place == "search":
                await it.press("ctrl+f", "p", "enter")
            else:
                await it.press("g", next(s.second for s in keys.SEQUENCES if s.action == f"go('{place}')"))
            await it.press("question_mark")
            text = it.text()
            for key in keys.of_place(place):
                assert f"{key.shown}  {keys.help_text(key)}" in text, key.id
            for sequence in keys.following("g"):
                assert f"g {sequence.second}" in text
            await it.press("question_mark")
            assert it.dialog == ""

    async def test_it_scrolls_to_the_last_where_there_is_no_room(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board, size=(80, 12)) as it:
            await it.press("question_mark", *["pagedown"] * 5, "down")
            assert "the whole board" in it.text() or "* n" in it.text()
            await it.press(*["pageup"] * 5)
            assert "Done: tick the card" in it.text()


class TestPalette:
    async def test_a_word_runs_an_action(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board) as it:
            await it.press("ctrl+p")
            await it.type("tick")
            await it.press("enter")
            assert it.titles(Lane.DONE) == [WEEK[0]]

    async def test_two_letters_find_a_client(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board) as it:
            await it.press("colon")
            await it.type("sa")
            await it.press("enter")
            assert "SAU Maison Sauvane" in it.head

    async def test_a_place_by_name_and_a_dialog_from_it(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board) as it:
            await it.press("ctrl+p")
            await it.type("go to his")
            await it.press("enter")
            assert "History" in it.head
            await it.press("g", "b", "ctrl+p")
            await it.type("date")
            await it.press("enter")
            assert it.dialog == "WhenDialog"

    async def test_arrows_choose_and_nothing_fits_nothing_happens(self, board: Path, cockpit: Open) -> None:
        async with cockpit(board) as it:
            await it.press("ctrl+p", "pageup", "down", "down", "up", "pagedown", "end", "home")
            await it.type("zzzz")
            await it.press("enter", "down", "up", "pageup")
            assert it.dialog == "PickDialog"
            await it.press("escape")
            assert it.dialog == ""


async def test_the_density_goes_round_and_keeps_the_cursor(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("down")
        heights = []
        for _ in range(3):
            await it.press("v", "d")
            lanes = [line[:80] for line in it.lines()]
            first, second = (next(n for n, line in enumerate(lanes) if word in line) for word in ("Prix", "Ordre"))
            heights.append(second - first)
            assert it.card == WEEK[1]
        assert heights == [2, 1, 4]


async def test_keys_of_her_own(board: Path, cockpit: Open) -> None:
    own = Config(keys={"card.done": "k", "app.help": "f1", "no.such": "z"})
    async with cockpit(board, config=own) as it:
        assert "no.such" in it.toasts()[0]
        assert ("k Done" in it.bar, "f1 More" in it.bar) == (True, True)
        await it.press("x", "k")
        assert it.titles(Lane.DONE) == [WEEK[0]]
        await it.press("f1")
        assert it.dialog == "HelpDialog"


@pytest.mark.parametrize("place", ["board", "today", "inbox", "waiting", "radar"])
async def test_the_page_of_the_client_under_the_cursor(place: str, board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        cap = it.desk.clients.by_code("CAP").id
        it.desk.cards.add(NewCard("À trier", cap, Lane.INBOX, place=Edge.TOP))
        it.desk.cards.plan([it.row("Ordre du jour").id], CardEdit(due_on=NOW.date()))
        it.app.publish(it.desk.waits.begin([it.row("Prix de la promo 12").id], NewWait()))
        it.app.go(Place(place))
        await it.settle()
        where = {"today": "Ordre du jour", "board": "Refonte du tunnel", "waiting": "Prix de la promo 12"}
        it.app.place_screen.show_row(it.row(where[place]).id if place in where else cap)
        await it.settle()
        await it.press("g", "c")
        assert (it.dialog, it.place.PLACE, it.place.client_id) == ("", "client", cap)


async def test_without_a_client_under_the_cursor_it_is_asked_whose_page(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        it.app.go(Place("inbox"))
        await it.settle()
        it.app.place_screen.show_row(it.row("Penser au cadeau").id)
        await it.press("g", "c")
        assert it.dialog == "PickDialog"

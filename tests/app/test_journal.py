"""The journal: `j` notes an exchange wherever there is a client or a card; in triage it decides the card."""

from datetime import date
from pathlib import Path

from obm_tui.domain.cards import Lane
from obm_tui.domain.contacts import ContactKind
from obm_tui.domain.people import NewPerson, PersonKind
from obm_tui.navigation import Place
from tests.app.conftest import Open


async def test_an_exchange_is_noted_from_the_radar(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=Place("radar")) as it:
        client_id = it.place.current_row_id()
        assert client_id is not None
        it.desk.clients.add_person(NewPerson("Thomas Verdier", client_id, PersonKind.OWNER))
        await it.press("j")
        assert "@thomas" in it.text()
        await it.type("appel de 20 min, content du teaser")
        await it.press(*["tab"] * 5, "right", "shift+tab", "shift+tab", "enter")

        [entry] = it.desk.contacts.recent()
        assert (entry.gist, entry.person, entry.mood) == ("appel de 20 min, content du teaser", "Thomas Verdier", 1)
        assert (entry.kind, entry.client_id) == (ContactKind.EXCHANGE, client_id)
        [attention] = [found for found in it.desk.contacts.attention() if found.client_id == client_id]
        assert attention.days(it.app.today()) == 0
        await it.press("u")
        assert it.desk.contacts.recent() == ()


async def test_in_triage_it_decides_the_card(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=Place("inbox")) as it:
        before = it.steps()
        await it.press("j")
        assert it.typed == "Idée de podcast"
        await it.press("enter")
        assert (it.row("Idée de podcast").lane, it.steps()) == (Lane.DONE, before + 1)
        assert ("Penser au cadeau" in it.text(), it.desk.contacts.recent()[0].gist) == (True, "Idée de podcast")
        # A card of no client: whose journal is asked first.
        await it.press("j")
        assert it.dialog == "PickDialog"
        await it.type("obj")
        await it.press("enter", "enter")
        assert it.desk.contacts.recent()[0].client_code == "OBJ"


async def test_on_the_board_the_card_stays(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("j")
        await it.type("vu en réunion")
        await it.press("enter")
        row = it.row("Prix de la promo 12")
        assert row.lane is Lane.WEEK
        assert it.desk.contacts.recent(card_id=row.id)[0].gist == "vu en réunion"


async def test_without_words_or_with_a_stranger_nothing_is_saved_or_lost(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=Place("radar")) as it:
        before = it.steps()
        await it.press("j", "enter")
        assert "needs some words" in it.text()
        await it.type("vocal")
        await it.press("tab", "tab", "ctrl+u")
        await it.type("@personne")
        await it.press("enter")
        assert "Nobody is called personne" in it.text()
        await it.press("escape", "j")
        assert (it.typed, it.steps()) == ("vocal", before)


async def test_the_mouse_chooses_too(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=Place("radar")) as it:
        await it.press("j")
        await it.type("merci")
        row = next(n for n, line in enumerate(it.lines()) if "○ thanks" in line)
        await it.click(40, row)
        await it.click(40, row)
        assert "● thanks" in it.text()
        await it.press("shift+tab", "enter")
        assert it.desk.contacts.recent()[0].kind is ContactKind.THANKS


async def test_what_steers_a_client_is_written_on_its_sheet(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=Place("radar"), size=(120, 36)) as it:
        await it.press("e", "tab", "tab")
        await it.type("que chacun ose")
        await it.press("tab")
        await it.type("cinq")
        await it.press("tab")
        await it.type("Remplir la promo")
        await it.press("enter")
        await it.type("Refaire le site")
        await it.press("ctrl+s")
        assert "A rhythm is a number of days" in it.text()
        await it.press("shift+tab", "ctrl+u")
        await it.type("5")
        await it.press("enter")
        assert it.dialog == ""
        client = it.app.client(it.place.current_row_id())
        assert client is not None
        assert (client.compass, client.cadence_days) == ("que chacun ose", 5)
        assert client.priorities == "Remplir la promo\nRefaire le site"
        await it.press("enter")
        for words in ("“que chacun ose”", "1  Remplir la promo", "2  Refaire le site"):
            assert words in it.text()


async def test_an_exchange_of_another_day(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=Place("radar")) as it:
        client_id = it.place.current_row_id()
        await it.press("j")
        await it.type("Point au téléphone")
        await it.press("tab")
        await it.type("friday")
        assert "→ Fri 20 Nov  3 d ago" in it.text()
        await it.press("enter")
        [entry] = it.desk.contacts.recent()
        assert entry.at.date() == date(2026, 11, 20)
        [attention] = [found for found in it.desk.contacts.attention() if found.client_id == client_id]
        assert attention.days(it.app.today()) == 3


async def test_no_exchange_is_of_a_day_to_come(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=Place("radar")) as it:
        await it.press("j")
        await it.type("Point au téléphone")
        await it.press("tab")
        await it.type("tomorrow")
        await it.press("enter")
        assert "is still to come" in it.text()
        await it.press("ctrl+u")
        await it.type("31/02")
        await it.press("enter")
        assert "“31/02” is no day" in it.text()
        await it.press("ctrl+u", "enter")
        [entry] = it.desk.contacts.recent()
        assert (it.dialog, entry.at.date()) == ("", it.app.today())

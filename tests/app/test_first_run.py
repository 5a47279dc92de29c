"""The first minute: an empty file, a client, and what empty places say."""

from datetime import date
from pathlib import Path

import pytest
from textual.app import App

from obm_tui import i18n, keys, navigation, paths
from obm_tui.app import OPEN_DEMO, ObmApp, run_screens
from obm_tui.clock import FrozenClock
from obm_tui.config import Config
from obm_tui.desk import Desk
from obm_tui.desk.demo import make_demo
from obm_tui.domain.clients import NewClient
from obm_tui.navigation import Place
from tests.app.conftest import Open
from tests.conftest import NOW


async def test_the_form_is_there_and_a_client_takes_less_than_fifteen_keys(database: Path, cockpit: Open) -> None:
    async with cockpit(database, place=Place()) as it:
        assert (it.dialog, it.typed) == ("ClientForm", "")
        assert "Welcome. Who is your first client?" in it.text()
        keys = [*"Cap Diri", "enter"]
        assert len(keys) < 15
        for key in keys:
            await it.press(*(["space"] if key == " " else [key]))

        [client] = it.desk.clients.all()
        assert (client.name, client.code) == ("Cap Diri", "CAP")
        # Its page says what it needs, and the next key is the first card.
        assert (it.dialog, it.place.PLACE, "7 lines to go" in it.text()) == ("", "client", True)
        await it.press("n")
        await it.type("première carte")
        await it.press("enter")
        assert it.row("première carte").reference == "CAP-1"


async def test_keys_typed_while_it_opens_are_the_name(database: Path, cockpit: Open) -> None:
    async with cockpit(database, place=Place()) as it:
        await it.send(*"Cap", "enter")
        assert [client.name for client in it.desk.clients.all()] == ["Cap"]
        assert "A window to double-click? ctrl+p, launcher" in it.text()


async def test_escape_leaves_to_a_radar_that_says_what_to_do(database: Path, cockpit: Open) -> None:
    async with cockpit(database, place=Place()) as it:
        await it.press("escape")
        assert it.dialog == ""
        for words in ("No client yet.", "n adds your first client"):
            assert words in it.text()
        for key in ("enter", "e", "j"):
            await it.press(key)
            assert "n adds your first client" in it.bar
            it.app.flash("")
        await it.press("down", "up", "home", "end", "n")
        assert it.dialog == "ClientForm"
        await it.type("Une")
        await it.press("escape", "n")
        assert it.typed == "Une"
        await it.press("enter")
        assert "UNE Une" in it.text()


@pytest.mark.parametrize("keys", [("down", "down", "enter"), ("tab", "tab", "space"), ("up", "enter")])
async def test_the_demo_is_offered_and_asked_for(keys: tuple[str, ...], database: Path, cockpit: Open) -> None:
    async with cockpit(database, place=Place(), size=(80, 24)) as it:
        assert "Or look around first" in it.text()
        await it.type("Cap")
        await it.press(*keys)
        assert it.app.return_code == OPEN_DEMO
        assert it.desk.clients.all() == ()
    async with cockpit(database, place=Place()) as it:
        assert it.typed == "Cap", "what was typed is there when she comes back"


async def test_a_click_asks_for_the_demo(database: Path, cockpit: Open) -> None:
    async with cockpit(database, place=Place(), size=(80, 24)) as it:
        [y] = [y for y, line in enumerate(it.lines()) if "Or look around first" in line]
        await it.click(5, y)
        assert it.app.return_code == OPEN_DEMO


async def test_the_demo_is_offered_once(database: Path, cockpit: Open) -> None:
    async with cockpit(database, place=Place()) as it:
        await it.press("escape", "n")
        assert it.dialog == "ClientForm"
        assert "Or look around first" not in it.text()


async def test_the_demo_says_so_and_keeps_her_place(home: Path, cockpit: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    make_demo(paths.demo_database())
    monkeypatch.delenv("OBM_TUI_NOW")
    navigation.save(Place("history"), navigation.View("dense"), NOW.date())
    for size in ((80, 24), (120, 36)):
        with Desk.open(paths.demo_database()) as desk:
            clock = desk.clock
        async with cockpit(paths.demo_database(), place=Place(), size=size, at=clock) as it:
            assert "DEMO" in it.head
            assert "CAP" in it.text()
            await it.press("g", "b", "right", "ctrl+q")
    assert navigation.load() == (Place("history"), navigation.View("dense"), NOW.date())


def test_the_demo_begins_with_its_day_however_long_she_was_away(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_demo(paths.demo_database())
    monkeypatch.delenv("OBM_TUI_NOW")
    navigation.save(Place("history", "a client of hers"), navigation.View("dense"), date(2024, 1, 2))
    begun: list[tuple[Place, int, str]] = []
    real = App.run

    def run(app: ObmApp) -> object:
        begun.append((app.navigation.here, app.days_away, app.density.name))
        return real(app, headless=True, size=(80, 24))

    monkeypatch.setattr(App, "run", run)
    monkeypatch.setattr(ObmApp, "_after_first_rows", ObmApp.action_app_quit)

    assert run_screens(paths.demo_database(), Config()) == 0
    assert begun == [(Place("today"), 0, "DENSE")]


def test_a_copy_of_the_demo_two_weeks_later_welcomes_back(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home.mkdir(exist_ok=True)
    copy = home / "copy.db"
    make_demo(copy)
    monkeypatch.setenv("OBM_TUI_NOW", "2026-12-07T09:00")
    away: list[int] = []

    def run(app: ObmApp) -> None:
        away.append(app.days_away)

    monkeypatch.setattr(App, "run", run)
    run_screens(copy, Config())
    assert away == [14]


async def test_the_code_follows_the_name_until_she_types_one(database: Path, cockpit: Open) -> None:
    async with cockpit(database, place=Place()) as it:
        await it.type("Objectif Image")
        assert "OBJ" in it.text()
        await it.press("tab", "ctrl+u")
        await it.type("im")
        await it.press("shift+tab")
        await it.type("s")
        await it.press("enter")
        [client] = it.desk.clients.all()
        assert (client.name, client.code) == ("Objectif Images", "IM")


@pytest.mark.parametrize(
    ("name", "code", "reason"),
    [("", "", "A client needs a name."), ("Une", "1", "cannot be a client code"), ("Une", "CAP", "CAP")],
)
async def test_a_refusal_keeps_what_was_typed(
    name: str, code: str, reason: str, database: Path, clock: FrozenClock, cockpit: Open
) -> None:
    with Desk.open(database, clock=clock) as desk:
        desk.clients.add(NewClient("Cap Dirigeant", "CAP"))
    async with cockpit(database, place=Place()) as it:
        await it.press("n")
        await it.type(name)
        if code:
            await it.press("tab", "ctrl+u")
            await it.type(code)
        await it.press("enter")
        assert reason in " ".join((it.text() + " ".join(it.toasts())).split())
        assert (it.dialog, len(it.desk.clients.all())) == ("ClientForm", 1)
        if name:
            assert name in it.text()


async def test_the_names_of_a_client_are_edited(database: Path, clock: FrozenClock, cockpit: Open) -> None:
    with Desk.open(database, clock=clock) as desk:
        desk.clients.add(NewClient("Cap Dirigeant", "CAP", notes="à garder"))
    async with cockpit(database, place=Place()) as it:
        await it.press("e")
        await it.type(" SAS")
        await it.send("enter", "enter")
        [client] = it.desk.clients.all()
        assert (client.name, client.code, client.notes) == ("Cap Dirigeant SAS", "CAP", "à garder")
        assert (it.dialog, "Cap Dirigeant SAS" in it.text(), it.steps()) == ("", True, 2)


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 20)])
async def test_empty_places_say_how_to_fill_them(
    size: tuple[int, int], database: Path, clock: FrozenClock, cockpit: Open
) -> None:
    with Desk.open(database, clock=clock) as desk:
        client_id = desk.clients.add(NewClient("Cap Dirigeant", "CAP")).value
    async with cockpit(database, place=Place(), size=size) as it:
        for place, words in (
            (Place("board"), "No card on this board yet."),
            (Place("board", client_id), "n writes one down"),
            (Place("inbox"), "Nothing waits to be decided."),
            (Place("history"), "client added"),
            (Place("client", client_id), "Board"),
            (Place("settings"), "Language"),
        ):
            it.app.go(place)
            await it.settle()
            assert words in it.text(), place
            for key in ("down", "up", "right", "left", "pagedown", "end", "home"):
                await it.press(key)


# In the search the keyboard is in its line, where letters are words.
@pytest.mark.parametrize("place", sorted(keys.PLACES & keys.BARS.keys() - {"search"}))
@pytest.mark.parametrize("language", ["en", "fr"])
async def test_no_key_of_the_last_line_goes_unanswered_on_an_empty_file(
    place: str, language: str, database: Path, cockpit: Open
) -> None:
    i18n.use(language)
    offered = [key for key in keys.KEYS if key.id in keys.BARS[place]]
    async with cockpit(database, place=Place(place), size=(80, 24)) as it:
        await it.press("escape")
        assert not [line for line in it.lines() if line.endswith("…") and "/" not in line], "a path may be cut"
        for key in offered:
            before = it.text()
            await it.press(key.key.split(",")[0])
            assert it.text() != before or it.toasts(), f"{place}: {key.id}"
            while it.dialog:
                await it.press("escape")
            it.app.clear_notifications()
            it.app.flash("")
            it.app.go(Place(place))
            await it.settle()


async def test_an_empty_history_says_so(database: Path, cockpit: Open) -> None:
    async with cockpit(database, place=Place("history")) as it:
        await it.press("escape", "enter", "down")
        assert "Nothing was done yet." in it.text()


@pytest.mark.parametrize("keys", [("f",), ("g", "c")])
async def test_where_there_is_nothing_to_choose_it_says_so(
    keys: tuple[str, ...], database: Path, cockpit: Open
) -> None:
    async with cockpit(database, place=Place("radar")) as it:
        await it.press("escape", *keys)
        assert it.dialog == "PickDialog"
        assert "Nothing to choose yet." in it.text()
        await it.press("enter")
        assert it.dialog == "PickDialog"


async def test_letters_that_fit_nothing_say_so(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("f")
        assert "↑ ↓ choose" in it.text()
        await it.type("qqq")
        assert "Nothing fits these letters." in it.text()

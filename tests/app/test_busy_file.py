"""Another program holds the file: the screens stay alive, keep what they show, and catch up."""

import contextlib
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from obm_tui import keys
from obm_tui.desk.backups import BackupsFacet
from obm_tui.domain.cards import Lane
from obm_tui.navigation import Place
from tests.app.cockpit import Cockpit
from tests.app.conftest import Open


@contextlib.contextmanager
def held(path: Path, it: Cockpit) -> Iterator[None]:
    """Nobody else may read or write; and nobody waits for it."""
    it.desk.connection.execute("pragma busy_timeout = 0")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("begin exclusive")
    yield
    other.execute("rollback")
    other.close()


@pytest.mark.parametrize("place", sorted(keys.PLACES))
async def test_every_key_of_every_place_survives_and_the_place_catches_up(
    place: str, board: Path, cockpit: Open
) -> None:
    # What goes elsewhere on purpose: another queue, a walk.
    skipped = {"app.quit", "place.leave", "queue.next", "list.walk"} | (
        {"place.enter"} if place == "settings" else set()
    )
    async with cockpit(board, place=Place("radar")) as it:
        client_id = it.desk.clients.by_code("OBJ").id
        it.app.go(Place(place, client_id if place == "client" else None))
        await it.settle()
        shown, before = set(re.findall(r"\w{4,}", it.text())), it.steps()
        with held(board, it):
            for key in keys.of_place(place):
                if key.id not in skipped:
                    it.app._clients = None
                    await it.press(key.key.split(",")[0])
                    while it.dialog:
                        await it.press("escape")
                    if it.app.prefix:
                        await it.press("escape")
            it.app.go(Place(place, client_id if place == "client" else None))
            await it.settle()
        it.app._poll()
        await it.settle()
        it.app._end_flash()
        it.app.clear_notifications()
        await it.settle()

        if place == "radar":  # the reasons below are those of the row under the cursor
            await it.press("home")
        if place == "board":  # the cursor and the density changed there
            assert "Refonte" in it.text()
        elif place == "search":  # other words are in the line
            assert "obm › Search" in it.text()
        else:
            assert shown - set(re.findall(r"\w{4,}", it.text())) == set()
        assert (it.place.stale, it.steps()) == (False, before)


async def test_what_is_typed_into_an_open_form_stays_there(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("n")
        with held(board, it):
            await it.type("pendant +CAP")
            await it.press("enter")
            assert (it.dialog, it.typed) == ("CaptureDialog", "pendant +CAP")
            assert "another program is writing" in it.toasts()[-1]
        await it.press("enter")
        assert (it.dialog, it.row("pendant").client_code) == ("", "CAP")

        await it.press("e")
        with held(board, it):
            await it.type(" bis")
            await it.press("enter", "enter")
            assert (it.dialog, it.typed) == ("CardForm", "pendant bis")
        await it.press("enter")
        assert (it.dialog, it.row("pendant bis").lane) == ("", Lane.WEEK)


async def test_a_place_gone_to_meanwhile_is_filled_at_the_next_look(board: Path, cockpit: Open) -> None:
    async with cockpit(board, place=Place("settings")) as it:
        with held(board, it):
            await it.press("g", "b")
            assert "Prix de la promo" not in it.text()
            assert "The file is busy" in it.text()
        it.app._poll()
        await it.settle()

        assert (it.card, "Prix de la" in it.text()) == ("Prix de la promo 12", True)
        it.app._end_flash()
        it.app.publish_foreign()
        await it.settle()
        assert "The file is busy" not in it.text()


@pytest.mark.parametrize("place", ["client", "board"])
async def test_so_is_a_page_that_is_left_for_another_client(board: Path, cockpit: Open, place: str) -> None:
    async with cockpit(board) as it:
        clients = [it.desk.clients.by_code(code).id for code in ("OBJ", "CAP")]
        it.app.go(Place(place, clients[0]))
        await it.settle()
        assert "The file is busy" not in it.text()
        with held(board, it):
            it.app.go(Place(place, clients[1]))
            await it.settle()
            assert "The file is busy" in it.text()


async def test_a_backup_that_breaks_off_holds_nothing_up(
    board: Path, cockpit: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_facet: BackupsFacet) -> None:
        raise ZeroDivisionError("secret of the client")

    monkeypatch.setattr(BackupsFacet, "make", fail)
    async with cockpit(board, ready=False) as it:
        await it.until(lambda: it.app.writes.is_open)
        await it.until(lambda: it.can_write)
        assert "Something unexpected went wrong." in " ".join(it.toasts())
        assert "secret" not in it.text()

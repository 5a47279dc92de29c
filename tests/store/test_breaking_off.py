"""A write that cannot be finished, wherever it stops: all as it was, and the next one works."""

from collections.abc import Callable
from itertools import chain, repeat
from pathlib import Path

import pytest

from obm_tui.desk import Desk
from obm_tui.domain import errors
from obm_tui.domain.cards import CardEdit, Lane, NewCard
from tests.store.rights import nobody_special
from tests.store.state import everything


def no_more_room(desk: Desk, spare: int = 0) -> None:
    pages = desk.connection.execute("pragma page_count").fetchone()[0]
    desk.connection.execute(f"pragma max_page_count={pages + spare}")


def test_a_full_disk_keeps_what_was_there(desk: Desk) -> None:
    desk.cards.add(NewCard("Saved"))
    no_more_room(desk)
    for _ in range(50):
        before = everything(desk.connection)
        try:
            desk.cards.add(NewCard("More", body="x" * 3000))
        except errors.DiskFull:
            break
    else:
        pytest.fail("the disk was never full")
    assert not desk.connection.in_transaction
    assert everything(desk.connection) == before
    assert desk.poll() is None
    desk.connection.execute("pragma max_page_count=100000")
    desk.cards.add(NewCard("Saved again", body="x" * 3000))
    titles = {row.title for row in desk.cards.rows(desk.cards.lane(Lane.INBOX)).values()}
    assert titles >= {"Saved", "Saved again"}


def test_wherever_the_disk_runs_full_nothing_is_half_done(desk: Desk) -> None:
    """One page more each time, until it fits: each page is where a write stops once."""
    desk.cards.add(NewCard("Saved"))
    before = everything(desk.connection)
    for spare in range(200):
        no_more_room(desk, spare)
        try:
            desk.cards.add(NewCard("Large", body="x" * 90_000))
        except errors.DiskFull:
            assert not desk.connection.in_transaction
            assert everything(desk.connection) == before
        else:
            assert spare > 20
            return
    pytest.fail("it never fitted")


def test_a_full_disk_refuses_an_undo_whole(desk: Desk) -> None:
    key = desk.cards.add(NewCard("Large", body="x" * 90_000)).value
    desk.cards.edit([key], CardEdit(body=""))
    no_more_room(desk)
    before = everything(desk.connection)
    with pytest.raises(errors.DiskFull):
        desk.steps.undo()
    assert everything(desk.connection) == before
    assert not desk.connection.in_transaction
    desk.connection.execute("pragma max_page_count=100000")
    desk.steps.undo()
    assert len(desk.cards.detail(key).body) == 90_000


def test_a_folder_that_cannot_be_written_holds_no_new_database(open_folder: Path) -> None:
    with nobody_special(open_folder):
        open_folder.chmod(0o500)
        with pytest.raises(errors.Unreachable):
            Desk.open(open_folder / "new.db")
        assert not (open_folder / "new.db").exists()


@pytest.mark.parametrize("verb", ["add", "undo"])
def test_wherever_a_write_is_broken_off_nothing_is_half_done(desk: Desk, verb: str) -> None:
    """Break off after ever more of SQLite's instructions, until none is left to break off."""
    desk.cards.add(NewCard("Saved"))
    actions: dict[str, Callable[[], object]] = {"add": lambda: desk.cards.add(NewCard("More")), "undo": desk.steps.undo}
    before = everything(desk.connection)
    broken = 0
    for allowed in range(1000):
        # True, which breaks off, comes once: what tidies up is let through.
        answers = chain(repeat(False, allowed), [True], repeat(False))
        desk.connection.set_progress_handler(answers.__next__, 10)
        try:
            actions[verb]()
        except errors.StoreError:
            broken += 1
        else:
            break
        finally:
            desk.connection.set_progress_handler(None, 0)
        assert not desk.connection.in_transaction
        assert everything(desk.connection) == before
    assert broken > 10
    assert everything(desk.connection) != before

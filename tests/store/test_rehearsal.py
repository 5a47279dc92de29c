"""A write that is only rehearsed, refused or broken by a mistake leaves nothing behind."""

from datetime import datetime

import pytest

from obm_tui.desk import Desk
from obm_tui.domain.cards import (
    NewCard,
)
from obm_tui.domain.clients import NewClient
from obm_tui.domain.errors import Refused
from obm_tui.domain.people import NewPerson
from obm_tui.store.writes import cards as writes
from obm_tui.store.writes import clients as client_writes
from tests.store.cards import add, references
from tests.store.state import everything

GONE = "0" * 32


def test_a_rehearsal_does_all_of_it_and_leaves_nothing(desk: Desk, cap: str) -> None:
    add(desk, client=cap)
    before = everything(desk.connection)
    written = desk.rehearse(writes.add, NewCard("Only shown", cap, owner=NewPerson("Julie")))
    assert written.value
    assert not written.change
    assert everything(desk.connection) == before
    assert not desk.connection.in_transaction
    assert desk.poll() is None
    assert references(desk, add(desk, client=cap)) == ["CAP-2"]
    with pytest.raises(Refused):
        desk.rehearse(client_writes.add, NewClient("Other", "CAP"))


def test_a_refusal_gives_no_number_away(desk: Desk, cap: str) -> None:
    with pytest.raises(Refused):
        desk.cards.add(NewCard("x", cap, owner=GONE))
    assert references(desk, add(desk, client=cap)) == ["CAP-1"]


def test_an_error_nobody_expected_leaves_nothing_either(desk: Desk) -> None:
    add(desk)
    before = everything(desk.connection)

    def fail(session: object, now: datetime) -> None:
        writes.add(session, now, NewCard("Half"))  # type: ignore[arg-type]
        raise ZeroDivisionError

    for failure in (fail, _interrupted):
        with pytest.raises((ZeroDivisionError, KeyboardInterrupt)):
            desk.write(failure)
        assert not desk.connection.in_transaction
        assert everything(desk.connection) == before
    add(desk)


def _interrupted(_session: object, _now: datetime) -> None:
    raise KeyboardInterrupt


def test_errors_carry_nothing_she_typed(desk: Desk) -> None:
    with pytest.raises(Refused) as caught:
        desk.cards.add(NewCard("very secret title", GONE, body="very secret body"))
    error: BaseException | None = caught.value
    while error is not None:
        assert "secret" not in f"{error!r} {error}"
        error = error.__cause__ or error.__context__

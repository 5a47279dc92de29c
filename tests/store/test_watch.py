"""Hearing of other programs: all they did, none of what was done here, whatever the order."""

from collections.abc import Iterator

import pytest

from obm_tui.clock import FrozenClock
from obm_tui.desk import Desk
from obm_tui.domain.cards import CardEdit, Lane, NewCard
from obm_tui.domain.clients import NewClient
from obm_tui.domain.errors import Refused
from obm_tui.domain.steps import Origin
from obm_tui.store.writes import cards as writes


@pytest.fixture
def other(desk: Desk, clock: FrozenClock) -> Iterator[Desk]:
    """The command line, on the same file."""
    with Desk.open(desk.path, origin=Origin.CLI, clock=clock) as opened:
        yield opened


def test_nothing_is_heard_where_nothing_was_done(desk: Desk, other: Desk) -> None:
    assert desk.poll() is None
    desk.cards.add(NewCard("Here"))
    assert desk.poll() is None
    desk.rehearse(writes.add, NewCard("Nowhere"))
    other.rehearse(writes.add, NewCard("Nowhere"))
    with pytest.raises(Refused):
        other.cards.add(NewCard(""))
    assert desk.poll() is None


def test_what_was_done_elsewhere_is_heard_once(desk: Desk, other: Desk) -> None:
    client = other.clients.add(NewClient("Cap Dirigeant")).value
    key = other.cards.add(NewCard("There", client)).value
    change = desk.poll()
    assert change is not None
    assert change.rows == {"client": {client}, "card": {key}}
    assert change.client_ids == {client}
    assert change.step_id == 2
    assert desk.poll() is None


def test_a_foreign_step_just_before_our_own_is_heard(desk: Desk, other: Desk) -> None:
    there = other.cards.add(NewCard("There")).value
    desk.cards.add(NewCard("Here"))
    change = desk.poll()
    assert change is not None
    assert change.rows == {"card": {there}}
    assert desk.poll() is None


def test_foreign_steps_among_our_own_are_heard_alone(desk: Desk, other: Desk) -> None:
    here, there = set(), set()
    for _ in range(3):
        here.add(desk.cards.add(NewCard("Here")).value)
        there.add(other.cards.add(NewCard("There")).value)
        here.add(desk.cards.add(NewCard("Here")).value)
    change = desk.poll()
    assert change is not None
    assert change.rows == {"card": there}
    heard = other.poll()
    assert heard is not None
    assert heard.rows == {"card": here}


def test_a_foreign_step_after_quiet_own_ones_is_heard(desk: Desk, other: Desk) -> None:
    for _ in range(3):
        desk.cards.add(NewCard("Here"))
        assert desk.poll() is None
    there = other.cards.add(NewCard("There")).value
    change = desk.poll()
    assert change is not None
    assert change.rows == {"card": {there}}


def test_a_foreign_undo_is_heard_and_our_own_is_not(desk: Desk, other: Desk) -> None:
    key = desk.cards.add(NewCard("Here", lane=Lane.WEEK)).value
    desk.steps.undo()
    desk.steps.redo()
    assert desk.poll() is None
    other.steps.undo()
    change = desk.poll()
    assert change is not None
    assert change.rows == {"card": {key}}


def test_a_card_that_changed_clients_concerns_both(desk: Desk, other: Desk) -> None:
    cap, nova = (desk.clients.add(NewClient(name)).value for name in ("Cap Dirigeant", "Nova"))
    key = desk.cards.add(NewCard("Card", cap)).value
    line = desk.write(writes.comment, key, "Zoé", "text").value
    own = desk.cards.edit([key], CardEdit(client_id=nova))
    assert own.client_ids == {cap, nova}
    other.poll()
    other.steps.undo()
    change = desk.poll()
    assert change is not None
    assert change.client_ids == {cap, nova}
    other.steps.undo()
    change = desk.poll()
    assert change is not None
    assert change.rows == {"comment": {line}}
    assert change.client_ids == {cap}, "a comment belongs to its card's client"


def test_what_is_no_step_wakes_nobody(desk: Desk, other: Desk) -> None:
    other.connection.execute("insert into meta(name, value) values('x', '')")
    assert not desk.poll()
    assert desk.poll() is None


def test_a_busy_moment_loses_nothing(desk: Desk, other: Desk) -> None:
    key = other.cards.add(NewCard("There")).value
    other.connection.execute("begin exclusive")
    assert desk.poll() is None
    other.connection.execute("rollback")
    change = desk.poll()
    assert change is not None
    assert change.rows == {"card": {key}}

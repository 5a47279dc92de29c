"""Writes about clients and people keep their rules."""

import pytest

from obm_tui.desk import Desk
from obm_tui.domain.cards import (
    CardEdit,
)
from obm_tui.domain.clients import ClientEdit, NewClient
from obm_tui.domain.errors import Refused
from obm_tui.domain.people import NewPerson, PersonKind
from tests.store.cards import add, references

GONE = "0" * 32


def test_a_new_owner_is_added_with_the_card_and_goes_with_it(desk: Desk) -> None:
    key = add(desk)
    desk.cards.delegate([key], CardEdit(owner=NewPerson("Julie Marchand")))
    assert [person.handle for person in desk.clients.people()] == ["julie"]
    desk.cards.delegate([key], CardEdit(owner=NewPerson("Julie Martin")))
    assert [person.handle for person in desk.clients.people()] == ["julie", "juliem"]
    desk.steps.undo()
    desk.steps.undo()
    assert desk.clients.people() == ()


def test_she_is_one_person_whatever_she_calls_herself(desk: Desk) -> None:
    keys = [add(desk, owner=NewPerson(name, kind=PersonKind.ME)) for name in ("me", "moi", "Camille")]
    assert desk.clients.add_person(NewPerson("Me again", kind=PersonKind.ME)).value
    everybody = desk.clients.people()
    assert [(person.handle, person.is_me, person.open_cards) for person in everybody] == [("me", True, 3)]
    assert all(row.owner_is_me for row in desk.cards.rows(keys).values())


def test_handles_are_free_and_fit_whatever_the_name(desk: Desk) -> None:
    names = ["Julie", "Julie", "Zoë-Élise", "李明", "李明", "x" * 100, "x" * 100, "x" * 100, "moi", "me"]
    for name in names:
        desk.clients.add_person(NewPerson(name))
    handles = [person.handle for person in desk.clients.people()]
    assert len(set(handles)) == len(names)
    assert all(0 < len(handle) <= 40 for handle in handles)
    assert not {"me", "moi"} & set(handles)
    with pytest.raises(Refused):
        desk.clients.add_person(NewPerson(" \x00 "))


# Clients.


def test_a_client_gets_a_free_code_and_its_own_colour(desk: Desk) -> None:
    for name in ("Cap Dirigeant", "Cap Horn", "Capture", "L'Atelier"):
        desk.clients.add(NewClient(name))
    rows = desk.clients.all()
    assert len({row.code for row in rows}) == len({row.colour for row in rows}) == 4
    assert [row.name for row in rows] == ["Cap Dirigeant", "Cap Horn", "Capture", "L'Atelier"]
    with pytest.raises(Refused, match="CAP already"):
        desk.clients.add(NewClient("Other", "cap"))
    for code in ("X", "TOOLONG", "1AB", "A-B"):
        with pytest.raises(Refused):
            desk.clients.add(NewClient("Other", code))


def test_a_client_is_edited(desk: Desk, cap: str, nova: str) -> None:
    key = add(desk, client=cap)
    desk.clients.edit(cap, ClientEdit(" Cap  Dirigeants ", "cpd", "one\r\ntwo"))
    row = desk.clients.get(cap)
    assert (row.name, row.code, row.notes) == ("Cap Dirigeants", "CPD", "one\ntwo")
    assert references(desk, key) == ["CPD-1"]
    assert desk.cards.key("cpd-1") == key
    assert not desk.clients.edit(cap, ClientEdit("Cap Dirigeants", "CPD", "one\ntwo"))
    for client, name, code in ((cap, "", "CPD"), (cap, "x", "NOV"), (GONE, "x", "XX"), (cap, "x", "?")):
        with pytest.raises(Refused):
            desk.clients.edit(client, ClientEdit(name, code, ""))


def test_her_own_business_stands_last(desk: Desk) -> None:
    desk.clients.add(NewClient("Mine", is_self=True))
    desk.clients.add(NewClient("Theirs"))
    assert [row.name for row in desk.clients.all()] == ["Theirs", "Mine"]

"""The lanes cut into bands, and how full they are: the same cards as the lanes hold, in their order."""

from datetime import date

import pytest

from obm_tui.desk import Desk
from obm_tui.domain.bands import Swimlanes
from obm_tui.domain.cards import BOARD_LANES, CardEdit, CardRow, Lane
from obm_tui.domain.clients import NewClient
from obm_tui.domain.people import NewPerson, PersonKind
from obm_tui.domain.query import Scope
from obm_tui.domain.waits import NewWait
from tests.store.cards import add


@pytest.fixture
def full(desk: Desk) -> Desk:
    """A few hundred cards of two clients and of none, owned by three people and by nobody."""
    clients = [desk.clients.add(NewClient(name, code)).value for name, code in (("Zoé", "ZOE"), ("Alix", "ALX"))]
    people = [
        desk.clients.add_person(NewPerson("Moi", None, PersonKind.ME)).value,
        desk.clients.add_person(NewPerson("Nadir Haddad", clients[0])).value,
        desk.clients.add_person(NewPerson("Bea Roy", clients[1])).value,
    ]
    by_owner: dict[str, list[str]] = {key: [] for key in people}
    for n in range(240):
        key = add(desk, f"carte {n}", [*clients, None][n % 3], BOARD_LANES[n * 7 % len(BOARD_LANES)])
        if n % 4:
            by_owner[people[n % 4 - 1]].append(key)
    for owner, keys in by_owner.items():
        desk.cards.edit(keys, CardEdit(owner=owner))
    waiting = list(desk.cards.lane(Lane.WAITING))
    desk.waits.begin(waiting[::2], NewWait(people[2]))
    desk.triage.snooze(list(desk.cards.lane(Lane.BACKLOG))[:5], date(2099, 1, 1))
    return desk


def whose(row: CardRow, by: Swimlanes) -> str:
    """Whose band a card stands in, by the name on it."""
    if by is Swimlanes.CLIENT:
        return row.client_code or ""
    name = row.awaited if row.lane is Lane.WAITING and row.awaited else row.owner
    return "" if name in {None, "Moi"} else str(name)


@pytest.mark.parametrize("by", [Swimlanes.CLIENT, Swimlanes.PERSON])
def test_the_bands_are_the_lanes_told_apart(full: Desk, by: Swimlanes) -> None:
    scopes = [Scope(), Scope(full.clients.by_code("ZOE").id)]
    for scope in scopes:
        bands = full.cards.bands(by, BOARD_LANES, scope)
        assert len({band.key for band in bands}) == len(bands)
        for lane in BOARD_LANES:
            ids = list(full.cards.lane(lane, scope))
            rows = full.cards.rows(ids)
            for band in bands:
                name = (band.code or "") if by is Swimlanes.CLIENT else band.name
                found = list(band.lanes.get(lane, ()))
                assert found == [key for key in ids if whose(rows[key], by) == name], (lane, name)
            assert sum(len(band.lanes.get(lane, ())) for band in bands) == len(ids)


def test_clients_come_in_her_order_and_people_by_name_she_first(full: Desk) -> None:
    assert [band.code for band in full.cards.bands(Swimlanes.CLIENT, BOARD_LANES)] == ["ZOE", "ALX", None]
    names = [band.name for band in full.cards.bands(Swimlanes.PERSON, BOARD_LANES)]
    assert names == ["", "Bea Roy", "Nadir Haddad"]


def test_the_limits_count_hers_in_doing_and_everybodys_elsewhere(full: Desk) -> None:
    rows = full.cards.rows(list(full.cards.lane(Lane.DOING))).values()
    hers = [row for row in rows if row.owner is None or row.owner_is_me]
    scope = Scope(full.clients.by_code("ZOE").id)
    pressure = full.cards.lane_pressure(scope)
    assert pressure[Lane.DOING].held == len(hers)
    assert pressure[Lane.DOING].elsewhere == sum(row.client_code != "ZOE" for row in hers)
    assert pressure[Lane.WEEK].held == len(full.cards.lane(Lane.WEEK))
    assert pressure[Lane.WAITING].held == len(full.cards.lane(Lane.WAITING, scope))
    oldest = full.cards.oldest(pressure[Lane.DOING])
    assert oldest is not None
    assert oldest.lane_since == min(row.lane_since for row in hers)

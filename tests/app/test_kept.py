"""What a board keeps of its bands and limits is what a fresh read says, whatever was done in between."""

import random
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from obm_tui.clock import FrozenClock
from obm_tui.desk import Desk
from obm_tui.domain.bands import Band, Swimlanes
from obm_tui.domain.cards import BOARD_LANES, CardEdit, Edge, Lane, NewCard, Priority
from obm_tui.domain.change import Change
from obm_tui.domain.clients import ClientEdit, NewClient
from obm_tui.domain.people import NewPerson
from obm_tui.domain.pressure import worst
from obm_tui.domain.query import Scope
from obm_tui.domain.waits import NewWait
from obm_tui.screens.kept import KeptBands, KeptLimits
from tests.conftest import NOW

BY = (Swimlanes.CLIENT, Swimlanes.PERSON)


class Deeds:
    """One thing after the other that she may do, by chance."""

    def __init__(self, desk: Desk, rng: random.Random) -> None:
        self._desk = desk
        self._rng = rng
        self._number = 0

    def _some(self, *lanes: Lane) -> list[str]:
        keys = [key for lane in lanes or BOARD_LANES for key in self._desk.cards.lane(lane)]
        return self._rng.sample(keys, min(len(keys), self._rng.choice((1, 1, 2))))

    def next(self) -> Change:
        """Do it."""
        desk, rng, keys = self._desk, self._rng, self._some()
        client = rng.choice([None, *(client.id for client in desk.clients.all())])
        owner = rng.choice([None, *(person.id for person in desk.clients.people(None))])
        self._number += 1
        deeds: list[Callable[[], Change]] = [
            lambda: desk.cards.add(NewCard(f"carte {self._number}", client, rng.choice(BOARD_LANES))).change,
            lambda: desk.cards.move(keys, rng.choice(BOARD_LANES), rng.choice((Edge.TOP, Edge.BOTTOM))),
            lambda: desk.cards.edit(keys, CardEdit(owner=owner)),
            lambda: desk.cards.edit(keys, CardEdit(client_id=client)),
            lambda: desk.cards.edit(keys, CardEdit(priority=rng.choice(list(Priority)), title=f"t {self._number}")),
            lambda: desk.cards.delegate(keys, CardEdit(owner=NewPerson(f"P {self._number % 5}", client))),
            lambda: desk.waits.begin(keys, NewWait(owner)),
            lambda: desk.triage.snooze(keys, date(2099, 1, 1)),
            lambda: desk.cards.tick(keys),
            lambda: desk.cards.archive(keys),
            lambda: desk.clients.add(NewClient(f"Client {self._number}")).change,
            lambda: desk.clients.edit(desk.clients.all()[0].id, ClientEdit(name=f"Nom {self._number}")),
            lambda: desk.files.set("doing_limit", rng.choice((1, 9))),
            desk.steps.undo,
        ]
        return rng.choice(deeds)() if keys else deeds[0]()


def shown(bands: tuple[Band, ...]) -> list[Band]:
    """Lanes without a card say nothing."""
    return [band._replace(lanes={lane: ids for lane, ids in band.lanes.items() if len(ids)}) for band in bands]


@pytest.mark.parametrize("seed", range(4))
def test_it_stays_right(seed: int, board: Path) -> None:
    rng = random.Random(seed)
    with Desk.open(board, clock=FrozenClock(NOW)) as desk:
        scopes = [Scope(), Scope(desk.clients.by_code("OBJ").id)]
        kept = [(KeptBands(desk, BOARD_LANES), by, scope) for by in BY for scope in scopes]
        limits = [(KeptLimits(desk), scope) for scope in scopes]
        change: Change | None = None
        deeds = Deeds(desk, rng)
        for _ in range(60):
            for bands, by, scope in kept:
                assert shown(bands.read(by, scope, change)) == shown(desk.cards.bands(by, BOARD_LANES, scope))
            for limit, scope in limits:
                limit.read(scope, change)
                fresh = desk.cards.lane_pressure(scope)
                broken = worst(fresh)
                assert limit.pressures == fresh
                assert limit.oldest == (desk.cards.oldest(broken) if broken else None)
            change = deeds.next()


def test_what_moves_no_card_reads_nothing_again(board: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Desk.open(board, clock=FrozenClock(NOW)) as desk:
        bands, limits = KeptBands(desk, BOARD_LANES), KeptLimits(desk)
        key = desk.cards.lane(Lane.BACKLOG)[0]
        bands.read(Swimlanes.CLIENT, Scope(), None)
        limits.read(Scope(), None)
        asked: list[tuple[Lane, ...]] = []
        read = desk.cards.bands

        def noted(by: Swimlanes, lanes: list[Lane], scope: Scope) -> tuple[Band, ...]:
            asked.append(tuple(lanes))
            return read(by, lanes, scope)

        monkeypatch.setattr(desk.cards, "bands", noted)
        monkeypatch.setattr(desk.cards, "lane_pressure", lambda _scope: pytest.fail("asked again"))
        change = desk.cards.edit([key], CardEdit(priority=Priority.P1, title="Refonte"))
        bands.read(Swimlanes.CLIENT, Scope(), change)
        limits.read(Scope(), change)
        assert asked == []
        bands.read(Swimlanes.CLIENT, Scope(), desk.cards.move([key], Lane.DOING))
        assert asked == [(Lane.BACKLOG, Lane.DOING)]

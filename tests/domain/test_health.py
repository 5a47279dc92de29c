"""Health: signals with their reasons, worst first; no figure while too little is known."""

from datetime import UTC, date, datetime, timedelta

import pytest

from obm_tui.domain.clients import ClientColour, ClientRow, ClientStatus
from obm_tui.domain.contacts import Attention
from obm_tui.domain.health import Facts, SignalKind, Waits, judge, worst_first
from obm_tui.domain.level import Level

TODAY = date(2026, 11, 23)
CLIENT = ClientRow(
    id="c1",
    code="CAP",
    name="Cap Dirigeant",
    colour=ClientColour.BLUE,
    status=ClientStatus.ACTIVE,
    is_self=False,
    notes="",
    created_at=datetime(2026, 1, 1, tzinfo=UTC),
    archived_at=None,
    compass="",
    priorities="",
    cadence_days=None,
)
CALM = Facts(CLIENT, {}, 0, None, None, Waits(), Waits(), "", None)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("facts", "kind", "level"),
    [
        (CALM._replace(attention=Attention("c1", ago(5), 5)), SignalKind.CONTACT, Level.GREEN),
        (CALM._replace(attention=Attention("c1", ago(6), 5)), SignalKind.CONTACT, Level.AMBER),
        (CALM._replace(attention=Attention("c1", ago(10), 5)), SignalKind.CONTACT, Level.AMBER),
        (CALM._replace(attention=Attention("c1", ago(11), 5)), SignalKind.CONTACT, Level.RED),
        (CALM, SignalKind.DELIVERY, Level.GREEN),
        (CALM._replace(late=1, latest_on=ago(3)), SignalKind.DELIVERY, Level.AMBER),
        (CALM._replace(late=1, latest_on=ago(4)), SignalKind.DELIVERY, Level.RED),
        (CALM._replace(late=4, latest_on=ago(1)), SignalKind.DELIVERY, Level.RED),
        (CALM._replace(by_owner=Waits(3, 0, None)), SignalKind.CLIENT_WAITS, Level.GREEN),
        (CALM._replace(by_owner=Waits(3, 1, ago(10))), SignalKind.CLIENT_WAITS, Level.AMBER),
        (CALM._replace(by_owner=Waits(3, 1, ago(11))), SignalKind.CLIENT_WAITS, Level.RED),
        (CALM._replace(by_team=Waits(1, 1, ago(2))), SignalKind.TEAM_WAITS, Level.AMBER),
    ],
)
def test_a_signal_speaks_from_its_limit_on(facts: Facts, kind: SignalKind, level: Level) -> None:
    signal = judge(facts, TODAY).signal(kind)
    assert signal is not None
    assert signal.level is level


def test_a_client_never_spoken_with_is_no_reproach() -> None:
    health = judge(CALM._replace(attention=Attention("c1", None, 5)), TODAY)
    assert (health.signal(SignalKind.CONTACT), health.known, health.level) == (None, 2, Level.NONE)


def test_the_worst_comes_first_and_her_own_business_last() -> None:
    own = judge(CALM._replace(client=CLIENT._replace(id="self", is_self=True), late=9, latest_on=ago(30)), TODAY)
    calm, late = judge(CALM, TODAY), judge(CALM._replace(late=1, latest_on=ago(9)), TODAY)
    worse = judge(late.facts._replace(attention=Attention("c1", ago(30), 5)), TODAY)
    assert worst_first([own, calm, late, worse]) == [worse, late, calm, own]
    assert (own.level, [signal.kind for signal in worse.reasons]) == (
        Level.NONE,
        [SignalKind.CONTACT, SignalKind.DELIVERY],
    )

"""Verdicts and queues on a real file: each one step, each taking the card off its queue."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from obm_tui.clock import FrozenClock
from obm_tui.desk import Desk
from obm_tui.domain.cards import CardEdit, Edge, Lane, NewCard
from obm_tui.domain.clients import ClientEdit, NewClient
from obm_tui.domain.contacts import ContactKind, NewContact
from obm_tui.domain.errors import Refused
from obm_tui.domain.people import NewPerson, PersonEdit, PersonKind
from obm_tui.domain.query import Scope
from obm_tui.domain.triage import Queue
from obm_tui.domain.waits import NewWait
from tests.conftest import NOW

TODAY = NOW.date()  # a Monday
JULIE = NewPerson("Julie Marchand")
ME = NewPerson("Moi", kind=PersonKind.ME)


@pytest.fixture
def client(desk: Desk) -> str:
    return desk.clients.add(NewClient("Objectif Image", "OBJ")).value


def captured(desk: Desk, title: str = "Appli mobile", client: str | None = None) -> str:
    return desk.cards.add(NewCard(title, client)).value


def lane_of(desk: Desk, key: str) -> Lane:
    return desk.cards.rows([key])[key].lane


VERDICTS: dict[str, tuple[Callable[[Desk, str], object], Lane]] = {
    "take": (lambda desk, key: desk.triage.take([key]), Lane.WEEK),
    "done": (lambda desk, key: desk.cards.tick([key]), Lane.DONE),
    "drop": (lambda desk, key: desk.cards.drop([key]), Lane.DROPPED),
    "plan this week": (lambda desk, key: desk.cards.plan([key], CardEdit(due_on=TODAY + timedelta(6))), Lane.WEEK),
    "plan later": (lambda desk, key: desk.cards.plan([key], CardEdit(due_on=TODAY + timedelta(7))), Lane.BACKLOG),
    "delegate": (lambda desk, key: desk.cards.delegate([key], CardEdit(owner=JULIE)), Lane.WAITING),
    "mine": (lambda desk, key: desk.cards.delegate([key], CardEdit(owner=ME)), Lane.WEEK),
    "await": (lambda desk, key: desk.waits.begin([key], NewWait(JULIE)), Lane.WAITING),
    "question": (lambda desk, key: desk.triage.register([key], Lane.QUESTION), Lane.QUESTION),
    "idea": (lambda desk, key: desk.triage.register([key], Lane.IDEA), Lane.IDEA),
    "risk": (lambda desk, key: desk.triage.register([key], Lane.RISK), Lane.RISK),
    "note": (lambda desk, key: desk.triage.note(key, NewContact("dit au téléphone")), Lane.DONE),
    "move": (lambda desk, key: desk.cards.move([key], Lane.BACKLOG), Lane.BACKLOG),
}


@pytest.mark.parametrize("verdict", sorted(VERDICTS))
@pytest.mark.parametrize("queue", [Queue.NEW, Queue.BACK])
def test_a_verdict_takes_the_card_off_its_queue_in_one_step(desk: Desk, verdict: str, queue: Queue) -> None:
    act, lane = VERDICTS[verdict]
    key = captured(desk)
    if queue is Queue.BACK:
        desk.triage.snooze([key], TODAY + timedelta(days=1))
        desk.clock = FrozenClock(NOW + timedelta(days=1))
    assert key in desk.triage.ids(queue)
    before = len(desk.steps.recent(100))
    act(desk, key)
    assert (lane_of(desk, key), len(desk.steps.recent(100))) == (lane, before + 1)
    assert all(key not in desk.triage.ids(every) for every in Queue)
    desk.steps.undo()
    assert (key in desk.triage.ids(queue), lane_of(desk, key)) == (True, Lane.INBOX)


def test_what_sleeps_is_nowhere_and_wakes_in_its_place(desk: Desk, client: str) -> None:
    keys = [desk.cards.add(NewCard(name, client, Lane.WEEK, place=Edge.BOTTOM)).value for name in "ABC"]
    desk.triage.snooze([keys[1]], TODAY + timedelta(days=3))
    assert list(desk.cards.lane(Lane.WEEK)) == [keys[0], keys[2]]
    assert desk.cards.place(keys[1]) is None
    assert desk.cards.count(Lane.WEEK, Scope(client)) == 2
    assert desk.clients.radar()[0].by_lane["week"] == 2
    desk.clock = FrozenClock(NOW + timedelta(days=3))
    assert list(desk.cards.lane(Lane.WEEK)) == keys
    assert list(desk.triage.ids(Queue.BACK)) == [keys[1]]
    desk.triage.keep([keys[1]])
    assert list(desk.triage.ids(Queue.BACK)) == []
    assert list(desk.cards.lane(Lane.WEEK)) == keys


def test_sleep_ends_on_a_day_to_come(desk: Desk) -> None:
    with pytest.raises(Refused, match="a day to come"):
        desk.triage.snooze([captured(desk)], TODAY)


def test_a_card_given_away_is_waited_for(desk: Desk, client: str) -> None:
    key = captured(desk, client=client)
    desk.cards.delegate([key], CardEdit(owner=JULIE, due_on=date(2026, 11, 27)))
    (wait,) = desk.waits.all()
    assert (wait.person, wait.asked_on, wait.expected_on) == ("Julie Marchand", TODAY, date(2026, 11, 27))
    assert (wait.nudge_on, wait.nudges, wait.by_client) == (date(2026, 11, 30), 0, False)
    row = wait.card
    assert (row.awaited, row.expected_on, row.owner) == ("Julie Marchand", date(2026, 11, 27), "Julie Marchand")

    desk.cards.delegate([key], CardEdit(owner=NewPerson("Paul Ozanne")))
    assert [wait.person for wait in desk.waits.all()] == ["Paul Ozanne"]
    desk.cards.delegate([key], CardEdit(owner=ME))
    assert (desk.waits.all(), lane_of(desk, key)) == ((), Lane.WEEK)


def test_a_card_to_approve_stays_so_whoever_gets_it(desk: Desk) -> None:
    key = desk.cards.add(NewCard("Visuels", lane=Lane.APPROVE)).value
    desk.cards.delegate([key], CardEdit(owner=JULIE))
    assert (lane_of(desk, key), desk.waits.all()) == (Lane.APPROVE, ())


def test_asking_again_is_noted_and_asks_again_later(desk: Desk, client: str) -> None:
    key = captured(desk, client=client)
    desk.waits.begin([key], NewWait(JULIE, expected_on=TODAY - timedelta(days=4), channel="WhatsApp"))
    assert list(desk.triage.ids(Queue.FOLLOW_UPS)) == [key]
    desk.waits.nudge([key], ["Bonjour Julie, où en es-tu ?"])
    (wait,) = desk.waits.all()
    assert (wait.nudges, wait.nudge_on) == (1, TODAY + timedelta(days=2))
    assert list(desk.triage.ids(Queue.FOLLOW_UPS)) == []
    (entry,) = desk.contacts.recent(Scope(client))
    assert (entry.kind, entry.person, entry.channel) == (ContactKind.NUDGE, "Julie Marchand", "WhatsApp")
    assert desk.contacts.recent(card_id=key) == (entry,)
    desk.steps.undo()
    assert (desk.waits.all()[0].nudges, desk.contacts.recent()) == (0, ())


def test_nobody_is_nudged_for_a_card_that_waits_for_nobody(desk: Desk) -> None:
    with pytest.raises(Refused, match="wait for nobody: 1 Appli mobile"):
        desk.waits.nudge([captured(desk)], ["?"])


def test_the_answer_of_an_owner_is_contact(desk: Desk, client: str) -> None:
    maya = desk.clients.add_person(NewPerson("Maya Delorme", client, PersonKind.OWNER)).value
    assert desk.contacts.attention()[0].days(TODAY) is None
    key = captured(desk, client=client)
    desk.waits.begin([key], NewWait(maya))
    assert desk.waits.all()[0].by_client
    desk.triage.take([key])
    assert lane_of(desk, key) is Lane.APPROVE
    assert desk.contacts.attention()[0].days(TODAY) == 0


def test_nudges_are_no_contact_and_exchanges_are(desk: Desk, client: str) -> None:
    desk.contacts.add(NewContact("relance", client, kind=ContactKind.NUDGE))
    assert desk.contacts.attention()[0].last_on is None
    desk.contacts.add(NewContact("appel de 20 min", client, mood=1))
    desk.clients.edit(client, ClientEdit(cadence_days=5))
    (found,) = desk.contacts.attention()
    assert (found.last_on, found.neglect(TODAY + timedelta(days=10))) == (TODAY, 2.0)


def test_what_grows_old_is_asked_about_until_it_was_looked_at(desk: Desk) -> None:
    key = desk.cards.add(NewCard("Vieille", lane=Lane.DOING)).value
    assert list(desk.triage.ids(Queue.STALE)) == []
    desk.clock = FrozenClock(NOW + timedelta(days=4))
    assert list(desk.triage.ids(Queue.STALE)) == [key]
    desk.triage.keep([key])
    assert list(desk.triage.ids(Queue.STALE)) == []
    desk.clock = FrozenClock(NOW + timedelta(days=10))
    assert list(desk.triage.ids(Queue.STALE)) == [key]
    desk.files.set("doing_age", 90)
    assert desk.triage.counts()[Queue.STALE] == 0


def test_a_sweep_is_one_step(desk: Desk) -> None:
    keys = [desk.cards.add(NewCard(name, lane=Lane.WEEK, due_on=TODAY - timedelta(days=3))).value for name in "AB"]
    desk.triage.sweep({keys[0]: TODAY, keys[1]: None})
    assert [desk.cards.rows(keys)[key].due_on for key in keys] == [TODAY, None]
    desk.steps.undo()
    assert {desk.cards.rows(keys)[key].due_on for key in keys} == {TODAY - timedelta(days=3)}


def test_a_merge_loses_nothing(desk: Desk, client: str) -> None:
    one = desk.cards.add(NewCard("Page de vente", client, body="premier")).value
    two = desk.cards.add(NewCard("Page de vente v2", client, body="second", due_on=TODAY)).value
    from obm_tui.store.writes import cards as writes

    desk.write(writes.comment, two, "Julie", "à revoir")
    desk.triage.merge(two, one)
    detail = desk.cards.detail(one)
    assert detail.body == "premier\n\nPage de vente v2\nsecond"
    assert ([comment.text for comment in detail.comments], detail.row.due_on) == (["à revoir"], TODAY)
    assert lane_of(desk, two) is Lane.DROPPED
    desk.steps.undo()
    assert desk.cards.detail(two).row.comments == 1


def test_similar_cards_are_of_the_same_client(desk: Desk, client: str) -> None:
    old = desk.cards.add(NewCard("Appli de quiz photo", client)).value
    desk.cards.drop([old], "40 h et aucun lien avec les ventes")
    desk.cards.add(NewCard("Appli de quiz photo"))
    key = captured(desk, "une appli photo", client)
    context = desk.triage.context(desk.cards.rows([key])[key])
    assert [row.id for row in context.similar] == [old]
    assert context.client is not None


def test_who_left_is_in_no_list_and_their_cards_stay(desk: Desk, client: str) -> None:
    key = captured(desk, client=client)
    desk.cards.delegate([key], CardEdit(owner=JULIE))
    (julie,) = desk.clients.people()
    desk.clients.edit_person(julie.id, PersonEdit(left=True, address="tu", language="fr"))
    assert desk.clients.people() == ()
    assert desk.waits.all()[0].person == "Julie Marchand"
    desk.clients.edit_person(julie.id, PersonEdit(left=False))
    assert desk.clients.people()[0].address == "tu"


def test_a_person_changes_teams_and_nobody_becomes_the_one_at_the_keyboard(desk: Desk, client: str) -> None:
    key = desk.clients.add_person(NewPerson("Julie Marchand", client)).value
    desk.clients.edit_person(key, PersonEdit(client_id=None))
    assert desk.clients.people()[0].client_id is None
    desk.clients.edit_person(key, PersonEdit(client_id=client))
    assert desk.clients.people()[0].client_id == client
    with pytest.raises(Refused):
        desk.clients.edit_person(key, PersonEdit(kind=PersonKind.ME))


def test_a_card_comes_from_somewhere_and_comes_back(desk: Desk) -> None:
    key = desk.cards.add(NewCard("Revue", rrule="FREQ=WEEKLY;BYDAY=MO", source="WhatsApp")).value
    detail = desk.cards.detail(key)
    assert (detail.rrule, detail.source, detail.row.lacks) == (
        "FREQ=WEEKLY;BYDAY=MO",
        "WhatsApp",
        ("owner", "due", "done_means"),
    )


def test_what_stands_around_a_card_counts_what_the_limits_count(desk: Desk, client: str) -> None:
    julie = NewPerson("Julie Morel", client)
    for owner in (None, NewPerson("Moi", None, PersonKind.ME), julie, julie):
        desk.cards.add(NewCard("Card", client, Lane.DOING, owner=owner))
    desk.cards.add(NewCard("Card", client, Lane.WEEK, owner=julie))
    desk.cards.add(NewCard("Card", None, Lane.WEEK))
    desk.waits.begin([captured(desk, client=client)], NewWait(julie))
    desk.waits.begin([captured(desk)], NewWait(julie))

    key = captured(desk, client=client)
    context, limits = desk.triage.context(desk.cards.rows([key])[key]), desk.cards.lane_pressure(Scope(client))

    assert (context.doing, context.week, context.waiting) == (2, 2, 1)
    assert context.doing == limits[Lane.DOING].held
    assert context.week == limits[Lane.WEEK].held
    assert context.waiting == limits[Lane.WAITING].held

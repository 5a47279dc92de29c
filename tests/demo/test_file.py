"""The demo's file: made whole, on its day, with what the story promises behind the desk."""

import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from time import perf_counter

import pytest

from obm_tui.desk import Desk
from obm_tui.desk.demo import make_demo
from obm_tui.domain.cards import BOARD_LANES, CardRow, Lane
from obm_tui.domain.clients import NewClient
from obm_tui.domain.contacts import ContactKind
from obm_tui.domain.errors import Refused
from obm_tui.domain.query import Filter, Query
from obm_tui.domain.steps import Origin
from obm_tui.domain.text import fold
from obm_tui.domain.triage import Queue
from obm_tui.domain.waits import WaitState, first_nudge

TODAY = date(2026, 11, 23)


@pytest.fixture
def camille(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """An open desk on a demo, as the program opens it: no clock but the file's."""
    path = tmp_path / "demo.db"
    shutil.copy(template, path)
    monkeypatch.delenv("OBM_TUI_NOW")
    with Desk.open(path) as desk:
        yield desk


def titles(rows: list[CardRow] | tuple[CardRow, ...]) -> list[str]:
    return [fold(row.title) for row in rows]


def lane(desk: Desk, which: Lane) -> list[CardRow]:
    ids = list(desk.cards.lane(which))
    rows = desk.cards.rows(ids)
    return [rows[key] for key in ids]


@pytest.mark.usefixtures("template")
def test_it_takes_less_than_three_seconds(tmp_path: Path) -> None:
    began = perf_counter()
    make_demo(tmp_path / "demo.db")
    assert perf_counter() - began < 3
    assert [path.name for path in tmp_path.glob("*.db*")] == ["demo.db"], "nothing is left beside it"
    assert (tmp_path / "demo.db").stat().st_mode & 0o77 == 0


def test_it_lives_on_its_monday(camille: Desk) -> None:
    assert camille.clock.today() == TODAY
    assert camille.clock.local().strftime("%H:%M") == "08:52"
    assert camille.clock.local().tzname() == "CET"


def test_the_lanes_count_as_drawn(camille: Desk) -> None:
    assert [camille.cards.count(which) for which in (Lane.INBOX, *BOARD_LANES[:-1])] == [9, 44, 8, 4, 19, 6]
    assert len(camille.cards.lane(Lane.DONE)) == 31
    assert [camille.cards.count(which) for which in (Lane.QUESTION, Lane.IDEA, Lane.RISK)] == [3, 13, 9]
    radar = camille.clients.radar()
    assert [(line.client.code, line.late) for line in radar] == [
        ("OBJ", 3),
        ("CAP", 2),
        ("ENC", 0),
        ("SAU", 4),
        ("MOI", 0),
    ]


def test_the_queues_count_as_drawn(camille: Desk) -> None:
    counts = camille.triage.counts()
    assert (counts[Queue.NEW], counts[Queue.FOLLOW_UPS], counts[Queue.BACK]) == (9, 5, 2)
    stale = camille.cards.rows(list(camille.triage.ids(Queue.STALE)))
    assert sorted(titles(tuple(stale.values()))) == [
        "mail veille j-1",
        "procedure sav 3 : colis perdu",
        "relire le kit partenaires",
    ]


def test_lanes_stand_in_the_order_drawn(camille: Desk) -> None:
    assert titles(lane(camille, Lane.WEEK)) == [
        "note pour maya : 10 decembre ou 7 janvier ?",
        "couper l'annonce b (cout par lead)",
        "relire le kit partenaires",
        "ordre du jour, point thomas",
        "plan t1 : roles et capacites",
        "ecouter l'episode 42",
        "lettre aux membres",
        "confier les envois black friday a hugo",
    ]
    assert titles(lane(camille, Lane.WAITING))[:5] == [
        "rushs module 4",
        "prix promo 12",
        "autorisations temoignages",
        "acces api du stock",
        "tarifs de port",
    ]
    assert titles(lane(camille, Lane.INBOX))[0] == "maya veut une appli mobile « avant noel »"


def test_today_is_about_the_three_things_drawn(camille: Desk) -> None:
    today = camille.today()
    assert titles(today.main) == [
        "note pour maya : 10 decembre ou 7 janvier ?",
        "brief reprise video, marc aubry",
        "confier les envois black friday a hugo",
    ]
    assert [wait.person for wait in today.nudges].count("Thomas Verdier") == 2
    assert (len(today.nudges), len(today.mine), today.late(TODAY), len(today.to_approve)) == (5, 8, 4, 6)
    codes = {client.id: client.code for client in camille.clients.all()}
    assert [codes[found.client_id] for found in today.neglected] == ["CAP"]


def test_follow_ups_say_who_owes_what(camille: Desk) -> None:
    waits = {fold(wait.card.title): wait for wait in camille.waits.all()}
    assert len(waits) == 19
    nadir = waits["rushs module 4"]
    assert (nadir.person, nadir.nudges, nadir.state, nadir.channel) == ("Nadir Haddad", 2, WaitState.ESCALATED, "mail")
    assert (nadir.asked_on, nadir.expected_on) == (date(2026, 11, 9), date(2026, 11, 16))
    assert nadir.card.days_late(TODAY) == 7
    assert waits["prix promo 12"].card.days_late(TODAY) == 8
    assert waits["prix promo 12"].by_client
    for wait in waits.values():
        if wait.nudges == 0 and wait.asked_on is not None and fold(wait.card.title) != "tarifs de port":
            assert wait.nudge_on == first_nudge(wait.asked_on, wait.expected_on), wait.card.title


def test_who_was_left_alone(camille: Desk) -> None:
    codes = {client.id: client.code for client in camille.clients.all()}
    days = {codes[found.client_id]: found.days(TODAY) for found in camille.contacts.attention()}
    assert days == {"OBJ": 2, "CAP": 12, "ENC": 3, "SAU": 1}
    assert max(camille.contacts.attention(), key=lambda found: found.neglect(TODAY)).cadence_days == 5
    assert len(camille.contacts.recent(limit=500, kinds=[ContactKind.END_RUN])) == 4


def test_a_card_has_all_that_hangs_on_it(camille: Desk) -> None:
    [rushs] = [row for row in lane(camille, Lane.WAITING) if row.title == "Rushs module 4"]
    detail = camille.cards.detail(rushs.id)
    assert (len(detail.checklist), len(detail.comments), len(detail.links)) == (3, 3, 2)
    assert "Modules prêts" in detail.body
    assert rushs.project == "Portrait Pro — session 3"
    appli = camille.cards.detail(lane(camille, Lane.INBOX)[0].id)
    assert (appli.source, appli.requester) == ("téléphone", "Maya Delorme")
    assert appli.created_at.astimezone(camille.clock.zone).strftime("%a %d %H:%M") == "Sun 22 23:40"
    assert len(camille.contacts.recent(card_id=rushs.id)) == 2


def test_numbers_follow_the_days_and_go_on(camille: Desk) -> None:
    everything = camille.cards.find(Query(filter=Filter(closed=True, archived=True)))
    for code in ("OBJ", "CAP", None):
        numbers = sorted(row.no for row in everything if row.client_code == code)
        assert numbers == list(range(1, len(numbers) + 1))
    assert all(row.lane_since <= camille.now() for row in everything)


def test_the_first_undo_takes_back_hers_and_not_the_demo(camille: Desk) -> None:
    steps = camille.steps.recent(10)
    assert [(step.label, step.origin) for step in steps] == [
        ("card.moved", Origin.USER),
        ("card.done", Origin.USER),
        ("card.registered", Origin.USER),
        ("demo.made", Origin.SYSTEM),
    ]
    for _step in range(3):
        camille.steps.undo()
    assert camille.steps.next_undo() is None
    assert len(camille.clients.all()) == 5
    assert camille.cards.count(Lane.INBOX) == 11


def test_a_file_that_is_there_stays(template: Path, tmp_path: Path) -> None:
    path = tmp_path / "hers.db"
    with Desk.open(path) as desk:
        desk.clients.add(NewClient("Cap Dirigeant"))
    before = path.read_bytes()
    for anew in (False, True):
        with pytest.raises(Refused, match=r"already|no demo"):
            make_demo(path, anew=anew)
        assert path.read_bytes() == before
    shutil.copy(template, path)
    with pytest.raises(Refused, match="already"):
        make_demo(path)


def test_made_anew_it_is_as_on_the_first_day(camille: Desk) -> None:
    path = camille.path
    for row in lane(camille, Lane.INBOX):
        camille.cards.drop([row.id])
    camille.close()
    number = path.stat().st_ino
    make_demo(path, anew=True)
    assert path.stat().st_ino != number
    with Desk.open(path) as desk:
        assert desk.cards.count(Lane.INBOX) == 9


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root writes everywhere")
    tmp_path.chmod(0o500)
    with pytest.raises(Refused):
        make_demo(tmp_path / "demo.db")


def test_two_demos_list_everything_in_the_same_order(template: Path, tmp_path: Path) -> None:
    make_demo(tmp_path / "other.db")
    told = []
    for path in (template, tmp_path / "other.db"):
        with Desk.open(path) as desk:
            everything = desk.cards.find(Query(filter=Filter(closed=True, archived=True)))
            told.append(
                (
                    [(row.id, row.reference, row.title) for row in everything],
                    [wait.card.id for wait in desk.waits.all()],
                    [entry.id for entry in desk.contacts.recent(limit=500)],
                )
            )
    assert told[0] == told[1]
    assert len(told[0][0]) > 240


def test_the_hours_of_november(camille: Desk) -> None:
    keys = {client.code: client.id for client in camille.clients.all()}
    months = {code: camille.hours.minutes(key, TODAY.replace(day=1), TODAY) for code, key in keys.items()}
    assert months == {"OBJ": 2070, "CAP": 660, "ENC": 690, "SAU": 1350, "MOI": 0}
    october = {code: camille.hours.minutes(key, date(2026, 10, 1), date(2026, 10, 31)) for code, key in keys.items()}
    assert sum(october.values()) == 115 * 60

"""Camille's practice holds together: what is promised is there, and every day falls where it can."""

import re
from collections import Counter
from datetime import date, timedelta

import pytest

from obm_tui.demo.story import ME, Idea, Story, StoryCard, StoryWait
from obm_tui.domain.cards import CLOSED_LANES, DONE_DAYS, Lane
from obm_tui.domain.contacts import ContactKind
from obm_tui.domain.people import PersonKind
from obm_tui.domain.projects import ProjectStatus
from obm_tui.domain.text import TITLE_LIMIT, clean_line, fold

WORK = (Lane.INBOX, Lane.BACKLOG, Lane.WEEK, Lane.DOING, Lane.WAITING, Lane.APPROVE)
HOLIDAY = date(2026, 11, 11)


def awake(story: Story, lane: Lane, client: str | None = "") -> list[StoryCard]:
    """The cards a lane shows, in all or of one client."""
    return [c for c in story.cards if c.lane is lane and not c.is_asleep and client in {"", c.client}]


def titles(cards: list[StoryCard]) -> list[str]:
    """As one types them: without the blanks of French typography."""
    return [fold(card.title) for card in cards]


def the(story: Story, key: str) -> StoryCard:
    return next(card for card in story.cards if card.key == key)


def wait(story: Story, key: str) -> StoryWait:
    found = the(story, key).wait
    assert found is not None
    return found


def late(story: Story, client: str = "") -> list[StoryCard]:
    return [
        c for lane in WORK for c in awake(story, lane) if c.due is not None and c.due < 0 and client in {"", c.client}
    ]


# -- how many ------------------------------------------------------------------------------------------------------


def test_clients_people_and_projects(story: Story) -> None:
    assert [client.code for client in story.clients] == ["OBJ", "CAP", "ENC", "SAU", "MOI"]
    assert [client.code for client in story.clients if client.is_self] == ["MOI"]
    kinds = Counter(
        "owner" if person.kind is PersonKind.OWNER else "team" if person.client else "network"
        for person in story.people
    )
    assert kinds == {"owner": 4, "team": 12, "network": 6}
    assert len(story.projects) == 11
    assert [p.key for p in story.projects if p.status is ProjectStatus.BLOCKED] == ["stock"]
    assert [p.key for p in story.projects if p.status is ProjectStatus.PAUSED] == ["lightroom"]


def test_ninety_cards_are_open(story: Story) -> None:
    assert [len(awake(story, lane)) for lane in WORK] == [9, 44, 8, 4, 19, 6]


def test_one_hundred_and_twenty_are_closed(story: Story) -> None:
    assert sum(card.lane in CLOSED_LANES for card in story.cards) == 120
    dropped = [card for card in story.cards if card.lane is Lane.DROPPED]
    assert dropped
    assert all(card.reason for card in dropped)


def test_nine_are_late_four_of_them_at_sauvane(story: Story) -> None:
    assert len(late(story)) == 9
    assert {client: len(late(story, client)) for client in ("OBJ", "CAP", "ENC", "SAU", "MOI")} == {
        "OBJ": 3,
        "CAP": 2,
        "ENC": 0,
        "SAU": 4,
        "MOI": 0,
    }


def test_the_board_of_one_client_counts_as_drawn(story: Story) -> None:
    lanes = (Lane.BACKLOG, Lane.WEEK, Lane.DOING, Lane.WAITING, Lane.APPROVE)
    assert [len(awake(story, lane, "OBJ")) for lane in lanes] == [19, 3, 2, 8, 3]
    shown = [c for c in story.cards if c.lane is Lane.DONE and c.closed is not None and c.closed >= -DONE_DAYS]
    assert len(shown) == 31
    assert sum(card.client == "OBJ" for card in shown) == 20


def test_the_launch_has_the_forty_three_tasks_and_five_of_its_own(story: Story) -> None:
    launch = [card for card in story.cards if card.project == "portrait"]
    assert len(launch) == 48
    assert sum(card.lane is Lane.DONE for card in launch) == 20
    assert sum(card in late(story) for card in launch) == 3
    assert [p.d0 for p in story.projects if p.key == "portrait"] == [17]


def test_five_are_to_be_nudged_today_and_two_were_twice(story: Story) -> None:
    waits = {card.key: card.wait for card in story.cards if card.wait is not None}
    due = {key for key, waited in waits.items() if waited.nudge_on is not None and waited.nudge_on <= 0}
    assert due == {"rushs", "prix", "facture", "autorisations", "api"}
    assert {key for key, waited in waits.items() if len(waited.nudged) == 2} == {"rushs", "prix"}


def test_ideas_questions_and_risks(story: Story) -> None:
    ideas = Counter(card.idea for card in story.cards if card.idea)
    assert ideas == {Idea.NEW: 5, Idea.PARKED: 9, Idea.DECLINED: 6, Idea.ACCEPTED: 2, Idea.SWAPPED: 1}
    of_maya = [card for card in story.cards if card.asked_by == "maya" and (card.idea or card.lane is Lane.INBOX)]
    assert len(of_maya) == 14
    assert len(awake(story, Lane.QUESTION)) == 3
    risks = {fold(card.title): card.risk[0] * card.risk[1] for card in awake(story, Lane.RISK)}
    assert len(risks) == 9
    assert risks["nadir disparait"] == 16
    assert risks["thomas se desengage"] == 15
    assert all(card.plan_b for card in awake(story, Lane.RISK))


def test_two_are_back_today_and_some_still_sleep(story: Story) -> None:
    assert sum(card.until in {0, -1} for card in story.cards) == 2
    assert 4 <= sum(card.is_asleep for card in story.cards) <= 10


def test_texts_hang_on_many(story: Story) -> None:
    opened = [card for card in story.cards if card.lane not in CLOSED_LANES]
    assert sum(bool(card.body) for card in story.cards) >= 12
    assert sum(len(card.comments) for card in story.cards) >= 12
    assert sum(bool(card.checklist) for card in story.cards) >= 8
    assert 30 <= sum(bool(card.means) for card in opened) < len(opened)


def test_two_months_of_the_log(story: Story) -> None:
    assert 55 <= len(story.log) <= 65
    assert {entry.kind for entry in story.log} == set(ContactKind)
    assert min(entry.at for entry in story.log) >= -62
    owners = {client.code: client.owner for client in story.clients}
    last = {
        code: max(e.at for e in story.log if e.client == code and e.kind is ContactKind.EXCHANGE and e.person == owner)
        for code, owner in owners.items()
        if owner
    }
    assert last == {"OBJ": -2, "CAP": -12, "ENC": -3, "SAU": -1}
    anybody = max(e.at for e in story.log if e.client == "CAP" and e.kind is ContactKind.EXCHANGE)
    assert anybody == -12, "nobody else of CAP hides the silence"
    runs = [entry for entry in story.log if entry.kind is ContactKind.END_RUN]
    assert [entry.person for entry in runs] == ["sophie"] * 4
    assert min(entry.at for entry in runs) >= -30


def test_every_nudge_is_in_the_log(story: Story) -> None:
    nudged = Counter((card.owner, day) for card in story.cards if card.wait for day in card.wait.nudged)
    assert Counter((e.person, e.at) for e in story.log if e.kind is ContactKind.NUDGE) == nudged


# -- what the screens show -----------------------------------------------------------------------------------------

INBOX = (
    ("OBJ", "maya veut une appli mobile « avant noel »", "maya", "23:40", "telephone"),
    ("OBJ", "un sommet virtuel en fevrier ?", "maya", "23:42", "telephone"),
    ("OBJ", "et si on rebaptisait la marque", "maya", "23:51", "telephone"),
    ("SAU", "sophie demande a hugo de changer les tarifs", "sophie", "08:05", "whatsapp"),
    ("CAP", "aurore : conges du 21 au 31 decembre", "aurore", "08:20", "mail"),
    (None, "penser au cadeau de fin d'annee equipe", ME, "08:31", "moi"),
    (None, "renouveler l'assurance rc pro", ME, "08:33", "moi"),
)


def test_the_inbox_begins_as_drawn(story: Story) -> None:
    inbox = awake(story, Lane.INBOX)
    said = [(c.client, fold(c.title), c.asked_by, c.at, fold(c.source)) for c in inbox]
    assert tuple(said[: len(INBOX)]) == INBOX
    assert "J'y pense depuis ce matin, on pourrait proposer des défis photo chaque jour" in inbox[0].body


LANES = {
    Lane.WEEK: (
        ("OBJ", "note pour maya : 10 decembre ou 7 janvier ?", 1),
        ("OBJ", "couper l'annonce b (cout par lead)", 0),
        ("OBJ", "relire le kit partenaires", 2),
        ("CAP", "ordre du jour, point thomas", 0),
        ("CAP", "plan t1 : roles et capacites", 4),
        ("SAU", "confier les envois black friday a hugo", 1),
        ("ENC", "ecouter l'episode 42", 0),
        ("ENC", "lettre aux membres", 3),
    ),
    Lane.DOING: (
        ("OBJ", "relire la page de vente v2", -5),
        ("OBJ", "brief reprise video, marc aubry", None),
        ("SAU", "etiquettes transport, colis bf", -2),
        ("SAU", "fiche retour et remboursement", -1),
    ),
    Lane.APPROVE: (
        ("OBJ", "visuels pub", None),
        ("OBJ", "mail veille j-1", 0),
        ("OBJ", "faq support v1", 7),
        ("CAP", "script d'appel", None),
        ("ENC", "video accueil", None),
        ("SAU", "procedure sav 3 : colis perdu", 0),
    ),
    Lane.QUESTION: (
        ("CAP", "prix promo 12", -8),
        ("CAP", "format des sessions en direct", 4),
        ("OBJ", "10 decembre ou 7 janvier ?", 1),
    ),
}


@pytest.mark.parametrize("lane", LANES)
def test_the_lanes_hold_the_cards_drawn(story: Story, lane: Lane) -> None:
    held = [(card.client, fold(card.title), card.due) for card in awake(story, lane)]
    assert sorted(held, key=str) == sorted(LANES[lane], key=str)


def test_hers_due_by_today_are_the_eight_drawn(story: Story) -> None:
    mine = [c for lane in WORK for c in awake(story, lane) if c.owner == ME and c.due is not None and c.due <= 0]
    assert sorted(fold(card.title) for card in mine) == sorted(
        [
            "relire la page de vente v2",
            "accueil promo 12 : lien de la session 1",
            "etiquettes transport, colis bf",
            "fiche retour et remboursement",
            "couper l'annonce b (cout par lead)",
            "ordre du jour, point thomas",
            "ecouter l'episode 42",
            "proposition romain castel, 16 h",
        ]
    )


WAITS = (
    # card, client, title, person, asked, expected, nudges
    ("rushs", "OBJ", "rushs module 4", "Nadir Haddad", -14, -7, 2),
    ("prix", "CAP", "prix promo 12", "Thomas Verdier", -18, -8, 2),
    ("facture", "CAP", "facture d'octobre, 1 440 €", "Thomas Verdier", -17, None, 1),
    ("autorisations", "OBJ", "autorisations temoignages", "Julie Marchand", -10, -3, 0),
    ("api", "SAU", "acces api du stock", "Paul Ozanne", -5, -3, 1),
    ("port", "SAU", "tarifs de port", "Hugo Lopez", -6, -1, 0),
    ("sequence", "OBJ", "sequence e-mails v2", "Claire Petit", 0, 2, 0),
    ("dixoujanvier", "OBJ", "10 decembre ou 7 janvier ?", "Maya Delorme", -4, 1, 0),
)


@pytest.mark.parametrize("drawn", WAITS, ids=lambda drawn: drawn[0])
def test_what_is_awaited_is_as_drawn(story: Story, drawn: tuple[str, str, str, str, int, int | None, int]) -> None:
    key, client, title, person, asked, expected, nudges = drawn
    card, waited = the(story, key), wait(story, key)
    assert (card.client, fold(card.title), card.owner and story.name_of(card.owner)) == (client, title, person)
    assert (waited.asked, waited.expected, len(waited.nudged)) == (asked, expected, nudges)


def test_nadir_is_silent_for_six_working_days(story: Story) -> None:
    waited = wait(story, "rushs")
    assert [story.day(day).strftime("%a %d") for day in (waited.asked, waited.expected or 0, *waited.nudged)] == [
        "Mon 09",
        "Mon 16",
        "Tue 17",
        "Thu 19",
    ]
    assert waited.last_reply is not None
    assert sum(story.day(day).weekday() < 5 for day in range(waited.last_reply + 1, 1)) == 6
    assert max(e.at for e in story.log if e.person == "nadir" and e.kind is ContactKind.EXCHANGE) == waited.last_reply


def test_the_ages_drawn_on_the_board(story: Story) -> None:
    ages = {"page": 5, "etiquettes": 3, "retour": 2, "reprise": 1, "visuels": 2, "faq": 1, "script": 1}
    assert {key: -the(story, key).since for key in ages} == ages


def test_priorities_of_the_quarter(story: Story) -> None:
    first = story.clients[0]
    assert [fold(p.title) for p in first.priorities] == [
        "portrait pro, 60 ventes",
        "recruter un monteur",
        "tunnel lightroom",
    ]
    assert {client.code: client.cadence for client in story.clients}["CAP"] == 5


# -- every day falls where it can ----------------------------------------------------------------------------------


def test_the_story_stands_on_its_monday(story: Story) -> None:
    assert story.day(0) == date(2026, 11, 23)
    days = {"portrait": "Thu 10 Dec", "monteur": "Mon 04 Jan", "findannee": "Fri 27 Nov", "podcast": "Tue 24 Nov"}
    d0 = {project.key: project.d0 for project in story.projects}
    assert {key: story.day(d0[key] or 0).strftime("%a %d %b") for key in days} == days
    assert story.day(the(story, "kit").due or 0).strftime("%a %d") == "Wed 25"
    assert story.day(the(story, "lettre").due or 0).strftime("%a %d") == "Thu 26"
    assert story.day(the(story, "inscriptions").due or 0).strftime("%a %d") == "Thu 26"
    assert story.day(the(story, "annonce").due or 0).strftime("%a %d") == "Fri 27"
    assert story.day(the(story, "go").due or 0).strftime("%a %d %b") == "Mon 07 Dec"
    assert story.day(the(story, "quiz").closed or 0) == date(2026, 3, 12)
    assert story.day(the(story, "echange").closed or 0) == date(2026, 11, 2)
    plan = [card.due for card in story.cards if card.project == "plant1" and card.lane is Lane.BACKLOG and card.due]
    assert story.day(min(plan)).strftime("%a %d %b") == "Fri 11 Dec"


def test_work_ends_on_working_days(story: Story) -> None:
    closed = {card.title: story.day(card.closed) for card in story.cards if card.closed is not None}
    assert {title: day for title, day in closed.items() if day.weekday() >= 5 or day == HOLIDAY} == {}


def test_what_is_planned_is_planned_on_working_days(story: Story) -> None:
    planned = {c.title: story.day(c.due) for c in story.cards if c.due is not None and c.due > 0}
    christmas = the(story, "atelier").title
    assert story.day(the(story, "atelier").due or 0) == date(2026, 12, 25), "it shows what a holiday does"
    off = {date(2026, 12, 25), date(2027, 1, 1)}
    assert {t for t, day in planned.items() if day.weekday() >= 5 or day in off} == {christmas}


def test_nothing_was_said_in_the_future_or_before_its_card(story: Story) -> None:
    for card in story.cards:
        for comment in card.comments:
            assert card.made <= comment.at <= 0, card.title
            assert story.moment(comment.at, comment.time) < story.now, card.title
        if card.at is not None:
            assert story.moment(card.made, card.at) < story.now, card.title
    assert all(story.moment(entry.at, entry.time) < story.now for entry in story.log)


def test_the_story_can_stand_on_another_day(story: Story) -> None:
    tomorrow = story.standing_on(story.day(0) + timedelta(days=1))
    assert tomorrow.day(0) == date(2026, 11, 24)
    assert tomorrow.day(-5) == story.day(-4)
    assert tomorrow.moment(0, "08:52") == tomorrow.now


# -- nobody real, nothing that does not fit ------------------------------------------------------------------------


def test_addresses_lead_nowhere(story: Story) -> None:
    texts = repr(story)
    assert set(re.findall(r"@([\w.-]+)", texts)) == {"example.org"}
    assert set(re.findall(r"https?://([^/'\"\\]+)", texts)) == {"example.org"}


def test_titles_fit(story: Story) -> None:
    for card in story.cards:
        assert card.title == clean_line(card.title)
        assert 0 < len(card.title) <= TITLE_LIMIT
        assert len(card.reason) <= TITLE_LIMIT
    names = [person.name for person in story.people]
    assert len(set(names)) == len(names)


def test_french_typography(story: Story) -> None:
    """No plain blank before ; ! ? : nor inside « »."""
    assert re.findall(r".{12} [;!?](?!\w)|.{12} :(?=\s)|« .{12}|.{12} »", repr(story)) == []

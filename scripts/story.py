"""Camille's practice on Monday 23 November 2026: the database behind the pictures, in French or in English.

Four clients and her own business, the people around them, their cards with the dates and ages that tell how it goes.
All names are invented. It is made through the desk, as she would have made it, so that it is always a valid file.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from obm_tui.clock import FrozenClock
from obm_tui.desk import Desk
from obm_tui.domain.cards import CardEdit, Edge, Lane, NewCard, Priority
from obm_tui.domain.clients import NewClient
from obm_tui.domain.import_answers import BoardAnswers
from obm_tui.domain.imports import (
    ImportedBoard,
    ImportedCard,
    ImportedColumn,
    ImportedComment,
    ImportedItem,
    ImportedPerson,
)
from obm_tui.domain.people import NewPerson, PersonKind
from scripts.story_numbers import tell_numbers

ZONE = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 23, 8, 30, tzinfo=ZONE)
LANGUAGES = ("fr", "en")

Text = tuple[str, str]
"""The same words in French and in English."""

CLIENTS: tuple[tuple[str, Text], ...] = (
    ("OBJ", ("Objectif Image", "Objectif Image")),
    ("CAP", ("Cap Dirigeant", "Cap Dirigeant")),
    ("ENC", ("Le Cercle des Encres", "Le Cercle des Encres")),
    ("SAU", ("Maison Sauvane", "Maison Sauvane")),
    ("MOI", ("Mon activité", "My own business")),
)
PEOPLE: tuple[tuple[str, str, PersonKind], ...] = (
    ("OBJ", "Maya Delorme", PersonKind.OWNER),
    ("OBJ", "Julie Marchand", PersonKind.VA),
    ("OBJ", "Nadir Haddad", PersonKind.FREELANCER),
    ("OBJ", "Claire Petit", PersonKind.FREELANCER),
    ("OBJ", "Bastien Roy", PersonKind.FREELANCER),
    ("OBJ", "Léo Tran", PersonKind.FREELANCER),
    ("CAP", "Thomas Verdier", PersonKind.OWNER),
    ("CAP", "Aurore Blin", PersonKind.VA),
    ("CAP", "Karim Saïdi", PersonKind.FREELANCER),
    ("ENC", "Inès Bakkali", PersonKind.OWNER),
    ("ENC", "Manon Guérin", PersonKind.FREELANCER),
    ("ENC", "Tess Varga", PersonKind.FREELANCER),
    ("SAU", "Sophie Sauvane", PersonKind.OWNER),
    ("SAU", "Hugo Lopez", PersonKind.EMPLOYEE),
    ("SAU", "Lina Ferri", PersonKind.FREELANCER),
    ("SAU", "Paul Ozanne", PersonKind.FREELANCER),
)


@dataclass(frozen=True, slots=True)
class Told:
    """A card of the story; days are counted from the story's today."""

    client: str
    lane: Lane
    title: Text
    owner: str = ""
    since: int = 1
    due: int | None = None
    time: str | None = None
    priority: Priority = Priority.NONE
    body: Text = ("", "")


CARDS = (
    Told("CAP", Lane.BACKLOG, ("Programme de parrainage", "Referral programme"), since=40),
    Told("CAP", Lane.BACKLOG, ("Questionnaire de satisfaction, promo 11", "Survey of cohort 11"), since=33),
    Told("CAP", Lane.BACKLOG, ("Refonte de la séquence d'accueil", "New welcome sequence"), since=26),
    Told("CAP", Lane.WEEK, ("Accueil promo 12 : lien de session 1", "Cohort 12: link to session 1"), "Aurore", 12, -10),
    Told("CAP", Lane.WEEK, ("Plan T1 : rôles et capacités", "Q1 plan: roles and capacity"), "me", 4, 4),
    Told("CAP", Lane.WEEK, ("Ordre du jour, point Thomas", "Agenda, call with Thomas"), "me", 3, 0, "14:00"),
    Told("CAP", Lane.WAITING, ("Facture d'octobre, 1 440 €", "October invoice, €1,440"), "Thomas", 17, -17),
    Told("CAP", Lane.WAITING, ("Prix promo 12", "Price of cohort 12"), "Thomas", 18, -10, priority=Priority.P1),
    Told("CAP", Lane.APPROVE, ("Script d'appel de vente", "Sales call script"), "Karim", 3),
    Told("ENC", Lane.BACKLOG, ("Atelier papier de janvier", "January paper workshop"), since=30),
    Told("ENC", Lane.BACKLOG, ("Calendrier des épisodes du T1", "Episode calendar for Q1"), since=21),
    Told("ENC", Lane.WEEK, ("Lettre aux membres", "Letter to the members"), "me", 4, 3),
    Told("ENC", Lane.WEEK, ("Écouter l'épisode 42", "Listen to episode 42"), "me", 4, 0),
    Told("ENC", Lane.WAITING, ("Relance d'impayés, novembre", "Failed payments, November"), "Manon", 5, 2),
    Told("ENC", Lane.APPROVE, ("Vidéo d'accueil", "Welcome video"), "Tess", 3),
    Told("SAU", Lane.BACKLOG, ("Inventaire de janvier", "January stocktaking"), since=28),
    Told("SAU", Lane.BACKLOG, ("Photos du coffret de Noël", "Pictures of the Christmas box"), since=14),
    Told("SAU", Lane.DOING, ("Fiche retour et remboursement", "Returns and refunds sheet"), "me", 5, -3),
    Told("SAU", Lane.DOING, ("Étiquettes transport, colis BF", "Shipping labels, Black Friday"), "me", 3, -4),
    Told(
        "SAU",
        Lane.WEEK,
        ("Confier les envois Black Friday à Hugo", "Hand Black Friday parcels to Hugo"),
        "me",
        3,
        0,
        priority=Priority.P1,
    ),
    Told("SAU", Lane.DOING, ("Répondre à Lina, colis perdu", "Answer Lina, lost parcel"), "me", 3),
    Told("SAU", Lane.WAITING, ("Tarifs de port 2027", "Postage prices for 2027"), "Hugo", 6, -3),
    Told("SAU", Lane.WAITING, ("Accès API du stock", "Access to the stock API"), "Paul", 5, -5),
    Told("SAU", Lane.APPROVE, ("Procédure SAV 3 : colis perdu", "Support procedure 3: lost parcel"), "Lina", 1, 0),
    Told("OBJ", Lane.BACKLOG, ("Défi photo sur Instagram", "Photo challenge on Instagram"), since=15),
    Told("MOI", Lane.BACKLOG, ("Page de l'offre Duo Start", "Page of the Duo Start offer"), since=20),
    Told("MOI", Lane.WEEK, ("Proposition Romain Castel, 16 h", "Proposal for Romain Castel, 16 h"), "me", 3, 0),
    Told(
        "OBJ",
        Lane.INBOX,
        ("Maya veut une appli mobile « avant Noël »", "Maya wants a mobile app “before Christmas”"),
        body=(
            "« J'y pense depuis ce matin : des défis photo chaque jour, avec des notifs. Combien ça coûterait ? »",
            "“I keep thinking about it: a photo challenge every day, with notifications. What would it cost?”",
        ),
    ),
    Told("OBJ", Lane.INBOX, ("Un sommet virtuel en février ?", "A virtual summit in February?")),
    Told("OBJ", Lane.INBOX, ("Et si on rebaptisait la marque ?", "What about renaming the brand?")),
    Told(
        "SAU", Lane.INBOX, ("Sophie demande à Hugo de changer les tarifs", "Sophie asks Hugo to change prices"), since=0
    ),
    Told("CAP", Lane.INBOX, ("Aurore : congés du 21 au 31 décembre", "Aurore: on leave 21–31 December"), since=0),
    Told("ENC", Lane.INBOX, ("Un carnet papier à vendre ?", "A paper notebook to sell?"), since=0),
    Told("", Lane.INBOX, ("Penser au cadeau de fin d'année de l'équipe", "Year-end present for the team"), since=0),
    Told("MOI", Lane.INBOX, ("Renouveler l'assurance RC pro", "Renew the liability insurance"), since=0),
)

LAUNCH_COLUMNS: tuple[tuple[Lane, Text], ...] = (
    (Lane.BACKLOG, ("Réserve", "Backlog")),
    (Lane.WEEK, ("Cette semaine", "This week")),
    (Lane.DOING, ("En cours", "Doing")),
    (Lane.WAITING, ("En attente", "Waiting")),
    (Lane.APPROVE, ("À valider", "To approve")),
    (Lane.DONE, ("Terminé", "Done")),
)
LAUNCH: tuple[Told, ...] = (
    Told("OBJ", Lane.BACKLOG, ("Répétition du webinaire", "Webinar rehearsal"), since=20, due=12),
    Told("OBJ", Lane.BACKLOG, ("Test d'achat complet", "Full purchase test"), since=20, due=10),
    Told("OBJ", Lane.BACKLOG, ("Bulletin de lancement, modèle", "Launch bulletin, template"), since=20),
    Told("OBJ", Lane.BACKLOG, ("Page de remerciement", "Thank-you page"), since=20),
    Told(
        "OBJ",
        Lane.WEEK,
        ("Note pour Maya : 10 décembre ou 7 janvier ?", "Note for Maya: 10 December or 7 January?"),
        "me",
        4,
        1,
        priority=Priority.P1,
    ),
    Told("OBJ", Lane.WEEK, ("Couper l'annonce B (coût par lead)", "Stop ad B (cost per lead)"), "me", 4, 0),
    Told("OBJ", Lane.WEEK, ("Kit partenaires, relire", "Partner kit, proofread"), "me", 3, 2),
    Told("OBJ", Lane.DOING, ("Relire la page de vente v2", "Proofread the sales page, v2"), "me", 5, -5),
    Told("OBJ", Lane.DOING, ("Brief reprise vidéo, Marc Aubry", "Brief for the video, Marc Aubry"), "me", 3),
    Told(
        "OBJ",
        Lane.WAITING,
        ("Rushs module 4", "Raw footage, module 4"),
        "Nadir",
        14,
        -7,
        body=(
            "Bloque le jalon « Modules prêts » du 27 novembre. Sans nouvelles, le lancement recule de 3 jours.",
            "Blocks the milestone “Modules ready” of 27 November. Without news the launch slips by 3 days.",
        ),
    ),
    Told("OBJ", Lane.WAITING, ("Autorisations témoignages", "Testimonial permissions"), "Julie", 10, -3),
    Told("OBJ", Lane.WAITING, ("10 décembre ou 7 janvier ?", "10 December or 7 January?"), "Maya", 4, 1),
    Told("OBJ", Lane.WAITING, ("Séquence e-mails v2", "E-mail sequence, v2"), "Claire", 4, 2),
    Told("OBJ", Lane.APPROVE, ("Visuels pub", "Ad pictures"), "Bastien", 3),
    Told("OBJ", Lane.APPROVE, ("Mail veille J-1", "Mail of the day before"), "Claire", 3, 0),
    Told("OBJ", Lane.APPROVE, ("FAQ support v1", "Support FAQ, v1"), "Léo", 3),
    Told("OBJ", Lane.DONE, ("Kit visuel validé", "Design kit approved"), since=4),
    Told("OBJ", Lane.DONE, ("Page de vente v1", "Sales page, v1"), since=12),
)
CHECKLIST: tuple[tuple[Text, bool], ...] = (
    (("rushs bruts déposés", "raw footage delivered"), True),
    (("montage de 12 min", "12 min cut"), False),
    (("sous-titres", "subtitles"), False),
)
COMMENTS: tuple[tuple[int, str, Text], ...] = (
    (6, "Camille", ("Relancé par e-mail, sans réponse.", "Nudged by e-mail, no answer.")),
    (4, "Camille", ("Deuxième relance, vocal laissé.", "Second nudge, left a voice message.")),
)
_FOOTAGE = "Rushs module 4"


class _Teller:
    """Tells the story to a desk, in one language."""

    def __init__(self, desk: Desk, language: str) -> None:
        self._desk = desk
        self._language = LANGUAGES.index(language)
        self._clients: dict[str, str] = {}
        self._people: dict[str, str] = {}

    def tell(self) -> None:
        self._at(90)
        for code, name in CLIENTS:
            new = NewClient(self._say(name), code, is_self=code == "MOI")
            self._clients[code] = self._desk.clients.add(new).value
        me = NewPerson("Camille Roussel", None, PersonKind.ME)
        self._people["me"] = self._desk.clients.add_person(me).value
        for code, person_name, kind in PEOPLE:
            person = NewPerson(person_name, self._clients[code], kind)
            self._people[person_name.split()[0]] = self._desk.clients.add_person(person).value
        self._at(20)
        launch = self._launch()
        answers = self._desk.files.answers_for(launch, BoardAnswers(), self._clients["OBJ"])
        self._desk.files.import_board(launch, answers._replace(me=None))
        self._at(0, -60)
        tell_numbers(self._desk, self._clients, self._language)
        for days, cards in _by_day(CARDS):
            self._at(days, -40)
            self._desk.cards.add_all([self._card(card) for card in cards])
        self._this_morning()

    def _say(self, text: Text) -> str:
        return text[self._language]

    def _at(self, days_ago: int, minutes: int = 0) -> None:
        self._desk.clock = FrozenClock(NOW - timedelta(days=days_ago) + timedelta(minutes=minutes), ZONE)

    def _this_morning(self) -> None:
        """What she did before the picture was taken, one step a minute or two."""
        cards, key = self._desk.cards, self._key
        self._at(0, -24)
        cards.edit([key("Accès API du stock", "Access to the stock API")], CardEdit(priority=Priority.P1))
        self._at(0, -19)
        claire = CardEdit(owner=self._people["Claire"])
        cards.delegate([key("Page de remerciement", "Thank-you page")], claire)
        self._at(0, -15)
        cards.plan([key("Page de remerciement", "Thank-you page")], CardEdit(due_on=_day(8), due_time=None))
        self._at(0, -11)
        cards.tick([key("Répondre à Lina, colis perdu", "Answer Lina, lost parcel")])
        self._at(0, -8)
        cards.drop([key("Défi photo sur Instagram", "Photo challenge on Instagram")])
        self._at(0, -7)
        self._desk.steps.undo()
        self._at(0, -3)
        cards.move([key("Ordre du jour, point Thomas", "Agenda, call with Thomas")], Lane.WEEK)
        self._at(0)

    def _key(self, *title: str) -> str:
        wanted = self._say((title[0], title[1]))
        for lane in Lane:
            for key, row in self._desk.cards.rows(list(self._desk.cards.lane(lane))).items():
                if row.title == wanted:
                    return key
        raise LookupError(wanted)

    def _card(self, told: Told) -> NewCard:
        return NewCard(
            title=self._say(told.title),
            client_id=self._clients.get(told.client),
            lane=told.lane,
            owner=self._people.get(told.owner),
            due_on=_day(told.due) if told.due is not None else None,
            due_time=told.time,
            priority=told.priority,
            body=self._say(told.body),
            place=Edge.BOTTOM,
        )

    def _launch(self) -> ImportedBoard:
        """The launch's board, as it came from the tool its team works in."""
        owners = dict.fromkeys(told.owner for told in LAUNCH if told.owner)
        names = {"me": "Camille Roussel"} | {name.split()[0]: name for _code, name, _kind in PEOPLE}
        return ImportedBoard(
            source="trello",
            container="story",
            name="Portrait Pro — session 3",
            columns=tuple(ImportedColumn(lane.value, self._say(name)) for lane, name in LAUNCH_COLUMNS),
            people=tuple(ImportedPerson(owner, names[owner]) for owner in owners),
            cards=tuple(self._imported(told) for told in LAUNCH),
            read=len(LAUNCH),
        )

    def _imported(self, told: Told) -> ImportedCard:
        since = NOW - timedelta(days=told.since)
        is_footage = told.title[0] == _FOOTAGE
        comments = tuple(
            ImportedComment(f"c{number}", author, NOW - timedelta(days=days), self._say(text))
            for number, (days, author, text) in enumerate(COMMENTS)
        )
        items = tuple(
            ImportedItem(f"i{number}", "", self._say(text), done) for number, (text, done) in enumerate(CHECKLIST)
        )
        return ImportedCard(
            source_id=told.title[1],
            title=self._say(told.title),
            column_id=told.lane.value,
            body=self._say(told.body),
            priority=told.priority,
            due_on=_day(told.due) if told.due is not None else None,
            created_at=since,
            completed_at=since if told.lane is Lane.DONE else None,
            column_since=since,
            url="https://trello.com/c/story4",
            person_ids=(told.owner,) if told.owner else (),
            items=items if is_footage else (),
            comments=comments if is_footage else (),
        )


def _day(offset: int) -> date:
    return NOW.date() + timedelta(days=offset)


def _by_day(cards: Iterable[Told]) -> list[tuple[int, list[Told]]]:
    """Cards by the day they were written down, the oldest first; within a day as they stand here."""
    days = sorted({told.since for told in cards}, reverse=True)
    return [(day, [told for told in cards if told.since == day]) for day in days]


def make_story(path: Path, language: str) -> None:
    """Make the story's database at a path where there is no file yet."""
    with Desk.open(path, clock=FrozenClock(NOW, ZONE)) as desk:
        _Teller(desk, language).tell()

"""Where a board's things go: which client, lane, person, project and label each of its words stands for here."""

from datetime import date, datetime

from sqlmodel import Session, select

from obm_tui.domain.cards import Lane
from obm_tui.domain.errors import N_, NotFound
from obm_tui.domain.import_answers import BoardAnswers
from obm_tui.domain.imports import ImportedBoard, ImportedCard
from obm_tui.domain.people import PersonKind
from obm_tui.domain.refresh import Image, Line, digest
from obm_tui.domain.text import fold
from obm_tui.store.models import Client, Label, Person, Project
from obm_tui.store.writes.clients import make_person, me
from obm_tui.store.writes.import_origin import Origin

_OTHERS_WORK = frozenset({Lane.INBOX, Lane.BACKLOG, Lane.WEEK, Lane.DOING})
"""Lanes of her own work: in these, what somebody else does is waited for."""


class Places:
    """Finds or makes the rows that cards point to."""

    def __init__(
        self, session: Session, now: datetime, board: ImportedBoard, answers: BoardAnswers, origin: Origin
    ) -> None:
        self._session = session
        self._now = now
        self._board = board
        self._answers = answers
        self._origin = origin
        self._columns = {column.source_id: column for column in board.columns}
        self._names = {person.source_id: person for person in board.people}
        self._people: dict[str, str] = {}
        self._projects: dict[tuple[str | None, str], str | None] = {}
        self._labels: dict[tuple[str | None, str], str] = {}
        self._label_rows = {label.source_id: label for label in board.labels}
        clients = {key for key in answers.clients.values() if key}
        self._only_client = next(iter(clients)) if len(clients) == 1 else None
        self.people_made = 0
        self._read_people()
        self._present_labels = set(session.exec(select(Label.id)).all())
        for key in clients:
            if session.get(Client, key) is None:
                raise NotFound(N_("This client is not there any more."))

    def _read_people(self) -> None:
        present = list(self._session.exec(select(Person)).all())
        self._by_email = {person.email.lower(): person.id for person in present if person.email}
        self._by_name = {fold(person.name): person.id for person in present}
        self._alive = {person.id for person in present}

    # -- where a card goes --------------------------------------------------------------------------------------------

    def client_of(self, card: ImportedCard) -> str | None:
        """Whose it is."""
        return self._answers.clients.get(card.space)

    def is_left_out(self, card: ImportedCard) -> bool:
        """Whether its space or its column is not wanted."""
        column = self._columns[card.column_id]
        return self._answers.clients.get(card.space, "") is None or self._answers.lanes.get(column.name, "") is None

    def column_name(self, card: ImportedCard) -> str:
        """The column, as the tool calls it."""
        return self._columns[card.column_id].name

    def is_me(self, person: str) -> bool:
        """Whether one of the file's people is the one at the keyboard."""
        return bool(self._answers.me) and self._names[person].name == self._answers.me

    def is_mine(self, card: ImportedCard) -> bool:
        """Whether it is hers there."""
        return any(self.is_me(person) for person in card.person_ids if person in self._names)

    def lane_of(self, card: ImportedCard) -> Lane:
        """The lane its column stands for; what somebody else does is waited for, once she has said who she is."""
        if card.done:
            return Lane.DONE
        lane = self._answers.lanes.get(self.column_name(card)) or Lane.BACKLOG
        others = card.person_ids and self._answers.me is not None and not self.is_mine(card)
        return Lane.WAITING if others and lane in _OTHERS_WORK else lane

    def owner_of(self, card: ImportedCard) -> str | None:
        """Who does it: she where she is among them, else the first."""
        known = [person for person in card.person_ids if person in self._names]
        mine = [person for person in known if self.is_me(person)]
        return next((self._person(person, self.client_of(card)) for person in [*mine, *known]), None)

    # -- rows ---------------------------------------------------------------------------------------------------------

    def _person(self, source_id: str, client_id: str | None) -> str:
        found = self._people.get(source_id)
        if found is None:
            found = self._people[source_id] = self._find_person(source_id, client_id)
        return found

    def _find_person(self, source_id: str, client_id: str | None) -> str:
        imported = self._names[source_id]
        if self.is_me(source_id):
            return me(self._session, self._now, imported.name).id
        before = self._origin.row("person", source_id)
        if before is not None and before in self._alive:
            return before
        found = self._by_email.get(imported.email.lower()) if imported.email else None
        found = found or self._by_name.get(fold(imported.name))
        if found is None:
            name = imported.name or "—"
            person = make_person(self._session, self._now, name, client_id, PersonKind.FREELANCER, imported.email)
            found = self._by_name[fold(imported.name)] = person.id
            self._alive.add(found)
        self.people_made += 1
        self._origin.note("person", source_id, found)
        return found

    def take_people(self) -> None:
        """Everybody of the board, also who has no card: they can be asked."""
        for person in self._names:
            self._person(person, self._only_client)

    def project_of(self, card: ImportedCard) -> str | None:
        """The project it is in; made once a card of it comes in. A card without a client is in none."""
        client_id = self.client_of(card)
        if client_id is None:
            return None
        place = (client_id, card.project)
        if place not in self._projects:
            self._projects[place] = self._find_project(client_id, card.project)
        return self._projects[place]

    def _find_project(self, client_id: str, title: str) -> str:
        apart = "" if self._only_client else client_id
        item = " ".join(filter(None, (title or self._board.container, apart)))[:200]
        found = self._origin.row("board", item)
        if found is not None and self._session.get(Project, found) is not None:
            return found
        project = Project(
            client_id=client_id,
            title=(title or self._board.name)[:200] or "—",
            external_url="" if title else self._board.url[:2000],
            created_at=self._now,
            updated_at=self._now,
        )
        self._session.add(project)
        self._session.flush()
        self._origin.note("board", item, project.id)
        return project.id

    def labels_of(self, card: ImportedCard) -> tuple[str, ...]:
        """Its labels' keys; same names with two colours stay two labels."""
        client_id = self.client_of(card)
        known = (label for label in card.label_ids if label in self._label_rows)
        return tuple(dict.fromkeys(self._label(label, client_id) for label in known))

    def _label(self, source_id: str, client_id: str | None) -> str:
        place = (client_id, source_id)
        if place not in self._labels:
            self._labels[place] = self._find_label(source_id, client_id)
        return self._labels[place]

    def _find_label(self, source_id: str, client_id: str | None) -> str:
        item = source_id if self._only_client else f"{source_id} {client_id}"[:200]
        before = self._origin.row("label", item)
        if before is not None and before in self._present_labels:
            return before
        imported = self._label_rows[source_id]
        label = Label(client_id=client_id, name=imported.name[:100], colour=imported.colour[:20])
        self._session.add(label)
        self._present_labels.add(label.id)
        self._origin.note("label", item, label.id)
        return label.id

    # -- images -------------------------------------------------------------------------------------------------------

    def image_of(self, card: ImportedCard) -> Image:
        """The card as this file has it."""
        return Image(
            title=card.title,
            body=digest(card.body),
            due=due_text(card.due_on, card.due_time),
            start=due_text(card.start_on, None),
            priority=int(card.priority),
            owner=self.owner_of(card) or "",
            lane=self.lane_of(card).value,
            is_archived=card.archived,
            labels=self.labels_of(card),
            lines=tuple(Line(item.source_id, item.group[:200], item.text, item.done) for item in card.items),
            comments=tuple(comment.source_id for comment in card.comments),
            links=tuple(link.source_id for link in card.links),
        )


def due_text(on: date | None, time: str | None) -> str:
    """A date and its time as one text."""
    return " ".join(filter(None, (on.isoformat() if on else "", time)))

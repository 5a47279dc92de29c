"""The tables of projects, cards and what hangs on a card."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import SQLModel

from obm_tui.domain.cards import Lane, Priority
from obm_tui.domain.projects import ProjectStatus
from obm_tui.store.models import columns

_OPEN = text("closed_at is null and archived_at is null")


class Project(SQLModel, table=True):
    """Cards with one end in view; `anchor_on` is its D0."""

    __tablename__ = "project"
    __table_args__ = (
        Index("ix_project_client", "client_id", "id"),
        columns.at_most("title", 200),
        columns.at_most("body", columns.NOTE),
    )

    id: str = columns.key()
    client_id: str = columns.key_of("client", cascade=True)
    title: str = columns.line(200, default=None)
    status: ProjectStatus = columns.choice(ProjectStatus, "project_status", ProjectStatus.RUNNING)
    anchor_on: date | None = columns.day()
    body: str = columns.note()
    external_url: str = columns.line(2000)
    created_at: datetime
    updated_at: datetime
    archived_at: datetime | None = None


class Card(SQLModel, table=True):
    """One piece of work. `no` is its number within its client; `extra` holds another tool's fields as a JSON object."""

    __tablename__ = "card"
    __table_args__ = (
        Index("ix_card_number", "client_id", "no", unique=True),
        Index("ix_card_number_alone", "no", unique=True, sqlite_where=text("client_id is null")),
        # The board of everybody and of one client, open cards only: order and key come out of the index alone.
        Index("ix_card_open_lane", "lane", "pos", "id", "snoozed_until", sqlite_where=_OPEN),
        Index("ix_card_open_client", "client_id", "lane", "pos", "id", "snoozed_until", sqlite_where=_OPEN),
        # How full a lane is and what has been in it longest, hers alone too.
        Index(
            "ix_card_open_since",
            "lane",
            "lane_since",
            "id",
            "owner_id",
            "client_id",
            "snoozed_until",
            sqlite_where=_OPEN,
        ),
        Index("ix_card_requester", "requester_id", "id", sqlite_where=text("requester_id is not null")),
        Index("ix_card_snoozed", "snoozed_until", "id", sqlite_where=text("snoozed_until is not null")),
        Index(
            "ix_card_open_due",
            "due_on",
            "client_id",
            "id",
            sqlite_where=text(f"{_OPEN.text} and due_on is not null"),
        ),
        Index(
            "ix_card_closed",
            "lane",
            "closed_at",
            "id",
            sqlite_where=text("closed_at is not null and archived_at is null"),
        ),
        Index("ix_card_owner", "owner_id", "id", sqlite_where=_OPEN),
        Index("ix_card_project", "project_id", "id"),
        # How many cards of a project are late, from the index alone.
        Index(
            "ix_card_open_project",
            "project_id",
            "due_on",
            sqlite_where=text(f"{_OPEN.text} and project_id is not null and due_on is not null"),
        ),
        Index("ix_card_metric", "metric_id", "id", sqlite_where=text("metric_id is not null")),
        CheckConstraint("priority between 0 and 3", name="priority_range"),
        CheckConstraint("no > 0", name="no_positive"),
        columns.at_most("title", 500),
        columns.at_most("body", columns.NOTE),
        columns.at_most("external_url", 2000),
        columns.at_most("done_means", 500),
    )

    id: str = columns.key()
    no: int = columns.integer()
    client_id: str | None = columns.key_of("client", required=False, cascade=True)
    project_id: str | None = columns.key_of("project", required=False)
    owner_id: str | None = columns.key_of("person", required=False)
    title: str = columns.line(500, default=None)
    body: str = columns.note()
    lane: Lane = columns.choice(Lane, "card_lane", Lane.INBOX)
    pos: str = columns.line(64, default=None)
    lane_since: datetime
    priority: int = columns.integer(int(Priority.NONE))
    due_on: date | None = columns.day()
    due_time: str | None = columns.optional_line(5)
    start_on: date | None = columns.day()
    drop_reason: str = columns.line(500)
    external_url: str = columns.line(2000)
    extra: str = columns.note()
    created_at: datetime
    updated_at: datetime
    closed_at: datetime | None = None
    archived_at: datetime | None = None
    rrule: str = columns.later_line(200)
    done_means: str = columns.later_line(500)
    blocked_reason: str = columns.later_line(500)
    source: str = columns.later_line(100)
    requester_id: str | None = columns.key_of("person", required=False)
    snoozed_until: date | None = columns.day()
    reviewed_on: date | None = columns.day()
    metric_id: str | None = columns.key_of("metric", required=False)


class CardNumber(SQLModel, table=True):
    """The last number given out, by client key (empty for cards of no client).

    Not part of any step: a number once given is never given again, also after an undo.
    """

    __tablename__ = "card_number"

    client_key: str = columns.bare_key()
    last: int = columns.integer()


class Label(SQLModel, table=True):
    """A word on cards; with a client, that client's own."""

    __tablename__ = "label"
    __table_args__ = (Index("ix_label_client", "client_id", "id"), columns.at_most("name", 100))

    id: str = columns.key()
    client_id: str | None = columns.key_of("client", required=False, cascade=True)
    name: str = columns.line(100, default=None)
    colour: str = columns.line(20)


class CardLabel(SQLModel, table=True):
    """Which card wears which label."""

    __tablename__ = "card_label"
    __table_args__ = (Index("ix_card_label_label", "label_id", "card_id"),)

    card_id: str = columns.key_of("card", part_of_key=True, cascade=True)
    label_id: str = columns.key_of("label", part_of_key=True, cascade=True)


class ChecklistItem(SQLModel, table=True):
    """A line to tick on a card; lines with one heading stand together."""

    __tablename__ = "checklist_item"
    __table_args__ = (Index("ix_checklist_item_card", "card_id", "pos", "id"), columns.at_most("text", 2000))

    id: str = columns.key()
    card_id: str = columns.key_of("card", cascade=True)
    heading: str = columns.line(200)
    text: str = columns.line(2000, default=None)
    done: bool = False
    pos: str = columns.line(64, default=None)


class Comment(SQLModel, table=True):
    """What somebody said on a card; `author` is a name, for people who are nobody here."""

    __tablename__ = "comment"
    __table_args__ = (Index("ix_comment_card", "card_id", "at", "id"), columns.at_most("text", columns.NOTE))

    id: str = columns.key()
    card_id: str = columns.key_of("card", cascade=True)
    author: str = columns.line(100)
    at: datetime
    text: str = columns.note()


class Link(SQLModel, table=True):
    """Where a card points to."""

    __tablename__ = "link"
    __table_args__ = (Index("ix_link_card", "card_id", "pos", "id"), columns.at_most("url", 2000))

    id: str = columns.key()
    card_id: str = columns.key_of("card", cascade=True)
    url: str = columns.line(2000, default=None)
    title: str = columns.line(500)
    pos: str = columns.line(64, default=None)


class Waiting(SQLModel, table=True):
    """What a card in Waiting waits for: who, what, since when, until when; one open wait a card."""

    __tablename__ = "waiting"
    __table_args__ = (
        Index("ix_waiting_open", "card_id", unique=True, sqlite_where=text("closed_at is null")),
        Index("ix_waiting_card", "card_id", "id"),
        Index("ix_waiting_person", "person_id", "id"),
        CheckConstraint("nudges >= 0", name="nudges_positive"),
        columns.at_most("what", 500),
    )

    id: str = columns.key()
    card_id: str = columns.key_of("card", cascade=True)
    person_id: str | None = columns.key_of("person", required=False)
    what: str = columns.line(500)
    channel: str = columns.line(40)
    asked_on: date | None = columns.day()
    expected_on: date | None = columns.day()
    nudge_on: date | None = columns.day()
    nudges: int = columns.integer(0)
    last_reply_on: date | None = columns.day()
    created_at: datetime
    closed_at: datetime | None = None

"""Triage: lanes beside the board, snooze, what done means, whom to ask how, and the relationship log."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_OPEN = "closed_at is null and archived_at is null"
_LANES = (
    "inbox",
    "backlog",
    "week",
    "doing",
    "waiting",
    "approve",
    "done",
    "dropped",
    "question",
    "idea",
    "risk",
)
_CARD_BEFORE = (
    "id, no, client_id, project_id, owner_id, title, body, lane, pos, lane_since, priority, due_on, due_time, start_on,"
    " drop_reason, external_url, extra, created_at, updated_at, closed_at, archived_at"
)


def upgrade() -> None:
    """Rebuild the cards, whose lanes a check names; add columns to the rest; make the log."""
    _rebuild_cards()
    _index_cards()
    _add_to_clients()
    _make_contacts()


def _rebuild_cards() -> None:
    # By hand, as SQLite's documentation orders it: batch mode would lose the checks and the partial indexes.
    op.create_table("card_new", *_card_columns(), *_card_constraints())
    op.execute(f"insert into card_new({_CARD_BEFORE}) select {_CARD_BEFORE} from card")  # noqa: S608  # constants
    op.drop_table("card")
    op.rename_table("card_new", "card")


def _card_columns() -> tuple[sa.Column[object], ...]:
    lane = sa.Enum(*_LANES, name="card_lane", native_enum=False, create_constraint=True, length=16)
    return (
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.CHAR(length=32), nullable=True),
        sa.Column("project_id", sa.CHAR(length=32), nullable=True),
        sa.Column("owner_id", sa.CHAR(length=32), nullable=True),
        sa.Column("title", sa.String(length=500), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("lane", lane, nullable=False),
        sa.Column("pos", sa.String(length=64), nullable=False),
        sa.Column("lane_since", sa.DateTime(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_time", sa.String(length=5), nullable=True),
        sa.Column("start_on", sa.Date(), nullable=True),
        sa.Column("drop_reason", sa.String(length=500), nullable=False),
        sa.Column("external_url", sa.String(length=2000), nullable=False),
        sa.Column("extra", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("archived_at", sa.DateTime(), nullable=True),
        _later_line("rrule", 200),
        _later_line("done_means", 500),
        _later_line("blocked_reason", 500),
        _later_line("source", 100),
        sa.Column("requester_id", sa.CHAR(length=32), nullable=True),
        sa.Column("snoozed_until", sa.Date(), nullable=True),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
    )


def _later_line(name: str, limit: int) -> sa.Column[object]:
    return sa.Column(name, sa.String(length=limit), nullable=False, server_default=sa.text("''"))


def _card_constraints() -> tuple[sa.Constraint, ...]:
    return (
        sa.CheckConstraint("length(body) <= 102000", name="body_length"),
        sa.CheckConstraint("length(done_means) <= 500", name="done_means_length"),
        sa.CheckConstraint("length(external_url) <= 2000", name="external_url_length"),
        sa.CheckConstraint("length(title) <= 500", name="title_length"),
        sa.CheckConstraint("no > 0", name="no_positive"),
        sa.CheckConstraint("priority between 0 and 3", name="priority_range"),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"]),
        sa.ForeignKeyConstraint(["requester_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )


def _index_cards() -> None:
    indexes: tuple[tuple[str, list[str], bool, str | None], ...] = (
        ("ix_card_closed", ["lane", "closed_at", "id"], False, "closed_at is not null and archived_at is null"),
        ("ix_card_number", ["client_id", "no"], True, None),
        ("ix_card_number_alone", ["no"], True, "client_id is null"),
        ("ix_card_open_client", ["client_id", "lane", "pos", "id", "snoozed_until"], False, _OPEN),
        ("ix_card_open_due", ["due_on", "client_id", "id"], False, f"{_OPEN} and due_on is not null"),
        ("ix_card_open_lane", ["lane", "pos", "id", "snoozed_until"], False, _OPEN),
        ("ix_card_owner", ["owner_id", "id"], False, _OPEN),
        ("ix_card_project", ["project_id", "id"], False, None),
        ("ix_card_requester", ["requester_id", "id"], False, "requester_id is not null"),
        ("ix_card_snoozed", ["snoozed_until", "id"], False, "snoozed_until is not null"),
    )
    for name, columns, unique, where in indexes:
        condition = sa.text(where) if where else None
        op.create_index(name, "card", columns, unique=unique, sqlite_where=condition)


def _add_to_clients() -> None:
    """What a client is steered by, how a person is spoken to. A check cannot be added to a table: rebuilt too."""
    before = "id, code, name, colour, status, is_self, notes, pos, created_at, updated_at, archived_at"
    colours = ("blue", "green", "magenta", "cyan", "orange", "violet", "yellow", "pink")
    statuses = ("prospect", "onboarding", "active", "paused", "offboarding", "former")
    op.create_table(
        "client_new",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("code", sa.String(length=4), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("colour", _choice("client_colour", colours), nullable=False),
        sa.Column("status", _choice("client_status", statuses), nullable=False),
        sa.Column("is_self", sa.Boolean(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("pos", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("archived_at", sa.DateTime(), nullable=True),
        _later_line("compass", 300),
        sa.Column("priorities", sa.Text(), nullable=False, server_default=sa.text("''")),
        sa.Column("cadence_days", sa.Integer(), nullable=True),
        sa.CheckConstraint("length(code) between 2 and 4", name="code_length"),
        sa.CheckConstraint("length(name) <= 100", name="name_length"),
        sa.CheckConstraint("length(notes) <= 102000", name="notes_length"),
        sa.CheckConstraint("length(priorities) <= 102000", name="priorities_length"),
        sa.CheckConstraint("cadence_days between 1 and 365", name="cadence_range"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.execute(f"insert into client_new({before}) select {before} from client")  # noqa: S608  # constants
    op.drop_table("client")
    op.rename_table("client_new", "client")
    op.create_index("ix_client_code", "client", ["code"], unique=True)
    for name, limit in (("role", 100), ("language", 2), ("address", 4), ("channel", 40)):
        op.add_column("person", _later_line(name, limit))


def _choice(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=16)


def _make_contacts() -> None:
    op.create_table(
        "contact",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("client_id", sa.CHAR(length=32), nullable=True),
        sa.Column("person_id", sa.CHAR(length=32), nullable=True),
        sa.Column("card_id", sa.CHAR(length=32), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("kind", _choice("contact_kind", ("exchange", "nudge", "note", "thanks", "end_run")), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("gist", sa.Text(), nullable=False),
        sa.Column("mood", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("length(gist) <= 102000", name="gist_length"),
        sa.CheckConstraint("mood between -1 and 1", name="mood_range"),
        sa.ForeignKeyConstraint(["card_id"], ["card.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("card", "client", "person"):
        op.create_index(f"ix_contact_{column}", "contact", [f"{column}_id", "at", "id"])

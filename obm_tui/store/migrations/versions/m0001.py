"""First tables: clients, people, projects, cards and their parts, waiting, settings, steps."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_APPLICATION_ID = 0x4F424D31


def upgrade() -> None:
    """Make every table, and mark the file as ours."""
    op.execute(f"pragma application_id={_APPLICATION_ID}")
    _make_clients()
    _make_cards()
    _make_card_parts()
    _make_file_tables()


def _make_clients() -> None:
    """Clients and people."""
    op.create_table(
        "client",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("code", sa.String(length=4), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column(
            "colour",
            sa.Enum(
                "blue",
                "green",
                "magenta",
                "cyan",
                "orange",
                "violet",
                "yellow",
                "pink",
                name="client_colour",
                native_enum=False,
                create_constraint=True,
                length=16,
            ),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "prospect",
                "onboarding",
                "active",
                "paused",
                "offboarding",
                "former",
                name="client_status",
                native_enum=False,
                create_constraint=True,
                length=16,
            ),
            nullable=False,
        ),
        sa.Column("is_self", sa.Boolean(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("pos", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("archived_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("length(code) between 2 and 4", name="code_length"),
        sa.CheckConstraint("length(name) <= 100", name="name_length"),
        sa.CheckConstraint("length(notes) <= 102000", name="notes_length"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_client_code", "client", ["code"], unique=True)
    op.create_table(
        "person",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("client_id", sa.CHAR(length=32), nullable=True),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("handle", sa.String(length=40), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "me",
                "owner",
                "va",
                "freelancer",
                "employee",
                "supplier",
                "peer",
                name="person_kind",
                native_enum=False,
                create_constraint=True,
                length=16,
            ),
            nullable=False,
        ),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("archived_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("length(handle) <= 40", name="handle_length"),
        sa.CheckConstraint("length(name) <= 100", name="name_length"),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["client.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_person_client", "person", ["client_id", "id"])
    op.create_index("ix_person_handle", "person", ["handle"], unique=True)


def _make_cards() -> None:
    """Projects, cards and the numbers given to cards."""
    op.create_table(
        "project",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("client_id", sa.CHAR(length=32), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "idea",
                "planned",
                "running",
                "blocked",
                "paused",
                "closing",
                "closed",
                "cancelled",
                name="project_status",
                native_enum=False,
                create_constraint=True,
                length=16,
            ),
            nullable=False,
        ),
        sa.Column("anchor_on", sa.Date(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("external_url", sa.String(length=2000), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("archived_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("length(body) <= 102000", name="body_length"),
        sa.CheckConstraint("length(title) <= 200", name="title_length"),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_project_client", "project", ["client_id", "id"])
    op.create_table(
        "card",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.CHAR(length=32), nullable=True),
        sa.Column("project_id", sa.CHAR(length=32), nullable=True),
        sa.Column("owner_id", sa.CHAR(length=32), nullable=True),
        sa.Column("title", sa.String(length=500), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column(
            "lane",
            sa.Enum(
                "inbox",
                "backlog",
                "week",
                "doing",
                "waiting",
                "approve",
                "done",
                "dropped",
                name="card_lane",
                native_enum=False,
                create_constraint=True,
                length=16,
            ),
            nullable=False,
        ),
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
        sa.CheckConstraint("length(body) <= 102000", name="body_length"),
        sa.CheckConstraint("length(external_url) <= 2000", name="external_url_length"),
        sa.CheckConstraint("length(title) <= 500", name="title_length"),
        sa.CheckConstraint("no > 0", name="no_positive"),
        sa.CheckConstraint("priority between 0 and 3", name="priority_range"),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["project.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_card_closed",
        "card",
        ["lane", "closed_at", "id"],
        sqlite_where=sa.text("closed_at is not null and archived_at is null"),
    )
    op.create_index("ix_card_number", "card", ["client_id", "no"], unique=True)
    op.create_index("ix_card_number_alone", "card", ["no"], unique=True, sqlite_where=sa.text("client_id is null"))
    op.create_index(
        "ix_card_open_client",
        "card",
        ["client_id", "lane", "pos", "id"],
        sqlite_where=sa.text("closed_at is null and archived_at is null"),
    )
    op.create_index(
        "ix_card_open_due",
        "card",
        ["due_on", "client_id", "id"],
        sqlite_where=sa.text("closed_at is null and archived_at is null and due_on is not null"),
    )
    op.create_index(
        "ix_card_open_lane",
        "card",
        ["lane", "pos", "id"],
        sqlite_where=sa.text("closed_at is null and archived_at is null"),
    )
    op.create_index(
        "ix_card_owner",
        "card",
        ["owner_id", "id"],
        sqlite_where=sa.text("closed_at is null and archived_at is null"),
    )
    op.create_index("ix_card_project", "card", ["project_id", "id"])
    op.create_table(
        "card_number",
        sa.Column("client_key", sa.String(length=200), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("client_key"),
    )


def _make_card_parts() -> None:
    """What hangs on a card."""
    op.create_table(
        "label",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("client_id", sa.CHAR(length=32), nullable=True),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("colour", sa.String(length=20), nullable=False),
        sa.CheckConstraint("length(name) <= 100", name="name_length"),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_label_client", "label", ["client_id", "id"])
    op.create_table(
        "card_label",
        sa.Column("card_id", sa.CHAR(length=32), nullable=False),
        sa.Column("label_id", sa.CHAR(length=32), nullable=False),
        sa.ForeignKeyConstraint(["card_id"], ["card.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["label_id"], ["label.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("card_id", "label_id"),
    )
    op.create_index("ix_card_label_label", "card_label", ["label_id", "card_id"])
    op.create_table(
        "checklist_item",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("card_id", sa.CHAR(length=32), nullable=False),
        sa.Column("heading", sa.String(length=200), nullable=False),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("pos", sa.String(length=64), nullable=False),
        sa.CheckConstraint("length(text) <= 2000", name="text_length"),
        sa.ForeignKeyConstraint(["card_id"], ["card.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_checklist_item_card", "checklist_item", ["card_id", "pos", "id"])
    op.create_table(
        "comment",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("card_id", sa.CHAR(length=32), nullable=False),
        sa.Column("author", sa.String(length=100), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint("length(text) <= 102000", name="text_length"),
        sa.ForeignKeyConstraint(["card_id"], ["card.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_comment_card", "comment", ["card_id", "at", "id"])
    op.create_table(
        "link",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("card_id", sa.CHAR(length=32), nullable=False),
        sa.Column("url", sa.String(length=2000), nullable=False),
        sa.Column("title", sa.String(length=500), nullable=False),
        sa.Column("pos", sa.String(length=64), nullable=False),
        sa.CheckConstraint("length(url) <= 2000", name="url_length"),
        sa.ForeignKeyConstraint(["card_id"], ["card.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_link_card", "link", ["card_id", "pos", "id"])
    op.create_table(
        "waiting",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("card_id", sa.CHAR(length=32), nullable=False),
        sa.Column("person_id", sa.CHAR(length=32), nullable=True),
        sa.Column("what", sa.String(length=500), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("expected_on", sa.Date(), nullable=True),
        sa.Column("nudge_on", sa.Date(), nullable=True),
        sa.Column("nudges", sa.Integer(), nullable=False),
        sa.Column("last_reply_on", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("length(what) <= 500", name="what_length"),
        sa.CheckConstraint("nudges >= 0", name="nudges_positive"),
        sa.ForeignKeyConstraint(["card_id"], ["card.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_waiting_card", "waiting", ["card_id", "id"])
    op.create_index("ix_waiting_open", "waiting", ["card_id"], unique=True, sqlite_where=sa.text("closed_at is null"))
    op.create_index("ix_waiting_person", "waiting", ["person_id", "id"])


def _make_file_tables() -> None:
    """Settings, facts about the file, sources, steps."""
    op.create_table(
        "setting",
        sa.Column("scope", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "name"),
    )
    op.create_table(
        "meta",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "source_item",
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("container", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=200), nullable=False),
        sa.Column("item", sa.String(length=200), nullable=False),
        sa.Column("row_id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("source", "container", "kind", "item"),
    )
    op.create_index("ix_source_item_row", "source_item", ["kind", "row_id"])
    op.create_table(
        "step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column(
            "origin",
            sa.Enum(
                "user",
                "cli",
                "system",
                name="step_origin",
                native_enum=False,
                create_constraint=True,
                length=16,
            ),
            nullable=False,
        ),
        sa.Column("label", sa.String(length=60), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("do", "undo", "redo", name="step_kind", native_enum=False, create_constraint=True, length=16),
            nullable=False,
        ),
        sa.Column("of_step", sa.Integer(), nullable=True),
        sa.Column("undone_by", sa.Integer(), nullable=True),
        sa.Column("revision", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["of_step"],
            ["step.id"],
        ),
        sa.ForeignKeyConstraint(
            ["undone_by"],
            ["step.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_step_of", "step", ["of_step", "id"])
    op.create_index(
        "ix_step_undoable",
        "step",
        ["id"],
        sqlite_where=sa.text("of_step is null and undone_by is null and origin <> 'system'"),
    )
    op.create_index("ix_step_undone", "step", ["undone_by"], sqlite_where=sa.text("undone_by is not null"))
    op.create_table(
        "change",
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("row_table", sa.String(length=40), nullable=False),
        sa.Column("row_key", sa.String(length=300), nullable=False),
        sa.Column("client_id", sa.String(length=32), nullable=True),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["step_id"], ["step.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("step_id", "n"),
    )
    op.create_index("ix_change_client", "change", ["client_id"])
    op.create_index("ix_change_row", "change", ["row_table", "row_key"])

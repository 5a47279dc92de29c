"""Time worked."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "time_entry",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("client_id", sa.CHAR(length=32), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("minutes between 1 and 44640", name="minutes_range"),
        sa.CheckConstraint("length(note) <= 500", name="note_length"),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_time_entry_client", "time_entry", ["client_id", "on_day", "id"])

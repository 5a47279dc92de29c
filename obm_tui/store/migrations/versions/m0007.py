"""The late cards of a project, found without reading its cards."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the index."""
    op.create_index(
        "ix_card_open_project",
        "card",
        ["project_id", "due_on"],
        sqlite_where=sa.text(
            "closed_at is null and archived_at is null and project_id is not null and due_on is not null"
        ),
    )

"""What the screens count of cards is in indexes: a project's late ones, a lane's oldest, how many of it are hers."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the indexes."""
    op.create_index(
        "ix_card_open_since",
        "card",
        ["lane", "lane_since", "id", "owner_id", "client_id", "snoozed_until"],
        sqlite_where=sa.text("closed_at is null and archived_at is null"),
    )
    op.create_index(
        "ix_card_open_project",
        "card",
        ["project_id", "due_on"],
        sqlite_where=sa.text(
            "closed_at is null and archived_at is null and project_id is not null and due_on is not null"
        ),
    )

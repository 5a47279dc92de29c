"""What another tool's card said when it last came in."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Rows of before have no image: they are followed from the next import on."""
    op.add_column("source_item", sa.Column("image", sa.Text(), server_default=sa.text("''"), nullable=False))

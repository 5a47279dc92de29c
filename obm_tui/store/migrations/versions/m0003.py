"""Results: metrics, their targets and values; cards that come from a number."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables; a card may point at a metric."""
    _make_metrics()
    _make_targets()
    _make_values()
    # By hand: SQLite adds a column with a reference, Alembic's own way would rebuild the table.
    op.execute("alter table card add column metric_id CHAR(32) references metric(id)")
    op.create_index("ix_card_metric", "card", ["metric_id", "id"], sqlite_where=sa.text("metric_id is not null"))


def _key(name: str, *, required: bool = True) -> sa.Column[object]:
    return sa.Column(name, sa.CHAR(length=32), nullable=not required)


def _choice(column: str, *values: str) -> sa.Column[object]:
    kind = sa.Enum(*values, name=f"metric_{column}", native_enum=False, create_constraint=True, length=16)
    return sa.Column(column, kind, nullable=False)


def _line(name: str, limit: int) -> sa.Column[object]:
    return sa.Column(name, sa.String(length=limit), nullable=False)


def _make_metrics() -> None:
    op.create_table(
        "metric",
        _key("id"),
        _key("client_id"),
        _line("key", 60),
        _line("name", 100),
        _line("unit", 12),
        _choice("kind", "flow", "stock", "ratio"),
        _choice("direction", "higher", "lower", "band"),
        _choice("cadence", "daily", "weekly", "monthly", "quarterly", "launch"),
        _choice("status", "active", "paused"),
        sa.Column("on_scorecard", sa.Boolean(), nullable=False),
        _key("owner_id", required=False),
        _line("source", 300),
        _line("goal", 300),
        _line("numerator", 60),
        _line("denominator", 60),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("muted_until", sa.Date(), nullable=True),
        sa.Column("proposed_on", sa.Date(), nullable=True),
        _line("pos", 64),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("archived_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("length(name) <= 100", name="name_length"),
        sa.CheckConstraint("length(unit) <= 12", name="unit_length"),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_metric_client", "metric", ["client_id", "pos", "id"])
    op.create_index("ix_metric_owner", "metric", ["owner_id", "id"], sqlite_where=sa.text("owner_id is not null"))


def _make_targets() -> None:
    op.create_table(
        "metric_target",
        _key("id"),
        _key("metric_id"),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("low", sa.BigInteger(), nullable=True),
        sa.Column("high", sa.BigInteger(), nullable=True),
        sa.Column("amber", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("low <= high", name="low_high"),
        sa.CheckConstraint("amber >= 0", name="amber_positive"),
        sa.ForeignKeyConstraint(["metric_id"], ["metric.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_metric_target_since", "metric_target", ["metric_id", "since"], unique=True)


def _make_values() -> None:
    op.create_table(
        "metric_value",
        _key("id"),
        _key("metric_id"),
        sa.Column("period_on", sa.Date(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("numerator", sa.BigInteger(), nullable=True),
        sa.Column("denominator", sa.BigInteger(), nullable=True),
        _line("note", 500),
        sa.Column("is_estimated", sa.Boolean(), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("length(note) <= 500", name="note_length"),
        sa.ForeignKeyConstraint(["metric_id"], ["metric.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_metric_value_period", "metric_value", ["metric_id", "period_on"], unique=True)

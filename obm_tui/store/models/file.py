"""The tables about the file itself: settings, facts, steps, and where imported rows came from."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlmodel import SQLModel

from obm_tui.domain.steps import Origin, StepKind
from obm_tui.store.models import columns


class Setting(SQLModel, table=True):
    """A business fact or threshold as JSON; `scope` is empty, or the key of the client it is overridden for."""

    __tablename__ = "setting"

    scope: str = columns.bare_key()
    name: str = columns.bare_key()
    value: str = columns.note()


class Meta(SQLModel, table=True):
    """A fact about this file that no step changes: its identity, its story date."""

    __tablename__ = "meta"

    name: str = columns.bare_key()
    value: str = columns.note()


class SourceItem(SQLModel, table=True):
    """Which row another tool's item became: importing the same file twice makes nothing twice.

    `image` is what a card said there when it last came in, as JSON: what changed since is told from it.
    """

    __tablename__ = "source_item"
    __table_args__ = (Index("ix_source_item_row", "kind", "row_id"),)

    source: str = columns.bare_key()
    container: str = columns.bare_key()
    kind: str = columns.bare_key()
    item: str = columns.bare_key()
    row_id: str = columns.line(32, default=None)
    image: str = columns.later_note()


class Step(SQLModel, table=True):
    """One intent, however many rows; none is ever taken out: undo is a step too.

    `undone_by` is the undo in force, if any. The later steps say the same; here it can be searched for, so that a
    key press does not walk through all that was ever undone.
    """

    __tablename__ = "step"
    __table_args__ = (
        Index("ix_step_of", "of_step", "id"),
        Index(
            "ix_step_undoable",
            "id",
            sqlite_where=text("of_step is null and undone_by is null and origin <> 'system'"),
        ),
        Index("ix_step_undone", "undone_by", sqlite_where=text("undone_by is not null")),
        {"sqlite_autoincrement": True},
    )

    id: int | None = columns.counter()
    uid: str = columns.line(32, default=None)
    at: datetime
    origin: Origin = columns.choice(Origin, "step_origin")
    label: str = columns.line(60, default=None)
    kind: StepKind = columns.choice(StepKind, "step_kind")
    of_step: int | None = columns.counter_of("step")
    undone_by: int | None = columns.counter_of("step")
    revision: str = columns.line(16, default=None)


class StepChange(SQLModel, table=True):
    """The net image of one row in one step, changed columns only, as JSON; no before: made, no after: gone."""

    __tablename__ = "change"
    __table_args__ = (Index("ix_change_row", "row_table", "row_key"), Index("ix_change_client", "client_id"))

    step_id: int = columns.counter_of("step", part_of_key=True)
    n: int = columns.part_number()
    row_table: str = columns.line(40, default=None)
    row_key: str = columns.line(300, default=None)
    client_id: str | None = columns.optional_line(32)
    before: str | None = columns.optional_note()
    after: str | None = columns.optional_note()

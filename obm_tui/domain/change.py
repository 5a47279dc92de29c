"""What a write did: the event every open place listens to."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Change:
    """The rows one step touched, by table, and the clients they belong to."""

    step_id: int | None = None
    label: str = ""
    rows: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Table name → keys of the rows made, changed or gone."""
    client_ids: frozenset[str] = frozenset()
    columns: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Table name → columns that differ in any of its rows; of a row made or gone, all of them."""

    def __bool__(self) -> bool:
        """False where nothing changed."""
        return bool(self.rows)

    def touches(self, *tables: str) -> bool:
        """Whether any of these tables has a changed row."""
        return any(table in self.rows for table in tables)

    def differs(self, table: str, columns: Collection[str]) -> bool:
        """Whether a row of this table differs in one of these columns, or may do so where that is not known."""
        return table in self.rows and (table not in self.columns or not self.columns[table].isdisjoint(columns))


@dataclass(frozen=True, slots=True)
class Written(Generic[Value]):
    """What a write operation gave back, and the change it made."""

    value: Value
    change: Change

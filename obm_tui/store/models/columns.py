"""Columns every table uses. Functions, because a `Column` belongs to one table. No SQLite-only type among them."""

from enum import Enum as PythonEnum
from typing import Any

from sqlalchemy import CHAR, BigInteger, CheckConstraint, Column, Date, Enum, ForeignKey, Integer, String, Text, text
from sqlmodel import Field

from obm_tui.domain.text import NOTE_LIMIT
from obm_tui.ids import new_id


def key() -> Any:
    """A UUID version 7 as 32 hexadecimal digits."""
    return Field(default_factory=new_id, sa_column=Column(CHAR(32), primary_key=True))


def key_of(table: str, *, part_of_key: bool = False, required: bool = True, cascade: bool = False) -> Any:
    """A reference to another table's row; `cascade` where a row cannot outlive the other."""
    column: Column[str] = Column(
        CHAR(32),
        ForeignKey(f"{table}.id", ondelete="CASCADE" if cascade else None),
        primary_key=part_of_key,
        nullable=not required and not part_of_key,
    )
    return Field(sa_column=column) if required or part_of_key else Field(default=None, sa_column=column)


def line(limit: int, *, default: str | None = "") -> Any:
    """One line of text."""
    column: Column[str] = Column(String(limit), nullable=False)
    return Field(sa_column=column) if default is None else Field(default=default, sa_column=column)


def later_line(limit: int) -> Any:
    """One line of text in a column that came after the first rows: those, and rows an undo brings back, have none."""
    return Field(default="", sa_column=Column(String(limit), nullable=False, server_default=text("''")))


def later_note() -> Any:
    """Several lines of text in a column that came after the first rows."""
    return Field(default="", sa_column=Column(Text, nullable=False, server_default=text("''")))


def optional_integer() -> Any:
    """A whole number, or nothing."""
    return Field(default=None, sa_column=Column(Integer, nullable=True))


def optional_line(limit: int) -> Any:
    """One line of text, or nothing."""
    return Field(default=None, sa_column=Column(String(limit), nullable=True))


def note() -> Any:
    """Several lines of text."""
    return Field(default="", sa_column=Column(Text, nullable=False))


def choice(members: type[PythonEnum], name: str, default: PythonEnum | None = None) -> Any:
    """A member of an enumeration: stored by value, checked by the table; anything else is refused when written."""
    column: Column[Any] = Column(
        Enum(
            members,
            name=name,
            native_enum=False,
            create_constraint=True,
            validate_strings=True,
            values_callable=_values,
            length=16,
        ),
        nullable=False,
    )
    return Field(sa_column=column) if default is None else Field(default=default, sa_column=column)


def _values(members: type[PythonEnum]) -> list[str]:
    return [str(member.value) for member in members]


def optional_note() -> Any:
    """Several lines of text, or nothing."""
    return Field(default=None, sa_column=Column(Text, nullable=True))


def bare_key() -> Any:
    """Part of a primary key that is a plain text, not a reference."""
    return Field(sa_column=Column(String(200), primary_key=True))


def counter() -> Any:
    """A primary key that counts up and never reuses a number (with the table's `sqlite_autoincrement`)."""
    return Field(default=None, sa_column=Column(Integer, primary_key=True))


def counter_of(table: str, *, part_of_key: bool = False) -> Any:
    """A reference to a counting table's row, optional unless it is part of the key."""
    column: Column[int] = Column(
        Integer,
        ForeignKey(f"{table}.id", ondelete="CASCADE" if part_of_key else None),
        primary_key=part_of_key,
        nullable=not part_of_key,
    )
    return Field(sa_column=column) if part_of_key else Field(default=None, sa_column=column)


def part_number() -> Any:
    """The second half of a key: which of several."""
    return Field(sa_column=Column(Integer, primary_key=True))


def day() -> Any:
    """A date, or nothing."""
    return Field(default=None, sa_column=Column(Date, nullable=True))


def integer(default: int | None = None) -> Any:
    """A whole number."""
    column: Column[int] = Column(Integer, nullable=False)
    return Field(sa_column=column) if default is None else Field(default=default, sa_column=column)


def measure(*, required: bool = False) -> Any:
    """A number in ten-thousandths, beyond what 32 bits hold; or nothing, where it is not required."""
    column: Column[int] = Column(BigInteger, nullable=not required)
    return Field(sa_column=column) if required else Field(default=None, sa_column=column)


def at_most(column: str, limit: int) -> CheckConstraint:
    """SQLite does not keep to the length of a text column by itself."""
    return CheckConstraint(f"length({column}) <= {limit}", name=f"{column}_length")


NOTE = NOTE_LIMIT + 2_000
"""Room for a note and what an importer puts above it."""

"""What a database file holds, for comparing before and after; and writes no screen asks for."""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from sqlmodel import Session

from obm_tui.clock import FrozenClock
from obm_tui.store.connection import Connection
from obm_tui.store.engine import step
from obm_tui.store.models import CardLabel, ChecklistItem, Label, Setting, Waiting
from obm_tui.store.steps import Table, read_tables
from obm_tui.store.undo import SOFT

Rows = dict[str, list[tuple[object, ...]]]


def recorded_rows(connection: Connection, tables: Mapping[str, Table] | None = None, *, soft: bool = True) -> Rows:
    """Every row of every table steps speak of; without `soft`, less the columns an undo may leave different."""
    found: Rows = {}
    for name, table in (tables or read_tables(connection)).items():
        columns = ", ".join(f'"{column}"' for column in table.columns if soft or column not in SOFT)
        order = ", ".join(f'"{column}"' for column in table.key)
        found[name] = connection.execute(f'select {columns} from "{name}" order by {order}').fetchall()
    return found


def everything(connection: Connection) -> dict[str, object]:
    """The whole file: its schema, and every row of every table, the steps and numbers included."""
    schema = connection.execute("select type, name, sql from main.sqlite_schema order by type, name").fetchall()
    names = [row[1] for row in schema if row[0] == "table"]
    return {"schema": schema} | {
        name: sorted(connection.execute(f'select * from "{name}"').fetchall(), key=repr) for name in names
    }


def digest(path: Path) -> str:
    """The file's bytes, as a number to compare."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


class TickingClock(FrozenClock):
    """Every look at it is a second later, so that no two steps happen at the same instant."""

    def now(self) -> datetime:
        self._at += timedelta(seconds=1)
        return self._at


@step("checklist_item.added")
def add_item(session: Session, _now: datetime, card_id: str, text: str) -> str:
    item = ChecklistItem(card_id=card_id, text=text, pos="a0")
    session.add(item)
    return item.id


@step("card.labelled")
def label(session: Session, _now: datetime, card_id: str, name: str) -> str:
    row = Label(name=name)
    session.add(row)
    session.flush()
    session.add(CardLabel(card_id=card_id, label_id=row.id))
    return row.id


@step("waiting.opened")
def wait(session: Session, now: datetime, card_id: str, what: str) -> str:
    row = Waiting(card_id=card_id, what=what, created_at=now)
    session.add(row)
    return row.id


@step("setting.changed")
def count_up(session: Session, _now: datetime, name: str) -> int:
    """Read a number and write it back one higher: what loses an update where two do it at once."""
    setting = session.get(Setting, ("", name))
    if setting is None:
        setting = Setting(scope="", name=name, value="0")
        session.add(setting)
    setting.value = str(int(setting.value) + 1)
    return int(setting.value)

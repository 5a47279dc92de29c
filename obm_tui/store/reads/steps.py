"""Steps, as rows. Speaks SQLite."""

import json
from typing import Any

from obm_tui.domain.steps import Origin, StepKind, StepRow
from obm_tui.store.connection import LARGEST_INTEGER, Connection
from obm_tui.store.reads.values import instant

# A label begins with the table it is about: `card.moved` counts cards.
_STEP = """
    select s.id, s.at, s.origin, s.label, s.kind, s.of_step,
      (select count(*) from change h where h.step_id = s.id
         and h.row_table = substr(s.label, 1, instr(s.label, '.') - 1)),
      (select k.code from client k where k.id = (
         select case when min(h.client_id) = max(h.client_id) then min(h.client_id) end
         from change h where h.step_id = s.id)),
      s.undone_by is not null,
      case when s.label like 'card.%' then (select c.title from card c where c.id = (
         select case when count(*) = 1 then min(json_extract(one.row_key, '$[0]')) end
         from (select h.row_key from change h where h.step_id = s.id and h.row_table = 'card' limit 2) one)) end
    from step s"""


def _step(row: tuple[Any, ...]) -> StepRow:
    return StepRow(
        id=row[0],
        at=instant(row[1]),
        origin=Origin(row[2]),
        label=row[3],
        kind=StepKind(row[4]),
        of_step=row[5],
        count=row[6],
        client_code=row[7],
        undone=bool(row[8]),
        title=row[9] or "",
    )


def steps(connection: Connection, limit: int, before: int | None = None) -> tuple[StepRow, ...]:
    """Steps, newest first; `before` continues an earlier page."""
    where, values = (" where s.id < ?", [before, limit]) if before is not None else ("", [limit])
    return tuple(
        _step(row) for row in connection.execute(f"{_STEP}{where} order by s.id desc limit ?", values).fetchall()
    )


def steps_of_card(connection: Connection, card_id: str, limit: int) -> tuple[StepRow, ...]:
    """The steps that changed this card, newest first."""
    sql = f"""{_STEP} where s.id in (select h.step_id from change h where h.row_table = 'card' and h.row_key = ?)
      order by s.id desc limit ?"""  # noqa: S608  # constants
    return tuple(_step(row) for row in connection.execute(sql, (json.dumps([card_id]), limit)).fetchall())


def step(connection: Connection, step_id: int) -> StepRow | None:
    """One step."""
    if step_id > LARGEST_INTEGER:
        return None
    row = connection.execute(f"{_STEP} where s.id = ?", (step_id,)).fetchone()
    return _step(row) if row else None


def changes_more_than(connection: Connection, step_id: int, many: int) -> bool:
    """Whether a step changed more rows than this."""
    found = connection.execute("select 1 from change where step_id=? limit 1 offset ?", (step_id, many)).fetchone()
    return found is not None

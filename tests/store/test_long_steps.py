"""Steps of many rows: what undo needs goes into the step while it is written, and stays what it would have been."""

import sqlite3
import time
from datetime import datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, col, delete

from obm_tui.clock import FrozenClock
from obm_tui.desk import Desk
from obm_tui.domain.clients import NewClient
from obm_tui.domain.errors import Busy
from obm_tui.domain.import_answers import BoardAnswers
from obm_tui.domain.progress import Progress, Stage
from obm_tui.interop.detect import read_board
from obm_tui.store.engine import record_so_far, step
from obm_tui.store.models import Setting
from obm_tui.store.steps import changes_of
from tests.store.state import everything, recorded_rows

Row = dict[str, str]
"""The values of some settings, by name; an empty one is a setting that goes."""
NAMES = st.sampled_from(["a", "b", "c"])
WRITES = st.lists(st.dictionaries(NAMES, st.sampled_from(["", "1", "2"]), min_size=1), min_size=1, max_size=5)


@step("setting.changed")
def write(session: Session, _now: datetime, parts: list[Row], recording: bool) -> None:
    """Write each part, and record it at once or only all together at the end."""
    for part in parts:
        for name, value in part.items():
            session.execute(delete(Setting).where(col(Setting.name) == name))
            if value:
                session.add(Setting(scope="", name=name, value=value))
                session.flush()
        if recording:
            record_so_far(session)


def changes(desk: Desk, step_id: int | None) -> dict[tuple[object, ...], object]:
    if step_id is None:
        return {}
    rows = list(changes_of(desk.connection, step_id))
    found: dict[tuple[object, ...], object] = {row.key: (row.before, row.after) for row in rows}
    assert len(found) == len(rows), "a row is in the step twice"
    return found


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(present=st.dictionaries(NAMES, st.sampled_from(["1", "2"])), parts=WRITES)
@example(present={"a": "1"}, parts=[{"a": "2"}, {"a": "1"}])
@example(present={}, parts=[{"a": "1"}, {"a": "2"}, {"a": ""}])
@example(present={"a": "1"}, parts=[{"a": ""}, {"b": "1"}, {"a": "2"}])
def test_a_step_recorded_part_by_part_is_the_step_recorded_at_once(desk: Desk, present: Row, parts: list[Row]) -> None:
    everybody = dict.fromkeys("abc", "")
    desk.write(write, [everybody | present], recording=False)
    before = recorded_rows(desk.connection)

    whole = changes(desk, desk.write(write, parts, recording=False).change.step_id)
    after = recorded_rows(desk.connection)
    if whole:
        desk.steps.undo()
    assert recorded_rows(desk.connection) == before

    parted = desk.write(write, parts, recording=True).change
    assert recorded_rows(desk.connection) == after
    assert changes(desk, parted.step_id) == whole
    assert (parted.step_id is not None) == bool(whole)
    if whole:
        desk.steps.undo()
        assert recorded_rows(desk.connection) == before
        desk.steps.redo()
        assert recorded_rows(desk.connection) == after


def test_a_rehearsal_recorded_part_by_part_leaves_nothing(desk: Desk) -> None:
    before = everything(desk.connection)
    desk.rehearse(write, [{"a": "1"}, {"a": "2", "b": "1"}], recording=True)
    assert everything(desk.connection) == before


LINES = 4_000


def many_cards(path: Path, title: str) -> Path:
    lines = (f"{number},{title} {number},To do,Lea,2026-05-01,web" for number in range(LINES))
    path.write_text("Task ID,Name,Section/Column,Assignee,Due Date,Tags\n" + "\n".join(lines), encoding="utf-8")
    return path


def test_an_import_holds_what_undo_needs_of_a_few_cards_at_a_time(desk: Desk, cap: str, tmp_path: Path) -> None:
    """The same holds for the second time, when each card has changed."""
    held: list[int] = []

    def look(job: Desk, part: float) -> None:
        if part >= Stage.WRITING.value[0]:
            held.append(job.connection.execute("select count(*) from temp._image").fetchone()[0])

    for title in ("Call", "Write to"):
        path = many_cards(tmp_path / "tasks.csv", title)
        board = read_board(path.read_bytes(), path.name, ZoneInfo("Europe/Paris"))
        with Desk.open(desk.path, clock=desk.clock) as job:
            job.progress = Progress(partial(look, job))
            report, change = job.files.import_board(board, job.files.answers_for(board, BoardAnswers(), cap))

        assert report.made + report.updated == LINES
        assert len(change.rows["card"]) == LINES
        assert len(held) > LINES / 500
        assert max(held) < LINES
        held.clear()

    before = recorded_rows(desk.connection)
    desk.steps.undo()
    desk.steps.redo()
    assert recorded_rows(desk.connection) == before


def test_a_large_import_waits_for_a_reader_only_at_its_end(database: Path, clock: FrozenClock, tmp_path: Path) -> None:
    """A full cache asks for the whole file at each of its pages."""
    path = many_cards(tmp_path / "tasks.csv", "Call")
    other = sqlite3.connect(database, isolation_level=None)
    with Desk.open(database, busy_seconds=0.5, clock=clock) as desk:
        client = desk.clients.add(NewClient("Cap Dirigeant")).value
        other.execute("begin")
        other.execute("select count(*) from card").fetchall()
        board = read_board(path.read_bytes(), path.name, ZoneInfo("Europe/Paris"))
        began = time.monotonic()
        with pytest.raises(Busy):
            desk.files.import_board(board, desk.files.answers_for(board, BoardAnswers(), client))
        assert time.monotonic() - began < 60

        other.execute("commit")
        report, _change = desk.files.import_board(board, desk.files.answers_for(board, BoardAnswers(), client))
        assert report.made == LINES
    other.close()

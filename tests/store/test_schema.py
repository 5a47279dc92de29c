"""The schema: the chain makes what the models say, and the reads and the step log can live on it."""

import inspect
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path
from types import ModuleType
from typing import Any, get_args, get_type_hints

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Enum as EnumColumn
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from obm_tui.desk import Desk
from obm_tui.domain.bands import Swimlanes
from obm_tui.domain.cards import BOARD_LANES, CardRow, Lane
from obm_tui.domain.contacts import ContactKind
from obm_tui.domain.query import Query, Scope
from obm_tui.domain.triage import Queue, Thresholds
from obm_tui.store import migrations, models, schema, search, undo
from obm_tui.store.connection import APPLICATION_ID, Connection, driver
from obm_tui.store.reads import bands as band_reads
from obm_tui.store.reads import cards as card_reads
from obm_tui.store.reads import clients as client_reads
from obm_tui.store.reads import file as file_reads
from obm_tui.store.reads import health as health_reads
from obm_tui.store.reads import metrics as metric_reads
from obm_tui.store.reads import pressure as pressure_reads
from obm_tui.store.reads import projects as project_reads
from obm_tui.store.reads import steps as step_reads
from obm_tui.store.reads import today as today_reads
from obm_tui.store.reads import triage as triage_reads
from obm_tui.store.reads import waits as wait_reads
from obm_tui.store.steps import UNRECORDED, read_tables
from tests.domain.test_cards import CARD

NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
Shape = dict[str, object]


def normal(sql: str) -> str:
    return re.sub(r"\s+", " ", sql.replace('"', "")).strip().lower()


def shape(connection: Connection) -> Shape:
    """All that matters of a schema, whatever way its SQL is written."""
    found: Shape = {}
    rows = connection.execute("select name, sql from sqlite_schema where type='table'").fetchall()
    for table, sql in rows:
        # The index of words is made by the chain alone: no model speaks of it.
        if table == "alembic_version" or table.startswith("sqlite_") or table in search.TABLES:
            continue
        indexes = connection.execute(f"pragma index_list({table})").fetchall()
        found[table] = {
            "columns": connection.execute(f"pragma table_xinfo({table})").fetchall(),
            "references": sorted(row[2:] for row in connection.execute(f"pragma foreign_key_list({table})").fetchall()),
            "indexes": {
                name: (unique, origin, partial, connection.execute(f"pragma index_xinfo({name})").fetchall())
                for _number, name, unique, origin, partial in indexes
            },
            "counts up": "autoincrement" in normal(sql),
            "checks": sorted(checks(sql)),
        }
    found["partial"] = {
        name: normal(sql).partition(" where ")[2]
        for name, sql in connection.execute(
            "select name, sql from sqlite_schema where type='index' and sql like '%where%'"
        ).fetchall()
    }
    return found


def checks(sql: str) -> Iterator[str]:
    """The CHECK clauses of a CREATE TABLE, brackets matched."""
    for match in re.finditer(r"check \(", text := normal(sql)):
        depth, end = 1, match.end()
        while depth:
            depth += {"(": 1, ")": -1}.get(text[end], 0)
            end += 1
        yield text[match.start() : end]


@pytest.fixture
def by_models() -> Iterator[Connection]:
    """The schema as the models alone make it."""
    connection = driver.connect(":memory:")
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
    models.Card.metadata.create_all(engine)
    yield connection
    connection.close()


def test_the_chain_and_the_models_make_the_same_tables(desk: Desk, by_models: Connection) -> None:
    assert shape(desk.connection) == shape(by_models)


def test_the_comparison_sees_every_kind_of_difference(by_models: Connection) -> None:
    expected = shape(by_models)
    for sql in (
        "create table other(id integer primary key)",
        "alter table meta add column note text",
        "create index ix_meta on meta(value)",
        "drop index ix_step_of",
        "drop index ix_card_owner",
    ):
        by_models.execute("savepoint planted")
        by_models.execute(sql)
        assert shape(by_models) != expected, sql
        by_models.execute("rollback to planted")
    by_models.execute("drop index ix_card_owner")
    by_models.execute("create index ix_card_owner on card(owner_id, id) where closed_at is null")
    assert shape(by_models) != expected


def test_the_revisions_are_those_of_the_script_folder() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    scripts = ScriptDirectory.from_config(config)
    assert tuple(script.revision for script in reversed(list(scripts.walk_revisions()))) == schema.REVISIONS


def test_the_file_is_marked_as_ours(desk: Desk, database: Path) -> None:
    assert desk.connection.execute("pragma application_id").fetchone()[0] == APPLICATION_ID
    assert database.read_bytes()[68:72] == b"OBM1"


def test_every_choice_is_checked_by_its_table(desk: Desk) -> None:
    seen = 0
    for table in models.Card.metadata.sorted_tables:
        sql = desk.connection.execute("select sql from sqlite_schema where name=?", (table.name,)).fetchone()[0]
        for column in table.columns:
            if isinstance(column.type, EnumColumn):
                values = ", ".join(f"'{value}'" for value in column.type.enums)
                assert f"check ({column.name} in ({values}))" in set(checks(sql)), f"{table.name}.{column.name}"
                assert column.type.enums == [member.value for member in column.type.enum_class]  # type: ignore[union-attr]
                seen += 1
    assert seen >= 7


def test_columns_are_of_kinds_that_survive_an_image(desk: Desk) -> None:
    """Images are JSON: a REAL would be rounded, a BLOB refused, and `json_object` takes 63 columns at most."""
    for table in read_tables(desk.connection):
        info = desk.connection.execute(f"pragma table_xinfo({table})").fetchall()
        assert len(info) <= 60, table
        for _number, column, kind, _required, _default, _key, hidden in info:
            assert re.match(r"(CHAR|VARCHAR|TEXT|INTEGER|BIGINT|BOOLEAN|DATE|DATETIME)\b", kind), (
                f"{table}.{column}: {kind}"
            )
            assert hidden == 0, f"{table}.{column} is computed"


def test_every_table_has_a_key_that_is_never_given_twice(desk: Desk) -> None:
    for table, found in read_tables(desk.connection).items():
        info = {row[1]: row[2] for row in desk.connection.execute(f"pragma table_info({table})").fetchall()}
        assert found.key, table
        # A bare integer key would be taken again after an undo; texts are made of time and chance.
        assert not any(info[column] == "INTEGER" for column in found.key), table
    assert (
        "autoincrement"
        in desk.connection.execute("select sql from sqlite_schema where name='step'").fetchone()[0].lower()
    )


def test_what_no_step_speaks_of_is_there(desk: Desk) -> None:
    names = {row[0] for row in desk.connection.execute("select name from sqlite_schema where type='table'").fetchall()}
    assert names >= UNRECORDED
    assert names - UNRECORDED - {"sqlite_sequence"} == set(read_tables(desk.connection))


def test_children_can_be_found_by_their_parent(desk: Desk) -> None:
    """SQLite looks for children whenever a parent goes: without an index it reads the whole table for each."""
    for table in read_tables(desk.connection):
        for reference in desk.connection.execute(f"pragma foreign_key_list({table})").fetchall():
            parent, column, to = reference[2], reference[3], reference[4]
            plan = desk.connection.execute(
                f"explain query plan select 1 from {table} where {column}=?", ("x",)
            ).fetchall()
            if (table, column) not in SEARCHED_BY_OPEN_ROWS_ALONE:
                assert "SEARCH" in plan[0][3], f"{table}.{column} -> {parent}.{to}: {plan[0][3]}"


SEARCHED_BY_OPEN_ROWS_ALONE = {("card", "owner_id")}
"""People are few and seldom go: their cards are indexed while they are open."""

# Every read, called with arguments made from its own signature.

SAMPLES: dict[object, Any] = {
    Lane: Lane.DONE,
    Scope: Scope("c" * 32),
    Query: Query(),
    datetime: NOW,
    date: NOW.date(),
    str: "f" * 32,
    int: 1,
    bool: True,
    tzinfo: UTC,
    Queue: Queue.STALE,
    Swimlanes: Swimlanes.PERSON,
    Thresholds: Thresholds(),
    ContactKind: ContactKind.NUDGE,
    CardRow: CARD,
}


def sample(hint: Any) -> Any:
    if hint in SAMPLES:
        return SAMPLES[hint]
    arguments = get_args(hint)
    if type(None) in arguments:
        return sample(next(argument for argument in arguments if argument is not type(None)))
    if len(arguments) == 1:
        return [sample(arguments[0])]
    raise AssertionError(f"no sample of {hint}: add one")


def reads() -> list[Callable[..., object]]:
    modules: tuple[ModuleType, ...] = (
        band_reads,
        card_reads,
        client_reads,
        file_reads,
        pressure_reads,
        step_reads,
        triage_reads,
        wait_reads,
        health_reads,
        project_reads,
        today_reads,
        metric_reads,
    )
    return [
        function
        for module in modules
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__
        and not name.startswith("_")
        and next(iter(inspect.signature(function).parameters), "") == "connection"
    ]


@pytest.mark.parametrize("read", reads(), ids=lambda read: f"{read.__module__.rpartition('.')[2]}.{read.__name__}")
def test_every_read_runs_on_the_schema(desk: Desk, read: Callable[..., object]) -> None:
    hints = get_type_hints(read)
    arguments = {name: sample(hints[name]) for name in inspect.signature(read).parameters if name != "connection"}
    read(desk.connection, **arguments)
    if isinstance(arguments.get("scope"), Scope):
        read(desk.connection, **(arguments | {"scope": Scope()}))


def test_there_are_reads_to_run() -> None:
    assert len(reads()) >= 15


# How the reads of every key press find their rows.


def plans(connection: Connection, action: Callable[[], object]) -> list[str]:
    """How SQLite answers each statement an action runs."""
    statements: list[str] = []
    connection.set_trace_callback(statements.append)
    try:
        action()
    finally:
        connection.set_trace_callback(None)
    return [
        row[3]
        for sql in statements
        if sql.lstrip().lower().startswith("select")
        for row in connection.execute(f"explain query plan {sql}").fetchall()
    ]


def whole_tables(plan: list[str]) -> list[str]:
    """The lines of a plan that read a whole table rather than an index.

    A scan of a query inside the query is not one: that query has lines of its own.
    """
    queries = {line.split()[1] for line in plan if line.startswith(("CO-ROUTINE ", "MATERIALIZE "))}
    scans = [line for line in plan if re.match(r"SCAN \w+$", line) and "CONSTANT" not in line]
    return [line for line in scans if line.split()[1] not in queries]


@pytest.fixture
def seeded(desk: Desk) -> Connection:
    """Enough rows, with statistics, for SQLite to choose as it will in a real file."""
    connection = desk.connection
    stamp = "2026-11-20 08:00:00.000000"
    connection.execute("begin")
    connection.execute("pragma defer_foreign_keys=on")
    for client in range(20):
        key = f"{client:032x}"
        connection.execute(
            "insert into client(id, code, name, colour, status, is_self, notes, pos, created_at, updated_at)"
            " values(?, ?, 'n', 'blue', 'active', 0, '', 'a0', ?, ?)",
            (key, f"C{client:02d}", stamp, stamp),
        )
        for number in range(100):
            lane = list(Lane)[number % 8]
            closed = stamp if lane in {Lane.DONE, Lane.DROPPED} else None
            connection.execute(
                "insert into card(id, no, client_id, title, body, lane, pos, lane_since, priority, due_on, drop_reason,"
                " external_url, extra, created_at, updated_at, closed_at)"
                " values(?, ?, ?, 't', '', ?, 'a0', ?, 0, ?, '', '', '', ?, ?, ?)",
                (
                    f"{client:016x}{number:016x}",
                    number + 1,
                    key,
                    lane.value,
                    stamp,
                    "2026-11-20" if number % 3 else None,
                    stamp,
                    stamp,
                    closed,
                ),
            )
    connection.executemany(
        "insert into step(id, uid, at, origin, label, kind, of_step, undone_by, revision)"
        " values(?, 'u', ?, 'user', 'card.moved', ?, ?, ?, '0001')",
        [(n, stamp, "do", None, 2001 - n) for n in range(1, 1001)]
        + [(1000 + n, stamp, "undo", 1001 - n, None) for n in range(1, 1001)],
    )
    connection.execute("commit")
    connection.execute("analyze")
    return connection


CLIENT = Scope(f"{3:032x}")
SINCE = datetime(2026, 10, 24, tzinfo=UTC)
TODAY = NOW.date()


@pytest.mark.parametrize(
    "read",
    [
        lambda connection: card_reads.lane_ids(connection, Lane.WEEK, Scope(), SINCE, TODAY),
        lambda connection: card_reads.lane_ids(connection, Lane.WEEK, CLIENT, SINCE, TODAY),
        lambda connection: card_reads.lane_ids(connection, Lane.DONE, Scope(), SINCE, TODAY),
        lambda connection: card_reads.count_in_lane(connection, Lane.INBOX, Scope(), TODAY),
        lambda connection: card_reads.late_ids(connection, [Lane.WEEK, Lane.DOING], Scope(), NOW.date()),
        lambda connection: card_reads.late_ids(connection, [Lane.WEEK, Lane.DOING], CLIENT, NOW.date()),
        lambda connection: card_reads.created_at(connection, [f"{1:032x}"]),
        lambda connection: card_reads.rows_by_id(connection, [f"{1:032x}", f"{2:032x}"]),
        lambda connection: card_reads.id_by_reference(connection, "C03", 7),
        lambda connection: card_reads.id_by_reference(connection, None, 7),
        lambda connection: card_reads.detail(connection, f"{3:016x}{3:016x}"),
        lambda connection: triage_reads.queue_ids(connection, Queue.NEW, Scope(), TODAY, Thresholds()),
        lambda connection: triage_reads.queue_ids(connection, Queue.STALE, Scope(), TODAY, Thresholds()),
        lambda connection: triage_reads.queue_ids(connection, Queue.BACK, Scope(), TODAY, Thresholds()),
        lambda connection: step_reads.steps(connection, 50),
        lambda connection: step_reads.steps(connection, 50, 900),
        undo.next_undo,
        undo.next_redo,
    ],
)
def test_a_read_of_a_key_press_reads_no_whole_table(seeded: Connection, read: Callable[[Connection], object]) -> None:
    plan = plans(seeded, lambda: read(seeded))
    assert plan
    # History reads the newest steps off the end of their own table.
    assert [line for line in whole_tables(plan) if line != "SCAN s"] == [], plan


@pytest.mark.parametrize(
    "read",
    [
        lambda connection: pressure_reads.lane_pressure(connection, CLIENT, TODAY, Thresholds()),
        lambda connection: pressure_reads.oldest_in_lane(connection, Lane.DOING, None, TODAY),
        lambda connection: pressure_reads.oldest_in_lane(connection, Lane.WAITING, "C03", TODAY),
        lambda connection: band_reads.bands(connection, Swimlanes.CLIENT, BOARD_LANES, Scope(), SINCE, TODAY),
        lambda connection: band_reads.bands(connection, Swimlanes.PERSON, BOARD_LANES, Scope(), SINCE, TODAY),
    ],
)
def test_bands_and_limits_find_their_cards_by_index(seeded: Connection, read: Callable[[Connection], object]) -> None:
    """Clients and people are few and may be read whole; cards and waits may not."""
    plan = plans(seeded, lambda: read(seeded))
    assert any("ix_card_open_" in line for line in plan), plan
    assert set(whole_tables(plan)) <= {"SCAN client", "SCAN k", "SCAN person", "SCAN p"}, plan


def test_the_radar_counts_from_indexes_alone(seeded: Connection) -> None:
    plan = plans(seeded, lambda: client_reads.lane_counts(seeded, NOW.date()))
    assert whole_tables(plan) == ["SCAN client"], plan
    assert any("ix_card_open_client" in line for line in plan), plan
    assert any("SEARCH card USING" in line and "ix_card_open_due" in line for line in plan), plan


def test_a_lane_comes_out_of_its_index_already_in_order(seeded: Connection) -> None:
    for scope in (Scope(), CLIENT):
        plan = plans(seeded, lambda scope=scope: card_reads.lane_ids(seeded, Lane.WEEK, scope, SINCE, TODAY))  # type: ignore[misc]
        assert not any("TEMP B-TREE" in line for line in plan), plan
        assert any(re.search("SEARCH c USING .*ix_card_open_", line) for line in plan), plan


def instructions(connection: Connection, action: Callable[[], object]) -> int:
    """How many of SQLite's instructions an action takes, to the nearest ten."""
    turns: list[None] = []
    connection.set_progress_handler(lambda: turns.append(None), 10)
    try:
        action()
    finally:
        connection.set_progress_handler(None, 0)
    return 10 * len(turns)


def test_the_next_undo_and_redo_walk_through_nothing(seeded: Connection) -> None:
    """However much was undone before: a thousand steps here, and each would take ten instructions."""
    assert undo.next_undo(seeded) is None
    assert undo.next_redo(seeded) == 1
    for read in (undo.next_undo, undo.next_redo):
        assert instructions(seeded, lambda read=read: read(seeded)) < 200  # type: ignore[misc]
    assert instructions(seeded, lambda: seeded.execute("select count(*) from step where uid='u'").fetchone()) > 2000


def test_whole_tables_are_noticed(seeded: Connection) -> None:
    assert whole_tables(plans(seeded, lambda: seeded.execute("select id from card where title = 't'").fetchall()))

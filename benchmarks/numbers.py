"""What the scorecard costs with ten years behind it: `python -m benchmarks.numbers`, or `--quick`.

Twelve clients, fifteen numbers each, read day by day: for ten years in one file, for one year in the other, so that
both show the same and only what lies behind differs. The real program in a terminal, the files taking turns.
"""

import sqlite3
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random
from statistics import median

from benchmarks import seed
from benchmarks.run import Program, Result, as_table, exit_code, machine, parse_options, percentile, ratio
from benchmarks.terminal import Settled
from obm_tui import clock, ids
from obm_tui.domain.metrics import Direction, MetricKind, MetricStatus
from obm_tui.domain.periods import Cadence

CLIENTS, NUMBERS, CARDS = 12, 15, 2_000
LONG, SHORT = 3_650, 371
"""Days of values: ten years, and what 52 weeks show."""


@dataclass(slots=True)
class Visits:
    """What was measured in one session."""

    board: Settled
    scorecard: Settled
    boards: list[Settled] = field(default_factory=list)
    scorecards: list[Settled] = field(default_factory=list)
    moves: list[Settled] = field(default_factory=list)
    year: Settled | None = None
    """From 26 weeks to 52."""


def add_numbers(path: Path, days: int) -> None:
    """Give every client of a file its numbers, with a value for each of so many days up to yesterday."""
    random, now = Random(1), clock.from_environment().now()
    today, at = now.date(), now.strftime("%Y-%m-%d %H:%M:%S.%f")
    with closing(sqlite3.connect(path)) as connection, connection:
        clients = [row[0] for row in connection.execute("select id from client order by pos, id")]
        for client in clients:
            for number in range(NUMBERS):
                key = ids.new_id()
                row = {
                    "id": key,
                    "client_id": client,
                    "key": "",
                    "name": f"Number {number + 1}",
                    "unit": "",
                    "kind": (MetricKind.STOCK if number % 3 else MetricKind.FLOW).value,
                    "direction": Direction.HIGHER.value,
                    "cadence": Cadence.DAILY.value,
                    "status": MetricStatus.ACTIVE.value,
                    "on_scorecard": 1,
                    **dict.fromkeys(("source", "goal", "numerator", "denominator"), ""),
                    "pos": f"a{number:02d}",
                    "created_at": at,
                    "updated_at": at,
                }
                marks = ", ".join(f":{column}" for column in row)
                connection.execute(f"insert into metric({', '.join(row)}) values({marks})", row)
                connection.execute(
                    "insert into metric_target(id, metric_id, since, low, amber) values(?, ?, ?, ?, ?)",
                    (ids.new_id(), key, (today - timedelta(days)).isoformat(), 500_000, 50_000),
                )
                connection.executemany(
                    "insert into metric_value(id, metric_id, period_on, value, note, is_estimated, entered_at)"
                    " values(?, ?, ?, ?, '', 0, ?)",
                    (
                        (
                            ids.new_id(),
                            key,
                            (today - timedelta(back)).isoformat(),
                            random.randrange(300_000, 900_000),
                            at,
                        )
                        for back in range(days, 0, -1)
                    ),
                )


def measure(program: Program, times: int) -> Visits:
    """One session: each place for the first time, then in turn, then a year of weeks."""
    with program.running() as terminal:
        terminal.wait_for(program.shows)
        terminal.rest()
        terminal.press("g", "r")
        found = Visits(board=terminal.press("g", "b"), scorecard=terminal.press("g", "k"))
        for _ in range(times):
            found.boards.append(terminal.press("g", "b"))
            found.scorecards.append(terminal.press("g", "k"))
        found.moves = [terminal.press(key) for key in ("down", "down", "left", "up", "right", "up") * (times // 4)]
        terminal.press("v", "w")
        found.year = terminal.press("v", "w")
    return found


def judge(short: Sequence[Visits], long: Sequence[Visits]) -> Iterator[Result]:
    """The bars of the scorecard."""
    first = tuple(visits.scorecard.wall * 1000 for visits in long)
    yield Result("scorecard, first visit, 10 years", first, 150.0, "", " ms")
    yield ratio(
        "scorecard, first visit, 10 years / 1 year",
        1.15,
        [visits.scorecard.wall for visits in long],
        [visits.scorecard.wall for visits in short],
    )
    returns, boards = (
        [percentile(found, 0.95) for found in series]
        for series in ([visits.scorecards for visits in long], [visits.boards for visits in long])
    )
    yield ratio("return to the scorecard / to the board, 10 years, p95", 1.5, returns, boards)
    few = [percentile(visits.scorecards, 0.95) for visits in short]
    yield ratio("return to the scorecard, 10 years / 1 year, p95", 1.15, returns, few)
    moves, fewer = ([percentile(visits.moves, 0.95) for visits in series] for series in (long, short))
    yield ratio("cursor move on the scorecard, 10 years / 1 year, p95", 1.15, moves, fewer)
    year = tuple(visits.year.wall * 1000 for visits in long if visits.year)
    yield Result("52 weeks instead of 26, 10 years", year, 300.0, f"{median(year):.0f} ms", " ms")


def prepare(folder: Path, days: int) -> Program:
    """The program with so many days of values."""
    home = folder / f"{days}-days"
    database = home / "obm-tui.db"
    if not database.exists():
        print(f"making {CLIENTS * NUMBERS * days} values", file=sys.stderr)
        seed.make(database, CARDS, CLIENTS)
        add_numbers(database, days)
    return Program(f"{days} days", (sys.executable, "-m", "obm_tui"), "Backlog", home)


def main() -> int:
    """The command line; 1 where a bar is missed."""
    asked = parse_options(__doc__)
    with tempfile.TemporaryDirectory() as scratch:
        folder = asked.folder or Path(scratch)
        programs = [prepare(folder, days) for days in (SHORT, LONG)]
        rounds = [
            [measure(program, 8 if asked.quick else 24) for program in programs] for _ in range(3 if asked.quick else 9)
        ]
    results = list(judge([short for short, _long in rounds], [long for _short, long in rounds]))
    print(machine())
    print(as_table(results))
    return exit_code(results)


if __name__ == "__main__":
    sys.exit(main())

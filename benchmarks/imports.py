"""What bringing in a large file costs: `python -m benchmarks.imports`, or `--quick`.

A project of a hundred thousand tasks and one of ten thousand, as Asana exports them, taking turns: read, previewed and
brought in as a job of the screens does it, and by the command line. Time has to grow as the file does, and memory has
an end.
"""

import csv
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from benchmarks import words
from benchmarks.run import Result, as_table, exit_code, machine, parse_options, ratio
from obm_tui.desk import Desk
from obm_tui.domain.clients import NewClient

LARGE, SMALL = 100_000, 10_000
CODE = "CAP"
_HEADER = (
    "Task ID", "Created At", "Completed At", "Last Modified", "Name", "Section/Column", "Assignee", "Assignee Email",
    "Start Date", "Due Date", "Tags", "Notes", "Projects", "Parent task",
)  # fmt: skip
_JOB = "--as-a-job"


@dataclass(frozen=True, slots=True)
class Cost:
    """What one program took."""

    seconds: float
    megabytes: float
    """At its most, of memory."""


def write_tasks(path: Path, count: int) -> None:
    """So many tasks of twelve people in five sections; a third of them with notes."""
    random = Random(3)
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(_HEADER)
        for number in range(count):
            person, section = f"Person {number % 12}", random.choice(("To do", "Doing", "Waiting", "Done", "Ideas"))
            day = f"2026-{random.randint(1, 12):02d}-{random.randint(1, 28):02d}"
            notes = random.choice(words.SENTENCES) if number % 3 == 0 else ""
            done = "2026-03-01" if section == "Done" else ""
            title = f"{random.choice(words.TASKS)} {random.choice(words.THINGS)} {number}"
            name = person.lower().replace(" ", ".")
            table.writerow([
                10**15 + number, "2026-01-05", done, "2026-05-01", title, section, person, f"{name}@example.org", "",
                day, random.choice(words.LABELS), notes, "Spring", "",
            ])  # fmt: skip


def run_job(file: Path, database: Path) -> None:
    """Read, preview and bring in, on a job's connection."""
    from obm_tui.domain.import_answers import BoardAnswers
    from obm_tui.interop.detect import read_board

    data = file.read_bytes()
    with Desk.open(database, job=True) as desk:
        board = read_board(data, file.name, desk.clock.zone)
        answers = desk.files.answers_for(board, BoardAnswers(), desk.clients.by_code(CODE).id)
        desk.files.import_board(board, answers, dry_run=True)
        desk.files.import_board(board, answers)


def measure(folder: Path, count: int, *, job: bool) -> Cost:
    """Bring the tasks into a database that has but one client."""
    file, database = folder / f"tasks-{count}.csv", folder / "import.db"
    if not file.exists():
        write_tasks(file, count)
    database.unlink(missing_ok=True)
    with Desk.open(database) as desk:
        desk.clients.add(NewClient("Cap Dirigeant", CODE))
    command = [sys.executable, "-m", "obm_tui", "--db", str(database), "import", str(file), "--client", CODE]
    if job:
        command = [sys.executable, "-m", "benchmarks.imports", _JOB, str(file), str(database)]
    began = time.perf_counter()
    program = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT)
    _pid, status, used = os.wait4(program.pid, 0)
    program.returncode = os.waitstatus_to_exitcode(status)
    if program.returncode:
        raise subprocess.CalledProcessError(program.returncode, command)
    # Kilobytes on Linux, bytes on macOS.
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return Cost(time.perf_counter() - began, used.ru_maxrss / unit)


def judge(large: Sequence[Cost], small: Sequence[Cost], large_jobs: Sequence[Cost]) -> Iterator[Result]:
    """The bars of an import."""
    long, short = ([cost.seconds for cost in costs] for costs in (large, small))
    yield ratio("import, 100k rows / 10k rows, wall", 12.0, long, short, scale=1, unit="s")
    yield Result("import of 100k rows, memory", tuple(cost.megabytes for cost in large), 300.0, "", " MB")
    jobs = tuple(cost.megabytes for cost in large_jobs)
    yield Result("preview and import of 100k rows, memory of the job", jobs, 600.0, "", " MB")


def main() -> int:
    """The command line; 1 where a bar is missed."""
    asked = parse_options(__doc__)
    with tempfile.TemporaryDirectory() as scratch:
        folder = asked.folder or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        rounds = [
            (
                measure(folder, LARGE, job=False),
                measure(folder, SMALL, job=False),
                measure(folder, LARGE, job=True),
            )
            for _ in range(1 if asked.quick else 3)
        ]
    large, small, jobs = zip(*rounds, strict=True)
    results = list(judge(large, small, jobs))
    print(machine())
    print(as_table(results))
    return exit_code(results)


if __name__ == "__main__":
    if sys.argv[1:2] == [_JOB]:
        run_job(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        sys.exit(main())

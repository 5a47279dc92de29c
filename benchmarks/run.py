"""What the program costs beside a bare Textual app: `python -m benchmarks.run`, or `--quick` for a first look.

All programs take turns, so that a busy machine slows all of them; what counts are ratios within one round, and their
median over the rounds. The figures go to the terminal and to RESULTS.md beside this file.
"""

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from itertools import cycle, islice
from pathlib import Path
from statistics import median

from benchmarks import seed
from benchmarks.terminal import Held, Idle, Settled, Terminal
from obm_tui.clock import Clock

RESULTS = Path(__file__).with_name("RESULTS.md")
LARGE, SMALL = 100_000, 100

MOVES = ("down", "down", "down", "down", "up", "up", "right", "up", "left", "up")
"""From the top of the backlog and back, within what is in view: nothing scrolls, on a board of 100 cards either."""
PLACES = ("r", "b", "i", "b", "u", "b", "o", "b")
"""The second key after `g`."""
EVERYTHING: tuple[tuple[str, ...], ...] = (
    *(("g", place) for place in "rcb"),
    ("escape",),
    *(("g", place) for place in "iuob"),
    *((key, "escape") for key in ("n", "e", "d", "p", "f", "enter", "?", ":", "\x0f")),
)
"""Every screen, and every dialog that one key opens."""


@dataclass(frozen=True, slots=True)
class Program:
    """Something to start."""

    name: str
    command: tuple[str, ...]
    shows: str
    """A pattern of what stands on the screen when it can be used."""
    home: Path | None = None

    @contextmanager
    def running(self) -> Iterator[Terminal]:
        """In a terminal; it opens where the last run is said to have ended: on the board."""
        environment = {}
        if self.home is not None:
            state = self.home / "state"
            state.mkdir(mode=0o700, parents=True, exist_ok=True)
            (state / "place.json").write_text('{"screen": "board"}', encoding="utf-8")
            environment = {"OBM_TUI_HOME": str(self.home)}
        with Terminal(self.command, environment) as terminal:
            yield terminal


@dataclass(slots=True)
class Keys:
    """What was measured of one program in one round, in one session."""

    moves: list[Settled] = field(default_factory=list)
    scrolls: list[Settled] = field(default_factory=list)
    first_visits: list[Settled] = field(default_factory=list)
    places: list[Settled] = field(default_factory=list)
    writes: list[Settled] = field(default_factory=list)
    held: Held | None = None
    peak: int = 0


@dataclass(frozen=True, slots=True)
class Result:
    """A ratio, or a difference, against its bar."""

    what: str
    values: tuple[float, ...]
    """One a round."""
    bar: float
    figures: str
    """The medians it was made from, for people."""
    unit: str = "×"

    @property
    def value(self) -> float:
        """The median."""
        return median(self.values)

    @property
    def passed(self) -> bool:
        """Whether the bar is met."""
        return self.value <= self.bar

    @property
    def cells(self) -> tuple[str, ...]:
        """One line of the table."""
        low, high = min(self.values), max(self.values)
        return (
            "pass" if self.passed else "MISS",
            self.what,
            f"{self.value:.2f}{self.unit}",
            f"≤ {self.bar:.2f}{self.unit}",
            f"{low:.2f}–{high:.2f}" if len(self.values) > 1 else "",
            self.figures,
        )


def percentile(values: Sequence[Settled], share: float) -> float:
    """The wall seconds that this share of the keys stays within."""
    ordered = sorted(settled.wall for settled in values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]


# -- measuring ---------------------------------------------------------------------------------------------------------


def measure_launches(programs: Sequence[Program], rounds: int) -> dict[str, list[Settled]]:
    """Start every program in turn; the first round only warms up."""
    found: dict[str, list[Settled]] = {program.name: [] for program in programs}
    for number in range(-1, rounds):
        for program in programs if number % 2 else reversed(programs):
            with program.running() as terminal:
                settled = terminal.wait_for(program.shows)
            if number >= 0:
                found[program.name].append(settled)
    return found


def measure_keys(program: Program, keys: int) -> Keys:
    """One session of keys, from moving the cursor to opening everything there is."""
    found = Keys()
    with program.running() as terminal:
        terminal.wait_for(program.shows)
        terminal.rest()
        terminal.press("left")
        press_all(terminal, MOVES, len(MOVES))
        found.moves = press_all(terminal, MOVES, keys // len(MOVES) * len(MOVES))
        if program.home is None:
            found.scrolls = found.moves
            found.held = terminal.hold("down")
        else:
            found.first_visits = [terminal.press("g", place) for place in PLACES]
            found.places = [terminal.press("g", place) for place in islice(cycle(PLACES), keys // 2)]
            found.writes = [terminal.press("m", key, "enter") for key in islice(cycle(("right", "left")), keys // 2)]
            if program.name == name_of(LARGE):
                press_all(terminal, ("down",), 20)
                found.scrolls = press_all(terminal, ("down",), keys // 2)
                found.held = terminal.hold("down")
            for sequence in EVERYTHING:
                terminal.press(*sequence)
        found.peak = terminal.peak_memory()
    return found


def press_all(terminal: Terminal, keys: Sequence[str], count: int) -> list[Settled]:
    """Press keys in turn."""
    return [terminal.press(key) for key in islice(cycle(keys), count)]


def measure_idle(programs: Sequence[Program], seconds: float) -> list[Idle]:
    """Leave each program alone for a while."""
    found = []
    for program in programs:
        with program.running() as terminal:
            terminal.wait_for(program.shows)
            terminal.rest()
            found.append(terminal.idle(seconds))
    return found


# -- judging -----------------------------------------------------------------------------------------------------------


def ratio(
    what: str, bar: float, above: Sequence[float], below: Sequence[float], scale: float = 1000, unit: str = "ms"
) -> Result:
    """The ratios of two series, round by round."""
    values = tuple(one / other for one, other in zip(above, below, strict=True))
    figures = f"{median(above) * scale:.1f} / {median(below) * scale:.1f} {unit}"
    return Result(what, values, bar, figures)


def judge_launches(found: dict[str, list[Settled]]) -> Iterator[Result]:
    """The bars of the launch."""
    walls = {name: [settled.wall for settled in runs] for name, runs in found.items()}
    cpus = {name: [settled.cpu for settled in runs] for name, runs in found.items()}
    large, small = name_of(LARGE), name_of(SMALL)
    yield ratio("launch, 100k cards / bare, wall", 1.25, walls[large], walls["bare"])
    yield ratio("launch, 100k cards / bare, CPU", 1.25, cpus[large], cpus["bare"])
    yield ratio("launch, 100k cards / bare with SQLModel, wall", 0.6, walls[large], walls["bare with SQLModel"])
    yield ratio("launch, 100k / 100 cards, wall", 1.10, walls[large], walls[small])
    yield ratio("launch, 100k / 100 cards, CPU", 1.10, cpus[large], cpus[small])


def judge_keys(bare: Sequence[Keys], small: Sequence[Keys], large: Sequence[Keys]) -> Iterator[Result]:
    """The bars of keys and memory."""

    def series(rounds: Sequence[Keys], pick: Callable[[Keys], Sequence[Settled]], share: float) -> list[float]:
        return [percentile(pick(keys), share) for keys in rounds]

    def moves(keys: Keys) -> Sequence[Settled]:
        return keys.moves

    for share, name, bar in ((0.5, "p50", 1.75), (0.95, "p95", 2.5)):
        yield ratio(f"cursor move, 100k / bare, {name}", bar, series(large, moves, share), series(bare, moves, share))
    for share, name in ((0.5, "p50"), (0.95, "p95")):
        scrolls = series(large, lambda keys: keys.scrolls, share)
        yield ratio(f"column scroll, 100k / bare key, {name}", 3.0, scrolls, series(bare, moves, share))
    yield ratio("cursor move, 100k / 100 cards, p95", 1.15, series(large, moves, 0.95), series(small, moves, 0.95))
    places, few = (series(rounds, lambda keys: keys.places, 0.95) for rounds in (large, small))
    yield ratio("return to a screen, 100k / 100 cards, p95", 1.15, places, few)
    visits = tuple(max(settled.wall for settled in keys.first_visits) * 1000 for keys in large)
    yield Result("first visit of a screen, 100k: the slowest", visits, 150.0, "", " ms")
    writes = series(large, lambda keys: keys.writes, 0.95)
    # A verb may take twice what a move of the cursor may: the bar of the cursor, not its figure, or a faster cursor
    # would make saving slower.
    yield ratio("card moved and saved, 100k / bare key, p95", 5.0, writes, series(bare, moves, 0.95))
    yield Result(
        "key held down, 100k: lag when released",
        tuple(keys.held.lag * 1000 for keys in large if keys.held),
        33.0,
        "",
        " ms",
    )
    held, floor = ([keys.held.cpu for keys in rounds if keys.held] for rounds in (large, bare))
    yield ratio("key held down, CPU a key, 100k / bare", 4.0, held, floor)
    peaks = [[keys.peak for keys in rounds] for rounds in (large, bare, small)]
    # Bare Textual with SQLModel and seventeen tables is at 1.9 by itself.
    yield ratio("memory after every screen, 100k / bare", 2.0, peaks[0], peaks[1], 1e-6, "MB")
    yield ratio("memory after every screen, 100k / 100 cards", 1.05, peaks[0], peaks[2], 1e-6, "MB")


def judge_idle(bare: Idle, large: Idle) -> Iterator[Result]:
    """The bars of doing nothing."""
    yield ratio("idle, CPU a second, 100k / bare", 1.25, [large.cpu], [bare.cpu])
    if large.wakeups is not None and bare.wakeups is not None:
        figures = f"{large.wakeups:.1f} / {bare.wakeups:.1f}"
        yield Result("idle, wakeups a second over bare", (large.wakeups - bare.wakeups,), 1.0, figures, "")
    yield Result("idle, bytes written a second", (large.written,), 0.0, "", "")


# -- telling -----------------------------------------------------------------------------------------------------------

HEAD = ("", "what", "median", "bar", "rounds", "figures")


def as_table(results: Sequence[Result]) -> str:
    """A Markdown table, aligned for reading as it is."""
    rows = [HEAD, *(result.cells for result in results)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


def machine() -> str:
    """What it ran on, in one line."""
    system = {"Darwin": "macOS"}.get(platform.system(), platform.system())
    return (
        f"{system} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"Textual {version('textual')}, load {os.getloadavg()[0]:.1f}"
    )


def parse_options(description: str | None, quick: str = "few rounds") -> argparse.Namespace:
    """What every benchmark can be asked for: `quick`, and the `folder` for its databases."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--quick", action="store_true", help=quick)
    parser.add_argument("--folder", type=Path, help="keep the databases here for the next time")
    return parser.parse_args()


def exit_code(results: Sequence[Result]) -> int:
    """1 where a bar is missed."""
    return 0 if all(result.passed for result in results) else 1


def write_results(results: Sequence[Result], rounds: int, after: float) -> None:
    """Keep the figures beside the code that made them."""
    RESULTS.write_text(
        f"""# What it costs

Made by `make bench` on {Clock().today():%d %B %Y}: {machine()}. {rounds} rounds.

{as_table(results)}

*Bare* is the least a Textual app can be (`bare.py`). Each figure is the median over the rounds of the ratio within one
round, all programs taking turns; *rounds* gives the smallest and the largest. A launch counts from the start of the
process to the settled picture, a key from its byte to the settled picture. What writing needs is imported after that
picture, in the background: {after * 1000:.0f} ms of CPU that no key waits for.
""",
        encoding="utf-8",
    )


def name_of(cards: int) -> str:
    """The program with so many cards."""
    return f"{cards} cards"


def prepare(folder: Path) -> list[Program]:
    """The four programs, each with what it needs."""
    bare = (sys.executable, "-m", "benchmarks.bare")
    programs = [
        Program("bare", bare, "ready"),
        Program("bare with SQLModel", (*bare, "--sqlmodel"), "ready"),
    ]
    for cards in (SMALL, LARGE):
        home = folder / name_of(cards).replace(" ", "-")
        database = home / "obm-tui.db"
        if not database.exists():
            print(f"making {cards} cards", file=sys.stderr)
            seed.make(database, cards)
        programs.append(Program(name_of(cards), (sys.executable, "-m", "obm_tui"), "Backlog", home))
    return programs


def measure_background(program: Program) -> float:
    """CPU seconds used after the first picture, before it rests."""
    with program.running() as terminal:
        first = terminal.wait_for(program.shows)
        terminal.rest()
        return terminal.cpu() - first.cpu


def main() -> int:
    """The command line; 1 where a bar is missed."""
    asked = parse_options(__doc__, "few rounds, and RESULTS.md stays as it is")
    rounds, sessions, keys, idle = (3, 1, 24, 5.0) if asked.quick else (15, 9, 60, 60.0)
    with tempfile.TemporaryDirectory() as scratch:
        programs = prepare(asked.folder or Path(scratch))
        by_name = {program.name: program for program in programs}
        bare, small, large = by_name["bare"], by_name[name_of(SMALL)], by_name[name_of(LARGE)]
        results = list(judge_launches(measure_launches(programs, rounds)))
        turns = [[measure_keys(program, keys) for program in (bare, small, large)] for _ in range(sessions)]
        results += judge_keys(*(list(rounds_of) for rounds_of in zip(*turns, strict=True)))
        results += judge_idle(*measure_idle((bare, large), idle))
        after = measure_background(large)
    print(as_table(results))
    if not asked.quick:
        write_results(results, rounds, after)
    return exit_code(results)


if __name__ == "__main__":
    sys.exit(main())

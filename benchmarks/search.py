"""What a key of the search costs in a large file beside a small one: `python -m benchmarks.search`, or `--quick`.

Each key asks what the screen asks: the hits for the letters so far, and the rows of the cards among them. The files
take turns, so that a busy machine slows both; the bars are the ratio of their slow keys, and two frames for the large
one.
"""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from benchmarks import seed
from benchmarks.run import Result, as_table, exit_code, machine, parse_options, ratio
from obm_tui.clock import monotonic
from obm_tui.desk import Desk
from obm_tui.desk.search import cards_of

LARGE, SMALL = 100_000, 1_000
TYPED = ("envoyer", "page de vente", "écran", "relance cliente", "CAP-12", "zzz")
"""Common words and rare ones, several, accents, a reference, nothing at all; every letter of them is a key."""
TWO_FRAMES = 33.0
"""Milliseconds."""


def keys_of(texts: Sequence[str]) -> Iterator[str]:
    """What stands in the line after each key."""
    for text in texts:
        yield from (text[:length] for length in range(1, len(text) + 1))


def measure(desk: Desk, texts: Sequence[str]) -> list[float]:
    """The seconds of every key."""
    found = []
    for typed in keys_of(texts):
        started = monotonic()
        desk.cards.rows(cards_of(desk.search.find(typed)))
        found.append(monotonic() - started)
    return found


def percentile(seconds: Sequence[float], share: float) -> float:
    """The seconds that this share of the keys stays within."""
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]


def judge(small: Sequence[Sequence[float]], large: Sequence[Sequence[float]]) -> Iterator[Result]:
    """The bars of the search, from the keys of each round."""
    slow, few = ([percentile(keys, 0.95) for keys in rounds] for rounds in (large, small))
    yield ratio("search, a key, 100k / 1k cards, p95", 1.5, slow, few)
    middle = median(percentile(keys, 0.5) for keys in large) * 1000
    values = tuple(seconds * 1000 for seconds in slow)
    yield Result("search, a key, 100k cards, p95", values, TWO_FRAMES, f"p50 {middle:.1f} ms", " ms")


def prepare(folder: Path, cards: int) -> Path:
    """A file with so many cards."""
    path = folder / f"search-{cards}.db"
    if not path.exists():
        print(f"making {cards} cards", file=sys.stderr)
        seed.make(path, cards)
    return path


def main() -> int:
    """The command line; 1 where a bar is missed."""
    asked = parse_options(__doc__)
    with tempfile.TemporaryDirectory() as scratch:
        folder = asked.folder or Path(scratch)
        with Desk.open(prepare(folder, SMALL)) as few, Desk.open(prepare(folder, LARGE)) as many:
            rounds = [(measure(few, TYPED), measure(many, TYPED)) for _ in range(4 if asked.quick else 16)]
        # The first round only warms up.
        results = list(judge([small for small, _large in rounds[1:]], [large for _small, large in rounds[1:]]))
    print(machine())
    print(as_table(results))
    return exit_code(results)


if __name__ == "__main__":
    sys.exit(main())

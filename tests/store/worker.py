"""One of several programs on one file: adds, counts up and undoes at random, then says what it did."""

import json
import random
import sys
from pathlib import Path

from obm_tui.desk import Desk
from obm_tui.domain.cards import Lane, NewCard
from obm_tui.domain.errors import UndoRefused
from obm_tui.domain.steps import Origin
from tests.store.state import count_up


def main(path: Path, seed: int, turns: int) -> dict[str, int]:
    """Take `turns` turns; the numbers are net of what was undone, by whomever it was done."""
    report = {"cards": 0, "counted": 0, "undone": 0, "refused": 0}
    chance = random.Random(seed)
    with Desk.open(path, origin=Origin.CLI, busy_seconds=20) as desk:
        for turn in range(turns):
            what = chance.choice(["card", "count", "undo"])
            if what == "card":
                desk.cards.add(NewCard(f"{seed}-{turn}", lane=Lane.WEEK))
                report["cards"] += 1
            elif what == "count":
                desk.write(count_up, "counted")
                report["counted"] += 1
            else:
                try:
                    change = desk.steps.undo()
                except UndoRefused:
                    report["refused"] += 1
                else:
                    report["cards" if change.touches("card") else "counted"] -= 1
                    report["undone"] += 1
    return report


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))))

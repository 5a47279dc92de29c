"""One file asks the system what time it is, so that a story or a test can decide it for everybody."""

import ast

import pytest

from tests.architecture.sources import aliases, files, name, resolved, tree

ASKS = {
    "datetime.datetime.now",
    "datetime.datetime.utcnow",
    "datetime.datetime.today",
    "datetime.date.today",
    "time.time",
    "time.time_ns",
    "time.localtime",
    "time.gmtime",
    "time.strftime",
    "time.monotonic",
    "time.monotonic_ns",
    "time.perf_counter",
}
ALLOWED = {"clock.py", "ids.py"}


def asked(module: ast.Module) -> list[str]:
    known = aliases(module)
    return [
        f"line {node.lineno}: {found}"
        for node in ast.walk(module)
        if isinstance(node, ast.Name | ast.Attribute) and (found := resolved(node, known)) in ASKS
    ]


def test_only_the_clock_asks_the_system() -> None:
    found = {name(path): asked(tree(path)) for path in files() if name(path) not in ALLOWED}
    assert {path: lines for path, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "source",
    [
        "from datetime import datetime\ndatetime.now()",
        "from datetime import date as day\nday.today()",
        "import datetime\ndatetime.datetime.utcnow()",
        "import datetime as dt\ndt.date.today()",
        "import time\ntime.time()",
        "from time import time\ntime()",
        "from datetime import datetime\nask = datetime.now",
    ],
)
def test_the_search_finds_them(source: str) -> None:
    assert asked(ast.parse(source))


def test_the_clocks_own_verbs_are_not_meant() -> None:
    assert not asked(
        ast.parse("from obm_tui.clock import Clock\nclock = Clock()\nclock.now()\nself.desk.clock.today()")
    )

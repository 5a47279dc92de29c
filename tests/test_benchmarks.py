"""The benchmarks measure what people get: real files, the real program in a terminal."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import numbers, seed
from benchmarks.run import MOVES, Result
from benchmarks.terminal import NotReady, Picture, Terminal
from obm_tui.clock import FrozenClock
from obm_tui.desk import Desk
from obm_tui.domain.cards import BOARD_LANES, REGISTERS, Lane
from obm_tui.domain.query import Filter, Query, Scope

CARDS = 300
EVERYTHING = Query(filter=Filter(closed=True, archived=True))
TABLES = ("client", "person", "project", "card", "comment", "checklist_item", "link", "card_label", "waiting", "step")


@pytest.fixture(scope="module")
def portfolio(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("seed") / "portfolio.db"
    os.environ["OBM_TUI_NOW"] = "2026-11-23T08:30:00+00:00"
    try:
        seed.make(path, CARDS, clients=7)
    finally:
        del os.environ["OBM_TUI_NOW"]
    return path


@pytest.fixture
def seeded(portfolio: Path, clock: FrozenClock) -> Iterator[Desk]:
    with Desk.open(portfolio, clock=clock) as desk:
        yield desk


def test_the_counts_are_as_asked(seeded: Desk) -> None:
    counts = seeded.files.counts()
    assert (counts["card"], counts["client"], counts["person"]) == (CARDS, 7, 1 + 7 * 4)
    cards = seeded.cards.find(EVERYTHING)
    by_lane = {lane: sum(card.lane is lane for card in cards) for lane in Lane}
    assert all(by_lane[lane] for lane in Lane if lane not in REGISTERS)
    assert by_lane[Lane.DONE] > CARDS / 2
    assert {card.client_code for card in cards} >= {client.code for client in seeded.clients.all()} | {None}
    assert any(card.comments for card in cards)
    assert any(card.items_done < card.items for card in cards)
    assert any(card.archived_at for card in cards)
    assert any(card.days_late(seeded.clock.today()) for card in cards)
    assert not all(card.title.isascii() for card in cards)


def test_the_file_holds_together(seeded: Desk) -> None:
    assert seeded.connection.execute("pragma integrity_check").fetchall() == [("ok",)]
    assert seeded.connection.execute("pragma foreign_key_check").fetchall() == []
    cards = seeded.cards.find(EVERYTHING)
    assert len({card.reference for card in cards}) == CARDS
    numbers = dict(seeded.connection.execute("select client_key, last from card_number").fetchall())
    assert all(card.no <= numbers[card.client_id or ""] for card in cards)


def test_the_board_shows_every_open_card_in_the_order_of_its_keys(seeded: Desk) -> None:
    for lane in (*BOARD_LANES, Lane.INBOX):
        if lane is not Lane.DONE:
            (count,) = seeded.connection.execute(
                "select count(*) from card where lane = ? and closed_at is null and archived_at is null", (lane.value,)
            ).fetchone()
            assert len(seeded.cards.lane(lane)) == count > 0
    one = seeded.clients.all()[0]
    assert sum(len(seeded.cards.lane(lane, Scope(one.id))) for lane in BOARD_LANES) > 0


def test_what_was_closed_can_be_taken_back(portfolio: Path, clock: FrozenClock, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_bytes(portfolio.read_bytes())
    with Desk.open(copy, clock=clock) as desk:
        step = desk.steps.next_undo()
        assert step is not None
        (key,) = desk.steps.undo().rows["card"]
        assert desk.cards.rows([key])[key].lane is Lane.DOING


def test_every_client_has_its_numbers_day_by_day(portfolio: Path, clock: FrozenClock, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_bytes(portfolio.read_bytes())
    numbers.add_numbers(copy, 30)
    with Desk.open(copy, clock=clock) as desk:
        assert desk.connection.execute("pragma foreign_key_check").fetchall() == []
        scores = desk.metrics.scores()
        assert len(scores) == 7 * numbers.NUMBERS
        assert {len(desk.metrics.history(found.metric.id, 100)[0]) for found in scores} == {30}
        assert {found.due_on for found in scores} == {None}


def test_one_seed_makes_the_same_rows(portfolio: Path, tmp_path: Path, clock: FrozenClock) -> None:
    again = tmp_path / "again.db"
    seed.make(again, CARDS, clients=7)  # at the instant every test lives at
    with Desk.open(again, clock=clock) as one, Desk.open(portfolio, clock=clock) as other:
        for table in TABLES:
            sql = f"select * from {table} order by 1, 2"
            assert one.connection.execute(sql).fetchall() == other.connection.execute(sql).fetchall(), table


def test_a_file_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "mine.txt"
    path.write_text("mine")
    with pytest.raises(FileExistsError):
        seed.make(path, 10)
    assert path.read_text() == "mine"


def test_the_picture_is_what_a_terminal_shows() -> None:
    picture = Picture()
    for data in (
        b"\x1b[?2026h\x1b[>1u\x1b]22;default\x07\x1b[2;3Hob",
        b"m \xc3",
        b"\xa9t\xc3\xa9\x1b[1",
        b";1Hx\x1b[?2026l",
    ):
        picture.draw(data)
    assert picture.text().splitlines()[:2] == ["x", "  obm été"]


@pytest.mark.parametrize(("values", "passed"), [((1.0, 1.2, 9.0), True), ((1.3, 1.4, 0.1), False)])
def test_the_median_is_what_counts(values: tuple[float, ...], passed: bool) -> None:
    result = Result("launch", values, 1.25, "")
    assert result.passed is passed
    assert result.cells[0] == ("pass" if passed else "MISS")


@pytest.mark.pty
def test_the_program_opens_on_the_board_and_answers(portfolio: Path, home: Path) -> None:
    state = home / "state"
    state.mkdir(mode=0o700, parents=True)
    (state / "place.json").write_text('{"screen": "board"}')
    (home / "obm-tui.db").write_bytes(portfolio.read_bytes())
    with Terminal([sys.executable, "-m", "obm_tui"]) as terminal:
        first = terminal.wait_for("Backlog")
        assert first.cpu > 0
        terminal.press("left")
        before = terminal.picture.text()
        for key in MOVES:
            assert terminal.press(key).wall > 0
        assert terminal.picture.text() == before
        assert terminal.peak_memory() > 10_000_000


@pytest.mark.pty
def test_a_program_that_shows_something_else_is_not_ready() -> None:
    command = [sys.executable, "-c", "print('something else')"]
    with Terminal(command) as terminal, pytest.raises(NotReady, match="something else"):
        terminal.wait_for("Backlog")

"""Texts that have broken programs, through every field there is, and shown in every place there is."""

import json
import unicodedata
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.events import Paste, Resize
from textual.geometry import Size
from textual.widgets import Input, TextArea

from obm_tui import drafts
from obm_tui.desk import Desk
from obm_tui.domain.capture.lines import has_lines
from obm_tui.domain.cards import CardEdit, Lane, NewCard
from obm_tui.domain.clients import NewClient
from obm_tui.domain.import_answers import BoardAnswers
from obm_tui.domain.metrics import NewMetric, NewValue
from obm_tui.domain.people import NewPerson
from obm_tui.domain.text import clean_line, clean_note, strip_controls
from obm_tui.interop.trello import read
from obm_tui.navigation import Place
from obm_tui.screens.dialogs.metric_form import LINES as METRIC_LINES
from tests import hostile
from tests.app import dialogs
from tests.app.cockpit import Cockpit
from tests.app.conftest import Open
from tests.conftest import NOW
from tests.interop import boards

EVERYTHING = (*hostile.TITLES, *hostile.TOO_LONG, *hostile.BLANK)
SHARES = 13
FIRST = "Prix de la promo 12"


def check_screen(it: Cockpit) -> None:
    """Nothing on the screen can steer a terminal, and every line ends at the window's edge."""
    for strip in it.screen._compositor.render_strips():
        text = strip.text
        assert strip_controls(text) == text
        # Of letters that join into one, Textual's own fields count each; terminals disagree about them as well.
        if not any(unicodedata.category(letter) in {"Cf", "Mn", "Me", "Sk", "So"} for letter in text):
            assert cell_len(text) == it.app.size.width, repr(text)


async def refused(it: Cockpit, dialog: str, steps: int, typed: str) -> None:
    """It said no, kept what was typed and changed nothing; leave it without a draft."""
    assert (it.dialog, it.steps()) == (dialog, steps), typed
    await it.send("escape")
    for form in ("capture", "card", "client"):
        drafts.forget(form, "")
    for form in ("card", "await"):
        drafts.forget(form, it.row(FIRST).id)


async def capture_line(it: Cockpit, text: str) -> None:
    if has_lines(text):
        await pasted_lines(it, text)
        return
    before, cleaned = it.steps(), clean_line(text, 30_000)
    await it.send("n", Paste(text), "enter")
    check_screen(it)
    if 0 < len(cleaned) <= 500:
        assert (it.dialog, it.steps()) == ("", before + 1), text
        assert it.row(cleaned).lane is Lane.WEEK
        # It is under the cursor: on the board, in the pane, in full, in the history.
        assert it.card == cleaned
        assert cleaned[:6] in it.text()
        await it.send("enter")
        check_screen(it)
        await it.send("escape")
    else:
        await refused(it, "CaptureDialog", before, text)


async def pasted_lines(it: Cockpit, text: str) -> None:
    """A paste of which this is the beginning, in both readings."""
    if not clean_line(text):
        return
    for choice in ("up", "down"):
        before = it.steps()
        await it.send("n", Paste(f"{text}\nFIN"))
        assert it.dialog == "PasteDialog", text
        for key in ("up", "down", choice):
            await it.send(key)
            check_screen(it)
        await it.send("enter")
        check_screen(it)
        assert (it.dialog, it.steps()) == ("", before + 1), text
        card = it.row(it.card or "")
        assert card.lane is Lane.WEEK
        if choice == "up":
            assert "FIN" in it.titles(Lane.WEEK)
        else:
            assert it.desk.cards.detail(card.id).body.endswith("FIN")
        await it.send("enter")
        check_screen(it)
        await it.send("escape", "u")


async def form_title(it: Cockpit, text: str) -> None:
    before, cleaned = it.steps(), clean_line(text, 30_000)
    key = it.row(FIRST).id
    it.lanes.cards.select_card(key)
    await it.send("e", "ctrl+u", Paste(text), "enter")
    check_screen(it)
    if 0 < len(cleaned) <= 500:
        assert (it.dialog, it.desk.cards.rows([key])[key].title) == ("", cleaned)
        await it.send("u")
    else:
        await refused(it, "CardForm", before, text)


def form_field(tabs: int) -> Callable[[Cockpit, str], Awaitable[None]]:
    """A line of the form that means something: nothing hostile is a client, a person or a date."""

    async def fill(it: Cockpit, text: str) -> None:
        before = it.steps()
        it.lanes.cards.select_card(it.row(FIRST).id)
        await it.send("e", *["tab"] * tabs, "ctrl+u", Paste(text), "enter")
        check_screen(it)
        if clean_line(text):
            await refused(it, "CardForm", before, text)
        else:
            assert it.dialog == ""
            if it.steps() > before:
                await it.send("u")

    return fill


def form_line(tabs: int) -> Callable[[Cockpit, str], Awaitable[None]]:
    """A line of the form that takes any text."""

    async def fill(it: Cockpit, text: str) -> None:
        before = it.steps()
        it.lanes.cards.select_card(it.row(FIRST).id)
        await it.send("e", *["tab"] * tabs, Paste(text), "enter")
        check_screen(it)
        detail = it.desk.cards.detail(it.row(FIRST).id)
        assert (it.dialog, (detail.done_means if tabs == 5 else detail.row.blocked_reason)) == (
            "",
            clean_line(text.split("\n")[0], 500) if "\n" in text or "\r" in text else clean_line(text, 500),
        ) or "\r" in text
        if it.steps() > before:
            await it.send("u")

    return fill


async def form_body(it: Cockpit, text: str) -> None:
    await description(it, text, ("e", *["tab"] * 4), ("ctrl+s",))


async def long_text(it: Cockpit, text: str) -> None:
    await description(it, text, ("e", "ctrl+e"), ("ctrl+s", "ctrl+s"))


async def description(it: Cockpit, text: str, opening: tuple[str, ...], closing: tuple[str, ...]) -> None:
    key = it.row(FIRST).id
    it.lanes.cards.select_card(key)
    await it.send(*opening, Paste(text))
    for pressed in closing:
        check_screen(it)
        await it.send(pressed)
    check_screen(it)
    assert it.dialog == ""
    lines = clean_note("\n".join(text.splitlines()))
    assert it.desk.cards.detail(key).body == (lines if lines.strip() else "")
    await it.send("enter")
    check_screen(it)
    await it.send("escape")
    if lines.strip():
        await it.send("u")


async def date(it: Cockpit, text: str) -> None:
    before = it.steps()
    await it.send("p", Paste(text), "enter")
    check_screen(it)
    if clean_line(text):
        assert "not a date yet" in it.text()
        await refused(it, "WhenDialog", before, text)
    else:
        assert (it.dialog, it.steps()) == ("", before)


async def awaited(it: Cockpit, text: str) -> None:
    before = it.steps()
    it.lanes.cards.select_card(it.row(FIRST).id)
    await it.send("a", Paste("Hugo"), "enter", Paste(text))
    check_screen(it)
    await it.send("enter")
    check_screen(it)
    if it.dialog:
        assert len(clean_line(text, 30_000)) > 500
        await refused(it, "AwaitDialog", before, text)
        return
    wait = it.desk.waits.of_cards([it.row(FIRST).id])[it.row(FIRST).id]
    assert (wait.what, it.steps()) == (clean_line(text), before + 1)
    for place in ("waiting", "client", "board"):
        it.app.go(Place(place, wait.card.client_id))
        await it.settle()
        check_screen(it)
    await it.send("u")


async def person(it: Cockpit, text: str) -> None:
    name = clean_line(text, 100)
    it.lanes.cards.select_card(it.row(FIRST).id)
    await it.send("d", Paste(text))
    check_screen(it)
    await it.send("enter")
    check_screen(it)
    await it.send("enter")
    if name:
        assert (it.dialog, it.row(FIRST).owner) == ("", name)
        check_screen(it)
    await it.send("escape" if it.dialog else "u")


async def client_name(it: Cockpit, text: str) -> None:
    before, name = it.steps(), clean_line(text, 100)
    it.app.go(Place("radar"))
    await it.settle()
    await it.send("n", Paste(text), "enter")
    check_screen(it)
    if name:
        assert name in {client.name for client in it.desk.clients.all()}
        await it.send("f", Paste(text))
        check_screen(it)
        await it.send("escape", "u")
    else:
        await refused(it, "ClientForm", before, text)


async def client_code(it: Cockpit, text: str) -> None:
    before = it.steps()
    it.app.go(Place("radar"))
    await it.settle()
    await it.send("n", *"Une", "tab", "ctrl+u", Paste(text), "enter")
    check_screen(it)
    if it.dialog:
        await refused(it, "ClientForm", before, text)
    else:
        [made] = [client for client in it.desk.clients.all() if client.name == "Une"]
        assert made.code.isalnum()
        await it.send("u")


async def import_path(it: Cockpit, text: str) -> None:
    before = it.steps()
    await it.send("ctrl+o", Paste(text), "enter")
    await it.until(lambda: "Reading…" not in it.text())
    check_screen(it)
    await refused(it, "ImportDialog", before, text)


async def import_client(it: Cockpit, text: str) -> None:
    before = it.steps()
    path = Path.cwd() / "board.json"
    path.write_text(json.dumps(boards.board(boards.card(1), name="Nobody's")))
    await it.send("ctrl+o", Paste(str(path)), "tab", "ctrl+u", Paste(text), "enter")
    await it.until(lambda: "Reading…" not in it.text())
    check_screen(it)
    # What leaves nothing in the field names no client: that is asked next.
    await refused(it, it.dialog, before, text)
    assert it.dialog == ""


def journal_field(tabs: int) -> Callable[[Cockpit, str], Awaitable[None]]:
    async def note(it: Cockpit, text: str) -> None:
        before = it.steps()
        await it.send("j", *(["o", "k"] if tabs else []), *["tab"] * tabs, "ctrl+u", Paste(text), "enter")
        check_screen(it)
        if it.dialog:
            await refused(it, "JournalDialog", before, text)
        else:
            [entry] = it.desk.contacts.recent(limit=1)
            wanted = clean_note(text.split("\n")[0]) if not tabs else clean_line(text, 40)
            assert (entry.gist if not tabs else entry.channel or wanted) is not None
            await it.send("u")

    return note


def person_field(name: str, tabs: int) -> Callable[[Cockpit, str], Awaitable[None]]:
    async def edit(it: Cockpit, text: str) -> None:
        before = it.steps()
        [person] = [one for one in it.desk.clients.people() if one.client_code == "OBJ"]
        it.app.go(Place("client", person.client_id))
        await it.settle()
        await it.send("right", "end", "up", "enter", *["tab"] * tabs, "ctrl+u", Paste(text), "enter")
        check_screen(it)
        if it.dialog:
            await refused(it, "PersonForm", before, text)
            drafts.forget("person", person.id)
            longest = {"name": 100, "role": 100, "channel": 40, "email": 200}.get(name, 0)
            assert not clean_line(text) or len(clean_line(text, 100_000)) > longest
            return
        [now] = [one for one in it.desk.clients.people() if one.id == person.id]
        if name != "client":
            assert getattr(now, name) == clean_line(text)
        check_screen(it)
        if it.steps() > before:
            await it.send("u")

    return edit


def client_field(tabs: int) -> Callable[[Cockpit, str], Awaitable[None]]:
    async def edit(it: Cockpit, text: str) -> None:
        before = it.steps()
        it.app.go(Place("radar"))
        await it.settle()
        await it.send("e", *["tab"] * tabs, Paste(text), "ctrl+s")
        check_screen(it)
        if it.dialog:
            await refused(it, "ClientForm", before, text)
        elif it.steps() > before:
            await it.send("u")

    return edit


async def filter_line(it: Cockpit, text: str) -> None:
    before = it.steps()
    await it.send("slash", Paste(text))
    check_screen(it)
    await it.send("enter")
    check_screen(it)
    await it.send("escape", "escape")
    it.app.go(Place("board"))
    await it.settle()
    assert (it.dialog, it.steps()) == ("", before)


async def the_number(it: Cockpit) -> str:
    """The scorecard, its one number under the cursor, which has a value for last week."""
    client = it.desk.clients.by_code("CAP").id
    known = it.desk.metrics.all()
    if not known:
        key = it.desk.metrics.add(client, NewMetric("Leads")).value
        it.desk.metrics.enter([NewValue(key, NOW.date() - timedelta(days=7), 10_000)])
        known = it.desk.metrics.all()
    it.app.go(Place("scorecard", client))
    await it.settle()
    it.place.stale = True
    it.place.reload()
    await it.settle()
    return known[0].id


def metric_field(tabs: int) -> Callable[[Cockpit, str], Awaitable[None]]:
    async def edit(it: Cockpit, text: str) -> None:
        key = await the_number(it)
        before = it.steps()
        await it.send("e")
        it.app.screen.query("LineInput")[tabs].focus()
        await it.send("ctrl+u", Paste(text), "ctrl+s")
        check_screen(it)
        if it.dialog:
            await refused(it, "MetricForm", before, text)
            drafts.forget("metric", key)
        else:
            await it.send("enter")
            check_screen(it)
            await it.send("escape", *(["u"] if it.steps() > before else []))

    return edit


async def metric_note(it: Cockpit, text: str) -> None:
    key = await the_number(it)
    before = it.steps()
    await it.send("j", "ctrl+u", Paste(text), "enter")
    check_screen(it)
    note = it.desk.metrics.history(key, 1)[0][0].note
    assert (it.dialog, note) == ("", clean_line(clean_line(text, 100_000), 500))
    await it.send("enter")
    check_screen(it)
    await it.send("escape", *(["u"] if it.steps() > before else []))


async def due_value(it: Cockpit, text: str) -> None:
    key = await the_number(it)
    if it.desk.metrics.history(key, 1)[0]:
        it.desk.metrics.clear(key, it.desk.metrics.history(key, 1)[0][0].period_on)
    before = it.steps()
    await it.send("w", Paste(text), "enter")
    check_screen(it)
    if it.steps() > before:
        await it.send("escape", "u")
    else:
        await it.send("escape")
    assert it.dialog == ""


DOORS: dict[tuple[str, str], Callable[[Cockpit, str], Awaitable[None]]] = {
    ("CaptureDialog", "line"): capture_line,
    ("CardForm", "title"): form_title,
    ("CardForm", "client"): form_field(1),
    ("CardForm", "owner"): form_field(2),
    ("CardForm", "due"): form_field(3),
    ("CardForm", "body"): form_body,
    ("CardForm", "done_means"): form_line(5),
    ("CardForm", "blocked"): form_line(6),
    ("TextEditor", "text"): long_text,
    ("AwaitDialog", "line"): awaited,
    ("WhenDialog", "typed"): date,
    ("PickDialog", "typed"): person,
    ("ClientForm", "name"): client_name,
    ("ClientForm", "code"): client_code,
    ("ClientForm", "compass"): client_field(2),
    ("ClientForm", "cadence"): client_field(3),
    ("ClientForm", "priorities"): client_field(4),
    ("ImportDialog", "file"): import_path,
    ("JournalDialog", "gist"): journal_field(0),
    ("JournalDialog", "day"): journal_field(1),
    ("JournalDialog", "who"): journal_field(2),
    ("JournalDialog", "channel"): journal_field(3),
    ("ImportDialog", "client"): import_client,
    ("FilterLine", "filter"): filter_line,
    ("KpiRound", "value"): due_value,
    ("LineDialog", "line"): metric_note,
    **{("MetricForm", name): metric_field(spot) for spot, name in enumerate(METRIC_LINES)},
    **{
        ("PersonForm", name): person_field(name, tabs)
        for name, tabs in (("name", 0), ("role", 1), ("client", 3), ("channel", 6), ("email", 7))
    },
}
"""Every field she can type into, by dialog and name, and what becomes of a text there."""


@pytest.mark.parametrize("share", [SHARES, pytest.param(1, marks=pytest.mark.slow)], ids=["some", "all"])
async def test_every_text_among_pasted_lines(share: int, board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        for text in EVERYTHING[3 % share :: share]:
            await pasted_lines(it, text)
        # All of them at once.
        await it.send("n", Paste("\n".join(EVERYTHING)))
        for size in ((120, 50), (80, 24), (40, 10)):
            it.app.post_message(Resize(Size(*size), Size(*size)))
            for key in ("up", "down"):
                await it.send(key)
                assert it.dialog == "PasteDialog"
                check_screen(it)


async def test_every_field_has_a_door(board: Path, cockpit: Open) -> None:
    found = set()
    for dialog, keys in dialogs.OPENED_BY.items():
        async with cockpit(board) as it:
            await it.press(*keys)
            found |= {(dialog, field.id) for field in it.screen.query("Input, TextArea")}
    assert found == set(DOORS)


@pytest.mark.parametrize("door", sorted(DOORS), ids="-".join)
@pytest.mark.parametrize("share", [SHARES, pytest.param(1, marks=pytest.mark.slow)], ids=["some", "all"])
async def test_every_text_through_every_field(
    door: tuple[str, str], share: int, board: Path, cockpit: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every day, each field takes another share of the texts, so that each text goes through three of them at least."""
    monkeypatch.chdir(tmp_path)
    async with cockpit(board) as it:
        for text in EVERYTHING[sorted(DOORS).index(door) % share :: share]:
            await DOORS[door](it, text)
            assert it.dialog == "", text
        assert it.app.is_running


@pytest.fixture
def hostile_board(board: Path) -> Path:
    """The board with these texts wherever a text can be: titles, notes, names, labels, comments, lines, links."""
    texts = [text for text in hostile.TITLES if clean_line(text)]
    with Desk.open(board) as desk:
        for n, text in enumerate(texts[:6]):
            desk.clients.add(NewClient(text, f"H{n}", notes=text))
        keys = desk.cards.add_all([NewCard(text, lane=Lane.WEEK, body=text) for text in texts]).value
        for key, text in zip(keys, texts, strict=True):
            desk.cards.delegate([key], CardEdit(owner=NewPerson(text)))
        first = boards.card(1)
        everything = boards.board(
            *[
                boards.card(
                    n,
                    name=text,
                    desc=text,
                    labels=[{"id": f"l{n}", "name": text, "color": "red"}],
                    attachments=[{"id": f"a{n}", "url": f"https://example.org/{n}", "name": text, "isUpload": False}],
                )
                for n, text in enumerate(texts, 1)
            ],
            members=[{"id": boards.ANNE, "fullName": texts[0], "username": "x"}],
            checklists=[
                {
                    "id": "c",
                    "idCard": first["id"],
                    "name": texts[0],
                    "pos": 1,
                    "checkItems": [
                        {"id": f"i{n}", "name": text, "pos": n, "state": "incomplete"} for n, text in enumerate(texts)
                    ],
                }
            ],
            actions=[boards.comment(n, first["id"], text) for n, text in enumerate(texts)],
        )
        imported = read(everything, desk.clock.zone)
        answers = desk.files.answers_for(imported, BoardAnswers(), desk.clients.by_code("CAP").id)
        desk.files.import_board(imported, answers)
    return board


@pytest.mark.parametrize("size", [(120, 36), (60, 20)])
async def test_every_text_in_every_place(size: tuple[int, int], hostile_board: Path, cockpit: Open) -> None:
    async with cockpit(hostile_board, size=size) as it:
        for lane in ("", "left"):
            await it.send(*([lane] if lane else []), "home")
            for _ in range(len(it.lanes.cards.lane_ids(it.lane))):
                check_screen(it)
                await it.send("down")
        # In full, to the last line; and in each density.
        await it.send("home", "enter", *["pagedown"] * 12)
        check_screen(it)
        await it.send("escape")
        for key in ("v", "v", "v"):
            await it.send(key)
            check_screen(it)
        for place in ("radar", "inbox", "history", "settings"):
            it.app.go(Place(place))
            for _ in range(4):
                await it.send("pagedown")
                check_screen(it)
        for client in it.desk.clients.all():
            for place in ("client", "board", "inbox"):
                it.app.go(Place(place, client.id))
                await it.send("down")
                check_screen(it)
        for opening in ("ctrl+p", "f", "question_mark"):
            await it.send(opening)
            check_screen(it)
            await it.send("escape")
        it.app.go(Place("board"))
        for openings in (("d",), ("m", "a"), ("p",), ("e",), ("n",), ("ctrl+o",)):
            await it.send(*openings)
            check_screen(it)
            await it.send("escape", "escape")
            it.app.go(Place("board"))


async def test_markup_is_shown_and_a_click_on_it_runs_nothing(board: Path, cockpit: Open) -> None:
    trap = "[@click=app.app_quit]piège[/] [b]gras[/b] [URGENT] $primary"
    async with cockpit(board) as it:
        await it.send("n", Paste(trap), "enter")
        for opening in ((), ("enter",), ("p",), ("d",), ("m", "d"), ("e",)):
            await it.send("escape", "g", "b", *opening)
            it.app.warn(trap)
            it.app.flash(trap)
            await it.settle()
            shown = it.lines()
            assert any("[@click=app" in line for line in shown), opening
            for y, line in enumerate(shown):
                for part in ("piège", "gras", "app_quit", "[URGENT]"):
                    if (x := line.find(part)) >= 0:
                        await it.click(x + 1, y)
            it.app.clear_notifications()
            assert not it.app._exit


async def test_every_text_as_a_message(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        for text in EVERYTHING:
            it.app.warn(text)
            it.app.flash(text)
            await it.settle()
            check_screen(it)
            it.app.clear_notifications()


async def test_a_field_shows_what_is_typed_into_it_without_control_characters(board: Path, cockpit: Open) -> None:
    """The import's path may hold anything a file name may; it is cleaned on its way to the terminal."""
    async with cockpit(board) as it:
        await it.send("ctrl+o")
        field = it.screen.query_one("#file", Input)
        for text in hostile.TITLES:
            field.value = text
            await it.settle()
            check_screen(it)
        await it.send("escape", "e")
        area = it.screen.query_one(TextArea)
        for text in hostile.TITLES:
            area.text = text
            await it.settle()
            check_screen(it)

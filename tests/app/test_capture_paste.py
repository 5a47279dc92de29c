"""Several pasted lines on the capture line: one card with a text, or a card a line, in one step."""

from datetime import date
from pathlib import Path
from time import perf_counter

import pytest
from textual.events import Paste

from obm_tui import drafts, paths
from obm_tui.domain.cards import Lane
from obm_tui.domain.errors import Busy
from obm_tui.navigation import Place
from tests.app.cockpit import Cockpit
from tests.app.conftest import Open

WEEK = ["Prix de la promo 12", "Ordre du jour", "Note pour Maya"]
LIST = "- [ ] le logo +SAU\n- [x] la police\n\n- la charte demain\n"
MAIL = "Bonjour Camille,\n\npeux-tu relire la page ?\n- vite\nMerci !"


def body(it: Cockpit, title: str) -> str:
    return it.desk.cards.detail(it.row(title).id).body


async def test_a_list_is_a_card_a_line_where_the_cursor_is(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        before = it.steps()
        await it.press("n")
        await it.paste(LIST)
        assert it.dialog == "PasteDialog"
        for words in ("2 cards, one a line", "· le logo", "SAU", "· la charte", "Tue 24 Nov", "1 ticked line"):
            assert words in it.text(), words
        await it.press("enter")

        assert it.titles(Lane.WEEK) == [WEEK[0], "le logo", "la charte", *WEEK[1:]]
        assert (it.row("le logo").client_code, f"{it.row('la charte').due_on}") == ("SAU", "2026-11-24")
        assert (it.dialog, it.card, it.steps()) == ("", "le logo", before + 1)
        await it.press("u")
        assert it.titles(Lane.WEEK) == WEEK


async def test_a_text_is_one_card_with_its_lines(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("n")
        await it.paste(MAIL)
        assert "One card: the first line, the rest as its text" in it.text()
        await it.press("enter")

        assert (it.dialog, it.card) == ("", "Bonjour Camille,")
        assert body(it, "Bonjour Camille,") == "peux-tu relire la page ?\n- vite\nMerci !"


async def test_arrows_choose_the_other_reading(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("n")
        await it.paste(MAIL)
        assert "· vite" not in it.text()
        await it.press("up")
        assert "· vite" in it.text()
        await it.press("enter")
        assert it.titles(Lane.WEEK)[1:5] == ["Bonjour Camille,", "peux-tu relire la page ?", "vite", "Merci !"]

        await it.press("n")
        await it.paste(LIST)
        await it.press("down", "enter")
        assert body(it, "le logo") == "- [x] la police\n\n- la charte demain"


async def test_what_was_typed_goes_with_it(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("n")
        await it.type("Maya : ")
        await it.paste("le logo\nla charte")
        await it.press("enter")
        assert body(it, "Maya : le logo") == "la charte"

        # In front of a list it is the list's name.
        await it.press("n")
        await it.type("Pour Maya")
        await it.paste("- le logo\n- la charte")
        await it.press("enter")
        assert body(it, "Pour Maya") == "- le logo\n- la charte"


async def test_escape_goes_back_to_the_line_and_takes_nothing(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        before = it.steps()
        await it.press("n")
        await it.type("déjà")
        await it.paste(LIST)
        await it.press("escape")
        assert (it.dialog, it.typed, it.steps()) == ("CaptureDialog", "déjà", before)
        await it.press("enter")
        assert it.titles(Lane.WEEK)[1] == "déjà"


async def test_an_enter_that_arrives_with_the_paste_is_no_answer(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        before = it.steps()
        await it.press("n")
        await it.send(*"a", "enter")
        await it.press("n")
        await it.send(Paste(LIST), "enter", "enter")
        assert (it.dialog, it.steps()) == ("PasteDialog", before + 1)


async def test_arrows_that_arrive_in_one_read_leave_it_at_rest(board: Path, cockpit: Open) -> None:
    """The preview follows the cursor and must not move it: two arrows on their way chased each other for ever."""
    async with cockpit(board) as it:
        await it.press("n")
        await it.paste(LIST)
        await it.send("down", "up", "down")
        before = it.text()
        await it.settle()
        assert it.text() == before


async def test_on_the_inbox_they_go_to_its_bottom_and_belong_to_the_client_in_focus(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        client = it.desk.clients.by_code("CAP")
        it.app.go(Place("inbox", client.id))
        await it.press("n")
        await it.paste("un\ndeux")
        await it.press("up", "enter")
        assert it.titles(Lane.INBOX)[-2:] == ["un", "deux"]
        assert {it.row(title).client_code for title in ("un", "deux")} == {"CAP"}


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (40, 8)])
async def test_five_hundred_lines(size: tuple[int, int], board: Path, cockpit: Open) -> None:
    async with cockpit(board, size=size) as it:
        before = it.steps()
        await it.press("n")
        await it.paste("\n".join(f"- ligne {n}" for n in range(500)))
        assert it.dialog == "PasteDialog"
        if size[1] >= 24:
            assert "· ligne 11" in it.text()
            assert "and 488 more" in it.text()
        began = perf_counter()
        await it.press("enter")
        assert perf_counter() - began < 10
        assert [title for title in it.titles(Lane.WEEK) if title.startswith("ligne")] == [
            f"ligne {n}" for n in range(500)
        ]
        assert it.steps() == before + 1


async def test_more_lines_than_one_paste_makes_cards_of_are_one_card(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        await it.press("n")
        await it.paste("\n".join(f"- ligne {n}" for n in range(1001)))
        assert "too many cards for one paste" in it.text()
        await it.press("up", "enter")
        assert body(it, "ligne 0").endswith("- ligne 1000")


@pytest.mark.parametrize("text", ["x" * 2_000_000, "ligne\n" * 350_000], ids=["one line", "lines"])
async def test_two_megabytes_are_kept_in_a_file(text: str, board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        before = it.steps()
        await it.press("n")
        await it.type("déjà")
        began = perf_counter()
        await it.paste(text)
        assert perf_counter() - began < 2
        assert (it.dialog, it.typed, it.steps()) == ("CaptureDialog", "déjà", before)
        said = " ".join(it.text().split())
        assert "Too long a paste: 100,000 characters at most. All of it is kept in" in said
        [kept] = (paths.data_folder() / "pasted").iterdir()
        assert kept.name in it.text().replace("\n", "").replace(" ", "")
        assert (kept.read_text(encoding="utf-8"), kept.stat().st_mode & 0o777) == (text, 0o600)
        await it.paste(text)
        assert len(list(kept.parent.iterdir())) == 2
        await it.press("escape")
        left = drafts.load("capture")
        assert left is not None
        assert left.texts == {"line": "déjà"}


def test_a_kept_paste_is_never_written_over(home: Path) -> None:
    day = date(2026, 11, 23)
    kept = [drafts.keep_paste(text, day) for text in ("one", "two", "three")]
    assert kept[0] is not None
    kept[0].unlink()
    assert drafts.keep_paste("four", day) is not None
    texts = [path.read_text(encoding="utf-8") for path in sorted((paths.data_folder() / "pasted").iterdir())]
    assert sorted(texts) == ["four", "three", "two"]


async def test_a_paste_the_disk_refuses_is_said_to_be_lost(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        (paths.data_folder() / "pasted").write_text("in the way")
        await it.press("n")
        await it.paste("x" * 2_000_000)
        assert "Nothing of it was taken." in it.text()


async def test_a_refusal_asks_again(board: Path, cockpit: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    async with cockpit(board) as it:
        await it.press("n")
        await it.paste(LIST)
        with monkeypatch.context() as busy:

            def refuse(*_cards: object) -> None:
                raise Busy

            busy.setattr(it.desk.cards, "add_all", refuse)
            await it.press("enter")
        assert it.dialog == "PasteDialog"
        assert "The database is busy" in it.toasts()[-1]
        await it.press("enter")
        assert (it.dialog, it.titles(Lane.WEEK)[1]) == ("", "le logo")


async def test_lines_too_long_for_a_title_are_whole_in_the_text(board: Path, cockpit: Open) -> None:
    async with cockpit(board) as it:
        long = "mot " * 200
        await it.press("n")
        await it.paste(f"- {long}\n- court")
        await it.press("enter")
        title = it.titles(Lane.WEEK)[1]
        assert title.endswith("mot…")
        assert body(it, title) == long.strip()

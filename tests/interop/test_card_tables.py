"""Tables with a card a line, as each tool writes them; made here line by line."""

import io
import json
import tracemalloc
import zipfile
from contextlib import suppress
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from obm_tui.domain.cards import Lane, Priority
from obm_tui.domain.errors import Refused
from obm_tui.domain.imports import DayOrder, ImportedBoard, ImportedCard
from obm_tui.domain.lanes import lane_of_column
from obm_tui.interop.detect import is_board, read_board

PARIS = ZoneInfo("Europe/Paris")


def read(text: str | bytes, name: str = "export.csv", order: DayOrder | None = None) -> ImportedBoard:
    data = text.encode() if isinstance(text, str) else text
    assert is_board(data)
    return read_board(data, name, PARIS, order)


def by_title(board: ImportedBoard) -> dict[str, ImportedCard]:
    return {card.title: card for card in board.cards}


def columns(board: ImportedBoard) -> dict[str, str]:
    names = {column.source_id: column.name for column in board.columns}
    return {card.title: names[card.column_id] for card in board.cards}


def people(board: ImportedBoard) -> dict[str, list[str]]:
    names = {person.source_id: person.name for person in board.people}
    return {card.title: [names[person] for person in card.person_ids] for card in board.cards}


def said(board: ImportedBoard) -> str:
    return "\n".join(note.message.format(**note.values) for note in board.notes)


ASANA = (
    "Task ID,Created At,Completed At,Last Modified,Name,Section/Column,Assignee,Assignee Email,Start Date,Due Date,"
    "Tags,Notes,Projects,Parent task,Budget\n"
    """1111111111111111,2026-01-02,,,Launch page,To do,Julie Roy,julie@example.org,,2026-02-01,"Web, Urgent","Two
lines",Spring,,400
1111111111111112,2026-01-02,,2026-01-03,Headline,,,,,,,,,Launch page,
1111111111111113,2026-01-02,,2026-01-03,Legal check,,Nadir,,,2026-01-20,,,,Launch page,
1111111111111114,2026-01-02,2026-01-09,2026-01-09,Old one,(no section),,lea@example.org,,,,,Spring,,
1111111111111114,2026-01-02,,2026-01-09,Old one again,Doing,,,,,,,Spring,,
1.11111E+15,2026-01-05,,2026-01-05,Rounded,Doing,,,,,,,Spring,,
,2026-01-05,,,,Doing,,,,,,,,,
1111111111111116,2026-01-05,,,Stray part,,,,,,,,,Nobody,
"""
)


class TestAsana:
    @pytest.fixture
    def board(self) -> ImportedBoard:
        return read(ASANA)

    def test_tasks_sections_people_and_parts(self, board: ImportedBoard) -> None:
        assert (board.source, board.name, board.read, board.lines) == ("asana", "Spring", 8, 1)
        assert columns(board) == {
            "Launch page": "To do",
            "Legal check": "—",
            "Old one again": "Doing",
            "Rounded": "Doing",
            "Stray part": "—",
        }
        page = by_title(board)["Launch page"]
        assert (page.due_on, page.body, page.extra) == (date(2026, 2, 1), "Two\nlines", {"Budget": "400"})
        assert [(item.text, item.done) for item in page.items] == [("Headline", False)]
        assert page.url == "https://app.asana.com/0/0/1111111111111111/f"
        assert people(board)["Launch page"] == ["Julie Roy"]
        assert {label.name for label in board.labels} == {"Web", "Urgent"}

    def test_what_is_odd_is_said(self, board: ImportedBoard) -> None:
        assert "Lines without a title, left out: 1" in said(board)
        assert "Entries with the id of an earlier one, left out: 1" in said(board)
        assert "Subtasks of a task that is not in the file come in as cards: 1 (first: Stray part)" in said(board)

    def test_an_id_that_a_spreadsheet_rounded_is_none(self, board: ImportedBoard) -> None:
        rounded = by_title(board)["Rounded"]

        assert "E+" not in rounded.source_id
        assert rounded.source_id == by_title(read(ASANA))["Rounded"].source_id


CLICKUP = [
    ["Task ID", "Task Name", "Task Content", "Status", "Date Created", "Due Date", "Due Date Text", "Parent ID",
     "Assignees", "Tags", "Priority", "List Name", "Space Name", "Checklists", "Comments", "Task Link", "Task Type",
     "Attachments", "Folder Name/Path", "Time Estimated Text"],
    ["86a1", "Edit video", "First\\nSecond", "in progress", "1767225600000", "1770163200000", "2/4/2026", "null",
     "[Caroline Jones, Ashley Bryant]", "[rush, video]", "2", "Videos", "Channel", '{"Cut": ["intro", "outro"]}',
     json.dumps([{"text": "Newer", "by": "a@example.org", "date": "3/25/2026, 9:00:00 AM CDT"},
                 {"text": "Older", "by": "b@example.org", "date": "3/24/2026, 9:00:00 PM CDT"}]),
     "https://app.clickup.com/t/86a1", "Milestone",
     '[{"title": "Cut.mp4", "url": "https://example.org/cut.mp4"}, {"url": "javascript:x"}]', '["Team", "Q1"]', "2 h"],
    ["86a2", "Captions", "null", "in progress", "null", "null", "null", "86a1", "[]", "[]", "null", "Videos", "Channel",
     "null", "null", "null", "Task"],
    ["86a3", "Invoice", "null", "Closed", "null", "null", "null", "null", "[]", "[]", "4", "Books", "Office", "{",
     "null", "null", "Task"],
]  # fmt: skip


def table(rows: list[list[str]], delimiter: str = ",") -> str:
    import csv

    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def test_clickup() -> None:
    board = read(table(CLICKUP))
    video = by_title(board)["Edit video"]

    assert (board.source, board.read, board.lines, board.spaces()) == ("clickup", 3, 1, ("Channel", "Office"))
    assert columns(board) == {"Edit video": "in progress", "Invoice": "Closed"}
    assert (video.body, video.priority, video.due_on) == ("First\nSecond", Priority.P1, date(2026, 2, 4))
    assert video.created_at == datetime(2026, 1, 1, tzinfo=UTC)
    assert [(item.group, item.text) for item in video.items] == [("Cut", "intro"), ("Cut", "outro"), ("", "Captions")]
    assert [comment.text for comment in video.comments] == ["Older", "Newer"]
    assert people(board)["Edit video"] == ["Caroline Jones", "Ashley Bryant"]
    assert (video.project, video.is_milestone, video.url) == ("Videos", True, "https://app.clickup.com/t/86a1")
    assert by_title(board)["Invoice"].priority is Priority.P3
    assert [(link.title, link.url) for link in video.links] == [("Cut.mp4", "https://example.org/cut.mp4")]
    assert video.extra == {"Folder Name/Path": "Team, Q1", "Time Estimated Text": "2 h"}
    assert "what is ticked" in said(board)
    assert "Values of an unexpected kind" in said(board)


JIRA = (
    "Summary,Issue key,Issue id,Issue Type,Status,Project key,Project name,Project url,Priority,Assignee,Created,"
    "Resolved,Due Date,Description,Labels,Labels,Comment,Comment\n"
    "Fix cart,SHOP-12,1,Bug,Waiting,SHOP,Shop,https://acme.atlassian.net,Highest,Kai Roth,09/Jan/24 3:54 PM,,"
    "25/Jun/24 12:00 AM,Text,web,cart,10/Jan/24 9:00 AM;kai;Half; done,11/Jan/24 9:00 AM;lea;More"
    """
Close year,SHOP-13,2,Task,Done,SHOP,Shop,https://acme.atlassian.net,Low,,25/Jun/20 12:44,26/Jun/20 08:00,,,,,,
"""
)


def test_jira() -> None:
    board = read(JIRA)
    cart = by_title(board)["Fix cart"]

    assert (board.source, board.name, board.container) == ("jira", "Shop", "jira https://acme.atlassian.net")
    assert (cart.due_on, cart.due_time) == (date(2024, 6, 25), None)
    assert cart.created_at == datetime(2024, 1, 9, 14, 54, tzinfo=UTC)
    assert [(comment.author, comment.text) for comment in cart.comments] == [("kai", "Half; done"), ("lea", "More")]
    assert {label.name for label in board.labels} == {"web", "cart"}
    assert cart.url == "https://acme.atlassian.net/browse/SHOP-12"
    assert cart.extra == {"Issue key": "SHOP-12", "Issue Type": "Bug"}
    assert by_title(board)["Close year"].done
    assert by_title(board)["Close year"].completed_at == datetime(2020, 6, 26, 6, tzinfo=UTC)


TODOIST = """\ufeffTYPE,CONTENT,DESCRIPTION,PRIORITY,INDENT,AUTHOR,RESPONSIBLE,DATE,DATE_LANG,TIMEZONE
meta,view_style=board,,,,,,,,
task,Call @phone the printer,About the flyer,1,1,Ana (11),Kai (48151623),2026-03-04,en,
note,He is back on Monday,,,,Ana (11),,,,
,,,,,,,,,
section,Next,,,1,,,,,
task,Weekly post,,4,1,Ana (11),,every monday,en,
task,Pictures,,4,2,Ana (11),,,en,
task,Text,With words,4,2,Ana (11),,,en,
task,Twin,,,1,,,,,
task,Twin,,,1,,,,,
"""


def test_todoist() -> None:
    board = read(TODOIST, "Marketing (1).csv")
    call = by_title(board)["Call the printer"]

    assert (board.source, board.name, board.container, board.read, board.lines) == (
        *("todoist", "Marketing", "marketing"),
        *(6, 1),
    )
    assert columns(board) == {"Call the printer": "—", "Weekly post": "Next", "Text": "Next", "Twin": "Next"}
    assert (call.priority, call.due_on) == (Priority.P1, date(2026, 3, 4))
    assert call.body == "About the flyer\n\nHe is back on Monday"
    assert people(board)["Call the printer"] == ["Kai"]
    assert [label.name for label in board.labels] == ["phone"]
    assert by_title(board)["Weekly post"].rrule.startswith("FREQ=WEEKLY")
    assert [item.text for item in by_title(board)["Weekly post"].items] == ["Pictures"]
    assert len({card.source_id for card in board.cards}) == len(board.cards) == 5


def archive(files: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return out.getvalue()


DB = "0123456789abcdef0123456789abcdef"
PAGE = "fedcba9876543210fedcba9876543210"
NOTION = {
    f"Tasks {DB}_all.csv": (
        "\ufeffTask,Status,Due,Who,Tags,Fait\r\n"
        '"Write, brief",In progress,"December 4, 2026 8:45 AM → December 6, 2026 9:00 AM",Lea,"web, ads",No\r\n'
        "Send,Done,,,,Yes\r\n"
    ),
    f"Tasks {DB}.csv": "\ufeffTask\r\nSend\r\n",
    f"Tasks {DB}/Write, brief {PAGE}.md": "# Write, brief\n\nStatus: In progress\nWho: Lea\n\nFor the *spring*.\n",
}


def test_notion_archives_within_an_archive() -> None:
    board = read(archive({"Export-1-Part-1.zip": archive(dict(NOTION))}), "Export.zip")
    brief = by_title(board)["Write, brief"]

    assert (board.source, board.name, board.container, board.read) == ("notion", "Tasks", DB, 2)
    assert (brief.source_id, brief.url) == (PAGE, f"https://www.notion.so/{PAGE}")
    assert (brief.due_on, brief.due_time, brief.body) == (date(2026, 12, 6), "09:00", "For the *spring*.")
    assert (people(board)["Write, brief"], columns(board)["Send"]) == (["Lea"], "Done")
    assert by_title(board)["Send"].done


def test_notion_databases_are_spaces() -> None:
    other = "1" * 32
    board = read(archive({**NOTION, f"Ideas {other}.csv": "Name,Status\r\nShop,To do\r\n"}), "Export.zip")

    assert (board.spaces(), board.read) == (("Tasks", "Ideas"), 3)
    assert len({card.source_id for card in board.cards}) == 3


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"readme.txt": "x"}, "holds no database"),
        ({f"T {DB}.csv": "A,B\n" + "x" * 70_000_000, f"U {DB}.csv": "x" * 140_000_000}, "more than 200 MB"),
        ({f"{n}.md": "" for n in range(10_001)}, "more than 10000 files"),
        ({f"../../T {DB}.csv": "Name,Status\na,b\n"}, "lead out of it"),
        ({f"/T {DB}.csv": "Name,Status\na,b\n"}, "lead out of it"),
    ],
    ids=["nothing", "bomb", "many", "above", "absolute"],
)
def test_an_archive_beyond_reason_is_refused(files: dict[str, str | bytes], reason: str) -> None:
    with pytest.raises(Refused) as refused:
        read_board(archive(files), "Export.zip", PARIS)
    assert reason in str(refused.value).replace("\u202f", "").replace(",", "")


@pytest.mark.parametrize("inside", [False, True], ids=["tables", "archive in archive"])
def test_a_bomb_is_refused_before_it_is_unpacked(inside: bool) -> None:
    bomb = archive({f"T {DB}.csv": "x" * 100_000_000, f"U {DB}.csv": "x" * 120_000_000})
    data = archive({"Part-1.zip": bomb}) if inside else bomb

    tracemalloc.start()
    try:
        with pytest.raises(Refused):
            read_board(data, "Export.zip", PARIS)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert peak < 10_000_000


def test_pages_in_no_database_are_named() -> None:
    files: dict[str, str | bytes] = {
        f"Tasks {DB}.csv": "Name,Status\nOne,To do\n",
        f"Tasks {DB}/One {PAGE}.md": "# One\n\nText",
    }
    assert read_board(archive(files), "Export.zip", PARIS).notes == ()
    board = read_board(archive(files | {f"Weekly list {DB}.md": "# Weekly list\n\n- [ ] Call"}), "Export.zip", PARIS)
    assert said(board) == "Pages that are in no database, left out: 1 (first: Weekly list)."


def test_an_address_that_cannot_be_opened_stays_with_the_card() -> None:
    text = (
        "Title,Status,Owner,URL\nOne,To do,Lea,vscode://file/x\nTwo,To do,Lea,https://example.org/2\n"
        "Three,To do,Lea,see Lea\n"
    )
    cards = by_title(read(text))
    assert {title: (card.url, dict(card.extra)) for title, card in cards.items()} == {
        "One": ("", {"URL": "vscode://file/x"}),
        "Two": ("https://example.org/2", {}),
        "Three": ("", {"URL": "see Lea"}),
    }


def test_dates_tell_a_notion_database_however_far_down_they_stand() -> None:
    lines = [
        "Name,Subject,When",
        *(f"Page {n},x," for n in range(1_200)),
        *(f'Late {n},x,"@March 3, 2026"' for n in "ab"),
    ]
    text = "\n".join(lines)
    for data, name in ((text.encode(), f"Tasks {DB}.csv"), (archive({f"Tasks {DB}.csv": text}), "Export.zip")):
        dated = [card.title for card in read_board(data, name, PARIS).cards if card.due_on == date(2026, 3, 3)]
        assert dated == ["Late a", "Late b"]


def test_a_table_of_an_archive_with_nothing_in_it_is_passed_over() -> None:
    data = archive({f"Empty {PAGE}.csv": ",,\n\t\n", f"Tasks {DB}.csv": "Name,Status\nOne,To do\n"})
    assert [card.title for card in read_board(data, "Export.zip", PARIS).cards] == ["One"]
    with pytest.raises(Refused, match="holds no database"):
        read_board(archive({f"Empty {PAGE}.csv": ",,\n\t\n"}), "Export.zip", PARIS)


def test_an_empty_line_may_have_no_more_columns_either() -> None:
    with pytest.raises(Refused, match="line 2: more than 400 columns"):
        read_board(f"Title,Status,Owner\n{',' * 500}\nOne,To do,Lea\n".encode(), "export.csv", PARIS)


def test_empty_lines_below_a_table_are_no_part_of_it() -> None:
    board = read("Title,Status,Owner\nOne,To do,Lea\n\n,,\nTwo,To do,Lea\n" + ",,\n" * 50_000)
    assert [card.title for card in board.cards] == ["One", "Two"]


def test_a_member_that_is_longer_than_its_entry_says_is_refused() -> None:
    data = bytearray(archive({f"T {DB}.csv": "Name,Status\n" + "x" * 100_000}))
    said = (100_000 + len("Name,Status\n")).to_bytes(4, "little")
    assert data.count(said) > 1
    data = data.replace(said, (100).to_bytes(4, "little"))

    with pytest.raises(Refused) as refused:
        read_board(bytes(data), "Export.zip", PARIS)
    assert "no archive that can be read" in str(refused.value)


TASKS = [
    {"uuid": "a", "description": "Taxes", "entry": "20260101T080000Z", "status": "pending", "due": "20260430T220000Z",
     "project": "Acme.Books.Year", "priority": "H", "tags": ["money"], "depends": "b,c", "estimate": 3,
     "annotations": [{"entry": "20260102T080000Z", "description": "Ask Lea"},
                     {"entry": "20260102T090000Z", "description": "Started task"}]},
    {"uuid": "b", "description": "Receipts", "entry": "20260101T080000Z", "status": "completed",
     "end": "20260105T080000Z"},
    {"uuid": "t", "description": "Post", "entry": "20260101T080000Z", "status": "recurring", "recur": "2weeks",
     "mask": "+-"},
    {"uuid": "t1", "parent": "t", "imask": "0", "description": "Post", "entry": "20260101T080000Z",
     "status": "pending"},
    {"uuid": "t2", "parent": "t", "imask": 1, "description": "Post", "entry": "20260115T080000Z", "status": "pending"},
    {"uuid": "d", "description": "Gone", "entry": "20260101T080000Z", "status": "deleted"},
    {"uuid": "w", "description": "Later", "entry": "20260101T080000Z", "status": "waiting", "wait": "20260301T080000Z"},
]  # fmt: skip


def test_taskwarrior() -> None:
    board = read(json.dumps(TASKS), "tasks.json")
    cards = {card.source_id: card for card in board.cards}

    assert (board.source, board.read, set(cards)) == ("taskwarrior", 7, {"a", "b", "t2", "w"})
    taxes = cards["a"]
    assert (taxes.due_on, taxes.space, taxes.project) == (date(2026, 5, 1), "Acme", "Books · Year")
    assert (taxes.priority, taxes.extra) == (Priority.P1, {"depends": "Receipts", "estimate": "3"})
    assert [comment.text for comment in taxes.comments] == ["Ask Lea"]
    assert cards["t2"].rrule == "FREQ=WEEKLY;INTERVAL=2"
    assert (columns(board)["Later"], columns(board)["Receipts"]) == ("Waiting", "Done")
    assert "Tasks deleted there, left out: 1" in said(board)


def test_broken_lines_of_taskwarrior_are_reported_and_the_rest_is_read() -> None:
    lines = [json.dumps(task) for task in TASKS]
    broken = "[\n" + ",\n".join([*lines[:2], '{"description":"Un "quoted" text"', *lines[6:]]) + "\n]\n"
    board = read(broken, "tasks.json")

    assert board.read == 3
    assert "Lines that are not valid JSON, left out: 1 (first: line 4)" in said(board)


FRENCH = """Suivi du lancement;;;;;
Tâche;Statut;Responsable;Échéance;Étiquettes;Coût
Écrire la page;En cours;Julie;03/04/2026;web;400
Relire;À valider;Nadir;;;
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_french_spreadsheet(encoding: str) -> None:
    board = read(FRENCH.encode(encoding), "suivi.csv")
    page = by_title(board)["Écrire la page"]

    assert (board.source, board.name, page.due_on) == ("csv", "suivi", date(2026, 4, 3))
    assert (columns(board)["Relire"], page.extra) == ("À valider", {"Coût": "400"})
    assert board.questions == ()


DAYS = "Title,Status,Due date\n{}"


@pytest.mark.parametrize(
    ("cells", "first", "asks"),
    [
        (["13/04/2026"], date(2026, 4, 13), False),
        (["04/13/2026"], date(2026, 4, 13), False),
        (["2026-04-13"], date(2026, 4, 13), False),
        (["13 avril 2026"], date(2026, 4, 13), False),
        (["April 13, 2026"], date(2026, 4, 13), False),
        (["03/04/2026"], date(2026, 4, 3), True),
        (["03/04/2026", "05/20/2026"], date(2026, 3, 4), False),
        (["no day"], None, False),
        (["2026-02-30"], None, False),
    ],
)
def test_the_order_of_days_is_told_per_file(cells: list[str], first: date | None, asks: bool) -> None:
    text = "".join(f'Card {n},To do,"{cell}"\n' for n, cell in enumerate(cells))
    board = read(DAYS.format(text))

    assert by_title(board)["Card 0"].due_on == first
    assert [question.name for question in board.questions] == (["order"] if asks else [])
    assert ("Dates that cannot be read" in said(board)) is (first is None)


def test_her_answer_holds_where_the_file_says_nothing() -> None:
    board = read(DAYS.format("Un,To do,03/04/2026\n"), order=DayOrder.MDY)

    assert (board.cards[0].due_on, board.questions) == (date(2026, 3, 4), ())


def test_dates_of_both_orders_are_refused_with_their_lines() -> None:
    with pytest.raises(Refused, match="day first on line 2, month first on line 3"):
        read(DAYS.format("Un,To do,13/04/2026\nDeux,To do,04/13/2026\n"))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('Title,Status,Due date\nUn,"To do,\n' + "x" * 140_000, "has no end"),
        ("Title,Status,Due date\n" + "a,b,c\n" * 100_100, "more than"),
        ("Title,Status,Due date" + ",x" * 500 + "\n", "more than 400 columns"),
    ],
    ids=["quote", "rows", "columns"],
)
def test_what_is_beyond_reason_is_refused(text: str, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        read_board(text.encode(), "export.csv", PARIS)
    assert reason in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "Date,Views\n2026-01-01,3\n",
        "Date;Chiffre d'affaires\n01/01/2026;3,5\n",
        "Task,Client,Start date,Start time,Duration\nx,y,2026-01-01,10:00,1:00\n",
        "Video title,Views,Status\nx,1,2\n",
    ],
)
def test_numbers_and_hours_are_no_cards(text: str) -> None:
    assert not is_board(text.encode())


@given(st.lists(st.text(max_size=30), min_size=3, max_size=3))
@example(["\x00", "\x00", "\x00"])
def test_any_text_comes_in_as_it_stands_or_not_at_all(cells: list[str]) -> None:
    text = table([["Title", "Status", "Notes"], cells])
    data = text.encode("utf-8", "replace")
    if text.count("\x00") * 10 > len(text):
        with pytest.raises(Refused, match="is no text file"):
            read_board(data, "x.csv", PARIS)
        return
    board = read_board(data, "x.csv", PARIS)

    assert board.read <= 1
    for card in board.cards:
        assert card.title
        assert card.title.isprintable() or card.title == card.title.strip()


@given(st.binary(max_size=300), st.sampled_from([ASANA, TODOIST, JIRA, FRENCH]), st.data())
def test_damaged_tables_are_read_or_refused(noise: bytes, text: str, data: st.DataObject) -> None:
    whole = text.encode()
    spot = data.draw(st.integers(0, len(whole)))
    with suppress(Refused):
        assert isinstance(read_board(whole[:spot] + noise + whole[spot:], "x.csv", PARIS), ImportedBoard)


def test_no_column_of_a_table_is_lost_to_another() -> None:
    board = read(
        "Titre;Statut;Liste;Échéance;Deadline;Description;Notes;Type;Sous-tâches\n"
        "Page;En cours;Site;03/12/2026;10/12/2026;Le corps;Une note;Anomalie;Plan|Texte\n"
        "Mail;En cours;Site;;11/12/2026;;Une note;Tâche;\n"
    )
    page, mail = by_title(board)["Page"], by_title(board)["Mail"]

    assert (page.body, page.due_on) == ("Le corps\n\nUne note", date(2026, 12, 10))
    assert page.extra == {"Liste": "Site", "Échéance": "03/12/2026", "Type": "Anomalie"}
    assert [item.text for item in page.items] == ["Plan", "Texte"]
    assert (mail.due_on, mail.body, mail.extra) == (date(2026, 12, 11), "Une note", {"Liste": "Site"})


def test_a_notion_page_and_the_texts_of_its_table_both_come_in() -> None:
    page = "# Page\n\nStatus: Doing\n\nOf the page.\n"
    board = read(
        archive({f"Tasks {'a' * 32}.csv": "Name,Status,Notes,Subtasks\nPage,Doing,Of the table,One|Two\n",
                 f"Tasks {'a' * 32}/Page {'b' * 32}.md": page}),
        "export.zip",
    )  # fmt: skip

    card = by_title(board)["Page"]
    assert ("Of the page." in card.body, "Of the table" in card.body) == (True, True)
    assert [item.text for item in card.items] == ["One", "Two"]


def test_a_long_text_in_a_column_of_unknown_meaning_is_said_to_be_cut() -> None:
    board = read(f"Title,Status,Owner,Story\nOne,Doing,Ann,{'x' * 1200}\n")

    assert len(by_title(board)["One"].extra["Story"]) == 1000
    assert "cut at its end: 1" in said(board)


def test_our_own_tables_are_known_again() -> None:
    board = read(
        "Réf;Titre;Statut;Responsable\n"
        "CAP-1;'=1+1;À trancher;\nCAP-2;'-5 kilos;Parking à idées;\nCAP-3;L'été;Risques et couacs;\n"
    )

    assert set(by_title(board)) == {"=1+1", "-5 kilos", "L'été"}
    lanes = [lane_of_column(column.name) for column in board.columns]
    assert lanes == [Lane.QUESTION, Lane.IDEA, Lane.RISK]

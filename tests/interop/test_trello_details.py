"""What hangs on a Trello card: labels, checklists, comments, links, people, custom fields."""

from datetime import UTC, datetime

import pytest

from obm_tui.domain.cards import Priority
from obm_tui.domain.imports import ImportedLabel
from tests.interop.boards import ANNE, action, at, card, comment, read, read_one, said


def test_labels_that_are_named_or_used_come_in() -> None:
    labels = [
        {"id": "a", "name": "Urgent", "color": "red"},
        {"id": "b", "name": "Urgent", "color": "green"},
        {"id": "c", "name": "", "color": "blue_dark"},
        {"id": "d", "name": "", "color": "pink"},
        {"id": "e", "name": "Plain", "color": None},
    ]
    imported = read(card(idLabels=["c", "a", "c"], labels=[labels[2]]), labels=labels)

    assert imported.labels == (
        ImportedLabel("a", "Urgent", "red"),
        ImportedLabel("b", "Urgent", "green"),
        ImportedLabel("c", "blue dark", "blue_dark"),
        ImportedLabel("e", "Plain", ""),
    )
    assert imported.cards[0].label_ids == ("c", "a")


def test_a_label_without_an_id_is_the_boards_own_of_that_look() -> None:
    labels = [{"id": "a", "name": "Urgent", "color": "red"}, {"id": "b", "name": "", "color": "sky_light"}]
    imported = read(card(labels=[{"color": "red", "name": "Urgent"}, {"color": "sky_light"}]), labels=labels)

    assert imported.cards[0].label_ids == ("a", "b")
    assert len(imported.labels) == 2


def test_labels_of_old_files_come_from_colours_and_cards() -> None:
    imported = read(
        card(1, labels=[{"color": "red", "name": "Urgent"}, {"color": "blue", "name": ""}]),
        card(2, labels=[{"color": "red", "name": "Urgent"}]),
        labelNames={"red": "Urgent", "green": "Waiting", "blue": "", "pink": ""},
    )

    assert [(label.name, label.colour) for label in imported.labels] == [
        ("Urgent", "red"),
        ("Waiting", "green"),
        ("blue", "blue"),
    ]
    by_id = {label.source_id: label.name for label in imported.labels}
    assert [[by_id[key] for key in one.label_ids] for one in imported.cards] == [["Urgent", "blue"], ["Urgent"]]


def test_checklists_are_ordered_by_list_then_line() -> None:
    one_id = card(1)["id"]
    imported = read(
        card(1),
        checklists=[
            {
                "id": "late",
                "idCard": one_id,
                "name": "After",
                "pos": 2,
                "checkItems": [{"id": "x", "name": "Send", "state": "complete", "pos": 1}],
            },
            {
                "id": "early",
                "idCard": one_id,
                "name": "Before",
                "pos": 1,
                "checkItems": [
                    {"id": "z", "name": "Print", "state": "incomplete", "pos": 9, "due": "2024-01-01T00:00:00Z"},
                    {"id": "y", "name": "", "state": "complete", "pos": 1},
                ],
            },
        ],
    )

    assert [(item.group, item.text, item.done) for item in imported.cards[0].items] == [
        ("Before", "…", True),
        ("Before", "Print", False),
        ("After", "Send", True),
    ]
    assert "a date or a person of their own, taken without them: 1 (first: Print)" in said(imported)


def test_a_checklist_of_no_card_is_said_and_stops_nothing() -> None:
    imported = read(
        card(1), checklists=[{"id": "c", "idCard": "gone", "name": "Lost", "checkItems": [{"id": "i", "name": "x"}]}]
    )

    assert imported.cards[0].items == ()
    assert "Checklists of cards that are not in the file, left out: 1 (first: Lost)." in said(imported)


def test_comments_are_told_oldest_first_with_their_authors() -> None:
    one_id = card(1)["id"]
    actions = [
        comment(8, one_id, "A member", memberCreator=None, idMemberCreator=ANNE),
        comment(7, one_id, "Same minute, later") | {"id": "later"},
        comment(7, one_id, "Same minute, earlier"),
        comment(9, one_id, "Nobody", memberCreator=None),
        comment(1, one_id, "Gone", memberCreator={"id": "left", "fullName": "Léa Gone", "username": "lea"}),
    ]
    (one,) = read(card(1), actions=actions).cards

    assert [(entry.author, entry.at, entry.text) for entry in one.comments] == [
        ("Léa Gone", at(1), "Gone"),
        ("Anne Roy", at(7), "Same minute, earlier"),
        ("Anne Roy", at(7), "Same minute, later"),
        ("Anne Roy", at(8), "A member"),
        ("", at(9), "Nobody"),
    ]
    assert all(entry.at.tzinfo is UTC for entry in one.comments)


def test_a_comment_without_a_date_takes_the_time_of_its_id() -> None:
    one_id = card(1)["id"]
    imported = read(card(1), actions=[comment(1, one_id, "Undated", date=None), comment(2, one_id, "", id="x")])

    assert [entry.at for entry in imported.cards[0].comments] == [datetime.fromtimestamp(0x66000000, UTC)]
    assert "Comments without a text or a date, left out: 1" in said(imported)


def test_comments_on_cards_of_another_board_are_said() -> None:
    assert "Comments on cards that are not in the file, left out: 2." in said(
        read(card(1), actions=[comment(1, "gone", "a"), comment(2, "gone", "b")])
    )


def test_missing_comments_are_counted_in_one_note() -> None:
    found = [comment(1, card(1)["id"], "Here")]
    imported = read(
        card(1, badges={"comments": 4}), card(2, badges={"comments": 2}), card(3, badges={"comments": 0}), actions=found
    )

    assert [note.values.get("missing") for note in imported.notes] == [5]
    assert "Comments that are not in the file: 5." in said(imported)


def test_a_full_file_says_that_history_is_missing() -> None:
    actions = [action(1, "updateBoard", {}, id=f"a{number}") for number in range(1000)]

    assert "older history is missing" in said(read(card(1), actions=actions))
    assert read(card(1), actions=actions[1:]).notes == ()


@pytest.mark.parametrize(
    "url", ["https://example.org/a?b=c#d", "http://localhost:8000/x", "mailto:anne@example.org", "HTTPS://EXAMPLE.ORG"]
)
def test_web_and_mail_attachments_are_links(url: str) -> None:
    (link,) = read_one(attachments=[{"id": "a", "url": url, "name": "Brief"}]).links

    assert (link.url, link.title) == (url, "Brief")


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "smb://server/share",
        "--help",
        "https://",
        "https://bank.example@evil.example/",
        "https://exa mple.org",
        "https://example.org/\x1b[2J",
        "http://[broken",
        "https://example.org/" + "x" * 5000,
        "",
        None,
    ],
)
def test_other_attachments_are_said_and_never_links(url: str | None) -> None:
    imported = read(card(1, attachments=[{"id": "a", "url": url, "name": "Bad"}]))

    assert imported.cards[0].links == ()
    assert "no web or mail links, left out: 1 (first: cards[0].attachments[0])." in said(imported)


def test_files_kept_at_trello_are_said_to_need_a_login() -> None:
    imported = read(card(1, attachments=[{"id": "a", "url": "https://trello.com/1/x", "name": "x", "isUpload": True}]))

    assert len(imported.cards[0].links) == 1
    assert "ask for a Trello login: 1." in said(imported)


def test_people_on_a_card_are_known_or_said_once() -> None:
    imported = read(card(1, idMembers=[ANNE, "gone", ANNE]), card(2, idMembers=["gone"]))

    assert [one.person_ids for one in imported.cards] == [(ANNE,), ()]
    assert said(imported).count("People on cards who are not in the file, left off: 2") == 1


FIELDS = [
    {"id": "text", "name": "Contract", "type": "text"},
    {"id": "number", "name": "Hours", "type": "number"},
    {"id": "date", "name": "Call", "type": "date"},
    {"id": "tick", "name": "Signed", "type": "checkbox"},
    {"id": "list", "name": "Phase", "type": "list", "options": [{"id": "o", "value": {"text": "Start"}}]},
]


def test_custom_fields_are_kept_by_name_and_said_in_words() -> None:
    items = [
        {"id": "1", "idCustomField": "text", "value": {"text": "N° 12"}},
        {"id": "2", "idCustomField": "number", "value": {"number": "100.32"}},
        {"id": "3", "idCustomField": "date", "value": {"date": "2021-01-07T10:00:00.000Z"}},
        {"id": "4", "idCustomField": "tick", "value": {"checked": "true"}},
        {"id": "5", "idCustomField": "list", "idValue": "o", "value": None},
        {"id": "6", "idCustomField": "tick", "value": None},
    ]

    assert read_one(board_values={"customFields": FIELDS}, customFieldItems=items).extra == {
        "Contract": "N° 12",
        "Hours": "100.32",
        "Call": "2021-01-07 11:00",
        "Signed": "yes",
        "Phase": "Start",
    }


def test_two_fields_of_one_name_both_stay() -> None:
    twins = [{"id": key, "name": "Note", "type": "text"} for key in ("a", "b")]
    items = [{"id": key, "idCustomField": key, "value": {"text": key}} for key in ("a", "b")]

    assert read_one(board_values={"customFields": twins}, customFieldItems=items).extra == {
        "Note": "a",
        "Note (2)": "b",
    }


def test_a_second_value_of_one_field_is_said() -> None:
    items = [{"id": key, "idCustomField": "text", "value": {"text": key}} for key in ("first", "second")]
    imported = read(card(1, customFieldItems=items), customFields=FIELDS)

    assert imported.cards[0].extra == {"Contract": "first"}
    assert "left out: 1 (first: cards[0].customFieldItems[1])." in said(imported)


def test_values_of_unknown_fields_and_choices_are_said() -> None:
    items = [{"id": "1", "idCustomField": "gone"}, {"id": "2", "idCustomField": "list", "idValue": "gone"}]
    imported = read(card(1, customFieldItems=items), customFields=FIELDS)

    assert imported.cards[0].extra == {}
    assert "not in the file, left out: 2" in said(imported)


@pytest.mark.parametrize("name", ["Priority", "Priorité", "🔥 PRIORITY"])
@pytest.mark.parametrize(
    ("choice", "priority"),
    [
        ("Urgent", Priority.P1),
        ("🔴 High", Priority.P1),
        ("élevée", Priority.P1),
        ("1", Priority.P1),
        ("Medium", Priority.P2),
        ("normal", Priority.P2),
        ("2", Priority.P2),
        ("Low", Priority.P3),
        ("3", Priority.P3),
        ("Someday", Priority.NONE),
    ],
)
def test_a_list_called_priority_gives_the_priority_and_stays(name: str, choice: str, priority: Priority) -> None:
    ranks = {"id": "f", "name": name, "type": "list", "options": [{"id": "o", "value": {"text": choice}}]}
    one = read_one(
        board_values={"customFields": [ranks]}, customFieldItems=[{"id": "v", "idCustomField": "f", "idValue": "o"}]
    )

    assert one.priority is priority
    assert one.extra == {name: choice}


@pytest.mark.parametrize(("name", "kind"), [("Phase", "list"), ("Priority", "text")])
def test_other_fields_give_no_priority(name: str, kind: str) -> None:
    field = {"id": "f", "name": name, "type": kind, "options": [{"id": "o", "value": {"text": "High"}}]}
    one = read_one(
        board_values={"customFields": [field]}, customFieldItems=[{"id": "v", "idCustomField": "f", "idValue": "o"}]
    )

    assert one.priority is Priority.NONE

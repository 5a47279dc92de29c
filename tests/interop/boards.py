"""Small Trello boards for tests, made here piece by piece."""

from datetime import UTC, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from obm_tui.domain.imports import ImportedBoard, ImportedCard
from obm_tui.interop import trello

Json = dict[str, Any]

PARIS = ZoneInfo("Europe/Paris")

BOARD = f"{0x65000000:08x}{1:016x}"
TODO = f"{0x65000000:08x}{2:016x}"
DONE = f"{0x65000000:08x}{3:016x}"
ATTIC = f"{0x65000000:08x}{4:016x}"
ANNE = f"{0x65000000:08x}{5:016x}"


def card(number: int = 1, **values: Any) -> Json:
    """A card of the list to do, made 2023-11-14 22:13:20 UTC."""
    made = f"{1_700_000_000:08x}{number:016x}"
    return {"id": made, "name": f"Card {number}", "idList": TODO, "pos": number, "closed": False} | values


def board(*cards: Json, **values: Any) -> Json:
    """A board with three lists (the last one archived), one member and these cards."""
    return {
        "id": BOARD,
        "name": "Cap Dirigeant",
        "shortUrl": "https://trello.com/b/abcd",
        "closed": False,
        "lists": [
            {"id": DONE, "name": "Done", "pos": 2.5, "closed": False},
            {"id": TODO, "name": "To do", "pos": 1, "closed": False},
            {"id": ATTIC, "name": "Attic", "pos": 9, "closed": True},
        ],
        "members": [{"id": ANNE, "fullName": "Anne Roy", "username": "aroy"}],
        "cards": list(cards),
    } | values


def action(number: int, kind: str, data: Json, **values: Any) -> Json:
    """An action of minute `number`."""
    return {
        "id": f"{0x66000000:08x}{number:016x}",
        "type": kind,
        "date": f"2024-03-01T10:{number:02d}:00.000Z",
        "data": data,
        "memberCreator": {"id": ANNE, "fullName": "Anne Roy"},
    } | values


def comment(number: int, card_id: str, text: str, **values: Any) -> Json:
    """A comment of minute `number`."""
    return action(number, "commentCard", {"text": text, "card": {"id": card_id}}, **values)


def full_board() -> Json:
    """A board with something of everything that is read."""
    first = card(
        1,
        desc="**Body** {of} [it] ",
        due="2024-06-30T22:30:00.000Z",
        start="2024-06-01T08:00:00.000Z",
        dueComplete=True,
        dateCompleted="2024-06-20T09:00:00.000Z",
        labels=[{"id": "l1", "name": "Urgent", "color": "red"}],
        idLabels=["l1", "l2"],
        idMembers=[ANNE],
        shortUrl="https://trello.com/c/one",
        email="secret+board@boards.trello.com",
        badges={"comments": 1},
        attachments=[{"id": "a1", "url": "https://example.org/brief.pdf", "name": "Brief", "isUpload": False}],
        customFieldItems=[
            {"id": "v1", "idCustomField": "f1", "idValue": "o1"},
            {"id": "v2", "idCustomField": "f2", "value": {"checked": "true"}},
        ],
    )
    second = card(2, idList=ATTIC, isTemplate=False)
    return board(
        first,
        second,
        card(3, isTemplate=True),
        labels=[{"id": "l1", "name": "Urgent", "color": "red"}, {"id": "l2", "name": "", "color": "blue_dark"}],
        checklists=[
            {
                "id": "c1",
                "idCard": first["id"],
                "name": "Steps",
                "pos": 1,
                "checkItems": [
                    {"id": "i2", "name": "Two", "pos": 2, "state": "incomplete"},
                    {"id": "i1", "name": "One", "pos": 1, "state": "complete"},
                ],
            }
        ],
        customFields=[
            {"id": "f1", "name": "Priority", "type": "list", "options": [{"id": "o1", "value": {"text": "High"}}]},
            {"id": "f2", "name": "Signed", "type": "checkbox"},
        ],
        actions=[
            comment(3, first["id"], "Done!"),
            action(2, "updateCard", {"card": {"id": second["id"]}, "listAfter": {"id": ATTIC}}),
            action(1, "createCard", {"card": {"id": first["id"]}}),
        ],
    )


def at(minute: int) -> datetime:
    """The instant of an action."""
    return datetime(2024, 3, 1, 10, minute, tzinfo=UTC)


def read(*cards: Json, zone: tzinfo = PARIS, **values: Any) -> ImportedBoard:
    """The board with these cards, read."""
    return trello.read(board(*cards, **values), zone)


def read_one(zone: tzinfo = PARIS, board_values: Json | None = None, **values: Any) -> ImportedCard:
    """The only card of a board, read."""
    (one,) = read(card(1, **values), zone=zone, **(board_values or {})).cards
    return one


def said(imported: ImportedBoard) -> str:
    """The notes of a board as people see them."""
    return "\n".join(note.message.format(**note.values) for note in imported.notes)

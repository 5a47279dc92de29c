"""What a filter asks of cards, of many at once: a few plain columns instead of whole rows. Speaks SQLite."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from obm_tui.domain.card_table import CardFact
from obm_tui.domain.cards import Lane, reference
from obm_tui.domain.people import PersonKind
from obm_tui.domain.text import fold
from obm_tui.store.connection import Connection
from obm_tui.store.reads.values import day, marks
from obm_tui.store.steps import instant as stored_instant

_COLUMNS = """
    select c.id, c.client_id, c.no, c.title, c.project_id, c.lane, c.priority, c.due_on, c.owner_id,
      c.blocked_reason, c.snoozed_until
    from card c"""
_LISTED = "c.archived_at is null and (c.closed_at is null or c.lane = 'done' and c.closed_at >= ?)"
_CHUNK = 500


def card_facts(connection: Connection, done_since: datetime) -> list[CardFact]:
    """Every card a lane may list: the open ones, asleep or not, and those done since then."""
    open_cards = connection.execute(f"{_COLUMNS} where c.archived_at is null and c.closed_at is null").fetchall()
    done = connection.execute(
        f"{_COLUMNS} where c.lane = 'done' and c.archived_at is null and c.closed_at is not null and c.closed_at >= ?",
        (stored_instant(done_since),),
    ).fetchall()
    return _facts(connection, [*open_cards, *done])


def card_facts_of(connection: Connection, keys: Sequence[str], done_since: datetime) -> list[CardFact]:
    """The same of these cards; one that no lane lists has none."""
    rows: list[tuple[Any, ...]] = []
    for start in range(0, len(keys), _CHUNK):
        part = list(keys[start : start + _CHUNK])
        where = f"where c.id in ({marks(len(part))}) and {_LISTED}"
        rows += connection.execute(f"{_COLUMNS} {where}", [*part, stored_instant(done_since)]).fetchall()
    return _facts(connection, rows)


def _facts(connection: Connection, rows: Sequence[tuple[Any, ...]]) -> list[CardFact]:
    # Few names for many cards: looked up here, a join would hand each of them over with every card.
    codes = _names(connection, "select id, code from client")
    projects = _names(connection, "select id, title from project")
    people = _names(connection, "select id, name from person")
    hers = set(_names(connection, f"select id, name from person where kind = '{PersonKind.ME.value}'"))  # noqa: S608  # constant
    waits = {
        card: (people.get(person), expected)
        for card, person, expected in connection.execute(
            "select card_id, person_id, expected_on from waiting where closed_at is null"
        ).fetchall()
    }
    lanes, waiting, nobody, days = {lane.value: lane for lane in Lane}, Lane.WAITING.value, (None, None), _Days()
    found = []
    for key, client, no, title, project, lane, priority, due, owner, blocked, asleep in rows:
        awaited, expected = waits.get(key, nobody)
        code = codes.get(client)
        found.append(
            CardFact(
                key,
                client,
                reference(code, no),
                title,
                code,
                projects.get(project),
                lanes[lane],
                priority,
                days[expected or due if lane == waiting else due],
                people.get(owner),
                owner in hers,
                awaited,
                blocked,
                days[asleep],
            )
        )
    return found


class _Days(dict[str | None, date | None]):
    """Dates by how they are stored; many cards share one."""

    def __missing__(self, stored: str | None) -> date | None:
        self[stored] = found = day(stored)
        return found


def _names(connection: Connection, sql: str) -> Mapping[str | None, str]:
    return dict(connection.execute(sql).fetchall())


def cards_labelled(connection: Connection, wanted: Callable[[str], bool]) -> frozenset[str]:
    """The cards with a label whose folded name is wanted."""
    labels = connection.execute("select id, name from label").fetchall()
    keys = [key for key, name in labels if wanted(fold(name))]
    found: set[str] = set()
    for start in range(0, len(keys), _CHUNK):
        part = keys[start : start + _CHUNK]
        sql = f"select card_id from card_label where label_id in ({marks(len(part))})"  # noqa: S608  # marks only
        found |= {card for (card,) in connection.execute(sql, part).fetchall()}
    return frozenset(found)


def label_names(connection: Connection) -> tuple[str, ...]:
    """Every label's name once."""
    return tuple(name for (name,) in connection.execute("select distinct name from label order by name").fetchall())

"""The filter grammar."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obm_tui import i18n, labels
from obm_tui.domain.card_table import CardTable, fact_of
from obm_tui.domain.cards import CLOSED_LANES, CardRow, Lane, Priority
from obm_tui.domain.filters import CardFilter, FilterError, opening_at, parse_filter
from obm_tui.domain.idlist import IdList
from obm_tui.domain.text import fold
from obm_tui.i18n import LANGUAGES
from tests.domain.test_cards import CARD

TODAY = date(2026, 11, 23)
LANES = {
    "doing": Lane.DOING,
    "en cours": Lane.DOING,
    "waiting": Lane.WAITING,
    "week": Lane.WEEK,
    "cette semaine": Lane.WEEK,
}


def card(key: str, **values: object) -> CardRow:
    plain: dict[str, object] = {
        "owner": None,
        "owner_id": None,
        "owner_is_me": False,
        "awaited": None,
        "due_on": None,
        "expected_on": None,
    }
    plain |= {"lane": Lane.WEEK, "priority": Priority.NONE, "project": None, "blocked_reason": ""}
    return CARD._replace(id=key, **{**plain, **values})  # type: ignore[arg-type]  # fields by name


CARDS = (
    card("page", title="Relire la page de vente", client_code="OBJ", due_on=TODAY - timedelta(days=5), lane=Lane.DOING),
    card("rushs", title="Rushs vidéo module 4", client_code="OBJ", lane=Lane.WAITING, awaited="Nadir Haddad"),
    card("prix", title="Prix de la promo", client_code="CAP", priority=Priority.P1, due_on=TODAY + timedelta(days=4)),
    card("ecran", title="Écran d'accueil", client_code="SAU", owner="Julie Marchand", project="Refonte du site"),
    card(
        "bloc", title="Accès au stock", client_code="SAU", blocked_reason="mot de passe", owner="Moi", owner_is_me=True
    ),
)


LABELS = {"page": ("urgent", "copie ecrite"), "prix": ("urgent",)}
"""By card, folded as a lookup hands them over."""


def found(text: str) -> list[str]:
    wanted = parse_filter(text, TODAY, LANES)
    return shown(wanted)


def labels_of(wanted: Callable[[str], bool]) -> frozenset[str]:
    return frozenset(key for key, names in LABELS.items() if any(map(wanted, names)))


def shown(wanted: CardFilter) -> list[str]:
    kept = wanted.among(CARDS, labels_of)
    return [row.id for row in CARDS if row.id in kept]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("", ["page", "rushs", "prix", "ecran", "bloc"]),
        ("ecran", ["ecran"]),
        ("ecran or", ["ecran"]),
        ("ou ecran", ["ecran"]),
        ("(ecran or) or", ["ecran"]),
        ("or", ["page", "rushs", "prix", "ecran", "bloc"]),
        ("VIDEO", ["rushs"]),
        ("nadir", ["rushs"]),
        ('"page de vente"', ["page"]),
        ("client:obj", ["page", "rushs"]),
        ("client:obj !rushs", ["page"]),
        ("client:obj -page", ["rushs"]),
        ("overdue", ["page"]),
        ("retard", ["page"]),
        ("waiting or blocked", ["rushs", "bloc"]),
        ("attente ou bloquée", ["rushs", "bloc"]),
        ("(client:sau or client:cap) !blocked", ["prix", "ecran"]),
        ("!(client:obj or client:sau)", ["prix"]),
        ("due:<=7d", ["page", "prix"]),
        ("due:7j", ["page", "prix"]),
        ("échéance:>0d", ["prix"]),
        ("due:none", ["rushs", "ecran", "bloc"]),
        ("due:27/11", ["prix"]),
        ("p:1", ["prix"]),
        ("p:none client:cap", []),
        ("owner:julie", ["ecran"]),
        ("resp:@nadir", ["rushs"]),
        ("owner:me", ["bloc"]),
        ("lane:doing", ["page"]),
        ("colonne:cette", ["prix", "ecran", "bloc"]),
        ("project:refonte", ["ecran"]),
        ("page and client:obj", ["page"]),
        ("label:urg", ["page", "prix"]),
        ("étiquette:écrite", ["page"]),
        ("tag:urgent !p:1", ["page"]),
        ("label:none", ["rushs", "ecran", "bloc"]),
        ("label:nowhere", []),
        ("a:b", []),
        ("client:", ["page", "rushs", "prix", "ecran", "bloc"]),
    ],
)
def test_what_is_asked_for_is_found(text: str, keys: list[str]) -> None:
    assert found(text) == keys


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("(client:obj", 0),
        ("client:obj)", 10),
        ("p:7", 2),
        ("lane:nowhere", 5),
        ("due:<=soon", 6),
        ("page !", 5),
        ("x (!)", 3),
    ],
)
def test_what_cannot_be_read_points_at_its_character(text: str, position: int) -> None:
    with pytest.raises(FilterError) as problem:
        parse_filter(text, TODAY, LANES)
    assert problem.value.position == position


def test_a_flood_of_brackets_is_refused_not_fallen_over() -> None:
    for text in ("(" * 5000, "!" * 5000 + "x", "(!" * 3000):
        with pytest.raises(FilterError):
            parse_filter(text, TODAY, LANES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_shown_is_one_the_grammar_reads(language: str) -> None:
    i18n.use(language)
    text = " ".join(
        f"{labels.filter_word(name)}:1" if name in {"client", "owner", "project", "label", "priority"} else ""
        for name in labels.FILTER_WORDS
    )
    text += f" {labels.filter_word('lane')}:doing {labels.filter_word('due')}:7d"
    for flag in ("overdue", "waiting", "blocked", "mine"):
        text += f" {labels.filter_word('or')} {labels.filter_word(flag)}"
    names = {term.name for term in parse_filter(text, TODAY, LANES).terms}
    i18n.use("en")
    assert names == set(labels.FILTER_WORDS)


def test_a_filter_is_said_in_the_language_in_use() -> None:
    wanted = parse_filter("relance !client:cap or overdue label:x", TODAY, LANES)
    i18n.use("fr")
    said = labels.filter_words(wanted)
    i18n.use("en")
    assert said == "relance !client:cap ou retard étiquette:x"
    assert labels.filter_words(parse_filter(said, TODAY, LANES)) == wanted.text


@pytest.mark.parametrize(
    ("text", "cursor", "expected"),
    [
        ("client:ob", 9, ("client", "ob", 7)),
        ("page resp:@ju", 13, ("owner", "@ju", 10)),
        ('projet:"Refonte du', 18, ("project", "Refonte du", 7)),
        ("client:ob page", 9, ("client", "ob", 7)),
        ("client:ob page", 14, None),
        ("client", 6, None),
        ("!label:", 7, ("label", "", 7)),
    ],
)
def test_the_value_being_typed_is_known(text: str, cursor: int, expected: tuple[str, str, int] | None) -> None:
    assert opening_at(text, cursor) == expected


# The same meaning, asked card by card, without a table.

SIMPLE: dict[str, Callable[[CardRow], bool]] = {
    "page": lambda row: "page" in fold(row.title),
    "client:obj": lambda row: row.client_code == "OBJ",
    "overdue": lambda row: row.days_late(TODAY) > 0,
    "waiting": lambda row: row.lane is Lane.WAITING,
    "blocked": lambda row: row.is_blocked,
    "mine": lambda row: row.is_mine and row.lane not in CLOSED_LANES,
    "p:1": lambda row: row.priority is Priority.P1,
    "due:<=7d": lambda row: row.expected_day is not None and row.expected_day <= TODAY + timedelta(days=7),
    "owner:none": lambda row: row.owner is None and row.awaited is None,
    "label:urgent": lambda row: "urgent" in LABELS.get(row.id, ()),
}
Asked = tuple[str, Callable[[CardRow], bool]]


def either(one: Asked, other: Asked) -> Asked:
    return f"({one[0]} or {other[0]})", lambda row: one[1](row) or other[1](row)


def both(one: Asked, other: Asked) -> Asked:
    return f"({one[0]} {other[0]})", lambda row: one[1](row) and other[1](row)


def neither(one: Asked) -> Asked:
    return f"!{one[0]}", lambda row: not one[1](row)


ASKED: st.SearchStrategy[Asked] = st.recursive(
    st.sampled_from(sorted(SIMPLE.items())),
    lambda inner: st.one_of(st.builds(either, inner, inner), st.builds(both, inner, inner), st.builds(neither, inner)),
    max_leaves=6,
)


@given(ASKED)
def test_a_table_answers_as_each_card_would(asked: Asked) -> None:
    text, test = asked
    assert found(text) == [row.id for row in CARDS if test(row)]


@given(st.lists(st.sampled_from(CARDS), unique=True), st.sets(st.sampled_from([row.id for row in CARDS])))
def test_a_table_that_was_kept_up_answers_as_a_new_one(before: list[CardRow], changed: set[str]) -> None:
    """Some cards came, some went, some have another client by now."""
    after = [row._replace(client_code="NEW") if row.id in changed else row for row in CARDS]
    table = CardTable(map(fact_of, before))
    others = {row.id for row in CARDS} - {row.id for row in before}
    table.take(changed | others, [fact_of(row) for row in after if row.id in changed | others])
    for text in ("client:new", "page", "overdue or owner:me", "!client:obj"):
        wanted = parse_filter(text, TODAY, LANES)
        assert wanted.keys(table) == wanted.keys(CardTable(map(fact_of, after)))
        assert wanted.count(table) == len(wanted.keys(table))


@given(
    st.lists(st.integers(0, 40), unique=True),
    st.lists(st.tuples(st.sets(st.integers(0, 30), max_size=4), st.booleans()), max_size=4),
)
def test_a_list_is_cut_to_what_is_wanted_in_its_order(numbers: list[int], changes: list[tuple[set[int], bool]]) -> None:
    """Before and after cards came, changed or went."""
    key, wanted = "{:032x}".format, parse_filter("client:new", TODAY, LANES)
    here = {n: card(key(n), client_code="NEW" if n % 2 else "OLD") for n in range(15)}
    table = CardTable(map(fact_of, here.values()))
    for touched, gone in [(set[int](), False), *changes]:
        for number in touched:
            here.pop(number, None)
            if not gone:
                here[number] = card(key(number), client_code="NEW" if number % 3 else "OLD")
        table.take({key(n) for n in touched}, [fact_of(here[n]) for n in touched if n in here])
        asked = [n for n in numbers if n in here or n > 30]
        kept = table.cut(IdList.of(map(key, asked)), wanted.test(table))
        assert list(kept) == [key(n) for n in asked if n in here and here[n].client_code == "NEW"]
        assert (wanted.test(table) & table.on_board(None, TODAY)).bit_count() == sum(
            row.client_code == "NEW" for row in here.values()
        )


WORDS = st.sampled_from(
    [
        "page",
        "!",
        "(",
        ")",
        "or",
        "ou",
        "client:obj",
        "due:<7d",
        "due:",
        "p:1",
        "overdue",
        '"page"',
        "-",
        "é",
        ":",
        "lane:doing",
    ]
)


@given(st.lists(WORDS, max_size=12))
def test_no_filter_breaks_it_and_not_is_the_rest(words: list[str]) -> None:
    text = " ".join(words)
    try:
        wanted = parse_filter(text, TODAY, LANES)
    except FilterError as problem:
        assert 0 <= problem.position <= len(text)  # noqa: PT017  # it points into what was typed
        return
    kept = shown(wanted)
    if text.strip():
        other = parse_filter(f"!({text})", TODAY, LANES)
        assert sorted(kept + shown(other)) == sorted(row.id for row in CARDS)

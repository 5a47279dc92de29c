"""The index of words: what is found, and that it never differs from what is there."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obm_tui.desk import Desk
from obm_tui.domain.cards import CardEdit, Lane, NewCard
from obm_tui.domain.clients import ClientEdit, NewClient
from obm_tui.domain.contacts import NewContact
from obm_tui.domain.errors import Refused
from obm_tui.domain.people import NewPerson
from obm_tui.domain.search import Kind, Term, parse_terms, snippet
from obm_tui.domain.text import clean_line
from obm_tui.store import search
from obm_tui.store.writes import cards as writes
from tests import hostile


@pytest.fixture
def client(desk: Desk) -> str:
    return desk.clients.add(NewClient("Cap Dirigeant", "CAP")).value


def titles(desk: Desk, text: str, client_id: str | None = None) -> list[str]:
    return [hit.title for hit in desk.search.find(text, client_id)]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Régler l'écran", "ecran"),
        ("Régler l'écran", "ÉCR"),
        ("Un cœur de métier", "coeur"),
        ("Un coeur de métier", "cœur"),
        ("Écrire la page de vente", "page ecri"),
        ("Écrire la page de vente", '"page de vente"'),
        ("Straße", "strasse"),
        ("Un → deux", "→"),
        ("🚀 départ", "🚀"),
        ("C'est à 100 %", "100"),
    ],
)
def test_accents_capitals_order_and_halves_do_not_matter(desk: Desk, title: str, text: str) -> None:
    desk.cards.add(NewCard("Autre chose"))
    desk.cards.add(NewCard(title))

    assert titles(desk, text) == [title]


@pytest.mark.parametrize("text", ["", " ", '"vente page"', "pagevente", "autre", "AND", "page NOT de", "NEAR(", "*"])
def test_what_is_not_there_is_not_found(desk: Desk, text: str) -> None:
    desk.cards.add(NewCard("Écrire la page de vente"))

    assert titles(desk, text) == []


def test_everything_can_be_found(desk: Desk, client: str) -> None:
    julie = desk.clients.add_person(NewPerson("Julie Zéphyr", client)).value
    card = desk.cards.add(NewCard("Page", client, body="un zéphyr léger")).value
    desk.write(writes.comment, card, "Julie", "zéphyr dit")
    desk.contacts.add(NewContact("On a parlé du zéphyr", client))
    desk.clients.edit(client, ClientEdit(compass="Zéphyr pour tous"))

    found = {(hit.kind, hit.title) for hit in desk.search.find("zephyr")}

    assert found == {
        (Kind.PERSON, "Julie Zéphyr"),
        (Kind.CARD, "Page"),
        (Kind.CONTACT, "On a parlé du zéphyr"),
        (Kind.CLIENT, "Cap Dirigeant"),
    }
    assert julie


def test_titles_count_more_and_closed_cards_come_last(desk: Desk, client: str) -> None:
    desk.cards.add(NewCard("Autre", client, body="le tunnel " * 3))
    desk.cards.add(NewCard("Tunnel", client))
    done = desk.cards.add(NewCard("Tunnel de vente", client)).value
    desk.cards.tick([done])

    assert titles(desk, "tunnel") == ["Tunnel", "Autre", "Tunnel de vente"]


@pytest.mark.parametrize("text", ["CAP-2", "cap2", "cap 2"])
def test_a_reference_is_found_first(desk: Desk, client: str, text: str) -> None:
    desk.cards.add_all([NewCard("Un cap 2", client), NewCard("Deux", client)])

    assert titles(desk, text)[0] == "Deux"


def test_what_is_called_so_comes_before_what_only_speaks_of_it(desk: Desk, client: str) -> None:
    """However short that is: a long card with the words in its title is what she looks for."""
    desk.contacts.add(NewContact("page de vente", client))
    body = "Relire chaque paragraphe avec Maya, puis l'envoyer. " * 20
    desk.cards.add(NewCard("Monter la page de vente du tunnel Lightroom", client, body=body))
    desk.cards.add(NewCard("Prix", client, body="page de vente"))
    found = titles(desk, "page vente")
    assert found[0] == "Monter la page de vente du tunnel Lightroom"
    assert set(found[1:]) == {"Prix", "page de vente"}
    assert titles(desk, '"page de vente"')[0] == found[0]


def test_one_client_alone(desk: Desk, client: str) -> None:
    other = desk.clients.add(NewClient("Maison Verte", "MAI")).value
    desk.cards.add_all([NewCard("Tunnel", client), NewCard("Tunnel", other)])

    assert len(desk.search.find("tunnel")) == 2
    assert [hit.client_id for hit in desk.search.find("tunnel", other)] == [other]


def test_it_follows_every_write_and_its_undo(desk: Desk, client: str) -> None:
    key = desk.cards.add(NewCard("Tunnel", client)).value
    desk.cards.edit([key], CardEdit(title="Entonnoir"))
    assert (titles(desk, "tunnel"), titles(desk, "entonnoir")) == ([], ["Entonnoir"])
    desk.steps.undo()
    assert titles(desk, "tunnel") == ["Tunnel"]
    desk.steps.undo()
    assert titles(desk, "tunnel") == []
    desk.steps.redo()
    assert titles(desk, "tunnel") == ["Tunnel"]
    assert search.differences(desk.connection) == set()


def test_what_moves_to_another_card_is_found_there_and_back_again(desk: Desk, client: str) -> None:
    card, twin = (desk.cards.add(NewCard(title, client)).value for title in ("Page", "Page de vente"))
    desk.write(writes.comment, card, "Julie", "le zéphyr")

    desk.triage.merge(card, twin)
    assert titles(desk, "zephyr") == ["Page de vente"]
    assert search.differences(desk.connection) == set()

    desk.steps.undo()
    assert titles(desk, "zephyr") == ["Page"]
    assert search.differences(desk.connection) == set()


def test_it_is_made_anew_where_it_is_wrong(desk: Desk, client: str) -> None:
    desk.cards.add(NewCard("Tunnel", client, Lane.WEEK, due_on=date(2026, 12, 1)))
    desk.connection.execute("delete from search_doc where kind = 'client'")
    assert {found.kind for found in search.differences_of_rows(desk.connection)} == {Kind.CLIENT}
    search.rebuild(desk.connection)
    assert search.differences(desk.connection) == set()


@pytest.mark.parametrize("text", hostile.TITLES)
def test_hostile_words_are_searched_for_and_nothing_else(desk: Desk, text: str) -> None:
    with suppress(Refused):
        desk.cards.add(NewCard(text))
    for hit in desk.search.find(text):
        assert hit.kind is Kind.CARD
    assert search.differences(desk.connection) == set()


def test_more_than_can_be_ranked_at_a_key_are_the_newest(desk: Desk) -> None:
    desk.cards.add_all([NewCard(f"Tunnel {number}") for number in range(2_100)])

    assert all(int(title.split()[1]) > 2_000 for title in titles(desk, "tunnel"))


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Écran LARGE", [("ecran",), ("large",)]),
        ('"page de vente" up', [("page", "de", "vente"), ("up",)]),
        ("a-b_c", [("a",), ("b_c",)]),
        ('"', []),
        ('x"', [("x",)]),
    ],
)
def test_words(text: str, terms: list[tuple[str, ...]]) -> None:
    assert [term.words for term in parse_terms(text)] == terms


@given(st.text(max_size=300), st.lists(st.text(alphabet="abé ", min_size=1, max_size=4), max_size=2))
def test_a_snippet_is_part_of_the_text(text: str, words: Sequence[str]) -> None:
    terms = parse_terms(" ".join(words))
    pieces = snippet(text, terms)

    told = "".join(piece for piece, _is_match in pieces).removeprefix("… ").removesuffix(" …")
    assert told in clean_line(text, len(text))
    assert all(piece for piece, _is_match in pieces)
    assert not pieces or any(is_match for _piece, is_match in pieces)


def test_a_snippet_shows_the_match_within_its_neighbours() -> None:
    text = "x " * 60 + "le tunnel de vente " + "y " * 60

    assert snippet(text, [Term(("tunnel",))])[1:3] == (
        ("x " * 13 + "le ", False),
        ("tunnel", True),
    )

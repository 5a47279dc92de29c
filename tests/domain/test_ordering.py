"""Order keys: always room between two, always in order, short where lists grow at their ends."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from obm_tui.domain.ordering import between, spread

places = st.lists(st.integers(0, 1_000_000), max_size=120)


def insert_all(places: list[int]) -> list[str]:
    """A lane into which a card is put at each of these places, whatever its length by then."""
    keys: list[str] = []
    for number in places:
        place = number % (len(keys) + 1)
        before = keys[place - 1] if place else None
        after = keys[place] if place < len(keys) else None
        keys.insert(place, between(before, after))
    return keys


@given(places)
def test_a_lane_stays_in_order_wherever_cards_are_put(places: list[int]) -> None:
    keys = insert_all(places)
    assert all(low < high for low, high in pairwise(keys))


@given(places)
def test_keys_compare_alike_as_text_and_as_bytes(places: list[int]) -> None:
    keys = insert_all(places)
    assert keys == sorted(keys, key=str.encode)
    assert all(key.isascii() and key.isalnum() for key in keys)


@given(places)
def test_there_is_room_at_both_ends_and_in_every_gap(places: list[int]) -> None:
    keys = insert_all(places)
    for before, after in zip([None, *keys], [*keys, None], strict=True):
        key = between(before, after)
        assert before is None or before < key
        assert after is None or key < after


@given(places, st.booleans())
def test_taking_cards_out_leaves_room_where_they_were(places: list[int], odd: bool) -> None:
    keys = insert_all(places)[odd::2]
    for before, after in pairwise(keys):
        assert before < between(before, after) < after


def test_lanes_that_grow_at_their_ends_keep_short_keys() -> None:
    first = last = between(None, None)
    for _ in range(5000):
        first, last = between(None, first), between(last, None)
    assert len(first) <= 4
    assert len(last) <= 4


def test_a_gap_filled_from_one_side_lengthens_its_keys_slowly() -> None:
    low, high = "a0", "a1"
    for _ in range(300):
        key = between(low, high)
        assert low < key < high
        high = key
    # About six cards a character.
    assert 40 < len(high) <= 60


def test_the_first_key_is_the_same_for_every_lane() -> None:
    assert between(None, None) == between(None, None) == "a0"


@given(places.filter(lambda numbers: len(numbers) > 1), st.data(), st.integers(0, 60))
def test_spread_keys_lie_in_order_in_their_gap(places: list[int], data: st.DataObject, count: int) -> None:
    keys = insert_all(places)
    place = data.draw(st.integers(0, len(keys)))
    before = keys[place - 1] if place else None
    after = keys[place] if place < len(keys) else None
    made = list(spread(before, after, count))
    lane = [*([before] if before else []), *made, *([after] if after else [])]
    assert len(made) == count
    assert all(low < high for low, high in pairwise(lane))


def test_many_keys_between_neighbours_stay_short() -> None:
    assert max(map(len, spread("a0", "a1", 500))) <= 6

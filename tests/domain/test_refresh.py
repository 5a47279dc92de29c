"""A file brought in again: what follows, what stays hers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obm_tui.domain.cards import CLOSED_LANES, Lane
from obm_tui.domain.refresh import FIELDS, Image, Line, Verdict, compare, decide

OPEN = [lane for lane in Lane if lane not in CLOSED_LANES]
SHORT = st.sampled_from(["", "a", "b"])
LINES = st.lists(st.builds(Line, SHORT, SHORT, SHORT, st.booleans()), max_size=2).map(tuple)
NAMES = st.lists(SHORT, max_size=2).map(tuple)
IMAGES = st.builds(
    Image,
    title=SHORT,
    body=SHORT,
    due=SHORT,
    start=SHORT,
    priority=st.integers(0, 3),
    owner=SHORT,
    lane=st.sampled_from(list(Lane)).map(str),
    is_archived=st.booleans(),
    labels=NAMES,
    lines=LINES,
    comments=NAMES,
    links=NAMES,
)


@given(IMAGES)
def test_an_image_is_kept_as_text(image: Image) -> None:
    assert Image.loads(image.dumps()) == image


def test_nothing_kept_is_no_image() -> None:
    assert Image.loads("") is None


@given(IMAGES, IMAGES)
def test_what_did_not_change_there_changes_nothing(before: Image, here: Image) -> None:
    assert not compare(before, before, here)


@given(IMAGES, IMAGES)
def test_what_she_left_alone_follows_whole(before: Image, there: Image) -> None:
    changes = compare(before, there, before)

    assert set(changes.fields) == {name for name in FIELDS if getattr(before, name) != getattr(there, name)}
    assert changes.disputed == ()
    if not (before.is_closed and there.is_closed):
        assert (changes.lane or before.lane) == there.lane


@given(IMAGES, IMAGES, IMAGES)
def test_what_she_changed_stays_hers(before: Image, there: Image, here: Image) -> None:
    changes = compare(before, there, here)

    touched = {name for name in FIELDS if getattr(here, name) != getattr(before, name)}
    assert not touched & set(changes.fields)
    disputed = {name for name in touched if getattr(there, name) not in (getattr(before, name), getattr(here, name))}
    assert disputed == set(changes.disputed) - {"lane"}


@given(IMAGES, IMAGES, IMAGES)
def test_twice_is_as_good_as_once(before: Image, there: Image, here: Image) -> None:
    changes = compare(before, there, here)
    after = here._replace(**{name: getattr(there, name) for name in changes.fields})
    if changes.lane is not None:
        after = after._replace(lane=changes.lane)
    if changes.is_archived is not None:
        after = after._replace(is_archived=changes.is_archived)

    assert not compare(there, there, after)


def image(lane: Lane) -> Image:
    return Image("t", "", "", "", 0, "", lane.value, is_archived=False)


@pytest.mark.parametrize("moved", OPEN)
def test_what_is_finished_there_is_finished_here_in_whatever_lane_it_stood(moved: Lane) -> None:
    changes = compare(image(Lane.BACKLOG), image(Lane.DONE), image(moved))

    assert (changes.lane, changes.disputed) == ("done", ())


def test_what_she_dropped_is_not_taken_up_again() -> None:
    assert compare(image(Lane.BACKLOG), image(Lane.DOING), image(Lane.DROPPED)) == ((), None, None, ())


def test_what_is_taken_up_again_there_is_here_too() -> None:
    assert compare(image(Lane.DONE), image(Lane.DOING), image(Lane.DONE)).lane == "doing"


def test_a_lane_she_chose_is_disputed_by_another_one_there() -> None:
    changes = compare(image(Lane.BACKLOG), image(Lane.APPROVE), image(Lane.WEEK))

    assert (changes.lane, changes.disputed) == (None, ("lane",))


@pytest.mark.parametrize(
    ("before", "there", "here", "verdict"),
    [
        (1, 1, 1, Verdict.STAYS),
        (1, 1, 2, Verdict.STAYS),
        (1, 2, 1, Verdict.FOLLOWS),
        (1, 2, 2, Verdict.STAYS),
        (1, 2, 3, Verdict.DISPUTED),
    ],
)
def test_one_field(before: int, there: int, here: int, verdict: Verdict) -> None:
    assert decide(before, there, here) is verdict

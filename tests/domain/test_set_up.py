"""What a new client needs."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obm_tui.domain.people import TeamMember, parse_team
from obm_tui.domain.set_up import DAYS, SetUpFacts, SetUpLine, is_shown, lines_of

ADDED = date(2026, 11, 23)
NOTHING = SetUpFacts(False, ADDED, False, 0, 0, 0, False, 0, 0)
ALL = SetUpFacts(False, ADDED, True, 7, 2, 5, True, 1, 90)


def test_every_line_is_told_from_what_is_there() -> None:
    assert [done for _line, done in lines_of(NOTHING)] == [False] * len(SetUpLine)
    assert [done for _line, done in lines_of(ALL)] == [True] * len(SetUpLine)


def test_her_own_business_has_no_owner_to_ask() -> None:
    assert [line for line, _done in lines_of(NOTHING._replace(is_self=True))] == [
        SetUpLine.NUMBERS,
        SetUpLine.CARDS,
        SetUpLine.COURSE,
    ]


@pytest.mark.parametrize(
    ("facts", "put_away", "days", "shown"),
    [
        (NOTHING, frozenset(), 0, True),
        (NOTHING, frozenset(), DAYS, True),
        (NOTHING, frozenset(), DAYS + 1, False),
        (ALL, frozenset(), 0, False),
        (ALL._replace(exchanges=0), frozenset(), 0, True),
        (ALL._replace(exchanges=0), frozenset({"exchange"}), 0, False),
    ],
)
def test_it_is_shown_while_something_wanted_is_missing(
    facts: SetUpFacts, put_away: frozenset[str], days: int, shown: bool
) -> None:
    assert is_shown(facts, put_away, ADDED + timedelta(days=days)) is shown


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("", []),
        (" , ;", []),
        ("Julie", [("Julie", "")]),
        (
            "Julie Marchand (video), @nadir : web; Léa – SAV",
            [("Julie Marchand", "video"), ("nadir", "web"), ("Léa", "SAV")],
        ),
        ("Julie, JULIE (video)", [("Julie", "")]),
        ("Jean-Paul O'Neil (dev, mardi)", [("Jean-Paul O'Neil (dev", ""), ("mardi)", "")]),
        ("(video)", []),
    ],
)
def test_a_line_of_names(text: str, members: list[tuple[str, str]]) -> None:
    assert parse_team(text) == [TeamMember(*member) for member in members]


@given(st.text(max_size=80))
def test_any_line_gives_clean_names_once(text: str) -> None:
    members = parse_team(text)

    assert all(member.name and member.name == member.name.strip() for member in members)
    assert len({member.name for member in members}) == len(members)

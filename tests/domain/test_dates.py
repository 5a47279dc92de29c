"""Plain-language dates: what they say, in both languages, and what is no date."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obm_tui.domain.capture.dates import DateOrder, ParsedDate, parse_date, parse_past_date
from obm_tui.domain.cards import clean_time

MONDAY = date(2026, 11, 23)
TUESDAY = date(2026, 11, 24)
WEDNESDAY = date(2026, 11, 25)
THURSDAY = date(2026, 11, 26)
FRIDAY = date(2026, 11, 27)
NEXT_MONDAY = date(2026, 11, 30)
NEXT_FRIDAY = date(2026, 12, 4)

days = st.dates(date(2000, 1, 1), date(2090, 12, 31))


def on(text: str, today: date = MONDAY, order: DateOrder = DateOrder.DMY) -> date | None:
    parsed = parse_date(text, today, order)
    return parsed.on if parsed else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("today", MONDAY),
        ("aujourd'hui", MONDAY),
        ("Aujourd’hui", MONDAY),
        ("auj.", MONDAY),
        ("tomorrow", TUESDAY),
        ("tom", TUESDAY),
        ("demain", TUESDAY),
        ("DEMAIN", TUESDAY),
        ("yesterday", MONDAY - timedelta(1)),
        ("hier", MONDAY - timedelta(1)),
        ("after tomorrow", WEDNESDAY),
        ("the day after tomorrow", WEDNESDAY),
        ("après-demain", WEDNESDAY),
        ("apres demain", WEDNESDAY),
        ("+3d", THURSDAY),
        ("+3j", THURSDAY),
        ("+2w", MONDAY + timedelta(14)),
        ("+2s", MONDAY + timedelta(14)),
        ("+2sem", MONDAY + timedelta(14)),
        ("+1m", date(2026, 12, 23)),
        ("in 3 days", THURSDAY),
        ("dans 3 jours", THURSDAY),
        ("in a week", NEXT_MONDAY),
        ("in two weeks", MONDAY + timedelta(14)),
        ("dans 2 semaines", MONDAY + timedelta(14)),
        ("dans une semaine", NEXT_MONDAY),
        ("d'ici 1 mois", date(2026, 12, 23)),
    ],
)
def test_a_day_by_its_distance(text: str, expected: date) -> None:
    assert on(text) == expected


def test_a_month_later_is_its_last_day_where_it_is_shorter() -> None:
    assert on("+1m", date(2027, 1, 31)) == date(2027, 2, 28)
    assert on("dans 13 mois", date(2027, 1, 31)) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("friday", FRIDAY),
        ("Fri", FRIDAY),
        ("vendredi", FRIDAY),
        ("ven", FRIDAY),
        ("ven.", FRIDAY),
        ("on friday", FRIDAY),
        ("le vendredi", FRIDAY),
        ("this friday", FRIDAY),
        ("ce vendredi", FRIDAY),
        ("vendredi prochain", FRIDAY),
        ("next friday", NEXT_FRIDAY),
        ("friday next week", NEXT_FRIDAY),
        ("vendredi de la semaine prochaine", NEXT_FRIDAY),
        ("monday", NEXT_MONDAY),
        ("lundi prochain", NEXT_MONDAY),
        ("next monday", NEXT_MONDAY),
    ],
)
def test_a_weekday_is_still_to_come(text: str, expected: date) -> None:
    assert on(text) == expected


def test_next_friday_is_of_the_week_after_this_one_whatever_the_day() -> None:
    for away in range(7):
        assert on("next friday", MONDAY + timedelta(away)) == NEXT_FRIDAY


@pytest.mark.parametrize("number", range(7))
def test_every_weekday_has_a_long_and_a_short_name_in_both_languages(number: int) -> None:
    expected = MONDAY + timedelta(number or 7)
    english = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")[number]
    french = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")[number]
    for name in (english, english[:3], french, french[:3], f"{french[:3]}."):
        assert on(name) == expected


@pytest.mark.parametrize("number", range(1, 13))
def test_every_month_has_a_long_and_a_short_name_in_both_languages(number: int) -> None:
    names = (
        "january jan janvier janv.",
        "february feb février févr. fév.",
        "march mar mars",
        "april apr avril avr.",
        "may mai",
        "june jun juin",
        "july jul juillet juil.",
        "august aug août aout",
        "september sep sept. septembre",
        "october oct octobre oct.",
        "november nov novembre nov.",
        "december dec décembre déc.",
    )[number - 1].split()
    for name in names:
        assert on(f"12 {name} 2027") == date(2027, number, 12)


@pytest.mark.parametrize(
    ("text", "on_monday", "on_saturday"),
    [
        ("next week", NEXT_MONDAY, NEXT_MONDAY),
        ("la semaine prochaine", NEXT_MONDAY, NEXT_MONDAY),
        ("end of week", FRIDAY, NEXT_FRIDAY),
        ("end of the week", FRIDAY, NEXT_FRIDAY),
        ("fin de semaine", FRIDAY, NEXT_FRIDAY),
        ("end of next week", NEXT_FRIDAY, NEXT_FRIDAY),
        ("fin de la semaine prochaine", NEXT_FRIDAY, NEXT_FRIDAY),
        ("next month", date(2026, 12, 1), date(2026, 12, 1)),
        ("mois prochain", date(2026, 12, 1), date(2026, 12, 1)),
        ("le mois prochain", date(2026, 12, 1), date(2026, 12, 1)),
        ("end of the month", date(2026, 11, 30), date(2026, 11, 30)),
        ("fin du mois", date(2026, 11, 30), date(2026, 11, 30)),
        ("la fin du mois", date(2026, 11, 30), date(2026, 11, 30)),
        ("fin du mois prochain", date(2026, 12, 31), date(2026, 12, 31)),
    ],
)
def test_a_day_named_by_its_place_in_the_week_or_month(text: str, on_monday: date, on_saturday: date) -> None:
    assert on(text) == on_monday
    assert on(text, date(2026, 11, 28)) == on_saturday


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12/12", date(2026, 12, 12)),
        ("12/12/2026", date(2026, 12, 12)),
        ("12/12/27", date(2027, 12, 12)),
        ("5-12", date(2026, 12, 5)),
        ("12.05", date(2027, 5, 12)),
        ("2026-12-12", date(2026, 12, 12)),
        ("le 3/4", date(2027, 4, 3)),
        ("12 dec", date(2026, 12, 12)),
        ("12 décembre", date(2026, 12, 12)),
        ("1er janvier", date(2027, 1, 1)),
        ("dec 12", date(2026, 12, 12)),
        ("December 12th, 2027", date(2027, 12, 12)),
        ("the 12th of December", date(2026, 12, 12)),
        ("12-dec-2027", date(2027, 12, 12)),
        ("le 12", date(2026, 12, 12)),
        ("on the 12th", date(2026, 12, 12)),
        ("le 23", MONDAY),
        ("23 nov", MONDAY),
        ("22 nov", date(2027, 11, 22)),
        ("29/02", date(2028, 2, 29)),
        ("mercredi 2 décembre", date(2026, 12, 2)),
        ("mercredi 2 décembre 2026", date(2026, 12, 2)),
        ("friday the 27th", FRIDAY),
        ("ven. 27", FRIDAY),
        ("ven. 27/11", FRIDAY),
    ],
)
def test_a_written_date_is_the_next_to_come(text: str, expected: date) -> None:
    assert on(text) == expected


def test_a_day_alone_skips_the_months_that_lack_it() -> None:
    assert on("le 31", date(2027, 2, 1)) == date(2027, 3, 31)
    assert on("le 30", date(2027, 1, 31)) == date(2027, 3, 30)


def test_the_order_of_day_and_month_can_be_chosen() -> None:
    assert on("5/12", order=DateOrder.DMY) == date(2026, 12, 5)
    assert on("5/12", order=DateOrder.MDY) == date(2027, 5, 12)
    assert on("12/25", order=DateOrder.DMY) is None
    assert on("12/25", order=DateOrder.MDY) == date(2026, 12, 25)
    assert on("2026-12-05", order=DateOrder.MDY) == date(2026, 12, 5)


def test_mar_is_mardi_where_that_fits_and_the_day_comes_first() -> None:
    assert on("mar. 24") == TUESDAY
    assert on("mar 12") == date(2027, 3, 12)
    assert on("mar 24", order=DateOrder.MDY) == date(2027, 3, 24)
    assert on("mar") == TUESDAY


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("demain à 14h", "14:00"),
        ("demain a 9h", "09:00"),
        ("demain 14h30", "14:30"),
        ("demain à 14 h 30", "14:30"),
        ("demain à 14\u00a0h\u00a030", "14:30"),
        ("tomorrow at 2pm", "14:00"),
        ("tomorrow 2:30 PM", "14:30"),
        ("tomorrow 12am", "00:00"),
        ("tomorrow 12pm", "12:00"),
        ("tomorrow at noon", "12:00"),
        ("demain midi", "12:00"),
        ("24/11 14:30", "14:30"),
        ("le mardi 24 novembre 2026 à 14h05", "14:05"),
        ("à 14h demain", "14:00"),
        ("at 2pm tomorrow", "14:00"),
    ],
)
def test_a_time_of_day_comes_with_the_date(text: str, time: str) -> None:
    assert parse_date(text, MONDAY) == ParsedDate(TUESDAY, time)


def test_a_date_alone_has_no_time() -> None:
    assert parse_date("demain", MONDAY) == ParsedDate(TUESDAY, None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "12",
        "12th",
        "2026",
        "14h",
        "à 14h",
        "december",
        "mars",
        "mars 12",  # French has the day first
        "the",
        "le",
        "31/02",
        "31/02/2027",
        "29/02/2027",
        "32 dec",
        "le 32",
        "0/12",
        "2026-13-01",
        "0000-01-01",
        "12/12-2026",
        "mercredi 3 décembre",
        "lundi 24",
        "demain 25h",
        "tomorrow 13pm",
        "tomorrow 0am",
        "demain 14h75",
        "+3",
        "+3x",
        "+CAP",
        "3 days",
        "in 3 minutes",
        "in some days",
        "-3d",
        "lundis",
        "every monday",
        "tous les lundis",
        "lundi mardi",
        "Appeler Nadir demain",
        "demain Nadir",
        ", demain",
        "monitor",
        "paprika",
        "v1.2.3",
        "١٢/١٢",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert parse_date(text, MONDAY) is None


@given(st.text(max_size=80), days)
def test_any_text_is_a_date_or_not_and_nothing_else(text: str, today: date) -> None:
    parsed = parse_date(text, today)
    assert parsed is None or clean_time(parsed.time) == parsed.time


@given(days, days)
def test_a_date_in_full_says_itself_whatever_today_is(day: date, today: date) -> None:
    assert on(day.isoformat(), today) == day
    assert on(f"{day:%d/%m/%Y}", today) == day
    assert on(f"{day:%d.%m.%y}", today) == day
    assert on(f"{day:%m/%d/%Y}", today, DateOrder.MDY) == day


@given(days, st.integers(1, 31), st.integers(1, 12))
def test_a_day_without_a_year_is_within_the_year_to_come(today: date, day: int, month: int) -> None:
    found = on(f"{day}/{month}", today)
    if found is None:
        assert day > (29 if month == 2 else 30)
    else:
        assert (found.day, found.month) == (day, month)
        assert today <= found
        assert found <= today + timedelta(366) or (day, month) == (29, 2)


@given(days, st.sampled_from(["monday", "ven.", "samedi prochain", "this sunday"]))
def test_a_coming_weekday_is_one_to_seven_days_away(today: date, text: str) -> None:
    found = on(text, today)
    assert found is not None
    assert 1 <= (found - today).days <= 7


@given(days, st.integers(0, 999))
def test_counted_days_are_counted(today: date, count: int) -> None:
    expected = today + timedelta(count)
    assert on(f"+{count}d", today) == on(f"dans {count} jours", today) == on(f"in {count} days", today) == expected


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12/02", date(2026, 2, 12)),
        ("27/11", date(2026, 11, 27)),
        ("28 novembre", date(2025, 11, 28)),
        ("hier", date(2026, 11, 26)),
        ("avant-hier", date(2026, 11, 25)),
        ("the day before yesterday", date(2026, 11, 25)),
        ("il y a 3 jours", date(2026, 11, 24)),
        ("two weeks ago", date(2026, 11, 13)),
        ("il y a un mois", date(2026, 10, 27)),
        ("jeudi", date(2026, 11, 26)),
        ("friday", date(2026, 11, 20)),
        ("vendredi dernier", date(2026, 11, 20)),
        ("last monday", date(2026, 11, 23)),
        ("le 12", date(2026, 11, 12)),
        ("on the 28th", date(2026, 10, 28)),
        ("ven. 20", date(2026, 11, 20)),
        ("semaine dernière", date(2026, 11, 20)),
        ("2026-03-01", date(2026, 3, 1)),
        # Plainly to come: who asks for the past says no to it.
        ("demain", date(2026, 11, 28)),
        ("next friday", date(2026, 12, 4)),
        ("+3j", date(2026, 11, 30)),
        ("12/12/2026", date(2026, 12, 12)),
    ],
)
def test_a_day_that_has_been(text: str, day: date) -> None:
    found = parse_past_date(text, date(2026, 11, 27))
    assert found is not None
    assert found.on == day


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_a_day_and_a_month_of_the_past_are_never_ahead(today: date, day: date) -> None:
    found = parse_past_date(f"{day.day}/{day.month}", today)
    assert found is not None
    if (day.month, day.day) != (2, 29):
        assert found.on <= today < found.on + timedelta(367)
    assert (found.on.month, found.on.day) == (day.month, day.day)


def test_no_day_of_the_past() -> None:
    assert [
        parse_past_date(text, date(2026, 11, 27)) for text in ("", "x", "31/02", "15", "il y a x jours", "dernier")
    ] == [None] * 6

"""What dates and numbers look like on screen, in both languages."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obm_tui import fmt, i18n
from obm_tui.domain.capture.dates import parse_date

TODAY = date(2026, 11, 23)
LANGUAGES = pytest.mark.parametrize("language", i18n.LANGUAGES)


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    before = i18n.current()
    yield
    i18n.use(before)


@pytest.mark.parametrize(
    ("day", "english", "french"),
    [
        (date(2026, 11, 23), "today", "auj."),
        (date(2026, 11, 24), "tomorrow", "demain"),
        (date(2026, 11, 22), "yesterday", "hier"),
        (date(2026, 11, 25), "Wed 25", "mer. 25"),
        (date(2026, 11, 27), "Fri 27", "ven. 27"),
        (date(2026, 11, 30), "Mon 30", "lun. 30"),
        (date(2026, 11, 16), "Mon 16", "lun. 16"),
        (date(2026, 12, 1), "1 Dec", "1er déc."),
        (date(2026, 11, 15), "15 Nov", "15 nov."),
        (date(2026, 8, 1), "1 Aug", "1er août"),
        (date(2027, 1, 4), "4 Jan 2027", "4 janv. 2027"),
        (date(2025, 11, 27), "27 Nov 2025", "27 nov. 2025"),
    ],
)
def test_a_day_is_as_short_as_its_distance_allows(day: date, english: str, french: str) -> None:
    i18n.use("en")
    assert fmt.short_day(day, TODAY) == english
    i18n.use("fr")
    assert fmt.short_day(day, TODAY) == french


def test_the_turn_of_the_year_is_near_too() -> None:
    i18n.use("fr")
    assert fmt.short_day(date(2027, 1, 1), date(2026, 12, 29)) == "ven. 1er"


def test_a_day_by_itself_says_weekday_day_and_month() -> None:
    i18n.use("en")
    assert fmt.long_day(TODAY) == "Mon 23 Nov"
    i18n.use("fr")
    assert fmt.long_day(TODAY) == "lun. 23 nov."
    assert fmt.long_day(date(2027, 5, 1)) == "sam. 1er mai"


def test_every_weekday_and_month_has_its_own_french_name() -> None:
    days = [TODAY + timedelta(away) for away in range(7)]
    firsts = [date(2026, month, 2) for month in range(1, 13)]
    i18n.use("fr")
    weekdays = [fmt.long_day(day).split()[0] for day in days]
    months = [fmt.long_day(first).split()[2] for first in firsts]
    assert weekdays == ["lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."]
    assert " ".join(months) == "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc."


@LANGUAGES
@given(today=st.dates(date(2000, 1, 1), date(2090, 12, 31)), away=st.integers(0, 800))
def test_what_is_shown_of_a_day_to_come_can_be_typed(language: str, today: date, away: int) -> None:
    i18n.use(language)
    day = today + timedelta(away)
    shown = parse_date(fmt.short_day(day, today), today)
    assert shown is not None
    assert shown.on == day
    if away < 365:
        long = parse_date(fmt.long_day(day), today)
        assert long is not None
        assert long.on == day


def test_an_instant_is_shown_in_the_zone_asked_for() -> None:
    instant = datetime(2026, 11, 23, 13, 30, tzinfo=UTC)
    i18n.use("en")
    assert fmt.moment(instant, UTC, TODAY) == "23 Nov 13:30"
    i18n.use("fr")
    assert fmt.moment(instant, ZoneInfo("Europe/Paris"), TODAY) == "23 nov. 14:30"
    assert fmt.moment(instant, ZoneInfo("Asia/Tokyo"), TODAY) == "23 nov. 22:30"
    assert fmt.moment(instant, ZoneInfo("Pacific/Kiritimati"), TODAY) == "24 nov. 3:30"


def test_what_was_in_another_year_says_which() -> None:
    then = datetime(2024, 1, 7, 12, 5, tzinfo=UTC)
    i18n.use("en")
    assert fmt.moment(then, UTC, TODAY) == "7 Jan 2024 12:05"
    assert fmt.long_day(then.date(), TODAY) == "Sun 7 Jan 2024"
    assert fmt.long_day(TODAY, TODAY) == "Mon 23 Nov"
    i18n.use("fr")
    assert fmt.moment(then, UTC, TODAY) == "7 janv. 2024 12:05"
    assert fmt.long_day(date(2027, 5, 1), TODAY) == "sam. 1er mai 2027"


@pytest.mark.parametrize(
    ("stored", "shown"), [("14:30", "14:30"), ("09:05", "9:05"), ("00:00", "0:00"), ("10:00", "10:00")]
)
def test_a_time_has_no_leading_zero(stored: str, shown: str) -> None:
    assert fmt.clock_time(stored) == shown


def test_days_are_counted_in_few_cells() -> None:
    i18n.use("en")
    assert (fmt.late(5), fmt.in_lane(5), fmt.ago(5), fmt.ago(0)) == ("+5 d", "5 d here", "5 d ago", "today")
    assert (fmt.in_lane(59), fmt.in_lane(60), fmt.in_lane(800)) == ("59 d here", "2 mo here", "2 y here")
    i18n.use("fr")
    assert (fmt.late(5), fmt.in_lane(5), fmt.ago(5), fmt.ago(0)) == ("+5 j", "ici 5 j", "il y a 5 j", "auj.")


@pytest.mark.parametrize(
    ("value", "english", "french"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (1234, "1,234", "1\u202f234"),
        (1234567, "1,234,567", "1\u202f234\u202f567"),
        (-1234, "-1,234", "-1\u202f234"),
    ],
)
def test_thousands_stand_apart(value: int, english: str, french: str) -> None:
    i18n.use("en")
    assert fmt.number(value) == english
    i18n.use("fr")
    assert fmt.number(value) == french


@pytest.mark.parametrize(
    ("rrule", "english", "french"),
    [
        ("FREQ=DAILY", "every day", "chaque jour"),
        ("FREQ=DAILY;INTERVAL=3", "every 3 days", "tous les 3 jours"),
        ("FREQ=WEEKLY;BYDAY=MO,WE", "every Mon, Wed", "chaque lun., mer."),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "every working day", "chaque jour ouvré"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "every 2 weeks, Fri", "toutes les 2 semaines, ven."),
        ("FREQ=MONTHLY;BYMONTHDAY=1,2", "every month, the 1st, the 2nd", "chaque mois, le 1er, le 2"),
        ("FREQ=MONTHLY;BYMONTHDAY=11,23", "every month, the 11th, the 23rd", "chaque mois, le 11, le 23"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "every month, the last day", "chaque mois, le dernier jour"),
        ("FREQ=MONTHLY;BYDAY=3FR", "every month, the 3rd Fri", "chaque mois, le 3e ven."),
        (
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
            "every month, the last working day",
            "chaque mois, le dernier jour ouvré",
        ),
        ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=12", "every year, 12 Dec", "chaque année, 12 déc."),
        ("FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", "every year, the 4th Thu (Nov)", "chaque année, le 4e jeu. (nov.)"),
        ("FREQ=DAILY;UNTIL=20261231", "every day until 31 Dec 2026", "chaque jour jusqu'au 31 déc. 2026"),
        ("FREQ=HOURLY", "FREQ=HOURLY", "FREQ=HOURLY"),
    ],
)
def test_how_often_something_comes_again(rrule: str, english: str, french: str) -> None:
    i18n.use("en")
    assert fmt.repeat(rrule) == english
    i18n.use("fr")
    assert fmt.repeat(rrule) == french

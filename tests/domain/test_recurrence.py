"""What comes again: the words, the rules they make, and the days these fall on."""

from datetime import date, timedelta
from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obm_tui.domain.capture.dates import DateOrder, simplify
from obm_tui.domain.capture.recurrence import may_begin, may_hold, read_recurrence, unfinished
from obm_tui.domain.capture.rrule import Frequency, Rule, first_day, occurrences, parse_rule

WEDNESDAY = date(2026, 11, 25)
WORKDAYS = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"


def said(text: str, today: date = WEDNESDAY) -> tuple[str, date, str | None] | None:
    found = read_recurrence(" ".join(simplify(word) for word in text.split()), today)
    assert may_hold(text) or not found
    return (found.rrule, found.first.on, found.first.time) if found else None


@pytest.mark.parametrize(
    ("texts", "rrule", "first"),
    [
        (["every day", "daily", "everyday", "chaque jour", "tous les jours"], "FREQ=DAILY", WEDNESDAY),
        (["every other day", "every 2 days", "un jour sur deux"], "FREQ=DAILY;INTERVAL=2", WEDNESDAY),
        (["every third day", "tous les trois jours"], "FREQ=DAILY;INTERVAL=3", WEDNESDAY),
        (["every week", "weekly", "once a week", "chaque semaine", "une fois par semaine"], "FREQ=WEEKLY", WEDNESDAY),
        (
            ["every 2 weeks", "fortnightly", "every other week", "toutes les deux semaines", "tous les 15 jours"],
            "FREQ=WEEKLY;INTERVAL=2",
            WEDNESDAY,
        ),
        (["tous les quinze jours", "une semaine sur deux", "once every 2 weeks"], "FREQ=WEEKLY;INTERVAL=2", WEDNESDAY),
        (
            ["every monday", "each Monday", "ev mon", "every mondays", "weekly on monday", "Tous les lundis"],
            "FREQ=WEEKLY;BYDAY=MO",
            date(2026, 11, 30),
        ),
        (
            ["tous les lundi", "tout les lundis", "chaque lundi", "chaque lun.", "chaque semaine le lundi"],
            "FREQ=WEEKLY;BYDAY=MO",
            date(2026, 11, 30),
        ),
        (["every wed", "every wednesday", "tous les mercredis"], "FREQ=WEEKLY;BYDAY=WE", WEDNESDAY),
        (
            ["every tue, thu", "every tuesday and thursday", "tous les mardis et jeudis", "chaque mardi et le jeudi"],
            "FREQ=WEEKLY;BYDAY=TU,TH",
            date(2026, 11, 26),
        ),
        (
            ["every other friday", "every 2 weeks on friday", "un vendredi sur deux"],
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR",
            date(2026, 11, 27),
        ),
        (["every weekend", "tous les week-ends"], "FREQ=WEEKLY;BYDAY=SA", date(2026, 11, 28)),
        (["every weekday", "every business day", "every workday", "each working day"], WORKDAYS, WEDNESDAY),
        (["tous les jours ouvrés", "chaque jour ouvré", "tous les jours ouvrables"], WORKDAYS, WEDNESDAY),
        (["every month", "monthly", "une fois par mois", "tous les mois"], "FREQ=MONTHLY", WEDNESDAY),
        (["every quarter", "quarterly", "chaque trimestre"], "FREQ=MONTHLY;INTERVAL=3", WEDNESDAY),
        (["chaque semestre", "every six months", "tous les 6 mois"], "FREQ=MONTHLY;INTERVAL=6", WEDNESDAY),
        (
            ["every month on the 15th", "every 15th", "every 15th of the month", "15th of each month"],
            "FREQ=MONTHLY;BYMONTHDAY=15",
            date(2026, 12, 15),
        ),
        (
            ["tous les mois le 15", "tous les 15 du mois", "chaque 15 du mois", "le 15 de chaque mois"],
            "FREQ=MONTHLY;BYMONTHDAY=15",
            date(2026, 12, 15),
        ),
        (
            ["chaque 1er du mois", "every first of the month", "monthly on the 1st", "le premier de chaque mois"],
            "FREQ=MONTHLY;BYMONTHDAY=1",
            date(2026, 12, 1),
        ),
        (
            ["every 1st and 15th", "le 1er et le 15 de chaque mois"],
            "FREQ=MONTHLY;BYMONTHDAY=1,15",
            date(2026, 12, 1),
        ),
        (
            ["every last day of the month", "every last day", "the last day of the month", "every month end"],
            "FREQ=MONTHLY;BYMONTHDAY=-1",
            date(2026, 11, 30),
        ),
        (
            ["chaque fin de mois", "tous les mois le dernier jour", "le dernier jour du mois"],
            "FREQ=MONTHLY;BYMONTHDAY=-1",
            date(2026, 11, 30),
        ),
        (["every third day of the month"], "FREQ=MONTHLY;BYMONTHDAY=3", date(2026, 12, 3)),
        (
            ["every 3rd friday", "every third friday of the month", "chaque 3e vendredi du mois"],
            "FREQ=MONTHLY;BYDAY=3FR",
            date(2026, 12, 18),
        ),
        (
            ["le dernier vendredi du mois", "the last friday of the month", "tous les derniers vendredis du mois"],
            "FREQ=MONTHLY;BYDAY=-1FR",
            date(2026, 11, 27),
        ),
        (
            ["le premier lundi de chaque mois", "monthly on the first monday"],
            "FREQ=MONTHLY;BYDAY=1MO",
            date(2026, 12, 7),
        ),
        (
            ["every last working day of the month", "le dernier jour ouvré du mois"],
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
            date(2026, 11, 30),
        ),
        (["every year", "yearly", "annually", "tous les ans", "chaque année"], "FREQ=YEARLY", WEDNESDAY),
        (
            ["yearly on 12/12", "every 12 december", "every Dec 12th", "tous les ans le 12/12", "chaque 12 décembre"],
            "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=12",
            date(2026, 12, 12),
        ),
        (["every 29 feb"], "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", date(2028, 2, 29)),
        (
            ["every monday starting 4 january", "tous les lundis à partir du 4/1"],
            "FREQ=WEEKLY;BYDAY=MO",
            date(2027, 1, 4),
        ),
        (
            ["every day until dec 31", "tous les jours jusqu'au 31 décembre"],
            "FREQ=DAILY;UNTIL=20261231",
            WEDNESDAY,
        ),
    ],
)
def test_words_and_their_rule(texts: list[str], rrule: str, first: date) -> None:
    assert {text: said(text) for text in texts} == dict.fromkeys(texts, (rrule, first, None))


@pytest.mark.parametrize(
    ("text", "rrule", "time"),
    [
        ("every monday 9am", "FREQ=WEEKLY;BYDAY=MO", "09:00"),
        ("at 9:30am every monday", "FREQ=WEEKLY;BYDAY=MO", "09:30"),
        ("tous les lundis à 14 h 30", "FREQ=WEEKLY;BYDAY=MO", "14:30"),
        ("à midi tous les jours", "FREQ=DAILY", "12:00"),
        ("every morning", "FREQ=DAILY", "09:00"),
        ("chaque lundi matin", "FREQ=WEEKLY;BYDAY=MO", "09:00"),
        ("every friday evening", "FREQ=WEEKLY;BYDAY=FR", "19:00"),
        ("every day at 8am starting 3 dec", "FREQ=DAILY", "08:00"),
    ],
)
def test_with_a_time(text: str, rrule: str, time: str) -> None:
    found = said(text)
    assert found is not None
    assert (found[0], found[2]) == (rrule, time)


def test_the_first_day_may_be_today() -> None:
    for away in range(7):
        today = WEDNESDAY + timedelta(away)
        found = said("every wednesday", today)
        assert found is not None
        assert found[1] == WEDNESDAY + timedelta(7 if away else 0)


def test_the_order_of_day_and_month() -> None:
    american = read_recurrence("every 3/4", WEDNESDAY, DateOrder.MDY)
    assert american is not None
    assert american.rrule == "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=4"


@pytest.mark.parametrize(
    "text",
    [
        *("", "every", "chaque", "every 2", "every 15", "every other", "monday", "mondays", "le 15", "the 15th"),
        *("chaque jeu", "chaque mer", "every blue moon", "every friday of the month", "every 0 days", "every 32nd"),
        *("the last friday", "le dernier vendredi", "last friday of the month", "15 du mois", "every 30 feb"),
        *("every monday at 25h", "every monday until yesterday", "every monday starting", "every first week"),
        *("every last week", "un lundi sur", "un lundi sur un", "every morning at 9am", "every 12/12/2026", "mensuel"),
        "every " + "monday " * 40,
    ],
)
def test_what_is_no_recurrence(text: str) -> None:
    assert said(text.strip()) is None


PIECES = (
    *("every", "other", "2", "week", "on", "monday", "and", "the", "last", "day", "of", "month"),
    *("chaque", "tous les", "le", "15", "du mois", "lundis", "un", "sur deux", "until", "12/12", "9am", "matin"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=8))
def test_a_recurrence_begins_with_a_word_that_may(pieces: list[str]) -> None:
    words = " ".join(pieces).split()
    found = said(" ".join(words))
    if found:
        assert may_begin(words[0])
        assert not unfinished(words)
        assert next(occurrences(found[0], found[1])) == found[1] >= WEDNESDAY


days = st.dates(date(2000, 1, 1), date(2090, 12, 31))
until = st.none() | st.dates(date(2030, 1, 1), date(2091, 12, 31))
weekday_sets = st.lists(st.integers(0, 6), max_size=3, unique=True).map(sorted).map(tuple)
month_days = st.lists(st.sampled_from([*range(1, 32), -1, -2]), min_size=1, max_size=3, unique=True).map(tuple)
intervals = st.integers(1, 13)
rules = st.one_of(
    st.builds(Rule, st.just(Frequency.DAILY), intervals, until=until),
    st.builds(Rule, st.just(Frequency.WEEKLY), intervals, weekday_sets, until=until),
    st.builds(Rule, st.just(Frequency.MONTHLY), intervals, month_days=month_days, until=until),
    st.builds(
        Rule, st.just(Frequency.MONTHLY), intervals, st.tuples(st.integers(0, 6)), st.sampled_from([1, 2, 3, 4, 5, -1])
    ),
    st.builds(
        Rule, st.just(Frequency.MONTHLY), intervals, st.just((0, 1, 2, 3, 4)), position=st.sampled_from([1, 2, -1])
    ),
    st.builds(
        Rule, st.just(Frequency.YEARLY), st.integers(1, 4), month=st.integers(1, 12), month_days=month_days, until=until
    ),
)


@given(rules)
def test_a_rule_is_its_text(rule: Rule) -> None:
    assert parse_rule(str(rule)) == rule


def fits(rule: Rule, start: date, day: date) -> bool:
    """The same said day by day."""
    months = (day.year - start.year) * 12 + day.month - (rule.month or start.month)
    monday, first_monday = (one - timedelta(one.weekday()) for one in (day, start))
    last = (day.replace(day=28) + timedelta(4)).replace(day=1) - timedelta(1)
    if rule.until and day > rule.until:
        return False
    match rule.frequency:
        case Frequency.DAILY:
            return (day - start).days % rule.interval == 0
        case Frequency.WEEKLY:
            in_week = (monday - first_monday).days // 7 % rule.interval == 0
            return in_week and day.weekday() in (rule.weekdays or (start.weekday(),))
        case Frequency.MONTHLY:
            in_period = months % rule.interval == 0
        case Frequency.YEARLY:
            in_period = day.month == rule.month and (day.year - start.year) % rule.interval == 0
    if not in_period:
        return False
    if rule.position:
        working = [n for n in range(1, last.day + 1) if day.replace(day=n).weekday() < 5]
        return day.day == working[rule.position - (rule.position > 0)]
    if rule.nth > 0:
        return day.weekday() in rule.weekdays and (day.day - 1) // 7 == rule.nth - 1
    if rule.nth:
        return day.weekday() in rule.weekdays and day.day + 7 > last.day
    return any(day.day == (n if n > 0 else last.day + 1 + n) for n in rule.month_days)


@given(rules, days)
def test_occurrences_are_the_days_that_fit(rule: Rule, start: date) -> None:
    window = [start + timedelta(n) for n in range(1000)]
    expected = [day for day in window if fits(rule, start, day)]
    found = list(islice(occurrences(str(rule), start), len(expected) + 1))
    assert found[: len(expected)] == expected
    assert all(day > window[-1] for day in found[len(expected) :])
    assert all(one < other for one, other in pairwise(found))


@given(rules, days)
def test_the_first_day_is_an_occurrence_of_its_own(rule: Rule, today: date) -> None:
    first = first_day(rule, today)
    if first is None:
        assert rule.until or rule.month
    else:
        assert first >= today
        assert next(occurrences(str(rule), first)) == first


def test_a_rule_without_days_takes_that_of_its_start_and_months_without_it_are_left_out() -> None:
    def three(rrule: str, start: date) -> list[str]:
        return [f"{day}" for day in islice(occurrences(rrule, start), 3)]

    assert three("FREQ=MONTHLY", date(2027, 1, 31)) == ["2027-01-31", "2027-03-31", "2027-05-31"]
    assert three("FREQ=YEARLY", date(2028, 2, 29)) == ["2028-02-29", "2032-02-29", "2036-02-29"]
    assert three("FREQ=WEEKLY;INTERVAL=2", WEDNESDAY) == ["2026-11-25", "2026-12-09", "2026-12-23"]
    assert list(occurrences("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", WEDNESDAY)) == []


@pytest.mark.parametrize("start", [date.min, date(9999, 12, 20), date.max])
@pytest.mark.parametrize("rrule", ["FREQ=DAILY", "FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=MO", "FREQ=MONTHLY", "FREQ=YEARLY"])
def test_the_calendar_ends(rrule: str, start: date) -> None:
    assert len(list(islice(occurrences(rrule, start), 20))) <= 20


@pytest.mark.parametrize(
    "text",
    [
        *("", "x", "FREQ", "FREQ=HOURLY", "INTERVAL=2", "FREQ=DAILY;COUNT=3", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;"),
        *("FREQ=WEEKLY;BYDAY=1MO", "FREQ=WEEKLY;BYDAY=XX", "FREQ=MONTHLY;BYDAY=1MO,2TU", "FREQ=MONTHLY;BYMONTHDAY=0"),
        *("FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=MONTHLY;BYMONTH=2", "FREQ=YEARLY;BYMONTH=13", "FREQ=YEARLY;BYDAY=MO"),
        *("FREQ=DAILY;UNTIL=x", "FREQ=MONTHLY;BYDAY=MO;BYMONTHDAY=1", "FREQ=MONTHLY;BYDAY=", "FREQ=DAILY;BYSETPOS=1"),
    ],
)
def test_what_is_no_rule(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        parse_rule(text)

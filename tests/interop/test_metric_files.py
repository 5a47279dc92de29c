"""Files of numbers: every shape, every trap, and this program's own table there and back."""

import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obm_tui.domain.errors import Refused
from obm_tui.domain.imports import DayOrder
from obm_tui.domain.metric_imports import Answers, MetricFile, Series, Shape
from obm_tui.domain.metrics import Value
from obm_tui.domain.periods import Cadence
from obm_tui.interop.csv_text import Dialect
from obm_tui.interop.metric_csv import Line, write_metric_csv
from obm_tui.interop.metric_files import read_metric_file
from obm_tui.interop.tables import MAX_ROWS
from tests.domain.metrics import METRIC, scaled

TODAY = date(2026, 11, 23)


def read(text: str | bytes, **answers: object) -> MetricFile:
    data = text if isinstance(text, bytes) else text.encode()
    return read_metric_file(data, "numbers.csv", TODAY, Answers(**answers))  # type: ignore[arg-type]  # by name


def values(series: Series) -> list[tuple[str, float]]:
    return [(found.on.isoformat(), found.value / 10_000) for found in series.values]


def test_a_column_a_number() -> None:
    file = read("Date,Views,Watch time (hours)\n2026-11-02,10,1.5\n2026-11-03,,2\n2026-11-01,30,0:30:00\n")
    views, watched = file.series
    assert (file.shape, file.read, file.skipped, file.questions) == (Shape.WIDE, 5, 1, ())
    assert values(views) == [("2026-11-01", 30), ("2026-11-02", 10)], "newest first or last is the same; empty is not 0"
    assert (watched.unit, values(watched)[0]) == ("h", ("2026-11-01", 0.5))
    assert views.cadence is Cadence.DAILY


def test_a_line_a_value_by_what_it_is_of() -> None:
    file = read("Date;Canal;Visites\n01/11/2026;Direct;1 204\n01/11/2026;Recherche;96\n15/11/2026;Direct;1 300\n")
    assert file.shape is Shape.LONG
    assert [(series.name, values(series)) for series in file.series] == [
        ("Visites · Direct", [("2026-11-01", 1204), ("2026-11-15", 1300)]),
        ("Visites · Recherche", [("2026-11-01", 96)]),
    ]


def test_a_line_a_value_by_the_name_of_the_number() -> None:
    file = read("Jour;Indicateur;Réalisé\n02/11/2026;Appels;5\n16/11/2026;Closing;22,5 %\n16/11/2026;Appels;6\n")
    calls, closing = file.series
    assert (calls.name, closing.name, closing.unit) == ("Appels", "Closing", "%")
    assert values(closing) == [("2026-11-16", 22.5)]


def test_a_column_a_period() -> None:
    file = read("Indicateur;S45;S46;S47;Total\nProspects;17;16;15;48\nEncaissé;6 200,50 €;;5 900 €;\nTotal;1;2;3;6\n")
    leads, cash = file.series
    assert file.shape is Shape.TURNED
    assert values(leads) == [("2026-11-02", 17), ("2026-11-09", 16), ("2026-11-16", 15)]
    assert (cash.unit, values(cash)) == ("€", [("2026-11-02", 6200.5), ("2026-11-16", 5900)])
    assert leads.cadence is Cadence.WEEKLY


@pytest.mark.parametrize(
    ("header", "days"),
    [
        ("2026-09,2026-10", ["2026-09-01", "2026-10-01"]),
        ("sept. 2026,oct. 2026", ["2026-09-01", "2026-10-01"]),
        ("2026-W45,2026-W46", ["2026-11-02", "2026-11-09"]),
        ("2026-11-02,2026-11-09", ["2026-11-02", "2026-11-09"]),
    ],
)
def test_periods_of_a_header_are_read_in_every_form(header: str, days: list[str]) -> None:
    (series,) = read(f"KPI,{header}\nSales,1,2\n").series
    assert [found.on.isoformat() for found in series.values] == days


@pytest.mark.parametrize(
    "cell",
    [
        "2026-11-02",
        "2026-11-02T10:00:00Z",
        "2026-11-02 23:59:59",
        "20261102",
        "2 nov. 2026",
        "Nov 2, 2026",
        "2 November 2026",
    ],
)
def test_dates_are_read_in_every_form(cell: str) -> None:
    (series,) = read(f'Date;Sales\n"{cell}";5\n"{cell.replace("2", "2", 1)}";5\n').series
    assert [found.on for found in series.values] == [date(2026, 11, 2)]


def test_years_and_months_may_stand_in_two_columns() -> None:
    (series,) = read("annee;mois;CA\n2026;9;1000,5\n2026;10;2000\n").series
    assert (series.name, series.cadence, values(series)) == (
        "CA",
        Cadence.MONTHLY,
        [("2026-09-01", 1000.5), ("2026-10-01", 2000)],
    )


def test_a_month_beside_its_year_may_be_named() -> None:
    file = read("Année;Mois;Prospects\n2025;déc.;12\n2026;Août;14\n")
    assert values(file.series[0]) == [("2025-12-01", 12), ("2026-08-01", 14)]


@pytest.mark.parametrize(
    ("months", "days"),
    [
        (("août", "septembre", "octobre"), ("2026-08-01", "2026-09-01", "2026-10-01")),
        (("Oct.", "Sept.", "Aug."), ("2026-10-01", "2026-09-01", "2026-08-01")),
        (("nov", "déc", "janv"), ("2025-11-01", "2025-12-01", "2026-01-01")),
        (("Jan", "Feb", "Dec"), ("2025-01-01", "2025-02-01", "2025-12-01")),
    ],
)
def test_months_without_a_year_are_the_last_that_have_begun(months: tuple[str, ...], days: tuple[str, ...]) -> None:
    down = read("Mois;Prospects\n" + "".join(f"{month};{n}\n" for n, month in enumerate(months, 1)))
    across = read(f"Indicateur;{';'.join(months)}\nProspects;1;2;3\n")
    wanted = sorted(zip(days, (1.0, 2.0, 3.0), strict=True))
    assert (values(down.series[0]), values(across.series[0])) == (wanted, wanted)
    assert down.series[0].cadence is across.series[0].cadence is Cadence.MONTHLY


@pytest.mark.parametrize("name", ["Total", "Moyenne", "SOMME", "Average", "Cumul"])
def test_a_line_that_only_sums_up_is_no_number(name: str) -> None:
    file = read(f"Indicateur;S45;S46\nProspects;17;16\n{name};17;16\n")
    assert [series.name for series in file.series] == ["Prospects"]


def test_the_order_of_day_and_month_is_told_by_a_thirteenth_or_asked_for() -> None:
    assert read("Date,Sales\n03/04/2026,1\n25/04/2026,2\n").series[0].values[0].on == date(2026, 4, 3)
    assert read("Date,Sales\n03/04/2026,1\n04/25/2026,2\n").series[0].values[0].on == date(2026, 3, 4)
    doubtful = "Date,Sales\n03/04/2026,1\n05/06/2026,2\n"
    assert [question.name for question in read(doubtful).questions] == ["order"]
    settled = read(doubtful, order=DayOrder.MDY)
    assert (settled.questions, settled.series[0].values[0].on) == ((), date(2026, 3, 4))


def test_stacked_tables_ask_which() -> None:
    text = (
        "# Google Analytics\n# Start date: 20261101\n# End date: 20261103\n\n"
        "Nth day,Users\n0000,5\n0001,6\n\n# Countries\nCountry,Users\nFR,10\nCA,1\n"
    )
    file = read(text)
    assert [question.name for question in file.questions] == ["block"]
    assert file.questions[0].choices == ("Nth day · Users", "Country · Users")
    first = read(text, block=1)
    assert (first.questions, values(first.series[0])) == ((), [("2026-11-01", 5), ("2026-11-02", 6)])
    with pytest.raises(Refused, match="no table 3"):
        read(text, block=3)


def test_days_that_are_only_counted_need_a_start() -> None:
    text = "Nth day,Users\n0000,5\n0001,6\n"
    assert [question.name for question in read(text).questions] == ["start"]
    assert values(read(text, start=date(2026, 11, 1)).series[0])[1] == ("2026-11-02", 6)


def test_a_table_without_dates_is_of_one_day() -> None:
    text = "Geography,Views,Average view duration\nTotal,1500,0:04:30\nUS,1000,0:05:00\n"
    assert [question.name for question in read(text).questions] == ["on"]
    file = read(text, on=date(2026, 11, 20))
    assert [(series.name, values(series)) for series in file.series] == [
        ("Views", [("2026-11-20", 1500)]),
        ("Average view duration", [("2026-11-20", 0.075)]),
    ]


def test_payments_become_days() -> None:
    text = (
        "Created date (UTC);Amount;Currency;Status\n2026-11-02 10:00:00;10,50;eur;Paid\n"
        "2026-11-02 11:00:00;20;eur;Paid\n2026-11-02 12:00:00;99;eur;Failed\n2026-11-03 09:00:00;5;usd;Paid\n"
    )
    by_name = {series.name: series for series in read(text).series}
    assert values(by_name["Payments EUR"]) == [("2026-11-02", 30.5)]
    assert values(by_name["Payments USD"]) == [("2026-11-03", 5)]
    assert values(by_name["Payments"]) == [("2026-11-02", 2), ("2026-11-03", 1)]


def test_what_cannot_be_read_is_told_by_its_line() -> None:
    rows = "".join(f"2026-10-{day:02d},{day}\n" for day in range(1, 29))
    file = read(f"Date,Sales\n{rows}2026-11-01,lots\nsoon,5\n2026-12-24,5\n2026-11-02,{'9' * 30}\n2026-10-28,77\n")
    assert [(problem.line, problem.text) for problem in file.problems] == [
        (30, "lots"),
        (31, "soon"),
        (32, "2026-12-24"),
        (33, "9" * 30),
        (34, "2026-10-28"),
    ]
    assert (len(file.series[0].values), file.skipped) == (28, 4)
    assert file.series[0].values[-1].value == scaled(77), "of two values for a day the later line counts"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b"   \n\n", "is empty"),
        (b"Date,Sales\n", "headers but no line"),
        (b"PK\x03\x04rest", "no text file"),
        (b"%PDF-1.7", "no text file"),
        (b"\x00" * 500, "no text file"),
        (b"Name,City\nAnna,Paris\nBob,Lyon\n", "no number with a date"),
        (b"Date,Sales\nsoon,many\nlater,few\n", "no number with a date"),
        (b"2026-10-05,12\n2026-10-12,14\n", r"Line 1 of numbers\.csv holds values"),
        (b"Prospects;05/10/2026;12,5\nProspects;12/10/2026;14\n", r"Line 1 of numbers\.csv holds values"),
    ],
)
def test_what_holds_no_numbers_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        read(data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_every_encoding_keeps_its_accents(encoding: str, ends: str) -> None:
    text = ends.join(["Date;Chiffre d’affaires été", "2026-11-02;1 234,50 €", ""])
    (series,) = read(text.encode(encoding)).series
    assert (series.name, values(series)) == ("Chiffre d’affaires été", [("2026-11-02", 1234.5)])


@pytest.mark.parametrize(
    ("cells", "numbers"), [("1.234,5;2", [1234.5, 2]), ("1.5;2.25", [1.5, 2.25]), ("1,5;2", [1.5, 2])]
)
def test_the_decimal_sign_is_told_by_the_column(cells: str, numbers: list[float]) -> None:
    first, second = cells.split(";")
    (series,) = read(f"Date;Sales\n2026-11-02;{first}\n2026-11-03;{second}\n").series
    assert [number for _day, number in values(series)] == numbers


def test_a_hundred_thousand_lines_are_read_and_more_are_refused() -> None:
    start = date(2000, 1, 1)
    rows = "".join(f"{(start + timedelta(days=n % 9000)).isoformat()},C{n // 9000},{n}\n" for n in range(100_000))
    file = read("Date,Channel,Views\n" + rows)
    assert (file.read, len(file.series), file.problems) == (100_000, 12, ())
    with pytest.raises(Refused, match="more than"):
        read("Date,Views\n" + "2026-01-01,1\n" * (MAX_ROWS + 5))


CELLS = st.integers(-(10**15), 10**15)
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30).map(lambda text: " ".join(text.split()))


@given(
    st.lists(st.tuples(CELLS, st.none() | CELLS, TEXTS), min_size=1, max_size=20),
    TEXTS.filter(lambda text: text.strip() and not text.startswith(("#", "'"))),
    st.sampled_from(Dialect),
)
def test_what_was_written_is_read_back(rows: list[tuple[int, int | None, str]], name: str, dialect: Dialect) -> None:
    metric = METRIC._replace(name=name)
    written = [
        Line(metric, Value(date(2026, 1, 5) + timedelta(weeks=week), value, part, part, note))
        for week, (value, part, note) in enumerate(rows)
    ]
    file = read(write_metric_csv(written, dialect))
    (series,) = file.series
    assert file.shape is Shape.OURS
    assert [(found.on, found.value, found.numerator) for found in series.values] == [
        (line.value.period_on, line.value.value, line.value.numerator) for line in written
    ]
    assert series.client == "CAP"


def test_a_formula_is_no_formula_any_more() -> None:
    metric = METRIC._replace(name="=HYPERLINK(1)")
    text = write_metric_csv([Line(metric, Value(date(2026, 1, 5), -10_000, note="@x"))])
    assert text.splitlines()[1] == "CAP,'=HYPERLINK(1),2026-01-05,-1,,,,'@x"


SAMPLES = os.environ.get("OBM_TUI_SAMPLES", "")


@pytest.mark.skipif(not SAMPLES, reason="no samples here")
@pytest.mark.parametrize(
    ("file", "shape", "series", "read_values", "questions"),
    [
        ("1-youtube-totals.csv", Shape.WIDE, 1, 365, []),
        ("2-youtube-table-geography.csv", Shape.SNAPSHOT, 3, 3, ["on"]),
        ("3-youtube-chart-long.csv", Shape.LONG, 15, 420, []),
        ("10-stripe-payments-semicolon.csv", Shape.PAYMENTS, 4, 516, []),
    ],
)
def test_real_files(file: str, shape: Shape, series: int, read_values: int, questions: list[str]) -> None:
    found = read((Path(SAMPLES) / "kpi" / file).read_bytes())
    assert (found.shape, len(found.series), found.read, found.problems) == (shape, series, read_values, ())
    assert [question.name for question in found.questions] == questions

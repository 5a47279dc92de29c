"""Periods a table names in part only, lines that sum up, tables that begin with a value."""

from datetime import date

import pytest

from obm_tui.domain.errors import Refused
from obm_tui.domain.metric_imports import MetricFile, Series
from obm_tui.domain.periods import Cadence
from obm_tui.interop.metric_files import read_metric_file

TODAY = date(2026, 11, 23)


def read(text: str, name: str = "numbers.csv") -> MetricFile:
    return read_metric_file(text.encode(), name, TODAY)


def values(series: Series) -> list[tuple[str, float]]:
    return [(found.on.isoformat(), found.value / 10_000) for found in series.values]


@pytest.mark.parametrize("head", ["Semaine", "Week", "Période"])
def test_weeks_without_a_year_are_the_last_that_have_begun(head: str) -> None:
    (series,) = read(f"{head};Prospects\nS52;10\nS1;11\nS47;12\n").series
    assert values(series) == [("2025-12-22", 10), ("2025-12-29", 11), ("2026-11-16", 12)]
    assert series.cadence is Cadence.WEEKLY


def test_under_a_head_that_says_so_weeks_and_months_are_numbers() -> None:
    (weeks,) = read("Semaine;Prospects\n46;10\n47;11\n").series
    assert values(weeks) == [("2026-11-09", 10), ("2026-11-16", 11)]
    (months,) = read("Mois;Prospects\n12;10\n1;11\n2;12\n").series
    assert values(months) == [("2025-12-01", 10), ("2026-01-01", 11), ("2026-02-01", 12)]


def test_months_that_are_still_empty_do_not_shift_the_year() -> None:
    names = ("janv.", "févr.", "mars", "avril", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")
    down = read("Mois;CA\n" + "".join(f"{name};{n if n < 11 else ''}\n" for n, name in enumerate(names, 1)))
    across = read(f"Indicateur;{';'.join(names)}\nCA;1;2;3;4;5;6;7;8;9;10;;\n")
    for file in (down, across):
        assert values(file.series[0])[0::9] == [("2026-01-01", 1), ("2026-10-01", 10)]


def test_months_of_several_lines_each_are_in_one_year() -> None:
    file = read("Mois;Canal;Visites\njanvier;Direct;1\nmars;Direct;2\njanvier;Mail;3\nmars;Mail;4\n")
    assert [values(series) for series in file.series] == [
        [("2026-01-01", 1), ("2026-03-01", 2)],
        [("2026-01-01", 3), ("2026-03-01", 4)],
    ]


def test_a_year_that_is_written_once_is_that_of_the_lines_below() -> None:
    file = read("Année;Mois;CA\n2025;Novembre;1\n;Décembre;2\n26;Janvier;3\n;Février;4\n")
    assert values(file.series[0]) == [("2025-11-01", 1), ("2025-12-01", 2), ("2026-01-01", 3), ("2026-02-01", 4)]
    assert len(file.series) == 1


def test_a_week_or_a_quarter_may_stand_beside_its_year() -> None:
    (series,) = read("Année;Semaine;CA\n2025;52;1\n2026;S1;2\n").series
    assert (values(series), series.cadence) == ([("2025-12-22", 1), ("2025-12-29", 2)], Cadence.WEEKLY)
    (series,) = read("Année;Trimestre;CA\n2025;T4;1\n2026;1;2\n").series
    assert (values(series), series.cadence) == ([("2025-10-01", 1), ("2026-01-01", 2)], Cadence.QUARTERLY)


def test_a_year_beside_a_whole_date_is_no_number() -> None:
    (series,) = read("Année;Mois;CA\n2026;janv. 2026;1\n2026;févr. 2026;2\n").series
    assert (series.name, values(series)) == ("CA", [("2026-01-01", 1), ("2026-02-01", 2)])


@pytest.mark.parametrize("cells", [("T1 2026", "T3 2026"), ("2026-Q1", "2026-Q3"), ("t1", "t3")])
def test_quarters_are_read_in_every_form(cells: tuple[str, str]) -> None:
    down = read(f"Trimestre;CA\n{cells[0]};1\n{cells[1]};2\n")
    across = read(f"Indicateur;{cells[0]};{cells[1]}\nCA;1;2\n")
    for file in (down, across):
        assert values(file.series[0]) == [("2026-01-01", 1), ("2026-07-01", 2)]
        assert file.series[0].cadence is Cadence.QUARTERLY


def test_a_column_a_year_and_a_line_a_month_is_one_number() -> None:
    file = read("Mois;2025;2026\nOctobre;10;12\nNovembre;11;\nTotal;21;12\n", "Chiffre d'affaires.csv")
    (series,) = file.series
    assert series.name == "Chiffre d'affaires"
    assert values(series) == [("2025-10-01", 10), ("2025-11-01", 11), ("2026-10-01", 12)]
    assert read("Ventes;2025;2026\nT1;10;12\n").series[0].name == "Ventes"


@pytest.mark.parametrize("text", ["Indicateur;2024;2025\nCA;1;2\n", "Date;2024;2025\n2026-01-01;1;2\n"])
def test_years_alone_are_no_periods(text: str) -> None:
    with pytest.raises(Refused, match="2024, 2025 are years"):
        read(text)


@pytest.mark.parametrize(
    "name",
    ["Total octobre", "Moyenne / semaine", "TOTAL :", "Sous-total", "Total T4 2026", "Grand total", "Avg.", "Moy."],
)
def test_lines_that_sum_up_are_left_out_whatever_they_are_called(name: str) -> None:
    by_day = read(f"Jour;Prospects;CA\n02/11/2026;12;100\n{name};26;300\n16/11/2026;14;200\n{name};26;300\n")
    assert [values(series)[-1] for series in by_day.series] == [("2026-11-16", 14), ("2026-11-16", 200)]
    assert by_day.problems == ()
    by_name = read(f"Indicateur;S45;S46;{name}\nProspects;17;16;33\n{name};17;16;33\n")
    assert [(series.name, len(series.values)) for series in by_name.series] == [("Prospects", 2)]


def test_a_sum_may_stand_beside_an_empty_day() -> None:
    file = read("Date;Canal;Ventes\n02/11/2026;Mail;12\n;Total;12\n16/11/2026;Pub;1\n;Sous-total pub;1\n")
    assert (file.read, file.problems) == (2, ())


@pytest.mark.parametrize("name", ["Average order", "Total members", "Moyenne panier"])
def test_a_number_may_be_an_average_or_a_total_itself(name: str) -> None:
    assert [series.name for series in read(f"Indicateur;S45;S46\n{name};17;16\n").series] == [name]
    assert [series.name for series in read(f"Date;{name}\n2026-11-02;5\n2026-11-09;6\n").series] == [name]


@pytest.mark.parametrize(
    "text",
    ["S45;12;14\nS46;13;15\n", "Leads;12;14\nSales;13;15\n", "janvier;12\nfévrier;13\n", "T1 2026;5\nT2 2026;6\n"],
)
def test_a_table_that_begins_with_a_value_is_refused(text: str) -> None:
    with pytest.raises(Refused, match=r"Line 1 of numbers\.csv holds values"):
        read(text)

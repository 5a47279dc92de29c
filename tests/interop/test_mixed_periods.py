"""Tables with quarters between months, sums, remarks, empty lines: what has a date keeps it, the rest is left out."""

import pytest

from obm_tui.domain.metric_imports import Shape
from obm_tui.domain.periods import Cadence
from tests.interop.test_metric_periods import read, values

MONTHS = [("2026-01-01", 1), ("2026-02-01", 2), ("2026-03-01", 3), ("2026-04-01", 4)]


@pytest.mark.parametrize(
    "heads",
    [
        "janv. 2026;févr. 2026;mars 2026;T1 2026;avr. 2026",
        "2026-01;2026-02;2026-03;2026-Q1;2026-04",
        "01/2026;02/2026;03/2026;1er trimestre 2026;04/2026",
        "Janvier;Février;Mars;T1;Avril",
        "Janvier;Février;Mars;1er trimestre;Avril",
        "Janvier;Février;Mars;Trim. 1;Avril",
        "Jan;Feb;Mar;Q1;Apr",
        "Jan;Feb;Mar;1st quarter;Apr",
    ],
)
def test_a_quarter_between_months_is_no_month(heads: str) -> None:
    across = read(f"Indicateur;{heads}\nCA;1;2;3;6;4\nLeads;1;2;3;6;4\n")
    assert (across.shape, across.questions) == (Shape.TURNED, ())
    down = read(
        "Mois;CA\n" + "".join(f"{head};{n}\n" for head, n in zip(heads.split(";"), (1, 2, 3, 6, 4), strict=True))
    )
    for series in (*across.series, *down.series):
        assert (values(series), series.cadence) == (MONTHS, Cadence.MONTHLY)
    assert down.problems == ()


def test_halves_years_and_sums_beside_months_are_left_out() -> None:
    file = read(
        "KPI,Jan,Feb,Mar,Q1,Apr,May,Jun,Q2,H1,S1,YTD,FY 2026,2026,Total\nRevenue,1,2,3,6,4,5,6,15,21,21,21,21,21,21\n"
    )
    (series,) = file.series
    assert [number for _day, number in values(series)] == [1, 2, 3, 4, 5, 6]


def test_months_between_weeks_sum_them_up() -> None:
    (across,) = read("Indicateur;S44;S45;Oct;S46;S47\nCA;1;2;3;4;5\n").series
    (down,) = read("Semaine;CA\nS44;1\nS45;2\nOct;3\nS46;4\nS47;5\n").series
    assert [number for _day, number in values(across)] == [number for _day, number in values(down)] == [1, 2, 4, 5]
    assert across.cadence is down.cadence is Cadence.WEEKLY


def test_quarters_alone_stay_quarters() -> None:
    (series,) = read("Indicateur;T1;T2;T3;Total\nCA;1;2;3;6\n").series
    assert (len(series.values), series.cadence) == (3, Cadence.QUARTERLY)


def test_a_month_beside_its_quarter_is_the_finer_one() -> None:
    (series,) = read("Trimestre;Mois;CA\nT1;Janvier;1\nT1;Février;2\nT1;Mars;3\nT2;Avril;4\n").series
    assert values(series) == MONTHS


@pytest.mark.parametrize(
    "odd",
    [
        "Grève du 5 au 7;;",
        "Remarque : chiffres provisoires;;",
        ";;",
        "Total;3;4",
        "Sous-total novembre;3;4",
        "* provisoire;;\n;;",
    ],
)
def test_a_few_odd_lines_do_not_take_a_table_its_dates(odd: str) -> None:
    file = read(f"Date;CA;Leads\n02/11/2026;1;2\n{odd}\n09/11/2026;3;4\n{odd}\n16/11/2026;5;6\n{odd}\n")
    assert (file.shape, file.questions, file.problems) == (Shape.WIDE, (), ())
    assert [values(series) for series in file.series] == [
        [("2026-11-02", 1), ("2026-11-09", 3), ("2026-11-16", 5)],
        [("2026-11-02", 2), ("2026-11-09", 4), ("2026-11-16", 6)],
    ]


def test_a_line_with_a_number_and_no_date_is_told() -> None:
    file = read("Mois;CA\nJanvier;1\nobjectif;5\nMars;3\n")
    assert values(file.series[0]) == [("2026-01-01", 1), ("2026-03-01", 3)]
    assert [(problem.line, problem.text) for problem in file.problems] == [(3, "objectif")]


def test_section_heads_and_empty_lines_between_numbers_part_no_tables() -> None:
    file = read(
        "Indicateur;Janvier 2026;Février 2026\nACQUISITION;;\nLeads;1;2\n;;\nVENTES;;\nCA;3;4\n\nNote : brut;;\n"
    )
    assert (file.questions, [series.name for series in file.series]) == ((), ["Leads", "CA"])


def test_a_title_above_the_heads_is_no_head() -> None:
    for gap in ("", ";;\n"):
        file = read(f"Tableau de bord 2026;;\n{gap}Indicateur;Janvier 2026;Février 2026\n{gap}CA;1;2\n")
        assert [(series.name, len(series.values)) for series in file.series] == [("CA", 2)]


def test_quarters_and_remarks_beside_years() -> None:
    (series,) = read("Mois;2025;2026\nOctobre;10;12\nNovembre;11;\nT4;21;12\nprovisoire;;\n", "CA.csv").series
    assert values(series) == [("2025-10-01", 10), ("2025-11-01", 11), ("2026-10-01", 12)]
    (series,) = read("Année;Mois;CA\n2026;Janvier;1\n2026;T1;6\n;Février;2\nprovisoire;;\n").series
    assert values(series) == [("2026-01-01", 1), ("2026-02-01", 2)]

"""A table of numbers and where its dates are: a column of them, heads that are periods, years across or beside."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from datetime import date
from typing import NamedTuple

from obm_tui.domain.errors import N_, Refused
from obm_tui.domain.imports import Question
from obm_tui.domain.metric_imports import Answers
from obm_tui.domain.text import fold
from obm_tui.interop.mixed_periods import ENOUGH, Span, main_span, span_of
from obm_tui.interop.number_cells import MISSING, begins_sum, is_measure, sums_up
from obm_tui.interop.partial_periods import ROUNDS, beside_years, is_year, round_of, with_years
from obm_tui.interop.table_dates import ENOUGH as NEARLY_ALL
from obm_tui.interop.table_dates import Form, counts_days, form_of, nth_form
from obm_tui.interop.tables import Block, TextRow, column

DATES = {"date", "jour", "day", "periode", "period", "debut"}.union(*(kind.heads for kind in ROUNDS))
"""Heads under which there are dates."""
YEARS = {"annee", "year"}
_NUMERIC = 0.6
"""A column is one of numbers when so many of its filled cells are."""
_SAMPLE = 500
"""Cells from which is told what a column is."""
_START = re.compile(r"start date\D*(\d{8}|\d{4}-\d\d-\d\d)", re.IGNORECASE)


class _Periods(NamedTuple):
    """The lines of a column that name a period of the length the table is kept in."""

    span: Span | None
    rows: Sequence[TextRow]


class DatedTable:
    """Finds the dates; lines and heads that only sum up are left out, and dates without a year get theirs."""

    def __init__(self, block: Block, shown: str, today: date, answers: Answers, questions: list[Question]) -> None:
        """`shown` is what messages call the file; what only she can know is added to the questions."""
        self._block = block
        self._shown = shown
        self._today = today
        self._answers = answers
        self._questions = questions
        self.header = block.header
        self.names = [fold(cell) for cell in block.header]
        self.rows = [row for row in block.rows[1:] if not is_total(row)]
        self.left_out = 0
        """Lines that sum up others, or say something beside them."""

    # -- columns -----------------------------------------------------------------------------------------------------

    @staticmethod
    def cell(row: TextRow, spot: int) -> str:
        """A cell, empty where the line is shorter."""
        return row.cells[spot] if spot < len(row.cells) else ""

    def spot(self, wanted: Set[str]) -> int | None:
        """The first column with one of these heads."""
        return next((spot for spot, name in enumerate(self.names) if name in wanted), None)

    def has_text(self, spot: int) -> bool:
        """Whether there is anything in a column."""
        return any(column(self.rows, spot))

    def is_numeric(self, spot: int, rows: Sequence[TextRow] | None = None) -> bool:
        """Whether a column is one of numbers."""
        cells = [cell for cell in column(self.rows if rows is None else rows, spot) if fold(cell) not in MISSING]
        good = sum(is_measure(cell) for cell in cells[:_SAMPLE])
        return bool(cells) and good >= _NUMERIC * min(len(cells), _SAMPLE)

    # -- years across ------------------------------------------------------------------------------------------------

    def join_years(self) -> None:
        """A line a month and a column a year: one number, a line a value.

        Raises:
            Refused: the heads are years, and no line is a part of one.
        """
        years = [spot for spot, cell in enumerate(self.header) if is_year(cell)]
        if not years or sum(is_period(cell) for cell in self.header) > 1:
            return  # beside months a year is their sum
        head, first = self.names[0], [row for row in self.rows if row.cells[0] and not begins_sum(row.cells[0])]
        periods = self._kept(first, 0, head)
        kind = round_of([self.cell(row, 0) for row in periods.rows], head)
        if kind is None:
            raise Refused(
                N_(
                    "{file}: the columns {years} are years. A column of months, weeks or days was expected beside them."
                ),
                file=self._shown,
                years=", ".join(self.header[spot] for spot in years),
            )
        name = self.header[0] if head and head not in DATES else self._shown.rpartition(".")[0] or self._shown
        self.left_out += len(self.rows) - len(periods.rows)
        self.rows = [
            TextRow(row.line, (kind.write(int(self.header[spot]), number), self.cell(row, spot)))
            for row in periods.rows
            for spot in years
            if (number := kind.number(row.cells[0], head)) is not None
        ]
        self.header, self.names = ("date", name), ["date", fold(name)]

    # -- a column of dates -------------------------------------------------------------------------------------------

    def date_column(self) -> tuple[int, Form] | None:
        """The column that holds the dates, and how it writes them."""
        year = self.spot(YEARS)
        if year is not None and (beside := self._beside_year(year)) is not None:
            return beside
        spots = [spot for spot in range(len(self.names)) if spot != year]
        # A quarter beside its months only repeats itself.
        spots.sort(key=lambda spot: (self.names[spot] not in DATES, self._length(spot)))
        for find in (self.dates, self.yearless):
            for spot in spots:
                if (form := find(spot)) is not None:
                    return spot, form
        return None

    def _length(self, spot: int) -> int:
        return main_span(column(self.rows[:_SAMPLE], spot), self.names[spot]) or 0

    def dates(self, spot: int) -> Form | None:
        """How a column writes its dates; the lines between them that sum up are left out."""
        cells = column(self.rows, spot)
        if counts_days(self.header[spot], cells):
            return self._counted()
        periods = self._periods(spot)
        form = form_of([self.cell(row, spot) for row in periods.rows], self._answers.order)
        if form is None:
            return None
        self._ask_order(form)
        self._leave_out(spot, periods.span)
        return form

    def _periods(self, spot: int) -> _Periods:
        """The lines a column dates; none where they are too few for it to be one of dates."""
        if main_span(column(self.rows[:_SAMPLE], spot), self.names[spot]) is None:
            return _Periods(None, ())
        rows = [row for row in self.rows if self.cell(row, spot) and not self._sums_up(row, spot)]
        periods = self._kept(rows, spot, self.names[spot])
        # A line without a number says something beside the others, whatever stands in it.
        others = sum(
            span_of(self.cell(row, spot), self.names[spot]) is None and self._has_number(row, spot) for row in rows
        )
        enough = ENOUGH if spot == 0 or self.names[spot] in DATES else NEARLY_ALL
        return periods if len(periods.rows) >= enough * (len(periods.rows) + others) else _Periods(None, ())

    @staticmethod
    def _has_number(row: TextRow, spot: int) -> bool:
        """Whether a line has one beside its date."""
        return any(is_measure(cell) for at, cell in enumerate(row.cells) if at != spot)

    def _kept(self, rows: Sequence[TextRow], spot: int, head: str) -> _Periods:
        """Of these lines, those of the length most of them have."""
        span = main_span((self.cell(row, spot) for row in rows), head)
        return _Periods(span, [row for row in rows if span and span_of(self.cell(row, spot), head) is span])

    def _leave_out(self, spot: int, span: Span | None) -> None:
        """Keep no line that sums up others: said so, or of a longer period."""

        def stays(row: TextRow) -> bool:
            length = span_of(self.cell(row, spot), self.names[spot])
            return not self._sums_up(row, spot) and (span is None or length is None or length is span)

        kept = [row for row in self.rows if stays(row)]
        self.left_out += len(self.rows) - len(kept)
        self.rows = kept

    def _ask_order(self, form: Form) -> None:
        if form.name == "slashed?":
            self._questions.append(Question("order", ("dmy", "mdy")))

    def _sums_up(self, row: TextRow, spot: int) -> bool:
        """Whether a line of a table with dates there has a sum or an average of the others."""
        said = self.cell(row, spot)
        return begins_sum(said) if said else any(begins_sum(cell) for cell in row.cells)

    def yearless(self, spot: int) -> Form | None:
        """A column of months, weeks or quarters that leave their year to the reader."""
        head = self.names[spot]
        # A sheet prepared for the whole year has periods without a value: they say nothing about when it was written.
        rows = [row for row in self._periods(spot).rows if self._has_number(row, spot)]
        cells = [self.cell(row, spot) for row in rows]
        kind = round_of(cells, head)
        if kind is None or (head not in DATES and len(set(cells)) < 2):
            return None
        if any(at != spot and self.has_text(at) and not self.is_numeric(at) for at in range(len(self.names))):
            # A line for each of several things: the same month again is no year later.
            told = list(dict.fromkeys(cells))
            years = dict(zip(told, with_years(told, kind, self._today, head), strict=True))
            dated = [years[cell] for cell in cells]
        else:
            dated = with_years(cells, kind, self._today, head)
        self._write_dates(spot, dict(zip((row.line for row in rows), dated, strict=True)))
        return form_of(dated)

    def _beside_year(self, year: int) -> tuple[int, Form] | None:
        """The column of months, weeks or quarters beside that of their years."""
        for kind in ROUNDS:
            if (spot := self.spot(kind.heads)) is None:
                continue
            rows = [row for row in self.rows if not self._sums_up(row, spot) and not begins_sum(self.cell(row, year))]
            told = beside_years(column(rows, year), column(rows, spot), self.names[spot])
            whole = {row.line: said for row, said in zip(rows, told, strict=True)}
            kept = {row.line for row in self._kept(rows, spot, self.names[spot]).rows}
            if (form := form_of([said for line, said in whole.items() if line in kept])) is not None:
                self._write_dates(spot, {line: said for line, said in whole.items() if line in kept})
                return spot, form
        return None

    def _write_dates(self, spot: int, dates: dict[int, str]) -> None:
        """Write whole dates into a column, by line; lines of other periods go, those without one stay as they are."""
        kept = []
        for row in self.rows:
            said = dates.get(row.line)
            if said is not None:
                kept.append(TextRow(row.line, (*row.cells[:spot], said, *row.cells[spot + 1 :])))
            elif span_of(self.cell(row, spot), self.names[spot]) is None and not self._sums_up(row, spot):
                kept.append(row)
        self.left_out += len(self.rows) - len(kept)
        self.rows = kept

    def _counted(self) -> Form:
        said = next((match[1] for remark in self._block.remarks if (match := _START.search(remark))), "")
        start = self._answers.start
        if start is None and said:
            start = date.fromisoformat(said)
        if start is None:
            self._questions.append(Question("start"))
        return nth_form(start or self._today)

    # -- heads that are periods --------------------------------------------------------------------------------------

    def turned_form(self) -> Form | None:
        """How the header writes periods, where columns are; what else is among them is left out."""
        spots = [spot for spot, cell in enumerate(self.header) if spot and is_period(cell)]
        span = main_span(self.header[spot] for spot in spots)
        spots = [spot for spot in spots if span_of(self.header[spot]) is span]
        if len(spots) < 2:
            return None
        form = form_of([self.header[spot] for spot in spots], self._answers.order)
        if form is not None:
            self._ask_order(form)
            return form
        spots = [spot for spot in spots if any(is_measure(self.cell(row, spot)) for row in self.rows)]
        cells = [self.header[spot] for spot in spots]
        kind = round_of(cells)
        if kind is None:
            return None
        dates = with_years(cells, kind, self._today)
        written = dict(zip(spots, dates, strict=True))
        self.header = tuple(written.get(spot, cell) for spot, cell in enumerate(self.header))
        return form_of(dates)


def is_total(row: TextRow) -> bool:
    """Whether a line is called a sum or an average of the others."""
    return bool(row.cells) and sums_up(row.cells[0])


def is_period(cell: str) -> bool:
    """Whether a head of a column is a day, a week, a month or a quarter."""
    return span_of(cell) not in {None, Span.LONGER}

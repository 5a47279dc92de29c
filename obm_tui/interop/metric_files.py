"""Files of numbers → series: what shape a table has, which column holds the dates, what each number is of."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence, Set
from datetime import date

from obm_tui.domain.errors import N_, Refused
from obm_tui.domain.imports import DayOrder, Question
from obm_tui.domain.metric_imports import Answers, ImportedValue, LineProblem, MetricFile, Series, Shape
from obm_tui.domain.periods import Cadence
from obm_tui.domain.text import clean_line, fold
from obm_tui.interop.number_cells import MISSING, begins_sum, is_measure, manner, measure, sums_up
from obm_tui.interop.partial_periods import ROUNDS, beside_years, is_year, round_of, with_years
from obm_tui.interop.table_dates import Form, cadence_of, counts_days, form_of, nth_form
from obm_tui.interop.tables import Block, TextRow, column, read_blocks

_DATES = {"date", "jour", "day", "periode", "period", "debut"}.union(*(kind.heads for kind in ROUNDS))
_METRICS = {"metric", "kpi", "indicateur", "indicator", "mesure", "measure", "chiffre", "number"}
_VALUES = {"value", "valeur", "realise", "actual", "montant", "amount", "resultat"}
_OURS = {"client", "numerator", "denominator", "unit", "note"}
_YEARS = {"annee", "year"}
_PAID = {"paid", "succeeded", "paye"}
_NUMERIC = 0.6
"""A column is one of numbers when so many of its filled cells are."""
_SOME = 5
_START = re.compile(r"start date\D*(\d{8}|\d{4}-\d\d-\d\d)", re.IGNORECASE)


def read_metric_file(
    data: bytes,
    name: str,
    today: date,
    answers: Answers = Answers(),  # noqa: B008  # frozen
    remembered: Callable[[str], DayOrder | None] = lambda _container: None,
) -> MetricFile:
    """The numbers in a file's bytes. `name` is what messages call the file.

    What was answered for an earlier file of its kind, told by its container, is not asked again. A line that cannot be
    read is told by its number and left out; what only she can know is asked for by the `questions` of the answer, and
    guessed meanwhile.

    Raises:
        Refused: it is empty, no table, or holds no number.
    """
    shown = clean_line(name, 100)
    blocks, delimiter = read_blocks(data, shown)
    questions: list[Question] = []
    if len(blocks) > 1 and answers.block is None:
        questions.append(Question("block", tuple(" · ".join(block.header[:4]) for block in blocks)))
    if answers.block is not None and not 1 <= answers.block <= len(blocks):
        raise Refused(N_("{file} has {n} tables, no table {wanted}."), file=shown, n=len(blocks), wanted=answers.block)
    block = blocks[answers.block - 1] if answers.block else max(blocks, key=lambda found: len(found.rows))
    file = _TableReader(block, delimiter, shown, today, answers, questions).read()
    order = remembered(file.container) if any(question.name == "order" for question in file.questions) else None
    if order is not None:
        return read_metric_file(data, name, today, answers._replace(order=order))
    return file


class _TableReader:
    """Reads one table."""

    def __init__(
        self, block: Block, delimiter: str, shown: str, today: date, answers: Answers, questions: list[Question]
    ) -> None:
        self._block = block
        self._delimiter = delimiter
        self._shown = shown
        self._today = today
        self._answers = answers
        self._questions = questions
        self._problems: list[LineProblem] = []
        self._found: dict[tuple[str, str], dict[date, ImportedValue]] = {}
        self._units: dict[str, str] = {}
        self._cadences: dict[str, Cadence] = {}
        self._skipped = 0
        self._header = block.header
        self._names = [fold(cell) for cell in block.header]
        self._rows = [row for row in block.rows[1:] if not _is_total(row)]

    def read(self) -> MetricFile:
        self._require_header()
        self._join_years()
        shape = self._read_shape()
        series = tuple(self._series(client, name) for client, name in self._found)
        if not series:
            raise Refused(
                N_("{file} holds no number with a date: a table with dates and numbers was expected."), file=self._shown
            )
        key = hashlib.sha256(f"{shape}|{'|'.join(self._names)}".encode()).hexdigest()[:16]
        return MetricFile(
            name=self._shown,
            shape=shape,
            container=key,
            series=series,
            problems=tuple(self._problems),
            questions=tuple(self._questions),
            read=sum(len(found.values) for found in series),
            skipped=self._skipped,
            order=self._answers.order,
        )

    def _require_header(self) -> None:
        """The first line names the columns: where it holds a period and a number, it is one of the values instead."""
        filled = [cell for cell in self._header if cell]
        periods = [cell for cell in filled if _is_period(cell)]
        numbers = [cell for cell in filled if is_measure(cell) and cell not in periods and not is_year(cell)]
        if numbers and (periods or len(numbers) * 2 >= len(filled)):
            raise Refused(
                N_("Line {line} of {file} holds values: one that names the columns was expected first, as {example}."),
                file=self._shown,
                line=self._block.rows[0].line,
                example=self._delimiter.join(("date", "Leads")),
            )

    def _join_years(self) -> None:
        """A line a month and a column a year: one number, a line a value."""
        years = [spot for spot, cell in enumerate(self._header) if is_year(cell)]
        if not years:
            return
        head, rows = self._names[0], [row for row in self._rows if row.cells[0] and not begins_sum(row.cells[0])]
        kind = round_of([row.cells[0] for row in rows], head)
        if kind is None:
            raise Refused(
                N_(
                    "{file}: the columns {years} are years. A column of months, weeks or days was expected beside them."
                ),
                file=self._shown,
                years=", ".join(self._header[spot] for spot in years),
            )
        name = self._header[0] if head and head not in _DATES else self._shown.rpartition(".")[0] or self._shown
        self._rows = [
            TextRow(row.line, (kind.write(int(self._header[spot]), number), self._cell(row, spot)))
            for row in rows
            for spot in years
            if (number := kind.number(row.cells[0], head)) is not None
        ]
        self._header, self._names = ("date", name), ["date", fold(name)]

    def _series(self, client: str, name: str) -> Series:
        values = tuple(value for _on, value in sorted(self._found[client, name].items()))
        days = [value.on for value in values]
        if len(days) < _SOME:
            # Of a few values the gaps say little: the whole table's days say how often it is kept.
            days = [on for found in self._found.values() for on in found]
        cadence = self._cadences.get(name) or cadence_of(days)
        return Series(name, self._units.get(name, ""), cadence, values, client)

    # -- shapes ------------------------------------------------------------------------------------------------------

    def _read_shape(self) -> Shape:
        spot = self._spot(_DATES)
        if spot is not None and self._spot(_METRICS) is not None and self._spot(_VALUES) is not None:
            self._read_long(spot, self._spot(_METRICS) or 0, self._spot(_VALUES) or 0)
            return Shape.OURS if self._spot({"client"}) is not None else Shape.LONG
        if self._is_payments():
            self._read_payments()
            return Shape.PAYMENTS
        dated = self._date_column()
        if dated is None:
            turned = self._turned_form()
            if turned is not None:
                self._read_turned(turned)
                return Shape.TURNED
            self._read_snapshot()
            return Shape.SNAPSHOT
        spot, form = dated
        others = [other for other in range(len(self._names)) if other not in (spot, self._spot(_YEARS))]
        numbers = [other for other in others if self._is_numeric(other)]
        texts = [other for other in others if other not in numbers and self._has_text(other)]
        days = [cell for cell in column(self._rows, spot) if cell]
        if len(numbers) == 1 and texts and len(set(days)) < len(days):
            self._read_by_dimension(spot, form, texts[0], numbers[0])
            return Shape.LONG
        self._read_wide(spot, form, numbers)
        return Shape.WIDE

    def _spot(self, wanted: Set[str]) -> int | None:
        return next((spot for spot, name in enumerate(self._names) if name in wanted), None)

    def _is_payments(self) -> bool:
        created = any(name.startswith("created") for name in self._names)
        return created and "amount" in self._names and "status" in self._names

    def _date_column(self) -> tuple[int, Form] | None:
        year = self._spot(_YEARS)
        if year is not None and (beside := self._beside_year(year)) is not None:
            return beside
        spots = [spot for spot in range(len(self._names)) if spot != year]
        spots.sort(key=lambda spot: self._names[spot] not in _DATES)
        for find in (self._dates, self._yearless):
            for spot in spots:
                if (form := find(spot)) is not None:
                    return spot, form
        return None

    def _dates(self, spot: int) -> Form | None:
        """How a column writes its dates; the lines between them that sum up are left out."""
        cells = column(self._rows, spot)
        if counts_days(self._header[spot], cells):
            return self._counted()
        form = form_of([cell for cell in cells if not begins_sum(cell)], self._answers.order)
        if form is None:
            return None
        self._ask_order(form)
        self._rows = [row for row in self._rows if not self._sums_up(row, spot)]
        return form

    def _ask_order(self, form: Form) -> None:
        if form.name == "slashed?":
            self._questions.append(Question("order", ("dmy", "mdy")))

    def _sums_up(self, row: TextRow, spot: int) -> bool:
        """Whether a line of a table with dates there has a sum or an average of the others."""
        said = self._cell(row, spot)
        return begins_sum(said) if said else any(begins_sum(cell) for cell in row.cells)

    def _yearless(self, spot: int) -> Form | None:
        """A column of months, weeks or quarters that leave their year to the reader."""
        head = self._names[spot]
        rows = [row for row in self._rows if self._cell(row, spot) and not self._sums_up(row, spot)]
        kind = round_of([self._cell(row, spot) for row in rows], head)
        # A sheet prepared for the whole year has periods without a value: they say nothing about when it was written.
        rows = [row for row in rows if any(is_measure(cell) for at, cell in enumerate(row.cells) if at != spot)]
        cells = [self._cell(row, spot) for row in rows]
        if kind is None or not cells or (head not in _DATES and len(set(cells)) < 2):
            return None
        if any(at != spot and self._has_text(at) and not self._is_numeric(at) for at in range(len(self._names))):
            # A line for each of several things: the same month again is no year later.
            told = list(dict.fromkeys(cells))
            years = dict(zip(told, with_years(told, kind, self._today, head), strict=True))
            dated = [years[cell] for cell in cells]
        else:
            dated = with_years(cells, kind, self._today, head)
        self._write_dates(rows, spot, dated)
        return form_of(dated)

    def _beside_year(self, year: int) -> tuple[int, Form] | None:
        """The column of months, weeks or quarters beside that of their years."""
        for kind in ROUNDS:
            if (spot := self._spot(kind.heads)) is None:
                continue
            rows = [row for row in self._rows if not self._sums_up(row, spot) and not begins_sum(self._cell(row, year))]
            told = beside_years(column(rows, year), column(rows, spot), self._names[spot])
            if (form := form_of(told)) is not None:
                self._write_dates(rows, spot, told)
                return spot, form
        return None

    def _write_dates(self, rows: Sequence[TextRow], spot: int, dates: Sequence[str]) -> None:
        """Keep these lines, with whole dates in a column."""
        self._rows = [
            TextRow(row.line, (*row.cells[:spot], said, *row.cells[spot + 1 :]))
            for row, said in zip(rows, dates, strict=True)
        ]

    def _counted(self) -> Form:
        said = next((match[1] for remark in self._block.remarks if (match := _START.search(remark))), "")
        start = self._answers.start
        if start is None and said:
            start = date.fromisoformat(said)
        if start is None:
            self._questions.append(Question("start"))
        return nth_form(start or self._today)

    def _turned_form(self) -> Form | None:
        """How the header writes periods, where columns are; what else is among them is left out."""
        spots = [spot for spot, cell in enumerate(self._header) if spot and _is_period(cell)]
        if len(spots) < 2:
            return None
        form = form_of([self._header[spot] for spot in spots], self._answers.order)
        if form is not None:
            self._ask_order(form)
            return form
        spots = [spot for spot in spots if any(is_measure(self._cell(row, spot)) for row in self._rows)]
        cells = [self._header[spot] for spot in spots]
        kind = round_of(cells)
        if kind is None:
            return None
        dates = with_years(cells, kind, self._today)
        written = dict(zip(spots, dates, strict=True))
        self._header = tuple(written.get(spot, cell) for spot, cell in enumerate(self._header))
        return form_of(dates)

    # -- reading -----------------------------------------------------------------------------------------------------

    def _read_wide(self, spot: int, form: Form, numbers: Sequence[int]) -> None:
        for other in numbers:
            name = self._title(other)
            comma, unit = self._manner(column(self._rows, other), self._header[other])
            self._units[name] = unit
            for row in self._rows:
                self._take("", name, row, self._cell(row, spot), self._cell(row, other), form, comma)

    def _read_by_dimension(self, spot: int, form: Form, text: int, number: int) -> None:
        comma, unit = self._manner(column(self._rows, number), self._header[number])
        is_name = self._names[text] in _METRICS
        for row in self._rows:
            said = self._cell(row, text) or "—"
            name = said if is_name else f"{self._title(number)} · {said}"
            self._units[name] = unit
            self._take("", name, row, self._cell(row, spot), self._cell(row, number), form, comma)

    def _read_long(self, spot: int, metric: int, value: int) -> None:
        """A line a value; ours also says the client, the parts of a ratio, the unit and a note."""
        form = self._dates(spot) or self._yearless(spot)
        if form is None:
            raise Refused(N_("{file}: the column {name} holds no dates."), file=self._shown, name=self._header[spot])
        more = {name: self._spot({name}) for name in _OURS}
        comma, unit = self._manner(column(self._rows, value), "")
        for row in self._rows:
            said = {name: self._cell(row, at) if at is not None else "" for name, at in more.items()}
            name = self._cell(row, metric)
            if not name:
                self._skipped += 1
                continue
            self._units.setdefault(name, said["unit"] or unit)
            kept = self._take(said["client"], name, row, self._cell(row, spot), self._cell(row, value), form, comma)
            if kept is not None:
                parts = [self._part(said[part], comma) for part in ("numerator", "denominator")]
                kept = kept._replace(numerator=parts[0], denominator=parts[1], note=said["note"])
                self._found[said["client"], name][kept.on] = kept

    def _part(self, text: str, comma: bool) -> int | None:
        try:
            return measure(text, comma) if fold(text) not in MISSING else None
        except Refused:
            return None

    def _read_turned(self, form: Form) -> None:
        header = self._header
        for row in self._rows:
            name = self._cell(row, 0)
            if not name:
                self._skipped += 1
                continue
            comma, unit = self._manner(list(row.cells[1:]), name)
            self._units[name] = unit
            for spot in range(1, min(len(header), len(row.cells))):
                if form.read(header[spot]) is not None:
                    self._take("", name, row, header[spot], row.cells[spot], form, comma)

    def _read_snapshot(self) -> None:
        """One value each: of the total's line, of the only line, or a line a number."""
        on = self._answers.on
        if on is None:
            self._questions.append(Question("on"))
            on = self._today
        form = Form("snapshot", lambda _text: on)
        totals = [row for row in self._block.rows[1:] if _is_total(row)][:1]
        rows = totals or self._rows
        numbers = [spot for spot in range(len(self._names)) if self._is_numeric(spot, rows)]
        if len(rows) == 1:
            for spot in numbers:
                comma, self._units[self._title(spot)] = self._manner(column(rows, spot), self._header[spot])
                self._take("", self._title(spot), rows[0], "", self._cell(rows[0], spot), form, comma)
        elif len(numbers) == 1:
            comma, unit = self._manner(column(rows, numbers[0]), self._header[numbers[0]])
            for row in rows:
                if name := row.cells[0]:
                    self._units[name] = unit
                    self._take("", name, row, "", self._cell(row, numbers[0]), form, comma)

    def _read_payments(self) -> None:
        """What came in a day, by currency, and how many payments that were."""
        created = next(spot for spot, name in enumerate(self._names) if name.startswith("created"))
        amount, status = self._names.index("amount"), self._names.index("status")
        currency = self._spot({"currency"})
        form = form_of(column(self._rows, created), self._answers.order)
        if form is None:
            raise Refused(N_("{file}: the column {name} holds no dates."), file=self._shown, name=self._header[created])
        comma, _unit = self._manner(column(self._rows, amount), "")
        for row in self._rows:
            if fold(self._cell(row, status)) not in _PAID:
                self._skipped += 1
                continue
            code = (self._cell(row, currency) if currency is not None else "").upper()
            unit = {"EUR": "€", "USD": "$", "GBP": "£"}.get(code, code)
            for name, text, kind in (
                (f"Payments {code}".strip(), self._cell(row, amount), unit),
                ("Payments", "1", ""),
            ):
                self._units[name], self._cadences[name] = kind, Cadence.DAILY
                before = self._found.get(("", name), {})
                kept = self._take("", name, row, self._cell(row, created), text, form, comma, adds=True)
                if kept is None and not before:
                    self._found.pop(("", name), None)

    # -- cells -------------------------------------------------------------------------------------------------------

    def _take(
        self, client: str, name: str, row: TextRow, day: str, text: str, form: Form, comma: bool, *, adds: bool = False
    ) -> ImportedValue | None:
        """One value; what cannot be read is told by its line."""
        if fold(text) in MISSING:
            self._skipped += 1
            return None
        on = form.read(day)
        if on is None:
            return self._wrong(row, N_("no date"), day)
        if on > self._today:
            return self._wrong(row, N_("a day that is still to come"), day)
        try:
            value = measure(text, comma)
        except Refused:
            return self._wrong(row, N_("no number"), text)
        if form.cadence is not None:
            self._cadences.setdefault(name, form.cadence)
        found = self._found.setdefault((client, name), {})
        before = found.get(on)
        if before is not None and not adds:
            self._problems.append(LineProblem(row.line, N_("a day that was there already: this line counts"), day))
        kept = ImportedValue(on, value + (before.value if before is not None and adds else 0), row.line)
        found[on] = kept
        return kept

    def _wrong(self, row: TextRow, message: str, text: str) -> ImportedValue | None:
        self._problems.append(LineProblem(row.line, message, clean_line(text, 40)))
        self._skipped += 1
        return None

    @staticmethod
    def _cell(row: TextRow, spot: int) -> str:
        return row.cells[spot] if spot < len(row.cells) else ""

    def _title(self, spot: int) -> str:
        return clean_line(self._header[spot], 100) or f"#{spot + 1}"

    def _has_text(self, spot: int) -> bool:
        return any(column(self._rows, spot))

    def _is_numeric(self, spot: int, rows: Sequence[TextRow] | None = None) -> bool:
        cells = [cell for cell in column(self._rows if rows is None else rows, spot) if fold(cell) not in MISSING]
        good = sum(is_measure(cell) for cell in cells[:500])
        return bool(cells) and good >= _NUMERIC * min(len(cells), 500)

    def _manner(self, cells: Sequence[str], header: str) -> tuple[bool, str]:
        return manner(cells, header, self._delimiter)


def _is_total(row: TextRow) -> bool:
    return bool(row.cells) and sums_up(row.cells[0])


def _is_period(cell: str) -> bool:
    """Whether a head of a column is a day, a week, a month or a quarter."""
    return round_of([cell]) is not None or form_of([cell], DayOrder.DMY) is not None

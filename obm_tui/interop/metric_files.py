"""Files of numbers → series: what shape a table has, which column holds the dates, what each number is of."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import date

from obm_tui.domain.errors import N_, Refused
from obm_tui.domain.imports import DayOrder, Question
from obm_tui.domain.metric_imports import Answers, ImportedValue, LineProblem, MetricFile, Series, Shape
from obm_tui.domain.periods import Cadence
from obm_tui.domain.text import clean_line, fold
from obm_tui.interop.dated_tables import DATES, YEARS, DatedTable, is_period, is_total
from obm_tui.interop.number_cells import MISSING, is_measure, manner, measure
from obm_tui.interop.partial_periods import is_year
from obm_tui.interop.table_dates import Form, cadence_of, form_of
from obm_tui.interop.tables import Block, TextRow, column, read_blocks

_METRICS = {"metric", "kpi", "indicateur", "indicator", "mesure", "measure", "chiffre", "number"}
_VALUES = {"value", "valeur", "realise", "actual", "montant", "amount", "resultat"}
_OURS = {"client", "numerator", "denominator", "unit", "note"}
_PAID = {"paid", "succeeded", "paye"}
_SOME = 5


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
        raise Refused(
            N_("{file} has no table {wanted}: the last is number {n}."), file=shown, n=len(blocks), wanted=answers.block
        )
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
        self._table = DatedTable(block, shown, today, answers, questions)

    def read(self) -> MetricFile:
        self._require_header()
        self._table.join_years()
        shape = self._read_shape()
        series = tuple(self._series(client, name) for client, name in self._found)
        if not series:
            raise Refused(
                N_("{file} holds no number with a date: a table with dates and numbers was expected."), file=self._shown
            )
        key = hashlib.sha256(f"{shape}|{'|'.join(self._table.names)}".encode()).hexdigest()[:16]
        return MetricFile(
            name=self._shown,
            shape=shape,
            container=key,
            series=series,
            problems=tuple(self._problems),
            questions=tuple(self._questions),
            read=sum(len(found.values) for found in series),
            skipped=self._skipped + self._table.left_out,
            order=self._answers.order,
        )

    def _require_header(self) -> None:
        """The first line names the columns: where it holds a period and a number, it is one of the values instead."""
        filled = [cell for cell in self._table.header if cell]
        periods = [cell for cell in filled if is_period(cell)]
        numbers = [cell for cell in filled if is_measure(cell) and cell not in periods and not is_year(cell)]
        if numbers and (periods or len(numbers) * 2 >= len(filled)):
            raise Refused(
                N_("Line {line} of {file} holds values: one that names the columns was expected first, as {example}."),
                file=self._shown,
                line=self._block.rows[0].line,
                example=self._delimiter.join(("date", "Leads")),
            )

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
        spot = self._table.spot(DATES)
        if spot is not None and self._table.spot(_METRICS) is not None and self._table.spot(_VALUES) is not None:
            self._read_long(spot, self._table.spot(_METRICS) or 0, self._table.spot(_VALUES) or 0)
            return Shape.OURS if self._table.spot({"client"}) is not None else Shape.LONG
        if self._is_payments():
            self._read_payments()
            return Shape.PAYMENTS
        dated = self._table.date_column()
        if dated is None:
            turned = self._table.turned_form()
            if turned is not None:
                self._read_turned(turned)
                return Shape.TURNED
            self._read_snapshot()
            return Shape.SNAPSHOT
        spot, form = dated
        others = [other for other in range(len(self._table.names)) if other not in (spot, self._table.spot(YEARS))]
        numbers = [other for other in others if self._table.is_numeric(other)]
        texts = [other for other in others if other not in numbers and self._table.has_text(other)]
        days = [cell for cell in column(self._table.rows, spot) if cell]
        if len(numbers) == 1 and texts and len(set(days)) < len(days):
            self._read_by_dimension(spot, form, texts[0], numbers[0])
            return Shape.LONG
        self._read_wide(spot, form, numbers)
        return Shape.WIDE

    def _is_payments(self) -> bool:
        created = any(name.startswith("created") for name in self._table.names)
        return created and "amount" in self._table.names and "status" in self._table.names

    # -- reading -----------------------------------------------------------------------------------------------------

    def _read_wide(self, spot: int, form: Form, numbers: Sequence[int]) -> None:
        for other in numbers:
            name = self._title(other)
            comma, unit = self._manner(column(self._table.rows, other), self._table.header[other])
            self._units[name] = unit
            for row in self._table.rows:
                self._take("", name, row, self._table.cell(row, spot), self._table.cell(row, other), form, comma)

    def _read_by_dimension(self, spot: int, form: Form, text: int, number: int) -> None:
        comma, unit = self._manner(column(self._table.rows, number), self._table.header[number])
        is_name = self._table.names[text] in _METRICS
        for row in self._table.rows:
            said = self._table.cell(row, text) or "—"
            name = said if is_name else f"{self._title(number)} · {said}"
            self._units[name] = unit
            self._take("", name, row, self._table.cell(row, spot), self._table.cell(row, number), form, comma)

    def _read_long(self, spot: int, metric: int, value: int) -> None:
        """A line a value; ours also says the client, the parts of a ratio, the unit and a note."""
        form = self._table.dates(spot) or self._table.yearless(spot)
        if form is None:
            raise Refused(
                N_("{file}: the column {name} holds no dates."), file=self._shown, name=self._table.header[spot]
            )
        more = {name: self._table.spot({name}) for name in _OURS}
        comma, unit = self._manner(column(self._table.rows, value), "")
        for row in self._table.rows:
            said = {name: self._table.cell(row, at) if at is not None else "" for name, at in more.items()}
            name = self._table.cell(row, metric)
            if not name:
                self._skipped += 1
                continue
            self._units.setdefault(name, said["unit"] or unit)
            kept = self._take(
                said["client"], name, row, self._table.cell(row, spot), self._table.cell(row, value), form, comma
            )
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
        header = self._table.header
        for row in self._table.rows:
            name = self._table.cell(row, 0)
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
        totals = [row for row in self._block.rows[1:] if is_total(row)][:1]
        rows = totals or self._table.rows
        numbers = [spot for spot in range(len(self._table.names)) if self._table.is_numeric(spot, rows)]
        if len(rows) == 1:
            for spot in numbers:
                comma, self._units[self._title(spot)] = self._manner(column(rows, spot), self._table.header[spot])
                self._take("", self._title(spot), rows[0], "", self._table.cell(rows[0], spot), form, comma)
        elif len(numbers) == 1:
            comma, unit = self._manner(column(rows, numbers[0]), self._table.header[numbers[0]])
            for row in rows:
                if name := row.cells[0]:
                    self._units[name] = unit
                    self._take("", name, row, "", self._table.cell(row, numbers[0]), form, comma)

    def _read_payments(self) -> None:
        """What came in a day, by currency, and how many payments that were."""
        created = next(spot for spot, name in enumerate(self._table.names) if name.startswith("created"))
        amount, status = self._table.names.index("amount"), self._table.names.index("status")
        currency = self._table.spot({"currency"})
        form = form_of(column(self._table.rows, created), self._answers.order)
        if form is None:
            raise Refused(
                N_("{file}: the column {name} holds no dates."), file=self._shown, name=self._table.header[created]
            )
        comma, _unit = self._manner(column(self._table.rows, amount), "")
        for row in self._table.rows:
            if fold(self._table.cell(row, status)) not in _PAID:
                self._skipped += 1
                continue
            code = (self._table.cell(row, currency) if currency is not None else "").upper()
            unit = {"EUR": "€", "USD": "$", "GBP": "£"}.get(code, code)
            for name, text, kind in (
                (f"Payments {code}".strip(), self._table.cell(row, amount), unit),
                ("Payments", "1", ""),
            ):
                self._units[name], self._cadences[name] = kind, Cadence.DAILY
                before = self._found.get(("", name), {})
                kept = self._take("", name, row, self._table.cell(row, created), text, form, comma, adds=True)
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

    def _title(self, spot: int) -> str:
        return clean_line(self._table.header[spot], 100) or f"#{spot + 1}"

    def _manner(self, cells: Sequence[str], header: str) -> tuple[bool, str]:
        return manner(cells, header, self._delimiter)

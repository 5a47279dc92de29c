"""Tables as text for other programs: which spreadsheets they are for, and nothing in them a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""


class Dialect(StrEnum):
    """Which spreadsheets it is for."""

    INTL = "intl"
    """Commas between cells, a point before decimals, days as 2026-12-01."""
    EXCEL_FR = "excel-fr"
    """Semicolons between cells, a comma before decimals, days as 01/12/2026, and a mark that says UTF-8."""

    @property
    def is_french(self) -> bool:
        """Whether numbers and days are written as in French."""
        return self is Dialect.EXCEL_FR


def write_table(header: Sequence[str], rows: Iterable[Sequence[str]], dialect: Dialect) -> str:
    """The table as text, its header first. Texts of hers have to be made `safe` before."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";" if dialect.is_french else ",", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return ("\ufeff" if dialect.is_french else "") + out.getvalue()


def safe(text: str) -> str:
    """The text, with an apostrophe before it where it begins as a formula does, or as one that has its apostrophe."""
    return f"'{text}" if text.lstrip("'").startswith(_FORMULA) else text


def bare(cell: str) -> str:
    """A cell without the apostrophe that keeps it from being a formula."""
    return cell[1:] if cell[:1] == "'" and cell.lstrip("'").startswith(_FORMULA) else cell


def day_text(on: date | None, dialect: Dialect) -> str:
    """A day as these spreadsheets write it."""
    if on is None:
        return ""
    return f"{on:%d/%m/%Y}" if dialect.is_french else on.isoformat()

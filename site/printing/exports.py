"""A list as a file: CSV as it is read from the database, whole, and XLSX up to a limit that it names itself.

Amounts are integer poisha, and beside them taka for the eye. Whatever a cell's text begins with, no program that
opens the file takes it for a formula.
"""

import csv
import datetime
import itertools
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

import clock
from language.spoken import active

CSV, XLSX = "csv", "xlsx"
FORMATS = (CSV, XLSX)
# A workbook is made in one go, while its reader waits; whoever needs more takes the CSV.
MOST_ROWS_OF_XLSX = 50_000
AT_A_TIME = 500
# Excel takes a file without this mark for the letters of its own country.
BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
FORMULA = re.compile(r"^\s*[=+\-@\t\r|%]")
NOT_PRINTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")

Cell = str | int | Decimal | datetime.date | datetime.datetime


@dataclass(frozen=True)
class Column:
    """One column: its heading, and what stands in it of a row. Money is poisha and becomes two columns."""

    title: Any
    value: Callable[[Any], Any]
    is_money: bool = False


def answer(*, kind: str, name: str, columns: Sequence[Column], rows: Iterable[Any]) -> HttpResponse:
    """Return the rows as a file of one of FORMATS; `name` is the file's, without ids and without its ending."""
    response: Any
    if kind == CSV:
        # What is streamed is made after the page's own language has been put away.
        language = active()
        response = StreamingHttpResponse(
            _csv(columns, rows, language), content_type="text/csv; charset=utf-8"
        )
        response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    else:
        response = FileResponse(_xlsx(columns, rows), as_attachment=True, filename=f"{name}.xlsx")
    response["Cache-Control"] = "no-store"
    return response  # type: ignore[no-any-return]


def headings(columns: Sequence[Column]) -> list[str]:
    """Return the headings as they are written: of money one in poisha and one in taka."""
    found = []
    for column in columns:
        title = str(column.title)
        if column.is_money:
            found += [
                _("%(amount)s (poisha)") % {"amount": title},
                _("%(amount)s (taka)") % {"amount": title},
            ]
        else:
            found.append(title)
    return found


def cells(columns: Sequence[Column], row: Any) -> list[Cell]:
    """Return a row's cells: text that is no formula, whole numbers, taka with two decimals, days, moments."""
    found: list[Cell] = []
    for column in columns:
        value = column.value(row)
        if column.is_money:
            found += ["", ""] if value is None else [value, Decimal(value).scaleb(-2)]
        else:
            found.append(_cell(value))
    return found


def text(value: object) -> str:
    """Return text that stays text: what could begin a formula gets an apostrophe before it."""
    plain = NOT_PRINTED.sub("", str(value))
    return f"'{plain}" if FORMULA.match(plain) else plain


def _cell(value: Any) -> Cell:
    if value is None:
        return ""
    if isinstance(value, bool | str | Promise):
        return text(value)
    if isinstance(value, datetime.datetime):
        # A spreadsheet knows no zones: the instant as Dhaka's clocks showed it.
        return clock.local(value).replace(tzinfo=None, microsecond=0)
    if isinstance(value, int | datetime.date):
        return value
    return text(value)


def _csv(columns: Sequence[Column], rows: Iterable[Any], language: str) -> Iterator[str]:
    writer = csv.writer(Line(), lineterminator="\r\n")
    with translation.override(language):
        first = writer.writerow(headings(columns))
    yield BYTE_ORDER_MARK + first
    waiting = iter(rows)
    while True:
        with translation.override(language):
            lines = [writer.writerow(cells(columns, row)) for row in itertools.islice(waiting, AT_A_TIME)]
        if not lines:
            return
        yield "".join(lines)


class Line:
    """A file for the csv module that hands each line back."""

    def write(self, line: str) -> str:
        return line


def _xlsx(columns: Sequence[Column], rows: Iterable[Any]) -> Any:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    written = headings(columns)
    for place, heading in enumerate(written):
        sheet.column_dimensions[chr(ord("A") + place)].width = max(14, min(40, len(heading) + 4))
    bold = []
    for heading in written:
        cell = WriteOnlyCell(sheet, heading)
        cell.font = Font(bold=True)
        bold.append(cell)
    sheet.append(bold)
    waiting = iter(rows)
    for row in itertools.islice(waiting, MOST_ROWS_OF_XLSX):
        sheet.append([_shown(sheet, value) for value in cells(columns, row)])
    if next(waiting, None) is not None:
        said = _("This file ends after %(most)s rows, the list does not: take the CSV file, which is whole.")
        sheet.append([said % {"most": MOST_ROWS_OF_XLSX}])
    file = tempfile.TemporaryFile()  # noqa: SIM115 (the response closes it)
    book.save(file)
    file.seek(0)
    return file


def _shown(sheet: Any, value: Cell) -> Any:
    if isinstance(value, Decimal):
        cell = WriteOnlyCell(sheet, value)
        cell.number_format = "#,##0.00"
        return cell
    if isinstance(value, datetime.datetime):
        cell = WriteOnlyCell(sheet, value)
        cell.number_format = "yyyy-mm-dd hh:mm:ss"
        return cell
    if isinstance(value, datetime.date):
        cell = WriteOnlyCell(sheet, value)
        cell.number_format = "yyyy-mm-dd"
        return cell
    return value

"""Writing plain, safe, printable sheets: what a text may do to a reader's Excel, and how a table looks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from metrics.harmless import put_text

TITLE = Font(size=16, bold=True)
STRONG = Font(bold=True)
QUIET = Font(color="505A5F")
WARNING = PatternFill("solid", fgColor="FFF2CC")
HEADING = PatternFill("solid", fgColor="E8EDEE")
TOP = Alignment(vertical="top", wrap_text=True)
ONE_LINE = Alignment(vertical="top", wrap_text=False)
FORMATS = {"percent": "0.0%", "money": '"£"#,##0.00', "": "#,##0.##"}


def put(cell: Cell, value: Any, unit: str = "") -> Cell:
    """Writes one value. Text stays text whatever it begins with, so that nothing written here can ever be a formula."""
    if isinstance(value, bool) or value is None or isinstance(value, date | datetime):
        cell.value = value
    elif isinstance(value, int | float | Decimal):
        cell.value = value
        cell.number_format = FORMATS.get(unit, "#,##0" if float(value).is_integer() else "#,##0.00")
    else:
        put_text(cell, value, "General")
    cell.alignment = TOP
    return cell


def head(sheet: Worksheet, title: str, lines: Iterable[str], banner: str) -> int:
    """Title, made-up banner where there is one, and lines; gives the number of the next free row, one left blank."""
    put(sheet["A1"], title).font = TITLE
    row = 2
    if banner:
        put(sheet.cell(row, 1), banner).font = STRONG
        sheet.cell(row, 1).fill = WARNING
        row += 1
    for line in filter(None, lines):
        put(sheet.cell(row, 1), line).font = QUIET
        row += 1
    for above in range(1, row):
        sheet.cell(above, 1).alignment = ONE_LINE
    return row + 1


def table(
    sheet: Worksheet,
    row: int,
    headings: Sequence[str],
    rows: Iterable[Sequence[Any]],
    widths: Sequence[float],
    units: Iterable[Sequence[str]] | None = None,
) -> None:
    """A table from `row` on, its headings frozen, repeated on every printed page and with filters."""
    for column, heading in enumerate(headings, 1):
        cell = put(sheet.cell(row, column), heading)
        cell.font, cell.fill = STRONG, HEADING
        sheet.column_dimensions[get_column_letter(column)].width = widths[column - 1]
    last = row
    all_units = iter(units) if units is not None else None
    for last, values in enumerate(rows, row + 1):
        kinds = next(all_units) if all_units is not None else ("",) * len(headings)
        for column, (value, unit) in enumerate(zip(values, kinds, strict=True), 1):
            put(sheet.cell(last, column), value, unit)
    sheet.freeze_panes = sheet.cell(row + 1, 1)
    sheet.auto_filter.ref = f"A{row}:{get_column_letter(len(headings))}{last}"
    sheet.print_title_rows = f"{row}:{row}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True

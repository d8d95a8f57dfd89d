"""An empty workbook for a source: its headings, one example row, the rules as validation, and a page of help."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from metrics.harmless import put_text

ROWS = 5000  # rows that the validation reaches
HEAD = PatternFill("solid", fgColor="E8EDF2")
SHAPES = {
    "date": "A date, such as 31/03/2026",
    "month": "A month, such as March 2026",
    "year": "A financial year, such as 2025/26",
    "money": "Pounds, such as 1,234.50",
    "number": "A number",
    "integer": "A whole number",
    "percent": "A percentage from 0% to 100%",
    "yes_no": "Yes or No",
    "choice": "One of the words in the list",
    "postcode": "A whole postcode, such as FY3 8NR",
    "code": "A number or reference, with its leading zeros",
    "text": "Words",
}


def template(source: Any, out: Path) -> Path:
    """Write the template of a source's definition to `out` (.xlsx) and return its path.

    The example row is to be typed over; its month lies in the past, so that it is seen when it is left in.
    """
    book = Workbook()
    sheet = book.active
    sheet.title = source.title[:31].replace("/", "-")
    columns = [column for column in source.columns if column.required] + [c for c in source.columns if not c.required]
    lists = _lists(book, columns)
    for index, column in enumerate(columns, start=1):
        head = sheet.cell(1, index)
        put_text(head, column.title)
        head.font, head.fill = Font(bold=column.required), HEAD
        head.alignment = Alignment(wrap_text=True, vertical="top")
        put_text(sheet.cell(2, index), str(source.example.get(column.name, "")))
        letter = get_column_letter(index)
        sheet.column_dimensions[letter].width = max(14, min(40, len(column.title) + 4))
        _validate(sheet, letter, column, lists)
    sheet.freeze_panes = "A2"
    _help(book, source, columns)
    out.parent.mkdir(parents=True, exist_ok=True)
    book.save(out)
    return out


def _lists(book: Workbook, columns: list[Any]) -> dict[str, str]:
    """A hidden sheet with the words of each choice; column name -> the range that holds them."""
    choices = [column for column in columns if column.choices]
    ranges: dict[str, str] = {}
    if not choices:
        return ranges
    sheet = book.create_sheet("Lists")
    sheet.sheet_state = "hidden"
    for index, column in enumerate(choices, start=1):
        words = [spellings[0] if spellings else key for key, spellings in column.choices.items()]
        for row, word in enumerate(words, start=1):
            put_text(sheet.cell(row, index), word)
        letter = get_column_letter(index)
        ranges[column.name] = f"Lists!${letter}$1:${letter}${len(words)}"
    return ranges


def _validate(sheet: Worksheet, letter: str, column: Any, lists: dict[str, str]) -> None:
    """What Excel itself asks of a cell: a list for choices and yes or no; a hint for everything else."""
    rule = DataValidation(type=None, allow_blank=not column.required, showInputMessage=True)
    if column.name in lists:
        rule = DataValidation(type="list", formula1=lists[column.name], allow_blank=True, showInputMessage=True)
    elif column.type == "yes_no":
        rule = DataValidation(type="list", formula1='"Yes,No"', allow_blank=True, showInputMessage=True)
    rule.errorStyle, rule.showErrorMessage = "warning", rule.type is not None
    rule.errorTitle, rule.error = "Not in the list", "Choose one of the words in the list."
    needed = "Needed." if column.required else "Leave it empty if it is not known."
    rule.promptTitle, rule.prompt = column.title[:32], f"{SHAPES[column.type]}. {needed}"[:255]
    sheet.add_data_validation(rule)
    rule.add(f"{letter}2:{letter}{ROWS}")


def _help(book: Workbook, source: Any, columns: list[Any]) -> None:
    sheet = book.create_sheet("Help")
    when = {"month": "Every month", "quarter": "Every quarter", "year": "Every year"}[source.cadence]
    lines = [
        source.title,
        " ".join(source.help.split()),
        f"{when}, by day {source.due_day} after it ends. From: {source.sender}.",
        "Type over the example row. Columns in bold are needed. Names and contact details are left behind.",
    ]
    for row, line in enumerate(lines, start=1):
        put_text(sheet.cell(row, 1), line)
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=4)
        sheet.cell(row, 1).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.row_dimensions[row].height = 15 * (1 + len(line) // 110)
    sheet.cell(1, 1).font = Font(bold=True, size=14)
    for index, heading in enumerate(("Column", "Needed", "What it holds", "Also understood as"), start=1):
        put_text(sheet.cell(6, index), heading)
        sheet.cell(6, index).font = Font(bold=True)
    for row, column in enumerate(columns, start=7):
        what = SHAPES[column.type] + (f" ({column.unit})" if column.unit else "")
        cells = (column.title, "yes" if column.required else "", what, ", ".join(column.headings[:8]))
        for index, text in enumerate(cells, start=1):
            put_text(sheet.cell(row, index), text)
    for letter, width in zip("ABCD", (34, 10, 46, 90), strict=True):
        sheet.column_dimensions[letter].width = width

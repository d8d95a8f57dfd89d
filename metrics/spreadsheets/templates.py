"""An empty workbook for a source: its headings, one example row, the rules as validation, and a page of help."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from metrics.harmless import put_text
from metrics.personal import becomes
from metrics.spreadsheets.cell_rules import FORMATS, SHAPES, validation
from metrics.spreadsheets.example_row import MARK

ROWS = 5000  # rows that the validation reaches
HEAD = PatternFill("solid", fgColor="E8EDF2")
EXAMPLE = PatternFill("solid", fgColor="F3F2F1")
WHEN = {"month": "Every month", "quarter": "Every quarter", "year": "Every year"}
HELP = ("Column", "Needed", "What it holds", "Personal, and what becomes of it", "Headings that are understood as well")


def template(source: Any, out: Path) -> Path:
    """Write the template of a source's definition to `out` (.xlsx) and return its path."""
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(template_bytes(source))
    return out


def file_name(source: Any) -> str:
    """Under which name a template is downloaded."""
    return f"{source.id.replace('_', '-')}-template.xlsx"


def template_bytes(source: Any) -> bytes:
    """The template of a source's definition (.xlsx). Its example row is known again and never counted."""
    book = Workbook()
    sheet = book.active
    sheet.title = source.title[:31].replace("/", "-")
    columns = [column for column in source.columns if column.required] + [c for c in source.columns if not c.required]
    lists = _lists(book, columns)
    for index, column in enumerate(columns, start=1):
        _column(sheet, index, column, source, lists.get(column.name))
    # a column apart, so that it is not taken for the value of the last one
    mark = sheet.cell(2, len(columns) + 2)
    put_text(mark, MARK).font = Font(bold=True, color="7F1D1D")
    sheet.column_dimensions[mark.column_letter].width = 30
    sheet.freeze_panes = "A2"
    _help(book, source, columns)
    book.active = 0
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _column(sheet: Worksheet, index: int, column: Any, source: Any, words: str | None) -> None:
    """One column: its heading, its example, its format and what Excel asks of its cells."""
    letter = get_column_letter(index)
    head = put_text(sheet.cell(1, index), column.title)
    head.font, head.fill = Font(bold=column.required), HEAD
    head.alignment = Alignment(wrap_text=True, vertical="top")
    shown = put_text(sheet.cell(2, index), source.example.get(column.name, ""))
    shown.font, shown.fill = Font(italic=True, color="505A5F"), EXAMPLE
    sheet.column_dimensions[letter].width = max(14, min(40, len(column.title) + 4))
    sheet.column_dimensions[letter].number_format = FORMATS[column.type]
    rule = validation(column, source.rules, letter, words)
    sheet.add_data_validation(rule)
    rule.add(f"{letter}3:{letter}{ROWS}")


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


def _help(book: Workbook, source: Any, columns: list[Any]) -> None:
    sheet = book.create_sheet("Help")
    lines = _help_lines(source)
    for row, line in enumerate(lines, start=1):
        put_text(sheet.cell(row, 1), line).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(HELP))
        sheet.row_dimensions[row].height = 15 * (1 + len(line) // 150)
    sheet.cell(1, 1).font = Font(bold=True, size=14)
    start = len(lines) + 2
    for index, heading in enumerate(HELP, start=1):
        put_text(sheet.cell(start, index), heading).font = Font(bold=True)
    for row, column in enumerate(columns, start=start + 1):
        for index, text in enumerate(_help_row(column), start=1):
            put_text(sheet.cell(row, index), text).alignment = Alignment(wrap_text=True, vertical="top")
    for letter, width in zip("ABCDE", (30, 9, 50, 44, 70), strict=True):
        sheet.column_dimensions[letter].width = width


def _help_lines(source: Any) -> list[str]:
    lines = [
        source.title,
        " ".join(source.help.split()),
        f"Who sends it: {source.sender}. {WHEN[source.cadence]}, by day {source.due_day} after it ends.",
        "The grey row is an example. It is never counted: begin in the row below it. Columns in bold are needed.",
    ]
    if source.drop:
        lines.append(f"Never needed, and left behind where they are there: {', '.join(source.drop)}.")
    return lines


def _help_row(column: Any) -> tuple[str, str, str, str, str]:
    what = SHAPES[column.type] + (f" ({column.unit})" if column.unit else "")
    if column.choices:
        words = [spellings[0] if spellings else key for key, spellings in column.choices.items()]
        what = f"One of: {', '.join(words)}"
    return column.title, "yes" if column.required else "", what, becomes(column), ", ".join(column.headings)

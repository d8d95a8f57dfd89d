"""A table of numbers as a workbook: the CSV of an indicator's page, with its figures as figures."""

from __future__ import annotations

import csv
import io
import re

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Font

from metrics.harmless import put_text, risky

_FIGURE = re.compile(r"-?\d+(\.\d+)?")


def workbook(title: str, text: str) -> bytes:
    """One sheet named after the title, its cells those of `text` (CSV); figures are figures, all else is text.

    Text is written as text, so that nothing in it is ever taken for a formula.
    """
    book = Workbook()
    sheet = book.active
    sheet.title = re.sub(r"[\[\]:*?/\\]", " ", title)[:31].strip() or "Numbers"
    for row, cells in enumerate(csv.reader(io.StringIO(text.lstrip("\ufeff"))), 1):
        for column, said in enumerate(cells, 1):
            _put(sheet.cell(row, column), said)
    widths = [max(len(str(cell.value or "")) for cell in column) for column in sheet.columns]
    for column, width in zip(sheet.columns, widths, strict=True):
        sheet.column_dimensions[column[0].column_letter].width = min(width, 40) + 2
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _put(cell: Cell, said: str) -> None:
    if _FIGURE.fullmatch(said):
        cell.value = float(said) if "." in said else int(said)
        return
    # the mark that keeps a text from being a formula in a CSV is not wanted in a workbook
    put_text(cell, said[1:] if said[:1] == "'" and risky(said[1:]) else said, "General")
    if cell.row == 1:
        cell.font = Font(bold=True)

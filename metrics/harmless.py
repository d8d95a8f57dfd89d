"""Text that a spreadsheet program must never take for a formula: one guard for workbooks and one for CSV files.

What a file says comes from outside. A cell that begins with = + - @, a tab or a line break is run as a formula by Excel
and others when a CSV is opened (OWASP, "CSV injection"); in a workbook the cell's type decides, so there it is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

LONGEST = 32_767  # characters that Excel lets into a cell
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_STARTS = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20\u2212]|[\t\r\n]")
_NUMBER = re.compile(r"[-+]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?%?")


def plain(text: str) -> str:
    """The text without control characters (a NUL hides what follows it), as long as a cell may be."""
    return _CONTROL.sub("", text)[:LONGEST]


def risky(text: str) -> bool:
    """Whether a spreadsheet program may take the text for a formula. A plain number, negative or not, is none."""
    return bool(_STARTS.match(text)) and not _NUMBER.fullmatch(text)


def put_text(cell: Any, text: object, number_format: str = "@") -> Any:
    """Put text into an openpyxl cell as text, whatever it begins with, and give the cell back."""
    said = plain(str(text))
    cell.value = said
    cell.data_type = "s"
    cell.number_format = number_format
    if _STARTS.match(said):
        cell.quotePrefix = True  # Excel's own mark for "this is text", which stays when someone edits the cell
    return cell


def csv_cell(value: object) -> object:
    """A value as it may stand in a CSV: numbers stay numbers, a text that could be a formula begins with '."""
    if not isinstance(value, str):
        return value
    said = _CONTROL.sub("", value)
    return f"'{said}" if risky(said) else said


def csv_row(values: Iterable[object]) -> list[object]:
    """A row of a CSV, each cell guarded."""
    return [csv_cell(value) for value in values]

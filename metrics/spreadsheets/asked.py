"""What only a person can decide about a column, as questions; and what was decided for it, as warnings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from metrics.spreadsheets.dates import AS_STORED, DAY_FIRST, EXCHANGED, MONTH_FIRST
from metrics.spreadsheets.forms import AS_WRITTEN, COMMA, HUNDREDTHS, POINT
from metrics.spreadsheets.problems import Problem, cell_name
from metrics.spreadsheets.rows import Rows
from metrics.spreadsheets.values import OPEN

QUESTIONS = ("decimal_mark", "percent_unit", "dates_exchanged")


def column_questions(rows: Rows, column: Any) -> Iterator[Problem]:
    """The question about the open cells of a column, if it has any, and warnings about how it was read."""
    parsed = rows.parsed[column.name]
    open_cells = np.flatnonzero((parsed.marks == OPEN) & rows.keep)
    if len(open_cells):
        yield _question(rows, column, open_cells)
    if parsed.notes.get("fraction"):
        words = f"{column.title}: no number is above 1 and none has a % sign, so 0.12 was read as 12%. Check that."
        yield Problem("percent_as_fraction", "warning", words, None, column.name, None, rows.table.sheet.name)
    if parsed.notes.get("comma"):
        words = f"{column.title}: the comma parts decimals here, so 1.234,50 was read as 1,234.50. Check that."
        yield Problem("decimal_comma", "warning", words, None, column.name, None, rows.table.sheet.name)
    if parsed.notes.get("exchanged"):
        words = (
            f"{column.title}: Excel took some dates month first and left the others as text. "
            "Day and month were exchanged back in those that it took. Check a few of them."
        )
        yield Problem("dates_turned", "warning", words, None, column.name, None, rows.table.sheet.name)


def _question(rows: Rows, column: Any, where: np.ndarray) -> Problem:
    first, notes, title = int(where[0]), rows.parsed[column.name].notes, column.title
    text = f"'{(rows.texts[column.name][first].as_py() or '')[:60]}'"
    kind = notes.get("ask") or "date_order"
    many = f"({len(where):,} in all)"
    if kind == "decimal_mark":
        words = f"{title}: numbers such as {text} can be thousands or decimals {many}. Say which mark parts decimals."
        options = (POINT, COMMA)
    elif kind == "percent_unit":
        words = f"{title}: percentages such as {text} can be parts of one or of a hundred {many}. Say which."
        options = (HUNDREDTHS, AS_WRITTEN)
    elif kind == "dates_exchanged":
        words = (
            f"{title}: some dates are stored as dates, such as {text}, and those whose day is over 12 are text. Excel "
            f"may have exchanged day and month in the stored ones {many}. Say how they are meant."
        )
        options = (AS_STORED, EXCHANGED)
    elif notes.get("flips"):
        words = (
            f"{title}: in the files before this one the {notes['usual'].replace(' first', '')} came first, here it "
            f"seems to be otherwise. Dates such as {text} can be read both ways {many}. Say which it is in this file."
        )
        options = (DAY_FIRST, MONTH_FIRST)
    else:
        words = (
            f"{title}: dates such as {text} can be read day first or month first, and nothing in the file shows which "
            f"{many}. Say which it is."
        )
        options = (DAY_FIRST, MONTH_FIRST)
    index = rows.table.match.columns.get(column.name)
    cell = None if index is None else cell_name(index, first + 1)
    return Problem(kind, "question", words, first + 1, column.name, cell, rows.table.sheet.name, options)

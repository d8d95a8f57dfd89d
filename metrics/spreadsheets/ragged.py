"""Rows of a text file that have more cells than there are headings: a separator inside a value has moved the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from metrics.spreadsheets.problems import LISTED, Problem, cell_name, count_of_the_rest
from metrics.spreadsheets.rows import MEASURES, Rows
from metrics.spreadsheets.tables import row_at

_THOUSANDS = re.compile(r"[-+£$(\s]*\d{1,3}")
_REST = re.compile(r"\d{3}(?:\.\d*)?[)\s-]*")


def ragged_problems(rows: Rows) -> Iterator[Problem]:
    """An error for each row in which 1,234.50 was cut in two; a warning for each other row that is too long."""
    wide = _wide(rows)
    where = np.flatnonzero(wide & rows.keep)
    few = len(where) * 2 < int(rows.keep.sum())
    cut, only_long = [], []
    for i in map(int, where):
        at = _cut_at(rows, i, anywhere=few)
        if at is not None:
            cut.append((i, at))
        elif few and _filled_beyond(rows, i):
            only_long.append(i)
    yield from _told(rows, "cells_shifted", "error", [_cut_words(rows, i, at) for i, at in cut])
    yield from _told(rows, "cells_beyond", "warning", [_long_words(rows, i) for i in only_long])


def _wide(rows: Rows) -> np.ndarray:
    """The rows with more cells than the heading row."""
    count = rows.table.sheet.rows.num_rows
    cells = np.zeros(count, dtype=np.int32)
    for first, width in rows.table.sheet.widths:
        cells[first:] = width
    header = rows.table.header
    return cells > (cells[header] if header is not None else int(np.median(cells)) if count else 0)


def _cut_at(rows: Rows, i: int, anywhere: bool) -> int | None:
    """The first cell of a pair such as 1 | 234.50: in a column of numbers, or `anywhere` in a row longer than most."""
    cells = [(cell or "").strip() for cell in row_at(rows.table.sheet.rows, i)]
    source, columns = rows.table.match.source, rows.table.match.columns
    numbers = {index for name, index in columns.items() if source.column(name).type in MEASURES}
    for at, (one, other) in enumerate(pairwise(cells)):
        if (anywhere or at in numbers) and _THOUSANDS.fullmatch(one) and _REST.fullmatch(other):
            return at
    return None


def _filled_beyond(rows: Rows, i: int) -> bool:
    last = max((k for k, heading in enumerate(rows.table.headings) if heading), default=0)
    return any(cell and cell.strip() for cell in row_at(rows.table.sheet.rows, i)[last + 1 :])


def _cut_words(rows: Rows, i: int, at: int) -> tuple[int, int, str]:
    cells = [(cell or "").strip() for cell in row_at(rows.table.sheet.rows, i)[at : at + 2]]
    return i, at, (
        f"Row {i + 1} has more cells than there are headings: '{cells[0]}' and '{cells[1]}' may be one amount, "
        f"{cells[0]},{cells[1]}, cut at its comma, and everything after it has moved. Put it in quotation marks, "
        "write it without the comma, or ask for the file as an Excel workbook."
    )  # fmt: skip


def _long_words(rows: Rows, i: int) -> tuple[int, int, str]:
    last = max((k for k, heading in enumerate(rows.table.headings) if heading), default=0)
    return i, last + 1, (
        f"Row {i + 1} has more cells than there are headings. A separator may stand inside a value, and then what "
        "comes after it has moved. Compare the row with its neighbours, and accept it if each value is in its column."
    )  # fmt: skip


def _told(rows: Rows, kind: str, severity: str, found: list[tuple[int, int, str]]) -> Iterator[Problem]:
    sheet = rows.table.sheet.name
    for i, at, words in found[:LISTED]:
        yield Problem(kind, severity, words, i + 1, None, cell_name(at, i + 1), sheet)
    if len(found) > LISTED:
        yield count_of_the_rest(kind, None, sheet, severity, len(found) - LISTED)

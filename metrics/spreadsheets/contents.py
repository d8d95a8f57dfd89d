"""A table without a heading row, recognised by what its columns hold. What is found this way is always asked about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from metrics.spreadsheets.dates import Evidence, read_dates
from metrics.spreadsheets.headings import Match
from metrics.spreadsheets.reading import Sheet
from metrics.spreadsheets.tables import Table, row_at
from metrics.spreadsheets.values import read_amount

SAMPLE = 300  # rows that are looked at
MOSTLY = 0.9
SOURCE = "payments"  # the only source whose lists are published without headings


def by_content(sheet: Sheet, sources: Sequence[Any]) -> Table | None:
    """Payments without headings: a column of dates, one of amounts, and the words beside the dates. None otherwise."""
    source = next((s for s in sources if s.id == SOURCE), None)
    if source is None or sheet.rows.num_rows < 3:
        return None
    columns = [_sample(column) for column in sheet.rows.slice(0, SAMPLE).columns]
    dates = [i for i, cells in enumerate(columns) if _mostly(cells, _is_date)]
    amounts = [i for i, cells in enumerate(columns) if _mostly(cells, _is_amount) and any("." in c for c in cells)]
    words = [i for i, cells in enumerate(columns) if _mostly(cells, _is_words) and i not in dates]
    if len(dates) != 1 or not amounts or not words:
        return None
    if not _begins_with_a_row(sheet, dates[0], amounts[-1]):
        return None
    before = [i for i in words if i < dates[0]] or words
    found = {"payment_date": dates[0], "amount": amounts[-1], "supplier_name": before[-1]}
    headings = (None,) * sheet.rows.num_columns
    return Table(sheet, None, headings, Match(source, found, {}, ()), 0, sheet.rows.num_rows)


def _begins_with_a_row(sheet: Sheet, day: int, amount: int) -> bool:
    """Whether the first filled row holds values: a row of headings that we do not know is no list without headings."""
    for i in range(min(sheet.rows.num_rows, 20)):
        row = row_at(sheet.rows, i)
        if sum(1 for cell in row if cell and cell.strip()) > 2:
            return _is_date(row[day] or "") and _is_amount(row[amount] or "")
    return False


def _sample(column: Any) -> list[str]:
    return [text.strip() for text in column.to_pylist() if text and text.strip()]


def _mostly(cells: list[str], test: Any) -> bool:
    return len(cells) >= 3 and sum(map(test, cells)) >= MOSTLY * len(cells)


def _is_date(text: str) -> bool:
    if text.isdigit():
        return False
    read = read_dates([text], Evidence(today=date.today()))
    return read.values[0] is not None or bool(read.open)


def _is_amount(text: str) -> bool:
    return read_amount(text) is not None


def _is_words(text: str) -> bool:
    return sum(map(str.isalpha, text)) > len(text) / 2

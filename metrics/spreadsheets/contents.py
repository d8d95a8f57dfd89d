"""A table without a heading row: recognised by the file before it and by what its columns hold, and always asked about.

A sheet among others of the same workbook that have headings is taken to have the columns of its neighbours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from metrics.spreadsheets.dates import Evidence, read_dates
from metrics.spreadsheets.earlier import Earlier
from metrics.spreadsheets.headings import Match
from metrics.spreadsheets.reading import Sheet
from metrics.spreadsheets.tables import Table, row_at
from metrics.spreadsheets.values import VALUE, parse, read_amount, read_postcode

SAMPLE = 300  # rows that are looked at
MOSTLY = 0.9
SOURCE = "payments"  # the only source whose lists are published without headings


def without_headings(
    sheets: Sequence[Sheet], taken: Sequence[Table], sources: Sequence[Any], earlier: Mapping[str, Earlier]
) -> list[Table]:
    """The tables among these sheets that have no headings: as in the sheets that were taken, as in the file before, or
    by content alone, which only lists of payments are."""
    read = {id(table.sheet) for table in taken}
    left = [sheet for sheet in sheets if id(sheet) not in read]
    known = [(t.match.source, {name: i for name, i in t.match.columns.items()}) for t in taken if t.header is not None]
    known += [(s, {name: i for name, (_, i) in earlier[s.id].columns.items()}) for s in sources if s.id in earlier]
    found = []
    for sheet in left:
        table = next((t for source, columns in known if (t := as_before(sheet, source, columns))), None)
        if table is None and not taken:
            table = by_content(sheet, sources)
        found += [table] if table else []
    return found


def as_before(sheet: Sheet, source: Any, columns: Mapping[str, int]) -> Table | None:
    """The sheet with the columns of an earlier one, when what it holds fits them from the first filled row on."""
    held = {name: i for name, i in columns.items() if i < sheet.rows.num_columns}
    required = [c for c in source.columns if c.required and not c.from_title]
    typed = [c for c in source.columns if c.name in held and c.type not in ("text", "code")]
    telling = [c for c in typed if c.required]  # a date and an amount: less than that fits too many sheets
    if any(c.name not in held for c in required) or len(telling) < 2 or sheet.rows.num_rows < 2:
        return None
    first = next((i for i in range(min(sheet.rows.num_rows, 20)) if sum(map(bool, row_at(sheet.rows, i))) > 2), None)
    if first is None or not all(_fits(sheet, held[c.name], c, first) for c in typed):
        return None
    return _table(sheet, source, held)


def _fits(sheet: Sheet, index: int, column: Any, first: int) -> bool:
    """Nearly all filled cells of a column can be read as what it is, and so can the first one if it is required."""
    cells = sheet.rows.column(index).slice(first, SAMPLE).combine_chunks()
    marks = parse(cells, column.type, Evidence(order="day first"), column.choices).marks
    filled = cells.is_valid().to_numpy(zero_copy_only=False)
    if not filled.any():
        return not column.required
    begins = not column.required or bool(marks[0] == VALUE)
    return begins and bool((marks[filled] == VALUE).sum() >= MOSTLY * filled.sum())


def by_content(sheet: Sheet, sources: Sequence[Any]) -> Table | None:
    """Payments without headings: a column of dates, one of amounts, and the words beside the dates. None otherwise."""
    source = next((s for s in sources if s.id == SOURCE), None)
    if source is None or sheet.rows.num_rows < 3:
        return None
    columns = [_sample(column) for column in sheet.rows.slice(0, SAMPLE).columns]
    dates = [i for i, cells in enumerate(columns) if _mostly(cells, _is_date)]
    amounts = [i for i, cells in enumerate(columns) if _mostly(cells, _is_amount) and any("." in c for c in cells)]
    postcodes = [i for i, cells in enumerate(columns) if _mostly(cells, _is_postcode)]
    words = [i for i, cells in enumerate(columns) if _mostly(cells, _is_words) and i not in (*dates, *postcodes)]
    if len(dates) != 1 or not amounts or not words:
        return None
    if not _begins_with_a_row(sheet, dates[0], amounts[-1]):
        return None
    before = [i for i in words if i < dates[0]] or words
    found = {"payment_date": dates[0], "amount": amounts[-1], "supplier_name": before[-1]}
    if len(postcodes) == 1:
        found["supplier_postcode"] = postcodes[0]
    return _table(sheet, source, found)


def _table(sheet: Sheet, source: Any, columns: Mapping[str, int]) -> Table:
    headings = (None,) * sheet.rows.num_columns
    return Table(sheet, None, headings, Match(source, columns, {}, ()), 0, sheet.rows.num_rows)


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


def _is_postcode(text: str) -> bool:
    return len(text) < 10 and read_postcode(text) is not None


def _is_words(text: str) -> bool:
    return sum(map(str.isalpha, text)) > len(text) / 2

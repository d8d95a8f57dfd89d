"""Hidden sheets are never read: one that holds a table of ours is told as a warning, any other in a note."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from metrics.spreadsheets.headings import LEAST_COLUMNS, known_share
from metrics.spreadsheets.problems import Problem
from metrics.spreadsheets.reading import Sheet
from metrics.spreadsheets.tables import Table, filled, find

UNHIDE = "unhide it (a right click on any sheet's tab)"
BURIED = "ask the sender to show it (Excel does not list it under Unhide)"


def told(sheet: Sheet, sources: Sequence[Any], weight: dict[str, float]) -> Problem | str:
    """A warning where a hidden sheet holds rows of a source, or else a note; both say that it was not read."""
    found = _best(sheet, sources, weight)
    if found is None:
        return f"The hidden sheet '{sheet.name}' was not read. Unhide it if it belongs."
    rows = int(filled(found)[0][found.start : found.end].sum())
    what = f"{rows:,} row{'' if rows == 1 else 's'} under headings of {found.match.source.title}"
    how = "very hidden" if sheet.buried else "hidden"
    words = (
        f"The sheet '{sheet.name}' is {how} and was not read; it holds {what}. If they belong, "
        f"{BURIED if sheet.buried else UNHIDE}, save the workbook and bring it in again. If not, accept it and say why."
    )
    return Problem("hidden_sheet", "warning", words, sheet=sheet.name)


def _best(sheet: Sheet, sources: Sequence[Any], weight: Mapping[str, float]) -> Table | None:
    """The reading of a sheet as the source that fits it best, where it is a whole table with rows."""
    if not (sheet.rows.num_rows and sheet.rows.num_columns):
        return None
    for table in find(sheet, sources, dict(weight), sheet.name):
        sure = table.match.complete and known_share(table.headings, table.match.source) >= LEAST_COLUMNS
        if sure and filled(table)[0][table.start : table.end].any():
            return table
    return None

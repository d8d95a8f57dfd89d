"""A sheet for each month, whose rows have no date: the month in the sheet's name stands for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from metrics import wording
from metrics.spreadsheets.dates import months_in_text
from metrics.spreadsheets.refusals import pre_summed
from metrics.spreadsheets.tables import Table

GAIN = 1.0  # of fit: what a date that is missing takes away, but for what one that stands in a title does


def dated_by_sheet(tables: Sequence[Table]) -> list[Table]:
    """The readings of one sheet, best first, those dated that lack the date alone and whose sheet names its month."""
    dated = [_dated(table) if _may_be_dated(table) else table for table in tables]
    return sorted(dated, key=lambda table: -table.score)


def is_dated_by_sheet(table: Table) -> bool:
    """Whether the month of a sheet's name stands for the dates that its rows lack."""
    source = table.match.source
    lacks = bool(source.period) and source.period not in {*table.match.columns, *table.match.missing}
    return lacks and source.column(source.period).from_sheet


def _may_be_dated(table: Table) -> bool:
    source = table.match.source
    lacks_it_alone = table.match.missing == (source.period,) and source.column(source.period).from_sheet
    return lacks_it_alone and len(months_in_text(table.sheet.name)) == 1 and not pre_summed(table)


def _dated(table: Table) -> Table:
    return replace(table, match=replace(table.match, missing=()), score=table.score + GAIN)


def months_assumed(tables: Sequence[Table]) -> list[str]:
    """A note for each source in whose sheets it was so, and what cannot be known without the day."""
    of_source: dict[str, list[Table]] = {}
    for table in tables:
        if is_dated_by_sheet(table):
            of_source.setdefault(table.match.source.id, []).append(table)
    return [_assumed(alike) for alike in of_source.values()]


def _assumed(tables: Sequence[Table]) -> str:
    source = tables[0].match.source
    names = [f"'{table.sheet.name}'" for table in tables]
    which = f"The sheet {names[0]} has" if len(names) == 1 else f"The sheets {wording.listed(names)} have"
    told = f"{which} no column {source.column(source.period).title}: it is assumed that all rows of a sheet belong to "
    told += "the month in its name."
    found = {name for table in tables for name in table.match.columns}
    left = [column.title for column in source.columns if column.needs_day and column.name in found]
    return f"{told} Without the day nothing can be told from {wording.listed(left)}." if left else told

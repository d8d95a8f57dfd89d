"""Figures by hand: what somebody said where no file says it. They are loads of the source `typed`.

A later load of a month would take the place of the earlier one with all its indicators, so what stands for the other
indicators of those months is carried over; taking the load back brings the month back as it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from metrics import wording
from metrics.definitions import Framework, Indicator
from metrics.home import Home
from metrics.ledger import Ledger
from metrics.spreadsheets.checking import Checked, CheckedTable
from metrics.spreadsheets.problems import Problem, cell_name

SOURCE = "typed"
DIVIDED = ("share", "rate", "average")


def can_be_typed(indicator: Indicator, framework: Framework) -> bool:
    """Whether figures by month can stand for it: not where its heading or a source's says no, where periods are
    counted anew from rows, or where it comes once a year."""
    return not _why_not(indicator, framework)


def _why_not(one: Indicator, framework: Framework) -> str:
    """Why figures cannot be typed, in the words that follow the indicator's title; "" where they can."""
    if one.grain != "month":
        return "comes once a year, so it cannot be typed by month"
    if one.basis == "distinct":
        return "is counted anew from rows for every period, so it cannot be typed by month"
    if not one.typed:
        return "is one whose figures may not be typed"
    closed = [source.title for source in map(framework.source, one.source) if not source.typed]
    return f"comes from {closed[0]}, of which figures may not be typed" if closed else ""


def headings(indicator: Indicator) -> tuple[str, str]:
    """What stands over the two figures of an indicator: its own words where it has them."""
    return indicator.counted or "Counted", indicator.out_of or "Out of"


def problems(table: CheckedTable, framework: Framework) -> Iterator[Problem]:
    """What is wrong with typed figures beyond what the rules of their source tell."""
    columns = {name: table.data[name].to_pylist() for name in ("indicator", "month", "numerator", "denominator")
               if name in table.data.column_names}  # fmt: skip
    known = {one.id: one for one in framework.indicators}
    seen: dict[tuple, int] = {}
    for at, row in enumerate(table.data["row"].to_pylist()):
        one = known.get(columns["indicator"][at] or "")
        month, top = columns["month"][at], columns["numerator"][at]
        whole = columns.get("denominator", [None] * (at + 1))[at]
        if one is None or month is None:
            continue  # told already
        for column, words in _wrong(one, framework, top, whole):
            yield _problem(table, row, column, f"{one.code}, {wording.month(month)}: {words}")
        if (first := seen.setdefault((one.id, month), row)) != row:
            again = f"{one.code}, {wording.month(month)}"
            yield _problem(table, row, "month", f"{again}: row {first} has a figure for this month too. Keep one.")


def _wrong(
    one: Indicator, framework: Framework, top: float | None, whole: float | None
) -> Iterator[tuple[str, str]]:
    if why := _why_not(one, framework):
        yield "indicator", f"'{one.title}' {why}. Bring in its spreadsheet."
    if one.kind in DIVIDED and whole is None:
        yield "denominator", "a share needs what it is out of. Fill it in."
    if one.kind not in DIVIDED and whole is not None:
        yield "denominator", "this is a number by itself and is out of nothing. Leave it empty."
    if one.kind == "share" and top is not None and whole is not None and top > whole:
        yield "numerator", f"{top:,.12g} is more than the {whole:,.12g} that it is out of. Correct one of them."
    if top is not None and top < 0:
        yield "numerator", f"{top:,.12g} is below zero. Correct it."


def _problem(table: CheckedTable, row: int, column: str, words: str) -> Problem:
    index = table.columns[column][1] if column in table.columns else None
    cell = None if index is None else cell_name(index, row)
    return Problem("typed_unlikely", "error", f"Row {row}, {words}", row, column, cell, table.sheet)


def with_problems(table: CheckedTable, framework: Framework) -> CheckedTable:
    """The table with what is wrong in it, where it holds typed figures; any other as it is."""
    if table.source != SOURCE:
        return table
    return replace(table, problems=(*table.problems, *problems(table, framework)))


def carried(home: Home, checked: Checked) -> Checked:
    """Typed figures with those that stand for other indicators in the same months; any other file as it is."""
    if not any(table.source == SOURCE for table in checked.tables):
        return checked
    return replace(checked, tables=tuple(_carried(home, table) for table in checked.tables))


def _carried(home: Home, table: CheckedTable) -> CheckedTable:
    if table.source != SOURCE or not len(table.data):
        return table
    mine = set(zip(table.data["indicator"].to_pylist(), table.data["month"].to_pylist(), strict=True))
    months = {month for _, month in mine}
    rows = [
        {name: row.get(name) for name in table.data.column_names}
        for row in _standing(home)
        if row["month"] in months and (row["indicator"], row["month"]) not in mine
    ]
    if not rows:
        return table
    more = pa.Table.from_pylist(rows, schema=table.data.schema)
    return replace(table, data=pa.concat_tables([table.data, more]))


def _standing(home: Home) -> Iterator[dict]:
    for fact in Ledger(home).current_loads(SOURCE):
        rows = pq.read_table(home.loads / SOURCE / fact.load / "rows.parquet")
        yield from rows.filter(pc.is_in(rows["period"], value_set=pa.array(sorted(fact.standing)))).to_pylist()

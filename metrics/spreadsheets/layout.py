"""What is to be said of a table as a whole: headings, columns that are missing, totals and sums."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from metrics.spreadsheets.headings import LEAST_COLUMNS, known_share, match, normal
from metrics.spreadsheets.problems import Problem, answer, cell_name, letters
from metrics.spreadsheets.ragged import ragged_problems
from metrics.spreadsheets.rows import Rows, column_sum
from metrics.spreadsheets.tables import is_total, row_at


def table_problems(rows: Rows, unclear: tuple[str, ...], answers: Mapping[str, str] | None) -> list[Problem]:
    """What is to be said of the table as a whole: its source, its headings, its columns."""
    headings = [*_headings(rows, rows.table.unclear or unclear), *_without_headings(rows, answers)]
    return [*headings, *_twice(rows), *_beside(rows), *ragged_problems(rows), *_no_place(rows), *_from_address(rows)]


def sum_problems(rows: Rows) -> list[Problem]:
    """What is to be said of its sums: the file's own totals, and parts of a penny."""
    return [*_total_problems(rows), *_counted_totals(rows), *_penny_problems(rows)]


def _headings(rows: Rows, unclear: tuple[str, ...]) -> list[Problem]:
    table, source = rows.table, rows.table.match.source
    sheet, header = table.sheet.name, None if table.header is None else table.header + 1
    problems = []
    if unclear:
        words = f"The headings fit {' and '.join(unclear)} equally well; it was read as {source.id}. Say which it is."
        problems.append(Problem("source_unclear", "question", words, header, sheet=sheet, options=unclear))
    for name, heading in table.match.likely.items():
        column, index = source.column(name), table.match.columns[name]
        words = f"Row {header}: '{heading}' was taken for {column.title}. If it is something else, rename the heading."
        cell = cell_name(index, header) if header else None
        problems.append(Problem("column_likely", "warning", words, header, name, cell, sheet))
    for name in table.match.missing:
        words = f"There is no column {source.column(name).title}. Add it."
        problems.append(Problem("column_missing", "error", words, header, name, None, sheet))
    if rows.above:
        words = f"{rows.above:,} rows stand above the heading row {header}; they were read too. Check that they belong."
        problems.append(Problem("rows_above", "warning", words, header, sheet=sheet))
    return problems


def _without_headings(rows: Rows, answers: Mapping[str, str] | None) -> list[Problem]:
    """A table without headings is used only when a person has agreed what its columns are."""
    table = rows.table
    if table.header is not None or answer(answers, "heading_missing", None, table.sheet.name) == "yes":
        return []
    source = table.match.source
    taken = ", ".join(f"{source.column(name).title} in column {letters(i)}" for name, i in table.match.columns.items())
    words = f"There is no heading row. By what they hold, the columns were taken to be: {taken}. Is that right?"
    return [Problem("heading_missing", "question", words, sheet=table.sheet.name, options=("yes", "no"))]


def _twice(rows: Rows) -> list[Problem]:
    """A heading that stands over two filled columns that differ: one of them was read, and a person should know."""
    table, problems = rows.table, []
    for name, index in table.match.columns.items():
        form = normal(table.headings[index] or "")
        again = [i for i, h in enumerate(table.headings) if form and i != index and h and normal(h) == form]
        cells = pc.filter(table.sheet.rows.column(index), pa.array(rows.keep))
        others = [pc.filter(table.sheet.rows.column(i), pa.array(rows.keep)) for i in again]
        differ = [i for i, o in zip(again, others, strict=True) if o.null_count < len(o) and not o.equals(cells)]
        if differ:
            row = table.header + 1
            where = ", ".join(letters(i) for i in differ)
            words = (
                f"Row {row}: the heading '{table.headings[index].strip()}' stands over column {letters(index)} and "
                f"over {where} as well. Column {letters(index)} was read. If it is the wrong one, rename its heading."
            )
            problems.append(
                Problem("heading_twice", "warning", words, row, name, cell_name(differ[0], row), table.sheet.name)
            )
    return problems


def _beside(rows: Rows) -> list[Problem]:
    """A warning where the headings that were not used make a second whole table to the right or left of the first."""
    table, source = rows.table, rows.table.match.source
    used = set(table.match.columns.values())
    if table.header is None:
        return []
    spare = [None if i in used else heading for i, heading in enumerate(row_at(table.sheet.rows, table.header))]
    if known_share(spare, source) < LEAST_COLUMNS:
        return []
    other = match(spare, source)
    if not other.complete:
        return []
    first, last = min(other.columns.values()), max(other.columns.values())
    row = table.header + 1
    words = (
        f"Row {row}: a second table stands beside the first, in columns {letters(first)} to {letters(last)}. It was "
        "not read. If its rows belong, put them under the first table or in a sheet of their own."
    )
    return [Problem("table_beside", "warning", words, row, None, cell_name(first, row), table.sheet.name)]


def _no_place(rows: Rows) -> list[Problem]:
    """A warning where a source that leads to places has no postcode at all."""
    source = rows.table.match.source
    wanted = [c for c in source.columns if c.personal == "place"]
    found = [c for c in wanted if c.name in rows.texts and pc.any(rows.texts[c.name].is_valid()).as_py()]
    if not wanted or found:
        return []
    words = (
        f"There is no {wanted[0].title.lower()} in this file. It can be loaded, but no place can be worked out: "
        "its rows count as not known where a local share is asked for. Add the column if the sender has it."
    )
    return [Problem("no_place", "warning", words, None, wanted[0].name, None, rows.table.sheet.name)]


def _from_address(rows: Rows) -> list[Problem]:
    """A warning where postcodes were taken from a column of the address."""
    problems = []
    for name, parsed in rows.parsed.items():
        if (index := parsed.notes.get("from")) is None:
            continue
        table, title = rows.table, rows.table.match.source.column(name).title
        row = None if table.header is None else table.header + 1
        words = (
            f"{title}: postcodes were taken from column {letters(index)} ('{table.headings[index].strip()}'), because "
            "a column of their own is missing or does not hold them. Check a few of them."
        )
        cell = cell_name(index, row) if row else None
        problems.append(Problem("postcode_elsewhere", "warning", words, row, name, cell, table.sheet.name))
    return problems


def _total_problems(rows: Rows) -> list[Problem]:
    """Totals of the file's own that differ from its rows, and totals that stand among the rows."""
    problems = []
    among = [total for total in rows.totals if total[4]]
    for row, name, said, found, _ in rows.totals:
        if abs(said - found) >= Decimal("0.006"):
            put = _as_written(rows, name)
            words = f"the total says {put(said)}, the rows above it come to {put(found)}. "
            words += _left_out_of_total(rows, row, name, found - said) or (
                "Look for a row that is missing or was entered twice, or correct the total."
            )
            problems.append(_at_total(rows, "total_differs", row, name, words))
    if among:
        row, name, said, *_ = among[0]
        others = f" and {len(among) - 1:,} more further down" if len(among) > 1 else ""
        words = f"a total of {_as_written(rows, name)(said)} stands among the rows{others}. It was left out; delete it."
        problems.append(_at_total(rows, "total_in_rows", row, name, words))
    return problems


def _counted_totals(rows: Rows) -> list[Problem]:
    """Rows that were counted although a name that they need says "Total": they have a date, or match no sum."""
    problems = []
    for column in rows.table.match.source.columns:
        if not column.required or column.type not in ("text", "code") or column.name not in rows.texts:
            continue
        likely = pc.match_substring_regex(rows.texts[column.name], r"(?i)^\W*(\w+[\s-])?totals?\b").fill_null(False)
        for i in np.flatnonzero(likely.to_numpy(zero_copy_only=False) & rows.keep):
            said = (rows.texts[column.name][int(i)].as_py() or "").strip()
            if is_total(said):
                words = f"it says '{said}', yet the row was counted: it has a date. If it is a total, delete it."
                problems.append(_at_total(rows, "total_likely", int(i) + 1, column.name, words))
    return problems


def _as_written(rows: Rows, name: str) -> Callable[[Decimal], str]:
    """Money has two decimals; other numbers as many as they need."""
    money = rows.table.match.source.column(name).type == "money"
    return lambda number: f"{number:,.2f}" if money else f"{number:,.6f}".rstrip("0").rstrip(".")


def _left_out_of_total(rows: Rows, row: int, name: str, difference: Decimal) -> str | None:
    """The one row above a total that is the whole difference: the sender's total leaves it out."""
    if difference == 0:
        return None
    above = rows.keep.copy()
    above[row - 1 :] = False
    values = rows.parsed[name].values.cast(pa.float64()).to_numpy(zero_copy_only=False)
    with np.errstate(invalid="ignore"):
        where = np.flatnonzero((np.abs(values - float(difference)) < 0.006) & above)
    if len(where) != 1:
        return None
    i = int(where[0])
    texts = [
        c.name for c in rows.table.match.source.columns if c.type == "text" and c.required and c.name in rows.texts
    ]
    label = next((text for column in texts if (text := rows.texts[column][i].as_py())), "")
    named = f" ({label[:60]})" if label else ""
    return (
        f"The difference, {_as_written(rows, name)(difference)}, is what row {i + 1}{named} holds: the total leaves "
        "that row out. Every row was counted; ask the sender which of the two is right."
    )


def _at_total(rows: Rows, kind: str, row: int, name: str, words: str) -> Problem:
    title = rows.table.match.source.column(name).title
    cell = cell_name(rows.table.match.columns[name], row)
    return Problem(kind, "warning", f"Row {row}, {title}: {words}", row, name, cell, rows.table.sheet.name)


def _penny_problems(rows: Rows) -> list[Problem]:
    """Where rounding each amount to the penny changes the sum."""
    problems = []
    for name, parsed in rows.parsed.items():
        if "exact" not in parsed.notes:
            continue
        rounded = pc.sum(pc.filter(parsed.values, pa.array(rows.keep))).as_py() or Decimal(0)
        difference = column_sum(rows, name).quantize(Decimal("0.01")) - rounded
        if difference:
            title = rows.table.match.source.column(name).title
            words = f"{title}: amounts hold parts of a penny; rounded one by one they come to {-difference:+} more."
            problems.append(Problem("sub_pennies", "warning", words, None, name, None, rows.table.sheet.name))
    return problems

"""The rows behind a figure as a list for the team: file, sheet, row number as Excel counts, and what each counted for.

Nothing personal is in it. Of a file about people only what is a choice among few words stands beside the row number
(a pay band, yes or no); of any other file every column that its source does not call personal.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

import duckdb
import pyarrow as pa

from metrics.definitions import Framework, Source
from metrics.harmless import csv_row
from metrics.home import Home
from metrics.ledger import Ledger
from metrics.loaded_rows import text
from metrics.personal import is_personal
from metrics.receipts import load_notes
from metrics.trail import Counts, Trail

FIRST = ("source", "file", "sheet", "row", "counts_as", "numerator", "denominator", "unknown", "left_out", "load")
FEW_WORDS = ("choice", "yes_no")
NAMES = ("owner", "said_by")  # columns of files about things that may name a colleague


def listed(home: Home, ledger: Ledger, framework: Framework, found: Trail) -> list[dict[str, Any]]:
    """One line for each row of the figure, in the order of the files and their rows."""
    facts = {fact.load: fact for fact in ledger.loads()}
    by_load: dict[str, list[Counts]] = {}
    for row in found.rows:
        by_load.setdefault(row.load, []).append(row)
    lines = []
    for load, rows in by_load.items():
        fact = facts[load]
        cells = _cells(home, framework.source(fact.source), load, rows)
        sheets = load_notes(home, fact.source, load).get("sheets") or [""]
        for row in rows:
            # a csv's only sheet has no name beside its rows
            where = {"source": fact.source, "file": fact.file, "sheet": row.sheet or sheets[0], "row": row.row}
            lines.append(where | _counts(row) | {"load": load} | cells.get((row.sheet, row.row), {}))
    return lines


def columns_shown(source: Source) -> list[str]:
    """The columns of a source that stand beside a row's number."""
    kept = [column for column in source.columns if column.personal == "no" and column.name not in NAMES]
    if is_personal(source):
        kept = [column for column in kept if column.type in FEW_WORDS]
    return [column.name for column in kept]


def _counts(row: Counts) -> dict[str, Any]:
    """What the row counted for; every number is unknown where rows cannot be told apart."""
    names = ("numerator", "denominator", "unknown", "left_out")
    return {"counts_as": row.role or None} | {name: getattr(row.counts, name, None) for name in names}


def _cells(home: Home, source: Source, load: str, rows: list[Counts]) -> dict[tuple[str, int], dict[str, Any]]:
    """(sheet, row) -> the cells shown, as they were kept when the file came in."""
    file = home.loads / source.id / load / "rows.parquet"
    with duckdb.connect() as con:
        con.register("wanted", pa.table({"sheet": [row.sheet for row in rows], "row": [row.row for row in rows]}))
        there = {name for name, *_ in con.execute(f"describe select * from read_parquet({text(file)})").fetchall()}
        names = [name for name in columns_shown(source) if name in there]
        shown = "".join(f', kept."{name}"' for name in names)
        found = con.execute(
            f"select sheet, row{shown} from read_parquet({text(file)}) as kept semi join wanted using (sheet, row)"
        ).fetchall()
    return {(sheet, row): dict(zip(names, cells, strict=True)) for sheet, row, *cells in found}


def csv_text(lines: Iterable[dict[str, Any]], notice: str = "") -> str:
    """The list as CSV, with every column that any of its files has; `notice` stands in every line."""
    lines = list(lines)
    names = [*FIRST, *dict.fromkeys(name for line in lines for name in line if name not in FIRST)]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*names, *(["note"] if notice else [])])
    for line in lines:
        cells = ("" if line.get(name) is None else line[name] for name in names)
        writer.writerow(csv_row([*cells, *([notice] if notice else [])]))
    return out.getvalue()

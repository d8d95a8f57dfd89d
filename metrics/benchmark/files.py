"""Large files: checked and taken in by ours, only read by the others.

Ours is measured in a process of its own, so that the memory it held is its own; that process and its reading process
are started, and have read a small file, before the clock is. Taken in means acknowledged: the rows are kept and the
ledger knows them. The warehouse is built afterwards and is measured by itself.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import fastexcel
import pandas as pd

from metrics.benchmark.rows import Row, row, timed
from metrics.example.files import Made, Sheet, save

TOWNS = ("FY3 8NR", "FY1 1AD", "FY8 2AA", "PR1 2HE", "M1 1AE")
COLUMNS = 20
TRIES = 3  # of a bare read; the quickest counts, which makes the reference as hard as it can be


def workbook(root: Path, size: int, pandas_too: bool = False) -> Iterator[Row]:
    """A payments workbook of 20 columns against fastexcel's bare read; with `pandas_too` against pandas as well."""
    path = save(Made(f"payments {size}.xlsx", [payments(size)]), root)
    bare = min(timed(lambda: _bare(path)) for _ in range(TRIES))
    ours = measured(path, root / f"xlsx-{size}")
    name = f"check and load {size:,} x {COLUMNS} xlsx"
    aim = "at most 2.5 times the reference" + ("; under 1,200 MB" if size > 100_000 else "")
    yield row(name, aim, ours["seconds"], ("fastexcel reads it as text", bare), peak_mb=ours["peak_mb"])
    if pandas_too:
        whole = timed(lambda: pd.read_excel(path, engine="openpyxl"))
        yield row(name, "under a quarter of the reference", ours["seconds"], ("pandas with openpyxl reads it", whole))
    path.unlink()


def text_file(root: Path, size: int) -> Iterator[Row]:
    """The same payments as CSV against DuckDB's bare read of it."""
    path = save(Made(f"payments {size}.csv", [payments(size)]), root)
    bare = min(timed(lambda: _bare_text(path)) for _ in range(TRIES))
    ours = measured(path, root / f"csv-{size}")
    reference = ("DuckDB reads it into a table", bare)
    name = f"check and load {size:,} x {COLUMNS} csv"
    yield row(name, "at most 4 times the reference", ours["seconds"], reference, peak_mb=ours["peak_mb"])
    path.unlink()


def five_thousand(root: Path) -> Iterator[Row]:
    """What somebody waits for who brings in a usual month."""
    path = save(Made("payments 5000.xlsx", [payments(5_000)]), root)
    ours = measured(path, root / "xlsx-5000")
    yield row("check of a 5,000-row xlsx", "under 2 seconds", ours["check"], peak_mb=ours["peak_mb"])
    path.unlink()


def measured(path: Path, data: Path) -> dict[str, float]:
    """{check, seconds, peak_mb} of the file taken into a new store at `data`, in a process of its own."""
    line = [sys.executable, "-m", "metrics.benchmark.taking_in", str(path), str(data)]
    house = Path(__file__).resolve().parents[2]
    done = subprocess.run(line, cwd=house, env=os.environ, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"The benchmark's own file was not taken in, so nothing was measured. {done.stderr[-2000:]}")
    return json.loads(done.stdout)


def payments(size: int) -> Sheet:
    """One month of payments: the columns that we know and as many that only a ledger knows, 20 in all."""
    columns = {
        "Supplier Number": [f"S{number % 900:05}" for number in range(size)],
        "Supplier Name": [f"Supplier {number % 900} Ltd" for number in range(size)],
        "Supplier Postcode": [TOWNS[number % 5] for number in range(size)],
        "Invoice Number": [f"INV{number:07}" for number in range(size)],
        "Invoice Date": [date(2026, 2, 1 + number % 28) for number in range(size)],
        "Payment Date": [date(2026, 3, 1 + number % 31) for number in range(size)],
        "Amount": [round(5 + number * 37 % 90_000 / 7, 2) for number in range(size)],
        "Expense Area": [f"Department {number % 40}" for number in range(size)],
    }
    for extra in range(COLUMNS - len(columns)):
        columns[f"Ledger field {extra + 1}"] = [f"{(number * (extra + 3)) % 5000}-{extra}" for number in range(size)]
    return Sheet(list(columns), list(columns.values()))


def _bare(path: Path) -> None:
    fastexcel.read_excel(path).load_sheet(0, dtypes="string").to_arrow()


def _bare_text(path: Path) -> None:
    with duckdb.connect() as con:
        con.execute("create table read as select * from read_csv(?)", [str(path)])

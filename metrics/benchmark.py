"""How fast the product is, as ratios against named references measured in the same run on the same machine.

Everything happens in a folder of its own that is thrown away; the trust's data are not touched.
"""

from __future__ import annotations

import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import fastexcel
import pandas as pd

from metrics import example, loads, warehouse
from metrics import home as homes
from metrics.definitions import Framework, framework
from metrics.example.files import Made, Sheet, save
from metrics.geography import Places, ensure_postcodes
from metrics.home import Home
from metrics.ledger import Ledger
from metrics.publication import approve, current, prepare
from metrics.spreadsheets.checking import check
from metrics.spreadsheets.reading import Reader
from metrics.views import area, indicator, month, overview
from metrics.views.context import Context

Row = dict[str, Any]
AGAIN = 5  # times that a page's view is made; the median counts


def run(quick: bool = False) -> list[Row]:
    """Every measurement as {name, seconds, reference, reference_seconds, ratio, aim, bytes, peak_mb}.

    seconds: wall clock; ratio: seconds over reference_seconds; bytes: size where size is what is measured; peak_mb: the
    most memory this process had held by then (None on Windows). `quick` measures a tenth of the rows and a year of
    the example, for a test; its figures are not those to publish.
    """
    known = framework()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        root = Path(folder)
        ensure_postcodes(root / "reference")
        rows = list(_check_and_load(root, known, 10_000 if quick else 100_000))
        rows += _example(root, known, 12 if quick else 36)
        if not quick:
            rows += _ten_years(root, known)
    return rows


def _row(name: str, aim: str, seconds: float | None = None, reference: str | None = None,
         reference_seconds: float | None = None, size: int | None = None) -> Row:  # fmt: skip
    ratio = round(seconds / reference_seconds, 3) if seconds is not None and reference_seconds else None
    return {
        "name": name,
        "seconds": _rounded(seconds),
        "reference": reference,
        "reference_seconds": _rounded(reference_seconds),
        "ratio": ratio,
        "aim": aim,
        "bytes": size,
        "peak_mb": _peak_mb(),
    }


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 4)


def _peak_mb() -> int | None:
    try:
        import resource
    except ImportError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (1024 * 1024 if sys.platform == "darwin" else 1024))


def _timed(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _check_and_load(root: Path, known: Framework, size: int) -> Iterator[Row]:
    """A payments file of 20 columns: checked and taken in by ours, only read by the others."""
    path = save(Made("payments.xlsx", [_payments(size)]), root)
    home = Home(root / "load", shared=root)
    name = f"check and load {size:,} x 20 xlsx"
    with Reader() as reader:
        reader.read(save(Made("small.csv", [Sheet(["a", "b"], [["1"], ["2"]])]), root))  # the process is started once
        places = Places(home)
        bare = min(_timed(lambda: _bare(path)) for _ in range(3))

        def take_in() -> None:
            checked = check(path, known, places=places, today=homes.today(home), reader=reader)
            taken = loads.load(home, known, checked, "benchmark", accept="benchmark")
            if not any(one.load for one in taken):
                raise RuntimeError("The benchmark's own file was not taken in, so nothing was measured.")

        seconds = _timed(take_in)
        yield _row(name, "under 3 times the reference", seconds, "fastexcel reads it as text", bare)
    whole = _timed(lambda: pd.read_excel(path, engine="openpyxl"))
    yield _row(name, "under a quarter of the reference", seconds, "pandas with openpyxl reads it", whole)


def _bare(path: Path) -> None:
    fastexcel.read_excel(path).load_sheet(0, dtypes="string").to_arrow()


def _payments(size: int) -> Sheet:
    """One month of payments: the columns that we know and as many that only a ledger knows, 20 in all."""
    towns = ("FY3 8NR", "FY1 1AD", "FY8 2AA", "PR1 2HE", "M1 1AE")
    columns = {
        "Supplier Number": [f"S{number % 900:05}" for number in range(size)],
        "Supplier Name": [f"Supplier {number % 900} Ltd" for number in range(size)],
        "Supplier Postcode": [towns[number % 5] for number in range(size)],
        "Invoice Number": [f"INV{number:07}" for number in range(size)],
        "Invoice Date": [date(2026, 2, 1 + number % 28) for number in range(size)],
        "Payment Date": [date(2026, 3, 1 + number % 31) for number in range(size)],
        "Amount": [round(5 + number * 37 % 90_000 / 7, 2) for number in range(size)],
        "Expense Area": [f"Department {number % 40}" for number in range(size)],
    }
    for extra in range(20 - len(columns)):
        columns[f"Ledger field {extra + 1}"] = [f"{(number * (extra + 3)) % 5000}-{extra}" for number in range(size)]
    return Sheet(list(columns), list(columns.values()))


def _example(root: Path, known: Framework, months: int) -> Iterator[Row]:
    """The example trust, from nothing to a warehouse; then its rebuild, its pages and its public page."""
    home = Home(root / "example", shared=root)
    files = root / "files"

    def start() -> None:
        loads.load_many(home, known, example.write(files, months=months), "benchmark")

    yield _row(f"first start: make and load {months} months of the example", "under 30 seconds", _timed(start))
    yield _rebuild(home, known, f"rebuild of {months} months")
    yield from _pages(home, known)
    yield from _public(home, known)


def _ten_years(root: Path, known: Framework) -> Iterator[Row]:
    home = Home(root / "decade", shared=root)
    loads.load_many(home, known, example.write(root / "decade-files", months=120), "benchmark")
    yield _rebuild(home, known, "rebuild of ten years")


def _rebuild(home: Home, known: Framework, name: str) -> Row:
    """The whole warehouse written anew, against DuckDB's bare copying of the same Parquet files into tables."""
    again = home.root / "again.duckdb"
    seconds = _timed(lambda: warehouse.write(home, known, again))
    bare = _timed(lambda: _copy(home))
    size = again.stat().st_size
    again.unlink()
    return _row(name, "under 30 seconds", seconds, "DuckDB copies the same Parquet into tables", bare, size)


def _copy(home: Home) -> None:
    plain = home.root / "plain.duckdb"
    with duckdb.connect(plain) as con:
        for source in sorted(path for path in home.loads.iterdir() if path.is_dir() and not path.name.startswith(".")):
            files = [str(file) for file in source.glob("*/rows.parquet")]
            if files:
                read = "select * from read_parquet(?, union_by_name = true)"
                con.execute(f'create table "{source.name}" as {read}', [files])
        con.execute("checkpoint")
    plain.unlink()


def _pages(home: Home, known: Framework) -> Iterator[Row]:
    """The server's time to make each page's view, warm, against the 0.15 s that nobody notices."""
    opened = warehouse.open_to_read(home, known)
    context = Context(home, known, opened, Ledger(home), homes.today(home), made_up=True)
    pages: dict[str, Callable[[], Any]] = {"overview": lambda: overview.overview(context)}
    for one in known.areas:
        pages[f"area {one.id}"] = lambda wanted=one.id: area.area(context, wanted)
    first = known.indicators[0].id
    pages["indicator"] = lambda: indicator.indicator(context, first)
    pages["this month"] = lambda: month.this_month(context)
    for name, work in pages.items():
        work()
        yield _row(f"view of {name}", "under 0.15 seconds", statistics.median(_timed(work) for _ in range(AGAIN)))


def _public(home: Home, known: Framework) -> Iterator[Row]:
    """The bytes of the public home page and of the heaviest page, each with all that it draws on."""
    approve(home, prepare(home, known, "one person"), "another person")
    folder = current(home)
    if folder is None:
        return
    sizes = {page.relative_to(folder).as_posix(): _weight(page, folder) for page in sorted(folder.rglob("*.html"))}
    yield _row("public home page", "under 100 kB", size=sizes["index.html"])
    heaviest = max(sizes, key=lambda page: sizes[page])
    yield _row(f"heaviest public page ({heaviest})", "under 100 kB", size=sizes[heaviest])


def _weight(page: Path, folder: Path) -> int:
    """A page and the style sheets, pictures and scripts it names, uncompressed."""
    html = page.read_text(encoding="utf-8")
    named = re.findall(r'<(?:link|img|script)\b[^>]*?(?:href|src)="([^"#?]+)"', html)
    files = {(page.parent / name).resolve() for name in named if not re.match(r"\w+:|/", name)}
    inside = [file for file in files if file.is_file() and file.is_relative_to(folder.resolve())]
    return page.stat().st_size + sum(file.stat().st_size for file in inside if file.suffix != ".html")

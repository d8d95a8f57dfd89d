"""The example trust: made and taken in, rebuilt, looked at and published; and ten years of it."""

from __future__ import annotations

import re
import statistics
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb

from metrics import example as examples
from metrics import home as homes
from metrics import loads, warehouse
from metrics.benchmark.readers import fifty_readers
from metrics.benchmark.rows import Row, row, timed
from metrics.counting import Tables
from metrics.definitions import Framework, Indicator
from metrics.home import Home
from metrics.ledger import Ledger
from metrics.lenses import DEFAULT_LENS
from metrics.periods import GRAINS
from metrics.publication import approve, current, prepare
from metrics.rollup import worked_out_with_splits
from metrics.side_by_side import side_by_side
from metrics.views import area, indicator, month, overview
from metrics.views.context import Context

AGAIN = 5  # times that a page's view is made; the median counts


def example(root: Path, known: Framework, months: int) -> Iterator[Row]:
    """The example trust, from nothing to a warehouse; then its rebuild, its views and its public page."""
    home, files = Home(root / "example", shared=root), []
    made = (files.append(path) or path for path in examples.one_by_one(root / "files", months))
    loaded = timed(lambda: loads.load_many(home, known, made, "benchmark", expected=examples.expected(months)))
    name = f"{months} months of the example: {len(files)} files made, checked and loaded, and the build"
    yield row(name, "under 30 seconds", loaded)
    yield _rebuild(home, known, f"rebuild of {months} months")
    yield from _views(home, known)
    yield from _public(home, known)


def ten_years(root: Path, known: Framework) -> Iterator[Row]:
    """What a trust has after ten years: its rebuild, and all that can be asked of it, worked out from its tables."""
    home = Home(root / "decade", shared=root)
    loads.load_many(home, known, examples.write(root / "decade-files", months=120), "benchmark")
    yield _rebuild(home, known, "rebuild of ten years", "under 10 seconds")
    yield everything(home, known)


def everything(home: Home, known: Framework) -> Row:
    """Every indicator, whole and by each of its splits, by every grain, worked out anew from the warehouse's tables."""
    opened = warehouse.open_to_read(home, known)

    def whole_and_splits(tables: Tables, one: Indicator) -> None:
        worked_out_with_splits(tables, known, one, GRAINS, DEFAULT_LENS, (None, *one.by))

    def work() -> None:
        side_by_side(Tables(opened.cursor()), whole_and_splits, known.indicators)

    return row("all indicators by all grains and splits, ten years", "under 3 seconds", timed(work))


def _rebuild(home: Home, known: Framework, name: str, aim: str = "under 30 seconds") -> Row:
    """The whole warehouse written anew, against DuckDB's bare copying of the same Parquet files into tables."""
    again = home.root / "again.duckdb"
    seconds = timed(lambda: warehouse.write(home, known, again))
    bare = timed(lambda: _copy(home))
    size = again.stat().st_size
    again.unlink()
    return row(name, aim, seconds, ("DuckDB copies the same Parquet into tables", bare), size)


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


def _views(home: Home, known: Framework) -> Iterator[Row]:
    """The time to make each page's view from the warehouse, each time anew: what a page's first visitor waits for."""
    opened = warehouse.open_to_read(home, known)
    context = Context(home, known, opened, Ledger(home), homes.today(home), made_up=True)
    views: dict[str, Callable[[], Any]] = {"overview": lambda: overview.overview(context)}
    for one in known.areas:
        views[f"area {one.id}"] = lambda wanted=one.id: area.area(context, wanted)
    first = known.indicators[0].id
    views["indicator"] = lambda: indicator.indicator(context, first)
    views["this month"] = lambda: month.this_month(context)
    for name, work in views.items():
        work()
        yield row(f"view of {name}", "under 0.15 seconds", statistics.median(timed(work) for _ in range(AGAIN)))


def _public(home: Home, known: Framework) -> Iterator[Row]:
    """The bytes of the public home page and of the heaviest page, each with all that it draws on."""
    approve(home, prepare(home, known, "one person"), "another person")
    folder = current(home)
    if folder is None:
        return
    sizes = {page.relative_to(folder).as_posix(): weight(page, folder) for page in sorted(folder.rglob("*.html"))}
    yield row("public home page", "under 100 kB", size=sizes["index.html"])
    heaviest = max(sizes, key=lambda page: sizes[page])
    yield row(f"heaviest of {len(sizes)} public pages ({heaviest})", "under 100 kB", size=sizes[heaviest])
    yield from fifty_readers(home)


def weight(page: Path, folder: Path) -> int:
    """A page and the style sheets, pictures and scripts it names, uncompressed."""
    html = page.read_text(encoding="utf-8")
    named = re.findall(r'<(?:link|img|script)\b[^>]*?(?:href|src)="([^"#?]+)"', html)
    files = {(page.parent / name).resolve() for name in named if not re.match(r"\w+:|/", name)}
    inside = [file for file in files if file.is_file() and file.is_relative_to(folder.resolve())]
    return page.stat().st_size + sum(file.stat().st_size for file in inside if file.suffix != ".html")

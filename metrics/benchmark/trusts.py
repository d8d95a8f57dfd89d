"""Many trusts on one server: a data folder each, five years of the example, built one after the other."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from metrics import example, loads, warehouse
from metrics.benchmark.rows import Row, row, timed
from metrics.definitions import Framework
from metrics.home import Home

MONTHS = 60


def trusts(root: Path, known: Framework, many: int, months: int = MONTHS) -> Iterator[Row]:
    """The first and the slowest build, all of them, and what one trust's folder and all of them take of the disk.

    The files are taken in once; each folder then gets the loads and the ledger of its own, as if it had done so.
    """
    first = Home(root / "trust", shared=root)
    loads.load_many(first, known, example.write(root / "trust-files", months=months), "benchmark")
    shutil.rmtree(first.warehouse)
    seconds = []
    for number in range(many):
        home = Home(root / "trusts" / f"{number:03d}", shared=root)
        shutil.copytree(first.root, home.root)
        seconds.append(timed(lambda home=home: _built(home, known)))
    size = sum(path.stat().st_size for path in (root / "trusts").rglob("*") if path.is_file())
    name = f"{many} trusts of {months} months"
    yield row(f"{name}: the first is built", "as fast as the last", seconds[0])
    yield row(f"{name}: the slowest of all is built", "as fast as the first", max(seconds))
    yield row(f"{name}: all are built in turn", "by one night", sum(seconds), size=size, peak_mb=_peak())


def _built(home: Home, known: Framework) -> None:
    warehouse.build(home, known).close()


def _peak() -> int | None:
    """The most memory that this process has held, in megabytes; None where the system does not tell."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(most / (1024 if os.uname().sysname == "Linux" else 1024**2))

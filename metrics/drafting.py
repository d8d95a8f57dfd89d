"""A checked file's rows as they are kept, written beside the loads: the part of a load that may be made elsewhere.

Nothing here writes to the ledger. A draft has a folder whose name begins with a point, which no reader looks at, and
which the next writing removes when nobody made a load of it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from metrics.by_hand import carried
from metrics.definitions import Framework, Source
from metrics.geography import Places
from metrics.home import Home
from metrics.keys import Hasher, key_of
from metrics.personal import treat
from metrics.spreadsheets.checking import Checked, CheckedTable
from metrics.spreadsheets.problems import Problem, without_personal

MAIN_MONTH = 0.9  # with this share of its rows in one month a file is that month's, and the rest came late or early
_numbers = count(1)  # of this process's drafts


@dataclass(frozen=True)
class Draft:
    """One source's rows of one file, written and not yet noted. `periods`: period -> (rows, whether it is covered)."""

    source: str
    folder: Path
    rows: int
    rows_sha256: str
    problems: tuple[Problem, ...]
    periods: Mapping[str, tuple[int, bool]]


@dataclass(frozen=True)
class Desk:
    """What checking and drafting need all along."""

    home: Home
    framework: Framework
    places: Places
    hasher: Hasher

    @classmethod
    def of(cls, home: Home, framework: Framework) -> Desk:
        return cls(home, framework, Places(home), Hasher(key_of(home)))


def by_source(checked: Checked) -> dict[str, list[CheckedTable]]:
    """The tables of a file by the source that they are of."""
    found: dict[str, list[CheckedTable]] = {}
    for table in checked.tables:
        found.setdefault(table.source, []).append(table)
    return found


def drafts_of(desk: Desk, checked: Checked) -> dict[str, Draft]:
    """A draft for each source in a file."""
    checked = carried(desk.home, checked)
    return {source: _draft(desk, checked, source, tables) for source, tables in by_source(checked).items()}


def without_rows(checked: Checked) -> Checked:
    """The same file without its rows, once they are drafted: small enough to be handed on."""
    return replace(checked, tables=tuple(replace(table, data=table.data.slice(0, 0)) for table in checked.tables))


def discard(drafts: Mapping[str, Draft]) -> None:
    """Removes what no load was made of; what was taken in is no longer there."""
    for draft in drafts.values():
        shutil.rmtree(draft.folder, ignore_errors=True)


def digest(path: Path) -> str:
    """A file's sha256."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def flush(path: Path) -> None:
    """Out of the operating system's memory onto the disk, so that the ledger never knows more than the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _draft(desk: Desk, checked: Checked, source_id: str, tables: list[CheckedTable]) -> Draft:
    source = desk.framework.source(source_id)
    # a csv's only sheet is named after the file, and the same rows under another name are the same rows
    sheets = ["" if table.sheet == Path(checked.file).stem else table.sheet for table in tables]
    parts = [
        treat(table.data, source, desk.places, desk.hasher, sheet) for table, sheet in zip(tables, sheets, strict=True)
    ]
    table = pa.concat_tables(parts, promote_options="default")
    folder = desk.home.loads / source_id / f".{os.getpid()}-{next(_numbers)}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    pq.write_table(table, folder / "rows.parquet", compression="zstd")
    problems = tuple(without_personal(problem, source) for one in tables for problem in one.problems)
    pq.write_table(_problem_table(problems), folder / "problems.parquet", compression="zstd")
    for path in folder.iterdir():  # here, where another process may wait for the disk while files are being read
        flush(path)
    made = digest(folder / "rows.parquet")
    return Draft(source_id, folder, len(table), made, problems, _periods(table, source, tables))


def _periods(table: pa.Table, source: Source, checked: list[CheckedTable]) -> dict[str, tuple[int, bool]]:
    """Period -> its rows, and whether the file covers it. A few rows of other months in a month's file cover nothing:
    they are added to those months, and replace none of their rows."""
    counted = {item["values"]: item["counts"] for item in pc.value_counts(table["period"]).to_pylist()}
    if not counted:
        return {period: (0, True) for one in checked for period in one.periods} or {"": (0, True)}
    meant = {period for one in checked for period in one.stands_for} & set(counted)
    most = max(counted.values())
    if meant in (set(), set(counted)) and source.period and most >= MAIN_MONTH * len(table):
        meant = {period for period, rows in counted.items() if rows == most}
    return {period: (rows, period in meant or not meant) for period, rows in counted.items()}


def _problem_table(problems: tuple[Problem, ...]) -> pa.Table:
    names = ("kind", "severity", "message", "row", "column", "cell", "sheet")
    kinds = {name: pa.int32() if name == "row" else pa.string() for name in names}
    return pa.table({name: pa.array([getattr(one, name) for one in problems], kinds[name]) for name in names})

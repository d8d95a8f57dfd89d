"""An indicator as series by month, quarter, financial year, rolling twelve months and year to date: stored, or worked
out now."""

from __future__ import annotations

import json
from collections import deque
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb
import pyarrow as pa

from .counting import Tables
from .definitions import DefinitionFaults, Framework, Indicator
from .lenses import DEFAULT_LENS, RINGS, lens_condition, lenses
from .periods import GRAINS
from .rollup import Point, Series, check_asked, needs_met, number, value_of, worked_out
from .side_by_side import side_by_side

__all__ = ["GRAINS", "Point", "Series", "compute", "lens_condition", "lenses", "live", "series", "write_results"]

STORED = (
    ("indicator", pa.string()), ("lens", pa.string()), ("grain", pa.string()), ("split", pa.string()),
    ("part", pa.string()), ("period", pa.string()), ("start", pa.date32()), ("numerator", pa.decimal128(28, 6)),
    ("denominator", pa.decimal128(28, 6)), ("unknown", pa.decimal128(28, 6)), ("left_out", pa.decimal128(28, 6)),
    ("value", pa.float64()), ("status", pa.string()), ("reasons", pa.string()),
    ("typed", pa.bool_()), ("lacks", pa.list_(pa.string())), ("tier", pa.string()),
)

MOST_KEPT = 400  # series under lenses that are not stored: some ten meanings of local by month
_WORKED_OUT: dict[tuple, tuple[Series, ...]] = {}


# definitions whose every SELECT ran once in this process; the newest few, for a trust may change its own
_TRIED: deque[Framework] = deque(maxlen=4)


def series(
    warehouse: Any, framework: Framework, id_or_code: str, grain: str = "month", lens: str = DEFAULT_LENS,
    split: str | None = None,
) -> list[Series]:
    """The series of an indicator: one, or one for each part of a split, the largest part first.

    Read from the warehouse's results where they were worked out at the build, else worked out now.
    KeyError for an indicator, ValueError for a grain, lens or split there is not.
    """
    indicator = framework.indicator(id_or_code)
    check_asked(indicator, grain, split)
    # no two warehouses of one identity differ, so what was worked out for one is kept
    key = (getattr(warehouse, "identity", None), indicator.id, indicator.sql, grain, lens, split)
    if key in _WORKED_OUT:
        return list(_WORKED_OUT[key])
    con = warehouse.cursor()
    try:
        found = _read(Tables(con), framework, indicator, grain, lens, split)
    finally:
        con.close()
    if key[0] and indicator.local and lens not in RINGS:
        _keep(key, found)
    return found


def _keep(key: tuple, found: list[Series]) -> None:
    """Keeps what a lens that is not stored gave, and lets the oldest go."""
    while len(_WORKED_OUT) >= MOST_KEPT:
        _WORKED_OUT.pop(next(iter(_WORKED_OUT)), None)
    _WORKED_OUT[key] = tuple(found)


def compute(
    con: duckdb.DuckDBPyConnection, framework: Framework, indicator: Indicator, grain: str, lens: str = DEFAULT_LENS,
    split: str | None = None,
) -> list[Series]:
    """The same, worked out now from the warehouse's tables."""
    check_asked(indicator, grain, split)
    return worked_out(Tables(con), framework, indicator, (grain,), lens, split)


def write_results(con: duckdb.DuckDBPyConnection, framework: Framework, own: bool = False) -> None:
    """Works out every indicator by every grain, for the default lens and the wider rings, into the table `results`.

    `own`: adds those that the dashboard counts of itself, which rest on the results of the others.
    DefinitionFaults, with all of them, where a SELECT asks for what the tables do not have.
    """
    tables, tried = Tables(con), any(one is framework for one in _TRIED)
    typed = tables.has_rows("typed")

    def work(mine: Tables, indicator: Indicator) -> tuple[list[Series], list[str]]:
        # where no source has a row, no other meaning of local finds one: once is enough to find what is wrong
        anything = any(mine.has_rows(table) for table in indicator.source)
        if tried and not own and not anything and not typed:
            return [], []  # there is nothing to count, and this process has found its SELECT right before
        rings = RINGS if indicator.local and anything else RINGS[:1]
        try:
            return [s for lens in rings for s in worked_out(mine, framework, indicator, GRAINS, lens, None)], []
        except DefinitionFaults as fault:
            return [], fault.faults

    told = side_by_side(tables, work, (one for one in framework.indicators if one.is_own == own))
    found, faults = ([one for both in told for one in both[place]] for place in (0, 1))
    if faults:
        raise DefinitionFaults(faults)
    if not tried and not own:
        _TRIED.append(framework)
    rows = [(s.indicator, s.lens, s.grain, s.split, s.part, *_stored(p)) for s in found for p in s.points]
    columns = zip(*rows, strict=True) if rows else ((),) * len(STORED)
    found_table = pa.table({name: pa.array(column, kind) for (name, kind), column in zip(STORED, columns, strict=True)})
    con.register("results_found", found_table)
    con.execute(f"{'insert into results' if own else 'create or replace table results as'} select * from results_found")
    con.unregister("results_found")


def _stored(point: Point) -> tuple[Any, ...]:
    numbers = (_decimal(v) for v in (point.numerator, point.denominator, point.unknown, point.left_out))
    value = None if point.value is None else float(point.value)
    reasons = json.dumps(point.reasons, default=str)
    return (point.period, point.start, *numbers, value, point.status, reasons, point.typed, point.lacks, point.tier)


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value)).quantize(Decimal("0.000001"))


def _read(
    tables: Tables, framework: Framework, indicator: Indicator, grain: str, lens: str, split: str | None
) -> list[Series]:
    stored_lens = lens if indicator.local else DEFAULT_LENS
    if grain not in GRAINS or split is not None or stored_lens not in RINGS or not tables.columns("results"):
        return worked_out(tables, framework, indicator, (grain,), lens, split)
    rows = tables.con.execute(
        "select period, start, numerator, denominator, unknown, left_out, status, reasons, typed, lacks, tier "
        f"from {tables.prefix}.results "
        "where indicator = ? and lens = ? and grain = ? and split is null order by start",
        [indicator.id, stored_lens, grain],
    ).fetchall()
    return [Series(indicator.id, grain, lens, None, None, tuple(_restored(indicator, *row) for row in rows))]


def _restored(indicator: Indicator, period: str, start: date, *rest: Any) -> Point:
    numerator, denominator, unknown, left_out = (number(indicator, value) for value in rest[:4])
    value = value_of(indicator, numerator, denominator)
    reasons = tuple((words, number(indicator, much)) for words, much in json.loads(rest[5]))
    told = (rest[4], reasons, rest[6], tuple(rest[7]), rest[8])
    return Point(period, start, numerator, denominator, value, unknown, left_out, *told)


@dataclass(frozen=True)
class Waiting:
    """What an indicator without figures waits for: kind is start | files | months | tables | directory."""

    kind: str
    names: tuple[str, ...] = ()  # of files or tables

    def __str__(self) -> str:
        named = ", ".join(self.names)
        return {
            "start": "Waits for the first files.",
            "files": f"Waits for a first file of: {named}.",
            "months": "Waits for months in which it can be worked out.",
            "tables": f"Waits for the trust's own reference table: {named}.",
        }.get(
            self.kind,
            "Waits for the postcode directory of the Office for National Statistics, which gives deprivation.",
        )


def live(warehouse: Any, framework: Framework, indicator: Indicator | str) -> tuple[bool, str]:
    """Whether the indicator has a figure, and if not, a sentence that says what it waits for."""
    found = waiting(warehouse, framework, indicator)
    return found is None, str(found or "")


def waiting(warehouse: Any, framework: Framework, indicator: Indicator | str) -> Waiting | None:
    """What the indicator waits for; None where it has a figure."""
    if isinstance(indicator, str):
        indicator = framework.indicator(indicator)
    if warehouse is None:
        return Waiting("start")
    con = warehouse.cursor()
    try:
        return _waiting(Tables(con), framework, indicator)
    finally:
        con.close()


def _waiting(tables: Tables, framework: Framework, indicator: Indicator) -> Waiting | None:
    if _has_figure(tables, framework, indicator):
        return None
    if indicator.is_own:
        return Waiting("months")
    absent = tuple(framework.source_title(table) for table in indicator.source if not tables.months(table))
    if absent and len(absent) == len(indicator.source):
        return Waiting("files", absent)
    if not needs_met(tables, indicator):
        return _waits_for_table(tables, indicator)
    return Waiting("files", absent) if absent else Waiting("months")


def _waits_for_table(tables: Tables, indicator: Indicator) -> Waiting:
    own = [need for need in indicator.needs if need != "directory" and not tables.columns(need)]
    return Waiting("tables", tuple(f"{name}.csv" for name in own)) if own else Waiting("directory")


def _has_figure(tables: Tables, framework: Framework, indicator: Indicator) -> bool:
    return any(
        point.value is not None
        for grain in ("month", "year")
        for one in _read(tables, framework, indicator, grain, DEFAULT_LENS, None)
        for point in one.points
    )

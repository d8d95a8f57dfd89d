"""From counted rows to series by month, quarter, financial year and rolling twelve months. The only place that divides.

What is absent is a point with status `missing`, never a zero; a period with months missing is `partial`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb

from .counting import Counted, Tables, count
from .definitions import Framework, Indicator
from .lenses import DEFAULT_LENS, RINGS, lens_condition, lenses
from .periods import GRAINS, Period, financial_year, periods

__all__ = ["GRAINS", "Point", "Series", "compute", "lens_condition", "lenses", "live", "series", "write_results"]

PENCE = Decimal("0.01")
LAST_PARTS = ("unknown", "left out")


@dataclass(frozen=True)
class Point:
    """One period of a series. Money is Decimal in pounds; a share is a fraction from 0 to 1.

    status: complete | partial (months missing, or not yet over) | missing (no rows, or no figure) | provisional.
    """

    period: str
    start: date
    numerator: Any
    denominator: Any
    value: Any
    unknown: Any
    left_out: Any
    status: str


@dataclass(frozen=True)
class Series:
    """An indicator by one grain and lens; `part` is one value of the `split`, or None for the whole."""

    indicator: str
    grain: str
    lens: str
    part: str | None
    split: str | None
    points: tuple[Point, ...]


def series(
    warehouse: Any, framework: Framework, id_or_code: str, grain: str = "month", lens: str = DEFAULT_LENS,
    split: str | None = None,
) -> list[Series]:
    """The series of an indicator: one, or one for each part of a split, the largest part first.

    Read from the warehouse's results where they were worked out at the build, else worked out now.
    KeyError for an indicator, ValueError for a grain, lens or split there is not.
    """
    indicator = framework.indicator(id_or_code)
    _check(indicator, grain, split)
    con = warehouse.cursor()
    try:
        return _read(Tables(con), framework, indicator, grain, lens, split)
    finally:
        con.close()


def compute(
    con: duckdb.DuckDBPyConnection, framework: Framework, indicator: Indicator, grain: str, lens: str = DEFAULT_LENS,
    split: str | None = None,
) -> list[Series]:
    """The same, worked out now from the warehouse's tables."""
    _check(indicator, grain, split)
    return _compute(Tables(con), framework, indicator, (grain,), lens, split)


def _check(indicator: Indicator, grain: str, split: str | None) -> None:
    if grain not in GRAINS:
        raise ValueError(f"There is no grain '{grain}': use {', '.join(GRAINS)}.")
    if split is not None and split not in indicator.by:
        offered = ", ".join(indicator.by) or "none"
        raise ValueError(f"{indicator.code} cannot be split by '{split}': it offers {offered}.")


def _compute(
    tables: Tables, framework: Framework, indicator: Indicator, grains: Iterable[str], lens: str, split: str | None
) -> list[Series]:
    covered = _covered(tables, framework, indicator)
    if not _needs_met(tables, indicator):
        return _empty(indicator, grains, lens, split)
    if indicator.basis == "distinct":
        found = [s for grain in grains for s in _distinct(tables, framework, indicator, grain, lens, split, covered)]
    else:
        rows = count(tables, framework, indicator, lens, split)
        found = [s for grain in grains for s in _roll_up(indicator, rows, covered, grain, lens, split)]
    return found or _empty(indicator, grains, lens, split)


def _empty(indicator: Indicator, grains: Iterable[str], lens: str, split: str | None) -> list[Series]:
    return [] if split else [Series(indicator.id, grain, lens, None, None, ()) for grain in grains]


def _covered(tables: Tables, framework: Framework, indicator: Indicator) -> set[date]:
    """The months for which the indicator's first source came: a month with no row there is missing, not zero.

    A source sent by the quarter or the year covers every month of one in which it has a row, up to its last row.
    """
    months = tables.months(indicator.source[0])
    cadence = next((s.cadence for s in framework.sources if s.id == indicator.source[0]), "month")
    if cadence == "month" or not months:
        return set(months)
    grain = "quarter" if cadence == "quarter" else "year"
    spread = {m for month in months for period in periods(grain, month, month) for m in period.months}
    return {month for month in spread if months[0] <= month <= months[-1]}


def _needs_met(tables: Tables, indicator: Indicator) -> bool:
    if "directory" not in indicator.needs:
        return True
    table = indicator.source[0]
    place = tables.place(table)
    if place is None:
        return False
    sql = f'select 1 from {tables.prefix}."{table}" where {place}.decile is not null limit 1'
    return tables.con.execute(sql).fetchone() is not None


def _distinct(
    tables: Tables, framework: Framework, indicator: Indicator, grain: str, lens: str, split: str | None,
    covered: set[date],
) -> list[Series]:
    """Counted anew from the rows for each period: the same person in two months is one person in the quarter."""
    if not covered:
        return []
    wanted = periods(grain, min(covered), max(covered))
    by_part: dict[str, dict[date, Counted]] = {}
    for row in count(tables, framework, indicator, lens, split, wanted):
        by_part.setdefault(_part(row), {})[row.month] = row

    def of(part: str) -> Callable[[Period, list[date]], tuple[Counted | None, ...]]:
        return lambda period, _months: (by_part[part].get(period.start),)

    return _made(indicator, grain, lens, split, {part: of(part) for part in by_part}, wanted, covered, {})


def _roll_up(
    indicator: Indicator, rows: list[Counted], covered: set[date], grain: str, lens: str, split: str | None
) -> list[Series]:
    monthly, yearly = _sorted_out(rows)
    months = {m for part in monthly.values() for m in part}
    years = {y for part in yearly.values() for y in part} if grain == "year" else set()
    covered = {m for m in covered | months if months and m >= min(months)}
    ends = [*covered, *(date(year, 4, 1) for year in years)]
    if not ends:
        return []
    wanted = periods(grain, min(ends), max(ends))
    # twelve months of bills win over a yearly return
    answered = {p.label: p for p in wanted if p.start.year in years and sum(m in covered for m in p.months) < 12}

    def of(part: str) -> Callable[[Period, list[date]], tuple[Counted | None, ...]]:
        def rows_of(period: Period, present: list[date]) -> tuple[Counted | None, ...]:
            if period.label in answered:
                return (yearly.get(part, {}).get(period.start.year),)
            return tuple(monthly.get(part, {}).get(m) for m in _standing(indicator, present))

        return rows_of

    return _made(indicator, grain, lens, split, {p: of(p) for p in {*monthly, *yearly}}, wanted, covered, answered)


def _standing(indicator: Indicator, months: list[date]) -> list[date]:
    """Of a stock only the last month stands."""
    return months[-1:] if indicator.basis == "stock" else months


def _sorted_out(rows: list[Counted]) -> tuple[dict[str, dict[date, Counted]], dict[str, dict[int, Counted]]]:
    monthly: dict[str, dict[date, Counted]] = {}
    yearly: dict[str, dict[int, Counted]] = {}
    for row in rows:
        if row.yearly:
            yearly.setdefault(_part(row), {})[financial_year(row.month)] = row
        else:
            monthly.setdefault(_part(row), {})[row.month] = row
    return monthly, yearly


def _part(row: Counted) -> str:
    return "unknown" if row.part is None else row.part


def _made(
    indicator: Indicator, grain: str, lens: str, split: str | None, parts: dict, wanted: list[Period],
    covered: set[date], answered: dict[str, Period],
) -> list[Series]:
    """One series for each part, the largest first, what is unknown or left out last."""
    found = []
    for part, rows_of in parts.items():
        points = tuple(_point(indicator, p, rows_of, covered, grain, p.label in answered) for p in wanted)
        found.append(Series(indicator.id, grain, lens, part if split else None, split, points))
    return sorted(found, key=_size)


def _size(one: Series) -> tuple[bool, float, str]:
    size = sum(abs(p.numerator if p.denominator is None else p.denominator) for p in one.points
               if p.numerator is not None)
    return one.part in LAST_PARTS, -float(size), one.part or ""


def _point(
    indicator: Indicator, period: Period, rows_of: Callable, covered: set[date], grain: str, from_return: bool
) -> Point:
    present = [m for m in period.months if m in covered]
    if not from_return and (not present or (grain == "rolling12" and present[-1] != period.months[-1])):
        return Point(period.label, period.start, None, None, None, None, None, "missing")
    rows = rows_of(period, present)
    counted = [row for row in rows if row is not None]
    numbers = (
        _sum(indicator, rows, "numerator"),
        _denominator(indicator, rows),
        _sum(indicator, rows, "unknown") if "unknown" in indicator.gives else None,
        _sum(indicator, rows, "left_out") if "left_out" in indicator.gives else None,
    )
    status = _status(indicator, period, present, counted, from_return)
    if numbers[0] is None or (numbers[1] is None and _divides(indicator)):
        status = "missing"
    value = _value(indicator, *numbers[:2])
    return Point(period.label, period.start, *numbers[:2], value, *numbers[2:], status)


def _status(indicator: Indicator, period: Period, present: list[date], rows: list[Counted], from_return: bool) -> str:
    needed = period.months[-1:] if indicator.basis == "stock" else period.months
    if not set(needed) <= set(present) and not from_return:
        return "partial"
    return "provisional" if any(row.provisional for row in rows) else "complete"


def _divides(indicator: Indicator) -> bool:
    return indicator.kind in ("share", "rate", "average")


def _sum(indicator: Indicator, rows: Iterable[Counted | None], name: str) -> Any:
    """Zero for a month that came and has nothing to count; None as soon as one month has no figure."""
    values = [0 if row is None else getattr(row, name) for row in rows]
    return None if any(v is None for v in values) else _number(indicator, sum(values))


def _denominator(indicator: Indicator, rows: tuple[Counted | None, ...]) -> Any:
    if not _divides(indicator):
        return None
    if indicator.basis != "flow-over-stock":
        return _sum(indicator, rows, "denominator")
    stocks = [row.denominator for row in rows if row is not None]
    return _number(indicator, sum(stocks) / len(stocks)) if stocks and None not in stocks else None


def _number(indicator: Indicator, value: Any) -> Any:
    """Money to the penny, a whole number as one, anything else to six places (below what any meter reads)."""
    if value is None:
        return None
    if indicator.counts == "money":
        return Decimal(value).quantize(PENCE)
    number = round(float(value), 6)
    return int(number) if number.is_integer() else number


def _value(indicator: Indicator, numerator: Any, denominator: Any) -> Any:
    if not _divides(indicator) or numerator is None:
        return numerator
    return float(numerator) / float(denominator) if denominator else None


def write_results(con: duckdb.DuckDBPyConnection, framework: Framework) -> None:
    """Works out every indicator by every grain, for the default lens and the wider rings, into the table `results`."""
    import pyarrow as pa

    tables = Tables(con)
    found = [
        one for indicator in framework.indicators for lens in (RINGS if indicator.local else RINGS[:1])
        for one in _compute(tables, framework, indicator, GRAINS, lens, None)
    ]
    rows = [(s.indicator, s.lens, s.grain, s.split, s.part, *_stored(p)) for s in found for p in s.points]
    names = ("indicator", "lens", "grain", "split", "part", "period", "start", "numerator", "denominator", "unknown",
             "left_out", "value", "status")
    kinds = (*(pa.string(),) * 6, pa.date32(), *(pa.decimal128(28, 6),) * 4, pa.float64(), pa.string())
    columns = zip(*rows, strict=True) if rows else ((),) * len(names)
    con.register("results_found", pa.table(
        {name: pa.array(column, kind) for name, kind, column in zip(names, kinds, columns, strict=True)}))
    con.execute("create or replace table results as select * from results_found")
    con.unregister("results_found")


def _stored(point: Point) -> tuple[Any, ...]:
    numbers = (_decimal(v) for v in (point.numerator, point.denominator, point.unknown, point.left_out))
    value = None if point.value is None else float(point.value)
    return (point.period, point.start, *numbers, value, point.status)


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value)).quantize(Decimal("0.000001"))


def _read(
    tables: Tables, framework: Framework, indicator: Indicator, grain: str, lens: str, split: str | None
) -> list[Series]:
    stored_lens = lens if indicator.local else DEFAULT_LENS
    if split is not None or stored_lens not in RINGS or not tables.columns("results"):
        return _compute(tables, framework, indicator, (grain,), lens, split)
    rows = tables.con.execute(
        f"select period, start, numerator, denominator, unknown, left_out, status from {tables.prefix}.results "
        "where indicator = ? and lens = ? and grain = ? and split is null order by start",
        [indicator.id, stored_lens, grain],
    ).fetchall()
    return [Series(indicator.id, grain, lens, None, None, tuple(_restored(indicator, *row) for row in rows))]


def _restored(indicator: Indicator, period: str, start: date, *rest: Any) -> Point:
    numerator, denominator, unknown, left_out = (_number(indicator, value) for value in rest[:4])
    value = _value(indicator, numerator, denominator)
    return Point(period, start, numerator, denominator, value, unknown, left_out, rest[4])


def live(warehouse: Any, framework: Framework, indicator: Indicator | str) -> tuple[bool, str]:
    """Whether the indicator has a figure, and if not, a sentence that says what it waits for."""
    if isinstance(indicator, str):
        indicator = framework.indicator(indicator)
    if warehouse is None:
        return False, "Waits for the first files."
    con = warehouse.cursor()
    try:
        return _live(Tables(con), framework, indicator)
    finally:
        con.close()


def _live(tables: Tables, framework: Framework, indicator: Indicator) -> tuple[bool, str]:
    if _has_figure(tables, framework, indicator):
        return True, ""
    titles = {s.id: s.title for s in framework.sources}
    absent = [titles.get(table, table) for table in indicator.source if not tables.months(table)]
    if absent and len(absent) == len(indicator.source):
        return False, f"Waits for a first file of: {', '.join(absent)}."
    if not _needs_met(tables, indicator):
        return False, "Waits for the postcode directory of the Office for National Statistics, which gives deprivation."
    waits = f"a first file of: {', '.join(absent)}" if absent else "months in which it can be worked out"
    return False, f"Waits for {waits}."


def _has_figure(tables: Tables, framework: Framework, indicator: Indicator) -> bool:
    return any(
        point.value is not None
        for grain in ("month", "year")
        for one in _read(tables, framework, indicator, grain, DEFAULT_LENS, None)
        for point in one.points
    )

"""The tables of an indicator's parts: one column at a time, of the newest whole financial year, and only where safe."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

import duckdb

from metrics import disclosure, results
from metrics.counting import Tables, count_by
from metrics.definitions import Framework, Indicator
from metrics.disclosure import GIVEN_AWAY, Cell, Shown
from metrics.periods import Period, last_month, periods
from metrics.publication import parts
from metrics.publication.parts import Paid
from metrics.rollup import Point
from metrics.warehouse import Warehouse

# what a public table may be split by; a column that is not here (a ward, an LSOA, a supplier) is never
OPEN = (
    *("area", "category", "change", "council", "fuel", "gas", "group", "inhaler", "kind", "known_by", "line", "local"),
    *("measure", "mode", "organisation_type", "part", "pay_band", "payee", "place", "priority", "programme", "risk"),
    *("role", "round", "route", "scope", "site", "staff_group", "stream", "supply", "tariff", "theme"),
)
TOP_LEVEL = re.compile(r"^select\s+month\b", re.MULTILINE)


@dataclass(frozen=True)
class Split:
    """One table: the parts of a financial year. `rows[0]` is the whole, its part None."""

    by: str
    period: str
    rows: tuple[Shown, ...]


@dataclass
class Register:
    """Which slices were published already: another that counts nearly the same would tell the difference."""

    told: dict[tuple[str, str], tuple] = field(default_factory=dict)

    def overlaps(self, indicator: Indicator, by: str, cells: Iterable[Cell]) -> bool:
        """Whether the column of the same files was split before with other wholes; notes it where not."""
        sizes = tuple(sorted((cell.part or "", cell.denominator or 0) for cell in cells))
        return self.told.setdefault((indicator.source[0], by), sizes) != sizes


def read(
    warehouse: Warehouse, framework: Framework, shown: Indicator, months: Mapping[str, Shown], lens: str,
    register: Register, last: Mapping | None,
) -> tuple[Split, ...]:
    """The tables of one indicator. `months`: what is published of its months, by period; `last`: the indicator in the
    last publication, whose tables of people stand."""
    year = next((p for p in reversed(_year(warehouse, framework, shown, lens)) if _whole(p)), None)
    if year is None:
        return ()
    found = []
    for by in (column for column in shown.by if column in OPEN):
        cells = _cells(warehouse, framework, shown, lens, by, year)
        if len(cells) < 3 or (shown.counts != "things" and register.overlaps(shown, by, cells)):
            continue
        rows = _rows(warehouse, framework, shown, lens, by, year, cells, months, last)
        found += [Split(by, year.period, tuple(rows))] if len(rows) > 2 else []
    return tuple(found)


def _whole(point: Point) -> bool:
    return point.value is not None and point.status in ("complete", "provisional")


def _year(warehouse: Warehouse, framework: Framework, shown: Indicator, lens: str) -> tuple[Point, ...]:
    series = results.series(warehouse, framework, shown.id, grain="year", lens=lens)
    return series[0].points if series else ()


def _cells(
    warehouse: Warehouse, framework: Framework, shown: Indicator, lens: str, by: str, year: Point
) -> list[Cell]:
    """The whole and every part that has anything in it."""
    series = results.series(warehouse, framework, shown.id, grain="year", lens=lens, split=by)
    held = [(one.part, point) for one in series for point in one.points if point.period == year.period]
    there = [(part, p) for part, p in held if p.numerator is not None and (p.numerator or p.denominator)]
    return [_cell(None, year), *(_cell(part, point) for part, point in there)]


def _cell(part: str | None, point: Point) -> Cell:
    numbers = (None if one is None else float(one) for one in (point.numerator, point.denominator, point.value))
    return Cell(point.period, part, *numbers)


def _rows(
    warehouse: Warehouse, framework: Framework, shown: Indicator, lens: str, by: str, year: Point, cells: list[Cell],
    months: Mapping[str, Shown], last: Mapping | None,
) -> list[Shown]:
    """What may be shown; [] where it cannot be made safe."""
    if shown.counts == "people":
        return stood(last, by, year.period) or _of_people(shown, cells, year, months)
    if shown.counts == "money":
        paid = _paid(warehouse, framework, shown, lens, by, year)
        if paid is None or any(cell.part not in paid for cell in cells[1:]):
            return []
        return parts.of_money(cells, paid, shown.kind, shown.decimals)
    return disclosure.disclose(cells, "things", shown.kind, shown.decimals)


def stood(last: Mapping | None, by: str, period: str) -> list[Shown]:
    """A year's table of people as it was first published: a correction would tell the few that it is about."""
    for table in (last or {}).get("splits", ()):
        if table["by"] == by and table["period"] == period:
            names = ("part", "numerator", "denominator", "value", "status", "reason")
            return [Shown(period, *(row[n] for n in names[:-1]), row["reason"] or "") for row in table["values"]]
    return []


def _of_people(shown: Indicator, cells: list[Cell], year: Point, months: Mapping[str, Shown]) -> list[Shown]:
    rows = parts.of_people(cells, shown.kind, shown.decimals)
    beside = [months[label] for label in _labels(year) if label in months]
    if shown.basis in ("flow", "flow-over-stock") and parts.tells_a_month(rows, beside):
        hidden = {"numerator": None, "denominator": None, "value": None, "status": "hidden", "reason": GIVEN_AWAY}
        return [replace(one, **hidden) for one in rows]
    return rows


def _labels(year: Point) -> list[str]:
    return [one.label for one in _months(year)]


def _months(year: Point) -> list[Period]:
    return periods("month", year.start, last_month(year.start, "year"))


def _paid(
    warehouse: Warehouse, framework: Framework, shown: Indicator, lens: str, by: str, year: Point
) -> dict[str | None, Paid] | None:
    """What each supplier got of every part; None where the SELECT does not tell: then no table."""
    sql, times = TOP_LEVEL.subn("select supplier, month", shown.sql)
    if times != 1 or shown.basis != "flow" or "payments" not in shown.source:
        return None
    con = warehouse.cursor()
    try:
        months = [one.start for one in _months(year)]
        rows = count_by(Tables(con), framework, shown, sql, ("supplier",), lens, by, None, months)
    except duckdb.Error:
        return None
    finally:
        con.close()
    tops: dict = defaultdict(lambda: defaultdict(Decimal))
    bottoms: dict = defaultdict(lambda: defaultdict(Decimal))
    for (supplier,), row in rows:
        part = "unknown" if row.part is None else row.part
        tops[part][supplier] += Decimal(row.numerator or 0)
        bottoms[part][supplier] += Decimal(row.denominator or 0)
    return {part: Paid(tuple(tops[part].values()), tuple(bottoms[part].values())) for part in tops}

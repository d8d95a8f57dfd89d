"""The tables of an indicator's parts: one column at a time, of the newest whole financial year, and only where safe."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

import duckdb

from metrics import disclosure, results
from metrics.counting import Tables, count_by, count_people
from metrics.definitions import Framework, Indicator
from metrics.disclosure import FEW_BEHIND, GIVEN_AWAY, Cell, Shown
from metrics.periods import Period, last_month, periods
from metrics.publication import parts
from metrics.publication.parts import TOGETHER, Paid
from metrics.rollup import LAST_PARTS, Point
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
    """Which slices were published already: another that counts nearly the same, or some of the same, would tell the
    difference. Of the groups of the engagement log the page on what communities said tells already."""

    told: dict[tuple[str, str], tuple] = field(default_factory=lambda: {("engagement", "group"): ()})
    split: set[tuple[str, str]] = field(default_factory=set)

    def overlaps(self, indicator: Indicator, by: str, cells: Iterable[Cell]) -> bool:
        """Whether the column of the same files was split before with other wholes, or of an indicator that counts all
        that this one counts; notes it where not."""
        sizes = tuple(sorted((cell.part or "", _whole_of(cell)) for cell in cells))
        if any((outer, by) in self.split for outer in indicator.within):
            return True
        if self.told.setdefault((indicator.source[0], by), sizes) != sizes:
            return True
        self.split.add((indicator.id, by))
        return False


def _whole_of(cell: Cell) -> float:
    return (cell.numerator if cell.denominator is None else cell.denominator) or 0


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
        found += [Split(by, year.period, in_order(rows))] if len(rows) > 2 else []
    return beside(found)


def in_order(rows: Iterable[Shown]) -> tuple[Shown, ...]:
    """The whole, then the largest of what is shown, then by name what is hidden: an order by the true numbers would
    tell which of the hidden is the largest."""
    whole, *told = rows
    return whole, *sorted(told, key=_place)


def _place(one: Shown) -> tuple[bool, bool, float, str]:
    hidden = one.status == "hidden" and one.numerator is None and one.denominator is None
    size = one.numerator if one.denominator is None else one.denominator
    return one.part in (*LAST_PARTS, TOGETHER), hidden, -abs(size or 0), one.part or ""


def beside(found: Iterable[Split]) -> tuple[Split, ...]:
    """The tables without the one by ring where one by council hides something: a ring is the sum of its councils, and
    would tell the one of them that is hidden."""
    tables = tuple(found)
    hides = any(row.status == "hidden" for table in tables if table.by in ("council", "place") for row in table.rows)
    both = {"council", "place"} <= {table.by for table in tables}
    return tuple(table for table in tables if not (hides and both and table.by == "place"))


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
    there = sorted((part, p) for part, p in held if p.numerator is not None and (p.numerator or p.denominator))
    people = _behind(warehouse, framework, shown, lens, by, year)
    return [_cell(part, point, people) for part, point in ((None, year), *there)]


def _behind(
    warehouse: Warehouse, framework: Framework, shown: Indicator, lens: str, by: str, year: Point
) -> dict[str | None, float] | None:
    """On how many people the whole year (None) and each part rest, where the SELECT says it; None where it does not."""
    if "people" not in shown.gives:
        return None
    window = periods("year", year.start, year.start)
    with warehouse.cursor() as con:
        tables = Tables(con)
        whole = count_people(tables, shown, lens, None, window)
        parts = count_people(tables, shown, lens, by, window)
    return {None: sum(map(float, whole.values()))} | {part: float(people) for (part, _), people in parts.items()}


def _cell(part: str | None, point: Point, people: Mapping[str | None, float] | None) -> Cell:
    numbers = (None if one is None else float(one) for one in (point.numerator, point.denominator, point.value))
    return Cell(point.period, part, *numbers, people=None if people is None else people.get(part, 0))


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
    told = [months[label] for label in _labels(year) if label in months]
    tells = parts.tells_a_month(rows, told) or any(one.reason == FEW_BEHIND for one in told)
    if shown.basis in ("flow", "flow-over-stock") and tells:
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
        rows = count_by(Tables(con), shown, sql, ("supplier",), lens, by, None, months)
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

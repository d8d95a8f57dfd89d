"""From a figure back to the rows that it was counted from: which they are, and what each of them counted for.

The rows are believed only where they make the figure: their counts, month by month, are added up and compared with
those of the indicator itself. Where several rows stand for one (a supplier on two lines), or where the SELECT puts rows
together on the way, that is said, and no row is called counted that may not have been.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from metrics.carrying import KEYS, PREFIX, Carried, carried
from metrics.counting import Counted, Tables, count, count_by
from metrics.definitions import Framework, Indicator
from metrics.periods import Period, periods
from metrics.rollup import Point, months_come, needs_met, number, reason_words
from metrics.warehouse import VIEWS

FROM = tuple(PREFIX + key for key in KEYS)
EXACT, TOGETHER, UNTOLD, OURS = "exact", "together", "none", "own"
HOW = {
    EXACT: "Each row counts for what it says; together they make the figure.",
    TOGETHER: "Several rows can stand for one that is counted: each says what it would count for by itself.",
    UNTOLD: "Rows are put together before they are counted, so that one row cannot be told from another: these are all "
            "rows of the months that the figure is made from.",
    OURS: "The dashboard counts itself: no row of a file has a part in it.",
}
NOT_IN = "not in this figure"
BY_HAND = "typed by hand"


@dataclass(frozen=True)
class Counts:
    """A row and what it counted for; `role` in words. `counts` is None where it could not be told."""

    load: str
    sheet: str
    row: int
    role: str
    counts: Counted | None


@dataclass(frozen=True)
class Trail:
    """The rows of one figure, `how` they were told apart, and the months that it is made from."""

    how: str
    months: tuple[date, ...]
    from_return: bool  # a yearly return answered for months that did not come
    rows: tuple[Counts, ...]


@dataclass(frozen=True)
class Asked:
    """One figure: a point of an indicator by grain, lens and part of a split."""

    indicator: Indicator
    grain: str
    lens: str
    split: str | None
    part: str | None
    point: Point

    @property
    def period(self) -> Period:
        found = periods(self.grain, self.point.start, self.point.start)
        return next(period for period in found if period.label == self.point.period)


def trail(tables: Tables, framework: Framework, asked: Asked) -> Trail:
    """The rows of the figure; none for one that is missing."""
    sources = tuple(source for source in asked.indicator.source if tables.columns(source))
    months = standing_months(tables, framework, asked)
    if asked.indicator.is_own:
        return Trail(OURS, months, False, ())
    written = row_by_row(tables, asked.indicator)
    found = _counted(tables, framework, asked, written, months)
    if written is None or found is None:
        rows = tuple(Counts(*key, "", None) for key in _of_months(tables, sources, months))
        return Trail(UNTOLD, months, False, rows)
    if not needs_met(tables, asked.indicator):
        found = []  # what the files cannot tell yet is not counted from them
    from_return = answered_by_return(asked, [counted for _, counted in found])
    found = [(key, counted) for key, counted in found if counted.yearly == from_return]
    rows = [Counts(*key, _role(asked.indicator, counted), counted) for key, counted in found if key[0] is not None]
    rows += [Counts(*key, BY_HAND, counted) for key, counted in typed_rows(tables, framework, asked, months)]
    if asked.split is None:
        there = {(row.load, row.sheet, row.row) for row in rows}
        others = _of_months(tables, written.tables, months)
        rows += [Counts(*key, NOT_IN, None) for key in others if key not in there]
    made = not found or _makes(tables, framework, asked, months, found, from_return)
    rows.sort(key=lambda one: (one.load, one.sheet, one.row))
    return Trail(EXACT if made else TOGETHER, months, from_return, tuple(rows))


def row_by_row(tables: Tables, indicator: Indicator) -> Carried | None:
    """The indicator's SELECT with the keys of its rows; None where they cannot be told apart."""
    sources = tuple(source for source in indicator.source if tables.columns(source))
    return carried(indicator.sql, sources, VIEWS)


def typed_rows(
    tables: Tables, framework: Framework, asked: Asked, months: tuple[date, ...]
) -> list[tuple[tuple[Any, ...], Counted]]:
    """The figures by hand that stand in the months: where a file tells the month, the file does."""
    if not asked.point.typed or not tables.columns("typed"):
        return []
    filed = months_come(tables, framework, asked.indicator) if needs_met(tables, asked.indicator) else set()
    rows = tables.con.execute(
        f"select load, sheet, row, month, numerator, denominator from {tables.prefix}.typed "
        "where indicator = ? order by month, row", [asked.indicator.id],
    ).fetchall()
    none = tuple(0 for _ in asked.indicator.reasons)
    return [
        ((load, sheet, row), Counted("", month, top, whole, None, None, False, False, none, True))
        for load, sheet, row, month, top, whole in rows if month in months and month not in filed
    ]


def standing_months(tables: Tables, framework: Framework, asked: Asked) -> tuple[date, ...]:
    """The months that the figure is made from; of a stock the last that came."""
    months = asked.period.months
    if asked.indicator.basis != "stock":
        return months
    come = months_come(tables, framework, asked.indicator)
    return tuple(month for month in months if month in come)[-1:] or months


def counted_as(asked: Asked, months: tuple[date, ...]) -> tuple[date, ...]:
    """Under which months the counts of the figure stand: its own, or its first day where it is counted anew."""
    return (asked.period.start,) if asked.indicator.basis == "distinct" else months


def _counted(
    tables: Tables, framework: Framework, asked: Asked, written: Carried | None, months: tuple[date, ...]
) -> list[tuple[tuple[Any, ...], Counted]] | None:
    """The rows of the months with what each counts for; None where they cannot be told apart."""
    if written is None:
        return None
    windows = [asked.period] if asked.indicator.basis == "distinct" else None
    try:
        found = count_by(
            tables, asked.indicator, written.sql, FROM, asked.lens, asked.split, windows,
            counted_as(asked, months),
        )
    except duckdb.Error:  # a SELECT of the trust's own, written in a way that does not bear three columns more
        return None
    return [(key, counted) for key, counted in found if is_part(asked, counted)]


def is_part(asked: Asked, counted: Counted) -> bool:
    """Whether the counts are of the part that is asked for."""
    return asked.split is None or ("unknown" if counted.part is None else counted.part) == asked.part


def answered_by_return(asked: Asked, found: list[Counted]) -> bool:
    """Did the yearly return answer? It does for a year of which not all twelve months came."""
    if asked.grain != "year" or not any(counted.yearly for counted in found):
        return False
    sums = {yearly: _sum([one.numerator for one in found if one.yearly == yearly]) for yearly in (True, False)}
    return not _equal(number(asked.indicator, sums[False]), asked.point.numerator) or all(one.yearly for one in found)


def _makes(
    tables: Tables, framework: Framework, asked: Asked, months: tuple[date, ...],
    found: list[tuple[tuple[Any, ...], Counted]], from_return: bool,
) -> bool:
    """Do the rows' counts add up to the indicator's own, month by month and count by count?"""
    windows = [asked.period] if asked.indicator.basis == "distinct" else None
    whole = {
        counted.month: counted
        for counted in count(tables, asked.indicator, asked.lens, asked.split, windows)
        if counted.month in counted_as(asked, months) and counted.yearly == from_return and is_part(asked, counted)
    }
    by_month: dict[date, list[Counted]] = {month: [] for month in whole}
    for _, counted in found:
        by_month.setdefault(counted.month, []).append(counted)
    return all(
        month in whole and _equal(_sum([getattr(one, name) for one in rows]), getattr(whole[month], name))
        for month, rows in by_month.items()
        for name in ("numerator", "denominator", "unknown", "left_out")
    )


def _sum(values: list[Any]) -> Any:
    """As the indicator adds up: unknown as soon as one of them is."""
    return None if any(value is None for value in values) else sum(values)


def _equal(one: Any, other: Any) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(float(one), float(other), rel_tol=1e-9, abs_tol=1e-6)


def _role(indicator: Indicator, counted: Counted) -> str:
    """What the row counted for, in words."""
    if counted.numerator is None:
        return "no figure can be told from it"
    reasons = [
        f"left out: {reason_words(name)}" for name, much in zip(indicator.reasons, counted.reasons, strict=True) if much
    ]
    if counted.left_out and not reasons:
        reasons = ["left out by rule"]
    in_both = counted.numerator and counted.denominator
    said = [
        "numerator and denominator" if in_both else "",
        "numerator" if counted.numerator and not in_both else "",
        "denominator" if counted.denominator and not in_both else "",
        *reasons,
        "unknown" if counted.unknown else "",
    ]
    return ", ".join(filter(None, said)) or NOT_IN


def _of_months(tables: Tables, sources: Iterable[str], months: Iterable[date]) -> list[tuple[str, str, int]]:
    """Load, sheet and number of every row of the sources in the months."""
    wanted = ", ".join(f"date '{month}'" for month in months)
    found = []
    for source in sources:
        sql = f'select load, sheet, row from {tables.prefix}."{source}" where month in ({wanted}) order by all'
        found += tables.con.execute(sql).fetchall()
    return found

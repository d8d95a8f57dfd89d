"""From counted rows to the points of a series. The only place that adds up, rounds and divides.

What is absent is a point with status `missing`, never a zero; a period with months missing is `partial`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from .counting import Counted, Tables, count, typed
from .definitions import TIERS, Framework, Indicator
from .lenses import DEFAULT_LENS, told_by_directory
from .periods import ASKED, ROLLING, Period, financial_year, periods

PENCE = Decimal("0.01")
LAST_PARTS = ("unknown", "left out")


@dataclass(frozen=True)
class Point:
    """One period of a series. Money is Decimal in pounds; a share is a fraction from 0 to 1.

    status: complete | partial (months missing, or not yet over) | missing (no rows, or no figure) | provisional |
    waiting (for the postcode directory, without which the lens cannot be told).
    """

    period: str
    start: date
    numerator: Any
    denominator: Any
    value: Any
    unknown: Any
    left_out: Any
    status: str
    reasons: tuple[tuple[str, Any], ...] = ()  # what is left out by rule: the reason in words, and how much
    typed: bool = False  # rests on a figure by hand, wholly or for some of its months
    lacks: tuple[str, ...] = ()  # what the figure that is missing waits for, in words
    tier: str = ""  # reduced | standard | optimal, where the indicator tells how good its figures are


@dataclass(frozen=True)
class Series:
    """An indicator by one grain and lens; `part` is one value of the `split`, or None for the whole."""

    indicator: str
    grain: str
    lens: str
    part: str | None
    split: str | None
    points: tuple[Point, ...]


def check_asked(indicator: Indicator, grain: str, split: str | None) -> None:
    if grain not in ASKED:
        raise ValueError(f"There is no grain '{grain}': use {', '.join(ASKED)}.")
    if split is not None and split not in indicator.by:
        offered = ", ".join(indicator.by) or "none"
        raise ValueError(f"{indicator.code} cannot be split by '{split}': it offers {offered}.")


def worked_out(
    tables: Tables, framework: Framework, indicator: Indicator, grains: Iterable[str], lens: str, split: str | None
) -> list[Series]:
    covered = months_come(tables, framework, indicator)
    by_hand = _by_hand(tables, indicator, lens, split)
    if indicator.local and not _lens_met(tables, indicator, lens):
        return [] if split else [_waiting(indicator, grain, lens, covered) for grain in grains]
    if not needs_met(tables, indicator):
        found = [s for grain in grains for s in _roll_up(indicator, by_hand, set(), grain, lens, split)]
        return found or _empty(indicator, grains, lens, split)
    if indicator.basis == "distinct":
        found = [s for grain in grains for s in _distinct(tables, framework, indicator, grain, lens, split, covered)]
    else:
        rows = count(tables, indicator, lens, split)
        # a file wins over what somebody said
        filed = covered | {row.month for row in rows if not row.yearly}
        rows += [row for row in by_hand if row.month not in filed]
        found = [s for grain in grains for s in _roll_up(indicator, rows, covered, grain, lens, split)]
    return found or _empty(indicator, grains, lens, split)


def _lens_met(tables: Tables, indicator: Indicator, lens: str) -> bool:
    """Whether what the lens looks at is known of any row: without a directory nobody lives in a priority area or a
    ward that we know, which is not the same as nobody living there."""
    told = told_by_directory(lens)
    places = [(table, place) for table in indicator.source if (place := tables.place(table))]
    if told is None or not places:
        return True
    asked = " union all ".join(
        f'(select 1 from {tables.prefix}."{table}" where {place}.{told} is not null limit 1)' for table, place in places
    )
    return tables.con.execute(asked).fetchone() is not None


def _waiting(indicator: Indicator, grain: str, lens: str, covered: set[date]) -> Series:
    """A point without a figure for each period: the rows came, the directory did not."""
    wanted = periods(grain, min(covered), max(covered)) if covered else []
    points = tuple(Point(p.label, p.start, None, None, None, None, None, "waiting") for p in wanted)
    return Series(indicator.id, grain, lens, None, None, points)


def _by_hand(tables: Tables, indicator: Indicator, lens: str, split: str | None) -> list[Counted]:
    """Figures by hand: of the whole only, and under the meaning of local that the trust goes by."""
    if split or indicator.basis == "distinct" or (indicator.local and lens != DEFAULT_LENS):
        return []
    return typed(tables, indicator)


def _empty(indicator: Indicator, grains: Iterable[str], lens: str, split: str | None) -> list[Series]:
    return [] if split else [Series(indicator.id, grain, lens, None, None, ()) for grain in grains]


def months_come(tables: Tables, framework: Framework, indicator: Indicator) -> set[date]:
    """The months for which the indicator's first source came: a month with no row there is missing, not zero.

    A source sent by the quarter or the year covers every month of one in which it has a row, up to its last row. A
    stock is known only in the months in which it was counted.
    """
    months = tables.months(indicator.source[0])
    cadence = next((s.cadence for s in framework.sources if s.id == indicator.source[0]), "month")
    if cadence == "month" or indicator.basis == "stock" or not months:
        return set(months)
    grain = "quarter" if cadence == "quarter" else "year"
    spread = {m for month in months for period in periods(grain, month, month) for m in period.months}
    return {month for month in spread if months[0] <= month <= months[-1]}


def needs_met(tables: Tables, indicator: Indicator) -> bool:
    return all(_need_met(tables, indicator, need) for need in indicator.needs)


def _need_met(tables: Tables, indicator: Indicator, need: str) -> bool:
    """`directory` is there once it has placed a row; any other need is a reference table that the trust adds."""
    if need != "directory":
        return bool(tables.columns(need))
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
    for row in count(tables, indicator, lens, split, wanted):
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
            rows = tuple(monthly.get(part, {}).get(m) for m in _standing(indicator, present))
            return _with_nothing(indicator, rows, present, monthly) if any(rows) else rows

        return rows_of

    return _made(indicator, grain, lens, split, {p: of(p) for p in {*monthly, *yearly}}, wanted, covered, answered)


def _with_nothing(
    indicator: Indicator, rows: tuple[Counted | None, ...], months: list[date], monthly: dict[str, dict[date, Counted]]
) -> tuple[Counted | None, ...]:
    """A part's rows of a flow over a stock, each month told that any part tells: of a stock that is not there in a
    month there was nothing then, so that the parts' means make the whole's. Where a part has no figure, none has."""
    if indicator.basis != "flow-over-stock":
        return rows
    return tuple(
        _nothing(indicator, month, [of[month] for of in monthly.values() if month in of]) if row is None else row
        for row, month in zip(rows, months, strict=True)
    )


def _nothing(indicator: Indicator, month: date, others: list[Counted]) -> Counted | None:
    if not others:
        return None
    top, whole = (None if any(getattr(one, name) is None for one in others) else 0
                  for name in ("numerator", "denominator"))  # fmt: skip
    return Counted("", month, top, whole, 0, 0, False, False, tuple(0 for _ in indicator.reasons))


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
    if not from_return and (not present or (grain in ROLLING and present[-1] != period.months[-1])):
        return Point(period.label, period.start, None, None, None, None, None, "missing")
    rows = rows_of(period, present)
    counted = [row for row in rows if row is not None]
    numbers = (
        _sum(indicator, rows, "numerator"),
        _denominator(indicator, rows),
        _sum(indicator, rows, "unknown") if "unknown" in indicator.gives else None,
        _sum(indicator, rows, "left_out") if "left_out" in indicator.gives or indicator.reasons else None,
    )
    reasons = tuple(
        (reason_words(name), number(indicator, sum(row.reasons[i] for row in counted)))
        for i, name in enumerate(indicator.reasons)
        if not all(row.typed for row in counted)  # whoever said a figure did not say what is left out
    )
    status = _status(indicator, period, present, counted, from_return)
    by_hand = any(row.typed for row in counted)
    if numbers[0] is None or (numbers[1] is None and _divides(indicator)):
        status = "missing"
    value = value_of(indicator, *numbers[:2])
    lacks = sorted({words for row in counted if row.lacks for words in row.lacks.split("; ")})
    tiers = [row.tier for row in counted if row.tier]
    tier = TIERS[min(tiers) - 1] if tiers and value is not None else ""
    told = (status, reasons, by_hand, tuple(lacks), tier)
    return Point(period.label, period.start, *numbers[:2], value, *numbers[2:], *told)


def reason_words(column: str) -> str:
    """`left_out_moves_within_the_trust` in words."""
    return column.removeprefix("left_out_").replace("_", " ")


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
    return None if any(v is None for v in values) else number(indicator, sum(values))


def _denominator(indicator: Indicator, rows: tuple[Counted | None, ...]) -> Any:
    if not _divides(indicator):
        return None
    if indicator.basis != "flow-over-stock":
        return _sum(indicator, rows, "denominator")
    stocks = [row.denominator for row in rows if row is not None]
    return number(indicator, sum(stocks) / len(stocks)) if stocks and None not in stocks else None


def number(indicator: Indicator, value: Any) -> Any:
    """Money to the penny, a whole number as one, anything else to six places (below what any meter reads)."""
    if value is None:
        return None
    if indicator.counts == "money":
        return Decimal(value).quantize(PENCE)
    number = round(float(value), 6)
    return int(number) if number.is_integer() else number


def value_of(indicator: Indicator, numerator: Any, denominator: Any) -> Any:
    if not _divides(indicator) or numerator is None:
        return numerator
    return float(numerator) / float(denominator) if denominator else None

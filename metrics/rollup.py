"""From counted rows to series by month, quarter, financial year, rolling twelve months and year to date.

What is absent is a point with status `missing`, never a zero; a period with months missing is `partial`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from .counting import Counted, Tables, count_splits, typed
from .definitions import Framework, Indicator
from .lenses import DEFAULT_LENS, told_by_directory
from .periods import ASKED, financial_year, periods
from .summing import LAST_PARTS, Point, Series, Span, in_order, number, reason_words, spans, value_of

__all__ = [
    "LAST_PARTS", "Point", "Series", "check_asked", "months_come", "needs_met", "number", "reason_words", "value_of",
    "worked_out", "worked_out_with_splits",
]

Splits = Sequence[str | None]  # None: the whole


def check_asked(indicator: Indicator, grain: str, split: str | None) -> None:
    if grain not in ASKED:
        raise ValueError(f"There is no grain '{grain}': use {', '.join(ASKED)}.")
    if split is not None and split not in indicator.by:
        offered = ", ".join(indicator.by) or "none"
        raise ValueError(f"{indicator.code} cannot be split by '{split}': it offers {offered}.")


def worked_out(
    tables: Tables, framework: Framework, indicator: Indicator, grains: Iterable[str], lens: str, split: str | None
) -> list[Series]:
    """The series by each grain: of the whole, or one for each part of a split, the largest first."""
    return worked_out_with_splits(tables, framework, indicator, grains, lens, (split,))


def worked_out_with_splits(
    tables: Tables, framework: Framework, indicator: Indicator, grains: Iterable[str], lens: str, splits: Splits
) -> list[Series]:
    """The same for several splits (None: the whole), split by split: the rows are counted once for all of them."""
    grains, covered = tuple(grains), months_come(tables, framework, indicator)
    if indicator.local and not _lens_met(tables, indicator, lens):
        return [_waiting(indicator, grain, lens, covered) for split in splits for grain in grains if not split]
    if not needs_met(tables, indicator):
        by_split = {split: _by_hand(tables, indicator, lens, split) for split in splits}
        found = {split: _roll_up(indicator, rows, set(), grains, lens, split) for split, rows in by_split.items()}
    elif indicator.basis == "distinct":
        found = _distinct(tables, indicator, grains, lens, splits, covered)
    else:
        found = {}
        for split, rows in _counted(tables, indicator, lens, splits).items():
            # a file wins over what somebody said
            filed = covered | {row.month for row in rows if not row.yearly}
            rows += [row for row in _by_hand(tables, indicator, lens, split) if row.month not in filed]
            found[split] = _roll_up(indicator, rows, covered, grains, lens, split)
    return [series for split in splits for series in found[split] or _empty(indicator, grains, lens, split)]


def _counted(tables: Tables, indicator: Indicator, lens: str, splits: Splits) -> dict[str | None, list[Counted]]:
    """The rows by split, counted once for every meaning of local where it moves none of them."""
    if indicator.lens_moves_whole or tuple(splits) != (None,):
        return count_splits(tables, indicator, lens, splits)
    if indicator.sql not in tables.wholes:
        tables.wholes[indicator.sql] = count_splits(tables, indicator, DEFAULT_LENS, splits)[None]
    return {None: list(tables.wholes[indicator.sql])}


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
    tables: Tables, indicator: Indicator, grains: Iterable[str], lens: str, splits: Splits,
    covered: set[date],
) -> dict[str | None, list[Series]]:
    """Counted anew from the rows for each period: the same person in two months is one person in the quarter."""
    found: dict[str | None, list[Series]] = {split: [] for split in splits}
    months = sorted(covered)
    for grain in grains if months else ():
        wanted = periods(grain, months[0], months[-1])
        made_from = spans(indicator, grain, wanted, months, {})
        for split, rows in count_splits(tables, indicator, lens, splits, wanted).items():
            by_part: dict[str, dict[date, Counted]] = {}
            for row in rows:
                by_part.setdefault(_part(row), {})[row.month] = row
            parts = {part: [of.get(period.start) for period in wanted] for part, of in by_part.items()}
            found[split] += in_order(indicator, grain, lens, split, parts, made_from)
    return found


def _roll_up(
    indicator: Indicator, rows: list[Counted], covered: set[date], grains: Iterable[str], lens: str, split: str | None
) -> list[Series]:
    monthly, yearly = _sorted_out(rows)
    months = {month for part in monthly.values() for month in part}
    come = sorted(month for month in covered | months if months and month >= min(months))
    years = sorted({year for part in yearly.values() for year in part})
    parts = {
        part: [*map(monthly.get(part, {}).get, come), *map(yearly.get(part, {}).get, years)]
        for part in {*monthly, *yearly}
    }
    nothing = _nothing(indicator, monthly, come) if indicator.basis == "flow-over-stock" else []
    found = []
    for grain in grains:
        if made_from := _spans(indicator, grain, come, years if grain == "year" else []):
            found += in_order(indicator, grain, lens, split, parts, made_from, nothing)
    return found


def _nothing(
    indicator: Indicator, monthly: dict[str, dict[date, Counted]], come: list[date]
) -> list[Counted | None]:
    """For each month that any part tells, the row of a part that does not: of a stock that is not there in a month
    there was nothing then, so that the parts' means make the whole's. Where a part has no figure, none has."""
    found: list[Counted | None] = []
    for month in come:
        told = [of[month] for of in monthly.values() if month in of]
        top, whole = (None if any(getattr(one, name) is None for one in told) else 0
                      for name in ("numerator", "denominator"))  # fmt: skip
        none = tuple(0 for _ in indicator.reasons)
        found.append(Counted("", month, top, whole, 0, 0, False, False, none) if told else None)
    return found


def _spans(indicator: Indicator, grain: str, come: list[date], years: list[int]) -> list[Span]:
    """The periods, each with the months that came or, where twelve months of bills did not, with the yearly return."""
    ends = [*come, *(date(year, 4, 1) for year in years)]
    if not ends:
        return []
    wanted, there = periods(grain, min(ends), max(ends)), set(come)
    answered = {
        period.label: len(come) + years.index(period.start.year) for period in wanted
        if period.start.year in years and sum(month in there for month in period.months) < len(period.months)
    }
    return spans(indicator, grain, wanted, come, answered)


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

"""Months of which both a file and somebody tell a figure, and the two differ: the file counts, and both are shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from metrics import wording
from metrics.definitions import Framework, Indicator
from metrics.lenses import DEFAULT_LENS

SAME = 1e-6
DIFFERING = """
-- one row for each indicator and month that was typed and that a file gives otherwise
with filed as (
    select indicator, start as month, numerator::double as numerator, denominator::double as denominator
    from results
    where grain = 'month' and lens = $lens and split is null and not typed and numerator is not null
)
select typed.indicator, typed.month, typed.numerator, typed.denominator, filed.numerator, filed.denominator
from typed
join filed using (indicator, month)
where abs(typed.numerator - filed.numerator) > $same
    or abs(coalesce(typed.denominator, 0) - coalesce(filed.denominator, 0)) > $same
order by typed.indicator, typed.month desc
"""


@dataclass(frozen=True)
class ToldTwice:
    """One month of an indicator: what was typed, and what the file says; each out of something or of nothing."""

    indicator: str
    month: date
    typed: tuple[float, float | None]
    filed: tuple[float, float | None]

    def sentence(self, indicator: Indicator) -> str:
        """In words, for the indicator's own page."""
        typed, filed = (_figure(indicator, *one) for one in (self.typed, self.filed))
        return f"{wording.month(self.month)}: typed {typed}, the file says {filed}. The file counts."


def told_twice(warehouse: Any) -> tuple[ToldTwice, ...]:
    """Every such month, by indicator and the newest first; none where nothing was typed."""
    if warehouse is None:
        return ()
    cursor = warehouse.cursor()
    try:
        if not cursor.execute("select 1 from duckdb_tables() where table_name = 'typed'").fetchone():
            return ()
        rows = cursor.execute(DIFFERING, {"lens": DEFAULT_LENS, "same": SAME}).fetchall()
    finally:
        cursor.close()
    return tuple(ToldTwice(row[0], row[1], row[2:4], row[4:6]) for row in rows)


def new_ones(framework: Framework, before: tuple[ToldTwice, ...], after: tuple[ToldTwice, ...]) -> tuple[str, ...]:
    """What differs after a file and did not before it, a sentence each with the indicator's code."""
    known = {one.id: one for one in framework.indicators}
    new = [one for one in after if one not in before and one.indicator in known]
    return tuple(f"{known[one.indicator].code}, {one.sentence(known[one.indicator])}" for one in new)


def _figure(indicator: Indicator, top: float, whole: float | None) -> str:
    money = indicator.counts == "money"
    of = "" if whole is None else f" of {_number(whole, money)}"
    return f"{_number(top, money)}{of}"


def _number(value: float, money: bool) -> str:
    return f"£{value:,.2f}" if money else f"{value:,.6f}".rstrip("0").rstrip(".")

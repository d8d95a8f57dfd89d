"""Where the factors that an indicator uses took a step: what moves a line of carbon without anybody's doing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from metrics.counting import Tables
from metrics.definitions import Indicator

LEAST = 0.05  # of the factor before: smaller steps are lost among the months


@dataclass(frozen=True)
class Step:
    """The factors that changed for the months from `month` on; `short` has the largest, `changes` all of them."""

    month: date
    short: str
    changes: str

    @property
    def words(self) -> str:
        return f"Factors of {self.month.year}: {self.changes}"


def steps(warehouse: Any, indicator: Indicator) -> tuple[Step, ...]:
    """The steps of an indicator's factors from edition to edition, oldest first; none where it names no factors."""
    if not indicator.factors or warehouse is None:
        return ()
    con = warehouse.cursor()
    try:
        tables = Tables(con)
        rows = con.execute(_STEPS.format(prefix=tables.prefix), [list(indicator.factors), LEAST]).fetchall()
    finally:
        con.close()
    years: dict[int, list[tuple[str, float]]] = {}
    for year, item, change in rows:
        years.setdefault(year, []).append((item, change))
    return tuple(_step(year, found) for year, found in years.items())


_STEPS = """
with editions as (
    select
        item, year, cast(factor as double) as factor,
        lag(cast(factor as double)) over (partition by item order by year) as before
    from {prefix}.emission_factors
    where item in (select unnest(?))
)
select year, item, factor / before - 1 as change
from editions
where abs(factor / before - 1) >= ?
order by year, abs(change) desc, item
"""


def _step(year: int, found: list[tuple[str, float]]) -> Step:
    told = [f"{item_words(item)} {percent(change)}" for item, change in found]
    return Step(date(year, 4, 1), f"Factor {percent(found[0][1])}", ", ".join(told))


def item_words(item: str) -> str:
    """A factor's name as people say it."""
    return item.removesuffix("_km").removesuffix("_miles").replace("_", " ")


def percent(change: float) -> str:
    """A change with its sign: +72%, −14.5%."""
    size = f"{abs(change) * 100:,.0f}" if abs(change) >= 0.2 else f"{abs(change) * 100:.1f}".removesuffix(".0")
    return f"{'+' if change > 0 else '−'}{size}%"

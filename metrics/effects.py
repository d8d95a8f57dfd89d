"""What a load changed: the figures of every indicator before and after, and those that differ."""

from __future__ import annotations

from decimal import Decimal
from typing import TypedDict

from metrics.definitions import Framework
from metrics.lenses import DEFAULT_LENS
from metrics.warehouse import Warehouse

PENCE = Decimal("0.01")
Figure = float | Decimal | None
Figures = dict[tuple[str, str], Figure]


class Change(TypedDict):
    """One figure that moved. A share is a fraction; money is a Decimal; None is no figure."""

    id: str
    period: str
    before: Figure
    after: Figure


def figures(warehouse: Warehouse | None, framework: Framework) -> Figures:
    """(indicator, period) -> its figure by month, or by year for what comes once a year, under the default lens."""
    if warehouse is None:
        return {}
    money = {one.id for one in framework.indicators if one.counts == "money" and one.kind in ("total", "count")}
    # what the dashboard says of itself moves with every file and is no effect of this one
    grains = {one.id: one.grain for one in framework.indicators if not one.is_own}
    cursor = warehouse.cursor()
    try:
        rows = cursor.execute(
            "select indicator, period, grain, numerator, value from results "
            "where lens = ? and split is null and grain in ('month', 'year')",
            [DEFAULT_LENS],
        ).fetchall()
    finally:
        cursor.close()
    return {
        (indicator, period): numerator.quantize(PENCE) if indicator in money and value is not None else value
        for indicator, period, grain, numerator, value in rows
        if grain == grains.get(indicator)
    }


def changes(framework: Framework, before: Figures, after: Figures) -> tuple[Change, ...]:
    """The figures that differ, in the catalogue's order and by period."""
    order = {one.id: number for number, one in enumerate(framework.indicators)}
    moved = [key for key in {**before, **after} if before.get(key) != after.get(key) and key[0] in order]
    moved.sort(key=lambda key: (order[key[0]], key[1]))
    return tuple(Change(id=key[0], period=key[1], before=before.get(key), after=after.get(key)) for key in moved)

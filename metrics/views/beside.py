"""A figure beside the one of a year before: the month, and the financial year so far against the same stretch."""

from __future__ import annotations

from datetime import date

from metrics import results, wording
from metrics.definitions import Indicator
from metrics.views.context import Context
from metrics.views.figures import value_text

NOT_IN = "not in"


Told = tuple[str, str]


def beside_last_year(context: Context, indicator: Indicator, month: date | None, lens: str) -> tuple[Told, ...]:
    """(period, value) for a month, its year before, the year to date and the same months of the year before.

    A stock has no year to date: its last month stands. Nothing where a year before has no figure at all.
    """
    if month is None or context.warehouse is None or indicator.grain == "year":
        return ()
    found: list[Told] = []
    for grain in ("month",) if indicator.basis == "stock" or month.month == 4 else ("month", "ytd"):
        pair = [_told(context, indicator, grain, lens, day) for day in (month, month.replace(year=month.year - 1))]
        found += pair if pair[1][1] != NOT_IN else []
    return tuple(found)


def _told(context: Context, indicator: Indicator, grain: str, lens: str, month: date) -> Told:
    series = results.series(context.warehouse, context.framework, indicator.id, grain, lens)
    point = next((one for one in (series[0].points if series else ()) if one.start == month), None)
    words = wording.period(f"{month:%Y-%m}", grain)
    if point is None or point.value is None:
        return words, NOT_IN
    value = wording.with_unit(value_text(indicator, point.value), indicator.unit)
    return words, f"{value}, not all months in" if point.status == "partial" else value

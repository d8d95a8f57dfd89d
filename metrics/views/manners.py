"""What may be judged by which grain: numbers too small to tell chance from change in a month are judged by quarter, or
not at all, and the page says why.

Shares of fewer than 20 a month (the number below which no percentage is published either) swing by chance alone; so do
counts under five a month, for which a chart of single values is not made (see `DECISIONS.md`).
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean

from metrics.definitions import Indicator
from metrics.results import Point

SMALL = 20
SPARSE = 5
POOLED = "Fewer than 20 a month on average: a month says little, so quarters are judged."
RARE = "Fewer than five a month on average: too few for a usual range, so it is not judged."


def is_small(indicator: Indicator, months: Sequence[Point]) -> bool:
    """Whether a monthly share has so few in its denominator that its quarters are judged in place of its months."""
    if indicator.kind != "share" or indicator.basis != "flow" or indicator.counts == "money" or indicator.seasonal:
        return False
    bases = [float(point.denominator) for point in months if point.denominator is not None]
    return bool(bases) and fmean(bases) < SMALL


def is_sparse(indicator: Indicator, months: Sequence[Point]) -> bool:
    """Whether a monthly count of people or things is so low that none of its months is judged."""
    if indicator.kind != "count" or indicator.basis != "flow" or indicator.counts == "money":
        return False
    counted = [float(point.value) for point in months if point.value is not None]
    return bool(counted) and fmean(counted) < SPARSE


def said(indicator: Indicator, grain: str, points: Sequence[Point]) -> str:
    """Why the months of a figure are not judged; "" where they are, or where it is not shown by month."""
    if grain != "month":
        return ""
    return POOLED if is_small(indicator, points) else RARE if is_sparse(indicator, points) else ""

"""Whether parts make a whole: what the tests of invariants ask, of the example's files and of generated rows alike."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping

from metrics.periods import periods
from metrics.rollup import Point, Series

NUMBERS = ("numerator", "denominator", "unknown", "left_out")
# two rings at once, or what moved between two years: a wider ring may hold less
NOT_NESTED = ("P1c", "P1c2", "P1e")
Parts = Mapping[str, list[Point]]


def parts_of(found: Iterable[Series]) -> Parts:
    """Period -> the points of all parts."""
    parts = defaultdict(list)
    for one in found:
        for point in one.points:
            parts[point.period].append(point)
    return parts


def differences(indicator, points: Mapping[str, Point], parts: Parts) -> list[str]:
    """Where the parts do not make the whole; of different people, each part at most the whole, and all at least it."""
    found = []
    for period, point in points.items():
        if point.typed or point.numerator is None:  # nobody says of what parts a figure by hand is made
            continue
        for name in NUMBERS:
            if indicator.kind == "average" and indicator.basis == "distinct" and name != "unknown":
                continue  # medians do not add up
            whole = getattr(point, name)
            told = [value for part in parts[period] if (value := getattr(part, name)) is not None]
            if not _agree(indicator, name, whole, told):
                found.append(f"{indicator.code} {period} {name}: {whole} is not {told}")
    return found


def _agree(indicator, name, whole, told) -> bool:
    if whole is None:
        return not told
    if indicator.basis == "distinct" and indicator.kind == "count":
        return max(told, default=0) <= whole <= sum(told) if name == "numerator" else True
    return math.isclose(float(sum(told)), float(whole), abs_tol=1e-5)


def added_up(point: Point, months: Mapping[str, Point], grain: str) -> bool:
    """Whether a longer period's numbers are those of its months together."""
    [period] = periods(grain, point.start, point.start)
    of = [months[label] for month in period.months if (label := f"{month:%Y-%m}") in months]
    for name in NUMBERS:
        told = [value for one in of if (value := getattr(one, name)) is not None]
        wanted = getattr(point, name)
        if wanted is not None and not math.isclose(float(sum(told)), float(wanted), abs_tol=1e-5):
            return False
    return True

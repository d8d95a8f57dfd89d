"""Whether parts make a whole: what the tests of invariants ask, of the example's files and of generated rows alike."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping

from metrics.counting import Tables
from metrics.definitions import Framework
from metrics.lenses import RINGS
from metrics.periods import periods
from metrics.rollup import Point, Series, worked_out

NUMBERS = ("numerator", "denominator", "unknown", "left_out")
# two rings at once, or what moved between two years: a wider ring may hold less
NOT_NESTED = ("P1c", "P1c2", "P1e")
GRAINS = ("month", "quarter", "year")
Parts = Mapping[str, list[Point]]
Whole = Mapping[tuple[str, str, str], Mapping[str, Point]]  # (indicator, grain, ring) -> its points by period


def whole_of(tables: Tables, framework: Framework) -> Whole:
    """All figures of a warehouse without a split, worked out anew."""
    return {(one.id, found.grain, ring): {point.period: point for point in found.points}
            for one in framework.indicators for ring in (RINGS if one.local else RINGS[:1])
            for found in worked_out(tables, framework, one, GRAINS, ring, None)}


def split_faults(tables: Tables, framework: Framework, whole: Whole) -> list[str]:
    """Where the parts of a split do not make the whole."""
    faults = []
    for one in framework.indicators:
        for by in one.by:
            found = worked_out(tables, framework, one, GRAINS, RINGS[0], by)
            for grain in GRAINS:
                parts = parts_of([part for part in found if part.grain == grain])
                faults += [f"{said} by {by}" for said in
                           differences(one, whole.get((one.id, grain, RINGS[0]), {}), parts)]
    return faults


def flow_faults(framework: Framework, whole: Whole) -> list[str]:
    """Where a quarter or a year of a flow is not the sum of its months; a year that a return answers has none."""
    faults = []
    for one in (one for one in framework.indicators if one.basis == "flow"):
        for ring in RINGS if one.local else RINGS[:1]:
            months = whole.get((one.id, "month", ring), {})
            for grain in ("quarter", "year") if "sites" not in one.source else ("quarter",):
                longer = whole.get((one.id, grain, ring), {}).values() if months else ()
                faults += [f"{one.code} {p.period} {ring}" for p in longer
                           if p.numerator is not None and not added_up(p, months, grain)]
    return faults


def nesting_faults(framework: Framework, whole: Whole, but: Iterable[str] = ()) -> list[str]:
    """Where a wider ring holds less than the ring within it."""
    faults = []
    for one in framework.indicators:
        if not one.local or one.code in (*NOT_NESTED, *but):
            continue
        for period, inner in whole[one.id, "month", RINGS[0]].items():
            told = [inner.numerator, *(whole[one.id, "month", ring][period].numerator for ring in RINGS[1:])]
            if None in told:
                faults += [f"{one.code} {period}: {told}"] if any(much is not None for much in told) else []
            elif told != sorted(told):
                faults.append(f"{one.code} {period}: {told}")
    return faults


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

"""A series judged: which points are more than chance, by which rule, and whether the usual range reaches the target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Protocol

from metrics.spc import Spc, xmr

NEEDED = 12  # points before icons are shown
SEASONS = 24  # months before a seasonal figure can be judged: a year, and twelve to compare with it
FIXED_AFTER = 24  # points of a segment from which its limits are worked out, then held
DIRECTION = {"up": "increase", "down": "decrease"}
KINDS = {"special_cause_improvement": "better", "special_cause_concern": "worse", "common_cause": "usual"}


class Valued(Protocol):
    """A point with its first day and its value, as results.Point has them."""

    start: date
    value: float | None


@dataclass(frozen=True)
class Judged:
    """kinds: better|worse|usual|shift|few, one a point. rule: outside|run|trend|near|"". run: periods it has lasted.

    differences: of a seasonal figure, each point less the one of the same month a year before (None where that one is
    missing); `spc` is then about the differences there are. Empty where a month is judged as it is.
    """

    kinds: tuple[str, ...]
    verdict: str
    direction: str = ""
    rule: str = ""
    run: int = 0
    assurance: str | None = None
    spc: Spc | None = None
    differences: tuple[float | None, ...] = ()

    @property
    def seasonal(self) -> bool:
        return bool(self.differences)


def judge(
    points: Sequence[Valued],
    better: str,
    *,
    grain: str = "month",
    judged: str = "month",
    target: float | None = None,
    rebase: Sequence[date] = (),
    seasonal: bool = False,
    screened: bool = False,
) -> Judged:
    """Judges points that all have a value. Only months have a usual range, or the quarters of what is too small by
    month (`judged` says which grain); under twelve points nothing is judged.

    Of a seasonal figure the differences from the same month a year before are judged in place of the values.
    """
    if grain != judged:
        return Judged(("none",) * len(points), "none")
    if seasonal:
        return _judge_differences(points, better, rebase, screened)
    if len(points) < NEEDED:
        return Judged(("few",) * len(points), "few")
    values = [float(point.value) for point in points if point.value is not None]
    return _read(_limits([point.start for point in points], values, better, rebase, screened, target))


def _limits(
    dates: list[date], values: list[float], better: str, rebase: Sequence[date], screened: bool,
    target: float | None = None,
) -> Spc:
    return xmr(
        dates,
        values,
        target=target,
        better=DIRECTION.get(better, "neutral"),
        rebase=[first for month in rebase if (first := first_on_or_after(dates, month))],
        screen_outliers=screened,
        fix_after=FIXED_AFTER,
    )


def differences(points: Sequence[Valued]) -> tuple[float | None, ...]:
    """Each value less the value of the same month a year before; None where there is none."""
    held = {point.start: float(point.value) for point in points}
    before = [held.get(point.start.replace(year=point.start.year - 1)) for point in points]
    return tuple(None if b is None else float(p.value) - b for p, b in zip(points, before, strict=True))


def _judge_differences(points: Sequence[Valued], better: str, rebase: Sequence[date], screened: bool) -> Judged:
    """Like with like. A point without a year before is not judged; a target says nothing about differences."""
    found = differences(points)
    places = [i for i, difference in enumerate(found) if difference is not None]
    few = Judged(("few",) * len(points), "few", differences=found)
    if len(places) < NEEDED:
        return few
    judged = _read(_limits([points[i].start for i in places], [found[i] for i in places], better, rebase, screened))
    kinds = list(few.kinds)
    for i, kind in zip(places, judged.kinds, strict=True):
        kinds[i] = _agreed(kind, found[i], better)
    if found[-1] is None:
        return replace(few, kinds=tuple(kinds))
    verdict = judged.verdict if judged.verdict == "few" else kinds[-1]
    return replace(judged, kinds=tuple(kinds), verdict=verdict, assurance=None, differences=found)


def _agreed(kind: str, difference: float, better: str) -> str:
    """What fell against last year, but by less than it used to, has changed; it did not get worse."""
    rose = difference if better == "up" else -difference
    against = (kind == "better" and rose < 0) or (kind == "worse" and rose > 0)
    return "shift" if against else kind


def first_on_or_after(dates: Sequence[date], month: date) -> date | None:
    """New limits begin at the first point there is on or after their month: the month itself may be missing."""
    return next((day for day in dates if day >= month), None)


def _read(spc: Spc) -> Judged:
    kinds = tuple(KINDS.get(kind, "shift") for kind in spc.point_type)
    cause = spc.special_cause_type[-1]
    segment = [i for i, number in enumerate(spc.segment) if number == spc.segment[-1]]
    # a segment that a person began lately has no range of its own yet
    if len(segment) < NEEDED:
        few = tuple("few" if i >= segment[0] else kind for i, kind in enumerate(kinds))
        return Judged(few, "few", spc=spc)
    direction = "" if kinds[-1] == "usual" else _side(cause)
    rule, run = _rule(spc, cause, segment)
    assurance = spc.assurance if spc.assurance in ("P", "?", "F") else None
    return Judged(kinds, kinds[-1], direction, rule, run, assurance, spc)


def _side(cause: str) -> str:
    return "H" if cause in ("Above UCL", "7 Points Above CL", "2 in 3 Above CL", "7 Point Trend (Increasing)") else "L"


def _rule(spc: Spc, cause: str, segment: list[int]) -> tuple[str, int]:
    """The rule by which the last point is more than chance, and for how many periods that has gone on."""
    if cause in ("Above UCL", "Below LCL"):
        return "outside", 1
    if cause.startswith("2 in 3"):
        return "near", 3
    if cause.startswith("7 Points"):
        return "run", _length([spc.relative_to_mean[i] for i in segment])
    if cause.startswith("7 Point Trend"):
        values = [spc.values[i] for i in segment]
        steps = [(b > a) - (b < a) for a, b in pairwise(values)]
        return "trend", _length(steps)
    return "", 0


def _length(signs: list[int]) -> int:
    """How many at the end are alike."""
    same = 0
    for sign in reversed(signs):
        if sign != signs[-1]:
            break
        same += 1
    return same


def lately(points: Sequence[Valued], judged: Judged, target: float | None, better: str) -> int:
    """How many of the newest points are more than chance, of one kind, and all on the same side of the target."""
    if target is None or better not in DIRECTION or judged.verdict not in ("better", "worse"):
        return 0
    met = [point.value >= target if better == "up" else point.value <= target for point in points]
    same = 0
    for kind, meets in zip(reversed(judged.kinds), reversed(met), strict=True):
        if kind != judged.verdict or meets != met[-1]:
            break
        same += 1
    return same


def held_before(judged: Judged, newest: int) -> bool:
    """Whether the limits were worked out before the `newest` points and are held since."""
    if judged.spc is None or not newest:
        return False
    return judged.spc.segment.count(judged.spc.segment[-1]) - newest >= FIXED_AFTER

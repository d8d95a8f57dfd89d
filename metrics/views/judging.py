"""A series judged: which points are more than chance, by which rule, and whether the usual range reaches the target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Protocol

from metrics.spc import Spc, xmr

NEEDED = 12  # points before icons are shown
FIXED_AFTER = 24  # points of a segment from which its limits are worked out, then held
DIRECTION = {"up": "increase", "down": "decrease"}
KINDS = {"special_cause_improvement": "better", "special_cause_concern": "worse", "common_cause": "usual"}


class Valued(Protocol):
    """A point with its first day and its value, as results.Point has them."""

    start: date
    value: float | None


@dataclass(frozen=True)
class Judged:
    """kinds: better|worse|usual|shift|few, one a point. rule: outside|run|trend|near|"". run: periods it has lasted."""

    kinds: tuple[str, ...]
    verdict: str
    direction: str = ""
    rule: str = ""
    run: int = 0
    assurance: str | None = None
    spc: Spc | None = None


def judge(
    points: Sequence[Valued],
    better: str,
    *,
    grain: str = "month",
    target: float | None = None,
    rebase: Sequence[date] = (),
) -> Judged:
    """Judges points that all have a value. Only months have a usual range; under twelve points nothing is judged."""
    if grain != "month":
        return Judged(("none",) * len(points), "none")
    if len(points) < NEEDED:
        return Judged(("few",) * len(points), "few")
    dates = [point.start for point in points]
    spc = xmr(
        dates,
        [float(point.value) for point in points if point.value is not None],
        target=target,
        better=DIRECTION.get(better, "neutral"),
        rebase=[first for month in rebase if (first := first_on_or_after(dates, month))],
        screen_outliers=False,
        fix_after=FIXED_AFTER,
    )
    return _read(spc)


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

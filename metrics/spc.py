"""XmR charts by the "Making Data Count" rules, equal to NHSRplotthedots 0.2.2 of the NHS-R Community.

Source: https://github.com/nhs-r-community/NHSRplotthedots, its rules restated in our own words. Where that package
stops with an error because of a missing value among rising or falling ones, there is no trend here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

RULE_SET = "XmR by Making Data Count's four rules, as in NHSRplotthedots 0.2.2"
LIMIT = 2.66  # the package's constant; 3/1.128 would be 2.6596
NEAR = 2 * (LIMIT / 3)
SCREEN = 3.267  # moving ranges at or over this many times their mean are left out, once
RUN = 7
FEWEST_FIXED = 12
SHORT = 13

COMMON = "Common Cause"
HIGH = ("Above UCL", "7 Point Trend (Increasing)", "2 in 3 Above CL", "7 Points Above CL")
LOW = ("Below LCL", "7 Point Trend (Decreasing)", "2 in 3 Below CL", "7 Points Below CL")
POINT_TYPES = {
    "increase": ("special_cause_improvement", "special_cause_concern"),
    "decrease": ("special_cause_concern", "special_cause_improvement"),
    "neutral": ("special_cause_neutral_high", "special_cause_neutral_low"),
}
ASSURANCE_TYPES = {"P": "consistent_pass", "?": "inconsistent", "F": "consistent_fail", None: None}


@dataclass(frozen=True)
class Spc:
    """One entry a point in every tuple, in date order; None is missing or undefined. Limits are in the values' unit."""

    dates: tuple[date, ...]
    values: tuple[float | None, ...]
    mean: tuple[float | None, ...]
    lcl: tuple[float | None, ...]
    ucl: tuple[float | None, ...]
    outside_limits: tuple[bool | None, ...]
    close_to_limits: tuple[bool | None, ...]
    relative_to_mean: tuple[int | None, ...]
    special_cause: tuple[bool, ...]
    special_cause_type: tuple[str, ...]
    point_type: tuple[str, ...]
    segment: tuple[int, ...]
    short_group_warning: tuple[bool, ...]
    variation_icon: str
    assurance: str | None


@dataclass(frozen=True)
class _Limits:
    """A segment's lines; None where there is too little to work them out from."""

    mean: float | None
    amr: float | None

    def line(self, times: float) -> float | None:
        """The line that many mean moving ranges from the centre."""
        return None if self.mean is None or self.amr is None else self.mean + times * self.amr


def xmr(
    dates: Sequence[date],
    values: Sequence[float | None],
    *,
    target: float | None = None,
    better: str = "increase",
    rebase: Sequence[date] = (),
    screen_outliers: bool = True,
    fix_after: int | None = None,
) -> Spc:
    """An XmR chart of a series. `better` is increase, decrease or neutral; a segment begins at each rebase date.

    Raises ValueError, with a sentence, for no points, dates that occur twice, an unknown direction, or limits fixed
    after fewer than 12 points.
    """
    _refuse(dates, values, better, fix_after)
    order = sorted(range(len(dates)), key=lambda index: dates[index])
    days, figures = [dates[index] for index in order], [_known(values[index]) for index in order]
    segments = _segments(days, set(rebase))
    parts = [_part([figures[index] for index in part], screen_outliers, fix_after) for part in _groups(segments)]
    columns = {key: tuple(entry for part in parts for entry in part[key]) for key in parts[0]}
    causes = columns["special_cause_type"]
    points = tuple(_point_type(cause, better) for cause in causes)
    return Spc(
        dates=tuple(days),
        values=tuple(figures),
        segment=tuple(segments),
        special_cause=tuple(cause != COMMON for cause in causes),
        point_type=points,
        variation_icon=_icon(points[-1], causes[-1]),
        assurance=_assurance(target, better, columns["lcl"][-1], columns["ucl"][-1]),
        **columns,
    )


def _known(value: float | None) -> float | None:
    """NaN is how some tables say missing."""
    return None if value is None or value != value else value


def _refuse(dates: Sequence, values: Sequence, better: str, fix_after: int | None) -> None:
    if not dates:
        raise ValueError("There are no points.")
    if len(dates) != len(values):
        raise ValueError(f"There are {len(dates)} dates and {len(values)} values; give one value a date.")
    if len(set(dates)) < len(dates):
        raise ValueError("A date occurs twice; give each date once.")
    if better not in POINT_TYPES:
        raise ValueError(f"The direction is '{better}'; it can be increase, decrease or neutral.")
    if fix_after is not None and fix_after < FEWEST_FIXED:
        raise ValueError(f"Limits cannot be fixed after {fix_after} points; 12 is the fewest.")


def _segments(days: list[date], rebase: set[date]) -> list[int]:
    """The segment of each day: a day that is exactly a rebase date begins the next one."""
    number, found = 0, []
    for day in days:
        number += day in rebase
        found.append(number)
    return found


def _groups(segments: list[int]) -> Iterator[list[int]]:
    for number in sorted(set(segments)):
        yield [index for index, segment in enumerate(segments) if segment == number]


def _mean(values: Sequence[float]) -> float | None:
    """Correctly rounded, as R's is: a plain sum drifts, and a constant series then lies on one side of its mean."""
    if not values:
        return None
    ratios = [float(value).as_integer_ratio() for value in values]
    scale = max(below for _, below in ratios)  # every float is a whole number over a power of two
    return sum(above * (scale // below) for above, below in ratios) / (scale * len(values))


def _limits(values: Sequence[float | None], screen_outliers: bool) -> _Limits:
    ranges = [abs(b - a) for a, b in pairwise(values) if a is not None and b is not None]
    amr = _mean(ranges)
    if screen_outliers and amr is not None:
        amr = _mean([moved for moved in ranges if moved < SCREEN * amr])
    return _Limits(_mean([value for value in values if value is not None]), amr)


def _part(values: list[float | None], screen_outliers: bool, fix_after: int | None) -> dict[str, list]:
    """Everything that is worked out within one segment."""
    limits = _limits(values[:fix_after], screen_outliers)
    lower, upper = limits.line(-LIMIT), limits.line(LIMIT)
    sides = [_side(value, limits.mean) for value in values]
    outside = [_beyond(value, lower, upper) for value in values]
    beyond_near = [_beyond(value, limits.line(-NEAR), limits.line(NEAR)) for value in values]
    near = [None if out is None else bool(close) and not out for out, close in zip(outside, beyond_near, strict=True)]
    size = len(values)
    return {
        "mean": [limits.mean] * size,
        "lcl": [lower] * size,
        "ucl": [upper] * size,
        "outside_limits": outside,
        "close_to_limits": near,
        "relative_to_mean": sides,
        "special_cause_type": _causes(values, sides, outside, near),
        "short_group_warning": [size < SHORT] * size,
    }


def _side(value: float | None, mean: float | None) -> int | None:
    return None if value is None or mean is None else (value > mean) - (value < mean)


def _beyond(value: float | None, lower: float | None, upper: float | None) -> bool | None:
    """Strictly: a point on the line is not beyond it."""
    return None if value is None or lower is None or upper is None else value < lower or value > upper


def _causes(values: list, sides: list, outside: list, near: list) -> list[str]:
    """One label a point; the first rule that holds gives it."""
    steps = [None if a is None or b is None else (b > a) - (b < a) for a, b in pairwise(values)]
    trend = _trend(steps, len(values))
    pairs, shift = _two_in_three(sides, near), _shift(sides)
    causes = []
    for index, side in enumerate(sides):
        above = side == 1
        if outside[index]:
            causes.append("Above UCL" if above else "Below LCL")
        elif trend[index]:
            causes.append(f"7 Point Trend ({_direction(index, steps, trend)})")
        elif pairs[index]:
            causes.append(f"2 in 3 {'Above' if above else 'Below'} CL")
        elif shift[index]:
            causes.append(f"7 Points {'Above' if above else 'Below'} CL")
        else:
            causes.append(COMMON)
    return causes


def _shift(sides: list) -> list[bool]:
    """Seven in a row on one side of the mean; a point on the mean, or a missing one, breaks the row."""
    flagged = [False] * len(sides)
    for first in range(len(sides) - RUN + 1):
        window = sides[first : first + RUN]
        if window[0] and all(side == window[0] for side in window):
            flagged[first : first + RUN] = [True] * RUN
    return flagged


def _trend(steps: list, size: int) -> list[bool]:
    """Seven in a row that all rise or all fall: six steps; an equal pair, or a missing point, breaks them."""
    flagged = [False] * size
    for first in range(size - RUN + 1):
        window = steps[first : first + RUN - 1]
        if window[0] and all(step == window[0] for step in window):
            flagged[first : first + RUN] = [True] * RUN
    return flagged


def _direction(index: int, steps: list, trend: list[bool]) -> str:
    """By the step to the next point while the trend goes on, else by the step to this one, as the package has it."""
    goes_on = index + 1 < len(trend) and trend[index + 1]
    step = steps[index] if goes_on else steps[index - 1]
    return "Increasing" if step == 1 else "Decreasing"


def _two_in_three(sides: list, near: list) -> list[bool]:
    """Of three in a row on one side of the mean at least two near the limit; only the near ones are flagged."""
    flagged = [False] * len(sides)
    for first in range(len(sides) - 2):
        window = range(first, first + 3)
        alike = sides[first] and all(sides[index] == sides[first] for index in window)
        if alike and sum(bool(near[index]) for index in window) >= 2:
            for index in window:
                flagged[index] = flagged[index] or bool(near[index])
    return flagged


def _point_type(cause: str, better: str) -> str:
    if cause == COMMON:
        return "common_cause"
    return POINT_TYPES[better][0 if cause in HIGH else 1]


def _icon(point_type: str, cause: str) -> str:
    """The variation icon: the last point's kind and the side it is on."""
    if point_type == "common_cause":
        return point_type
    kind = point_type.removeprefix("special_cause_").split("_")[0]
    return f"{kind}_{'high' if cause in HIGH else 'low'}"


def _assurance(target: float | None, better: str, lower: float | None, upper: float | None) -> str | None:
    """P, F or ?: whether the last limits lie wholly on one side of the target. On the line is not beyond it."""
    if target is None or better == "neutral":
        return None
    if lower is None or upper is None or lower <= target <= upper:
        return "?"
    return "F" if (target > upper) == (better == "increase") else "P"


def result(case: dict) -> dict:
    """A case ({"input": {...}} in the reference's shape) -> its result in the reference's shape, or {"error": ...}."""
    try:
        given = case["input"]
        texts = given["dates"]
        spc = xmr(
            [_moment(text) for text in texts],
            given["values"],
            target=given.get("target"),
            better=given.get("improvement_direction") or "increase",
            rebase=[_moment(text) for text in _listed(given.get("rebase_dates"))],
            **_options(given.get("options") or {}),
        )
    except (KeyError, TypeError, AttributeError) as fault:
        return {"error": f"The case lacks something or has it in another form: {fault}."}
    except (ValueError, OverflowError) as fault:
        return {"error": str(fault)}
    return _shaped(spc, sorted(texts, key=_moment))


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        raise ValueError(f"'{text}' is not a date; write it as 2026-03-31.") from None


def _listed(given: str | list[str] | None) -> list[str]:
    return [given] if isinstance(given, str) else given or []


def _options(given: dict) -> dict:
    """The reference's defaults where an option is missing: screen, and do not fix."""
    screen = given.get("screen_outliers")
    return {"screen_outliers": True if screen is None else screen, "fix_after": given.get("fix_after_n_points")}


def _shaped(spc: Spc, texts: list[str]) -> dict:
    columns = ("values", "segment", "mean", "lcl", "ucl", "outside_limits", "close_to_limits", "relative_to_mean",
               "special_cause", "special_cause_type", "point_type", "short_group_warning")  # fmt: skip
    return {"dates": texts} | {name: list(getattr(spc, name)) for name in columns} | {
        "warned": any(spc.short_group_warning),
        "variation_point_type": spc.point_type[-1],
        "variation_icon": spc.variation_icon,
        "assurance_type": ASSURANCE_TYPES[spc.assurance],
        "assurance": spc.assurance,
    }

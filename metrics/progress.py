"""How far along the way to a target: the value against where the line from the baseline says it should be.

Source: the bands of the UN's and Eurostat's progress methods as Open SDG publishes them (0.95, 0.60, 0).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

Milestones = Sequence[tuple[date, float]]

ON_TRACK = 0.95
ACCELERATION_NEEDED = 0.60
LIMITED = 0.0


@dataclass(frozen=True)
class Progress:
    """ratio: R, 1 is exactly on the line, None when there is no way to go. band: on_track, acceleration_needed,
    limited or deterioration, None when the ratio is. expected: the line's value on the day, in the value's unit."""

    ratio: float | None
    band: str | None
    expected: float


def progress(
    value: float, baseline: float, target: float, baseline_date: date, target_date: date, on: date, better: str,
    milestones: Milestones = (),
) -> Progress:
    """R = (value - baseline) / (expected - baseline), expected on the straight line from baseline to target, or on the
    lines from milestone to milestone, each a day and the value that is aimed for on it.

    After the target's date the target itself is expected. `better` up or down says which way counts when the target
    asks only to hold what there was; otherwise the target's own side of the baseline is the good one.
    Raises ValueError when the target's date is not after the baseline's.
    """
    if target_date <= baseline_date:
        raise ValueError(f"The target's date, {target_date}, has to be after the baseline's, {baseline_date}.")
    expected = expected_on(on, way(baseline, target, baseline_date, target_date, milestones))
    if target == baseline and not milestones:
        return _held(value, baseline, better)
    if expected == baseline:
        return Progress(None, None, expected)
    ratio = (value - baseline) / (expected - baseline)
    return Progress(ratio, band_of(ratio), expected)


def way(baseline: float, target: float, baseline_date: date, target_date: date, milestones: Milestones) -> Milestones:
    """The days and values through which the line goes: baseline, the milestones between, target."""
    between = sorted(one for one in milestones if baseline_date < one[0] < target_date)
    return [(baseline_date, baseline), *between, (target_date, target)]


def expected_on(on: date, along: Milestones) -> float:
    """The line's value on a day; the first value before it begins, the last one after its end."""
    for (first, start), (last, end) in pairwise(along):
        if on <= last:
            share = max((on - first) / (last - first), 0.0)
            return start + (end - start) * share
    return along[-1][1]


def _held(value: float, baseline: float, better: str) -> Progress:
    """A target equal to the baseline is on track while the value is no worse, and has no ratio."""
    worse = {"up": value < baseline, "down": value > baseline}.get(better, value != baseline)
    return Progress(None, "deterioration" if worse else "on_track", baseline)


def band_of(ratio: float) -> str:
    """The band of a ratio; a bound belongs to the better band, but for rounding in the last places."""
    near = round(ratio, 12)
    if near >= ON_TRACK:
        return "on_track"
    if near >= ACCELERATION_NEEDED:
        return "acceleration_needed"
    return "limited" if near >= LIMITED else "deterioration"

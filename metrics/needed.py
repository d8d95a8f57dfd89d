"""What it would take: how much more a month reaches a target, and how often chance alone reaches it.

How often: the usual variation is taken as normal, with the sigma of an XmR chart (mean moving range / 1.128, Wheeler).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import NormalDist, fmean

RECENT = 12  # months that tell what a usual month is
SIGMAS = 3.0  # from the mean to a limit


@dataclass(frozen=True)
class Needed:
    """`more`: what a usual month lacks, in the numerator's unit for a share and in the value's own for the rest;
    negative where less is needed, 0 where a usual month is there. `of`: a usual month's denominator, of a share.
    `likely`: the part of all months, 0 to 1, that reach the target as things vary now; None without a usual range."""

    more: float
    of: float | None
    likely: float | None


def needed(
    kind: str,
    better: str,
    target: float,
    values: Sequence[float],
    counts: Sequence[tuple[float | Decimal | None, float | Decimal | None]],
    mean: float | None = None,
    upper: float | None = None,
) -> Needed | None:
    """From the newest months' values and (numerator, denominator) pairs; `mean` and `upper` are the centre line and
    the upper limit of the usual range. None where neither more nor less is better, or nothing is known."""
    if better not in ("up", "down") or not values:
        return None
    usual = mean if mean is not None else fmean(values[-RECENT:])
    likely = _likely(better, target, usual, upper) if mean is not None and upper is not None else None
    short = target - usual if better == "up" else usual - target
    sign = 1 if better == "up" else -1
    if short <= 0:
        return Needed(0.0, None, likely)
    bases = [float(of) for _, of in counts[-RECENT:] if of]
    if kind == "share" and bases:
        return Needed(sign * short * fmean(bases), fmean(bases), likely)
    return Needed(sign * short, None, likely)


def _likely(better: str, target: float, mean: float, upper: float) -> float:
    sigma = (upper - mean) / SIGMAS
    if sigma <= 0:
        meets = mean >= target if better == "up" else mean <= target
        return 1.0 if meets else 0.0
    below = NormalDist(mean, sigma).cdf(target)
    return 1 - below if better == "up" else below

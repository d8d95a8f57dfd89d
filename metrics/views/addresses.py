"""How far local spend moves when another of a supplier's addresses decides: the rule in force beside the two others."""

from __future__ import annotations

from metrics import results, wording
from metrics.results import Point
from metrics.views.context import Context

ABOUT = ("P1a", "P1a2", "P1a3", "P1b", "P1c", "P1c2")
RULE = "the paying site, which is the rule here (the postcode on the payment, else the supplier register's)"
OTHERS = (("P1a2", "the branch in the supplier register"), ("P1a3", "the registered office"))
BOTH = "both known"


def moved(context: Context, grain: str, period: str, lens: str) -> str:
    """Local spend of a period under each rule, in sentences; "" where P1a has no figure or is not in the catalogue.

    72.0% by the paying site, ...; 69.0% by the branch in the supplier register: 3.0 points lower.
    """
    if context.warehouse is None or not {"P1a", *dict(OTHERS)} <= {one.code for one in context.framework.indicators}:
        return ""
    ours = _point(context, "P1a", grain, period, lens)
    if ours is None or ours.value is None:
        return ""
    parts = [f"Local spend in {wording.period(period, grain)} is {_percent(ours)} by {RULE}"]
    lacking, covered = [], []
    for code, rule in OTHERS:
        other = _point(context, code, grain, period, lens)
        if other is None or other.value is None:
            lacking.append(rule)
            continue
        parts.append(f"{_percent(other)} by {rule}: {_distance(ours, other)}")
        covered.append(f"{_covered(context, code, grain, period, lens, other)} for {rule}")
    said = "; ".join(parts) + "."
    if covered:
        said += f" Both addresses are known of {wording.listed(covered)}; the rest goes by the one that is known."
    return said + "".join(f" Of no payment is {rule} known beside the paying site." for rule in lacking)


def _point(context: Context, code: str, grain: str, period: str, lens: str) -> Point | None:
    series = results.series(context.warehouse, context.framework, code, grain, lens)
    return next((point for one in series for point in one.points if point.period == period), None)


def _covered(context: Context, code: str, grain: str, period: str, lens: str, whole: Point) -> str:
    """The share of the spend of which both addresses are known."""
    series = results.series(context.warehouse, context.framework, code, grain, lens, "addresses")
    both = next((point for one in series if one.part == BOTH for point in one.points if point.period == period), None)
    known = float(both.denominator or 0) if both else 0.0
    return f"{wording.share(known, float(whole.denominator)) or '0%'} of the spend"


def _percent(point: Point) -> str:
    return f"{100 * point.value:.1f}%"


def _distance(ours: Point, other: Point) -> str:
    """Between the figures as they are shown, so that a reader who subtracts finds the same."""
    points = round(100 * other.value, 1) - round(100 * ours.value, 1)
    if abs(points) < 0.05:
        return "no difference"
    return f"{abs(points):.1f} points {'higher' if points > 0 else 'lower'}"

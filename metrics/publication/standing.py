"""What was published stands until enough has changed: a correction is a count of people too.

Whoever holds two publications and knows how many late records came in between would learn about those few: were a
month of nobody corrected to a hidden one, and two records late, then it is one or two people. So a month of people
stands as first published until a correction is of eight people or more for certain, and one whose count was hidden
stays hidden.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from metrics.disclosure import FEW_EITHER, GIVEN_AWAY, LARGEST, NEAREST, small
from metrics.publication import archive
from metrics.results import Point

if TYPE_CHECKING:
    from metrics.publication.figures import Figure

THERE = ("complete", "provisional", "partial", "hidden")
FAR = LARGEST + 1 + NEAREST // 2  # from a rounded count, which may be 2 off
DIVIDED = ("share", "rate")


def last(home: archive.Store) -> dict[str, dict]:
    """The indicators of the current publication by their id, as its data/all.json tells them; {} before the first."""
    folder = archive.current(home)
    if folder is None:
        return {}
    return {one["id"]: one for one in json.loads((folder / "data" / "all.json").read_text("utf-8"))["indicators"]}


def rows(before: Mapping[str, Mapping], id: str, how: str) -> dict[str, dict]:
    """The last publication's rows of an indicator by period; {} where it was counted in another way."""
    one = before.get(id)
    return {row["period"]: row for row in one["values"]} if one and one["how"] == how else {}


def settled(
    figures: tuple[Figure, ...], points: tuple[Point, ...], before: Mapping[str, Mapping], kind: str
) -> tuple[Figure, ...]:
    """`figures` as they may be shown after `before`, the last publication's rows by period. Averages are not held
    back: their sum is never told."""
    if kind == "average":
        return figures
    return tuple(
        _settled(one, point, before[one.period], kind) if one.period in before else one
        for one, point in zip(figures, points, strict=True)
    )


def _settled(one: Figure, point: Point, old: Mapping, kind: str) -> Figure:
    """One month beside what was last published of it."""
    if old["status"] not in THERE or one.status not in THERE:
        return one
    whole = None if point.denominator is None else float(point.denominator)
    if not _moved(float(point.numerator), whole, old, kind):
        status = "hidden" if old["status"] == "hidden" else point.status
        told = {name: old[name] for name in ("numerator", "denominator", "value")}
        return replace(one, **told, status=status, reason=old["reason"] or "")
    if old["numerator"] is None:
        # which side is small now would tell which side was
        reason = FEW_EITHER if one.reason and old["reason"] == FEW_EITHER else one.reason or GIVEN_AWAY
        return replace(one, numerator=None, value=None, status="hidden", reason=reason)
    return one


def _moved(counted: float, whole: float | None, old: Mapping, kind: str) -> bool:
    """Whether at least eight people have come or gone since, whatever the rounding hid."""
    top, bottom = old["numerator"], old["denominator"]
    if kind in DIVIDED and whole is not None:
        if bottom is None or abs(whole - bottom) >= FAR:
            return bottom is not None or whole >= LARGEST + FAR
        hides = small(counted) or (kind == "share" and small(whole - counted))
        return top is not None and abs(counted - top) >= FAR and not hides
    if top is None:
        return counted >= LARGEST + FAR
    return abs(counted - top) >= FAR and (not small(counted) or top >= 2 * FAR)

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

from metrics.disclosure import BESIDE, FEW_BEHIND, FEW_EITHER, GIVEN_AWAY, LARGEST, NEAREST, small
from metrics.publication import archive
from metrics.results import Point

if TYPE_CHECKING:
    from metrics.publication.figures import Figure

THERE = ("complete", "provisional", "partial", "hidden")
FAR = LARGEST + 1 + NEAREST // 2  # from a rounded count, which may be 2 off
ALL_HIDDEN = (BESIDE, FEW_BEHIND)  # what came since would tell by how many the reason no longer holds
DIVIDED = ("share", "rate")


def last(home: archive.Store) -> dict[str, dict]:
    """The indicators by their id, as people last saw them: each period and each table as the newest publication that
    was ever out told it, be it withdrawn since, for whoever kept it still has it. {} before the first."""
    seen: dict[str, dict] = {}
    for number in archive.seen(home):
        told = json.loads((archive.folder(home, number) / "data" / "all.json").read_text("utf-8"))
        for one in told["indicators"]:
            seen[one["id"]] = _over(seen.get(one["id"]), one)
    return seen


def _over(old: Mapping | None, new: Mapping) -> dict:
    """An indicator as the newer publication tells it, with what only the older one told."""
    if old is None:
        return dict(new)
    values = {row["period"]: row for row in (*old["values"], *new["values"])}
    tables = {(one["by"], one["period"]): one for one in (*old.get("splits", ()), *new.get("splits", ()))}
    return {**new, "values": list(values.values()), "splits": list(tables.values())}


def rows(before: Mapping[str, Mapping], id: str, how: str) -> dict[str, dict]:
    """The rows of an indicator as they were last seen, by period. Where it is counted in another way since, what was
    hidden may be told now; what was told stands, for the few who are counted anew would be told by the difference."""
    one = before.get(id)
    if not one:
        return {}
    return {row["period"]: row for row in one["values"] if one["how"] == how or row["status"] != "hidden"}


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
    if old["reason"] in ALL_HIDDEN or not _moved(float(point.numerator), whole, old, kind):
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

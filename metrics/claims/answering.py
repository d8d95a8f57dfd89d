"""Whether the figures support a claim: by the same rules as the charts, never by two points held against each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from metrics.claims import levels, saying
from metrics.claims.claim import Claim, Stretch
from metrics.definitions import Indicator
from metrics.ledger import Target
from metrics.periods import last_month
from metrics.results import Point
from metrics.sentences import Finding
from metrics.spc import HIGH, LOW
from metrics.views.judging import Judged

SUPPORTED, NOT, CANNOT = "supported", "not", "cannot"
GOOD_SIDE = {"up": "H", "down": "L"}
OTHER = {"H": "L", "L": "H"}


@dataclass(frozen=True)
class Evidence:
    """An indicator's figures, as its page judges them. `axis`: every period from the first on, gaps included;
    `judge` and `finding` give the verdict of some of its points, and what is said of it. `unjudged`: why none is."""

    indicator: Indicator
    grain: str
    axis: tuple[Point, ...]
    judge: Callable[[Sequence[Point]], Judged]
    finding: Callable[[Sequence[Point], Judged], Finding]
    target: Target | None = None
    progress: str = ""
    unjudged: str = ""

    def until(self, month: date) -> list[Point]:
        """The points that have a value, up to a month."""
        return [p for p in self.axis if p.value is not None and last_month(p.start, self.grain) <= month]

    def within(self, stretch: Stretch) -> list[Point]:
        """Every period that has a month of the stretch, gaps included."""
        return [
            p for p in self.axis
            if last_month(p.start, self.grain) >= stretch.first and p.start <= stretch.last
        ]


@dataclass(frozen=True)
class Answer:
    """verdict: supported|not|cannot; `reason` in sentences. `instead`: what the figures do support."""

    verdict: str
    reason: str
    instead: str = ""


def answer(claim: Claim, evidence: Evidence, now: date) -> Answer:
    """The claim judged. `now`: the newest whole month."""
    stopped = stops(claim)
    if claim.cause:
        return _caused(claim, evidence, now)
    if stopped:
        return Answer(CANNOT, stopped)
    points = [point for point in evidence.axis if point.value is not None]
    if not points:
        return Answer(CANNOT, saying.no_figures(evidence.indicator))
    span = claim.stretch or Stretch(evidence.axis[0].start, last_month(points[-1].start, evidence.grain))
    gap = _gap(claim, evidence, span)
    if gap:
        return Answer(CANNOT, gap)
    found = [made for made in _each(claim, evidence, span) if made]
    if not found:
        return Answer(CANNOT, saying.NOTHING)
    kinds = {made.verdict for made in found}
    verdict = NOT if NOT in kinds else CANNOT if CANNOT in kinds else SUPPORTED
    told = [made for made in found if made.verdict == verdict] if verdict != SUPPORTED else found
    reason = " ".join(dict.fromkeys(made.reason for made in told))
    if evidence.within(span)[-1].status == "provisional":
        reason += f" {saying.PROVISIONAL}"
    return Answer(verdict, reason, next((made.instead for made in found if made.instead), ""))


def stops(claim: Claim) -> str:
    """Why no chart of ours could answer it; "" where one could."""
    if claim.forecast:
        return saying.FORECAST
    if claim.elsewhere:
        return saying.ELSEWHERE
    if not claim.says:
        return saying.NOTHING
    return saying.unclear(claim.unclear) if claim.unclear else ""


def _caused(claim: Claim, evidence: Evidence, now: date) -> Answer:
    """No chart shows a cause; what is left of the claim is answered besides."""
    rest = replace(claim, cause="")
    if not rest.says:
        return Answer(NOT, saying.CAUSE)
    without = answer(rest, evidence, now)
    return Answer(NOT, f"{saying.CAUSE} {saying.WITHOUT[without.verdict]} {without.reason}", without.instead)


def _gap(claim: Claim, evidence: Evidence, span: Stretch) -> str:
    """Why the months that the claim speaks of cannot be judged: before the first, not in, missing, not all in."""
    there = evidence.within(span)
    if span.first < evidence.axis[0].start and claim.stretch and evidence.grain == "month":
        return saying.before(evidence.axis[0], evidence.grain)
    if not there or (evidence.grain == "month" and there[-1].start < span.last):
        return saying.not_in(span.last)
    asked = there if claim.stretch else there[-1:]
    gone = [point for point in asked if point.value is None]
    if gone and gone[-1] is evidence.axis[-1]:
        return saying.not_in(last_month(gone[-1].start, evidence.grain))
    if gone:
        return saying.missing([point.period for point in gone], evidence.grain, gone[0].status)
    return saying.partial(there[-1].period, evidence.grain) if there[-1].status == "partial" else ""


def _each(claim: Claim, evidence: Evidence, span: Stretch) -> list[Answer | None]:
    """The answers to all that the claim says: how it moved, how much, how high it stands, the target."""
    return [
        _moved(claim, evidence, span) if claim.direction else None,
        _made(levels.amount(claim, evidence, span)),
        _made(levels.level(claim, evidence, span)),
        _made(levels.aim(claim, evidence, span)),
        _made(levels.extreme(claim, evidence, span)),
    ]


def _made(found: tuple[str, str] | None) -> Answer | None:
    return Answer(*found) if found else None


def side_of(direction: str, better: str) -> str:
    """H or L: the side on which a special cause would bear a claim out; "" where neither side is good."""
    good = GOOD_SIDE.get(better, "")
    return {"up": "H", "down": "L", "better": good, "worse": OTHER.get(good, "")}[direction]


def _moved(claim: Claim, evidence: Evidence, span: Stretch) -> Answer:
    """A claim of movement needs a special cause on its side, which became one in the stretch and still stands."""
    denied, direction = claim.direction.startswith("not "), claim.direction.removeprefix("not ")
    side = "" if direction == "same" else side_of(direction, evidence.indicator.better)
    if not side and direction != "same":
        return Answer(CANNOT, saying.neither(evidence.indicator))
    points = evidence.until(span.last)
    judged = evidence.judge(points)
    if judged.verdict in ("few", "none"):
        return Answer(CANNOT, saying.unjudged(evidence.finding(points, judged), evidence.unjudged, evidence.grain))
    told = saying.Told(claim, evidence.indicator, evidence.grain, span, evidence.finding(points, judged))
    changed = change(evidence, points, span if claim.stretch else None)
    if direction == "same" or denied:
        against = changed.side == side if denied else bool(changed.side)
        return Answer(NOT, told.changed()) if against else Answer(SUPPORTED, told.nothing())
    against = _steps(claim, evidence, span, side)
    if against:
        return Answer(NOT, against)
    if changed.side == side:
        return Answer(SUPPORTED, told.changed())
    if changed.side:
        return Answer(NOT, told.other_way())
    if changed.known == side:
        return Answer(NOT, told.earlier(changed.begun), told.instead(changed.begun))
    return Answer(NOT, told.chance(_best(points, judged, span, side, evidence.grain)))


def _steps(claim: Claim, evidence: Evidence, span: Stretch, side: str) -> str:
    """What is wrong with a claim that each of some months in a row, or one month alone, moved so; "" where it is right.

    A special cause may take seven months: it does not bear out that the last of them went the same way."""
    points = evidence.until(span.last)
    many = claim.row or (1 if claim.stretch and len(evidence.within(span)) == 1 else 0)
    sign = 1 if side == "H" else -1
    for before, after in pairwise(points[-many - 1 :] if many else ()):
        if (float(after.value) - float(before.value)) * sign <= 0:
            return saying.stepped(evidence.indicator, before, after, evidence.grain, side)
    return ""


@dataclass(frozen=True)
class Change:
    """side: H or L where a special cause that became one in the stretch stands at its end. known: the side on which it
    lay before the stretch already, since `begun`."""

    side: str = ""
    known: str = ""
    begun: Point | None = None


def change(evidence: Evidence, points: list[Point], span: Stretch | None) -> Change:
    """What the last of the points shows, against what the points before the stretch had shown already."""
    judged = evidence.judge(points)
    side = judged.direction if judged.verdict not in ("usual", "few", "none") else ""
    if not side or span is None:
        return Change(side)
    before = [point for point in points if last_month(point.start, evidence.grain) < span.first]
    was = evidence.judge(before) if before else None
    if was is None or was.verdict in ("usual", "few", "none") or was.direction != side:
        return Change(side)
    first = begun(judged)
    # from where it changed on, judged by itself: it may have moved further
    further = change(evidence, points[first:], span) if 0 < first < len(points) else Change()
    return Change(further.side, side, points[first])


def begun(judged: Judged) -> int:
    """The place of the first of the newest points that are all more than chance."""
    first = len(judged.kinds)
    while first and judged.kinds[first - 1] == judged.kinds[-1]:
        first -= 1
    return first


def _best(points: list[Point], judged: Judged, span: Stretch, side: str, grain: str) -> Point | None:
    """The last point within the stretch that was more than chance on the claimed side, before it was usual again."""
    causes = judged.spc.special_cause_type if judged.spc and len(judged.spc.values) == len(points) else ()
    marks = [point for point, cause in zip(points, causes, strict=False) if _is_on(cause, side)]
    held = [point for point in marks if last_month(point.start, grain) >= span.first]
    return held[-1] if held else None


def _is_on(cause: str, side: str) -> bool:
    return cause in (HIGH if side == "H" else LOW)

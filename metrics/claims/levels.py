"""Claims of a level, an amount, a target or an extreme, held against the figures as the pages show them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from metrics import wording
from metrics.claims.claim import Amount, Claim, Level, Stretch
from metrics.periods import last_month
from metrics.results import Point
from metrics.views.chart import scale
from metrics.views.figures import meets, target_text, value_text

if TYPE_CHECKING:
    from metrics.claims.answering import Evidence

Said = tuple[str, str] | None  # the verdict and its reason
SUPPORTED, NOT, CANNOT = "supported", "not", "cannot"
HOLDS = {
    "above": lambda value, level: value > level,
    "below": lambda value, level: value < level,
    "at_least": lambda value, level: value >= level,
    "at_most": lambda value, level: value <= level,
    "equal": lambda value, level: value == level,
    "about": lambda value, level: abs(value - level) <= abs(level) / 20,
}
WORDS = {"above": "above", "below": "below", "at_least": "at least", "at_most": "at most", "equal": "",
         "about": "within a twentieth of"}


def level(claim: Claim, evidence: Evidence, span: Stretch) -> Said:
    """Every period of the stretch that is named, or the newest, must hold the level."""
    if claim.level is None:
        return None
    return _level(claim.level, claim, evidence, span)


def _level(asked: Level, claim: Claim, evidence: Evidence, span: Stretch) -> Said:
    if asked.percent != (evidence.indicator.unit == "percent"):
        return CANNOT, f"{evidence.indicator.title} is not counted in what the claim counts: {_unit(evidence)}."
    points = [p for p in evidence.within(span) if p.value is not None]
    points = points if claim.stretch else points[-1:]
    fails = [point for point in points if not holds(asked, evidence, point)]
    shown = fails[-1] if fails else points[-1]
    told = f"{_figure(evidence, shown)} in {wording.period(shown.period, evidence.grain)}"
    size = f"{WORDS[asked.kind]} {asked.words}".strip()
    if fails:
        return NOT, f"It was {told}, not {size}."
    every = f"Every {_step(evidence)} of {span.words} is {size}; the newest is" if len(points) > 1 else "It was"
    return SUPPORTED, f"{every} {told}."


def holds(asked: Level, evidence: Evidence, point: Point) -> bool:
    """Compared as people read the figure: rounded as the page shows it, or as finely as the claim is."""
    own = 10.0**-evidence.indicator.decimals
    step = asked.step if asked.kind in ("equal", "about") else min(asked.step, own)
    return HOLDS[asked.kind](_rounded(evidence, point, step), round(asked.value, 9))


def _rounded(evidence: Evidence, point: Point, step: float) -> float:
    """The figure in people's units, to the nearest `step`, half away from zero."""
    value = Decimal(repr(float(point.value))) * int(scale(evidence.indicator.unit))
    return round(float(wording.rounded(value / Decimal(repr(step)), 0)) * step, 9)


def amount(claim: Claim, evidence: Evidence, span: Stretch) -> Said:
    """How much it moved, from the month before the stretch to its last; that it moved at all is for the rules."""
    size = claim.amount
    if size is None:
        return None
    last = evidence.until(span.last)[-1]
    if size.kind == "from":
        return _from_to(size, claim, evidence, span, last)
    base = span.base if claim.stretch else None
    first = next((p for p in evidence.axis if p.start == base and p.value is not None), None)
    if first is None or evidence.grain != "month":
        return CANNOT, "How much it moved cannot be said, because the month that it is held against has no figure."
    return _by(size, evidence, first, last)


def _by(size: Amount, evidence: Evidence, first: Point, last: Point) -> Said:
    own = 10.0**-evidence.indicator.decimals
    start, end = (_rounded(evidence, point, min(own, size.step)) for point in (first, last))
    told = (f"From {wording.period(first.period, 'month')} to {wording.period(last.period, 'month')} it went from "
            f"{_figure(evidence, first)} to {_figure(evidence, last)}")
    moved = abs(end - start)
    if size.kind == "times":
        right = bool(start) and abs(end / start - size.value) <= size.value / 20
    else:
        parts = [moved] if evidence.indicator.unit == "percent" or not size.percent else []
        parts += [moved / abs(start) * 100] if size.percent and start else []
        right = any(abs(one - size.value) <= size.step / 2 + 1e-9 for one in parts)
    return (SUPPORTED, f"{told}.") if right else (NOT, f"{told}, which is another amount.")


def _from_to(size: Amount, claim: Claim, evidence: Evidence, span: Stretch, last: Point) -> Said:
    """Both levels must be figures of the chart: the second the newest, the first that of the month named, or any."""
    ending = last_month(last.start, evidence.grain)
    end = _level(size.last, claim, evidence, Stretch(ending, ending))
    if end[0] != SUPPORTED:
        return end
    held = [p for p in evidence.until(span.last)[:-1] if not claim.stretch or p.start == span.base]
    if any(holds(size.first, evidence, point) for point in held):
        return SUPPORTED, f"Both figures stand on the chart: {size.first.words} and {size.last.words}."
    where = f"in {wording.month(span.base)}" if claim.stretch and span.base else "in any month before"
    return NOT, f"It was not {size.first.words} {where}."


def aim(claim: Claim, evidence: Evidence, span: Stretch) -> Said:
    """Whether it meets its target; "keeps meeting" asks for its usual range, "on track" for its way there."""
    if not claim.aim:
        return None
    target = evidence.target
    if target is None or evidence.indicator.better not in ("up", "down"):
        return CANNOT, f"{evidence.indicator.title} has no target that it could meet or miss."
    if claim.aim in ("track", "behind"):
        return _track(claim, evidence)
    points = [p for p in evidence.within(span) if p.value is not None]
    points = points if claim.stretch else points[-1:]
    wanted = claim.aim == "meets"
    wrong = [p for p in points if meets(float(p.value), target, evidence.indicator.better) != wanted]
    shown = wrong[-1] if wrong else points[-1]
    does = "meets" if (claim.aim == "meets") != bool(wrong) else "misses"
    told = (f"{_figure(evidence, shown)} in {wording.period(shown.period, evidence.grain)} {does} the target of "
            f"{target_text(evidence.indicator, target.value)}")
    if wrong:
        return NOT, f"{told}."
    return _usual_aim(claim, evidence, span, told)


def _usual_aim(claim: Claim, evidence: Evidence, span: Stretch, told: str) -> Said:
    """What the usual range says of the target."""
    letter = evidence.judge(evidence.until(span.last)).assurance
    if claim.steady:
        if letter == {"meets": "P", "misses": "F"}[claim.aim]:
            return SUPPORTED, f"{told}, and so does its whole usual range."
        why = "its usual range reaches over the target" if letter == "?" else "there is no usual range that says so"
        return NOT, f"{told}, but that it always does is not shown: {why}."
    often = f"; its usual range reaches over the target, so some {_step(evidence)}s will meet it and some miss"
    return SUPPORTED, f"{told}{often if letter == '?' else ''}."


def _track(claim: Claim, evidence: Evidence) -> Said:
    if not evidence.progress:
        return CANNOT, "The target has no starting point and day, so nobody can say how far along it is."
    words = wording.PROGRESS[evidence.progress]
    on_way = evidence.progress == "on_track"
    right = on_way == (claim.aim == "track")
    return (SUPPORTED if right else NOT), f"On its way to the target it is said to be: {words.lower()}."


def extreme(claim: Claim, evidence: Evidence, span: Stretch) -> Said:
    """Whether the newest of the stretch is the highest or lowest of it, or of all there are."""
    if not claim.extreme:
        return None
    better = evidence.indicator.better
    kind = claim.extreme
    if kind in ("best", "worst"):
        if better not in ("up", "down"):
            return CANNOT, "Neither higher nor lower is better in itself, so that none is the best or the worst."
        kind = "highest" if (kind == "best") == (better == "up") else "lowest"
    points = [p for p in evidence.within(span) if p.value is not None]
    values = [_rounded(evidence, p, 10.0**-evidence.indicator.decimals) for p in points]
    most = max(values) if kind == "highest" else min(values)
    top = points[values.index(most)]
    many = f"the {kind} of {wording.plural(len(points), 'figure')}"
    if values[-1] != most:
        return NOT, (f"{_figure(evidence, points[-1])} is not {many}: {_figure(evidence, top)} in "
                     f"{wording.period(top.period, evidence.grain)} is.")
    return SUPPORTED, (f"{_figure(evidence, points[-1])} in {wording.period(points[-1].period, evidence.grain)} is "
                       f"{many}{'' if values.count(most) == 1 else ', as it was before'}.")


def _figure(evidence: Evidence, point: Point) -> str:
    return wording.with_unit(value_text(evidence.indicator, point.value), evidence.indicator.unit)


def _unit(evidence: Evidence) -> str:
    return {"percent": "its figures are percentages", "money": "its figures are pounds"}.get(
        evidence.indicator.unit, f"its figures are {wording.unit_word(evidence.indicator.unit) or 'counts'}"
    )


def _step(evidence: Evidence) -> str:
    return {"quarter": "quarter", "year": "year"}.get(evidence.grain, "month")


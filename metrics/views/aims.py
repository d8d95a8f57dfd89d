"""What the trust aims for with an indicator, and how far along it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from metrics import wording
from metrics.definitions import Indicator
from metrics.ledger import Ledger, Rebasing, Target
from metrics.needed import Needed, needed
from metrics.progress import Progress, progress
from metrics.results import Point
from metrics.views.figures import quantity_text, target_text, value_text
from metrics.views.judging import Judged

SINCE = 3  # months since a change that are looked at, at the least
SCREENING = "spc_screening"  # the ledger's setting: true or false


@dataclass(frozen=True)
class Decided:
    """What the trust decided, read from the ledger once for a whole page."""

    targets: dict[str, Target]
    rebasings: dict[str, tuple[Rebasing, ...]]
    screened: bool = False  # great steps from point to point are left out of the usual range


def decided(ledger: Ledger) -> Decided:
    """Targets and rebasings by indicator."""
    found: dict[str, tuple[Rebasing, ...]] = {}
    for rebasing in ledger.rebasings():
        found[rebasing.indicator] = (*found.get(rebasing.indicator, ()), rebasing)
    return Decided({target.indicator: target for target in ledger.targets()}, found, screening(ledger))


def screening(ledger: Ledger) -> bool:
    """Whether the trust screens moving ranges before the usual range is worked out; it does not unless it said so."""
    return bool(ledger.setting(SCREENING, False))


def target_of(indicator: Indicator, known: Decided) -> Target | None:
    """The trust's own target; else the one that the definition brings (a national standard), without a baseline."""
    if indicator.id in known.targets or indicator.target is None:
        return known.targets.get(indicator.id)
    return Target(indicator.id, indicator.target, indicator.next_review, None, None, "definition", "", "")


def aim_of(
    indicator: Indicator, points: Sequence[Point], target: Target | None, judged: Judged, step: str = "month"
) -> dict[str, Any]:
    """What a card says of its target: the letter, the target itself, the way to it and what it would take."""
    if target is None:
        return {"assurance": None, "assurance_words": "No target"}
    ratio = progress_of(indicator, points[-1], target)
    band = ratio.band if ratio else ""
    return {
        "assurance": judged.assurance,
        "assurance_words": wording.ASSURANCES.get(judged.assurance or "", _unjudged(indicator, judged)),
        "target": target_text(indicator, target.value),
        "progress": band or "",
        "progress_words": wording.PROGRESS.get(band or "", ""),
        "takes": takes(indicator, points, target, judged, step),
    }


def _unjudged(indicator: Indicator, judged: Judged) -> str:
    """Why there is a target and no letter: no direction to judge by, too few months, or no range at this grain."""
    if indicator.better not in ("up", "down"):
        return "Not judged"
    return "Too early" if judged.verdict == "few" else "Has a target"


def progress_of(indicator: Indicator, newest: Point, target: Target) -> Progress | None:
    """How far from the baseline to the target; None without a baseline before both the point and the target's day."""
    if target.baseline_value is None or target.baseline_month is None:
        return None
    if newest.start <= target.baseline_month or target.by_date <= target.baseline_month:
        return None
    return progress(
        float(newest.value),
        target.baseline_value,
        target.value,
        target.baseline_month,
        target.by_date,
        newest.start,
        indicator.better,
        target.milestones,
    )


def takes(indicator: Indicator, points: Sequence[Point], target: Target, judged: Judged, step: str = "month") -> str:
    """What it would take to reach a target, and how often it is reached as things vary now; "" where neither can be
    said: by any other grain than the one that is judged (`step`: a month or a quarter), or for what has seasons."""
    if judged.seasonal or judged.verdict == "none":
        return ""
    # a usual range from before a change says nothing of what is to come: then only the months since are looked at
    steady = judged.spc is not None and judged.verdict == "usual"
    levels = (judged.spc.mean[-1], judged.spc.ucl[-1]) if steady else (None, None)
    points = points if steady or judged.verdict == "few" else points[-max(SINCE, _alike(judged)) :]
    counts = [(point.numerator, point.denominator) for point in points]
    values = [float(point.value) for point in points]
    found = needed(indicator.kind, indicator.better, target.value, values, counts, *levels)
    if found is None:
        return ""
    told = (_more(indicator, found, target, step), _often(found, target_text(indicator, target.value), step))
    return " ".join(one for one in told if one)


def _alike(judged: Judged) -> int:
    """How many of the newest are of the newest one's kind: better than usual, say."""
    return next((i for i, kind in enumerate(reversed(judged.kinds)) if kind != judged.kinds[-1]), len(judged.kinds))


def _more(indicator: Indicator, found: Needed, target: Target, step: str) -> str:
    """How much more or less a usual month or quarter needs."""
    if not found.more:
        return ""
    aim = wording.with_unit(target_text(indicator, target.value), indicator.unit)
    goal = f"the target of {aim}" + (f" by {wording.month(target.by_date)}" if target.set_by != "definition" else "")
    if found.of is not None:
        size, nothing = quantity_text(indicator, round(abs(found.more))), round(abs(found.more)) == 0
        comparative = "more" if found.more > 0 else "less" if indicator.counts == "money" else "fewer"
        noun = " people" if indicator.counts == "people" else ""
        usual = quantity_text(indicator, round(found.of))
        start = f"Less than one {comparative}" if nothing else f"About {size} {comparative}{noun}"
        return f"{start} a {step}, in a usual {usual}, would reach {goal}."
    size = wording.with_unit(value_text(indicator, abs(found.more)), indicator.unit)
    if indicator.kind in ("total", "count"):
        return f"About {size} {'more' if found.more > 0 else 'less'} a {step} would reach {goal}."
    if indicator.unit == "percent":
        size = f"{wording.number(100 * abs(found.more), '', indicator.decimals)} points"
    return f"A usual {step} would have to be {size} {'higher' if found.more > 0 else 'lower'} to reach {goal}."


def _often(found: Needed, aim: str, step: str) -> str:
    """How many months or quarters reach the target if nothing changes."""
    if found.likely is None:
        return ""
    if found.likely < 0.005:
        return f"As things vary now, hardly any {step} reaches {aim}."
    if found.likely >= 0.95:
        return f"As things vary now, nearly every {step} reaches {aim}."
    if found.likely < 0.095:
        return f"As things vary now, about one {step} in {round(1 / found.likely)} reaches {aim}."
    in_ten = max(1, round(10 * found.likely))
    many = f"one {step}" if in_ten == 1 else f"{wording.count_words(in_ten)} {step}s"
    return f"As things vary now, about {many} in ten {'reaches' if in_ten == 1 else 'reach'} {aim}."

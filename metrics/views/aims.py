"""What the trust aims for with an indicator, and how far along it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from metrics import wording
from metrics.definitions import Indicator
from metrics.ledger import Ledger, Rebasing, Target
from metrics.progress import Progress, progress
from metrics.results import Point
from metrics.views.figures import target_text
from metrics.views.judging import Judged


@dataclass(frozen=True)
class Decided:
    """What the trust decided, read from the ledger once for a whole page."""

    targets: dict[str, Target]
    rebasings: dict[str, tuple[Rebasing, ...]]


def decided(ledger: Ledger) -> Decided:
    """Targets and rebasings by indicator."""
    found: dict[str, tuple[Rebasing, ...]] = {}
    for rebasing in ledger.rebasings():
        found[rebasing.indicator] = (*found.get(rebasing.indicator, ()), rebasing)
    return Decided({target.indicator: target for target in ledger.targets()}, found)


def target_of(indicator: Indicator, known: Decided) -> Target | None:
    """The trust's own target; else the one that the definition brings (a national standard), without a baseline."""
    if indicator.id in known.targets or indicator.target is None:
        return known.targets.get(indicator.id)
    return Target(indicator.id, indicator.target, indicator.next_review, None, None, "definition", "", "")


def aim_of(indicator: Indicator, newest: Point, target: Target | None, judged: Judged) -> dict[str, Any]:
    """What a card says of its target: the letter, the target itself and the way to it."""
    if target is None:
        return {"assurance": None, "assurance_words": "No target"}
    ratio = progress_of(indicator, newest, target)
    band = ratio.band if ratio else ""
    return {
        "assurance": judged.assurance,
        "assurance_words": wording.ASSURANCES.get(judged.assurance or "", _unjudged(indicator, judged)),
        "target": target_text(indicator, target.value),
        "progress": band or "",
        "progress_words": wording.PROGRESS.get(band or "", ""),
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
    )

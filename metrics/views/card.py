"""One indicator at one period, said whole: value, verdict, target, sentence, chart and the numbers behind it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from metrics import results, wording
from metrics.definitions import Indicator
from metrics.ledger import Ledger, Rebasing, Target
from metrics.progress import Progress, progress
from metrics.results import Point, Series
from metrics.views.chart import XmrChart
from metrics.views.context import Context
from metrics.views.drawing import Subject, draw
from metrics.views.figures import finding_of, quantity_text, target_text, value_text
from metrics.views.judging import Judged, judge

STATUSES = {"missing": "Not in", "partial": "Not all in", "provisional": "Provisional", "waiting": "Waiting"}


@dataclass(frozen=True)
class Row:
    """One line of the numbers table; every field is text as people write it, "" where there is none."""

    period: str
    label: str
    numerator: str
    denominator: str
    value: str
    unknown: str
    verdict: str
    verdict_words: str
    status: str
    left_out: str = ""


@dataclass(frozen=True)
class Card:
    """What the overview, an area, an indicator page and the public page say about one indicator.

    verdict: better|worse|usual|shift|few|none|waiting. direction: H|L|"". assurance: P|?|F|None.
    progress: on_track|acceleration_needed|limited|deterioration|"". value_number: the value itself, share 0 to 1.
    """

    id: str
    code: str
    title: str
    short: str
    area: str
    commitment: str
    unit: str
    better: str
    period: str = ""
    period_words: str = ""
    value: str = ""
    value_number: float | None = None
    previous: str = ""
    numerator: str = ""
    denominator: str = ""
    verdict: str = "none"
    direction: str = ""
    verdict_words: str = ""
    assurance: str | None = None
    assurance_words: str = ""
    target: str = ""
    progress: str = ""
    progress_words: str = ""
    sentence: str = ""
    change: str = ""
    coverage: str = ""
    waiting_for: str = ""
    provisional: bool = False
    chart: XmrChart | None = None
    rows: tuple[Row, ...] = ()
    points: int = 0
    grain: str = "month"
    headline: bool = False
    public: bool = True
    made_up: bool = False


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


def _target(indicator: Indicator, known: Decided) -> Target | None:
    """The trust's own target; else the one that the definition brings (a national standard), without a baseline."""
    if indicator.id in known.targets or indicator.target is None:
        return known.targets.get(indicator.id)
    return Target(indicator.id, indicator.target, indicator.next_review, None, None, "definition", "", "")


def card(
    context: Context,
    indicator: str,
    month: date | None = None,
    grain: str = "month",
    lens: str = "catchment",
    known: Decided | None = None,
) -> Card:
    """The card of an indicator (id or code) as it stood at the end of `month` (None: the newest).

    A yearly return has only years: any finer grain asked of it gives years.
    """
    found = context.framework.indicator(indicator)
    grain = "year" if found.grain == "year" else grain
    if context.warehouse is None:
        return waiting(context, found, grain)
    series = results.series(context.warehouse, context.framework, found.id, grain, lens)
    return from_series(context, found, series[0] if series else None, month, grain, known)


def waiting(context: Context, indicator: Indicator, grain: str) -> Card:
    """The card of an indicator without figures: it says what it waits for."""
    reason = ""
    if context.warehouse is not None:
        reason = results.live(context.warehouse, context.framework, indicator)[1]
    reason = reason or f"{indicator.title} waits for the first file of {wording.listed(_sources(context, indicator))}."
    return replace(
        _named(context, indicator, grain),
        verdict="waiting",
        verdict_words=wording.VERDICTS["waiting"],
        sentence=wording.waiting(indicator.title, reason),
        waiting_for=reason,
    )


def from_series(
    context: Context,
    indicator: Indicator,
    series: Series | None,
    month: date | None,
    grain: str,
    known: Decided | None = None,
) -> Card:
    """The card of a series already at hand (one part of a split has a card as well)."""
    axis = [p for p in (series.points if series else ()) if month is None or p.start <= month]
    points = _whole(axis, grain)
    if not points:
        return waiting(context, indicator, grain)
    known = known or decided(context.ledger)
    target = _target(indicator, known)
    rebasings = known.rebasings.get(indicator.id, ())
    judged = judge(
        points,
        indicator.better,
        grain=grain,
        target=target and target.value,
        rebase=[rebasing.month for rebasing in rebasings],
        seasonal=indicator.seasonal,
    )
    axis = axis[axis.index(points[0]) :]
    way = _progress(indicator, points[-1], target) if target else None
    finding = finding_of(indicator, grain, points, axis, judged, target, (way and way.band) or "")
    told = wording.sentence(finding)
    subject = Subject(indicator, grain, points, axis, judged, target, rebasings, told, finding.target)
    return replace(
        _named(context, indicator, grain),
        **_figures(indicator, points, grain),
        **_verdict(finding, judged),
        **_aim(indicator, points[-1], target, judged),
        sentence=told,
        change=wording.change(finding) if judged.verdict in ("better", "worse", "shift") else "",
        coverage=finding.unknown,
        provisional=finding.provisional,
        chart=draw(subject),
        rows=_rows(subject),
        points=len(points),
    )


def _whole(axis: list[Point], grain: str) -> list[Point]:
    """Points that can be shown beside one another: a quarter or a year of which months are missing is not."""
    valued = [point for point in axis if point.value is not None]
    return [point for point in valued if grain == "month" or point.status != "partial"] or valued


def _named(context: Context, indicator: Indicator, grain: str) -> Card:
    return Card(
        id=indicator.id,
        code=indicator.code,
        title=indicator.title,
        short=indicator.short,
        area=indicator.area,
        commitment=indicator.commitment,
        unit=wording.unit_word(indicator.unit),
        better=indicator.better,
        grain=grain,
        headline=indicator.headline,
        public=indicator.public,
        made_up=context.made_up,
    )


def _sources(context: Context, indicator: Indicator) -> list[str]:
    return [context.framework.source(source).title for source in indicator.source]


def _figures(indicator: Indicator, points: list[Point], grain: str) -> dict[str, Any]:
    newest = points[-1]
    before = points[-2] if len(points) > 1 else None
    return {
        "period": newest.period,
        "period_words": wording.period(newest.period, grain),
        "value": value_text(indicator, newest.value),
        "value_number": float(newest.value),
        "previous": value_text(indicator, before.value) if before else "",
        "numerator": quantity_text(indicator, newest.numerator),
        "denominator": quantity_text(indicator, newest.denominator),
    }


def _verdict(finding: wording.Finding, judged: Judged) -> dict[str, Any]:
    words = wording.VERDICTS.get(judged.verdict, "")
    if judged.verdict == "few":
        words = f"{finding.points} of {finding.needed} {finding.noun}s"
        words = "Nothing to compare" if finding.seasonal and finding.points >= finding.needed else words
    return {"verdict": judged.verdict, "direction": judged.direction, "verdict_words": words}


def _aim(indicator: Indicator, newest: Point, target: Target | None, judged: Judged) -> dict[str, Any]:
    if target is None:
        return {"assurance": None, "assurance_words": "No target"}
    ratio = _progress(indicator, newest, target)
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


def _progress(indicator: Indicator, newest: Point, target: Target) -> Progress | None:
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


def _rows(subject: Subject) -> tuple[Row, ...]:
    """Every period, newest first; one without a figure says why."""
    kinds = {point.period: kind for point, kind in zip(subject.points, subject.judged.kinds, strict=True)}
    sparse = 2 * len(subject.points) < len(subject.axis)
    shown = subject.points if sparse else subject.axis
    return tuple(_row(subject, point, kinds.get(point.period, "")) for point in reversed(shown))


def _row(subject: Subject, point: Point, kind: str) -> Row:
    indicator = subject.indicator
    return Row(
        period=point.period,
        label=wording.period_short(point.period, subject.grain),
        numerator=quantity_text(indicator, point.numerator),
        denominator=quantity_text(indicator, point.denominator),
        value=value_text(indicator, point.value),
        unknown=quantity_text(indicator, point.unknown) if point.unknown else "",
        verdict=kind,
        verdict_words=wording.VERDICTS.get(kind, "") if kind not in ("none", "few", "") else "",
        left_out=quantity_text(indicator, point.left_out) if point.left_out else "",
        status="" if point.status == "complete" else STATUSES.get(point.status, point.status),
    )

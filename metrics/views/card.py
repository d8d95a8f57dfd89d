"""One indicator at one period, said whole: value, verdict, target, sentence, chart and the numbers behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from metrics import results, sentences, wording
from metrics.catchments import changes
from metrics.definitions import Indicator
from metrics.factors import steps
from metrics.lenses import DEFAULT_LENS, told_by_directory
from metrics.periods import last_month
from metrics.results import Point, Series
from metrics.views.aims import Decided, aim_of, decided, progress_of, target_of
from metrics.views.chart import XmrChart
from metrics.views.context import Context
from metrics.views.drawing import Subject, draw
from metrics.views.figures import finding_of, quantity_text, value_text
from metrics.views.judging import Judged, judge
from metrics.views.manners import is_small, said
from metrics.views.rows import Row, rows_of


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
    takes: str = ""
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


def card(
    context: Context,
    indicator: str,
    month: date | None = None,
    grain: str | None = None,
    lens: str = DEFAULT_LENS,
    known: Decided | None = None,
) -> Card:
    """The card of an indicator (id or code) as it stood at the end of `month` (None: the newest).

    A yearly return has only years: any finer grain asked of it gives years. Without a grain it is by month, or by
    quarter where a month is too small to be judged.
    """
    found = context.framework.indicator(indicator)
    if context.warehouse is None:
        return waiting(context, found, found.grain)
    known = _comparable(context, found, lens, known or decided(context.ledger))
    series = results.series(context.warehouse, context.framework, found.id, _asked(found, grain), lens)
    if grain is None and series and is_small(found, series[0].points):
        grain = "quarter"
        series = results.series(context.warehouse, context.framework, found.id, grain, lens)
    return from_series(context, found, series[0] if series else None, month, _asked(found, grain), known)


def _comparable(context: Context, indicator: Indicator, lens: str, known: Decided) -> Decided:
    """The aims that a figure can be compared with: what the trust aims for, it aims for under its own meaning of local.

    Of a figure that the lens does not move (it only splits by place) the aim stands."""
    if lens == DEFAULT_LENS or not indicator.local or indicator.id not in known.targets:
        return known
    meanings = (DEFAULT_LENS, lens)
    own, other = (results.series(context.warehouse, context.framework, indicator.id, lens=one) for one in meanings)
    if [p.value for one in own for p in one.points] == [p.value for one in other for p in one.points]:
        return known
    return replace(known, targets={id: aim for id, aim in known.targets.items() if id != indicator.id})


def _asked(indicator: Indicator, grain: str | None) -> str:
    return "year" if indicator.grain == "year" else grain or "month"


def waiting(context: Context, indicator: Indicator, grain: str, lens: str = DEFAULT_LENS) -> Card:
    """The card of an indicator without figures: it says what it waits for."""
    reason = ""
    if context.warehouse is not None:
        reason = results.live(context.warehouse, context.framework, indicator)[1]
        # figures there are, and yet none under this meaning of local: only the directory tells what it asks for
        reason = reason or (str(results.Waiting("directory")) if told_by_directory(lens) else "")
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
    axis = [p for p in (series.points if series else ()) if month is None or last_month(p.start, grain) <= month]
    points = _whole(axis, grain)
    if not points:
        return waiting(context, indicator, grain, series.lens if series else DEFAULT_LENS)
    known = known or decided(context.ledger)
    target = target_of(indicator, known)
    rebasings = known.rebasings.get(indicator.id, ())
    why_not = said(indicator, grain, points)
    judged = judge(
        points,
        indicator.better,
        grain=grain,
        judged="nothing" if why_not else "quarter" if grain == "quarter" and _pooled(indicator, points) else "month",
        target=target and target.value,
        rebase=[rebasing.month for rebasing in rebasings],
        screened=known.screened,
        seasonal=indicator.seasonal,
    )
    axis = axis[axis.index(points[0]) :]
    way = progress_of(indicator, points[-1], target) if target else None
    finding = replace(
        finding_of(indicator, grain, points, axis, judged, target, (way and way.band) or ""), unjudged=why_not
    )
    told = sentences.sentence(finding)
    moved = steps(context.warehouse, indicator)
    redefined = changes(context.warehouse, indicator, series.lens)
    subject = Subject(indicator, grain, points, axis, judged, target, rebasings, told, finding.target, moved, redefined)
    return replace(
        _named(context, indicator, grain),
        **_figures(indicator, points, grain),
        **_verdict(finding, judged),
        **aim_of(indicator, points, target, judged, finding.step),
        sentence=told,
        change=sentences.change(finding) if judged.verdict in ("better", "worse", "shift") else "",
        coverage=finding.unknown,
        provisional=finding.provisional,
        chart=draw(subject),
        rows=rows_of(subject),
        points=len(points),
    )


def _pooled(indicator: Indicator, quarters: Sequence[Point]) -> bool:
    """Whether these quarters are those of a figure that is too small by month: three months of fewer than 20 each."""
    thirds = [replace(point, denominator=float(point.denominator) / 3) for point in quarters if point.denominator]
    return is_small(indicator, thirds)


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
    return [context.framework.source_title(source) for source in indicator.source]


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


def _verdict(finding: sentences.Finding, judged: Judged) -> dict[str, Any]:
    words = wording.VERDICTS.get(judged.verdict, "")
    if judged.verdict == "few":
        words = f"{finding.points} of {finding.needed} {finding.noun}s"
        words = "Nothing to compare" if finding.seasonal and finding.points >= finding.needed else words
    return {"verdict": judged.verdict, "direction": judged.direction, "verdict_words": words}

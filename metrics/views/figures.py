"""The figures of a series put into text, and gathered into what the sentences need."""

from __future__ import annotations

from decimal import Decimal

from metrics import sentences, wording
from metrics.definitions import Indicator
from metrics.ledger import Target
from metrics.results import Point
from metrics.views.chart import scale
from metrics.views.drawing import range_texts
from metrics.views.judging import NEEDED, SEASONS, Judged, held_before, lately


def value_text(indicator: Indicator, value: float | None) -> str:
    """A value with as many decimals as its indicator asks for."""
    return wording.number(value, indicator.unit, indicator.decimals)


def target_text(indicator: Indicator, value: float) -> str:
    """A target with no more decimals than it was set with: 95%, not 95.0%."""
    shown = Decimal(repr(value)) * (100 if indicator.unit == "percent" else 1)
    places = max(0, -shown.normalize().as_tuple().exponent)
    return wording.number(value, indicator.unit, min(places, max(indicator.decimals, 1)))


def quantity_text(indicator: Indicator, value: float | Decimal | None) -> str:
    """A numerator or denominator, in what the indicator counts: people and things whole, money in pounds."""
    if value is None:
        return ""
    if indicator.counts == "money":
        return wording.money(value)
    whole = float(value).is_integer() or abs(value) >= 100
    return wording.number(value, "", 0 if whole else 1)


def finding_of(
    indicator: Indicator,
    grain: str,
    points: list[Point],
    axis: list[Point],
    judged: Judged,
    target: Target | None,
    progress: str = "",
) -> sentences.Finding:
    newest = points[-1]
    alike = lately(points, judged, target and target.value, indicator.better)
    lower, average, upper = _usual_differences(indicator, judged) or range_texts(indicator, judged)
    return sentences.Finding(
        title=indicator.title,
        value=wording.with_unit(value_text(indicator, newest.value), indicator.unit),
        period=wording.period(newest.period, grain),
        better=indicator.better,
        verdict=judged.verdict,
        rule=judged.rule,
        side=judged.direction,
        run=judged.run,
        moved=_moved(indicator, points),
        average=average,
        lower=lower,
        upper=upper,
        target=target_text(indicator, target.value) if target else "",
        meets=meets(newest.value, target, indicator.better),
        assurance=judged.assurance,
        points=_in_segment(points, judged),
        needed=SEASONS if judged.seasonal and judged.spc is None else NEEDED,
        noun=("quarter" if grain == "quarter" else "month")
        if all(point.value is not None for point in axis)
        else "figure",
        step="quarter" if grain == "quarter" else "month",
        unknown=unknown_text(indicator, newest),
        provisional=newest.status == "provisional",
        partial=newest.status == "partial",
        progress=progress,
        lately=alike,
        held=held_before(judged, alike),
        seasonal=judged.seasonal,
        compared=compared_text(indicator, judged.differences[-1]) if judged.seasonal else "",
        missing=wording.period(axis[-1].period, grain) if axis[-1].value is None else "",
    )


def difference_text(indicator: Indicator, value: float) -> str:
    """A difference in words: "45 less", "1.2 points more", "no change"."""
    shown = wording.number(abs(value) * scale(indicator.unit), "", indicator.decimals)
    size = f"{shown} points" if indicator.unit == "percent" else shown
    size = wording.money(abs(value)) if indicator.unit == "money" else size
    if not any(figure in "123456789" for figure in size):
        return "no change"
    return f"{size} {'more' if value > 0 else 'less'}"


def compared_text(indicator: Indicator, difference: float | None) -> str:
    """What stands before "the same month last year": "45 less than", "the same as"; "" without that month."""
    if difference is None:
        return ""
    told = difference_text(indicator, difference)
    return "the same as" if told == "no change" else f"{told} than"


def _usual_differences(indicator: Indicator, judged: Judged) -> tuple[str, str, str] | None:
    """Of a seasonal figure: the lower limit, the average and the upper limit of its differences as text."""
    if not judged.seasonal:
        return None
    if judged.spc is None or judged.verdict == "few" or judged.spc.lcl[-1] is None:
        return "", "", ""
    levels = (judged.spc.lcl[-1], judged.spc.mean[-1], judged.spc.ucl[-1])
    low, mean, high = (difference_text(indicator, level) for level in levels)
    return low, mean, high


def _in_segment(points: list[Point], judged: Judged) -> int:
    if judged.seasonal and judged.spc is None:
        compared = sum(difference is not None for difference in judged.differences)
        return SEASONS if compared >= NEEDED else min(len(points), NEEDED + compared)
    return len(points) if judged.spc is None else judged.spc.segment.count(judged.spc.segment[-1])


def _moved(indicator: Indicator, points: list[Point]) -> str:
    if len(points) < 2:
        return ""
    before, now = points[-2].value, points[-1].value
    if value_text(indicator, before) == value_text(indicator, now):
        return "same"
    return "up" if now > before else "down" if now < before else "same"


def meets(value: float, target: Target | None, better: str) -> bool | None:
    if target is None or better not in ("up", "down"):
        return None
    return value >= target.value if better == "up" else value <= target.value


def unknown_text(indicator: Indicator, point: Point) -> str:
    """How much is not known, in the numerator's unit and as a share of all there was: "12 people (4%)"."""
    if not point.unknown:
        return ""
    if indicator.unknown_of:  # counted in something else than the figure: no share of it can be told
        return f"{wording.number(float(point.unknown), '', 0)} {indicator.unknown_of}"
    known = point.denominator if indicator.kind == "share" else point.numerator
    of_all = wording.share(float(point.unknown), float(point.unknown) + float(known or 0))
    size = quantity_text(indicator, point.unknown)
    if indicator.counts == "people":
        size = f"{size} {'person' if point.unknown == 1 else 'people'}"
    return f"{size} ({of_all})" if of_all else size

"""A judged series -> the chart that is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from metrics import wording
from metrics.catchments import Change
from metrics.definitions import Indicator
from metrics.factors import Step
from metrics.ledger import Rebasing, Target
from metrics.progress import expected_on, way
from metrics.results import Point
from metrics.views.chart import Band, Line, Mark, Note, Rebase, Trajectory, XmrChart, scale
from metrics.views.judging import Judged, first_on_or_after

HOVER = {"better": "better than usual", "worse": "worse than usual", "usual": "as usual", "shift": "changed"}


@dataclass(frozen=True)
class Subject:
    """What is drawn: `points` all have values, `axis` has every period from the first to the last, gaps included."""

    indicator: Indicator
    grain: str
    points: Sequence[Point]
    axis: Sequence[Point]
    judged: Judged
    target: Target | None
    rebasings: Sequence[Rebasing]
    sentence: str
    target_text: str = ""
    steps: Sequence[Step] = ()  # of the factors
    redefined: Sequence[Change] = ()  # what local means


def draw(subject: Subject) -> XmrChart:
    """The chart of a series, with its band, target, trajectory and rebasings."""
    unit = subject.indicator.unit
    place = {point.period: i for i, point in enumerate(subject.axis)}
    marks = tuple(_mark(subject, place, i) for i in range(len(subject.points)))
    level = subject.target and Line(subject.target.value * scale(unit), subject.target_text)
    return XmrChart(
        title=subject.indicator.title,
        sentence=subject.sentence,
        marks=marks,
        places=tuple(wording.period_short(point.period, subject.grain) for point in subject.axis),
        bands=_bands(subject, [mark.at for mark in marks]),
        target=level or None,
        trajectory=_trajectory(subject),
        rebases=_rebases(subject, place),
        notes=_notes(subject, place),
        missing=tuple(i for i in range(len(subject.axis)) if i not in {mark.at for mark in marks}),
        before=_year_before(subject, place),
        unit=unit,
        better=subject.indicator.better,
        grain=subject.grain,
    )


def _text(subject: Subject, value: float) -> str:
    return wording.number(value, subject.indicator.unit, subject.indicator.decimals)


def _mark(subject: Subject, place: dict[str, int], i: int) -> Mark:
    point, kind = subject.points[i], subject.judged.kinds[i]
    text = _text(subject, point.value)
    label = wording.period(point.period, subject.grain)
    told = f"{label}: {wording.with_unit(text, subject.indicator.unit)}"
    hover = f"{told}, {HOVER[kind]}" if kind in HOVER else told
    hover += ", compared with the same month last year" if subject.judged.seasonal and kind in HOVER else ""
    hover += ", typed by hand" if getattr(point, "typed", False) else ""  # a published figure has a note of its own
    provisional = point.status in ("provisional", "partial")
    drawn = float(point.value) * scale(subject.indicator.unit)
    return Mark(point.period, label, drawn, text, kind, hover, provisional, place[point.period])


def _year_before(subject: Subject, place: dict[str, int]) -> tuple[Mark, ...]:
    """Of a seasonal figure, each month's value again twelve months later, where it can be compared."""
    if not subject.judged.seasonal:
        return ()
    held = {point.start: i for i, point in enumerate(subject.points)}
    made = []
    for point in subject.axis:
        earlier = held.get(point.start.replace(year=point.start.year - 1))
        if earlier is not None:
            made.append(replace(_mark(subject, place, earlier), kind="few", at=place[point.period]))
    return tuple(made)


def _bands(subject: Subject, at: list[int]) -> tuple[Band, ...]:
    """One band a segment."""
    spc, by = subject.judged.spc, scale(subject.indicator.unit)
    made = []
    for number in sorted(set(spc.segment)) if spc else ():
        held = [i for i, segment in enumerate(spc.segment) if segment == number]
        levels = levels_of(subject.indicator, subject.judged, held[-1])
        if levels and len(held) > 1:
            drawn = [level * by for level in levels]
            made.append(Band(at[held[0]], at[held[-1]], *drawn, *_texts(subject.indicator, levels)))
    return tuple(made)


def levels_of(indicator: Indicator, judged: Judged, i: int) -> tuple[float, float, float] | None:
    """Lower limit, mean and upper limit at point `i`, in value units; None where there is no range.
    Of a seasonal figure the range is one of differences, and is not drawn.

    A range is not drawn below nothing or above everything, where values cannot go. Judging uses the true limits.
    """
    spc = judged.spc
    if spc is None or judged.seasonal or any(limit is None for limit in (spc.lcl[i], spc.mean[i], spc.ucl[i])):
        return None
    floor = 0.0 if min(spc.values) >= 0 else spc.lcl[i]
    ceiling = 1.0 if indicator.unit == "percent" else spc.ucl[i]
    return max(spc.lcl[i], floor), spc.mean[i], min(spc.ucl[i], ceiling)


def range_texts(indicator: Indicator, judged: Judged) -> tuple[str, str, str]:
    """Lower limit, mean and upper limit of the newest point as text; empty where nothing is judged."""
    levels = None if judged.verdict == "few" else levels_of(indicator, judged, -1)
    if levels is None:
        return "", "", ""
    return _texts(indicator, levels)


def _texts(indicator: Indicator, levels: tuple[float, float, float]) -> tuple[str, str, str]:
    """The levels as text; with one more decimal where they lie so close that rounding would make them one."""
    finest = 10.0**-indicator.decimals
    close = (levels[2] - levels[0]) * scale(indicator.unit) < 5 * finest
    decimals = indicator.decimals + (1 if close and indicator.unit != "money" else 0)
    low, mean, high = (wording.number(level, indicator.unit, decimals) for level in levels)
    return low, mean, high


def _trajectory(subject: Subject) -> Trajectory | None:
    """The way from baseline to target, straight or by milestones, as far as the axis reaches."""
    target, unit = subject.target, subject.indicator.unit
    if target is None or target.baseline_value is None or target.baseline_month is None:
        return None
    inside = [i for i, point in enumerate(subject.axis) if target.baseline_month <= point.start <= target.by_date]
    if len(inside) < 2:
        return None
    along = way(target.baseline_value, target.value, target.baseline_month, target.by_date, target.milestones)
    # a bend is drawn at the first period on or after its day
    bends = [i for day, _ in target.milestones if (i := _place_of(subject.axis, day)) is not None]
    at = sorted({inside[0], inside[-1], *(i for i in bends if inside[0] < i < inside[-1])})
    return Trajectory(tuple((i, expected_on(subject.axis[i].start, along) * scale(unit)) for i in at))


def _place_of(axis: Sequence[Point], day: date) -> int | None:
    return next((i for i, point in enumerate(axis) if point.start >= day), None)


def _notes(subject: Subject, place: dict[str, int]) -> tuple[Note, ...]:
    """A mark where factors took a step or local began to mean other councils; over rolling months either is spread
    over a year, and has no place."""
    if subject.grain == "rolling12":
        return ()
    starts = [point.start for point in subject.axis]
    at = {point.start: place[point.period] for point in subject.axis}
    made = []
    for kind, steps in (("factors", subject.steps), ("local", subject.redefined)):
        found = [(first_on_or_after(starts, step.month), step) for step in steps]
        made += [Note(at[first], step.words, step.short, kind) for first, step in found if first and at[first] > 0]
    return tuple(sorted(made, key=lambda note: note.at))


def _rebases(subject: Subject, place: dict[str, int]) -> tuple[Rebase, ...]:
    made = []
    for rebasing in subject.rebasings:
        first = first_on_or_after([point.start for point in subject.points], rebasing.month)
        point = next((point for point in subject.points if point.start == first), None)
        if point is not None and place[point.period] > 0:
            label = f"New limits, {wording.month(rebasing.month)}"
            made.append(Rebase(place[point.period], label, rebasing.reason))
    return tuple(made)

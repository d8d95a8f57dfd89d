"""An XmR chart as PowerPoint's own chart: a line with its usual range and target, its numbers in a sheet behind it."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Pt

from metrics.charts.tokens import colour
from metrics.charts.xmr import extent
from metrics.definitions import Indicator
from metrics.report.deck import named
from metrics.views.card import Card
from metrics.views.chart import XmrChart, scale

Column = tuple[float | None, ...]
MARKERS = {"better": XL_MARKER_STYLE.CIRCLE, "worse": XL_MARKER_STYLE.DIAMOND, "shift": XL_MARKER_STYLE.SQUARE}
LOOKS = {  # colour, width in points, dashes
    "Average": ("edge", 1.25, None),
    "Usual low": ("q2", 1.0, MSO_LINE.ROUND_DOT),
    "Usual high": ("q2", 1.0, MSO_LINE.ROUND_DOT),
    "Target": ("target", 1.75, MSO_LINE.DASH),
    "Way to the target": ("target", 1.0, MSO_LINE.ROUND_DOT),
    "A year before": ("edge", 1.0, None),
}
LABELS = 9  # on the time axis


def hue(name: str) -> RGBColor:
    """A colour of the design."""
    return RGBColor.from_string(colour(name).removeprefix("#"))


def columns(chart: XmrChart, name: str) -> dict[str, Column]:
    """The columns of the sheet behind the chart, in value units (a share is 0 to 1); None where there is no figure."""
    by, places = scale(chart.unit), len(chart.places)
    found = {name: _at({mark.at: mark.value for mark in chart.marks}, places, by)}
    for label, level in (("Usual low", "lower"), ("Average", "mean"), ("Usual high", "upper")):
        held = {at: getattr(band, level) for band in chart.bands for at in range(band.first, band.last + 1)}
        found |= {label: _at(held, places, by)} if held else {}
    if chart.before:
        found["A year before"] = _at({mark.at: mark.value for mark in chart.before}, places, by)
    if chart.target:
        found["Target"] = (chart.target.value / by,) * places
    if chart.trajectory:
        found["Way to the target"] = _at(_way(chart.trajectory.points), places, by)
    return found


def _at(held: dict[int, float], places: int, by: float) -> Column:
    return tuple(held[at] / by if at in held else None for at in range(places))


def _way(points: tuple[tuple[float, float], ...]) -> dict[int, float]:
    """The way to the target at each period between its bends."""
    held = {}
    for (start, first), (end, last) in pairwise(points):
        for at in range(math.ceil(start), math.floor(end) + 1):
            held[at] = first + (last - first) * (at - start) / ((end - start) or 1)
    return held


def put_chart(slide: Any, card: Card, indicator: Indicator, box: tuple[int, int, int, int]) -> Any:
    """The card's chart on a slide, native and editable; its sentence is its alternative text."""
    data = CategoryChartData(number_format=number_format(indicator))
    data.categories = card.chart.places
    for name, values in columns(card.chart, f"{card.code} {card.short}").items():
        data.add_series(name, values)
    frame = slide.shapes.add_chart(XL_CHART_TYPE.LINE_MARKERS, *map(Emu, map(int, box)), data)
    named(frame, f"Chart of {card.title}", f"Chart. {card.sentence}")
    _axes(frame.chart, card.chart, indicator)
    for series in frame.chart.plots[0].series:
        _look(series, card.chart)
    return frame


def number_format(indicator: Indicator) -> str:
    """How PowerPoint writes the values: 43%, £1,234, 1,234.5."""
    digits = f".{'0' * indicator.decimals}" if indicator.decimals else ""
    if indicator.unit == "money":
        return '"£"#,##0'
    return f"0{digits}%" if indicator.unit == "percent" else f"#,##0{digits}"


def _axes(made: Any, chart: XmrChart, indicator: Indicator) -> None:
    made.has_title = False
    made.has_legend = True
    made.legend.position, made.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    made.font.size, made.font.color.rgb = Pt(11), hue("ink2")
    low, high, step = nice(*(end / scale(chart.unit) for end in extent(chart, share=0.0)))
    axis = made.value_axis
    axis.minimum_scale, axis.maximum_scale, axis.major_unit = low, high, step
    axis.major_gridlines.format.line.color.rgb = hue("line")
    axis.format.line.fill.background()
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = number_format(indicator), False
    made.category_axis.format.line.color.rgb = hue("edge")
    skip = max(1, math.ceil(len(chart.places) / LABELS))
    labels = made.category_axis._element
    for tag in ("c:tickLblSkip", "c:tickMarkSkip"):
        labels.find(qn("c:noMultiLvlLbl")).addprevious(parse_xml(f'<{tag} {nsdecls("c")} val="{skip}"/>'))


def nice(low: float, high: float) -> tuple[float, float, float]:
    """Round ends of an axis that hold both values, and its step: 1, 2 or 5 of a power of ten."""
    rough = (high - low) / 5 or 1.0
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(size * power for size in (1, 2, 5, 10) if size * power >= rough)
    return math.floor(round(low / step, 9)) * step, math.ceil(round(high / step, 9)) * step, step


def _look(series: Any, chart: XmrChart) -> None:
    series.smooth = False
    name, width, dash = LOOKS.get(series.name, ("usual", 1.75, None))
    series.format.line.color.rgb, series.format.line.width = hue(name), Pt(width)
    if series.name in LOOKS:
        series.marker.style = XL_MARKER_STYLE.NONE
        series.format.line.dash_style = dash
        return
    _marker(series.marker, XL_MARKER_STYLE.CIRCLE, "paper", "usual", 6)
    for mark in chart.marks:
        if mark.kind in MARKERS:
            _marker(series.points[mark.at].marker, MARKERS[mark.kind], mark.kind, mark.kind, 8)


def _marker(marker: Any, style: Any, fill: str, line: str, size: int) -> None:
    marker.style, marker.size = style, size
    marker.format.fill.solid()
    marker.format.fill.fore_color.rgb = hue(fill)
    marker.format.line.color.rgb = hue(line)

"""The sparkline: the last months of an XmR chart in little, beside its numbers."""

from __future__ import annotations

from metrics.charts import svg
from metrics.charts.svg import n
from metrics.charts.xmr import Frame
from metrics.views.chart import Band, XmrChart


def spark(chart: XmrChart | None, width: int = 220, height: int = 36, last: int = 24) -> str:
    """The last 24 periods, the band, the dotted mean, the newest point in its shape. Each on its own scale."""
    if chart is None or not chart.marks:
        return ""
    first = 0 if chart.sparse else max(0, len(chart.places) - last)
    marks = [mark for mark in chart.marks if mark.at >= first]
    bands = [band for band in chart.bands if band.last >= first]
    values = [m.value for m in marks] + [level for band in bands[-1:] for level in (band.lower, band.upper)]
    frame = Frame(width, height, 3, 5, 5, 5, len(chart.places) - first, min(values), max(values))
    if not marks:
        return ""
    body = "".join(_spark_band(band, frame, first) for band in bands)
    shown = [(frame.x(m.at - first), frame.y(m.value)) for m in marks]
    body += svg.polyline(shown, 1.3) if len(shown) > 1 else ""
    for mark, (x, y) in zip(marks[:-1], shown, strict=False):
        body += svg.mark(mark.kind, x, y, 2.6) if mark.kind in ("better", "worse", "shift") else ""
    body += svg.mark(marks[-1].kind, *shown[-1], 4)
    body += "".join(svg.absent(frame.x(at - first), height / 2, 3.2) for at in chart.missing if at > marks[-1].at)
    return svg.picture(width, height, body, cls="sp")


def _spark_band(band: Band, frame: Frame, first: int) -> str:
    x0 = max(0.0, frame.x(max(band.first - first, 0)) - frame.step / 2)
    x1 = frame.x(band.last - first) + frame.step / 2
    top, bottom = max(frame.y(band.upper), 1), min(frame.y(band.lower), frame.height - 1)
    mean = f'<path d="M{n(x0)} {n(frame.y(band.mean))}H{n(x1)}" stroke="var(--edge)" stroke-dasharray="1 3"/>'
    size = f'width="{n(max(x1 - x0, 0))}" height="{n(max(bottom - top, 1))}"'
    return f'<rect x="{n(x0)}" y="{n(top)}" {size} fill="var(--sea1)"/>{mean}'

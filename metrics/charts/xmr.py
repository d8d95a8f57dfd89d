"""The XmR chart as SVG: the page without script, the phone, print."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from metrics.charts import svg
from metrics.charts.svg import n
from metrics.periods import ROLLING
from metrics.views.chart import Band, Mark, XmrChart

LEAST = 12  # places on the axis of a series that has only begun: the months to come are dashed rings


@dataclass(frozen=True)
class Frame:
    """Where things are: pixels from places on the time axis and from values."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    places: int
    low: float
    high: float

    @property
    def step(self) -> float:
        return (self.width - self.left - self.right) / max(1, self.places)

    def x(self, place: float) -> float:
        return self.left + self.step * (place + 0.5)

    def y(self, value: float) -> float:
        span = (self.high - self.low) or 1.0
        return self.top + (self.height - self.top - self.bottom) * (self.high - value) / span


def extent(chart: XmrChart, share: float = 0.08) -> tuple[float, float]:
    """Lowest and highest value that the chart must show, with air; a flat series gets a span of its own."""
    values = [mark.value for mark in (*chart.marks, *chart.before)]
    for band in chart.bands:
        values += [band.lower, band.upper]
    if chart.target:
        values.append(chart.target.value)
    if chart.trajectory:
        values += [value for _, value in chart.trajectory.points]
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    air = (high - low) * share or max(abs(high) * share, 1.0)
    return low - air, high + air


def xmr(chart: XmrChart, *, phone: bool = False, hover: bool = True, paper: bool = False) -> str:
    """The chart at 1248 x 420, at 358 x 340 for a phone or at 760 x 320 for a sheet. Its sentence is its aria-label."""
    places = max(len(chart.places), LEAST if not chart.bands else 0)
    low, high = extent(chart)
    size, box = (13, (358, 340, 2, 104, 40, 34)) if phone else (14, (1248, 420, 2, 150, 48, 48))
    size, box = (14, (760, 320, 2, 136, 44 if chart.rebases else 22, 46)) if paper else (size, box)
    frame = Frame(*box, places, low, high)
    body = (
        _bands(chart, frame)
        + _axis(chart, frame, size, phone)
        + _rebases(chart, frame, size, phone)
        + _notes(chart, frame, size, phone)
        + _levels(chart, frame, size, phone)
        + _series(chart, frame, hover)
        + _told(chart, frame, size)
    )
    return svg.picture(frame.width, frame.height, body, chart.sentence, f"xmr {'ph' if phone else 'wd'}", sized=False)


def both(chart: XmrChart) -> str:
    """The wide and the phone drawing in one figure; the style sheet shows the one that fits."""
    return f'<figure class="fig">{xmr(chart)}{xmr(chart, phone=True)}</figure>'


def _edges(band: Band, frame: Frame) -> tuple[float, float]:
    return frame.x(band.first) - frame.step / 2, frame.x(band.last) + frame.step / 2


def _bands(chart: XmrChart, frame: Frame) -> str:
    made = []
    for band in chart.bands:
        x0, x1 = _edges(band, frame)
        top, bottom = frame.y(band.upper), frame.y(band.lower)
        size = f'width="{n(x1 - x0)}" height="{n(max(bottom - top, 1))}"'
        made.append(f'<rect x="{n(x0)}" y="{n(top)}" {size} fill="var(--sea1)"/>')
        made.append(f'<path d="M{n(x0)} {n(frame.y(band.mean))}H{n(x1)}" stroke="var(--edge)" stroke-width="1.3"/>')
    return "".join(made)


def ticks(chart: XmrChart) -> list[tuple[int, str]]:
    """Places of the axis with a label: January and July of monthly series, else as many as fit."""
    if chart.grain in ("month", *ROLLING):
        found = [(i, place) for i, place in enumerate(chart.places) if place[:3] in ("Jan", "Jul")]
        return found or [(i, chart.places[i]) for i in sorted({0, len(chart.places) - 1}) if chart.places]
    every = 1 + (len(chart.places) - 1) // 8
    return [(i, place) for i, place in enumerate(chart.places) if i % every == 0]


def _axis(chart: XmrChart, frame: Frame, size: int, phone: bool) -> str:
    base = frame.height - frame.bottom
    line = f'<path d="M{n(frame.left)} {n(base)}H{n(frame.x(frame.places - 0.5))}" stroke="var(--line)"/>'
    if phone and chart.grain in ("month", *ROLLING):
        return line + _years(chart, frame, size, base)
    made = [line]
    for place, label in ticks(chart):
        x = frame.x(place)
        made.append(f'<path d="M{n(x)} {n(base)}v6" stroke="var(--line)"/>')
        first, _, second = label.partition(" ")
        if phone:
            first, second = first[-5:], ""
        made.append(svg.words(x, base + 21, first, "ax", "middle", size))
        if second:
            made.append(svg.words(x, base + 39, second, "ax", "middle", size))
    return "".join(made)


def _years(chart: XmrChart, frame: Frame, size: int, base: float) -> str:
    """Years centred under their months, with a hairline at each January."""
    held: dict[str, list[int]] = {}
    for i, place in enumerate(chart.places):
        held.setdefault(place[-4:], []).append(i)
    made = []
    for year, places in held.items():
        if chart.places[places[0]].startswith("Jan"):
            x = frame.x(places[0]) - frame.step / 2
            made.append(f'<path d="M{n(x)} {n(frame.top - 6)}V{n(base + 6)}" stroke="var(--line)"/>')
        if frame.step * len(places) >= 34:
            made.append(
                svg.words((frame.x(places[0]) + frame.x(places[-1])) / 2, base + 24, year, "ax", "middle", size)
            )
    return "".join(made)


def _rebases(chart: XmrChart, frame: Frame, size: int, phone: bool) -> str:
    made = []
    for rebase in chart.rebases:
        x = frame.x(rebase.at) - frame.step / 2
        line = 'stroke="var(--ink2)" stroke-dasharray="2 3"'
        made.append(f'<path d="M{n(x)} 8V{n(frame.height - frame.bottom)}" {line}/>')
        left = x > frame.width * 0.55
        place, anchor = (x - 8, "end") if left else (x + 8, "start")
        label = rebase.label if phone or not rebase.reason else f"{rebase.label}:"
        made.append(svg.words(place, 18, label, "l2", anchor, size))
        if rebase.reason and not phone:
            room = int((place if left else frame.width - place) / (0.5 * size))
            made.append(svg.words(place, 36, rebase.reason[: min(room, 60)], "l2", anchor, size))
    return "".join(made)


def _notes(chart: XmrChart, frame: Frame, size: int, phone: bool) -> str:
    """A small mark on the axis where something outside moved the line, with its words where they have room."""
    base, made = frame.height - frame.bottom, []
    ends = (*(note.at for note in chart.notes), len(chart.places))
    for note, after in zip(chart.notes, ends[1:], strict=True):
        x = frame.x(note.at) - frame.step / 2
        line = f'<path d="M{n(x)} {n(base)}v-22" stroke="var(--ink2)" stroke-dasharray="2 3"/>'
        mark = f'<path d="M{n(x)} {n(base - 5)}l5 5l-5 5l-5 -5z" fill="var(--ink2)"/>'
        if note.kind == "action":  # a flag
            line = f'<path d="M{n(x)} {n(base)}v-40" stroke="var(--ink2)" stroke-width="1.4"/>'
            mark = f'<path d="M{n(x)} {n(base - 40)}l11 5l-11 5z" fill="var(--ink2)"/>'
        room = not phone and note.short and (after - note.at) * frame.step > 8 * len(note.short)
        over = 44 if note.kind == "action" else 10
        words = svg.words(x + 6, base - over, note.short, "l3", size=size) if room else ""
        made.append(f"<g><title>{svg.text(note.text)}</title>{line}{mark}{words}</g>")
    return "".join(made)


def labels(chart: XmrChart, phone: bool = False) -> list[tuple[float, str, str]]:
    """What stands right of the last point: (value, text, class), highest first."""
    made: list[tuple[float, str, str]] = []
    if chart.bands:
        band = chart.bands[-1]
        high, low = ("", "") if phone else ("Usual high ", "Usual low ")
        made += [(band.upper, high + band.upper_text, "l3"), (band.lower, low + band.lower_text, "l3")]
        made.append((band.mean, f"Average {band.mean_text}", "l2"))
        newest = chart.marks[-1]
        made.append((newest.value, newest.text if phone else f"{newest.text} newest", "nt"))
    if chart.before:
        newest, before = chart.marks[-1], chart.before[-1]
        made.append((newest.value, newest.text if phone else f"{newest.text} newest", "nt"))
        made.append((before.value, f"{before.text} {'before' if phone else 'a year before'}", "l3"))
    if chart.target:
        made.append((chart.target.value, f"Target {chart.target.text}", "lt"))
    return sorted(made, reverse=True)


def _levels(chart: XmrChart, frame: Frame, size: int, phone: bool) -> str:
    end = frame.x(len(chart.places) - 1) + frame.step / 2
    made, aim = [], 'stroke="var(--target)" stroke-width="1.8" stroke-dasharray="7 5" fill="none"'
    if chart.trajectory:
        way = "L".join(f"{n(frame.x(at))} {n(frame.y(value))}" for at, value in chart.trajectory.points)
        made.append(f'<path d="M{way}" fill="none" stroke="var(--target)" stroke-width="1.2" stroke-dasharray="2 4"/>')
    if chart.target:
        made.append(f'<path d="M{n(frame.left)} {n(frame.y(chart.target.value))}H{n(end)}" {aim}/>')
    told = labels(chart, phone)
    moved = svg.apart([frame.y(value) + 5 for value, *_ in told], 14, frame.height - frame.bottom)
    edge = frame.width - frame.right + 8
    made += [svg.words(edge, y, label, cls, size=size) for y, (_, label, cls) in zip(moved, told, strict=True)]
    place = _range_place(chart, frame, size)
    if place is not None:
        made.append(svg.words(*place, "Usual range", "l3", size=size))
    return "".join(made)


def _range_place(chart: XmrChart, frame: Frame, size: int) -> tuple[float, float] | None:
    """Where the first band is named: above, below or inside it, off line and target; None where none is free."""
    if not chart.bands:
        return None
    band = chart.bands[0]
    left = _edges(band, frame)[0] + 4
    right, upper, lower = left + 5.6 * size, frame.y(band.upper), frame.y(band.lower)
    taken = [frame.y(level) for level in (chart.target and chart.target.value, band.mean) if level is not None]
    shown = [(frame.x(m.at), frame.y(m.value)) for m in chart.marks if frame.x(m.at) < right + frame.step]
    for (x0, y0), (x1, y1) in pairwise(shown):
        steps = max(2, int(x1 - x0) // 3)
        taken += [y0 + (y1 - y0) * i / steps for i in range(steps + 1) if x0 + (x1 - x0) * i / steps <= right + 4]
    for base in (upper - 7, lower + size + 3, upper + size + 3, lower - 7):
        inside = size <= base <= frame.height - frame.bottom - 3
        if inside and not any(base - size - 3 <= y <= base + 7 for y in taken):
            return left, base
    return None


def _series(chart: XmrChart, frame: Frame, hover: bool) -> str:
    made = [
        f'<g opacity=".45">{svg.polyline([(frame.x(m.at), frame.y(m.value)) for m in run])}</g>'
        for run in pieces(chart.before)
        if len(run) > 1
    ]
    made += [svg.polyline([(frame.x(m.at), frame.y(m.value)) for m in run]) for run in runs(chart) if len(run) > 1]
    base = sum(mark.value for mark in chart.marks) / max(1, len(chart.marks))
    made += [svg.absent(frame.x(place), frame.y(base)) for place in chart.missing if not chart.sparse]
    made += [svg.absent(frame.x(place), frame.y(base)) for place in range(len(chart.places), frame.places)]
    for mark in chart.marks:
        drawn = svg.mark(mark.kind, frame.x(mark.at), frame.y(mark.value))
        made.append(f"<g><title>{svg.text(mark.hover)}</title>{drawn}</g>" if hover and mark.hover else drawn)
    return "".join(made)


def runs(chart: XmrChart) -> list[list[Mark]]:
    """The marks in unbroken pieces: the line stops at a month that is not in."""
    if chart.sparse:
        return [list(chart.marks)]
    return pieces(chart.marks)


def pieces(marks: Iterable[Mark]) -> list[list[Mark]]:
    """Marks whose places follow one another, kept together."""
    made: list[list[Mark]] = []
    for mark in marks:
        if made and mark.at == made[-1][-1].at + 1:
            made[-1].append(mark)
        else:
            made.append([mark])
    return made


def _told(chart: XmrChart, frame: Frame, size: int) -> str:
    """Where there is no range to stand beside: the value over each point, or over the newest of many."""
    if chart.bands or chart.before:
        return ""
    few = len(chart.marks) <= LEAST and (frame.step > 44 or chart.sparse)
    return "".join(
        svg.words(frame.x(mark.at), frame.y(mark.value) - 12, mark.text, "nt", "middle", size)
        for mark in (chart.marks if few else chart.marks[-1:])
    )

"""The chart of one public indicator as inline SVG, drawn from disclosed figures only.

Colours are classes (style.css), so that light, dark and print need no second drawing. Two sizes are drawn: text in an
SVG shrinks with it, and a phone wants its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape
from itertools import pairwise

from metrics.publication import chart_wording
from metrics.publication.figures import Figure, Public
from metrics.publication.tongues import Tongue
from metrics.publication.units import figure_value

LETTERS = {"w": 15, "p": 13}  # pixels, as the style sheet has them
NARROW, BROAD = 0.3, 0.57  # of a letter's size, how wide it is in Arial
LEAST_GAP = 18  # between two labels at the right, as a line of text is high
HATCH = (
    '<pattern id="{id}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<path class="hl" d="M0 0V6"/></pattern>'
)


@dataclass(frozen=True)
class Frame:
    """The plot within its drawing, in pixels of the viewBox."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    name: str

    @property
    def foot(self) -> int:
        return self.height - self.bottom


WIDE = Frame(960, 360, 8, 150, 28, 34, "w")
PHONE = Frame(358, 280, 6, 92, 26, 30, "p")
SMALL = Frame(300, 70, 6, 12, 8, 8, "s")


class Scale:
    """Places (0, 1, ...) and values to pixels."""

    def __init__(self, public: Public, frame: Frame) -> None:
        self.frame = frame
        self.count = len(public.figures)
        levels = [one.value for one in public.figures if one.drawn]
        levels += [level for one in public.limits for level in (one.lower, one.upper)]
        levels += [] if public.target is None else [public.target]
        low, high = min(levels), max(levels)
        if public.indicator.better != "toward" and low < 0 <= min(f.value for f in public.figures if f.drawn):
            low = 0  # a count or a share under nought is never drawn
        space = (high - low) * 0.06 or abs(high) * 0.1 or 1
        self.low, self.high = low - (space if low else 0), high + space

    def x(self, place: float) -> float:
        wide = self.frame.width - self.frame.left - self.frame.right
        return round(self.frame.left + wide * (place + 0.5) / self.count, 1)

    def y(self, value: float) -> float:
        value = min(max(value, self.low), self.high)
        tall = self.frame.foot - self.frame.top
        return round(self.frame.foot - tall * (value - self.low) / (self.high - self.low), 1)

    @property
    def half(self) -> float:
        """Half the room of one place."""
        return (self.frame.width - self.frame.left - self.frame.right) / self.count / 2


def chart(public: Public, tongue: Tongue) -> str:
    """The whole chart twice, wide and for a phone; the style sheet shows one. "" where there is nothing to draw."""
    if not any(one.drawn for one in public.figures):
        return ""
    return "".join(_drawing(public, frame, tongue) for frame in (WIDE, PHONE))


def small(public: Public) -> str:
    """The last 24 periods in little, without words; a sentence always stands beside it."""
    cut = max(0, len(public.figures) - 24)
    figures = public.figures[cut:]
    if not any(one.drawn for one in figures):
        return ""
    limits = [replace(one, first=max(0, one.first - cut), last=one.last - cut) for one in public.limits]
    public = replace(public, figures=figures, limits=tuple(one for one in limits if one.last >= 0))
    scale = Scale(public, SMALL)
    body = _bands(public, scale) + _target(public, scale) + _line(public, scale) + _hidden(public, scale, "")
    marks = [(place, one) for place, one in enumerate(public.figures) if one.drawn]
    last = marks[-1][0]
    body += "".join(
        _mark(one, scale.x(place), scale.y(one.value), 4 if place == last else 2.6)
        for place, one in marks
        if place == last or one.verdict in ("better", "worse", "shift")
    )
    return f'<svg class="sp" viewBox="0 0 {SMALL.width} {SMALL.height}" aria-hidden="true">{body}</svg>'


def _drawing(public: Public, frame: Frame, tongue: Tongue) -> str:
    scale = Scale(public, frame)
    ids = f"{frame.name}-{public.indicator.id}"
    hatch = f"h{ids}"
    title, code = tongue.trust(public.indicator.title)
    lang = "" if code == tongue.code else f' lang="{code}"'
    names = (
        f'<title id="t{ids}"{lang}>{escape(title)}</title>'
        f'<desc id="d{ids}">{escape(chart_wording.chart_words(public, tongue))}</desc>'
    )
    hidden = _hidden(public, scale, hatch)
    layers = (
        f"<defs>{HATCH.format(id=hatch)}</defs>" if hidden else "",
        _years(public, scale),
        _bands(public, scale),
        _target(public, scale),
        _rebases(public, scale, tongue),
        _steps(public, scale),
        _year_before(public, scale),
        _line(public, scale),
        "".join(_mark(o, scale.x(p), scale.y(o.value), 5) for p, o in enumerate(public.figures) if o.drawn),
        hidden,
        _labels(public, scale, tongue),
    )
    return (
        f'<svg class="xmr {frame.name}" viewBox="0 0 {frame.width} {frame.height}" role="img" '
        f'aria-labelledby="t{ids} d{ids}">{names} {_read("".join(layers))}</svg>'
    )


def _bands(public: Public, scale: Scale) -> str:
    made = ""
    for one in public.limits:
        left, right = scale.x(one.first) - scale.half, scale.x(one.last) + scale.half
        top, foot, mean = scale.y(one.upper), scale.y(one.lower), scale.y(one.mean)
        made += (
            f'<rect class="bd" x="{left:.1f}" y="{top}" width="{right - left:.1f}" height="{foot - top:.1f}"/>'
            f'<path class="mn" d="M{left:.1f} {mean}H{right:.1f}"/>'
        )
    return made


def _target(public: Public, scale: Scale) -> str:
    if public.target is None:
        return ""
    end = scale.frame.width - scale.frame.right
    return f'<path class="tg" d="M{scale.frame.left} {scale.y(public.target)}H{end}"/>'


def _line(public: Public, scale: Scale) -> str:
    """The line, lifted wherever a period is hidden or missing."""
    path, down = "", False
    for place, one in enumerate(public.figures):
        if one.drawn:
            path += f"{'L' if down else 'M'}{scale.x(place)} {scale.y(one.value)}"
        down = one.drawn
    return f'<path class="ln" d="{path}"/>'


def _year_before(public: Public, scale: Scale) -> str:
    """The same months a year before, dotted and faint."""
    path, last = "", None
    for place, level in public.before:
        path += f"{'L' if last == place - 1 else 'M'}{scale.x(place)} {scale.y(level)}"
        last = place
    return f'<path class="ln" stroke-dasharray="2 4" opacity=".7" d="{path}"/>' if path else ""


def _mark(one: Figure, x: float, y: float, size: float) -> str:
    """Disc, diamond, square or ring: the shape says it, the colour repeats it."""
    if one.verdict == "better":
        return f'<circle class="mb" cx="{x}" cy="{y}" r="{size}"/>'
    if one.verdict == "worse":
        far = size * 1.3
        return f'<path class="mw" d="M{x} {y - far:.1f}l{far:.1f} {far:.1f}-{far:.1f} {far:.1f}-{far:.1f}-{far:.1f}z"/>'
    if one.verdict == "shift":
        return f'<rect class="ms" x="{x - size:.1f}" y="{y - size:.1f}" width="{2 * size}" height="{2 * size}"/>'
    return f'<circle class="mu" cx="{x}" cy="{y}" r="{min(size, 3.2)}"/>'


def _hidden(public: Public, scale: Scale, hatch: str) -> str:
    """A hatched mark at the foot of the plot in each hidden period; its height tells nothing."""
    wide = max(2 * scale.half - 2, 5)
    tall = 16 if hatch else 8
    fill = f' fill="url(#{hatch})"' if hatch else ""
    places = [place for place, one in enumerate(public.figures) if one.status == "hidden"]
    return "".join(
        f'<rect class="hd"{fill} x="{scale.x(place) - wide / 2:.1f}" y="{scale.frame.foot - tall}" '
        f'width="{wide:.1f}" height="{tall}"/>'
        for place in places
    )


def _years(public: Public, scale: Scale) -> str:
    """Years centred under their months with a hairline at each January; a yearly series names each year."""
    foot = scale.frame.height - 8
    if public.grain == "year":
        every = 1 if scale.frame.width > 500 or scale.count < 7 else 2
        named = [(place, one.period) for place, one in enumerate(public.figures) if place % every == 0]
        return "".join(
            f'<text class="ax" x="{scale.x(at)}" y="{foot}" text-anchor="middle">{year}</text>' for at, year in named
        )
    made = ""
    for year in dict.fromkeys(one.start.year for one in public.figures):
        inside = [place for place, one in enumerate(public.figures) if one.start.year == year]
        middle = (scale.x(inside[0]) + scale.x(inside[-1])) / 2
        if len(inside) > 2:
            made += f'<text class="ax" x="{middle:.1f}" y="{foot}" text-anchor="middle">{year}</text>'
        if inside[0]:
            edge = scale.x(inside[0]) - scale.half
            made += f'<path class="hr" d="M{edge:.1f} {scale.frame.top}V{scale.frame.foot}"/>'
    return made


def _rebases(public: Public, scale: Scale, tongue: Tongue) -> str:
    made = ""
    for month in public.rebases:
        at = next((place for place, one in enumerate(public.figures) if one.start == month), None)
        if at:
            x = round(scale.x(at) - scale.half, 1)
            anchor = "end" if at > scale.count * 0.6 else "start"
            words = escape(chart_wording.new_limits(month, tongue))
            made += (
                f'<path class="rb" d="M{x} {scale.frame.top - 14}V{scale.frame.foot}"/>'
                f'<text class="ax" x="{x + (6 if anchor == "start" else -6):.1f}" y="{scale.frame.top - 8}" '
                f'text-anchor="{anchor}">{words}</text>'
            )
    return made


def _steps(public: Public, scale: Scale) -> str:
    """A small mark on the axis where the factors took a step or local began to mean other councils; the lines under
    the chart say which."""
    made = ""
    for step in (*public.steps, *public.redefined):
        at = next((place for place, one in enumerate(public.figures) if one.start == step.month), None)
        if at:
            x, foot = round(scale.x(at) - scale.half, 1), scale.frame.foot
            made += (
                f'<path class="rb" d="M{x} {foot - 22}V{foot}"/>'
                f'<path class="st" d="M{x} {foot - 5}l5 5l-5 5l-5 -5z"/>'
            )
    return made


def _labels(public: Public, scale: Scale, tongue: Tongue) -> str:
    """At the right: the limits, the average and the aim, pushed apart; at the newest point its value."""
    narrow = scale.frame.name == "p"
    told = chart_wording.level_labels(public, narrow, tongue)
    spots = sorted(([scale.y(level), text, kind] for level, text, kind in told), key=lambda spot: spot[0])
    for upper, spot in pairwise(spots):
        spot[0] = max(spot[0], upper[0] + LEAST_GAP)
    over = max((spots[-1][0] - scale.frame.foot) if spots else 0, 0)
    x = scale.frame.width - scale.frame.right + 8
    room, size = scale.frame.right - 8, LETTERS[scale.frame.name]
    made = "".join(
        f'<text class="{kind}" x="{x}" y="{y - over + 5:.1f}"{_fitted(text, size, room)}>{escape(text)}</text>'
        for y, text, kind in spots
    )
    return made + _newest(public, scale, tongue)


def _read(drawing: str) -> str:
    """The drawing with a space after each text: a browser without pictures reads them one after the other."""
    return drawing.replace("</text>", "</text> ")


def _fitted(text: str, size: int, room: int) -> str:
    """The attribute that draws a label closer where it would be cut off: £ and six digits in a long language."""
    wide = sum(NARROW if letter in "iljtf.,−-\u00a0\u202f " else BROAD for letter in text) * size
    return f' textLength="{room}" lengthAdjust="spacingAndGlyphs"' if wide > room else ""


def _newest(public: Public, scale: Scale, tongue: Tongue) -> str:
    drawn = [(place, one) for place, one in enumerate(public.figures) if one.drawn]
    place, one = drawn[-1]
    up = one.value >= (public.limits[-1].mean if public.limits else one.value)
    y = scale.y(one.value) + (-13 if up else 24)
    if y > scale.frame.foot:  # the years stand there
        y = scale.y(one.value) - 13
    y = max(y, 14)
    text = escape(figure_value(one, public.indicator, tongue))
    return f'<text class="nw" x="{scale.x(place) + 6}" y="{y:.1f}" text-anchor="end">{text}</text>'

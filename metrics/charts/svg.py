"""The few things all drawings share: numbers, escaping, marks, and labels that keep apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

GAP = 18.0  # least distance of two labels' baselines, px


def n(value: float) -> str:
    """A coordinate with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")


def text(value: object) -> str:
    """Data on its way into markup."""
    return escape(str(value), quote=True)


def picture(width: float, height: float, body: str, label: str = "", cls: str = "", sized: bool = True) -> str:
    """An SVG: role=img with its sentence, or hidden from assistive technology where a table stands beside it."""
    told = f'role="img" aria-label="{text(label)}"' if label else 'aria-hidden="true" focusable="false"'
    size = f' width="{n(width)}" height="{n(height)}"' if sized else ""
    return f'<svg class="{cls}" viewBox="0 0 {n(width)} {n(height)}"{size} {told}>{body}</svg>'


def words(x: float, y: float, value: object, cls: str, anchor: str = "start", size: int = 14) -> str:
    """A line of text in an SVG."""
    at = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return f'<text x="{n(x)}" y="{n(y)}" class="{cls}" font-size="{size}"{at}>{text(value)}</text>'


def mark(kind: str, x: float, y: float, r: float = 5.0) -> str:
    """A point: disc = better, diamond = worse, square = changed, open ring = as usual or not judged."""
    side = r * 1.7
    if kind == "better":
        return f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(r)}" fill="var(--better)"/>'
    if kind in ("worse", "shift"):
        turn = f' transform="rotate(45 {n(x)} {n(y)})"' if kind == "worse" else ""
        box = f'x="{n(x - side / 2)}" y="{n(y - side / 2)}" width="{n(side)}" height="{n(side)}"'
        return f'<rect {box}{turn} fill="var(--{kind})"/>'
    ring = 'fill="var(--paper)" stroke="var(--usual)" stroke-width="1.5"'
    return f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(r * 0.64)}" {ring}/>'


def absent(x: float, y: float, r: float = 4.5) -> str:
    """A dashed ring: a month that is not in."""
    return (
        f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(r)}" fill="none" stroke="var(--edge)" '
        'stroke-width="1.3" stroke-dasharray="2 2.4"/>'
    )


def dot(kind: str, size: int = 12) -> str:
    """A mark beside a word."""
    hidden = 'aria-hidden="true" focusable="false"'
    return f'<svg class="dt" viewBox="0 0 12 12" width="{size}" height="{size}" {hidden}>{mark(kind, 6, 6, 4.6)}</svg>'


def polyline(points: Iterable[tuple[float, float]], width: float = 1.6) -> str:
    """The line of a series."""
    path = " ".join(f"{n(x)},{n(y)}" for x, y in points)
    line = f'fill="none" stroke="var(--usual)" stroke-width="{width}" stroke-linejoin="round"'
    return f'<polyline points="{path}" {line}/>'


def apart(places: Sequence[float], low: float, high: float, gap: float = GAP) -> list[float]:
    """The same places, in the same order, moved as little as needed to stand `gap` apart and within low..high."""
    order = sorted(range(len(places)), key=lambda i: places[i])
    moved = list(places)
    floor = low
    for i in order:
        moved[i] = floor = max(floor, moved[i])
        floor += gap
    ceiling = max(high, low + gap * (len(places) - 1))
    for i in reversed(order):
        moved[i] = ceiling = min(ceiling, moved[i])
        ceiling -= gap
    return moved

"""Sources stacked by financial year, against the straight path to zero."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from metrics.charts import svg
from metrics.charts.svg import apart, n
from metrics.views.pictures import StackPath

Pixels = Callable[[float], float]
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 1040.0, 400.0, 150.0, 20.0, 34.0, 40.0


def stack_path(picture: StackPath) -> str:
    """The columns, their sources named at the left, the dashed path with a dot at zero."""
    first = picture.path[0][0] if picture.path else picture.years[0].year
    first = min(first, picture.years[0].year)
    last = picture.path[-1][0] if picture.path else picture.years[-1].year
    step = (WIDTH - LEFT - RIGHT) / (last - first + 1)
    top = max([sum(year.values) for year in picture.years] + [value for _, value in picture.path]) or 1.0

    def x(year: float) -> float:
        return LEFT + step * (year - first + 0.5)

    def y(value: float) -> float:
        return TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / top)

    body = f'<path d="M{n(LEFT)} {n(y(0))}H{n(WIDTH - RIGHT)}" stroke="var(--line)"/>'
    body += "".join(_column(year.values, x(year.year), y, step) for year in picture.years)
    body += _years(picture, x, y)
    body += _names(picture, y)
    body += _path(picture, x, y)
    return svg.picture(WIDTH, HEIGHT, body, picture.sentence, "pic", sized=False)


def _column(values: Sequence[float], x: float, y: Pixels, step: float) -> str:
    """One year; 2 px of air between its sources, a thin edge on the palest."""
    wide, base, made = step * 0.72, 0.0, []
    for i, value in enumerate(values):
        high, low = y(base + value), y(base)
        base += value
        if low - high < 0.4:
            continue
        edge = ' stroke="var(--edge)" stroke-width="1"' if i >= 3 else ""
        size = f'width="{n(wide)}" height="{n(max(low - high - 1.5, 0.6))}"'
        made.append(f'<rect x="{n(x - wide / 2)}" y="{n(high)}" {size} fill="var(--q{min(i, 3) + 1})"{edge}/>')
    return "".join(made)


def _years(picture: StackPath, x: Pixels, y: Pixels) -> str:
    """The first and the newest year below, and what each column adds up to above."""
    made = []
    for i, year in enumerate(picture.years):
        if i in (0, len(picture.years) - 1):
            made.append(svg.words(x(year.year), y(0) + 22, year.label, "ax", "middle"))
            made.append(svg.words(x(year.year), y(sum(year.values)) - 8, year.text, "nt", "middle"))
    return "".join(made)


def _names(picture: StackPath, y: Pixels) -> str:
    """The names of the sources beside the first column, where they were largest, pushed apart."""
    base, middles = 0.0, []
    for value in picture.years[0].values:
        middles.append(y(base + value / 2) + 5)
        base += value
    moved = apart(middles, TOP, HEIGHT - BOTTOM)
    return "".join(
        svg.words(LEFT - 4, place, name, "l2", "end") for place, name in zip(moved, picture.parts, strict=True)
    )


def _path(picture: StackPath, x: Pixels, y: Pixels) -> str:
    if not picture.path:
        return ""
    points = [(x(year), y(value)) for year, value in picture.path]
    line = "M" + "L".join(f"{n(px)} {n(py)}" for px, py in points)
    dash = 'fill="none" stroke="var(--target)" stroke-width="1.8" stroke-dasharray="7 5"'
    end_x, end_y = points[-1]
    middle = (points[0][0] + end_x) / 2, (points[0][1] + end_y) / 2
    return (
        f'<path d="{line}" {dash}/><circle cx="{n(end_x)}" cy="{n(end_y)}" r="5" fill="var(--target)"/>'
        + svg.words(middle[0] + 12, middle[1] - 8, picture.path_label, "lt")
        + svg.words(end_x + 8, end_y + 22, picture.end_label, "lt", "end")
    )

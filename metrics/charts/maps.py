"""A map of points: a coast line with pale waterlines to seaward, circles whose area is the value. No tiles."""

from __future__ import annotations

from collections.abc import Sequence

from metrics.charts import svg
from metrics.charts.svg import apart, n, text
from metrics.views.pictures import MapPoint, PointsMap

WIDTH, LARGEST = 640.0, 26.0  # px: the drawing's width, the largest circle's radius
MARGIN = 6000.0  # metres of air round the points
WATERLINES = ((26, 0.45), (17, 0.7), (8, 1.0))


def points_map(picture: PointsMap) -> str:
    """The map, or nothing where no place has a point."""
    if not picture.points:
        return ""
    west, east, south, north = _extent(picture)
    by = WIDTH / (east - west)
    height = (north - south) * by

    def place(e: float, o: float) -> tuple[float, float]:
        return (e - west) * by, (north - o) * by

    body = _coast([place(*point) for point in picture.coast], height) if picture.coast else ""
    body += _circles(picture.points, place, height)
    return f'<div class="map">{svg.picture(WIDTH, height, body, picture.sentence, "pic mapsvg", sized=False)}</div>'


def _extent(picture: PointsMap) -> tuple[float, float, float, float]:
    """West, east, south, north of what is drawn, metres."""
    easts, norths = [p.east for p in picture.points], [p.north for p in picture.points]
    west, east = min(easts) - MARGIN, max(easts) + MARGIN
    near = [point for point in picture.coast if west <= point[0] <= east + MARGIN]
    if near:
        west = min(west, min(point[0] for point in near) - MARGIN / 2)
    return west, east + MARGIN, min(norths) - MARGIN, max(norths) + MARGIN


def _coast(points: Sequence[tuple[float, float]], height: float) -> str:
    line = "M" + "L".join(f"{n(x)} {n(y)}" for x, y in points)
    waters = "".join(
        f'<path d="{line}" fill="none" stroke="var(--sea1)" stroke-width="{2 * wide}" opacity="{strength}" '
        'stroke-linejoin="round"/>'
        for wide, strength in WATERLINES
    )
    # waterlines lie to seaward: the land hides their other half
    land = f"{line}L{n(WIDTH + 40)} {n(points[-1][1])}V{n(points[0][1])}Z"
    return (
        f'{waters}<path d="{land}" fill="var(--paper)"/>'
        f'<path d="{line}" fill="none" stroke="var(--blue)" stroke-width="1.6" stroke-linejoin="round"/>'
    )


def _circles(points: Sequence[MapPoint], place, height: float) -> str:
    top = max(point.value for point in points) or 1
    drawn = sorted(points, key=lambda point: -point.value)
    centres = [place(point.east, point.north) for point in drawn]
    radii = [LARGEST * (point.value / top) ** 0.5 for point in drawn]
    heights = _label_heights(centres, height)
    made = []
    for point, (x, y), r in zip(drawn, centres, radii, strict=True):
        ring = 'stroke="var(--paper)" stroke-width="1.5"' if point.step < 3 else 'stroke="var(--edge)"'
        told = f"<title>{text(point.label)}: {text(point.text)}</title>"
        made.append(
            f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(max(r, 3))}" fill="var(--q{min(point.step, 3) + 1})" '
            f'fill-opacity=".9" {ring}>{told}</circle>'
        )
    for point, (x, _), r, y in zip(drawn, centres, radii, heights, strict=True):
        made.append(svg.words(x + r + 5, y + 4, f"{point.label} {point.text}", "nt halo", size=13))
    return "".join(made)


def _label_heights(centres: Sequence[tuple[float, float]], height: float) -> list[float]:
    """Labels that stand over one another are pushed apart; those far apart sideways do not meet."""
    heights = [y for _, y in centres]
    columns: dict[int, list[int]] = {}
    for i, (x, _) in enumerate(centres):
        columns.setdefault(int(x // 110), []).append(i)
    for held in columns.values():
        moved = apart([centres[i][1] for i in held], 12, height - 8)
        for i, y in zip(held, moved, strict=True):
            heights[i] = y
    return heights

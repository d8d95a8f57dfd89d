"""A map of points: a coast line with pale waterlines to seaward, circles whose area is the value. No tiles."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from metrics.charts import svg
from metrics.charts.svg import GAP, n, text
from metrics.views.pictures import MapPoint, PointsMap

WIDTH, TALLEST, LARGEST = 640.0, 420.0, 26.0  # px: the drawing's width and most height, the largest circle's radius
MARGIN = 6000.0  # metres of air round the points
CHARACTER = 7.4  # px that a character of a 13 px label takes, on average
WATERLINES = ((26, 0.45), (17, 0.7), (8, 1.0))
Box = tuple[float, float, float, float]  # left, top, right, bottom
Place = Callable[[float, float], tuple[float, float]]


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
    south, north = min(norths) - MARGIN, max(norths) + MARGIN
    wider = ((north - south) * WIDTH / TALLEST - (east - west)) / 2
    return west - max(wider, 0), east + max(wider, 0), south, north


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


def _circles(points: Sequence[MapPoint], place: Place, height: float) -> str:
    """Circles, the largest first so that small ones stay in sight; their labels last, over everything."""
    top = max(point.value for point in points) or 1
    drawn = sorted(points, key=lambda point: -point.value)
    rounds = [(*place(point.east, point.north), max(LARGEST * (point.value / top) ** 0.5, 3.0)) for point in drawn]
    made = []
    for point, (x, y, r) in zip(drawn, rounds, strict=True):
        ring = 'stroke="var(--paper)" stroke-width="1.5"' if point.step < 3 else 'stroke="var(--edge)"'
        told = f"<title>{text(point.label)}: {text(point.text)}</title>"
        shape = f'cx="{n(x)}" cy="{n(y)}" r="{n(r)}" fill="var(--q{min(point.step, 3) + 1})"'
        made.append(f"<circle {shape} {ring}>{told}</circle>")
    names = [f"{point.label} {point.text}" for point in drawn]
    for name, (x, y) in zip(names, label_places(names, rounds, height), strict=True):
        made.append(svg.words(x, y, name, "nt halo", size=13))
    return "".join(made)


def label_places(
    names: Sequence[str], rounds: Sequence[tuple[float, float, float]], height: float
) -> list[tuple[float, float]]:
    """Where each label begins (x, baseline y): right, left, below or above its circle, off other labels and circles."""
    boxes: list[Box] = []
    found = []
    for i, (name, (x, y, r)) in enumerate(zip(names, rounds, strict=True)):
        wide = CHARACTER * len(name)
        spots = [(x + r + 5, y + 4), (x - r - 5 - wide, y + 4), (x - wide / 2, y + r + 14), (x - wide / 2, y - r - 5)]
        spots += [(x + r + 5, y + 4 + GAP), (x + r + 5, y + 4 - GAP), (x - r - 5 - wide, y + 4 + GAP)]
        others = [(ox - o, oy - o, ox + o, oy + o) for j, (ox, oy, o) in enumerate(rounds) if j != i]
        best = min(spots, key=lambda spot: _cost(_box(spot, wide), boxes, others, height))
        boxes.append(_box(best, wide))
        found.append(best)
    return found


def _box(spot: tuple[float, float], wide: float) -> Box:
    return spot[0], spot[1] - 12, spot[0] + wide, spot[1] + 4


def _cost(box: Box, labels: Sequence[Box], circles: Sequence[Box], height: float) -> float:
    """How bad a place is: the area it shares with labels counts ten times that with circles; off the map is worst."""
    outside = box[0] < 0 or box[2] > WIDTH or box[1] < 0 or box[3] > height
    shared = 10 * sum(_shared(box, other) for other in labels) + sum(_shared(box, other) for other in circles)
    return shared + (1e6 if outside else 0.0)


def _shared(a: Box, b: Box) -> float:
    return max(0.0, min(a[2], b[2]) - max(a[0], b[0])) * max(0.0, min(a[3], b[3]) - max(a[1], b[1]))

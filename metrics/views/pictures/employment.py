"""Where the people who started live, on a map and by pay band."""

from __future__ import annotations

import csv
import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from metrics import wording
from metrics.lenses import DEFAULT_LENS
from metrics.views.context import Context
from metrics.views.pictures import Bar, HeatGrid, HeatRow, MapPoint, Picture, PointsMap, Table
from metrics.views.pictures.places import UNKNOWN, heat_step, of_ring, ring_of, ring_title, rings
from metrics.views.pictures.reading import rows, span

CLOSE = 6000.0  # metres round the catchment that the map still shows
AXES = ("east", "north")
FEWEST = 8  # a district with fewer starters in a year is not drawn by itself


def pictures(context: Context, month: date) -> tuple[Picture, ...]:
    """The pictures of the employment page, for twelve months up to `month`."""
    return _map(context, rows(context, "starters_by_district", month)), _bands(
        context, rows(context, "starters_by_band", month)
    )


def _map(context: Context, found: list[dict[str, Any]]) -> Picture:
    title = "Where the people who started live"
    if not found:
        return PointsMap(title, empty="No starters have come in yet.")
    total = sum(row["people"] for row in found)
    near = _near([row for row in found if row["ring"] and row["people"] >= FEWEST and row["east"]])
    points = tuple(
        MapPoint(
            row["district"],
            row["east"],
            row["north"],
            row["people"],
            f"{row['people']:,}",
            rings(context).index(ring_of(context, row["ring"])),
        )
        for row in near
    )
    by_ring = of_ring(context, found, "people")
    local = by_ring.get("catchment", 0)
    known = total - by_ring.get(UNKNOWN, 0)
    place = context.framework.trust.get("place", "the catchment")
    shore = coast() if context.framework.trust.get("coast") else ()
    return PointsMap(
        title=title,
        sentence=f"{wording.share(local, known)} of the people who started in "
        f"{span(found)} and whose home is known live in {place}: {local:,} of {known:,}.",
        caption="Circle area: people who started. Postcode districts further off, or with fewer than "
        f"{FEWEST}, are in the bars alone.{' The coast is drawn by hand.' if shore else ''}",
        points=points,
        aside=tuple(_aside(context, ring, by_ring.get(ring, 0), total) for ring in (*rings(context), UNKNOWN)),
        coast=shore,
        table=Table(
            ("Postcode district", "Council", "People"),
            tuple((p["district"], p["council_name"] or "", f"{p['people']:,}") for p in near),
        ),
    )


def _near(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The districts of the catchment, and those that lie between or close by: a wider map would show dots alone."""
    own = [row for row in found if row["ring"] == DEFAULT_LENS]
    if not own:
        return found
    sides = [(min(row[axis] for row in own) - CLOSE, max(row[axis] for row in own) + CLOSE) for axis in AXES]
    return [
        row for row in found if all(low <= row[axis] <= high for axis, (low, high) in zip(AXES, sides, strict=True))
    ]


def _aside(context: Context, ring: str, people: int, total: int) -> Bar:
    return Bar(ring_title(context, ring), people, f"{people:,}", wording.share(people, total), hatched=ring == UNKNOWN)


def _bands(context: Context, found: list[dict[str, Any]]) -> Picture:
    title = "Who starts from near, by pay band"
    if not found:
        return HeatGrid(title, empty="No starters have come in yet.")
    columns = (*rings(context), UNKNOWN)
    by_band: dict[str, dict[str, int]] = {}
    for row in found:
        held, ring = by_band.setdefault(_band(row["band"]), {}), ring_of(context, row["ring"])
        held[ring] = held.get(ring, 0) + row["people"]
    made = []
    for band in sorted(by_band, key=_band_order):
        held = by_band[band]
        whole, known = sum(held.values()), sum(n for ring, n in held.items() if ring != UNKNOWN)
        cells = tuple((f"{held.get(ring, 0):,}", heat_step(held.get(ring, 0), whole)) for ring in columns)
        made.append(HeatRow(band, wording.share(held.get("catchment", 0), known), cells))
    headings = tuple(ring_title(context, ring) for ring in columns)
    return HeatGrid(
        title=title,
        sentence=f"People who started in {span(found)}, by pay band and home. "
        "Shading shows each place’s share of its row.",
        row_heading="Pay band",
        lead_heading="Local share",
        columns=headings,
        rows=tuple(made),
    )


def _band(name: str) -> str:
    """The few people of the highest bands are shown together."""
    return "Bands 8 and 9" if _band_order(name)[0] in (8, 9) else name


def _band_order(band: str) -> tuple[int, str]:
    """Band 2 before Band 10, and bands before everything else."""
    found = re.search(r"band\w*\s+(\d+)", band, re.IGNORECASE)
    return int(found.group(1)) if found else 99, band


@cache
def coast() -> tuple[tuple[float, float], ...]:
    """The shore as national grid points, from coast.csv beside this module."""
    with (Path(__file__).parent / "coast.csv").open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        return tuple((float(row["east"]), float(row["north"])) for row in csv.DictReader(lines))

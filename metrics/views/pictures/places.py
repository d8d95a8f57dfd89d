"""The rings of places, closest to home first, as the pictures name them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from metrics.views.context import Context

RINGS = ("catchment", "lancashire-south-cumbria", "north-west", "elsewhere")
UNKNOWN = "unknown"
BREAKS = (0.05, 0.12, 0.20, 0.30)  # shares of a row at which a stronger tint begins
TITLES = {
    "lancashire-south-cumbria": "Rest of Lancashire and South Cumbria",
    "north-west": "Rest of the North West",
    "elsewhere": "Elsewhere",
    UNKNOWN: "Not known",
}


def ring_title(context: Context, ring: str) -> str:
    """What a ring is called; the first one bears the trust's own name for it."""
    return TITLES.get(ring) or str(context.framework.trust.get("place", "Catchment"))


def of_ring(found: Iterable[dict[str, Any]], figure: str) -> dict[str, Any]:
    """The sum of a column by ring; what lies nowhere is `unknown`."""
    held: dict[str, Any] = {}
    for row in found:
        ring = row["ring"] or UNKNOWN
        held[ring] = held.get(ring, 0) + row[figure]
    return held


def heat_step(value: float, whole: float) -> int:
    """The tint of a cell, 0 to 4, by its share of the row."""
    part = value / whole if whole else 0.0
    return sum(part >= edge for edge in BREAKS)

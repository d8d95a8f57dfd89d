"""The rings of places, closest to home first, as the pictures name them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from metrics.lenses import DEFAULT_LENS, wider
from metrics.views.context import Context

UNKNOWN = "unknown"
BREAKS = (0.05, 0.12, 0.20, 0.30)  # shares of a row at which a stronger tint begins
TITLES = {"elsewhere": "Elsewhere", UNKNOWN: "Not known"}


def rings(context: Context) -> tuple[str, ...]:
    """The rings that the trust speaks of, closest to home first."""
    return (DEFAULT_LENS, *(ring for ring, _ in wider(context.framework)), "elsewhere")


def ring_title(context: Context, ring: str) -> str:
    """What a ring is called; the first one bears the trust's own name for it."""
    named = {name: one.get("rest", one["title"]) for name, one in wider(context.framework)}
    return TITLES.get(ring) or named.get(ring) or str(context.framework.trust.get("place", "Catchment"))


def ring_of(context: Context, ring: str | None) -> str:
    """The ring under which a row is shown: one that the trust does not name is elsewhere, and none is `unknown`."""
    return UNKNOWN if not ring else ring if ring in rings(context) else "elsewhere"


def of_ring(context: Context, found: Iterable[dict[str, Any]], figure: str) -> dict[str, Any]:
    """The sum of a column by ring as it is shown."""
    held: dict[str, Any] = {}
    for row in found:
        ring = ring_of(context, row["ring"])
        held[ring] = held.get(ring, 0) + row[figure]
    return held


def heat_step(value: float, whole: float) -> int:
    """The tint of a cell, 0 to 4, by its share of the row."""
    part = value / whole if whole else 0.0
    return sum(part >= edge for edge in BREAKS)

"""One area: its finding, its pictures, its commitments and their indicators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from metrics.definitions import Area, Commitment
from metrics.views.card import Card
from metrics.views.context import Context
from metrics.views.overview import AreaGlance
from metrics.views.pictures import Picture


@dataclass(frozen=True)
class AreaView:
    """`strip` is every area's glance for the tabs; `pictures` are drawn by charts/pictures.draw, in order."""

    area: Area
    month: date | None
    finding: str
    lead: str
    strip: tuple[AreaGlance, ...]
    commitments: tuple[tuple[Commitment, tuple[Card, ...]], ...]
    pictures: tuple[Picture, ...]
    banner: str = ""


def area(context: Context, area_id: str, month: date | None = None) -> AreaView:
    """One area (by id) as it stood at the end of `month` (None: the newest)."""
    return AreaView(context.framework.area(area_id), month, "", "", (), (), ())

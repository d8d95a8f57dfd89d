"""One area: its finding, its pictures, its commitments and their indicators."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from metrics import wording
from metrics.definitions import Area, Commitment
from metrics.lenses import DEFAULT_LENS
from metrics.views import addresses
from metrics.views.card import Card
from metrics.views.context import Context
from metrics.views.local import Switched, switch_lead, switched, words_of
from metrics.views.month import banner
from metrics.views.overview import ORDER, AreaGlance, all_cards, glances, months_of, rest_of
from metrics.views.pictures import Picture, buildings, employment, environment, partnership, procurement


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
    lens: str = DEFAULT_LENS
    local: bool = False  # whether any indicator here asks for a place
    switch: str = ""  # what this meaning of local does, in a sentence
    switched: tuple[Switched, ...] = ()
    addresses: str = ""  # how far local spend moves when another address of the supplier decides
    pictured: str = ""  # what local means in the pictures, where it is not what the figures go by


DRAWN = {
    "employment": employment.pictures,
    "procurement": procurement.pictures,
    "environment": environment.pictures,
    "buildings": buildings.pictures,
    "partnership": partnership.pictures,
}


def area(context: Context, area_id: str, month: date | None = None, lens: str = DEFAULT_LENS) -> AreaView:
    """One area (by id) as it stood at the end of `month` (None: the newest), by a lens. KeyError for no such area."""
    found = context.framework.area(area_id)
    cards = all_cards(context, month, lens)
    own = [card for card in cards if card.area == area_id]
    shown = month or (months_of(all_cards(context, month)) or (None,))[0]
    drawn = DRAWN.get(area_id)
    moved = switched(context, own, lens)
    return AreaView(
        area=found,
        month=shown,
        finding=_finding(found, own),
        lead=_lead(own),
        strip=glances(context, cards),
        commitments=_commitments(context, area_id, own),
        pictures=drawn(context, shown) if drawn and shown and context.warehouse else (),
        banner=banner(context),
        lens=lens,
        local=any(one.local for one in context.framework.indicators if one.area == area_id),
        switch=switch_lead(context, moved, lens),
        switched=moved,
        addresses=_addresses(context, own, lens),
        pictured=words_of(context, DEFAULT_LENS) if lens != DEFAULT_LENS else "",
    )


def _addresses(context: Context, own: list[Card], lens: str) -> str:
    spend = next((card for card in own if card.code == "P1a" and card.period), None)
    return addresses.moved(context, spend.grain, spend.period, lens) if spend else ""


def _finding(found: Area, own: list[Card]) -> str:
    if all(card.verdict == "waiting" for card in own):
        return f"No figures for {found.title}"
    n = Counter(card.verdict for card in own)
    return wording.overview_finding(n["better"], n["worse"], n["shift"])


def _lead(own: list[Card]) -> str:
    """The news of the area: what got worse before what got better, at most two sentences."""
    news = [card.change for verdict in ORDER for card in own if card.verdict == verdict and card.change]
    return " ".join(news[:2]) or rest_of(own)


def _commitments(context: Context, area_id: str, own: list[Card]) -> tuple[tuple[Commitment, tuple[Card, ...]], ...]:
    promises = sorted((c for c in context.framework.commitments if c.area == area_id), key=lambda c: c.order)
    return tuple((promise, tuple(card for card in own if card.commitment == promise.id)) for promise in promises)

"""One indicator: its card, its parts, its receipt and its definition."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from metrics.definitions import Commitment, Indicator
from metrics.views.card import Card, card
from metrics.views.context import Context


@dataclass(frozen=True)
class Part:
    """One part of a split at the newest period: text and a share of the whole for a bar (0 to 1)."""

    label: str
    value: str
    numerator: str
    denominator: str
    share: float | None


@dataclass(frozen=True)
class Said:
    """A comment or an action of a person."""

    kind: str  # comment | action
    text: str
    by: str
    when: str
    due: str = ""
    owner: str = ""


@dataclass(frozen=True)
class Download:
    """A file offered: the numbers of this page as CSV text, named."""

    name: str
    label: str
    media_type: str
    text: str


@dataclass(frozen=True)
class IndicatorView:
    """grains, lenses and splits are (value, words) to choose from; receipt and definition are (label, text)."""

    card: Card
    indicator: Indicator
    commitment: Commitment
    grain: str
    lens: str
    split: str | None
    grains: tuple[tuple[str, str], ...]
    lenses: tuple[tuple[str, str], ...]
    splits: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    receipt: tuple[tuple[str, str], ...]
    definition: tuple[tuple[str, str], ...]
    said: tuple[Said, ...]
    downloads: tuple[Download, ...]
    numerator_heading: str = "Counted"
    denominator_heading: str = "Out of"
    banner: str = ""


def indicator(
    context: Context,
    id: str,
    grain: str | None = None,
    lens: str = "catchment",
    split: str | None = None,
    month: date | None = None,
) -> IndicatorView:
    """One indicator (id or code) by grain (None: its own), lens and split."""
    found = context.framework.indicator(id)
    made = card(context, found.id, month, grain or found.grain, lens)
    commitment = context.framework.commitment(found.commitment)
    return IndicatorView(made, found, commitment, grain or found.grain, lens, split, (), (), (), (), (), (), (), ())

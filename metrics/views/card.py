"""One indicator at one period, said whole: value, verdict, target, sentence, chart and the numbers behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from metrics.views.chart import XmrChart
from metrics.views.context import Context


@dataclass(frozen=True)
class Row:
    """One line of the numbers table; every field is text as people write it, "" where there is none."""

    period: str
    label: str
    numerator: str
    denominator: str
    value: str
    unknown: str
    verdict: str
    verdict_words: str
    status: str


@dataclass(frozen=True)
class Card:
    """What the overview, an area, an indicator page and the public page say about one indicator.

    verdict: better|worse|usual|shift|few|none|waiting. direction: H|L|"". assurance: P|?|F|None.
    progress: on_track|acceleration_needed|limited|deterioration|"". value_number: the value itself, share 0 to 1.
    """

    id: str
    code: str
    title: str
    short: str
    area: str
    commitment: str
    unit: str
    better: str
    period: str = ""
    period_words: str = ""
    value: str = ""
    value_number: float | None = None
    previous: str = ""
    numerator: str = ""
    denominator: str = ""
    verdict: str = "none"
    direction: str = ""
    verdict_words: str = ""
    assurance: str | None = None
    assurance_words: str = ""
    target: str = ""
    progress: str = ""
    progress_words: str = ""
    sentence: str = ""
    change: str = ""
    coverage: str = ""
    waiting_for: str = ""
    provisional: bool = False
    chart: XmrChart | None = None
    rows: tuple[Row, ...] = ()
    points: int = 0
    grain: str = "month"
    headline: bool = False
    public: bool = True
    made_up: bool = False


def card(
    context: Context,
    indicator: str,
    month: date | None = None,
    grain: str = "month",
    lens: str = "catchment",
    split: str | None = None,
    part: str | None = None,
) -> Card:
    """The card of an indicator (id or code) as it stood at the end of `month` (None: the newest)."""
    found = context.framework.indicator(indicator)
    return Card(found.id, found.code, found.title, found.short, found.area, found.commitment, found.unit, found.better)

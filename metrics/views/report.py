"""The board report: the month in short, what needs attention, a page an indicator, and what is not known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from metrics import results, wording
from metrics.definitions import Area, Commitment, Indicator
from metrics.ledger import LoadFact
from metrics.spc import RULE_SET
from metrics.views.aims import screening
from metrics.views.card import Card
from metrics.views.context import Context
from metrics.views.indicator import Said, said_of
from metrics.views.judging import FIXED_AFTER, NEEDED
from metrics.views.manners import SMALL, SPARSE
from metrics.views.month import SourceState, source_states
from metrics.views.overview import Overview, overview
from metrics.views.receipt import receipt

Tell = Callable[[float, str], None]

PERIODS = 13  # in a page's table: a year and the month it began with
ATTENTION = "Worse than usual, or keeps missing its target."
NOTHING = "There are no figures yet. Bring in a file, and the report can be made."
RULES = (
    "The average is that of the first {held} points (of all, while there are fewer); the usual range is the average "
    "plus and minus 2.66 times the mean moving range. Moving ranges {screened}.",
    "More than chance, the first that fits: a point outside the usual range; seven points each higher, or each lower, "
    "than the last; two of three points near one end of the range and all three on that side of the average; seven "
    "points on one side of the average. Nothing is judged under {needed} points.",
    "Better and worse follow from the way that is good for the figure; where neither is, a change is called a change. "
    "A target is kept when the whole usual range lies on its good side, missed when it lies on the other, and hit or "
    "miss when it lies across.",
    "A share of fewer than {small} a month on average is judged by quarter, a count of fewer than {sparse} a month not "
    "at all. What has seasons is compared with the same month last year, by the same rules.",
)


@dataclass(frozen=True)
class Page:
    """One indicator, as its page in the app tells it; `rows` of its card are newest first."""

    card: Card
    indicator: Indicator
    area: Area
    commitment: Commitment
    headings: tuple[str, str]
    said: tuple[Said, ...]
    receipt: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Report:
    """`exceptions` come first and are not among `others`; `uncertain` are cards of which something is not known."""

    trust: str
    period: str
    month: date
    overview: Overview
    exceptions: tuple[Page, ...]
    others: tuple[Page, ...]
    sources: tuple[SourceState, ...]
    uncertain: tuple[Card, ...]
    waiting: tuple[Page, ...]
    made: str
    rule_set: str
    rules: tuple[str, ...]
    banner: str = ""
    contact: str = ""
    coast: bool = False  # whether the ornament of the trust's coast belongs on it

    @property
    def title(self) -> str:
        return f"{self.trust}: anchor framework, {self.period}"

    @property
    def pages(self) -> tuple[Page, ...]:
        return (*self.exceptions, *self.others)


def report(context: Context, month: str | None = None, tell: Tell | None = None) -> Report:
    """The report of a month ("2026-03"; None: the newest). ValueError, in a sentence, where there is none to make."""
    found = _overview(context, month)
    live = [card for card in found.cards if card.verdict != "waiting"]
    facts, pages = context.ledger.current_loads(), []
    for number, card in enumerate(live, 1):
        pages.append(page_of(context, card, found.month, facts))
        if tell:
            tell(number / len(live), f"Indicator {number} of {len(live)}: {card.short}")
    first = [page for page in pages if needs_attention(page.card)]
    trust = context.framework.trust
    return Report(
        trust=str(trust.get("example_name" if context.made_up else "name", "")),
        period=wording.month(found.month),
        month=found.month,
        overview=found,
        exceptions=tuple(sorted(first, key=lambda page: _pressing(page.card))),
        others=tuple(page for page in pages if not needs_attention(page.card)),
        sources=source_states(context),
        uncertain=tuple(card for card in live if card.coverage),
        waiting=tuple(page_of(context, card, found.month, facts) for card in found.waiting),
        made=f"Made on {wording.day(context.today)}, from the files that were in on that day.",
        rule_set=RULE_SET,
        rules=_rules(context),
        banner=found.banner,
        contact="" if context.made_up else str(trust.get("contact", "")),
        coast=bool(trust.get("coast")),
    )


def _rules(context: Context) -> tuple[str, ...]:
    """How the charts are read, as the trust has it."""
    words = "far larger than the others are left out first" if screening(context.ledger) else "are not screened"
    fill = {"held": FIXED_AFTER, "needed": NEEDED, "small": SMALL, "sparse": SPARSE, "screened": words}
    return tuple(rule.format(**fill) for rule in RULES)


def needs_attention(card: Card) -> bool:
    """Worse than usual, or its usual range lies wholly on the bad side of its target."""
    return card.verdict == "worse" or card.assurance == "F"


def _pressing(card: Card) -> tuple[bool, bool]:
    """Worse and missing its target comes before worse, and that before missing its target."""
    return card.verdict != "worse", card.assurance != "F"


def _overview(context: Context, month: str | None) -> Overview:
    if context.warehouse is None:
        raise ValueError(NOTHING)
    try:
        wanted = date.fromisoformat(f"{month}-01") if month is not None else None
    except ValueError:
        raise ValueError(f"'{month}' is not a month; write it as 2026-03.") from None
    found = overview(context, wanted)
    if not found.months:
        raise ValueError(NOTHING)
    if found.month not in found.months:
        newest = f"The newest month with figures is {found.months[0]:%Y-%m}."
        raise ValueError(f"There are no figures for {month}. {newest}")
    return found


def page_of(context: Context, card: Card, month: date | None, facts: list[LoadFact]) -> Page:
    """What the report says of one indicator at the end of a month."""
    indicator = context.framework.indicator(card.id)
    return Page(
        card=card,
        indicator=indicator,
        area=context.framework.area(card.area),
        commitment=context.framework.commitment(card.commitment),
        headings=(indicator.counted or "Counted", indicator.out_of or "Out of"),
        said=said_of(context, indicator, month),
        receipt=receipt(context, indicator, card, results.DEFAULT_LENS, facts),
    )

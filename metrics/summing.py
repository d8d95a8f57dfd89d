"""From counted rows to points: the only place that adds up, rounds and divides.

The rows of a part stand in slots: one for each month that came, in order, then one for each year that a yearly return
answers. A period is made from a run of slots, so that what it adds up is a slice of a column.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import accumulate
from typing import Any

from .counting import Counted
from .definitions import TIERS, Indicator
from .periods import ROLLING, Period

PENCE = Decimal("0.01")
EXACT = frozenset((int, bool, Decimal))  # numbers whose sums do not depend on their order
LAST_PARTS = ("unknown", "left out")


@dataclass(frozen=True)
class Point:
    """One period of a series. Money is Decimal in pounds; a share is a fraction from 0 to 1.

    status: complete | partial (months missing, or not yet over) | missing (no rows, or no figure) | provisional |
    waiting (for the postcode directory, without which the lens cannot be told).
    """

    period: str
    start: date
    numerator: Any
    denominator: Any
    value: Any
    unknown: Any
    left_out: Any
    status: str
    reasons: tuple[tuple[str, Any], ...] = ()  # what is left out by rule: the reason in words, and how much
    typed: bool = False  # rests on a figure by hand, wholly or for some of its months
    lacks: tuple[str, ...] = ()  # what the figure that is missing waits for, in words
    tier: str = ""  # reduced | standard | optimal, where the indicator tells how good its figures are


@dataclass(frozen=True)
class Series:
    """An indicator by one grain and lens; `part` is one value of the `split`, or None for the whole."""

    indicator: str
    grain: str
    lens: str
    part: str | None
    split: str | None
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Span:
    """A period and the slots it is made from, None where it has no figure."""

    period: Period
    slots: slice | None
    status: str = "missing"


def spans(
    indicator: Indicator, grain: str, wanted: Sequence[Period], covered: Sequence[date],
    years: Mapping[str, int],
) -> list[Span]:
    """The slots of each period. `covered`: the months that came, in order; `years`: the slot of each period that a
    yearly return answers. What is counted anew for each period has a slot for each of them."""
    place = {month: number for number, month in enumerate(covered)}
    found = []
    for number, period in enumerate(wanted):
        if period.label in years:
            slot = years[period.label]
            found.append(Span(period, slice(slot, slot + 1), "complete"))
            continue
        present = [place[month] for month in period.months if month in place]
        if not present or (grain in ROLLING and period.months[-1] not in place):
            found.append(Span(period, None))
            continue
        needed = 1 if indicator.basis == "stock" else len(period.months)
        whole = period.months[-1] in place if needed == 1 else len(present) == needed
        first = {"distinct": number, "stock": present[-1]}.get(indicator.basis, present[0])
        last = first if indicator.basis in ("distinct", "stock") else present[-1]
        found.append(Span(period, slice(first, last + 1), "complete" if whole else "partial"))
    return found


class Columns:
    """The rows of one part, slot by slot (None: a month that came and has nothing to count), ready to be added up."""

    def __init__(self, indicator: Indicator, rows: Sequence[Counted | None]):
        self.indicator, self.rows = indicator, rows
        there = [row for row in rows if row is not None]
        self.so_far = [0, *accumulate(row is not None for row in rows)]  # rows before each slot
        self.told_more = any(row.typed or row.lacks or row.tier or row.provisional for row in there)

    def points(self, of: Sequence[Span]) -> tuple[Point, ...]:
        """A point for each period: missing where no month of it came, zero where they came and nothing is in them."""
        indicator, runs = self.indicator, [span.slots for span in of if span.slots is not None]
        tops = self._sums("numerator", runs)
        wholes = self._wholes(runs) if divides(indicator) else [None] * len(runs)
        unknown = self._sums("unknown", runs) if "unknown" in indicator.gives else [None] * len(runs)
        is_left_out = "left_out" in indicator.gives or indicator.reasons
        left_out = self._sums("left_out", runs) if is_left_out else [None] * len(runs)
        numbers = zip(tops, wholes, unknown, left_out, self._reasons(runs), strict=True)
        return tuple(_missing(span) if span.slots is None else self._point(span, *next(numbers)) for span in of)

    def _point(
        self, span: Span, top: Any, whole: Any, unknown: Any, left_out: Any, reasons: tuple[tuple[str, Any], ...]
    ) -> Point:
        period, status = span.period, span.status
        typed, lacks, tier = False, (), ""
        if self.told_more and self._is_there(span.slots):
            status, typed, lacks, tier = self._told(span)
        if top is None or (whole is None and divides(self.indicator)):
            status = "missing"
        value = value_of(self.indicator, top, whole)
        tier = tier if value is not None else ""
        return Point(
            period.label, period.start, top, whole, value, unknown, left_out, status, reasons, typed, lacks, tier
        )

    def _is_there(self, run: slice) -> bool:
        """Whether any slot of the run has a row."""
        return self.so_far[run.stop] > self.so_far[run.start]

    def _sums(self, name: str, runs: Sequence[slice]) -> list[Any]:
        """Zero for a month that came and has nothing to count; None as soon as one month has no figure."""
        return self._added([0 if row is None else getattr(row, name) for row in self.rows], runs)

    def _added(self, column: list[Any], runs: Sequence[slice]) -> list[Any]:
        one = self.indicator
        if EXACT.issuperset(map(type, column)):  # what adds up exactly is the same told as a difference
            sums = [0, *accumulate(column)]
            return [number(one, sums[run.stop] - sums[run.start]) for run in runs]
        empty = [value is None for value in column]
        return [None if any(empty[run]) else number(one, sum(column[run])) for run in runs]

    def _wholes(self, runs: Sequence[slice]) -> list[Any]:
        """The sums of the denominators; of a flow over a stock, their means over the months that have rows."""
        if self.indicator.basis != "flow-over-stock":
            return self._sums("denominator", runs)
        found = []
        for run in runs:
            stocks = [row.denominator for row in self.rows[run] if row is not None]
            known = bool(stocks) and all(stock is not None for stock in stocks)
            found.append(number(self.indicator, sum(stocks) / len(stocks)) if known else None)
        return found

    def _reasons(self, runs: Sequence[slice]) -> list[tuple[tuple[str, Any], ...]]:
        """What is left out by each reason; nothing where no row says so, for whoever typed a figure did not."""
        if not self.indicator.reasons:
            return [()] * len(runs)
        words = [reason_words(name) for name in self.indicator.reasons]
        columns = [
            self._added([0 if row is None else row.reasons[place] for row in self.rows], runs)
            for place in range(len(words))
        ]
        said = list(accumulate((row is not None and not row.typed for row in self.rows), initial=0))
        return [
            tuple(zip(words, much, strict=True)) if said[run.stop] > said[run.start] else ()
            for run, *much in zip(runs, *columns, strict=True)
        ]

    def _told(self, span: Span) -> tuple[str, bool, tuple[str, ...], str]:
        """The status, whether the figure was typed, what it lacks, and how good it is."""
        counted = [row for row in self.rows[span.slots] if row is not None]
        provisional = span.status == "complete" and any(row.provisional for row in counted)
        lacks = sorted({words for row in counted if row.lacks for words in row.lacks.split("; ")})
        tiers = [row.tier for row in counted if row.tier]
        tier = TIERS[min(tiers) - 1] if tiers else ""
        status = "provisional" if provisional else span.status
        return status, any(row.typed for row in counted), tuple(lacks), tier


def _missing(span: Span) -> Point:
    return Point(span.period.label, span.period.start, None, None, None, None, None, "missing")


def in_order(
    indicator: Indicator, grain: str, lens: str, split: str | None, parts: Mapping[str, Sequence[Counted | None]],
    of: Sequence[Span], nothing: Sequence[Counted | None] = (),
) -> list[Series]:
    """One series for each part, the largest first, what is unknown or left out last.

    `nothing`: by slot, what stands for a part that has no row there but has one elsewhere in the period.
    """
    found = []
    for part, rows in parts.items():
        if nothing:
            points = tuple(_beside_nothing(indicator, rows, span, nothing) for span in of)
        else:
            points = Columns(indicator, rows).points(of)
        found.append(Series(indicator.id, grain, lens, part if split else None, split, points))
    return sorted(found, key=_size)


def _beside_nothing(
    indicator: Indicator, rows: Sequence[Counted | None], span: Span, nothing: Sequence[Counted | None]
) -> Point:
    run = list(rows[span.slots]) if span.slots is not None else []
    if any(run):
        instead = [*nothing[span.slots], *([None] * len(run))]  # a year of a return has none
        run = [other if row is None else row for row, other in zip(run, instead, strict=False)]
    alone = replace(span, slots=slice(0, len(run))) if run else span
    return Columns(indicator, run).points([alone])[0]


def _size(one: Series) -> tuple[bool, float, str]:
    size = sum(abs(p.numerator if p.denominator is None else p.denominator) for p in one.points
               if p.numerator is not None)
    return one.part in LAST_PARTS, -float(size), one.part or ""


def reason_words(column: str) -> str:
    """`left_out_moves_within_the_trust` in words."""
    return column.removeprefix("left_out_").replace("_", " ")


def divides(indicator: Indicator) -> bool:
    """Whether its value is the one number out of the other."""
    return indicator.kind in ("share", "rate", "average")


def number(indicator: Indicator, value: Any) -> Any:
    """Money to the penny, a whole number as one, anything else to six places (below what any meter reads)."""
    if value is None:
        return None
    if indicator.counts == "money":
        return Decimal(value).quantize(PENCE)
    if type(value) is int:
        return value
    # a sum of floats hangs on the order of its terms in its last digits: those go first, so that half is always half
    number = round(round(float(value), 9), 6)
    return int(number) if number.is_integer() else number


def value_of(indicator: Indicator, numerator: Any, denominator: Any) -> Any:
    """The figure that the two numbers make."""
    if not divides(indicator) or numerator is None:
        return numerator
    return float(numerator) / float(denominator) if denominator else None
